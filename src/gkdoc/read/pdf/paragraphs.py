"""Lines of prose joined into the paragraphs that they were, by indentation and width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from gkdoc.read.pdf.grouping import grouped, places
from gkdoc.read.pdf.signs import PrintedLine, is_latin

_INDENTED: Final = 1.2
"""A line that begins so many signs further in begins a paragraph."""

_SLACK: Final = 0.3
"""So much more room than its beginning needs, in signs, and the next line would not be one."""

_SAME_EDGE: Final = 2.0
_FAR_DOWN: Final = 1.9
"""So many times the usual distance from the line above, and a paragraph begins."""

_FEW: Final = 3
_WIDE: Final = 0.55
"""Text takes at least so much of the width of its page."""

_OTHER_SIZE: Final = 1.25


@frozen
class Margins:
    """Where lines of prose begin and end on pages of one kind, and how far they are apart.

    `blanks` is True if the program that printed them prints the blanks at which it breaks lines.
    """

    left: float
    right: float
    pitch: float
    blanks: bool = False


@frozen
class Prose:
    """A paragraph: its lines, and its words without the breaks between them."""

    lines: tuple[PrintedLine, ...]
    text: str

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.lines[0].page


def margins_of(
    lines: Mapping[int, Sequence[PrintedLine]], widths: Mapping[int, float]
) -> Mapping[int, Margins]:
    """The margins of each page: those of the document, or of its odd and even pages.

    `widths` holds the width of each page.
    """
    width = max(widths.values(), default=0.0)
    whole = _margins([line for of_page in lines.values() for line in of_page], width)
    sides = [
        _margins(
            [line for page, of_page in lines.items() if page % 2 == side for line in of_page],
            width,
        )
        for side in (0, 1)
    ]
    even, odd = sides
    mirrored = (
        even is not None
        and odd is not None
        and abs(even.left - odd.left) > _SAME_EDGE
        and abs((even.right - even.left) - (odd.right - odd.left)) <= 2 * _SAME_EDGE
    )
    usual = whole or Margins(0, 0, 0)
    return {page: (sides[page % 2] if mirrored else None) or usual for page in lines}


def paragraphs_of(lines: Iterable[PrintedLine], margins: Mapping[int, Margins]) -> Iterator[Prose]:
    """The paragraphs that lines of prose, with nothing between them, make up."""
    for group in grouped(lines, lambda above, line: not _begins(above[-1], line, margins)):
        yield Prose(tuple(group), _joined(group, margins))


def _margins(lines: Sequence[PrintedLine], width: float) -> Margins | None:
    """The left edge that most long lines share, and the right one; None without lines.

    On pages without long lines the right margin is as wide as the left one.
    """
    if not lines:
        return None
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > widest / 2]
    left = min(_common(line.x0 for line in long))
    right = _common(line.x1 for line in long)[0]
    full = sum(abs(line.x1 - right) <= _SAME_EDGE for line in long)
    if right - left < _WIDE * width or full < _FEW:
        right = max(width - left, *(line.x1 for line in lines))
    steps = Counter(
        round(below.top - line.top)
        for line, below in pairwise(lines)
        if line.page == below.page and below.top > line.top
    )
    blanks = any(line.trailing and is_latin(line.signs[-1].text) for line in lines)
    return Margins(left, right, float(steps.most_common(1)[0][0]) if steps else 0.0, blanks)


def _common(values: Iterable[float]) -> list[float]:
    """The places that values gather at, the most frequent first; at least a tenth of that."""
    groups = places(values, _SAME_EDGE)
    most = max(len(group) for group in groups)
    frequent = [group for group in groups if len(group) * 10 >= most]
    frequent.sort(key=lambda group: (-len(group), -group[0]))
    return [sum(group) / len(group) for group in frequent]


def _begins(before: PrintedLine, line: PrintedLine, margins: Mapping[int, Margins]) -> bool:
    """True if a paragraph begins with `line`, and does not go on with it."""
    here, there = margins[line.page], margins[before.page]
    size = max(line.size, before.size)
    if size > _OTHER_SIZE * min(line.size, before.size):
        return True
    if line.x0 - here.left > _INDENTED * line.size:
        return True
    if line.page == before.page and here.pitch and line.top - before.top > _FAR_DOWN * here.pitch:
        return True
    room = there.right - before.x1
    return room > line.first_word() + _SLACK * line.size


def _joined(lines: Sequence[PrintedLine], margins: Mapping[int, Margins]) -> str:
    """The words of the lines, and the blanks between Latin words at which they were broken."""
    text = lines[0].text
    for before, line in pairwise(lines):
        broken_at_blank = before.trailing or not (
            margins[before.page].blanks or _is_broken_word(before, line)
        )
        latin = is_latin(before.signs[-1].text) and is_latin(line.signs[0].text)
        text += (" " if latin and broken_at_blank else "") + line.text
    return text


def _is_broken_word(before: PrintedLine, line: PrintedLine) -> bool:
    """True if Latin signs at the end and at the beginning of a line may be of one word.

    Words are broken behind a hyphen or a slash, figures hold together, and a word that is longer
    than a line is broken anywhere.
    """
    last, first = before.signs[-1].text, line.signs[0].text
    alone = not before.blanks and all(is_latin(sign.text) for sign in before.signs)
    return last in "-/?&=_" or (last.isdigit() and first.isdigit()) or alone
