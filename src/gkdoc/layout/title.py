"""How the title of a report is broken into lines.

GB/T 9704, 7.3.1: words whole, lines symmetrical and of fitting length, in the shape of a trapezium
or a lozenge. The title is taken apart into words (`gkdoc.layout.title_words`); of all the ways to
break between them the one that costs least is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from gkdoc.layout.title_words import Word, WordKind, words
from gkdoc.layout.typography import PAGE, TITLE_SIZE, ems
from gkdoc.ooxml.elements import points

WIDEST: Final = PAGE.text_width / points(TITLE_SIZE / 2)
"""What a line of the title holds, in characters of its size: 20."""

_GAP: Final = 0.2
"""What LibreOffice sets between a digit and a Chinese character, in characters (measured)."""

_MOST_LINES: Final = 5

# What it costs to break behind a word of each kind. Behind the agency it costs nothing.
_BREAKS: Final = {
    WordKind.PLACE: 2.0,
    WordKind.ORGAN: 2.5,
    WordKind.YEAR: 3.0,
    WordKind.SUBJECT: 4.0,
    WordKind.OTHER: 4.5,
}
# What is wrong with lines, each with its cost: one more of them; a middle that is narrower than its
# neighbours; two of one width; one much too short; the end of a name before 政府信息公开.
_LINE: Final = 6.0
_HOURGLASS: Final = 60.0
_RECTANGLE: Final = 2.0
_STUMP: Final = 6.0
_MIXED: Final = 10.0
_NARROWNESS: Final = 4.0
_UNEVENNESS: Final = 0.3


def title_lines(title: str, agency: str) -> tuple[str, ...]:
    """The lines of `title`: those that it was written in, else those of the best shape.

    A title that fits one line stays on it. A break behind the name of the agency comes first, then
    one before 政府信息公开, then one inside the name, behind a place or an organ.
    """
    if "\n" in title:
        return tuple(title.split("\n"))
    return _broken(title, agency)


@lru_cache(maxsize=256)
def _broken(title: str, agency: str) -> tuple[str, ...]:
    if _width(title) <= WIDEST:
        return (title,)
    parts = words(title)
    # The name of the agency is one more border, if no word reaches over it.
    start = title.find(agency)
    name = range(start, start + len(agency)) if start >= 0 else range(0)
    ways = [
        (_cost(lines, name), tuple(map(_text, lines)))
        for count in range(2, _MOST_LINES + 1)
        for lines in _ways(parts, count)
    ]
    return min(ways)[1] if ways else _filled(parts)


def _ways(parts: Sequence[Word], count: int) -> Iterator[tuple[Sequence[Word], ...]]:
    """Every way to set the words in so many lines that fit the page."""
    if count == 1:
        if _fits(parts):
            yield (parts,)
        return
    if _width(_text(parts)) > count * WIDEST:
        return
    for end in range(1, len(parts)):
        if not _fits(parts[:end]):
            return
        if not parts[end - 1].clings:
            for rest in _ways(parts[end:], count - 1):
                yield (parts[:end], *rest)


def _cost(lines: Sequence[Sequence[Word]], name: range) -> float:
    """The cost of these lines; the name of the agency stands at the signs `name`."""
    cost = _shape([_width(_text(line)) for line in lines])
    end = 0
    for line in lines:
        start, end = end, end + len(_text(line))
        if end != name.stop and line is not lines[-1]:
            cost += _BREAKS[line[-1].kind]
        subject = any(word.kind is WordKind.SUBJECT for word in line)
        if name.start < start < name.stop < end and subject:
            cost += _MIXED
    return cost


def _shape(widths: Sequence[float]) -> float:
    """The cost of lines of these widths: of their number and their outline."""
    longest, shortest = max(widths), min(widths)
    triples = zip(widths, widths[1:], widths[2:], strict=False)
    return (
        _LINE * (len(widths) - 1)
        + _HOURGLASS * sum(middle <= min(above, below) for above, middle, below in triples)
        + _RECTANGLE * sum(abs(above - below) < 1 for above, below in pairwise(widths))
        + _STUMP * (shortest < longest / 3)
        + _NARROWNESS * (1 - shortest / longest)
        + _UNEVENNESS * _unevenness(widths)
    )


def _unevenness(widths: Sequence[float]) -> float:
    """How far three and more lines are from even steps, or from a lozenge."""
    steps = [below - above for above, below in pairwise(widths)]
    if all(step >= 0 for step in steps) or all(step <= 0 for step in steps):
        return max(map(abs, steps)) - min(map(abs, steps))
    return abs(widths[0] - widths[-1])


def _filled(parts: Sequence[Word]) -> tuple[str, ...]:
    """Lines as full as they go, for a title that is too long; words longer than a line are torn."""
    lines = [""]
    for word in parts:
        pieces = (word.text,) if _fits((word,)) else tuple(word.text)
        for piece in pieces:
            if _width(lines[-1] + piece) > WIDEST:
                lines.append("")
            lines[-1] += piece
    return tuple(lines)


def _fits(line: Sequence[Word]) -> bool:
    return _width(_text(line)) <= WIDEST


def _text(line: Sequence[Word]) -> str:
    return "".join(word.text for word in line)


# The ways to break a title are many, the pieces that they are made of are few.
@lru_cache(maxsize=1024)
def _width(text: str) -> float:
    """The width of `text` in characters of its size, gaps beside digits and letters included."""
    gaps = sum(above.isascii() != below.isascii() for above, below in pairwise(text))
    return sum(ems(sign, half=0.5) for sign in text) + _GAP * gaps
