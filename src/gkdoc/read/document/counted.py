"""The numbers that Word counts, in words: as they stand before a paragraph or in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from attrs import evolve

from gkdoc.read.document.body import BodyCell, ListNumber, Paragraph
from gkdoc.read.document.labels import CHINESE
from gkdoc.text.numerals import to_chinese

_PLACE: Final = re.compile("%([1-9])")
_FULL_WIDTH: Final = {ord("0") + digit: chr(ord("０") + digit) for digit in range(10)}
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_MOST: Final = 99


def _circled(number: int) -> str:
    if number > 20:
        raise ValueError(number)
    return chr(ord("①") + number - 1)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    decades = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    return decades[tens] + units[ones]


def _digit_by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "japaneseCounting": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": lambda number: _STEMS[number - 1],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "ideographEnclosedCircle": lambda number: f"（{to_chinese(number)}）",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
"""How Word words a count by the name of its format; all of them agree below 100."""


def worded(number: ListNumber) -> str | None:
    """The number as Word shows it; empty for a bullet, None for a format that is not known."""
    if number.counts and number.counts[-1][1] == "bullet":
        return ""
    try:
        return _PLACE.sub(lambda found: _count(number, int(found[1])), number.pattern)
    except (KeyError, IndexError, ValueError):
        return None


def shown_text(paragraph: Paragraph) -> str:
    """The text of the paragraph with the number that Word counts before it."""
    return f"{number_before(paragraph)}{paragraph.text}"


def number_before(paragraph: Paragraph) -> str:
    """The number that Word counts before the paragraph, empty if there is none that is known."""
    if paragraph.list_number is None:
        return ""
    return worded(paragraph.list_number) or ""


def with_number(cell: BodyCell) -> BodyCell:
    """A cell of words with the number that Word counts before them; a cell of figures as it is."""
    if cell.list_number is None or not CHINESE.search(cell.text):
        return cell
    number = worded(cell.list_number) or ""
    return evolve(cell, text=f"{number}{cell.text}", list_number=None)


def _count(number: ListNumber, level: int) -> str:
    count, name = number.counts[level - 1]
    if not 0 < count <= _MOST:
        raise ValueError(count)
    return _FORMATS[name](count)
