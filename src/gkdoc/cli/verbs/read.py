"""`gkdoc read`: a report in any format becomes a data file, or the workbook to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, log_option
from gkdoc.cli.console import FINDINGS, print_findings, warn
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    JSON,
    WORKBOOK,
    YAML,
    assert_ending,
    assert_not_there,
    assert_writable,
    data_file,
    ending,
    labels_option,
    output_option,
    write,
)
from gkdoc.errors import InputError
from gkdoc.findings import Finding
from gkdoc.messages import _
from gkdoc.model import in_print
from gkdoc.read.reading import Reading
from gkdoc.tasks.examine import problems_of
from gkdoc.write.filing_json import filing_json, losses


@click.command("read", cls=TranslatedCommand)
@click.argument("file", type=FILE, metavar=_("文件"))
@output_option
@labels_option
@click.option("--filing", is_flag=True, help=_("写成报送系统用的 JSON"))
@click.option("--replace", is_flag=True, help=_("已有同名的工作簿时覆盖它"))
@log_option
@click.pass_obj
def command(
    say: Language, *, file: Path, output: Path, labels: bool, filing: bool, replace: bool
) -> int:
    """把报告读成数据文件（.json、.yaml）或填报用的工作簿（.xlsx），并说明哪些内容没有读到。

    能读 Word、网页、PDF、工作簿、报送 JSON 和数据文件，有 LibreOffice 时还能读 .doc、.wps、
    .rtf、.odt。
    """
    assert_ending(output, YAML, JSON, WORKBOOK)
    assert_ending(output if filing else None, JSON)
    assert_writable((output,), (file,))
    if ending(output) == WORKBOOK:
        assert_not_there(output, replace=replace)
    reading = api.read_report(file, partial=True)
    if filing:
        content, lost = _filing(reading, file)
    elif ending(output) == WORKBOOK:
        from gkdoc.tasks.workbook import report_workbook

        written = report_workbook(reading.report)
        content, lost = written.content, reading.located(written.findings)
    else:
        content, lost = data_file(reading.report, output, labels=labels), ()
    print_findings((*reading.findings, *lost), str(file), say)
    write({output: content}, say)
    if reading.complete:
        return 0
    warn(_("有内容没有读到，请对照原文件补上"), say)
    return FINDINGS


def _filing(reading: Reading, file: Path) -> tuple[bytes, Iterable[Finding]]:
    """The JSON of filing systems, and what it cannot hold."""
    printed = in_print(reading.report)
    if printed.unresolved:
        raise InputError(file, problems_of(reading.located(printed.unresolved)))
    return filing_json(printed.entered).encode(), losses(printed.entered)
