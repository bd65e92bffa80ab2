"""Tables with merged cells: which cell starts where, written as Word writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from attrs import frozen

from gkdoc.ooxml.elements import NO_LENGTH, HalfPoints, Twips, element

CELL_MARGIN: Final = Twips(20)
"""Margin at either side of a cell: a point, as narrow columns need."""

_LOOKS: Final = ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")


@frozen
class FigureSize:
    """How a cell is set smaller than its style: characters, line pitch, margin at either side.

    `spacing` is added to the width of each character.
    """

    size: HalfPoints
    line: Twips
    cell_margin: Twips
    spacing: Twips = NO_LENGTH


@frozen
class TableCell:
    """A cell and the grid that it covers, from its upper left corner.

    `content` is markup already: escaped text, or a template's tag; `runs`, where there are any, are
    whole w:r in its place. `style` is the id of a paragraph style, `bookmark` the name of a
    bookmark around the content. `size` is None where the style
    decides, `margin` (at either side) where `size` or else the table does.
    """

    content: str
    style: str
    columns: int = 1
    rows: int = 1
    bookmark: str | None = None
    size: FigureSize | None = None
    margin: Twips | None = None
    runs: str = ""


@frozen
class TableFormat:
    """The format of a table as a whole.

    `row_height` is the least height of a row; `row_heights`, where it is not empty, states that of
    each row instead. The first `header_rows` rows are repeated on every page. `style` is
    the id of a table style: it draws the borders. `caption` and `description` are read aloud by
    screen readers.
    """

    widths: tuple[Twips, ...]
    row_height: Twips
    style: str
    caption: str
    description: str
    row_heights: tuple[Twips, ...] = ()
    header_rows: int = 0


@frozen
class _Placed:
    """A cell where it starts (`first`), or the part of it in a row further down."""

    cell: TableCell
    column: int
    first: bool


def table_xml(
    rows: Sequence[Sequence[TableCell]], table_format: TableFormat, first_bookmark_id: int
) -> str:
    """The `w:tbl`; ValueError if the cells do not tile the grid of `table_format`.

    `rows[i]` lists the cells that start in row i, from left to right. Bookmarks are numbered from
    `first_bookmark_id` upwards, in reading order.
    """
    heights = table_format.row_heights or (table_format.row_height,) * len(rows)
    if len(heights) != len(rows):
        raise ValueError(f"{len(heights)} row heights for {len(rows)} rows")
    bookmark_ids = count(first_bookmark_id)
    return element(
        "tbl",
        _table_properties(table_format),
        element("tblGrid", *(element("gridCol", w=width) for width in table_format.widths)),
        *(
            element(
                "tr",
                element(
                    "trPr",
                    element("cantSplit"),
                    element("trHeight", val=heights[index], hRule="atLeast"),
                    element("tblHeader") if index < table_format.header_rows else "",
                    element("jc", val="center"),
                ),
                *(
                    _cell_xml(
                        tile,
                        table_format.widths,
                        # A table starts on a new page rather than break, if a page can hold it.
                        keep_next=index < len(rows) - 1,
                        bookmark_ids=bookmark_ids,
                    )
                    for tile in placed
                ),
            )
            for index, placed in enumerate(_tiles(rows, len(table_format.widths)))
        ),
    )


def _tiles(rows: Sequence[Sequence[TableCell]], width: int) -> Iterator[list[_Placed]]:
    """Each row as Word wants it: a cell for every stretch of the grid, merged ones repeated."""
    # For each column that a cell from above still covers: that cell and how many rows are left.
    open_cells: dict[int, tuple[TableCell, int]] = {}
    for index, starting in enumerate(rows):
        waiting = iter(starting)
        placed: list[_Placed] = []
        column = 0
        while column < width:
            if from_above := open_cells.pop(column, None):
                cell, remaining = from_above
            else:
                try:
                    cell = next(waiting)
                except StopIteration:
                    raise ValueError(f"row {index}: no cell starts in column {column}") from None
                remaining = cell.rows
            covered = range(column, column + cell.columns)
            if cell.columns < 1 or cell.rows < 1 or covered.stop > width:
                raise ValueError(f"row {index}: a cell of {cell.columns} columns in {column}")
            if not open_cells.keys().isdisjoint(covered):
                raise ValueError(f"row {index}: the cell in column {column} meets a merged one")
            placed.append(_Placed(cell, column, first=from_above is None))
            if remaining > 1:
                open_cells[column] = (cell, remaining - 1)
            column = covered.stop
        if next(waiting, None) is not None:
            raise ValueError(f"row {index}: more cells than the grid has room for")
        yield placed
    if open_cells:
        raise ValueError(f"cells in columns {sorted(open_cells)} reach below the last row")


def _table_properties(table_format: TableFormat) -> str:
    # CT_TblPr, in the order of the schema. w:jc keeps the table in place whether Word takes
    # w:tblInd from the border (mode 15) or from the text (mode 14). No borders: the style's own.
    return element(
        "tblPr",
        element("tblStyle", val=table_format.style),
        element("tblW", w=sum(table_format.widths), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
        _margins("tblCellMar", CELL_MARGIN),
        element("tblLook", val="0000", **dict.fromkeys(_LOOKS, 0)),
        element("tblCaption", val=table_format.caption),
        element("tblDescription", val=table_format.description),
    )


def _cell_xml(
    placed: _Placed, widths: Sequence[Twips], *, keep_next: bool, bookmark_ids: Iterator[int]
) -> str:
    cell = placed.cell
    size = cell.size
    margin = cell.margin if cell.margin is not None or size is None else size.cell_margin
    width = sum(widths[placed.column : placed.column + cell.columns])
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=cell.columns) if cell.columns > 1 else "",
        element("vMerge", val="restart" if placed.first else "continue") if cell.rows > 1 else "",
        _margins("tcMar", margin) if margin is not None else "",
        element("vAlign", val="center"),
    )
    paragraph = element(
        "pPr",
        element("pStyle", val=cell.style),
        element("keepNext") if keep_next else "",
        element("spacing", line=size.line, lineRule="exact") if size else "",
    )
    content = _content_xml(cell, bookmark_ids) if placed.first else ""
    return element("tc", properties, element("p", paragraph, content))


def _content_xml(cell: TableCell, bookmark_ids: Iterator[int]) -> str:
    if cell.runs:
        return cell.runs
    # Always a run, also around nothing: a comment needs one to hold on to.
    size = cell.size
    run = element(
        "r",
        element(
            "rPr",
            element("rFonts", hint="eastAsia"),
            element("spacing", val=size.spacing) if size and size.spacing else "",
            element("sz", val=size.size) + element("szCs", val=size.size) if size else "",
        ),
        element("t", cell.content, **{"xml:space": "preserve"}),
    )
    if cell.bookmark is None:
        return run
    number = next(bookmark_ids)
    start = element("bookmarkStart", id=number, name=cell.bookmark)
    return start + run + element("bookmarkEnd", id=number)


def _margins(tag: str, margin: Twips) -> str:
    sides = {"top": NO_LENGTH, "left": margin, "bottom": NO_LENGTH, "right": margin}
    return element(tag, *(element(side, w=width, type="dxa") for side, width in sides.items()))
