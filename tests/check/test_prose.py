"""Rules that hold the prose against the tables, the year and the organ: GK601–GK605."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check.prose.cells import Verdict
from gkdoc.check.prose.statements import Statement, statements
from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Severity
from gkdoc.model import Overview, SeenReport, in_print
from gkdoc.read import read_object
from gkdoc.text.blocks import Block
from gkdoc.text.claims import ClaimKind
from tests.conftest import SHARED_IS_ABSENT
from tests.corpus.claims import PIECES
from tests.tools import strategies
from tests.tools.firing import Firing, changed, example, findings, whole
from tests.tools.lacking import without
from tests.tools.published import published

PROSE = ("GK601", "GK602", "GK603", "GK604", "GK605")

CENTER = example("trading-center-2023")
CITY = whole(example("city-government-2024"))
LAST = evolve(
    changed(CITY, {"applications.received.total": 2102, "remedies.reconsideration.total": 180}),
    year=2023,
)


def saying(report: SeenReport, *paragraphs: str) -> SeenReport:
    """The report with these paragraphs as section one."""
    return evolve(report, overview=Overview(tuple(Block(text=text) for text in paragraphs)))


def under_heading(report: SeenReport, heading: str, text: str) -> SeenReport:
    """The report with a heading on its own line and a paragraph below it as section one."""
    return evolve(report, overview=Overview((Block(2, heading, None), Block(text=text))))


# One line a case: rule, report, words of the paragraph, words that the finding quotes, and what the
# message names beside them.
LINES = (
    ("GK601", CITY, "全年收到政府信息公开申请2356件。", "收到政府信息公开申请2356件", "2448"),
    ("GK601", CITY, "全年答复政府信息公开申请2374件。", "答复政府信息公开申请2374件", "2347"),
    ("GK601", CITY, "政府信息公开行政诉讼46件。", "行政诉讼46件", "64"),
    ("GK601", CITY, "制发行政规范性文件43件。", "制发行政规范性文件43件", "34"),
    ("GK601", CITY, "行政事业性收费57532.18万元。", "行政事业性收费57532.18万元", "57352.18 万元"),
    ("GK602", CITY, "全年未收到政府信息公开申请。", "未收到政府信息公开申请", "2365"),
    ("GK602", CITY, "没有发生行政复议。", "没有发生行政复议", "207"),
    ("GK602", CITY, "收到申请2365件，已全部办结。", "全部办结", "101"),
    ("GK602", CITY, "收到申请2365件，均为自然人申请。", "均为自然人申请", "2148"),
    ("GK602", CITY, "信息公开类行政复议207件，均获维持。", "均获维持", "96"),
    ("GK602", CENTER, "信息公开类行政复议1件。", "行政复议1件", "0"),
    ("GK602", CITY, "信息公开类行政复议0件。", "行政复议0件", "207"),
    ("GK603", CITY, "办结的申请中，予以公开1117件，占47.95%。", "占47.95%", "47.59%"),
    ("GK604", CENTER, "2022年，我中心共收到政府信息公开申请5件。", "2022年", "2023"),
    ("GK604", CENTER, "2022年，中心坚持以公开为常态。", "2022年", "2023"),
    ("GK604", CENTER, "2022年度云川市公共资源交易中心认真落实《条例》。", "2022年", "2023"),
    ("GK604", CITY, "2023年，全市各级行政机关扎实推进公开工作。", "2023年", "2024"),
    ("GK604", CITY, "统计期限自2023年1月1日起算。", "统计期限自2023年1月", "2024"),
    ("GK604", CITY, "截至2023年12月31日，共发布信息365条。", "截至2023年12月", "2024"),
    ("GK604", CITY, "截至 2023 年 12 月 31 日，发布信息 365 条。", "截至 2023 年 12 月", "2024"),
    ("GK604", CENTER, "2022 年，中心坚持以公开为常态。", "2022 年", "2023"),
    ("GK604", CITY, "现将2023年情况报告如下：", "现将2023年情况报告", "2024"),
    ("GK605", CENTER, "本报告由青禾县卫生健康局编制。", "青禾县卫生健康局", "云川市"),
    ("GK605", CENTER, "2023年，青禾县卫生健康局认真贯彻《条例》。", "青禾县卫生健康局", "云川市"),
    ("GK605", CENTER, "现将青禾县民政局2023年工作情况报告如下：", "青禾县民政局", "云川市"),
    ("GK605", CENTER, "青禾县民政局（以下简称我局）落实《条例》。", "青禾县民政局", "云川市"),
    ("GK605", CITY, "本报告由白水市人民政府编制。", "白水市人民政府", "云川市人民政府"),
)  # fmt: skip

FIRING = (
    *(
        Firing(rule=rule, address="overview.1", report=saying(report, words), name=quote)
        for rule, report, words, quote, _ in LINES
    ),
    Firing(
        rule="GK603",
        address="overview.1",
        report=saying(CITY, "收到政府信息公开申请2365件，同比增长15.2%。"),
        previous=LAST,
        name="growth",
    ),
    Firing(
        rule="GK601",
        address="overview.1",
        report=saying(CITY, "收到政府信息公开申请2365件，比上年增加236件。"),
        previous=LAST,
        name="difference",
    ),
)

SILENT = (
    (CITY, "全年收到政府信息公开申请2365件。"),
    (CITY, "全年收到政府信息公开申请2448件（含上年结转83件）。"),
    (CITY, "全年收到政府信息公开申请2300余件。"),
    (CITY, "收到申请2365件，比上年增加236件，增长15.2%。"),
    (CITY, "政策性文件11件，备案的行政规范性文件43件，全市备案行政复议134件。"),
    (CITY, "其中，通过网络申请1893件，信函申请402件。"),
    (CITY, "全市共收取信息处理费3280元。"),
    (CITY, "市自然资源局受理政府信息公开申请612件。"),
    (CITY, "2023年，全市收到政府信息公开申请2102件，2024年收到2365件。"),
    (CITY, "落实《云川市2023年政务公开工作要点》，完成任务32项。"),
    (CITY, "2023年以来，全市开展规范化建设；2023年底前发布目录。"),
    (CITY, "2025年，全市将进一步深化政务公开。"),
    (CITY, "2023年，全市问题整改不到位的，已全部完成。"),
    (CITY, "截至2025年1月，问题均已整改。"),
    (CITY, "本报告由云川市人民政府办公室根据《条例》编制。"),
    (CITY, "2024年，市教育局认真做好招生信息公开。"),
    (CENTER, "本报告由总体情况等六个部分组成。"),
    (CENTER, "2023年，市公共资源交易中心认真落实《条例》。"),
    (CENTER, "2023年，中心认真贯彻青禾县人民政府的要求。"),
)


@pytest.mark.parametrize(("rule", "report", "words", "quote", "named"), LINES)
def test_finding_quotes_the_words_and_names_the_other_side(
    rule: str, report: SeenReport, words: str, quote: str, named: str
) -> None:
    """One warning, at the words, with what the table, the year or the organ says instead."""
    (finding,) = findings(saying(report, "前一段没有数字。", words), *PROSE)
    assert (finding.rule, finding.address, finding.quote) == (rule, "overview.2", quote)
    assert finding.span is not None
    assert words[slice(*finding.span)] == quote
    assert finding.severity is Severity.WARNING
    assert quote in finding.message
    assert named in finding.message


@pytest.mark.parametrize(("report", "words"), SILENT)
def test_what_is_right_or_no_claim_is_passed_over(report: SeenReport, words: str) -> None:
    """Agreeing figures, other counts, other organs, plans and titles give no finding."""
    assert findings(saying(report, words), *PROSE) == []


@pytest.mark.parametrize(
    "name", ["trading-center-2023", "county-bureau-2019", "city-government-2024"]
)
def test_examples_agree_with_their_tables(name: str) -> None:
    """The prose of the examples is found to speak of the tables, and nothing in it disagrees."""
    report = example(name)
    assert findings(report, *PROSE) == []
    agreed = [one for one in statements(Subject(in_print(report))) if _is(one, Verdict.AGREES)]
    assert len(agreed) >= 8


def _is(statement: Statement, verdict: Verdict) -> bool:
    return statement.judgement.verdict is verdict


def _misprints() -> Iterator[tuple[str, int, str]]:
    """Every count of the city's overview, one too many: block and the words with the new figure."""
    for one in statements(Subject(in_print(CITY))):
        claim, paragraph = one.judgement.claim, one.paragraph
        if claim.kind is ClaimKind.COUNT and paragraph.section == "overview":
            (digits,) = re.findall("[0-9.]+", claim.words)
            wrong = claim.words.replace(digits, str(Decimal(digits) + 1))
            words = paragraph.words
            yield (
                claim.words,
                paragraph.position,
                words[: claim.start] + wrong + words[claim.end :],
            )


