"""Which figures stand under which heads of a table, where that is certain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from gkdoc.read.document.body import BodyCell
from gkdoc.read.document.labels import Found
from gkdoc.read.document.tables.patterns import Head, HeadKind, TablePattern


@frozen(cache_hash=True)
class Column:
    """The columns of the grid, from `start` to before `stop`, in which one figure stands.

    `path` is that of the column of the form, None for one that the form does not have; `row` is the
    row of the form, for a table that has its rows beside each other, else empty. `words` are those
    of a head that is not the form's.
    """

    start: int
    stop: int
    path: str | None
    row: str = ""
    words: str = ""


@frozen
class Heads:
    """The columns that some rows of heads name, from left to right, and what the heads are.

    `unknown` are cells whose words the form does not have there, `doubtful` those that name a
    column which another one names too. `ragged` says that a row of heads ends elsewhere than the
    others: it has lost a cell or got one.
    """

    columns: tuple[Column, ...]
    notes: tuple[tuple[BodyCell, Found[Head]], ...]
    unknown: tuple[BodyCell, ...]
    doubtful: tuple[BodyCell, ...]
    ragged: bool


_Rows: TypeAlias = Sequence[Sequence[BodyCell]]
_Noted: TypeAlias = Sequence[tuple[BodyCell, Found[Head]]]


def heads_of(rows: _Rows, pattern: TablePattern) -> Heads:
    """The meaning of each column by the heads in `rows`, which stand one above the other."""
    cells = list(dict.fromkeys(cell for row in rows for cell in row if cell.text.strip()))
    notes = [
        (cell, found) for cell in cells if (found := pattern.heads.find(cell.text)) is not None
    ]
    known = {cell for cell, _ in notes}
    ends = _lowest([(cell, found) for cell, found in notes if found.meaning.kind is HeadKind.END])
    named = [(cell, Column(cell.start, cell.stop, found.meaning.path)) for cell, found in ends]
    if pattern.across:
        named = _named_across(ends, notes)
    displaced = any(_displaces(cell, found.meaning, named) for cell, found in notes)
    columns_named = [column for _, column in named]
    contested = displaced or _contested(columns_named)
    doubtful = [
        cell
        for cell, column in (named if contested else ())
        if displaced or _clashes(column, columns_named)
    ]
    columns = {column.start: column for cell, column in named if cell not in doubtful}
    for cell in doubtful:
        columns.setdefault(cell.start, _nameless(cell))
    first = min(columns, default=0)
    for cell in rows[-1] if rows and columns else ():
        if cell.start >= first and not _covered(cell, columns.values()):
            columns[cell.start] = _nameless(cell)
    return Heads(
        columns=tuple(columns[start] for start in sorted(columns)),
        notes=tuple(notes),
        unknown=tuple(cell for cell in cells if cell not in known),
        doubtful=tuple(doubtful),
        ragged=len({row[-1].stop for row in rows if row}) > 1,
    )


def left_over(columns: Sequence[Column], paths: Sequence[str]) -> str | None:
    """The column of the form that the only one with a blank head must be; None if that is not so.

    `paths` are the columns of the form in their order; all others have to stand in their places.
    """
    nameless = [place for place, column in enumerate(columns) if column.path is None]
    if len(nameless) != 1 or len(columns) != len(paths) or columns[nameless[0]].words:
        return None
    if any(column.path not in {None, path} for column, path in zip(columns, paths, strict=True)):
        return None
    return paths[nameless[0]]


def aligned(
    cells: Sequence[BodyCell], columns: Sequence[Column], *, whole: bool
) -> Mapping[Column, BodyCell]:
    """The cells of one row of figures by their columns, as far as that is certain.

    `whole` says that the heads name every column of the form. A row that is shorter or longer than
    its heads has lost a cell or got one, and nobody knows where: then nothing is certain.
    """
    if not columns:
        return {}
    zone = [cell for cell in cells if cell.stop > columns[0].start]
    by_place = {(cell.start, cell.stop): cell for cell in zone}
    exact = {
        column: by_place[column.start, column.stop]
        for column in columns
        if (column.start, column.stop) in by_place
    }
    ends_alike = bool(zone) and zone[-1].stop == columns[-1].stop
    if len(exact) == len(columns) and ends_alike:
        return exact
    if whole:
        for row in (cells, zone):
            if len(row) == len(columns):
                # The grid of this row differs from that of the heads; the order is the same.
                return dict(zip(columns, row, strict=True))
    # Cells merged over several columns leave the others where they were.
    edges = {column.start for column in columns} | {columns[-1].stop}
    in_step = all(cell.start in edges and cell.stop in edges for cell in zone)
    joined = all(one.stop == other.start for one, other in pairwise(zone))
    if ends_alike and in_step and joined and zone[0].start == columns[0].start:
        return exact
    return {}


def _nameless(cell: BodyCell) -> Column:
    return Column(cell.start, cell.stop, None, words=cell.text.strip())


def _lowest(ends: _Noted) -> _Noted:
    """The heads less those that the same head repeats below."""
    return [
        (cell, found)
        for cell, found in ends
        if not any(
            other.row > cell.row
            and other.start < cell.stop
            and other.stop > cell.start
            and lower.meaning is found.meaning
            for other, lower in ends
        )
    ]


def _named_across(ends: _Noted, notes: _Noted) -> list[tuple[BodyCell, Column]]:
    """The columns with the rows of the form that stand above them."""
    rows = [(cell, found) for cell, found in notes if found.meaning.kind is HeadKind.ROW]
    named: list[tuple[BodyCell, Column]] = []
    for cell, found in ends:
        above = [
            row
            for over, row in rows
            if over.start <= cell.start and cell.stop <= over.stop and over.row < cell.row
        ]
        if len({row.meaning.path for row in above}) != 1:
            return _in_turn(ends, rows)
        row_path = above[0].meaning.path
        named.append((cell, Column(cell.start, cell.stop, found.meaning.path, row_path)))
    return named


def _in_turn(ends: _Noted, rows: _Noted) -> list[tuple[BodyCell, Column]]:
    """The same where spans do not say it: the heads repeat once below each of the rows."""
    order = [found.meaning.path for _, found in sorted(rows, key=lambda row: row[0].start)]
    placed = sorted(ends, key=lambda end: end[0].start)
    turn = [found.meaning.path for _, found in placed]
    each = len(turn) // len(order) if order else 0
    if not each or len(set(order)) < len(order) or turn != turn[:each] * len(order):
        return []
    if len(set(turn[:each])) < each:
        return []
    return [
        (cell, Column(cell.start, cell.stop, path, order[place // each]))
        for place, ((cell, _), path) in enumerate(zip(placed, turn, strict=True))
    ]


def _contested(columns: Sequence[Column]) -> bool:
    """True if any two of the columns may clash; they are not compared one with one."""
    placed = sorted(columns, key=lambda column: column.start)
    return len({(column.path, column.row) for column in columns}) < len(columns) or any(
        left.stop > right.start for left, right in pairwise(placed)
    )


def _clashes(column: Column, others: Collection[Column]) -> bool:
    """True if another column has the same name, or stands partly in the same place."""
    return any(
        other is not column
        and (
            (other.path, other.row) == (column.path, column.row)
            or (other.start < column.stop and other.stop > column.start)
        )
        for other in others
    )


def _displaces(group: BodyCell, head: Head, named: Sequence[tuple[BodyCell, Column]]) -> bool:
    """True if a head of the group stands beside it, or one of another below it.

    Then a cell spans too much or too little, and heads are not above their own figures.
    """
    return any(
        (column.path in head.below) != (group.start <= cell.start and cell.stop <= group.stop)
        for cell, column in named
        if head.below and cell.row > group.row
    )


def _covered(cell: BodyCell, columns: Collection[Column]) -> bool:
    return any(column.start < cell.stop and column.stop > cell.start for column in columns)
