"""Which sheet of a workbook is which: by its name, and by its title where it was renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.formats.workbook import TITLE_ROW, possible_sheets, reference
from gkdoc.formats.workbook_words import (
    AGENCY_SHEET,
    AGENCY_TITLE,
    FIELDS_SHEET,
    FIELDS_TITLE,
    LAST_YEAR_SHEET,
    PROSE_SHEET,
    PROSE_TITLE,
)
from gkdoc.messages import Listed, Message, _
from gkdoc.read.xlsx.cells import words_in
from gkdoc.spec import tables

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

RULE: Final = "GK119"
"""The rule of what is odd about a workbook that can be read all the same."""

_OPTIONAL: Final = "fields"
"""The sheet that a workbook may lack: whoever needs no fields may delete it."""

_NOT_OURS: Final = _(
    "这个工作簿不是填报表，读不出年度报告；请先用 gkdoc form -o 文件.xlsx 写出填报表，填好再读"
)


@frozen
class Sheets:
    """The sheets of a workbook to fill in by what they hold.

    `agency`, `prose`, names of tables; `fields` where there is one.
    """

    by_part: Mapping[str, Worksheet]
    findings: tuple[Finding, ...]


def sheets_of(opened: Workbook, source: Path | str | None) -> Sheets:
    """The sheets; InputError if it is another workbook or one of them is missing."""
    wanted = {"agency": (AGENCY_SHEET, AGENCY_TITLE), "prose": (PROSE_SHEET, PROSE_TITLE)}
    for key in tables():
        own = next(iter(possible_sheets(key)))
        wanted[key] = own.name, own.spec.title
    wanted[_OPTIONAL] = FIELDS_SHEET, FIELDS_TITLE
    titled = {sheet.title: words_in(sheet.cell(TITLE_ROW + 1, 1)) for sheet in opened.worksheets}
    if not {title for _, title in wanted.values()} & set(titled.values()):
        raise InputError(source, [Problem(_NOT_OURS)])
    found: dict[str, str] = {}
    problems, findings = [], []
    for part, (name, title) in wanted.items():
        if titled.get(name) == title:
            found[part] = name
            continue
        match [other for other, words in titled.items() if words == title]:
            case [only]:
                found[part] = only
                findings.append(_renamed(only, name, title))
            case [] if part == _OPTIONAL and name not in titled:
                continue
            case []:
                problems.append(_lost(name, title, titled))
            case several:
                listed = Listed("、", (_("“{other}”", other=other) for other in several))
                message = _(
                    "工作表{listed}都是“{title}”，不知道读哪一个；请留下一个，名称改为“{name}”",
                    listed=listed,
                    title=title,
                    name=name,
                )
                problems.append(Problem(message, place=several[0]))
    if problems:
        raise InputError(source, problems)
    findings += _others(opened, {*found.values(), LAST_YEAR_SHEET})
    return Sheets({part: opened[name] for part, name in found.items()}, tuple(findings))


def observation(
    message: Message, sheet: str, cell: str | None = None, *, severity: Severity, address: str = ""
) -> Finding:
    """Something odd about the workbook, at a cell of a sheet or about all of it."""
    return Finding(RULE, severity, message, address, location=Location(sheet=sheet, reference=cell))


def _lost(name: str, title: str, titled: Mapping[str, str]) -> Problem:
    if name not in titled:
        return Problem(_("缺少工作表“{name}”（{title}）", name=name, title=title))
    message = _(
        "这里应是“{title}”，却是“{name}”；请从原来的填报表恢复", title=title, name=titled[name]
    )
    return Problem(message, place=f"{name}!{reference(TITLE_ROW, 0)}")


def _renamed(name: str, expected: str, title: str) -> Finding:
    message = _(
        "工作表“{name}”应叫“{expected}”，已按它的标题“{title}”读取；请把名称改回来",
        name=name,
        expected=expected,
        title=title,
    )
    return observation(message, name, severity=Severity.WARNING)


def _others(opened: Workbook, known: set[str]) -> Iterator[Finding]:
    for sheet in opened.worksheets:
        if sheet.title not in known and (sheet.max_row, sheet.max_column) != (1, 1):
            message = _("工作表“{title}”不是填报表的，没有读取", title=sheet.title)
            yield observation(message, sheet.title, severity=Severity.INFORMATION)
