"""Pages as one document: furniture off, tables joined, lines joined, titles and signature found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Message, _
from gkdoc.read.document.body import Body, Item, Paragraph, Span, excerpt
from gkdoc.read.pdf.cells import PageTable, table_of
from gkdoc.read.pdf.furniture import without_furniture
from gkdoc.read.pdf.grouping import grouped
from gkdoc.read.pdf.joining import Joined, goes_on, joined
from gkdoc.read.pdf.page import Page, Picture
from gkdoc.read.pdf.pages import Opened
from gkdoc.read.pdf.paragraphs import Margins, Prose, margins_of, paragraphs_of
from gkdoc.read.pdf.rulings import MOST_RULINGS, Drawn, drawn_grids
from gkdoc.read.pdf.signs import UNREADABLE, PrintedLine, lines_of
from gkdoc.read.pdf.titles import Standing, signed, titled

_APART: Final = 1.5
"""So many times the usual distance, and a line stands off from the one above."""

_Placed: TypeAlias = tuple[int, Picture]
_Piece: TypeAlias = PrintedLine | PageTable | _Placed
_Item: TypeAlias = Prose | list[PageTable] | _Placed


@frozen
class Article:
    """The report in a file as a body, what was left out of it, and the pages that things are on.

    `pages` has the page of each paragraph by its number, `tables` the tables by theirs.
    """

    body: Body
    findings: tuple[Finding, ...]
    pages: Mapping[int, int]
    tables: Mapping[int, Joined]


def article_of(opened: Opened) -> Article:
    """The report in the pages of a file."""
    grids = {page.number: _grids(page) for page in opened.pages}
    loose = {page.number: _loose_lines(page, grids[page.number]) for page in opened.pages}
    furnished = without_furniture(loose, {page.number: page.height for page in opened.pages})
    items = _in_order(opened.pages, grids, furnished.lines)
    margins = margins_of(furnished.lines, {page.number: page.width for page in opened.pages})
    numbered = _Numbered(margins)
    for item in _with_paragraphs(items, margins):
        numbered.add(item)
    body, findings = titled(tuple(numbered.body), numbered.stands, opened.described)
    return Article(
        body=signed(body, numbered.stands),
        findings=(
            *_about_pages(opened.pages),
            *_headers(furnished.left_out),
            *findings,
            *numbered.findings,
        ),
        pages=numbered.pages,
        tables=numbered.tables,
    )


def _grids(page: Page) -> tuple[Drawn, ...]:
    return drawn_grids(page.rulings) if len(page.rulings) <= MOST_RULINGS else ()


def _loose_lines(page: Page, grids: Sequence[Drawn]) -> tuple[PrintedLine, ...]:
    """The lines of the page that stand in no table."""
    signs = [
        sign
        for sign in page.signs
        if not sign.turned and not any(grid.holds(*sign.middle) for grid in grids)
    ]
    return lines_of(signs, page.number)


def _in_order(
    pages: Sequence[Page],
    grids: Mapping[int, Sequence[Drawn]],
    lines: Mapping[int, Sequence[PrintedLine]],
) -> list[_Piece]:
    """The content of all pages, from top to bottom."""
    items: list[_Piece] = []
    for page in pages:
        here: list[tuple[float, _Piece]] = [(line.top, line) for line in lines[page.number]]
        for grid in grids[page.number]:
            signs = [sign for sign in page.signs if grid.holds(*sign.middle)]
            inside = [each for each in page.pictures if grid.holds(*each.middle)]
            here.append((grid.ys[0], table_of(grid, signs, inside, page.number)))
        for picture in page.pictures:
            if not any(grid.holds(*picture.middle) for grid in grids[page.number]):
                placed: _Piece = (page.number, picture)
                here.append((picture.top, placed))
        items.extend(item for _, item in sorted(here, key=lambda pair: pair[0]))
    return items


def _with_paragraphs(items: Sequence[_Piece], margins: Mapping[int, Margins]) -> Iterator[_Item]:
    """The items, lines joined into paragraphs, tables that go over page breaks together."""
    for group in grouped(items, _is_of_one):
        match group[0]:
            case PrintedLine():
                lines = [item for item in group if isinstance(item, PrintedLine)]
                yield from paragraphs_of(lines, margins)
            case PageTable():
                yield [item for item in group if isinstance(item, PageTable)]
            case picture:
                yield picture


def _is_of_one(group: Sequence[_Piece], item: _Piece) -> bool:
    """True for a line below lines, and for a table that goes on from the page before."""
    match group[-1], item:
        case PrintedLine(), PrintedLine():
            return True
        case PageTable() as before, PageTable() as after:
            return after.page == before.page + 1 and goes_on(before, after)
    return False


class _Numbered:
    """The body as it grows: paragraphs and tables counted from 1."""

    def __init__(self, margins: Mapping[int, Margins]) -> None:
        self._margins = margins
        self._above: PrintedLine | None = None
        self.stands: dict[int, Standing] = {}
        self.body: list[Item] = []
        self.findings: list[Finding] = []
        self.pages: dict[int, int] = {}
        self.tables: dict[int, Joined] = {}

    def add(self, item: _Item) -> None:
        """Put a paragraph, a table or a picture at the end."""
        match item:
            case Prose():
                number = self._paragraph(item.page, item.text)
                self.stands[number] = self._standing(item.lines[0])
                self._above = item.lines[-1]
                if any(sign.struck for line in item.lines for sign in line.signs):
                    self._remark(number, _("这一段有划去的字，也读取了，请核对"))
            case list():
                number = len(self.tables) + 1
                self.tables[number] = joined(item, number)
                self.body.append(self.tables[number].grid)
            case (page, _):
                self._paragraph(page, "", objects=(_("图片"),))

    def _standing(self, line: PrintedLine) -> Standing:
        margins = self._margins[line.page]
        above = self._above
        apart = (
            above is None
            or above.page != line.page
            or line.top - above.top > _APART * margins.pitch
        )
        return Standing(line.size, (line.x0 - margins.left) / line.size, apart)

    def _paragraph(self, page: int, text: str, objects: tuple[str, ...] = ()) -> int:
        number = len(self.pages) + 1
        self.pages[number] = page
        self.body.append(Paragraph(number, "", (Span(text, ""),) if text else (), objects=objects))
        if UNREADABLE in text:
            self._remark(number, _("这一段有文件没有说明是什么字的字形，不能读取"))
        return number

    def _remark(self, number: int, message: Message) -> None:
        place = Location(paragraph=number)
        self.findings.append(Finding("GK112", Severity.ERROR, message, location=place))


def _headers(lines: Sequence[PrintedLine]) -> Iterator[Finding]:
    for words in dict.fromkeys(line.text for line in lines):
        message = _("每页都有的“{words}”是页眉或页脚，没有读取", words=excerpt(words))
        yield Finding("GK116", Severity.INFORMATION, message)


def _about_pages(pages: Sequence[Page]) -> Iterator[Finding]:
    """The findings about all on a page that is not read, or not certain."""
    for page in pages:
        if page.slanting.strip():
            message = _(
                "第 {number} 页斜排的“{slanting}”是水印，没有读取",
                number=page.number,
                slanting=excerpt(page.slanting),
            )
            yield _about("GK116", page, message, Severity.INFORMATION)
        if page.scanned and page.signs:
            message = _(
                "第 {number} 页是扫描图像，文字由识别得来，请与图像逐字核对", number=page.number
            )
            yield _about("GK116", page, message, Severity.WARNING)
        elif page.scanned:
            message = _("第 {number} 页只有图像，没有文字，没有读取", number=page.number)
            yield _about("GK112", page, message, Severity.ERROR)
        if len(page.rulings) > MOST_RULINGS:
            message = _("第 {number} 页的线条过多，其中的表格没有读取", number=page.number)
            yield _about("GK112", page, message, Severity.ERROR)


def _about(rule: str, page: Page, message: Message, severity: Severity) -> Finding:
    return Finding(rule, severity, message, location=Location(page=page.number))
