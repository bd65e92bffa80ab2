"""The three statutory tables: figures by address, over the spec of their edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import ClassVar, Self

from attrs import field, frozen

from gkdoc.model.values import NOT_ENTERED, CellValue, printed
from gkdoc.spec import CellRef, TableSpec, table


def _entered(values: Mapping[CellRef, CellValue]) -> Mapping[CellRef, CellValue]:
    """A copy of the values somebody entered."""
    return {ref: value for ref, value in values.items() if value is not NOT_ENTERED}


@frozen
class TableValues:
    """The figures of one table: `values["carried_in", "total"]` is one cell.

    `spec` is the printed form of the table. `entered` holds the cells that have a value; asking for
    another cell of the form gives `NOT_ENTERED`, asking for one the form lacks raises KeyError.
    """

    spec: TableSpec
    entered: Mapping[CellRef, CellValue] = field(converter=_entered)

    @entered.validator
    def _known(self, _: object, entered: Mapping[CellRef, CellValue]) -> None:
        unknown = [str(ref) for ref in entered if ref not in self.spec.cells]
        if unknown:
            raise KeyError(f"no such cells in this form: {', '.join(unknown)}")

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


@frozen
class StatutoryTable:
    """One of the three tables. `edition` is that of the form it was printed from."""

    key: ClassVar[str]

    values: TableValues = field()

    @values.validator
    def _own(self, _: object, values: TableValues) -> None:
        if values.spec.key != self.key:
            raise ValueError(f"{values.spec.key} given where {self.key} belongs")

    @classmethod
    def of(cls, edition: str, rows: Mapping[str, Mapping[str, CellValue]]) -> Self:
        """The table with these figures by row and column name, in the form of `edition`.

        A table that prints divisible rows as one is recognised by its row name.
        KeyError for a row or a column that the form does not have.
        """
        spec = table(cls.key, edition)
        if any(row in spec.divisions for row in rows):
            spec = spec.undivided
        return cls(
            TableValues(
                spec,
                {
                    CellRef(cls.key, row, column): value
                    for row, columns in rows.items()
                    for column, value in columns.items()
                },
            )
        )

    @property
    def edition(self) -> str:
        """The edition of the form: 2021 or 2019."""
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


@frozen
class Applications(StatutoryTable):
    """三、收到和处理政府信息公开申请情况.

    Counts of applications, by applicant and by outcome. In each column 新收 + 上年结转 = 总计 +
    结转下年; an application granted in part counts once.

    Source: 条例 arts. 27–42, 50 (2); 国办公开办函〔2021〕30号, 〔2019〕60号.
    """

    key = "applications"


@frozen
class Remedies(StatutoryTable):
    """四、政府信息公开行政复议、行政诉讼情况.

    Counts of cases. A case counts for the organ whose act is at issue, not for its reviewer.

    Source: 条例 art. 50 (3); 国办公开办函〔2021〕30号, 〔2016〕201号.
    """

    key = "remedies"
