"""What people do to a workbook: each thing has its message, with sheet and cell."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

import gkdoc
from gkdoc import InputError, api
from gkdoc.findings import Location, Severity
from gkdoc.formats.workbook import TableSheet
from gkdoc.formats.workbook_words import AGENCY_SHEET, PROSE_SHEET
from gkdoc.model import NOT_ENTERED, Draft, SeenReport, TableValues, draft_of, empty_tables
from gkdoc.read import read_bytes, read_file
from gkdoc.spec import CellRef, newest, table
from gkdoc.tasks.new import new
from gkdoc.text.marks import MARK
from gkdoc.write.xlsx.form import workbook
from tests.tools.places import ROOT
from tests.tools.reports import small
from tests.tools.sheets import Edit, edited, fill, put, saved

SPEC = table("applications", "2021")
OWN = TableSheet(SPEC)
RECEIVED = CellRef("applications", "received", "natural_person")
TOTAL = CellRef("applications", "received", "total")


def at(ref: CellRef) -> str:
    """The cell of a figure of table three: D7."""
    return OWN.reference(ref)


@pytest.fixture(scope="module")
def filled() -> bytes:
    """A form filled in, its totals left to their formulas."""
    report = small(value=0)
    values = {key: own.values for key, own in report.tables.items()}
    kept = {
        key: TableValues(
            each.spec,
            {
                ref: value
                for ref, value in each
                if ref not in {total.total for total in each.spec.sums}
            },
        )
        for key, each in values.items()
    }
    opened = load_workbook(io.BytesIO(workbook(Draft(tables=empty_tables(report.year)))))
    tables = {key: evolve(own, values=kept[key]) for key, own in report.tables.items()}
    fill(opened, report.with_tables(tables))
    return saved(opened)


def problems(content: bytes) -> dict[str, str]:
    """What is wrong with a workbook that a report is to be built from, by its cell."""
    with pytest.raises(InputError) as caught:
        read_bytes(content, "xlsx", source="填报表.xlsx")
    assert str(caught.value).startswith("填报表.xlsx：")
    return {problem.place: problem.message for problem in caught.value.problems}


def observations(content: bytes) -> dict[str, tuple[Severity, str]]:
    """What is said about a workbook that can be read, by its cell."""
    found = read_bytes(content, "xlsx", partial=True).findings
    assert {finding.rule for finding in found} <= {"GK119"}
    return {
        "!".join(filter(None, (place.sheet, place.reference))): (finding.severity, finding.message)
        for finding in found
        if (place := finding.location) is not None
    }


def test_an_intact_total_was_not_entered(filled: bytes) -> None:
    """Its formula is seen, the figure computed again: nothing that a program cached is believed."""
    reading = read_bytes(filled, "xlsx")
    assert reading.findings == ()
    assert reading.report.applications is not None
    assert reading.report.applications.values.at(TOTAL) is NOT_ENTERED
    assert gkdoc.build(reading.report.whole(), verify=True, force=True).document is not None


INPUTS: dict[str, tuple[object, str]] = {
    "words": ("五件", "不是数字"),
    "a unit": ("5件", "应写成 5"),
    "full width": ("５", "应写成 5"),
    "grouped": ("1,205", "应写成 1205"),
    "zeros before": ("007", "应写成 7"),
    "decimals": (2.5, "应是整数"),
    "negative": (-3, "不能是负数"),
    "a formula": ("=2+3", "公式 =2+3"),
    "a truth value": (True, "逻辑值 TRUE"),
    "a date": (datetime.datetime(2024, 3, 5), "日期 2024-03-05"),  # noqa: DTZ001 - Excel has no zones
    "a time": (datetime.time(12, 30), "时间 12:30:00"),
    "an error": ("#REF!", "错误值 #REF!"),
    "a mark": (MARK, "还没有写"),
    "nothing": (None, "缺少：自然人"),
    "white space": ("  ", "缺少：自然人"),
}


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_no_count_is_refused_at_its_cell(name: str, filled: bytes) -> None:
    """One message, at the cell, with what stands there; a report is not built from it."""
    value, words = INPUTS[name]
    found = problems(edited(filled, put(OWN.name, at(RECEIVED), value)))
    assert list(found) == [f"表三!{at(RECEIVED)}"]
    assert words in found[f"表三!{at(RECEIVED)}"]


@pytest.mark.parametrize(
    "name", [name for name in INPUTS if name not in ("nothing", "white space")]
)
def test_check_goes_on_and_says_where(name: str, filled: bytes, tmp_path: Path) -> None:
    """`check` finds the same as an error with the cell, beside whatever else there is."""
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(edited(filled, put(OWN.name, at(RECEIVED), INPUTS[name][0])))
    reading = api.read_report(path, partial=True)
    errors = [
        finding.location
        for finding in api.check_reading(reading)
        if finding.severity is Severity.ERROR and finding.address == str(RECEIVED)
    ]
    assert errors
    assert set(errors) == {Location(sheet="表三", reference=at(RECEIVED))}


def test_a_number_as_text_is_read_and_said(filled: bytes) -> None:
    """The number is meant, but the workbook's own sums leave it out: a person has to know."""
    content = edited(filled, put(OWN.name, at(RECEIVED), "5"))
    severity, message = observations(content)[f"表三!{at(RECEIVED)}"]
    assert severity is Severity.WARNING
    assert "按 5 读取" in message
    report = read_bytes(content, "xlsx").report
    assert report.applications is not None
    assert report.applications.values.at(RECEIVED) == 5


