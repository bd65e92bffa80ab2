"""The entries of a map: each matched with what it names, unknown and doubled ones noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import field, frozen

from gkdoc.messages import Message, _
from gkdoc.read.data.names import Level, Meaning, Named
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar


@frozen
class Guide:
    """The special treatment that the entries of a table need.

    `elsewhere` gives the message for a key that belongs to another place, or None; `choose` one
    of two things that share a label. `claimed` holds what was given so far, by address.
    """

    elsewhere: Callable[[str], Message | None] = lambda _written: None
    choose: Callable[[tuple[Named[Any], ...], Node], Named[Any]] = lambda found, _value: found[0]
    claimed: dict[str, Scalar] = field(factory=dict)


def entries(
    mapping: Mapping, level: Level[Meaning], path: str, notes: Notes, guide: Guide | None = None
) -> Iterator[tuple[Named[Meaning], Pair]]:
    """The entries of `mapping` with what each of them names.

    Unknown keys and things given twice are noted as problems and left out.
    """
    guide = guide or Guide()
    for pair in mapping:
        found = level.find(pair.key.text)
        if not found:
            _unknown(pair, level, path, notes, guide)
            continue
        named = guide.choose(found, pair.value)
        address = join(path, named.key or named.labels[0])
        first = guide.claimed.setdefault(address, pair.key)
        if first is pair.key:
            yield named, pair
        else:
            notes.problem(twice(first, pair.key), address, pair.key)


def join(path: str, name: str) -> str:
    """The address of `name` below `path`."""
    return f"{path}.{name}" if path else name


def by_key(mapping: Mapping, level: Level[Meaning], path: str, notes: Notes) -> dict[str, Pair]:
    """The entries of a map whose members all have names, by name; their places are noted."""
    found = {}
    for named, pair in entries(mapping, level, path, notes):
        if named.key is not None:
            found[named.key] = pair
            notes.place(join(path, named.key), pair.key)
    return found


def _unknown(pair: Pair, level: Level[Meaning], path: str, notes: Notes, guide: Guide) -> None:
    written = pair.key.text
    excerpt = quoted(written)
    # Looking for what resembles a name takes time: a file of nothing but unknown ones is enough.
    message = None if notes.too_many else guide.elsewhere(written)
    nearest = None if message or notes.too_many else level.nearest(written)
    if nearest is not None:
        title = nearest.title
        message = _("不认识的名称{written}，是不是“{title}”？", written=excerpt, title=title)
        # Whoever misspelt a name has not forgotten it.
        if nearest.key is not None:
            notes.spoil(join(path, nearest.key))
    if message is None:
        listed = level.listed()
        message = _("不认识的名称{written}；这里可以写：{listed}", written=excerpt, listed=listed)
    notes.problem(message, join(path, excerpt[1:-1]), pair.key)


def twice(first: Scalar, second: Scalar) -> Message:
    """The message for a second entry that names the same as the first."""
    same = first.text == second.text
    names = quoted(second.text)
    if not same:
        names = _("{text}和{text2}", text=quoted(first.text), text2=names)
    if first.line is None:
        return _("{names}说的是同一项，写了两次，只能保留一处", names=names)
    lines = _("第 {line} 行和第 {line2} 行", line=first.line, line2=second.line)
    if first.line == second.line:
        lines = _("都在第 {line} 行", line=first.line)
    what = _("{names}写了两次", names=names) if same else _("{names}说的是同一项", names=names)
    return _("{what}（{lines}），只能保留一处", what=what, lines=lines)
