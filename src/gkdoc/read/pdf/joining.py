"""Tables that go over page breaks, joined: columns, repeated heads, rows and cells cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from attrs import define, evolve, frozen

from gkdoc.findings import Location
from gkdoc.layout.grid import lay_out
from gkdoc.read.document.body import BodyCell, TableGrid
from gkdoc.read.document.labels import Labels, spelling
from gkdoc.read.document.tables.patterns import patterns
from gkdoc.read.pdf.cells import PageTable, PrintedCell
from gkdoc.read.pdf.grouping import places

_SAME_EDGE: Final = 4.0
"""Edges of a table on two pages, measured from its left one, that are so near are the same."""


@frozen
class Joined:
    """A table as a whole.

    `places` holds the page of each row, `unread` what makes a cell unreadable and `broken` the
    cells of which the figure was joined, by row and cell.
    """

    grid: TableGrid
    pages: tuple[int, ...]
    unread: dict[tuple[int, int], str]
    broken: frozenset[tuple[int, int]]

    def wide_figures(self) -> Iterator[BodyCell]:
        """The cells with figures, and no words, that reach over some columns."""
        for row in self.grid.rows:
            for cell in row:
                if cell.stop - cell.start > 1 and _is_figure(cell):
                    yield cell

    def located(self, place: Location) -> Location:
        """The place in the table with its page."""
        row = place.row or 1
        return evolve(place, page=self.pages[min(row, len(self.pages)) - 1])


@define(eq=False)
class _Box:
    """A cell while the pages are joined: its columns as places from the left edge."""

    cell: PrintedCell
    text: str
    left: float
    right: float
    rows: int


_Rows = list[list[_Box]]


def goes_on(before: PageTable, after: PageTable) -> bool:
    """True if the two, on pages that follow each other, may be one table: equally wide."""
    return abs(_width(before) - _width(after)) <= 2 * _SAME_EDGE


def joined(parts: Sequence[PageTable], number: int) -> Joined:
    """The table that `parts`, one a page, are; `number` is its own."""
    rows = _boxes(parts[0])
    heads = parts[0]
    for part in parts[1:]:
        following = _without_heads(_boxes(heads), _boxes(part))
        if following:
            _append(rows, following)
    return _grid(rows, number)


def _width(table: PageTable) -> float:
    return table.drawn.xs[-1] - table.drawn.xs[0]


def _boxes(part: PageTable) -> _Rows:
    """The boxes that begin in each row of the part."""
    xs = [x - part.drawn.xs[0] for x in part.drawn.xs]
    rows: _Rows = [[] for _ in part.drawn.ys[1:]]
    for cell in part.cells:
        region = cell.region
        rows[region.top].append(
            _Box(cell, cell.text, xs[region.left], xs[region.right], region.bottom - region.top)
        )
    return rows


def _without_heads(first: _Rows, following: _Rows) -> _Rows:
    """The rows below heads that are repeated from the first page."""
    count = 0
    while count < min(len(first), len(following)) and _same(first[count], following[count]):
        count += 1
    # A head that reaches down below them is none that could be taken off.
    while count and any(
        box.rows > count - at for at, row in enumerate(following[:count]) for box in row
    ):
        count -= 1
    return following[count:]


def _same(one: Sequence[_Box], other: Sequence[_Box]) -> bool:
    return (
        len(one) == len(other)
        and any(box.text.strip() for box in one)
        and not any(box.text.strip().isdigit() for box in one)
        and all(
            spelling(box.text) == spelling(beside.text)
            and abs(box.left - beside.left) <= _SAME_EDGE
            for box, beside in zip(one, other, strict=True)
        )
    )


def _append(rows: _Rows, following: _Rows) -> None:
    """Put the rows of the next page below the others, what the page cut made whole."""
    pairs = list(_pairs(rows, following))
    if _is_cut_row(pairs, rows, following):
        for above, below in pairs:
            _merge(above, below, rows_below=below.rows - 1)
        rest = [box for box in following[0] if not any(box is below for _, below in pairs)]
        rows[-1].extend(rest)
        rows.extend(following[1:])
        return
    for above, below in pairs:
        if _completes(above.text, below.text) or _is_one_tall_label(above, below):
            _merge(above, below, rows_below=below.rows)
            following[0].remove(below)
    rows.extend(following)


def _pairs(rows: _Rows, following: _Rows) -> Iterator[tuple[_Box, _Box]]:
    """The boxes above and below the cut that have the same edges."""
    last = len(rows)
    ending = [box for at, row in enumerate(rows) for box in row if at + box.rows == last]
    for below in list(following[0]):
        for above in ending:
            if abs(above.left - below.left) <= _SAME_EDGE and (
                abs(above.right - below.right) <= _SAME_EDGE
            ):
                yield above, below
                break


def _is_cut_row(pairs: Sequence[tuple[_Box, _Box]], rows: _Rows, following: _Rows) -> bool:
    """True if the first row of a page is the rest of the last row of the page before."""
    if len(pairs) < len(following[0]):
        return False
    own = [(above, below) for above, below in pairs if any(above is box for box in rows[-1])]
    single = [(above, below) for above, below in own if above.rows == 1 and below.rows == 1]
    if not single or any(_is_figure(above) and _is_figure(below) for above, below in single):
        return False
    labels = [(above, below) for above, below in single if _is_words(above) or _is_words(below)]
    if any(_completes(above.text, below.text) for above, below in labels):
        return True
    # The label above the cut, all the figures below it.
    above_has_figures = any(_is_figure(above) for above, _ in single)
    below_has_figures = any(_is_figure(below) for _, below in single)
    below_has_words = any(_is_words(below) for _, below in single)
    return bool(labels) and not below_has_words and above_has_figures is not below_has_figures


def _merge(above: _Box, below: _Box, rows_below: int) -> None:
    if spelling(above.text) != spelling(below.text):
        above.text += below.text
    above.rows += rows_below
    if below.cell.unread:
        above.cell = evolve(above.cell, unread=below.cell.unread)


def _is_figure(box: _Box | BodyCell) -> bool:
    return bool(box.text.strip()) and not any(sign.isalpha() for sign in box.text)


def _is_words(box: _Box) -> bool:
    return bool(box.text.strip()) and not _is_figure(box)


def _is_one_tall_label(above: _Box, below: _Box) -> bool:
    """True if a label that reaches down stands whole on one side of the cut."""
    if (above.rows == 1 and below.rows == 1) or (above.text.strip() and below.text.strip()):
        return False
    return _known().find(above.text + below.text) is not None


def _completes(above: str, below: str) -> bool:
    """True if the two together are more of a label of the form than the first alone."""
    if not above.strip() or not below.strip():
        return False
    whole, alone = _known().find(above + below), _known().find(above)
    if whole is None:
        return False
    return alone is None or whole.likeness < alone.likeness


@cache
def _known() -> Labels[None]:
    """Every label of every table."""
    labels = {
        cell.text
        for pattern in patterns()
        for row in lay_out(pattern.spec).rows
        for cell in row
        if cell.ref is None and cell.text
    }
    return Labels((label, None) for label in sorted(labels))


def _grid(rows: _Rows, number: int) -> Joined:
    xs = _edges(box for row in rows for box in row)
    covering: list[list[BodyCell]] = [[] for _ in rows]
    unread: dict[tuple[int, int], str] = {}
    broken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        for place, box in enumerate(sorted(row, key=lambda box: box.left), start=1):
            cell = BodyCell(box.text, at + 1, place, _index(xs, box.left), _index(xs, box.right))
            for below in range(at, min(at + box.rows, len(rows))):
                covering[below].append(cell)
            if box.cell.unread:
                unread[at + 1, place] = box.cell.unread
            if box.cell.broken:
                broken.add((at + 1, place))
    ordered = tuple(tuple(sorted(row, key=lambda cell: cell.start)) for row in covering)
    return Joined(TableGrid(number, ordered), tuple(_pages(rows)), unread, frozenset(broken))


def _edges(boxes: Iterable[_Box]) -> tuple[float, ...]:
    """The edges of all boxes, those that lie near each other as one."""
    groups = places((edge for box in boxes for edge in (box.left, box.right)), _SAME_EDGE)
    return tuple(sum(group) / len(group) for group in groups)


def _index(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - edge))


def _pages(rows: _Rows) -> Iterator[int]:
    page = rows[0][0].cell.page
    for row in rows:
        page = max((box.cell.page for box in row), default=page)
        yield page
