"""The small file in which an office says what its register means by its headers and words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import field, frozen

from gkdoc.errors import InputError
from gkdoc.messages import _
from gkdoc.read.data.entries import by_key, join
from gkdoc.read.data.names import Named, level
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.sheets.rows import letters_of
from gkdoc.read.source import content_of, text_of
from gkdoc.read.syntax.json import parse_json
from gkdoc.read.syntax.nodes import Mapping as MapNode
from gkdoc.read.syntax.nodes import Node, Pair, Scalar, Sequence, kind_of
from gkdoc.read.syntax.yaml import parse_yaml
from gkdoc.spec import newest
from gkdoc.tasks.ledger.vocabulary import TABLE, register_columns, result_rows, words_of_any_form

_PARTS: Final = level(
    [
        Named("columns", ("列", "栏目"), "columns"),
        Named("applicants", ("申请人类型", "申请人"), "applicants"),
        Named("outcomes", ("办理结果", "结果"), "outcomes"),
        Named("open", ("未办结", "办理中"), "open"),
    ]
)


@frozen
class RegisterMapping:
    """The words that an office adds to the vocabulary.

    `columns` gives, for a column by its name, the header as the register has it. The words are
    reduced to their letters: `applicants` gives the column of the form, `outcomes` its row, and
    `open` are those for what is not settled yet.
    """

    columns: Mapping[str, str] = field(factory=dict)
    applicants: Mapping[str, str] = field(factory=dict)
    outcomes: Mapping[str, str] = field(factory=dict)
    open: frozenset[str] = frozenset()


NO_MAPPING: Final = RegisterMapping()


def read_mapping(path: Path) -> RegisterMapping:
    """The mapping in a YAML or JSON file. InputError with every problem."""
    text, _encoding = text_of(content_of(path), path)
    root = parse_json(text, path) if path.suffix.lower() == ".json" else parse_yaml(text, path)
    notes = Notes()
    if not isinstance(root, MapNode):
        parts, kind = _PARTS.listed(), kind_of(root)
        message = _("对照文件应逐项写：{listed}，却是{root}", listed=parts, root=kind)
        notes.problem(message, "", root)
        raise InputError(path, notes.in_order())
    given = by_key(root, _PARTS, "", notes)
    applicants, outcomes = words_of_any_form()
    found = RegisterMapping(
        columns=_columns(given.get("columns"), notes),
        applicants=_meanings(given.get("applicants"), "applicants", applicants, notes),
        outcomes=_meanings(given.get("outcomes"), "outcomes", outcomes, notes),
        open=frozenset(_words(given.get("open"), notes)),
    )
    if notes.problems:
        raise InputError(path, notes.in_order())
    return found


def _columns(pair: Pair | None, notes: Notes) -> dict[str, str]:
    known = level(Named(column.key, (column.label,), column.key) for column in register_columns())
    node = _map(pair, "columns", notes)
    if node is None:
        return {}
    return {
        name: header
        for name, entry in by_key(node, known, "columns", notes).items()
        if (header := _text(entry.value, join("columns", name), notes))
    }


def _meanings(
    pair: Pair | None, path: str, meanings: Mapping[str, str], notes: Notes
) -> dict[str, str]:
    found = {}
    node = _map(pair, path, notes)
    for entry in node if node is not None else ():
        word = entry.key.text
        text = _text(entry.value, join(path, word), notes)
        key = (meanings.get(text) or meanings.get(letters_of(text))) if text else None
        if key is not None:
            if letters_of(word) in found:
                message = _("{word}写了两次，只能保留一处", word=quoted(word))
                notes.problem(message, join(path, word), entry.key)
            found[letters_of(word)] = key
        elif text:
            shown, example = quoted(text), _example(path)
            message = _("{text}不是表三的名称；请写表上的名称，如 {path}", text=shown, path=example)
            notes.problem(message, join(path, word), entry.value)
    return found


def _example(path: str) -> str:
    spec = newest().tables[TABLE]
    if path == "applicants":
        return "、".join(column.label for column in spec.blocks[0].column_leaves()[:2])
    rows = result_rows(spec)
    return _("“{rows}”或 {rows2}", rows=spec.row_labels[rows[0]], rows2=rows[-1])


def _words(pair: Pair | None, notes: Notes) -> list[str]:
    if pair is None:
        return []
    if not isinstance(pair.value, Sequence):
        message = _("这里应是词语的列表，却是{value}", value=kind_of(pair.value))
        notes.problem(message, "open", pair.value)
        return []
    words = (_text(item, "open", notes) for item in pair.value.items)
    return [letters_of(word) for word in words if word]


def _map(pair: Pair | None, path: str, notes: Notes) -> MapNode | None:
    if pair is None or (isinstance(pair.value, Scalar) and pair.value.null):
        return None
    if isinstance(pair.value, MapNode):
        return pair.value
    message = _("这里应逐项写“台账上的写法: 含义”，却是{value}", value=kind_of(pair.value))
    notes.problem(message, path, pair.value)
    return None


def _text(node: Node, path: str, notes: Notes) -> str:
    if isinstance(node, Scalar) and not node.null:
        return node.text.strip()
    notes.problem(_("这里应是一个词，却是{node}", node=kind_of(node)), path, node)
    return ""
