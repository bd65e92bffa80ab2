"""The four values a cell may have: number, blank, text, not entered. None becomes another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias

from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.spec import Kind

MOST_DIGITS: Final = 12
"""The most digits of a figure before the point, and behind it."""

MOST_PRINTED: Final = MOST_DIGITS + 3
"""The most digits that a document shows: no total of such figures has more."""

LIMIT: Final = 10**MOST_DIGITS
"""The first whole number that has too many digits."""

EXPECTED: Final[Mapping[Kind, Message]] = {
    Kind.COUNT: _("应是整数，如 0、5、1205"),
    Kind.DECIMAL: _("应是数字，可以有小数，如 0、96171.6"),
    Kind.SIGNED: _("应是整数，减少的写负数，如 5、-3"),
}
"""What belongs in a cell of each kind."""

_MORE: Final = f"[0-9]{{0,{MOST_PRINTED - 1}}}"
_WHOLE: Final = re.compile(f"0|[1-9]{_MORE}")
_DECIMAL: Final = re.compile(rf"(?:0|[1-9]{_MORE})\.[0-9]{{1,{MOST_PRINTED}}}")
_NEGATIVE: Final = re.compile(f"-[1-9]{_MORE}")

_LARGEST: Final = 10**MOST_PRINTED
_MOST_DECIMALS: Final = 12


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

    InputError for nothing but white space: that is a blank.
    """

    text: str

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.text, str):
            message = _("应是文字，却是 {type} 的值", type=type(self.text).__name__)
        elif not self.text.strip():
            message = _("只有空白的文字就是空白；写 BLANK")
        else:
            return
        raise InputError(None, [Problem(message, "text")])


CellValue: TypeAlias = Number | Text | Absent

Entered: TypeAlias = Number | Text | Literal[Absent.BLANK]
"""A value that somebody entered."""


def printed(value: CellValue) -> str:
    """The words that the cell shows; ValueError for a value that was not entered."""
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


def printed_value(text: str, kind: Kind) -> Entered:
    """The value of a cell that shows `text`, the way back from `printed`: number, blank, or text.

    Nothing is guessed: 007, 1,205 and a negative count stay texts; nothing but white space is a
    blank. Printing the value gives `text` again, white space around a number or a blank left out.
    """
    figure = text.strip()
    if not figure:
        return BLANK
    if _WHOLE.fullmatch(figure) or (kind is Kind.SIGNED and _NEGATIVE.fullmatch(figure)):
        return int(figure)
    if _DECIMAL.fullmatch(figure):
        return Decimal(figure)
    return Text(text)


def is_plausible(value: Number) -> bool:
    """False for what is a slip in any report, and what no sum should wait for: NaN, 10²⁰."""
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return value.is_finite() and max(value.adjusted(), decimals(value)) <= _MOST_DECIMALS


def decimals(value: Decimal) -> int:
    """How many decimals the number is written with: two for 96171.60."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def whole_digits(value: Decimal) -> int:
    """How many digits the number has before the point; at least one."""
    return max(1, value.adjusted() + 1)


def counts_as(value: CellValue) -> Number:
    """The number that the value adds to a sum: a blank or a text adds nothing."""
    return value if isinstance(value, int | Decimal) else 0
