"""Words of a data file: lines, outlines, and the signs that may not stand in them."""

from __future__ import annotations

from functools import cache
from typing import cast

from attrs import evolve

from gkdoc.messages import Message, _
from gkdoc.read.data.entries import by_key
from gkdoc.read.data.names import Level, Named, level
from gkdoc.read.notes import Notes, quoted, shown
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence, kind_of
from gkdoc.spec import Field, envelope
from gkdoc.text.blocks import AnyBlock, Block, Outline, Unsupported
from gkdoc.text.blocks import Level as BlockLevel
from gkdoc.text.control import FORBIDDEN, visible
from gkdoc.text.outlines import parse

UNSUPPORTED = "unsupported"
"""The kind of a block that stands for what an outline cannot carry."""

_OF_UNSUPPORTED = ("description", "place")
_LEVELS = ("2", "3", "4")
_OUTLINE_EXPECTED = _("这里应是文字：在冒号后面写“|”，从下一行起缩进两格，一段一行")


@cache
def fields_level(group: str) -> Level[Field]:
    """The fields of `group` as names and labels of a level."""
    return level(Named(field.key, field.labels(), field) for field in envelope(group))


def line_of(pair: Pair, path: str, notes: Notes, *, typed: bool = False) -> str | None:
    """One line of words, white space around it left out; None, and a problem, if there is none.

    With `typed`, figures are taken as words too.
    """
    text = _filled(pair, path, notes, typed=typed)
    if text is None:
        return None
    if "\n" in text or "\t" in text:
        notes.problem(_("这里只能写一行文字，不能换行或用 Tab"), path, pair.value)
        return None
    notes.mark_words(text, path, pair.value)
    return text


def lines_of(pair: Pair, path: str, notes: Notes) -> str | None:
    """Words of one line or more, white space around each left out; None, and a problem, for none.

    Blank lines are layout.
    """
    text = _filled(pair, path, notes)
    if text is None:
        return None
    if "\t" in text:
        notes.problem(_("这里不能用 Tab"), path, pair.value)
        return None
    notes.mark_words(text, path, pair.value)
    return "\n".join(words for line in text.split("\n") if (words := line.strip()))


def _filled(pair: Pair, path: str, notes: Notes, *, typed: bool = False) -> str | None:
    text = words_of(pair.value, path, notes, typed=typed)
    if text is None:
        return None
    text = text.strip()
    if not text:
        at = pair.key if pair.value.null else pair.value
        notes.problem(_("这里应填文字，不能是空的"), path, at)
        return None
    return text


def words_of(node: Node, path: str, notes: Notes, *, typed: bool = False) -> str | None:
    """The words as they stand; None, and a problem, if the node is no text or a sign is refused."""
    if not isinstance(node, Scalar):
        notes.problem(_("这里应填文字，却是{node}", node=kind_of(node)), path, node)
        return None
    if node.null:
        return ""
    if node.typed and not typed:
        notes.problem(_("这里应填文字，{text}要用双引号括起来", text=quoted(node.text)), path, node)
        return None
    found = FORBIDDEN.search(node.text)
    if found is None:
        return node.text
    notes.problem(_refusal(found[0], found.start()), path, node)
    return None


def outline_of(pair: Pair, path: str, notes: Notes) -> Outline | None:
    """The outline that is written as numbered text or as a list of blocks; None if it is broken."""
    node = pair.value
    if isinstance(node, Sequence):
        items = enumerate(node.items, 1)
        blocks = [_block(item, f"{path}.{place}", notes) for place, item in items]
        return tuple(block for block in blocks if block is not None)
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


def _place_paragraphs(node: Scalar, path: str, notes: Notes) -> None:
    number = 0
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
            _("列表的每一项应写明 level、heading、text；只有文字的，写成 text: 文字"), path, node
        )
        return None
    before = len(notes.problems)
    given = by_key(node, fields_level("block"), path, notes)
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


def _refusal(sign: str, offset: int) -> Message:
    place = _("第 {offset} 个字", offset=offset + 1)
    if "\ud800" <= sign <= "\udfff":
        return _("{place}是半个字符（{sign}），请重新输入这个字", place=place, sign=visible(sign))
    return _("{place}是控制字符 {sign}，请删去", place=place, sign=visible(sign))
