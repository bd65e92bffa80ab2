"""Rows about the same application: one of them counts, and none is left out for a mere slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gkdoc.read.register import Entry
from gkdoc.read.register.dates import Unreadable
from gkdoc.spec.ledger import column_labels
from gkdoc.tasks.ledger_numbers import names_year, same_number
from gkdoc.tasks.ledger_rows import Counted, Outside, Repeated, Unplaced, place_of

_Identity: TypeAlias = tuple[str, int]


def counted_once(
    rows: Iterable[Counted], outside: Iterable[Outside], partly: str | None, *, several: bool
) -> Iterator[Counted | Repeated | Unplaced]:
    """The rows again, but of those about one application only one counts.

    `outside` are rows of other years; `partly` is the row of the form for 部分公开. `several` is
    True where a row is named with its sheet.
    """
    alike: dict[_Identity, list[Counted]] = {}
    for row in rows:
        alike.setdefault(_identity(row.entry), []).append(row)
    elsewhere = {_identity(each.entry): each for each in outside}
    for key, group in alike.items():
        if key in elsewhere:
            other = elsewhere[key]
            place = place_of(other.entry, several=several)
            reason = f"申请编号与第 {place} 行相同，那一行却是 {other.reason}"
            yield from (Unplaced(row.entry, reason) for row in group)
        else:
            kept = _kept(group, partly)
            yield kept
            place = place_of(kept.entry, several=several)
            yield from (_again(kept, row, partly, place) for row in group if row is not kept)


def _identity(entry: Entry) -> _Identity:
    """What tells one application from another: its number, otherwise the row.

    A number that does not name its year is given anew each year.
    """
    number = same_number(entry.number)
    if not number:
        return entry.sheet, entry.row
    if names_year(number) or isinstance(entry.received, Unreadable | None):
        return number, 0
    return number, entry.received.year


def _kept(rows: Sequence[Counted], partly: str | None) -> Counted:
    """The one of the rows about an application that counts.

    区分处理的，只计部分公开: the row that says so counts. Otherwise the first one that says how the
    application was answered does: a register copies what was still open into the next year.
    """
    in_part = (row for row in rows if row.ended == partly)
    answered = (row for row in rows if row.entry.answered is not None)
    return next(in_part, None) or next(answered, rows[0])


def _again(
    kept: Counted, row: Counted, partly: str | None, place: str | int
) -> Repeated | Unplaced:
    """What a row is beside the one that counts for its application, which stands at `place`.

    Of one application, one row may be from before its answer, or say what part of it was refused.
    What else differs is for somebody to decide: the number may be the slip.
    """
    differs = _differences(kept, row)
    settled = row.entry.answered is None or kept.ended == partly
    another = {column_labels()["applicant"], column_labels()["received"]}
    if not differs or (settled and not another & set(differs)):
        return Repeated(row.entry, kept.entry, differs)
    reason = (
        f"申请编号与第 {place} 行相同，{'、'.join(differs)}却不同；"
        "是同一件的请只留一行，不是的请改正编号"
    )
    return Unplaced(row.entry, reason)


def _differences(kept: Counted, left: Counted) -> tuple[str, ...]:
    """The columns in which two rows about one application say different things."""
    pairs = {
        "applicant": (kept.column, left.column),
        "received": (kept.entry.received, left.entry.received),
        "answered": (kept.entry.answered, left.entry.answered),
        "outcome": (kept.ended, left.ended),
    }
    return tuple(column_labels()[key] for key, (one, other) in pairs.items() if one != other)
