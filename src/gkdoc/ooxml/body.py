"""The body of a Word document as paragraphs and table grids, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import define, field, frozen
from lxml import etree

from gkdoc.ooxml.markup import BrokenXml, parse_xml, qualified
from gkdoc.ooxml.numbering import NO_LIST, ListLevel
from gkdoc.ooxml.package import BrokenPackage, Package, main_document, relationships

_P: Final = qualified("w:p")
_R: Final = qualified("w:r")
_T: Final = qualified("w:t")
_TBL: Final = qualified("w:tbl")
_TR: Final = qualified("w:tr")
_TC: Final = qualified("w:tc")
_VAL: Final = qualified("w:val")
_TYPE: Final = qualified("w:type")
_ROW_PROPERTIES: Final = qualified("w:trPr")
_GRID_BEFORE: Final = qualified("w:gridBefore")
_CELL_PROPERTIES: Final = qualified("w:tcPr")
_GRID_SPAN: Final = qualified("w:gridSpan")
_VERTICAL_MERGE: Final = qualified("w:vMerge")
_BREAK: Final = qualified("w:br")
_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_PARAGRAPH_STYLE: Final = qualified("w:pStyle")
_RUN_STYLE: Final = qualified("w:rStyle")
_LIST: Final = qualified("w:numPr")
_ALTERNATE: Final = qualified("mc:AlternateContent")
_CHOICE: Final = qualified("mc:Choice")

# What these hold is read as if it stood in their place; text that a revision inserted is there,
# text that it deleted (w:del, w:moveFrom) is not.
_WRAPPERS: Final = frozenset(
    qualified(f"w:{name}")
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "ins",
        "moveTo",
        "dir",
        "bdo",
    )
)
SIGNS: Final[Mapping[str, str]] = {
    qualified("w:tab"): "\t",
    qualified("w:cr"): "\n",
    qualified("w:noBreakHyphen"): "\u2011",
}
"""What stands in a run for a sign of the text."""

_OBJECTS: Final[Mapping[str, str]] = {
    qualified("w:drawing"): "图片或图表",
    qualified("w:pict"): "图片",
    qualified("w:object"): "嵌入对象",
}
LAYOUT_BREAKS: Final = frozenset({"page", "column"})
"""Types of w:br that are layout and not a sign of the text."""


@frozen
class Span:
    """A stretch of text; `style` is the name of its character style, empty if it has none.

    `run` is the w:r that holds it, None for text that comes from no Word file.
    """

    text: str
    style: str
    run: etree._Element | None = field(default=None, eq=False, repr=False)


@define(slots=False, frozen=True)
class Paragraph:
    """A paragraph of the body.

    `number` counts from 1 over the body, tables left out. `style` is the name of its style.
    `counted` is True if Word numbers it, `counted_as` the level of the headings that Word counts in
    the same list, None if there are none. `objects` says what it holds besides text. `element` is
    its w:p, None for one that comes from no Word file.
    """

    number: int
    style: str
    spans: tuple[Span, ...]
    counted: bool = False
    counted_as: int | None = None
    objects: tuple[str, ...] = ()
    element: etree._Element | None = field(default=None, eq=False, repr=False)

    @cached_property
    def text(self) -> str:
        """All text of the paragraph."""
        return "".join(span.text for span in self.spans)


@frozen
class GridCell:
    """A cell of a table and the columns of the grid it covers: from `start` up to before `stop`.

    `row` and `number` are its place as Word counts: the row, and the cell within the row, from 1.
    `element` is its w:tc, None for one that comes from no Word file.
    """

    text: str
    row: int
    number: int
    start: int
    stop: int
    element: etree._Element | None = field(default=None, eq=False, repr=False)


@frozen
class TableGrid:
    """A table of the body; `number` counts the tables from 1.

    `rows` holds for each row the cells that cover it, from left to right. A cell merged downwards
    stands, as the same object, in each row that it covers.
    """

    number: int
    rows: tuple[tuple[GridCell, ...], ...]


Body: TypeAlias = tuple[Paragraph | TableGrid, ...]
"""What the body holds, in order; a table inside a table stands behind it."""


@frozen
class _Style:
    """The name of a style, and the list in which Word counts its paragraphs; None if in none."""

    name: str
    list_level: ListLevel | None


_NO_STYLE: Final = _Style("", None)
_HEADING: Final = re.compile("heading ([1-9])", re.IGNORECASE)


def read_body(package: Package) -> Body:
    """The body of the document; BrokenPackage if there is none."""
    name = main_document(package)
    root = _parsed(package, name)
    body = root.find(qualified("w:body"))
    if body is None:
        raise BrokenPackage("主文档中没有正文，不是 Word 文档", name)
    return _Walk(_styles(package, name)).body(body)


class _Walk:
    """One passage through a body, counting what it meets."""

    def __init__(self, styles: Mapping[str | None, _Style]) -> None:
        self._styles = styles
        self._headings = {
            style.list_level: int(found[1])
            for style in styles.values()
            if style.list_level is not None and (found := _HEADING.fullmatch(style.name))
        }
        self._paragraphs = 0
        self._tables = 0

    def body(self, parent: etree._Element) -> Body:
        content: list[Paragraph | TableGrid] = []
        for child in _flat(parent):
            if child.tag == _P:
                self._paragraphs += 1
                content.append(self._paragraph(child, self._paragraphs))
            elif child.tag == _TBL:
                content.extend(self._table_and_inner(child))
        return tuple(content)

    def _paragraph(self, node: etree._Element, number: int) -> Paragraph:
        style = self._style(_property(node, _PARAGRAPH_PROPERTIES, _PARAGRAPH_STYLE))
        spans: list[Span] = []
        objects: list[str] = []
        for run in _flat(node):
            if run.tag == _R:
                text = _text_of_run(run, objects)
                if text:
                    reference = _property(run, _RUN_PROPERTIES, _RUN_STYLE)
                    name = self._style(reference).name if reference is not None else ""
                    spans.append(Span(text, name, run))
        counted = _list_level(node.find(_PARAGRAPH_PROPERTIES), style.list_level)
        return Paragraph(
            number=number,
            style=style.name,
            spans=tuple(spans),
            counted=counted is not None,
            counted_as=self._headings.get(counted) if counted is not None else None,
            objects=tuple(objects),
            element=node,
        )

    def _style(self, reference: etree._Element | None) -> _Style:
        identifier = reference.get(_VAL) if reference is not None else None
        return self._styles.get(identifier, _NO_STYLE)

    def _table_and_inner(self, node: etree._Element) -> Iterator[TableGrid]:
        self._tables += 1
        number = self._tables
        inner: list[etree._Element] = []
        yield TableGrid(number, tuple(_rows(node, inner)))
        for table in inner:
            yield from self._table_and_inner(table)


def _rows(table: etree._Element, inner: list[etree._Element]) -> Iterator[tuple[GridCell, ...]]:
    """The rows of the grid; the tables found inside the cells are added to `inner`."""
    above: Mapping[tuple[int, int], GridCell] = {}
    rows = (row for row in _flat(table) if row.tag == _TR)
    for row_number, row in enumerate(rows, start=1):
        column = _whole_number(_property(row, _ROW_PROPERTIES, _GRID_BEFORE), 0)
        cells: list[GridCell] = []
        nodes = (cell for cell in _flat(row) if cell.tag == _TC)
        for number, node in enumerate(nodes, start=1):
            span = _property(node, _CELL_PROPERTIES, _GRID_SPAN)
            merge = _property(node, _CELL_PROPERTIES, _VERTICAL_MERGE)
            stop = column + max(1, _whole_number(span, 1))
            from_above = above.get((column, stop))
            continues = merge is not None and merge.get(_VAL, "continue") == "continue"
            if continues and from_above is not None:
                cells.append(from_above)
            else:
                text = _text_of_cell(node, inner)
                cells.append(GridCell(text, row_number, number, column, stop, node))
            column = stop
        above = {(cell.start, cell.stop): cell for cell in cells}
        yield tuple(cells)


def _text_of_cell(cell: etree._Element, inner: list[etree._Element]) -> str:
    """The text of the cell's paragraphs, one a line; line feeds at both ends are layout."""
    lines: list[str] = []
    for child in _flat(cell):
        if child.tag == _P:
            runs = (run for run in _flat(child) if run.tag == _R)
            lines.append("".join(_text_of_run(run, []) for run in runs))
        elif child.tag == _TBL:
            inner.append(child)
    return "\n".join(lines).strip("\n") if len(lines) > 1 else "".join(lines)


