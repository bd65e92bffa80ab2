"""`gkdoc compare`: the main figures of several years side by side."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, log_option
from gkdoc.cli.console import warn
from gkdoc.cli.language import Language
from gkdoc.cli.options import FILE, WORKBOOK, assert_ending, assert_writable, format_option, write
from gkdoc.messages import _
from gkdoc.tasks.compare import as_json, compare, workbook
from gkdoc.tasks.compare.output import lines


@click.command("compare", cls=TranslatedCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar=_("文件 文件…"))
@format_option
@click.option("-o", "--output", type=FILE, metavar=_("文件"), help=_("另写一份工作簿（.xlsx）"))
@log_option
@click.pass_obj
def command(
    say: Language, *, files: tuple[Path, ...], output_format: str, output: Path | None
) -> int:
    """把几个年度的主要数字并排列出，算好增减、增减率和占比。

    文件可以是数据文件，也可以是已经做好的报告，按年度先后排列，与写的次序无关。
    """
    assert_ending(output, WORKBOOK)
    assert_writable((output,), files)
    comparison = compare([api.load(path, partial=True) for path in files])
    contents = {output: workbook(comparison)} if output is not None else {}
    for remark in comparison.remarks:
        warn(remark, say)
    if output_format == "json":
        click.echo(json.dumps(as_json(comparison), ensure_ascii=False, indent=1))
    else:
        for line in lines(comparison):
            click.echo(line)
    write(contents, say, apart=True)
    return 0
