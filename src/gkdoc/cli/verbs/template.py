"""`gkdoc template`: the Word templates that reports are built with."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, TranslatedGroup, language_of, language_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.language import Language
from gkdoc.cli.options import FILE, assert_document, assert_not_an_input, output_option
from gkdoc.errors import UsageError
from gkdoc.findings import has_errors
from gkdoc.layout.options import HEADING_LEVELS, STANDARD, Layout
from gkdoc.layout.typography import TIMES
from gkdoc.messages import Listed, Message, _
from gkdoc.write.docx.inspection import SlotUse
from gkdoc.write.files import write_whole

FINDINGS = 1

template_argument = click.argument("file", type=FILE, metavar=_("模板"))


@click.group("template", cls=TranslatedGroup)
@language_option
def command() -> None:
    """处理 Word 模板。"""


@command.command("check", cls=TranslatedCommand)
@template_argument
@language_option
@click.pass_context
def check(context: click.Context, *, file: Path) -> int:
    """检查模板能不能用，逐条说明在哪里、是什么、应当怎样。"""
    say = language_of(context)
    findings = api.inspect(file).findings
    print_findings(findings, str(file), say)
    if has_errors(findings):
        click.echo(say(_("模板 {file} 不能使用，请按上面的说明修改", file=file)), err=True)
        return FINDINGS
    click.echo(say(_("模板 {file} 可以使用", file=file)))
    return 0


@command.command("slots", cls=TranslatedCommand)
@template_argument
@language_option
@click.pass_context
def slots(context: click.Context, *, file: Path) -> int:
    """列出模板用到的和没有用到的内容，以及各在哪里。"""
    say = language_of(context)
    inspection = api.inspect(file)
    if not inspection.slots:
        print_findings(inspection.findings, str(file), say)
        return FINDINGS
    for used in inspection.slots:
        click.echo(say(_line(used)))
    return 0


def _line(slot: SlotUse) -> Message:
    name = f"{slot.tag}  {slot.label}" if slot.label else slot.tag
    if slot.places:
        return _("{name}：{places}", name=name, places=Listed("；", slot.places))
    return (
        _("{name}：缺少", name=name) if slot.needed else _("{name}：没有用到，可以没有", name=name)
    )


@command.command("export", cls=TranslatedCommand)
@output_option
@click.option(
    "--from",
    "blank_form",
    type=FILE,
    metavar=_("空白表"),
    help=_("在本单位空白表的副本里写上标签，代替标准模板"),
)
@click.option("--native-numbering", is_flag=True, help=_("标题序号由 Word 自动编号"))
@click.option(
    "--chinese-digits", is_flag=True, help=_("西文和数字也用中文字体，默认用 Times New Roman")
)
@click.option(
    "--bold-level",
    "bold_levels",
    type=click.IntRange(HEADING_LEVELS[0], HEADING_LEVELS[-1]),
    multiple=True,
    help=_("加粗这一级标题，可以写几次"),
)
@click.option("--no-page-numbers", is_flag=True, help=_("不要页码"))
@language_option
@click.pass_context
def export(
    context: click.Context,
    *,
    output: Path,
    blank_form: Path | None,
    native_numbering: bool,
    chinese_digits: bool,
    bold_levels: tuple[int, ...],
    no_page_numbers: bool,
) -> int:
    """写出标准模板，供修改后用 build -t 使用；或者由本单位的空白表做成模板。"""
    say = language_of(context)
    assert_document(output)
    layout = Layout(
        native_numbering=native_numbering,
        latin_face=None if chinese_digits else TIMES,
        bold_levels=frozenset(bold_levels),
        page_numbers=not no_page_numbers,
    )
    if blank_form is None:
        # python-docx is needed for nothing else here.
        from gkdoc.write.docx.export import exported

        write_whole(output, exported(layout))
        click.echo(say(_("已写出 {output}", output=output)))
        return 0
    assert_not_an_input(output, [blank_form])
    if layout != STANDARD:
        raise UsageError(_("--from 保留空白表自己的样式，不能同时选择标准模板的样式"))
    return _from_blank_form(blank_form, output, say)


def _from_blank_form(blank_form: Path, output: Path, say: Language) -> int:
    marked = api.mark_up_form(blank_form)
    for line in marked.done:
        click.echo(say(_("已写上标签 {line}", line=line)))
    for line in marked.left:
        click.echo(say(_("请看一看 {line}", line=line)), err=True)
    findings = api.inspect(marked.document).findings
    print_findings(findings, str(output), say)
    write_whole(output, marked.document)
    click.echo(say(_("已写出 {output}", output=output)))
    return FINDINGS if has_errors(findings) else 0
