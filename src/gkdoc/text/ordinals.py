"""The ordinals of the four levels, 一、（一）1.（1）, both ways, and series inside prose.

A series is 一是…二是…三是…, and 1、…2、… within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from attrs import frozen

from gkdoc.text.numerals import from_chinese, to_chinese

OrdinalLevel: TypeAlias = Literal[1, 2, 3, 4]
"""Level of an ordinal: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）."""

_DIGIT = "[0-9０-９]"
_NUMBER = f"[1-9１-９]{_DIGIT}?"
_NUMERAL = "[一二三四五六七八九十]{1,3}"

# A digit right behind 1. belongs to a figure (1.5万元) or to an enumeration (1、2月份), unless it
# opens a year (1.2023年，…).
_FIGURE = re.compile(rf"(?!(?:19|20)[0-9]{{2}}年){_DIGIT}")

_PATTERNS: tuple[tuple[OrdinalLevel, re.Pattern[str]], ...] = (
    (1, re.compile(rf"({_NUMERAL})\s*[、.．]")),
    (2, re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)]")),
    (3, re.compile(rf"({_NUMBER})\s*[.．、](?!{_FIGURE.pattern})")),
    (4, re.compile(rf"[（(]\s*({_NUMBER})\s*[）)]")),
)
# What every ordinal begins with: few lines do, and the others are not looked at closely.
_FIRST_SIGNS = frozenset("一二三四五六七八九十（(123456789１２３４５６７８９")

# 三是三 in 一是一、二是二 is a saying, and 第三是 counts otherwise.
_MEMBER = re.compile(
    r"(?:^|(?<=[，。；：、！？“（,;:.(\"\s]))(?P<number>[一二三四五六七八九]|十[一二三四五六七八九]?)(?P<mark>是)(?!(?P=number))"
)
_WRITTEN_WITH_PAUSE = re.compile(r"(?<=[。；：])\s?(?P<number>[1-9][0-9]?)、(?=[\u4e00-\u9fff])")


@frozen
class Ordinal:
    """The ordinal that opens a line: its level and number, and `text`, the rest of the line."""

    level: OrdinalLevel
    number: int
    text: str


def ordinal(level: OrdinalLevel, number: int, before: str = "") -> str:
    """The ordinal as GB/T 9704 writes it: 一、 or （一） or 1. or （1）.

    `before` is the text that will follow. Where it begins with a figure, 1. gets a blank: 1. 5个
    must not become 1.5个.
    """
    if number < 1:
        raise ValueError(f"序号从 1 开始，没有第 {number} 个")
    match level:
        case 1:
            return f"{to_chinese(number)}、"
        case 2:
            return f"（{to_chinese(number)}）"
        case 3:
            return f"{number}. " if _FIGURE.match(before) else f"{number}."
        case 4:
            return f"（{number}）"


def may_be_numbered(words: str) -> bool:
    """False for words that begin with no sign of an ordinal: nobody has to look for one."""
    return words[:1] in _FIRST_SIGNS


def split_ordinal(line: str) -> Ordinal | None:
    """The ordinal that opens `line`, with the rest of the line; None if none does.

    Accepted as spellings of the same ordinal: half-width and mixed brackets, full-width digits,
    `1、` and `1．` for `1.`, `一.` for `一、`, blanks inside and behind. Numbers end at 99, so that
    （2023） is none. Not ordinals either: 1.5万元, 2.0版, 1.1, 1、2月份, 一、二季度, 一是, 第一.
    White space at both ends of the line and of the rest is left out.
    """
    words = line.strip()
    if not may_be_numbered(words):
        return None
    for level, pattern in _PATTERNS:
        if found := pattern.match(words):
            number = _number(level, found[1])
            rest = words[found.end() :]
            if number is None or (level == 1 and rest.startswith(to_chinese(number + 1))):
                return None
            return Ordinal(level, number, rest.lstrip())
    return None


@frozen
class Break:
    """A member of a series that does not follow: which line, its span there, what was expected."""

    line: int
    span: tuple[int, int]
    found: str
    expected: str


def broken_series(lines: Iterable[str]) -> Iterator[Break]:
    """Each 三是 that comes without the 二是 before it.

    A series may go on over the lines; 一是 opens a new one wherever it stands.
    """
    last = 0
    for position, line in enumerate(lines):
        for found in _MEMBER.finditer(line):
            number = from_chinese(found["number"])
            if number not in (1, last + 1):
                yield Break(position, found.span(), found[0], f"{to_chinese(last + 1)}是")
            last = number


def numbers_with_pause(line: str) -> tuple[tuple[int, int], ...]:
    """The spans of the numbers inside a line that are written 1、 where 1. is meant."""
    return tuple(
        (found.start("number"), found.end()) for found in _WRITTEN_WITH_PAUSE.finditer(line)
    )


def _number(level: OrdinalLevel, sign: str) -> int | None:
    """The number that `sign` means; None where it is no numeral in its usual form (一十, 一二)."""
    if level >= 3:
        return int(sign)
    try:
        number = from_chinese(sign)
    except ValueError:
        return None
    return number if to_chinese(number) == sign else None
