"""One table of a document as a statutory table, or as the piece of one that it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import Entered, Text
from gkdoc.read.document.body import BodyCell, TableGrid
from gkdoc.read.document.counted import with_number
from gkdoc.read.document.labels import CHINESE, Found, Likeness, spelling
from gkdoc.read.document.tables.columns import Column, Heads, aligned, heads_of, left_over
from gkdoc.read.document.tables.figures import figure
from gkdoc.read.document.tables.oddities import Oddities
from gkdoc.read.document.tables.patterns import RowPlace, TablePattern
from gkdoc.spec import CellRef

_FIGURE: Final = re.compile(r"[\s0-9０-９,，.．+\-－/／—]*[0-9０-９][\s0-9０-９,，.．]*")
# Digits on several lines: one number in a narrow cell, or two.
_BROKEN: Final = re.compile(r"[0-9０-９.．,，]+(?:\s+[0-9０-９.．,，]+)+")
_UNIT: Final = re.compile(r"\s*[(（]?\s*(?:计量)?单位")

_Row = Sequence[BodyCell]


@frozen
class Piece:
    """The part of a statutory table that one table of the document shows.

    `columns` are those of its last heads: a piece that goes on without heads has them too.
    """

    values: dict[CellRef, Entered]
    locations: dict[CellRef, Location]
    findings: tuple[Finding, ...]
    columns: tuple[Column, ...]


def read_piece(grid: TableGrid, pattern: TablePattern, before: tuple[Column, ...] = ()) -> Piece:
    """The figures of the table, each by its labels.

    `before` are the columns of the piece of the same table that stands before this one.
    """
    reader = _Reader(grid, pattern, before)
    if pattern.across:
        reader.read_across()
    else:
        reader.read_down()
    return Piece(reader.values, reader.locations, reader.oddities.findings, reader.columns)


class _Reader:
    """One passage through one table."""

    def __init__(self, grid: TableGrid, pattern: TablePattern, before: tuple[Column, ...]) -> None:
        self._rows = _with_numbers(grid.rows)
        self._pattern = pattern
        self._before = before
        self._number = grid.number
        self._heights = Counter(id(cell) for row in self._rows for cell in row)
        self._conflicts: set[CellRef] = set()
        self.oddities = Oddities(pattern.spec, grid.number)
        self.columns: tuple[Column, ...] = ()
        self._in_order = False
        self.values: dict[CellRef, Entered] = {}
        self.locations: dict[CellRef, Location] = {}

    def read_down(self) -> None:
        """Read a table that has a row for each row of the form."""
        heads: list[_Row] = []
        for row in self._rows:
            filled = _filled(row)
            if not filled:
                continue
            if self._is_title(filled):
                heads = []
                continue
            labelled = self._label(row)
            if labelled is not None:
                self._read_row(row, *labelled, heads)
                heads = []
            elif self._is_head(filled) or (not self.columns and not _has_figures(filled)):
                heads.append(row)
            else:
                self.oddities.unknown(filled[:1], _("这一行没有读取"))
        if heads and not self.values:
            self._note_heads(heads_of(heads, self._pattern))

    def read_across(self) -> None:
        """Read a table that has all rows of the form beside each other."""
        heads: list[_Row] = []
        figures: list[_Row] = []
        for row in self._rows:
            filled = _filled(row)
            if filled and self._is_head(filled):
                # A blank row between two rows of heads is no row of blank figures.
                over = any(map(_filled, figures))
                if over:
                    self._read_figures_across(heads, figures)
                heads = [row] if over else [*heads, row]
                figures = []
            elif heads and not _is_remark(filled):
                figures.append(row)
            elif filled:
                self.oddities.unknown(filled[:1], _("没有读取"), severity=Severity.INFORMATION)
        self._read_figures_across(heads, figures)

    def _read_figures_across(self, heads: Sequence[_Row], rows: Sequence[_Row]) -> None:
        if not heads or not rows:
            return
        columns = self._columns(heads, 0)
        whole = len([column for column in columns if column.path]) == len(self._pattern.refs)
        filled = [row for row in rows if _filled(row)]
        if len(filled) > 1:
            for row in filled:
                why = _("表头下面有不止一行数字，不知道是哪一行")
                self.oddities.unread(_filled(row), why, "")
            return
        self._read_figures((filled or rows)[0], columns, whole=whole)

    def _read_figures(
        self, row: _Row, columns: Sequence[Column], path: str = "", *, whole: bool
    ) -> None:
        """Read the figures of a row, each under its column; `path` is that of the row, if known."""
        places = aligned(row, columns, whole=whole)
        for column, cell in places.items():
            if column.path:
                self._take(cell, self._pattern.refs[path or column.row, column.path])
        used = set(map(id, places.values()))
        left = [cell for cell in row if id(cell) not in used and cell.text.strip()]
        if left:
            self.oddities.unread(left, _("与表头的列对不上"), path)

    def _is_title(self, filled: _Row) -> bool:
        """True if all that the row holds is the title of a block, or of the table."""
        if len({spelling(cell.text) for cell in filled}) != 1:
            return False
        cell = filled[0]
        found = self._pattern.titles.find(cell.text)
        if found is None:
            if spelling(cell.text) == spelling(self._pattern.spec.title):
                return True
            is_caption = not self.values and self._pattern.heads.find(cell.text) is None
            if is_caption and self._label(filled) is None and not _has_figures(filled):
                remark = _UNIT.match(cell.text) is not None
                severity = Severity.INFORMATION if remark else Severity.WARNING
                self.oddities.unknown([cell], _("没有读取"), severity=severity)
                return True
            return False
        self.oddities.label(cell, found)
        return True

    def _is_head(self, filled: _Row) -> bool:
        """True if the row holds heads and no figures."""
        return not _has_figures(filled) and any(
            self._pattern.heads.find(cell.text) is not None for cell in filled
        )

    def _label(self, row: _Row) -> tuple[int, Found[RowPlace]] | None:
        """The place in `row` of the innermost label, and which it is; None if there is none."""
        labels = self._pattern.rows
        words = [
            (position, cell)
            for position, cell in enumerate(row)
            if cell.text and CHINESE.search(cell.text)
        ]
        for position, cell in reversed(words):
            found = labels.find(cell.text, misprinted=False)
            if found is not None:
                return position, found
        if not words or self._is_head(_filled(row)):
            return None
        position, cell = words[-1]
        found = labels.find(cell.text) or self._below(words[:-1], cell)
        exact_group = self._pattern.groups.find(cell.text, misprinted=False)
        return (position, found) if found is not None and exact_group is None else None

    def _below(
        self, above: Sequence[tuple[int, BodyCell]], cell: BodyCell
    ) -> Found[RowPlace] | None:
        """The label, looked for among those below the group that the row names before it."""
        for _start, outer in reversed(above):
            group = self._pattern.groups.find(outer.text)
            if group is not None and group.label in self._pattern.under:
                return self._pattern.under[group.label].find(cell.text)
        return None

    def _read_row(
        self, row: _Row, position: int, found: Found[RowPlace], heads: Sequence[_Row]
    ) -> None:
        place = found.meaning
        if not self._outer_labels_agree(row[:position], found):
            self.oddities.unread(row[position:], _("外面一级标目与这一行的标目不符"), place.path)
            return
        self.oddities.label(row[position], found, place.path)
        figures = row[position + 1 :]
        if heads:
            self.columns = self._columns(heads, figures[0].start if figures else 0)
        paths = self._pattern.columns[place.block]
        columns = self.columns or self._by_order(figures, paths) or self._before
        known = {column.path for column in columns if column.path}
        if not columns or not known <= set(paths):
            self.oddities.unread(row[position:], _("没有找到它的表头"), place.path)
            return
        self._read_figures(figures, columns, place.path, whole=known == set(paths))

    def _by_order(self, figures: _Row, paths: Sequence[str]) -> tuple[Column, ...]:
        """The columns of the form where a head is lost, and the row has a cell for each of them."""
        if not self._in_order or len(figures) != len(paths):
            return ()
        return tuple(
            Column(cell.start, cell.stop, path) for cell, path in zip(figures, paths, strict=True)
        )

    def _outer_labels_agree(self, outer: _Row, found: Found[RowPlace]) -> bool:
        """True unless an outer label belongs to other rows and the inner one is not certain."""
        for cell in _filled(outer):
            group = self._pattern.groups.find(cell.text)
            if group is not None and group.label in found.meaning.above:
                self.oddities.label(cell, group, group.meaning)
            elif group is not None and found.likeness is Likeness.MISPRINT:
                return False
            elif self._pattern.titles.find(cell.text) is None:
                self.oddities.unknown([cell], _("按同一行里面的一级标目读取"), found.meaning.path)
        return True

    def _columns(self, rows: Sequence[_Row], first: int) -> tuple[Column, ...]:
        """The columns as the heads name them; `first` is where the figures begin."""
        heads = heads_of(rows, self._pattern)
        self._note_heads(heads, first)
        for cell in heads.doubtful:
            self.oddities.unread([cell], _("这个栏目出现了不止一次，或者与别的栏目重叠"), "")
        named = [column.path for column in heads.columns if column.path]
        self._in_order = False
        if heads.ragged and not any(len(named) == len(paths) for paths in self._side_by_side()):
            # The heads behind a lost one stand over figures that are not theirs.
            worded = any(column.words for column in heads.columns)
            self._in_order = not worded and not heads.doubtful and self._are_in_order(named)
            if self._in_order:
                self.oddities.nameless(rows[-1][-1], Listed("、", self._labels(set(named))))
            else:
                self.oddities.unread(rows[-1], _("表头缺少一格，下面的数字对不上"), "")
            return ()
        return heads.columns if self._pattern.across else self._filled_in(heads.columns, rows[-1])

    def _filled_in(self, columns: tuple[Column, ...], lowest: _Row) -> tuple[Column, ...]:
        """The columns, the only one with a blank head called by the only name left for it."""
        for paths in self._pattern.columns:
            path = left_over(columns, paths)
            if path is not None:
                (label,) = self._labels({column.path for column in columns if column.path})
                self.oddities.nameless(lowest[-1], label)
                return tuple(evolve(column, path=column.path or path) for column in columns)
        return columns

    def _side_by_side(self) -> Sequence[Sequence[str]]:
        """The names of the columns that may stand beside each other."""
        columns = self._pattern.columns
        return [columns[0] * len(self._pattern.spec.rows)] if self._pattern.across else columns

    def _are_in_order(self, named: Sequence[str]) -> bool:
        """True if the heads follow each other as in the form, and most of them are there."""
        if self._pattern.across or len(self._pattern.columns) > 1:
            return False
        (paths,) = self._pattern.columns
        present = [path for path in paths if path in named]
        return list(named) == present and 2 * len(named) > len(paths)

    def _labels(self, named: set[str]) -> list[str]:
        """The heads of the form whose columns are not among `named`."""
        cells = self._pattern.spec.cells.items()
        paths = next((paths for paths in self._pattern.columns if named <= set(paths)), ())
        labels = {ref.column: cell.column_labels[-1] for ref, cell in cells}
        return [labels[path] for path in paths if path not in named]

    def _note_heads(self, heads: Heads, first: int = 0) -> None:
        for cell, found in heads.notes:
            self.oddities.label(cell, found)
        for cell in heads.unknown:
            corner = cell.stop <= first
            title = self._pattern.titles.find(cell.text)
            if title is None and self._label([cell]) is None:
                self.oddities.unknown(
                    [cell], _("左上角没有这样的文字") if corner else _("这一列没有读取")
                )

    def _take(self, cell: BodyCell, ref: CellRef) -> None:
        """Read the figure of one cell."""
        text = cell.text
        if self._heights[id(cell)] > 1 and text.strip():
            self._contest(cell, ref, _("这一格跨了几行，不知道是哪一行的数字"))
            return
        if cell.objects:
            self.oddities.holds(cell, ref, read=bool(text.strip()))
            if not text.strip():
                return
        if cell.list_number is not None:
            self.oddities.unread([cell], _("这一格有 Word 自动编的序号"), ref)
            return
        read = figure(text, self._pattern.spec.cells[ref].kind)
        if ref in self._conflicts:
            return
        if self.values.get(ref, read.value) != read.value:
            self._contest(cell, ref, _("这一项前面已经有另一个数字，两个都没有读取"))
            return
        if isinstance(read.value, Text) and _BROKEN.fullmatch(text.strip()):
            self.oddities.broken(cell, ref)
        if read.respelled:
            self.oddities.respelled(cell, ref, read.value)
        self.values[ref] = read.value
        self.locations[ref] = self.oddities.location(cell)

    def _contest(self, cell: BodyCell, ref: CellRef, why: Message) -> None:
        """Say why nobody knows the figure: none is read for it, now or later."""
        self.oddities.unread([cell], why, ref)
        self._conflicts.add(ref)
        self.values.pop(ref, None)


def _filled(row: _Row) -> list[BodyCell]:
    """The cells that are not blank."""
    return [cell for cell in row if cell.text.strip()]


def _with_numbers(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, their labels with the numbers that Word counts before them."""
    if not any(cell.list_number for row in rows for cell in row):
        return list(rows)
    counted = {id(cell): with_number(cell) for row in rows for cell in row}
    return [[counted[id(cell)] for cell in row] for row in rows]


def _has_figures(cells: _Row) -> bool:
    return any(_FIGURE.fullmatch(cell.text) for cell in cells)


def _is_remark(filled: _Row) -> bool:
    """True if the row says something in words, in a cell or two, and holds nothing else."""
    return 0 < len(filled) <= 2 and all(
        CHINESE.search(cell.text) and len(cell.text) > 6 for cell in filled
    )
