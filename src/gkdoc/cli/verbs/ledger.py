"""`gkdoc ledger`: the application register becomes table three, row by row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

import click
from attrs import evolve

from gkdoc.cli.commands import TranslatedCommand
from gkdoc.cli.console import FINDINGS, tell, warn
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    JSON,
    REPORT_YEAR,
    WORKBOOK,
    YAML,
    assert_ending,
    assert_writable,
    data_file,
    details_option,
    labels_option,
    loaded,
    output_option,
    write,
)
from gkdoc.errors import UsageError
from gkdoc.messages import Listed, Message, _
from gkdoc.model import SeenReport
from gkdoc.tasks.ledger import Ledger
from gkdoc.tasks.ledger.counting import make_ledger
from gkdoc.tasks.ledger.entries import Register, read_register
from gkdoc.tasks.ledger.mapping import NO_MAPPING, read_mapping
from gkdoc.tasks.ledger.output import json_text, reckoning_lines
from gkdoc.tasks.ledger.output import workbook as workbook_of
from gkdoc.tasks.ledger.rows import Doubtful, Repeated, Unplaced
from gkdoc.text.marks import mark

Listable = TypeVar("Listable")

_MOST_ROWS_LISTED: Final = 50


@click.command("ledger", cls=TranslatedCommand)
@click.argument("register", type=FILE, metavar=_("台账"))
@click.option(
    "--year", type=REPORT_YEAR, required=True, metavar=_("年度"), help=_("报告的是哪一年")
)
@output_option
@click.option(
    "--map", "mapping", type=FILE, metavar=_("对照文件"), help=_("台账的列名和用词的含义")
)
@click.option(
    "--sheet", "sheets", multiple=True, metavar=_("工作表"), help=_("用哪张工作表，可以写几次")
)
@click.option("--into", type=FILE, metavar=_("数据文件"), help=_("其余内容照抄这份数据，只换表三"))
@click.option("--agency", metavar=_("机关"), help=_("写进数据的机关名称"))
@click.option(
    "--workbook", type=FILE, metavar=_("文件"), help=_("另写一份工作簿，逐行说明计在哪一格")
)
@details_option
@labels_option
@click.pass_obj
def command(
    say: Language,
    *,
    register: Path,
    year: int,
    output: Path,
    mapping: Path | None,
    sheets: tuple[str, ...],
    into: Path | None,
    agency: str | None,
    workbook: Path | None,
    details: Path | None,
    labels: bool,
) -> int:
    """由依申请公开台账算出表三，每一行计在哪一格都能查到。

    台账是 Excel 工作簿（.xlsx）或 CSV。归不了类的行逐条列出原因，不计入，也不丢弃。
    """
    assert_ending(output, YAML, JSON)
    assert_ending(workbook, WORKBOOK)
    assert_ending(details, JSON)
    assert_writable((output, workbook, details), (register, mapping, into))
    base = _base(into, agency, year)
    words = read_mapping(mapping) if mapping is not None else NO_MAPPING
    with read_register(register, words, sheets) as opened:
        _say_how(opened, register, say)
        ledger = evolve(make_ledger(opened.entries, year, words), register=register)
    # Everything is made before anything is written.
    contents = {output: data_file(evolve(base, applications=ledger.table), output, labels=labels)}
    if workbook is not None:
        contents[workbook] = workbook_of(ledger)
    if details is not None:
        contents[details] = json_text(ledger).encode()
    _say_what(ledger, say)
    write(contents, say)
    return FINDINGS if ledger.unplaced else 0


def _base(into: Path | None, agency: str | None, year: int) -> SeenReport:
    """The report that the table goes into."""
    if into is not None and agency is not None:
        raise UsageError(_("--into 的数据里有机关名称，不能同时写 --agency"))
    base = loaded(into)
    if base is None:
        return SeenReport(agency=agency or mark("机关名称"), year=year)
    if base.year != year:
        there, asked = base.year, year
        message = _(
            "{into} 是 {there} 年度的数据，--year 却是 {asked}", into=into, there=there, asked=asked
        )
        raise UsageError(message)
    return base


def _say_how(register: Register, path: Path, say: Language) -> None:
    for sheet in dict.fromkeys(name for name, *_rest in register.headers):
        headers = [header for name, _column, header in register.headers if name == sheet]
        where = _("{path} 工作表“{sheet}”", path=path, sheet=sheet) if sheet else str(path)
        tell(_("{where}：用的列是 {headers}", where=where, headers=Listed("、", headers)), say)
    for words in register.said:
        warn(words, say)


def _say_what(ledger: Ledger, say: Language) -> None:
    """The sum of the rows, then those that somebody has to look at."""
    unplaced = len(ledger.unplaced)
    total = _(
        "共 {rows} 行：计入 {counted} 件，没有归类 {unplaced} 行，重复 {repeated} 行，"
        "不属 {year} 年度 {outside} 行",
        rows=ledger.rows,
        counted=ledger.reckoning.cases,
        unplaced=unplaced,
        repeated=len(ledger.repeated),
        year=ledger.year,
        outside=len(ledger.outside),
    )
    tell(total, say)
    for reckoned in reckoning_lines(ledger):
        tell(reckoned, say)

    def again(row: Repeated) -> Message:
        here, there = ledger.place(row.entry), ledger.place(row.counted)
        message = _(
            "第 {here} 行与第 {there} 行是同一申请（{number}），只计第 {there} 行",
            here=here,
            there=there,
            number=row.entry.number,
        )
        if not row.differs:
            return message
        return _("{message}，{differs}不同", message=message, differs=Listed("、", row.differs))

    def line(row: Doubtful | Unplaced) -> Message:
        return _("  第 {entry} 行：{reason}", entry=ledger.place(row.entry), reason=row.reason)

    _list(ledger.repeated, again, say)
    if count := ledger.without_number:
        warn(_("有 {count} 行没有申请编号，各计一件，查不出是否重复", count=count), say)
    doubtful = ledger.doubtful
    if doubtful:
        warn(_("有 {count} 行已经按所写的归类，请核对：", count=len(doubtful)), say)
    _list(doubtful, line, say)
    if not unplaced:
        return
    warn(_("有 {unplaced} 行没有归类，没有计入，表三还不完整：", unplaced=unplaced), say)
    _list(ledger.unplaced, line, say)
    if unplaced > _MOST_ROWS_LISTED:
        for reason, count in Counter(row.reason for row in ledger.unplaced).most_common(20):
            warn(_("  {count} 行：{reason}", count=count, reason=reason), say)
    warn(_("改好台账，或者用 --map 写明这些词指什么，再算一遍"), say)


def _list(rows: Sequence[Listable], line: Callable[[Listable], Message], say: Language) -> None:
    """Say the line of each row, of many rows those of the first."""
    for row in rows[:_MOST_ROWS_LISTED]:
        warn(line(row), say)
    more = len(rows) - _MOST_ROWS_LISTED
    if more > 0:
        warn(_("  还有 {more} 行没有列出，全部见 --workbook 或 --details", more=more), say)
