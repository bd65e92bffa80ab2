"""Why relations of a table do not hold: causes, each with what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import frozen

from gkdoc.check.figures import is_in_words
from gkdoc.check.sums import miscounts, search
from gkdoc.check.sums.miscounts import Miscount
from gkdoc.check.sums.relations import Equation, System, in_figures, united
from gkdoc.check.sums.search import Changes, Differences
from gkdoc.messages import Message
from gkdoc.spec import CellRef

MARGIN = 1.5
"""Explanations that cost this much more than the likeliest are not worth showing."""

MOST_CELLS = 5
"""With more wrong cells that hang together, each relation is reported by itself."""

MOST_EXPLANATIONS = 24
"""So many cells may be the cause where only the sum of a column is known."""


@frozen(eq=False)
class Explanation:
    """Changes that make relations hold. `cost` is small for what happens often; `words` name it."""

    changes: Changes
    cost: float
    words: Message | None = None


@frozen(eq=False)
class Cause:
    """Relations that fail together, and the explanations for it, the likeliest first.

    `mended` is False where no change was found that makes everything hold: each explanation is then
    one for this relation alone.
    """

    system: System
    broken: tuple[Equation, ...]
    explanations: tuple[Explanation, ...]
    mended: bool = True


def causes(system: System) -> tuple[Cause, ...]:
    """The causes of all relations that do not hold: words first, then figures as in the form."""
    figures, found = in_figures(system)
    return (*_words(system, figures, found), *_causes(figures, figures.differences))


def _words(system: System, figures: System, found: Mapping[CellRef, int]) -> Iterator[Cause]:
    """For each cell in words, the relations that hold once its figure stands there."""
    wrong = {system.equations[place] for place in system.differences}
    wrong -= {figures.equations[place] for place in figures.differences}
    judged = [equation for equation in figures.equations if equation in wrong]
    for ref, number in found.items():
        with_it = [equation for equation in judged if ref in equation.coefficients]
        alone = [each for each in with_it if len(found.keys() & each.coefficients.keys()) == 1]
        if with_it:
            explanation = Explanation({ref: number}, miscounts.CHANGED_ALONE)
            yield Cause(system, tuple(alone or with_it), (explanation,))


def _causes(system: System, differences: Differences) -> Iterator[Cause]:
    while differences:
        whole = _ranked(system, _small(system, differences))
        if not whole:
            sure = list(search.of_sure_cells(system, differences))
            if sure:
                for changes in sure:
                    left = search.after(system, differences, changes)
                    broken = [place for place in differences if place not in left]
                    yield _cause(system, broken, _ranked(system, [changes]))
                    differences = left
                continue
            whole = _large(system, differences)
        if whole:
            yield from _apart(system, differences, whole)
        else:
            yield from _unexplained(system, differences)
        return


def _small(system: System, differences: Differences) -> Iterable[Changes]:
    """Changes of one cell; else of two cells or of one row or column; else of two lines."""
    single = list(search.of_cells(system, differences, 1))
    if single and len(system.equations) > 1:
        return single
    if single:
        # A single relation cannot tell its cells apart: two of them may as well be exchanged.
        return [*single, *search.of_exchanges(system, differences)]
    pairs = list(search.of_cells(system, differences, 2))
    lines = [line for line in search.of_lines(system, differences) if len(line) > 2]
    exchanged = [] if pairs else search.of_exchanged_lines(system, differences)
    return [*pairs, *lines, *exchanged]


def _large(system: System, differences: Differences) -> tuple[Explanation, ...]:
    """The explanations with the fewest cells, three at least; empty if they would be too many."""
    for cells in range(3, MOST_CELLS + 1):
        found = _ranked(system, search.of_cells(system, differences, cells))
        if found:
            return found
    return ()


def _ranked(system: System, found: Iterable[Changes]) -> tuple[Explanation, ...]:
    """The explanations that are about as likely as the likeliest, that one first.

    Words where a figure belongs are wrong for sure: what changes nothing else is the cause.
    """
    changes = list(found)
    in_words = [each for each in changes if all(is_in_words(system.values.at(ref)) for ref in each)]
    explanations = _sorted(system, in_words or changes)
    if not explanations:
        return ()
    # Where one cell explains everything, every such cell may be the cause, however it came about.
    alone = any(len(explanation.changes) == 1 for explanation in explanations)
    limit = float("inf") if alone else explanations[0].cost + MARGIN
    return tuple(
        explanation for explanation in explanations[:MOST_EXPLANATIONS] if explanation.cost <= limit
    )


def _sorted(system: System, found: Iterable[Changes]) -> list[Explanation]:
    """The explanations, the likeliest first; of two that are alike, the one with fewer totals.

    Totals are mostly computed, so that a figure beside them is more often the wrong one.
    """
    totals = {relation.total for relation in system.values.spec.sums}
    return sorted(
        (_explained(system, changes) for changes in found),
        key=lambda explanation: (explanation.cost, len(totals & explanation.changes.keys())),
    )


def _explained(system: System, changes: Changes) -> Explanation:
    pattern = _pattern(system, changes)
    if pattern is not None:
        return Explanation(changes, miscounts.CHANGED_ALONE + pattern.cost, pattern.words)
    figures = system.figures
    ways = {ref: miscounts.miscount(figures[ref], value) for ref, value in changes.items()}
    cost = sum(miscounts.CHANGED_ALONE + way.cost for way in ways.values())
    carried = _carried_along(system, changes)
    if carried is not None:
        cost = miscounts.CHANGED_ALONE + ways[carried].cost + miscounts.WITH_ITS_TOTAL
    words = next(iter(ways.values())).words if len(ways) == 1 else None
    return Explanation(changes, cost, words)


def _pattern(system: System, changes: Changes) -> Miscount | None:
    """The known miscount that explains several cells at once; None if there is none."""
    swap = miscounts.exchanged(system.figures, changes)
    if swap is not None or len(changes) < 3:
        return swap
    rows, columns = {ref.row for ref in changes}, {ref.column for ref in changes}
    if len(rows) == 1:
        return _in_row(system, changes, rows.pop())
    if len(columns) == 1:
        line = [ref for ref in system.figures if ref.column in columns]
        return miscounts.COLUMN_SHIFTED if _is_shifted(system, changes, line) else None
    if len(rows) == 2:
        return miscounts.ROWS_EXCHANGED
    return miscounts.COLUMNS_EXCHANGED if len(columns) == 2 else None


def _in_row(system: System, changes: Changes, row: str) -> Miscount | None:
    """The known slip that explains one row; None if there is none."""
    line = [ref for ref in system.figures if ref.row == row]
    if _is_shifted(system, changes, line):
        return miscounts.ROW_SHIFTED
    steps = {
        ref.column: changes.get(ref, system.figures[ref]) - system.figures[ref] for ref in line
    }
    return _whole_row(system, row, steps)


def _is_shifted(system: System, changes: Changes, line: Sequence[CellRef]) -> bool:
    before = [system.figures[ref] for ref in line]
    return miscounts.shifted(before, [changes.get(ref, system.figures[ref]) for ref in line])


def _whole_row(system: System, row: str, steps: Mapping[str, int]) -> Miscount | None:
    """The slip if a row is off by what stands in another row, column by column."""
    others: dict[str, dict[str, int]] = {}
    for ref, figure in system.figures.items():
        if ref.row != row:
            others.setdefault(ref.row, {})[ref.column] = figure
    for figures in others.values():
        if all(steps.get(column, 0) == -figure for column, figure in figures.items()):
            own = all(
                system.figures[ref] == figures.get(ref.column)
                for ref in system.figures
                if ref.row == row
            )
            return miscounts.ROW_TWICE if own else miscounts.COUNTED_TWICE
        if all(steps.get(column, 0) == figure for column, figure in figures.items()):
            return miscounts.LEFT_OUT_OF_TOTALS
    return None


def _carried_along(system: System, changes: Changes) -> CellRef | None:
    """The wrong cell, if the other of two is the total of its row or column, off by as much."""
    if len(changes) != 2:
        return None
    (one, first), (two, second) = changes.items()
    if first - system.figures[one] != second - system.figures[two]:
        return None
    for relation in system.values.spec.sums:
        for part, total in ((one, two), (two, one)):
            if relation.total == total and part in relation.parts:
                return part
    return None


def _apart(
    system: System, differences: Differences, whole: Sequence[Explanation]
) -> Iterator[Cause]:
    """The causes that are independent: no explanation changes a cell for both of two of them."""
    linked = (_linked(system, explanation, differences) for explanation in whole)
    parts = united(chain(({place} for place in differences), *linked))
    for part in sorted(parts, key=min):
        found: dict[frozenset[tuple[CellRef, int]], Explanation] = {}
        for explanation in whole:
            changes = {
                ref: value
                for ref, value in explanation.changes.items()
                if any(place in part for place, _ in system.occurrences[ref])
            }
            kept = explanation if len(parts) == 1 else _explained(system, changes)
            found.setdefault(frozenset(changes.items()), kept)
        yield _cause(system, sorted(part), tuple(found.values()))


def _linked(system: System, explanation: Explanation, differences: Differences) -> list[set[int]]:
    """The broken relations that hang together by the changes, directly or through unbroken ones."""
    changes = explanation.changes
    groups = united({place for place, _ in system.occurrences[ref]} for ref in changes)
    if len(changes) > 1 and _pattern(system, changes) is not None:
        groups = [set().union(*groups)]
    return [group & differences.keys() for group in groups]


def _unexplained(system: System, differences: Differences) -> Iterator[Cause]:
    """Each relation by itself, with every cell that would mend it alone."""
    for place in differences:
        found = _sorted(system, search.of_one_relation(system, differences, place))
        yield Cause(system, (system.equations[place],), tuple(found), mended=False)


def _cause(system: System, places: Sequence[int], explanations: tuple[Explanation, ...]) -> Cause:
    return Cause(system, tuple(system.equations[place] for place in places), explanations)
