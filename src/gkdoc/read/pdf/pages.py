"""Opens a PDF: the signs, rulings and pictures of each page. pdfplumber is asked here only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gkdoc.errors import InputError, MissingProgramError, Problem
from gkdoc.read.pdf.limits import (
    LARGEST_PAGE,
    MOST_PAGES,
    MOST_SIGNS,
    MOST_SIGNS_OF_A_PAGE,
    too_large,
)
from gkdoc.read.pdf.rulings import MOST_RULINGS, Ruling
from gkdoc.read.pdf.signs import UNREADABLE, Sign, plain

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import PDFStream
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

_THIN: Final = 2.5
"""A filled strip no thicker than this is a ruling."""

_SMALLEST_PICTURE: Final = 12.0
_WHOLE_PAGE: Final = 0.7
_TURNED: Final = 0.1
_NO_CODE: Final = "(cid:"
_MOST_WORDS: Final = 200

_Thing = Mapping[str, Any]


@frozen
class Picture:
    """A picture on a page, by its edges."""

    x0: float
    x1: float
    top: float
    bottom: float


@frozen
class Page:
    """What is printed on a page; `number` counts from 1.

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


@frozen
class Opened:
    """The pages of a file, and the title that its properties name; empty if they name none."""

    pages: tuple[Page, ...]
    described: str


def open_pdf(content: bytes, source: Path | str | None = None) -> Opened:
    """All pages of the file.

    Raises InputError for a file that is no PDF, is locked, damaged or far too large, or has no
    text; MissingProgramError where pdfplumber is not installed.
    """
    try:
        import pdfplumber
    except ImportError as error:
        raise MissingProgramError("pdfplumber（pip install 'gkdoc[pdf]'）", "读取 PDF") from error
    problem = too_large(content)
    if problem is not None:
        raise InputError(source, [Problem(f"{problem}，不像是一份年度报告")])
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            described = pdf.metadata.get("Title")
            opened = Opened(
                tuple(_pages(pdf)), described.strip() if isinstance(described, str) else ""
            )
    except _TooMuch as error:
        raise InputError(source, [Problem(f"{error}，不像是一份年度报告")]) from error
    except RecursionError as error:
        raise InputError(source, [Problem("PDF 的结构有循环，无法读取")]) from error
    except Exception as error:
        # What a broken file makes its parser raise is not known.
        raise InputError(source, [Problem(_refusal(error))]) from error
    if not any(page.signs for page in opened.pages):
        message = "PDF 里没有文字，只有图像（扫描件），无法读取；请用原来的文件，或者先作文字识别"
        raise InputError(source, [Problem(message)])
    return opened


class _TooMuch(Exception):
    """The file holds more than a report does."""


