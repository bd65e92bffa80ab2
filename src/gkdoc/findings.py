"""Findings: what a check has to say about a report. They are values, not exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from gkdoc.messages import Message

# `gkdoc` itself has the two that nearly every caller names.
__all__ = ["Location", "Suspect"]


class Severity(Enum):
    """How much a finding weighs; the values are those of the JSON output."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@frozen
class Location:
    """Where a finding stands in the file that was read; fields that do not apply are None.

    All numbers count from 1. Data files have `line` and `column`; Word files have `table`, `row`
    and `cell`, or `paragraph` (counted over the body, tables left out). Workbooks have `sheet`, its
    name, and `reference`, the cell as its program names it (D7). PDF files have `page` beside those
    of Word files.
    """

    line: int | None = None
    column: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    reference: str | None = None
    page: int | None = None


@frozen
class Suspect:
    """A cell that may be the cause, with the `value` it has and the value that would repair it."""

    address: str
    value: str
    repair: str


@frozen
class Finding:
    """One result of a check.

    `rule` is the stable id (GK301). `address` is a cell, row, table or section by the names of the
    vocabulary, `label` the same in the statute's words. `relations` lists what does not hold.

    A block of prose is named by its section and its number counted from 1 (`overview.3`); `span` is
    the range of characters in the block's words, heading first and number left out, and `quote`
    those characters. None and empty where the finding is about no particular words.

    `waiver` says who accepted the finding, when and why; it is then information, however much the
    rule weighs. Empty where nobody did.
    """

    rule: str
    severity: Severity
    message: Message
    address: str = ""
    label: str = ""
    location: Location | None = None
    relations: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    span: tuple[int, int] | None = None
    quote: str = ""
    waiver: str = ""


def has_errors(findings: Iterable[Finding]) -> bool:
    """True if one of the findings forbids issuing the report."""
    return any(finding.severity is Severity.ERROR for finding in findings)
