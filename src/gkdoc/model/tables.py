"""The three statutory tables: figures by address, over the spec of their edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Final, Literal, Self

from attrs import field, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.model.given import figure_problems, not_that, refuse, shown
from gkdoc.model.names import ApplicationsRows, ProactiveRows, RemediesRows
from gkdoc.model.rows import placed_records, placed_rows
from gkdoc.model.values import NOT_ENTERED, Absent, CellValue, Text, is_plausible, printed
from gkdoc.spec import CellRef, TableSpec, table

_TYPES: Final = frozenset({int, Decimal, Text, Absent})


def _entered(values: Mapping[CellRef, CellValue]) -> Mapping[CellRef, CellValue]:
    """A copy of the values somebody entered."""
    if not isinstance(values, Mapping):
        refuse([Problem(_("应是各格数字的映射，却是{found}", found=shown(values)), "values")])
    return {ref: value for ref, value in values.items() if value is not NOT_ENTERED}


@frozen
class TableValues:
    """The figures of one table: `values["carried_in", "total"]` is one cell.

    `spec` is the printed form of the table. `entered` holds the cells that have a value; asking for
    another cell of the form gives `NOT_ENTERED`, asking for one the form lacks raises KeyError.
    InputError for a value where the form has no cell, and for what is no value of a cell.
    """

    spec: TableSpec
    entered: Mapping[CellRef, CellValue] = field(converter=_entered)

    @entered.validator
    def _known(self, _: object, entered: Mapping[CellRef, CellValue]) -> None:
        if not isinstance(self.spec, TableSpec):
            refuse([Problem(not_that("gkdoc.spec.table(…)", self.spec), "spec")])
        cells = self.spec.cells
        if not (entered.keys() <= cells.keys() and set(map(type, entered.values())) <= _TYPES):
            refuse(_wrong_cells(self.spec, entered))

    def __hash__(self) -> int:
        return hash((self.spec, frozenset(self.entered.items())))

    def __reduce__(
        self,
    ) -> tuple[Callable[..., TableValues], tuple[TableSpec, tuple[CellValue, ...]]]:
        """Values go to another process without the addresses that the form knows."""
        return _in_order, (self.spec, tuple(value for _, value in self))

    def __getitem__(self, address: tuple[str, str]) -> CellValue:
        return self.at(CellRef(self.spec.key, *address))

    def at(self, ref: CellRef) -> CellValue:
        """The value of the cell; KeyError if this form has no such cell."""
        if ref not in self.spec.cells:
            raise KeyError(str(ref))
        return self.entered.get(ref, NOT_ENTERED)

    def __iter__(self) -> Iterator[tuple[CellRef, CellValue]]:
        """Every cell of the form with its value, in the form's order."""
        return ((ref, self.entered.get(ref, NOT_ENTERED)) for ref in self.spec.cells)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The words in each cell of the form, in order; ValueError if one was not entered."""
        entered = self.entered
        return tuple([printed(entered.get(ref, NOT_ENTERED)) for ref in self.spec.cells])

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The figures that no report can be built with: NaN, and those with too many digits."""
        found = [
            (ref, value, problem)
            for ref, value in self.entered.items()
            for problem in figure_problems(value, self.spec.cells[ref].kind, str(ref))
        ]
        # A total may have more digits than its parts.
        totals = {total.total for total in self.spec.sums} if found else ()
        return tuple(
            problem
            for ref, value, problem in found
            if not (ref in totals and isinstance(value, int | Decimal) and is_plausible(value))
        )

    def changed(self, changes: Mapping[CellRef, CellValue]) -> TableValues:
        """These values with some of them replaced."""
        return TableValues(self.spec, {**self.entered, **changes})

    @property
    def undivided(self) -> bool:
        """True if rows that this edition's form divides were printed as one."""
        divisible = table(self.spec.key, self.spec.edition).divisions
        return any(row in self.spec.rows for row in divisible)


def _in_order(spec: TableSpec, values: tuple[CellValue, ...]) -> TableValues:
    return TableValues(spec, dict(zip(spec.cells, values, strict=True)))


