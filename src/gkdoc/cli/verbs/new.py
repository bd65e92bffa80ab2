"""`gkdoc new` and `gkdoc form`: a data file or a workbook for the new year, to fill in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.options import FILE, REPORT_YEAR, assert_not_an_input, output_option
from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.tasks.new import Begun, draft_after, new_draft
from gkdoc.write.draft_yaml import draft_yaml
from gkdoc.write.files import write_whole
from gkdoc.write.xlsx.form import workbook

_YAML: Final = (".yaml", ".yml")
_WORKBOOK: Final = ".xlsx"

_last_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--from",
    "last",
    type=FILE,
    metavar=_("上年报告"),
    help=_("上年的报告或数据，凡是读得出的格式都可以"),
)

_agency_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--agency", metavar=_("机关"), help=_("报告单位的全称；默认同上年")
)

_year_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--year",
    type=REPORT_YEAR,
    metavar=_("年度"),
    help=_("报告的是哪一年；默认是上年的下一年"),
)

_replace_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--replace", is_flag=True, help=_("已有同名文件时覆盖它")
)


@click.command("new", cls=TranslatedCommand)
@output_option
@_last_option
@_agency_option
@_year_option
@click.option("--names", is_flag=True, help=_("用英文名称，不用表上的名称"))
@_replace_option
@language_option
@click.pass_context
def new(
    context: click.Context,
    *,
    output: Path,
    last: Path | None,
    agency: str | None,
    year: int | None,
    names: bool,
    replace: bool,
) -> int:
    """写出新一年的数据文件（YAML），要填的地方都有【待写】标记。

    有上年报告的，结转、标题、引言和落款由上年报告带过来，上年的文字写在说明里供参考。
    """
    say = language_of(context)
    if output.suffix.lower() not in _YAML:
        raise UsageError(_("输出文件 {output} 应以 .yaml 结尾", output=output))
    if last is None and (agency is None or year is None):
        raise UsageError(_("没有上年报告（--from）时，要写明 --agency 和 --year"))
    _assert_nothing_is_lost(output, last, replace=replace)
    draft = _begun(last, agency, year)
    print_findings(draft.findings, str(last), say)
    write_whole(output, draft_yaml(draft.draft, labels=not names).encode())
    click.echo(say(_("已写出 {output}", output=output)))
    return 0


@click.command("form", cls=TranslatedCommand)
@output_option
@_last_option
@_agency_option
@_year_option
@_replace_option
@language_option
@click.pass_context
def form(
    context: click.Context,
    *,
    output: Path,
    last: Path | None,
    agency: str | None,
    year: int | None,
    replace: bool,
) -> int:
    """写出填报用的工作簿（.xlsx），可以用 Excel、WPS 或 LibreOffice 填。

    总计和勾稽关系自动计算，不对的变红。填好以后直接用 check 检查、用 build 生成报告。
    """
    say = language_of(context)
    if output.suffix.lower() != _WORKBOOK:
        raise UsageError(_("输出文件 {output} 应以 {suffix} 结尾", output=output, suffix=_WORKBOOK))
    _assert_nothing_is_lost(output, last, replace=replace)
    draft = _begun(last, agency, year)
    print_findings(draft.findings, str(last), say)
    write_whole(output, workbook(draft.draft))
    click.echo(say(_("已写出 {output}", output=output)))
    return 0


def _begun(last: Path | None, agency: str | None, year: int | None) -> Begun:
    """The draft of the new year's report; InputError if last year's cannot be read."""
    if last is None:
        return Begun(new_draft((agency or "").strip(), year))
    report = api.load(last, partial=True)
    return draft_after(report, agency=(agency or "").strip(), year=year)


def _assert_nothing_is_lost(output: Path, last: Path | None, *, replace: bool) -> None:
    """UsageError if writing `output` would destroy last year's report, or what somebody filled in.

    A file that was written before may be half filled in: it is replaced on request only.
    """
    assert_not_an_input(output, [last])
    if output.exists() and not replace:
        raise UsageError(
            _("{output} 已经存在，没有覆盖；请换一个名称，或者加 --replace", output=output)
        )
