"""Statutory tables as grids: texts and spans, in the order in which the form prints them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import evolve, frozen

from gkdoc.spec import CellRef, Heading, Orientation, TableBlock, TableSpec


class Role(Enum):
    """The purpose of a cell of the grid; writers choose its looks by it."""

    TITLE = "title"
    """The line above a block."""
    NOTE = "note"
    """The sentence in the corner that states the balance."""
    HEAD = "head"
    """The label of a column."""
    LABEL = "label"
    """The label of a row."""
    FIGURE = "figure"
    """A figure."""


@frozen
class GridCell:
    """A cell that starts here and covers `columns` × `rows` of the grid.

    `text` is the statutory label, empty for a figure; `ref` is the address of a figure, else None.
    """

    text: str
    role: Role
    columns: int = 1
    rows: int = 1
    ref: CellRef | None = None


@frozen
class Grid:
    """A table laid out: `rows[i]` lists the cells that start in row i, from left to right.

    The first `header_rows` rows are repeated where the table goes on to another page.
    """

    spec: TableSpec
    rows: tuple[tuple[GridCell, ...], ...]

    def placed(self) -> Iterator[tuple[tuple[int, GridCell], ...]]:
        """For each row, the cells that start in it, each with its first column."""
        free_from = [0] * self.spec.shape[1]
        for index, row in enumerate(self.rows):
            column = 0
            placed = []
            for cell in row:
                while free_from[column] > index:
                    column += 1
                placed.append((column, cell))
                for covered in range(column, column + cell.columns):
                    free_from[covered] = index + cell.rows
            yield tuple(placed)

    @property
    def header_rows(self) -> int:
        """Number of rows before the first that holds a figure; 0 for a table of several blocks."""
        if len(self.spec.blocks) > 1:
            return 0
        return next(
            index
            for index, row in enumerate(self.rows)
            if any(cell.role is Role.FIGURE for cell in row)
        )


def lay_out(spec: TableSpec) -> Grid:
    """The grid of the form `spec`; every figure of the form is in it exactly once."""
    if spec.orientation is Orientation.ACROSS:
        return Grid(spec, _across(spec))
    return Grid(spec, tuple(row for block in spec.blocks for row in _down(spec, block)))


def _down(spec: TableSpec, block: TableBlock) -> Iterator[tuple[GridCell, ...]]:
    """The rows of a block whose rows stand under each other."""
    columns = block.column_leaves()
    unit = spec.column_units // len(columns)
    if block.title is not None:
        yield (GridCell(block.title, Role.TITLE, spec.label_columns + spec.column_units),)
    depth = block.column_depth()
    heads = _head_rows(block.columns, depth, unit)
    if block.corner is not None:
        # The corner of one row names what the labels are; the corner of several holds the note.
        role = Role.HEAD if depth == 1 else Role.NOTE
        heads[0] = (GridCell(block.corner, role, spec.label_columns, depth), *heads[0])
    yield from heads
    for row, labels in zip(
        block.row_leaves(), _label_rows(block.rows, spec.label_columns), strict=True
    ):
        figures = tuple(
            GridCell("", Role.FIGURE, unit, ref=CellRef(spec.key, row.path, column.path))
            for column in columns
        )
        yield (*labels, *figures)


def _across(spec: TableSpec) -> tuple[tuple[GridCell, ...], ...]:
    """The rows of a table whose only block has all its figures in one row."""
    (block,) = spec.blocks
    depth = block.row_depth() + block.column_depth()
    heads = _head_rows(tuple(_over(row, block.columns) for row in block.rows), depth, 1)
    figures = tuple(
        GridCell("", Role.FIGURE, ref=CellRef(spec.key, row.path, column.path))
        for row in block.row_leaves()
        for column in block.column_leaves()
    )
    return (*heads, figures)


def _over(heading: Heading, columns: tuple[Heading, ...]) -> Heading:
    """The heading, and below each of its leaves the columns."""
    children = tuple(_over(child, columns) for child in heading.children)
    return evolve(heading, children=children or columns)


def _head_rows(headings: tuple[Heading, ...], depth: int, unit: int) -> list[tuple[GridCell, ...]]:
    """The rows of the column heads: a leaf reaches down to the lowest level."""
    rows: list[list[GridCell]] = [[] for _ in range(depth)]

    def place(heading: Heading, level: int) -> None:
        span = unit * sum(1 for _ in heading.leaves())
        down = 1 if heading.children else depth - level
        rows[level].append(GridCell(heading.label, Role.HEAD, span, down))
        for child in heading.children:
            place(child, level + 1)

    for heading in headings:
        place(heading, 0)
    return [tuple(row) for row in rows]


def _label_rows(headings: tuple[Heading, ...], depth: int) -> list[tuple[GridCell, ...]]:
    """For each row of figures, the labels that start at its left: a leaf reaches to the figures."""
    rows: list[list[GridCell]] = []

    def place(heading: Heading, level: int, above: list[GridCell]) -> None:
        if not heading.children:
            rows.append([*above, GridCell(heading.label, Role.LABEL, depth - level)])
            return
        height = sum(1 for _ in heading.leaves())
        start = [*above, GridCell(heading.label, Role.LABEL, 1, height)]
        for index, child in enumerate(heading.children):
            place(child, level + 1, start if index == 0 else [])

    for heading in headings:
        place(heading, 0, [])
    return [tuple(row) for row in rows]
