"""The figures of a report as templates of docxtpl reach them: by address, in loops, in sums.

Jinja prints `str(value)` where it does not escape, and asks for `__html__` where it does: both are
markup here, and say that they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn, Self, TypeAlias

from attrs import frozen
from markupsafe import Markup

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.model import NOT_ENTERED, CellValue, Number, TableValues, printed
from gkdoc.ooxml.markup import text_markup


def _reckoned(name: str) -> Callable[..., Any]:
    """The operation of Decimal with that name, which takes floats as they are written."""

    def reckon(amount: Amount, *others: object) -> object:
        exact = (Decimal(str(other)) if isinstance(other, float) else other for other in others)
        result = getattr(Decimal, name)(amount, *exact)
        return Amount(result) if isinstance(result, Decimal) else result

    return reckon


class Amount(Decimal):
    """A figure with decimals, printed digit by digit; it may be reckoned with floats too."""

    __slots__ = ()

    def __str__(self) -> str:
        return format(Decimal(self), "f")

    __add__, __radd__ = _reckoned("__add__"), _reckoned("__radd__")
    __sub__, __rsub__ = _reckoned("__sub__"), _reckoned("__rsub__")
    __mul__, __rmul__ = _reckoned("__mul__"), _reckoned("__rmul__")
    __truediv__, __rtruediv__ = _reckoned("__truediv__"), _reckoned("__rtruediv__")
    __neg__, __abs__, __round__ = map(_reckoned, ("__neg__", "__abs__", "__round__"))


@frozen(eq=False)
class Wording:
    """A cell that shows words or nothing: it prints as it is, and no sum can be made of it."""

    text: str
    address: str
    label: str

    def __str__(self) -> str:
        return Markup(text_markup(self.text))

    __html__ = __str__

    def __bool__(self) -> bool:
        return bool(self.text)

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Wording) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __format__(self, specification: str) -> str:
        return self._no_number() if specification else str(self)

    def _no_number(self, *_others: object) -> NoReturn:
        shown = _("是“{text}”，不是数字", text=self.text) if self.text else _("是空白，不是 0")
        message = _("{label}{shown}，模板不能拿它计算或比较大小", label=self.label, shown=shown)
        raise InputError(None, [Problem(message, path=self.address)])

    # Jinja's own filters (int, float) make 0 of what raises TypeError or ValueError.
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _no_number
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _no_number
    __pow__ = __rpow__ = __neg__ = __pos__ = __abs__ = __round__ = _no_number
    __int__ = __float__ = __index__ = __complex__ = _no_number
    __lt__ = __le__ = __gt__ = __ge__ = _no_number


Figure: TypeAlias = int | Amount | Wording


@frozen
class Row:
    """A row of a table: `row.total`, or `row.figures` in the order of the form.

    `label` is that of the form, `name` the last word of its address, `columns` are the labels of
    the figures.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    by_name: Mapping[str, Figure]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order of the form."""
        return tuple(self.by_name.values())

    def __getitem__(self, name: str) -> Figure:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)


@frozen
class Rows:
    """Rows that stand under one word: `applications.denied`; each by its name, all as `rows`."""

    rows: tuple[Row, ...]
    by_name: Mapping[str, Row | Rows]

    def __getitem__(self, name: str) -> Row | Rows:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@frozen
class Figures(Rows):
    """A whole table; printed, it is the statutory table as markup."""

    markup: str

    def __str__(self) -> str:
        return Markup(self.markup)

    __html__ = __str__

    @classmethod
    def of(cls, values: TableValues, markup: str) -> Self:
        """The figures of `values`; those that nobody entered are not there."""
        rows = dict(_rows(values))
        return cls(tuple(rows.values()), _branches(rows), markup)


@frozen
class Own:
    """Fields of an office's own by their names; one that the report lacks is `Lacking`."""

    by_name: Mapping[str, object]
    address: str = "fields"

    def __getitem__(self, name: str) -> object:
        return self.by_name.get(name, Lacking(f"{self.address}.{name}"))

    def __bool__(self) -> bool:
        return bool(self.by_name)


@frozen
class Lacking:
    """A field that the report lacks: a template may ask whether it is there, and no more."""

    address: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        name = self.address.partition(".")[2]
        message = _("模板要填“{name}”，报告的自有栏目里没有", name=name)
        raise InputError(None, [Problem(message, path=self.address)])

    __html__ = __str__


def _rows(values: TableValues) -> Iterator[tuple[str, Row]]:
    spec = values.spec
    by_row: dict[str, dict[str, Figure]] = {name: {} for name in spec.rows}
    columns: dict[str, list[str]] = {name: [] for name in spec.rows}
    for ref, value in values:
        if value is not NOT_ENTERED:
            cell = spec.cells[ref]
            by_row[ref.row][ref.column] = _figure(value, str(ref), cell.label)
            columns[ref.row].append(cell.column_labels[-1])
    for name, figures in by_row.items():
        label = spec.row_labels[name]
        yield name, Row(name.rpartition(".")[2], label, tuple(columns[name]), figures)


def _branches(rows: Mapping[str, Row]) -> Mapping[str, Row | Rows]:
    """The rows by the first words of their names."""
    found: dict[str, Row | Rows] = {}
    for name, row in rows.items():
        first, _dot, rest = name.partition(".")
        if not rest:
            found[first] = row
        elif first not in found:
            below = {
                other.removeprefix(f"{first}."): each
                for other, each in rows.items()
                if other.startswith(f"{first}.")
            }
            found[first] = Rows(tuple(below.values()), _branches(below))
    return found


def number(value: Number) -> int | Amount:
    """A number that a template may reckon with."""
    return value if isinstance(value, int) else Amount(value)


def _figure(value: CellValue, address: str, label: str) -> Figure:
    if isinstance(value, int | Decimal):
        return number(value)
    return Wording(printed(value), address, label)
