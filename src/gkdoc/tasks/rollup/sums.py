"""The reports of many units become the tables of the office above them: own share + children.

Units come one after another and are let go again: kept are the sums, and for each cell which unit
adds how much to it. Nothing counts that was not read, and nothing counts twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from attrs import frozen

from gkdoc.check.figures import sound
from gkdoc.errors import InputError, UsageError
from gkdoc.findings import Finding
from gkdoc.messages import Listed, Message, _
from gkdoc.model import (
    NOT_ENTERED,
    Applications,
    Number,
    Proactive,
    Remedies,
    Rollup,
    SeenReport,
    StatutoryTable,
    TableValues,
    completed,
)
from gkdoc.model.totals import leaves
from gkdoc.spec import CellRef, TableSpec
from gkdoc.tasks.rollup.against import CHILD_LACKING, NO_NUMBER, ChildrenRule, differing_sums
from gkdoc.tasks.rollup.plan import Plan, forms_of, year_of
from gkdoc.tasks.rollup.roster import same_name
from gkdoc.tasks.rollup.units import (
    Contributions,
    Share,
    Unit,
    UnitLine,
    UnitStatus,
    examine,
    examine_all,
    share_of,
)
from gkdoc.text.marks import marks_in

_TABLES: Final[tuple[type[StatutoryTable], ...]] = (Proactive, Applications, Remedies)
_MOST_LISTED: Final = 3
_MOST_NAMED: Final = 100


@frozen
class RolledUp:
    """The parent's tables in `report`, and what is to be said about them and the units.

    `names` are the units that count, `counts` how many units have each status. `unread` are files
    and folders that could not be read, `missing` the units of the roster of which nothing counts.
    """

    report: SeenReport
    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    counts: Mapping[UnitStatus, int]
    contributions: Mapping[CellRef, Contributions]
    unread: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Everything that is not in the sums and should be, by name."""
        return (*self.unread, *self.missing)

    @property
    def shortfall(self) -> Message | None:
        """How many units are missing at least, and which; None if nothing is known to be."""
        if not self.incomplete:
            return None
        count = max(len(self.unread), len(self.missing))
        named = [
            _("名单上的 {names}", names=Listed("、", self.missing[:_MOST_NAMED])),
            _("没有读出的 {names}", names=Listed("、", self.unread[:_MOST_NAMED])),
        ]
        kept = (words for words, own in zip(named, (self.missing, self.unread), strict=True) if own)
        return _("汇总不完整，缺 {count} 家：{kept}", count=count, kept=Listed("；", kept))

    def provenance(self, ref: CellRef) -> tuple[tuple[str, Number], ...]:
        """Each unit that adds something to the cell, with its figure; they add up to the cell."""
        found = self.contributions.get(ref, ())
        return tuple((self.names[number], figure) for number, figure in found)


def rollup(  # noqa: PLR0913 - a rollup has options, all by keyword
    files: Iterable[Path | str],
    *,
    year: int | None = None,
    agency: str = "",
    own: Path | str | None = None,
    against: SeenReport | None = None,
    roster: Sequence[str] = (),
    undivided: bool = False,
    with_rollups: bool = False,
    executor: Executor | None = None,
    each: Callable[[UnitLine], None] = lambda _: None,
) -> RolledUp:
    """The tables of the office above the units whose reports the `files` are, with provenance.

    `year` None is that of `own`, of `against`, or of the first file that is read. `own` is the file
    with the own share, `against` the finished report that is to be held against the sums, `roster`
    the names of all units. `undivided` sums up rows that the form divides as the one row that some
    units print. An earlier rollup among the files comes after all others, and counts only where
    nothing in it counts already, unless `with_rollups` asks for it. `executor` reads and checks in
    threads, processes or on a cluster. `each` is called with what became of every unit; files that
    cannot be read are among them, and never count as 0: they are named in `report.rollup`.

    InputError for an own share that was not read, UsageError where no unit has figures that count,
    or where the year of the own share or of `against` is another one.
    """
    plan = Plan(
        year=year,
        agency=agency,
        own=examine(Path(own)) if own is not None else None,
        against=against,
        roster=tuple(roster),
        undivided=undivided,
        with_rollups=with_rollups,
    )
    return roll_up(examine_all(map(Path, files), executor), plan, each)


def roll_up(
    units: Iterable[Unit], plan: Plan, each: Callable[[UnitLine], None] = lambda _: None
) -> RolledUp:
    """The parent's tables from its units; `each` is called with what became of every one.

    The own share comes first, then the units in their order, earlier rollups behind them, missing
    units last. InputError for an own share that was not read, UsageError where the year of the own
    share or of the parent is another one, or where no unit has figures that count.
    """
    sums = _Sums(plan)
    if plan.own is not None:
        if not plan.own.was_read:
            raise InputError(plan.own.path, plan.own.problems)
        each(sums.add_own(plan.own))
    rollups: list[Unit] = []
    for unit in units:
        if unit.rollup is not None:
            rollups.append(unit)
        else:
            each(sums.add(unit))
    for unit in sorted(rollups, key=_size):
        each(sums.add(unit))
    for line in sums.missing():
        each(line)
    return sums.result()


