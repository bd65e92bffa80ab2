"""Reports that differ from each other in every figure and paragraph, and how they are read back.

Reading is python-docx's: it knows nothing of how the file was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve
from docx.document import Document
from docx.table import _Cell

from gkdoc.model import NOT_ENTERED, CellValue, Report, TableValues, completed, counts_as
from gkdoc.spec import CellRef
from gkdoc.text.blocks import AnyBlock, Block, Outline

_MARK = "本份"


def different_reports(report: Report, count: int, first: int = 1) -> Iterator[Report]:
    """`count` reports like `report`, whose figures and paragraphs no other number has.

    Their sums and balances hold.
    """
    for number in range(first, first + count):
        parts: dict[str, Any] = {
            key: evolve(getattr(report, key), outline=_outline(outline, number))
            for key, outline in report.prose.items()
        }
        parts |= {
            key: evolve(table, values=_values(table.values, number))
            for key, table in report.tables.items()
        }
        yield evolve(report, **parts)


def differences(report: Report, document: Document) -> list[str]:
    """What python-docx does not find in `document` as `report` has it, or finds beside it."""
    paragraphs = [found.text for found in document.paragraphs if _MARK in found.text]
    meant = [
        f"{block.heading or ''}{block.text or ''}"
        for outline in report.prose.values()
        for block in outline
        if isinstance(block, Block)
    ]
    wrong = [] if len(paragraphs) == len(meant) else [f"{len(paragraphs)} paragraphs"]
    wrong += [
        text for text, words in zip(paragraphs, meant, strict=False) if not text.endswith(words)
    ]
    figures = [
        text
        for table in document.tables
        for row in table.rows
        for cell in row._tr.tc_lst
        if (text := _Cell(cell, table).text).isdecimal()
    ]
    wanted = [
        str(value) for table in report.tables.values() for _, value in completed(table.values)
    ]
    return wrong if figures == wanted else [*wrong, "figures"]


def _outline(outline: Outline, number: int) -> Outline:
    return tuple(_block(block, number, place) for place, block in enumerate(outline))


def _block(block: AnyBlock, number: int, place: int) -> AnyBlock:
    if not isinstance(block, Block):
        return block
    mark = f"{_MARK}{number}之{place}"
    if block.text is None:
        return evolve(block, heading=f"{mark}{block.heading}")
    return evolve(block, text=f"{mark}，{block.text}")


def _values(values: TableValues, number: int) -> TableValues:
    """Every figure another; the first of each balance makes it hold, totals are computed."""
    spec = values.spec
    totals = {total.total for total in spec.sums}
    entered: dict[CellRef, CellValue] = {
        ref: 7 * number + place % 97 for place, ref in enumerate(spec.cells) if ref not in totals
    }
    known = dict(completed(TableValues(spec, entered)))
    for balance in spec.balances:
        first, *others = balance.left
        if first in totals:
            continue
        right, left = _sum(known, balance.right), _sum(known, others)
        entered[first] = right - left
    return completed(TableValues(spec, entered))


def _sum(known: Mapping[CellRef, CellValue], refs: Sequence[CellRef]) -> int:
    assert all(known[ref] is not NOT_ENTERED for ref in refs)
    return int(sum(counts_as(known[ref]) for ref in refs))
