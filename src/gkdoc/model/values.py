"""The four values a cell may have: number, blank, text, not entered. None becomes another."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias

from attrs import Attribute, field, frozen


class Absent(Enum):
    """The two ways in which a cell has neither a number nor a text."""

    BLANK = "blank"
    """Printed empty. Never the same as 0."""
    NOT_ENTERED = "not entered"
    """Nobody said anything about it: a total is then computed, any other figure is missing."""


BLANK: Final = Absent.BLANK
NOT_ENTERED: Final = Absent.NOT_ENTERED

Number: TypeAlias = int | Decimal
"""A figure. Decimals keep the digits that were written: 96171.60 is printed as 96171.60."""


@frozen
class Text:
    """Words printed where a figure belongs, as they stand: "/", "251000元".

    ValueError for nothing but white space: that is a blank.
    """

    text: str = field()

    @text.validator
    def _has_words(self, _: Attribute[str], text: str) -> None:
        if not text.strip():
            raise ValueError("a text without words is a blank")


CellValue: TypeAlias = Number | Text | Absent


def printed(value: CellValue) -> str:
    """What the cell shows; ValueError for a value that was not entered."""
    match value:
        case int():
            return str(value)
        case Text(text):
            return text
        case Absent.BLANK:
            return ""
        case Decimal():
            return format(value, "f")
        case _:
            raise ValueError("a value that was not entered cannot be printed")


def counts_as(value: CellValue) -> Number:
    """What the value adds to a sum: a blank or a text adds nothing."""
    return value if isinstance(value, int | Decimal) else 0


Entered: TypeAlias = Number | Text | Literal[Absent.BLANK]
"""A value that somebody entered."""