def _wrong_cells(spec: TableSpec, entered: Mapping[CellRef, CellValue]) -> Iterator[Problem]:
    for ref, value in entered.items():
        if ref in spec.cells:
            yield from figure_problems(value, spec.cells[ref].kind, str(ref))
        else:
            message = _("{edition} 年格式没有这一格", edition=spec.edition)
            yield Problem(message, str(ref))


@frozen
class StatutoryTable:
    """One of the three tables. `edition` is that of the form it was printed from.

    `assumed` is True where nobody said by which edition the figures are: it is then the newest.
    """

    key: ClassVar[str]

    values: TableValues
    assumed: bool = field(default=False, kw_only=True, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        values: object = self.values
        if not isinstance(values, TableValues):
            message = not_that(f"{type(self).__name__}.of(…)", values)
        elif values.spec.key != self.key:
            title = values.spec.title
            message = _("这是“{title}”的数字，不能放进这张表", title=title)
        else:
            return
        raise InputError(None, [Problem(message, self.key)])

    @classmethod
    def from_records(
        cls,
        records: Iterable[tuple[str, str, CellValue]],
        *,
        edition: str | None = None,
        rest: Literal[0] | None = None,
    ) -> Self:
        """The table from records (row, column, figure), as a database gives them.

        Names, `edition`, `rest` and errors are those of `of`; a cell that is given twice is a
        problem too.
        """
        placed = placed_records(cls.key, records, edition, rest)
        return cls(TableValues(*placed), assumed=edition is None)

    @classmethod
    def _of(cls, rows: object, edition: str | None, rest: int | None) -> Self:
        placed = placed_rows(cls.key, rows, edition, rest)
        return cls(TableValues(*placed), assumed=edition is None)

    @property
    def edition(self) -> str:
        """The name of the edition of the form."""
        return self.values.spec.edition


@frozen
class Proactive(StatutoryTable):
    """二、主动公开政府信息情况.

    Counts, and one decimal: the fees in 万元. The documents in force are the stock at 31 December;
    the decisions are all that were made in the year, published or not. The 2019 form counts items
    and has a signed change.

    Source: 条例 art. 20 (1), (5), (6), (8), in 2019 also (9); 国办公开办函〔2021〕30号 and
    〔2019〕60号.
    """

    key = "proactive"

    @classmethod
    def of(
        cls, rows: ProactiveRows, *, edition: str | None = None, rest: Literal[0] | None = None
    ) -> Self:
        """The table with these figures by row and column, in the form of `edition`.

        Without `edition` that is the newest form; a `Report` for a year whose form is another one
        then asks for it. A row that stands below another one is nested in it or named with a point
        (`denied.deliberation`); a table that prints divisible rows as one is recognised by the name
        of that row. With `rest=0` every other cell is 0 but for the totals: those that are not
        given are computed, those that are given stay and are checked. InputError has a problem for
        every row and column that the form lacks and for every value that is no figure.
        """
        return cls._of(rows, edition, rest)


@frozen
class Applications(StatutoryTable):
    """三、收到和处理政府信息公开申请情况.

    Counts of applications, by applicant and by outcome. In each column 新收 + 上年结转 = 总计 +
    结转下年; an application granted in part counts once.

    Source: 条例 arts. 27–42, 50 (2); 国办公开办函〔2021〕30号, 〔2019〕60号.
    """

    key = "applications"

    @classmethod
    def of(
        cls, rows: ApplicationsRows, *, edition: str | None = None, rest: Literal[0] | None = None
    ) -> Self:
        """The table with these figures; everything as in `Proactive.of`."""
        return cls._of(rows, edition, rest)


@frozen
class Remedies(StatutoryTable):
    """四、政府信息公开行政复议、行政诉讼情况.

    Counts of cases. A case counts for the organ whose act is at issue, not for its reviewer.

    Source: 条例 art. 50 (3); 国办公开办函〔2021〕30号, 〔2016〕201号.
    """

    key = "remedies"

    @classmethod
    def of(
        cls, rows: RemediesRows, *, edition: str | None = None, rest: Literal[0] | None = None
    ) -> Self:
        """The table with these figures; everything as in `Proactive.of`."""
        return cls._of(rows, edition, rest)
