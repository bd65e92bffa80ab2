"""GK606–GK611: references without a figure, each with its place; figures that could be some."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from attrs import evolve

import gkdoc
from gkdoc.check import RULES, check
from gkdoc.check.prose.suggestions import SUGGESTIONS_RULE, suggestions
from gkdoc.cli.main import main
from gkdoc.findings import Severity
from gkdoc.model import BLANK, NOT_ENTERED, Overview, Report, SeenReport, Text, in_print, resolved
from gkdoc.model.references.rules import RULES as REFERENCE_RULES
from gkdoc.text.blocks import Block
from tests.tools.firing import Firing, changed, example
from tests.tools.lacking import without
from tests.tools.places import ROOT
from tests.tools.reports import small

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
CITY = example("city-government-2024")
LAST = evolve(
    changed(
        CITY,
        {
            "applications.received.natural_person": 0,
            "applications.received.total": 0,
            "applications.granted.total": Text("/"),
        },
    ),
    year=2023,
)
# The edition of 2019 counts other things in table two.
OLD = evolve(example("county-bureau-2019"), year=2023)


def saying(words: str, report: Report = CITY) -> Report:
    """`report` with these words as its whole first section."""
    return evolve(report, overview=Overview((Block(text=words),)))


def firing(
    rule: str, words: str, report: SeenReport = CITY, previous: SeenReport | None = None
) -> Firing:
    """The case that these words, all of them one reference, break the rule."""
    return Firing(
        rule=rule,
        address="overview.1",
        report=evolve(report, overview=saying(words).overview),
        previous=previous,
        name=words,
    )


SLASH = changed(CITY, {"proactive.rules.issued": Text("/")})
EMPTY = changed(CITY, {"proactive.rules.issued": BLANK})
LACKING = changed(CITY, {"proactive.rules.issued": NOT_ENTERED})
HUGE = changed(without(CITY), {"proactive.rules.issued": 10**5000})
NONE = small(value=0)
UNSEEN = without(LAST, "proactive")

# What is written, in which report, last year's report, and a piece of the message.
BROKEN: tuple[tuple[Firing, str], ...] = (
    (firing("GK606", "〖申请·本年新收·总计"), "没有用“〗”收住"),
    (firing("GK606", "〖〗"), "开头应写明是哪一格"),
    (firing("GK606", "〖+规章·本年制发件数〗"), "开头应写明是哪一格"),
    (firing("GK606", "〖规章·本年制发件数+〗"), "“+”后面应写明是哪一格"),
    (firing("GK606", "〖行政许可占〗"), "“占”后面应写明是哪一格"),
    (firing("GK606", "〖行政许可占行政许可占行政许可〗"), "“占”只能有一个"),
    (firing("GK606", "〖行政许可，〗"), "不认识逗号后面的“”"),
    (firing("GK606", "〖行政许可，二位〗"), "不认识逗号后面的“二位”"),
    (firing("GK606", "〖行政许可，汉字，汉字〗"), "“汉字”写了两次"),
    (firing("GK606", "〖行政许可，两位小数〗"), "小数位数只用于百分比"),
    (firing("GK606", "〖行政许可，件〗"), "单位只在“增减”后面写"),
    (firing("GK606", "〖行政许可，同比增长，件〗"), "单位只在“增减”后面写"),
    (firing("GK606", "〖行政许可占行政处罚，汉字〗"), "百分比不能写成汉字"),
    (firing("GK606", "〖行政许可占行政处罚，同比增长〗"), "“占”不能同“同比”一起用"),
    (firing("GK606", "〖行政许可，上年数，同比增长〗"), "“上年数”不能同“同比”一起用"),
    (firing("GK607", "〖申请·本年新受·总计〗"), "没有“本年新受”这个名称，最接近的是"),
    (firing("GK607", "〖applications.recieved.total〗"), "没有“recieved”这个名称"),
    (firing("GK607", "〖复议·总计〗"), "可以指 3 处"),
    (firing("GK607", "〖申请·本年新收〗"), "还应写明是哪一列：自然人"),
    (firing("GK607", "〖applications.received〗"), "还应写明是哪一列：自然人"),
    (firing("GK607", "〖总计·本年新收·申请〗"), "没有“总计·本年新收·申请”这一格"),
    (firing("GK607", "〖（四）予以公开·总计〗"), "没有“（四）予以公开”这个名称"),
    (firing("GK608", "〖规章·本年制发件数〗", SLASH), "填的是“/”"),
    (firing("GK608", "〖规章·本年制发件数〗", EMPTY), "是空格子"),
    (firing("GK608", "〖规章·本年制发件数〗", LACKING), "没有填"),
    (firing("GK608", "〖规章·本年制发件数〗", HUGE), "不是报告里会有的数"),
    (firing("GK608", "〖行政许可〗", without(CITY, "proactive")), "所在的表没有读到"),
    (firing("GK609", "〖行政许可，上年数〗"), "请用 --previous 给出"),
    (firing("GK609", "〖行政许可，上年数〗", previous=CITY), "给出的上年报告却是 2024 年度的"),
    (firing("GK609", "〖行政许可，同比增长〗", previous=UNSEEN), "所在的表"),
    (firing("GK609", "〖规章·本年制发件数，上年数〗", previous=OLD), "按 2019 年格式，没有"),
    (firing("GK609", "〖予以公开·总计，上年数〗", previous=LAST), "填的是“/”"),
    (firing("GK610", "〖本年新收·总计，同比增长〗", previous=LAST), "上年是 0"),
    (firing("GK610", "〖规章·本年制发件数占规章·本年废止件数〗", NONE), "是 0，不能作分母"),
    (firing("GK610", "〖规章·本年废止件数-规章·本年制发件数，汉字〗"), "是 -1，不能写成汉字"),
    (firing("GK610", "〖行政事业性收费，汉字〗"), "是 57352.18，不能写成汉字"),
    (
        firing(
            "GK610",
            "〖行政许可，同比增长，不带小数〗",
            previous=changed(LAST, {"proactive.licensing.decisions": 386213}),
        ),
        "算出来是 0%，实际却有增减",
    ),
)  # fmt: skip

FIRING = tuple(case for case, _ in BROKEN)


@pytest.mark.parametrize(("case", "piece"), BROKEN, ids=[str(case) for case, _ in BROKEN])
def test_a_reference_without_a_figure_says_why_and_where(case: Firing, piece: str) -> None:
    """One error with the address of the block, the signs in it, and what was expected."""
    (finding,) = resolved(case.report, case.previous)[1]
    assert (finding.rule, finding.severity) == (case.rule, Severity.ERROR)
    assert finding.address == case.address
    assert finding.span == (0, len(case.name))
    assert finding.quote == case.name
    assert piece in finding.message
    assert finding.label in {found.label for found in check(in_print(case.report, case.previous))}


def test_the_place_counts_the_heading() -> None:
    """The span of a reference behind a run-in heading counts in the words of the whole block."""
    block = Block(2, "申请情况。", "收到〖申请〗件。")
    (finding,) = resolved(evolve(CITY, overview=Overview((Block(text="甲"), block))))[1]
    assert finding.address == "overview.2"
    assert finding.span == (7, 11)
    assert finding.label == "一、总体情况 · 第 2 段"


def test_every_reference_rule_is_in_the_catalogue() -> None:
    """What `resolved` finds, `check` finds as a rule with its page."""
    assert set(REFERENCE_RULES) <= set(RULES)
    assert {case.rule for case in FIRING} == set(REFERENCE_RULES)


@pytest.mark.parametrize("force", [False, True])
def test_nothing_is_built_with_a_broken_reference(*, force: bool) -> None:
    """Not even by force does a document show 〖…〗."""
    built = gkdoc.build(saying("收到〖申请·本年新受·总计〗件。"), force=force)
    assert built.document is None
    assert "GK607" in {finding.rule for finding in built.findings}


def test_a_waiver_does_not_let_a_reference_through() -> None:
    """Nobody can accept what cannot be printed."""
    words = "〖行政许可，二位〗"
    day = datetime.date(2025, 3, 1)
    waiver = gkdoc.model.Waiver("GK606", "overview.1", words, "张三", day, "无妨")
    built = gkdoc.build(saying(words), waivers=[waiver], force=True)
    assert built.document is None
    assert "GK606" in {found.rule for found in built.findings if found.severity is Severity.ERROR}
    assert "GK003" in {found.rule for found in built.findings}


def test_other_rules_see_the_figure() -> None:
    """A reference to the wrong cell is found like a wrong number."""
    good = saying("全年新收政府信息公开申请〖本年新收·总计〗件。")
    wrong = saying("全年新收政府信息公开申请〖结转下年度·总计〗件。")
    assert "GK601" not in {found.rule for found in check(in_print(good))}
    (finding,) = [found for found in check(in_print(wrong)) if found.rule == "GK601"]
    assert "新收政府信息公开申请101件" in finding.quote


def test_check_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line a broken reference has its line in the data file, and exit code 1."""
    path = tmp_path / "数据.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    assert text.count("申请2365件") == 1
    path.write_text(text.replace("申请2365件", "申请〖申请·新受·总计〗件"), encoding="utf-8")
    line = next(
        number for number, words in enumerate(path.read_text().splitlines(), 1) if "〖" in words
    )
    assert main(["check", str(path)]) == 1
    assert f"GK607  第 {line} 行第 3 列" in capsys.readouterr().out
    target = tmp_path / "报告.docx"
    assert main(["build", str(path), "-o", str(target), "--force"]) == 1
    assert not target.exists()
    assert "不改正就做不成文件" in capsys.readouterr().err
    assert main(["read", str(path), "-o", str(tmp_path / "报送.json"), "--filing"]) == 2
    assert f"第 {line} 行" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["city-government-2024", "county-bureau-2019"])
