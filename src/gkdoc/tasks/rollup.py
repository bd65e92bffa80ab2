"""The reports of many units become the tables of the office above them: own share + children.

Units come one after another and are let go again: kept are the sums, and for each cell which unit
adds how much to it. Nothing counts that was not read, and nothing counts twice.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

from attrs import field, frozen

from gkdoc.check.children import CHILD_LACKING, NO_NUMBER, ChildrenRule, differing_sums
from gkdoc.check.sound import sound
from gkdoc.errors import InputError, Problem, UsageError
from gkdoc.findings import Finding
from gkdoc.model import (
    NOT_ENTERED,
    Applications,
    Number,
    Proactive,
    Remedies,
    Report,
    StatutoryTable,
    TableValues,
    completed,
)
from gkdoc.model.parts import leaves
from gkdoc.read.roster import same_name
from gkdoc.spec import CellRef, TableSpec, edition_for
from gkdoc.tasks.batch import Failure, in_order
from gkdoc.tasks.rollup_units import Share, Unit, examine_some, share_of
from gkdoc.text.unwritten import marks_in

_TABLES: Final[tuple[type[StatutoryTable], ...]] = (Proactive, Applications, Remedies)
_MOST_CELLS_LISTED: Final = 3
_GROUP: Final = 8
"""So many files go to another process at once."""


class UnitStatus(Enum):
    """What became of a unit; the values are the words for people."""

    OWN = "本级"
    COUNTED = "已计入"
    PARTLY = "部分计入"
    UNREAD = "没有读出"
    OTHER_YEAR = "年度不符"
    DOUBLED = "重复"
    PARENT = "汇总单位"
    MISSING = "缺报"


ADDED: Final = (UnitStatus.OWN, UnitStatus.COUNTED, UnitStatus.PARTLY)
"""The units whose figures are in the sums."""


@frozen
class UnitLine:
    """What became of one unit: its name or that of its file, and what is to be said about it.

    `shares` has what it adds to each table by name; empty where nothing of it counts. `unit` is
    None for a unit on the roster of which there is no file.
    """

    name: str
    status: UnitStatus
    unit: Unit | None = None
    shares: Mapping[str, Share] = field(factory=dict)
    remarks: tuple[str, ...] = ()


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
class RolledUp:
    """The parent's tables in `report`, and what is to be said about them and the units.

    `names` are the units that count, `counts` how many units have each status.
    """

    report: Report
    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    counts: Mapping[UnitStatus, int]
    contributions: Mapping[CellRef, Contributions]

    def provenance(self, ref: CellRef) -> tuple[tuple[str, Number], ...]:
        """Each unit that adds something to the cell, with its figure; they add up to the cell."""
        found = self.contributions.get(ref, ())
        return tuple((self.names[number], figure) for number, figure in found)


@frozen(kw_only=True)
class Plan:
    """What is asked of a rollup.

    `year` None is that of `own`, of `against`, or of the first file that is read. `own` is the own
    share of the parent, `against` the parent's finished report that is to be held against the sums.
    `undivided` sums up rows that the form divides as the one row that some units print.
    """

    year: int | None = None
    agency: str = ""
    own: Unit | None = None
    against: Report | None = None
    roster: tuple[str, ...] = ()
    undivided: bool = False


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


def roll_up(
    units: Iterable[Unit], plan: Plan, each: Callable[[UnitLine], None] = lambda _: None
) -> RolledUp:
    """The parent's tables from its units; `each` is called with what became of every one.

    The own share comes first, missing units last. InputError for an own share that was not read,
    UsageError where the year of the own share or of
    the parent is another one, or where no unit has figures that count.
    """
    sums = _Sums(plan)
    if plan.own is not None:
        if not plan.own.was_read:
            raise InputError(plan.own.path, plan.own.problems)
        each(sums.add_own(plan.own))
    for unit in units:
        each(sums.add(unit))
    for line in sums.missing():
        each(line)
    return sums.result()


class _Sums:
    """What is kept while the units pass."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._year = _year(plan)
        self._forms: Mapping[str, TableSpec] = {}
        self._contributions: dict[CellRef, Contributions] = {}
        self._names: list[str] = []
        self._seen: dict[str, tuple[str, int]] = {}
        self._own: Mapping[CellRef, Number] | None = None
        self._filled: Counter[str] = Counter()
        self._counts: Counter[UnitStatus] = Counter()
        self._findings: list[Finding] = []

    @property
    def forms(self) -> Mapping[str, TableSpec]:
        """The form of each table of the parent, by name."""
        if not self._forms and self._year is not None:
            self._forms = _forms(self._plan, self._year)
        return self._forms

    def add_own(self, unit: Unit) -> UnitLine:
        """The own share of the parent counts like a unit."""
        line = self._counted(unit, unit.agency, UnitStatus.OWN)
        self._own = {
            ref: figure for share in line.shares.values() for ref, figure in share.figures.items()
        }
        return line

    def add(self, unit: Unit) -> UnitLine:
        """What becomes of the unit."""
        if not unit.was_read:
            remarks = tuple(map(str, unit.problems))
            return self._left_out(unit, UnitStatus.UNREAD, remarks, f"没有读出：{remarks[0]}")
        if not same_name(unit.agency) or marks_in(unit.agency):
            remark = "没有写机关名称，不知道是哪个单位的"
            return self._left_out(unit, UnitStatus.UNREAD, (remark,), remark)
        if self._year is None:
            self._year = unit.year
        if unit.year != self._year:
            remark = f"是 {unit.year} 年度的报告，汇总的是 {self._year} 年度"
            return self._left_out(unit, UnitStatus.OTHER_YEAR, (remark,), remark)
        first = self._seen.get(same_name(unit.agency))
        if first is not None:
            same = first[1] == _fingerprint(unit)
            remark = f"与 {first[0]} 是同一单位，{'数字相同' if same else '数字不同'}，只计前一份"
            return self._left_out(unit, UnitStatus.DOUBLED, (remark,), remark)
        if same_name(unit.agency) == same_name(self._agency()):
            remark = "是汇总单位自己的：本级的数字用 --own 写明，以前的汇总不要放在里面"
            return self._left_out(unit, UnitStatus.PARENT, (remark,), remark)
        return self._counted(unit, unit.agency, UnitStatus.COUNTED)

    def missing(self) -> Iterator[UnitLine]:
        """The units of the roster of which nothing counts."""
        for name in self._plan.roster:
            if same_name(name) not in self._seen:
                self._counts[UnitStatus.MISSING] += 1
                self._find(f"名单上的“{name}”没有可以计入的报告")
                yield UnitLine(name, UnitStatus.MISSING, remarks=("名单上有，没有可以计入的报告",))

    def result(self) -> RolledUp:
        """The parent."""
        if self._year is None:
            raise UsageError("没有一个文件读得出来，也没有写明 --year，无法汇总")
        tables = {
            key: TableValues(spec, {ref: self._sum(ref) for ref in leaves(spec)})
            for key, spec in self.forms.items()
            if self._filled[key]
        }
        if not tables:
            raise UsageError("没有一个单位的数字可以计入，没有可写的汇总")
        report = Report(agency=self._agency(), year=self._year).with_tables(
            {kind.key: kind(tables[kind.key]) for kind in _TABLES if kind.key in tables}
        )
        return RolledUp(
            report=report,
            findings=(*self._against(tables), *self._findings),
            names=tuple(self._names),
            counts=dict(self._counts),
            contributions=self._contributions,
        )

    def _counted(self, unit: Unit, name: str, status: UnitStatus) -> UnitLine:
        number = len(self._names)
        self._names.append(name)
        self._seen[same_name(name)] = (str(unit.path), _fingerprint(unit))
        shares = {key: share_of(unit.tables.get(key), spec) for key, spec in self.forms.items()}
        for key, share in shares.items():
            self._filled[key] += not share.refused
            for ref, figure in share.figures.items():
                if ref not in self._contributions:
                    self._contributions[ref] = Contributions()
                self._contributions[ref].add(number, figure)
        remarks = []
        for rule, remark in self._remarks(shares):
            remarks.append(remark)
            self._find(f"{name}（{unit.path}）：{remark}", rule)
        if status is UnitStatus.COUNTED and not all(share.whole for share in shares.values()):
            status = UnitStatus.PARTLY
        if self._plan.roster and status is not UnitStatus.OWN and not self._on_roster(name):
            remarks.append("不在名单上")
            self._find(f"{name}（{unit.path}）：不在名单上，仍然计入")
        self._counts[status] += 1
        return UnitLine(name, status, unit, shares, tuple(remarks))

    def _left_out(
        self, unit: Unit, status: UnitStatus, remarks: tuple[str, ...], why: str
    ) -> UnitLine:
        name = unit.agency or unit.path.name
        self._counts[status] += 1
        shown = f"{unit.agency}（{unit.path}）" if unit.agency else str(unit.path)
        self._find(f"{shown}：没有计入，{why}")
        return UnitLine(name, status, unit, remarks=remarks)

    def _remarks(self, shares: Mapping[str, Share]) -> Iterator[tuple[ChildrenRule, str]]:
        for key, share in shares.items():
            spec = self.forms[key]
            if share.refused:
                yield CHILD_LACKING, f"“{spec.title}”没有计入：{share.refused}"
            if share.silent:
                count, cells = len(share.silent), _cells(share.silent, spec)
                yield NO_NUMBER, f"“{spec.title}”有 {count} 格不是数字，没有计入：{cells}"
            if share.lacking:
                count, cells = len(share.lacking), _cells(share.lacking, spec)
                yield NO_NUMBER, f"“{spec.title}”缺 {count} 格：{cells}"

    def _on_roster(self, name: str) -> bool:
        return same_name(name) in set(map(same_name, self._plan.roster))

    def _find(self, message: str, rule: ChildrenRule = CHILD_LACKING) -> None:
        self._findings.append(rule.finding(message))

    def _sum(self, ref: CellRef) -> Number:
        found = self._contributions.get(ref)
        return found.sum() if found is not None else 0

    def _against(self, tables: Mapping[str, TableValues]) -> Iterator[Finding]:
        """Where the finished report of the parent differs."""
        if self._plan.against is None:
            return
        parent = self._plan.against.tables
        for key, spec in self.forms.items():
            if key not in parent:
                yield CHILD_LACKING.finding("汇总报告里没有这张表，没有核对", key, spec.title)
                continue
            if key not in tables:
                message = "所属单位的报告里都没有这张表，没有核对"
                yield CHILD_LACKING.finding(message, key, spec.title)
                continue
            values = completed(sound(parent[key].values))
            if values.spec.rows != spec.rows:
                message = f"汇总报告按 {values.spec.edition} 年格式填写，栏目不同，没有核对"
                yield CHILD_LACKING.finding(message, key, values.spec.title)
                continue
            lacking = tuple(ref for ref, value in values if value is NOT_ENTERED)
            if lacking:
                message = f"汇总报告缺 {len(lacking)} 格，没有核对：{_cells(lacking, spec)}"
                yield NO_NUMBER.finding(message, key, spec.title)
            sums = {ref: self._sum(ref) for ref in spec.cells}
            yield from differing_sums(values, sums, own=self._own)

    def _agency(self) -> str:
        plan = self._plan
        return (
            plan.agency
            or (plan.own.agency if plan.own is not None else "")
            or (plan.against.agency if plan.against is not None else "")
        )


