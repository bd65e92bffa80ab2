"""The sheet of a statutory table: laid out as the form prints it, sums and balances as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from gkdoc.formats.workbook import (
    BALANCE_WORDS,
    BLANK_WORD,
    EDITION_ROW,
    GRID_ROW,
    TITLE_ROW,
    BalanceCell,
    Placed,
    TableSheet,
    stored_number,
)
from gkdoc.layout.grid import Role
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    Draft,
    Number,
    TableValues,
    completed,
    counts_as,
    printed,
)
from gkdoc.spec import Cell, CellRef, Heading, Kind, Orientation
from gkdoc.write.xlsx.book import FACE, Book

_LABEL_WIDTH: Final = 44
_GROUP_WIDTH: Final = 13
_FIGURE_WIDTH: Final = 12
_WIDE_FIGURE: Final = 16
_FEW_COLUMNS: Final = 6
_LINE: Final = 18
_LARGEST: Final = 10**15 - 1
_COMMENT_SIGNS_A_LINE: Final = 24
_COMMENT_LINE: Final = 18
_COMMENT_WIDTH: Final = 300
_LOOK_OF: Final = {Role.TITLE: "block", Role.NOTE: "note", Role.HEAD: "head", Role.LABEL: "label"}


def write_table(book: Book, own: TableSheet, draft: Draft) -> None:
    """The sheet `own` with the figures of the draft, and last year's as comments."""
    _TableWriter(book, own, draft).write()