def test_suggestions_print_what_was_written(name: str) -> None:
    """Pasted in the place of its figure, each reference prints the same report, and all at once."""
    report = example(name)
    found = suggestions(report)
    assert found
    for key, outline in report.prose.items():
        blocks = list(outline)
        for finding in sorted(found, key=lambda one: one.span or (0, 0), reverse=True):
            section, _, number = finding.address.partition(".")
            if section != key or finding.span is None:
                continue
            start, end = finding.span
            block = blocks[int(number) - 1]
            assert isinstance(block, Block)
            border = len(block.heading or "")
            words = block.text or ""
            assert words[start - border : end - border] == finding.quote
            content = finding.message[finding.message.index("〖") : finding.message.index("〗") + 1]
            words = words[: start - border] + content + words[end - border :]
            blocks[int(number) - 1] = Block(block.level, block.heading, words)
        report = report.with_prose({key: tuple(blocks)})
    assert resolved(report) == (example(name), ())
    assert suggestions(report) == ()


def test_suggestions_for_shares_words_and_last_year() -> None:
    """Percentages keep their digits, numerals their writing, comparisons their words."""
    last = evolve(changed(CITY, {"applications.received.total": 2217}), year=2023)
    report = saying(
        "新收政府信息公开申请2365件，比上年增加148件，同比增长6.7%。"
        "予以公开1117件，占47.6%。行政复议结果纠正三十一件。"
    )
    found = {finding.quote: finding.message for finding in suggestions(report, last)}
    assert "，比上年增减，件〗" in found["比上年增加148件"]
    assert "，同比增长，一位小数〗" in found["同比增长6.7%"]
    assert "〖予以公开·总计 占 本年度办理结果·总计·总计，一位小数〗" in found["47.6%"]
    assert "〖行政复议·结果纠正，汉字〗" in found["三十一"]


def test_suggestions_come_on_request_only(capsys: pytest.CaptureFixture[str]) -> None:
    """`check` says nothing of them without `--references`, and lists them with it."""
    assert main(["check", str(EXAMPLE)]) == 0
    assert SUGGESTIONS_RULE not in capsys.readouterr().out
    assert main(["check", str(EXAMPLE), "--references"]) == 0
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    line = next(number for number, words in enumerate(lines, 1) if "申请2365件" in words)
    assert f"{SUGGESTIONS_RULE}  第 {line} 行第 3 列" in capsys.readouterr().out
