"""A page of a PDF: its signs, its rulings and its pictures, whatever program draws it."""

from __future__ import annotations

from attrs import frozen

from gkdoc.read.pdf.rulings import Ruling
from gkdoc.read.pdf.signs import Sign


@frozen
class Picture:
    """A picture on a page, by its edges."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of it."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@frozen
class Page:
    """The print of a page; `number` counts from 1.

    `slanting` holds words that are printed across the others, as watermarks are. `scanned` is True
    if a picture covers the page.
    """

    number: int
    width: float
    height: float
    signs: tuple[Sign, ...]
    rulings: tuple[Ruling, ...]
    pictures: tuple[Picture, ...]
    slanting: str
    scanned: bool
