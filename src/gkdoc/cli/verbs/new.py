"""`gkdoc new` and `gkdoc form`: a data file or a workbook for the new year, to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc.cli.commands import TranslatedCommand
from gkdoc.cli.console import print_findings
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    REPORT_YEAR,
    WORKBOOK,
    YAML,
    assert_ending,
    assert_not_there,
    assert_writable,
    loaded,
    output_option,
    write,
)
from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.model import Draft
from gkdoc.tasks.new import new
from gkdoc.write.xlsx.form import workbook
from gkdoc.write.yaml_draft import draft_yaml

_last_option = click.option(
    "--from",
    "last",
    type=FILE,
    metavar=_("上年报告"),
    help=_("上年的报告或数据，凡是读得出的格式都可以"),
)
_agency_option = click.option("--agency", metavar=_("机关"), help=_("报告单位的全称；默认同上年"))
_year_option = click.option(
    "--year", type=REPORT_YEAR, metavar=_("年度"), help=_("报告的是哪一年；默认是上年的下一年")
)
_replace_option = click.option("--replace", is_flag=True, help=_("已有同名文件时覆盖它"))


@click.command("new", cls=TranslatedCommand)
@output_option
@_last_option
@_agency_option
@_year_option
@click.option("--names", is_flag=True, help=_("用英文名称，不用表上的名称"))
@_replace_option
@click.pass_obj
def command(
    say: Language,
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
    assert_ending(output, YAML)
    if last is None and (agency is None or year is None):
        raise UsageError(_("没有上年报告（--from）时，要写明 --agency 和 --year"))
    draft = _begun(output, last, agency, year, say, replace=replace)
    write({output: draft_yaml(draft, labels=not names).encode()}, say)
    return 0


@click.command("form", cls=TranslatedCommand)
@output_option
@_last_option
@_agency_option
@_year_option
@_replace_option
@click.pass_obj
def form(
    say: Language,
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
    assert_ending(output, WORKBOOK)
    write({output: workbook(_begun(output, last, agency, year, say, replace=replace))}, say)
    return 0


def _begun(
    output: Path,
    last: Path | None,
    agency: str | None,
    year: int | None,
    say: Language,
    *,
    replace: bool,
) -> Draft:
    """The draft that `output` is to hold, with its findings said.

    InputError if last year's report cannot be read, UsageError if writing would destroy it, or what
    somebody has filled in.
    """
    assert_writable((output,), (last,))
    assert_not_there(output, replace=replace)
    name = (agency or "").strip()
    begun = new(name, year, last=loaded(last))
    print_findings(begun.findings, str(last), say)
    return begun.draft
