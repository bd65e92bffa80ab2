"""The workbook to fill in: which cell of which sheet holds what. Written and read by this alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from attrs import frozen

from gkdoc.layout.grid import GridCell, lay_out
from gkdoc.model import printed
from gkdoc.spec import CellRef, TableSpec, printed_forms
from gkdoc.text.numerals import to_chinese
from gkdoc.text.ordinals import split_ordinal

TITLE_ROW: Final = 0
"""The row of each sheet that holds its title; all rows and columns here count from 0."""

EDITION_ROW: Final = 1
"""The row of a table's sheet that names the edition of the form."""

GRID_ROW: Final = 3
"""The first row of the statutory table on its sheet."""

MOST_SIGNS: Final = 32_767
"""The most characters that a cell holds."""

BALANCE_WORDS: Final = "勾稽差额（应为 0）"
"""What stands before the row of balances below a table."""

BLANK_WORD: Final = "空白"
"""What a cell of the workbook says whose figure is printed as nothing."""


@frozen
class Placed:
    """A cell of the statutory table on its sheet: where it starts, and what it is."""

    row: int
    column: int
    cell: GridCell

    @property
    def last_column(self) -> int:
        """The last column that it covers."""
        return self.column + self.cell.columns - 1

    @property
    def merged(self) -> str:
        """The range that it covers (A4:C6); empty if it is a single cell."""
        if self.cell.rows == self.cell.columns == 1:
            return ""
        last = reference(self.row + self.cell.rows - 1, self.last_column)
        return f"{reference(self.row, self.column)}:{last}"


@frozen
class BalanceCell:
    """A cell below the table that is 0 where a balance holds; `left` and `right` are its sides."""

    row: int
    column: int
    formula: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]


@frozen
class TableSheet:
    """The sheet of one statutory table in the form `spec`."""

    spec: TableSpec

    @property
    def name(self) -> str:
        """The name of the sheet: 表三 for the third section."""
        opening = split_ordinal(self.spec.title)
        return f"表{to_chinese(opening.number)}" if opening is not None else self.spec.title

    @property
    def edition_line(self) -> str:
        """The line that names the edition."""
        return f"{self.spec.edition} 年格式（{self.spec.source.notice}）"

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every cell of the statutory table, row by row."""
        return tuple(
            Placed(GRID_ROW + row, column, cell)
            for row, cells in enumerate(lay_out(self.spec).placed())
            for column, cell in cells
        )

    @cached_property
    def figures(self) -> Mapping[CellRef, Placed]:
        """Where each figure stands."""
        return {each.cell.ref: each for each in self.placed if each.cell.ref is not None}

    @cached_property
    def labels(self) -> tuple[Placed, ...]:
        """Every label of the table."""
        return tuple(each for each in self.placed if each.cell.ref is None)

    @property
    def last_row(self) -> int:
        """The last row of the statutory table."""
        return GRID_ROW + self.spec.shape[0] - 1

    @property
    def last_column(self) -> int:
        """The last column of the statutory table."""
        return self.spec.shape[1] - 1

    @cached_property
    def sums(self) -> Mapping[CellRef, tuple[str, ...]]:
        """For each total the formulas that it has to agree with; the first is its own."""
        formulas: dict[CellRef, tuple[str, ...]] = {}
        for total in self.spec.sums:
            formulas[total.total] = (*formulas.get(total.total, ()), self._sum(total.parts))
        return formulas

    @cached_property
    def balances(self) -> tuple[BalanceCell, ...]:
        """The cells below the table that prove its balances."""
        return tuple(
            BalanceCell(
                row=self.last_row + 1,
                column=self.figures[balance.left[0]].column,
                formula=f"=SUM({self._listed(balance.left)})-SUM({self._listed(balance.right)})",
                left=balance.left,
                right=balance.right,
            )
            for balance in self.spec.balances
        )

    def reference(self, ref: CellRef) -> str:
        """The cell where the figure stands, as its program names it: D7."""
        placed = self.figures[ref]
        return reference(placed.row, placed.column)

    def _listed(self, refs: Iterable[CellRef]) -> str:
        return ",".join(map(self.reference, refs))

    def _sum(self, parts: Sequence[CellRef]) -> str:
        """The sum of cells: as a range where they stand in one line."""
        places = sorted((self.figures[ref].row, self.figures[ref].column) for ref in parts)
        rows, columns = zip(*places, strict=True)
        if (len(set(rows)) == 1 or len(set(columns)) == 1) and rows[-1] - rows[0] + columns[
            -1
        ] - columns[0] == len(places) - 1:
            return f"=SUM({reference(*places[0])}:{reference(*places[-1])})"
        return f"=SUM({','.join(reference(*place) for place in places)})"


def possible_sheets(key: str) -> Iterable[TableSheet]:
    """Every sheet that a workbook may have for the table `key`: each edition, divided or not."""
    return map(TableSheet, printed_forms(key))


def reference(row: int, column: int) -> str:
    """The cell as its program names it, D7; `row` and `column` count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


# A double keeps fifteen digits, whatever they are.
_DIGITS_KEPT: Final = 15


def stored_number(figure: int | Decimal) -> int | float | None:
    """The number by which a cell keeps the figure digit by digit; None if only text does that.

    96171.60 has to be text: as a number it becomes 96171.6.
    """
    if len(Decimal(figure).as_tuple().digits) > _DIGITS_KEPT:
        return None
    stored = figure if isinstance(figure, int) else float(figure)
    return stored if printed(figure_of(stored)) == printed(figure) else None


def figure_of(stored: float) -> int | Decimal:
    """The figure that a number in a cell means: a whole one has no decimals."""
    if stored == int(stored):
        return int(stored)
    return Decimal(format(Decimal(repr(stored)), "f"))
