"""Which cells would have to hold which figures for all relations to hold: few cells, bounded work.

One wrong cell makes every relation it is in miss by the same difference. Sought are changes of one
cell, then of two, of one row or one column, at last of three cells, that make all relations hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

from gkdoc.check.sums.relations import System
from gkdoc.spec import CellRef

Changes: TypeAlias = Mapping[CellRef, int]
"""Cells with the figures that belong there."""

Differences: TypeAlias = Mapping[int, int]
"""Relations that do not hold, by position, with the difference."""

MOST_STEPS = 20_000
"""How many changes are tried before the search for three cells is given up."""


def of_cells(system: System, differences: Differences, cells: int) -> Iterator[Changes]:
    """Every set of `cells` changes after which all relations hold, each once."""
    found: set[frozenset[tuple[CellRef, int]]] = set()
    for changes in _search(system, differences, cells, {}, iter(range(MOST_STEPS))):
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
    for lines in _lines(system):
        for line in lines:
            changes = _line(system, differences, line)
            if changes:
                yield changes


def of_exchanged_lines(system: System, differences: Differences) -> Iterator[Changes]:
    """Every exchange of two rows, or of two columns, after which all relations hold."""
    for lines in _lines(system):
        for one, other in combinations(lines, 2):
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


def _search(
    system: System, differences: Differences, cells: int, made: Changes, steps: Iterator[int]
) -> Iterator[Changes]:
    """Changes that make all relations hold, `made` among them; each that is tried takes a step."""
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
            if next(steps, None) is None:
                return
            change = {ref: value}
            left = after(system, differences, change)
            yield from _search(system, left, cells - 1, {**made, **change}, steps)


def _candidates(system: System, differences: Differences, ref: CellRef) -> Iterator[int]:
    """The figures for the cell with which one of its relations would hold."""
    needed = dict.fromkeys(
        _needed(differences[place], times)
        for place, times in system.occurrences[ref]
        if place in differences
    )
    repaired = (_repaired(system, ref, step) for step in needed)
    return (value for value in repaired if value is not None)


def _lines(system: System) -> tuple[Collection[list[CellRef]], Collection[list[CellRef]]]:
    """The cells of each row, and of each column."""
    rows: dict[str, list[CellRef]] = {}
    columns: dict[str, list[CellRef]] = {}
    for ref in system.figures:
        rows.setdefault(ref.row, []).append(ref)
        columns.setdefault(ref.column, []).append(ref)
    return rows.values(), columns.values()


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
