"""`gkdoc new`: a data file for the new year, to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.options import output_option
from gkdoc.cli.successor import (
    agency_option,
    assert_nothing_is_lost,
    begun,
    last_option,
    replace_option,
    year_option,
)
from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.write.draft_yaml import draft_yaml
from gkdoc.write.files import write_whole

_SUFFIXES = (".yaml", ".yml")


@click.command("new", cls=TranslatedCommand)
@output_option
@last_option
@agency_option
@year_option
@click.option("--names", is_flag=True, help=_("用英文名称，不用表上的名称"))
@replace_option
@language_option
@click.pass_context
def command(
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
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError(_("输出文件 {output} 应以 .yaml 结尾", output=output))
    if last is None and (agency is None or year is None):
        raise UsageError(_("没有上年报告（--from）时，要写明 --agency 和 --year"))
    assert_nothing_is_lost(output, last, replace=replace)
    draft = begun(last, agency, year)
    print_findings(draft.findings, str(last), say)
    write_whole(output, draft_yaml(draft.draft, labels=not names).encode())
    click.echo(say(_("已写出 {output}", output=output)))
    return 0
