"""The workbook in the hands of a person: filled in, calculated and saved by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from attrs import evolve

import gkdoc
from gkdoc import InputError, api
from gkdoc.findings import Severity
from gkdoc.formats.workbook import TableSheet
from gkdoc.formats.workbook_words import AGENCY_SHEET, PROSE_SHEET, field_places, prose_columns
from gkdoc.model import NOT_ENTERED, CellValue, Report, completed, printed
from gkdoc.read import read_file
from gkdoc.spec import CellRef
from gkdoc.tasks.new import new
from gkdoc.text.outlines import render
from gkdoc.write.xlsx.form import workbook
from tests.tools import Office
from tests.tools.calc import Typist
from tests.tools.firing import example
from tests.tools.reports import small
from tests.tools.sheets import as_read

pytestmark = pytest.mark.slow

RED = [255, 199, 206]


def sheets(report: Report) -> Iterator[tuple[TableSheet, CellRef, CellValue]]:
    """Every figure of the report with its sheet."""
    for table in report.tables.values():
        own = TableSheet(table.values.spec)
        for ref, value in table.values:
            yield own, ref, value


def keystrokes(report: Report) -> Iterator[tuple[str, str, str]]:
    """What a person types who has the report before their eyes: figures, fields, paragraphs."""
    for own, ref, value in sheets(report):
        if ref not in own.sums and value is not NOT_ENTERED:
            yield own.name, own.reference(ref), printed(value)
    signature = report.signature
    fields = {
        "agency": report.agency,
        "year": str(report.year),
        "signature.agency": signature.agency if signature is not None else "",
        "signature.date": signature.date.isoformat() if signature is not None else "",
    }
    for place in field_places():
        if fields.get(place.address):
            yield AGENCY_SHEET, place.reference, fields[place.address]
    for section, outline in report.prose.items():
        _, column = prose_columns()[section]
        for number, line in enumerate(render(outline).split("\n")):
            yield PROSE_SHEET, f"{'ABCD'[column]}{number + 3}", line


def without_totals(report: Report) -> Report:
    """The report with every total left to be computed."""
    tables = {}
    for key, table in report.tables.items():
        sums = {total.total for total in table.values.spec.sums}
        entered = {ref: value for ref, value in table.values if ref not in sums}
        tables[key] = evolve(table, values=evolve(table.values, entered=entered))
    return report.with_tables(tables)


def test_a_form_filled_in_by_hand_is_the_report(typist: Typist, tmp_path: Path) -> None:
    """Typed cell by cell and saved by LibreOffice: the report, and its sums are ours."""
    report = without_totals(example("city-government-2024"))
    form, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    draft = new().draft
    form.write_bytes(workbook(evolve(draft, prose={}, organ=report.organ)))
    typed = typist.edit(form, saved, texts=list(keystrokes(report)))
    assert typed.refused == ()
    reading = read_file(saved)
    assert reading.report == as_read(report)
    assert reading.findings == ()
    for own, ref, _ in sheets(report):
        calculated = typed.at(own.name, own.reference(ref))
        ours = completed(report.tables[own.spec.key].values).at(ref)
        assert calculated == float(printed(ours)), str(ref)
    for own in {own.name: own for own, _, _ in sheets(report)}.values():
        for balance in own.balances:
            assert typed.values[own.name][balance.row][balance.column] == 0
    assert gkdoc.build(reading.report.whole(), verify=True).document is not None


def test_from_last_years_document_to_this_years(typist: Typist, tmp_path: Path) -> None:
    """Last year's Word file, the form made from it, a person's figures and words, a new report."""
    last = tmp_path / "上年.docx"
    gkdoc.build(example("city-government-2024"), force=True).save(last)
    begun = new(last=api.load(last, partial=True))
    form, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    form.write_bytes(workbook(begun.draft))
    with pytest.raises(InputError) as caught:
        read_file(form)
    assert {"GK118"} <= {problem.rule for problem in caught.value.problems}
    known = {ref for values in begun.draft.tables.values() for ref, _ in values.entered.items()}
    texts = [
        (own.name, own.reference(ref), "0")
        for own, ref, _ in sheets(example("city-government-2024"))
        if ref not in own.sums and ref not in known
    ]
    # What was carried in is carried out again, so that each column balances.
    own = TableSheet(begun.draft.tables["applications"].spec)
    for ref in known:
        out = own.reference(CellRef(ref.table, "carried_out", ref.column))
        texts = [each for each in texts if each[:2] != (own.name, out)]
        carried = begun.draft.tables["applications"].at(ref)
        texts.append((own.name, out, printed(carried)))
    for section, text in begun.draft.prose.items():
        _, column = prose_columns()[section]
        for number, line in enumerate(text.split("\n")):
            written = line.replace("【待写】", "本年各项工作照常进行。")
            if "【" in written:
                written = written[: written.index("【")] + "。"
            texts.append((PROSE_SHEET, f"{'ABCD'[column]}{number + 3}", written))
    date = next(place for place in field_places() if place.address == "signature.date")
    texts.append((AGENCY_SHEET, date.reference, "2026-03-20"))
    assert typist.edit(form, saved, texts=texts).refused == ()
    report = read_file(saved).report
    assert report.year == 2025
    found = api.check_report(report, previous=example("city-government-2024"))
    assert {finding.rule for finding in found} & {"GK301", "GK501", "GK502", "GK118"} == set()
    assert gkdoc.build(report.whole(), verify=True, force=True).document is not None


def test_what_is_locked_cannot_be_typed_over(typist: Typist, tmp_path: Path) -> None:
    """Labels, totals, titles and last year's words refuse; text that begins with = stays text."""
    form, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    form.write_bytes(workbook(new(last=small()).draft))
    locked = [
        *(("表三", cell) for cell in ("A1", "A7", "J7", "D30", "D32")),
        ("表二", "A6"),
        (AGENCY_SHEET, "A4"),
        (PROSE_SHEET, "A2"),
        ("上年文字", "B3"),
    ]
    typed = typist.edit(
        form,
        saved,
        texts=[
            *((sheet, cell, "1") for sheet, cell in locked),
            (AGENCY_SHEET, "B4", "=某局"),
            (PROSE_SHEET, "D3", "=1+1"),
        ],
    )
    assert typed.refused == tuple(f"{sheet}!{cell}" for sheet, cell in locked)
    assert typed.at(AGENCY_SHEET, "B4") == "=某局"
    assert typed.at(PROSE_SHEET, "D3") == "=1+1"


