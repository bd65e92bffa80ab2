"""What a PDF shows, with the place of every sign: pages, lines of text, tables and their cells.

Lengths are points from the upper left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from attrs import field, frozen
from pdfplumber.page import Page as PdfPage

SAME_LINE = 2.0
"""Baselines that are no further apart belong to one line of text."""


@frozen
class Sign:
    """A character: its box from left to right, the line that it stands on, face and size."""

    text: str
    left: float
    right: float
    baseline: float
    face: str
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """A point inside the sign, not far above the line that it stands on."""
        return (self.left + self.right) / 2, self.baseline - self.size / 3


@frozen
class Line:
    """Signs on one line of text, from left to right, without the blanks at its ends."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """The signs without blanks."""
        return "".join(sign.text for sign in self.signs if not sign.text.isspace())

    @property
    def left(self) -> float:
        """Where the first sign begins."""
        return self.signs[0].left

    @property
    def right(self) -> float:
        """Where the last sign ends."""
        return self.signs[-1].right

    @property
    def centre(self) -> float:
        """The middle between both ends."""
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        """The line that the signs stand on."""
        return self.signs[0].baseline


@frozen
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: tuple[float, float]) -> bool:
        """True if the point is inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.bottom - self.top)


@frozen
class Cell:
    """A cell between its borders, with the lines of text in it."""

    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The text, whatever lines it is broken into."""
        return "".join(line.text for line in self.lines)


@frozen
class Table:
    """A table on one page, or the part of it that is there: cells from top to bottom."""

    box: Box
    cells: tuple[Cell, ...]


@frozen
class Page:
    """A page: text outside the tables, the tables, and every stroke drawn on it."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    strokes: tuple[Box, ...] = field(repr=False)


def read_pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of `pdf`."""
    with pdfplumber.open(pdf) as opened:
        return tuple(_page(page) for page in opened.pages)


def _page(page: PdfPage) -> Page:
    height = float(page.height)
    signs = [_sign(each, height) for each in page.chars]
    strokes = tuple(
        Box(*(float(each[side]) for side in ("x0", "top", "x1", "bottom")))
        for each in (*page.lines, *page.rects, *page.curves)
    )
    found = page.find_tables() if strokes else []
    boxes = [([Box(*cell) for cell in table.cells], Box(*table.bbox)) for table in found]
    tables = []
    for cells, box in boxes:
        inside = [sign for sign in signs if box.holds(sign.middle)]
        signs = [sign for sign in signs if not box.holds(sign.middle)]
        tables.append(Table(box, tuple(_cells(cells, inside))))
    return Page(
        page.page_number, float(page.width), height, tuple(_lines(signs)), tuple(tables), strokes
    )


def _sign(found: Mapping[str, Any], height: float) -> Sign:
    return Sign(
        found["text"],
        float(found["x0"]),
        float(found["x1"]),
        height - float(found["matrix"][5]),
        found["fontname"].partition("+")[2] or found["fontname"],
        round(float(found["size"]), 2),
    )


def _cells(boxes: list[Box], signs: list[Sign]) -> Iterator[Cell]:
    """The cells, and the signs of each: those whose middle is in it and in no smaller one."""
    held: dict[Box, list[Sign]] = {box: [] for box in sorted(boxes, key=lambda box: box.area)}
    for sign in signs:
        home = next((box for box in held if box.holds(sign.middle)), None)
        if home is not None:
            held[home].append(sign)
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        yield Cell(box, tuple(_lines(held[box])))


def _lines(signs: Iterable[Sign]) -> Iterator[Line]:
    """The signs as lines: neighbouring baselines are one, because faces differ by a hair."""
    ordered = sorted(signs, key=lambda sign: sign.baseline)
    starts = [0] + [
        index
        for index, (above, below) in enumerate(pairwise(ordered), 1)
        if below.baseline - above.baseline > SAME_LINE
    ]
    for start, end in pairwise([*starts, len(ordered)]):
        line = sorted(ordered[start:end], key=lambda sign: sign.left)
        visible = [index for index, sign in enumerate(line) if not sign.text.isspace()]
        if visible:
            yield Line(tuple(line[visible[0] : visible[-1] + 1]))
