"""The steps of docs/tour.md on the error stream, for --log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gkdoc.cli.language import Language
from gkdoc.messages import Message
from gkdoc.steps import LOGGER


class _Steps(logging.Handler):
    def __init__(self, say: Language) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        step = record.msg
        click.echo(self._say(step) if isinstance(step, Message) else record.getMessage(), err=True)


@contextmanager
def printed_steps(say: Language) -> Iterator[None]:
    """Print each step that is told meanwhile, in the language of the call."""
    handler, level = _Steps(say), LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)
