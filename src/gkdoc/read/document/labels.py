"""Labels of the form as files print them: found word for word, spelled otherwise, or misprinted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from typing import Generic, TypeVar

from attrs import frozen

from gkdoc.spec import Heading, Orientation, TableBlock, TableSpec, table

T_co = TypeVar("T_co", covariant=True)

_LONGEST = 100
_ENUMERATION = re.compile("^([0-9]+)、")
_WHITE_SPACE = re.compile(r"\s+")


class Likeness(IntEnum):
    """How closely a label in a file agrees with the form's."""

    SAME = 0
    """Word for word, line breaks left out."""
    SPELLING = 1
    """The same but for white space, full and half width, 1、 for 1."""
    MISPRINT = 2
    """Nearest to this label, and to no other."""


@frozen
class Found(Generic[T_co]):
    """What a label in a file was taken for; `label` is how the form words it."""

    meaning: T_co
    label: str
    likeness: Likeness


class Labels(Generic[T_co]):
    """Labels of the form that may stand in one place, and what each means."""

    def __init__(self, meanings: Iterable[tuple[str, T_co]]) -> None:
        self._by_spelling = {spelling(label): (label, meaning) for label, meaning in meanings}
        self._most = max((_tolerated(key) for key in self._by_spelling), default=0)

    def __bool__(self) -> bool:
        return bool(self._by_spelling)

    def find(self, text: str, *, misprinted: bool = True) -> Found[T_co] | None:
        """The label that `text` is; None if it is none of these, or could be two.

        With `misprinted` the label may differ in a sign of every three.
        """
        if len(text) > _LONGEST:
            return None
        key = spelling(text)
        if key in self._by_spelling:
            label, meaning = self._by_spelling[key]
            # Line breaks in narrow cells are layout: the official form has them too.
            same = text.replace("\n", "") == label
            return Found(meaning, label, Likeness.SAME if same else Likeness.SPELLING)
        nearest = self._nearest(key) if misprinted else None
        if nearest is None:
            return None
        label, meaning = self._by_spelling[nearest]
        return Found(meaning, label, Likeness.MISPRINT)

    def _nearest(self, key: str) -> str | None:
        """The one label that `key` differs from in a few signs only, and less than from others."""
        distances = sorted(
            (_distance(key, other), other)
            for other in self._by_spelling
            if abs(len(key) - len(other)) <= self._most
        )
        if not distances or distances[0][0] > _tolerated(distances[0][1]):
            return None
        if len(distances) > 1 and distances[0][0] == distances[1][0]:
            return None
        return distances[0][1]


@frozen(eq=False)
class Branch:
    """A label of a tree: the path of its heading, and the labels below it; a leaf has none.

    The path of a leaf that stands under a row is that of the row and its own.
    """

    path: tuple[str, ...]
    below: Labels[Branch] | None


@frozen(eq=False)
class BlockPattern:
    """How a block of a table is recognised.

    `rows` is the tree of the labels at the left, `heads` that of the labels above: the columns,
    below the rows where those are laid out beside each other. `leaves` holds the row labels that
    carry figures, for rows whose outer labels are missing, `ends` the heads that stand right above
    figures. `corner` may be empty.
    """

    title: str | None
    corner: Labels[None]
    rows: Labels[Branch]
    heads: Labels[Branch]
    leaves: Labels[Branch]
    ends: Labels[None]


@frozen(eq=False)
class TablePattern:
    """How a statutory table is recognised: `words` is every label of it, as `spelling` gives it."""

    spec: TableSpec
    words: frozenset[str]
    titles: Labels[BlockPattern]
    blocks: tuple[BlockPattern, ...]


@lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """`text` without what printers vary: white space, full and half width, 1、 for 1."""
    plain = _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", text))
    return _ENUMERATION.sub(r"\1.", plain)


@cache
def table_pattern(key: str, edition: str, *, undivided: bool) -> TablePattern:
    """The pattern of one table in one edition, `undivided` as older reports print it."""
    spec = table(key, edition)
    if undivided:
        spec = spec.undivided
    blocks = tuple(_block_pattern(block, spec.orientation) for block in spec.blocks)
    labels = {label for cell in spec.cells.values() for label in cell.row_labels}
    labels |= {label for cell in spec.cells.values() for label in cell.column_labels}
    labels |= {word for block in spec.blocks for word in (block.title, block.corner) if word}
    return TablePattern(
        spec=spec,
        words=frozenset(map(spelling, labels)),
        titles=Labels((block.title, block) for block in blocks if block.title),
        blocks=blocks,
    )


def _block_pattern(block: TableBlock, orientation: Orientation) -> BlockPattern:
    across = orientation is Orientation.ACROSS
    return BlockPattern(
        title=block.title,
        corner=Labels([(block.corner, None)] if block.corner else []),
        rows=_tree(block.rows),
        heads=_tree(block.rows, block.columns) if across else _tree(block.columns),
        leaves=Labels((leaf.label, Branch((leaf.path,), None)) for leaf in block.row_leaves()),
        ends=Labels((leaf.label, None) for leaf in block.column_leaves()),
    )


def _tree(
    headings: tuple[Heading, ...],
    under: tuple[Heading, ...] = (),
    above: tuple[str, ...] = (),
) -> Labels[Branch]:
    """The tree of `headings`, each of whose leaves has the headings `under` below it."""

    def branch(heading: Heading) -> Branch:
        path = (*above, heading.path)
        if heading.children:
            return Branch(path, _tree(heading.children, under, above))
        return Branch(path, _tree(under, (), path) if under else None)

    return Labels((heading.label, branch(heading)) for heading in headings)


def _tolerated(label: str) -> int:
    """In how many signs a misprint of the label may differ from it."""
    return len(label) // 3


def _distance(one: str, other: str) -> int:
    """In how many signs the two differ: one sign left out, put in or replaced counts one."""
    previous = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        current = [row]
        for column, sign_of_other in enumerate(other, start=1):
            replaced = previous[column - 1] + (sign != sign_of_other)
            current.append(min(previous[column] + 1, current[-1] + 1, replaced))
        previous = current
    return previous[-1]
