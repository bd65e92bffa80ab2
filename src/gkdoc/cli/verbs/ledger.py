"""`gkdoc ledger`: the application register becomes table three, row by row accounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import click
from attrs import evolve

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    REPORT_YEAR,
    assert_data_file,
    assert_different,
    assert_json,
    assert_not_an_input,
    assert_workbook,
    data_file,
    output_option,
)
from gkdoc.errors import UsageError
from gkdoc.messages import Listed, _
from gkdoc.model import SeenReport
from gkdoc.tasks.ledger import Ledger, make_ledger
from gkdoc.tasks.ledger.output import RowNames, ledger_json, ledger_workbook
from gkdoc.tasks.ledger.register import NO_MAPPING, Register, read_mapping, read_register
from gkdoc.text.marks import mark
from gkdoc.write.files import write_whole

FINDINGS = 1
_MOST_ROWS_LISTED: Final = 50


@click.command("ledger", cls=TranslatedCommand)
@click.argument("register", type=FILE, metavar=_("台账"))
@click.option(
    "--year",
    type=REPORT_YEAR,
    required=True,
    metavar=_("年度"),
    help=_("报告的是哪一年"),
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
@click.option("--details", type=FILE, metavar=_("文件"), help=_("同样的内容写成 JSON，供程序读取"))
@click.option("--labels", is_flag=True, help=_("写出的 YAML 用表上的名称，不用英文名称"))
@language_option
@click.pass_context
def command(
    context: click.Context,
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
    say = language_of(context)
    assert_data_file(output)
    assert_workbook(workbook)
    assert_json(details)
    outputs = [path for path in (output, workbook, details) if path is not None]
    assert_different(outputs)
    for path in outputs:
        assert_not_an_input(path, (register, mapping, into))
    base = _base(into, agency, year)
    words = read_mapping(mapping) if mapping is not None else NO_MAPPING
    with read_register(register, words, sheets) as opened:
        _say_how(opened, register, say)
        ledger = make_ledger(opened.entries, year, words)
    # Everything is made before anything is written.
    contents = {output: data_file(evolve(base, applications=ledger.table), output, labels=labels)}
    if workbook is not None:
        contents[workbook] = ledger_workbook(ledger, register)
    if details is not None:
        contents[details] = ledger_json(ledger, register).encode()
    _say_what(ledger, say)
    for path, content in contents.items():
        write_whole(path, content)
        click.echo(say(_("已写出 {path}", path=path)))
    return FINDINGS if ledger.unplaced else 0


def _base(into: Path | None, agency: str | None, year: int) -> SeenReport:
    """The report that the table goes into."""
    if into is None:
        return SeenReport(agency=agency or mark("机关名称"), year=year)
    if agency is not None:
        raise UsageError(_("--into 的数据里有机关名称，不能同时写 --agency"))
    base = api.load(into, partial=True)
    if base.year != year:
        raise UsageError(
            _(
                "{into} 是 {year} 年度的数据，--year 却是 {year2}",
                into=into,
                year=base.year,
                year2=year,
            )
        )
    return base


def _say_how(register: Register, path: Path, say: Language) -> None:
    for sheet in dict.fromkeys(name for name, *_rest in register.headers):
        headers = [header for name, _column, header in register.headers if name == sheet]
        where = _("{path} 工作表“{sheet}”", path=path, sheet=sheet) if sheet else str(path)
        click.echo(
            say(_("{where}：用的列是 {headers}", where=where, headers=Listed("、", headers)))
        )
    for words in register.said:
        click.echo(say(words), err=True)


def _say_what(ledger: Ledger, say: Language) -> None:
    """The sum of the rows, then those that somebody has to look at."""
    name = RowNames.in_(ledger)
    counted, unplaced = len(ledger.counted), len(ledger.unplaced)
    repeated, outside = len(ledger.repeated), len(ledger.outside)
    click.echo(
        say(
            _(
                "共 {rows} 行：计入 {counted} 件，没有归类 {unplaced} 行，重复 {repeated} 行，"
                "不属 {year} 年度 {outside} 行",
                rows=ledger.rows,
                counted=counted,
                unplaced=unplaced,
                repeated=repeated,
                year=ledger.year,
                outside=outside,
            )
        )
    )
    for each in ledger.repeated[:_MOST_ROWS_LISTED]:
        here, there = name.of(each.entry), name.of(each.counted)
        message = _(
            "第 {here} 行与第 {there} 行是同一申请（{number}），只计第 {there} 行",
            here=here,
            there=there,
            number=each.entry.number,
        )
        if each.differs:
            differs = Listed("、", each.differs)
            message = _("{message}，{differs}不同", message=message, differs=differs)
        click.echo(say(message), err=True)
    _say_more(repeated, say)
    if ledger.without_number:
        count = ledger.without_number
        click.echo(
            say(_("有 {count} 行没有申请编号，各计一件，查不出是否重复", count=count)), err=True
        )
    doubtful = ledger.doubtful
    if doubtful:
        click.echo(
            say(_("有 {count} 行已经按所写的日期归类，请核对：", count=len(doubtful))), err=True
        )
    for doubt in doubtful[:_MOST_ROWS_LISTED]:
        click.echo(
            say(_("  第 {entry} 行：{reason}", entry=name.of(doubt.entry), reason=doubt.reason)),
            err=True,
        )
    _say_more(len(doubtful), say)
    if not unplaced:
        return
    click.echo(
        say(_("有 {unplaced} 行没有归类，没有计入，表三还不完整：", unplaced=unplaced)), err=True
    )
    for row in ledger.unplaced[:_MOST_ROWS_LISTED]:
        click.echo(
            say(_("  第 {entry} 行：{reason}", entry=name.of(row.entry), reason=row.reason)),
            err=True,
        )
    _say_more(unplaced, say)
    if unplaced > _MOST_ROWS_LISTED:
        for reason, count in Counter(row.reason for row in ledger.unplaced).most_common(20):
            click.echo(say(_("  {count} 行：{reason}", count=count, reason=reason)), err=True)
    click.echo(say(_("改好台账，或者用 --map 写明这些词指什么，再算一遍")), err=True)


def _say_more(count: int, say: Language) -> None:
    if count > _MOST_ROWS_LISTED:
        more = count - _MOST_ROWS_LISTED
        click.echo(
            say(_("  还有 {more} 行没有列出，全部见 --workbook 或 --details", more=more)), err=True
        )
