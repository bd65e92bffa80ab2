"""Rules about punctuation, document numbers, digits and doubled words in the prose: GK7xx."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from attrs import evolve

from gkdoc.check import check
from gkdoc.findings import Finding, Severity
from gkdoc.model import Overview, SeenReport, in_print
from gkdoc.read import read_file
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from gkdoc.text.writing import slips
from tests.corpus.clean_sentences import CLEAN
from tests.tools.firing import Firing
from tests.tools.places import ROOT

CENTER = read_file(ROOT / "examples" / "trading-center-2023.yaml").report


def overview(*blocks: Block) -> SeenReport:
    """The report of the trading center with these blocks as section one."""
    return evolve(CENTER, overview=Overview(blocks))


def plain(text: str) -> SeenReport:
    """The report with one plain paragraph as section one."""
    return overview(Block(text=text))


def titled(title: str) -> SeenReport:
    """The report with this title."""
    return evolve(CENTER, title=title)


# One line a case: rule, words of the paragraph, words that the finding quotes.
LINES = (
    ("GK701", "2023年,中心公开信息146项。", ","),
    ("GK701", "图片、(短)视频等形式。", "("),
    ("GK701", '落实"三同步"机制。', '"'),
    ("GK702", "落实鲁政办字[2020]179号文件。", "[2020]"),
    ("GK702", "落实国办函〔20〕109号文件。", "〔20〕"),
    ("GK702", "落实国办函〔2020〕第109号文件。", "第109"),
    ("GK702", "落实国办函〔2020〕009号文件。", "009"),
    ("GK704", "公开的的信息。", "的的"),
    ("GK704", "公布2023年度政府信息公开工作年度报告。", "年度"),
    ("GK704", "加强政府信息政府信息管理。", "政府信息政府信息"),
    ("GK705", "全年收到5 件申请。", "5 件"),
    ("GK705", "全年收到１２件申请。", "１２"),
    ("GK706", "按照《条例的规定办理。", "《"),
    ("GK706", "落实“三同步机制。", "“"),
    ("GK706", "印发办法（试行。", "（"),
    ("GK706", "《关于印发<处理费办法>的通知》已学习。", "<处理费办法>"),
    ("GK706", "落实《办法》、《规定》。", "》、《"),
    ("GK707", "按时办结。。", "。。"),
    ("GK707", "按时办结，。", "，。"),
    ("GK708", "按时办结， 群众满意。", "， 群"),
    ("GK708", "答复 申请人。", "复 申"),
)

# Headings: level, heading and text of the block, and what is wrong with them.
HEADINGS = (
    (Block(2, "主动公开情况。"), "末尾不加"),
    (Block(2, "主动公开情况，"), "末尾不加"),
    (Block(3, "政策解读", "发布解读12篇。"), "收住"),
    (Block(2, "主动公开情况，", "公开146项。"), "收住"),
)

FIRING = (
    *(
        Firing(rule=rule, address="overview.1", report=plain(words), name=quote)
        for rule, words, quote in LINES
    ),
    *(
        Firing(rule="GK703", address="overview.1", report=overview(block), name=says)
        for block, says in HEADINGS
    ),
    Firing(
        rule="GK704",
        address="title",
        report=titled("云川市公共资源交易中心2023年度政府信息公开工作年度报告"),
    ),
    Firing(
        rule="GK705",
        address="title",
        report=titled("云川市公共资源交易中心2023 年政府信息公开工作年度报告"),
    ),
)


def wording(report: SeenReport) -> list[Finding]:
    """The findings of 7xx."""
    return [finding for finding in check(in_print(report)) if finding.rule.startswith("GK7")]


@pytest.mark.parametrize(("rule", "words", "quote"), LINES)
def test_finding_quotes_the_words_and_says_what_to_write(rule: str, words: str, quote: str) -> None:
    """One finding of one rule, with the words at their place, in the block where they stand."""
    (finding,) = wording(plain(words))
    assert (finding.rule, finding.address, finding.quote) == (rule, "overview.1", quote)
    assert finding.span is not None
    assert words[slice(*finding.span)] == quote
    assert finding.severity is Severity.WARNING
    instead = slips(words)[0].instead
    assert not instead or f"“{instead}”" in finding.message


@pytest.mark.parametrize(("block", "says"), HEADINGS)
def test_headings(block: Block, says: str) -> None:
    """The finding quotes the heading and says which mark is missing or too much."""
    (finding,) = wording(overview(block))
    assert finding.quote == block.heading
    assert says in finding.message


@pytest.mark.parametrize(
    "block",
    [
        Block(2, "主动公开情况"),
        Block(2, "主动公开情况。", "公开146项。"),
        Block(2, "怎样申请？", "可以当面提出。"),
        Block(2, "主动公开情况：", "公开146项。"),
        Block(2, "主动公开情况", "：公开146项。"),
        Block(2, "主动公开（含解读）"),
        Block(3, None, "公开信息146项。"),
        Block(None, None, "公开信息146项"),
    ],
    ids=str,
)
def test_headings_that_are_right(block: Block) -> None:
    """Own-line headings without a mark, run-in headings with one, and paragraphs are right."""
    assert wording(overview(block)) == []


def test_clean_sentences_give_no_finding() -> None:
    """A whole section of what real reports write rightly gives no finding of 7xx."""
    assert wording(overview(*(Block(text=sentence) for sentence in CLEAN))) == []


def test_one_finding_for_the_punctuation_of_a_paragraph() -> None:
    """Dozens of half-width commas are one finding that names the first and says how many."""
    (finding,) = wording(plain("一是公开,二是解读,三是回应,四是监督。"))
    assert finding.span == (4, 5)
    assert "共 3 处" in finding.message


def test_each_kind_of_slip_in_a_paragraph_is_a_finding_of_its_own() -> None:
    """Blanks beside digits and full-width digits are two things to do."""
    found = wording(plain("全年收到 ５ 件，办结５件；落实《甲》、《乙》、《丙》。"))
    assert [(finding.rule, finding.quote) for finding in found] == [
        ("GK705", "到 ５"),
        ("GK705", "５"),
        ("GK706", "》、《"),
    ]


def test_every_broken_pair_is_a_finding_of_its_own() -> None:
    """What a person has to mend one by one is reported one by one."""
    assert [finding.quote for finding in wording(plain("按照《条例，落实“三同步。"))] == ["《", "“"]


def test_positions_count_in_heading_and_text() -> None:
    """The span counts in the words of the block: heading first, number left out."""
    (finding,) = wording(overview(Block(2, "主动公开情况。", "2023年,公开146项。")))
    assert finding.span == (12, 13)


def test_usual_title_is_clean() -> None:
    """The title that is made of agency and year has no slip."""
    assert wording(evolve(CENTER, title=None)) == []


def test_text_of_a_clean_section_is_read_as_written() -> None:
    """The sentences stay clean when they are read from numbered text."""
    text = (
        "\n".join(f"（一）情况。{sentence}" for sentence in CLEAN[:1]) + "\n" + "\n".join(CLEAN[1:])
    )
    found = wording(evolve(CENTER, overview=Overview(parse(text))))
    assert found == []


@pytest.mark.slow
def test_checks_take_linear_time() -> None:
    """Ten times as many paragraphs take about ten times as many calls."""
    paragraph = '2023年,共收到5 件(其中自然人3件);落实《办法》、《规定》和“三同步"。'

    def calls(first: int, count: int) -> int:
        texts = [f"{paragraph}{number}" for number in range(first, first + count)]
        report = overview(*(Block(text=text) for text in texts))
        made = 0

        def note(_: FrameType, event: str, __: object) -> None:
            nonlocal made
            made += event == "call"

        sys.setprofile(note)
        try:
            check(in_print(report))
        finally:
            sys.setprofile(None)
        return made

    calls(0, 10)
    few = calls(1_000, 100)
    assert few > 10_000
    assert calls(2_000, 1_000) < 12 * few
