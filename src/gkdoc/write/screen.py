"""A report for a screen, as nested values: its words, and its tables as rows of cells.

They come from the same grids as the Word file. Every block and every figure has its address, so
that a finding can be shown where it belongs.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from gkdoc.layout.grid import GridCell, Role, lay_out
from gkdoc.model import (
    NOT_ENTERED,
    SeenReport,
    StatutoryTable,
    TableValues,
    completed,
    in_print,
    printed,
)
from gkdoc.model.own_fields import in_words
from gkdoc.spec import edition_for, field_labels
from gkdoc.text.blocks import AnyBlock, Block, Outline
from gkdoc.text.outlines import number

Shown: TypeAlias = dict[str, Any]
"""What JSON can hold: the names are those of docs/embedding.md."""


def display(report: SeenReport, previous: SeenReport | None = None) -> Shown:
    """The report with all that was seen of it, whole or not; JSON can hold it.

    `parts` are the introduction and the signature, where there are any, and the six sections;
    `fields` are the office's own. The `blocks` or `rows` of a section that was not seen are None. A
    total that nobody entered is computed, any other figure that nobody entered is empty. References
    are shown as the figures they mean, `previous` is last year's report for that; one without a
    figure as it is written.
    """
    report = in_print(report, previous).words
    labels = field_labels("report")
    prose = report.prose
    parts = [
        _table(section.key, section.title, report.tables.get(section.key))
        if section.table
        else _outline(section.key, section.title, prose.get(section.key))
        for section in edition_for(report.year).sections
    ]
    if "introduction" in prose:
        parts.insert(0, _outline("introduction", labels["introduction"], prose["introduction"]))
    if report.signature is not None:
        day = report.signature.date
        lines = (report.signature.agency, f"{day.year}年{day.month}月{day.day}日")
        outline = tuple(Block(text=line) for line in lines)
        parts.append(_outline("signature", labels["signature"], outline))
    return {
        "agency": report.agency,
        "year": report.year,
        "title": report.full_title.replace("\n", ""),
        "parts": parts,
        "fields": [
            {"address": f"fields.{name}", "label": name, "text": in_words(value)}
            for name, value in report.fields.own.items()
        ],
    }


def _outline(key: str, title: str, outline: Outline | None) -> Shown:
    blocks = None
    if outline is not None:
        ordinals = number(outline)
        blocks = [
            _block(f"{key}.{position}", block, ordinal)
            for position, (block, ordinal) in enumerate(zip(outline, ordinals, strict=True), 1)
        ]
    return {"key": key, "title": title, "blocks": blocks}


def _block(address: str, block: AnyBlock, ordinal: str) -> Shown:
    if not isinstance(block, Block):
        return {"address": address, "unsupported": block.description}
    return {
        "address": address,
        "level": block.level,
        "ordinal": ordinal,
        "heading": block.heading or "",
        "text": block.text or "",
    }


def _table(key: str, title: str, table: StatutoryTable | None) -> Shown:
    if table is None:
        return {"key": key, "title": title, "rows": None}
    values = completed(table.values)
    grid = lay_out(values.spec)
    rows = [[_cell(cell, values) for cell in row] for row in grid.rows]
    return {"key": key, "title": title, "header_rows": grid.header_rows, "rows": rows}


def _cell(cell: GridCell, values: TableValues) -> Shown:
    shown: Shown = {"role": cell.role.value, "columns": cell.columns, "rows": cell.rows}
    if cell.role is not Role.FIGURE or cell.ref is None:
        return {**shown, "text": cell.text}
    value = values.at(cell.ref)
    return {
        **shown,
        "text": "" if value is NOT_ENTERED else printed(value),
        "address": str(cell.ref),
        "label": values.spec.cells[cell.ref].label,
    }
