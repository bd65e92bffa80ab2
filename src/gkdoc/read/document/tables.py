"""The statutory tables of a document: found by their labels, read cell by cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.model import Entered, Text
from gkdoc.ooxml.body import GridCell, TableGrid
from gkdoc.read.document.labels import (
    BlockPattern,
    Branch,
    Found,
    Labels,
    Likeness,
    TablePattern,
    spelling,
    table_pattern,
)
from gkdoc.read.printed import printed_value
from gkdoc.spec import EDITIONS, CellRef, Kind, Orientation, TableSpec, form

# Table three has three rows of heads; a form with more rows above its figures is not known.
_MOST_HEADS: Final = 6
_LONGEST_LABEL: Final = 100


@frozen
class SeenTable:
    """A statutory table that was found.

    `specs` are the forms that print exactly these labels, the newest first: more than one where two
    editions of the table look the same. `values` holds the cells that were found.
    """

    specs: tuple[TableSpec, ...]
    values: Mapping[CellRef, Entered]
    locations: Mapping[CellRef, Location]
    location: Location


@frozen
class SeenTables:
    """All statutory tables of a document by name, and what was odd about them.

    `numbers` are those of the tables of the document that were taken for statutory ones.
    """

    tables: Mapping[str, SeenTable]
    findings: tuple[Finding, ...]
    numbers: frozenset[int]


def read_tables(grids: Iterable[TableGrid]) -> SeenTables:
    """The statutory tables among `grids`; of two that are the same one, the first is read."""
    tables: dict[str, SeenTable] = {}
    findings: list[Finding] = []
    numbers: set[int] = set()
    for grid in grids:
        patterns = recognised(grid)
        if not patterns:
            continue
        key = patterns[0].spec.key
        if key in tables:
            findings.append(_doubled(patterns[0].spec, grid.number))
        else:
            reader = _TableReader(patterns[0], grid)
            reader.read()
            findings.extend(reader.findings)
            tables[key] = SeenTable(
                specs=tuple(pattern.spec for pattern in patterns),
                values=reader.values,
                locations=reader.locations,
                location=Location(table=grid.number),
            )
        numbers.add(grid.number)
    return SeenTables(tables, tuple(findings), frozenset(numbers))


def recognised(grid: TableGrid) -> tuple[TablePattern, ...]:
    """The patterns that fit the labels of the table best; none if less than half of one is there.

    More than one only where they have the same labels.
    """
    words = frozenset(
        spelling(cell.text)
        for row in grid.rows
        for cell in row
        if 0 < len(cell.text) <= _LONGEST_LABEL
    )
    scored = [(_agreement(words, pattern), pattern) for pattern in _patterns()]
    best, _ = max(scored, key=lambda scored_pattern: scored_pattern[0])
    if best < 0:
        return ()
    fitting = [pattern for score, pattern in scored if score == best]
    return tuple(pattern for pattern in fitting if pattern.words == fitting[0].words)


def _agreement(words: frozenset[str], pattern: TablePattern) -> int:
    """By how many more labels of the pattern are there than missing."""
    return 2 * len(words & pattern.words) - len(pattern.words)


def _patterns() -> Iterator[TablePattern]:
    for edition in EDITIONS:
        for key, spec in form(edition).tables.items():
            yield table_pattern(key, edition, undivided=False)
            if spec.divisions:
                yield table_pattern(key, edition, undivided=True)


def _doubled(spec: TableSpec, number: int) -> Finding:
    return Finding(
        rule="GK101",
        severity=Severity.ERROR,
        message=f"第 {number} 张表又是“{spec.title}”的表，只读取了前一张",
        address=spec.key,
        label=spec.title,
        location=Location(table=number),
    )


@frozen
class _Column:
    """The columns of the grid, from `start` to before `stop`, in which one figure stands."""

    start: int
    stop: int
    path: tuple[str, ...]


_Notes = list[tuple[GridCell, Found[Branch]]]


class _TableReader:
    """One passage through one table."""

    def __init__(self, pattern: TablePattern, grid: TableGrid) -> None:
        self._pattern = pattern
        self._spec = pattern.spec
        self._grid = grid
        self._findings: dict[tuple[int, int], Finding] = {}
        self._missing: list[Finding] = []
        self.values: dict[CellRef, Entered] = {}
        self.locations: dict[CellRef, Location] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was odd, in the order of the table; the rows that were not found at the end."""
        return (*(self._findings[place] for place in sorted(self._findings)), *self._missing)

    def read(self) -> None:
        """Fill `values`, `locations` and `findings`."""
        if self._spec.orientation is Orientation.ACROSS:
            self._read_across()
        else:
            self._read_down()
        seen = {ref.row for ref in self.values}
        self._missing = [
            self._not_found(row, label)
            for row, label in self._spec.row_labels.items()
            if row not in seen
        ]

    def _read_down(self) -> None:
        block = None if self._pattern.titles else self._pattern.blocks[0]
        heads: deque[Sequence[GridCell]] = deque(maxlen=_MOST_HEADS)
        columns: tuple[_Column, ...] | None = None
        for row in self._grid.rows:
            titled = self._title(row)
            if titled is not None:
                block, columns = titled, None
                heads.clear()
                continue
            found = self._row(row, block) if block is not None else None
            if block is not None and found is not None:
                path, figures = found
                if columns is None:
                    columns = self._columns(heads, block, figures[0].start if figures else 0)
                self._figures(
                    figures,
                    {CellRef(self._spec.key, *path, *column.path): column for column in columns},
                )
            elif columns is None:
                if not self._is_caption(row, block):
                    heads.append(row)
            else:
                self._unknown(row[:1], "这一行没有读取")

    def _read_across(self) -> None:
        """The heads end where most of the columns are complete; the next row holds the figures."""
        block = self._pattern.blocks[0]
        rows = [row for row in self._grid.rows if not self._is_caption(row, block)]
        complete = [
            len(_chains(rows[: height + 1], block.heads)[0])
            for height in range(min(_MOST_HEADS, len(rows)))
        ]
        height = complete.index(max(complete)) + 1 if complete else 0
        columns = self._columns(rows[:height], block, 0)
        for row in rows[height : height + 1]:
            self._figures(
                row, {CellRef(self._spec.key, *column.path): column for column in columns}
            )
        for row in rows[height + 1 :]:
            self._unknown(row, "这一行没有读取")

    def _title(self, row: Sequence[GridCell]) -> BlockPattern | None:
        """The block whose title is all that the row holds; None if it holds anything else."""
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) != 1:
            return None
        found = self._pattern.titles.find(filled[0].text)
        if found is None:
            return None
        self._note(filled[0], found)
        return found.meaning

    def _is_caption(self, row: Sequence[GridCell], block: BlockPattern | None) -> bool:
        """True, and said, if all that the row holds is one wide cell with no head and no figure."""
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) != 1 or filled[0].stop - filled[0].start < 2:
            return False
        (cell,) = filled
        if block is not None and block.heads.find(cell.text) is not None:
            return False
        if not isinstance(printed_value(cell.text, Kind.DECIMAL), Text):
            return False
        self._unknown(filled, "没有读取")
        return True

    def _row(
        self, row: Sequence[GridCell], block: BlockPattern
    ) -> tuple[tuple[str, ...], Sequence[GridCell]] | None:
        """The path of the row and the cells behind its labels; None if it is no row of figures."""
        labels: Labels[Branch] = block.rows
        notes: _Notes = []
        for position, cell in enumerate(row):
            found = labels.find(cell.text)
            if found is None:
                break
            notes.append((cell, found))
            if found.meaning.below is None:
                for noted, as_what in notes:
                    self._note(noted, as_what)
                return found.meaning.path, row[position + 1 :]
            labels = found.meaning.below
        return self._row_by_leaf(row, block)

    def _row_by_leaf(
        self, row: Sequence[GridCell], block: BlockPattern
    ) -> tuple[tuple[str, ...], Sequence[GridCell]] | None:
        """The same where an outer label is missing or unreadable: by the innermost label alone."""
        for position, cell in enumerate(row[: self._spec.label_columns]):
            found = block.leaves.find(cell.text, misprinted=False)
            if found is not None:
                self._unknown(row[:position], "按同一行里面的一级标目读取")
                self._note(cell, found)
                return found.meaning.path, row[position + 1 :]
        return None

    def _columns(
        self, heads: Iterable[Sequence[GridCell]], block: BlockPattern, first: int
    ) -> tuple[_Column, ...]:
        """The columns of figures, from column `first` of the grid on, as the heads name them."""
        above = [[cell for cell in row if cell.stop > first] for row in heads]
        corner = {cell for row in heads for cell in row if cell.stop <= first}
        for cell in sorted(corner, key=lambda cell: (cell.row, cell.number)):
            found = block.corner.find(cell.text)
            if found is not None:
                self._note(cell, found)
            else:
                self._unknown([cell], "左上角没有这样的文字")
        columns, notes, unknown = _chains(above, block.heads)
        stray = [cell for cell in (*corner, *unknown) if block.ends.find(cell.text) is not None]
        if stray or len({column.path for column in columns}) < len(columns):
            # A head stands over figures that are not its own, and nobody knows by how much.
            self._unknown(stray or above[-1][:1], "表头的合并有误，下面的数字没有读取")
            return ()
        for cell, as_what in notes:
            self._note(cell, as_what)
        self._unknown(unknown, "这一列没有读取")
        return columns

    def _figures(self, cells: Sequence[GridCell], columns: Mapping[CellRef, _Column]) -> None:
        """Read the cells of one row, each under its column."""
        by_start = {cell.start: cell for cell in cells}
        if all(
            column.start in by_start and by_start[column.start].stop == column.stop
            for column in columns.values()
        ):
            places = {ref: by_start[column.start] for ref, column in columns.items()}
        elif len(cells) == len(columns):
            # The grid of this row differs from that of the heads; the order is the same.
            places = dict(zip(columns, cells, strict=True))
        else:
            places = {}
        for ref, cell in places.items():
            if ref in self.values:
                self._unknown([cell], "这一项前面已经有了，只读取前一个")
                continue
            self.values[ref] = printed_value(cell.text, self._spec.cells[ref].kind)
            self.locations[ref] = self._location(cell)
        left_over = set(cells) - set(places.values())
        self._unknown(
            [cell for cell in cells if cell in left_over and cell.text.strip()], "对不上列"
        )

    def _note(self, cell: GridCell, found: Found[object]) -> None:
        """Say so where a label is not the form's, word for word."""
        if found.likeness is Likeness.SAME:
            return
        misprint = found.likeness is Likeness.MISPRINT
        what = "与格式用字不同" if misprint else "与格式写法不同"
        self._findings[cell.row, cell.number] = Finding(
            rule="GK111",
            severity=Severity.WARNING if misprint else Severity.INFORMATION,
            message=f"“{cell.text}”{what}，按“{found.label}”读取",
            address=self._spec.key,
            label=found.label,
            location=self._location(cell),
        )

    def _unknown(self, cells: Iterable[GridCell], consequence: str) -> None:
        """Say that the form has no such words in this place."""
        for cell in cells:
            self._findings[cell.row, cell.number] = Finding(
                rule="GK111",
                severity=Severity.WARNING,
                message=f"“{cell.text}”不是格式中这个位置的文字，{consequence}",
                address=self._spec.key,
                label=self._spec.title,
                location=self._location(cell),
            )

    def _not_found(self, row: str, label: str) -> Finding:
        return Finding(
            rule="GK115",
            severity=Severity.WARNING,
            message=f"表中没有找到“{label}”",
            address=f"{self._spec.key}.{row}",
            label=label,
            location=Location(table=self._grid.number),
        )

    def _location(self, cell: GridCell) -> Location:
        return Location(table=self._grid.number, row=cell.row, cell=cell.number)


