"""`gkdoc read`: a report in any format becomes a data file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.data_files import assert_data_file, assert_json, data_file
from gkdoc.cli.options import FILE, assert_not_an_input, output_option
from gkdoc.errors import InputError
from gkdoc.model import resolved
from gkdoc.tasks.examine import located, problems_of
from gkdoc.write.files import write_whole
from gkdoc.write.filing_json import filing_json, losses

NOT_ALL_READ: Final = 1


@click.command("read", cls=TranslatedCommand)
@click.argument("file", type=FILE, metavar="文件")
@output_option
@click.option("--labels", is_flag=True, help="写出的 YAML 用表上的名称，不用英文名称")
@click.option("--filing", is_flag=True, help="写成报送系统用的 JSON")
@language_option
@click.pass_context
def command(context: click.Context, *, file: Path, output: Path, labels: bool, filing: bool) -> int:
    """把报告读成数据文件（.json、.yaml），并说明哪些内容没有读到。

    能读 Word、网页、PDF、工作簿、报送 JSON 和数据文件，有 LibreOffice 时还能读 .doc、.wps、
    .rtf、.odt。
    """
    say = language_of(context)
    assert_data_file(output)
    assert_json(output if filing else None)
    assert_not_an_input(output, (file,))
    reading = api.read_report(file, partial=True)
    report = reading.report
    if filing:
        report, unresolved = resolved(report)
        if unresolved:
            raise InputError(file, problems_of(located(unresolved, reading)))
        content, lost = filing_json(report).encode(), losses(report)
    else:
        content, lost = data_file(report, output, labels=labels), ()
    print_findings((*reading.findings, *lost), str(file), say)
    write_whole(output, content)
    click.echo(say(f"已写出 {output}"))
    if reading.complete:
        return 0
    click.echo(say("有内容没有读到，请对照原文件补上"), err=True)
    return NOT_ALL_READ
