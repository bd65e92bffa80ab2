"""PDFs as reports: a published one cell by cell and sign by sign, our own prints as they were."""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest
from attrs import evolve

import gkdoc
from gkdoc.errors import MissingProgramError
from gkdoc.findings import Location
from gkdoc.model import Introduction, OtherMatters, Report
from gkdoc.read import Reading, read_file, read_object
from gkdoc.read.pdf import read_pdf
from gkdoc.spec import newest
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse, render
from tests import tools
from tests.conformance.cases import cases
from tests.conftest import PdfText
from tests.tools.copies import in_print
from tests.tools.reports import small

Read: TypeAlias = Callable[[str], Reading]

CASES = (
    *("city-government-2024", "county-bureau-2019", "trading-center-2023"),
    *("figures-of-7", "figures-of-7-in-2019", "fees-with-decimals"),
    *("blanks", "strokes", "texts", "table-split", "table-high"),
    *("agency-of-22", "agency-of-38", "introduction", "no-words", "plain", "four-levels"),
    *("line-ends", "marks-at-line-ends", "heading-at-page-end", "native-numbering"),
    *("signature-long", "signature-after-7", "small-figures"),
)
"""Prints that are read back: the examples, and what is at the edge of the layout."""

LATIN = evolve(
    small(),
    other_matters=OtherMatters(
        parse(
            "查询用 Open Government 平台，网址 https://example.gov.cn/annual-report/2023/index ，"
            "每季度由 Data Management Office 汇总 PDF 和 Excel 两种文件 3 次。"
        )
    ),
)
TITLED = evolve(small(), title="云川市财政局\n2023年度\n政府信息公开工作年度报告")
MADE: Mapping[str, Report] = {"latin-words": LATIN, "title-of-three-lines": TITLED}


@pytest.fixture(scope="module")
def published(shared: Path) -> Path:
    """A report as an office published it."""
    return shared / "cases" / "huaian-city-2024.pdf"