def _text_of_run(run: etree._Element, objects: list[str]) -> str:
    """The text of the run; what it holds besides is added to `objects`."""
    text = ""
    for child in _flat(run):
        tag = child.tag
        if tag == _T:
            text += child.text or ""
        elif tag == _BREAK:
            text += "" if child.get(_TYPE) in LAYOUT_BREAKS else "\n"
        elif tag in SIGNS:
            text += SIGNS[tag]
        elif tag in _OBJECTS:
            objects.append(_OBJECTS[tag])
    return text


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, with those of wrappers in the place of the wrapper."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _flat(child)
        elif child.tag == _ALTERNATE:
            # Fallback says the same again for older programs.
            choice = child.find(_CHOICE)
            if choice is not None:
                yield from _flat(choice)
        else:
            yield child


def _styles(package: Package, document: str) -> Mapping[str | None, _Style]:
    """The styles by their id; under None the one of paragraphs that name none."""
    part = next(
        (found.target for found in relationships(package, document) if found.kind == "styles"), None
    )
    if part is None or part not in package.parts:
        return {}
    nodes = {
        node.get(qualified("w:styleId")): node
        for node in _parsed(package, part).iterfind(qualified("w:style"))
    }
    styles: dict[str | None, _Style] = {}
    for identifier, node in nodes.items():
        name = node.find(qualified("w:name"))
        styles[identifier] = _Style(
            name.get(_VAL, "") if name is not None else "", _inherited_level(node, nodes)
        )
        if (node.get(qualified("w:default")), node.get(_TYPE)) == ("1", "paragraph"):
            styles[None] = styles[identifier]
    return styles


