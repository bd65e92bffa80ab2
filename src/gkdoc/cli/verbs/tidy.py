"""`gkdoc tidy`: a copy of a data file with the slips of writing put right, and their list."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.check import Subject
from gkdoc.cli.commands import TranslatedCommand
from gkdoc.cli.console import position, tell
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    JSON,
    YAML,
    assert_ending,
    assert_writable,
    data_file,
    labels_option,
    output_option,
    write,
)
from gkdoc.messages import _
from gkdoc.model import Printed
from gkdoc.read.reading import Reading
from gkdoc.tasks.tidy import Edit, tidy


@click.command("tidy", cls=TranslatedCommand)
@click.argument("data", type=FILE, metavar=_("数据文件"))
@output_option
@labels_option
@click.pass_obj
def command(say: Language, *, data: Path, output: Path, labels: bool) -> int:
    """改正标点、括号、空格等不用斟酌的写法，写出副本并逐条列出改动。

    副本是 YAML 还是 JSON，由文件名的结尾决定。拿不准的地方不改。
    """
    assert_writable((output,), (data,))
    assert_ending(output, YAML, JSON)
    reading = api.read_report(data, partial=True)
    tidied, changes = tidy(reading.report)
    subject = Subject(Printed(reading.report))
    for change in changes:
        click.echo(_line(change, reading, subject, say))
    tell(_("改了 {count} 处", count=len(changes)) if changes else _("没有要改的地方"), say)
    write({output: data_file(tidied, output, labels=labels)}, say)
    return 0


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
