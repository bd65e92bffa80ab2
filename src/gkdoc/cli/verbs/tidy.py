"""`gkdoc tidy`: a copy of a data file with the slips of writing put right, and their list."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.check import Subject
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option
from gkdoc.cli.console import position
from gkdoc.cli.language import Language
from gkdoc.cli.options import FILE, assert_not_an_input, output_option
from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.model import Printed, SeenReport
from gkdoc.read.reading import Reading
from gkdoc.tasks.tidy import Edit, tidy
from gkdoc.write.files import write_whole
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml

_YAML = (".yaml", ".yml")
_JSON = ".json"


@click.command("tidy", cls=TranslatedCommand)
@click.argument("data", type=FILE, metavar=_("数据文件"))
@output_option
@click.option("--labels", is_flag=True, help=_("写出的 YAML 用表上的名称，不用英文名称"))
@language_option
@click.pass_context
def command(context: click.Context, *, data: Path, output: Path, labels: bool) -> int:
    """改正标点、括号、空格等不用斟酌的写法，写出副本并逐条列出改动。

    副本是 YAML 还是 JSON，由文件名的结尾决定。拿不准的地方不改。
    """
    say = language_of(context)
    assert_not_an_input(output, [data])
    suffix = output.suffix.lower()
    if suffix not in (*_YAML, _JSON):
        raise UsageError(_("输出文件 {output} 应以 .yaml 或 .json 结尾", output=output))
    reading = api.read_report(data, partial=True)
    tidied, changes = tidy(reading.report)
    write_whole(output, _written(tidied, suffix, labels=labels).encode())
    subject = Subject(Printed(reading.report))
    for change in changes:
        click.echo(_line(change, reading, subject, say))
    count = len(changes)
    click.echo(say(_("改了 {count} 处", count=count)) if changes else say(_("没有要改的地方")))
    click.echo(say(_("已写出 {output}", output=output)))
    return 0


def _written(report: SeenReport, suffix: str, *, labels: bool) -> str:
    return to_json(report) if suffix == _JSON else to_yaml(report, labels=labels)


def _line(change: Edit, reading: Reading, subject: Subject, say: Language) -> str:
    location = reading.location(change.address)
    place = position(location) if location is not None else None
    pieces = [
        change.rule,
        say(place) if place is not None else "",
        subject.label(change.address) or change.address,
        say(_("“{before}”改为“{after}”", before=change.before, after=change.after)),
    ]
    return "  ".join(filter(None, pieces))
