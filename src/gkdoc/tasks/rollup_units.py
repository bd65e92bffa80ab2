"""One unit of a rollup: its file is read and checked, and its tables are fitted to the parent's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

from gkdoc.check.sound import sound
from gkdoc.errors import GkdocError, InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import BLANK, NOT_ENTERED, CellValue, Number, TableValues, Text, counts_as
from gkdoc.model.parts import divisions, leaves
from gkdoc.read import read_file
from gkdoc.read.waivers import read_waivers, waivers_beside
from gkdoc.spec import CellRef, TableSpec
from gkdoc.tasks.examine import examined


@frozen
class Unit:
    """A file and what is in it; `agency` and `year` are empty and 0 where it was not read.

    `problems` says why it was not. `tables` has the figures as they were printed, by name.
    """

    path: Path
    agency: str = ""
    year: int = 0
    tables: Mapping[str, TableValues] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def was_read(self) -> bool:
        """True if the file could be read."""
        return not self.problems

    def count(self, severity: Severity) -> int:
        """The number of findings of this weight."""
        return sum(finding.severity is severity for finding in self.findings)


def examine(path: Path) -> Unit:
    """The file read and checked; nothing is raised for a file that cannot be."""
    try:
        reading = read_file(path, partial=True)
        beside = waivers_beside(path)
        waivers = read_waivers(beside) if beside is not None else ()
    except GkdocError as error:
        problems = error.problems if isinstance(error, InputError) else (Problem(error.message),)
        return Unit(path, problems=problems)
    report = reading.report
    return Unit(
        path=path,
        agency=report.agency,
        year=report.year,
        tables={key: sound(own.values) for key, own in report.tables.items()},
        findings=examined(reading, waivers=waivers),
    )


def examine_some(paths: Sequence[Path]) -> list[Unit]:
    """Several files, one after another."""
    return [examine(path) for path in paths]


@frozen
class Share:
    """What a unit adds to one table of the parent: its figures that are not 0, totals included.

    `form` is that of the parent's table.
    `refused` says why the table adds nothing, `silent` are cells that hold no number, `lacking`
    those that the unit's table does not have.
    """

    form: TableSpec
    figures: Mapping[CellRef, Number] = field(factory=dict)
    refused: str = ""
    silent: tuple[CellRef, ...] = ()
    lacking: tuple[CellRef, ...] = ()

    @property
    def whole(self) -> bool:
        """True if every cell of the table was counted."""
        return not (self.refused or self.silent or self.lacking)


def share_of(values: TableValues | None, form: TableSpec) -> Share:
    """What the table of a unit adds to a table that is printed by `form`.

    Only cells that are no totals are added up; the totals follow from them.
    """
    if values is None:
        return Share(form, refused=_("没有看到这张表"))
    found = _fitted(values, form)
    if isinstance(found, str):
        return Share(form, refused=found)
    fitted, flaws = found
    shown = {**fitted, **flaws}
    parts = leaves(form)
    single = [ref for ref, of in parts.items() if of == {ref}]
    figures: dict[CellRef, Number] = {}
    for ref, of in parts.items():
        number = sum(counts_as(fitted.get(leaf, NOT_ENTERED)) for leaf in of)
        if number != 0:
            figures[ref] = number
    return Share(
        form,
        figures,
        silent=tuple(ref for ref in single if _is_silent(shown.get(ref, NOT_ENTERED))),
        lacking=tuple(ref for ref in single if shown.get(ref, NOT_ENTERED) is NOT_ENTERED),
    )


def _is_silent(value: CellValue) -> bool:
    return value is BLANK or isinstance(value, Text)


_Cells: TypeAlias = Mapping[CellRef, CellValue]


def _fitted(values: TableValues, form: TableSpec) -> tuple[_Cells, _Cells] | str:
    """The cells of a unit by the rows of `form`; why not, where that would be guessing.

    Beside them, for a cell that is the sum of several, the one of them that holds no number.
    """
    spec = values.spec
    if spec.rows == form.rows:
        return values.entered, {}
    own = {row for row in spec.rows if row not in form.rows}
    asked = {row for row in form.rows if row not in spec.rows}
    joined: dict[CellRef, CellValue] = {}
    flaws: dict[CellRef, CellValue] = {}
    for row, parts in divisions(spec.key).items():
        if row in own and asked >= set(parts):
            if any(counts_as(values[row, column]) != 0 for column in spec.rows[row]):
                return _(
                    "“{row}”没有分项，不知道各项是多少；请单位分项填写，"
                    "或者加 --undivided 按一行汇总",
                    row=spec.row_labels[row],
                )
            joined |= {
                CellRef(spec.key, part, column): values[row, column]
                for part in parts
                for column in form.rows[part]
            }
        elif row in asked and own >= set(parts):
            for column in form.rows[row]:
                cells = [values[part, column] for part in parts]
                ref = CellRef(spec.key, row, column)
                joined[ref] = sum(map(counts_as, cells))
                without = [cell for cell in cells if not isinstance(cell, int)]
                if without:
                    flaws[ref] = without[0]
        else:
            continue
        own -= {row, *parts}
        asked -= {row, *parts}
    same = all(spec.rows[row] == form.rows[row] for row in spec.rows if row in form.rows)
    if own or asked or not same:
        return _(
            "按 {edition} 年格式填写，与汇总用的 {edition2} 年格式栏目不同",
            edition=spec.edition,
            edition2=form.edition,
        )
    kept = {ref: value for ref, value in values.entered.items() if ref.row in form.rows}
    return {**kept, **joined}, flaws