def _chains(
    rows: Sequence[Sequence[GridCell]], labels: Labels[Branch]
) -> tuple[tuple[_Column, ...], _Notes, list[GridCell]]:
    """The columns that the heads in `rows` name, their labels, and the cells that name none."""
    columns: list[_Column] = []
    notes: _Notes = []
    unknown: list[GridCell] = []
    starts = [[cell.start for cell in row] for row in rows]
    for lowest in rows[-1] if rows else ():
        chain = [
            row[position]
            for row, row_starts in zip(rows, starts, strict=True)
            if (position := bisect_right(row_starts, lowest.start) - 1) >= 0
            and row[position].stop > lowest.start
        ]
        path, chain_notes = _descend(list(dict.fromkeys(chain)), labels)
        if path is None:
            unknown.append(lowest)
        else:
            columns.append(_Column(lowest.start, lowest.stop, path))
            notes.extend(chain_notes)
    return tuple(columns), notes, unknown


def _descend(
    cells: Sequence[GridCell], labels: Labels[Branch]
) -> tuple[tuple[str, ...] | None, _Notes]:
    """The path of the leaf that the labels, from above, lead to; None if they lead to none."""
    notes: _Notes = []
    below: Labels[Branch] | None = labels
    path: tuple[str, ...] | None = None
    above = ""
    for cell in cells:
        if notes and spelling(cell.text) == above:
            # The same words again, where other tables have one cell that reaches down.
            continue
        found = below.find(cell.text) if below is not None else None
        if found is None:
            return None, []
        above = spelling(cell.text)
        notes.append((cell, found))
        path, below = found.meaning.path, found.meaning.below
    return (path, notes) if below is None else (None, [])
