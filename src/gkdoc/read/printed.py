"""What a cell that is printed somewhere means: the way back from `model.printed`."""

from __future__ import annotations

import re
from decimal import Decimal

from gkdoc.model import BLANK, Entered, Text
from gkdoc.spec import Kind

_WHOLE = re.compile("0|[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NEGATIVE = re.compile("-[1-9][0-9]{0,17}")


def printed_value(text: str, kind: Kind) -> Entered:
    """The value of a cell that shows `text`: number, blank, or the text as it stands.

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
