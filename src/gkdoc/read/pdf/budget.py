"""Draws pages with pdfminer, and no more than a report has: the work is counted as it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value

from gkdoc.messages import _
from gkdoc.read.pdf.limits import (
    MOST_COMMANDS,
    MOST_COMMANDS_OF_A_PAGE,
    MOST_PATHS_OF_A_PAGE,
    MOST_SIGNS,
    MOST_SIGNS_OF_A_PAGE,
    TooMuch,
    slow_to_unpack,
)

_OF_EACH_STREAM: Final = 500
"""What it costs to begin with a stream, in bytes of commands."""


class Budget:
    """What may still be drawn of a document."""

    def __init__(self, resources: PDFResourceManager) -> None:
        self._resources = resources
        self._commands = MOST_COMMANDS
        self._signs = MOST_SIGNS
        self._page = 0
        self._of_page = 0

    def drawn(self, page: PDFPage, number: int) -> LTPage:
        """The page with number `number` as it is drawn; TooMuch if that is more than is left."""
        self._page = number
        self._of_page = MOST_COMMANDS_OF_A_PAGE
        device = _Device(self._resources, number, self)
        _Interpreter(self._resources, device).process_page(page)
        drawn = device.get_result()
        signs = device.signs
        self._signs -= signs
        if self._signs < 0:
            raise self.too_much()
        return drawn

    def take(self, commands: int) -> None:
        """Take this much from what is left."""
        self._commands -= commands
        self._of_page -= commands
        if min(self._commands, self._of_page) < 0:
            raise self.too_much()

    def too_much(self) -> TooMuch:
        """The error that says where it was too much."""
        return TooMuch(_("PDF 第 {page} 页的内容过多", page=self._page))


class _Device(PDFPageAggregator):
    """Collects what is drawn, and counts it."""

    def __init__(self, resources: PDFResourceManager, number: int, budget: Budget) -> None:
        super().__init__(resources, pageno=number, laparams=None)
        self.budget = budget
        self.signs = 0
        self._paths = 0

    def render_char(self, *args: object, **more: object) -> float:
        """The width of a sign that is drawn."""
        self.signs += 1
        if self.signs > MOST_SIGNS_OF_A_PAGE:
            raise self.budget.too_much()
        width: float = super().render_char(*args, **more)  # type: ignore[arg-type]
        return width

    def paint_path(self, *args: object, **more: object) -> None:
        """Draw a path."""
        self._paths += 1
        if self._paths > MOST_PATHS_OF_A_PAGE:
            raise self.budget.too_much()
        super().paint_path(*args, **more)  # type: ignore[arg-type]


class _Interpreter(PDFPageInterpreter):
    """Pays for each stream before it is carried out, again each time."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Carry the commands out."""
        for each in streams:
            stream = stream_value(each)
            if slow_to_unpack(stream.get_filters(), len(stream.get_rawdata() or b"")):
                raise self.device.budget.too_much()
            self.device.budget.take(_OF_EACH_STREAM + len(stream.get_data()))
        super().execute(streams)
