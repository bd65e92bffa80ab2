"""Rules that compare with last year's report (GK5xx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from gkdoc.check.figures import counted_rows
from gkdoc.check.rule import Remark, paragraphs_of, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity, Suspect
from gkdoc.messages import Message, _
from gkdoc.model import NOT_ENTERED, SeenReport, TableValues, printed
from gkdoc.spec import CellRef
from gkdoc.text.blocks import Outline

_APPLICATIONS = "applications"
_PROACTIVE = "proactive"
_TOTAL = "total"
_REASONS = _("；因机构调整、汇总范围变化或更正而不同的，可说明理由后豁免")

_MOSTLY = 0.9
_SHORTEST_TEXT = 60
"""A short section (本年度没有收取信息处理费。) is rightly the same each year."""
_YEAR = re.compile(r"[12][0-9]{3}(?=年)|[〇○零一二三四五六七八九]{4}(?=年)")

# The opening paragraph names the law and the dates, and is meant to be the same each year.
_FORMAL = "introduction"


@rule("GK501", Severity.ERROR)
def carried_in_equals_last_years_carried_out(subject: Subject) -> Iterator[Remark]:
    """上年结转数，应与上一年度报告的结转下年度继续办理数一致。"""
    row, here, there = _carried(subject)
    if _TOTAL not in here or here[_TOTAL] == there[_TOTAL]:
        return
    differing = [column for column in here if here[column] != there[column]]
    off = sum(there[column] - here[column] for column in differing if column != _TOTAL)
    wanted = [_TOTAL]
    if off == there[_TOTAL] - here[_TOTAL]:
        wanted += [column for column in differing if column != _TOTAL]
    values = subject.tables[_APPLICATIONS]
    suspects = tuple(
        Suspect(str(ref), printed(values.at(ref)), str(there[ref.column]))
        for ref in (CellRef(_APPLICATIONS, row, column) for column in wanted)
    )
    yield Remark(
        str(CellRef(_APPLICATIONS, row, _TOTAL)),
        _differ(here[_TOTAL], there[_TOTAL]),
        suspects=suspects,
    )


@rule("GK502", Severity.WARNING)
def applicants_carried_in_equal_last_years(subject: Subject) -> Iterator[Remark]:
    """各类申请人的上年结转数，应与上一年度报告的结转下年度数一致。"""
    row, here, there = _carried(subject)
    if _TOTAL in here and here[_TOTAL] != there[_TOTAL]:
        return
    for column in here:
        if here[column] != there[column]:
            address = str(CellRef(_APPLICATIONS, row, column))
            yield Remark(
                address,
                _differ(here[column], there[column]),
                suspects=(Suspect(address, str(here[column]), str(there[column])),),
            )


def _differ(here: int, there: int) -> Message:
    return _(
        "上年结转 {here} 件，上年报告结转下年度 {there} 件{reasons}",
        here=here,
        there=there,
        reasons=_REASONS,
    )


@rule("GK503", Severity.WARNING)
def documents_in_force_follow_from_last_year(subject: Subject) -> Iterator[Remark]:
    """现行有效件数，应等于上一年度的现行有效件数加本年制发、减本年废止。"""
    for row in _rows(subject, "issued", "repealed", "in_force"):
        issued, repealed, in_force = row.here
        expected = row.there[2] + issued - repealed
        if in_force != expected:
            address = f"{_PROACTIVE}.{row.key}.in_force"
            yield Remark(
                address,
                _(
                    "现行有效 {in_force} 件；上年 {there} 件，本年制发 {issued} 件、"
                    "废止 {repealed} 件，应为 {expected} 件；"
                    "因失效、清理而不同的，可说明理由后豁免",
                    in_force=in_force,
                    there=row.there[2],
                    issued=issued,
                    repealed=repealed,
                    expected=expected,
                ),
                suspects=(Suspect(address, str(in_force), str(expected)),) if expected >= 0 else (),
            )


@rule("GK504", Severity.WARNING)
def prose_is_new(subject: Subject) -> Iterator[Remark]:
    """各部分文字应写本年度的情况，不应照抄上一年度报告。"""
    if subject.previous is None or not _is_last_year(subject):
        return
    last = subject.previous.prose
    for key, outline in subject.report.prose.items():
        if key != _FORMAL and _copied(outline, last.get(key, ())):
            yield Remark(key, _("这一部分与上一年度报告的文字相同，请按本年度的情况重写"))


@rule("GK505", Severity.WARNING)
def items_follow_from_last_year(subject: Subject) -> Iterator[Remark]:
    """2019 年格式：上一年项目数量，应等于上一年度报告的上一年项目数量加其增减。"""
    for row in _rows(subject, "items_last_year", "change"):
        items, change = row.there
        if row.here[0] != items + change:
            address = f"{_PROACTIVE}.{row.key}.items_last_year"
            yield Remark(
                address,
                _(
                    "上一年 {here} 项；上年报告为 {items} 项，增减 {change} 项，应为 {expected} 项",
                    here=row.here[0],
                    items=items,
                    change=change,
                    expected=items + change,
                ),
                suspects=(Suspect(address, str(row.here[0]), str(items + change)),),
            )


@rule("GK506", Severity.WARNING)
def previous_report_is_last_years(subject: Subject) -> Iterator[Remark]:
    """用来对照的报告，应为同一机关上一年度的报告。"""
    previous = subject.previous
    if previous is None:
        return
    if not _is_last_year(subject):
        yield Remark(
            "year",
            _(
                "对照的是 {year} 年度报告，应为 {expected} 年度，没有比较",
                year=previous.year,
                expected=subject.report.year - 1,
            ),
        )
    elif _name(previous) != _name(subject.report):
        yield Remark(
            "agency", _("对照的是“{agency}”的报告，请核对是否为同一机关", agency=previous.agency)
        )


@frozen
class _Row:
    """A row of table two in both reports: the whole numbers in the same columns."""

    key: str
    here: Sequence[int]
    there: Sequence[int]


def _rows(subject: Subject, *columns: str) -> Iterator[_Row]:
    """The rows of table two that both reports have in the same edition, with these columns."""
    here, there = subject.tables.get(_PROACTIVE), subject.previous_tables.get(_PROACTIVE)
    if here is None or there is None or here.spec.edition != there.spec.edition:
        return
    last = counted_rows(there, *columns)
    for key, counts in counted_rows(here, *columns).items() if _is_last_year(subject) else ():
        if key in last:
            yield _Row(key, counts, last[key])


def _carried(subject: Subject) -> tuple[str, Mapping[str, int], Mapping[str, int]]:
    """The row of what was carried in, and by applicant that and what last year's carries out.

    Only columns that were seen in both; none where the other report is not last year's.
    """
    here, there = subject.tables.get(_APPLICATIONS), subject.previous_tables.get(_APPLICATIONS)
    if here is None or there is None or not _is_last_year(subject):
        return "", {}, {}
    row, before = here.spec.role("carried_in"), there.spec.role("carried_out")
    if row is None or before is None:
        return "", {}, {}
    carried_in, carried_out = _counts(here, row), _counts(there, before)
    seen = {column: count for column, count in carried_in.items() if column in carried_out}
    return row, seen, {column: carried_out[column] for column in seen}


def _counts(values: TableValues, row: str) -> Mapping[str, int]:
    """The counts of a row that was seen; a total without a figure is the sum of the others."""
    entered = {
        column: value
        for column in values.spec.rows[row]
        if (value := values[row, column]) is not NOT_ENTERED
    }
    counts = {column: value if isinstance(value, int) else 0 for column, value in entered.items()}
    if _TOTAL in entered and not isinstance(entered[_TOTAL], int):
        counts[_TOTAL] = sum(count for column, count in counts.items() if column != _TOTAL)
    return counts


def _is_last_year(subject: Subject) -> bool:
    return subject.previous is not None and subject.previous.year == subject.report.year - 1


def _name(report: SeenReport) -> str:
    return "".join(report.agency.split())


def _copied(here: Outline, there: Outline) -> bool:
    """True if nearly all words of a section stand in last year's too, whatever year they name."""
    last = set(_paragraphs(there))
    paragraphs = list(_paragraphs(here))
    length = sum(map(len, paragraphs))
    same = sum(len(words) for words in paragraphs if words in last)
    return length >= _SHORTEST_TEXT and same >= length * _MOSTLY


def _paragraphs(outline: Outline) -> Iterator[str]:
    """The words of each block without white space and with no year in them."""
    for paragraph in paragraphs_of("", outline):
        yield _YEAR.sub("", "".join(paragraph.words.split()))
