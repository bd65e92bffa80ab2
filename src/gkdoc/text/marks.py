"""The mark for what has to be written yet: 【待写】, or with a word about it 【待写：……】."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "【待写】"
"""The mark that stands in a draft where somebody has to write or decide something."""

UNWRITTEN_RULE: Final = "GK118"
"""The rule of a mark that is left."""

_ANY_MARK: Final = re.compile(r"【待写[^】\n]*】?")


def mark(about: str) -> str:
    """The mark with a word about what is to be written."""
    return f"{MARK[:-1]}：{about}{MARK[-1]}"


def marks_in(words: str) -> tuple[tuple[int, int], ...]:
    """Where marks stand in `words`: start and end of each. One that is not closed counts too."""
    return tuple(found.span() for found in _ANY_MARK.finditer(words))