class _TableWriter:
    def __init__(self, book: Book, own: TableSheet, draft: Draft) -> None:
        self._book = book
        self._own = own
        self._spec = own.spec
        self._draft = draft
        self._values = draft.tables[own.spec.key]
        # What the formulas show until a program computes them: not every program does on opening.
        self._completed = completed(_without_gaps(self._values))
        self._across = self._spec.orientation is Orientation.ACROSS
        self._sheet = book.form_sheet(own.name, landscape=self._across)
        labels, columns = self._spec.label_columns, own.last_column + 1
        figure = _WIDE_FIGURE if columns <= _FEW_COLUMNS else _FIGURE_WIDTH
        before = ([_GROUP_WIDTH] * (labels - 1) + [_LABEL_WIDTH])[:labels]
        self._widths = before + [figure] * (columns - labels)

    def write(self) -> None:
        """Write everything on the sheet."""
        formats = self._book.formats
        self._sheet.write_string(TITLE_ROW, 0, self._spec.title, formats["title"])
        self._sheet.write_string(EDITION_ROW, 0, self._own.edition_line, formats["words"])
        self._set_sizes()
        for placed in self._own.labels:
            self._label(placed)
        for ref, placed in self._own.figures.items():
            write = self._total if ref in self._own.sums else self._input
            write(ref, placed)
        self._balances()
        self._notes()
        self._last_year()
        first_input = GRID_ROW + self._head_rows()
        if not self._across and self._head_rows():
            self._sheet.freeze_panes(first_input, self._spec.label_columns)
            self._sheet.repeat_rows(GRID_ROW, first_input - 1)

    def _head_rows(self) -> int:
        """The rows above the first figure, where all figures have the same heads."""
        if len(self._spec.blocks) > 1:
            return 0
        return min(placed.row for placed in self._own.figures.values()) - GRID_ROW

    def _set_sizes(self) -> None:
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        for row in range(GRID_ROW, self._own.last_row + 2):
            self._sheet.set_row(row, _LINE * self._lines(row))

    def _lines(self, row: int) -> int:
        """How many lines the labels of this row need that end in it."""
        needed = [1]
        for placed in self._own.labels:
            if placed.row == row and placed.cell.rows == 1:
                widths = self._widths[placed.column : placed.last_column + 1]
                signs = sum(width / 2.2 for width in widths)
                needed.append(-(-len(placed.cell.text) // max(int(signs), 1)))
        return max(needed)

    def _label(self, placed: Placed) -> None:
        look = self._book.formats[_LOOK_OF[placed.cell.role]]
        if placed.merged:
            self._sheet.merge_range(placed.merged, placed.cell.text, look)
        else:
            self._sheet.write_string(placed.row, placed.column, placed.cell.text, look)

    def _total(self, ref: CellRef, placed: Placed) -> None:
        own, *others = self._own.sums[ref]
        look = self._book.formats["total"]
        value = self._values.at(ref)
        if placed.merged:
            self._sheet.merge_range(placed.merged, "", look)
        if value is NOT_ENTERED:
            shown = counts_as(self._completed.at(ref))
            self._sheet.write_formula(placed.row, placed.column, own, look, shown)
        else:
            self._figure(placed, value, "total")
        here = self._own.reference(ref)
        for formula in (own, *others):
            self._red(placed, f"={here}<>{formula.removeprefix('=')}")

    def _input(self, ref: CellRef, placed: Placed) -> None:
        if placed.merged:
            self._sheet.merge_range(placed.merged, "", self._book.formats["figure"])
        self._figure(placed, self._values.at(ref), "figure")
        where = (placed.row, placed.column)
        self._sheet.data_validation(*where, *where, _validation(self._spec.cells[ref]))
        self._red(placed, f"=ISTEXT({self._own.reference(ref)})")

    def _figure(self, placed: Placed, value: CellValue, look: str) -> None:
        """A figure as a number where that keeps every digit, otherwise as text."""
        form = self._book.formats[look]
        where = (placed.row, placed.column)
        if value is NOT_ENTERED:
            self._sheet.write_blank(*where, None, form)
        elif value is BLANK:
            self._sheet.write_string(*where, BLANK_WORD, form)
        elif isinstance(value, int | Decimal) and (number := stored_number(value)) is not None:
            self._sheet.write_number(*where, number, form)
        else:
            self._sheet.write_string(*where, printed(value), form)

    def _red(self, placed: Placed | BalanceCell, criteria: str) -> None:
        where = (placed.row, placed.column)
        look = {"type": "formula", "criteria": criteria, "format": self._book.formats["wrong"]}
        self._sheet.conditional_format(*where, *where, look)

    def _balances(self) -> None:
        for number, balance in enumerate(self._own.balances):
            if not number:
                words = (balance.row, 0, balance.row, self._spec.label_columns - 1)
                self._sheet.merge_range(*words, BALANCE_WORDS, self._book.formats["balance"])
            look = self._book.formats["balance"]
            shown = self._sum(balance.left) - self._sum(balance.right)
            self._sheet.write_formula(balance.row, balance.column, balance.formula, look, shown)
            broken = f"{balance.formula}<>0"
            self._red(balance, broken)
            for ref in (*balance.left, *balance.right):
                self._red(self._own.figures[ref], broken)

    def _sum(self, refs: Sequence[CellRef]) -> Number:
        return sum(counts_as(self._completed.at(ref)) for ref in refs)

    def _notes(self) -> None:
        """Write what spec and draft say about a row or column as comments on its label."""
        notes: dict[Placed, list[str]] = {}
        for block in self._spec.blocks:
            for column in block.column_leaves():
                for placed in self._own.labels:
                    if (placed.cell.text, placed.cell.role) == (column.label, Role.HEAD):
                        notes.setdefault(placed, []).extend(_words_of(column))
            for row in block.row_leaves():
                remark = self._draft.remarks.get(f"{self._spec.key}.{row.path}", "")
                words = [*_words_of(row), *filter(None, [remark])]
                notes.setdefault(self._label_of(row), []).extend(words)
        for placed, lines in notes.items():
            if lines:
                self._comment(placed, "\n".join(dict.fromkeys(lines)))

    def _label_of(self, row: Heading) -> Placed:
        """The label of a row: before its figures, or above them."""
        first = next(placed for ref, placed in self._own.figures.items() if ref.row == row.path)
        if self._across:
            above = (placed for placed in self._own.labels if placed.column == first.column)
            return next(placed for placed in above if placed.cell.text == row.label)
        beside = (placed for placed in self._own.labels if placed.row == first.row)
        return next(
            placed
            for placed in beside
            if placed.cell.role is Role.LABEL and placed.last_column == first.column - 1
        )

    def _last_year(self) -> None:
        """Write last year's figures as comments on this year's, where they were not 0."""
        last = self._draft.last_tables.get(self._spec.key)
        if last is None:
            return
        for ref, placed in self._own.figures.items():
            if ref in last.spec.cells and last.at(ref) not in (NOT_ENTERED, BLANK, 0):
                self._comment(placed, f"上年：{printed(last.at(ref))}")

    def _comment(self, placed: Placed, text: str) -> None:
        """Write a comment on a cell, as large as its text."""
        lines = sum(-(-len(line) // _COMMENT_SIGNS_A_LINE) for line in text.split("\n"))
        size = {"width": _COMMENT_WIDTH, "height": _COMMENT_LINE * (lines + 1)}
        look = {"font_name": FACE, "font_size": 9, **size}
        self._sheet.write_comment(placed.row, placed.column, text, look)


def _without_gaps(values: TableValues) -> TableValues:
    """The values as formulas see them: what is not entered yet adds nothing."""
    totals = {total.total for total in values.spec.sums}
    gaps = (ref for ref, value in values if value is NOT_ENTERED and ref not in totals)
    return values.changed(dict.fromkeys(gaps, BLANK))


def _words_of(heading: Heading) -> tuple[str, ...]:
    basis = f"依据：{heading.basis}" if heading.basis else ""
    return tuple(filter(None, (heading.note, basis)))


def _validation(cell: Cell) -> dict[str, Any]:
    """The numbers that may be typed into the cell, and what is said about anything else."""
    whole = cell.kind is not Kind.DECIMAL
    least = -_LARGEST if cell.kind is Kind.SIGNED else 0
    expected = {
        Kind.COUNT: "这里只能填不小于 0 的整数",
        Kind.DECIMAL: "这里只能填不小于 0 的数，可以有小数",
        Kind.SIGNED: "这里只能填整数，减少的填负数",
    }[cell.kind]
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": _LARGEST,
        "ignore_blank": True,
        "error_type": "stop",
        "error_title": "不是这里要的数字",
        "error_message": f"{expected}。填阿拉伯数字，不加单位、逗号和空格；没有发生的填 0。",
    }
