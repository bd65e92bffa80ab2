"""The sheets of the workbook that hold words: the agency with what stands around, and the prose."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from attrs import frozen

from gkdoc.formats.workbook import reference
from gkdoc.spec import field_labels, newest, report_years, sections

AGENCY_SHEET: Final = "单位"
"""The sheet with agency, year, signature."""

AGENCY_TITLE: Final = "政府信息公开工作年度报告填报表"
"""Its title."""

PROSE_SHEET: Final = "文字"
"""The sheet with the prose: a section a column, a paragraph a cell."""

PROSE_TITLE: Final = "文字部分：一列一个部分，一格一段，序号照平常写"
"""Its title."""

LAST_YEAR_SHEET: Final = "上年文字"
"""The sheet with last year's prose, to look at; what stands on it is not read."""

FIELDS_SHEET: Final = "自有栏目"
"""The sheet with the office's own fields: a name and its value in a row."""

FIELDS_TITLE: Final = "自有栏目：本单位的模板另要的内容，如联系人；一行一项，没有的不填"
"""Its title."""

FIELDS_HEAD: Final = ("名称", "内容")
"""What stands over its two columns."""

LABEL_COLUMN: Final = 0
INPUT_COLUMN: Final = 1
HINT_COLUMN: Final = 2
FIRST_FIELD_ROW: Final = 3

HEAD_ROW: Final = 1
"""The row of the sheets of prose and of own fields that says what stands below."""

TEXT_ROW: Final = 2
"""The row of the same sheets where what is entered begins."""

MOST_TEXT_ROWS: Final = 2000
"""The most rows that are looked through for paragraphs."""


@frozen
class FieldPlace:
    """One field of the agency's sheet: its address in the report, its label, and where it stands.

    `choices` are the labels to choose from, by the name that each stands for; empty where anything
    may be written.
    """

    address: str
    label: str
    row: int
    hint: str = ""
    choices: Mapping[str, str] = {}

    @property
    def reference(self) -> str:
        """The cell where the value is written, as its program names it: B4."""
        return reference(self.row, INPUT_COLUMN)


@cache
def field_places() -> tuple[FieldPlace, ...]:
    """The fields of the agency's sheet, from top to bottom."""
    years, usual = report_years(), newest().title.format(agency="×××局", year="××××")
    kinds, levels = field_labels("organ_kind"), field_labels("organ_level")
    fields: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        ("agency", "报告单位的全称", {}),
        ("year", f"报告的是哪一年，{years[0]} 到 {years[-1]} 的四位数字", {}),
        ("organ.kind", "从下拉列表中选；填了以后才检查期限", kinds),
        ("organ.level", "从下拉列表中选", levels),
        ("title", f"可以不填，不填就是“{usual}”", {}),
        ("signature.agency", "可以不填；填了也要填日期", {}),
        ("signature.date", "成文日期，如 2025-01-20", {}),
    )
    return tuple(
        FieldPlace(address, _label(address), FIRST_FIELD_ROW + row, hint, choices)
        for row, (address, hint, choices) in enumerate(fields)
    )


def _label(address: str) -> str:
    part, _, field = address.partition(".")
    label = field_labels("report")[part]
    return f"{label} · {field_labels(part)[field]}" if field else label


def own_field_name(address: str) -> str:
    """How a field is written on its sheet: 联系人; a label of the page: 站点.名称."""
    group, _, label = address.partition(".")
    return f"{field_labels('fields')[group]}.{field_labels(group)[label]}" if label else address


@cache
def prose_columns() -> Mapping[str, tuple[tuple[str, ...], int]]:
    """For each prose section its titles in all editions and its column, the introduction first."""
    titles = {"introduction": (field_labels("report")["introduction"],)} | {
        key: section.titles for key, section in sections().items() if not section.table
    }
    return {key: (known, column) for column, (key, known) in enumerate(titles.items())}
