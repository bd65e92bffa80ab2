"""What a request may cost: bytes, seconds, and how many there may be at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Semaphore
from typing import TypeVar

from attrs import frozen

Result = TypeVar("Result")


@frozen
class Limits:
    """`places` counts the requests that are received, wait or are worked on; others are sent away.

    `at_once` of them are worked on, one at a time prints. `seconds` is for receiving a request, and
    again for the work. A form may bring so many `pictures` beside its report.
    """

    largest: int = 32 * 2**20
    at_once: int = 4
    places: int = 32
    seconds: float = 120.0
    pictures: int = 50


class Refused(Exception):
    """A request that the service does not serve: its HTTP status, a name for it, and why."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message


class Workshop:
    """Does the work of requests in threads, within limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._places = Semaphore(limits.places)
        self._workers = ThreadPoolExecutor(limits.at_once, "gkdoc")
        self._printers = ThreadPoolExecutor(1, "gkdoc-print")

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for one request, from its first byte to its answer; Refused if all are taken."""
        if not self._places.acquire(blocking=False):
            raise Refused(503, "Busy", "正在处理的请求太多，请过一会儿再试")
        try:
            yield
        finally:
            self._places.release()

    async def do(self, work: Callable[[], Result], *, printing: bool = False) -> Result:
        """What `work` returns; Refused if it takes too long.

        A thread cannot be ended from outside: what takes too long goes on and keeps its thread, so
        that no more than `at_once` ever run. Work that has not begun is called off.
        """
        job = (self._printers if printing else self._workers).submit(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), self.limits.seconds)
        except TimeoutError as error:
            message = f"{self.limits.seconds:g} 秒内没有处理完，请过一会儿再试"
            raise Refused(504, "TooSlow", message) from error
