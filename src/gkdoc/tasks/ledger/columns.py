"""Finds the row of headers in a register, and which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from attrs import frozen

from gkdoc.messages import Listed, Message, _
from gkdoc.read.notes import quoted
from gkdoc.read.sheets.rows import Row, letters_of
from gkdoc.tasks.ledger.mapping import RegisterMapping
from gkdoc.tasks.ledger.vocabulary import RegisterColumn, register_columns

DEEPEST_HEADER: Final = 30
"""How many rows at the top are looked through for the headers."""

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
    """The columns of the first row that has headers of a register among the rows at the top.

    Where the row above has some of them (答复情况 over 答复日期, 办理结果), both are the headers.
    """
    best = NoColumns((_("表里没有内容"),))
    above: Sequence[str] = ()
    for number, row in enumerate(rows, start=1):
        if number > DEEPEST_HEADER:
            break
        headers = [_text(cell) for cell in row]
        found = _columns(number, headers, mapping) if any(headers) else NoColumns(())
        if isinstance(found, NoColumns) and found.seen:
            under = [low or high for low, high in zip_longest(headers, above, fillvalue="")]
            both = _columns(number, under, mapping)
            found = both if isinstance(both, Columns) else found
        if isinstance(found, Columns):
            return found
        above = headers
        if not any(headers):
            continue
        if found.seen > best.seen or best.seen == 0:
            best = found
    return best


def _columns(number: int, headers: Sequence[str], mapping: RegisterMapping) -> Columns | NoColumns:
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
            header = headers[positions[0]]
            if wanted is None and letters_of(header) in set(map(letters_of, column.otherwise)):
                counts_rows = counts_rows or column.key == _NUMBER
                shown = quoted(header)
                said.append(_("没有“{label}”一列，用了{header}", label=label, header=shown))
        elif positions:
            each = (
                _("第 {place} 列{place2}", place=place + 1, place2=quoted(headers[place]))
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
        found = {key: headers[at] for key, at in places.items()}
        return Columns(number, places, found, tuple(said), counts_rows)
    shown = "、".join(filter(None, headers))
    there = _("第 {number} 行的标题是：{shown}", number=number, shown=shown[:200])
    return NoColumns((*reasons, there), seen)


def _positions(column: RegisterColumn, headers: Sequence[str], wanted: str | None) -> Sequence[int]:
    """The places of the headers that mean the column, by the best of three ways to say so."""
    for names in ((wanted,),) if wanted else ((column.label, *column.also), column.otherwise):
        letters = {letters_of(name) for name in names if name}
        found = [place for place, header in enumerate(headers) if letters_of(header) in letters]
        if found:
            return found
    return ()


def _text(cell: object) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else ""
