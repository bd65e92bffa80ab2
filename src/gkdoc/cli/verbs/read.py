"""`gkdoc read`: a report in any format becomes a data file, or the workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option, log_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.options import (
    FILE,
    assert_data_file_or_workbook,
    assert_json,
    assert_not_an_input,
    data_file,
    is_workbook,
    output_option,
)
from gkdoc.errors import InputError, UsageError
from gkdoc.findings import Finding
from gkdoc.messages import _
from gkdoc.model import in_print
from gkdoc.read.reading import Reading
from gkdoc.tasks.examine import located, problems_of
from gkdoc.write.files import write_whole
from gkdoc.write.filing_json import filing_json, losses

NOT_ALL_READ: Final = 1


@click.command("read", cls=TranslatedCommand)
@click.argument("file", type=FILE, metavar=_("文件"))
@output_option
@click.option("--labels", is_flag=True, help=_("写出的 YAML 用表上的名称，不用英文名称"))
@click.option("--filing", is_flag=True, help=_("写成报送系统用的 JSON"))
@click.option("--replace", is_flag=True, help=_("已有同名的工作簿时覆盖它"))
@log_option
@language_option
@click.pass_context
def command(
    context: click.Context, *, file: Path, output: Path, labels: bool, filing: bool, replace: bool
) -> int:
    """把报告读成数据文件（.json、.yaml）或填报用的工作簿（.xlsx），并说明哪些内容没有读到。

    能读 Word、网页、PDF、工作簿、报送 JSON 和数据文件，有 LibreOffice 时还能读 .doc、.wps、
    .rtf、.odt。
    """
    say = language_of(context)
    assert_data_file_or_workbook(output)
    assert_json(output if filing else None)
    assert_not_an_input(output, (file,))
    # Somebody may have gone on filling it in.
    if is_workbook(output) and output.exists() and not replace:
        raise UsageError(
            _("{output} 已经存在，没有覆盖；请换一个名称，或者加 --replace", output=output)
        )
    reading = api.read_report(file, partial=True)
    if filing:
        content, lost = _filing(reading, file)
    elif is_workbook(output):
        from gkdoc.tasks.workbook import report_workbook

        written = report_workbook(reading.report)
        content, lost = written.content, located(written.findings, reading)
    else:
        content, lost = data_file(reading.report, output, labels=labels), ()
    print_findings((*reading.findings, *lost), str(file), say)
    write_whole(output, content)
    click.echo(say(_("已写出 {output}", output=output)))
    if reading.complete:
        return 0
    click.echo(say(_("有内容没有读到，请对照原文件补上")), err=True)
    return NOT_ALL_READ


def _filing(reading: Reading, file: Path) -> tuple[bytes, Iterable[Finding]]:
    """The JSON of filing systems, and what it cannot hold."""
    printed = in_print(reading.report)
    if printed.unresolved:
        raise InputError(file, problems_of(located(printed.unresolved, reading)))
    return filing_json(printed.entered).encode(), losses(printed.entered)
