"""The sums and balances of a table as equations over the cells that somebody entered.

Sums of the form are sums of counts, so every figure here is a whole number (see `sound`).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from attrs import frozen

from gkdoc.check.figures import is_in_words, number_meant
from gkdoc.messages import Message, _
from gkdoc.model import NOT_ENTERED, TableValues, Text
from gkdoc.spec import Balance, CellRef, Kind, Sum

Item = TypeVar("Item", bound=Hashable)


@frozen(eq=False)
class Equation:
    """A sum or balance of the form: its figures, each times its coefficient, add up to 0.

    A total that is blank, a text or not entered is replaced by its parts: it is not compared, and
    stands for its computed value where it is itself a part.
    """

    relation: Sum | Balance
    coefficients: Mapping[CellRef, int]

    @property
    def rule(self) -> str:
        """The id of the finding that says the relation does not hold."""
        return self.relation.rule


@frozen(eq=False)
class System:
    """Equations that have cells in common, directly or through others, and the figures in them.

    A blank or a text counts as nothing.
    """

    values: TableValues
    equations: tuple[Equation, ...]
    figures: Mapping[CellRef, int]

    @cached_property
    def occurrences(self) -> Mapping[CellRef, tuple[tuple[int, int], ...]]:
        """For each cell, the equations it is in, by position, with its coefficient there."""
        found: dict[CellRef, list[tuple[int, int]]] = {}
        for position, equation in enumerate(self.equations):
            for ref, coefficient in equation.coefficients.items():
                found.setdefault(ref, []).append((position, coefficient))
        return {ref: tuple(places) for ref, places in found.items()}

    @cached_property
    def differences(self) -> Mapping[int, int]:
        """For each equation that does not hold, by position, by how much it misses."""
        sums = (
            sum(times * self.figures[ref] for ref, times in equation.coefficients.items())
            for equation in self.equations
        )
        return {position: value for position, value in enumerate(sums) if value}


def systems(values: TableValues, switched_off: Collection[str] = ()) -> tuple[System, ...]:
    """The relations of the form that can be compared, in groups that have no cell in common.

    A relation with a cell that was not seen says nothing; those of `switched_off` rules are left
    out.
    """
    equations = tuple(_equations(values, switched_off))
    figures = {ref: _count(values, ref) for ref in values.spec.cells}
    return tuple(
        _system(values, [each for each in equations if cells & each.coefficients.keys()], figures)
        for cells in united(set(equation.coefficients) for equation in equations)
    )


def united(sets: Iterable[set[Item]]) -> list[set[Item]]:
    """The sets, with those that have anything in common made one."""
    found: list[set[Item]] = []
    for each in sets:
        touching = [other for other in found if other & each]
        found = [other for other in found if not other & each]
        found.append(each.union(*touching))
    return found


def all_hold(values: TableValues) -> bool:
    """True if every cell has a whole number and no relation misses; said quickly, as is usual."""
    figures = {ref: value for ref, value in values.entered.items() if isinstance(value, int)}
    if len(figures) < len(values.spec.cells):
        return False

    def added(refs: tuple[CellRef, ...]) -> int:
        return sum(figures[ref] for ref in refs)

    return all(figures[total.total] == added(total.parts) for total in values.spec.sums) and all(
        added(balance.left) == added(balance.right) for balance in values.spec.balances
    )


def in_words(relation: Sum | Balance, system: System) -> Message:
    """The relation with the numbers of both sides: … 12，各列之和 13."""
    if isinstance(relation, Sum):
        same_row = all(part.row == relation.total.row for part in relation.parts)
        parts = _("各列之和") if same_row else _("各行之和")
        added = sum(_figure(system, part) for part in relation.parts)
        label = system.values.spec.cells[relation.total].label
        return _(
            "{label} {total}，{parts} {added}",
            label=label,
            total=_figure(system, relation.total),
            parts=parts,
            added=added,
        )
    left, right = (_side(system, side) for side in (relation.left, relation.right))
    column = system.values.spec.cells[relation.left[0]].column_labels[-1]
    return _("{column}列：{left}，{right}", column=column, left=left, right=right)


def _side(system: System, refs: tuple[CellRef, ...]) -> str:
    figures = [_figure(system, ref) for ref in refs]
    words = " ＋ ".join(
        f"{system.values.spec.row_labels[ref.row]} {figure}"
        for ref, figure in zip(refs, figures, strict=True)
    )
    return f"{words} ＝ {sum(figures)}"


def _figure(system: System, ref: CellRef) -> int:
    """The number that the cell counts as: its own, or the sum of its parts."""
    terms = _terms(system.values, ref) or {}
    return sum(
        times * system.figures.get(part, _count(system.values, part))
        for part, times in terms.items()
    )


def _count(values: TableValues, ref: CellRef) -> int:
    value = values.at(ref)
    return value if isinstance(value, int) else 0


def _equations(values: TableValues, switched_off: Collection[str]) -> Iterator[Equation]:
    relations: tuple[Sum | Balance, ...] = (*values.spec.sums, *values.spec.balances)
    for relation in relations:
        if relation.rule in switched_off:
            continue
        if isinstance(relation, Sum):
            if not isinstance(values.at(relation.total), int):
                continue
            coefficients = _added(values, (relation.total,), relation.parts)
        else:
            coefficients = _added(values, relation.left, relation.right)
        if coefficients:
            yield Equation(relation, coefficients)


def _added(
    values: TableValues, left: tuple[CellRef, ...], right: tuple[CellRef, ...]
) -> Mapping[CellRef, int]:
    """The cells at the left less those at the right; empty where one of them was not seen."""
    coefficients: dict[CellRef, int] = {}
    for sign, refs in ((1, left), (-1, right)):
        for ref in refs:
            terms = _terms(values, ref)
            if terms is None:
                return {}
            for part, times in terms.items():
                coefficients[part] = coefficients.get(part, 0) + sign * times
    return {ref: times for ref, times in coefficients.items() if times}


def _terms(values: TableValues, ref: CellRef) -> Mapping[CellRef, int] | None:
    """The entered cells that the cell stands for; None if it was not seen nor can be computed."""
    value = values.at(ref)
    if isinstance(value, int):
        return {ref: 1}
    definitions = [relation.parts for relation in values.spec.sums if relation.total == ref]
    for parts in definitions:
        terms = _added(values, parts, ())
        if terms:
            return terms
    return None if value is NOT_ENTERED or definitions else {ref: 1}


def _system(
    values: TableValues, equations: Iterable[Equation], figures: Mapping[CellRef, int]
) -> System:
    """The system of these equations, with what of the figures is in one of them."""
    kept = tuple(equations)
    inside = {ref for equation in kept for ref in equation.coefficients}
    return System(values, kept, {ref: figures[ref] for ref in figures if ref in inside})


def in_figures(system: System) -> tuple[System, Mapping[CellRef, int]]:
    """The system with figures for its words, and the figure for each cell in words.

    Taken for 0, a cell in words would make every sum wrong that it is part of, and right figures
    would be suspected for it. It is the number that the words mean, else the one that all relations
    of the cell ask for. Where there is neither, relations with the cell are left out: they say
    nothing.
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
    clear = (each for each in system.equations if not each.coefficients.keys() & {*unclear})
    return _system(system.values, clear, figures), found


def _meant(system: System, ref: CellRef) -> int | None:
    value = system.values.at(ref)
    number = number_meant(value.text, Kind.COUNT) if isinstance(value, Text) else None
    return number if isinstance(number, int) else None


def _asked_for(
    system: System, figures: Mapping[CellRef, int], ref: CellRef, words: Collection[CellRef]
) -> int | None:
    """The count that every relation of the cell asks for which has no other cell in words."""
    asked: set[int] = set()
    for position, coefficient in system.occurrences[ref]:
        others = system.equations[position].coefficients.items() - {(ref, coefficient)}
        if not any(other in words for other, _ in others):
            rest = sum(times * figures[other] for other, times in others)
            number, left = divmod(-rest, coefficient)
            if left:
                return None
            asked.add(number)
    return asked.pop() if len(asked) == 1 and min(asked) >= 0 else None
