"""Canonical JSON: names in the order of the vocabulary, figures digit by digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from gkdoc.model import SeenReport, printed
from gkdoc.write.tree import Tree, tree_of

_INDENT = "  "


def to_json(report: SeenReport) -> str:
    """The report as canonical JSON, ending in a line feed; the same report gives the same text.

    The figures of a row stand on one line.
    """
    return json_of(tree_of(report))


def json_of(tree: Tree) -> str:
    """The JSON of nested maps and lists, ending in a line feed."""
    return f"{_value(tree, '')}\n"


def _value(value: Tree, indent: str) -> str:
    match value:
        case Mapping() if not _flat(value):
            inner = indent + _INDENT
            lines = [f"{_text(key)}: {_value(item, inner)}" for key, item in value.items()]
            return _bracketed("{}", lines, indent)
        case Mapping():
            figures = ", ".join(f"{_text(key)}: {_plain(item)}" for key, item in value.items())
            return f"{{{figures}}}"
        case list() if value:
            return _bracketed("[]", [_value(item, indent + _INDENT) for item in value], indent)
        case list():
            return "[]"
    return _plain(value)


def _flat(value: Mapping[str, Tree]) -> bool:
    """True if nothing in the map is nested or longer than a figure."""
    return all(item is None or isinstance(item, int | Decimal) for item in value.values())


def _bracketed(brackets: str, lines: list[str], indent: str) -> str:
    inner = indent + _INDENT
    return f"{brackets[0]}\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}{brackets[1]}"


def _plain(value: Tree) -> str:
    match value:
        case None:
            return "null"
        case int() | Decimal():
            return printed(value)
    return _text(str(value))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
