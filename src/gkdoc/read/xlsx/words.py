"""The agency's sheet and the sheet of the prose: what stands in each cell, and where it stood."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from gkdoc.errors import Problem
from gkdoc.findings import Severity
from gkdoc.formats.workbook import reference
from gkdoc.formats.workbook_words import (
    HEAD_ROW,
    INPUT_COLUMN,
    LABEL_COLUMN,
    MOST_TEXT_ROWS,
    TEXT_ROW,
    FieldPlace,
    field_places,
    prose_columns,
)
from gkdoc.messages import _
from gkdoc.model import printed
from gkdoc.read.notes import Notes, quoted, visible
from gkdoc.read.source import FORBIDDEN
from gkdoc.read.xlsx.cells import Formula, Strange, held, words_in
from gkdoc.read.xlsx.reader import SheetReader

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_SIGNATURE: Final = "signature"


class AgencyReader(SheetReader):
    """Reads the fields around the sections."""

    def __init__(self, sheet: Worksheet, notes: Notes, *, partial: bool) -> None:
        super().__init__(sheet, notes)
        self._partial = partial

    def read(self) -> None:
        """Every field; nothing where the sheet is not intact."""
        places = field_places()
        self.problems += self._wrong_labels(places)
        if not self.problems:
            for place in places:
                self._field(place)
            self._check_signature([each for each in places if each.address.startswith(_SIGNATURE)])

    def _wrong_labels(self, places: Sequence[FieldPlace]) -> Iterator[Problem]:
        column = LABEL_COLUMN + 1
        shown = [words_in(self.sheet.cell(row + 1, column)) for row in range(self.sheet.max_row)]
        for place in places:
            found = shown[place.row] if place.row < len(shown) else ""
            if found == place.label:
                continue
            where = self.place(place.row, LABEL_COLUMN)
            if place.label in shown:
                # What stands below has moved too: once is enough.
                message = self.moved(place.label, shown.index(place.label), LABEL_COLUMN)
                yield Problem(message, place.address, place=where)
                return
            message = _(
                "这里应是“{label}”，却是{found}；请从原来的填报表恢复",
                label=place.label,
                found=quoted(found),
            )
            yield Problem(message, place.address, place=where)

    def _field(self, place: FieldPlace) -> None:
        where = self.location(place.row, INPUT_COLUMN)
        self.locations[place.address] = where
        self.locations.setdefault(place.address.partition(".")[0], where)
        value = self._value(place)
        if value is not None:
            self.put(place.address, value)

    def _check_signature(self, places: Sequence[FieldPlace]) -> None:
        """Both fields or neither: one alone signs nothing."""
        given = self.values.get(_SIGNATURE, {})
        lacking = [
            place for place in places if place.address.removeprefix(f"{_SIGNATURE}.") not in given
        ]
        if not given or not lacking or self.notes.given(_SIGNATURE):
            return
        del self.values[_SIGNATURE]
        (place,) = lacking
        message = _("“{label}”没有填；落款的两项要填都填，不要落款就都不填", label=place.label)
        if self._partial:
            self.remark(message, place.reference, Severity.ERROR, place.address)
        else:
            self.spoil(message, place.address)

    def _value(self, place: FieldPlace) -> object:
        content = held(self.sheet.cell(place.row + 1, INPUT_COLUMN + 1))
        match content:
            case Formula():
                self.spoil(_("这里是公式 ={text}，请填上文字", text=content.text), place.address)
            case Strange(kind, shown):
                self.spoil(
                    _("这里是{kind} {shown}，请重新填写", kind=kind, shown=shown), place.address
                )
            case datetime.date():
                return content.isoformat()
            case str():
                return self._text(place, content.strip())
            case None:
                return None
            case _ if place.address == "year":
                return content
            case _:
                return printed(content)
        return None

    def _text(self, place: FieldPlace, text: str) -> object:
        if place.address != "year" or not (text.isdecimal() and text.isascii()):
            return text
        message = _("年度是以文字存放的，已按 {text} 读取；请改成数字", text=text)
        self.remark(message, place.reference, Severity.INFORMATION, place.address)
        return int(text)


class ProseReader(SheetReader):
    """Reads the prose: a section a column, a paragraph a cell."""

    def read(self) -> None:
        """Every section; nothing where the sheet is not intact."""
        for titles, column in prose_columns().values():
            found = words_in(self.sheet.cell(HEAD_ROW + 1, column + 1))
            if found not in titles:
                message = _(
                    "这一列应是“{title}”，却是{found}；请从原来的填报表恢复",
                    title=titles[0],
                    found=quoted(found),
                )
                self.problems.append(Problem(message, place=self.place(HEAD_ROW, column)))
        if self.sheet.max_row > TEXT_ROW + MOST_TEXT_ROWS and self._goes_on():
            message = _(
                "第 {value} 行以下还有文字，太长了，不像年度报告", value=TEXT_ROW + MOST_TEXT_ROWS
            )
            self.problems.append(Problem(message, place=self.sheet.title))
        if not self.problems:
            for section, (_title, column) in prose_columns().items():
                self._section(section, column)
            self._say_beyond()

    def _goes_on(self) -> bool:
        first = TEXT_ROW + MOST_TEXT_ROWS + 1
        last = len(prose_columns())
        rows = self.sheet.iter_rows(first, first + MOST_TEXT_ROWS, 1, last)
        return any(held(cell) is not None for cells in rows for cell in cells)

    def _section(self, section: str, column: int) -> None:
        lines: list[str] = []
        self.locations[section] = self.location(HEAD_ROW, column)
        last = min(self.sheet.max_row, TEXT_ROW + MOST_TEXT_ROWS)
        for row in range(TEXT_ROW, last):
            words = self._words(row, column, section)
            for line in words.split("\n"):
                if line.strip():
                    lines.append(line)
                    self.locations[f"{section}.{len(lines)}"] = self.location(row, column)
        if lines:
            self.values[section] = "\n".join(lines)

    def _words(self, row: int, column: int, section: str) -> str:
        content = held(self.sheet.cell(row + 1, column + 1))
        match content:
            case None:
                return ""
            case str():
                found = FORBIDDEN.search(content)
                if found is None:
                    return content
                message = _("文字里有控制字符 {found}，请删去", found=visible(found[0]))
            case Formula():
                message = _(
                    "这里成了公式 ={text}；要写以 = 开头的文字，先把单元格格式设为“文本”",
                    text=content.text,
                )
            case Strange(kind, shown):
                message = _("这里是{kind} {shown}，请重新输入这一段文字", kind=kind, shown=shown)
            case datetime.date():
                message = _(
                    "这里成了日期 {isoformat}，请把单元格格式设为“文本”再输入",
                    isoformat=content.isoformat(),
                )
            case _:
                return printed(content)
        self.notes.problems.append(Problem(message, section, place=self.place(row, column)))
        self.notes.spoil(section)
        return ""

    def _say_beyond(self) -> None:
        """What stands beside the sections is not read, and that is said."""
        last = len(prose_columns())
        for row in range(min(self.sheet.max_row, TEXT_ROW + MOST_TEXT_ROWS)):
            for column in range(last, min(self.sheet.max_column, 2 * last)):
                if held(self.sheet.cell(row + 1, column + 1)) is not None:
                    message = _("这一格不在任何一个部分的列里，没有读取")
                    self.remark(message, reference(row, column), Severity.WARNING)
