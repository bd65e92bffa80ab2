"""What the totals of a form consist of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gkdoc.spec import CellRef, TableSpec, printed_forms


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
