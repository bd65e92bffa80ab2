"""A statutory table from nested maps and lists: every key by the spec, every figure in its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from gkdoc.messages import Listed, Message, _
from gkdoc.model import Applications, Entered, Proactive, Remedies, StatutoryTable, TableValues
from gkdoc.read.data.entries import Guide, entries, join
from gkdoc.read.data.figures import Refused, figure
from gkdoc.read.data.names import Level, Named, level
from gkdoc.read.notes import Notes, quoted
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence, kind_of
from gkdoc.spec import CellRef, Heading, Kind, TableSpec, editions, table

TABLES: dict[str, type[StatutoryTable]] = {
    kind.key: kind for kind in (Proactive, Applications, Remedies)
}
"""The class of each table by its name."""


def table_of(
    pair: Pair, key: str, edition: str, notes: Notes, *, partial: bool
) -> StatutoryTable | None:
    """The table `key` as the form of `edition` prints it; None if it is no map at all.

    Cells that are broken are left out; the problem is noted.
    """
    if not isinstance(pair.value, Mapping):
        title, found = table(key, edition).title, kind_of(pair.value)
        message = _("这里应逐行填写“{title}”的数字，却是{found}", title=title, found=found)
        notes.problem(message, key, pair.value)
        return None
    reader = _TableReader(key, edition, notes, partial=partial)
    rows = reader.rows(pair.value)
    spec = table(key, edition)
    if any(row in spec.divisions for row in rows):
        spec = spec.undivided
    entered = {
        CellRef(key, row, column): value
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    return TABLES[key](TableValues(spec, entered))


def row_headings(spec: TableSpec) -> tuple[Heading, ...]:
    """The rows of a table in the shape of one tree, the titles of blocks as headings."""
    headings: list[Heading] = []
    for block in spec.blocks:
        if block.title is None:
            headings += block.rows
        else:
            headings.append(Heading(label=block.title, children=block.rows))
    return tuple(headings)


@cache
def headings_level(headings: tuple[Heading, ...]) -> Level[Heading]:
    """The names of these headings; what a keyless one groups needs no level of its own."""
    return level(_members(headings))


def _members(headings: Iterable[Heading]) -> Iterator[Named[Heading]]:
    for heading in headings:
        yield Named(heading.key, (heading.label,), heading)
        if heading.key is None:
            yield from _members(heading.children)
        if heading.undivided is not None:
            yield Named(heading.undivided.key, (heading.label,), heading.undivided)


class _TableReader:
    """Reads one table; its problems and places go to `notes`."""

    def __init__(self, key: str, edition: str, notes: Notes, *, partial: bool) -> None:
        self._key = key
        self._spec = table(key, edition)
        self._notes = notes
        self._partial = partial
        self._columns = {
            row.path: block.columns
            for spec in (self._spec, self._spec.undivided)
            for block in spec.blocks
            for row in block.row_leaves()
        }

    def rows(self, mapping: Mapping) -> dict[str, dict[str, Entered]]:
        """The figures by row and column."""
        given: dict[str, Pair] = {}
        guide = Guide(self._row_elsewhere, self._choose)
        for heading, pair in self._leaves(mapping, row_headings(self._spec), self._key, guide):
            given[heading.path] = pair
            self._notes.place(join(self._key, heading.path), pair.key)
        self._check_divisions(given)
        return {path: self._row(path, pair) for path, pair in given.items()}

    def _leaves(
        self, mapping: Mapping, headings: tuple[Heading, ...], path: str, guide: Guide
    ) -> Iterator[tuple[Heading, Pair]]:
        """The headings that carry figures, each with its entry, through all levels of the map."""
        for named, pair in entries(mapping, headings_level(headings), path, self._notes, guide):
            heading = named.meaning
            if not heading.children:
                yield heading, pair
                continue
            here = path if heading.key is None else join(path, heading.key)
            if heading.key is not None:
                self._notes.place(here, pair.key)
            if isinstance(pair.value, Mapping):
                yield from self._leaves(pair.value, heading.children, here, guide)
            else:
                self._not_a_group(heading, pair, here)

    def _not_a_group(self, heading: Heading, pair: Pair, path: str) -> None:
        message = _(
            "“{label}”下面应逐项填写：{inside}，却是{value}",
            label=heading.label,
            inside=headings_level(heading.children).listed(),
            value=kind_of(pair.value),
        )
        if heading.undivided is not None:
            key = heading.undivided.key
            message = _("{message}；不分项、作为一行填写的，名称写 {key}", message=message, key=key)
        self._notes.problem(message, path, pair.value)
        for leaf in heading.leaves():
            self._notes.spoil(join(self._key, leaf.path))

    def _choose(self, found: tuple[Named[Heading], ...], value: Node) -> Named[Heading]:
        """Of a group and its undivided row, which share a label, the one that `value` fits."""
        if len(found) == 1:
            return found[0]
        group, undivided = found
        if not isinstance(value, Mapping):
            return undivided
        rows = headings_level(group.meaning.children)
        columns = headings_level(self._columns[undivided.meaning.path])
        as_rows = sum(bool(rows.find(pair.key.text)) for pair in value)
        as_columns = sum(bool(columns.find(pair.key.text)) for pair in value)
        if as_rows == as_columns:
            # 其他 is the name of a row and of a column: its content tells which.
            nested = any(not isinstance(pair.value, Scalar) for pair in value)
            return group if nested else undivided
        return group if as_rows > as_columns else undivided

    def _check_divisions(self, given: dict[str, Pair]) -> None:
        """Rows given one by one and as one row contradict each other; the one row is left out."""
        for undivided, parts in self._spec.divisions.items():
            part = next((path for path in parts if path in given), None)
            if undivided in given and part is not None:
                one, several = given[undivided].key, given[part].key
                message = _(
                    "{text}作为一行填写，又分项填写了{text2}{where}，只能取一种",
                    text=quoted(one.text),
                    text2=quoted(several.text),
                    where="" if several.line is None else _("（第 {line} 行）", line=several.line),
                )
                self._notes.problem(message, join(self._key, undivided), one)
                del given[undivided]

    def _row(self, row: str, pair: Pair) -> dict[str, Entered]:
        path = join(self._key, row)
        if self._notes.left_unwritten(pair.value, path):
            return {}
        columns = self._columns[row]
        leaves = tuple(leaf for heading in columns for leaf in heading.leaves())
        node = pair.value
        cells: list[tuple[Heading, Node]]
        if isinstance(node, Mapping):
            guide = Guide(lambda written: self._column_elsewhere(path, written))
            cells = []
            for heading, entry in self._leaves(node, columns, path, guide):
                self._notes.place(join(path, heading.path), entry.key)
                cells.append((heading, entry.value))
        elif isinstance(node, Sequence) and len(node.items) == len(leaves):
            cells = list(zip(leaves, node.items, strict=True))
        elif isinstance(node, Scalar) and len(leaves) == 1:
            cells = [(leaves[0], node)]
        else:
            self._wrong_row(path, leaves, pair)
            return {}
        values = {
            heading.path: self._figure(join(path, heading.path), value, heading.kind or Kind.COUNT)
            for heading, value in cells
        }
        return {column: value for column, value in values.items() if value is not None}

    def _wrong_row(self, path: str, leaves: tuple[Heading, ...], pair: Pair) -> None:
        node = pair.value
        names = Listed("、", (leaf.label for leaf in leaves))
        expected = _("这一行应有 {count} 个数（依次为{names}）", count=len(leaves), names=names)
        if isinstance(node, Sequence):
            message = _("{expected}，现有 {count} 个", expected=expected, count=len(node.items))
            if len(node.items) > len(leaves):
                message = _("{message}；数字中间不要用逗号分节", message=message)
            elif any(isinstance(item, Scalar) and "，" in item.text for item in node.items):
                message = _("{message}；各数之间用半角逗号“,”隔开", message=message)
        elif node.line is not None and node.null:
            message = _("{expected}，现在是空的", expected=expected)
        else:
            message = _("{expected}，用方括号括起，或逐项写明名称", expected=expected)
        self._notes.problem(message, path, pair.key if isinstance(node, Scalar) else node)
        self._notes.spoil(path)

    def _figure(self, path: str, node: Node, kind: Kind) -> Entered | None:
        self._notes.place(path, node)
        if self._notes.left_unwritten(node, path):
            return None
        if not isinstance(node, Scalar):
            self._notes.problem(_("这里应是一个数，却是{node}", node=kind_of(node)), path, node)
            return None
        try:
            return figure(node, kind, partial=self._partial)
        except Refused as refused:
            self._notes.problem(refused.reason, path, node)
            return None

    def _row_elsewhere(self, written: str) -> Message | None:
        """The message for a row that another edition has, or that belongs to a lower level."""
        home = _home(row_headings(self._spec), written)
        if home is not None:
            return _("{written}应写在“{label}”下面", written=quoted(written), label=home.label)
        titles = {row.path: row.label for block in self._spec.blocks for row in block.row_leaves()}
        for other in self._others():
            found = headings_level(row_headings(other)).find(written)
            path = next((named.meaning.path for named in found if named.meaning.path in titles), "")
            if path:
                self._notes.spoil(join(self._key, path))
                return _(
                    "{written}是 {edition} 年格式的名称，{edition2} 年格式写作“{title}”",
                    written=quoted(written),
                    edition=other.edition,
                    edition2=self._spec.edition,
                    title=titles[path],
                )
            if found or _home(row_headings(other), written) is not None:
                return self._belongs_to(other, written, _("这一行"))
        return None

    def _column_elsewhere(self, row: str, written: str) -> Message | None:
        """The message for a column, or a row in a column's place, that another edition has."""
        for other in self._others():
            column = any(headings_level(block.columns).find(written) for block in other.blocks)
            if column or _home(row_headings(other), written) is not None:
                self._notes.spoil(row)
                what = _("这一列") if column else _("这一行")
                return self._belongs_to(other, written, what)
        return None

    def _others(self) -> Iterator[TableSpec]:
        """The table in the other editions, the newest first."""
        forms = (each.tables[self._key] for each in editions())
        return (spec for spec in forms if spec.edition != self._spec.edition)

    def _belongs_to(self, other: TableSpec, written: str, what: Message) -> Message:
        return _(
            "{written}{what}属于 {edition} 年格式，这张表按 {here} 年格式读取；"
            "请检查“格式”（edition）",
            written=quoted(written),
            what=what,
            edition=other.edition,
            here=self._spec.edition,
        )


def _home(headings: tuple[Heading, ...], written: str) -> Heading | None:
    """The group below which `written` is a row; None if there is none."""
    for heading in headings:
        if heading.key is not None and headings_level(heading.children).find(written):
            return heading
        deeper = _home(heading.children, written)
        if deeper is not None:
            return deeper
    return None