def test_a_row_that_was_really_inserted_is_found(typist: Typist, tmp_path: Path) -> None:
    """With the merged cells moved and the formulas adjusted, as only an office does it."""
    form, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    form.write_bytes(workbook(new("云川市财政局", 2025).draft))
    typist.edit(form, saved, inserted=[("表三", 12)])
    with pytest.raises(InputError) as caught:
        read_file(saved, partial=True)
    found = {problem.place: problem.message for problem in caught.value.problems}
    assert "却在 C13" in found["表三!C12"]


def test_a_sheet_that_was_renamed_is_found(typist: Typist, tmp_path: Path) -> None:
    """Known by its title, and said."""
    form, saved = tmp_path / "填报表.xlsx", tmp_path / "填好.xlsx"
    form.write_bytes(workbook(new("云川市财政局", 2025).draft))
    typist.edit(form, saved, texts=[("表三", "D7", "3")], renamed=[("表三", "申请")])
    reading = read_file(saved, partial=True)
    assert reading.report.applications is not None
    assert reading.report.applications.values["received", "natural_person"] == 3
    assert [each.severity for each in reading.findings] == [Severity.WARNING]


def test_what_does_not_hold_turns_red(typist: Typist, office: Office, tmp_path: Path) -> None:
    """On paper as on the screen: nothing is red while all holds, the column that does not is."""
    form = tmp_path / "填报表.xlsx"
    form.write_bytes(workbook(new("云川市财政局", 2025).draft))
    sound, broken = tmp_path / "平.xlsx", tmp_path / "不平.xlsx"
    typist.edit(form, sound, texts=[("表三", "D7", "3"), ("表三", "D31", "0"), ("表三", "D9", "3")])
    typist.edit(form, broken, texts=[("表三", "D7", "3"), ("表三", "D9", "2")])
    red = [_red_columns(pdf) for pdf in office.pdf(sound, broken, into=tmp_path / "pdf")]
    # The column itself, and with it that of the totals.
    assert [len(columns) for columns in red] == [0, 2]


def _red_columns(pdf: Path) -> set[int]:
    """Where on the page columns begin that have a red cell in them."""
    with pdfplumber.open(pdf) as opened:
        return {
            round(rect["x0"])
            for page in opened.pages
            for rect in page.rects
            if rect["non_stroking_color"] is not None
            and [round(part * 255) for part in rect["non_stroking_color"]] == RED
        }
