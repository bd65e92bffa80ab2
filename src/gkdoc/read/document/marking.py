"""Links marked in the words of paragraphs, and whole tables of the prose with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from attrs import evolve

from gkdoc.errors import InputError
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.read.document.body import Paragraph, SeenLink, TableGrid
from gkdoc.read.document.counted import worded
from gkdoc.text.blocks import Block, PlainTable
from gkdoc.text.links import Link, literal, written


def marked_text(paragraph: Paragraph) -> str:
    """All text of the paragraph, its links marked."""
    if not _needs_marks(paragraph):
        return paragraph.text
    return _marked(paragraph, paragraph.text, range(len(paragraph.text)))


def in_one_line(words: str) -> str:
    """The words with a blank for each break and tab, where there is room for one line only."""
    return " ".join(words.split("\n")).replace("\t", " ").strip()


def marked_block(paragraph: Paragraph, block: Block, stop: int) -> Block:
    """`block`, which was read from the text of the paragraph up to `stop`, its links marked.

    Its words end there, but for white space; before them may stand a number that Word counts.
    """
    if not _needs_marks(paragraph):
        return block
    text, heading = block.text, block.heading
    if text is not None:
        places = _places(paragraph.text, text, stop)
        stop = next((place for place in places if place is not None), stop)
        text = _marked(paragraph, text, places)
    if heading is not None:
        heading = _marked(paragraph, heading, _places(paragraph.text, heading, stop))
    return evolve(block, text=text, heading=heading)


def is_own_plain(grid: TableGrid) -> bool:
    """True for a table of the prose that gkdoc set, whatever words it holds."""
    return grid.style == STYLE_NAMES.plain_table


def plain_table(grid: TableGrid, caption: str | None) -> PlainTable | None:
    """The table as one of the prose; None for one that is none.

    That is one with merged or missing cells, with pictures, tables or counted numbers in a cell,
    larger than any of the prose, in another one, or out of a file of which the cells are not known;
    one with a single row or without a word too, unless gkdoc set it.
    """
    width = len(grid.rows[0]) if grid.rows else 0
    if not width or grid.within is not None:
        return None
    cells = [cell for row in grid.rows for cell in row]
    upright = all(
        [(cell.start, cell.stop) for cell in row] == [(n, n + 1) for n in range(width)]
        for row in grid.rows
    )
    if not upright or len(set(cells)) < len(cells) or any(cell.objects for cell in cells):
        return None
    found = _cell_texts(grid)
    if found is None:
        return None
    if not is_own_plain(grid) and (len(grid.rows) < 2 or not any(found.values())):
        return None
    head, *rows = (tuple(found.get((c.row, c.number), "") for c in row) for row in grid.rows)
    try:
        return PlainTable(head, tuple(rows), caption)
    except InputError:
        return None


def _cell_texts(grid: TableGrid) -> Mapping[tuple[int, int], str] | None:
    """The text of each cell by row and number, its links marked; None if that is not all."""
    lines: dict[tuple[int, int], list[str]] = {}
    for item in grid.contents():
        if not isinstance(item, Paragraph) or item.within is None or item.objects:
            return None
        if item.list_number is not None and worded(item.list_number) != "":
            return None
        lines.setdefault(item.within[1:], []).append(marked_text(item))
    if not lines:
        return None
    return {place: in_one_line("\n".join(held)) for place, held in lines.items()}


def _needs_marks(paragraph: Paragraph) -> bool:
    """True if words of it lead somewhere, or look as if they did."""
    return "[" in paragraph.text or any(span.link is not None for span in paragraph.spans)


def _places(text: str, words: str, stop: int) -> list[int | None]:
    """Where each sign of the words stands in `text` before `stop`; None where it does not.

    White space of `text` may be missing in the words.
    """
    places: list[int | None] = []
    for sign in reversed(words):
        at = stop
        while at and text[at - 1] != sign and text[at - 1].isspace():
            at -= 1
        found = at > 0 and text[at - 1] == sign
        stop = at - 1 if found else stop
        places.append(stop if found else None)
    return places[::-1]


def _marked(paragraph: Paragraph, words: str, places: Sequence[int | None]) -> str:
    """The words, each sign of which stands at its place in the paragraph, with links marked."""
    links = [span.link for span in paragraph.spans for _sign in span.text]
    led = [
        (sign, None if place is None or sign == "\n" else links[place])
        for sign, place in zip(words, places, strict=True)
    ]
    if not any(link for _sign, link in led):
        return literal(words)
    return written(
        tuple(_piece(link, "".join(sign for sign, _ in held)) for link, held in groupby(led, _link))
    )


def _link(sign: tuple[str, SeenLink | None]) -> SeenLink | None:
    return sign[1]


def _piece(link: SeenLink | None, words: str) -> str | Link:
    """The link, or its words alone where a text can have no link with such words."""
    try:
        return words if link is None else Link(words, link.address)
    except InputError:
        return words
