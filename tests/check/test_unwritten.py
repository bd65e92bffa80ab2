"""GK118: a mark 【待写】 that is left stops the report, wherever it stands and whatever is read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from attrs import evolve

import gkdoc
from gkdoc import InputError, api
from gkdoc.model import OtherMatters, Overview, Text
from gkdoc.text.blocks import Block, Picture, PlainTable
from gkdoc.text.marks import MARK, mark, marks_in
from gkdoc.text.outlines import parse
from tests.tools.firing import Firing, changed, example, findings
from tests.tools.pixels import png
from tests.tools.places import ROOT
from tests.tools.reports import signed, small

EXAMPLE = (ROOT / "examples" / "city-government-2024.yaml").read_text(encoding="utf-8")

FIRING = (
    Firing(
        rule="GK118",
        address="other_matters.2",
        report=evolve(small(), other_matters=OtherMatters(parse(f"未收取信息处理费。\n{MARK}"))),
    ),
    Firing(
        rule="GK118",
        address="title",
        report=evolve(small(), title=f"{MARK}2023年政府信息公开工作年度报告"),
    ),
    Firing(
        rule="GK118",
        address="signature.agency",
        report=signed(small(), mark("落款"), datetime.date(2024, 1, 15)),
    ),
    Firing(
        rule="GK118",
        address="remedies.reconsideration.upheld",
        report=changed(small(), {"remedies.reconsideration.upheld": Text(MARK)}),
    ),
)

PLACES = {
    "a row": (
        "normative_documents: [34, 19, 312]",
        f"normative_documents: {MARK}",
        "proactive.normative_documents",
    ),
    "a figure": ("    repealed: 1", f"    repealed: {MARK}", "proactive.rules.repealed"),
    "words": ("  （一）存在的主要问题", f"  （一）存在的主要问题。{MARK}", "problems.1"),
    "a date": ("date: 2025-03-20", f"date: {MARK}", "signature.date"),
    "the agency": ("\nagency: 云川市人民政府", f"\nagency: {MARK}", "agency"),
}


def _marked(*names: str) -> str:
    text = EXAMPLE
    for name in names:
        old, new, _ = PLACES[name]
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_a_data_file_with_marks_is_refused_with_each_of_them(tmp_path: Path) -> None:
    """All marks at once, each with its line and address, and nothing else is complained about."""
    path = tmp_path / "草稿.yaml"
    path.write_text(_marked(*PLACES), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        gkdoc.load(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {problem.path: problem for problem in caught.value.problems}
    assert sorted(found) == sorted(address for _, _, address in PLACES.values())
    for problem in found.values():
        assert problem.rule == "GK118"
        assert MARK in problem.message
        assert problem.line is not None
        assert problem.column is not None
        assert lines[problem.line - 1][problem.column - 1 :].startswith(MARK)


@pytest.mark.parametrize("name", PLACES)
def test_check_says_where_marks_are(name: str, tmp_path: Path) -> None:
    """A draft can be checked: each mark is one finding with its line, and no figure is missed."""
    path = tmp_path / "草稿.yaml"
    path.write_text(_marked(name), encoding="utf-8")
    found = api.check_reading(api.read_report(path, partial=True))
    (finding,) = [each for each in found if each.rule == "GK118"]
    assert finding.address == PLACES[name][2]
    assert finding.label
    assert finding.location is not None
    line = finding.location.line
    assert line is not None
    assert MARK in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert "GK004" not in {each.rule for each in found}


def test_a_report_with_a_mark_is_not_built() -> None:
    """Whoever hands a report over as a value is stopped too."""
    report = evolve(small(), other_matters=OtherMatters(parse(f"没有收取信息处理费。{MARK}")))
    built = gkdoc.build(report)
    assert built.document is None
    assert "GK118" in {finding.rule for finding in built.findings}


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("没有标记", ()),
        ("甲【待写】乙", ((1, 5),)),
        ("【待写：年份】【待写】", ((0, 7), (7, 11))),
        ("【待写", ((0, 3),)),
        ("【待写作】", ((0, 5),)),
    ],
)
def test_marks_in_words(words: str, spans: tuple[tuple[int, int], ...]) -> None:
    """A mark may say what is to be written, and counts even where its bracket was deleted."""
    assert marks_in(words) == spans


def test_a_mark_in_a_table_or_a_caption_is_found() -> None:
    """Its block is named, and the mark is quoted; there is no row of signs to count in."""
    outline = (
        Block(text="文字"),
        PlainTable(("甲",), (("【待写：数】",),)),
        Picture(png(), "图", "【待写】"),
    )
    report = evolve(example("city-government-2024"), overview=Overview(outline))
    found = [(each.address, each.span, each.quote) for each in findings(report, "GK118")]
    assert found == [("overview.2", None, "【待写：数】"), ("overview.3", None, "【待写】")]


def test_words_of_a_link_are_checked_where_they_are_printed() -> None:
    """A mark in a link is found at its place in print, and its address is no prose."""
    text = "见[【待写】](https://a.cn/【待写】)和【待写】。"
    report = evolve(example("city-government-2024"), overview=Overview((Block(text=text),)))
    assert [each.span for each in findings(report, "GK118")] == [(1, 5), (6, 10)]
