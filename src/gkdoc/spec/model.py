"""What a statutory table consists of: headings in trees, cells with addresses, sums, balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from math import lcm

from attrs import evolve, frozen


class Kind(Enum):
    """The numbers that a figure may be."""

    COUNT = "count"
    """A whole number, not negative."""
    DECIMAL = "decimal"
    """A number, not negative, whose decimals are kept digit by digit."""
    SIGNED = "signed"
    """A whole number that may be negative."""


class Orientation(Enum):
    """How a table lays its rows out."""

    DOWN = "down"
    """One row of the form for each row of figures, labels at its left."""
    ACROSS = "across"
    """All rows of figures beside each other in one row of the form, labels above."""


@frozen
class Source:
    """Where a fact of the form comes from: document, number of the notice."""

    document: str
    notice: str


@frozen(order=True, cache_hash=True)
class CellRef:
    """The address of one figure: `str()` gives `applications.denied.state_secret.total`."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"


@frozen
class Heading:
    """One label of the form and the labels under it.

    `key` is None for a label that only groups others. `path` is the key with those of the headings
    above (`denied.state_secret`), the name of the row or column in addresses. `undivided` is the
    single row that older reports print in place of the children. `note` says what is counted there,
    for the person who fills the form in.
    """

    label: str
    key: str | None = None
    path: str = ""
    code: str = ""
    kind: Kind | None = None
    basis: str = ""
    note: str = ""
    children: tuple[Heading, ...] = ()
    undivided: Heading | None = None

    def leaves(self) -> Iterator[Heading]:
        """The headings under this one that carry figures, in the form's order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def depth(self) -> int:
        """Number of levels from this heading down to its lowest leaf."""
        return 1 + max((child.depth() for child in self.children), default=0)

    def undivide(self) -> Heading:
        """This heading with each divisible group in it replaced by its single row."""
        if self.undivided is not None:
            return self.undivided
        return evolve(self, children=tuple(child.undivide() for child in self.children))


@frozen
class TableBlock:
    """A part of a table whose rows share their columns.

    `title` is the line above the block, `corner` the text in its top left cell; None where the form
    prints none.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    title: str | None = None
    corner: str | None = None

    def row_leaves(self) -> tuple[Heading, ...]:
        """The rows that carry figures."""
        return tuple(leaf for heading in self.rows for leaf in heading.leaves())

    def column_leaves(self) -> tuple[Heading, ...]:
        """The columns that carry figures."""
        return tuple(leaf for heading in self.columns for leaf in heading.leaves())

    def row_depth(self) -> int:
        """Number of label levels of the rows."""
        return max(heading.depth() for heading in self.rows)

    def column_depth(self) -> int:
        """Number of label levels of the columns."""
        return max(heading.depth() for heading in self.columns)


@frozen
class Cell:
    """One figure of the form: its address, what it may be, its bookmark code and its labels.

    `row_labels` and `column_labels` are the words from the outermost label inwards.
    """

    ref: CellRef
    kind: Kind
    code: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]

    @property
    def label(self) -> str:
        """The cell in the statute's words: 三、（三）不予公开 1.属于国家秘密 · 自然人."""
        return f"{join_labels(self.row_labels)} · {self.column_labels[-1]}"


@frozen
class Sum:
    """A relation of the form: the parts add up to the total. `rule` is the finding otherwise."""

    rule: str
    total: CellRef
    parts: tuple[CellRef, ...]


@frozen
class Balance:
    """A relation of the form: the cells at the left add up to as much as those at the right."""

    rule: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]


@frozen
class Relation:
    """A sum or balance as the data file states it: by rows or by columns, groups unresolved.

    `across` says what `totals` and `parts` name: "columns" (then it holds in each row) or "rows"
    (in each column).
    """

    rule: str
    across: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@frozen(cache_hash=True)
