"""A report read from anywhere becomes the workbook to fill in; what it does not hold is told."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from openpyxl import load_workbook

import gkdoc
from gkdoc.cli.language import Language
from gkdoc.cli.main import main
from gkdoc.errors import UsageError
from gkdoc.formats.workbook import BLANK_WORD, MOST_SIGNS, TableSheet
from gkdoc.formats.workbook_words import MOST_TEXT_ROWS
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    Organ,
    OtherMatters,
    Overview,
    Problems,
    SeenReport,
    TableValues,
    Text,
    Waiver,
    completed,
)
from gkdoc.read import read_bytes, read_file
from gkdoc.spec import CellRef
from gkdoc.tasks.workbook import report_workbook
from gkdoc.text.blocks import Block, Picture, PlainTable, Unsupported
from gkdoc.text.outlines import parse
from gkdoc.write.html import html_page
from tests.tools import strategies
from tests.tools.illustrated import CHART
from tests.tools.places import ROOT
from tests.tools.reports import small

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
UPHELD = CellRef("remedies", "reconsideration", "upheld")


def differing(meant: SeenReport, seen: SeenReport) -> Iterator[str]:
    """The address of whatever is not the same in both."""
    for name in ("agency", "year", "title", "signature", "waivers", "rollup"):
        if getattr(meant, name) != getattr(seen, name):
            yield name
    for key, outline in meant.prose.items():
        blocks = [*enumerate(outline, start=1)]
        yield from (f"{key}.{n}" for n, block in blocks if not isinstance(block, Block))
        if seen.prose.get(key) != tuple(it for it in outline if isinstance(it, Block)):
            yield key
    if (meant.organ or Organ()) != (seen.organ or Organ()):
        yield "organ"
    for key, table in meant.tables.items():
        if key not in seen.tables or seen.tables[key].values.spec != table.values.spec:
            yield key
        else:
            found = completed(seen.tables[key].values)
            for ref, value in table.values:
                if value is not NOT_ENTERED and repr(found.at(ref)) != repr(value):
                    yield str(ref)


@settings(max_examples=60, deadline=None)
@given(strategies.reports(misprints=True))
def test_what_does_not_come_back_is_told(report: SeenReport) -> None:
    """Every part and figure that the workbook does not give back has a finding, and no other."""
    written = report_workbook(report)
    seen = read_bytes(written.content, "xlsx", partial=True).report
    assert {finding.rule for finding in written.findings} <= {"GK121"}
    told = {finding.address for finding in written.findings}
    assert told == set(differing(report, seen))
    assert {*seen.prose, *seen.tables} <= {*report.prose, *report.tables}


def with_totals(report: SeenReport) -> SeenReport:
    """The report with all its totals."""
    return report.with_tables(
        {key: evolve(own, values=completed(own.values)) for key, own in report.tables.items()}
    )


def test_totals_follow_when_somebody_goes_on() -> None:
    """What is the sum of its parts is a formula; a wrong total stays the number that was read."""
    report = small()
    assert report.remedies is not None
    wrong = CellRef("remedies", "litigation_direct", "total")
    values = report.remedies.values.changed({wrong: 7})
    given = report.with_tables({"remedies": evolve(report.remedies, values=values)})
    written = report_workbook(given)
    assert written.findings == ()
    reading = read_bytes(written.content, "xlsx")
    assert with_totals(reading.report) == given
    entered = {
        ref
        for table in reading.report.tables.values()
        for total in table.values.spec.sums
        if (ref := total.total) in table.values.entered
    }
    assert entered == {wrong}
    opened = load_workbook(io.BytesIO(written.content))
    own = TableSheet(values.spec)
    total = own.reference(CellRef("remedies", "reconsideration", "total"))
    assert opened[own.name][total].data_type == "f"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_usual_report_loses_nothing(example: Path) -> None:
    """The examples are in the workbook with all that they say, references included."""
    report = evolve(gkdoc.load(example), waivers=())
    referring = evolve(
        report,
        overview=Overview(parse("新收〖本年新收·总计〗件，〖本年新收·总计，比上年增减，件〗。")),
    )
    for each in (report, referring):
        written = report_workbook(each)
        assert written.findings == ()
        read = read_bytes(written.content, "xlsx").report
        assert with_totals(read) == with_totals(each)


def with_figure(value: CellValue) -> SeenReport:
    """A report with that value in one cell of table four."""
    report = small()
    assert report.remedies is not None
    return report.with_tables(
        {
            "remedies": evolve(
                report.remedies, values=report.remedies.values.changed({UPHELD: value})
            )
        }
    )


def without_figures() -> SeenReport:
    """A report whose table four was seen, and no figure in it."""
    report = small()
    assert report.remedies is not None
    empty = TableValues(report.remedies.values.spec, {})
    return report.with_tables({"remedies": evolve(report.remedies, values=empty)})


def test_a_link_is_carried_as_it_is_written() -> None:
    """Words, address and the backslash before what only looks like a link come back."""
    text = (
        r"详见[平台](https://www.example.gov.cn/a?b=1)，不是[平台]\(https://www.example.gov.cn)。"
    )
    report = evolve(small(), problems=Problems(parse(text)))
    written = report_workbook(report)
    assert written.findings == ()
    assert read_bytes(written.content, "xlsx", partial=True).report.problems == report.problems


NO_TEXT = Problems((Unsupported("chart"), *parse("解读形式不多。")))
LONG_HEADING = Overview((Block(level=2, heading="完善制度" * 10),))
WAIVER = Waiver("GK301", str(UPHELD), "3", "甲", datetime.date(2024, 1, 5), "已核实")

LOSSES = {
    "unsupported": (evolve(small(), problems=NO_TEXT), "problems.1", "是chart，没有写入"),
    "picture": (
        evolve(small(), problems=Problems((*parse("解读形式不多。"), Picture(CHART, "flow")))),
        "problems.2",
        "第 2 段”是图片（flow），没有写入",
    ),
    "plain table": (
        evolve(small(), problems=Problems((PlainTable(("ways",), ()), *parse("解读形式不多。")))),
        "problems.1",
        "第 1 段”是表格（ways），没有写入",
    ),
    "no words": (evolve(small(), problems=Problems(())), "problems", "没有文字"),
    "levels": (evolve(small(), overview=LONG_HEADING), "overview", "读回时按文字重新划分"),
    "waivers": (evolve(small(), waivers=(WAIVER,)), "waivers", "“豁免”没有写入"),
    "word for a blank": (
        with_figure(Text(BLANK_WORD)),
        str(UPHELD),
        "是文字“空白”，读回时成为空白",
    ),
    "figure as text": (with_figure(Text("0")), str(UPHELD), "是文字“0”，读回时成为“0”"),
    "no figures": (without_figures(), "remedies", "没有数字，读回时算没有这张表"),
}


@pytest.mark.parametrize("name", LOSSES)
def test_each_loss_has_its_message(name: str) -> None:
    """One finding at the place, in words that say what is lost."""
    report, address, words = LOSSES[name]
    (finding,) = report_workbook(report).findings
    assert finding.address == address
    assert words in finding.message
    assert finding.message.startswith(f"“{finding.label}”")
    said = re.sub("“[^”]*”", "", Language("en")(finding.message))
    assert re.fullmatch("[ -~]+", said)


def test_blank_zero_and_not_entered_stay_what_they_are() -> None:
    """Three values, also in the workbook."""
    for value in (BLANK, 0, NOT_ENTERED):
        written = report_workbook(with_figure(value))
        read = read_bytes(written.content, "xlsx", partial=True).report
        assert read.remedies is not None
        assert (read.remedies.values.at(UPHELD), written.findings) == (value, ())


@pytest.mark.parametrize(
    ("matters", "words"),
    [
        ((Block(text="无" * (MOST_SIGNS + 1)),), f"第 1 段有 {MOST_SIGNS + 1} 个字"),
        ((Block(text="无。"),) * (MOST_TEXT_ROWS + 1), f"有 {MOST_TEXT_ROWS + 1} 段"),
    ],
    ids=["paragraph", "section"],
)
def test_what_has_no_room_is_refused(matters: tuple[Block, ...], words: str) -> None:
    """A paragraph longer than a cell, a section longer than the sheet: the place is named."""
    with pytest.raises(UsageError, match=words) as caught:
        report_workbook(evolve(small(), other_matters=OtherMatters(matters)))
    assert "六、其他需要报告的事项" in str(caught.value)


# The command


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example as files of several formats."""
    folder = tmp_path_factory.mktemp("sources")
    built = gkdoc.build(gkdoc.load(EXAMPLES[0]))
    assert built.report is not None
    built.save(folder / "报告.docx")
    (folder / "报告.html").write_text(html_page(built.report), encoding="utf-8")
    (folder / "报告.json").write_text(gkdoc.to_json(built.report), encoding="utf-8")
    (folder / "填报表.xlsx").write_bytes(report_workbook(built.report).content)
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["报告.docx", "报告.html", "报告.json", "填报表.xlsx"])
def test_any_format_becomes_the_workbook(
    name: str, sources: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0; the workbook is the report that was read, and can be built from."""
    output = tmp_path / "继续填.xlsx"
    assert main(["read", str(sources[name]), "-o", str(output)]) == 0
    said = capsys.readouterr()
    assert f"已写出 {output}" in said.out
    read = read_file(sources[name], partial=True).report
    assert with_totals(read_file(output).report) == with_totals(evolve(read, waivers=()))
    assert ("“豁免”没有写入" in said.err) == bool(read.waivers)
    assert main(["build", str(output), "-o", str(tmp_path / "报告.docx")]) == 0


def test_what_is_lost_is_printed_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line, in either language."""
    source, output = tmp_path / "报告.json", tmp_path / "报告.xlsx"
    report = evolve(small(), problems=NO_TEXT, waivers=(WAIVER,))
    source.write_text(gkdoc.to_json(report), encoding="utf-8")
    assert main(["read", str(source), "-o", str(output)]) == 0
    said = capsys.readouterr().err
    assert "GK121" in said
    assert "“五、存在的主要问题及改进情况 · 第 1 段”是chart，没有写入" in said
    assert "“豁免”没有写入" in said
    assert main(["read", str(source), "-o", str(output), "--replace", "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert said.count("was not written") == 2
    assert not re.search("[没写]", re.sub("“[^”]*”", "", said))


def test_a_workbook_that_is_there_is_kept(
    sources: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody may have filled it in: it is replaced on request only, and never if it is read."""
    output = tmp_path / "填报表.xlsx"
    output.write_bytes(b"filled in")
    call = ["read", str(sources["报告.docx"]), "-o", str(output)]
    assert main(call) == 2
    assert "--replace" in capsys.readouterr().err
    assert output.read_bytes() == b"filled in"
    assert main([*call, "--replace"]) == 0
    assert list(tmp_path.iterdir()) == [output]
    before = output.read_bytes()
    assert main(["read", str(output), "-o", str(output), "--replace"]) == 2
    assert "就是输入文件" in capsys.readouterr().err
    assert output.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "报告.xls"], ".yaml、.json 或 .xlsx 结尾"),
        (["-o", "报告.xlsx", "--filing"], ".json 结尾"),
    ],
)
def test_usage(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 2 with the reason, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["read", str(EXAMPLES[0]), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_read_gives_exit_1(sources: dict[str, Path], tmp_path: Path) -> None:
    """The rest is in the workbook all the same."""
    page = tmp_path / "报告.html"
    text = sources["报告.html"].read_text(encoding="utf-8")
    page.write_text(text.replace("2.重复申请", "某某"), encoding="utf-8")
    output = tmp_path / "报告.xlsx"
    assert main(["read", str(page), "-o", str(output)]) == 1
    assert read_file(output, partial=True).report.year == 2024
