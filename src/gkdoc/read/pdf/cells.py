"""What the cells of a drawn table hold: their words, joined from the lines they were set in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from gkdoc.messages import _
from gkdoc.read.pdf.grouping import grouped
from gkdoc.read.pdf.page import Picture
from gkdoc.read.pdf.rulings import Drawn, Region
from gkdoc.read.pdf.signs import UNREADABLE, PrintedLine, Sign, lines_of, raised

_MARGINS: Final = 12.0
"""What the words of a cell leave free beside them, at most: both margins of Word's own tables."""

_LAST_LINE: Final = 0.95
"""The last line of a broken figure is shorter than those before it, or nobody can tell."""

_OVER_THE_EDGE: Final = 0.3
"""A sign that reaches over a ruling by so much of its width belongs to nobody."""

_TOUCHING: Final = 0.15
"""Digits that are so near each other, in parts of their size, are one figure."""

_OF_NOTES: Final = 0.7
"""Digits so much smaller than the other digits are those of notes."""

_FIGURE_SIGNS: Final = frozenset("0123456789.")


@frozen
class PrintedCell:
    """A cell: where it is drawn, its words, and why they cannot be relied on, if so.

    `broken` is True if a figure was joined from two lines. `tall` and `wide` cells cover more than
    one row or column.
    """

    page: int
    region: Region
    text: str
    unread: str = ""
    broken: bool = False


@frozen
class PageTable:
    """A table as one page shows it: its grid, and its cells from top to bottom."""

    page: int
    drawn: Drawn
    cells: tuple[PrintedCell, ...]


def table_of(
    drawn: Drawn, signs: Sequence[Sign], pictures: Sequence[Picture], page: int
) -> PageTable:
    """The table that `drawn` holds; `signs` and `pictures` are those that stand in it."""
    by_unit: dict[tuple[int, int], list[Sign]] = {}
    for sign in _with_notes(signs):
        by_unit.setdefault(drawn.unit(*sign.middle), []).append(sign)
    crossed = set(_crossed(drawn, signs))
    pictured = {drawn.unit(*picture.middle) for picture in pictures}
    cells = [
        _cell(drawn, piece, by_unit, crossed, pictured, page)
        for region in drawn.regions
        for piece in _divided(region, by_unit, page)
    ]
    cells.sort(key=lambda cell: (cell.region.top, cell.region.left))
    return PageTable(page, drawn, tuple(cells))


def _with_notes(signs: Sequence[Sign]) -> Iterator[Sign]:
    """The signs; digits far smaller than the others of the table as the raised ones they are."""
    sizes = sorted(sign.size for sign in signs if sign.text in _FIGURE_SIGNS)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return (raised(sign) if sign.size < _OF_NOTES * usual else sign for sign in signs)


def _units(region: Region) -> Iterator[tuple[int, int]]:
    for row in range(region.top, region.bottom):
        for column in range(region.left, region.right):
            yield row, column


def _divided(
    region: Region, by_unit: Mapping[tuple[int, int], list[Sign]], page: int
) -> Iterator[Region]:
    """The region; in pieces where figures stand in it side by side: a ruling is missing there."""
    filled = [unit for unit in _units(region) if unit in by_unit]
    texts = [
        "".join(line.text for line in lines_of(by_unit[unit], page)).strip() for unit in filled
    ]
    if len(filled) < 2 or not all(text and _FIGURE_SIGNS.issuperset(text) for text in texts):
        yield region
        return
    if len({row for row, _ in filled}) == 1:
        # One line of figures: those in neighbouring columns may be one figure, cut by a ruling.
        lines = lines_of([sign for unit in filled for sign in by_unit[unit]], page)
        if len(lines) == 1 and not lines[0].blanks:
            yield region
            return
    for row, column in _units(region):
        yield Region(row, row + 1, column, column + 1)


