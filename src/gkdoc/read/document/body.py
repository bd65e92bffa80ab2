"""The body of a document as paragraphs and table grids, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, TypeAlias

from attrs import define, field, frozen
from lxml import etree

from gkdoc.findings import Location
from gkdoc.messages import _
from gkdoc.ooxml.markup import qualified
from gkdoc.text.blocks import Picture, PlainTable

LONGEST_EXCERPT: Final = 40
"""The most words that a finding quotes."""


RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
LOWERED: Final = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
"""A raised 1 behind a 5 is no 51."""


@frozen
class ListNumber:
    """A number as Word shows it.

    `pattern` has %1 to %9 for the counts of the levels, as in （%2）; `counts` holds for each level
    down to the paragraph's own the count and the name of its format (decimal, chineseCounting).
    """

    pattern: str
    counts: tuple[tuple[int, str], ...]


@frozen
class Span:
    """A stretch of text; `style` is the name of its character style, empty if it has none.

    `run` is the w:r that holds it, None for text that comes from no Word file. `address` is where
    it leads to, empty for text that is no link; `anchor` is the element that makes it one, which
    tells two links from each other that stand side by side.
    """

    text: str
    style: str
    run: etree._Element | None = field(default=None, eq=False, repr=False)
    address: str = ""
    anchor: etree._Element | None = field(default=None, eq=False, repr=False)


Beside: TypeAlias = str | Picture | PlainTable
"""What stands beside text: a block as an outline has it, or the name of what an outline lacks."""


# The same few places in document after document.
@lru_cache(4096)
def in_body(paragraph: int) -> Location:
    """The place of the paragraph with this number."""
    return Location(paragraph=paragraph)


@lru_cache(4096)
def in_table(table: int | None, row: int | None, cell: int | None = None) -> Location:
    """The place of a row, or of a cell and what stands in it."""
    return Location(table=table, row=row, cell=cell)


def place_in_words(place: Location | None) -> str:
    """Where it stands, as a person counts in Word; empty for no place."""
    if place is None:
        return ""
    if place.table is None:
        return _("正文第 {paragraph} 段", paragraph=place.paragraph)
    if place.row is None:
        return _("第 {table} 张表", table=place.table)
    if place.cell is None:
        return _("第 {table} 张表第 {row} 行", table=place.table, row=place.row)
    table, row, cell = place.table, place.row, place.cell
    return _("第 {table} 张表第 {row} 行第 {cell} 格", table=table, row=row, cell=cell)


def excerpt(words: str) -> str:
    """The beginning of words that are too long for a finding."""
    return words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT]}……"


@define(slots=False, frozen=True, eq=False)
class Paragraph:
    """A paragraph of the body.

    `number` counts from 1 over the body, tables left out; within a cell, over the cell. `within` is
    the table, row and cell that it stands in, None for one of the body; one in a text box has the
    number of the paragraph that the box hangs on. `style` is the name of its style.
    `counted` is True if Word numbers it, `counted_as` the level of the headings that Word counts in
    the same list, None if there are none, `list_number` the number that it shows. `outline` is its
    level in the outline, from 0, None for text. `objects` holds what stands in it besides text: its
    pictures, and in words what is none. `runs_on` is True where the next paragraph goes on in the
    same line. `element` is its w:p, None for one that comes from no Word file.
    """

    number: int
    style: str
    spans: tuple[Span, ...]
    counted: bool = False
    counted_as: int | None = None
    objects: tuple[Beside, ...] = ()
    element: etree._Element | None = field(default=None, repr=False)
    list_number: ListNumber | None = None
    outline: int | None = None
    within: tuple[int, int, int] | None = None
    runs_on: bool = False

    text: str = field(init=False, repr=False)
    """All text of the paragraph."""

    @text.default
    def _text(self) -> str:
        return "".join([span.text for span in self.spans])

    @property
    def word_styles(self) -> AbstractSet[str]:
        """The names of the character styles of its words; an empty one for words without any."""
        return {span.style for span in self.spans}

    @property
    def location(self) -> Location:
        """Where it stands."""
        if self.within is None:
            return in_body(self.number)
        return in_table(*self.within)


# Without slots: a frozen one is made in two thirds of the time.
@define(slots=False, frozen=True, eq=False)
class BodyCell:
    """A cell of a table and the columns of the grid it covers: from `start` up to before `stop`.

    `row` and `number` are its place as Word counts: the row, and the cell within the row, from 1.
    `objects` says what it holds besides text, `list_number` is the number that Word counts before
    its words. `element` is its w:tc, None for one that comes from no Word file.
    """

    text: str
    row: int
    number: int
    start: int
    stop: int
    element: etree._Element | None = field(default=None, repr=False)
    objects: tuple[str, ...] = ()
    list_number: ListNumber | None = None


def _nothing() -> tuple[Item, ...]:
    return ()


@frozen(eq=False)
class TableGrid:
    """A table of the body; `number` counts the tables from 1.

    `rows` holds for each row the cells that cover it, from left to right. A cell merged downwards
    stands, as the same object, in each row that it covers. `within` is the number of the table that
    it stands in, `style` the name of its style. `contents` gives what its cells hold, in order, for
    a table that only places it.
    """

    number: int
    rows: tuple[tuple[BodyCell, ...], ...]
    within: int | None = None
    style: str = ""
    contents: Callable[[], tuple[Item, ...]] = field(default=_nothing, repr=False)


Item: TypeAlias = Paragraph | TableGrid

Body: TypeAlias = tuple[Item, ...]
"""What the body holds, in order; a table inside a table stands behind it."""


SIGNS: Final[Mapping[str, str]] = {
    qualified("w:tab"): "\t",
    qualified("w:ptab"): "\t",
    qualified("w:cr"): "\n",
    qualified("w:noBreakHyphen"): "\u2011",
    qualified("w:softHyphen"): "\u00ad",
}
"""What stands in a run for a sign of the text."""

LAYOUT_BREAKS: Final = frozenset({"page", "column"})
"""Types of w:br that are layout and not a sign of the text."""
