"""The workbook to fill in: agency, prose and tables on protected sheets, sums as formulas."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from gkdoc.formats.workbook import MOST_SIGNS, TITLE_ROW, TableSheet, stored_number
from gkdoc.formats.workbook_words import (
    AGENCY_SHEET,
    AGENCY_TITLE,
    FIELDS_HEAD,
    FIELDS_SHEET,
    FIELDS_TITLE,
    HEAD_ROW,
    HINT_COLUMN,
    INPUT_COLUMN,
    LABEL_COLUMN,
    LAST_YEAR_SHEET,
    PROSE_SHEET,
    PROSE_TITLE,
    TEXT_ROW,
    FieldPlace,
    field_places,
    own_field_name,
    prose_columns,
)
from gkdoc.model import Draft, Organ, OwnValue
from gkdoc.model.own_fields import in_words
from gkdoc.spec import newest, part_labels, report_years
from gkdoc.text.blocks import Picture
from gkdoc.write.xlsx.book import PLAIN, Book, Looks, new_book
from gkdoc.write.xlsx.tables import write_table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_BORDER: Final = "#7F7F7F"
_INPUT_FILL: Final = "#FFFFE5"
_HEAD_FILL: Final = "#E7EDF5"
_TOTAL_FILL: Final = "#F2F2F2"
_TITLE_SIZE: Final = 14

_BOXED: Final = {**PLAIN, "border": 1, "border_color": _BORDER, "text_wrap": True}
_HEAD: Final = {**_BOXED, "bg_color": _HEAD_FILL}
_INPUT: Final = {**_BOXED, "bg_color": _INPUT_FILL, "locked": False}
_LOOKS: Final[Looks] = {
    "title": {**PLAIN, "bold": True, "font_size": _TITLE_SIZE},
    "words": {**PLAIN, "font_color": "#595959"},
    "hint": {**PLAIN, "font_color": "#595959", "text_wrap": True},
    "label": _HEAD,
    "head": {**_HEAD, "align": "center", "bold": True},
    "block": {**_HEAD, "bold": True},
    "note": {**_HEAD, "font_name": "楷体"},
    # Text stays text when it is edited again: =1+1 does not become a formula.
    "text": {**_INPUT, "num_format": "@"},
    "paragraph": {**_INPUT, "num_format": "@", "valign": "top"},
    "number": {**_INPUT, "align": "left"},
    "old": {**_BOXED, "num_format": "@", "valign": "top", "font_color": "#595959"},
    "year": {**_INPUT, "align": "left"},
    "date": {**_INPUT, "align": "left", "num_format": "yyyy-mm-dd"},
    "figure": {**_INPUT, "align": "center"},
    "total": {**_BOXED, "bg_color": _TOTAL_FILL, "align": "center", "bold": True},
    "balance": {**_BOXED, "align": "center", "font_color": "#595959"},
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
}

_FIELD_WIDTHS: Final = {LABEL_COLUMN: 20, INPUT_COLUMN: 44, HINT_COLUMN: 44}
_OWN_FIELD_WIDTHS: Final = (20, 64)
_EMPTY_FIELD_ROWS: Final = 20
_FIRST_YEAR: Final = 1901
"""Dates before are none for spreadsheets, or not the same for all."""
_COLUMN_WIDTH: Final = 52
_FIELD_HEIGHT: Final = 24
_INPUT_ROWS: Final = 60
_SIGNS_A_LINE: Final = 24
_LINE: Final = 15
_HIGHEST: Final = 400

_GUIDE: Final = (
    "填写说明",
    "1. 浅黄色的格子要填，其余的锁住不能改；表里没有发生的都填 0，不要留空。",
    "2. 灰色的总计自动计算，不用填；合计或者勾稽关系不对的变红。",
    "3. 格子右上角有红色小三角的，鼠标停上去看说明。",
    "4. 一片格子都填 0：选中以后输入 0，按 Ctrl+Enter。",
    "5. “文字”一页一格写一段，序号照平常写；可以从 Word 里复制几段，选中一格粘贴。",
    "6. 不要插入、删除行列，不要合并单元格，不要改工作表的名称。",
    "7. 填好以后保存成 .xlsx，用 gkdoc check 检查，用 gkdoc build 生成报告。",
)


def workbook(draft: Draft) -> bytes:
    """The workbook to fill in, with all that the draft knows already in its cells.

    MissingProgramError without XlsxWriter. ValueError for a paragraph that is too long for a cell.
    """
    buffer = io.BytesIO()
    # The same draft gives the same bytes, whenever it is written.
    created = datetime.datetime.combine(newest().issued, datetime.time())
    book = new_book(buffer, _LOOKS, created)
    _write_agency(book, draft)
    _write_prose(book, draft)
    _write_own_fields(book, draft)
    for values in draft.tables.values():
        write_table(book, TableSheet(values.spec), draft)
    _write_last_prose(book, draft)
    book.finish()
    return buffer.getvalue()


def _write_agency(book: Book, draft: Draft) -> None:
    """The first sheet: what to do, and agency, year, organ, title, signature."""
    sheet = book.form_sheet(AGENCY_SHEET, landscape=False)
    for column, width in _FIELD_WIDTHS.items():
        sheet.set_column(column, column, width)
    sheet.write_string(TITLE_ROW, LABEL_COLUMN, AGENCY_TITLE, book.formats["title"])
    places, values = field_places(), _values(draft)
    for place in places:
        sheet.set_row(place.row, _FIELD_HEIGHT)
        sheet.write_string(place.row, LABEL_COLUMN, place.label, book.formats["label"])
        hint = draft.remarks.get(place.address) or place.hint
        sheet.write_string(place.row, HINT_COLUMN, hint, book.formats["hint"])
        _write_field(book, sheet, place, values[place.address])
    for number, line in enumerate(_GUIDE):
        row = places[-1].row + 2 + number
        sheet.write_string(row, LABEL_COLUMN, line, book.formats["words"])
    sheet.activate()


def _write_field(
    book: Book, sheet: Worksheet, place: FieldPlace, value: str | int | datetime.date
) -> None:
    row, column = place.row, INPUT_COLUMN
    match value:
        case int():
            sheet.write_number(row, column, value, book.formats["year"])
        case datetime.date():
            midnight = datetime.datetime.combine(value, datetime.time())
            sheet.write_datetime(row, column, midnight, book.formats["date"])
        case str():
            look = {"year": "year", "signature.date": "date"}.get(place.address, "text")
            _write_text(book, sheet, row, column, place.choices.get(value, value), look)
    validation = _validation(place)
    if validation:
        sheet.data_validation(row, column, row, column, {"ignore_blank": True, **validation})


def _values(draft: Draft) -> Mapping[str, str | int | datetime.date]:
    """The values of the fields that are known; the others are empty."""
    organ = draft.organ or Organ()
    return {
        "agency": draft.agency,
        "year": draft.year or "",
        "organ.kind": organ.kind or "",
        "organ.level": organ.level or "",
        "title": draft.title or "",
        "signature.agency": draft.signs or "",
        "signature.date": draft.signed or "",
    }


def _validation(place: FieldPlace) -> dict[str, Any]:
    if place.choices:
        return {
            "validate": "list",
            "source": list(place.choices.values()),
            "error_title": "不在列表里",
            "error_message": f"请从下拉列表中选：{'、'.join(place.choices.values())}。",
        }
    years = report_years()
    if place.address == "year":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": years[0],
            "maximum": years[-1],
            "error_title": "不是年度",
            "error_message": f"年度是 {years[0]} 到 {years[-1]} 的四位数字。",
        }
    if place.address == "signature.date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": datetime.date(years[0], 1, 1),
            "maximum": datetime.date(years[-1] + 1, 12, 31),
            "error_title": "不是日期",
            "error_message": "日期应写成 年-月-日，如 2025-01-20。",
        }
    return {}


def _write_prose(book: Book, draft: Draft) -> None:
    """The sheet for the prose: a column a section, a cell a paragraph."""
    paragraphs = {key: text.split("\n") for key, text in draft.prose.items() if text}
    rows = max([_INPUT_ROWS, *(len(lines) + 10 for lines in paragraphs.values())])
    sheet = book.form_sheet(PROSE_SHEET, landscape=True)
    last_column = len(prose_columns()) - 1
    # Unmerged, the words would end at the border of the first column.
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last_column, PROSE_TITLE, book.formats["title"])
    sheet.set_column(0, last_column, _COLUMN_WIDTH, book.formats["paragraph"])
    _write_columns(book, sheet, draft, paragraphs, "paragraph", rows)
    sheet.repeat_rows(TITLE_ROW, HEAD_ROW)


def _write_own_fields(book: Book, draft: Draft) -> None:
    """The sheet for the office's own fields, with room for more; pictures are left out."""
    sheet = book.form_sheet(FIELDS_SHEET, landscape=False)
    for column, width in enumerate(_OWN_FIELD_WIDTHS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, FIELDS_HEAD[column], book.formats["head"])
    sheet.write_string(TITLE_ROW, LABEL_COLUMN, FIELDS_TITLE, book.formats["title"])
    if remark := draft.remarks.get("fields"):
        sheet.write_string(HEAD_ROW, HINT_COLUMN, remark, book.formats["words"])
    given = [each for each in draft.fields.flat.items() if not isinstance(each[1], Picture)]
    for row, (name, value) in enumerate(given, start=TEXT_ROW):
        _write_text(book, sheet, row, LABEL_COLUMN, own_field_name(name), "text")
        _write_own_value(book, sheet, row, value)
    for row in range(TEXT_ROW + len(given), TEXT_ROW + len(given) + _EMPTY_FIELD_ROWS):
        for column in (LABEL_COLUMN, INPUT_COLUMN):
            _write_text(book, sheet, row, column, "", "text")
    sheet.freeze_panes(TEXT_ROW, 0)


