"""`gkdoc diff`: what two files say differently."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, log_option
from gkdoc.cli.console import FINDINGS, tell
from gkdoc.cli.language import Language
from gkdoc.cli.options import FILE, assert_writable, write
from gkdoc.messages import _
from gkdoc.read.reading import Reading
from gkdoc.tasks.diff import Change, as_json, diff
from gkdoc.tasks.diff.changes import findings_of
from gkdoc.tasks.diff.output import lines


@click.command("diff", cls=TranslatedCommand)
@click.argument("before", type=FILE, metavar=_("原文件"))
@click.argument("after", type=FILE, metavar=_("现文件"))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("结果打印成表格（默认）或者供程序读取的 JSON"),
)
@click.option(
    "--review",
    type=FILE,
    metavar=_("文件"),
    help=_("另写一份现文件的 Word 副本，在不同的地方加批注"),
)
@log_option
@click.pass_obj
def command(
    say: Language, *, before: Path, after: Path, output_format: str, review: Path | None
) -> int:
    """逐格、逐句比较两份报告，列出不同的地方。

    两份文件可以是读得出的任何格式，格式可以不同。相同返回 0，不同返回 1。
    """
    assert_writable((review,), (before, after))
    readings = api.read_report(before, partial=True), api.read_report(after, partial=True)
    changes = diff(*readings)
    if output_format == "json":
        click.echo(_json((before, after), readings, changes))
    elif changes:
        for line in lines(changes):
            click.echo(line)
        tell(_("共 {count} 处不同", count=len(changes)), say)
    else:
        tell(_("两份报告没有不同"), say)
    if review is not None:
        copy = api.review(after.read_bytes(), readings[1], findings_of(changes))
        write({review: copy}, say, apart=True)
    return FINDINGS if changes else 0


def _json(
    paths: tuple[Path, Path], readings: tuple[Reading, Reading], changes: Sequence[Change]
) -> str:
    files = [
        {"path": str(path), "agency": reading.report.agency, "year": reading.report.year}
        for path, reading in zip(paths, readings, strict=True)
    ]
    content = as_json(changes)
    ordered = {"gkdoc": content.pop("gkdoc"), "files": files, **content}
    return json.dumps(ordered, ensure_ascii=False, indent=2)
