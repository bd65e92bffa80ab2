"""What prose claims about figures: the words, the number, and the cells it may mean."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

Cells: TypeAlias = tuple[str, ...]
"""Addresses whose figures are added up. The row may be a group: it stands for all rows in it."""


class ClaimKind(Enum):
    """The statement that a claim makes about its cells."""

    COUNT = "count"
    """They add up to the number."""
    NONE = "none"
    """There are none: 未收到, 没有, 零."""
    ALL = "all"
    """They are the whole: 均为, 全部."""
    FINISHED = "finished"
    """Nothing of them is left over: 全部办结, 均已审结."""
    SHARE = "share"
    """They are so many percent of the whole: 占."""
    DIFFERENCE = "difference"
    """They are so many more, or fewer, than last year: 比上年增加, 持平."""
    GROWTH = "growth"
    """They are so many percent more, or less, than last year: 同比增长."""


@frozen
class Meaning:
    """One accepted convention: what is added up, and for a share or 均 the whole it is part of."""

    cells: Cells
    whole: Cells = ()


@frozen(kw_only=True)
class Claim:
    """One statement about figures of the tables.

    `start` and `end` are the place of its `words` in the text. `number` is None where the words say
    none or all; amounts of money are in 元, differences and growth are signed. `step` is the unit
    of the last digit that was written: 3.2万 is known to a thousand. `about` is True for 余, 约 and
    the like: such a number is never wrong. `meanings` are the accepted conventions, the most usual
    first. `year` is the year the words speak of. `part` is the count whose share this is, where the
    words gave it.
    """

    kind: ClaimKind
    start: int
    end: int
    words: str
    meanings: tuple[Meaning, ...]
    year: int
    number: Decimal | None = None
    step: Decimal = Decimal(1)
    about: bool = False
    money: bool = False
    part: Claim | None = field(default=None, repr=False)
