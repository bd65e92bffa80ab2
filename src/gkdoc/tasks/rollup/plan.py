"""A rollup as it is asked for, and what follows from that: its year, the forms of its tables."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from gkdoc.errors import UsageError
from gkdoc.messages import Listed, _
from gkdoc.model import SeenReport
from gkdoc.spec import TableSpec, edition_for
from gkdoc.tasks.rollup.units import Unit


@frozen(kw_only=True)
class Plan:
    """A rollup as it is asked for.

    `year` None is that of `own`, of `against`, or of the first file that is read. `own` is the own
    share of the parent, `against` the parent's finished report that is to be held against the sums.
    `undivided` sums up rows that the form divides as the one row that some units print. An earlier
    rollup is not added to units that are in it, unless `with_rollups` asks for that.
    """

    year: int | None = None
    agency: str = ""
    own: Unit | None = None
    against: SeenReport | None = None
    roster: tuple[str, ...] = ()
    undivided: bool = False
    with_rollups: bool = False


def year_of(plan: Plan) -> int | None:
    """The year that is asked for; None where nothing says."""
    said = {
        "--year": plan.year,
        _("本级的报告"): plan.own.year if plan.own is not None and plan.own.was_read else None,
        _("汇总报告"): plan.against.year if plan.against is not None else None,
    }
    years = {words: year for words, year in said.items() if year is not None}
    if len(set(years.values())) > 1:
        each = (_("{words}是 {year} 年度", words=words, year=year) for words, year in years.items())
        raise UsageError(_("年度不一致：{listed}", listed=Listed("，", each)))
    return next(iter(years.values()), None)


def forms_of(plan: Plan, year: int) -> Mapping[str, TableSpec]:
    """The form of each table: that of the own share or of the parent, otherwise the year's."""
    forms = dict(edition_for(year).tables)
    if plan.against is not None:
        forms |= {key: table.values.spec for key, table in plan.against.tables.items()}
    if plan.own is not None:
        forms |= {key: values.spec for key, values in plan.own.tables.items()}
    return {key: form.undivided if plan.undivided else form for key, form in forms.items()}
