"""A workbook that is being written: its looks, and text that never becomes anything else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gkdoc.layout.grid import Role
from gkdoc.layout.workbook import MOST_SIGNS
from gkdoc.messages import _

_A4: Final = 9
_FACE: Final = "宋体"
_SIZE: Final = 10.5
_LINES: Final = "#7F7F7F"
_INPUT_FILL: Final = "#FFFFE5"
_HEAD_FILL: Final = "#E7EDF5"
_TOTAL_FILL: Final = "#F2F2F2"
_TITLE_SIZE: Final = 14
_COMMENT_SIGNS_A_LINE: Final = 24
_COMMENT_LINE: Final = 18
_COMMENT_WIDTH: Final = 300

_PLAIN: Final[Mapping[str, Any]] = {"font_name": _FACE, "font_size": _SIZE, "valign": "vcenter"}
_BOXED: Final = {**_PLAIN, "border": 1, "border_color": _LINES, "text_wrap": True}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**_PLAIN, "bold": True, "font_size": _TITLE_SIZE},
    "words": {**_PLAIN, "font_color": "#595959"},
    "hint": {**_PLAIN, "font_color": "#595959", "text_wrap": True},
    "label": {**_BOXED, "bg_color": _HEAD_FILL},
    "head": {**_BOXED, "bg_color": _HEAD_FILL, "align": "center", "bold": True},
    "block": {**_BOXED, "bg_color": _HEAD_FILL, "bold": True},
    "note": {**_BOXED, "bg_color": _HEAD_FILL, "font_name": "楷体"},
    # Text stays text when it is edited again: =1+1 does not become a formula.
    "text": {**_BOXED, "bg_color": _INPUT_FILL, "locked": False, "num_format": "@"},
    "paragraph": {
        **_BOXED,
        "bg_color": _INPUT_FILL,
        "locked": False,
        "num_format": "@",
        "valign": "top",
    },
    "old": {**_BOXED, "num_format": "@", "valign": "top", "font_color": "#595959"},
    "year": {**_BOXED, "bg_color": _INPUT_FILL, "locked": False, "align": "left"},
    "date": {
        **_BOXED,
        "bg_color": _INPUT_FILL,
        "locked": False,
        "align": "left",
        "num_format": "yyyy-mm-dd",
    },
    "figure": {**_BOXED, "bg_color": _INPUT_FILL, "locked": False, "align": "center"},
    "total": {**_BOXED, "bg_color": _TOTAL_FILL, "align": "center", "bold": True},
    "balance": {**_BOXED, "align": "center", "font_color": "#595959"},
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
}
_LOOK_OF: Final = {Role.TITLE: "block", Role.NOTE: "note", Role.HEAD: "head", Role.LABEL: "label"}

_PROTECTION: Final = {"format_columns": True, "format_rows": True}


class Book:
    """The workbook with its formats."""

    def __init__(self, opened: Workbook) -> None:
        self._opened = opened

    @cached_property
    def formats(self) -> Mapping[str, Format]:
        """The formats by what they are for."""
        return {name: self._opened.add_format(dict(look)) for name, look in _LOOKS.items()}

    def label_format(self, role: Role) -> Format:
        """The format of a label of the statutory table."""
        return self.formats[_LOOK_OF[role]]

    def sheet(self, name: str, *, landscape: bool) -> Worksheet:
        """A new protected sheet, set up for A4, as wide as the page."""
        sheet = self._opened.add_worksheet(name)
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

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str) -> None:
        """`text` in a cell, as text whatever it begins with; ValueError if it is too long."""
        if len(text) > MOST_SIGNS:
            raise ValueError(
                _(
                    "{count} 个字的一段放不进一个单元格，最多 {most_signs} 个",
                    count=len(text),
                    most_signs=MOST_SIGNS,
                )
            )
        if text:
            sheet.write_string(row, column, text, self.formats[look])
        else:
            sheet.write_blank(row, column, None, self.formats[look])

    def comment(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """A comment on a cell, as large as its text."""
        lines = sum(-(-len(line) // _COMMENT_SIGNS_A_LINE) for line in text.split("\n"))
        size = {"width": _COMMENT_WIDTH, "height": _COMMENT_LINE * (lines + 1)}
        sheet.write_comment(row, column, text, {"font_name": _FACE, "font_size": 9, **size})
