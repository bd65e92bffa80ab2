"""The signs of a line of Chinese text, and what stands beside each of them."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from gkdoc.messages import Message
from gkdoc.text.links import masked
from gkdoc.text.writing.slip import Slip, SlipKind

HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as a range inside the brackets of a regular expression.

Compiling it takes a millisecond in each pattern: `is_hanzi` says the same of one sign.
"""

MARKS = "，。、；：？！（）《》〈〉〔〕【】"
"""Punctuation that only Chinese text has; “ ” ‘ ’ — … stand in English text too."""

BLANKS = " \t\u00a0\u2000-\u200b\u202f\u3000"
"""What looks empty, as a range inside the brackets of a regular expression."""

_CHINESE_MARKS = f"{MARKS}％"
_BLANK = re.compile(f"[{BLANKS}]")

# Signs through which a comma looks to find out whether its neighbours are Chinese.
_TRANSPARENT = re.compile(f"[{BLANKS}\"')(\\]\\[“”‘’…—]")

# What follows its own rules: addresses, names of files, references to cells, entities. Each begins
# at the start of a run of its signs, so that a long run is looked at once.
_FOREIGN = re.compile(
    r"(?:https?|ftp)://[!-~]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    r"|(?<![A-Za-z0-9.-])(?=[0-9.-]*[A-Za-z])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[!-~]*)?"
    r"|〖[^〖〗]*〗"
    r"|&#?[A-Za-z0-9]{1,8};"
)
_CLOSES_A_SENTENCE = ".,;:!?)]}\"'>"


def is_hanzi(sign: str) -> bool:
    """True for a Chinese character; the empty string is none."""
    return (
        "\u4e00" <= sign <= "\u9fff"
        or "\u3400" <= sign <= "\u4dbf"
        or "\uf900" <= sign <= "\ufaff"
        or "\U00020000" <= sign <= "\U0003ffff"
        or sign == "\u3007"
    )


def is_chinese(sign: str) -> bool:
    """True for a Chinese character or a mark of Chinese punctuation."""
    return is_hanzi(sign) or (sign != "" and sign in _CHINESE_MARKS)


def is_digit(sign: str) -> bool:
    """True for one of 0 to 9."""
    return sign != "" and sign in "0123456789"


def is_latin(sign: str) -> bool:
    """True for a letter of the Latin alphabet without accents."""
    return sign.isascii() and sign.isalpha()


@frozen(slots=False)
class Line:
    """The words of one paragraph, heading first, as they were written.

    `plain` are the same words with every link, address, name of a file and reference to a cell in
    them made one run of letters, so that their signs are nobody's business.
    """

    words: str

    def slip(
        self,
        kind: SlipKind,
        span: tuple[int, int],
        instead: str | None,
        reason: Message,
        *,
        mechanical: bool = False,
    ) -> Slip:
        """The slip that the signs of this span are."""
        return Slip(kind, span[0], self.words[slice(*span)], instead, reason, mechanical)

    @cached_property
    def plain(self) -> str:
        """The words, sign for sign in the same places, without foreign signs."""
        return _FOREIGN.sub(_letters, masked(self.words, "x"))

    def at(self, position: int) -> str:
        """The sign at `position`; empty outside the line."""
        return self.plain[position] if 0 <= position < len(self.plain) else ""

    def before(self, position: int) -> str:
        """The nearest sign before `position` that is no blank; empty at the beginning."""
        return self.at(self._solid_before[position])

    def after(self, position: int) -> str:
        """The nearest sign after `position` that is no blank; empty at the end."""
        return self.at(self._solid_after[position])

    def word_before(self, position: int) -> str:
        """The nearest sign before `position` but for blanks, quotation marks and brackets."""
        return self.at(self._words_before[position])

    def word_after(self, position: int) -> str:
        """The nearest sign after `position` but for blanks, quotation marks and brackets."""
        return self.at(self._words_after[position])

    def has_hanzi(self, start: int, end: int) -> bool:
        """True if there is a Chinese character from `start` up to `end`."""
        return self._hanzi[end] > self._hanzi[start]

    def depths(self, opening: str, closing: str) -> tuple[int, ...]:
        """At each position, how many `opening` signs stand before it whose `closing` does not."""
        depths = []
        depth = 0
        for sign in self.plain:
            depths.append(depth)
            if sign == opening:
                depth += 1
            elif sign == closing and depth:
                depth -= 1
        return tuple(depths)

    @cached_property
    def _hanzi(self) -> tuple[int, ...]:
        return tuple(accumulate((is_hanzi(sign) for sign in self.plain), initial=0))

    @cached_property
    def _solid_before(self) -> tuple[int, ...]:
        return _nearest(self.plain, _BLANK)

    @cached_property
    def _solid_after(self) -> tuple[int, ...]:
        return _nearest_after(self.plain, _BLANK)

    @cached_property
    def _words_before(self) -> tuple[int, ...]:
        return _nearest(self.plain, _TRANSPARENT)

    @cached_property
    def _words_after(self) -> tuple[int, ...]:
        return _nearest_after(self.plain, _TRANSPARENT)


def _letters(found: re.Match[str]) -> str:
    """As many letters as the match has signs; marks that close the sentence stay what they are."""
    foreign = found[0]
    end = len(foreign)
    if not foreign.startswith(("〖", "&")):
        end = len(foreign.rstrip(_CLOSES_A_SENTENCE))
    # A reference stands for a figure, everything else for a word.
    return ("0" if foreign.startswith("〖") else "x") * end + foreign[end:]


def _nearest(words: str, skipped: re.Pattern[str]) -> tuple[int, ...]:
    """For each position that of the nearest sign before it which is not skipped, or -1."""
    nearest = [-1]
    for position, sign in enumerate(words):
        nearest.append(nearest[-1] if skipped.match(sign) else position)
    return tuple(nearest)


def _nearest_after(words: str, skipped: re.Pattern[str]) -> tuple[int, ...]:
    """For each position that of the nearest sign after it which is not skipped, or the end."""
    last = len(words) - 1
    backwards = _nearest(words[::-1], skipped)
    return tuple(last - backwards[last - position] for position in range(len(words)))