def test_a_total_overwritten_is_kept_as_entered(filled: bytes) -> None:
    """What somebody typed over the formula is their word, printed and checked as such."""
    content = edited(filled, put(OWN.name, at(TOTAL), 12))
    severity, message = observations(content)[f"表三!{at(TOTAL)}"]
    assert severity is Severity.INFORMATION
    assert at(TOTAL) in message
    report = read_bytes(content, "xlsx").report
    assert report.applications is not None
    assert report.applications.values.at(TOTAL) == 12
    assert "GK303" in {finding.rule for finding in api.check_report(report)}


@pytest.mark.parametrize("formula", ["=SUM(D7:H7)", "=1", ArrayFormula("J7", "=SUM(D7:I7*1)")])
def test_a_total_with_another_formula_is_refused(formula: object, filled: bytes) -> None:
    """The formula that was and the one that is, at the cell."""
    message = problems(edited(filled, put(OWN.name, at(TOTAL), formula)))[f"表三!{at(TOTAL)}"]
    assert OWN.sums[TOTAL][0] in message


@pytest.mark.parametrize("written", ["= sum( D7 : I7 )", "=SUM($D$7:$I$7)"])
def test_a_formula_may_be_written_another_way(written: str, filled: bytes) -> None:
    """Programs write the same formula with other blanks, cases and signs."""
    assert OWN.sums[TOTAL][0] == "=SUM(D7:I7)"
    reading = read_bytes(edited(filled, put(OWN.name, at(TOTAL), written)), "xlsx")
    assert reading.report.applications is not None
    assert reading.report.applications.values.at(TOTAL) is NOT_ENTERED


def _inserted(opened: Workbook) -> None:
    opened["表三"].insert_rows(8)


def _deleted(opened: Workbook) -> None:
    opened["表三"].delete_rows(8)


def _column(opened: Workbook) -> None:
    opened["表三"].insert_cols(5)


def _moved(opened: Workbook) -> None:
    sheet = opened["表三"]
    sheet["A7"], sheet["A8"] = sheet["A8"].value, sheet["A7"].value


def _merged(opened: Workbook) -> None:
    opened["表三"].merge_cells("D7:E7")


