"""Slips: words in a line that break a rule of writing, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from gkdoc.messages import Message


class SlipKind(Enum):
    """Which rule of writing a slip breaks."""

    DOCUMENT_NUMBER = "document number"
    FULL_WIDTH_DIGITS = "full-width digits"
    SPACED_DIGITS = "spaced digits"
    HALF_WIDTH = "half-width punctuation"
    PAIR = "pair of marks"
    BETWEEN_TITLES = "mark between titles"
    DOUBLED_WORDS = "doubled words"
    DOUBLED_MARKS = "doubled marks"
    GAP = "gap in Chinese text"


@frozen
class Slip:
    """Some signs of a line that are not written as they should be.

    `found` are the signs from `start` on. `instead` is what to write in their place, None where
    nothing can be named. `mechanical` says that nobody has to think before writing that; `reason`
    is half a sentence for the person who reads it.
    """

    kind: SlipKind
    start: int
    found: str
    instead: str | None
    reason: Message
    mechanical: bool = False

    @property
    def end(self) -> int:
        """The position behind the last sign."""
        return self.start + len(self.found)


def without_overlaps(slips: Iterable[Slip], length: int) -> tuple[Slip, ...]:
    """The slips of a line of `length` signs in its order.

    Where two of them are about the same sign, the one that comes first in `slips` is the cause.
    """
    taken = bytearray(length)
    kept = []
    for slip in slips:
        if not any(taken[slip.start : slip.end]):
            taken[slip.start : slip.end] = b"\x01" * len(slip.found)
            kept.append(slip)
    return tuple(sorted(kept, key=lambda slip: slip.start))