@pytest.fixture(scope="module")
def with_faces(office: tools.Office, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """`with_faces(name)`: what is read of a print where the statutory faces are there."""
    return printer(office, tmp_path_factory.mktemp("with-faces"))


@pytest.fixture(scope="module")
def without_faces(
    office_without_faces: tools.Office, tmp_path_factory: pytest.TempPathFactory
) -> Read:
    """`without_faces(name)`: what is read of a print with one Chinese face for all."""
    return printer(office_without_faces, tmp_path_factory.mktemp("without-faces"))


def printer(office: tools.Office, folder: Path) -> Read:
    """The reader of prints that are made in one call."""
    paths = []
    for name in (*CASES, *MADE):
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(document(name))
    pdfs = {path.stem: path for path in office.pdf(*paths, into=folder / "pdf", seconds=400)}

    @cache
    def read(name: str) -> Reading:
        return read_pdf(pdfs[name].read_bytes())

    return read


def document(name: str) -> bytes:
    """The Word file of a case."""
    if name in MADE:
        built = gkdoc.build(MADE[name], force=True)
    else:
        built = gkdoc.build(cases()[name].report, layout=cases()[name].layout, force=True)
    assert built.document is not None
    return built.document


def as_printed(name: str) -> Report:
    """The report with all its totals: what a print can show."""
    report = gkdoc.build(MADE[name] if name in MADE else cases()[name].report, force=True).report
    assert report is not None
    return report


# A published report


def test_every_cell_of_a_published_report_is_right(published: Path) -> None:
    """All figures of the three tables, and who reports for which year."""
    case = json.loads(published.with_suffix(".json").read_bytes())["report"]
    expected = read_object(case, partial=True).report
    report = read_file(published).report
    assert dict(report.cells()) == dict(expected.cells())
    assert (report.agency, report.year, report.title) == (expected.agency, expected.year, None)
    assert report.editions == expected.editions


def test_the_prose_of_a_published_report_is_whole(published: Path, pdf_text: PdfText) -> None:
    """Sign by sign what poppler finds on the pages, but for white space and page numbers."""
    report = read_file(published).report
    words = tools.without_spaces(re.sub(r"(?m)^\s*-\s*[0-9]\s*-\s*$", "", pdf_text(published)))
    titles = {section.key: section.title for section in newest().sections}
    begin, end = words.index(titles["proactive"]), words.index(titles["problems"])
    read = report.full_title + "".join(
        titles.get(key, "") + render(outline) for key, outline in report.prose.items()
    )
    assert tools.without_spaces(read) == words[:begin] + words[end:]


def test_paragraphs_of_a_published_report_are_those_that_show(published: Path) -> None:
    """Lines are joined, also over pages: seven paragraphs, five of them with run-in headings."""
    outline = read_file(published).report.prose["overview"]
    headings = [block.heading for block in outline if isinstance(block, Block)]
    assert headings == [
        None,
        "主动公开情况。",
        "依申请公开情况。",
        "政府信息管理情况。",
        "政府信息公开平台建设情况。",
        "政府信息公开监督保障情况。",
    ]
    assert len(read_file(published).report.prose["problems"]) == 2


def test_what_is_odd_about_a_published_report_is_said(published: Path) -> None:
    """（六） is numbered 1、2、3、; nothing else is odd, and the place has its page."""
    (finding,) = read_file(published).findings
    assert (finding.rule, finding.address) == ("GK111", "applications.other")
    assert finding.location is not None
    assert finding.location.page == 5


def test_places_have_pages(published: Path) -> None:
    """A figure behind the page break is on the page behind it, a paragraph on its own."""
    reading = read_file(published)
    first = reading.location("applications.received.total")
    last = reading.location("applications.carried_out.total")
    assert first is not None
    assert last is not None
    assert (first.page, last.page) == (4, 5)
    assert first.table == last.table
    assert reading.location("overview.1") == Location(paragraph=5, page=1)


# Our own prints


@pytest.mark.slow
@pytest.mark.parametrize("name", [*CASES, *MADE])
def test_what_is_printed_is_read(name: str, with_faces: Read) -> None:
    """Build, print, read: the report again, but for what a page does not show."""
    reading = with_faces(name)
    assert reading.report == in_print(as_printed(name))
    assert reading.findings == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", [*CASES, *MADE])
def test_what_is_printed_in_other_faces_is_read(name: str, without_faces: Read) -> None:
    """The same on a machine without the statutory faces, where lines break elsewhere."""
    reading = without_faces(name)
    assert reading.report == in_print(as_printed(name))
    assert reading.findings == ()


def test_what_a_print_does_not_show() -> None:
    """Blanks between Chinese words, 机关性质, line breaks; nothing that a page shows is lost."""
    whole = evolve(
        as_printed("city-government-2024"),
        introduction=Introduction((Block(text="办理 12 件，见 Open  Data 平台。"),)),
        title="云川市人民政府\n2024年年报",
    )
    shown = in_print(whole)
    assert whole.organ is not None
    assert shown.organ is None
    assert shown.title == "云川市人民政府2024年年报"
    assert shown.prose["introduction"] == (Block(text="办理12件，见Open Data平台。"),)
    assert dict(shown.cells()) == dict(whole.cells())
    assert in_print(shown) == shown


def test_headings_are_what_their_words_make_them() -> None:
    """A heading of forty signs is a paragraph where nothing but words tells."""
    long = Block(2, "主动公开" * 10, None)
    shown = in_print(evolve(small(), introduction=Introduction((long,))))
    assert shown.prose["introduction"] == (Block(2, None, "主动公开" * 10),)


# What is needed


def test_without_pdfplumber_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and the message names what to install."""
    found = builtins.__import__

    def without(name: str, *arguments: object, **more: object) -> ModuleType:
        if name.partition(".")[0] == "pdfplumber":
            raise ImportError(name)
        module: ModuleType = found(name, *arguments, **more)  # type: ignore[arg-type]
        return module

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingProgramError, match="pip install pdfplumber") as raised:
        read_pdf(b"%PDF-1.7\n")
    assert raised.value.exit_code == 3
