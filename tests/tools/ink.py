"""Where the ink of a PDF is: what no font box tells, such as the stroke of a dash."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pdfplumber
from PIL import Image

from tests.tools.alignment import page_number
from tests.tools.printed import Page

_DOTS: Final = 4
"""Dots to a point: 0.09 mm each."""

_DARK: Final = 128


def dashes(pdf: Path, pages: tuple[Page, ...], *, most: int = 12) -> Mapping[int, float]:
    """The middle of the first dash of each page number, in points from the top of the sheet.

    Only of the first `most` pages: the footers of all others are the same two.
    """
    found = {}
    with pdfplumber.open(pdf) as opened:
        for page in pages[:most]:
            line = page_number(page)
            if line is None:
                continue
            sign = line.signs[0]
            top, bottom = line.baseline - sign.size, line.baseline + sign.size / 2
            part = opened.pages[page.number - 1].crop((sign.left, top, sign.right, bottom))
            rows = _dark_rows(part.to_image(resolution=72 * _DOTS).original)
            if rows:
                found[page.number] = top + (rows[0] + rows[-1] + 1) / 2 / _DOTS
    return found


def _dark_rows(image: Image.Image) -> list[int]:
    grey = image.convert("L")
    middle = grey.width // 2
    return [y for y in range(grey.height) if _value(grey, middle, y) < _DARK]


def _value(image: Image.Image, x: int, y: int) -> int:
    value = image.getpixel((x, y))
    assert isinstance(value, int)
    return value
