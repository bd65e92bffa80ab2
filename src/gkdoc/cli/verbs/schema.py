"""`gkdoc schema`: what a data file may hold, for programs."""

from __future__ import annotations

import json

import click

from gkdoc.cli.commands import TranslatedCommand
from gkdoc.write.json_schema import schema


@click.command("schema", cls=TranslatedCommand)
def command() -> int:
    """打印数据文件的 JSON Schema，供程序核对数据。"""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
