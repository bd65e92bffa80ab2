"""The figures of a table's sheet: each where the form has it, or nothing is read from the sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from gkdoc.errors import Problem
from gkdoc.findings import Severity
from gkdoc.formats.workbook import (
    BLANK_WORD,
    EDITION_ROW,
    GRID_ROW,
    Placed,
    TableSheet,
    possible_sheets,
    reference,
    stored_number,
)
from gkdoc.messages import Listed, Message, _
from gkdoc.model import Number, printed
from gkdoc.read.data.figures import Refused, figure, plain_number
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.syntax.nodes import Scalar
from gkdoc.read.xlsx.cells import Formula, Strange
from gkdoc.read.xlsx.reader import SheetReader
from gkdoc.spec import CellRef

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_LABELS_LISTED: Final = 4
_MOST_CELLS_LISTED: Final = 6
_ROWS_BEYOND: Final = 200
_COLUMNS_BEYOND: Final = 60
_FURTHEST_SHIFT: Final = 40

NOTHING: Final = object()
"""No figure was entered."""


class TableReader(SheetReader):
    """Reads one table. `edition` is that of the form by which its sheet was laid out."""

    def __init__(self, key: str, sheet: Worksheet, notes: Notes, *, partial: bool) -> None:
        super().__init__(sheet, notes)
        self.edition = ""
        self._key = key
        self._partial = partial
        self._overwritten: list[str] = []

    def read(self) -> None:
        """Every figure that was entered; nothing where the form is not intact."""
        own = self._own_sheet()
        if own is None:
            return
        self.edition = own.spec.edition
        self.problems += [*self._wrong_labels(own), *self._wrong_merges(own)]
        if self.problems:
            return
        self.locations[self._key] = self.location(0, 0)
        for ref, placed in own.figures.items():
            self._read_figure(own, ref, placed)
        if self._overwritten:
            self._say_overwritten()
        self._say_beyond(own)

    def _own_sheet(self) -> TableSheet | None:
        """The form that the sheet was laid out by; None, and a problem, if none fits."""
        sheets = list(possible_sheets(self._key))
        line = self.words(EDITION_ROW, 0)
        fitting = [own for own in sheets if own.edition_line == line]
        if not fitting:
            lines = dict.fromkeys(own.edition_line for own in sheets)
            message = _(
                "这里应是{expected}，却是{line}；请从原来的填报表恢复",
                expected=Listed("或", (_("“{edition_line}”", edition_line=each) for each in lines)),
                line=quoted(line),
            )
            place = self.place(EDITION_ROW, 0)
            self.problems.append(Problem(message, self._key, place=place))
            return None
        return min(fitting, key=lambda own: sum(1 for _ in self._misplaced(own)))

    def _misplaced(self, own: TableSheet) -> Iterator[Placed]:
        """The labels that are not where the form has them."""
        for placed in own.labels:
            if self.words(placed.row, placed.column) != placed.cell.text:
                yield placed

    def _wrong_labels(self, own: TableSheet) -> Iterator[Problem]:
        wrong = list(self._misplaced(own))
        for placed in wrong:
            there = self._elsewhere(placed)
            if there is not None:
                # What stands below or beside has moved too: once is enough.
                yield self._problem(placed, self.moved(placed.cell.text, *there))
                return
        for placed in wrong[:_MOST_LABELS_LISTED]:
            text, found = placed.cell.text, self.words(placed.row, placed.column)
            what = _("却是{found}", found=quoted(found)) if found else _("现在是空的")
            message = _("这里应是“{text}”，{what}；表上的文字不能改", text=text, what=what)
            yield self._problem(placed, message)
        more = len(wrong) - _MOST_LABELS_LISTED
        if more > 0:
            yield Problem(_("还有 {value} 格文字不对", value=more), place=own.name)

    def _elsewhere(self, placed: Placed) -> tuple[int, int] | None:
        """The cell nearby in the same column or row to which a label has moved; None if none."""
        text = placed.cell.text
        steps = [step for size in range(1, _FURTHEST_SHIFT) for step in (size, -size)]
        for row, column in (
            *((placed.row + step, placed.column) for step in steps),
            *((placed.row, placed.column + step) for step in steps),
        ):
            if row >= GRID_ROW and column >= 0 and self.words(row, column) == text:
                return row, column
        return None

    def _wrong_merges(self, own: TableSheet) -> Iterator[Problem]:
        known = {placed.merged for placed in own.placed}
        figures = {(each.row + 1, each.column + 1) for each in own.figures.values()}
        for merged in self.sheet.merged_cells.ranges:
            if merged.coord in known:
                continue
            covered = (
                (row, column)
                for row in range(merged.min_row, min(merged.max_row, own.last_row + 1) + 1)
                for column in range(merged.min_col, min(merged.max_col, own.last_column + 1) + 1)
            )
            if figures.intersection(covered):
                message = _(
                    "合并了单元格 {coord}，其中有的数字就没有了；请取消合并，重新填写",
                    coord=merged.coord,
                )
                place = self.place(merged.min_row - 1, merged.min_col - 1)
                yield Problem(message, self._key, place=place)

    def _problem(self, placed: Placed, message: Message) -> Problem:
        return Problem(message, self._key, place=self.place(placed.row, placed.column))

    def _read_figure(self, own: TableSheet, ref: CellRef, placed: Placed) -> None:
        here = self.location(placed.row, placed.column)
        self.locations[str(ref)] = here
        self.locations.setdefault(f"{ref.table}.{ref.row}", here)
        figure = self._figure(own, ref, placed)
        if figure is not NOTHING:
            self.put(f"{ref.row}.{ref.column}", figure)

    def _figure(self, own: TableSheet, ref: CellRef, placed: Placed) -> object:
        """The figure as a data file would have it; NOTHING if none was entered."""
        content = self.held(placed.row, placed.column)
        sums = own.sums.get(ref, ())
        match content:
            case None:
                return NOTHING
            case Formula() if sums and content.same_as(sums[0]):
                return NOTHING
            case Formula(text):
                shown = f"={text}"
                message = _("这里是公式 ={text}，读不出结果；请填上算好的数字", text=text)
                if sums:
                    message = _(
                        "总计的公式被改成了 ={text}，原来是 {sums}；请恢复，或者填上数字",
                        text=text,
                        sums=sums[0],
                    )
            case datetime.date():
                shown = content.isoformat()
                message = _(
                    "这里成了日期 {shown}，多半是输入了 3-5 一类的文字；请重新填数字", shown=shown
                )
            case Strange(kind, shown):
                message = _("这里是{kind} {shown}，不是数字；请重新填数字", kind=kind, shown=shown)
            case str():
                return self._text(own, ref, content.strip())
            case _:
                if sums:
                    self._overwritten.append(reference(placed.row, placed.column))
                return self._number(own, ref, content)
        return self._unreadable(ref, shown, message)

    def _number(self, own: TableSheet, ref: CellRef, number: Number) -> object:
        """The number; as words where one that the form does not know is to be kept as it looks."""
        if self._partial:
            try:
                written = Scalar(printed(number), typed=True)
                figure(written, own.spec.cells[ref].kind, partial=True)
            except Refused:
                return printed(number)
        return number

    def _text(self, own: TableSheet, ref: CellRef, text: str) -> object:
        place = self.locations[str(ref)]
        if text == BLANK_WORD:
            return None
        number = plain_number(text)
        if number is None:
            return text
        if ref in own.sums:
            self._overwritten.append(place.reference or "")
        # Where a number would lose digits, text is the way to keep them.
        if stored_number(number) is not None:
            message = _(
                "这个数是以文字存放的，已按 {text} 读取；工作簿的合计不算它，请改成数字", text=text
            )
            self.remark(message, place.reference, Severity.WARNING, str(ref))
        return self._number(own, ref, number)

    def _unreadable(self, ref: CellRef, shown: str, message: Message) -> object:
        """Its look where that is to be kept; otherwise NOTHING, and a problem."""
        if self._partial:
            self.remark(message, self.locations[str(ref)].reference, Severity.ERROR, str(ref))
            return shown
        self.spoil(message, str(ref))
        return NOTHING

    def _say_overwritten(self) -> None:
        count, cells = len(self._overwritten), _listed(self._overwritten)
        message = _(
            "{count} 个总计的公式被换成了数（{cells}），照填的数读取", count=count, cells=cells
        )
        self.remark(message, self._overwritten[0], Severity.INFORMATION, self._key)

    def _say_beyond(self, own: TableSheet) -> None:
        """Say that the cells outside the table were not read."""
        last_own = own.last_row + (1 if own.balances else 0)
        rows = min(self.sheet.max_row, last_own + _ROWS_BEYOND)
        columns = min(self.sheet.max_column, own.last_column + _COLUMNS_BEYOND)
        beyond = [
            reference(row, column)
            for row in range(rows)
            for column in range(columns)
            if (row > last_own or column > own.last_column) and self.held(row, column) is not None
        ]
        if beyond:
            message = _("表格以外的内容没有读取（{beyond}）", beyond=_listed(beyond))
            self.remark(message, beyond[0], Severity.INFORMATION)


def _listed(cells: Sequence[str]) -> str:
    more = _("等") if len(cells) > _MOST_CELLS_LISTED else ""
    return Listed("、", cells[:_MOST_CELLS_LISTED]) + more
