"""How well a file was read: every cell right, or said to be unread, or wrong in silence."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from gkdoc.findings import Location
from gkdoc.model import NOT_ENTERED, CellValue, printed
from gkdoc.read.reading import Reading
from gkdoc.spec import CellRef, form
from tests.tools.editions import EDITIONS


@frozen
class Score:
    """Cells by what became of them; `silent` names those that are wrong without a word."""

    right: int = 0
    reported: int = 0
    silent: tuple[str, ...] = field(default=())

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.reported + other.reported,
            (*self.silent, *other.silent),
        )


def score(reading: Reading, shown: Mapping[CellRef, str | None]) -> Score:
    """What became of each cell, which shows the text in `shown`, or None for no figure of its own.

    A cell without a value is reported by a finding about it, its row or its table; one with
    another value than the file shows by a finding about that cell or its row.
    """
    values = dict(reading.report.cells())
    total = Score()
    for ref, text in shown.items():
        value = values.get(ref, NOT_ENTERED)
        if text is not None and value is not NOT_ENTERED and printed(value).strip() == text.strip():
            total += Score(right=1)
        elif _is_reported(reading, ref, value):
            total += Score(reported=1)
        else:
            found = "nothing" if value is NOT_ENTERED else printed(value)
            total += Score(silent=(f"{ref}: {text!r} read as {found!r}",))
    return total


def _is_reported(reading: Reading, ref: CellRef, value: CellValue) -> bool:
    address = str(ref)
    place = reading.locations.get(address)
    about = {address, f"{ref.table}.{ref.row}"}
    for edition in EDITIONS:
        # A row that is not there is missed under the names of the form that divides it.
        divided = form(edition).tables[ref.table].divisions.get(ref.row, ())
        about |= {f"{ref.table}.{part}" for part in divided}
    if value is NOT_ENTERED:
        about.add(ref.table)
    return any(
        finding.address in about or (place is not None and _same(finding.location, place))
        for finding in reading.findings
    )


def _same(one: Location | None, other: Location) -> bool:
    return one is not None and (one.table, one.row, one.cell) == (
        other.table,
        other.row,
        other.cell,
    )
