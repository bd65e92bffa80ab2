"""What pdfminer, the parser under pdfplumber, draws on a page: signs, rulings, pictures."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Final

from attrs import evolve
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfpage import PDFPage
from pdfplumber.pdf import PDF

from gkdoc.messages import _
from gkdoc.read.pdf.limits import MOST_PAGES, Budget, TooMuch
from gkdoc.read.pdf.page import Page, Picture
from gkdoc.read.pdf.rulings import MOST_RULINGS, Ruling
from gkdoc.read.pdf.signs import UNREADABLE, Sign, plain

_THIN: Final = 2.5
"""A filled strip no thicker than this is a ruling."""

_SMALLEST_PICTURE: Final = 12.0
_WHOLE_PAGE: Final = 0.7
_TURNED: Final = 0.1
_NO_CODE: Final = "(cid:"
_MOST_WORDS: Final = 200

_STRUCK_LOW: Final = 0.15
_STRUCK_HIGH: Final = 0.65
"""A line so high above the one that signs stand on, in parts of their size, strikes them out."""


def pages_of(pdf: PDF) -> Iterator[Page]:
    """The pages, one after the other; TooMuch where they hold more than a report does."""
    budget = Budget(pdf.rsrcmgr)
    for number, raw in enumerate(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1), start=1):
        if number > MOST_PAGES:
            raise TooMuch(_("PDF 超过 {most_pages} 页", most_pages=MOST_PAGES))
        yield _page(budget.drawn(raw, number), number)


def _page(drawn: LTPage, number: int) -> Page:
    signs: list[Sign] = []
    slanting: list[str] = []
    rulings: list[Ruling] = []
    pictures: list[Picture] = []
    height = drawn.height
    for thing in _things(drawn):
        if isinstance(thing, LTChar):
            sign = _sign(thing, height)
            if sign is None:
                slanting.append(thing.get_text())
            else:
                signs.append(sign)
        elif isinstance(thing, LTCurve):
            rulings.extend(_rulings(thing, height))
        elif isinstance(thing, LTImage):
            pictures.append(Picture(thing.x0, thing.x1, height - thing.y1, height - thing.y0))
    whole = _WHOLE_PAGE * drawn.width * height
    return Page(
        number,
        float(drawn.width),
        float(height),
        tuple(_with_strokes(signs, rulings)),
        tuple(rulings[: MOST_RULINGS + 1]),
        tuple(each for each in pictures if _shows(each) and _area(each) < whole),
        "".join(slanting[:_MOST_WORDS]),
        scanned=any(_area(each) >= whole for each in pictures),
    )


def _things(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """All that is drawn on the page, also inside of what is drawn as one."""
    for thing in container:
        if isinstance(thing, LTFigure):
            yield from _things(thing)
        else:
            yield thing


def _sign(thing: LTChar, page_height: float) -> Sign | None:
    """The sign; None for one that is printed across the others."""
    a, b, c, d, _, height = thing.matrix
    upright = abs(b) <= _TURNED * abs(a) and a > 0 and d > 0
    turned = abs(a) <= _TURNED * abs(b) and abs(d) <= _TURNED * abs(c)
    if not upright and not turned:
        return None
    text = thing.get_text()
    bottom = page_height - thing.y0
    return Sign(
        text=plain(text) if _is_readable(text) else UNREADABLE,
        x0=thing.x0,
        x1=thing.x1,
        top=page_height - thing.y1,
        bottom=bottom,
        line=page_height - height if upright else bottom,
        size=thing.size if upright else thing.width,
        turned=turned,
    )


def _is_readable(text: str) -> bool:
    """True if the file says what sign it is; a code for private use says it to nobody else."""
    return bool(text) and not text.startswith(_NO_CODE) and unicodedata.category(text[0]) != "Co"


def _with_strokes(signs: Iterable[Sign], rulings: Iterable[Ruling]) -> Iterator[Sign]:
    """The signs, those marked that a line goes through."""
    across = sorted((ruling for ruling in rulings if ruling.across), key=lambda ruling: ruling.at)
    heights = [ruling.at for ruling in across]
    for sign in signs:
        low, high = (sign.line - part * sign.size for part in (_STRUCK_HIGH, _STRUCK_LOW))
        first, last = bisect_left(heights, low), bisect_right(heights, high)
        middle, _ = sign.middle
        struck = any(ruling.start <= middle <= ruling.stop for ruling in across[first:last])
        yield evolve(sign, struck=True) if struck and not sign.turned else sign


def _shows(picture: Picture) -> bool:
    """True if it is no speck."""
    return min(picture.x1 - picture.x0, picture.bottom - picture.top) >= _SMALLEST_PICTURE


def _area(picture: Picture) -> float:
    return (picture.x1 - picture.x0) * (picture.bottom - picture.top)


def _rulings(thing: LTCurve, page_height: float) -> Iterator[Ruling]:
    """The straight lines across or down that can be seen of it."""
    stroke = thing.stroke and not _is_white(thing.stroking_color)
    fill = thing.fill and not _is_white(thing.non_stroking_color)
    x0, x1, top, bottom = thing.x0, thing.x1, page_height - thing.y1, page_height - thing.y0
    is_box = isinstance(thing, LTRect)
    if isinstance(thing, LTLine) or (is_box and min(x1 - x0, bottom - top) <= _THIN):
        if stroke or (is_box and fill):
            yield from _edge(x0, top, x1, bottom)
    elif stroke:
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        points = corners if is_box else [(x, page_height - y) for x, y in thing.pts]
        for one, other in pairwise(points):
            yield from _edge(*one, *other)


def _edge(x0: float, y0: float, x1: float, y1: float) -> Iterator[Ruling]:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _THIN and width > height:
        yield Ruling(across=True, at=(y0 + y1) / 2, start=min(x0, x1), stop=max(x0, x1))
    elif width <= _THIN:
        yield Ruling(across=False, at=(x0 + x1) / 2, start=min(y0, y1), stop=max(y0, y1))


def _is_white(colour: object) -> bool:
    """True for white in grey or in red, green and blue."""
    values = colour if isinstance(colour, list | tuple) else (colour,)
    return len(values) in {1, 3} and all(value == 1 for value in values)
