"""Series inside prose: 一是…二是…三是…, and 1、…2、… within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from gkdoc.text.numerals import from_chinese, to_chinese

# 三是三 in 一是一、二是二 is a saying, and 第三是 counts otherwise.
_MEMBER = re.compile(
    r"(?:^|(?<=[，。；：、！？“（,;:.(\"\s]))(?P<number>[一二三四五六七八九]|十[一二三四五六七八九]?)(?P<mark>是)(?!(?P=number))"
)
_WRITTEN_WITH_PAUSE = re.compile(r"(?<=[。；：])\s?(?P<number>[1-9][0-9]?)、(?=[\u4e00-\u9fff])")


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
