"""Workbooks by XlsxWriter: sheets of lists, row after row, and sheets of the form, cell by cell.

The same content gives the same bytes. A text is always a text, whatever sign it begins with:
nothing that stood in somebody's file becomes a formula or a link here.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias
from unicodedata import east_asian_width

from attrs import field, frozen, mutable

from gkdoc.errors import MissingProgramError
from gkdoc.formats.workbook import MOST_SIGNS
from gkdoc.messages import _
from gkdoc.model import Text, printed

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CellContent: TypeAlias = str | int | Decimal | datetime.date | Text | None
"""The content of a cell; None leaves it empty."""

Look: TypeAlias = Literal[
    "plain", "heading", "title", "note", "strong", "wrong", "share", "date", "text", "name"
]
"""How a row or cell of a list looks: `share` shows 0.125 as 12.50%, `name` is for row numbers."""

Looks: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The formats of a workbook by what they are for, as XlsxWriter words them."""

_MOST_ROWS: Final = 1_048_576
"""The most rows that a sheet of this format holds."""

_EXACT_DIGITS: Final = 15
# There is no clock here: the first moment that an archive can name.
_MOMENT: Final = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)

_LINE: Final = 15.0
_TITLE_LINE: Final = 24.0
_MOST_LINES: Final = 20
_A4: Final = 9
_WIDEST_ON_A_PAGE: Final = 260
_PROTECTION: Final = {"format_columns": True, "format_rows": True}

FACE: Final = "宋体"
PLAIN: Final[Mapping[str, Any]] = {"font_name": FACE, "font_size": 10.5, "valign": "vcenter"}
"""How every cell looks, but for what its own look says otherwise."""

_LOOKS_OF_LISTS: Final[Mapping[Look, Mapping[str, Any]]] = {
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
    look: Look


@mutable
class ListSheet:
    """One sheet, filled from above; goes on in another sheet where the format allows no more."""

    _book: Workbook
    _formats: Mapping[str, Format]
    _title: str
    _widths: Sequence[float] = ()
    # XlsxWriter takes more than its annotations say: dates, decimals.
    _sheet: Any = field(init=False)
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

    def row(self, cells: Sequence[CellContent | Styled], look: Look = "plain") -> None:
        """Write one row."""
        if self._row == _MOST_ROWS:
            self.finish()
            self._begin()
            if self._heading is not None:
                self.heading(self._names)
        styled = [cell if isinstance(cell, Styled) else Styled(cell, look) for cell in cells]
        contents = (cell.content for cell in styled)
        lines = max(map(_lines, self._widths, contents), default=1)
        if look == "title":
            self._sheet.set_row(self._row, _TITLE_LINE)
        elif lines > 1 and look != "note":
            self._sheet.set_row(self._row, _LINE * min(lines, _MOST_LINES))
        for column, cell in enumerate(styled):
            self._write(column, cell.content, cell.look)
        self._row += 1

    def heading(self, names: Sequence[str]) -> None:
        """Write the row of headings, which stays in sight; the rows below it can be filtered."""
        self._names = names
        self.row(names, "heading")
        self._heading = self._row - 1
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(self._heading)

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

    def finish(self) -> None:
        """Say what can only be said when all rows are there."""
        if self._heading is not None and self._row > self._heading + 1:
            self._sheet.autofilter(self._heading, 0, self._row - 1, len(self._names) - 1)

    def _write(self, column: int, content: CellContent, look: Look) -> None:
        place = (self._row, column)
        form = self._formats[look]
        match content:
            case None:
                if look == "heading":
                    self._sheet.write_blank(*place, None, form)
            case datetime.date():
                self._sheet.write_datetime(*place, content, self._formats["date"])
            case int() | Decimal() if _exact(content):
                self._sheet.write_number(*place, content, form)
            case _:
                own = self._formats["text"] if look == "plain" else form
                self._sheet.write_string(*place, _text(content), own)


@frozen
class Book:
    """A workbook that is being written, and its formats by what they are for."""

    _opened: Workbook
    formats: Mapping[str, Format]
    _lists: list[ListSheet] = field(factory=list, init=False)

    def made_by(self, maker: str) -> None:
        """Say in the properties of the workbook what it was made by."""
        self._opened.set_properties({**self._opened.doc_properties, "category": maker})

    def list_sheet(self, title: str, widths: Sequence[float] = ()) -> ListSheet:
        """A new sheet behind the others; `widths` are those of its columns, in characters."""
        self._lists.append(ListSheet(self._opened, self.formats, title, widths))
        return self._lists[-1]

    def form_sheet(self, title: str, *, landscape: bool) -> Worksheet:
        """A new protected sheet behind the others, set up for A4, as wide as the page."""
        sheet = self._opened.add_worksheet(title)
        sheet.protect("", dict(_PROTECTION))
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.hide_gridlines(2)
        return sheet

    def finish(self) -> None:
        """Write the workbook: all its sheets are complete."""
        for sheet in self._lists:
            sheet.finish()
        self._opened.close()


@contextmanager
def open_lists(target: io.BytesIO) -> Iterator[Book]:
    """A workbook of lists, written to `target` when all is done; rows leave the memory at once.

    MissingProgramError if XlsxWriter is not installed.
    """
    looks: Looks = {name: {**PLAIN, **look} for name, look in _LOOKS_OF_LISTS.items()}
    book = new_book(target, looks, _MOMENT, constant_memory=True)
    yield book
    book.finish()


def new_book(
    target: io.BytesIO, looks: Looks, created: datetime.datetime, *, constant_memory: bool = False
) -> Book:
    """A workbook that is written to `target` by `Book.finish`.

    MissingProgramError if XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError:
        raise MissingProgramError.package("XlsxWriter", _("写出 .xlsx")) from None
    options = {
        "constant_memory": constant_memory,
        "in_memory": not constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    opened = Workbook(target, options)
    opened.set_properties({"created": created})
    return Book(opened, {name: opened.add_format(dict(look)) for name, look in looks.items()})


def display_width(text: str) -> int:
    """How many columns of a console or a sheet the text takes: a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _lines(width: float, content: CellContent) -> int:
    """How many lines a text takes in a column: programs differ in the heights they find."""
    if not isinstance(content, str):
        return 1
    signs = max(1, int(width) - 1)
    return sum(max(1, -(-display_width(line) // signs)) for line in content.split("\n"))


def _exact(number: int | Decimal) -> bool:
    """True if a spreadsheet keeps all digits of the number."""
    return len(str(abs(number)).replace(".", "")) <= _EXACT_DIGITS


def _text(content: CellContent) -> str:
    shown = printed(content) if isinstance(content, Text | Decimal) else str(content)
    # Half a surrogate pair cannot be written in any file.
    return shown.encode("utf-8", "replace").decode("utf-8")[:MOST_SIGNS]
