"""Copies that LibreOffice saved of any report: equal after the projection of the way they took."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import gkdoc.api
from gkdoc.errors import InputError
from gkdoc.model import (
    Introduction,
    Organ,
    Remedies,
    Report,
    SeenReport,
    Signature,
    Waiver,
    usual_title,
)
from gkdoc.read import read_file
from gkdoc.spec import edition_for
from gkdoc.text.blocks import Block, Outline
from tests import tools
from tests.tools.copies import in_a_document, named_in_a_document, named_on_a_page, on_a_page
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT
from tests.tools.reports import records
from tests.tools.strategies import whole_reports

EXAMPLE = evolve(gkdoc.api.load(ROOT / "examples" / "city-government-2024.yaml"), organ=None)
COUNT = 40
"""So many reports are drawn; the copies of all of them take LibreOffice half a minute."""

DOCX, ODT, HTML = "docx", "odt → docx", "html"


@frozen
class Way:
    """A way of a report through LibreOffice.

    `projection` is what comes back of a report; `reads` is True for one whose title is enough.
    """

    suffix: str
    projection: Callable[[SeenReport], SeenReport]
    reads: Callable[[SeenReport], bool]


WAYS: Mapping[str, Way] = {
    DOCX: Way(".docx", evolve, lambda _: True),
    ODT: Way(".docx", in_a_document, named_in_a_document),
    HTML: Way(".html", on_a_page, named_on_a_page),
}


# What is lost on the way, each by an example: docs/reading.md lists the same


def overview(report: Report, *blocks: Block) -> Report:
    """The report with these blocks at the end of its first section."""
    outline: Outline = (*report.overview.outline, *blocks)
    return evolve(report, overview=evolve(report.overview, outline=outline))


def other_edition(report: Report) -> Report:
    """The report with its table of remedies in the edition that is not usual in its year."""
    assert report.remedies is not None
    edition = next(each for each in EDITIONS if each != edition_for(report.year).edition)
    rows: dict[str, dict[str, int]] = {}
    for ref in report.remedies.values.spec.cells:
        rows.setdefault(ref.row, {})[ref.column] = 0
    return evolve(report, remedies=Remedies.from_records(records(rows), edition=edition))


DAY = datetime.date(2025, 1, 20)
WAIVER = Waiver("GK301", "overview.1", "", "张三", DAY, "已核实")
USUAL = usual_title(EXAMPLE.agency, EXAMPLE.year)
SIGNED = evolve(EXAMPLE, signature=Signature(EXAMPLE.agency, DAY))

LOSSES: Mapping[str, tuple[Report, Mapping[str, set[str]]]] = {
    "机关性质": (
        evolve(EXAMPLE, organ=Organ("government", "city")),
        {ODT: {"organ"}, HTML: {"organ"}},
    ),
    "豁免": (evolve(EXAMPLE, waivers=(WAIVER,)), {ODT: {"waivers"}, HTML: {"waivers"}}),
    "没有文字的引言": (
        evolve(EXAMPLE, introduction=Introduction(())),
        {ODT: {"introduction"}, HTML: {"introduction"}},
    ),
    "看上去一样的版本": (other_edition(EXAMPLE), {ODT: {"remedies"}, HTML: {"remedies"}}),
    "与通常的标题一样的标题": (evolve(EXAMPLE, title=USUAL), {ODT: {"title"}, HTML: {"title"}}),
    "标题的分行": (
        evolve(EXAMPLE, title=f"{EXAMPLE.agency}\n{USUAL.removeprefix(EXAMPLE.agency)}"),
        {ODT: {"title"}, HTML: {"title"}},
    ),
    "段落里的换行": (overview(EXAMPLE, Block(text="第一行\n第二行")), {HTML: {"overview"}}),
    "样式表示的标题": (
        overview(EXAMPLE, Block(2, "持续深化重点领域信息公开，不断提高公开的质量和实效。")),
        {HTML: {"overview"}},
    ),
    "样式表示的段内标题": (
        overview(EXAMPLE, Block(2, "一是公开。", "公开了全部文件。")),
        {HTML: {"overview"}},
    ),
    "没有样式的序号": (overview(EXAMPLE, Block(text="（六）这不是层次。")), {HTML: {"overview"}}),
    "没有宽度的字符": (overview(EXAMPLE, Block(text="公\u00ad开\ufeff")), {HTML: {"overview"}}),
    "连着的几个空格": (overview(EXAMPLE, Block(text="甲  乙")), {HTML: {"overview"}}),
    "看不出的落款": (
        evolve(SIGNED, signature=Signature("甲、乙两局", DAY)),
        {HTML: {"signature", "other_matters"}},
    ),
}
KEPT: Mapping[str, Report] = {
    "落款": SIGNED,
    "层次": overview(
        EXAMPLE,
        Block(2, "主动公开", None),
        Block(3, "网站建设。", "新设 2 个栏目。"),
        Block(4, None, "制定了三项制度，包括审核制度；"),
    ),
    "书名号": overview(
        EXAMPLE, Block(text="〖〖不是引用〗，收到〖applications.received.total〗件。")
    ),
    "各种空格": overview(EXAMPLE, Block(text="甲 乙\u3000丙\u00a0丁\u3000\u3000戊")),
    "行末的空格": overview(EXAMPLE, Block(text="云川市人民政府 办公室 " * 30 + "完")),
    "断开的机关名称": evolve(
        EXAMPLE, agency="云川市人民政府办公室机关事务管理服务保障中心云川新区澄心湖分中心"
    ),
    "标题": evolve(EXAMPLE, title="云川市2024年度政府信息公开工作报告", agency="云川市"),
}
UNNAMED: Mapping[str, tuple[Report, set[str]]] = {
    "看不出机关和年度的标题": (evolve(EXAMPLE, title="工作总结"), {ODT, HTML}),
    "标题里有标点": (evolve(EXAMPLE, agency="甲局，乙局", title=None), {HTML}),
    "标题里有路径": (evolve(EXAMPLE, agency="甲局>乙局", title=None), {HTML}),
}


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """Any report that can be built, most under the usual title, some with references in it."""
    report = draw(whole_reports())
    if draw(st.integers(0, 7)):
        report = evolve(report, title=None)
    if draw(st.booleans()):
        report = evolve(report, agency=draw(st.sampled_from(("甲局", "云川市人民政府"))))
    figures = [ref for ref, value in report.cells() if isinstance(value, int)]
    if draw(st.booleans()) and figures:
        words = f"收到〖{draw(st.sampled_from(figures))}〗件，〖〖不是引用〗。"
        report = overview(report, Block(text=words))
    return report


def drawn() -> list[Report]:
    """Reports from Hypothesis, none twice; the same every time in strict mode."""
    batch: list[Report] = []

    @settings(
        max_examples=COUNT,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=[*HealthCheck],
    )
    @given(any_report())
    def gather(report: Report) -> None:
        if report not in batch:
            batch.append(report)

    gather()
    return batch


@frozen
class Copies:
    """Reports as they were printed, by name, and the folder with their copies by way."""

    printed: Mapping[str, Report]
    folder: Path

    def path(self, name: str, way: str) -> Path:
        """The copy of the report of this name that came out at the end of the way."""
        return (self.folder / way / name).with_suffix(WAYS[way].suffix)


@pytest.fixture(scope="module")
def copies(office: tools.Office, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """The copies of all reports of this module: four calls of LibreOffice."""
    folder = tmp_path_factory.mktemp("copies")
    batch = {f"drawn-{number}": report for number, report in enumerate(drawn(), start=1)}
    batch |= {name: report for name, (report, _) in LOSSES.items()} | dict(KEPT)
    batch |= {name: report for name, (report, _) in UNNAMED.items()}
    printed: dict[str, Report] = {}
    for name, report in batch.items():
        built = gkdoc.api.build(report, force=True)
        assert built.report is not None
        built.save(folder / f"{name}.docx")
        printed[name] = built.report
    sources = [folder / f"{name}.docx" for name in printed]
    office.docx(*sources, into=folder / DOCX)
    office.converted(*sources, into=folder / HTML, target="html")
    texts = office.converted(*sources, into=folder / "odt", target="odt")
    office.docx(*texts, into=folder / ODT)
    return Copies(printed, folder)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_any_report_is_equal_after_the_projection(way: str, copies: Copies) -> None:
    """Every figure, every word, every level: nothing is lost beside what the projection names."""
    projection = WAYS[way].projection
    compared = 0
    for name, report in copies.printed.items():
        if not WAYS[way].reads(report):
            continue
        expected = projection(report)
        assert read_file(copies.path(name, way)).report == expected, (name, report)
        assert projection(expected) == expected
        compared += 1
    # Were most passed over, the test would show nothing.
    assert compared >= COUNT // 2 + len(LOSSES) + len(KEPT)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_what_a_title_does_not_tell_is_never_guessed_in_silence(way: str, copies: Copies) -> None:
    """Under a title that tells nothing a copy is refused, or read by its words, which is said."""
    for name, report in copies.printed.items():
        if WAYS[way].reads(report):
            continue
        assert is_said(copies.path(name, way)), (name, report)
    for name, (_, ways) in UNNAMED.items():
        assert WAYS[way].reads(copies.printed[name]) == (way not in ways), name


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("loss", LOSSES)
def test_each_loss_that_is_named_happens(loss: str, way: str, copies: Copies) -> None:
    """The projection is no more generous than the way: what it leaves out is not there."""
    report = copies.printed[loss]
    assert differing(report, read_file(copies.path(loss, way)).report) == LOSSES[loss][1].get(
        way, set()
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", KEPT)
def test_what_is_not_named_is_kept(name: str, way: str, copies: Copies) -> None:
    """What might be thought lost is there after each of the ways."""
    assert not differing(copies.printed[name], read_file(copies.path(name, way)).report)


def is_said(path: Path) -> bool:
    """True if reading the file tells that the title tells nothing."""
    try:
        reading = read_file(path)
    except InputError as error:
        return {problem.path for problem in error.problems} == {"title"}
    return not {finding.rule for finding in reading.findings}.isdisjoint({"GK109", "GK116"})


def differing(report: SeenReport, other: SeenReport) -> set[str]:
    """The names of the parts in which the two differ."""
    names = [field.name for field in attrs.fields(SeenReport)]
    return {name for name in names if getattr(report, name) != getattr(other, name)}


def test_each_loss_has_its_row_in_the_manual() -> None:
    """docs/reading.md names the losses that are shown here, way by way, and no others."""
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    section = page.split("## 别的程序另存的文件")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ][2:]
    named = {
        row[0]: {way for way, mark in zip(WAYS, row[1:4], strict=True) if mark} for row in rows
    }
    shown = {name: set(ways) for name, (_, ways) in LOSSES.items()}
    assert named == shown | {name: ways for name, (_, ways) in UNNAMED.items()}
