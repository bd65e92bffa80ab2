"""`gkdoc ledger`: the application register becomes table three, row by row accounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import click
from attrs import evolve

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.data_files import assert_data_file, assert_json, assert_workbook, data_file
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    REPORT_YEAR,
    assert_different,
    assert_not_an_input,
    output_option,
)
from gkdoc.errors import UsageError
from gkdoc.model import Report
from gkdoc.read.register import NO_MAPPING, Register, read_mapping, read_register
from gkdoc.tasks.ledger import Ledger, make_ledger
from gkdoc.tasks.ledger_output import RowNames, ledger_json, ledger_workbook
from gkdoc.text.unwritten import mark
from gkdoc.write.files import write_whole

FINDINGS = 1
_MOST_ROWS_LISTED: Final = 50


@click.command("ledger", cls=TranslatedCommand)
@click.argument("register", type=FILE, metavar="台账")
@click.option(
    "--year",
    type=REPORT_YEAR,
    required=True,
    metavar="年度",
    help="报告的是哪一年",
)
@output_option
@click.option("--map", "mapping", type=FILE, metavar="对照文件", help="台账的列名和用词的含义")
@click.option("--sheet", "sheets", multiple=True, metavar="工作表", help="用哪张工作表，可以写几次")
@click.option("--into", type=FILE, metavar="数据文件", help="其余内容照抄这份数据，只换表三")
@click.option("--agency", metavar="机关", help="写进数据的机关名称")
@click.option("--workbook", type=FILE, metavar="文件", help="另写一份工作簿，逐行说明计在哪一格")
@click.option("--details", type=FILE, metavar="文件", help="同样的内容写成 JSON，供程序读取")
@click.option("--labels", is_flag=True, help="写出的 YAML 用表上的名称，不用英文名称")
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
        click.echo(say(f"已写出 {path}"))
    return FINDINGS if ledger.unplaced else 0


def _base(into: Path | None, agency: str | None, year: int) -> Report:
    """The report that the table goes into."""
    if into is None:
        return Report(agency=agency or mark("机关名称"), year=year)
    if agency is not None:
        raise UsageError("--into 的数据里有机关名称，不能同时写 --agency")
    base = api.load(into, partial=True)
    if base.year != year:
        raise UsageError(f"{into} 是 {base.year} 年度的数据，--year 却是 {year}")
    return base


def _say_how(register: Register, path: Path, say: Language) -> None:
    for sheet, _, _ in dict.fromkeys((sheet, "", "") for sheet, _, _ in register.headers):
        headers = [header for name, _, header in register.headers if name == sheet]
        where = f"{path} 工作表“{sheet}”" if sheet else str(path)
        click.echo(say(f"{where}：用的列是 {'、'.join(headers)}"))
    for words in register.said:
        click.echo(say(words), err=True)


def _say_what(ledger: Ledger, say: Language) -> None:
    """The sum of the rows, then those that somebody has to look at."""
    name = RowNames.in_(ledger)
    counted, unplaced = len(ledger.counted), len(ledger.unplaced)
    repeated, outside = len(ledger.repeated), len(ledger.outside)
    click.echo(
        say(
            f"共 {ledger.rows} 行：计入 {counted} 件，没有归类 {unplaced} 行，重复 {repeated} 行，"
            f"不属 {ledger.year} 年度 {outside} 行"
        )
    )
    for each in ledger.repeated[:_MOST_ROWS_LISTED]:
        here, there = name.of(each.entry), name.of(each.counted)
        differs = f"，{'、'.join(each.differs)}不同" if each.differs else ""
        message = f"第 {here} 行与第 {there} 行是同一申请（{each.entry.number}），只计第 {there} 行"
        click.echo(say(message + differs), err=True)
    _say_more(repeated, say)
    if ledger.without_number:
        count = ledger.without_number
        click.echo(say(f"有 {count} 行没有申请编号，各计一件，查不出是否重复"), err=True)
    doubtful = ledger.doubtful
    if doubtful:
        click.echo(say(f"有 {len(doubtful)} 行已经按所写的日期归类，请核对："), err=True)
    for doubt in doubtful[:_MOST_ROWS_LISTED]:
        click.echo(say(f"  第 {name.of(doubt.entry)} 行：{doubt.reason}"), err=True)
    _say_more(len(doubtful), say)
    if not unplaced:
        return
    click.echo(say(f"有 {unplaced} 行没有归类，没有计入，表三还不完整："), err=True)
    for row in ledger.unplaced[:_MOST_ROWS_LISTED]:
        click.echo(say(f"  第 {name.of(row.entry)} 行：{row.reason}"), err=True)
    _say_more(unplaced, say)
    if unplaced > _MOST_ROWS_LISTED:
        for reason, count in Counter(row.reason for row in ledger.unplaced).most_common(20):
            click.echo(say(f"  {count} 行：{reason}"), err=True)
    click.echo(say("改好台账，或者用 --map 写明这些词指什么，再算一遍"), err=True)


def _say_more(count: int, say: Language) -> None:
    if count > _MOST_ROWS_LISTED:
        more = count - _MOST_ROWS_LISTED
        click.echo(say(f"  还有 {more} 行没有列出，全部见 --workbook 或 --details"), err=True)
