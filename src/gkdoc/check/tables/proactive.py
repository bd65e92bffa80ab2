"""Rules about table two, 主动公开政府信息情况 (GK2xx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gkdoc.check.figures import counted_rows
from gkdoc.check.rule import Remark, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.model import Organ

_TABLE = "proactive"

# 立法法: rules are made by departments of the State Council, by provinces, and by the governments
# of cities divided into districts and of autonomous prefectures.
_MAKE_RULES = {("government", "state"), ("government", "province"), ("government", "city")}


@rule("GK202", Severity.WARNING)
def documents_in_force_include_the_new_ones(subject: Subject) -> Iterator[Remark]:
    """现行有效件数，一般不少于本年制发件数减去本年废止件数。"""
    for row, (issued, repealed, in_force) in _rows(subject, "issued", "repealed", "in_force"):
        if in_force < issued - repealed:
            yield Remark(
                f"{_TABLE}.{row}.in_force",
                _(
                    "现行有效 {in_force} 件，少于本年制发 {issued} 件减去废止 {repealed} 件"
                    "（{difference} 件）",
                    in_force=in_force,
                    issued=issued,
                    repealed=repealed,
                    difference=issued - repealed,
                ),
            )


@rule("GK203", Severity.WARNING)
def rules_are_made_by_those_who_may(subject: Subject) -> Iterator[Remark]:
    """无权制定规章的机关，规章各格应为 0。"""
    values, organ = subject.tables.get(_TABLE), subject.report.organ
    if values is None or organ is None or _may_make_rules(organ):
        return
    row = values.spec.role("rules")
    for ref, count in values:
        if ref.row == row and isinstance(count, int) and count > 0:
            yield Remark(str(ref), _("本机关无权制定规章，这里填了 {count} 件", count=count))
            return


@rule("GK205", Severity.WARNING)
def edition_follows_from_the_year(subject: Subject) -> Iterator[Remark]:
    """表二应使用报告年度对应的格式版本。"""
    values = subject.tables.get(_TABLE)
    expected = subject.form.edition
    if values is not None and values.spec.edition != expected:
        yield Remark(
            _TABLE,
            _(
                "{year} 年度报告应使用 {expected} 年格式的表二，这里用的是 {edition} 年格式",
                year=subject.report.year,
                expected=expected,
                edition=values.spec.edition,
            ),
        )


@rule("GK206", Severity.WARNING)
def published_documents_and_items_are_possible(subject: Subject) -> Iterator[Remark]:
    """2019 年格式：新公开数量不多于对外公开总数量；上一年项目数量加增减不小于 0。"""
    for row, (disclosed, stock) in _rows(subject, "disclosed", "disclosed_total"):
        if disclosed > stock:
            yield Remark(
                f"{_TABLE}.{row}.disclosed_total",
                _(
                    "共公开 {stock} 件，少于本年新公开的 {disclosed} 件",
                    stock=stock,
                    disclosed=disclosed,
                ),
            )
    for row, (items, change) in _rows(subject, "items_last_year", "change"):
        if items + change < 0:
            yield Remark(
                f"{_TABLE}.{row}.change",
                _(
                    "上一年 {items} 项，本年增减 {change} 项，合计 {total} 项，不可能小于 0",
                    items=items,
                    change=change,
                    total=items + change,
                ),
                severity=Severity.ERROR,
            )


def _rows(subject: Subject, *columns: str) -> Iterable[tuple[str, Sequence[int]]]:
    """The rows of the table with a whole number in each of these columns, and the numbers."""
    values = subject.tables.get(_TABLE)
    return counted_rows(values, *columns).items() if values is not None else ()


def _may_make_rules(organ: Organ) -> bool:
    """True if the organ makes rules, or if that is not known."""
    if organ.level in {"county", "township"}:
        return False
    if organ.level is None or organ.kind is None:
        return True
    return organ.level == "state" or (organ.kind, organ.level) in _MAKE_RULES
