"""Signs on a page, and the lines that they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from gkdoc.read.document.body import LOWERED, RAISED
from gkdoc.read.pdf.grouping import grouped

UNREADABLE: Final = "\ufffd"
"""Stands for a glyph of which the file does not say what sign it is."""

_SAME_LINE: Final = 0.35
"""How far from the line, in parts of its size, a sign may stand that belongs to it."""

_OVERPRINTED: Final = 0.2
"""The same sign so near is the same sign, printed twice to look bold."""

_GAP: Final = 0.2
"""So wide a gap between Latin signs is a blank."""

_WIDE_GAP: Final = 1.2
"""So wide a gap in a cell sets apart what does not belong together."""

_SMALL: Final = 0.8
_RAISED: Final = 0.15

# What must not begin a line hangs on to the sign before it; figures hang on to their unit.
_NEVER_FIRST: Final = frozenset("!%),.:;?]}’”…、。〉》」』】〕〗！），．：；？］｝·—～")
_UNITS: Final = frozenset("年月日件元万亿%％")


@frozen
class Sign:
    """A sign on a page; all measures in points, from the top left corner of the page.

    `line` is the height that it stands on. `turned` is True if it does not stand upright, `struck`
    if a line goes through it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    line: float
    size: float
    turned: bool = False
    struck: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of it."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@frozen
class PrintedLine:
    """Signs of a page in one line, from left to right, none of them a blank.

    `blanks` are the numbers of the signs that a blank, printed or left free, stands before.
    `trailing` is True if a blank is printed behind the last.
    """

    page: int
    signs: tuple[Sign, ...]
    blanks: frozenset[int]
    trailing: bool = False

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.signs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(sign.x1 for sign in self.signs)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(sign.top for sign in self.signs)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(sign.bottom for sign in self.signs)

    @property
    def size(self) -> float:
        """The size of most of its signs."""
        sizes = sorted(sign.size for sign in self.signs)
        return sizes[len(sizes) // 2]

    @property
    def text(self) -> str:
        """Its words: blanks only between Latin signs, where they are not the layout's."""
        return self._text(cell=False)

    @property
    def cell_text(self) -> str:
        """Its words as those of a cell: a tab where things stand far apart."""
        return self._text(cell=True)

    def first_word(self) -> float:
        """How wide its beginning is that cannot be divided between two lines."""
        count = 1
        while count < len(self.signs) and _holds(
            self.signs[count - 1].text, self.signs[count].text
        ):
            if count in self.blanks:
                break
            count += 1
        return self.signs[count - 1].x1 - self.x0

    def _text(self, *, cell: bool) -> str:
        words = [self.signs[0].text]
        for number, (before, sign) in enumerate(pairwise(self.signs), start=1):
            if cell and sign.x0 - before.x1 > _WIDE_GAP * sign.size and _are_latin(before, sign):
                words.append("\t")
            elif number in self.blanks and _are_latin(before, sign):
                words.append(" ")
            words.append(sign.text)
        return "".join(words)


def lines_of(signs: Iterable[Sign], page: int) -> tuple[PrintedLine, ...]:
    """The lines that signs of one page stand in, from top to bottom; lines of blanks left out."""
    rows = grouped(sorted(signs, key=lambda sign: sign.line), _is_in_line)
    found = (_line(row, page) for row in _with_raised(rows))
    return tuple(sorted((line for line in found if line is not None), key=lambda line: line.top))


def is_latin(text: str) -> bool:
    """True for a letter, a digit or a mark of half width: what blanks set apart."""
    return unicodedata.east_asian_width(text[0]) in {"Na", "N", "H"}


def plain(text: str) -> str:
    """The sign that a character of a PDF is: radicals and ligatures are what they look like."""
    if text and ("\u2e80" <= text[0] <= "\u2fdf" or "\ufb00" <= text[0] <= "\ufb06"):
        return unicodedata.normalize("NFKC", text)
    return text


def raised(sign: Sign) -> Sign:
    """The sign as a raised one: ² for 2."""
    return evolve(sign, text=sign.text.translate(RAISED))


def _is_in_line(row: Sequence[Sign], sign: Sign) -> bool:
    return sign.line - row[0].line <= _SAME_LINE * min(sign.size, row[0].size)


def _with_raised(rows: list[list[Sign]]) -> Iterator[list[Sign]]:
    """The rows, small signs between two lines put into the line that they stand beside."""
    lines = [row for row in rows if any(not sign.text.isspace() for sign in row)]
    for number, row in enumerate(lines):
        beside = (*lines[number + 1 : number + 2], *lines[max(number - 1, 0) : number])
        owner = next((other for other in beside if other and _is_beside(row, other)), None)
        if owner is not None:
            owner.extend(row)
            row.clear()
    return (row for row in lines if row)


def _is_beside(row: Sequence[Sign], other: Sequence[Sign]) -> bool:
    """True if all signs of the row are small ones at the height of those of the other."""
    tall = max(other, key=lambda sign: sign.size)
    return all(
        sign.size <= _SMALL * tall.size and tall.top < sign.middle[1] < tall.bottom for sign in row
    )


def _line(row: list[Sign], page: int) -> PrintedLine | None:
    size = max(sign.size for sign in row)
    usual = [sign for sign in row if sign.size > _SMALL * size]
    height = sorted(sign.line for sign in usual)[len(usual) // 2]
    signs: list[Sign] = []
    blanks: set[int] = set()
    blank = False
    for sign in sorted(row, key=lambda sign: (sign.x0, sign.x1)):
        if not sign.text.strip():
            blank = True
            continue
        if any(
            other.text == sign.text and abs(other.x0 - sign.x0) < _OVERPRINTED * sign.size
            for other in signs[-3:]
        ):
            continue
        if signs and (blank or sign.x0 - signs[-1].x1 > _GAP * sign.size):
            blanks.add(len(signs))
        blank = False
        signs.append(_as_placed(sign, size, height))
    return PrintedLine(page, tuple(signs), frozenset(blanks), trailing=blank) if signs else None


def _as_placed(sign: Sign, size: float, height: float) -> Sign:
    """The sign, as the raised or lowered one that it is."""
    if sign.size > _SMALL * size:
        return sign
    if height - sign.line > _RAISED * size:
        return raised(sign)
    if sign.line - height > _RAISED * size / 2:
        return evolve(sign, text=sign.text.translate(LOWERED))
    return sign


def _are_latin(before: Sign, sign: Sign) -> bool:
    return is_latin(before.text[-1]) and is_latin(sign.text)


def _holds(before: str, sign: str) -> bool:
    """True if a line is not broken between the two."""
    if sign in _NEVER_FIRST or (before.isdigit() and sign in _UNITS):
        return True
    return before.isascii() and sign.isascii()