@pytest.mark.parametrize(("words", "position", "text"), tuple(_misprints()))
def test_every_misprint_is_found(words: str, position: int, text: str) -> None:
    """Each figure of the example that is one too high is named by a finding."""
    assert CITY.overview is not None
    blocks = list(CITY.overview.outline)
    block = blocks[position]
    assert isinstance(block, Block)
    heading = block.heading or ""
    blocks[position] = evolve(block, text=text.removeprefix(heading))
    report = evolve(CITY, overview=Overview(tuple(blocks)))
    quotes = [re.sub("[0-9.]", "", found.quote) for found in findings(report, "GK601")]
    assert re.sub("[0-9.]", "", words) in quotes


def test_the_message_names_every_convention() -> None:
    """A figure that agrees under no convention is told what each of them gives."""
    (finding,) = findings(saying(CITY, "全年受理政府信息公开申请2400件。"), *PROSE)
    assert len(finding.relations) == 2
    assert all(relation in finding.message for relation in finding.relations)
    assert "本年新收" in finding.relations[0]
    assert "上年结转" in finding.relations[1]


def test_a_heading_tells_what_is_spoken_of() -> None:
    """收到12件 under 依申请公开情况 is about applications; under another heading it is not."""
    wrong = under_heading(CITY, "依申请公开情况", "全年收到12件。")
    assert [found.address for found in findings(wrong, *PROSE)] == ["overview.2"]
    assert findings(under_heading(CITY, "主动公开情况", "全年收到12件。"), *PROSE) == []


