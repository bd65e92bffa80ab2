"""`gkdoc form`: a workbook to fill in."""

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
from gkdoc.write.files import write_whole
from gkdoc.write.xlsx.form import workbook

_SUFFIX = ".xlsx"


@click.command("form", cls=TranslatedCommand)
@output_option
@last_option
@agency_option
@year_option
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
    replace: bool,
) -> int:
    """写出填报用的工作簿（.xlsx），可以用 Excel、WPS 或 LibreOffice 填。

    总计和勾稽关系自动计算，不对的变红。填好以后直接用 check 检查、用 build 生成报告。
    """
    say = language_of(context)
    if output.suffix.lower() != _SUFFIX:
        raise UsageError(_("输出文件 {output} 应以 {suffix} 结尾", output=output, suffix=_SUFFIX))
    assert_nothing_is_lost(output, last, replace=replace)
    draft = begun(last, agency, year)
    print_findings(draft.findings, str(last), say)
    write_whole(output, workbook(draft.draft))
    click.echo(say(_("已写出 {output}", output=output)))
    return 0
