"""Totals: what they consist of; computed where nobody entered them, left alone otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gkdoc.model.tables import TableValues
from gkdoc.model.values import NOT_ENTERED, CellValue, counts_as
from gkdoc.spec import CellRef, TableSpec, printed_forms


def completed(values: TableValues) -> TableValues:
    """`values` with every total that was not entered computed from its parts.

    A blank or a text among the parts adds nothing. A total one of whose parts is itself missing is
    not computed.
    """
    if len(values.entered) == len(values.spec.cells):
        return values
    computed: dict[CellRef, CellValue] = {}

    def value_of(ref: CellRef) -> CellValue:
        return computed.get(ref, values.at(ref))

    pending = [total for total in values.spec.sums if values.at(total.total) is NOT_ENTERED]
    while ready := [
        total
        for total in pending
        if total.total not in computed
        and all(value_of(part) is not NOT_ENTERED for part in total.parts)
    ]:
        for total in ready:
            # The total of the totals has two sums; both give the same where both can be computed.
            computed.setdefault(total.total, sum(counts_as(value_of(part)) for part in total.parts))
    return values.changed(computed)


def missing(values: TableValues) -> tuple[CellRef, ...]:
    """The cells that have no value even when all totals that can be are computed."""
    return tuple(ref for ref, value in completed(values) if value is NOT_ENTERED)


@lru_cache(maxsize=32)
def leaves(spec: TableSpec) -> Mapping[CellRef, frozenset[CellRef]]:
    """For each cell of the form, the cells that are no totals and that add up to it."""
    found = {ref: frozenset({ref}) for ref in spec.cells}
    # The parts of a total may be totals: each round resolves one level of them.
    for _ in spec.sum_relations:
        for total in spec.sums:
            found[total.total] = frozenset().union(*(found[part] for part in total.parts))
    return found


def divisions(key: str) -> Mapping[str, tuple[str, ...]]:
    """For each row of the table that some form prints as one, the rows that others print."""
    found: dict[str, tuple[str, ...]] = {}
    for spec in reversed(printed_forms(key)):
        found |= spec.divisions
    return found
