"""Statutory tables as an office draws them in Word: with python-docx, not with our writer."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document
from docx.table import Table

from gkdoc.layout.grid import lay_out
from gkdoc.spec import CellRef, TableSpec


def draw(document: Document, spec: TableSpec, values: Mapping[CellRef, str]) -> Table:
    """The table at the end of the document, its cells merged as the form has them."""
    height, width = spec.shape
    drawing: Table = document.add_table(height, width)
    free = {(row, column) for row in range(height) for column in range(width)}
    for row, cells in enumerate(lay_out(spec).rows):
        for cell in cells:
            column = min(place[1] for place in free if place[0] == row)
            corner = (row + cell.rows - 1, column + cell.columns - 1)
            merged = drawing.cell(row, column).merge(drawing.cell(*corner))
            merged.text = values[cell.ref] if cell.ref is not None else cell.text
            free -= {
                (covered, across)
                for covered in range(row, corner[0] + 1)
                for across in range(column, corner[1] + 1)
            }
    return drawing
