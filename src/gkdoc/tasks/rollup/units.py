"""The units of a rollup: files read and checked, and tables fitted to those of the parent."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final, TypeAlias

from attrs import field, frozen

from gkdoc.check.figures import sound
from gkdoc.errors import Failure, GkdocError, InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    Number,
    Rollup,
    TableValues,
    Text,
    completed,
    counts_as,
    printed,
)
from gkdoc.model.totals import divisions, leaves
from gkdoc.read import read_file
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from gkdoc.read.source import content_of
from gkdoc.spec import CellRef, TableSpec
from gkdoc.tasks.examine import examined
from gkdoc.tasks.executors import in_order
from gkdoc.tasks.rollup.made import is_made

_GROUP: Final = 8
"""So many files go to another process at once."""


class UnitStatus(Enum):
    """The fate of a unit; the values are the words for people."""

    OWN = _("本级")
    COUNTED = _("已计入")
    PARTLY = _("部分计入")
    UNREAD = _("没有读出")
    OTHER_YEAR = _("年度不符")
    DOUBLED = _("重复")
    PARENT = _("汇总单位")
    MISSING = _("缺报")


ADDED: Final = (UnitStatus.OWN, UnitStatus.COUNTED, UnitStatus.PARTLY)
"""The units whose figures are in the sums."""


@frozen
class Unit:
    """A file and what is in it; `agency` and `year` are empty and 0 where it was not read.

    `problems` says why it was not. `tables` has the figures as they were printed, by name. `rollup`
    is there where they are sums of an earlier rollup; `is_list` is True for its workbook and its
    JSON, which are no reports.
    """

    path: Path
    agency: str = ""
    year: int = 0
    tables: Mapping[str, TableValues] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    rollup: Rollup | None = None
    is_list: bool = False

    @property
    def was_read(self) -> bool:
        """True if the file could be read."""
        return not self.problems

    @property
    def fingerprint(self) -> int:
        """Tells the figures of one unit from those of another, in this process.

        A total that was left out is the one that comes out.
        """
        return hash(
            frozenset(
                (ref, printed(value))
                for values in self.tables.values()
                for ref, value in completed(values).entered.items()
            )
        )

    def count(self, severity: Severity) -> int:
        """The number of findings of this weight."""
        return sum(finding.severity is severity for finding in self.findings)


def examine(path: Path) -> Unit:
    """The file read and checked; nothing is raised for a file that cannot be."""
    try:
        if is_made(content_of(path)):
            return Unit(path, is_list=True)
        reading = read_file(path, partial=True)
        beside = waivers_beside(path)
        waivers = read_waivers(beside) if beside is not None else ()
    except GkdocError as error:
        problems = error.problems if isinstance(error, InputError) else (Problem(error.message),)
        return Unit(path, problems=problems)
    report = reading.report
    return Unit(
        path=path,
        agency=report.agency,
        year=report.year,
        tables={key: sound(own.values) for key, own in report.tables.items()},
        findings=examined(reading, waivers=waivers),
        rollup=report.rollup,
    )


def examine_some(paths: Sequence[Path]) -> list[Unit]:
    """Several files, one after another."""
    return [examine(path) for path in paths]


def examine_all(
    paths: Iterable[Path], executor: Executor | None = None, ahead: int = 32
) -> Iterator[Unit]:
    """Each file read and checked, in their order, no more than some groups of them at once.

    `executor` does the work in threads, processes or on a cluster; None does it here.
    """
    if executor is None:
        for path in paths:
            yield from examine_some((path,))
        return
    for group, result in in_order(examine_some, paths, executor, size=_GROUP, ahead=ahead):
        if isinstance(result, Exception):
            message = Failure.of(result).message
            yield from (Unit(path, problems=(Problem(message),)) for path in group)
        else:
            yield from result


@frozen
class Contributions:
    """Which unit adds how much to a cell, in the order of units; a few bytes for each."""

    _units: array[int] = field(factory=lambda: array("L"), init=False)
    _counts: array[int] = field(factory=lambda: array("q"), init=False)
    _decimals: dict[int, Decimal] = field(factory=dict, init=False)

    def add(self, unit: int, figure: Number) -> None:
        """Note that the unit of this number adds `figure`."""
        if isinstance(figure, Decimal):
            self._decimals[len(self._units)] = figure
            self._counts.append(0)
        else:
            self._counts.append(figure)
        self._units.append(unit)

    def __iter__(self) -> Iterator[tuple[int, Number]]:
        """The number of each unit, and its figure."""
        for position, (unit, count) in enumerate(zip(self._units, self._counts, strict=True)):
            yield unit, self._decimals.get(position, count)

    def sum(self) -> Number:
        """All figures together."""
        return sum(self._counts) + sum(self._decimals.values())


@frozen
class Share:
    """The figures that a unit adds to one table of the parent: those not 0, totals included.

    `form` is that of the parent's table.
    `refused` says why the table adds nothing, `silent` are cells that hold no number, `lacking`
    those that the unit's table does not have.
    """

    form: TableSpec
    figures: Mapping[CellRef, Number] = field(factory=dict)
    refused: Message | None = None
    silent: tuple[CellRef, ...] = ()
    lacking: tuple[CellRef, ...] = ()

    @property
    def whole(self) -> bool:
        """True if every cell of the table was counted."""
        return not (self.refused or self.silent or self.lacking)


@frozen
class UnitLine:
    """One unit and what became of it: its name or that of its file, and remarks about it.

    `shares` has what it adds to each table by name; empty where nothing of it counts. `unit` is
    None for a unit on the roster of which there is no file.
    """

    name: str
    status: UnitStatus
    unit: Unit | None = None
    shares: Mapping[str, Share] = field(factory=dict)
    remarks: tuple[Message, ...] = ()


def share_of(values: TableValues | None, form: TableSpec) -> Share:
    """The share of a unit, whose table is `values`, in a table that is printed by `form`.

    Only cells that are no totals are added up; the totals follow from them.
    """
    if values is None:
        return Share(form, refused=_("没有看到这张表"))
    found = _fitted(values, form)
    if isinstance(found, Message):
        return Share(form, refused=found)
    fitted, flaws = found
    shown = {**fitted, **flaws}
    parts = leaves(form)
    single = [ref for ref, of in parts.items() if of == {ref}]
    figures: dict[CellRef, Number] = {}
    for ref, of in parts.items():
        number = sum(counts_as(fitted.get(leaf, NOT_ENTERED)) for leaf in of)
        if number != 0:
            figures[ref] = number
    return Share(
        form,
        figures,
        silent=tuple(ref for ref in single if _is_silent(shown.get(ref, NOT_ENTERED))),
        lacking=tuple(ref for ref in single if shown.get(ref, NOT_ENTERED) is NOT_ENTERED),
    )


def _is_silent(value: CellValue) -> bool:
    return value is BLANK or isinstance(value, Text)


_Cells: TypeAlias = Mapping[CellRef, CellValue]


def _fitted(values: TableValues, form: TableSpec) -> tuple[_Cells, _Cells] | Message:
    """The cells of a unit by the rows of `form`; why not, where that would be guessing.

    Beside them, for a cell that is the sum of several, the one of them that holds no number.
    """
    spec = values.spec
    if spec.rows == form.rows:
        return values.entered, {}
    own = {row for row in spec.rows if row not in form.rows}
    asked = {row for row in form.rows if row not in spec.rows}
    joined: dict[CellRef, CellValue] = {}
    flaws: dict[CellRef, CellValue] = {}
    for row, parts in divisions(spec.key).items():
        if row in own and asked >= set(parts):
            if any(counts_as(values[row, column]) != 0 for column in spec.rows[row]):
                return _(
                    "“{row}”没有分项，不知道各项是多少；请单位分项填写，"
                    "或者加 --undivided 按一行汇总",
                    row=spec.row_labels[row],
                )
            joined |= {
                CellRef(spec.key, part, column): values[row, column]
                for part in parts
                for column in form.rows[part]
            }
        elif row in asked and own >= set(parts):
            for column in form.rows[row]:
                cells = [values[part, column] for part in parts]
                ref = CellRef(spec.key, row, column)
                joined[ref] = sum(map(counts_as, cells))
                without = [cell for cell in cells if not isinstance(cell, int)]
                if without:
                    flaws[ref] = without[0]
        else:
            continue
        own -= {row, *parts}
        asked -= {row, *parts}
    same = all(spec.rows[row] == form.rows[row] for row in spec.rows if row in form.rows)
    if own or asked or not same:
        return _(
            "按 {edition} 年格式填写，与汇总用的 {edition2} 年格式栏目不同",
            edition=spec.edition,
            edition2=form.edition,
        )
    kept = {ref: value for ref, value in values.entered.items() if ref.row in form.rows}
    return {**kept, **joined}, flaws
