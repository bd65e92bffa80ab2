"""The streams of the console: never stopped by its encoding."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gkdoc.cli.language import Language

if TYPE_CHECKING:
    from gkdoc.errors import GkdocError, Problem


def make_console_safe() -> None:
    """Let characters that the console lacks be printed as escapes instead of stopping us."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_error(message: str, say: Language) -> None:
    """The message on the error stream, its lines as they are."""
    click.echo(say(message), err=True)


def print_failure(error: GkdocError, say: Language) -> None:
    """What went wrong on the error stream: one line a problem of a file, with its place."""
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    if not problems:
        print_error(str(error), say)
    for problem in problems:
        source = getattr(error, "source", None)
        click.echo(problem_line(problem, source, say), err=True)


def problem_line(problem: Problem, source: object, say: Language) -> str:
    """The problem in one line, put together of pieces that are each in the language."""
    place = problem.place
    if problem.line is not None:
        place = f"第 {problem.line} 行第 {problem.column} 列"
    where = say("，").join(filter(None, (say(place), problem.path)))
    return say("：").join(filter(None, (str(source or ""), where, say(problem.message))))
