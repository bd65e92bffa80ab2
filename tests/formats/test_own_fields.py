"""自有栏目 in the workbook to fill in: a sheet of names and values, and what it says aloud."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gkdoc.errors import InputError
from gkdoc.formats.workbook_words import FIELDS_HEAD, FIELDS_SHEET, TEXT_ROW
from gkdoc.model import OwnFields, Site, draft_of
from gkdoc.read import read_bytes
from gkdoc.tasks.workbook import report_workbook
from gkdoc.write.xlsx.form import workbook
from tests.tools.reports import small
from tests.tools.sheets import saved
from tests.tools.strategies import own_fields

SOME = OwnFields(
    {
        "联系人": "张三",
        "地址": "人民路 1 号\n三楼",
        "邮编": "010000",
        "印数": 500,
        "经费": Decimal("96171.60"),
        "编号": 123456789012345678,
        "日期": datetime.date(2025, 1, 20),
        "旧日期": datetime.date(1899, 12, 31),
        "site": Site(name="门户", published="2025-01-31 10:00"),
    }
)


def opened(fields: OwnFields = SOME) -> tuple[Workbook, Worksheet]:
    """The workbook of a report with these fields, and their sheet."""
    book = load_workbook(io.BytesIO(workbook(draft_of(evolve(small(), fields=fields)))))
    sheet = book[FIELDS_SHEET]
    assert isinstance(sheet, Worksheet)
    return book, sheet


def read(book: Workbook) -> OwnFields:
    """The fields that are read in the workbook."""
    return read_bytes(saved(book), "xlsx").report.fields


def test_a_person_finds_names_and_values() -> None:
    """Two columns; labels of the page by their words; texts are texts, and there is room."""
    _book, sheet = opened()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_col=2)]
    assert rows[0] == [*FIELDS_HEAD]
    assert ["联系人", "张三"] in rows
    assert ["邮编", "010000"] in rows
    assert ["经费", "96171.60"] in rows
    assert ["站点.名称", "门户"] in rows
    assert len(rows) > len(SOME.flat) + 10


@settings(deadline=None, max_examples=30)
@given(own_fields)
def test_the_workbook_gives_them_back(fields: OwnFields) -> None:
    """All but numbers of many digits, which come back in their words, and are told (GK121)."""
    written = report_workbook(evolve(small(), fields=fields))
    seen = read_bytes(written.content, "xlsx", partial=True).report.fields
    told = {each.address for each in written.findings if each.address.startswith("fields.")}
    assert seen.keys() == fields.keys()
    changed = {f"fields.{name}" for name in fields if seen[name] != fields[name]}
    assert changed == told
    assert all(str(seen[name]) == str(fields[name]) for name in fields)


def test_what_cells_do_not_keep_is_said() -> None:
    """The number of many digits and the one that ends in 0 are read as words; no other."""
    findings = report_workbook(evolve(small(), fields=SOME)).findings
    said = {each.address: str(each.message) for each in findings}
    assert said.keys() >= {"fields.经费", "fields.编号"}
    assert len([each for each in said if each.startswith("fields.")]) == 2
    assert "读回时是文字" in said["fields.经费"]


def test_a_person_fills_them_in() -> None:
    """Numbers, dates and words that somebody types, and a workbook without the sheet."""
    book, sheet = opened(OwnFields())
    typed: tuple[tuple[object, object], ...] = (
        ("联系人", " 李四 "),
        ("件数", 5),
        ("比例", 0.5),
        ("日期", datetime.datetime(2025, 1, 20)),  # noqa: DTZ001 - as a spreadsheet has it
        ("又", "2025-01-21"),
        ("site.code", "1101"),
        ("站点.地址", "https://example.gov.cn"),
    )
    for row, (name, value) in enumerate(typed, TEXT_ROW + 1):
        sheet.cell(row, 1, name)  # type: ignore[call-overload]
        sheet.cell(row, 2, value)  # type: ignore[call-overload]
    assert read(book) == OwnFields(
        {
            "联系人": "李四",
            "件数": 5,
            "比例": Decimal("0.5"),
            "日期": datetime.date(2025, 1, 20),
            "又": datetime.date(2025, 1, 21),
            "site": Site(code="1101", url="https://example.gov.cn"),
        }
    )
    del book[FIELDS_SHEET]
    assert read(book) == OwnFields()


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (("甲", None), "B3", "没有内容"),
        ((None, "a"), "B3", "没有名称"),
        (("1甲", "a"), "B3", "以文字开头"),
        (("甲", "=1+1"), "B3", "公式"),
        (("甲", True), "B3", "TRUE"),
        (("站点.栏", "a"), "B3", "不认识的名称"),
        (("site", "a"), "B3", "分别写"),
        (("丙.丁", "a"), "B3", "以文字开头"),
        (("甲", "2025-02-30"), "B3", "没有 2025-02-30 这一天"),
    ],
)
def test_what_is_wrong_has_its_cell(row: tuple[object, object], place: str, words: str) -> None:
    """Each mistake is a problem at its cell of the sheet."""
    book, sheet = opened(OwnFields())
    for column, value in enumerate(row, 1):
        sheet.cell(TEXT_ROW + 1, column, value)  # type: ignore[call-overload]
    with pytest.raises(InputError) as caught:
        read(book)
    (problem,) = caught.value.problems
    assert problem.place == f"{FIELDS_SHEET}!{place}"
    assert words in str(problem.message)


def renamed(sheet: Worksheet) -> None:
    """Call the sheet otherwise."""
    sheet.title = "别的"


def retitled(sheet: Worksheet) -> None:
    """Write something else over it."""
    sheet["A1"] = "别的"


@pytest.mark.parametrize(("change", "read_all_the_same"), [(renamed, True), (retitled, False)])
def test_the_sheet_is_known_by_its_title(
    change: Callable[[Worksheet], None], *, read_all_the_same: bool
) -> None:
    """Renamed it is read, with a finding; without its title it is a problem, never passed over."""
    book, sheet = opened()
    change(sheet)
    if read_all_the_same:
        assert read(book).keys() == SOME.keys()
        return
    with pytest.raises(InputError, match=FIELDS_SHEET):
        read(book)


def test_a_name_that_stands_twice_is_refused() -> None:
    """The second one is a problem that names the cell of the first."""
    book, sheet = opened(OwnFields({"甲": 1}))
    sheet.cell(TEXT_ROW + 2, 1, "甲")
    sheet.cell(TEXT_ROW + 2, 2, 2)
    with pytest.raises(InputError, match="在 B3 已经写过"):
        read(book)
