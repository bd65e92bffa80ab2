"""Tables as Word tables: the statutory ones, whose figures are slots, and those of the prose."""

from __future__ import annotations

from typing import Final

from gkdoc.layout.geometry import PLAIN_ROW, geometry, plain_widths, table_format
from gkdoc.layout.grid import Grid, GridCell, Role, lay_out
from gkdoc.layout.typography import LABEL_MARGIN, StyleRoles, head_margin, label_margin
from gkdoc.messages import _
from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.runs import runs_xml
from gkdoc.ooxml.tables import FigureSize, TableCell, TableFormat, table_xml
from gkdoc.spec import CellRef, TableSpec
from gkdoc.text.blocks import PlainTable
from gkdoc.text.links import shown
from gkdoc.write.docx.beside import Attached

BOOKMARK_PREFIX: Final = "_gk_"
"""Begins the name of the bookmark around each figure; Word hides names that begin with a stroke."""


def table_fragment(
    spec: TableSpec, styles: StyleRoles, size: FigureSize | None, first_bookmark_id: int | None
) -> str:
    """The table of the form `spec` as markup, with a slot for each figure.

    `size` is how figures are set where it is not as their style says. Each figure has a bookmark,
    numbered from `first_bookmark_id` on; None leaves the bookmarks out.
    """
    grid = lay_out(spec)
    marked = first_bookmark_id is not None
    widths = geometry(spec).widths
    cells = [
        [
            _figure(grid, cell, cell.ref, styles, size, marked=marked)
            if cell.ref is not None
            else _label(grid, cell, styles, sum(widths[column : column + cell.columns]))
            for column, cell in row
        ]
        for row in grid.placed()
    ]
    return table_xml(
        cells,
        table_format(
            spec,
            style=styles.table,
            caption=spec.title,
            description=_(
                "{document}（{notice}）", document=spec.source.document, notice=spec.source.notice
            ),
        ),
        first_bookmark_id or 0,
    )


def plain_table(table: PlainTable, styles: StyleRoles, attached: Attached) -> str:
    """A table of the prose as markup: as wide as the text, ruled as the statutory ones are.

    Its head is repeated on each page. What its links lead to is added to `attached`.
    """
    lines = (table.head, *table.rows)
    looks = (styles.table_head, *[styles.table_label] * len(table.rows))
    seen = [[shown(text) for text in line] for line in lines]
    cells = [
        [_words(text, style, attached) for text in line]
        for line, style in zip(lines, looks, strict=True)
    ]
    return table_xml(
        cells,
        TableFormat(
            widths=plain_widths(seen, attached.width),
            row_height=PLAIN_ROW,
            style=styles.plain_table,
            caption=shown(table.caption or "、".join(table.head)),
            description="",
            header_rows=1,
        ),
        0,
    )


def _words(text: str, style: str, attached: Attached) -> TableCell:
    return TableCell("", style, runs=runs_xml(attached.runs(text)), margin=LABEL_MARGIN)


def _figure(
    grid: Grid,
    cell: GridCell,
    ref: CellRef,
    styles: StyleRoles,
    size: FigureSize | None,
    *,
    marked: bool,
) -> TableCell:
    return TableCell(
        content=f"{{{{ {ref} }}}}",
        style=styles.table_figure,
        columns=cell.columns,
        rows=cell.rows,
        bookmark=BOOKMARK_PREFIX + grid.spec.cells[ref].code if marked else None,
        size=size,
    )


def _label(grid: Grid, cell: GridCell, styles: StyleRoles, width: int) -> TableCell:
    return TableCell(
        content=text_markup(cell.text),
        style=_label_style(grid, cell.role, styles),
        columns=cell.columns,
        rows=cell.rows,
        margin=head_margin(cell.text, width) if cell.role is Role.HEAD else label_margin(width),
    )


def _label_style(grid: Grid, role: Role, styles: StyleRoles) -> str:
    """As the form prints it: titles and nested labels left, heads and single labels centred."""
    if role is Role.NOTE:
        return styles.table_note
    if role is Role.HEAD or (role is Role.LABEL and grid.spec.label_columns == 1):
        return styles.table_head
    return styles.table_label
