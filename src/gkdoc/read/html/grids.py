"""Tables of a page as grids: rows in the order of the screen, spans resolved within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.errors import Refusal
from gkdoc.messages import _
from gkdoc.read.document.body import BodyCell

MOST_SPANNED: Final = 1_000
"""The most rows or columns that a cell may span; browsers stop at 1,000 columns too."""

MOST_CELLS: Final = 20_000
"""The most cells of a grid, each counted once for every row that it covers."""

CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = ("thead", "tbody", "tfoot")


class Unwieldy(Refusal):
    """More than any report holds; `reason` says what."""


@frozen
class Content:
    """The content of a cell: its words, and all that there is besides."""

    text: str
    objects: tuple[str, ...] = ()


@frozen
class _Open:
    """A cell that reaches down to before the row `end`."""

    cell: BodyCell
    end: int


def rows_of(table: etree._Element) -> list[tuple[list[etree._Element], int]]:
    """The cells of each row, in the order of the screen, and before which row its group ends.

    Cells outside of any row make up one, as browsers have it.
    """
    groups: dict[str, list[list[list[etree._Element]]]] = {name: [] for name in _GROUPS}
    loose: list[list[etree._Element]] = []
    for child in table:
        if child.tag in groups:
            loose = []
            groups[child.tag].append(_group(child))
        elif child.tag == "tr" or child.tag in CELLS:
            if not loose:
                groups["tbody"].append(loose)
            _add(child, loose)
    rows: list[tuple[list[etree._Element], int]] = []
    for name in _GROUPS:
        for group in groups[name]:
            end = len(rows) + len(group)
            rows.extend((row, end) for row in group)
    return rows


def _group(element: etree._Element) -> list[list[etree._Element]]:
    rows: list[list[etree._Element]] = []
    for child in element:
        _add(child, rows)
    return rows


def _add(child: etree._Element, rows: list[list[etree._Element]]) -> None:
    if child.tag == "tr":
        rows.append([cell for cell in child if cell.tag in CELLS])
    elif child.tag in CELLS:
        before = child.getprevious()
        if not rows or before is None or before.tag not in CELLS:
            rows.append([])
        rows[-1].append(child)


def grid_of(
    table: etree._Element, content_of: Callable[[etree._Element], Content]
) -> tuple[tuple[BodyCell, ...], ...]:
    """The rows of the grid, those without a cell left out; Unwieldy for too many cells."""
    grid: list[tuple[BodyCell, ...]] = []
    above: list[_Open] = []
    count = 0
    for index, (cells, end) in enumerate(rows_of(table)):
        above = [one for one in above if one.end > index]
        here = [*above, *_placed(cells, index, end, above, content_of)]
        here.sort(key=lambda one: one.cell.start)
        above = here
        count += len(here)
        if count > MOST_CELLS:
            raise Unwieldy(_("表格超过 {most_cells} 格", most_cells=MOST_CELLS))
        if here:
            grid.append(tuple(one.cell for one in here))
    return tuple(grid)


def _placed(
    cells: Sequence[etree._Element],
    index: int,
    group_end: int,
    above: Sequence[_Open],
    content_of: Callable[[etree._Element], Content],
) -> Iterator[_Open]:
    """The cells of one row, each in the first columns that are free."""
    taken = iter(above)
    next_taken = next(taken, None)
    column = 0
    for number, element in enumerate(cells, start=1):
        while next_taken is not None and next_taken.cell.start <= column:
            column = max(column, next_taken.cell.stop)
            next_taken = next(taken, None)
        width, height = _spanned(element, "colspan"), _spanned(element, "rowspan")
        if max(width, height) > MOST_SPANNED:
            raise Unwieldy(_("表格的一格跨 {width} 列、{height} 行", width=width, height=height))
        stop = column + max(width, 1)
        # A rowspan of 0 reaches down to the end of the group; none reaches further.
        end = min(index + height, group_end) if height else group_end
        content = content_of(element)
        cell = BodyCell(
            content.text, index + 1, number, column, stop, element, objects=content.objects
        )
        yield _Open(cell, end)
        column = stop


def _spanned(element: etree._Element, name: str) -> int:
    """How many rows or columns the cell says it spans; 1 where it says nothing sensible."""
    digits = element.get(name, "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return int(digits) if len(digits) < 6 else MOST_SPANNED + 1
