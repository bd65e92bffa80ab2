"""What a cell of a workbook holds, by its kind: nothing, a number, words, or what is neither."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from gkdoc.layout.workbook import figure_of
from gkdoc.model import Number, printed

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell


@frozen
class Formula:
    """A formula, as it stands after its =."""

    text: str

    def same_as(self, formula: str) -> bool:
        """True if it is `formula`, however a program writes it."""
        return _plain(self.text) == _plain(formula)


@frozen
class Strange:
    """What is neither figure nor words nor formula: `kind` says what, `shown` how it looks."""

    kind: str
    shown: str


Held: TypeAlias = Number | str | Formula | datetime.date | Strange | None

TRUTH: Final = "逻辑值"
FAULT: Final = "错误值"
TIME: Final = "时间"


def held(cell: Cell | MergedCell) -> Held:
    """What the cell holds; None if it is empty or has nothing but white space."""
    value = cell.value
    match value:
        case None:
            return None
        case bool():
            return Strange(TRUTH, "TRUE" if value else "FALSE")
        case int() | float():
            return figure_of(value)
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case datetime.time() | datetime.timedelta():
            return Strange(TIME, str(value))
        case str() if cell.data_type == "f":
            return Formula(value.removeprefix("="))
        case str() if cell.data_type == "e":
            return Strange(FAULT, value)
        case str():
            return _words(value) if value.strip() else None
    # Array formulas and data tables have classes of their own.
    return Formula(str(getattr(value, "text", None) or "").removeprefix("="))


def words_in(cell: Cell | MergedCell) -> str:
    """The words of a cell, a figure as it is printed; empty if it holds anything else."""
    match held(cell):
        case str() as words:
            return words.strip()
        case int() as number:
            return printed(number)
    return ""


def _words(value: str) -> str:
    """The text with its line ends as line feeds; programs write a return as _x000D_."""
    return value.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")


def _plain(formula: str) -> str:
    return "".join(formula.removeprefix("=").replace("$", "").split()).upper()
