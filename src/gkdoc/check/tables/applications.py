"""Rules about table three (GK3xx), and the cases of table four that follow from it (GK404)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.check.rule import Remark, prose_text, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.spec import CellRef

_TABLE = "applications"

# A notice to pay, or an amount that was taken, which presupposes one.
_CHARGE_NOTICE = re.compile(
    r"(?:收费|缴费|交费|缴纳|付费)[^。；]{0,12}通知|通知[^。；]{0,16}(?:缴纳|缴费|交费|收费)"
    r"|逾期[^。；]{0,8}(?:未|不)(?:缴|交)"
    r"|(?:收取|收缴|计收|缴纳|收费)[^。；]{0,40}?[1-9１-９][0-9０-９.,，]{0,15} ?(?:万元|元)"
)


@rule("GK306", Severity.INFORMATION)
def few_are_carried_out(subject: Subject) -> Iterator[Remark]:
    """结转下年度的件数一般不会超过本年新收的件数。"""
    values = subject.tables.get(_TABLE)
    if values is None:
        return
    spec = values.spec
    end, start = spec.role("carried_out"), spec.role("received")
    if end is None or start is None:
        return
    exceeding = [
        (CellRef(_TABLE, end, column), carried, received)
        for column in spec.rows[end]
        if isinstance(carried := values[end, column], int)
        and isinstance(received := values[start, column], int)
        and carried > received
    ]
    # Where a kind of applicant exceeds, the total may only follow from it.
    single = [found for found in exceeding if found[0].column != spec.role("total")]
    for ref, carried, received in single or exceeding:
        label = spec.row_labels[ref.row]
        yield Remark(
            str(ref),
            _(
                "“{label}”{carried} 件，多于本年新收的 {received} 件，请核对办理时限",
                label=label,
                carried=carried,
                received=received,
            ),
        )


@rule("GK307", Severity.WARNING)
def unpaid_fees_follow_a_notice(subject: Subject) -> Iterator[Remark]:
    """表三有逾期未缴费不再处理的件数时，第六部分应说明收费通知的情况。"""
    values = subject.tables.get(_TABLE)
    section = subject.report.other_matters
    if values is None or section is None:
        return
    row, total = values.spec.role("fee_unpaid"), values.spec.role("total")
    if row is None or total is None:
        return
    count = values[row, total]
    told = _CHARGE_NOTICE.search(prose_text(section.outline))
    if isinstance(count, int) and count > 0 and not told:
        yield Remark(
            str(CellRef(_TABLE, row, total)),
            _("这里有 {count} 件，但第六部分没有说明发出收费通知的情况", count=count),
        )


@rule("GK308", Severity.WARNING)
def other_results_are_divided(subject: Subject) -> Iterator[Remark]:
    """2021 年度起，（六）其他处理应分三项填写。"""
    values = subject.tables.get(_TABLE)
    if values is None:
        return
    for row, parts in subject.form.tables[_TABLE].divisions.items():
        if row in values.spec.rows:
            yield Remark(
                f"{_TABLE}.{row}",
                _(
                    "只填了一行，{edition} 年格式要求分成 {count} 项填写",
                    edition=subject.form.edition,
                    count=len(parts),
                ),
            )


@rule("GK404", Severity.INFORMATION)
def cases_follow_applications(subject: Subject) -> Iterator[Remark]:
    """没有收到也没有结转申请的机关，一般不会有复议、诉讼案件。"""
    cases, applications = subject.tables.get("remedies"), subject.tables.get(_TABLE)
    if cases is None or applications is None:
        return
    begun = (applications.spec.role("received"), applications.spec.role("carried_in"))
    total = applications.spec.role("total")
    handled = [applications[row, total] for row in begun if row is not None and total is not None]
    counted = [(ref, value) for ref, value in cases if isinstance(value, int) and value > 0]
    if handled == [0, 0] and counted:
        first, count = counted[-1]
        yield Remark(
            cases.spec.key,
            _(
                "表三新收和结转都是 0，表四却有案件（{label} {count} 件），"
                "请核对是否为以前年度的申请或主动公开引起",
                label=cases.spec.cells[first].label,
                count=count,
            ),
        )
