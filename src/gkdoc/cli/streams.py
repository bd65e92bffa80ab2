"""The streams of the console: never stopped by its encoding."""

from __future__ import annotations

import sys

import click

from gkdoc.cli.language import Language
from gkdoc.messages import Message


def make_console_safe() -> None:
    """Let characters that the console lacks be printed as escapes instead of stopping us."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_error(message: Message, say: Language) -> None:
    """The message on the error stream, its lines as they are."""
    click.echo(say(message), err=True)