def _refusal(error: BaseException) -> str:
    """Why the file could not be opened, by what its parser raised."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        wrapped = next((each for each in cause.args if isinstance(each, BaseException)), None)
        cause = wrapped or cause.__cause__
    if any(isinstance(each, PDFPasswordIncorrect) for each in seen):
        return "PDF 有打开密码，无法读取；请先去掉密码"
    if any(isinstance(each, PDFEncryptionError) for each in seen):
        return "PDF 的加密方式不认识，无法读取；请先去掉加密"
    return "PDF 已损坏，无法读取"


def _pages(pdf: PDF) -> Iterator[Page]:
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page as PlumberPage

    signs = 0
    top = 0.0
    raw_pages = PDFPage.create_pages(pdf.doc)
    for number, raw in enumerate(islice(raw_pages, MOST_PAGES + 1), start=1):
        if number > MOST_PAGES:
            raise _TooMuch(f"PDF 超过 {MOST_PAGES} 页")
        if sum(len(stream.get_data()) for stream in _streams(raw)) > LARGEST_PAGE:
            raise _TooMuch(f"PDF 第 {number} 页的内容过多")
        page = PlumberPage(pdf, raw, page_number=number, initial_doctop=top)
        signs += len(page.chars)
        if len(page.chars) > MOST_SIGNS_OF_A_PAGE or signs > MOST_SIGNS:
            raise _TooMuch(f"PDF 到第 {number} 页文字过多")
        yield _page(page, number)
        page.close()


def _streams(raw: PDFPage) -> Iterator[PDFStream]:
    from pdfminer.pdftypes import PDFStream, resolve1

    for stream in raw.contents:
        resolved = resolve1(stream)
        if isinstance(resolved, PDFStream):
            yield resolved


def _page(page: PlumberPage, number: int) -> Page:
    signs: list[Sign] = []
    slanting: list[str] = []
    for thing in page.chars:
        sign = _sign(thing)
        if sign is None:
            slanting.append(thing["text"])
        else:
            signs.append(sign)
    pictures = tuple(_pictures(page.images, page.width * page.height))
    return Page(
        number,
        float(page.width),
        float(page.height),
        tuple(signs),
        tuple(islice(_rulings(page), MOST_RULINGS + 1)),
        pictures,
        "".join(slanting[:_MOST_WORDS]),
        scanned=any(_covers(thing, page) for thing in page.images),
    )


def _sign(thing: _Thing) -> Sign | None:
    """The sign; None for one that is printed across the others."""
    a, b, c, d, _, height = thing["matrix"]
    upright = abs(b) <= _TURNED * abs(a) and a > 0 and d > 0
    turned = abs(a) <= _TURNED * abs(b) and abs(d) <= _TURNED * abs(c)
    if not upright and not turned:
        return None
    text = thing["text"]
    top, bottom = float(thing["top"]), float(thing["bottom"])
    x0, x1 = float(thing["x0"]), float(thing["x1"])
    return Sign(
        text=UNREADABLE if text.startswith(_NO_CODE) or not text else plain(text),
        x0=x0,
        x1=x1,
        top=top,
        bottom=bottom,
        line=top + float(thing["y1"]) - height if upright else bottom,
        size=float(thing["size"]) if upright else x1 - x0,
        turned=turned,
    )


def _pictures(things: Iterable[_Thing], area: float) -> Iterator[Picture]:
    """Pictures that show something; not those behind a whole page, nor specks."""
    for thing in things:
        width, height = thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]
        if min(width, height) >= _SMALLEST_PICTURE and width * height < _WHOLE_PAGE * area:
            yield Picture(thing["x0"], thing["x1"], thing["top"], thing["bottom"])


def _covers(thing: _Thing, page: PlumberPage) -> bool:
    area = (thing["x1"] - thing["x0"]) * (thing["bottom"] - thing["top"])
    return bool(area >= _WHOLE_PAGE * page.width * page.height)


def _rulings(page: PlumberPage) -> Iterator[Ruling]:
    """All straight lines across or down that can be seen."""
    for thing in page.lines:
        if not _is_white(thing.get("stroking_color")):
            yield from _edge(thing["x0"], thing["top"], thing["x1"], thing["bottom"])
    for thing in page.rects:
        yield from _of_rectangle(thing)
    for thing in page.curves:
        points: Sequence[tuple[float, float]] = thing["pts"]
        if thing["stroke"] and not _is_white(thing.get("stroking_color")):
            for (x0, y0), (x1, y1) in pairwise(points):
                yield from _edge(x0, y0, x1, y1)


def _of_rectangle(thing: _Thing) -> Iterator[Ruling]:
    x0, x1, top, bottom = thing["x0"], thing["x1"], thing["top"], thing["bottom"]
    stroke = thing["stroke"] and not _is_white(thing.get("stroking_color"))
    fill = thing["fill"] and not _is_white(thing.get("non_stroking_color"))
    if min(x1 - x0, bottom - top) <= _THIN:
        if stroke or fill:
            yield from _edge(x0, top, x1, bottom)
    elif stroke:
        for y in (top, bottom):
            yield Ruling(across=True, at=y, start=x0, stop=x1)
        for x in (x0, x1):
            yield Ruling(across=False, at=x, start=top, stop=bottom)


def _edge(x0: float, y0: float, x1: float, y1: float) -> Iterator[Ruling]:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _THIN < width or (height <= _THIN and width > height):
        yield Ruling(across=True, at=(y0 + y1) / 2, start=min(x0, x1), stop=max(x0, x1))
    elif width <= _THIN:
        yield Ruling(across=False, at=(x0 + x1) / 2, start=min(y0, y1), stop=max(y0, y1))


def _is_white(colour: object) -> bool:
    """True for white in grey or in red, green and blue."""
    values = colour if isinstance(colour, list | tuple) else (colour,)
    return len(values) in {1, 3} and all(value == 1 for value in values)
