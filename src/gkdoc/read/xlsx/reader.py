"""What the readers of all sheets gather, and how they name places."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.formats.workbook import reference
from gkdoc.messages import Message, _
from gkdoc.read.notes import Notes
from gkdoc.read.xlsx.cells import Held, held, words_in
from gkdoc.read.xlsx.sheets import observation

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class SheetReader(ABC):
    """Reads one sheet.

    `values` are nested as a data file has them, `locations` has the cell of each address, and
    `findings` what is odd. `problems` say why nothing was read; what is wrong in a single cell goes
    to `notes`.
    """

    def __init__(self, sheet: Worksheet, notes: Notes) -> None:
        self.values: dict[str, Any] = {}
        self.locations: dict[str, Location] = {}
        self.findings: list[Finding] = []
        self.problems: list[Problem] = []
        self.sheet = sheet
        self.notes = notes

    @abstractmethod
    def read(self) -> None:
        """Everything that the sheet holds."""

    def put(self, address: str, value: object) -> None:
        """The value at its address among `values`."""
        inner = self.values
        *groups, last = address.split(".")
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value

    def held(self, row: int, column: int) -> Held:
        """The content of the cell; row and column count from 0."""
        return held(self.sheet.cell(row + 1, column + 1))

    def words(self, row: int, column: int) -> str:
        """The words of the cell; empty if it holds anything else."""
        return words_in(self.sheet.cell(row + 1, column + 1))

    def location(self, row: int, column: int) -> Location:
        """The place of the cell."""
        return Location(sheet=self.sheet.title, reference=reference(row, column))

    def place(self, row: int, column: int) -> str:
        """The cell in words: 表三!D7."""
        return f"{self.sheet.title}!{reference(row, column)}"

    def moved(self, label: str, row: int, column: int) -> Message:
        """The message for a label that stands in this cell instead of its own."""
        return _(
            "“{label}”本应在这里，却在 {column}；"
            "插入、删除或移动过行、列的，请撤销，或者把数字填到没有改动过的填报表里",
            label=label,
            column=reference(row, column),
        )

    def spoil(self, message: Message, address: str) -> None:
        """Note what is wrong at an address; nothing there is missing as well."""
        self.notes.problem(message, address)
        self.notes.spoil(address)

    def remark(
        self, message: Message, cell: str | None, severity: Severity, address: str = ""
    ) -> None:
        """Note what is odd at a cell."""
        self.findings.append(
            observation(message, self.sheet.title, cell, severity=severity, address=address)
        )
