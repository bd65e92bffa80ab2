"""The workbook that was filled in, read back; everything is said by sheet and cell: 表三!D7."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Location
from gkdoc.read.data.structure import reading_of
from gkdoc.read.notes import Notes, nearest
from gkdoc.read.reading import Reading
from gkdoc.read.syntax.objects import tree_of
from gkdoc.read.xlsx.opening import open_workbook
from gkdoc.read.xlsx.reader import SheetReader
from gkdoc.read.xlsx.sheets import sheets_of
from gkdoc.read.xlsx.tables import TableReader
from gkdoc.read.xlsx.words import AgencyReader, OwnFieldsReader, ProseReader

__all__ = ["read_xlsx"]


def read_xlsx(
    content: bytes, source: Path | str | None = None, *, partial: bool = False
) -> Reading:
    """The report that a person filled into the workbook.

    A total whose formula is intact was not entered: it is computed again. With `partial` cells may
    be empty, and what is no figure is kept as it looks. InputError with every problem, each with
    its cell; MissingProgramError without openpyxl.
    """
    opened = open_workbook(content, source)
    notes = Notes()
    sheets = sheets_of(opened, source)
    parts = dict(sheets.by_part)
    agency = AgencyReader(parts.pop("agency"), notes, partial=partial)
    prose = ProseReader(parts.pop("prose"), notes)
    fields = parts.pop("fields", None)
    own = (OwnFieldsReader(fields, notes),) if fields is not None else ()
    tables = {key: TableReader(key, sheet, notes, partial=partial) for key, sheet in parts.items()}
    readers: tuple[SheetReader, ...] = (agency, prose, *own, *tables.values())
    for reader in readers:
        reader.read()
    problems = [problem for reader in readers for problem in reader.problems]
    if problems:
        raise InputError(source, problems)
    locations = {address: place for each in readers for address, place in each.locations.items()}
    values: dict[str, object] = {
        **agency.values,
        "edition": {key: reader.edition for key, reader in tables.items()},
        **prose.values,
        **{key: value for each in own for key, value in each.values.items()},
        **{key: each.values for key, each in tables.items() if each.values or not partial},
    }
    try:
        reading = reading_of(
            tree_of(values, str(source)),
            source,
            partial=partial,
            findings=(*sheets.findings, *(each for reader in readers for each in reader.findings)),
            notes=notes,
        )
    except InputError as error:
        placed = [_placed(problem, locations) for problem in error.problems]
        raise InputError(source, placed) from error
    return evolve(reading, locations=locations)


def _placed(problem: Problem, locations: Mapping[str, Location]) -> Problem:
    """The problem with the cell of its address, or of what encloses it."""
    place = None if problem.place else nearest(locations, problem.path)
    return evolve(problem, place=f"{place.sheet}!{place.reference}") if place else problem
