"""Opens the body of a Word document: paragraphs and tables as they show, revisions accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from lxml import etree

from gkdoc.findings import Location
from gkdoc.ooxml.body import (
    Body,
    GridCell,
    Oddity,
    Opened,
    Paragraph,
    Remark,
    Span,
    TableGrid,
)
from gkdoc.ooxml.counting import ListCounter, ListNumber
from gkdoc.ooxml.inline import DELETIONS, INSERTIONS, Inline, flat
from gkdoc.ooxml.markup import BrokenXml, parse_xml, qualified
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.ooxml.package import BrokenPackage, Package, main_document, relationships
from gkdoc.ooxml.style_sheet import NO_STYLE, Style, is_on, list_level, style_sheet, whole_number

LARGEST_PART: Final = 16 * 2**20
MOST_ELEMENTS: Final = 500_000
"""What a body may have at most; a report of 200 pages has a tenth of both."""

_HEADING: Final = re.compile("heading ([1-9])", re.IGNORECASE)

_P: Final = qualified("w:p")
_TBL: Final = qualified("w:tbl")
_TR: Final = qualified("w:tr")
_TC: Final = qualified("w:tc")
_VAL: Final = qualified("w:val")
_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_PARAGRAPH_STYLE: Final = qualified("w:pStyle")
_LIST: Final = qualified("w:numPr")
_OUTLINE: Final = qualified("w:outlineLvl")
_ROW_PROPERTIES: Final = qualified("w:trPr")
_GRID_BEFORE: Final = qualified("w:gridBefore")
_CELL_PROPERTIES: Final = qualified("w:tcPr")
_GRID_SPAN: Final = qualified("w:gridSpan")
_VERTICAL_MERGE: Final = qualified("w:vMerge")
_HORIZONTAL_MERGE: Final = qualified("w:hMerge")
_CELL_DELETED: Final = qualified("w:cellDel")
_STYLE_SEPARATOR: Final = qualified("w:specVanish")
_OTHER_FILE: Final = frozenset({qualified("w:altChunk"), qualified("w:subDoc")})


def read_body(package: Package) -> Body:
    """The body of the document; BrokenPackage if there is none."""
    return open_body(package).items


def open_body(package: Package) -> Opened:
    """The body of the document, and what is odd about it; BrokenPackage if there is none."""
    name = main_document(package)
    body = _parsed(package, name).find(qualified("w:body"))
    if body is None:
        raise BrokenPackage("主文档中没有正文，不是 Word 文档", name)
    parts = {
        found.kind: found.target
        for found in relationships(package, name)
        if found.target in package.parts
    }
    walk = _Walk(_styles(package, parts.get("styles")), _lists(package, parts.get("numbering")))
    return Opened(walk.body(body), tuple(walk.remarks))


class _Walk:
    """One passage through a body, counting what it meets."""

    def __init__(self, styles: Mapping[str | None, Style], lists: ListCounter) -> None:
        self._styles = styles
        self._lists = lists
        self._headings = {
            style.list_level: int(found[1])
            for style in styles.values()
            if style.list_level is not None and (found := _HEADING.fullmatch(style.name))
        }
        self._inline = Inline(styles)
        self._paragraphs = 0
        self._tables = 0
        self._grids: dict[etree._Element, TableGrid] = {}
        self._numbers: dict[etree._Element, ListNumber | None] = {}
        self._kept: tuple[Span, ...] = ()
        self._revised = False
        self._hidden: list[Remark] = []

    @property
    def remarks(self) -> list[Remark]:
        """What was odd; that there are revisions is said once."""
        revised = self._revised or self._inline.revised
        return [*([Remark(Oddity.REVISION)] if revised else []), *self._hidden]

    def body(self, parent: etree._Element) -> Body:
        """What `parent` holds."""
        content: list[Paragraph | TableGrid] = []
        for child in flat(parent):
            tag = child.tag
            if tag == _P:
                self._paragraphs += 1
                content.append(self._paragraph(child, self._paragraphs))
                content.extend(self._boxed(self._paragraphs))
            elif tag == _TBL:
                content.extend(self._table_and_inner(child, None))
            elif tag in _OTHER_FILE:
                content.append(
                    Paragraph(self._paragraphs, "", (), objects=("嵌入的文件",), element=child)
                )
        return tuple(content)

    def _paragraph(
        self, node: etree._Element, number: int, within: tuple[int, int, int] | None = None
    ) -> Paragraph:
        style, counted, outline, deleted, runs_on = self._properties(node)
        spans, objects = self._inline.read(node)
        if self._inline.hidden:
            place = (
                Location(paragraph=number)
                if within is None
                else Location(table=within[0], row=within[1], cell=within[2])
            )
            self._hidden.append(Remark(Oddity.HIDDEN, self._inline.hidden, place))
        if self._kept:
            spans, self._kept = (*self._kept, *spans), ()
        if deleted:
            # Its mark is taken out: the words go on in the next paragraph, which keeps its format.
            self._revised = True
            self._kept, spans = spans, ()
        return Paragraph(
            number,
            style.name,
            spans,
            counted is not None,
            self._headings.get(counted) if counted is not None else None,
            objects,
            node,
            self._number(node, counted) if counted is not None and not deleted else None,
            outline,
            within,
            runs_on=runs_on,
        )

    def _properties(
        self, node: etree._Element
    ) -> tuple[Style, ListLevel | None, int | None, bool, bool]:
        """Style, list, level in the outline, whether its mark is deleted, whether it runs on."""
        properties = node.find(_PARAGRAPH_PROPERTIES)
        if properties is None:
            style = self._styles.get(None, NO_STYLE)
            return style, style.list_level, style.outline, False, False
        reference = listed = level = mark = None
        for child in properties:
            tag = child.tag
            if tag == _PARAGRAPH_STYLE:
                reference = child.get(_VAL)
            elif tag == _LIST:
                listed = properties
            elif tag == _OUTLINE:
                level = child
            elif tag == _RUN_PROPERTIES:
                mark = child
        style = self._styles.get(reference, NO_STYLE)
        outline = style.outline if level is None else whole_number(level, 9)
        deleted = runs_on = False
        if mark is not None:
            deleted = any(mark.find(tag) is not None for tag in DELETIONS)
            runs_on = is_on(mark.find(_STYLE_SEPARATOR))
        counted = style.list_level if listed is None else list_level(listed, style.list_level)
        return style, counted, outline if outline != 9 else None, deleted, runs_on

    def _number(self, node: etree._Element, counted: ListLevel) -> ListNumber | None:
        if node not in self._numbers:
            self._numbers[node] = self._lists.count(counted)
        return self._numbers[node]

    def _boxed(self, number: int) -> Iterator[Paragraph | TableGrid]:
        """What the text boxes hold that hang on the paragraph just read."""
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            for child in flat(box):
                if child.tag == _P:
                    read = self._paragraph(child, number)
                    yield Paragraph(
                        number,
                        read.style,
                        read.spans,
                        read.counted,
                        read.counted_as,
                        read.objects,
                        child,
                        read.list_number,
                        read.outline,
                        runs_on=read.runs_on,
                    )
                    yield from self._boxed(number)
                elif child.tag == _TBL:
                    yield from self._table_and_inner(child, None)

    def _table_and_inner(self, node: etree._Element, within: int | None) -> Iterator[TableGrid]:
        self._tables += 1
        number = self._tables
        inner: list[etree._Element] = []
        rows = tuple(self._rows(node, inner))
        grid = TableGrid(number, rows, within, partial(self._contents, rows, number))
        self._grids[node] = grid
        yield grid
        for table in inner:
            yield from self._table_and_inner(table, number)

    def _rows(
        self, table: etree._Element, inner: list[etree._Element]
    ) -> Iterator[tuple[GridCell, ...]]:
        """The rows of the grid; the tables found inside the cells are added to `inner`."""
        above: dict[tuple[int, int], GridCell] = {}
        rows = (row for row in flat(table) if row.tag == _TR)
        for row_number, row in enumerate(rows, start=1):
            column = 0
            properties = row.find(_ROW_PROPERTIES)
            if properties is not None:
                column = whole_number(properties.find(_GRID_BEFORE), 0)
                if any(properties.find(tag) is not None for tag in DELETIONS):
                    self._revised = True
                    continue
                if any(properties.find(tag) is not None for tag in INSERTIONS):
                    self._revised = True
            cells = self._cells(row, row_number, column, above, inner)
            above = {(cell.start, cell.stop): cell for cell in cells}
            yield tuple(cells)

    def _cells(
        self,
        row: etree._Element,
        row_number: int,
        column: int,
        above: Mapping[tuple[int, int], GridCell],
        inner: list[etree._Element],
    ) -> list[GridCell]:
        cells: list[GridCell] = []
        number = 0
        for node in flat(row):
            if node.tag != _TC:
                continue
            number += 1
            width, continues = 1, False
            properties = node.find(_CELL_PROPERTIES)
            if properties is not None:
                width = max(1, whole_number(properties.find(_GRID_SPAN), 1))
                continues = _continues(properties.find(_VERTICAL_MERGE))
                if properties.find(_CELL_DELETED) is not None:
                    self._revised = True
                    continue
                if cells and _continues(properties.find(_HORIZONTAL_MERGE)):
                    cells[-1] = _widened(cells[-1], width)
                    column += width
                    continue
            stop = column + width
            from_above = above.get((column, stop)) if continues else None
            cells.append(
                from_above
                if from_above is not None
                else self._cell(node, row_number, number, column, stop, inner)
            )
            column = stop
        return cells

    def _cell(
        self,
        node: etree._Element,
        row: int,
        number: int,
        start: int,
        stop: int,
        inner: list[etree._Element],
    ) -> GridCell:
        """The cell; its paragraphs are lines, line feeds at both ends are layout."""
        lines: list[str] = []
        objects: list[str] = []
        list_number: ListNumber | None = None
        for child in flat(node):
            if child.tag == _P:
                counted = self._list_of(child)
                if counted is not None:
                    found = self._number(child, counted)
                    list_number = list_number if lines else found
                spans, others = self._inline.read(child)
                lines.append("".join([span.text for span in spans]))
                objects.extend(others)
                if self._inline.hidden:
                    place = Location(row=row, cell=number, table=self._tables)
                    self._hidden.append(Remark(Oddity.HIDDEN, self._inline.hidden, place))
                if self._inline.boxes:
                    objects.extend(["文本框"] * len(self._inline.boxes))
                    self._inline.boxes = []
            elif child.tag == _TBL:
                inner.append(child)
                objects.append("表格")
                lines.append(self._only_text(child))
        text = lines[0] if len(lines) == 1 else "\n".join(lines).strip("\n")
        return GridCell(text, row, number, start, stop, node, tuple(objects), list_number)

    def _only_text(self, table: etree._Element) -> str:
        """The text of a table that has one cell only; empty for any other."""
        cells = list(table.iter(_TC))
        if len(cells) != 1:
            return ""
        read = [self._inline.read(child)[0] for child in flat(cells[0]) if child.tag == _P]
        return "\n".join("".join([span.text for span in spans]) for spans in read)

    def _list_of(self, node: etree._Element) -> ListLevel | None:
        """The list in which Word counts the paragraph of a cell."""
        properties = node.find(_PARAGRAPH_PROPERTIES)
        if properties is None:
            return self._styles.get(None, NO_STYLE).list_level
        reference = properties.find(_PARAGRAPH_STYLE)
        style = self._styles.get(reference.get(_VAL) if reference is not None else None, NO_STYLE)
        return list_level(properties, style.list_level)

    def _contents(self, rows: tuple[tuple[GridCell, ...], ...], number: int) -> Body:
        """What the cells hold, in order; a cell merged downwards once."""
        content: list[Paragraph | TableGrid] = []
        for cell in dict.fromkeys(cell for row in rows for cell in row):
            place = (number, cell.row, cell.number)
            paragraphs = 0
            for child in flat(cell.element) if cell.element is not None else ():
                if child.tag == _P:
                    paragraphs += 1
                    content.append(self._paragraph(child, paragraphs, place))
                    content.extend(self._boxed(paragraphs))
                elif child.tag == _TBL:
                    content.append(self._grids[child])
        return tuple(content)


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(_VAL, "continue") == "continue"


def _widened(cell: GridCell, by: int) -> GridCell:
    return GridCell(
        cell.text,
        cell.row,
        cell.number,
        cell.start,
        cell.stop + by,
        cell.element,
        cell.objects,
        cell.list_number,
    )


def _styles(package: Package, part: str | None) -> Mapping[str | None, Style]:
    if part is None:
        return {}
    _assert_modest(package, part)
    try:
        return style_sheet(package.parts[part])
    except BrokenXml as error:
        raise BrokenPackage(error.reason, part, error.line) from error


def _lists(package: Package, part: str | None) -> ListCounter:
    if part is None:
        return ListCounter(None)
    _assert_modest(package, part)
    try:
        return ListCounter(package.parts[part])
    except BrokenXml as error:
        raise BrokenPackage(error.reason, part, error.line) from error


def _assert_modest(package: Package, name: str) -> None:
    content = package.parts[name]
    if len(content) > LARGEST_PART or content.count(b"<") > 2 * MOST_ELEMENTS:
        raise BrokenPackage("内容过多，不像是一份年度报告", name)


def _parsed(package: Package, name: str) -> etree._Element:
    _assert_modest(package, name)
    try:
        return parse_xml(package.parts[name])
    except BrokenXml as error:
        raise BrokenPackage(error.reason, name, error.line) from error
