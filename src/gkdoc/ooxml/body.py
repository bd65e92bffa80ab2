"""The body of a Word document as paragraphs and table grids, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from attrs import define, field, frozen
from lxml import etree

from gkdoc.findings import Location
from gkdoc.ooxml.counting import ListNumber
from gkdoc.ooxml.markup import qualified

SHORTEST_LINE: Final = 61
"""How many signs a paragraph has at least that is no title, even if no sentence ends with it."""

_NO_STYLE: Final = frozenset({""})
_R: Final = qualified("w:r")
_T: Final = qualified("w:t")


@frozen
class Span:
    """A stretch of text; `style` is the name of its character style, empty if it has none.

    `run` is the w:r that holds it, None for text that comes from no Word file.
    """

    text: str
    style: str
    run: etree._Element | None = field(default=None, eq=False, repr=False)


# The same few places in document after document.
@lru_cache(4096)
def in_body(paragraph: int) -> Location:
    """The place of the paragraph with this number."""
    return Location(paragraph=paragraph)


@lru_cache(4096)
def in_table(table: int | None, row: int | None, cell: int | None = None) -> Location:
    """The place of a row, or of a cell and what stands in it."""
    return Location(table=table, row=row, cell=cell)


@define(slots=False, frozen=True, eq=False)
class Paragraph:
    """A paragraph of the body.

    `number` counts from 1 over the body, tables left out; within a cell, over the cell. `within` is
    the table, row and cell that it stands in, None for one of the body; one in a text box has the
    number of the paragraph that the box hangs on. `style` is the name of its style.
    `counted` is True if Word numbers it, `counted_as` the level of the headings that Word counts in
    the same list, None if there are none, `list_number` the number that it shows. `outline` is its
    level in the outline, from 0, None for text. `objects` says what it holds besides text.
    `runs_on` is True where the next paragraph goes on in the same line. `element` is its w:p, None
    for one that comes from no Word file. One that holds nothing but `words` is made without spans:
    they are read when somebody asks for them.
    """

    number: int
    style: str
    _spans: tuple[Span, ...] | None
    counted: bool = False
    counted_as: int | None = None
    objects: tuple[str, ...] = ()
    element: etree._Element | None = field(default=None, repr=False)
    list_number: ListNumber | None = None
    outline: int | None = None
    within: tuple[int, int, int] | None = None
    runs_on: bool = False
    _words: str = field(default="", repr=False)

    text: str = field(init=False, repr=False)
    """All text of the paragraph."""

    @text.default
    def _text(self) -> str:
        spans = self._spans
        return self._words if spans is None else "".join([span.text for span in spans])

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The text by its styles."""
        if self._spans is not None:
            return self._spans
        return tuple(_plain_spans(self.element, self._words)) if self.element is not None else ()

    @property
    def word_styles(self) -> AbstractSet[str]:
        """The names of the character styles of its words; an empty one for words without."""
        return {span.style for span in self._spans} if self._spans else _NO_STYLE

    @property
    def opening_style(self) -> str:
        """The name of the character style of its first words, empty if they have none."""
        return self._spans[0].style if self._spans else ""

    @property
    def location(self) -> Location:
        """Where it stands."""
        if self.within is None:
            return in_body(self.number)
        return in_table(*self.within)


def _plain_spans(paragraph: etree._Element, words: str) -> Iterator[Span]:
    """The words of a paragraph that holds nothing else, run by run.

    One that only looks like it has one run, and says nothing.
    """
    runs = list(paragraph.iterchildren(_R))
    texts = ["".join([node.text or "" for node in run.iterchildren(_T)]) for run in runs]
    if words and not any(texts):
        texts = [words]
    for run, text in zip(runs, texts, strict=True):
        if text:
            yield Span(text, "", run)


@frozen(eq=False)
class Passage:
    """Paragraphs in a row that are lines of prose and nothing else, all of one format.

    A long report consists of little else, so they are read together. None of the `lines` can be
    mistaken for anything but prose: see `is_line`. `number` and `within` are the place of the first
    as of any `Paragraph`, `element` is a w:p that looks like theirs.
    """

    number: int
    style: str
    lines: Sequence[str]
    element: etree._Element | None = field(default=None, repr=False)
    within: tuple[int, int, int] | None = None

    @property
    def text(self) -> str:
        """All of the lines."""
        return "\n".join(self.lines)

    @property
    def location(self) -> Location:
        """Where the first of them stands."""
        return self.locations[0]

    @property
    def locations(self) -> Sequence[Location]:
        """Where each of them stands."""
        if self.within is not None:
            return [in_table(*self.within)] * len(self.lines)
        return [in_body(number) for number in range(self.number, self.number + len(self.lines))]

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Each as a paragraph of its own."""
        return [
            Paragraph(
                number,
                self.style,
                None,
                element=self.element,
                within=self.within,
                words=line,
            )
            for number, line in enumerate(self.lines, start=self.number)
        ]


def is_line(text: str) -> bool:
    """True if a text all of whose signs are printed is a line of prose, wherever it stands.

    It begins with a word, and not with a number. A sentence that ends is no title, no agency that
    signs and no date; nor is anything so long. Blanks in a row may set a date apart.
    """
    return (
        text[:1].isalpha()
        and not text[0].isnumeric()
        and (text[-1] == "。" or (len(text) >= SHORTEST_LINE and not text[-1].isspace()))
        and "  " not in text
    )


# Without slots: a frozen one is made in two thirds of the time.
@define(slots=False, frozen=True, eq=False)
class GridCell:
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
    it stands in. `contents` gives what its cells hold, in order, for a table that only places it.
    """

    number: int
    rows: tuple[tuple[GridCell, ...], ...]
    within: int | None = None
    contents: Callable[[], tuple[Item, ...]] = field(default=_nothing, repr=False)


Body: TypeAlias = tuple[Paragraph | TableGrid, ...]
"""What the body holds, in order; a table inside a table stands behind it."""

Item: TypeAlias = Paragraph | Passage | TableGrid
"""What a body consists of where lines of prose are read together."""


class Oddity(Enum):
    """What a body holds that is not simply there to be read."""

    REVISION = "revision"
    """Words put in or taken out while revisions are tracked."""
    HIDDEN = "hidden"
    """Words that do not show."""


@frozen
class Remark:
    """An oddity, the words that it is about, and where they stand; None for the body as a whole."""

    oddity: Oddity
    words: str = ""
    location: Location | None = None


@frozen
class Opened:
    """A body with all that is to be said about it."""

    items: tuple[Item, ...]
    remarks: tuple[Remark, ...] = ()


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
