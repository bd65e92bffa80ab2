"""What of a report does not stand in a document, said with its place."""

from __future__ import annotations

import datetime
from io import BytesIO

import docx
import pytest
from attrs import evolve
from docx.document import Document

import gkdoc
from gkdoc.docx import insert_report, insert_section, insert_table, verify
from gkdoc.errors import InputError
from gkdoc.model import Overview, Report, SeenReport, Signature, in_print
from gkdoc.spec import CellRef
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from tests.tools import hosts
from tests.tools.foreign import saved
from tests.tools.places import ROOT
from tests.tools.reports import signed, small

CITY = in_print(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")).report
OTHER = signed(small(), "云川市财政局", datetime.date(2024, 1, 20))


def yearbook(*reports: Report) -> Document:
    """A yearbook with these reports in it, one behind the other."""
    document = hosts.plain()
    for report in reports:
        insert_report(document.add_paragraph(), report)
    document.add_paragraph("编后记。")
    return document


def test_every_figure() -> None:
    """A single figure that is another one is named, with what is there and where."""
    document = yearbook(OTHER, CITY)
    for key, table in CITY.tables.items():
        spec = table.values.spec
        ref = next(ref for ref, cell in spec.cells.items() if "total" not in str(ref))
        changed = evolve(table, values=table.values.changed({ref: 987654}))
        (problem,) = verify(document, CITY.with_tables({key: changed}))
        assert problem.path == str(ref)
        assert "987654" in problem.message
        assert "张表" in problem.place


def test_a_cell_that_somebody_changed() -> None:
    """What counts is what the document shows when it is saved."""
    document = yearbook(CITY)
    cell = document.tables[1].cell(3, 3)
    assert cell.text == str(CITY.applications.values["received", "natural_person"])
    cell.paragraphs[0].runs[0].text = "1"
    assert [problem.path for problem in verify(document, CITY)] == [
        "applications.received.natural_person"
    ]


@pytest.mark.parametrize("key", ["introduction", "overview", "problems", "other_matters"])
def test_every_paragraph(key: str) -> None:
    """A paragraph with another word, or one that is not there, is named."""
    document = yearbook(CITY)
    outline = CITY.prose[key]
    spoiled = evolve(outline[-1], text=(outline[-1].text or "") + "另。")  # type: ignore[union-attr, arg-type]
    (problem,) = verify(document, CITY.with_prose({key: (*outline[:-1], spoiled)}))
    assert problem.path.startswith(key)


def test_title_and_signature() -> None:
    """Another title, another day of signing."""
    document = yearbook(CITY)
    assert CITY.signature is not None
    later = Signature(CITY.signature.agency, datetime.date(2025, 4, 1))
    assert [each.path for each in verify(document, evolve(CITY, signature=later))] == [
        "signature.date"
    ]
    titled = evolve(CITY, title="云川市人民政府年度报告汇编")
    assert "title" in [each.path for each in verify(document, titled)]


def test_the_report_of_another() -> None:
    """Figures that stand under another's title are not this report's."""
    document = yearbook(OTHER, CITY)
    alone = evolve(CITY, agency="云川市财政局", year=OTHER.year, signature=None)
    paths = {each.path.partition(".")[0] for each in verify(document, alone)}
    assert {"overview", "applications", "proactive"} <= paths


def test_a_part_only() -> None:
    """Of a document with one section and one table, all the rest is missing."""
    document = hosts.plain()
    insert_section(document.paragraphs[1], CITY, "overview")
    insert_table(document.add_paragraph(), CITY.remedies)
    absent = {each.path.partition(".")[0] for each in verify(document, CITY)}
    assert absent == {
        "title", "introduction", "proactive", "applications", "problems", "other_matters",
        "signature",
    }  # fmt: skip
    one = SeenReport(agency=CITY.agency, year=CITY.year, remedies=CITY.remedies)
    assert [each.path for each in verify(document, one)] == ["title"]


def test_references_are_looked_for_as_figures() -> None:
    """A report with references is verified as it is printed; one that cannot be is refused."""
    report = evolve(OTHER, overview=Overview(parse("收到〖申请·本年新收·总计〗件。")))
    assert verify(yearbook(report), report) == ()
    broken = evolve(OTHER, overview=Overview(parse("收到〖没有的〗件。")))
    with pytest.raises(InputError, match="没有的"):
        verify(yearbook(OTHER), broken)


def test_bytes_and_broken_files() -> None:
    """The bytes of a file do as well; what is no Word file is said to be none."""
    assert verify(saved(yearbook(CITY)), CITY) == ()
    (problem,) = verify(b"PK", CITY)
    assert problem.message


def test_hidden_words_do_not_count() -> None:
    """A paragraph that nobody sees is not there."""
    document = docx.Document(BytesIO(saved(yearbook(CITY))))
    words = next(p for p in document.paragraphs if p.text.startswith("（一）信息处理费"))
    for run in words.runs:
        run.font.hidden = True
    assert {each.path.partition(".")[0] for each in verify(document, CITY)} == {"other_matters"}


def test_a_figure_by_its_address() -> None:
    """The address of a figure is the one that data files use."""
    ref = CellRef("applications", "denied.state_secret", "total")
    table = evolve(CITY.applications, values=CITY.applications.values.changed({ref: 4321}))
    (problem,) = verify(yearbook(CITY), evolve(CITY, applications=table))
    assert problem.path == "applications.denied.state_secret.total"


def test_titles_that_are_mentioned() -> None:
    """A list of the reports in front, and a title within a report, begin and end none."""
    reports = (CITY, OTHER)
    mentioning = [
        report.with_prose({"other_matters": (*report.prose["other_matters"], Block(text=title))})
        for report, title in zip(reports, (OTHER.full_title, CITY.full_title), strict=True)
    ]
    document = hosts.plain()
    for report in reports:
        document.paragraphs[1].insert_paragraph_before(report.full_title)
    for report in mentioning:
        insert_report(document.add_paragraph(), report)
    assert [verify(document, report) for report in mentioning] == [(), ()]


def test_the_same_report_twice() -> None:
    """A report that stands there more than once stands there."""
    assert verify(yearbook(CITY, CITY, OTHER, CITY), CITY) == ()
