"""A report as nested maps and lists by the names of the vocabulary, in their order."""

from __future__ import annotations

import datetime
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import asdict

from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    FieldValue,
    Organ,
    Rollup,
    SeenReport,
    Signature,
    Site,
    StatutoryTable,
    Text,
    Waiver,
    printed,
)
from gkdoc.spec import form
from gkdoc.spec import sections as section_keys
from gkdoc.text.blocks import AnyBlock, Outline, Picture, PlainTable, Unsupported

Tree: TypeAlias = int | Decimal | str | Sequence["Tree"] | Mapping[str, "Tree"] | None
"""What data files consist of."""

VERSION = 1
"""The version of the data that is written."""


def tree_of(report: SeenReport) -> dict[str, Tree]:
    """The report as canonical JSON nests it; what is not there is left out."""
    prose, tables = report.prose, report.tables
    parts: dict[str, Tree] = {
        key: table_tree(tables[key]) if key in tables else outline_tree(prose[key])
        for key in ("introduction", *section_keys())
        if key in tables or key in prose
    }
    signature, waivers = report.signature, [_fields(waiver) for waiver in report.waivers]
    tree = {
        "gkdoc": VERSION,
        "agency": report.agency,
        "year": report.year,
        "edition": _edition(report),
        "organ": _fields(report.organ) if report.organ is not None else None,
        "title": report.title,
        **parts,
        "signature": _fields(signature) if signature is not None else None,
        "fields": fields_tree(report.fields) or None,
        "waivers": waivers or None,
        "rollup": _rollup_tree(report.rollup) if report.rollup is not None else None,
    }
    return _without_none(tree)


def _fields(part: Organ | Signature | Waiver) -> dict[str, Tree]:
    return {name: str(value) for name, value in asdict(part).items() if value is not None}


def _rollup_tree(rollup: Rollup) -> dict[str, Tree]:
    lists = {"units": [*rollup.units], "incomplete": [*rollup.incomplete]}
    return {name: names for name, names in lists.items() if names}


def fields_tree(fields: Mapping[str, FieldValue]) -> dict[str, Tree]:
    """The fields of one's own: a date as text, a picture as the block that it is in prose."""
    return {name: _field_tree(value) for name, value in fields.items()}


def _field_tree(value: FieldValue) -> Tree:
    match value:
        case Site():
            return {**value.given}
        case Picture():
            return _block_tree(value)
        case datetime.date():
            return value.isoformat()
    return value


def _edition(report: SeenReport) -> str | dict[str, Tree]:
    """The edition of all tables, or that of each where they differ."""
    editions = dict(report.editions)
    alike = set(editions.values())
    return alike.pop() if len(alike) == 1 else {**editions}


def outline_tree(outline: Outline) -> list[Tree]:
    """The blocks of an outline."""
    return [_block_tree(block) for block in outline]


def _block_tree(block: AnyBlock) -> dict[str, Tree]:
    if isinstance(block, Picture):
        # What people read stands before what they do not.
        words = {"alt": block.alt, "caption": block.caption, "width": block.width}
        content = b64encode(block.content).decode()
        return {"picture": {**_without_none(words), "content": content}}
    if isinstance(block, PlainTable):
        rows = [[*row] for row in block.rows]
        caption = {"caption": block.caption} if block.caption is not None else {}
        return {"table": {**caption, "head": [*block.head], "rows": rows}}
    if isinstance(block, Unsupported):
        known = {"description": block.description, "place": block.place or None}
        return _without_none({"kind": "unsupported", **known})
    return _without_none({"level": block.level, "heading": block.heading, "text": block.text})


def table_tree(values: StatutoryTable) -> dict[str, Tree]:
    """The figures of a table that were entered, nested by the names of their rows."""
    return nested(rows_of(values).items())


def nested(leaves: Iterable[tuple[str, Tree]]) -> dict[str, Tree]:
    """Values by names joined by dots as maps in maps; those of a group stand together."""
    tree: dict[str, Any] = {}
    for path, value in leaves:
        *above, last = path.split(".")
        inner = tree
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return tree


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


def _without_none(values: Mapping[str, Tree]) -> dict[str, Tree]:
    return {key: value for key, value in values.items() if value is not None}
