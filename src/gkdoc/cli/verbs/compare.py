"""`gkdoc compare`: the main figures of several years side by side."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option, log_option
from gkdoc.cli.options import FILE, assert_not_an_input, assert_workbook
from gkdoc.messages import _
from gkdoc.tasks.compare import compare
from gkdoc.tasks.compare.output import comparison_json, comparison_lines, comparison_workbook
from gkdoc.write.files import write_whole


@click.command("compare", cls=TranslatedCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar=_("文件 文件…"))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("结果打印成文字（默认）或者供程序读取的 JSON"),
)
@click.option("-o", "--output", type=FILE, metavar=_("文件"), help=_("另写一份工作簿（.xlsx）"))
@log_option
@language_option
@click.pass_context
def command(
    context: click.Context, *, files: tuple[Path, ...], output_format: str, output: Path | None
) -> int:
    """把几个年度的主要数字并排列出，算好增减、增减率和占比。

    文件可以是数据文件，也可以是已经做好的报告，按年度先后排列，与写的次序无关。
    """
    say = language_of(context)
    assert_workbook(output)
    if output is not None:
        assert_not_an_input(output, files)
    comparison = compare([api.load(path, partial=True) for path in files])
    content = comparison_workbook(comparison) if output is not None else b""
    for remark in comparison.remarks:
        click.echo(say(remark), err=True)
    if output_format == "json":
        click.echo(comparison_json(comparison), nl=False)
    else:
        for line in comparison_lines(comparison):
            click.echo(line)
    if output is not None:
        write_whole(output, content)
        click.echo(say(_("已写出 {output}", output=output)), err=True)
    return 0
