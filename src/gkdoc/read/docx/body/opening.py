"""Opens the body of a Word document: paragraphs and tables as they show, revisions accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeVar

from lxml import etree

from gkdoc.findings import Finding
from gkdoc.messages import _
from gkdoc.ooxml.markup import BrokenXml, parse_xml, qualified
from gkdoc.ooxml.package import BrokenPackage, Package, main_document, relationships
from gkdoc.read.document.body import Body, BodyCell, Item, Paragraph, Span, TableGrid
from gkdoc.read.docx.body import grids, inline, styles
from gkdoc.read.docx.body.counting import ListCounter
from gkdoc.read.docx.body.grids import GridReader
from gkdoc.read.docx.body.inline import Inline, flat
from gkdoc.read.docx.body.led import Led
from gkdoc.read.docx.body.scanning import scanned
from gkdoc.read.docx.body.styles import ParagraphFormats, style_sheet

_Parsed = TypeVar("_Parsed")

LARGEST_PART: Final = 16 * 2**20
MOST_ELEMENTS: Final = 200_000
"""What a body may have at most; a report of 200 pages has a tenth and a quarter of that."""

MOST_TABLES: Final = 1_000
"""The most tables of a body: each is compared with all forms."""

_P: Final = qualified("w:p")
_TBL: Final = qualified("w:tbl")
_TELLING: Final = grids.TELLING | inline.TELLING | styles.TELLING
_BODY: Final = qualified("w:body")
_AROUND: Final = frozenset({"header", "footer", "footnotes", "endnotes"})
_NOTES: Final = (qualified("w:footnote"), qualified("w:endnote"))
_OTHER_FILE: Final = frozenset({qualified("w:altChunk"), qualified("w:subDoc")})


def read_body(package: Package) -> Body:
    """The body of the document; BrokenPackage if there is none."""
    return open_body(package)[0]


def open_body(package: Package) -> tuple[Body, tuple[Finding, ...]]:
    """The body of the document, and what is odd about it; BrokenPackage if there is none."""
    name = main_document(package)
    body = _parsed(package, name, parse_xml).find(_BODY)
    if body is None:
        raise BrokenPackage(_("主文档中没有正文，不是 Word 文档"), name)
    return _opened(package, name, body)


def words_around(package: Package) -> Iterator[str]:
    """The words that show in headers, footers and notes; BrokenPackage for a part that is broken.

    They belong to no report, but a template may print fields of the office's own there.
    """
    for found in relationships(package, main_document(package)):
        if found.kind in _AROUND and found.target in package.parts:
            root = _parsed(package, found.target, parse_xml)
            for parent in (root, *root.iter(*_NOTES)):
                yield from words_of(_opened(package, found.target, parent)[0])


def words_of(body: Body) -> Iterator[str]:
    """The words of each paragraph, those in cells and text boxes too."""
    for item in body:
        inside = (item,) if isinstance(item, Paragraph) else item.contents()
        yield from (each.text for each in inside if isinstance(each, Paragraph))


def _opened(package: Package, part: str, body: etree._Element) -> tuple[Body, tuple[Finding, ...]]:
    parts = {
        found.kind: found.target
        for found in relationships(package, main_document(package))
        if found.target in package.parts
    }
    sheet = _parsed(package, parts["styles"], style_sheet) if "styles" in parts else {}
    lists = ListCounter(None)
    if "numbering" in parts:
        lists = _parsed(package, parts["numbering"], ListCounter)
    reader = Inline(sheet, body, Led(package, part))
    return _Walk(body, ParagraphFormats(sheet), reader, lists).body(body), reader.findings


def _parsed(package: Package, part: str, parse: Callable[[bytes], _Parsed]) -> _Parsed:
    """The part as `parse` has it; BrokenPackage where it is far too large, or no XML."""
    content = package.parts[part]
    size = len(content)
    # A part with fewer bytes than that has no more elements: nobody counts them.
    many = size > 2 * MOST_ELEMENTS and content.count(b"<") > 2 * MOST_ELEMENTS
    if size > LARGEST_PART or many:
        raise BrokenPackage(_("内容过多，不像是一份年度报告"), part)
    try:
        return parse(content)
    except BrokenXml as error:
        raise BrokenPackage(error.reason, part, error.line) from error


class _Walk:
    """One passage through a body, counting what it meets."""

    def __init__(
        self, body: etree._Element, formats: ParagraphFormats, inline: Inline, lists: ListCounter
    ) -> None:
        self._lists = lists
        self._formats = formats
        self._inline = inline
        self._scan = scanned(body, _TELLING, grids.PROPERTIES)
        self._grids = GridReader(inline, formats, lists, self._scan)
        self._paragraphs = 0
        self._tables = 0
        self._kept: tuple[Span, ...] = ()

    def body(self, parent: etree._Element) -> tuple[Item, ...]:
        """The paragraphs and tables in `parent`."""
        content: list[Item] = []
        for child in flat(parent):
            tag = child.tag
            if tag == _P:
                self._paragraphs += 1
                content.append(self._paragraph(child, self._paragraphs))
                if self._inline.boxes:
                    content.extend(self._boxed(self._paragraphs))
            elif tag == _TBL:
                content.extend(self._table_and_inner(child, None))
            elif tag in _OTHER_FILE:
                content.append(
                    Paragraph(self._paragraphs, "", (), objects=(_("嵌入的文件"),), element=child)
                )
        return tuple(content)

    def _paragraph(
        self, node: etree._Element, number: int, within: tuple[int, int, int] | None = None
    ) -> Paragraph:
        spans, objects = self._inline.read(node)
        shape = self._formats.of(self._scan.styles.get(node), self._inline.properties)
        counted = shape.counted
        if self._kept:
            spans, self._kept = (*self._kept, *spans), ()
        if shape.deleted:
            # Its mark is taken out: the words go on in the next paragraph, which keeps its format.
            self._inline.revised = True
            self._kept, spans = spans, ()
        read = Paragraph(
            number,
            shape.style,
            spans,
            counted is not None,
            shape.counted_as,
            objects,
            node,
            None if counted is None or shape.deleted else self._lists.number_of(node, counted),
            shape.outline,
            within,
            shape.runs_on,
        )
        if self._inline.hidden:
            self._inline.note_hidden(read.location)
        return read

    def _boxed(self, number: int) -> Iterator[Item]:
        """The content of the text boxes that hang on the paragraph just read."""
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            for child in flat(box):
                if child.tag == _P:
                    yield self._paragraph(child, number)
                    yield from self._boxed(number)
                elif child.tag == _TBL:
                    yield from self._table_and_inner(child, None)

    def _table_and_inner(self, node: etree._Element, within: int | None) -> Iterator[TableGrid]:
        """The table, and behind it those inside its cells."""
        self._tables += 1
        if self._tables > MOST_TABLES:
            raise BrokenPackage(
                _("表格超过 {most_tables} 张，不像是一份年度报告", most_tables=MOST_TABLES)
            )
        number = self._tables
        rows, inner = self._grids.read(node, number)
        # Each grid knows those inside it only: one that is let go takes its elements with it.
        inside: dict[etree._Element, TableGrid] = {}
        yield TableGrid(
            number,
            rows,
            within,
            self._formats.table(node),
            partial(self._contents, rows, number, inside),
        )
        for table in inner:
            own, *deeper = self._table_and_inner(table, number)
            inside[table] = own
            yield own
            yield from deeper

    def _contents(
        self,
        rows: tuple[tuple[BodyCell, ...], ...],
        number: int,
        inside: Mapping[etree._Element, TableGrid],
    ) -> tuple[Item, ...]:
        """The contents of the cells, in order; a cell merged downwards once."""
        content: list[Item] = []
        for cell in dict.fromkeys(cell for row in rows for cell in row):
            place = (number, cell.row, cell.number)
            paragraphs = 0
            for child in flat(cell.element) if cell.element is not None else ():
                if child.tag == _P:
                    paragraphs += 1
                    content.append(self._paragraph(child, paragraphs, place))
                    content.extend(self._boxed(paragraphs))
                elif child.tag == _TBL:
                    content.append(inside[child])
        return tuple(content)
