"""Workbooks of lists: rows are written one after another and leave the memory at once.

A text is always a text, whatever sign it begins with: nothing that stood in somebody's file becomes
a formula or a link here.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias
from unicodedata import east_asian_width

from attrs import field, frozen, mutable

from gkdoc.errors import MissingProgramError
from gkdoc.messages import _
from gkdoc.model import Text

CellContent: TypeAlias = str | int | Decimal | datetime.date | Text | None
"""What a cell shows; None leaves it empty."""

Style: TypeAlias = Literal[
    "plain", "heading", "title", "note", "strong", "wrong", "share", "date", "text", "name"
]
"""How a row or a cell looks; `share` shows 0.125 as 12.50%, `name` is for numbers that name."""

# The most that a workbook of this format holds.
_LONGEST_TEXT: Final = 32767
_MOST_ROWS: Final = 1_048_576
_EXACT_DIGITS: Final = 15
# There is no clock here: the first moment that an archive can name.
_MOMENT: Final = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)

_LINE: Final = 15.0
_TITLE_LINE: Final = 24.0
_MOST_LINES: Final = 20
_A4: Final = 9
_WIDEST_ON_A_PAGE: Final = 260

_FACE: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_STYLES: Final[dict[Style, dict[str, object]]] = {
    "plain": {"text_wrap": True},
    "heading": {
        "bold": True,
        "text_wrap": True,
        "bg_color": "#E8EEF4",
        "border": 1,
        "align": "center",
    },
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#595959"},
    "strong": {"bold": True, "text_wrap": True},
    "wrong": {"font_color": "#C00000", "text_wrap": True, "indent": 1},
    "share": {"num_format": "0.00%"},
    # Text stays text when somebody edits it: =1+1 does not become a formula.
    "text": {"text_wrap": True, "num_format": "@", "indent": 1},
    "name": {"align": "center", "num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}


@frozen
class Styled:
    """A cell that looks otherwise than its row."""

    content: CellContent
    style: Style


@mutable
class SheetWriter:
    """One sheet, filled from above; goes on in another sheet where the format allows no more."""

    _book: Any
    _formats: dict[Style, Any]
    _title: str
    _widths: Sequence[float] = ()
    _sheet: Any = field(default=None, init=False)
    _row: int = field(default=0, init=False)
    _heading: int | None = field(default=None, init=False)
    _names: Sequence[str] = field(default=(), init=False)
    _sheets: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self._begin()

    def columns(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns, in characters."""
        self._widths = widths
        self._lay_out()

    def row(self, cells: Sequence[CellContent | Styled], style: Style = "plain") -> None:
        """One row."""
        if self._row == _MOST_ROWS:
            self._end()
            self._begin()
            if self._heading is not None:
                self.heading(self._names)
        lines = max(map(self._lines, self._widths, cells), default=1)
        if style == "title":
            self._sheet.set_row(self._row, _TITLE_LINE)
        elif lines > 1 and style != "note":
            self._sheet.set_row(self._row, _LINE * min(lines, _MOST_LINES))
        for column, cell in enumerate(cells):
            content, own = (cell.content, cell.style) if isinstance(cell, Styled) else (cell, style)
            self._write(column, content, own)
        self._row += 1

    def heading(self, names: Sequence[str]) -> None:
        """The row of headings, which stays in sight; the rows below it can be filtered."""
        self._names = names
        self.row(names, "heading")
        self._heading = self._row - 1
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(self._heading)

    def finish(self) -> None:
        """What can only be said when all rows are there."""
        self._end()

    def _begin(self) -> None:
        self._sheets += 1
        more = f" ({self._sheets})" if self._sheets > 1 else ""
        self._sheet = self._book.add_worksheet(f"{self._title}{more}")
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._lay_out()
        self._row = 0

    def _lay_out(self) -> None:
        if sum(self._widths) <= _WIDEST_ON_A_PAGE:
            self._sheet.fit_to_pages(1, 0)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)

    def _end(self) -> None:
        if self._heading is not None and self._row > self._heading + 1:
            self._sheet.autofilter(self._heading, 0, self._row - 1, len(self._names) - 1)

    @staticmethod
    def _lines(width: float, cell: CellContent | Styled) -> int:
        """How many lines a text takes in a column: programs differ in the heights they find."""
        content = cell.content if isinstance(cell, Styled) else cell
        if not isinstance(content, str):
            return 1
        return sum(
            max(1, -(-display_width(line) // max(1, int(width) - 1)))
            for line in content.split("\n")
        )

    def _write(self, column: int, content: CellContent, style: Style) -> None:
        place = (self._row, column)
        look = self._formats[style]
        match content:
            case None:
                if style == "heading":
                    self._sheet.write_blank(*place, None, look)
            case datetime.date():
                self._sheet.write_datetime(*place, content, self._formats["date"])
            case int() | Decimal() if _exact(content):
                self._sheet.write_number(*place, content, look)
            case _:
                own = self._formats["text"] if style == "plain" else look
                self._sheet.write_string(*place, _text(content), own)


@contextmanager
def open_workbook(target: io.BytesIO) -> Iterator[BookWriter]:
    """A workbook that is written to `target` when all is done, the same for the same rows.

    MissingProgramError if XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise MissingProgramError.package("XlsxWriter", _("写出 .xlsx")) from None
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": _MOMENT})
    formats = {name: book.add_format({**_FACE, **look}) for name, look in _STYLES.items()}
    writer = BookWriter(book, formats)
    yield writer
    writer.finish()
    book.close()


@frozen
class BookWriter:
    """The sheets of a workbook that is being written."""

    _book: Any
    _formats: dict[Style, Any]
    _sheets: list[SheetWriter] = field(factory=list, init=False)

    def sheet(self, title: str, widths: Sequence[float] = ()) -> SheetWriter:
        """A new sheet behind the others; `widths` are those of its columns, in characters."""
        self._sheets.append(SheetWriter(self._book, self._formats, title, widths))
        return self._sheets[-1]

    def finish(self) -> None:
        """All sheets are complete."""
        for sheet in self._sheets:
            sheet.finish()


def display_width(text: str) -> int:
    """How many columns of a console or a sheet the text takes: a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _exact(number: int | Decimal) -> bool:
    """True if a spreadsheet keeps all digits of the number."""
    return len(str(abs(number)).replace(".", "")) <= _EXACT_DIGITS


def _text(content: CellContent) -> str:
    match content:
        case Text(text):
            shown = text
        case Decimal():
            shown = format(content, "f")
        case _:
            shown = str(content)
    # Half a surrogate pair cannot be written in any file.
    return shown.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]
