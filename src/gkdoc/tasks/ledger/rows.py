"""The fates of a row of a register: it counts, or it is listed with the reason."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from gkdoc.messages import Message
from gkdoc.spec import CellRef
from gkdoc.tasks.ledger.entries import Entry
from gkdoc.tasks.ledger.vocabulary import TABLE


@frozen
class Counted:
    """An application of the year: the column of its applicant, the row it came by, that it ends in.

    `begun` is 新收 or 上年结转, `ended` its result or 结转下年度. `cases` are as many as the row
    says (件数); `doubt` is why its remark makes it doubtful.
    """

    entry: Entry
    column: str
    begun: str
    ended: str
    cases: int = 1
    doubt: Message | None = None

    @property
    def cells(self) -> tuple[CellRef, CellRef]:
        """The two cells of the form that the application counts in, totals left out."""
        return CellRef(TABLE, self.begun, self.column), CellRef(TABLE, self.ended, self.column)


@frozen
class Repeated:
    """A row with the number of another one, which counts; `differs` says in what they differ."""

    entry: Entry
    counted: Entry
    differs: tuple[Message, ...] = ()


@frozen
class _Told:
    """A row with what is to be said about it."""

    entry: Entry
    reason: Message


@frozen
class Unplaced(_Told):
    """A row that cannot be counted as long as somebody does not put it right."""


@frozen
class Outside(_Told):
    """A row about an application that the year has nothing to do with."""


@frozen
class Doubtful(_Told):
    """A row that was taken as it stands, though its dates look like a slip."""


@frozen
class Reckoning:
    """The account of a register: every row, and every case, is in one of the parts.

    `rows` = `counted` + `not_counted`, both rows; `cases` = `received` (新收) + `carried_in`
    (上年结转), as table three has them.
    """

    rows: int
    counted: int
    not_counted: int
    cases: int
    received: int
    carried_in: int


def place_of(entry: Entry, *, several: bool) -> str | int:
    """The number of a row, after the name of its sheet where there are several sheets."""
    return f"{entry.sheet}!{entry.row}" if several else entry.row


Row: TypeAlias = Counted | Unplaced | Repeated | Outside
"""A row of a register in its place."""
