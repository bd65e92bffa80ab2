"""The workbook to fill in: what is written into it comes back, and it looks as the form prints."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, cast

import pytest
from attrs import evolve
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from gkdoc.formats.workbook import TableSheet, possible_sheets
from gkdoc.formats.workbook_words import field_places, prose_columns
from gkdoc.layout.grid import lay_out
from gkdoc.model import (
    Draft,
    OtherMatters,
    Report,
    SomeReport,
    TableValues,
    draft_of,
    empty_tables,
)
from gkdoc.read import read_bytes
from gkdoc.spec import Kind, newest
from gkdoc.tasks.new import new
from gkdoc.tasks.new.words import lines_of
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from gkdoc.write.xlsx.form import workbook
from tests.tools import strategies
from tests.tools.reports import small
from tests.tools.sheets import as_read, fill, saved

each_sheet = pytest.mark.parametrize(
    "own",
    [own for key in newest().tables for own in possible_sheets(key)],
    ids=lambda own: f"{own.spec.key}-{own.spec.edition}-{own.spec.shape[0]}",
)


def opened_form(draft: Draft) -> Workbook:
    """The workbook of the draft, as openpyxl sees it."""
    return load_workbook(io.BytesIO(workbook(draft)))


def written(report: SomeReport) -> SomeReport:
    """The report with its prose as a person writes it: as text, and never none at all."""
    sections: dict[str, Any] = {
        key: evolve(getattr(report, key), outline=parse("\n".join(lines_of(outline)) or "无。"))
        for key, outline in report.prose.items()
    }
    return evolve(report, **sections)


def form_of(report: Report) -> Draft:
    """An empty form with the tables that the report has."""
    tables = empty_tables(report.year) | {
        key: TableValues(table.values.spec, {}) for key, table in report.tables.items()
    }
    return Draft(tables=tables)


@settings(max_examples=25, deadline=None)
@given(strategies.whole_reports().map(written))
def test_what_is_filled_in_comes_back(report: Report) -> None:
    """An empty form, filled in cell by cell by another program, is the report again."""
    opened = opened_form(form_of(report))
    fill(opened, report)
    assert read_bytes(saved(opened), "xlsx").report == as_read(report)


@settings(max_examples=25, deadline=None)
@given(strategies.reports().map(written))
def test_a_report_written_as_a_workbook_comes_back(report: Report) -> None:
    """Whatever was read, misprints included, can be put into a workbook and is read as the same."""
    read = read_bytes(workbook(draft_of(report)), "xlsx", partial=True).report
    # A table without a figure was not seen.
    seen = {key: table for key, table in report.tables.items() if table.values.entered}
    unseen = {key: None for key in ("proactive", "applications", "remedies") if key not in seen}
    assert read == evolve(as_read(report), **unseen)  # type: ignore[arg-type]


@each_sheet
def test_the_table_is_laid_out_as_the_form_prints_it(own: TableSheet) -> None:
    """Every label stands where the grid has it, over the same rows and columns."""
    tables = {own.spec.key: TableValues(own.spec, {})}
    sheet = opened_form(Draft(tables=empty_tables(None) | tables))[own.name]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    texts = []
    for placed in own.placed:
        text = sheet.cell(placed.row + 1, placed.column + 1).value
        if placed.cell.ref is None:
            texts.append(text)
        if placed.merged:
            assert placed.merged in merged
    grid = lay_out(own.spec)
    assert texts == [cell.text for row in grid.rows for cell in row if cell.ref is None]


@each_sheet
def test_inputs_are_open_and_the_rest_is_locked(own: TableSheet) -> None:
    """Every figure but a total can be typed, a total is a formula, and labels are locked."""
    tables = {own.spec.key: TableValues(own.spec, {})}
    sheet = opened_form(Draft(tables=empty_tables(None) | tables))[own.name]
    assert sheet.protection.sheet
    totals = {total.total for total in own.spec.sums}
    for placed in own.placed:
        cell = cast("Cell", sheet.cell(placed.row + 1, placed.column + 1))
        is_input = placed.cell.ref is not None and placed.cell.ref not in totals
        assert cell.protection.locked is not is_input
        assert (cell.data_type == "f") == (placed.cell.ref in totals)


@each_sheet
def test_only_numbers_of_its_kind_can_be_typed(own: TableSheet) -> None:
    """Each input has a validation with a Chinese text, whole numbers where the form asks so."""
    tables = {own.spec.key: TableValues(own.spec, {})}
    sheet = opened_form(Draft(tables=empty_tables(None) | tables))[own.name]
    totals = {total.total for total in own.spec.sums}
    rules = {
        str(area): rule for rule in sheet.data_validations.dataValidation for area in rule.sqref
    }
    for ref, placed in own.figures.items():
        if ref in totals:
            continue
        rule = rules[own.reference(ref)]
        decimal = own.spec.cells[ref].kind is Kind.DECIMAL
        assert rule.type == ("decimal" if decimal else "whole")
        assert rule.errorStyle in (None, "stop")
        assert re.search("[一-鿿]", rule.error)
        assert placed.row > 0


def test_what_the_spec_says_about_a_row_is_a_comment_on_it() -> None:
    """The basis in the regulation and the meaning are read at the label."""
    opened = opened_form(new().draft)
    comments = {
        cell.value: cell.comment.text
        for sheet in opened
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.comment is not None
    }
    for spec in newest().tables.values():
        for block in spec.blocks:
            for leaf in (*block.row_leaves(), *block.column_leaves()):
                for words in filter(None, (leaf.basis, leaf.note)):
                    assert words in comments[leaf.label]


INJECTIONS = ("=1+1", "=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_becomes_a_formula(text: str) -> None:
    """Agency, title and prose that begin like a formula stay text, and stay it when edited."""
    report = evolve(
        small(agency=text),
        title=text,
        other_matters=OtherMatters((Block(text=text), Block(text=f"{text}。"))),
    )
    content = workbook(draft_of(report))
    found = [
        cell
        for sheet in load_workbook(io.BytesIO(content))
        for cells in sheet.iter_rows()
        for cell in cells
        if str(cell.value).startswith(text)
    ]
    assert len(found) == 4
    for cell in found:
        assert cell.data_type == "s"
        assert cell.number_format == "@"
        assert cell.hyperlink is None
    assert read_bytes(content, "xlsx").report == report


def test_a4_and_one_page_wide() -> None:
    """Every sheet prints on A4 without a column on a page of its own."""
    for sheet in opened_form(new().draft):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_draft_gives_the_same_bytes() -> None:
    """No clock and nothing of the machine is in the file."""
    draft = new("云川市财政局", 2025).draft
    content = workbook(draft)
    assert workbook(draft) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_every_field_and_section_has_a_place() -> None:
    """What stands around the tables is all there: nothing of a report but waivers needs YAML."""
    assert [place.address for place in field_places()] == [
        "agency", "year", "organ.kind", "organ.level", "title", "signature.agency",
        "signature.date",
    ]  # fmt: skip
    prose = [section.key for section in newest().sections if not section.table]
    assert list(prose_columns()) == ["introduction", *prose]


def test_a_paragraph_longer_than_a_cell_is_not_cut() -> None:
    """What a cell cannot hold is refused, not shortened."""
    report = evolve(small(), other_matters=OtherMatters((Block(text="字" * 32768),)))
    with pytest.raises(ValueError, match="32768"):
        workbook(draft_of(report))
