"""Rules about sections, topics, numbers, title, date and notices: GK1xx."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from attrs import evolve

from gkdoc.check import check
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.model import (
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    Problems,
    Rollup,
    SeenReport,
    Signature,
    in_print,
    usual_title,
)
from gkdoc.read import read_file
from gkdoc.text.blocks import Block, Unsupported
from gkdoc.text.outlines import parse
from tests.tools.firing import Firing
from tests.tools.lacking import without
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CITY = read_file(ROOT / "examples" / "city-government-2024.yaml").report
BUREAU_2019 = read_file(ROOT / "examples" / "county-bureau-2019.yaml").report
CENTER = read_file(ROOT / "examples" / "trading-center-2023.yaml").report
PICTURE = Unsupported(_("图片"))

ONLY_INTRODUCTION = """\
本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2023年1月1日起至2023年12月31日止。
报告电子版可在本单位网站查阅、下载，现将2023年政府信息公开工作情况公布如下。"""

FIVE_TOPICS = """\
（一）主动公开情况。公开信息146项。
（二）依申请公开情况。收到申请5件。
（三）政府信息管理情况。及时更新目录。
（四）政府信息公开平台建设情况。改版专栏。
（五）监督保障情况。定期检查。"""

FOUR_TOPICS = "\n".join(FIVE_TOPICS.splitlines()[:-1])


def overview(text: str, report: SeenReport = CENTER) -> SeenReport:
    """The report with another section one."""
    return evolve(report, overview=Overview(parse(text)))


def problems(text: str) -> SeenReport:
    """The report with another section five."""
    return evolve(CENTER, problems=Problems(parse(text)))


def other_matters(text: str, report: SeenReport = CENTER) -> SeenReport:
    """The report with another section six."""
    return evolve(report, other_matters=OtherMatters(parse(text)))


def introduction(text: str, report: SeenReport = CENTER) -> SeenReport:
    """The report with another introduction."""
    return evolve(report, introduction=Introduction(parse(text)))


def titled(title: str) -> SeenReport:
    """The report of the trading center with this title."""
    return evolve(CENTER, title=title)


def dated(
    date: str, kind: OrganKind | None = None, level: OrganLevel | None = "county"
) -> SeenReport:
    """The report for 2023 with this date."""
    organ = None if kind is None else Organ(kind, level)
    signature = Signature(CENTER.agency, datetime.date.fromisoformat(date))
    return evolve(CENTER, organ=organ, signature=signature)


FIRING: tuple[Firing, ...] = (
    Firing(
        rule="GK804",
        address="rollup",
        report=evolve(CENTER, rollup=Rollup(("甲局",), ("青禾县乙局",))),
    ),
    Firing(rule="GK101", address="problems", report=without(CENTER, "problems")),
    Firing(rule="GK101", address="remedies", report=without(CENTER, "remedies")),
    Firing(rule="GK101", address="overview", report=overview("")),
    Firing(
        rule="GK101",
        address="other_matters",
        report=other_matters("", BUREAU_2019),
        name="empty in the form of 2019",
    ),
    Firing(rule="GK102", address="problems", report=problems(""), name="empty"),
    Firing(rule="GK102", address="problems", report=problems("无。"), name="none"),
    Firing(
        rule="GK102", address="problems", report=problems("本机关没有存在的问题。"), name="denied"
    ),
    Firing(rule="GK102", address="problems", report=problems("公开不够及时。"), name="too short"),
    Firing(
        rule="GK102",
        address="problems",
        report=problems(
            "一是公开的及时性有待进一步提高；二是队伍建设还需要加强；三是解读形式不够丰富，"
            "质量有待提升。"
        ),
        name="problems only",
    ),
    Firing(
        rule="GK102",
        address="problems",
        report=problems(
            "一年来，持续加强公开队伍建设，举办培训两期；优化网站栏目；推进解读工作，做到应解读尽解读。"
        ),
        name="improvements only",
    ),
    Firing(rule="GK103", address="other_matters", report=other_matters("无。"), name="none"),
    Firing(rule="GK103", address="other_matters", report=other_matters(""), name="empty"),
    Firing(
        rule="GK103",
        address="other_matters",
        report=other_matters("行政事业性收费已在第二部分填报，没有其他需要报告的事项。"),
        name="another fee",
    ),
    Firing(rule="GK104", address="overview", report=overview(FOUR_TOPICS), name="four topics"),
    Firing(
        rule="GK104",
        address="overview",
        report=overview("全年主动公开信息146项，收到申请5件，改版网站。"),
        name="nothing numbered",
    ),
    Firing(
        rule="GK104",
        address="overview",
        report=overview(FOUR_TOPICS.replace("及时更新目录", "\n把这项工作做得更好，狠抓监督审查")),
        name="a word in the text is no topic",
    ),
    Firing(
        rule="GK104", address="overview", report=overview(FIVE_TOPICS, CITY), name="government"
    ),
    Firing(rule="GK105", address="signature.date", report=dated("2023-12-31"), name="same year"),
    Firing(rule="GK105", address="signature.date", report=dated("2022-01-20"), name="before"),
    Firing(
        rule="GK105",
        address="signature.date",
        report=dated("2024-02-01", "department"),
        name="late department",
    ),
    Firing(
        rule="GK105",
        address="signature.date",
        report=dated("2024-04-01", "government"),
        name="late government",
    ),
    Firing(rule="GK106", address="overview", report=overview(ONLY_INTRODUCTION)),
    Firing(
        rule="GK106",
        address="overview",
        report=overview("本报告根据《条例》的要求，从六个方面汇报我镇2023年政府信息公开工作。"),
        name="one sentence",
    ),
    Firing(
        rule="GK107",
        address="overview.3",
        report=overview("（一）主动公开情况\n全年公开146项。\n（三）监督保障情况"),
        name="skipped",
    ),
    Firing(
        rule="GK107",
        address="overview.2",
        report=overview("（一）主动公开情况\n（一）依申请公开情况"),
        name="twice",
    ),
    Firing(
        rule="GK107",
        address="overview.1",
        report=overview("一、主动公开情况\n二、依申请公开情况"),
        name="number of a section",
    ),
    Firing(
        rule="GK107",
        address="overview.1",
        report=overview("主要做了以下工作：1、抓培训。2、抓平台。"),
        name="pause for a dot",
    ),
    Firing(
        rule="GK107",
        address="problems.1",
        report=problems("存在问题：一是公开不及时；三是解读不够。下一步加强改进。"),
        name="series",
    ),
    Firing(
        rule="GK107",
        address="problems.2",
        report=problems("存在问题如下，将予改进。\n二是解读不够。"),
        name="series over paragraphs",
    ),
    Firing(
        rule="GK107",
        address="overview.1",
        report=evolve(CENTER, overview=Overview((Block(text="（一）主动公开情况。公开146项。"),))),
        name="typed number",
    ),
    Firing(
        rule="GK108",
        address="introduction.1",
        report=introduction("本报告根据《条例》和国办公开办函〔2019〕60号文件编制。"),
        name="number",
    ),
    Firing(
        rule="GK108",
        address="introduction.1",
        report=introduction("本报告根据《关于政府信息公开工作年度报告有关事项的通知》编制。"),
        name="title of the notice",
    ),
    Firing(
        rule="GK108",
        address="introduction.1",
        report=introduction("本报告根据《条例》（国务院令第492号）编制。"),
        name="old law",
    ),
    Firing(rule="GK110", address="introduction.1", report=introduction("报告由五个部分组成。")),
    Firing(
        rule="GK110",
        address="introduction.1",
        report=introduction("全文包括总体情况等5个部分，统计期限为一年。"),
        name="digit",
    ),
    Firing(
        rule="GK110",
        address="overview.1",
        report=overview(f"{ONLY_INTRODUCTION.splitlines()[0]}\n{FIVE_TOPICS}"),
        name="inside section one",
    ),
    Firing(
        rule="GK112",
        address="problems.2",
        report=evolve(
            CENTER,
            problems=Problems((*problems("问题与改进。").prose["problems"], PICTURE)),
        ),
    ),
)  # fmt: skip

# Titles that deviate, and what the finding says of each.
TITLES = (
    ("云川市公共资源交易中心2023年度政府信息公开工作年度报告", "“年度”重复"),
    ("云川市公共资源交易中心2023年政府信息公开工作告年度报", "之误"),
    ("云川市公共资源交易中心2023年政府信息公开年度报告", "之误"),
    ("云川市公共资源交易中心2022年政府信息公开工作年度报告", "报告年度是 2023"),
    ("云川市公共资源交易中心政府信息公开工作年度报告", "没有年份"),
    ("青禾县公共资源交易中心2023年政府信息公开工作年度报告", "没有机关名称"),
    ("云川市公共资源交易中心2023年工作总结", "没有“政府信息公开工作年度报告”"),
    ("关于云川市公共资源交易中心2023年政府信息公开工作年度报告", "多出“关于”"),
)
FIRING += tuple(
    Firing(rule="GK109", address="title", report=titled(title), name=says) for title, says in TITLES
)

# What looks like one of these mistakes and is none.
SILENT: tuple[tuple[str, SeenReport], ...] = (
    ("GK804", evolve(CENTER, rollup=Rollup(("甲局",)))),
    ("GK101", without(CENTER, "overview", "problems", "other_matters")),
    ("GK101", problems("")),
    ("GK101", other_matters("")),
    ("GK102", problems(
        "存在的主要问题：公开不够及时。改进情况：修订工作规程，明确时限，逐项督办。")),
    ("GK102", problems(
        "对照要求，还有一些需要加强的地方：一是解读质量仍需提升。针对上述情况，我市将着力提升解读质效。")),
    ("GK103", other_matters("本年度没有收取信息处理费。")),
    ("GK103", other_matters("依申请公开收费情况：2023年度未产生费用。")),
    ("GK103", other_matters("无。", BUREAU_2019)),
    ("GK103", without(CENTER, "other_matters")),
    ("GK104", overview(FIVE_TOPICS)),
    ("GK104", overview(FIVE_TOPICS.replace("情况。", "方面。"))),
    ("GK104", overview(FIVE_TOPICS.replace("情况。", "。"))),
    ("GK104", overview(FIVE_TOPICS.replace("情况。", "情况\n"))),
    ("GK104", overview(FIVE_TOPICS.replace("政府信息管理情况", "加强政府信息管理"))),
    ("GK104", overview(f"{FIVE_TOPICS}\n（六）政务公开标准化建设情况。逐项落实。")),
    ("GK104", overview(
        "主动公开方面，公开146项。依申请公开方面，收到5件。信息管理方面，更新目录。"
        "平台建设方面，改版专栏。监督保障方面，定期检查。")),
    ("GK104", overview(
        f"{FIVE_TOPICS}\n开展工作考核和社会评议，全年没有责任追究的情形。", CITY)),
    ("GK104", overview(FOUR_TOPICS, BUREAU_2019)),
    ("GK104", overview("")),
    ("GK104", overview(ONLY_INTRODUCTION)),
    ("GK105", dated("2024-01-31", "department")),
    ("GK105", dated("2024-03-31", "government")),
    ("GK105", dated("2024-06-30", "government", "township")),
    ("GK105", dated("2024-06-30", "other")),
    ("GK105", dated("2024-06-30")),
    ("GK105", evolve(CENTER, signature=None)),
    ("GK106", overview(f"{ONLY_INTRODUCTION}\n{FIVE_TOPICS}")),
    ("GK106", overview("2023年，本机关公开信息146项，编制指南1份，办理情况可在网站查阅。")),
    ("GK107", overview(FIVE_TOPICS)),
    ("GK107", overview("（一）主动公开情况\n1、网站。\n2．新媒体。\n（1）微信\n（二）监督保障")),
    ("GK107", overview("1、2月份公开12条。\n2.5万人次访问网站。\n一、二季度各公开5条。")),
    ("GK107", overview("一是抓培训。二是抓平台。三是抓队伍。\n一是抓检查。\n二是抓通报。")),
    ("GK107", overview("统一是前提，这一是原则，第三是方向，一是一，二是二。")),
    ("GK107", overview("联系电话：0578-2345678；服务热线：12345、12315。")),
    ("GK108", introduction("本报告根据国办公开办函〔2021〕30号和国务院令第711号编制。")),
    ("GK108", introduction("依据云政办发〔2019〕60号文件编制。")),
    ("GK108", introduction("根据国办公开办函〔2019〕60号编制。", BUREAU_2019)),
    ("GK109", titled(usual_title(CENTER.agency, CENTER.year))),
    ("GK109", titled("云川市公共资源交易中心\n2023年政府信息公开工作年度报告")),
    ("GK109", titled("云川市公共资源交易中心 2023 年政府信息公开工作年度报告")),
    ("GK110", introduction("报告由总体情况等六个部分组成。")),
    ("GK110", introduction("本报告由6部分组成，第五部分是存在的问题，大部分数据来自平台。")),
    ("GK110", overview(ONLY_INTRODUCTION)),
    ("GK110", overview(f"2023年，中心认真贯彻《条例》，编制工作要点。\n{FIVE_TOPICS}")),
    ("GK112", problems("问题与改进，见图（略）。")),
)  # fmt: skip


def rules_of(report: SeenReport) -> set[str]:
    """The ids of all rules that have something to say."""
    return {finding.rule for finding in check(in_print(report))}


@pytest.mark.parametrize(
    ("identifier", "report"),
    SILENT,
    ids=[f"{identifier}-{number}" for number, (identifier, _) in enumerate(SILENT)],
)
def test_is_silent(identifier: str, report: SeenReport) -> None:
    """What is right, or not known, is no finding."""
    assert identifier not in rules_of(report)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_clean(path: Path) -> None:
    """Reports that people start from have nothing wrong with their structure or their wording."""
    report = read_file(path).report
    assert [found for found in check(in_print(report)) if found.rule[2] in "17"] == []


@pytest.mark.parametrize(("title", "says"), TITLES)
def test_title_finding_says_what_deviates(title: str, says: str) -> None:
    """The finding names the deviation and the title as it should be."""
    (finding,) = [found for found in check(in_print(titled(title))) if found.rule == "GK109"]
    assert says in finding.message
    assert usual_title(CENTER.agency, CENTER.year) in finding.message
    assert finding.quote == title


def test_two_deviations_of_a_title_are_one_finding() -> None:
    """A title with another year and without its agency is still one title."""
    report = titled("青禾县2022年政府信息公开工作年度报告")
    (finding,) = [found for found in check(in_print(report)) if found.rule == "GK109"]
    assert "没有机关名称" in finding.message
    assert "报告年度是 2023" in finding.message


def test_numbers_after_a_gap_are_one_finding() -> None:
    """Whoever forgot （三） hears it once, not again for （五） and （六）."""
    report = overview("（一）甲\n（二）乙\n（四）丁\n（五）戊\n（六）己")
    (finding,) = [found for found in check(in_print(report)) if found.rule == "GK107"]
    assert (finding.address, finding.quote) == ("overview.3", "（四）")
    assert "“（三）”" in finding.message


@pytest.mark.parametrize(
    "lines",
    [
        "（一）甲\n（三）乙\n（三）丙\n（四）丁",
        "（一）甲\n（一）乙\n（三）丙",
        "（一）甲\n（二）乙\n（七）丙\n（四）丁\n（五）戊",
        "（一）甲\n1.子\n2.丑\n（三）乙\n1.寅\n2.卯\n（三）丙",
        "（一）甲\n（三）乙\n（三）丙\n1.寅\n2.卯\n（四）丁",
    ],
)
def test_one_wrong_number_among_right_ones_is_one_finding(lines: str) -> None:
    """What is numbered right but for one slip is right again behind it."""
    assert sum(found.rule == "GK107" for found in check(in_print(overview(lines)))) == 1


def test_two_gaps_are_two_findings() -> None:
    """What went on in order in between is not the same mistake."""
    report = overview("（一）甲\n（三）丙\n（四）丁\n（六）己")
    first, second = [finding for finding in check(in_print(report)) if finding.rule == "GK107"]
    assert (first.address, second.address) == ("overview.2", "overview.4")
    assert "“（二）”" in first.message
    assert "“（四）”" in second.message


@pytest.mark.parametrize(
    "case", [case for case in FIRING if case.address.split(".")[-1].isdecimal()], ids=str
)
def test_findings_quote_the_words(case: Firing) -> None:
    """A finding about a block with words quotes those it is about, at their place."""
    (finding,) = [
        found
        for found in check(in_print(case.report))
        if (found.rule, found.address) == (case.rule, case.address)
    ]
    section, _, number = case.address.partition(".")
    block = case.report.prose[section][int(number) - 1]
    if finding.span is not None and isinstance(block, Block):
        start, end = finding.span
        assert finding.quote == ((block.heading or "") + (block.text or ""))[start:end] != ""
    else:
        assert case.rule in ("GK110", "GK112")


def test_unsupported_is_an_error_that_says_what_and_where() -> None:
    """A picture in the prose is named, with its place."""
    block = Unsupported("图片“流程图”", "正文第 12 段")
    report = evolve(CENTER, problems=Problems((block,)))
    (finding,) = [found for found in check(in_print(report)) if found.rule == "GK112"]
    assert finding.severity is Severity.ERROR
    assert "流程图" in finding.message
    assert "正文第 12 段" in finding.message


def test_missing_topics_are_named() -> None:
    """The finding names every topic that is missing, and no other."""
    (finding,) = [
        found for found in check(in_print(overview(FOUR_TOPICS))) if found.rule == "GK104"
    ]
    assert "监督保障" in finding.message
    assert "主动公开" not in finding.message


def test_empty_sections_are_one_finding_each() -> None:
    """An empty section is reported by the rule that knows it best, not by several."""
    report = evolve(
        CENTER, overview=Overview(()), problems=Problems(()), other_matters=OtherMatters(())
    )
    found = [
        (finding.rule, finding.address)
        for finding in check(in_print(report))
        if finding.rule[2] == "1"
    ]
    assert found == [("GK101", "overview"), ("GK102", "problems"), ("GK103", "other_matters")]