def _inherited_level(
    style: etree._Element, styles: Mapping[str | None, etree._Element]
) -> ListLevel | None:
    """The list in which Word counts the paragraphs of a style, from the styles below it too."""
    seen: set[str | None] = set()
    current: etree._Element | None = style
    while current is not None:
        properties = current.find(_PARAGRAPH_PROPERTIES)
        if properties is not None and properties.find(_LIST) is not None:
            return _list_level(properties, None)
        based_on = current.find(qualified("w:basedOn"))
        parent = based_on.get(_VAL) if based_on is not None else None
        current = styles.get(parent) if parent not in seen else None
        seen.add(parent)
    return None


def _list_level(properties: etree._Element | None, inherited: ListLevel | None) -> ListLevel | None:
    numbering = properties.find(_LIST) if properties is not None else None
    if numbering is None:
        return inherited
    own = inherited or NO_LIST
    found = ListLevel(
        _whole_number(numbering.find(qualified("w:numId")), own.list_id),
        _whole_number(numbering.find(qualified("w:ilvl")), own.level),
    )
    # List 0 is Word's way to say: no list, whatever the style says.
    return found if found.list_id != NO_LIST.list_id else None


def _property(node: etree._Element, group: str, tag: str) -> etree._Element | None:
    """The property `tag` in the properties `group` of the element; None if it has none."""
    properties = node.find(group)
    return properties.find(tag) if properties is not None else None


def _whole_number(node: etree._Element | None, default: int) -> int:
    """The number that the element states; `default` where there is no element or no number."""
    value = node.get(_VAL, "") if node is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default


def _parsed(package: Package, name: str) -> etree._Element:
    try:
        return parse_xml(package.parts[name])
    except BrokenXml as error:
        raise BrokenPackage(error.reason, name, error.line) from error
