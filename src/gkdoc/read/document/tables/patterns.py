"""How the statutory tables are recognised: their labels by where those may stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache

from attrs import frozen

from gkdoc.read.document.labels import Labels, spelling
from gkdoc.spec import (
    CellRef,
    Heading,
    Orientation,
    TableBlock,
    TableSpec,
    editions,
    printed_forms,
    tables,
)


@frozen(eq=False)
class RowPlace:
    """A row of the form: its path, the labels above its own, and the number of its block."""

    path: str
    above: tuple[str, ...]
    block: int


class HeadKind(Enum):
    """The kinds of heads."""

    END = "end"
    """The column right below it."""
    ROW = "row"
    """The row of the form below it, in a table that has its rows beside each other."""
    GROUP = "group"
    """Nothing that the heads below it do not say."""
    CORNER = "corner"
    """What stands in the top left cell."""


@frozen(eq=False)
class Head:
    """A head of the form; `path` is that of its column or row, empty for the rest.

    `below` are the paths of the columns that a head over columns groups.
    """

    kind: HeadKind
    path: str = ""
    below: tuple[str, ...] = ()


@frozen(eq=False)
class TablePattern:
    """How a statutory table is recognised.

    `words` is every label of it as `spelling` gives it, `leaves` those of rows of figures. `titles`
    are the lines above blocks, by number of the block. `rows` finds the row that a label stands
    for, `under` the same among those below one group, `groups` the labels above rows. `heads` finds
    the labels above columns. `columns` holds for each block the paths of its columns, `refs` the
    addresses by row and column.
    """

    spec: TableSpec
    words: frozenset[str]
    leaves: frozenset[str]
    titles: Labels[int]
    rows: Labels[RowPlace]
    under: Mapping[str, Labels[RowPlace]]
    groups: Labels[str]
    heads: Labels[Head]
    columns: tuple[tuple[str, ...], ...]
    refs: Mapping[tuple[str, str], CellRef]

    @property
    def across(self) -> bool:
        """True if the rows of figures stand beside each other."""
        return self.spec.orientation is Orientation.ACROSS


@cache
def patterns() -> tuple[TablePattern, ...]:
    """All patterns, the newest edition first, divided rows before undivided ones."""
    return tuple(
        table_pattern(spec)
        for form in editions()
        for key in tables()
        for spec in printed_forms(key)
        if spec.edition == form.edition
    )


@cache
def table_pattern(spec: TableSpec) -> TablePattern:
    """The pattern of one table as one form prints it."""
    rows = [
        (leaf.label, RowPlace(leaf.path, above, number))
        for number, block in enumerate(spec.blocks)
        for leaf, above in _leaves(block.rows)
    ]
    groups = _groups(spec.blocks)
    titles = {block.title: number for number, block in enumerate(spec.blocks) if block.title}
    heads = _heads(spec, rows, groups)
    labels = {label for label, _ in rows} | groups.keys() | heads.keys() | titles.keys()
    under: dict[str, list[tuple[str, RowPlace]]] = {}
    for label, place in rows:
        under.setdefault(place.above[-1] if place.above else "", []).append((label, place))
    return TablePattern(
        spec=spec,
        words=frozenset(map(spelling, labels)),
        leaves=frozenset(spelling(label) for label, _ in rows),
        titles=Labels(titles.items()),
        rows=Labels(rows),
        under={group: Labels(below) for group, below in under.items()},
        groups=Labels(groups.items()),
        heads=Labels(heads.items()),
        columns=tuple(
            tuple(column.path for column in block.column_leaves()) for block in spec.blocks
        ),
        refs={(ref.row, ref.column): ref for ref in spec.cells},
    )


def _heads(
    spec: TableSpec, rows: list[tuple[str, RowPlace]], groups: Mapping[str, str]
) -> dict[str, Head]:
    """The labels above columns, and in a table that goes across those of its rows too."""
    heads = {block.corner: Head(HeadKind.CORNER) for block in spec.blocks if block.corner}
    heads |= {
        heading.label: Head(HeadKind.GROUP, below=tuple(leaf.path for leaf in heading.leaves()))
        for block in spec.blocks
        for top in block.columns
        for heading in _walk(top)
        if heading.children
    }
    if spec.orientation is Orientation.ACROSS:
        heads |= {label: Head(HeadKind.GROUP) for label in groups}
        heads |= {label: Head(HeadKind.ROW, place.path) for label, place in rows}
    heads |= {
        column.label: Head(HeadKind.END, column.path)
        for block in spec.blocks
        for column in block.column_leaves()
    }
    return heads


def _leaves(
    headings: tuple[Heading, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[Heading, tuple[str, ...]]]:
    """The rows that carry figures, each with the labels above its own."""
    for heading in headings:
        if heading.children:
            yield from _leaves(heading.children, (*above, heading.label))
        else:
            yield heading, above


def _groups(blocks: tuple[TableBlock, ...]) -> Mapping[str, str]:
    """The labels over labels of rows, with their paths."""
    return {
        heading.label: heading.path
        for block in blocks
        for top in block.rows
        for heading in _walk(top)
        if heading.children
    }


def _walk(heading: Heading) -> Iterator[Heading]:
    yield heading
    for child in heading.children:
        yield from _walk(child)