def _crossed(drawn: Drawn, signs: Sequence[Sign]) -> Iterator[tuple[int, int]]:
    """The units on both sides of a ruling that a figure reaches over."""
    owners = {unit: region for region in drawn.regions for unit in _units(region)}
    digits = [sign for sign in signs if sign.text in _FIGURE_SIGNS]
    digits.sort(key=lambda sign: (round(sign.line), sign.x0))
    for sign in digits:
        row, column = drawn.unit(*sign.middle)
        for beside, edge in ((column - 1, column), (column + 1, column + 1)):
            over = drawn.xs[edge] - sign.x0 if beside < column else sign.x1 - drawn.xs[edge]
            here, there = owners.get((row, column)), owners.get((row, beside))
            if over > _OVER_THE_EDGE * (sign.x1 - sign.x0) and here != there:
                yield row, column
                if there is not None:
                    yield row, beside
    for sign, following in pairwise(digits):
        units = drawn.unit(*sign.middle), drawn.unit(*following.middle)
        touching = abs(following.x0 - sign.x1) < _TOUCHING * sign.size
        same_line = round(sign.line) == round(following.line)
        if touching and same_line and owners.get(units[0]) != owners.get(units[1]):
            yield from units


def _cell(
    drawn: Drawn,
    region: Region,
    by_unit: Mapping[tuple[int, int], list[Sign]],
    crossed: set[tuple[int, int]],
    pictured: set[tuple[int, int]],
    page: int,
) -> PrintedCell:
    units = set(_units(region))
    signs = [sign for unit in units for sign in by_unit.get(unit, ())]
    width = drawn.xs[region.right] - drawn.xs[region.left]
    text, broken = _words(_lines(signs, page), width)
    unread = ""
    if UNREADABLE in text:
        unread = _("文件没有说明是什么字的字形")
    elif any(sign.struck for sign in signs):
        unread = _("划去的字")
    elif not drawn.short.isdisjoint(range(region.top, region.bottom)):
        unread = _("比别的行少一格的行")
    elif units & crossed:
        unread = _("越过表格线的数字")
    elif units & pictured:
        unread = _("图片")
    return PrintedCell(page, region, text, unread, broken)


def _lines(signs: Sequence[Sign], page: int) -> tuple[PrintedLine, ...]:
    """The lines of a cell; of words set from top to bottom each sign is one."""
    turned = [sign for sign in signs if sign.turned]
    if len(turned) * 2 < len(signs):
        return lines_of([sign for sign in signs if not sign.turned], page)
    # Columns of a cell that is set from top to bottom follow each other from right to left.
    columns = grouped(
        sorted(signs, key=lambda sign: -sign.middle[0]),
        lambda column, sign: abs(column[0].middle[0] - sign.middle[0]) <= sign.size / 2,
    )
    return tuple(
        PrintedLine(page, (sign,), frozenset())
        for column in columns
        for sign in sorted(column, key=lambda sign: sign.top)
        if sign.text.strip()
    )


def _words(lines: Sequence[PrintedLine], width: float) -> tuple[str, bool]:
    """The words of a cell, and whether a figure was joined.

    A line that has no room for what follows was broken by its cell; any other line feed is kept.
    """
    if not lines:
        return "", False
    text, broken = lines[0].cell_text, False
    for number, (line, following) in enumerate(pairwise(lines), start=1):
        full = width - (line.x1 - line.x0) < following.first_word() + _MARGINS
        if text[-1] in _FIGURE_SIGNS and following.signs[0].text in _FIGURE_SIGNS:
            shorter = following.x1 - following.x0 < _LAST_LINE * (line.x1 - line.x0)
            full = _has_room_for_none(line, following, width) and (
                shorter or number < len(lines) - 1
            )
            broken = broken or full
        blank = " " if full and line.trailing and text[-1].isalpha() and text[-1].isascii() else ""
        text += (blank if full else "\n") + following.cell_text
    return text, broken


def _has_room_for_none(line: PrintedLine, following: PrintedLine, width: float) -> bool:
    """True if not even the first sign of the line below would fit into the line."""
    first = following.signs[0]
    return width - (line.x1 - line.x0) < (first.x1 - first.x0) + _MARGINS
