"""The sheets of agency, prose and own fields: what stands in each cell, and where it stood."""

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
    own_field_name,
    prose_columns,
)
from gkdoc.messages import Message, _
from gkdoc.model import printed
from gkdoc.model.own_fields import SITE
from gkdoc.read.data.words import fields_level
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.xlsx.cells import Formula, Held, Strange, held
from gkdoc.read.xlsx.reader import SheetReader
from gkdoc.text.control import FORBIDDEN, visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SIGNATURE: Final = "signature"
_LAST_TEXT_ROW: Final = TEXT_ROW + MOST_TEXT_ROWS


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
        shown = [self.words(row, LABEL_COLUMN) for row in range(self.sheet.max_row)]
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
            label, found = place.label, quoted(found)
            message = _(
                "这里应是“{label}”，却是{found}；请从原来的填报表恢复", label=label, found=found
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
        content = self.held(place.row, INPUT_COLUMN)
        match content:
            case Formula(text):
                self.spoil(_("这里是公式 ={text}，请填上文字", text=text), place.address)
            case Strange(kind, shown):
                message = _("这里是{kind} {shown}，请重新填写", kind=kind, shown=shown)
                self.spoil(message, place.address)
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
            found = self.words(HEAD_ROW, column)
            if found not in titles:
                message = _(
                    "这一列应是“{title}”，却是{found}；请从原来的填报表恢复",
                    title=titles[0],
                    found=quoted(found),
                )
                self.problems.append(Problem(message, place=self.place(HEAD_ROW, column)))
        if self.sheet.max_row > _LAST_TEXT_ROW and self._goes_on():
            message = _("第 {value} 行以下还有文字，太长了，不像年度报告", value=_LAST_TEXT_ROW)
            self.problems.append(Problem(message, place=self.sheet.title))
        if not self.problems:
            for section, (_title, column) in prose_columns().items():
                self._section(section, column)
            self._say_beyond()

    def _goes_on(self) -> bool:
        first = _LAST_TEXT_ROW + 1
        last = len(prose_columns())
        rows = self.sheet.iter_rows(first, first + MOST_TEXT_ROWS, 1, last)
        return any(held(cell) is not None for cells in rows for cell in cells)

    def _section(self, section: str, column: int) -> None:
        lines: list[str] = []
        self.locations[section] = self.location(HEAD_ROW, column)
        for row in range(TEXT_ROW, min(self.sheet.max_row, _LAST_TEXT_ROW)):
            for line in self._lines(row, column, section):
                if line.strip():
                    lines.append(line)
                    self.locations[f"{section}.{len(lines)}"] = self.location(row, column)
        if lines:
            self.values[section] = "\n".join(lines)

    def _lines(self, row: int, column: int, section: str) -> Sequence[str]:
        content = self.held(row, column)
        match content:
            case None:
                return ()
            case str():
                found = FORBIDDEN.search(content)
                if found is None:
                    return content.split("\n")
                message = _("文字里有控制字符 {found}，请删去", found=visible(found[0]))
            case Formula(text):
                message = _(
                    "这里成了公式 ={text}；要写以 = 开头的文字，先把单元格格式设为“文本”", text=text
                )
            case Strange(kind, shown):
                message = _("这里是{kind} {shown}，请重新输入这一段文字", kind=kind, shown=shown)
            case datetime.date():
                day = content.isoformat()
                message = _(
                    "这里成了日期 {isoformat}，请把单元格格式设为“文本”再输入", isoformat=day
                )
            case _:
                return (printed(content),)
        self.notes.problems.append(Problem(message, section, place=self.place(row, column)))
        self.notes.spoil(section)
        return ()

    def _say_beyond(self) -> None:
        """Say that the cells beside the sections were not read."""
        last = len(prose_columns())
        for row in range(min(self.sheet.max_row, _LAST_TEXT_ROW)):
            for column in range(last, min(self.sheet.max_column, 2 * last)):
                if self.held(row, column) is not None:
                    message = _("这一格不在任何一个部分的列里，没有读取")
                    self.remark(message, reference(row, column), Severity.WARNING)


class OwnFieldsReader(SheetReader):
    """Reads the office's own fields: a name and its value in a row."""

    def read(self) -> None:
        """Every field that has a name and a value."""
        self.locations["fields"] = self.location(HEAD_ROW, LABEL_COLUMN)
        for row in range(TEXT_ROW, min(self.sheet.max_row, _LAST_TEXT_ROW)):
            name, content = self.words(row, LABEL_COLUMN), self.held(row, INPUT_COLUMN)
            if name and content is not None:
                self._field(row, name, content)
            elif name or content is not None:
                lacking = _("只有名称，没有内容") if name else _("只有内容，没有名称")
                self._refuse(row, f"fields.{name}" if name else "fields", lacking)

    def _field(self, row: int, name: str, content: Held) -> None:
        label = _label_of_page(name)
        address = f"fields.{name}" if label is None else f"fields.{SITE}.{label}"
        if address in self.locations:
            before = self.locations[address].reference
            message = _("“{name}”在 {before} 已经写过", name=name, before=before)
            self._refuse(row, address, message)
            return
        self.locations[address] = self.location(row, INPUT_COLUMN)
        match content:
            case Formula(text):
                message = _("这里是公式 ={text}，请填上文字或者数字", text=text)
                self._refuse(row, address, message)
            case Strange(kind, shown):
                message = _("这里是{kind} {shown}，请重新填写", kind=kind, shown=shown)
                self._refuse(row, address, message)
            case _ if label is not None:
                self.put(address, content)
            case _ if fields_level("fields").find(name):
                other = own_field_name(f"{SITE}.name")
                message = _("{name}的各项分别写，一行一项，如 {other}", name=name, other=other)
                self._refuse(row, address, message)
            case _:
                # A point in a name divides nothing: the name is refused as it is written.
                self.values.setdefault("fields", {})[name] = content

    def _refuse(self, row: int, address: str, message: Message) -> None:
        place = self.place(row, INPUT_COLUMN)
        self.notes.problems.append(Problem(message, address, place=place))
        self.notes.spoil(address)


def _label_of_page(name: str) -> str | None:
    """The name of the label of the page that is written as 站点.名称; None for any other field."""
    group, point, label = name.partition(".")
    if not point or not fields_level("fields").find(group):
        return None
    found = fields_level(SITE).find(label)
    return found[0].key if found else label
