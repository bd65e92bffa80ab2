"""The draft of a new year: what is carried, what is marked, what is said, and nothing lost."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import example as tried
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc
from gkdoc import InputError
from gkdoc.findings import Severity
from gkdoc.model import (
    BLANK,
    CellValue,
    Introduction,
    OtherMatters,
    Problems,
    SeenReport,
    Text,
    Waiver,
    completed,
)
from gkdoc.read import read_bytes
from gkdoc.spec import CellRef, edition_for, form, newest
from gkdoc.tasks.new import new
from gkdoc.tasks.new.words import moved_introduction, moved_title
from gkdoc.text.blocks import Block, Picture, PlainTable, Unsupported
from gkdoc.text.marks import MARK, marks_in
from gkdoc.text.outlines import parse
from gkdoc.write.xlsx.form import workbook
from gkdoc.write.yaml_draft import draft_yaml
from tests.tools import strategies
from tests.tools.firing import changed, example
from tests.tools.illustrated import CHART
from tests.tools.lacking import without
from tests.tools.places import ROOT
from tests.tools.reports import signed, small

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

LAST = example("city-government-2024")
APPLICATIONS = newest().tables["applications"]
COLUMNS = APPLICATIONS.rows["carried_in"]


def problems(text: str) -> list[gkdoc.errors.Problem]:
    """What keeps a data file from being a report."""
    with pytest.raises(InputError) as caught:
        read_bytes(text.encode(), "yaml")
    return list(caught.value.problems)


def filled_in(text: str) -> str:
    """The draft with every mark replaced by what a person would write."""
    lines: list[str] = []
    for line in text.splitlines():
        body, hash_sign, remark = line.partition("  # ")
        if body.startswith(" ") and body.endswith(f": {MARK}"):
            count = int(re.findall("一行 ([0-9]+) 个数", "\n".join(lines))[-1])
            zeros = str([0] * count) if "上年是 [" in remark else "0"
            if "日期" in body or "date" in body:
                zeros = "2026-03-20"
            body = body.replace(MARK, zeros)
        elif not line.startswith("#"):
            body = re.sub("【待写[^】]*】", "照常进行。", body)
        lines.append(body + hash_sign + remark)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("labels", [True, False], ids=["labels", "names"])
@pytest.mark.parametrize("year", [2020, 2026])
def test_a_draft_lacks_nothing_but_what_is_marked(year: int, *, labels: bool) -> None:
    """From the agency's name alone: sound YAML, refused for its marks and for nothing else."""
    found = problems(draft_yaml(new("云川市财政局", year).draft, labels=labels))
    assert {problem.rule for problem in found} == {"GK118"}
    assert all(problem.line for problem in found)
    edition = edition_for(year).edition
    marked = {problem.path for problem in found}
    for key, spec in form(edition).tables.items():
        totals = {total.total for total in spec.sums}
        for row, columns in spec.rows.items():
            is_total = all(CellRef(key, row, column) in totals for column in columns)
            assert (f"{key}.{row}" in marked) is not is_total


def test_the_draft_asks_for_the_topics_of_the_form() -> None:
    """Without last year's headings, section one has those that the form asks for."""
    topics = newest().sections[0].topics
    assert len(topics) == 5
    assert all(
        f"{topic.title}情况。{MARK}" in new("甲局", 2026).draft.prose["overview"]
        for topic in topics
    )


def test_what_was_carried_out_is_carried_in() -> None:
    """By applicant, to the piece."""
    assert LAST.applications is not None
    begun = new(last=LAST)
    there = completed(LAST.applications.values)
    carried = begun.draft.tables["applications"]
    for column in COLUMNS[:-1]:
        assert carried["carried_in", column] == there["carried_out", column]
    assert begun.findings == ()


@settings(max_examples=60, deadline=None)
@given(strategies.reports(misprints=True))
@tried(small(value=Text("/")))
@tried(small(value=BLANK))
def test_nothing_of_the_carry_over_is_lost(last: SeenReport) -> None:
    """Each applicant's figure is carried as it is, or the cell is named in a finding."""
    begun = new(last=last)
    carried = begun.draft.tables["applications"]
    said = {finding.address for finding in begun.findings}
    for column in COLUMNS[:-1]:
        ref = CellRef("applications", "carried_in", column)
        if last.applications is None:
            assert "applications" in said
            continue
        there = completed(last.applications.values)["carried_out", column]
        assert carried.at(ref) == there or str(ref) in said


