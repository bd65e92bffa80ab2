"""A page from top to bottom: lines of text and tables, hidden things left out and noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Final, TypeAlias

from attrs import evolve, frozen
from lxml import etree

from gkdoc.errors import InputError
from gkdoc.formats.page import PLAIN_TABLE
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import Message, _
from gkdoc.read.document.body import Beside, Body, Paragraph, Span, TableGrid
from gkdoc.read.document.labels import LONGEST_LABEL
from gkdoc.read.document.links import written_spans
from gkdoc.read.document.tables.recognise import recognised
from gkdoc.read.document.titles import section_title
from gkdoc.read.html.grids import CELLS, Content, Unwieldy, grid_of, rows_of
from gkdoc.read.html.lines import BLOCKS, SHIFTED, TextLine, collapsed
from gkdoc.read.html.markup import Visibility, classes
from gkdoc.read.html.pictures import picture_of
from gkdoc.text.blocks import Picture, PlainTable
from gkdoc.text.ordinals import ordinal, split_ordinal

_NO_TEXT: Final = frozenset(
    [
        *("area", "base", "button", "col", "colgroup", "datalist", "head", "link", "map", "meta"),
        *("nav", "noscript", "option", "param", "script", "select", "source", "style"),
        *("template", "title", "track"),
    ]
)
_OBJECTS: Final[Mapping[str, str]] = {
    "img": _("图片"),
    "image": _("图片"),
    "svg": _("图形"),
    "canvas": _("图形"),
    "math": _("公式"),
    "object": _("嵌入对象"),
    "embed": _("嵌入对象"),
    "applet": _("嵌入对象"),
    "iframe": _("嵌入网页"),
    "frame": _("嵌入网页"),
    "video": _("视频"),
    "audio": _("音频"),
}
_TABLE: Final = _("表格")
_STRUCK: Final = frozenset({"del", "s", "strike"})
_RUBY: Final = frozenset({"rt", "rp"})
# As LibreOffice marks what stands on every page.
_PAGE_EDGES: Final = frozenset({"header", "footer"})
_INPUTS: Final = frozenset({"", "text", "number", "tel", "search"})
_BOLD: Final = frozenset({"b", "strong"})
_BOLD_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ADDRESSES: Final = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
"""How addresses begin that a link of a report may have."""
_PARTS: Final = frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", *CELLS})
_DOT: Final = 4
"""A picture of so few pixels keeps a distance, it shows nothing."""

MOST_WORDS: Final = 1_000
"""The most cells with words that the tables of a page may have; a report has a hundred."""

BOLD: Final = "bold"
"""The style of words in bold: a heading that its paragraph follows is often set like that."""

RUN_INS: Final[Mapping[str, str]] = {
    f"heading-{level}": STYLE_NAMES.run_in(level) for level in (2, 3, 4)
}
"""The styles of the run-in headings of our own pages by their classes."""


@frozen(eq=False)
class PlacedTable:
    """A table and where it stands; `lines` are those of its cells, by their elements."""

    element: etree._Element
    grid: TableGrid
    lines: Mapping[etree._Element, Sequence[TextLine]] = {}

    def numbered(self, number: int) -> TableGrid:
        """The grid with its number on the page."""
        return evolve(self.grid, number=number, contents=partial(self._contents, number))

    def _contents(self, number: int) -> tuple[Paragraph, ...]:
        cells = dict.fromkeys(cell for row in self.grid.rows for cell in row)
        return tuple(
            Paragraph(
                count,
                "",
                line.spans,
                objects=line.objects,
                element=line.element,
                within=(number, cell.row, cell.number),
            )
            for cell in cells
            if cell.element is not None
            for count, line in enumerate(self.lines.get(cell.element, ()), start=1)
        )


@frozen(eq=False)
class Unread:
    """Words that the page holds and that are not read: struck out, hidden, or set over others."""

    element: etree._Element
    words: str
    why: Message


Piece: TypeAlias = TextLine | PlacedTable | Unread


def pieces_of(
    root: etree._Element,
    visibility: Visibility,
    embedded: Sequence[bytes] = (),
    *,
    exact: bool = False,
) -> list[Piece]:
    """The pieces below `root`, in order; `embedded` are the pictures inside the page, as letters.

    With `exact`, as our own pages have it: white space is text, a break is part of its paragraph.
    """
    walk = _Walk(visibility, _Words(), embedded, exact=exact)
    walk.block(root)
    return walk.pieces


def body_of(pieces: Sequence[Piece], style_of: Callable[[TextLine], str]) -> Body:
    """The lines, in their styles, and the tables as a body, both counted from 1."""
    paragraphs, tables = count(1), count(1)
    return tuple(
        piece.numbered(next(tables))
        if isinstance(piece, PlacedTable)
        else Paragraph(
            next(paragraphs),
            style_of(piece),
            piece.spans,
            objects=piece.objects,
            element=piece.element,
        )
        for piece in pieces
        if not isinstance(piece, Unread)
    )


class _Words:
    """How many words the tables of a page hold: each is compared with all labels of the form."""

    def __init__(self) -> None:
        self._count = 0

    def count(self, grid: TableGrid) -> None:
        """Count the words of one more table; Unwieldy for more than any report has."""
        cells = {cell for row in grid.rows for cell in row}
        self._count += sum(
            0 < len(cell.text) <= LONGEST_LABEL and not cell.text.isascii() for cell in cells
        )
        if self._count > MOST_WORDS:
            raise Unwieldy(_("表格里的文字超过 {most_words} 格", most_words=MOST_WORDS))


class _Walk:
    """One passage through a page or a cell."""

    def __init__(
        self, visibility: Visibility, words: _Words, embedded: Sequence[bytes], *, exact: bool
    ) -> None:
        self._visibility = visibility
        self._words = words
        self._embedded = embedded
        self._exact = exact
        self.pieces: list[Piece] = []
        self._spans: list[Span] = []
        self._objects: list[Beside] = []
        self._linked = True
        self._anchors = 0
        self._items: dict[etree._Element, dict[etree._Element, int]] = {}
        self._style = ""
        self._address = ""
        self._shift: dict[int, int] = {}

    def block(self, node: etree._Element) -> None:
        """Walk through `node`, whose text stands on lines of its own."""
        self._end_line(node)
        if node.tag == "li":
            self._text(self._counted(node))
        self._inside(node, node)
        self._end_line(node)

    def _inside(self, node: etree._Element, block: etree._Element) -> None:
        self._text(node.text)
        for child in node:
            self._child(child, block)
            self._text(child.tail)

    def _child(self, node: etree._Element, block: etree._Element) -> None:  # noqa: C901, PLR0912 - one way for each kind
        tag = node.tag
        if tag in _NO_TEXT or node.get("role") == "navigation":
            return
        if self._visibility.hides(node):
            self._unread(node, _("网页上不显示"))
        elif tag in _STRUCK or "line-through" in node.get("style", ""):
            self._unread(node, _("已划去"))
        elif tag in _RUBY:
            self._unread(node, _("是注音"))
        elif tag == "div" and node.get("title") in _PAGE_EDGES:
            self._unread(node, _("是页眉或页脚"))
        elif tag in _OBJECTS:
            if not _is_dot(node):
                picture = picture_of(node, self._embedded) if tag == "img" else None
                self._objects.append(picture or _OBJECTS[tag])
        elif tag == "input":
            if node.get("type", "").lower() in _INPUTS:
                self._text(node.get("value"))
        elif tag == "br":
            if self._exact:
                self._spans.append(self._span("\n"))
            else:
                self._end_line(block)
        elif tag == "table":
            self._end_line(block)
            self._table(node)
        elif tag == "figure":
            self._figure(node)
        elif tag in BLOCKS:
            self.block(node)
        else:
            self._inline(node, block)

    def _inline(self, node: etree._Element, block: etree._Element) -> None:
        style, shift, address = self._style, self._shift, self._address
        if self._exact:
            self._style = next((RUN_INS[name] for name in classes(node) if name in RUN_INS), style)
        elif node.tag in _BOLD or _BOLD_STYLE.search(node.get("style", "")):
            self._style = BOLD
        self._shift = SHIFTED.get(node.tag, shift)
        if node.tag == "a":
            leads_to = node.get("href", "").strip()
            self._address = leads_to if _ADDRESSES.match(leads_to) else ""
        self._anchors += node.tag == "a"
        self._inside(node, block)
        self._anchors -= node.tag == "a"
        self._style, self._shift, self._address = style, shift, address

    def _figure(self, node: etree._Element) -> None:
        """The lines of a figure: the words under a picture are its caption."""
        start = len(self.pieces)
        self.block(node)
        lines = [piece for piece in self.pieces[start:] if isinstance(piece, TextLine)]
        captions = [line for line in lines if not line.objects]
        match [line for line in lines if line.objects]:
            case [TextLine(spans=(), objects=(Picture() as picture,)) as shown] if captions:
                words = "".join(written_spans(line.spans) for line in captions)
                with suppress(InputError):
                    own = evolve(shown, objects=(evolve(picture, caption=words),))
                    self.pieces[start:] = [
                        own,
                        *(it for it in self.pieces[start:] if it not in lines),
                    ]

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if text.strip() and not self._anchors:
            self._linked = False
        self._spans.append(self._span(text.translate(self._shift) if self._shift else text))

    def _span(self, text: str) -> Span:
        return Span(text, self._style, address=self._address)

    def _end_line(self, element: etree._Element) -> None:
        spans = self._merged() if self._exact else collapsed(self._spans)
        if spans or self._objects:
            linked = self._linked and bool(spans)
            self.pieces.append(TextLine(element, spans, linked, tuple(self._objects)))
        self._spans, self._objects, self._linked = [], [], True

    def _merged(self) -> tuple[Span, ...]:
        """The spans as they are; the line feeds between the elements of a page are none."""
        words = "".join(span.text for span in self._spans)
        return tuple(self._spans) if words.strip("\n") else ()

    def _unread(self, node: etree._Element, why: Message) -> None:
        words = " ".join("".join(map(str, node.itertext())).split())
        if words:
            self.pieces.append(Unread(node, words, why))

    def _counted(self, node: etree._Element) -> str:
        """The number that a browser puts before an item of a numbered list."""
        parent = node.getparent()
        if parent is None or parent.tag != "ol" or "none" in parent.get("style", ""):
            return ""
        start = parent.get("start", "1")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
        if parent not in self._items:
            self._items[parent] = {item: at for at, item in enumerate(parent.iterchildren("li"))}
        place = first + self._items[parent][node]
        words = "".join(map(str, node.itertext())).strip()
        typed = split_ordinal(words) is not None or parent.get("type", "1") != "1"
        return "" if typed else ordinal(3, place, words)

    def _table(self, node: etree._Element) -> None:
        if self._exact and PLAIN_TABLE in classes(node):
            self.pieces.append(TextLine(node, (), objects=(self._plain_table(node),)))
            return
        cells: dict[etree._Element, list[Piece]] = {}
        lines: dict[etree._Element, list[TextLine]] = {}

        def content_of(cell: etree._Element) -> Content:
            walk = _Walk(self._visibility, self._words, self._embedded, exact=self._exact)
            walk.block(cell)
            cells[cell] = walk.pieces
            lines[cell] = [piece for piece in walk.pieces if isinstance(piece, TextLine)]
            objects = tuple(_described(what) for line in lines[cell] for what in line.objects)
            return Content("\n".join(line.text for line in lines[cell]), objects)

        grid = TableGrid(0, grid_of(node, content_of))
        self._words.count(grid)
        statutory = self._exact or bool(recognised(grid))
        places = _is_one_column(node) or (self._is_layout(cells) and not statutory)
        if places or not statutory:
            for caption in node.iterchildren("caption"):
                self._child(caption, node)
        if places:
            for pieces in cells.values():
                self.pieces.extend(pieces)
        else:
            self.pieces.append(PlacedTable(node, grid, lines))
            for pieces in cells.values():
                # Tables inside its cells stand behind it.
                self.pieces.extend(piece for piece in pieces if not isinstance(piece, TextLine))
        self._beside_rows(node)

    def _plain_table(self, node: etree._Element) -> Beside:
        """The table as one of our own pages shows it; its description where somebody changed it."""
        caption = next(node.iterchildren("caption"), None)
        words = [[self._written(cell) for cell in cells] for cells, _ in rows_of(node)]
        try:
            return PlainTable(
                tuple(words[0]) if words else (),
                tuple(map(tuple, words[1:])),
                self._written(caption) if caption is not None else None,
            )
        except InputError:
            return _TABLE

    def _written(self, node: etree._Element) -> str:
        """The words of a cell or a caption, with their links."""
        walk = _Walk(self._visibility, self._words, self._embedded, exact=True)
        walk.block(node)
        lines = [piece for piece in walk.pieces if isinstance(piece, TextLine)]
        return written_spans(span for line in lines for span in line.spans)

    def _is_layout(self, cells: Mapping[etree._Element, list[Piece]]) -> bool:
        """True if the table only places what stands in it: other tables, headings."""
        return any(
            isinstance(piece, PlacedTable)
            or (isinstance(piece, TextLine) and (piece.heading or section_title(piece.text)))
            for pieces in cells.values()
            for piece in pieces
        )

    def _beside_rows(self, table: etree._Element) -> None:
        """The words of broken markup between rows: they are shown, so they are read, behind it."""
        parents = [table, *table.iterchildren("thead", "tbody", "tfoot")]
        for parent in (*parents, *(row for group in parents for row in group.iterchildren("tr"))):
            self._stray(parent.text, table)
            for child in parent:
                if child.tag not in _PARTS:
                    self._child(child, table)
                self._stray(child.tail, table)

    def _stray(self, text: str | None, table: etree._Element) -> None:
        if text is not None and text.strip():
            self._text(text)
        self._end_line(table)


def _described(what: Beside) -> str:
    return what if isinstance(what, str) else what.description


def _is_one_column(table: etree._Element) -> bool:
    return all(len(row) <= 1 for row, _ in rows_of(table))


def _is_dot(node: etree._Element) -> bool:
    sizes = [node.get(name, "") for name in ("width", "height")]
    return any(size.isascii() and size.isdigit() and int(size[:5]) < _DOT for size in sizes)
