"""Blanks and digits: no typed blank between figures and Chinese text, no full-width digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.text.signs import BLANKS, HANZI, MARKS, Line, is_hanzi
from gkdoc.text.slips import Slip, SlipKind

_DIGIT = "0-9０-９"
_SPACED = re.compile(
    rf"(?<=[{_DIGIT}])[{BLANKS}]+(?=[{HANZI}])|(?<=[{HANZI}])[{BLANKS}]+(?=[{_DIGIT}])"
)
_FULL_WIDTH = re.compile(
    "(?P<grouped>[０-９]{1,3}(?:，[０-９]{3})+(?![０-９]))|[０-９]+(?:．[０-９]+)*|(?<=[0-9])．(?=[0-9])"
)
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

_GAP = re.compile(
    rf"(?<=[{HANZI}{MARKS}])[{BLANKS}]+(?=[{HANZI}{MARKS}])"
    rf"|(?<=[{MARKS}])[{BLANKS}]+(?=[0-9A-Za-z“‘])"
    rf"|(?<=[0-9A-Za-z%”’])[{BLANKS}]+(?=[{MARKS}])"
    rf"|(?<=[“‘”’])[{BLANKS}]+(?=[{HANZI}])|(?<=[{HANZI}])[{BLANKS}]+(?=[“‘”’])"
)


def slips_in_digits(line: Line) -> Iterator[Slip]:
    """Digits in full width, with the point between them.

    １，２０５ may be one number or two: that is for a person.
    """
    for found in _FULL_WIDTH.finditer(line.plain):
        yield Slip(
            SlipKind.FULL_WIDTH_DIGITS,
            found.start(),
            found[0],
            found[0].translate(_TO_HALF_WIDTH),
            "数字用半角",
            mechanical=found["grouped"] is None,
        )


def slips_in_spacing(line: Line) -> Iterator[Slip]:
    """Blanks between a digit and a Chinese character."""
    for found in _SPACED.finditer(line.plain):
        yield Slip(
            SlipKind.SPACED_DIGITS,
            found.start(),
            found[0],
            "",
            "数字与汉字之间不空格",
            mechanical=True,
        )


def gaps(line: Line) -> Iterator[Slip]:
    """Blanks beside Chinese punctuation or between Chinese characters.

    Between two characters a blank may stand for a mark that is missing: that is for a person.
    """
    for found in _GAP.finditer(line.plain):
        separates = is_hanzi(line.at(found.start() - 1)) and is_hanzi(line.at(found.end()))
        yield Slip(
            SlipKind.GAP,
            found.start(),
            found[0],
            None if separates else "",
            "汉字之间不空格，要停顿的用标点" if separates else "标点前后不空格",
            mechanical=not separates,
        )