class TableSpec:
    """One statutory table in one edition.

    `title` is that of its section. `shape` is (rows, columns) of the printed grid. `roles` are the
    parts that rows and columns play in what rules ask, each with the path of the one that does.
    """

    key: str
    edition: str
    title: str
    source: Source
    shape: tuple[int, int]
    orientation: Orientation
    code: str
    blocks: tuple[TableBlock, ...]
    sum_relations: tuple[Relation, ...] = ()
    balance_relations: tuple[Relation, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()

    def role(self, name: str) -> str | None:
        """The path of the row or column that plays this part; None if the form has none."""
        return dict(self.roles).get(name)

    @cached_property
    def cells(self) -> Mapping[CellRef, Cell]:
        """Every figure of the form by its address, in the form's order."""
        return {cell.ref: cell for cell in self._make_cells()}

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of `cells` as they are written."""
        return tuple(map(str, self.cells))

    @cached_property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """For each row key, in the form's order, the keys of its columns."""
        return {
            row.path: tuple(column.path for column in block.column_leaves())
            for block in self.blocks
            for row in block.row_leaves()
        }

    @cached_property
    def row_labels(self) -> Mapping[str, str]:
        """For each row key its label with those above it: 三、（三）不予公开 1.属于国家秘密."""
        return {
            path: join_labels(labels)
            for block in self.blocks
            for path, labels in _label_paths(block.rows).items()
        }

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """Every sum of the form, cell by cell."""
        return tuple(
            Sum(relation.rule, total[0], parts)
            for relation in self.sum_relations
            for total, parts in self._resolve(relation)
        )

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Every balance of the form, cell by cell."""
        return tuple(
            Balance(relation.rule, left, right)
            for relation in self.balance_relations
            for left, right in self._resolve(relation)
        )

    @cached_property
    def divisions(self) -> Mapping[str, tuple[str, ...]]:
        """For each single row that older reports print, the rows of this form it stands for."""
        return {
            single.path: tuple(leaf.path for leaf in group.leaves())
            for group, single in self._divisible()
        }

    @cached_property
    def column_units(self) -> int:
        """The fewest grid columns in which the figure columns of every block span evenly.

        The 2019 table two has blocks of three and of two figure columns: six units.
        """
        return lcm(*(len(block.column_leaves()) for block in self.blocks))

    @cached_property
    def label_columns(self) -> int:
        """Number of grid columns at the left that hold the labels of the rows."""
        if self.orientation is Orientation.ACROSS:
            return 0
        return max(block.row_depth() for block in self.blocks)

    @cached_property
    def undivided(self) -> TableSpec:
        """This table as reports print it that do not divide its divisible rows."""
        blocks = tuple(
            evolve(block, rows=tuple(heading.undivide() for heading in block.rows))
            for block in self.blocks
        )
        rename = {group.path: single.path for group, single in self._divisible()}
        fewer = sum(len(rows) - 1 for rows in self.divisions.values())
        divided = {row for rows in self.divisions.values() for row in rows}
        return evolve(
            self,
            blocks=blocks,
            shape=(self.shape[0] - fewer, self.shape[1]),
            sum_relations=tuple(_renamed(relation, rename) for relation in self.sum_relations),
            balance_relations=tuple(
                _renamed(relation, rename) for relation in self.balance_relations
            ),
            roles=tuple(role for role in self.roles if role[1] not in divided),
        )

    def _divisible(self) -> Iterator[tuple[Heading, Heading]]:
        """Each group of rows that older reports print as a single one, with that."""
        for block in self.blocks:
            for heading in _walk(block.rows):
                if heading.undivided is not None:
                    yield heading, heading.undivided

    def _make_cells(self) -> Iterator[Cell]:
        for block in self.blocks:
            row_labels = _label_paths(block.rows)
            column_labels = _label_paths(block.columns)
            for row in block.row_leaves():
                for column in block.column_leaves():
                    yield Cell(
                        ref=CellRef(self.key, row.path, column.path),
                        kind=column.kind or Kind.COUNT,
                        code=f"t{self.code}_{row.code}_{column.code}",
                        row_labels=row_labels[row.path],
                        column_labels=column_labels[column.path],
                    )

    def _resolve(
        self, relation: Relation
    ) -> Iterator[tuple[tuple[CellRef, ...], tuple[CellRef, ...]]]:
        """Both sides of `relation`, for each row or column in which it holds."""
        by_columns = relation.across == "columns"
        for block in self.blocks:
            named = block.columns if by_columns else block.rows
            left = _leaves_named(named, relation.left)
            right = _leaves_named(named, relation.right)
            for across in block.row_leaves() if by_columns else block.column_leaves():
                yield (
                    self._refs(left, across.path, by_columns=by_columns),
                    self._refs(right, across.path, by_columns=by_columns),
                )

    def _refs(
        self, named: tuple[str, ...], across: str, *, by_columns: bool
    ) -> tuple[CellRef, ...]:
        """The cells where the named columns cross a row, or the named rows a column."""
        crossings = ((across, name) if by_columns else (name, across) for name in named)
        return tuple(CellRef(self.key, row, column) for row, column in crossings)


def join_labels(labels: tuple[str, ...]) -> str:
    """The labels in one line; of a grouping one no more than its number (三、) is kept."""
    *groups, leaf = labels
    # 三、本年度办理结果 gives 三、, while （三）不予公开 says something and stays whole.
    short = [
        group[: group.index("、") + 1] if group[1:2] == "、" else f"{group} " for group in groups
    ]
    return "".join(short) + leaf


def _walk(headings: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _walk(heading.children)


def _label_paths(
    headings: tuple[Heading, ...], above: tuple[str, ...] = ()
) -> dict[str, tuple[str, ...]]:
    """For each leaf, its labels from the outermost inwards."""
    paths: dict[str, tuple[str, ...]] = {}
    for heading in headings:
        here = (*above, heading.label)
        if heading.children:
            paths |= _label_paths(heading.children, here)
        else:
            paths[heading.path] = here
    return paths


def _leaves_named(headings: tuple[Heading, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Paths of the leaves of the headings with these paths, in the order of `names`."""
    by_path = {heading.path: heading for heading in _walk(headings) if heading.key is not None}
    return tuple(leaf.path for name in names for leaf in by_path[name].leaves())


def _renamed(relation: Relation, rename: Mapping[str, str]) -> Relation:
    """`relation` with the rows in it named anew; columns keep their names."""
    if relation.across == "columns":
        return relation
    return evolve(
        relation,
        left=tuple(rename.get(name, name) for name in relation.left),
        right=tuple(rename.get(name, name) for name in relation.right),
    )
