"""Rules about table four, 政府信息公开行政复议、行政诉讼情况 (GK4xx)."""

from __future__ import annotations

from collections.abc import Iterator

from gkdoc.check.rule import Remark, rule
from gkdoc.check.subject import Subject
from gkdoc.check.sums import wording
from gkdoc.findings import Severity
from gkdoc.messages import _

_TABLE = "remedies"


@rule("GK401", Severity.ERROR)
def outcomes_add_up(subject: Subject) -> Iterator[Remark]:
    """表四每一组，总计应等于维持、纠正、其他结果和尚未审结之和。"""
    yield from wording.remarks(subject, _TABLE, "GK401")


@rule("GK404", Severity.INFORMATION)
def cases_follow_applications(subject: Subject) -> Iterator[Remark]:
    """没有收到也没有结转申请的机关，一般不会有复议、诉讼案件。"""
    cases, applications = subject.tables.get(_TABLE), subject.tables.get("applications")
    if cases is None or applications is None:
        return
    begun = (applications.spec.role("received"), applications.spec.role("carried_in"))
    total = applications.spec.role("total")
    handled = [applications[row, total] for row in begun if row is not None and total is not None]
    counted = [(ref, value) for ref, value in cases if isinstance(value, int) and value > 0]
    if handled == [0, 0] and counted:
        first, count = counted[-1]
        yield Remark(
            _TABLE,
            _(
                "表三新收和结转都是 0，表四却有案件（{label} {count} 件），"
                "请核对是否为以前年度的申请或主动公开引起",
                label=cases.spec.cells[first].label,
                count=count,
            ),
        )
