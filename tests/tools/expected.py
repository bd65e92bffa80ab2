"""What the print of a report has to show: its paragraphs and its tables, from the input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from gkdoc.layout.grid import Role, lay_out
from gkdoc.layout.title import title_lines
from gkdoc.model import Report, StatutoryTable, completed, fitted, printed
from gkdoc.spec import newest
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import number
from tests.tools.pdf import without_spaces

Kind: TypeAlias = Literal["title", "heading", "body", "signature"]


@frozen
class Paragraph:
    """A paragraph: its signs, and the level of heading that its first `opening` signs have."""

    kind: Kind
    text: str
    level: int | None = None
    opening: int = 0


@frozen
class ExpectedTable:
    """The texts of the cells in reading order, and how many of them stand in repeated rows."""

    key: str
    texts: tuple[str, ...]
    figures: tuple[str, ...]
    head: tuple[str, ...]


@frozen
class Expected:
    """A report as it has to be printed."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[ExpectedTable, ...]


def expected(report: Report) -> Expected:
    """What the print of `report` has to show, with all totals."""
    whole = fitted(
        evolve(
            report,
            **{  # type: ignore[arg-type]
                key: evolve(table, values=completed(table.values))
                for key, table in report.tables.items()
            },
        )
    ).report
    return Expected(
        tuple(_paragraphs(whole)), tuple(_table(table) for table in whole.tables.values())
    )


def _paragraphs(report: Report) -> Iterator[Paragraph]:
    for line in title_lines(report.full_title, report.agency):
        yield Paragraph("title", without_spaces(line))
    if report.introduction is not None:
        yield from _prose(report.introduction.outline)
    for section in newest().sections:
        title = without_spaces(section.title)
        yield Paragraph("heading", title, 1, len(title))
        if section.key in report.prose:
            yield from _prose(report.prose[section.key])
    if report.signature is not None:
        date = report.signature.date
        yield Paragraph("signature", without_spaces(report.signature.agency))
        yield Paragraph("signature", f"{date.year}年{date.month}月{date.day}日")


def _prose(outline: Outline) -> Iterator[Paragraph]:
    for block, ordinal in zip(outline, number(outline), strict=True):
        assert isinstance(block, Block)
        opening = without_spaces(ordinal + (block.heading or ""))
        text = opening + without_spaces(block.text or "")
        kind: Kind = "body" if block.text is not None else "heading"
        yield Paragraph(kind, text, block.level, len(opening))


def _table(table: StatutoryTable) -> ExpectedTable:
    grid = lay_out(table.values.spec)
    rows = [
        [(cell.role, printed(table.values.at(cell.ref)) if cell.ref else cell.text) for cell in row]
        for row in grid.rows
    ]
    cells = [(role, without_spaces(text)) for row in rows for role, text in row]
    return ExpectedTable(
        table.key,
        tuple(text for _, text in cells),
        tuple(text for role, text in cells if role is Role.FIGURE),
        tuple(without_spaces(text) for row in rows[: grid.header_rows] for _, text in row),
    )
