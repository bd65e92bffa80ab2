"""The entries of a map: each matched with what it names, unknown and doubled ones noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import field, frozen

from gkdoc.read.names import Level, Meaning, Named
from gkdoc.read.nodes import Mapping, Node, Pair, Scalar
from gkdoc.read.notes import Notes, quoted


def _nothing(_: str) -> str:
    return ""


def _the_first(found: tuple[Named[Any], ...], _: Node) -> Named[Any]:
    return found[0]


@frozen
class Guide:
    """What is special about the entries of a table.

    `elsewhere` gives the message for a key that belongs to another place, or nothing; `choose` one
    of two things that share a label. `claimed` holds what was given so far, by address.
    """

    elsewhere: Callable[[str], str] = _nothing
    choose: Callable[[tuple[Named[Any], ...], Node], Named[Any]] = _the_first
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
            notes.problem(_twice(first, pair.key), address, pair.key)


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
    # Looking for what resembles a name takes time: a file of nothing but unknown ones is enough.
    message = "" if notes.too_many else guide.elsewhere(written)
    if not message:
        nearest = None if notes.too_many else level.nearest(written)
        if nearest is not None:
            message = f"不认识的名称{quoted(written)}，是不是“{nearest.title}”？"
            # Whoever misspelt a name has not forgotten it.
            if nearest.key is not None:
                notes.spoil(join(path, nearest.key))
        else:
            message = f"不认识的名称{quoted(written)}；这里可以写：{level.listed()}"
    notes.problem(message, join(path, quoted(written)[1:-1]), pair.key)


def _twice(first: Scalar, second: Scalar) -> str:
    same = first.text == second.text
    names = quoted(second.text) if same else f"{quoted(first.text)}和{quoted(second.text)}"
    if first.line is None:
        return f"{names}说的是同一项，写了两次，只能保留一处"
    lines = f"第 {first.line} 行和第 {second.line} 行"
    if first.line == second.line:
        lines = f"都在第 {first.line} 行"
    what = f"{names}写了两次" if same else f"{names}说的是同一项"
    return f"{what}（{lines}），只能保留一处"