@settings(max_examples=60, deadline=None)
@given(strategies.reports(misprints=True), st.booleans())
def test_any_report_can_be_followed(last: SeenReport, labels: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever last year's file held, the draft is sound and lacks nothing but what is marked."""
    begun = new(last=last, year=min(last.year + 1, 2099))
    found = problems(draft_yaml(begun.draft, labels=labels))
    assert {problem.rule for problem in found} == {"GK118"}


@settings(max_examples=15, deadline=None)
@given(strategies.reports(misprints=True))
def test_any_report_can_be_followed_by_a_workbook(last: SeenReport) -> None:
    """The same draft as a workbook can be read, as far as it goes."""
    begun = new(last=last, year=min(last.year + 1, 2099))
    reading = read_bytes(workbook(begun.draft), "xlsx", partial=True)
    assert reading.report.agency == last.agency


def test_filled_in_the_draft_is_a_report() -> None:
    """With every mark replaced, the file is read, and what was carried is in it."""
    text = filled_in(draft_yaml(new(last=LAST).draft))
    report = read_bytes(text.encode(), "yaml").report
    assert LAST.applications is not None
    assert report.applications is not None
    assert report.year == LAST.year + 1
    assert report.organ == LAST.organ
    assert report.signature is not None
    for column in COLUMNS[:-1]:
        there = completed(LAST.applications.values)["carried_out", column]
        assert report.applications.values["carried_in", column] == there


def test_last_years_words_are_comments_only() -> None:
    """They stand in the file to look at, and none of them gets into the report."""
    text = draft_yaml(new(last=LAST).draft)
    sentence = "全面贯彻党的二十大"
    assert [line for line in text.splitlines() if sentence in line]
    assert all(line.startswith("#") for line in text.splitlines() if sentence in line)


def test_the_stock_of_last_year_is_a_remark() -> None:
    """What was in force is told, not entered: this year's follows from what nobody knows yet."""
    assert LAST.proactive is not None
    begun = new(last=LAST)
    stock = LAST.proactive.values["normative_documents", "in_force"]
    assert str(stock) in begun.draft.remarks["proactive.normative_documents"]
    assert begun.draft.tables["proactive"].entered == {}


SAID: dict[str, tuple[SeenReport, dict[str, object], str, str]] = {
    "a placeholder": (
        changed(small(), {"applications.carried_out.research": Text("/")}), {},
        "applications.carried_in.research", "是“/”",
    ),
    "a blank": (
        changed(small(), {"applications.carried_out.research": BLANK}), {},
        "applications.carried_in.research", "是空白",
    ),
    "a wrong total": (
        changed(small(), {"applications.carried_out.total": 3}), {},
        "applications.carried_in.total", "各列相加是 0",
    ),
    "no table three": (without(small(), "applications"), {}, "applications", "没有找到"),
    "no table two": (without(small(), "proactive"), {}, "proactive", "没有找到"),
    "no section": (without(small(), "problems"), {}, "problems", "没有找到"),
    "a stock that is no number": (
        changed(small(), {"proactive.rules.in_force": Text("—")}), {}, "proactive.rules", "是“—”",
    ),
    "a year between": (small(), {"year": 2025}, "year", "2024 年度"),
    "another agency": (small(), {"agency": "云川市审计局"}, "agency", "云川市财政局"),
    "a title without a year": (evolve(small(), title="年度报告"), {}, "title", "没有年份"),
    "the older form": (small(year=2020), {}, "proactive.rules", "2019 年格式"),
    "a picture": (
        evolve(small(), other_matters=OtherMatters((Unsupported("一张图"),))), {},
        "other_matters", "一张图",
    ),
    "a picture in the introduction": (
        evolve(small(), introduction=Introduction((Picture(CHART, "一张图"),))), {},
        "introduction", "图片（一张图）",
    ),
    "a plain table": (
        evolve(small(), problems=Problems((PlainTable(("渠道",), (("网站",),)),))), {},
        "problems", "表格（渠道）",
    ),
    "waivers": (
        evolve(small(), waivers=(
            Waiver("GK301", "applications", "", "甲", datetime.date(2024, 1, 1), "清理"),
        )), {}, "waivers", "1 项豁免",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_could_not_be_carried_is_said(name: str) -> None:
    """One finding at the place, with what stood there."""
    last, options, address, words = SAID[name]
    found = new(last=last, **options).findings  # type: ignore[arg-type]
    messages = [finding.message for finding in found if finding.address == address]
    assert len(messages) == 1
    assert words in messages[0]
    assert all(finding.rule == "GK006" for finding in found)
    assert all(finding.severity is not Severity.ERROR for finding in found)


def test_a_picture_of_last_year_is_no_words_of_the_draft() -> None:
    """Nothing stands in its place: whoever forgot to take it away would print it."""
    words = Introduction((Block(text="本报告由甲局编制。"), Picture(CHART, "一张图")))
    draft = new(last=evolve(small(), introduction=words)).draft
    assert draft.prose["introduction"] == "本报告由甲局编制。"
    assert "一张图" in "".join(draft.last_prose["introduction"])


def test_a_total_is_not_compared_with_figures_that_are_missing() -> None:
    """One finding for the cell that is no figure, none for the sum that it upsets."""
    cells: dict[str, CellValue] = {
        "applications.carried_out.research": Text("/"),
        "applications.carried_out.total": 3,
    }
    found = new(last=changed(small(), cells)).findings
    assert [finding.address for finding in found] == ["applications.carried_in.research"]


def test_after_a_year_between_no_figure_is_carried() -> None:
    """Only the very next year begins with what the last one left."""
    begun = new(last=LAST, year=LAST.year + 2)
    assert all(not values.entered for values in begun.draft.tables.values())
    assert begun.draft.last_tables == {}


INTRODUCTIONS = {
    "统计期限自2024年1月1日起至2024年12月31日止。": "统计期限自2025年1月1日起至2025年12月31日止",
    "现将2024年政府信息公开工作年度报告公布如下。": "现将2025年政府信息公开工作年度报告公布如下",
    "本报告所列数据截至2024年12月31日。": "本报告所列数据截至2025年12月31日",
    "根据国办公开办函〔2024〕3号编制。": "根据国办公开办函〔2024〕3号编制。",
    "按照《2024年政务公开工作要点》编制。": "按照《2024年政务公开工作要点》编制。",
    "联系电话12024年。": "联系电话12024年。",
    "如有疑问，请与本局联系。": "如有疑问，请与本局联系。",
}


@pytest.mark.parametrize("line", INTRODUCTIONS)
def test_only_the_reports_own_year_is_moved(line: str) -> None:
    """And whoever reads on has to confirm it; years of documents stay, and need no mark."""
    moved = moved_introduction(parse(line), 2024, 2025)
    assert moved.startswith(INTRODUCTIONS[line])
    assert bool(marks_in(moved)) == (INTRODUCTIONS[line] not in (line, f"{line}"))


def test_another_mention_of_the_year_is_marked_and_left() -> None:
    """What is told of last year may be true of it only: a person decides."""
    line = "我局2024年完成了机构改革。"
    moved = moved_introduction(parse(line), 2024, 2025)
    assert moved.startswith("我局2024年完成了机构改革【待写")


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("云川市2023年政府信息公开工作年度报告", "云川市2024年政府信息公开工作年度报告"),
        ("2023年度报告（2023）", "2024年度报告（2024）"),
        ("年度报告", None),
        ("120231号报告", None),
    ],
)
def test_titles_move_with_the_year(title: str, moved: str | None) -> None:
    """Every mention of the year; a title that has none is not guessed at."""
    assert moved_title(title, 2023, 2024) == moved


def test_an_introduction_that_is_moved_is_not_built_unread() -> None:
    """The moved introduction keeps the draft from being built until somebody has read it."""
    last = evolve(small(), introduction=Introduction(parse("统计期限为2023年1月1日至12月31日。")))
    assert marks_in(new(last=last).draft.prose["introduction"])


def test_the_signature_moves_without_its_date() -> None:
    """Who signs is known; when is not."""
    last = signed(small(), "云川市财政局", datetime.date(2024, 1, 20))
    draft = new(last=last).draft
    assert (draft.signs, draft.signed) == ("云川市财政局", None)
    assert "2024-01-20" in draft.remarks["signature.date"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("new", …)`: the command in a process of its own, in an empty folder."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gkdoc", *arguments],
            check=False, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path,
            timeout=120, env=dict(os.environ),
        )  # fmt: skip

    return call


def test_new_and_form_on_the_command_line(run: Run, tmp_path: Path) -> None:
    """Last year's data, the new year's draft, refused by build with each mark and its line."""
    last = str(ROOT / "examples" / "city-government-2024.yaml")
    done = run("new", "--from", last, "-o", "新.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    refused = run("build", "新.yaml", "-o", "新.docx")
    assert refused.returncode == 2
    marks = (tmp_path / "新.yaml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(marks, 1):
        if "【待写" in line and not line.startswith("#"):
            assert f"第 {number} 行" in refused.stderr
    assert not (tmp_path / "新.docx").exists()
    done = run("form", "--from", last, "-o", "新.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    checked = run("check", "新.xlsx")
    assert checked.returncode == 1
    assert "文字!" in checked.stdout


USAGE = {
    "neither": (["new", "-o", "a.yaml"], "--from"),
    "no year": (["new", "--agency", "甲局", "-o", "a.yaml"], "--year"),
    "another ending": (["new", "--agency", "甲局", "--year", "2026", "-o", "a.docx"], ".yaml"),
    "no such year": (["form", "--year", "1999", "-o", "a.xlsx"], "--year"),
    "no workbook": (["form", "-o", "a.yaml"], ".xlsx"),
    "no such file": (["form", "--from", "无.docx", "-o", "a.xlsx"], "找不到"),
}


@pytest.mark.parametrize("name", USAGE)
def test_what_cannot_be_done_is_said(name: str, run: Run, tmp_path: Path) -> None:
    """Exit 2, in words, and no file."""
    arguments, words = USAGE[name]
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["new", "form"])
def test_what_somebody_filled_in_is_not_overwritten(verb: str, run: Run, tmp_path: Path) -> None:
    """A file that is there stays as it is, unless it is to be replaced."""
    path = tmp_path / ("a.yaml" if verb == "new" else "a.xlsx")
    path.write_bytes(b"x")
    arguments = [verb, "--agency", "甲局", "--year", "2026", "-o", path.name]
    done = run(*arguments)
    assert done.returncode == 2
    assert path.read_bytes() == b"x"
    assert run(*arguments, "--replace").returncode == 0
    assert path.read_bytes() != b"x"
