"""Workbooks of lists: no row is lost at the end of a sheet, no digit of a number."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from gkdoc.write.xlsx import book
from gkdoc.write.xlsx.book import CellContent, open_lists


def written(rows: list[list[CellContent]]) -> openpyxl.Workbook:
    """The workbook with these rows under a heading, opened by another program."""
    target = io.BytesIO()
    with open_lists(target) as lists:
        sheet = lists.list_sheet("表", (10, 10))
        sheet.heading(("甲", "乙"))
        for row in rows:
            sheet.row(row)
    return openpyxl.load_workbook(io.BytesIO(target.getvalue()))


@pytest.mark.parametrize("count", [3, 4, 5, 9])
def test_what_a_sheet_does_not_hold_goes_on_in_another(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with the headings, every row once and in its order."""
    monkeypatch.setattr(book, "_MOST_ROWS", 4)
    opened = written([[number, "字"] for number in range(count)])
    assert opened.sheetnames == ["表", "表 (2)", "表 (3)"][: -(-count // 3)]
    for sheet in opened.worksheets:
        assert next(sheet.values) == ("甲", "乙")
    rows = [row for sheet in opened.worksheets for row in list(sheet.values)[1:]]
    assert rows == [(number, "字") for number in range(count)]


def test_a_number_keeps_its_digits() -> None:
    """A spreadsheet keeps fifteen; a whole number or a fraction that has more is a text."""
    (_, *rows) = (
        written(
            [
                [999_999_999_999_999, 1_000_000_000_000_001],
                [Decimal("0.10"), Decimal("1" * 14 + ".25")],
            ]
        )
        .worksheets[0]
        .values
    )
    assert rows == [(999_999_999_999_999, "1000000000000001"), (0.1, "11111111111111.25")]