def _write_own_value(book: Book, sheet: Worksheet, row: int, value: OwnValue) -> None:
    if isinstance(value, datetime.date) and value.year >= _FIRST_YEAR:
        midnight = datetime.datetime.combine(value, datetime.time())
        sheet.write_datetime(row, INPUT_COLUMN, midnight, book.formats["date"])
        return
    stored = stored_number(value) if isinstance(value, int | Decimal) else None
    if stored is not None:
        sheet.write_number(row, INPUT_COLUMN, stored, book.formats["number"])
        return
    # What a cell does not keep is written in words: a number of many digits, a date of old.
    words = value.isoformat() if isinstance(value, datetime.date) else in_words(value)
    _write_text(book, sheet, row, INPUT_COLUMN, words, "text")


def _write_columns(
    book: Book,
    sheet: Worksheet,
    draft: Draft,
    paragraphs: Mapping[str, Sequence[str]],
    look: str,
    least: int = 0,
) -> None:
    """Write the titles and under each its paragraphs, in `least` cells or more."""
    titles = part_labels(newest() if draft.year is None else draft.year)
    for key, (_, column) in prose_columns().items():
        sheet.write_string(HEAD_ROW, column, titles[key], book.formats["head"])
        lines = paragraphs.get(key, ())
        for number in range(max(least, len(lines))):
            text = lines[number] if number < len(lines) else ""
            _write_text(book, sheet, TEXT_ROW + number, column, text, look)
    _set_heights(sheet, paragraphs)
    sheet.freeze_panes(TEXT_ROW, 0)


