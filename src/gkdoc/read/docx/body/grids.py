"""The tables of a Word document as grids: rows, merged cells, and the text of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve
from lxml import etree

from gkdoc.findings import Location
from gkdoc.messages import _
from gkdoc.ooxml.markup import child_of, qualified
from gkdoc.read.document.body import BodyCell, ListNumber
from gkdoc.read.docx.body.counting import ListCounter
from gkdoc.read.docx.body.inline import Inline, described, flat
from gkdoc.read.docx.body.scanning import Scan
from gkdoc.read.docx.body.styles import DELETIONS, INSERTIONS, ParagraphFormats, whole_number

_P: Final = qualified("w:p")
_TBL: Final = qualified("w:tbl")
_TR: Final = qualified("w:tr")
_TC: Final = qualified("w:tc")
_VAL: Final = qualified("w:val")
_ROW_PROPERTIES: Final = qualified("w:trPr")
_GRID_BEFORE: Final = qualified("w:gridBefore")
_CELL_PROPERTIES: Final = qualified("w:tcPr")
_GRID_SPAN: Final = qualified("w:gridSpan")
_VERTICAL_MERGE: Final = qualified("w:vMerge")
_HORIZONTAL_MERGE: Final = qualified("w:hMerge")
_CELL_DELETED: Final = qualified("w:cellDel")

TELLING: Final = frozenset({_TBL})
"""What makes a cell more than a cell with words."""

PROPERTIES: Final[Mapping[str, str]] = {
    _GRID_BEFORE: _ROW_PROPERTIES,
    **dict.fromkeys(
        (_GRID_SPAN, _VERTICAL_MERGE, _HORIZONTAL_MERGE, _CELL_DELETED), _CELL_PROPERTIES
    ),
}
"""What places cells, and where it stands."""

_NOTHING: Final[Mapping[str, etree._Element]] = {}


class GridReader:
    """Reads the tables of one document."""

    def __init__(
        self, inline: Inline, formats: ParagraphFormats, lists: ListCounter, scan: Scan
    ) -> None:
        self._inline = inline
        self._scan = scan
        self._formats = formats
        self._lists = lists
        self._inner: list[etree._Element] = []

    def read(
        self, table: etree._Element, number: int
    ) -> tuple[tuple[tuple[BodyCell, ...], ...], list[etree._Element]]:
        """The rows of the grid of the table with this number, and the tables inside its cells."""
        self._inner = []
        return tuple(self._rows(table, number)), self._inner

    def _rows(self, table: etree._Element, number: int) -> Iterator[tuple[BodyCell, ...]]:
        above: dict[tuple[int, int], BodyCell] = {}
        rows = (row for row in flat(table) if row.tag == _TR)
        for row_number, row in enumerate(rows, start=1):
            column = whole_number(self._scan.properties.get(row, _NOTHING).get(_GRID_BEFORE), 0)
            if row in self._scan.peculiar and self._is_deleted(row):
                continue
            place = Location(table=number, row=row_number)
            cells = self._cells(row, place, column, above)
            above = {(cell.start, cell.stop): cell for cell in cells}
            yield tuple(cells)

    def _is_deleted(self, row: etree._Element) -> bool:
        """True if the row was taken out while revisions are tracked."""
        properties = child_of(row, _ROW_PROPERTIES)
        marks = {child.tag for child in properties} if properties is not None else set()
        if not marks.isdisjoint((*DELETIONS, *INSERTIONS)):
            self._inline.revised = True
        return not marks.isdisjoint(DELETIONS)

    def _cells(
        self,
        row: etree._Element,
        place: Location,
        column: int,
        above: Mapping[tuple[int, int], BodyCell],
    ) -> list[BodyCell]:
        cells: list[BodyCell] = []
        number = 0
        for node in flat(row) if row in self._scan.peculiar else row:
            if node.tag != _TC:
                continue
            number += 1
            width, continues = 1, False
            held = self._scan.properties.get(node)
            if held is not None:
                width = max(1, whole_number(held.get(_GRID_SPAN), 1))
                continues = _continues(held.get(_VERTICAL_MERGE))
                if _CELL_DELETED in held:
                    self._inline.revised = True
                    continue
                if cells and _continues(held.get(_HORIZONTAL_MERGE)):
                    cells[-1] = evolve(cells[-1], stop=cells[-1].stop + width)
                    column += width
                    continue
            stop = column + width
            from_above = above.get((column, stop)) if continues else None
            cells.append(from_above or self._cell(node, place, number, column, stop))
            column = stop
        return cells

    def _cell(
        self, node: etree._Element, place: Location, number: int, start: int, stop: int
    ) -> BodyCell:
        """The cell; its paragraphs are lines, line feeds at both ends are layout."""
        lines: list[str] = []
        objects: list[str] = []
        list_number: ListNumber | None = None
        for child in self._content(node):
            if child.tag == _TBL:
                self._inner.append(child)
                objects.append(_("表格"))
                lines.append(self._only_text(child))
                continue
            style = self._scan.styles.get(child)
            if child not in self._scan.peculiar:
                line = self._scan.words.get(child, "")
                counted = self._formats.by_style(style).counted
            else:
                line, others = self._line(child, evolve(place, cell=number))
                counted = self._formats.of(style, self._inline.properties).counted
                objects.extend(others)
            if counted is not None:
                found = self._lists.number_of(child, counted)
                list_number = list_number if lines else found
            lines.append(line)
        text = lines[0] if len(lines) == 1 else "\n".join(lines).strip("\n")
        row = place.row or 0
        return BodyCell(text, row, number, start, stop, node, tuple(objects), list_number)

    def _content(self, cell: etree._Element) -> Sequence[etree._Element]:
        """The paragraphs and tables in the cell."""
        if cell not in self._scan.peculiar:
            return self._scan.paragraphs.get(cell, ())
        return [child for child in flat(cell) if child.tag in {_P, _TBL}]

    def _line(self, paragraph: etree._Element, place: Location) -> tuple[str, list[str]]:
        """The words of a paragraph in a cell, and what it holds besides."""
        spans, objects = self._inline.read(paragraph)
        if self._inline.hidden:
            self._inline.note_hidden(place)
        boxes, self._inline.boxes = self._inline.boxes, []
        held = [*map(described, objects), *[_("文本框")] * len(boxes)]
        return "".join([span.text for span in spans]), held

    def _only_text(self, table: etree._Element) -> str:
        """The text of a table that has one cell only; empty for any other."""
        cells = list(table.iter(_TC))
        if len(cells) != 1:
            return ""
        return "\n".join([self._text(child) for child in flat(cells[0]) if child.tag == _P])

    def _text(self, paragraph: etree._Element) -> str:
        if paragraph not in self._scan.peculiar:
            return self._scan.words.get(paragraph, "")
        return "".join([span.text for span in self._inline.read(paragraph)[0]])


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(_VAL, "continue") == "continue"
