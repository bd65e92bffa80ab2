"""Statutory tables as Word tables whose figures are slots."""

from __future__ import annotations

from typing import Final

from gkdoc.layout.geometry import geometry, table_format
from gkdoc.layout.grid import Grid, GridCell, Role, lay_out
from gkdoc.layout.typography import StyleRoles, head_margin, label_margin
from gkdoc.messages import _
from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.tables import FigureSize, TableCell, table_xml
from gkdoc.spec import CellRef, TableSpec

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
