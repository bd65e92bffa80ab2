"""What lies near each other on a page, in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

_Thing = TypeVar("_Thing")


def grouped(
    things: Iterable[_Thing], belongs: Callable[[list[_Thing], _Thing], bool]
) -> list[list[_Thing]]:
    """The things in their order; each that does not belong to the group before it begins one."""
    groups: list[list[_Thing]] = []
    for thing in things:
        if groups and belongs(groups[-1], thing):
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups


def places(values: Iterable[float], near: float) -> list[list[float]]:
    """The values from the least on, those together that are so near the least of them."""
    return grouped(sorted(values), lambda group, value: value - group[0] <= near)
