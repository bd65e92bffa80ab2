"""`gkdoc read`: a report in any format becomes a data file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.options import FILE, assert_not_an_input, output_option
from gkdoc.errors import UsageError
from gkdoc.findings import Finding
from gkdoc.model import Report
from gkdoc.write.files import write_whole
from gkdoc.write.filing_json import filing_json, losses
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml

NOT_ALL_READ: Final = 1

_WRITERS: Final[Mapping[str, Callable[[Report], str]]] = {
    ".json": to_json,
    ".yaml": to_yaml,
    ".yml": to_yaml,
}


@click.command("read", cls=TranslatedCommand)
@click.argument("file", type=FILE, metavar="文件")
@output_option
@click.option("--filing", is_flag=True, help="写成报送系统用的 JSON")
@language_option
@click.pass_context
def command(context: click.Context, *, file: Path, output: Path, filing: bool) -> int:
    """把报告读成数据文件（.json、.yaml），并说明哪些内容没有读到。

    能读 Word、网页、报送 JSON、数据文件，有 LibreOffice 时还能读 .doc、.wps、.rtf、.odt。
    """
    say = language_of(context)
    write = _WRITERS.get(output.suffix.lower())
    if write is None:
        raise UsageError(f"输出文件应以 {'、'.join(_WRITERS)} 结尾，却是 {output.name}")
    if filing and write is not to_json:
        raise UsageError(f"报送 JSON 的输出文件应以 .json 结尾，却是 {output.name}")
    assert_not_an_input(output, (file,))
    reading = api.read_report(file, partial=True)
    lost: tuple[Finding, ...] = losses(reading.report) if filing else ()
    text = filing_json(reading.report) if filing else write(reading.report)
    print_findings((*reading.findings, *lost), str(file), say)
    write_whole(output, text.encode())
    click.echo(say(f"已写出 {output}"))
    if reading.complete:
        return 0
    click.echo(say("有内容没有读到，请对照原文件补上"), err=True)
    return NOT_ALL_READ
