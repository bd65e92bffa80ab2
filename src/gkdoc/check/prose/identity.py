"""GK604, GK605: the year and the organ that the prose speaks of are those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.check.prose.words import vocabulary
from gkdoc.check.rule import Remark, paragraphs, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.text.claims.grammar import is_short_for

# Between a figure and its word a blank may stand: 2022 年 1 月 1 日.
_YEAR = r"([12][0-9]{3})\s{0,3}年"
_A_YEAR = r"[12][0-9]{3}\s{0,3}年"
_SENTENCE = re.compile("[^。！？；\n]+")

# 统计期限自2022年1月1日起; 截至2022年12月31日; 现将2022年度…情况报告如下.
_PERIOD = re.compile(
    rf"统计(?:期限|时限|时间|周期|区间|期)?[^。；0-9]{{0,12}}{_YEAR}\s{{0,3}}1\s{{0,3}}月"
)
_UNTIL = re.compile(rf"截[至止]到?\s{{0,3}}{_YEAR}(?:底|末|年底|\s{{0,3}}12\s{{0,3}}月)")
_PRESENTING = re.compile(
    f"(?:现将|现公布|特向社会公[布开]|现公开|现予公布)[^。，；0-9]{{0,30}}{_YEAR}度?"
    "[^。，；]{0,30}(?:报告|公布|公开)"
)

# 2022年，我局认真…; 2022年我局共收到…. Who looks back at another year says so.
_OPENING = re.compile(rf"\s*{_YEAR}度?(?![底初末起以]|\s{{0,3}}[0-9])[，,]?\s*")
_LOOKS_BACK = re.compile("上年|去年|同比|相比|比[12]|较[12]|以来|结转|此前|历年|年底|曾|整改|问题")
_OURSELVES = re.compile(
    "我(?:[局委办厅院镇乡街区县市省州会]|中心)|本(?:[局委办厅院镇乡街机单]|中心)"
)

# Chinese characters, as word characters that are no Latin letters or digits: said so, it takes re a
# sixth of the time that the 20,000 characters take.
_HANZI = r"[^\W\dA-Za-z_]"
_ORGAN = (
    f"{_HANZI}{{2,24}}?"
    "(?:局|厅|委员会|管委会|中心|人民政府|办公室|办公厅|街道办事处|支队|总队|分局)"
)
_ORGAN_FIRST = re.compile(_ORGAN)
_BUSY = "认真|坚持|严格|深入|高度重视|全面贯彻|积极|扎实|切实|持续"
_CALLS_ITSELF = tuple(
    re.compile(pattern)
    for pattern in (
        f"本(?:年度)?报告由({_ORGAN})(?=根据|依据|按照|负责|编制|牵头|综合|汇总)",
        rf"现(?:将|公布|公开|发布)({_ORGAN})(?=\s?{_A_YEAR})",
        f"(?:^|[，。；])(?:{_A_YEAR}度?[，,]?)?({_ORGAN})[（(](?:以下)?简称[“”]?[我本]",
        f"^\\s*(?:{_A_YEAR}度?|一年来|全年|今年)[，,]?\\s*({_ORGAN})(?={_BUSY})",
    )
)
_GOVERNMENT = "政府"


@rule("GK604", Severity.WARNING)
def the_year_is_the_reports(subject: Subject) -> Iterator[Remark]:
    """正文叙述的应是报告年度的工作，不应留有其他年度的说法。"""
    year, agency = subject.report.year, subject.report.agency
    for paragraph in paragraphs(subject.report):
        for span in _other_years(paragraph.words, year, agency):
            words = paragraph.words[slice(*span)]
            message = _(
                "正文写“{words}”，而报告年度是 {year} 年；说的是本年工作的，应改为 {year} 年",
                words=words,
                year=year,
            )
            yield paragraph.remark(span, message)


@rule("GK605", Severity.WARNING)
def the_organ_is_the_reports(subject: Subject) -> Iterator[Remark]:
    """正文自称的机关，应是报告机关。"""
    agency = subject.report.agency
    for paragraph in paragraphs(subject.report):
        for name, span in _selves(paragraph.words):
            if not _may_be(name, agency):
                message = _(
                    "正文以“{name}”自称，而报告机关是“{agency}”，应核对是否沿用了别处的文字",
                    name=name,
                    agency=agency,
                )
                yield paragraph.remark(span, message)


def _other_years(words: str, year: int, agency: str) -> Iterator[tuple[int, int]]:
    """The places where another year is told as the report's."""
    for pattern in (_PERIOD, _UNTIL, _PRESENTING):
        for match in pattern.finditer(words):
            said = int(match[1])
            # 截至 a later year tells how things stand when the report is written.
            if said < year or (said > year and pattern is not _UNTIL):
                yield match.span()
    for sentence in _SENTENCE.finditer(words):
        opening = _OPENING.match(sentence[0])
        if opening is None or int(opening[1]) >= year or str(year) in sentence[0]:
            continue
        behind = sentence[0][opening.end() :]
        if _speaks_of_us(behind, agency) and not _LOOKS_BACK.search(behind):
            start = sentence.start()
            yield start + opening.start(1), start + sentence[0].index("年") + 1


def _speaks_of_us(behind: str, agency: str) -> bool:
    """True if the words behind the year begin with this organ or the whole of its area."""
    head = behind[:30]
    organ = _ORGAN_FIRST.match(head)
    return (
        _OURSELVES.match(head) is not None
        or head.startswith((*vocabulary().pronouns, agency[-2:]))
        or (organ is not None and is_short_for(organ[0], agency))
    )


def _selves(words: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names by which the paragraph calls the reporting organ, with their places."""
    for pattern in _CALLS_ITSELF:
        for match in pattern.finditer(words):
            yield match[1], match.span(1)


def _may_be(name: str, agency: str) -> bool:
    """True if the name is the agency's, a part of it, a short form, or an office of it."""
    if any(pronoun in name for pronoun in vocabulary().pronouns):
        return True
    if is_short_for(name, agency) or is_short_for(agency, name):
        return True
    # A government's report tells of its offices and departments too, and one of them compiles it.
    return _GOVERNMENT in agency and not name.endswith(_GOVERNMENT)
