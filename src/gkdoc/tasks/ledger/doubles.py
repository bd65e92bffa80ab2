"""Rows about the same application: one of them counts, and none is left out for a mere slip.

They are about the same one if they bear the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias
from unicodedata import category, normalize

from gkdoc.messages import Listed, Message, _
from gkdoc.read.notes import quoted
from gkdoc.read.sheets.dates import Unreadable
from gkdoc.tasks.ledger.entries import Entry
from gkdoc.tasks.ledger.rows import Counted, Outside, Repeated, Unplaced, place_of
from gkdoc.tasks.ledger.vocabulary import column_labels
from gkdoc.tasks.ledger.words import NoMeaning

_Identity: TypeAlias = tuple[str, int]
_ROUNDED: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+")
_YEAR: Final = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_YEAR_BEFORE_MORE: Final = re.compile(r"(?<![0-9])20[0-9]{2}")
_BETWEEN_NUMBERS: Final = re.compile("[、,;~]|和|及|与|至|到")
_DIGIT: Final = re.compile("[0-9]")
_SUPPLEMENT: Final = re.compile(r"[(\[]?(?:补正|补充)[^0-9()\[\]]*[)\]]?")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_SIGNS: Final = re.compile(r"[\W_]+")


def fault_of(number: str) -> NoMeaning | None:
    """Why a number does not tell an application from others; None if it does, or if it is empty."""
    shown = quoted(number)
    if _ROUNDED.fullmatch(number):
        message = _(
            "申请编号{number}是科学计数法，后面的数字已经丢了，请设为文本重新填写", number=shown
        )
        return NoMeaning(message)
    several = [piece for piece in _BETWEEN_NUMBERS.split(number) if _DIGIT.search(piece)]
    if len(several) > 1:
        message = _(
            "申请编号{number}里像是有 {count} 个编号，一行只能是一件申请，请分成几行",
            number=shown,
            count=len(several),
        )
        return NoMeaning(message)
    if number and not any(sign.isnumeric() for sign in number):
        return NoMeaning(_("申请编号{number}里没有数字，认不出是哪一件", number=shown))
    return None


def year_of(number: str) -> int | None:
    """The year that stands in the number by itself; None without one, and with several."""
    years = set(_YEAR.findall(number))
    return int(years.pop()) if len(years) == 1 else None


def counted_once(
    rows: Iterable[Counted], outside: Iterable[Outside], partly: str | None, *, several: bool
) -> Iterator[Counted | Repeated | Unplaced]:
    """The rows again, but of those about one application only one counts.

    One that its own remark puts in doubt does not count. `outside` are rows of other years;
    `partly` is the row of the form for 部分公开. `several` is True where a row is named with its
    sheet.
    """
    alike: dict[_Identity, list[Counted]] = {}
    for row in rows:
        alike.setdefault(_identity(row.entry), []).append(row)
    elsewhere = {_identity(each.entry): each for each in outside}
    for key, group in alike.items():
        if key in elsewhere:
            other = elsewhere[key]
            place = place_of(other.entry, several=several)
            reason = _(
                "申请编号与第 {place} 行相同，那一行却是 {reason}", place=place, reason=other.reason
            )
            yield from (Unplaced(row.entry, reason) for row in group)
        else:
            kept = _kept([row for row in group if row.doubt is None] or group, partly)
            if kept.doubt is not None:
                yield from (Unplaced(row.entry, row.doubt or kept.doubt) for row in group)
                continue
            yield kept
            place = place_of(kept.entry, several=several)
            yield from (_again(kept, row, partly, place) for row in group if row is not kept)


def _identity(entry: Entry) -> _Identity:
    """The application that a row is about: its number, otherwise the row itself.

    A number that does not name its year is given anew each year.
    """
    number = _same_number(entry.number)
    if not number:
        return entry.sheet, entry.row
    if _YEAR_BEFORE_MORE.search(number) or isinstance(entry.received, Unreadable | None):
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
    """A row beside the one that counts for its application, which stands at `place`.

    Of one application, one row may be from before its answer, or say what part of it was refused.
    What else differs is for somebody to decide: the number may be the slip.
    """
    differs = _differences(kept, row)
    settled = row.entry.answered is None or kept.ended == partly
    another = {column_labels()[key] for key in ("applicant", "received")}
    if not differs or (settled and not another & set(differs)):
        return Repeated(row.entry, kept.entry, differs)
    reason = _(
        "申请编号与第 {place} 行相同，{differs}却不同；是同一件的请只留一行，不是的请改正编号",
        place=place,
        differs=Listed("、", differs),
    )
    return Unplaced(row.entry, reason)


def _differences(kept: Counted, left: Counted) -> tuple[Message, ...]:
    """The columns in which two rows about one application say different things."""
    pairs = {
        "applicant": (kept.column, left.column),
        "received": (kept.entry.received, left.entry.received),
        "answered": (kept.entry.answered, left.entry.answered),
        "outcome": (kept.ended, left.ended),
    }
    return tuple(column_labels()[key] for key, (one, other) in pairs.items() if one != other)


def _same_number(number: str) -> str:
    """The number as it is compared: 〔2024〕001号 is [2024] 1号, whatever cannot be seen in it."""
    seen = "".join(sign for sign in normalize("NFKC", number) if category(sign)[0] != "C")
    # A paper that was put right is the same application.
    seen = _SUPPLEMENT.sub("", seen)
    return _ZEROS.sub("", _SIGNS.sub("-", "".join(seen.split())).strip("-")).casefold()
