"""What is printed on every page and belongs to none: page numbers, headers, footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from gkdoc.read.pdf.signs import PrintedLine

_DASHES: Final = "-–—―－─~～·•"
_PAGE_NUMBER: Final = re.compile(
    rf"[{_DASHES}]*第?([0-9]{{1,4}})页?(?:[/／,，]?(?:共|of)?[0-9]{{1,4}}页?)?[{_DASHES}]*",
    re.IGNORECASE,
)
_BARE: Final = re.compile("[0-9]+")
_DIGITS: Final = re.compile("[0-9]+")
_SAME_HEIGHT: Final = 8.0
_ROUNDS: Final = 3
_FEW: Final = 3
_APART: Final = 1.3
_OTHER_SIZE: Final = 0.08
_MARGIN: Final = 0.15
"""Page numbers and headers stand in this part of the page at its upper and lower end."""


@frozen
class Furnished:
    """The lines of each page without its furniture, and the headers and footers left out."""

    lines: Mapping[int, tuple[PrintedLine, ...]]
    left_out: tuple[PrintedLine, ...]


def without_furniture(
    lines: Mapping[int, Sequence[PrintedLine]], heights: Mapping[int, float]
) -> Furnished:
    """The lines of the pages, less page numbers, and less headers and footers that come again.

    A number alone counts as a page number only where it counts the pages.
    """
    kept = {page: list(of_page) for page, of_page in lines.items()}
    left_out: list[PrintedLine] = []
    for edge in (_first, _last):
        for _ in range(_ROUNDS):
            outermost = {
                page: line
                for page, of_page in kept.items()
                if (line := edge(of_page)) is not None and _is_in_margin(line, heights[page])
            }
            numbers = _page_numbers(outermost)
            apart = {p: line for p, line in outermost.items() if _is_apart(line, kept[p])}
            repeated = _repeated(apart, len(lines))
            gone = {**{line.page: line for line in numbers}, **{r.page: r for r in repeated}}
            if not gone:
                break
            for page, line in gone.items():
                kept[page].remove(line)
            left_out.extend(line for line in repeated if line not in numbers)
    return Furnished({page: tuple(rest) for page, rest in kept.items()}, tuple(left_out))


def _first(lines: Sequence[PrintedLine]) -> PrintedLine | None:
    return min(lines, key=lambda line: line.top, default=None)


def _last(lines: Sequence[PrintedLine]) -> PrintedLine | None:
    return max(lines, key=lambda line: line.bottom, default=None)


def _is_in_margin(line: PrintedLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _is_apart(line: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
    """True if the line stands off from the text of its page, or is set in another size."""
    others = sorted((other for other in lines if other is not line), key=lambda each: each.top)
    if len(others) < _FEW:
        return True
    steps = sorted(below.top - above.top for above, below in pairwise(others))
    distance = min(abs(other.top - line.top) for other in others)
    sizes = sorted(other.size for other in others)
    size = sizes[len(sizes) // 2]
    return distance > _APART * steps[len(steps) // 2] or abs(line.size - size) > _OTHER_SIZE * size


def _page_numbers(outermost: Mapping[int, PrintedLine]) -> tuple[PrintedLine, ...]:
    found = {
        page: int(number[1])
        for page, line in outermost.items()
        if (number := _PAGE_NUMBER.fullmatch(_words(line))) is not None
    }
    counting = Counter(number - page for page, number in found.items())
    return tuple(
        outermost[page]
        for page, number in found.items()
        if counting[number - page] > 1 or not _BARE.fullmatch(_words(outermost[page]))
    )


def _words(line: PrintedLine) -> str:
    return line.text.replace(" ", "")


def _repeated(outermost: Mapping[int, PrintedLine], pages: int) -> tuple[PrintedLine, ...]:
    """Lines that say the same, but for figures, on half of the pages, at the same height."""
    groups: dict[tuple[str, int], list[PrintedLine]] = {}
    for line in outermost.values():
        key = _DIGITS.sub("0", _words(line)), round(line.top / _SAME_HEIGHT)
        groups.setdefault(key, []).append(line)
    return tuple(
        line
        for group in groups.values()
        if len(group) > 1 and len(group) * 2 >= pages
        for line in group
    )