def _size(unit: Unit) -> int:
    return len(unit.rollup.units) if unit.rollup is not None else 0


class _Sums:
    """The sums, and all that is kept while the units pass."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._year = year_of(plan)
        self._roster = {same_name(name) for name in plan.roster}
        self._forms: Mapping[str, TableSpec] = {}
        self._contributions: defaultdict[CellRef, Contributions] = defaultdict(Contributions)
        self._names: list[str] = []
        self._children: list[str] = []
        self._seen: dict[str, tuple[str, int]] = {}
        self._own: Mapping[CellRef, Number] | None = None
        self._filled: Counter[str] = Counter()
        self._counts: Counter[UnitStatus] = Counter()
        self._findings: list[Finding] = []
        # The rollup that was counted, by the units in it.
        self._within: dict[str, str] = {}
        self._unread: list[str] = []
        self._missing: list[str] = []

    @property
    def forms(self) -> Mapping[str, TableSpec]:
        """The form of each table of the parent, by name."""
        if not self._forms and self._year is not None:
            self._forms = forms_of(self._plan, self._year)
        return self._forms

    def add_own(self, unit: Unit) -> UnitLine:
        """The own share of the parent counts like a unit."""
        line = self._counted(unit, unit.agency, UnitStatus.OWN)
        self._own = {
            ref: figure for share in line.shares.values() for ref, figure in share.figures.items()
        }
        return line

    def add(self, unit: Unit) -> UnitLine:
        """The line that says what becomes of the unit."""
        if not unit.was_read:
            remarks = tuple(problem.sentence for problem in unit.problems)
            why = _("没有读出：{remarks}", remarks=remarks[0])
            return self._left_out(unit, UnitStatus.UNREAD, why, remarks)
        if unit.is_list:
            remark = _("是以前汇总时写出的清单，不是报告")
            return self._left_out(unit, UnitStatus.PARENT, remark)
        if (twice := self._counted_already(unit)) is not None:
            return self._left_out(unit, UnitStatus.PARENT, twice)
        if not same_name(unit.agency) or marks_in(unit.agency):
            remark = _("没有写机关名称，不知道是哪个单位的")
            return self._left_out(unit, UnitStatus.UNREAD, remark)
        if self._year is None:
            self._year = unit.year
        if unit.year != self._year:
            remark = _(
                "是 {year} 年度的报告，汇总的是 {year2} 年度", year=unit.year, year2=self._year
            )
            return self._left_out(unit, UnitStatus.OTHER_YEAR, remark)
        if same_name(unit.agency) in self._seen:
            first, figures = self._seen[same_name(unit.agency)]
            alike = _("数字相同") if figures == unit.fingerprint else _("数字不同")
            remark = _("与 {first} 是同一单位，{value}，只计前一份", first=first, value=alike)
            return self._left_out(unit, UnitStatus.DOUBLED, remark)
        if same_name(unit.agency) == same_name(self._agency()):
            remark = _("是汇总单位自己的：本级的数字用 --own 写明，以前的汇总不要放在里面")
            return self._left_out(unit, UnitStatus.PARENT, remark)
        return self._counted(unit, unit.agency, UnitStatus.COUNTED)

    def missing(self) -> Iterator[UnitLine]:
        """The units of the roster of which nothing counts."""
        for name in self._plan.roster:
            if same_name(name) not in self._seen:
                self._counts[UnitStatus.MISSING] += 1
                self._missing.append(name)
                self._find(_("名单上的“{name}”没有可以计入的报告", name=name))
                remark = _("名单上有，没有可以计入的报告")
                yield UnitLine(name, UnitStatus.MISSING, remarks=(remark,))

    def result(self) -> RolledUp:
        """The parent."""
        if self._year is None:
            raise UsageError(_("没有一个文件读得出来，也没有写明 --year，无法汇总"))
        tables = {
            key: TableValues(spec, {ref: self._sum(ref) for ref in leaves(spec)})
            for key, spec in self.forms.items()
            if self._filled[key]
        }
        if not tables:
            raise UsageError(_("没有一个单位的数字可以计入，没有可写的汇总"))
        units = dict.fromkeys(self._children)
        report = SeenReport(
            agency=self._agency(),
            year=self._year,
            rollup=Rollup(tuple(units), (*self._unread, *self._missing)),
        ).with_tables({kind.key: kind(tables[kind.key]) for kind in _TABLES if kind.key in tables})
        return RolledUp(
            report=report,
            findings=(*self._against(tables), *self._findings),
            names=tuple(self._names),
            counts=dict(self._counts),
            contributions=self._contributions,
            unread=tuple(self._unread),
            missing=tuple(self._missing),
        )

    def _counted(self, unit: Unit, name: str, status: UnitStatus) -> UnitLine:
        number, path = len(self._names), unit.path
        self._names.append(name)
        self._seen[same_name(name)] = (str(unit.path), unit.fingerprint)
        if status is not UnitStatus.OWN:
            self._children.append(name)
        if unit.rollup is not None:
            self._within |= {same_name(each): name for each in unit.rollup.units}
            self._children += unit.rollup.units
        shares = {key: share_of(unit.tables.get(key), spec) for key, spec in self.forms.items()}
        for key, share in shares.items():
            self._filled[key] += not share.refused
            for ref, figure in share.figures.items():
                self._contributions[ref].add(number, figure)
        remarks = []
        for rule, remark in self._remarks(shares):
            remarks.append(remark)
            self._find(_("{name}（{path}）：{remark}", name=name, path=path, remark=remark), rule)
        if status is UnitStatus.COUNTED and not all(share.whole for share in shares.values()):
            status = UnitStatus.PARTLY
        listed = not self._roster or same_name(name) in self._roster
        if status is not UnitStatus.OWN and not listed:
            remarks.append(_("不在名单上"))
            self._find(_("{name}（{path}）：不在名单上，仍然计入", name=name, path=path))
        self._counts[status] += 1
        return UnitLine(name, status, unit, shares, tuple(remarks))

    def _counted_already(self, unit: Unit) -> Message | None:
        """Why the unit would count twice: a rollup has it in it, or it is one of what counts."""
        parent = same_name(self._agency())
        if self._plan.with_rollups or same_name(unit.agency) == parent:
            return None
        way_out = _("再计就重复了；确实要计入的，加 --with-rollups")
        if whole := self._within.get(same_name(unit.agency)):
            return _("已经计在“{whole}”的汇总里，{way_out}", whole=whole, way_out=way_out)
        names = unit.rollup.units if unit.rollup is not None else ()
        counted = (self._seen.keys() | self._within.keys()) - {parent}
        both = [name for name in names if same_name(name) in counted]
        if not both:
            return None
        listed = Listed("、", (_("“{name}”", name=name) for name in both[:_MOST_LISTED]))
        return _(
            "是以前的汇总，其中 {count} 个单位已经计入（{listed}{more}），{way_out}",
            count=len(both),
            listed=listed,
            more=_("等") if len(both) > _MOST_LISTED else "",
            way_out=way_out,
        )

    def _left_out(
        self, unit: Unit, status: UnitStatus, why: Message, remarks: tuple[Message, ...] = ()
    ) -> UnitLine:
        self._counts[status] += 1
        agency, path = unit.agency, unit.path
        if status is UnitStatus.UNREAD:
            self._unread.append(path.name)
        shown = _("{agency}（{path}）", agency=agency, path=path) if agency else str(path)
        self._find(_("{shown}：没有计入，{why}", shown=shown, why=why))
        return UnitLine(agency or path.name, status, unit, remarks=remarks or (why,))

    def _remarks(self, shares: Mapping[str, Share]) -> Iterator[tuple[ChildrenRule, Message]]:
        for share in shares.values():
            title = share.form.title
            if share.refused:
                message = _("“{title}”没有计入：{refused}", title=title, refused=share.refused)
                yield CHILD_LACKING, message
            if share.silent:
                count, cells = len(share.silent), _cells(share.silent, share.form)
                message = _(
                    "“{title}”有 {count} 格不是数字，没有计入：{cells}",
                    title=title,
                    count=count,
                    cells=cells,
                )
                yield NO_NUMBER, message
            if share.lacking:
                count, cells = len(share.lacking), _cells(share.lacking, share.form)
                message = _(
                    "“{title}”缺 {count} 格：{cells}", title=title, count=count, cells=cells
                )
                yield NO_NUMBER, message

    def _find(self, message: Message, rule: ChildrenRule = CHILD_LACKING) -> None:
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
            values = completed(sound(parent[key].values)) if key in parent else None
            title = spec.title
            if values is None:
                message = _("汇总报告里没有这张表，没有核对")
            elif key not in tables:
                message = _("所属单位的报告里都没有这张表，没有核对")
            elif values.spec.rows != spec.rows:
                title, edition = values.spec.title, values.spec.edition
                message = _("汇总报告按 {edition} 年格式填写，栏目不同，没有核对", edition=edition)
            else:
                yield from self._compared(values, spec)
                continue
            yield CHILD_LACKING.finding(message, key, title)

    def _compared(self, parent: TableValues, form: TableSpec) -> Iterator[Finding]:
        lacking = tuple(ref for ref, value in parent if value is NOT_ENTERED)
        if lacking:
            count, cells = len(lacking), _cells(lacking, form)
            message = _("汇总报告缺 {count} 格，没有核对：{spec}", count=count, spec=cells)
            yield NO_NUMBER.finding(message, form.key, form.title)
        sums = {ref: self._sum(ref) for ref in form.cells}
        yield from differing_sums(parent, sums, own=self._own)

    def _agency(self) -> str:
        plan = self._plan
        return (
            plan.agency
            or (plan.own.agency if plan.own is not None else "")
            or (plan.against.agency if plan.against is not None else "")
        )


def _cells(refs: tuple[CellRef, ...], spec: TableSpec) -> Message:
    listed = Listed(
        "、", (_("“{label}”", label=spec.cells[ref].label) for ref in refs[:_MOST_LISTED])
    )
    return _("{listed}等", listed=listed) if len(refs) > _MOST_LISTED else listed
