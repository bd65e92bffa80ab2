"""A report as nested maps and lists by the names of the vocabulary, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias

from attrs import asdict

from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    SeenReport,
    StatutoryTable,
    Text,
    printed,
)
from gkdoc.spec import envelope, form
from gkdoc.spec import sections as section_keys
from gkdoc.text.blocks import Block, Outline, Unsupported

Tree: TypeAlias = int | Decimal | str | Sequence["Tree"] | Mapping[str, "Tree"] | None
"""What data files consist of."""

VERSION = 1
"""The version of the data that is written."""


def tree_of(report: SeenReport) -> dict[str, Tree]:
    """The report as canonical JSON nests it; what is not there is left out."""
    around: dict[str, Tree] = {
        "agency": report.agency,
        "year": report.year,
        "edition": edition_of(report),
    }
    if report.organ is not None:
        around["organ"] = _without_none(asdict(report.organ))
    if report.title is not None:
        around["title"] = report.title
    sections: dict[str, Tree] = {
        **{key: outline_tree(outline) for key, outline in report.prose.items()},
        **{key: table_tree(values) for key, values in report.tables.items()},
    }
    after: dict[str, Tree] = {}
    if report.signature is not None:
        after["signature"] = {
            "agency": report.signature.agency,
            "date": report.signature.date.isoformat(),
        }
    if report.waivers:
        names = [field.key for field in envelope("waiver")]
        after["waivers"] = [
            {name: str(asdict(waiver)[name]) for name in names} for waiver in report.waivers
        ]
    return {"gkdoc": VERSION, **around, **_in_order(sections), **after}


def edition_of(report: SeenReport) -> str | dict[str, Tree]:
    """The edition of all tables, or that of each where they differ."""
    editions = dict(report.editions)
    alike = set(editions.values())
    return alike.pop() if len(alike) == 1 else {**editions}


def outline_tree(outline: Outline) -> list[Tree]:
    """The blocks of an outline."""
    return [_block_tree(block) for block in outline]


def _block_tree(block: Block | Unsupported) -> dict[str, Tree]:
    if isinstance(block, Unsupported):
        place: dict[str, Tree] = {"place": block.place} if block.place else {}
        return {"kind": "unsupported", "description": block.description, **place}
    return _without_none({"level": block.level, "heading": block.heading, "text": block.text})


def table_tree(values: StatutoryTable) -> dict[str, Tree]:
    """The figures of a table that were entered, nested by the names of their rows."""
    return _nested([(tuple(row.split(".")), cells) for row, cells in rows_of(values).items()])


def _nested(rows: Sequence[tuple[tuple[str, ...], Tree]]) -> dict[str, Tree]:
    """Rows by path as maps in maps; the rows of a group stand together."""
    nested: dict[str, Tree] = {}
    for name, group in groupby(rows, key=lambda row: row[0][0]):
        below = [(path[1:], cells) for path, cells in group]
        path, cells = below[0]
        nested[name] = _nested(below) if path else cells
    return nested


def rows_of(table: StatutoryTable) -> dict[str, dict[str, Tree]]:
    """The rows to be written, by name, each with the cells that were entered."""
    values = table.values
    # The name of its one row is all that tells an undivided table from a divided one.
    telling = form(table.edition).tables[table.key].divisions if values.undivided else {}
    rows = {
        row: {
            column: value_tree(values[row, column])
            for column in columns
            if values[row, column] is not NOT_ENTERED
        }
        for row, columns in values.spec.rows.items()
    }
    return {row: cells for row, cells in rows.items() if cells or row in telling}


def value_tree(value: CellValue) -> Tree:
    """A cell: its number with all digits, None for a blank, or its text."""
    match value:
        case Text(text):
            return text
        case int() | Decimal():
            return value
    return None if value is BLANK else printed(value)


def _in_order(sections: dict[str, Tree]) -> dict[str, Tree]:
    """The sections as the form has them, the introduction first."""
    order = ["introduction", *section_keys()]
    return {key: sections[key] for key in order if key in sections}


def _without_none(values: Mapping[str, Tree]) -> dict[str, Tree]:
    return {key: value for key, value in values.items() if value is not None}
