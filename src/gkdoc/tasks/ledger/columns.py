"""Finds the row of headers in a register, and which column holds what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from attrs import frozen

from gkdoc.messages import Listed, Message, _
from gkdoc.read.notes import quoted
from gkdoc.read.sheets.dates import day_of
from gkdoc.read.sheets.rows import Row, letters_of
from gkdoc.tasks.ledger.mapping import RegisterMapping
from gkdoc.tasks.ledger.vocabulary import RegisterColumn, register_columns

DEEPEST_HEADER: Final = 30
"""How many rows at the top are looked through for the headers."""

_MOST_HEADER_ROWS: Final = 3
NEEDED: Final = ("applicant", "received", "answered", "outcome")
"""The columns without which nothing can be counted."""

_NUMBER: Final = "number"


@frozen
class Columns:
    """Where things stand: `row` counts from 1, `places` gives positions from 0 by name.

    `counts_rows` is True where the only numbers are those of the rows (序号).
    """

    row: int
    places: Mapping[str, int]
    headers: Mapping[str, str]
    said: tuple[Message, ...] = ()
    counts_rows: bool = False


@frozen
class NoColumns:
    """Why the columns were not found; `seen` is the number of those that were, be it doubly."""

    reasons: tuple[Message, ...]
    seen: int = 0


def find_columns(rows: Iterable[Row], mapping: RegisterMapping) -> Columns | NoColumns:
    """The columns of the first headers of a register among the rows at the top.

    The headers may stand in up to three rows: what has a blank below it is the header itself, what
    has others below it (答复 over 日期, 结果) may be a part of theirs.
    """
    best: Columns | NoColumns = NoColumns((_("表里没有内容"),))
    above: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        if number > DEEPEST_HEADER:
            break
        if isinstance(best, Columns) and not _goes_on(row, best):
            return best
        # The words of a row of the register do not decide what a header above them means.
        kept = [] if any(isinstance(day_of(cell), datetime.date) for cell in row) else above
        above = [*kept, [_text(cell) for cell in row]][-_MOST_HEADER_ROWS:]
        found = _of_rows(number, above, mapping)
        if isinstance(best, Columns):
            better = isinstance(found, Columns) and _worth(found) >= _worth(best)
        else:
            better = isinstance(found, Columns) or found.seen > best.seen or best.seen == 0
        if better and any(above[-1]):
            best = found
    return best


def _of_rows(
    number: int, above: Sequence[Sequence[str]], mapping: RegisterMapping
) -> Columns | NoColumns:
    """The columns by the last of these rows, or by more of them, where that finds more."""
    best: Columns | NoColumns = NoColumns(())
    if not any(above[-1]):
        return best
    for height in range(1, len(above) + 1):
        found = _columns(number, list(_stacked(above[-height:])), mapping)
        if isinstance(best, Columns):
            better = isinstance(found, Columns) and _worth(found) > _worth(best)
        else:
            better = isinstance(found, Columns) or height == 1
        if better:
            best = found
    return best


def _worth(columns: Columns) -> tuple[int, int]:
    """The more columns the better, and the fewer of them by a name that had to be said."""
    return len(columns.places), -len(columns.said)


def _stacked(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """For each column what its header may be: the lowest words, then those with their heads."""
    heads = ["" for _ in rows]
    for words in zip_longest(*rows, fillvalue=""):
        # A head over several columns stands in the first of them.
        for level, word in enumerate(words):
            if word:
                heads[level:] = [word, *("" for _ in heads[level + 1 :])]
        written = [word for word in words if word]
        if not written:
            yield ()
            continue
        lowest = max(level for level, word in enumerate(words) if word)
        parts = [head for head in heads[:lowest] if head] + [words[lowest]]
        if lowest < len(rows) - 1:
            # It goes down to the last row: what stands beside it is not below it.
            heads = ["" for _ in heads]
        yield tuple(
            dict.fromkeys((words[lowest], *("".join(parts[start:]) for start in range(len(parts)))))
        )


def _goes_on(row: Row, columns: Columns) -> bool:
    """Whether the row below some headers is one more of them: no day, and words of headers in it.

    Where the needed cells say something of their own, it is a row of the register.
    """
    needed = [row[at] for key in NEEDED if (at := columns.places[key]) < len(row)]
    words = {letters_of(_text(cell)) for cell in row} - {""}
    known = {letters_of(name) for each in register_columns() for name in each.names}
    own = [cell for cell in needed if letters_of(_text(cell)) not in known | {""}]
    days = any(isinstance(day_of(cell), datetime.date) for cell in row)
    return bool(words & known) and not own and not days


def _columns(
    number: int, headers: Sequence[tuple[str, ...]], mapping: RegisterMapping
) -> Columns | NoColumns:
    places: dict[str, int] = {}
    reasons: list[Message] = []
    said: list[Message] = []
    seen = 0
    counts_rows = False
    for column in register_columns():
        label, wanted = column.label, mapping.columns.get(column.key)
        positions = _positions(column, headers, wanted)
        seen += bool(positions)
        if len(positions) == 1:
            places[column.key] = positions[0]
            header = headers[positions[0]][0]
            if wanted is None and letters_of(header) in set(map(letters_of, column.otherwise)):
                counts_rows = counts_rows or column.key == _NUMBER
                shown = quoted(header)
                said.append(_("没有“{label}”一列，用了{header}", label=label, header=shown))
        elif positions:
            each = (
                _("第 {place} 列{place2}", place=place + 1, place2=quoted(headers[place][0]))
                for place in positions
            )
            message = _(
                "有几列都像是“{label}”：{listed}；请在对照文件里写明用哪一列",
                label=label,
                listed=Listed("、", each),
            )
            reasons.append(message)
        elif wanted is not None:
            shown = quoted(wanted)
            message = _(
                "没有标题是{wanted}的一列（对照文件里的“{label}”）", wanted=shown, label=label
            )
            reasons.append(message)
        elif column.key in NEEDED:
            also = Listed("、", column.also[:5])
            reasons.append(_("没有找到“{label}”一列；也认 {also} 等标题", label=label, also=also))
    if not reasons and len(places) >= len(NEEDED):
        if _NUMBER not in places:
            said.append(_("没有申请编号一列，查不出重复登记的申请"))
        found = {key: headers[at][0] for key, at in places.items()}
        return Columns(number, places, found, tuple(said), counts_rows)
    shown = "、".join(names[0] for names in headers if names)
    there = _("第 {number} 行的标题是：{shown}", number=number, shown=shown[:200])
    return NoColumns((*reasons, there), seen)


def _positions(
    column: RegisterColumn, headers: Sequence[tuple[str, ...]], wanted: str | None
) -> Sequence[int]:
    """The places of the headers that mean the column, by the best of the ways to say so.

    The words of a header itself go before those with its heads.
    """
    for names in ((wanted,),) if wanted else ((column.label, *column.also), column.otherwise):
        letters = {letters_of(name) for name in names if name}
        for heads in (slice(0, 1), slice(1, None)):
            found = [
                place
                for place, words in enumerate(headers)
                if any(letters_of(word) in letters for word in words[heads])
            ]
            if found:
                return found
    return ()


def _text(cell: object) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else ""
