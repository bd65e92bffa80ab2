"""The application register becomes table three: every row is counted once or listed with a reason.

The rows of the register are those that were counted, those that could not be placed, those that say
again what another row says, and those of other years; a test holds this sum.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import frozen

from gkdoc.model import Applications, TableValues, completed
from gkdoc.model.parts import leaves
from gkdoc.read.notes import quoted
from gkdoc.read.register import NO_MAPPING, Entry, RegisterMapping
from gkdoc.read.register.dates import Unreadable
from gkdoc.spec import CellRef, TableSpec
from gkdoc.spec.ledger import TABLE, applicant_columns, result_rows, vocabulary
from gkdoc.tasks.ledger_words import NoMeaning, Open, Words

_RECEIVED: Final = "received"
_CARRIED_IN: Final = "carried_in"
_CARRIED_OUT: Final = "carried_out"
_BEGUN: Final = (_RECEIVED, _CARRIED_IN)
_LABELS: Final[Mapping[str, str]] = {column.key: column.label for column in vocabulary().columns}
_YEAR_IN_NUMBER: Final = re.compile(r"(?<![0-9])20[0-9]{2}")


@frozen
class Counted:
    """An application of the year: the column of its applicant, the row it came by, that it ends in.

    `begun` is 新收 or 上年结转, `ended` its result or 结转下年度.
    """

    entry: Entry
    column: str
    begun: str
    ended: str

    @property
    def cells(self) -> tuple[CellRef, CellRef]:
        """The two cells of the form that the application counts in, totals left out."""
        return CellRef(TABLE, self.begun, self.column), CellRef(TABLE, self.ended, self.column)


@frozen
class Unplaced:
    """A row that cannot be counted as long as somebody does not put it right."""

    entry: Entry
    reason: str


@frozen
class Repeated:
    """A row with the number of another one, which counts; `differs` says in what they differ."""

    entry: Entry
    counted: Entry
    differs: tuple[str, ...] = ()


@frozen
class Outside:
    """A row about an application that the year has nothing to do with."""

    entry: Entry
    reason: str


_Row: TypeAlias = Counted | Unplaced | Repeated | Outside
_Identity: TypeAlias = tuple[str, int]


@frozen
class Ledger:
    """What became of the rows of a register; each is in one of the four."""

    year: int
    spec: TableSpec
    counted: tuple[Counted, ...]
    unplaced: tuple[Unplaced, ...]
    repeated: tuple[Repeated, ...]
    outside: tuple[Outside, ...]

    @property
    def rows(self) -> int:
        """The number of rows that were read."""
        return len(self.counted) + len(self.unplaced) + len(self.repeated) + len(self.outside)

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The names of the sheets that the rows stand in."""
        rows: tuple[_Row, ...] = (*self.counted, *self.unplaced, *self.repeated, *self.outside)
        return frozenset(each.entry.sheet for each in rows)

    @cached_property
    def table(self) -> Applications:
        """Table three: every cell of the form, 0 where nothing was counted."""
        nothing = {
            CellRef(TABLE, row, column): 0
            for row in (*_BEGUN, *result_rows(self.spec), _CARRIED_OUT)
            for column in applicant_columns(self.spec)
        }
        counts = Counter(ref for counted in self.counted for ref in counted.cells)
        return Applications(completed(TableValues(self.spec, {**nothing, **counts})))

    def cell(self, ref: CellRef) -> tuple[Entry, ...]:
        """The rows of the register that make up a cell of the form, totals included."""
        wanted = leaves(self.spec)[ref]
        return tuple(counted.entry for counted in self.counted if wanted & set(counted.cells))


def make_ledger(
    entries: Iterable[Entry], year: int, mapping: RegisterMapping = NO_MAPPING
) -> Ledger:
    """Table three of `year` from the entries of a register, and what became of each entry.

    An application is 新收 if it was received in the year, 上年结转 if it was received before and
    not answered before; it is 结转下年度 if it was answered after the year or is not yet.
    """
    words = Words(year, mapping)
    counted: dict[_Identity, Counted] = {}
    again: list[tuple[_Identity, Counted]] = []
    unplaced: list[Unplaced] = []
    outside: list[Outside] = []
    for entry in entries:
        match _fate(entry, year, words):
            case Counted() as found:
                key = _identity(found)
                first = counted.setdefault(key, found)
                if first is not found:
                    kept, left = _kept(first, found, words)
                    counted[key] = kept
                    again.append((key, left))
            case Unplaced() as found:
                unplaced.append(found)
            case Outside() as found:
                outside.append(found)
    return Ledger(
        year=year,
        spec=words.spec,
        counted=tuple(counted.values()),
        unplaced=tuple(unplaced),
        repeated=tuple(
            Repeated(left.entry, counted[key].entry, _differences(counted[key], left))
            for key, left in again
        ),
        outside=tuple(outside),
    )


