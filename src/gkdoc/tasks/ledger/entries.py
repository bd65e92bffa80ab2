"""The entries of a register: one application a row, its words and days as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Final
from unicodedata import normalize

from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.read.sheets.dates import BLANK_WORDS, Day, Unreadable, day_of
from gkdoc.read.sheets.opening import open_sources
from gkdoc.read.sheets.rows import JOINED, Row, RowSource
from gkdoc.tasks.ledger.columns import DEEPEST_HEADER, Columns, NoColumns, find_columns
from gkdoc.tasks.ledger.mapping import NO_MAPPING, RegisterMapping

_NAMES_ITS_YEAR: Final = re.compile("20[0-9]{2}[^0-9]+[0-9]")
_ALIKE: Final = 3
"""A sheet with so many of the columns may be a register with a misprint in its headers."""


@frozen
class Entry:
    """One row. `row` counts from 1 as a spreadsheet does; words are as written, blanks trimmed.

    `count` is what stands under 件数.
    """

    sheet: str
    row: int
    number: str
    applicant: str
    applicant_detail: str
    received: Day
    answered: Day
    outcome: str
    outcome_detail: str
    count: str = ""
    remark: str = ""

    @property
    def is_empty(self) -> bool:
        """True if nothing but a number is written in the columns that are read."""
        days = (self.received, self.answered)
        words = (self.applicant, self.applicant_detail, self.outcome, self.outcome_detail)
        return not any(words) and all(day is None for day in days)


@frozen
class Register:
    """A register that is open. `said` tells how it was read; `entries` can be gone through once.

    `headers` gives, for each sheet and column by name, the header under which it was found.
    """

    headers: tuple[tuple[str, str, str], ...]
    said: tuple[Message, ...]
    entries: Iterator[Entry]


@contextmanager
def read_register(
    path: Path, mapping: RegisterMapping = NO_MAPPING, sheets: Sequence[str] = ()
) -> Iterator[Register]:
    """The register in a workbook or CSV file, read row by row as its entries are asked for.

    Of a workbook the only sheet with the headers of a register is read, or those named in `sheets`,
    in their order. InputError where the file, a sheet or a column is not to be found.
    """
    with open_sources(path) as sources:
        chosen = _chosen(sources, sheets, mapping, path)
        several = len(chosen) > 1
        left = _left(sources, chosen) if not sheets else []
        yield Register(
            headers=tuple(
                (source.name, key, header)
                for source, columns in chosen
                for key, header in columns.headers.items()
            ),
            said=tuple(
                _("工作表“{name}”：{words}", name=source.name, words=words)
                if several and source.name
                else words
                for source, columns in chosen
                for words in (*source.said, *columns.said)
            )
            + tuple(_("没有读工作表“{name}”，它不像台账", name=name) for name in left),
            entries=(
                entry
                for source, columns in chosen
                for entry in _entries(source, columns, several=several)
            ),
        )


def _chosen(
    sources: Sequence[RowSource], sheets: Sequence[str], mapping: RegisterMapping, path: Path
) -> list[tuple[RowSource, Columns]]:
    by_name = {source.name: source for source in sources}
    unknown = [name for name in sheets if name not in by_name]
    if unknown:
        there = Listed("、", filter(None, by_name)) or _("这个文件不分工作表")
        messages = (
            _("没有工作表“{name}”；有：{there}", name=name, there=there) for name in unknown
        )
        raise InputError(path, list(map(Problem, messages)))
    wanted = [by_name[name] for name in dict.fromkeys(sheets)] or list(sources)
    looked = [
        (source, find_columns(islice(source.rows(), DEEPEST_HEADER), mapping)) for source in wanted
    ]
    found = [(source, columns) for source, columns in looked if isinstance(columns, Columns)]
    like = [
        _("“{name}”", name=source.name)
        for source, why in looked
        if isinstance(why, Columns) or why.seen >= _ALIKE
    ]
    if len(like) > 1 and found and not sheets:
        names = Listed("、", like)
        message = _(
            "有几张工作表都像台账：{names}；请用 --sheet 写明用哪一张，都用的就写几次", names=names
        )
        raise InputError(path, [Problem(message)])
    if not found or (sheets and len(found) < len(wanted)):
        raise InputError(path, _not_found(looked, asked=bool(sheets)))
    return found


def _left(sources: Sequence[RowSource], chosen: Sequence[tuple[RowSource, Columns]]) -> list[str]:
    """The names of the other sheets that have something in them."""
    names = {source.name for source, _ in chosen}
    return [
        source.name
        for source in sources
        if source.name not in names
        and any(_filled(cell) for row in islice(source.rows(), DEEPEST_HEADER) for cell in row)
    ]


def _not_found(
    looked: Sequence[tuple[RowSource, Columns | NoColumns]], *, asked: bool
) -> list[Problem]:
    failed = [(source, why) for source, why in looked if isinstance(why, NoColumns)]
    if not failed:
        return [Problem(_("工作簿里没有工作表"))]
    if not asked:
        # The sheet that is most like a register is the one that was meant.
        failed = [max(failed, key=lambda each: each[1].seen)]
    return [
        Problem(reason, place=_("工作表“{name}”", name=source.name) if source.name else "")
        for source, why in failed
        for reason in why.reasons
    ]


def _entries(source: RowSource, columns: Columns, *, several: bool) -> Iterator[Entry]:
    places = columns.places
    # 序号 begins anew in each sheet.
    before = f"{source.name}!" if several and columns.counts_rows else ""
    for number, row in enumerate(source.rows(), start=1):
        if number <= columns.row or not any(_filled(cell) for cell in row):
            continue
        yield Entry(
            sheet=source.name,
            row=number,
            number=_number(_at(row, places.get("number")), before),
            applicant=_words(_at(row, places["applicant"])),
            applicant_detail=_words(_at(row, places.get("applicant_detail"))),
            received=day_of(_at(row, places["received"]), source.epoch),
            answered=day_of(_at(row, places["answered"]), source.epoch),
            outcome=_words(_at(row, places["outcome"])),
            outcome_detail=_words(_at(row, places.get("outcome_detail"))),
            count=_number(_at(row, places.get("count"))),
            remark=_words(_at(row, places.get("remark"))),
        )


def _at(row: Row, place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else None


def _filled(cell: object) -> bool:
    """True if the cell says something of its own."""
    if isinstance(cell, str):
        return bool(cell.strip())
    return cell is not None and cell is not JOINED


def _words(cell: object) -> str:
    """The words of a cell; empty for a blank and for signs that say so."""
    match cell:
        case None:
            return ""
        case str():
            words = cell.strip()
            return "" if words in BLANK_WORDS else words
        case Unreadable(reason=reason):
            return _("（{reason}）", reason=reason)
    return str(cell)


def _number(cell: object, before: str = "") -> str:
    """An application's number so that two ways to write it are the same.

    A spreadsheet keeps fifteen digits of a number; one that has more becomes 2.024e+17.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return f"{before}{cell:.15g}"
    pieces = normalize("NFKC", _words(cell)).split()
    # Numbers under each other in one cell are several, the pieces of one are not.
    several = len(pieces) > 1 and all(map(_NAMES_ITS_YEAR.search, pieces))
    words = ("、" if several else "").join(pieces)
    return before + words if words else ""
