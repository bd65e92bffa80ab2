"""What a cell of a workbook holds, by its kind: nothing, a number, words, or what is neither."""

from __future__ import annotations

import datetime
from math import isfinite
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from gkdoc.formats.workbook import figure_of
from gkdoc.messages import _
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
    """Neither figure nor words nor formula: `kind` says what it is, `shown` how it looks."""

    kind: str
    shown: str


Held: TypeAlias = Number | str | Formula | datetime.date | Strange | None

TRUTH: Final = _("逻辑值")
FAULT: Final = _("错误值")
TIME: Final = _("时间")


def held(cell: Cell | MergedCell) -> Held:
    """The content of the cell; None if it is empty or has nothing but white space."""
    match cell.value:
        case None:
            return None
        case str() as text:
            return _of_text(text, cell.data_type)
        case bool() as truth:
            return Strange(TRUTH, "TRUE" if truth else "FALSE")
        case int() | float() as number:
            return figure_of(number) if isfinite(number) else Strange(FAULT, str(number))
        case datetime.datetime() as moment:
            return moment.date()
        case datetime.date() as day:
            return day
        case datetime.time() | datetime.timedelta() as time:
            return Strange(TIME, str(time))
        case other:
            # Array formulas and data tables have classes of their own.
            return Formula(str(getattr(other, "text", None) or "").removeprefix("="))


def _of_text(text: str, data_type: str) -> Held:
    match data_type:
        case "f":
            return Formula(text.removeprefix("="))
        case "e":
            return Strange(FAULT, text)
    return _words(text) if text.strip() else None


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