def test_tables_that_were_not_seen_disagree_with_nothing() -> None:
    """Without the table there is nothing to hold the prose against."""
    report = without(saying(CITY, "全年收到申请1件，行政复议1件。"), "applications", "remedies")
    assert findings(report, *PROSE) == []


def test_a_share_of_a_questioned_count_is_not_questioned_again() -> None:
    """占 that follows from the count before it adds nothing to the finding about that count."""
    text = "办结的申请中，无法提供543件，占23.1%。"
    assert [found.rule for found in findings(saying(CITY, text), *PROSE)] == ["GK601"]


@settings(deadline=None, max_examples=200)
@given(
    strategies.reports(misprints=True),
    st.none() | strategies.reports(misprints=True),
    st.lists(st.lists(PIECES, min_size=1, max_size=30).map("".join), min_size=1, max_size=3),
)
def test_never_raises(
    report: SeenReport, previous: SeenReport | None, paragraphs: list[str]
) -> None:
    """Whatever words and figures meet, each finding quotes its words and names the other side."""
    if previous is not None:
        previous = evolve(previous, year=report.year - 1)
    texts = [text for text in paragraphs if text]
    for found in findings(saying(report, *texts), *PROSE, previous=previous):
        section, _, number = found.address.partition(".")
        assert found.span is not None
        if section == "overview":
            assert texts[int(number) - 1][slice(*found.span)] == found.quote
        assert found.quote in found.message


CASES = published()


@pytest.mark.skipif(not CASES, reason=SHARED_IS_ABSENT)
@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_claims_of_real_reports(case: Mapping[str, Any]) -> None:
    """Every claim is found and judged as a careful reviewer judged it, and no other disagrees."""
    report = read_object(case["report"], partial=True).report
    entries = case.get("claims", [])
    said = saying(report, "，".join(entry["prose"] for entry in entries) or "没有数字。")
    found = list(statements(Subject(in_print(said))))
    fired = findings(said, *PROSE)
    for entry in entries:
        if entry["judged"].startswith("no claim"):
            continue
        statement = next(one for one in found if _speaks_of(one, entry))
        agrees = entry["judged"].startswith("agrees")
        assert statement.judgement.verdict is (Verdict.AGREES if agrees else Verdict.DISAGREES)
        if "rule" in entry:
            assert any(_tells(finding, entry) for finding in fired)
    assert len(fired) == sum("rule" in entry for entry in entries)


def _speaks_of(statement: Statement, entry: Mapping[str, Any]) -> bool:
    claim = statement.judgement.claim
    figure = None if entry["figure"] is None else Decimal(str(entry["figure"]))
    cells = {str(ref) for one in statement.judgement.tried for ref in one.cells}
    return (
        claim.words in entry["prose"] and claim.number == figure and set(entry["sum_of"]) <= cells
    )


def _tells(finding: Finding, entry: Mapping[str, Any]) -> bool:
    return finding.rule == entry["rule"] and finding.quote in entry["prose"]
