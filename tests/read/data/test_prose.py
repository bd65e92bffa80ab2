"""Prose and what stands around it: outlines, lines, dates, waivers, and where each was found."""

from __future__ import annotations

import datetime
from textwrap import dedent

import pytest

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Location
from gkdoc.model import Organ, SeenReport, Signature, Waiver
from gkdoc.read import Reading, read_bytes, read_file, read_object
from gkdoc.text.blocks import Block, Unsupported
from tests.tools.places import ROOT

HEAD = "机关: 某市某局\n年度: 2023\n"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def reading(text: str) -> Reading:
    """The reading of a file that need not be whole."""
    return read_bytes((HEAD + dedent(text)).encode(), "yaml", partial=True)


def read(text: str) -> SeenReport:
    """The report in a file that need not be whole."""
    return reading(text).report


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong in a file that need not be whole."""
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_examples(path: object) -> None:
    """Each example of the repository is a whole report without a problem."""
    result = read_file(str(path))
    assert result.findings == ()
    assert len(result.report.prose) + len(result.report.tables) >= 6
    for ref, value in result.report.cells():
        assert value is not None
        assert result.location(str(ref)) is not None


def test_there_are_examples() -> None:
    """The examples are where this test looks for them."""
    assert len(EXAMPLES) >= 3


def test_an_outline_as_text() -> None:
    """Text with its numbers becomes blocks; not a sign of the words is altered."""
    report = read(
        """
        overview: |
          2023年，概述 {{ x }} & <b>。
          （一）主动公开情况。全年公开5条。

          1.平台
        """
    )
    assert report.prose["overview"] == (
        Block(text="2023年，概述 {{ x }} & <b>。"),
        Block(2, "主动公开情况。", "全年公开5条。"),
        Block(3, "平台"),
    )


def test_an_outline_as_blocks() -> None:
    """Blocks by name or by label; null is as good as absent; what cannot be carried is kept."""
    report = read(
        """
        overview:
          - text: 概述。
          - {level: 2, heading: 主动公开, text: ~}
          - {级别: 3, 小标题: 平台。, 正文: 一个网站。}
          - {level: 4, text: "两行，\\n一段。"}
          - {kind: unsupported, description: 图片, place: 第 3 段}
        problems: []
        other_matters: ""
        """
    )
    assert report.prose["overview"] == (
        Block(text="概述。"),
        Block(2, "主动公开"),
        Block(3, "平台。", "一个网站。"),
        Block(4, None, "两行，\n一段。"),
        Unsupported("图片", "第 3 段"),
    )
    assert report.prose["problems"] == ()
    assert report.prose["other_matters"] == ()


def test_windows_line_ends_in_json() -> None:
    """Text areas of web pages send CR and LF; both together end a line."""
    values = {"agency": "甲", "year": 2023, "overview": "一段。\r\n（一）公开\r\n"}
    report = read_object(values, partial=True).report
    assert report.prose["overview"] == (Block(text="一段。"), Block(2, "公开"))


@pytest.mark.parametrize(
    ("block", "path", "column", "message"),
    [
        ("{level: 5, heading: 甲}", "overview.1.level", 13, "级别应是 2、3 或 4"),
        ('{level: "2", heading: 甲}', "overview.1.level", 13, "级别应是 2、3 或 4"),
        ("{level: [2], heading: 甲}", "overview.1.level", 13, "级别应是 2、3 或 4"),
        ("{heading: 甲}", "overview.1", 5, "应写明 level"),
        ("{level: 2}", "overview.1", 5, "没有文字"),
        ("{}", "overview.1", 5, "没有文字"),
        ('{text: ""}', "overview.1.text", 12, "不能是空的"),
        ("{text: [甲]}", "overview.1.text", 12, "应填文字，却是列表"),
        ("{txt: 甲, text: 乙}", "overview.1.txt", 6, "不认识的名称“txt”，是不是“正文（text）”？"),
        ("[甲]", "overview.1", 5, "或者写明 level、heading、text"),
        ('{level: 2, heading: "甲\\n乙"}', "overview.1.heading", 25, "只能是一行"),
        ("{kind: picture, description: 图}", "overview.1.kind", 12, "只能写 unsupported"),
        ("{kind: unsupported}", "overview.1", 6, "应有 description"),
        ("{kind: unsupported, description: 图, text: 甲}", "overview.1.text", 41, "不写这一项"),
        ("{text: 甲, place: 乙}", "overview.1.place", 15, "只有 kind: unsupported"),
        ('{text: "甲\\x07"}', "overview.1.text", 12, "U+0007"),
    ],
)
def test_blocks_that_are_wrong(block: str, path: str, column: int, message: str) -> None:
    """Each slip in a block, at its own place."""
    (problem,) = problems(f"overview:\n  - {block}\n")
    assert message in problem.message
    assert (problem.path, problem.line, problem.column) == (path, 4, column)


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("overview:", "overview", "没有内容"),
        ("overview: {a: 1}", "overview", "应是文字"),
        ("title: [甲]", "title", "应填文字，却是列表"),
        ("落款: 某局", "signature", "应逐项填写：机关（agency）、日期（date）"),
        ("落款: {agency: 某局}", "signature", "缺少：日期（date）"),
        ("落款: {agency: 某局, date: 2024年1月5日}", "signature.date", "应写成 2024-01-05"),
        ("落款: {agency: 某局, date: 2024-02-30}", "signature.date", "没有 2024-02-30 这一天"),
        ("落款: {agency: 某局, date: }", "signature.date", "却是空白"),
        ("机关性质: 部门", "organ", "应逐项填写：类别（kind）、层级（level）"),
        ("机关性质: {类别: 局}", "organ.kind", "人民政府（government）"),
        ("豁免: {}", "waivers", "应是列表"),
        ("豁免: [{rule: GK301}]", "waivers.1", "缺少：位置（address）"),
        ("gkdoc: 2", "gkdoc", "只认 1"),
        ("gkdoc: [1]", "gkdoc", "只认 1"),
        ("落款：某局", "", "全角冒号"),
    ],
)
def test_what_stands_around_the_sections(text: str, path: str, message: str) -> None:
    """Each slip has its address, and says what belongs there."""
    (problem,) = problems(text + "\n")
    assert message in problem.message
    assert problem.path == path
    assert problem.line == 3


@pytest.mark.parametrize("name", ["agency", "year"])
def test_what_no_report_may_lack(name: str) -> None:
    """Agency and year are required, even of what was read."""
    values = {"agency": "甲", "year": 2023}
    del values[name]
    with pytest.raises(InputError, match="缺少") as caught:
        read_object(values, partial=True)
    assert [problem.path for problem in caught.value.problems] == [name]


@pytest.mark.parametrize("name", ["agency", "title", "overview"])
@pytest.mark.parametrize("value", [5, True, 1.5])
def test_words_are_strings(name: str, value: object) -> None:
    """In JSON and Python a number is not a text."""
    values = {"agency": "甲", "year": 2023, name: value}
    with pytest.raises(InputError, match="要用双引号括起来"):
        read_object(values, partial=True)


def test_the_envelope() -> None:
    """By labels, as a person writes it; optional things may be left empty."""
    report = read(
        """
        gkdoc: 1
        标题:
        引言:
        机关性质: {类别: 部门, 层级: 县级}
        落款: {机关: 某市某局, 日期: 2024-01-15}
        豁免:
          - 规则: GK301
            位置: applications.total.total
            数值: 5
            批准人: 张三
            日期: 2024-01-16
            理由: 已核对
        """
    )
    assert report.title is None
    assert report.introduction is None
    assert report.organ == Organ("department", "county")
    assert report.signature == Signature("某市某局", datetime.date(2024, 1, 15))
    assert report.waivers == (
        Waiver(
            rule="GK301",
            address="applications.total.total",
            value="5",
            by="张三",
            date=datetime.date(2024, 1, 16),
            reason="已核对",
        ),
    )


def test_white_space_around_a_line_is_layout() -> None:
    """YAML leaves it out; so does JSON."""
    values = {"agency": "　某局 ", "year": 2023, "title": " 年 报 "}
    report = read_object(values, partial=True).report
    assert (report.agency, report.title) == ("某局", "年 报")


def test_where_things_were_found() -> None:
    """Figures, rows, sections and paragraphs have places; what has none, that of its parent."""
    found = reading(
        """
        overview: |

          一段。

            （一）公开
        problems: "一段。\\n又一段。"
        other_matters:
          - text: 一段。
        remedies:
          行政复议: {upheld: 1}
          复议后起诉: [1, 2, 3, 4, 10]
        """
    )
    places = {
        "agency": (1, 1),
        "overview": (4, 1),
        "overview.1": (6, 3),
        "overview.2": (8, 5),
        "problems.1": (9, 11),
        "problems.2": (9, 11),
        "other_matters.1": (11, 5),
        "remedies": (12, 1),
        "remedies.reconsideration": (13, 3),
        "remedies.reconsideration.upheld": (13, 10),
        "remedies.litigation_after_reconsideration.total": (14, 23),
    }
    assert {address: found.locations[address] for address in places} == {
        address: Location(line=line, column=column) for address, (line, column) in places.items()
    }
    assert found.location("remedies.reconsideration.total") == Location(line=13, column=3)
    assert found.location("waivers") is None
    assert read_object({"agency": "甲", "year": 2023}, partial=True).locations == {}
