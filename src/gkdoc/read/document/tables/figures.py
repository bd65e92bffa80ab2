"""Figures as documents print them: numbers spelled otherwise are numbers, and that is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from gkdoc.model import Entered, Text, printed_value
from gkdoc.spec import Kind

# 1,113 and 1 113, by the comma, the blank and the apostrophe; the same sign throughout.
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:([, '’])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
# Digits set apart to fill a cell: 1 2 0 5.
_SPREAD: Final = re.compile(r"[0-9](?: +[0-9])+")
_SEPARATORS: Final = re.compile("[, '’]")
_SIGNED: Final = re.compile(r"[+\u2212\u2013]?[0-9]+")
# Full-width signs and blanks; never ² or ⑤, which Unicode holds for variants of digits.
_PLAIN: Final[Mapping[int, int | str]] = {
    **{sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " "),
}
_MINUS: Final = str.maketrans("\u2212\u2013", "--")
_LONGEST: Final = 60


@frozen
class Figure:
    """The value of a cell; `respelled` is True if the number was not spelled as numbers are."""

    value: Entered
    respelled: bool = False


# Most cells of most reports show 0, and nearly all others a number of a few digits.
@lru_cache(4096)
def figure(text: str, kind: Kind) -> Figure:
    """The value of a cell that shows `text`: number, blank, or the text as it stands.

    Grouped, full-width and spaced digits are numbers. Where a line breaks between digits it is not
    certain that they are one number: that stays a text, as does everything else.
    """
    value = printed_value(text, kind)
    if not isinstance(value, Text) or len(text) > _LONGEST:
        return Figure(value)
    plain = text.strip().translate(_PLAIN)
    if kind is Kind.SIGNED and _SIGNED.fullmatch(plain):
        plain = plain.translate(_MINUS).removeprefix("+")
    elif _GROUPED.fullmatch(plain) or _SPREAD.fullmatch(plain):
        plain = _SEPARATORS.sub("", plain)
    meant = printed_value(plain, kind)
    if isinstance(meant, int | Decimal):
        return Figure(meant, respelled=True)
    return Figure(value)
