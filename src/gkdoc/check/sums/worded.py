"""Words in the cells of figures, read as figures before anything is said about sums.

A cell in words is wrong for sure. Taken for 0, it would make every sum wrong that it is part of,
and right figures would be suspected for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gkdoc.check.figures import is_in_words, number_meant
from gkdoc.check.sums.relations import System
from gkdoc.model import Text
from gkdoc.spec import CellRef, Kind


def in_figures(system: System) -> tuple[System, Mapping[CellRef, int]]:
    """The system with figures for its words, and the figure for each cell in words.

    It is the number that the words mean, else the one that all relations of the cell ask for.
    Where there is neither, relations with the cell are left out: they say nothing.
    """
    words = [ref for ref in system.figures if is_in_words(system.values.at(ref))]
    if not words:
        return system, {}
    found = {ref: number for ref in words if (number := _meant(system, ref)) is not None}
    unclear = [ref for ref in words if ref not in found]
    figures = {**system.figures, **found}
    for ref in tuple(unclear):
        number = _asked_for(system, figures, ref, words)
        if number is not None:
            found[ref] = figures[ref] = number
            unclear.remove(ref)
    return _without(system, figures, unclear), found


def _meant(system: System, ref: CellRef) -> int | None:
    value = system.values.at(ref)
    number = number_meant(value.text, Kind.COUNT) if isinstance(value, Text) else None
    return number if isinstance(number, int) else None


def _asked_for(
    system: System, figures: Mapping[CellRef, int], ref: CellRef, words: Collection[CellRef]
) -> int | None:
    """The count that every relation of the cell asks for which has no other cell in words."""
    asked: set[int] = set()
    for position, coefficient in system.occurrences.get(ref, ()):
        others = system.equations[position].coefficients.items() - {(ref, coefficient)}
        if not any(other in words for other, _ in others):
            rest = sum(times * figures[other] for other, times in others)
            number, left = divmod(-rest, coefficient)
            if left:
                return None
            asked.add(number)
    return asked.pop() if len(asked) == 1 and min(asked) >= 0 else None


def _without(
    system: System, figures: Mapping[CellRef, int], unclear: Collection[CellRef]
) -> System:
    equations = tuple(
        equation for equation in system.equations if not equation.coefficients.keys() & {*unclear}
    )
    inside = {ref for equation in equations for ref in equation.coefficients}
    kept = {ref: figure for ref, figure in figures.items() if ref in inside}
    return System(system.values, equations, kept)
