"""The corrected copy: what is certain is put right, everything that changes is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check import check
from gkdoc.model import Overview, SeenReport, in_print
from gkdoc.read import read_file
from gkdoc.tasks.tidy import Edit, tidy
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.text.outlines import survives_text
from gkdoc.text.writing import slips, slips_in_title
from tests.tools import strategies
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CENTER = read_file(ROOT / "examples" / "trading-center-2023.yaml").report

WRITTEN = (
    Block(2, "主动公开情况。", '2023 年,按照"谁起草,谁解读"的原则,公开５条.'),
    Unsupported("图片"),
    Block(2, None, "落实《关于印发<办法>的通知》(国办函[2020]109号)、《办法》、《规定》。。"),
    Block(text="全年收到申请.答复 5件，。"),
)
RIGHT = (
    Block(2, "主动公开情况。", "2023年，按照“谁起草，谁解读”的原则，公开5条。"),
    Unsupported("图片"),
    Block(2, None, "落实《关于印发〈办法〉的通知》（国办函〔2020〕109号）、《办法》、《规定》。"),
    Block(text="全年收到申请.答复5件，。"),
)

# Blocks of what slips are made of, so that nearly every example has something to correct.
_pieces = st.lists(
    st.sampled_from(
        ["公开", "年度", "5", "１", ",", ".", ":", "(", ")", '"', "'", " ", "[2020]", "〔20〕",
         "号", "《", "》", "、", "<", ">", "“", "”", "。", "，", "，，", "的的", "情况", "三同步",
         "%", "a"]
    ),
    min_size=1,
    max_size=14,
).map("".join)  # fmt: skip
_blocks = st.one_of(
    st.builds(Block, text=_pieces),
    st.builds(Block, st.sampled_from((2, 3, 4)), _pieces, st.none() | _pieces),
    st.builds(Block, st.sampled_from((2, 3, 4)), st.none(), _pieces),
)
_reports = st.builds(
    lambda outline, title: evolve(CENTER, overview=Overview(outline), title=title),
    st.lists(_blocks, max_size=4).map(tuple),
    st.none() | _pieces,
)
any_report = st.one_of(_reports, strategies.reports())


def words_at(report: SeenReport, address: str) -> str:
    """The words of the title or of a block."""
    if address == "title":
        return report.full_title
    section, _, number = address.partition(".")
    block = report.prose[section][int(number) - 1]
    assert isinstance(block, Block)
    return (block.heading or "") + (block.text or "")


def replayed(report: SeenReport, changes: tuple[Edit, ...]) -> dict[str, str]:
    """The words of every place with a change, after all changes listed for it."""
    words: dict[str, str] = {}
    for change in changes:
        here = words.get(change.address, words_at(report, change.address))
        start, end = change.span
        assert here[start:end] == change.before
        words[change.address] = here[:start] + change.after + here[end:]
    return words


def test_certain_slips_are_put_right() -> None:
    """Marks, brackets, digits and blanks are corrected; what could be meant otherwise is not."""
    tidied, changes = tidy(evolve(CENTER, overview=Overview(WRITTEN)))
    assert tidied.prose["overview"] == RIGHT
    assert {change.address for change in changes} == {"overview.1", "overview.3", "overview.4"}
    assert {change.rule for change in changes} == {
        "GK701", "GK702", "GK705", "GK706", "GK707",
    }  # fmt: skip


def test_title_is_put_right() -> None:
    """The doubled 年度 goes; the line break behind the agency stays."""
    title = f"{CENTER.agency} 2023 年度政府信息公开工作年度报告"
    tidied, changes = tidy(evolve(CENTER, title=title))
    assert tidied.title == f"{CENTER.agency} 2023年政府信息公开工作年度报告"
    assert [(change.address, change.before, change.after, change.rule) for change in changes] == [
        ("title", " ", "", "GK705"),
        ("title", "年度", "年", "GK704"),
    ]


def test_a_change_can_be_read() -> None:
    """One line says where, what was and what is."""
    change = Edit("overview.1", (5, 6), ",", "，", "GK701")
    assert str(change) == "overview.1：“,”改为“，”（GK701）"


def test_a_paragraph_does_not_become_a_heading() -> None:
    """A correction after which the line would be read as a heading is left to a person."""
    text = "落实省市县三级政府信息公开工作部署要求提升2024 年工作质效"
    block = Block(2, None, text)
    report = evolve(CENTER, overview=Overview((block,)))
    assert survives_text((block,))
    assert not survives_text((Block(2, None, text.replace(" ", "")),))
    assert tidy(report) == (report, ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_tidy(path: Path) -> None:
    """In a clean report there is nothing to do."""
    report = read_file(path).report
    assert tidy(report) == (report, ())


@settings(deadline=None)
@given(any_report)
def test_tidying_twice_is_tidying_once(report: SeenReport) -> None:
    """The second time nothing is left to do."""
    tidied, _ = tidy(report)
    assert tidy(tidied) == (tidied, ())


@settings(deadline=None)
@given(any_report)
def test_nothing_changes_but_what_is_listed(report: SeenReport) -> None:
    """The listed changes, made one by one, give the result; everything else is as it was."""
    tidied, changes = tidy(report)
    words = replayed(report, changes)
    for address, after in words.items():
        assert words_at(tidied, address) == after
    touched = {
        "title": tidied.title,
        **{key: getattr(tidied, key) for key in report.prose},
    }
    assert evolve(report, **touched) == tidied
    for section, outline in report.prose.items():
        for position, (before, now) in enumerate(
            zip(outline, tidied.prose[section], strict=True), start=1
        ):
            assert f"{section}.{position}" in words or before == now


@settings(deadline=None)
@given(any_report)
def test_levels_and_headings_stay(report: SeenReport) -> None:
    """No block gets another level, loses or gains a heading; text that could be read stays so."""
    tidied, _ = tidy(report)
    for section, outline in report.prose.items():
        assert shape(outline) == shape(tidied.prose[section])


def shape(outline: Outline) -> list[object]:
    """Level, heading or not, text or not of each block."""
    return [
        (block.level, block.heading is None, block.text is None)
        if isinstance(block, Block)
        else block
        for block in outline
    ]


@settings(deadline=None)
@given(_reports)
def test_what_is_left_is_for_a_person(report: SeenReport) -> None:
    """What remains is not mechanical, reaches over a heading's end, or would make a heading."""
    tidied, _ = tidy(report)
    assert not any(slip.mechanical for slip in slips_in_title(tidied.full_title, tidied.agency))
    for block in tidied.prose["overview"]:
        assert isinstance(block, Block)
        border = len(block.heading or "")
        left = [
            slip
            for slip in slips((block.heading or "") + (block.text or ""))
            if slip.mechanical and not slip.start < border < slip.end
        ]
        assert not left or survives_text((block,))


def test_findings_that_are_put_right_are_gone() -> None:
    """After tidying a report with slips of every kind, only what needs a person is reported."""
    report = evolve(CENTER, overview=Overview((WRITTEN[0], WRITTEN[2])))
    found = [finding.rule for finding in check(in_print(report)) if finding.rule.startswith("GK7")]
    tidied, _ = tidy(report)
    left = [finding.rule for finding in check(in_print(tidied)) if finding.rule.startswith("GK7")]
    assert set(found) >= {"GK701", "GK702", "GK705", "GK706", "GK707"}
    assert left == []
