"""Which cells would have to hold which figures for all relations to hold: few cells, bounded work.

One wrong cell makes every relation it is in miss by the same difference. Sought are changes of one
cell, then of two, of one row or one column, at last of three cells, that make all relations hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Literal, TypeAlias

from gkdoc.check.sums.relations import System
from gkdoc.spec import CellRef

Changes: TypeAlias = Mapping[CellRef, int]
"""Cells with the figures that belong there."""

Differences: TypeAlias = Mapping[int, int]
"""Relations that do not hold, by position, with the difference."""

Side: TypeAlias = Literal["row", "column"]

MOST_STEPS = 20_000
"""How many changes are tried before the search for three cells is given up."""


def of_cells(system: System, differences: Differences, cells: int) -> Iterator[Changes]:
    """Every set of `cells` changes after which all relations hold, each once."""
    found: set[frozenset[tuple[CellRef, int]]] = set()
    steps = _Steps(MOST_STEPS)
    for changes in _search(system, differences, cells, {}, steps):
        key = frozenset(changes.items())
        if len(changes) == cells and key not in found:
            found.add(key)
            yield changes


def of_exchanges(system: System, differences: Differences) -> Iterator[Changes]:
    """Every exchange of two figures after which all relations hold."""
    for (one, first), (two, second) in combinations(system.figures.items(), 2):
        changes = {one: second, two: first}
        possible = first != second and min(first, second) >= 0
        if possible and not after(system, differences, changes):
            yield changes


def of_lines(system: System, differences: Differences) -> Iterator[Changes]:
    """For each row, then each column, the changes of it alone after which all relations hold."""
    sides: tuple[Side, Side] = ("row", "column")
    for side in sides:
        for line in _lines(system, side).values():
            changes = _line(system, differences, line)
            if changes:
                yield changes


def of_exchanged_lines(system: System, differences: Differences) -> Iterator[Changes]:
    """Every exchange of two rows, or of two columns, after which all relations hold."""
    for lines in (_lines(system, "row"), _lines(system, "column")):
        for one, other in combinations(lines.values(), 2):
            if len(one) != len(other):
                continue
            pairs = [*zip(one, other, strict=True), *zip(other, one, strict=True)]
            changes = {
                ref: system.figures[source]
                for ref, source in pairs
                if system.figures[ref] != system.figures[source]
            }
            # A line that differs in few cells is found as those cells.
            if len(changes) > 2 and not after(system, differences, changes):
                yield changes


def of_sure_cells(system: System, differences: Differences) -> Iterator[Changes]:
    """Single changes that mend two relations or more at once, and for which no other cell does."""
    able: dict[CellRef, int] = {}
    for ref, places in system.occurrences.items():
        wanted = {_needed(differences.get(place, 0), times) for place, times in places}
        if len(places) > 1 and len(wanted) == 1:
            value = _repaired(system, ref, wanted.pop())
            if value is not None and value != system.figures[ref]:
                able[ref] = value
    mended = {ref: {place for place, _ in system.occurrences[ref]} for ref in able}
    for ref, value in able.items():
        if not any(mended[ref] & mended[other] for other in able if other != ref):
            yield {ref: value}


def of_one_relation(system: System, differences: Differences, position: int) -> Iterator[Changes]:
    """Every single change that makes this relation hold, whatever becomes of the others."""
    for ref, times in system.equations[position].coefficients.items():
        value = _repaired(system, ref, _needed(differences[position], times))
        if value is not None:
            yield {ref: value}


def after(system: System, differences: Differences, changes: Changes) -> Differences:
    """The differences that remain when the changes are made."""
    left = dict(differences)
    for ref, value in changes.items():
        step = value - system.figures[ref]
        for place, times in system.occurrences[ref]:
            left[place] = left.get(place, 0) + times * step
    return {place: value for place, value in left.items() if value}


class _Steps:
    """How many changes may still be tried."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self) -> bool:
        """Count one; False if there are none left."""
        self._left -= 1
        return self._left >= 0


def _search(
    system: System, differences: Differences, cells: int, made: Changes, steps: _Steps
) -> Iterator[Changes]:
    if not differences:
        yield made
        return
    widest = max(len(places) for places in system.occurrences.values())
    if len(differences) > cells * widest:
        return
    # One of the cells of any relation that does not hold must change: take the shortest one.
    shortest = min(differences, key=lambda place: len(system.equations[place].coefficients))
    for ref in system.equations[shortest].coefficients:
        if ref in made:
            continue
        for value in _candidates(system, differences, ref):
            if not steps.take():
                return
            change = {ref: value}
            left = after(system, differences, change)
            yield from _search(system, left, cells - 1, {**made, **change}, steps)


def _candidates(system: System, differences: Differences, ref: CellRef) -> Iterator[int]:
    """The figures for the cell with which one of its relations would hold."""
    needed = {
        _needed(differences[place], times): None
        for place, times in system.occurrences[ref]
        if place in differences
    }
    for step in needed:
        value = _repaired(system, ref, step)
        if value is not None:
            yield value


def _lines(system: System, side: Side) -> Mapping[str, list[CellRef]]:
    """The cells of each row or of each column."""
    lines: dict[str, list[CellRef]] = {}
    for ref in system.figures:
        lines.setdefault(ref.row if side == "row" else ref.column, []).append(ref)
    return lines


def _line(system: System, differences: Differences, line: list[CellRef]) -> Changes:
    """The changes of these cells alone after which all relations hold; empty if there are none."""
    inside = {
        place
        for place, equation in enumerate(system.equations)
        if sum(ref in equation.coefficients for ref in line) > 1
    }
    changes: dict[CellRef, int] = {}
    left = differences
    for ref in line:
        needed = {
            _needed(left[place], times)
            for place, times in system.occurrences[ref]
            if place in left and place not in inside
        }
        if needed:
            value = _repaired(system, ref, needed.pop())
            if value is None or needed:
                return {}
            changes[ref] = value
            left = after(system, left, {ref: value})
    return {} if left else changes


def _needed(difference: int, times: int) -> int | None:
    """By how much a cell must grow to undo the difference; None if by no whole number."""
    step, rest = divmod(-difference, times)
    return None if rest else step


def _repaired(system: System, ref: CellRef, step: int | None) -> int | None:
    """The figure of the cell when it has grown; None where no count can stand."""
    if step is None:
        return None
    value = system.figures[ref] + step
    return value if value >= 0 else None
