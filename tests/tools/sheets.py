"""A person's hands on a workbook, by openpyxl: find cells by what is printed, write, take apart."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

from attrs import evolve
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from gkdoc.formats.workbook import BLANK_WORD, TableSheet, stored_number
from gkdoc.formats.workbook_words import (
    AGENCY_SHEET,
    INPUT_COLUMN,
    PROSE_SHEET,
    TEXT_ROW,
    field_places,
    prose_columns,
)
from gkdoc.model import BLANK, NOT_ENTERED, CellValue, Organ, Report, Text, printed
from gkdoc.spec import CellRef
from gkdoc.text.outlines import render

Edit = Callable[[Workbook], None]


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook after these edits, saved by openpyxl."""
    opened = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(opened)
    return saved(opened)


def saved(opened: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def put(sheet: str, reference: str, value: object) -> Edit:
    """An edit that writes `value` into a cell; a text that begins with = is a formula."""

    def edit(opened: Workbook) -> None:
        opened[sheet][reference].value = cast("Any", value)

    return edit


def cell_of(sheet: Worksheet, row_label: str, column_label: str) -> Cell:
    """The cell at the right of one printed label and below another, as a person finds it."""
    rows = [cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == row_label]
    columns = [
        cell.column for cells in sheet.iter_rows() for cell in cells if cell.value == column_label
    ]
    (row,), column = rows, columns[0]
    return cast("Cell", sheet.cell(row, column))


def fill(opened: Workbook, report: Report) -> None:
    """Write all of a report into the input cells of an empty form; totals where it has any."""
    for key, table in report.tables.items():
        own = TableSheet(table.values.spec)
        for ref, value in table.values:
            if value is not NOT_ENTERED:
                _write(opened[own.name][own.reference(ref)], value)
        assert key == own.spec.key
    agency = opened[AGENCY_SHEET]
    for place in field_places():
        field = _fields(report)[place.address]
        if field is not None:
            shown = place.choices.get(str(field), field)
            _write(agency.cell(place.row + 1, INPUT_COLUMN + 1), shown)
    for section, outline in report.prose.items():
        _, column = prose_columns()[section]
        for number, line in enumerate(render(outline).split("\n")):
            _write(opened[PROSE_SHEET].cell(TEXT_ROW + 1 + number, column + 1), line)


def _fields(report: Report) -> Mapping[str, object]:
    organ = report.organ or Organ()
    signature = report.signature
    return {
        "agency": report.agency,
        "year": report.year,
        "organ.kind": organ.kind,
        "organ.level": organ.level,
        "title": report.title,
        "signature.agency": signature.agency if signature is not None else None,
        "signature.date": signature.date if signature is not None else None,
    }


def _write(cell: Any, value: Any) -> None:  # noqa: ANN401 - openpyxl's cells take anything
    """A value as a program stores it: text stays text, whatever it begins with."""
    match value:
        case int() | Decimal():
            number = stored_number(value)
            cell.value = number if number is not None else printed(value)
        case _ if value is BLANK:
            cell.value = BLANK_WORD
        case str():
            cell.value = value
            cell.data_type = "s"
        case _ if hasattr(value, "text"):
            cell.value = value.text
            cell.data_type = "s"
        case _:
            cell.value = value


def as_read(report: Report) -> Report:
    """The report as a workbook can say it.

    No waivers, no organ of which nothing is said, no white space around what a cell shows.
    """
    organ = report.organ if report.organ != Organ() else None
    tables = {
        key: evolve(table, values=evolve(table.values, entered=_trimmed(table.values.entered)))
        for key, table in report.tables.items()
    }
    return evolve(report, organ=organ, waivers=(), rollup=None, **tables)  # type: ignore[arg-type]


def _trimmed(entered: Mapping[CellRef, CellValue]) -> dict[CellRef, CellValue]:
    return {
        ref: Text(value.text.strip()) if isinstance(value, Text) else value
        for ref, value in entered.items()
    }
