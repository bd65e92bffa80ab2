"""`gkdoc rollup`: the reports of many units become the tables of the office above them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

import click
from attrs import evolve

from gkdoc.cli.commands import TranslatedCommand
from gkdoc.cli.console import FINDINGS, counted, finding_line, tell, warn
from gkdoc.cli.folders import allow_missing_option, given_files
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    JSON,
    REPORT_YEAR,
    WORKBOOK,
    YAML,
    assert_ending,
    assert_writable,
    data_file,
    details_option,
    labels_option,
    loaded,
    output_option,
    real,
    write,
)
from gkdoc.errors import NotCompletedError, UsageError
from gkdoc.findings import has_errors
from gkdoc.messages import Listed, _
from gkdoc.model import SeenReport
from gkdoc.tasks.processes import processes
from gkdoc.tasks.rollup.output import RollupBook, RollupLines
from gkdoc.tasks.rollup.plan import Plan
from gkdoc.tasks.rollup.roster import read_roster
from gkdoc.tasks.rollup.sums import RolledUp, roll_up
from gkdoc.tasks.rollup.units import ADDED, Unit, UnitLine, UnitStatus, examine, examine_all
from gkdoc.text.marks import mark

_Function: TypeAlias = Callable[..., Any]
_MOST_LISTED: Final = 100


def _once(_context: click.Context, option: click.Parameter, given: tuple[Path, ...]) -> Path | None:
    """The file that an option names: of two files, one would be left out in silence."""
    name, count = option.opts[0], len(given)
    if count > 1:
        raise UsageError(_("{opts} 只能写一次，却写了 {count} 次", opts=name, count=count))
    return given[0] if given else None


def _file_option(name: str, metavar: str, words: str) -> Callable[[_Function], _Function]:
    return click.option(name, type=FILE, multiple=True, callback=_once, metavar=metavar, help=words)


@click.command("rollup", cls=TranslatedCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar=_("文件…"))
@output_option
@_file_option("--own", _("本级报告"), _("本级自己的数据或报告，与各单位一起相加"))
@_file_option("--roster", _("名单"), _("应当报送的单位，CSV、.xlsx 或 YAML"))
@_file_option("--against", _("汇总报告"), _("已有的汇总报告，逐格核对对不对"))
@click.option(
    "--year",
    type=REPORT_YEAR,
    metavar=_("年度"),
    help=_("汇总哪一年，默认是本级报告或第一个文件的年度"),
)
@click.option("--agency", default="", metavar=_("机关"), help=_("写进汇总数据的机关名称"))
@_file_option("--into", _("数据文件"), _("其余内容照抄这份数据，只换三张表"))
@click.option("--undivided", is_flag=True, help=_("（六）其他处理按一行汇总，不分项"))
@click.option(
    "--with-rollups",
    is_flag=True,
    help=_("以前的汇总也计入，即使它的下级单位也在这里"),
)
@allow_missing_option
@click.option("--workbook", type=FILE, metavar=_("文件"), help=_("另写一份工作簿，每个单位一行"))
@details_option
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    metavar=_("个数"),
    help=_("同时用几个进程，默认与处理器个数相同"),
)
@labels_option
@click.pass_obj
def command(
    say: Language,
    *,
    files: tuple[Path, ...],
    output: Path,
    own: Path | None,
    roster: Path | None,
    against: Path | None,
    year: int | None,
    agency: str,
    into: Path | None,
    undivided: bool,
    with_rollups: bool,
    allow_missing: bool,
    workbook: Path | None,
    details: Path | None,
    jobs: int,
    labels: bool,
) -> int:
    """把所属各单位的报告汇总成上级的三张表，逐个检查，每一格由谁加成都能查到。

    文件可以是数据文件，也可以是已经做好的报告，各种格式可以混在一起；文件夹就是其中所有的文件。
    读不出来的单独列出，不当作 0。
    """
    assert_ending(output, YAML, JSON)
    assert_ending(workbook, WORKBOOK)
    assert_ending(details, JSON)
    outputs, parts = (output, workbook, details), (own, roster, against, into)
    assert_writable(outputs, (*files, *parts))
    apart = set(map(real, filter(None, (*parts, *outputs))))
    given = given_files(files, apart)
    for remark in given.remarks:
        warn(remark, say)
    base = loaded(into)
    plan = Plan(
        year=year if year is not None else (base.year if base is not None else None),
        agency=agency or (base.agency if base is not None else ""),
        own=examine(own) if own is not None else None,
        against=loaded(against),
        roster=read_roster(roster) if roster is not None else (),
        undivided=undivided,
        with_rollups=with_rollups,
    )
    unread = [Unit(Path(str(each.source)), problems=each.problems) for each in given.unread]
    book = RollupBook() if workbook is not None else None
    lines = RollupLines()
    printer = _Printer(say)

    def each(line: UnitLine) -> None:
        printer.line(line)
        lines(line)
        if book is not None:
            book(line)

    try:
        with processes(jobs, len(given.files)) as executor:
            units = chain(examine_all(given.files, executor), unread)
            rolled_up = roll_up(units, plan, each)
        contents: dict[Path, bytes | Iterator[bytes]] = {
            output: data_file(_into(base, rolled_up.report), output, labels=labels)
        }
        if workbook is not None and book is not None:
            contents[workbook] = book.finish(rolled_up)
        if details is not None:
            contents[details] = lines.finish(rolled_up)
    finally:
        if book is not None:
            book.close()
    printer.summary(rolled_up, plan)
    copied = _copied(base, rolled_up.report)
    if copied:
        listed = Listed("、", (_("“{title}”", title=title) for title in copied))
        warn(_("所属单位的报告里都没有{listed}，写出的是 --into 里的数字", listed=listed), say)
    write(contents, say)
    code = _code(rolled_up, printer, allow_missing=allow_missing)
    return max(code, FINDINGS) if copied else code


def _copied(base: SeenReport | None, parent: SeenReport) -> list[str]:
    """The titles of the tables that stay as they were in the data that the sums go into."""
    if base is None:
        return []
    return [
        table.values.spec.title for key, table in base.tables.items() if key not in parent.tables
    ]


def _into(base: SeenReport | None, parent: SeenReport) -> SeenReport:
    if base is None:
        return parent if parent.agency else evolve(parent, agency=mark("机关名称"))
    there, summed = base.year, parent.year
    if there != summed:
        raise UsageError(
            _("--into 的数据是 {there} 年度，汇总的是 {summed} 年度", there=there, summed=summed)
        )
    return evolve(base.with_tables(parent.tables), rollup=parent.rollup)


def _code(rolled_up: RolledUp, printer: _Printer, *, allow_missing: bool) -> int:
    unread = rolled_up.counts.get(UnitStatus.UNREAD)
    if unread and not allow_missing:
        return NotCompletedError.exit_code
    doubtful = unread or rolled_up.counts.get(UnitStatus.PARENT)
    return FINDINGS if doubtful or has_errors(rolled_up.findings) or printer.errors else 0


class _Printer:
    """Says what somebody has to look at, while the units pass."""

    def __init__(self, say: Language) -> None:
        self._say = say
        self._listed = 0
        self.errors = 0

    def line(self, line: UnitLine) -> None:
        """One line for a unit about which there is something to say."""
        errors, warnings, _rest = counted(line.unit.findings if line.unit is not None else ())
        self.errors += errors
        remarks = [*line.remarks]
        if errors:
            remarks.append(
                _("检查发现错误 {errors} 项，警告 {warnings} 项", errors=errors, warnings=warnings)
            )
        if not remarks:
            return
        self._listed += 1
        if self._listed <= _MOST_LISTED:
            said = Listed("；", remarks)
            warn(Listed("  ", (line.name, line.status.value, said)), self._say)
        elif self._listed == _MOST_LISTED + 1:
            warn(_("其余单位不再列出，全部见 --workbook 或 --details"), self._say)

    def summary(self, rolled_up: RolledUp, plan: Plan) -> None:
        """How many units have each status, and where the parent's own report differs."""
        if plan.against is not None:
            wrong = [each for each in rolled_up.findings if each.address]
            for finding in wrong:
                click.echo(finding_line(finding, self._say), err=True)
            if not wrong and plan.own is not None:
                tell(_("汇总报告与本级、所属单位之和逐格一致"), self._say)
            elif not wrong:
                tell(_("汇总报告没有一格少于所属单位之和；没有写明本级，多出的不算错"), self._say)
        tell(_("汇总 {year} 年度", year=rolled_up.report.year), self._say)
        if rolled_up.shortfall is not None:
            warn(rolled_up.shortfall, self._say)
        for status in UnitStatus:
            count = rolled_up.counts.get(status, 0)
            if status in ADDED or count:
                click.echo(f"{count:>7}  {self._say(status.value)}")
