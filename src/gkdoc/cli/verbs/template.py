"""`gkdoc template`: the Word templates that reports are built with."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, TranslatedGroup
from gkdoc.cli.console import FINDINGS, print_findings, tell, warn
from gkdoc.cli.language import Language
from gkdoc.cli.options import FILE, assert_document, assert_writable, output_option, write
from gkdoc.errors import UsageError
from gkdoc.findings import has_errors
from gkdoc.layout.options import HEADING_LEVELS, STANDARD, Layout
from gkdoc.layout.typography import TIMES
from gkdoc.messages import Listed, Message, _
from gkdoc.write.docx.inspection import SlotUse

template_argument = click.argument("file", type=FILE, metavar=_("模板"))


@click.group("template", cls=TranslatedGroup)
def command() -> None:
    """处理 Word 模板。"""


@command.command("check", cls=TranslatedCommand)
@template_argument
@click.pass_obj
def check(say: Language, *, file: Path) -> int:
    """检查模板能不能用，逐条说明在哪里、是什么、应当怎样。"""
    findings = api.inspect(file).findings
    print_findings(findings, str(file), say)
    if has_errors(findings):
        warn(_("模板 {file} 不能使用，请按上面的说明修改", file=file), say)
        return FINDINGS
    tell(_("模板 {file} 可以使用", file=file), say)
    return 0


@command.command("slots", cls=TranslatedCommand)
@template_argument
@click.pass_obj
def slots(say: Language, *, file: Path) -> int:
    """列出模板用到的和没有用到的内容，以及各在哪里。"""
    inspection = api.inspect(file)
    if not inspection.slots:
        print_findings(inspection.findings, str(file), say)
        return FINDINGS
    for used in inspection.slots:
        tell(_line(used), say)
    return 0


def _line(slot: SlotUse) -> Message:
    name = f"{slot.tag}  {slot.label}" if slot.label else slot.tag
    if slot.places:
        return _("{name}：{places}", name=name, places=Listed("；", slot.places))
    if slot.needed:
        return _("{name}：缺少", name=name)
    return _("{name}：没有用到，可以没有", name=name)


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
@click.pass_obj
def export(
    say: Language,
    *,
    output: Path,
    blank_form: Path | None,
    native_numbering: bool,
    chinese_digits: bool,
    bold_levels: tuple[int, ...],
    no_page_numbers: bool,
) -> int:
    """写出标准模板，供修改后用 build -t 使用；或者由本单位的空白表做成模板。"""
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

        write({output: exported(layout)}, say)
        return 0
    assert_writable((output,), (blank_form,))
    if layout != STANDARD:
        raise UsageError(_("--from 保留空白表自己的样式，不能同时选择标准模板的样式"))
    return _from_blank_form(blank_form, output, say)


def _from_blank_form(blank_form: Path, output: Path, say: Language) -> int:
    marked = api.mark_up_form(blank_form)
    for line in marked.done:
        tell(_("已写上标签 {line}", line=line), say)
    for line in marked.left:
        warn(_("请看一看 {line}", line=line), say)
    findings = api.inspect(marked.document).findings
    print_findings(findings, str(output), say)
    write({output: marked.document}, say)
    return FINDINGS if has_errors(findings) else 0
