"""Pictures and plain tables among the paragraphs of a data file."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Final, cast

from gkdoc.errors import InputError, Refusal
from gkdoc.messages import Listed, _
from gkdoc.read.data.beside import picture_beside
from gkdoc.read.data.entries import by_key
from gkdoc.read.data.words import fields_level, words_of
from gkdoc.read.notes import Notes
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence, kind_of
from gkdoc.spec import field_labels
from gkdoc.text.blocks import Picture, PlainTable

TOTAL_LIMIT: Final = 50 * 2**20
"""How many bytes all pictures of a report may have."""


def picture_of(pair: Pair, path: str, notes: Notes) -> Picture | None:
    """The picture; None, and every problem, if it is none."""
    nodes = _fields(pair, "picture", path, notes)
    if nodes is None:
        return None
    words = {
        name: words_of(nodes[name], f"{path}.{name}", notes, typed=name == "width")
        for name in ("alt", "caption", "width")
        if name in nodes
    }
    content = _content(nodes, pair.key, path, notes)
    width = words.get("width")
    size = int(width) if width and width.isascii() and width.isdecimal() else width
    said: set[str] = {name for name, text in words.items() if text is None}
    try:
        return Picture(content or b"", words.get("alt") or "", words.get("caption"), size)
    except InputError as error:
        if content is None:
            said.add("content")
        where = {"content": nodes["file"]} if "file" in nodes else {}
        _note(error, {"": pair.key, **nodes, **where}, path, notes, said=said)
    return None


def plain_table_of(pair: Pair, path: str, notes: Notes) -> PlainTable | None:
    """The plain table; None, and every problem, if it is none. A figure is the text as written."""
    nodes = _fields(pair, "plain_table", path, notes)
    if nodes is None:
        return None
    caption = words_of(nodes["caption"], f"{path}.caption", notes) if "caption" in nodes else None
    lacking = [label for key, label in field_labels("plain_table").items() if key not in nodes]
    if "head" not in nodes or "rows" not in nodes:
        notes.problem(_("缺少：{lacking}", lacking=Listed("、", lacking)), path, pair.key)
        return None
    head = _row(nodes, "head", path, notes)
    rows = nodes["rows"]
    texts = None
    if isinstance(rows, Sequence):
        nodes |= {f"rows.{number}": row for number, row in enumerate(rows.items, start=1)}
        texts = [
            _row(nodes, f"rows.{number}", path, notes) for number in range(1, len(rows.items) + 1)
        ]
    try:
        # What is no list is left for the table to judge.
        return PlainTable(cast("list[str]", head), cast("list[list[str]]", texts), caption)
    except InputError as error:
        _note(error, {"": pair.key, **nodes}, path, notes)
    return None


def _fields(pair: Pair, group: str, path: str, notes: Notes) -> dict[str, Node] | None:
    """What is given for each field of the group that is not left empty."""
    node = pair.value
    fields = fields_level(group)
    if not isinstance(node, Mapping):
        listed = fields.listed()
        message = _("这里应逐项填写：{listed}，却是{node}", listed=listed, node=kind_of(node))
        notes.problem(message, path, node if node.line is not None else pair.key)
        return None
    given = by_key(node, fields, path, notes)
    return {name: entry.value for name, entry in given.items() if not entry.value.null}


def _content(nodes: dict[str, Node], key: Scalar, path: str, notes: Notes) -> bytes | None:
    """The bytes of the picture; None, and a problem, if there are none."""
    if ("file" in nodes) == ("content" in nodes):
        labels = field_labels("picture")
        notes.problem(
            _(
                "图片应写“{file}”或者“{content}”，两项写一项",
                file=labels["file"],
                content=labels["content"],
            ),
            path,
            key,
        )
        return None
    name = "file" if "file" in nodes else "content"
    words = words_of(nodes[name], f"{path}.{name}", notes)
    if words is None:
        return None
    try:
        content = _decoded(words) if name == "content" else _beside(words, notes)
    except Refusal as refusal:
        notes.problem(refusal.reason, f"{path}.{name}", nodes[name])
        return None
    notes.picture_bytes += len(content)
    if notes.picture_bytes <= TOTAL_LIMIT:
        return content
    message = _("图片加起来超过 {limit} MiB", limit=TOTAL_LIMIT // 2**20)
    notes.problem(message, f"{path}.{name}", nodes[name])
    return None


def _beside(name: str, notes: Notes) -> bytes:
    if notes.folder is None:
        raise Refusal(
            _("只有内容、没有文件的数据，找不到旁边的图片：请改写“内容”（content，base64）")
        )
    if isinstance(notes.folder, Path):
        return picture_beside(notes.folder, name)
    if name not in notes.folder:
        raise Refusal(_("没有同数据一起收到名为“{name}”的图片", name=name))
    return notes.folder[name]


def _decoded(words: str) -> bytes:
    try:
        return b64decode("".join(words.split()), validate=True)
    except ValueError as error:
        raise Refusal(_("应是图片文件的内容，用 base64 写")) from error


def _row(nodes: dict[str, Node], name: str, path: str, notes: Notes) -> list[str] | None:
    """The texts of a row; None for what is no list. The nodes of the texts are added."""
    node = nodes[name]
    if not isinstance(node, Sequence):
        return None
    cells = {f"{name}.{number}": cell for number, cell in enumerate(node.items, start=1)}
    nodes |= cells
    return [_text(cell, f"{path}.{place}", notes) for place, cell in cells.items()]


def _text(cell: Node, path: str, notes: Notes) -> str:
    """The text of a cell as it is written, figures too."""
    is_truth = isinstance(cell, Scalar) and cell.text in {"true", "false"}
    words = words_of(cell, path, notes, typed=not is_truth) or ""
    notes.mark_words(words, path, cell)
    return words


def _note(
    error: InputError,
    nodes: AnyMapping[str, Node],
    path: str,
    notes: Notes,
    *,
    said: Collection[str] = (),
) -> None:
    """Note each problem at its node, but for those places about which something is said."""
    for problem in error.problems:
        if problem.path not in said:
            place = problem.path
            while place not in nodes:
                place = place.rpartition(".")[0]
            notes.problem(problem.message, f"{path}.{problem.path}", nodes[place])