def _set_heights(sheet: Worksheet, paragraphs: Mapping[str, Sequence[str]]) -> None:
    """Rows as high as their longest paragraph; those of one line are left to grow by themselves."""
    for number, lines in enumerate(zip_longest(*paragraphs.values(), fillvalue="")):
        needed = max(-(-len(line) // _SIGNS_A_LINE) for line in lines)
        if needed > 1:
            sheet.set_row(TEXT_ROW + number, min(_LINE * needed, _HIGHEST))


def _write_last_prose(book: Book, draft: Draft) -> None:
    """Last year's prose on a sheet of its own, to look at; nothing where there is none."""
    if not draft.last_prose:
        return
    sheet = book.form_sheet(LAST_YEAR_SHEET, landscape=True)
    sheet.write_string(TITLE_ROW, 0, "上年报告的文字，供参考，不会写进报告", book.formats["title"])
    sheet.set_column(0, len(prose_columns()) - 1, _COLUMN_WIDTH)
    _write_columns(book, sheet, draft, draft.last_prose, "old")


def _write_text(book: Book, sheet: Worksheet, row: int, column: int, text: str, look: str) -> None:
    """Write `text` as text whatever it begins with; ValueError if it is too long for a cell."""
    if len(text) > MOST_SIGNS:
        raise ValueError(f"{len(text)} 个字的一段放不进一个单元格，最多 {MOST_SIGNS} 个")
    if text:
        sheet.write_string(row, column, text, book.formats[look])
    else:
        sheet.write_blank(row, column, None, book.formats[look])
