"""Many pieces of work by whatever executor there is: in order, a few at a time, none stops another.

Threads, processes and clusters have one interface in Python, `concurrent.futures.Executor`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Sequence[Item]], Result],
    items: Iterable[Item],
    executor: Executor,
    *,
    size: int,
    ahead: int,
) -> Iterator[tuple[Sequence[Item], Result | Exception]]:
    """`items` in groups of `size`, each with what `work` makes of it, in their order.

    No more than `ahead` groups are under way, so that memory does not grow with their number. An
    exception comes out as a value, for the item that it is about: a group that fails is done again
    item by item. Whoever stops listening cancels what has not begun.
    """
    remaining = iter(items)
    under_way: deque[tuple[Sequence[Item], Future[Result]]] = deque()
    try:
        while group := tuple(islice(remaining, size)):
            under_way.append((group, _submitted(executor, work, group)))
            if len(under_way) >= ahead:
                yield from _results(work, executor, *under_way.popleft())
        while under_way:
            yield from _results(work, executor, *under_way.popleft())
    finally:
        for _, future in under_way:
            future.cancel()


def _submitted(
    executor: Executor, work: Callable[[Sequence[Item]], Result], group: Sequence[Item]
) -> Future[Result]:
    try:
        return executor.submit(work, group)
    except BrokenExecutor as error:
        failed: Future[Result] = Future()
        failed.set_exception(error)
        return failed


def _results(
    work: Callable[[Sequence[Item]], Result],
    executor: Executor,
    group: Sequence[Item],
    future: Future[Result],
) -> Iterator[tuple[Sequence[Item], Result | Exception]]:
    try:
        yield group, future.result()
    except Exception as error:  # noqa: BLE001 - whatever it is, the other groups go on
        if len(group) == 1 or isinstance(error, BrokenExecutor):
            yield from (((item,), error) for item in group)
            return
        for item in group:
            yield from _results(work, executor, (item,), _submitted(executor, work, (item,)))
