"""自有栏目 of a data file: names of the office's own choice, and what stands under them."""

from __future__ import annotations

from gkdoc.errors import Refusal
from gkdoc.messages import _
from gkdoc.model import FieldValue, OwnFields, OwnValue, Site
from gkdoc.model.own_fields import SITE
from gkdoc.model.own_values import (
    LONGEST_NAME,
    MOST_FIELDS,
    checked_name,
    date_of,
    line_of,
    number_of,
    text_of,
)
from gkdoc.read.data.entries import by_key, join, twice
from gkdoc.read.data.insertions import picture_of
from gkdoc.read.data.words import fields_level, words_of
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, kind_of
from gkdoc.text.control import visible

_PATH = "fields"


def own_fields_of(pair: Pair, notes: Notes) -> OwnFields:
    """The fields that are sound; what is wrong with the others is noted."""
    node = pair.value
    if not isinstance(node, Mapping):
        if not node.null:
            message = _("自有栏目应逐项写成“名称: 内容”，却是{node}", node=kind_of(node))
            notes.problem(message, _PATH, node)
        return OwnFields()
    if len(node.pairs) > MOST_FIELDS:
        count = len(node.pairs)
        message = _("自有栏目最多 {most} 个，这里有 {count} 个", most=MOST_FIELDS, count=count)
        notes.problem(message, _PATH, pair.key)
        return OwnFields()
    first: dict[str, Scalar] = {}
    held: dict[str, FieldValue] = {}
    for entry in node:
        name = _name(entry.key, notes)
        if name is None:
            continue
        path = join(_PATH, name)
        if first.setdefault(name, entry.key) is not entry.key:
            notes.problem(twice(first[name], entry.key), path, entry.key)
            continue
        notes.place(path, entry.key)
        value = _site(entry, path, notes) if name == SITE else _value(entry, path, notes)
        if value is not None:
            held[name] = value
    return OwnFields(held)


def _name(key: Scalar, notes: Notes) -> str | None:
    """The name of a field; None, and a problem, for what can be none."""
    if reserved := fields_level(_PATH).find(key.text):
        return reserved[0].key
    try:
        return checked_name(key.text)
    except Refusal as refused:
        written = "".join(
            sign if sign.isprintable() else visible(sign) for sign in key.text[:LONGEST_NAME]
        )
        notes.problem(refused.reason, join(_PATH, written), key)
        return None


def _value(pair: Pair, path: str, notes: Notes) -> OwnValue | None:
    node = pair.value
    if (picture := _picture(node)) is not None:
        return picture_of(picture, join(path, "picture"), notes)
    if not isinstance(node, Scalar):
        message = _("自有栏目应是文字、数字或日期，却是{node}", node=kind_of(node))
        notes.problem(message, path, node if node.line is not None else pair.key)
        return None
    try:
        return _scalar(node, path, notes)
    except Refusal as refused:
        notes.problem(refused.reason, path, pair.key if node.null else node)
        return None


def _picture(node: Node) -> Pair | None:
    """The entry of a value that is a picture, as a block of prose would be; None for any other."""
    if not isinstance(node, Mapping) or len(node.pairs) != 1:
        return None
    (entry,) = node.pairs
    named = fields_level("block").find(entry.key.text)
    return entry if named and named[0].key == "picture" else None


def _scalar(node: Scalar, path: str, notes: Notes) -> OwnValue:
    """The text, number or date; Refusal where it is none."""
    if node.null:
        # The text of nothing: the same words as for a text that is empty.
        return text_of("")
    number = None if node.quoted else number_of(node.text)
    if number is not None:
        return number
    if node.typed:
        raise Refusal(_("{text}不是这里能写的数字；要作文字，加上双引号", text=quoted(node.text)))
    text = text_of(node.text)
    day = date_of(text)
    if day is None:
        notes.mark_words(text, path, node)
        return text
    return day


def _site(pair: Pair, path: str, notes: Notes) -> Site | None:
    """The labels of the page; what is wrong with any of them is noted."""
    node = pair.value
    level = fields_level(SITE)
    if not isinstance(node, Mapping):
        message = _(
            "这里应逐项填写：{listed}，却是{node}", listed=level.listed(), node=kind_of(node)
        )
        notes.problem(message, path, node if node.line is not None else pair.key)
        return None
    lines: dict[str, str] = {}
    for name, entry in by_key(node, level, path, notes).items():
        if entry.value.null:
            continue
        line = _line(entry.value, join(path, name), notes)
        if line is not None:
            lines[name] = line
    return Site(**lines) if lines else None


def _line(node: Node, path: str, notes: Notes) -> str | None:
    words = words_of(node, path, notes, typed=True)
    if words is None:
        return None
    try:
        line = line_of(words)
    except Refusal as refused:
        notes.problem(refused.reason, path, node)
        return None
    notes.mark_words(line, path, node)
    return line
