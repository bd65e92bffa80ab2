"""Rulings of a page, and the grids that they draw, missing rulings included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from gkdoc.read.pdf.grouping import grouped

NEAR: Final = 3.0
"""Rulings nearer than this are one, or meet."""

MOST_RULINGS: Final = 20_000
"""So many rulings of a page make tables; a page full of them has 200, dashed ones 5,000."""

_MOST_MEETINGS: Final = 1_000_000

_MOST_UNITS: Final = 10_000
_COVERED: Final = 0.6
"""So much of the side of a cell has to be drawn."""


@frozen
class Ruling:
    """A straight line across or down a page: `at` its height (or place), from `start` to `stop`."""

    across: bool
    at: float
    start: float
    stop: float


@frozen
class Region:
    """A cell as the rulings draw it: rows and columns of the grid, from before and up to."""

    top: int
    bottom: int
    left: int
    right: int


@frozen
class Drawn:
    """A grid that rulings draw: its lines down (`xs`) and across (`ys`), and its cells.

    A cell that the rulings leave in no square shape is given as pieces, each in one row. `short`
    are the rows that no ruling closes at the right, where most rows have one.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    short: frozenset[int] = frozenset()

    def holds(self, x: float, y: float) -> bool:
        """True if the point is in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def unit(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the grid at a point in it."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column


def drawn_grids(rulings: Iterable[Ruling]) -> tuple[Drawn, ...]:
    """The grids, from top to bottom; frames around nothing but one cell are none."""
    merged = [*_merged(rulings, across=True), *_merged(rulings, across=False)]
    grids = (_grid(group) for group in _connected(merged))
    return tuple(sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.ys[0]))


def _merged(rulings: Iterable[Ruling], *, across: bool) -> Iterator[Ruling]:
    """The rulings of one direction, pieces of the same line joined."""
    chosen = [ruling for ruling in rulings if ruling.across is across]
    chosen.sort(key=lambda ruling: ruling.at)
    for group in grouped(chosen, lambda group, ruling: ruling.at - group[0].at <= NEAR):
        yield from _joined(group, across=across)


def _joined(group: Sequence[Ruling], *, across: bool) -> Iterator[Ruling]:
    at = sum(ruling.at for ruling in group) / len(group)
    start, stop = None, 0.0
    for ruling in sorted(group, key=lambda ruling: ruling.start):
        if start is not None and ruling.start - stop > NEAR:
            yield Ruling(across, at, start, stop)
            start = None
        if start is None:
            start, stop = ruling.start, ruling.stop
        stop = max(stop, ruling.stop)
    if start is not None:
        yield Ruling(across, at, start, stop)


def _connected(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """The rulings in groups that hang together."""
    parents = list(range(len(rulings)))
    across = [number for number, ruling in enumerate(rulings) if ruling.across]
    down = [number for number, ruling in enumerate(rulings) if not ruling.across]
    if len(across) * len(down) > _MOST_MEETINGS:
        return
    for one in across:
        for other in down:
            if _meet(rulings[one], rulings[other]):
                parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, list[Ruling]] = {}
    for number, ruling in enumerate(rulings):
        groups.setdefault(_root(parents, number), []).append(ruling)
    yield from groups.values()


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - NEAR <= down.at <= across.stop + NEAR
        and down.start - NEAR <= across.at <= down.stop + NEAR
    )


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _grid(rulings: Sequence[Ruling]) -> Drawn | None:
    down = [ruling for ruling in rulings if not ruling.across]
    across = list(_edges_of_cells([ruling for ruling in rulings if ruling.across], down))
    if not across or not down:
        return None
    # Where the outer rulings are missing, the ends of the others show where they would be.
    xs = _places([*(r.at for r in down), *(e for r in across for e in (r.start, r.stop))])
    ys = _places([*(r.at for r in across), *(e for r in down for e in (r.start, r.stop))])
    height, width = len(ys) - 1, len(xs) - 1
    if height * width < 2 or height * width > _MOST_UNITS:
        return None
    parents = list(range(height * width))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not _is_drawn(down, xs[column + 1], ys[row], ys[row + 1]):
                parents[_root(parents, here)] = _root(parents, here + 1)
            if row + 1 < height and not _is_drawn(across, ys[row + 1], xs[column], xs[column + 1]):
                parents[_root(parents, here)] = _root(parents, here + width)
    units: dict[int, list[tuple[int, int]]] = {}
    for number in range(height * width):
        units.setdefault(_root(parents, number), []).append(divmod(number, width))
    if len(units) < 2:
        return None
    regions = tuple(region for group in units.values() for region in _regions(group))
    open_rows = [row for row in range(height) if not _is_drawn(down, xs[-1], ys[row], ys[row + 1])]
    return Drawn(xs, ys, regions, frozenset(open_rows if len(open_rows) * 2 < height else ()))


def _edges_of_cells(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[Ruling]:
    """The rulings across that are edges of cells; a line under or through words is none."""
    begin = sorted(ruling.start for ruling in across)[:1]
    end = sorted(ruling.stop for ruling in across)[-1:]
    xs = _places([*(ruling.at for ruling in down), *begin, *end])
    for ruling in across:
        if any(_is_drawn([ruling], ruling.at, x0, x1) for x0, x1 in pairwise(xs)):
            yield ruling


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The values, those that lie near each other as one."""
    groups = grouped(
        sorted(values),
        lambda group, value: value - group[-1] <= NEAR and value - group[0] <= 2 * NEAR,
    )
    return tuple(sum(group) / len(group) for group in groups)


def _is_drawn(rulings: Iterable[Ruling], at: float, start: float, stop: float) -> bool:
    """True if rulings at this place cover most of the way from `start` to `stop`."""
    covered = sum(
        max(0.0, min(ruling.stop, stop) - max(ruling.start, start))
        for ruling in rulings
        if abs(ruling.at - at) <= NEAR
    )
    return covered >= _COVERED * (stop - start)


def _regions(units: Sequence[tuple[int, int]]) -> Iterator[Region]:
    rows = [row for row, _ in units]
    columns = [column for _, column in units]
    whole = Region(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
    if len(units) == (whole.bottom - whole.top) * (whole.right - whole.left):
        yield whole
        return
    for row in sorted(set(rows)):
        columns = sorted(column for at, column in units if at == row)
        for run in grouped(columns, lambda run, column: column == run[-1] + 1):
            yield Region(row, row + 1, run[0], run[-1] + 1)
