"""`gkdoc template`: the Word templates that reports are built with."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc.cli.commands import TranslatedCommand, TranslatedGroup, language_of, language_option
from gkdoc.cli.options import output_option
from gkdoc.layout.options import HEADING_LEVELS, Layout
from gkdoc.layout.typography import TIMES
from gkdoc.write.files import write_whole
from gkdoc.write.standard_template import standard_template


@click.group("template", cls=TranslatedGroup)
@language_option
def command() -> None:
    """处理 Word 模板。"""


@command.command("export", cls=TranslatedCommand)
@output_option
@click.option("--native-numbering", is_flag=True, help="标题序号由 Word 自动编号")
@click.option(
    "--chinese-digits", is_flag=True, help="西文和数字也用中文字体，默认用 Times New Roman"
)
@click.option(
    "--bold-level",
    "bold_levels",
    type=click.IntRange(HEADING_LEVELS[0], HEADING_LEVELS[-1]),
    multiple=True,
    help="加粗这一级标题，可以写几次",
)
@click.option("--no-page-numbers", is_flag=True, help="不要页码")
@language_option
@click.pass_context
def export(
    context: click.Context,
    *,
    output: Path,
    native_numbering: bool,
    chinese_digits: bool,
    bold_levels: tuple[int, ...],
    no_page_numbers: bool,
) -> int:
    """写出标准模板，供修改后用 build -t 使用。"""
    layout = Layout(
        native_numbering=native_numbering,
        latin_face=None if chinese_digits else TIMES,
        bold_levels=frozenset(bold_levels),
        page_numbers=not no_page_numbers,
    )
    write_whole(output, standard_template(layout))
    click.echo(language_of(context)(f"已写出 {output}"))
    return 0
