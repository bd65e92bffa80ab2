"""Words of a data file: lines, and the signs that may not stand in them."""

from __future__ import annotations

from functools import cache

from gkdoc.messages import _
from gkdoc.read.data.names import Level, Named, level
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.syntax.nodes import Node, Pair, Scalar, kind_of
from gkdoc.spec import Field, envelope
from gkdoc.text.control import refusal, refusal_of_line


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
    if reason := refusal_of_line(text):
        notes.problem(reason, path, pair.value)
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
    reason = refusal(node.text)
    if reason is None:
        return node.text
    notes.problem(reason, path, node)
    return None
