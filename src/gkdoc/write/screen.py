"""A report for a screen, as nested values: its words, and its tables as rows of cells.

They come from the same grids as the Word file. Every block and every figure has its address, so
that a finding can be shown where it belongs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
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
from gkdoc.pictures import measured
from gkdoc.spec import edition_for, field_labels
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable, Unsupported
from gkdoc.text.links import Link, pieces, shown
from gkdoc.text.outlines import number
from gkdoc.text.references import plain

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
    report = in_print(report, previous).entered
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
    match block:
        case Picture():
            return {"address": address, "picture": _picture(block)}
        case PlainTable():
            return {"address": address, "table": _plain_table(block)}
        case Unsupported():
            return {"address": address, "unsupported": block.description}
    heading, text = plain(block.heading or ""), plain(block.text or "")
    shown_block: Shown = {
        "address": address,
        "level": block.level,
        "ordinal": ordinal,
        "heading": shown(heading),
        "text": shown(text),
    }
    links = [*_links(heading, 0), *_links(text, len(shown(heading)))]
    return {**shown_block, "links": links} if links else shown_block


def _links(words: str, start: int) -> Iterator[Shown]:
    """The links with the spans in which they stand; `words` begin at `start`."""
    for piece in pieces(words):
        stop = start + len(piece.words if isinstance(piece, Link) else piece)
        if isinstance(piece, Link):
            yield {"span": [start, stop], "address": piece.address}
        start = stop


def _picture(picture: Picture) -> Shown:
    kind, content = measured(picture.content).kind, b64encode(picture.content).decode()
    return {
        "source": f"data:image/{kind};base64,{content}",
        "alt": shown(plain(picture.alt)),
        "caption": _rich(picture.caption or ""),
        "width": picture.width or "",
    }


def _plain_table(table: PlainTable) -> Shown:
    rows = [[_rich(words) for words in row] for row in (table.head, *table.rows)]
    return {"caption": _rich(table.caption or ""), "head": rows[0], "rows": rows[1:]}


def _rich(words: str) -> Shown:
    """Words of a cell or a caption, with their links."""
    text = plain(words)
    links = [*_links(text, 0)]
    return {"text": shown(text), **({"links": links} if links else {})}


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
