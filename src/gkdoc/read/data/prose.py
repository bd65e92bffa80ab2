"""Outlines of a data file: numbered text, or a list of blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from attrs import evolve

from gkdoc.messages import Message, _
from gkdoc.read.data.entries import by_key
from gkdoc.read.data.insertions import picture_of, plain_table_of
from gkdoc.read.data.words import fields_level, words_of
from gkdoc.read.notes import Notes, shown
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable, Unsupported
from gkdoc.text.blocks import Level as BlockLevel
from gkdoc.text.outlines import parse

UNSUPPORTED = "unsupported"
"""The kind of a block that stands for what an outline cannot carry."""

_OF_UNSUPPORTED = ("description", "place")
_LEVELS = ("2", "3", "4")
_INSERTIONS: dict[str, Callable[[Pair, str, Notes], Picture | PlainTable | None]] = {
    "picture": picture_of,
    "table": plain_table_of,
}
_OUTLINE_EXPECTED = _("这里应是文字：在冒号后面写“|”，从下一行起缩进两格，一段一行")


def outline_of(pair: Pair, path: str, notes: Notes) -> Outline | None:
    """The outline that is written as numbered text or as a list of blocks; None if it is broken."""
    node = pair.value
    if isinstance(node, Sequence):
        return _listed(node, path, notes)
    if isinstance(node, Mapping):
        notes.problem(_OUTLINE_EXPECTED, path, node)
        return None
    if node.null:
        message = _(
            '这一部分没有内容。{outline_expected}；确实没有内容的写 ""',
            outline_expected=_OUTLINE_EXPECTED,
        )
        notes.problem(message, path, pair.key)
        return None
    # Text areas of web pages end lines the way of Windows.
    plain = evolve(node, text=node.text.replace("\r\n", "\n"))
    text = words_of(plain, path, notes)
    if text is None:
        return None
    _place_paragraphs(plain, path, notes)
    return parse(text)


def _listed(node: Sequence, path: str, notes: Notes) -> Outline:
    """The blocks of a list; an item that is a text counts on as if all were one text."""
    blocks: list[AnyBlock] = []
    failed = 0
    for item in node.items:
        number = len(blocks) + failed + 1
        if isinstance(item, Scalar) and not item.null:
            text = words_of(item, f"{path}.{number}", notes)
            _place_paragraphs(item, path, notes, number)
            made: Outline = parse(text or "", after=blocks)
        else:
            block = _block(item, f"{path}.{number}", notes)
            made = () if block is None else (block,)
        blocks += made
        failed += not made
    return tuple(blocks)


def _place_paragraphs(node: Scalar, path: str, notes: Notes, number: int = 1) -> None:
    """Note where each paragraph of the text stands; the first is the block of this number."""
    number -= 1
    for offset, line in enumerate(node.text.split("\n")):
        words = line.strip()
        if words:
            number += 1
            at = node
            if node.first is not None:
                indent = len(line) - len(line.lstrip())
                at = evolve(node, line=node.first[0] + offset, column=node.first[1] + indent)
            notes.place(f"{path}.{number}", at)
            notes.mark_words(words, f"{path}.{number}", at)


def _block(node: Node, path: str, notes: Notes) -> AnyBlock | None:
    notes.place(path, node)
    if not isinstance(node, Mapping):
        notes.problem(
            _("列表的每一项是一段文字，或者写明 level、heading、text，或者是图片、表格"), path, node
        )
        return None
    before = len(notes.problems)
    given = by_key(node, fields_level("block"), path, notes)
    if insertion := next((name for name in _INSERTIONS if name in given), None):
        return _insertion(insertion, given, path, notes)
    if "kind" in given:
        return _unsupported(given, path, notes)
    message = _("只有 kind: {unsupported} 的块才写这一项", unsupported=UNSUPPORTED)
    _refuse(_OF_UNSUPPORTED, given, message, path, notes)
    number = _level(given.get("level"), f"{path}.level", notes)
    heading = _part(given.get("heading"), f"{path}.heading", notes)
    text = _part(given.get("text"), f"{path}.text", notes)
    if heading is not None and "\n" in heading:
        notes.problem(_("小标题只能是一行"), f"{path}.heading", given["heading"].value)
    if len(notes.problems) > before:
        return None
    if heading is None and text is None:
        notes.problem(_("这一段没有文字，应有 heading 或 text"), path, node)
    elif heading is not None and number is None:
        notes.problem(_("有小标题的应写明 level：2 是（一），3 是 1.，4 是（1）"), path, node)
    else:
        return Block(number, heading, text)
    return None


def _insertion(
    name: str, given: dict[str, Pair], path: str, notes: Notes
) -> Picture | PlainTable | None:
    message = _("有图片或者表格的这一项，不能再写别的；文字另写一项")
    _refuse(tuple(given.keys() - {name}), given, message, path, notes)
    return _INSERTIONS[name](given[name], f"{path}.{name}", notes)


def _unsupported(given: dict[str, Pair], path: str, notes: Notes) -> Unsupported | None:
    before = len(notes.problems)
    kind = given["kind"].value
    if not isinstance(kind, Scalar) or kind.text != UNSUPPORTED:
        message = _("这里只能写 {unsupported}", unsupported=UNSUPPORTED)
        notes.problem(message, f"{path}.kind", kind)
    message = _("kind: {unsupported} 的块不写这一项", unsupported=UNSUPPORTED)
    _refuse(("level", "heading", "text"), given, message, path, notes)
    words = [
        words_of(given[name].value, f"{path}.{name}", notes) if name in given else ""
        for name in _OF_UNSUPPORTED
    ]
    if "description" not in given:
        notes.problem(_("应有 description，说明是什么"), path, given["kind"].key)
    if len(notes.problems) > before:
        return None
    return Unsupported(words[0] or "", words[1] or "")


def _refuse(
    names: tuple[str, ...], given: dict[str, Pair], message: Message, path: str, notes: Notes
) -> None:
    """Note each entry of these names."""
    for name in names:
        if name in given:
            notes.problem(message, f"{path}.{name}", given[name].key)


def _level(pair: Pair | None, path: str, notes: Notes) -> BlockLevel | None:
    if pair is None:
        return None
    node = pair.value
    if node.null:
        return None
    if isinstance(node, Scalar) and not node.quoted and node.text in _LEVELS:
        return cast("BlockLevel", int(node.text))
    found = shown(node)
    message = _("级别应是 2、3 或 4（2 是（一），3 是 1.，4 是（1）），却是{found}", found=found)
    notes.problem(message, path, node)
    return None


def _part(pair: Pair | None, path: str, notes: Notes) -> str | None:
    """The heading or text of a block; None if it is not given."""
    if pair is None or pair.value.null:
        return None
    text = words_of(pair.value, path, notes)
    if text == "":
        notes.problem(_("这里应填文字，不能是空的；没有的，这一项不写"), path, pair.value)
    notes.mark_words(text or "", path, pair.value)
    return text or None
