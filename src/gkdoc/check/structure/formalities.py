"""Rules about the title, the date, the notices a report cites, and what it sums up.

GK105, GK108, GK109, GK804.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gkdoc.check.rule import TITLE, Remark, paragraphs, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import Organ, usual_title
from gkdoc.model.own_values import date_words

DATE = "signature.date"
"""Where the date of the report stands."""

ROLLUP = "rollup"
"""Where the units stand that were added up."""

_MOST_NAMED = 10

# 条例 art. 49: a department by 31 January, a government by 31 March of the year after; neither
# townships nor other bodies have a date there.
_LEGAL_DATES = {"department": (1, 31), "government": (3, 31)}
_WITHOUT_LEGAL_DATE = "township"

_BLANKS = re.compile(r"\s+")
_YEAR = re.compile("[12][0-9]{3}(?=年)|[〇○零一二三四五六七八九]{4}(?=年)")
_LIKE_ENOUGH = 0.7


@rule("GK105", Severity.WARNING)
def date_is_possible(subject: Subject) -> Iterator[Remark]:
    """落款日期在报告年度之后，并且不晚于法定日期：部门是次年1月31日，人民政府是次年3月31日。"""
    report = subject.report
    if report.signature is None:
        return
    day = report.signature.date
    date = date_words(day)
    if day.year <= report.year:
        message = _(
            "落款日期是{date}，{year} 年度的报告应在次年编制并公布", date=date, year=report.year
        )
        yield Remark(DATE, message, quote=date)
    elif (last := _legal_date(report.organ, report.year + 1)) is not None and day > last:
        message = _(
            "落款日期是{date}，晚于法定的{last}（《条例》第四十九条）",
            date=date,
            last=date_words(last),
        )
        yield Remark(DATE, message, quote=date)


@rule("GK804", Severity.WARNING)
def rollup_is_whole(subject: Subject) -> Iterator[Remark]:
    """汇总的数字，应包括全部所属单位。"""
    rollup = subject.report.rollup
    if rollup is None or not rollup.incomplete:
        return
    named = rollup.incomplete[:_MOST_NAMED]
    yield Remark(
        ROLLUP,
        _(
            "三张表是汇总来的，还缺 {count} 家：{names}{more}",
            count=len(rollup.incomplete),
            names=Listed("、", (_("“{name}”", name=name) for name in named)),
            more=_("等") if len(rollup.incomplete) > len(named) else "",
        ),
    )


def _legal_date(organ: Organ | None, year: int) -> datetime.date | None:
    """The last day of `year` on which the organ may publish; None where the law names none."""
    if organ is None or organ.kind is None or organ.level == _WITHOUT_LEGAL_DATE:
        return None
    day = _LEGAL_DATES.get(organ.kind)
    return None if day is None else datetime.date(year, *day)


@rule("GK108", Severity.WARNING)
def notices_are_in_force(subject: Subject) -> Iterator[Remark]:
    """2021 年度起不再引用 2019 年的格式通知和 2007 年的旧条例。"""
    for paragraph in paragraphs(subject.report):
        for old in subject.form.superseded:
            for found in re.finditer(old.words, paragraph.words):
                yield paragraph.remark(
                    found.span(),
                    _("“{found}”已经被代替，现在依据的是{now}", found=found[0], now=_(old.now)),
                )


@rule("GK109", Severity.WARNING)
def title_is_the_usual_one(subject: Subject) -> Iterator[Remark]:
    """报告标题由机关名称、年份和“年政府信息公开工作年度报告”组成。"""
    report, full_title = subject.report, subject.report.full_title
    expected = usual_title(report.agency, report.year)
    title, agency = _BLANKS.sub("", full_title), _BLANKS.sub("", report.agency)
    if title != _BLANKS.sub("", expected):
        message = _(
            "标题是“{full_title}”，应为“{expected}”：{reasons}",
            full_title=full_title,
            expected=expected,
            reasons=Listed("；", _deviations(title, agency, report.year, expected)),
        )
        yield Remark(TITLE, message, span=(0, len(full_title)), quote=full_title)


def _deviations(title: str, agency: str, year: int, expected: str) -> Iterator[Message]:
    """Each difference in words."""
    ending = expected[expected.index(f"{year}年") + len(f"{year}年") :]
    if agency not in title:
        yield _("没有机关名称“{agency}”", agency=agency)
    years = _YEAR.findall(title.replace(agency, "", 1))
    if not years:
        yield _("没有年份“{year}年”", year=year)
    elif years != [str(year)]:
        yield _("年份是“{years}”，报告年度是 {year}", years=Listed("、", years), year=year)
    rest = _rest(title, agency)
    if rest == ending:
        return
    if rest == f"度{ending}":
        yield _("“年度”重复")
    elif rest.endswith(ending):
        yield _("多出“{ending}”", ending=rest.removesuffix(ending))
    elif rest and SequenceMatcher(None, rest, ending, autojunk=False).ratio() >= _LIKE_ENOUGH:
        yield _("“{rest}”应是“{ending}”之误", rest=rest, ending=ending)
    else:
        yield _("没有“{ending}”", ending=ending)


def _rest(title: str, agency: str) -> str:
    """The title without agency and year."""
    return re.sub(f"(?:{_YEAR.pattern})年", "", title.replace(agency, "", 1), count=1)