def _fate(entry: Entry, year: int, words: Words) -> Counted | Unplaced | Outside:
    """What one row means, other rows left out of account."""
    received, answered = entry.received, entry.answered
    unreadable = [
        f"{_LABELS[key]}{quoted(day.text) if day.text else ''}{day.reason}"
        for key, day in (("received", received), ("answered", answered))
        if isinstance(day, Unreadable)
    ]
    if unreadable or isinstance(received, Unreadable) or isinstance(answered, Unreadable):
        return Unplaced(entry, "；".join(unreadable))
    if entry.is_empty:
        return Unplaced(entry, "用到的各列都空着，像是合计或者签名；不是一件申请的，可以删去")
    if received is None:
        return Unplaced(entry, f"没有写{_LABELS['received']}")
    if answered is not None and answered < received:
        return Unplaced(
            entry, f"{_LABELS['answered']} {answered} 早于{_LABELS['received']} {received}"
        )
    if received.year > year:
        return Outside(entry, f"{received} 收到，是以后年度的申请")
    if answered is not None and answered.year < year:
        return Outside(entry, f"{answered} 已经答复，是以前年度的申请")
    column = words.applicant(entry.applicant, entry.applicant_detail)
    ended = _ended(entry, year, words)
    reasons = [found.reason for found in (column, ended) if isinstance(found, NoMeaning)]
    if isinstance(column, NoMeaning) or isinstance(ended, NoMeaning):
        return Unplaced(entry, "；".join(reasons))
    return Counted(entry, column, _RECEIVED if received.year == year else _CARRIED_IN, ended)


def _ended(entry: Entry, year: int, words: Words) -> str | NoMeaning:
    """The row that the application ends in: its result, or 结转下年度."""
    answered = entry.answered
    if answered is not None and not isinstance(answered, Unreadable) and answered.year > year:
        return _CARRIED_OUT
    nothing = not entry.outcome and not entry.outcome_detail
    if answered is None and nothing:
        return _CARRIED_OUT
    outcome = words.outcome(entry.outcome, entry.outcome_detail)
    match outcome:
        case Open() if answered is None:
            return _CARRIED_OUT
        case Open():
            shown = quoted(entry.outcome or entry.outcome_detail)
            return NoMeaning(f"有{_LABELS['answered']} {answered}，{_LABELS['outcome']}却是{shown}")
        case str() if answered is None:
            shown = quoted(entry.outcome or entry.outcome_detail)
            return NoMeaning(f"{_LABELS['outcome']}是{shown}，却没有{_LABELS['answered']}")
    return outcome


def _identity(counted: Counted) -> _Identity:
    """What tells one application from another: its number, otherwise the row.

    A number that does not name its year is given anew each year.
    """
    entry = counted.entry
    number = entry.number.casefold()
    if not number:
        return entry.sheet, entry.row
    if _YEAR_IN_NUMBER.search(number) or isinstance(entry.received, Unreadable | None):
        return number, 0
    return number, entry.received.year


def _kept(first: Counted, second: Counted, words: Words) -> tuple[Counted, Counted]:
    """The one of two rows about an application that counts, and the other one.

    区分处理的，只计部分公开: the row that says so counts. Otherwise the first does.
    """
    if second.ended == words.partly != first.ended:
        return second, first
    return first, second


def _differences(kept: Counted, left: Counted) -> tuple[str, ...]:
    """The columns in which two rows about one application say different things."""
    pairs = {
        "applicant": (kept.column, left.column),
        "received": (kept.entry.received, left.entry.received),
        "answered": (kept.entry.answered, left.entry.answered),
        "outcome": (kept.ended, left.ended),
    }
    return tuple(_LABELS[key] for key, (one, other) in pairs.items() if one != other)
