"""Findings about a report and those of the units that it sums up (GK8xx)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity, Suspect
from gkdoc.messages import Message, _
from gkdoc.model import NOT_ENTERED, Number, TableValues, counts_as, printed
from gkdoc.spec import CellRef


@frozen
class ChildrenRule:
    """One kind of finding about a parent and its children; `id` never changes its meaning."""

    id: str
    severity: Severity
    sentence: Message

    def finding(self, message: Message, address: str = "", label: str = "") -> Finding:
        """A finding of this kind."""
        return Finding(self.id, self.severity, message, address, label)


PARENT_DIFFERS: Final = ChildrenRule(
    "GK801", Severity.ERROR, _("汇总报告的每一格，应等于本级数与所属各单位数之和。")
)
CHILD_LACKING: Final = ChildrenRule(
    "GK802", Severity.WARNING, _("所属各单位应各有一份同一年度、同一格式的报告，不缺、不重。")
)
NO_NUMBER: Final = ChildrenRule(
    "GK803", Severity.WARNING, _("所属各单位表中每一格都应是数字；不是数字的、缺少的格不计入汇总。")
)

RULES: Final = (PARENT_DIFFERS, CHILD_LACKING, NO_NUMBER)
"""Every kind of finding about parents and children, in the order of the ids."""


def differing_sums(
    parent: TableValues, sums: Mapping[CellRef, Number], *, own: Mapping[CellRef, Number] | None
) -> Iterator[Finding]:
    """A finding for each cell of a parent that is not `sums`, the sum of own share and children.

    `own` is the own share, which is in the sums. None where it is not known: then a cell is wrong
    only where the children alone have more. A cell that shows no number is compared as 0.
    """
    for ref, value in parent:
        if value is NOT_ENTERED:
            continue
        here, expected = counts_as(value), sums.get(ref, 0)
        if here == expected or (own is None and here > expected):
            continue
        mine = own.get(ref, 0) if own is not None else 0
        share = _("本级 {ref}，", ref=printed(mine)) if own is not None else ""
        more = _("应为") if own is not None else _("至少应为")
        message = _(
            "汇总报告是 {value}；{share}所属单位合计 {below}，{more} {expected}",
            value=printed(value) or _("空白"),
            share=share,
            below=printed(expected - mine),
            more=more,
            expected=printed(expected),
        )
        found = PARENT_DIFFERS.finding(message, str(ref), parent.spec.cells[ref].label)
        suspect = Suspect(str(ref), printed(value), printed(expected))
        yield evolve(found, suspects=(suspect,))