def _relabelled(opened: Workbook) -> None:
    opened["表三"]["A7"] = "一、本年收到的申请"


def _without_sheet(opened: Workbook) -> None:
    del opened["表三"]


def _copied(opened: Workbook) -> None:
    opened["表三"].title = "甲"
    opened.copy_worksheet(opened["甲"])


def _other_edition(opened: Workbook) -> None:
    opened["表三"]["A2"] = "2030 年格式"


def _other_field(opened: Workbook) -> None:
    opened[AGENCY_SHEET]["A4"] = "部门"


def _inserted_field(opened: Workbook) -> None:
    opened[AGENCY_SHEET].insert_rows(6)


def _other_column(opened: Workbook) -> None:
    opened[PROSE_SHEET]["B2"] = "工作情况"


def _title_gone(opened: Workbook) -> None:
    opened["表三"]["A1"] = "第三部分"


CHANGES: dict[str, tuple[Edit, str, str]] = {
    "row inserted": (_inserted, "表三!A8", "却在 A9"),
    "row deleted": (_deleted, "表三!A9", "却在 A8"),
    "column inserted": (_column, "表三!J5", "却在 K5"),
    "rows moved": (_moved, "表三!A7", "却在 A8"),
    "cells merged": (_merged, "表三!D7", "合并了单元格 D7:E7"),
    "label changed": (_relabelled, "表三!A7", "却是“一、本年收到的申请”"),
    "sheet deleted": (_without_sheet, "", "缺少工作表“表三”"),
    "sheet twice": (_copied, "甲", "“甲”、“甲 Copy”"),
    "edition changed": (_other_edition, "表三!A2", "2021 年格式"),
    "field changed": (_other_field, f"{AGENCY_SHEET}!A4", "却是“部门”"),
    "row inserted above a field": (_inserted_field, f"{AGENCY_SHEET}!A6", "却在 A7"),
    "section changed": (_other_column, f"{PROSE_SHEET}!B2", "却是“工作情况”"),
    "title changed": (_title_gone, "表三!A1", "却是“第三部分”"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("partial", [True, False], ids=["check", "build"])
def test_a_form_that_is_not_intact_is_refused(name: str, filled: bytes, *, partial: bool) -> None:
    """No figure is read into the wrong row: the place, and what belongs there."""
    edit, place, words = CHANGES[name]
    with pytest.raises(InputError) as caught:
        read_bytes(edited(filled, edit), "xlsx", partial=partial)
    found = {problem.place: problem.message for problem in caught.value.problems}
    assert words in found[place]


def _renamed(opened: Workbook) -> None:
    opened["表三"].title = "申请"


def _another_sheet(opened: Workbook) -> None:
    opened.create_sheet("草稿")["B2"] = 12


SEEN: dict[str, tuple[Edit, str, Severity, str]] = {
    "sheet renamed": (_renamed, "申请", Severity.WARNING, "应叫“表三”"),
    "another sheet": (_another_sheet, "草稿", Severity.INFORMATION, "没有读取"),
    "beside the table": (put("表三", "L9", "备注"), "表三!L9", Severity.INFORMATION, "L9"),
    "below the table": (put("表三", "A40", 7), "表三!A40", Severity.INFORMATION, "A40"),
    "beside the prose": (put(PROSE_SHEET, "F3", "又一段"), f"{PROSE_SHEET}!F3", Severity.WARNING,
                         "没有读取"),
    "year as text": (put(AGENCY_SHEET, "B5", "2023"), f"{AGENCY_SHEET}!B5", Severity.INFORMATION,
                     "按 2023 读取"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_what_does_no_harm_is_said(name: str, filled: bytes) -> None:
    """The report is read all the same, and the person is told."""
    edit, place, severity, words = SEEN[name]
    content = edited(filled, edit)
    found = observations(content)
    assert found[place][0] is severity
    assert words in found[place][1]
    assert read_bytes(content, "xlsx").report == read_bytes(filled, "xlsx").report


def _signed_on(day: str) -> Edit:
    def edit(opened: Workbook) -> None:
        put(AGENCY_SHEET, "B9", "某局")(opened)
        put(AGENCY_SHEET, "B10", day)(opened)

    return edit


WORDS: dict[str, tuple[Edit, str, str]] = {
    "a formula in the prose": (put(PROSE_SHEET, "B3", "=1+1"), f"{PROSE_SHEET}!B3", "公式"),
    "an error in the prose": (put(PROSE_SHEET, "B3", "#NAME?"), f"{PROSE_SHEET}!B3", "错误值"),
    "a mark in the prose": (put(PROSE_SHEET, "B4", f"一段。{MARK}"), f"{PROSE_SHEET}!B4", MARK),
    "a year that is none": (put(AGENCY_SHEET, "B5", 23), f"{AGENCY_SHEET}!B5", "四位数字"),
    "no year": (put(AGENCY_SHEET, "B5", None), f"{AGENCY_SHEET}!B5", "缺少“年度”"),
    "no agency": (put(AGENCY_SHEET, "B4", None), f"{AGENCY_SHEET}!B4", "缺少“机关”"),
    "no such level": (put(AGENCY_SHEET, "B7", "村级"), f"{AGENCY_SHEET}!B7", "县级"),
    "half a signature": (put(AGENCY_SHEET, "B9", "某局"), f"{AGENCY_SHEET}!B10", "没有填"),
    "no such day": (_signed_on("2024-02-31"), f"{AGENCY_SHEET}!B10", "这一天"),
    "a section left out": (put(PROSE_SHEET, "D3", None), f"{PROSE_SHEET}!D2", "缺少"),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_that_are_wrong_have_their_cell(name: str, filled: bytes) -> None:
    """The same rules as for a data file, said where the person wrote."""
    edit, place, words = WORDS[name]
    found = problems(edited(filled, edit))
    assert words in found[place]


def test_lines_in_one_cell_are_paragraphs(filled: bytes) -> None:
    """Alt+Enter begins a paragraph; a return of another system does too."""
    report = read_bytes(
        edited(filled, put(PROSE_SHEET, "D3", "（一）甲\n乙。\r\n丙。")), "xlsx"
    ).report
    assert report.other_matters is not None
    assert len(report.other_matters.outline) == 3


def test_a_date_may_be_a_date_or_words(filled: bytes) -> None:
    """Programs turn 2024-01-15 into a date of their own."""
    day = datetime.date(2024, 1, 15)
    for written in (day, "2024-01-15"):
        edits = (put(AGENCY_SHEET, "B9", "某局"), put(AGENCY_SHEET, "B10", written))
        report = read_bytes(edited(filled, *edits), "xlsx").report
        assert report.signature is not None
        assert report.signature.date == day


def test_half_a_signature_does_not_stop_a_check(filled: bytes) -> None:
    """A form that begins with last year's signature has no date yet: an error among others."""
    reading = read_bytes(edited(filled, put(AGENCY_SHEET, "B9", "某局")), "xlsx", partial=True)
    assert reading.report.signature is None
    (finding,) = reading.findings
    assert finding.severity is Severity.ERROR
    assert finding.location == Location(sheet=AGENCY_SHEET, reference="B10")


def test_an_empty_form_can_be_checked() -> None:
    """What nobody has filled in yet is missing, never 0."""
    reading = read_bytes(workbook(new("云川市财政局", 2025).draft), "xlsx", partial=True)
    assert reading.report.tables == {}
    lacking = [finding for finding in api.check_reading(reading) if finding.rule == "GK101"]
    assert {finding.location for finding in lacking} >= {
        Location(sheet=TableSheet(own).name, reference="A1") for own in newest().tables.values()
    }
    # Its sheet is before their eyes: nothing is said to be gone.
    assert all("还没有填写" in finding.message for finding in lacking)


def test_the_examples_are_checked_alike_as_data_and_as_workbook(tmp_path: Path) -> None:
    """The same findings, whatever the report was written in."""
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        path = tmp_path / f"{example.stem}.xlsx"
        path.write_bytes(workbook(draft_of(read_file(example).report)))
        found = [
            {
                (finding.rule, finding.address, finding.message)
                for finding in api.check_reading(api.read_report(each, partial=True))
                if finding.rule != "GK119"
            }
            for each in (example, path)
        ]
        assert found[0] == found[1]


def _strange_workbook() -> bytes:
    opened = Workbook()
    assert opened.active is not None
    opened.active["A1"] = "依申请公开台账"
    return saved(opened)


def _zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return buffer.getvalue()


def _with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return buffer.getvalue()


SHEET_XML = "xl/worksheets/sheet4.xml"


def _laughs(part: bytes) -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">]>'
    return entity + part


OTHERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another workbook": (lambda _: _strange_workbook(), "不是填报表"),
    "an old workbook": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    "an archive": (lambda _: _zip(a=b"b"), "不是工作簿"),
    "no archive": (lambda _: b"PK\x03\x04" + bytes(50), "ZIP"),
    "cut short": (lambda content: content[: len(content) // 2], "ZIP"),
    "an empty workbook": (lambda _: _zip(xl__workbook_xml=b"<workbook/>"), "已损坏"),
    "a sheet that is no XML": (
        lambda content: _with_part(content, SHEET_XML, lambda part: part[:900]), "已损坏"
    ),
    "entities": (lambda content: _with_part(content, SHEET_XML, _laughs), "DOCTYPE"),
    "a bomb": (
        lambda content: _with_part(content, SHEET_XML, lambda part: part + b" " * (20 * 2**20)),
        "倍",
    ),
    "a large part": (
        lambda content: _with_part(
            content, SHEET_XML,
            lambda part: part + b"".join(b"<!-- %d -->" % n for n in range(1_300_000)),
        ),
        "超过 16 MiB",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_form_of_ours_is_refused(name: str, filled: bytes) -> None:
    """Any other workbook, and anything that only looks like one, is refused in words."""
    change, words = OTHERS[name]
    with pytest.raises(InputError, match=words):
        read_bytes(change(filled), "xlsx", partial=True)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD9"])
def test_a_cell_at_the_end_of_the_world_costs_nothing(cell: str, filled: bytes) -> None:
    """Dimensions are not believed: a stray cell does not make a sheet of 17 billion."""
    content = edited(filled, put("表三", cell, 1), put(AGENCY_SHEET, cell, 1))
    assert read_bytes(content, "xlsx").report == read_bytes(filled, "xlsx").report


def test_prose_without_end_is_refused(filled: bytes) -> None:
    """Paragraphs beyond the rows that are looked through are not left out in silence."""
    found = problems(edited(filled, put(PROSE_SHEET, "B2500", "最后一段。")))
    assert "太长" in found[PROSE_SHEET]


def test_named_otherwise_it_is_found_by_its_content(filled: bytes, tmp_path: Path) -> None:
    """A file whose name does not tell is known by what it holds."""
    path = tmp_path / "填报表"
    path.write_bytes(filled)
    assert read_file(path).report.agency == small().agency


def test_every_place_of_the_report_is_known(filled: bytes) -> None:
    """Each figure, row, field and paragraph has its cell, so that findings do."""
    reading = read_bytes(filled, "xlsx")
    report: SeenReport = reading.report
    addresses = [str(ref) for ref, _ in report.cells()]
    addresses += [f"{key}.{n + 1}" for key, text in report.prose.items() for n in range(len(text))]
    places = [reading.locations[address] for address in (*addresses, "agency", "year", "overview")]
    assert all(place.sheet and place.reference for place in places)
    assert len(set(places)) == len(places)
