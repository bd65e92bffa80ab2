"""The figures of a table as a program gives them, by names: each in its cell of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from attrs import frozen

from gkdoc.errors import Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.model.given import figure_problems, nearest, refuse, shown
from gkdoc.model.values import CellValue
from gkdoc.spec import Cell, CellRef, Form, TableSpec, editions, newest

Placed: TypeAlias = tuple[TableSpec, Mapping[CellRef, CellValue]]
"""A form of a table, and the values in its cells."""


def placed_rows(key: str, rows: object, edition: object, rest: object) -> Placed:
    """The figures given as rows of columns; see `Proactive.of`."""
    placing = _Placing(key, _form(edition))
    placing.rows(rows)
    return placing.placed(rest)


def placed_records(key: str, records: object, edition: object, rest: object) -> Placed:
    """The figures given as records (row, column, figure); see `StatutoryTable.from_records`."""
    placing = _Placing(key, _form(edition))
    placing.records(records)
    return placing.placed(rest)


def _form(edition: object) -> Form:
    """The form of that edition, the newest for None; InputError where there is no such edition."""
    if edition is None:
        return newest()
    known = {each.edition: each for each in editions()}
    if not isinstance(edition, str) or edition not in known:
        expected = _("格式应写成 {value}", value=Listed(" 或 ", map(repr, known)))
        message = _(
            "{edition_expected}，却是{found}", edition_expected=expected, found=shown(edition)
        )
        refuse([Problem(message, "edition")])
    return known[str(edition)]


@frozen
class _Names:
    """The names that a table may be given by: those of the divided form and of the undivided."""

    rows: Mapping[str, tuple[str, ...]]
    cells: Mapping[tuple[str, str], Cell]
    groups: frozenset[str]

    def below(self, group: str) -> tuple[str, ...]:
        """The names of rows and groups that stand directly below a group, or outermost."""
        inside = (row.removeprefix(group) for row in self.rows if row.startswith(group))
        return tuple(dict.fromkeys(row.partition(".")[0] for row in inside))


@cache
def _names(spec: TableSpec) -> _Names:
    forms = (spec.undivided, spec)
    rows = {row: columns for form in forms for row, columns in form.rows.items()}
    return _Names(
        rows=rows,
        cells={(ref.row, ref.column): cell for form in forms for ref, cell in form.cells.items()},
        groups=frozenset(_groups(rows)),
    )


def _groups(rows: Iterable[str]) -> Iterator[str]:
    for row in rows:
        parts = row.split(".")
        yield from (".".join(parts[:count]) for count in range(1, len(parts)))


@cache
def _totals(spec: TableSpec) -> frozenset[CellRef]:
    return frozenset(total.total for total in spec.sums)


class _Placing:
    """Puts figures into the cells of one table; gathers every problem on the way."""

    def __init__(self, key: str, form: Form) -> None:
        self._key = key
        self._spec = form.tables[key]
        self._names = _names(self._spec)
        self._values: dict[CellRef, CellValue] = {}
        self._given: set[str] = set()
        self._problems: list[Problem] = []

    def placed(self, rest: object) -> Placed:
        """The form and the values; InputError with all problems."""
        spec = self._spec
        for single, parts in self._spec.divisions.items():
            part = next((row for row in parts if row in self._given), None)
            if single in self._given:
                spec = self._spec.undivided
                if part is not None:
                    message = _(
                        "{single}作为一行填写，又分项填写了{part}，只能取一种",
                        single=single,
                        part=part,
                    )
                    self._problem(message, single)
        if rest is not None and not (type(rest) is int and rest == 0):
            message = _("其余各格只能是 0，却是{found}；写 rest=0，或者不写", found=shown(rest))
            self._problems.append(Problem(message, "rest"))
        refuse(self._problems)
        if rest is None:
            return spec, self._values
        others = (ref for ref in spec.cells if ref not in _totals(spec))
        return spec, dict.fromkeys(others, 0) | self._values

    def rows(self, rows: object, above: str = "") -> None:
        """Place what a mapping of rows holds, with the groups in it."""
        if not isinstance(rows, Mapping):
            self._problem(_("这里应是行名和各列数字的映射，却是{found}", found=shown(rows)), above)
            return
        for name, inside in rows.items():
            row = f"{above}.{name}" if above else name
            if isinstance(row, str) and row in self._names.groups:
                self.rows(inside, row)
            elif not isinstance(name, str) or row not in self._names.rows:
                self._unknown_row(name, above)
            elif not isinstance(inside, Mapping):
                self._no_columns(row, inside)
            else:
                for column, value in inside.items():
                    self._place(row, column, value)
                self._given.add(row)

    def records(self, records: object) -> None:
        """Place what records (row, column, figure) hold."""
        if not isinstance(records, Iterable) or isinstance(records, str | Mapping):
            self._problem(_("这里应是（行, 列, 数）的序列，却是{found}", found=shown(records)))
            return
        for number, record in enumerate(records, 1):
            parts = tuple(record) if isinstance(record, Iterable) else ()
            if len(parts) != 3 or isinstance(record, str | Mapping):
                message = _(
                    "第 {number} 条应是（行, 列, 数），却是{found}",
                    number=number,
                    found=shown(record),
                )
                self._problem(message)
                continue
            row, column, value = parts
            if isinstance(row, str) and row in self._names.rows:
                self._place(row, column, value)
                self._given.add(row)
            else:
                self._unknown_row(row, "")

    def _place(self, row: str, column: object, value: object) -> None:
        cell = self._names.cells.get((row, column)) if isinstance(column, str) else None
        if cell is None:
            self._unknown_column(row, column)
        elif cell.ref in self._values:
            self._problem(_("这一格给了两次"), f"{row}.{column}")
        else:
            self._problems += figure_problems(value, cell.kind, str(cell.ref))
            self._values[cell.ref] = value  # type: ignore[assignment]

    def _no_columns(self, row: str, found: object) -> None:
        message = _(
            "这一行应写成各列的映射，列名为：{columns}，却是{found}",
            columns=Listed("、", self._names.rows[row]),
            found=shown(found),
        )
        self._problem(message, row)

    def _unknown_row(self, name: object, above: str) -> None:
        row = f"{above}.{name}" if above else str(name)
        group, _point, last = row.rpartition(".")
        if group in self._names.groups:
            above, name = group, last
        usual = self._names.below(f"{above}." if above else "")
        names = usual if above else tuple(dict.fromkeys((*usual, *self._names.rows)))
        message = _(
            "{edition} 年格式没有这一行；应为：{names}",
            edition=self._spec.edition,
            names=nearest(name, names, usual),
        )
        others = (other for other in self._others() if row in _known_rows(other))
        self._problem(self._advised(message, others), row)

    def _unknown_column(self, row: str, column: object) -> None:
        message = _(
            "{edition} 年格式的这一行没有这一列；应为：{names}",
            edition=self._spec.edition,
            names=nearest(column, self._names.rows[row]),
        )
        others = (each for each in self._others() if column in _names(each).rows.get(row, ()))
        self._problem(self._advised(message, others), f"{row}.{column}")

    def _advised(self, message: Message, others: Iterator[TableSpec]) -> Message:
        """The message, with the edition to write where another one has the name."""
        other = next(others, None)
        if other is None:
            return message
        return _(
            "{message}；{edition} 年格式有，按那个格式填的写 edition={written}",
            message=message,
            edition=other.edition,
            written=f'"{other.edition}"',
        )

    def _others(self) -> Iterator[TableSpec]:
        forms = (each.tables[self._key] for each in editions())
        return (spec for spec in forms if spec.edition != self._spec.edition)

    def _problem(self, message: Message, path: str = "") -> None:
        self._problems.append(Problem(message, f"{self._key}.{path}" if path else self._key))


def _known_rows(spec: TableSpec) -> frozenset[str]:
    names = _names(spec)
    return frozenset(names.rows) | names.groups
