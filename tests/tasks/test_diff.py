"""Two files held against each other: each change is listed with its place, and nothing else."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from attrs import evolve
from hypothesis import given, settings

import gkdoc.api
from gkdoc.cli.main import main
from gkdoc.model import NOT_ENTERED, Overview, Report
from gkdoc.read import Reading, read_bytes
from gkdoc.spec import CellRef
from gkdoc.tasks.diff import diff
from gkdoc.tasks.diff.changes import findings_of, sentences
from gkdoc.text.blocks import AnyBlock, Block, Picture, PlainTable
from gkdoc.text.links import Link
from gkdoc.write.json_text import to_json
from tests.tools.pixels import png
from tests.tools.places import ROOT
from tests.tools.strategies import reports

EXAMPLE = ROOT / "examples" / "trading-center-2023.yaml"


def example() -> Report:
    """A whole report."""
    return gkdoc.api.load(EXAMPLE)


def with_overview(*blocks: AnyBlock) -> Reading:
    """A report whose first section holds these blocks."""
    return Reading(evolve(example(), overview=Overview(blocks)))


def changed(report: Report) -> Report:
    """The report with one figure and one word changed."""
    assert report.applications is not None
    assert report.overview is not None
    ref = CellRef("applications", "received", "natural_person")
    values = report.applications.values.changed({ref: 77})
    first = report.overview.outline[0]
    assert isinstance(first, Block)
    block = evolve(first, text=f"{first.text}新加的一句。")
    return evolve(
        report,
        applications=evolve(report.applications, values=values),
        overview=Overview((block, *report.overview.outline[1:])),
    )


def test_a_data_file_is_the_same_as_what_it_prints() -> None:
    """Totals that are left to be computed and references are no changes; a wrong total is one."""
    report = gkdoc.api.load(ROOT / "examples" / "city-government-2024.yaml")
    text = "新收〖申请·本年新收·总计〗件。"
    report = evolve(report, overview=Overview((Block(text=text),)))
    printed = gkdoc.build(report, force=True).document
    assert printed is not None
    assert report.applications is not None
    assert NOT_ENTERED in {value for _, value in report.cells()}
    there = read_bytes(printed, "docx", partial=True)
    assert diff(Reading(report), there) == ()
    ref = CellRef("applications", "received", "total")
    values = report.applications.values.changed({ref: 7})
    wrong = evolve(report, applications=evolve(report.applications, values=values))
    assert str(ref) in {change.address for change in diff(there, Reading(wrong))}


@settings(max_examples=20, deadline=None)
@given(reports())
def test_a_report_is_the_same_as_itself(report: Report) -> None:
    """Whatever it holds."""
    assert diff(Reading(report), Reading(report)) == ()


def test_figures_and_sentences_are_listed() -> None:
    """The cell with both values, the sentence that came, each in the statute's words."""
    figure, sentence = sorted(
        diff(Reading(example()), Reading(changed(example()))), key=lambda one: one.before is None
    )
    assert (figure.address, figure.after) == ("applications.received.natural_person", "77")
    assert "自然人" in figure.label
    assert (sentence.address, sentence.before, sentence.after) == (
        "overview.1",
        None,
        "新加的一句。",
    )


def test_a_reworded_sentence_is_one_change() -> None:
    """Its neighbours, which stay as they were, are not listed."""
    before = with_overview(Block(text="甲事办好。公开信息五十条。丙事办好。"))
    after = with_overview(Block(text="甲事办好。公开信息六十条。丙事办好。"))
    (change,) = diff(before, after)
    assert (change.before, change.after) == ("公开信息五十条。", "公开信息六十条。")


def test_a_paragraph_divided_is_a_change() -> None:
    """The same words in two paragraphs: the mark says where the new one begins."""
    before = with_overview(Block(text="甲事办好。乙事办好。"))
    after = with_overview(Block(text="甲事办好。"), Block(text="乙事办好。"))
    (change,) = diff(before, after)
    assert (change.address, change.before, change.after) == (
        "overview.2",
        "乙事办好。",
        "¶乙事办好。",
    )


def test_a_heading_that_became_text_is_a_change() -> None:
    """The same words, but no longer a heading."""
    before = with_overview(Block(2, "主动公开。", "甲事办好。"))
    after = with_overview(Block(2, None, "主动公开。甲事办好。"))
    assert [(change.before, change.after) for change in diff(before, after)] == [
        ("¶（一）主动公开。｜", "¶（一）主动公开。"),
    ]


@pytest.mark.parametrize("text", ["", "甲。乙！丙", "“甲。”乙？！", "甲\n乙。", "。。甲"])
def test_sentences_lose_nothing(text: str) -> None:
    """Joined they are what was cut."""
    assert "".join(sentences(text)) == text


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The example as data, and a Word file with a figure and a sentence changed."""
    document = gkdoc.api.build(changed(example()), force=True).document
    assert document is not None
    data, word = tmp_path / "a.json", tmp_path / "b.docx"
    data.write_text(to_json(example()), encoding="utf-8")
    word.write_bytes(document)
    return data, word


def test_the_command_prints_a_table(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Any two formats; 1 because they differ."""
    before, after = map(str, files)
    assert main(["diff", before, after]) == 1
    printed = capsys.readouterr().out
    assert "77" in printed
    assert "新加的一句。" in printed
    assert main(["diff", before, before]) == 0


def test_the_command_prints_json(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each difference with its address, and where it stands in the Word file."""
    assert main(["diff", *map(str, files), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["differences"]
    places = {one["address"]: one["location_after"] for one in found}
    assert places["applications.received.natural_person"]["table"] == 2
    assert "paragraph" in places["overview.1"]


def test_the_review_copy_has_a_comment_for_each_change(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    """Comments in a copy of the later file, which stays as it was."""
    copy = tmp_path / "c.docx"
    kept = files[1].read_bytes()
    assert main(["diff", *map(str, files), "--review", str(copy)]) == 1
    changes = diff(*(gkdoc.api.read_report(path, partial=True) for path in files))
    comments = docx.Document(io.BytesIO(copy.read_bytes())).comments
    assert len(list(comments)) == len(findings_of(changes))
    assert files[1].read_bytes() == kept


def test_rows_pictures_and_addresses_that_changed_are_named() -> None:
    """A plain table is compared row by row, a picture by what it shows, a link by its address."""
    head, picture = ("年度", "件数"), Picture(png(), "图")
    before = with_overview(
        Block(text=f"见{Link('网站', 'https://a.cn')}。"),
        PlainTable(head, (("2023", "3"), ("2024", "4"))),
        picture,
    )
    after = with_overview(
        Block(text=f"见{Link('网站', 'https://b.cn')}。"),
        PlainTable(head, (("2023", "3"), ("2024", "5"))),
        Picture(png(13, 8), "图"),
    )
    assert diff(before, before) == ()
    changes = diff(before, after)
    assert [change.address for change in changes] == ["overview.1", "overview.2", "overview.3"]
    assert (changes[1].before, changes[1].after) == ("2024｜4", "2024｜5")
    assert "https://b.cn" in (changes[0].after or "")
