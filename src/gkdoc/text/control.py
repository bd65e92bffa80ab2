"""The signs that may stand nowhere in a report."""

from __future__ import annotations

import re
from typing import Final

from gkdoc.messages import Message, _

# Everything that XML cannot carry or that breaks a line unseen; tab and line feed are text.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""The signs that may stand nowhere in a data file, nor in the words of a report."""


def visible(sign: str) -> str:
    """The code of a sign that cannot be seen: U+0007."""
    return f"U+{ord(sign):04X}"


def refusal(text: str) -> Message | None:
    """Which sign of the text may not stand in it, and what to do; None if all may."""
    found = FORBIDDEN.search(text)
    if found is None:
        return None
    sign = found[0]
    place = _("第 {offset} 个字", offset=found.start() + 1)
    if "\ud800" <= sign <= "\udfff":
        return _("{place}是半个字符（{sign}），请重新输入这个字", place=place, sign=visible(sign))
    return _("{place}是控制字符 {sign}，请删去", place=place, sign=visible(sign))


def refusal_of_line(line: str) -> Message | None:
    """The same for words that are one line: no line break and no tab either."""
    if "\n" in line or "\t" in line:
        return _("这里只能写一行文字，不能换行或用 Tab")
    return refusal(line)
