"""The tree that every data format is turned into first: texts, lists and maps with positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, TypeAlias

from attrs import frozen

from gkdoc.messages import Message, _

DEEPEST: Final = 16
"""How many levels a data file may nest; the form needs eight."""

MOST_NODES: Final = 30_000
"""How much a data file may hold; a report comes to two thousand, the longest roster to ten."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


@frozen
class Scalar:
    """One text or figure as it was written; lines and columns count from 1, None if unknown.

    `quoted` is True for what the format itself marks as text; `typed` for what it marks as a
    number, a truth value or null (JSON and Python). Neither is set for plain YAML. `first` is the
    line and column of the first line of a YAML literal block, whose own position is that of `|`.
    """

    text: str
    quoted: bool = False
    typed: bool = False
    line: int | None = None
    column: int | None = None
    first: tuple[int, int] | None = None

    @property
    def null(self) -> bool:
        """True if nothing was written, or the format's word for nothing."""
        return not self.quoted and self.text in _NULL


@frozen
class Sequence:
    """A list."""

    null: ClassVar = False
    items: tuple[Node, ...]
    line: int | None = None
    column: int | None = None


@frozen
class Pair:
    """One entry of a map."""

    key: Scalar
    value: Node


@frozen
class Mapping:
    """A map as it was written: in order, doubled keys included."""

    null: ClassVar = False
    pairs: tuple[Pair, ...]
    line: int | None = None
    column: int | None = None

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)


Node: TypeAlias = Scalar | Sequence | Mapping


def kind_of(node: Node) -> Message:
    """The kind of the node, in words for a message."""
    match node:
        case Scalar():
            return _("空白") if node.null else _("一个值")
        case Sequence():
            return _("列表（{count} 项）", count=len(node.items))
        case Mapping():
            return _("一组名称和内容")