def _year(plan: Plan) -> int | None:
    """The year that is asked for; None where nothing says."""
    said = {
        "--year": plan.year,
        "本级的报告": plan.own.year if plan.own is not None and plan.own.was_read else None,
        "汇总报告": plan.against.year if plan.against is not None else None,
    }
    years = {words: year for words, year in said.items() if year is not None}
    if len(set(years.values())) > 1:
        listed = "，".join(f"{words}是 {year} 年度" for words, year in years.items())
        raise UsageError(f"年度不一致：{listed}")
    return next(iter(years.values()), None)


def _forms(plan: Plan, year: int) -> Mapping[str, TableSpec]:
    """The form of each table: that of the own share or of the parent, otherwise the year's."""
    usual = edition_for(year).tables
    own = plan.own.tables if plan.own is not None else {}
    parent = plan.against.tables if plan.against is not None else {}
    found = {}
    for key, spec in usual.items():
        if key in own:
            chosen = own[key].spec
        elif key in parent:
            chosen = parent[key].values.spec
        else:
            chosen = spec
        found[key] = chosen.undivided if plan.undivided else chosen
    return found


def _fingerprint(unit: Unit) -> int:
    """Tells the figures of one unit from those of another, in this process."""
    return hash(
        frozenset(
            (ref, str(value))
            for values in unit.tables.values()
            for ref, value in values.entered.items()
        )
    )


def _cells(refs: tuple[CellRef, ...], spec: TableSpec) -> str:
    listed = "、".join(f"“{spec.cells[ref].label}”" for ref in refs[:_MOST_CELLS_LISTED])
    return f"{listed}等" if len(refs) > _MOST_CELLS_LISTED else listed
