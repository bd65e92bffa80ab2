"""Blanks and digits: no typed blank between figures and Chinese text, no full-width digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from gkdoc.messages import _
from gkdoc.text.writing.signs import BLANKS, MARKS, Line, is_hanzi
from gkdoc.text.writing.slip import Slip, SlipKind

_BLANKS = re.compile(f"[{BLANKS}]+")
_DIGITS = frozenset(f"{digits}０１２３４５６７８９")
# What stands beside a blank that does not belong there: beside Chinese characters, and behind and
# before Chinese punctuation.
_MARKS = frozenset(MARKS)
_BESIDE_HANZI = frozenset(f"{MARKS}“‘”’")
_BEHIND_MARKS = frozenset(f"{MARKS}{digits}{ascii_letters}“‘")
_BEFORE_MARKS = frozenset(f"{digits}{ascii_letters}%”’")
_FULL_WIDTH = re.compile(
    "(?P<grouped>[０-９]{1,3}(?:，[０-９]{3})+(?![０-９]))|[０-９]+(?:．[０-９]+)*|(?<=[0-9])．(?=[0-9])"
)
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def slips_in_digits(line: Line) -> Iterator[Slip]:
    """Digits in full width, with the point between them.

    １，２０５ may be one number or two: that is for a person.
    """
    for found in _FULL_WIDTH.finditer(line.plain):
        yield line.slip(
            SlipKind.FULL_WIDTH_DIGITS,
            found.span(),
            found[0].translate(_TO_HALF_WIDTH),
            _("数字用半角"),
            mechanical=found["grouped"] is None,
        )


def slips_in_spacing(line: Line) -> Iterator[Slip]:
    """Blanks between a digit and a Chinese character."""
    for found, left, right in _blanks(line):
        if (left in _DIGITS and is_hanzi(right)) or (is_hanzi(left) and right in _DIGITS):
            reason = _("数字与汉字之间不空格")
            yield line.slip(SlipKind.SPACED_DIGITS, found.span(), "", reason, mechanical=True)


def gaps(line: Line) -> Iterator[Slip]:
    """Blanks beside Chinese punctuation or between Chinese characters.

    Between two characters a blank may stand for a mark that is missing: that is for a person.
    """
    for found, left, right in _blanks(line):
        if not _is_gap(left, right):
            continue
        if is_hanzi(left) and is_hanzi(right):
            yield line.slip(SlipKind.GAP, found.span(), None, _("汉字之间不空格，要停顿的用标点"))
        else:
            reason = _("标点前后不空格")
            yield line.slip(SlipKind.GAP, found.span(), "", reason, mechanical=True)


def _blanks(line: Line) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each run of blanks with the signs to its left and right; empty at the ends of the line."""
    for found in _BLANKS.finditer(line.plain):
        yield found, line.at(found.start() - 1), line.at(found.end())


def _is_gap(left: str, right: str) -> bool:
    if is_hanzi(left):
        return is_hanzi(right) or right in _BESIDE_HANZI
    if is_hanzi(right):
        return left in _BESIDE_HANZI
    if left in _MARKS:
        return right in _BEHIND_MARKS
    return right in _MARKS and left in _BEFORE_MARKS
