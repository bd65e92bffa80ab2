"""Statutory tables and sections within documents of others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

import gkdoc
from gkdoc.docx import context, insert_report, insert_section, insert_table, render, verify
from gkdoc.errors import InputError, UsageError
from gkdoc.model import Applications, Overview, SeenReport, TableValues, Text, in_print, printed
from gkdoc.spec import CellRef, section_title, sections, table
from gkdoc.text.blocks import Block, PlainTable, Unsupported
from gkdoc.text.outlines import parse
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools import hosts
from tests.tools.foreign import saved, styles
from tests.tools.places import ROOT
from tests.tools.reports import signed, small, with_tables

# With all its totals, as they are printed.
CITY = in_print(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")).report
REPORT = signed(small(value=7), "云川市财政局", datetime.date(2024, 1, 20))


def tags(document: Document) -> list[str]:
    """What stands in the body, in order: p, tbl, sectPr."""
    return [each.tag.rpartition("}")[2] for each in document.element.body]


def cells(inserted_table: Table) -> list[str]:
    """The words of each cell as python-docx reads them, row by row."""
    return [cell.text for row in inserted_table.rows for cell in row.cells]


def read(document: Document) -> SeenReport:
    """What gkdoc's reader sees in the document as it is saved."""
    return gkdoc.read_report(saved(document), partial=True, name="年鉴.docx").report


@pytest.mark.parametrize("key", ["proactive", "applications", "remedies"])
def test_a_table_reads_back(key: str) -> None:
    """Every figure is there for python-docx, and for gkdoc's own reader."""
    document = hosts.plain()
    own = CITY.tables[key]
    made = insert_table(document.paragraphs[1], own)
    assert isinstance(made, Table)
    assert len(made.rows) == own.values.spec.shape[0]
    assert {printed(value) for _, value in own.values} <= {*cells(made)}
    document.paragraphs[0].insert_paragraph_before(CITY.full_title)
    seen = read(document)
    assert seen.tables[key].values == own.values


def test_the_place_of_an_empty_paragraph() -> None:
    """An empty paragraph gives its place; behind any other, the order of all else stays."""
    document = hosts.plain()
    before = [paragraph.text for paragraph in document.paragraphs]
    insert_table(document.paragraphs[2], CITY.remedies)
    assert [p.text for p in document.paragraphs] == [text for text in before if text]
    insert_table(document.paragraphs[0], CITY.proactive)
    assert tags(document) == ["p", "tbl", "p", "tbl", "p", "p", "sectPr"]


@pytest.mark.parametrize(
    "content",
    [
        '<w:bookmarkStart w:id="1" w:name="甲"/><w:bookmarkEnd w:id="1"/>',
        '<w:r><w:br w:type="page"/></w:r>',
        '<w:pPr><w:rPr><w:ins w:id="9" w:author="甲"/></w:rPr></w:pPr>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
        "<w:r><w:t> </w:t></w:r>",
    ],
)
def test_what_is_not_empty_stays(content: str) -> None:
    """A bookmark, a page break, a revision, a comment, even a blank: the paragraph is kept."""
    document = hosts.plain()
    held = document.paragraphs[2]._p
    held.extend(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
    insert_table(document.paragraphs[2], CITY.remedies)
    assert held.getparent() is document.element.body
    assert isinstance(held.getnext(), CT_Tbl)


def test_tables_never_touch() -> None:
    """Word joins tables without a paragraph between them, and wants one at the end."""
    document = hosts.ending_in_a_table()
    between = document.paragraphs[-1]
    insert_table(between, CITY.remedies)
    insert_table(document.paragraphs[0], CITY.remedies)
    insert_table(document.add_paragraph(), CITY.remedies)
    kinds = tags(document)
    assert ("tbl", "tbl") not in {*pairwise(kinds)}
    assert kinds[-2:] == ["p", "sectPr"]
    assert len(document.tables) == 5


def test_an_empty_paragraph_that_ends_a_section_stays() -> None:
    """The table comes before it, into the section that it ends."""
    document = hosts.of_several_sections()
    number = len(document.sections)
    ending = next(
        p for p in document.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    )
    insert_table(ending, CITY.remedies)
    assert len(document.sections) == number
    assert isinstance(ending._p.getprevious(), CT_Tbl)


def test_a_table_is_no_wider_than_the_text() -> None:
    """On a small page columns shrink together; on a wide one the table keeps its own width."""
    document = hosts.of_several_sections()
    widths = {}
    for word in ("横页", "小页"):
        place = next(p for p in document.paragraphs if p.text == word)
        made = insert_table(place, CITY.applications)
        assert cells(made) == cells(insert_table(document.paragraphs[0], CITY.applications))
        widths[word] = sum(column.width for column in made.columns)
        rows = [
            sum(cell._tc.width for cell in {c._tc: c for c in row.cells}.values())
            for row in made.rows
        ]
        assert {*rows} == {widths[word]}
    assert widths["小页"] < Mm(119) < Mm(155) < widths["横页"]


def test_too_narrow_a_page_is_refused() -> None:
    """In columns no statutory table can be read; nothing is added to the document."""
    document = hosts.of_several_sections()
    before = saved(document)
    with pytest.raises(UsageError, match="毫米"):
        insert_report(document.paragraphs[-1], CITY)
    assert styles(saved(document)) == styles(before)


def test_totals_are_computed() -> None:
    """A table without its totals gets them; one that was entered is printed, right or wrong."""
    values = CITY.applications.values
    totals = {total.total for total in values.spec.sums}
    parts = {ref: value for ref, value in values.entered.items() if ref not in totals}
    odd = CellRef("applications", "received", "total")
    document = hosts.plain()
    bare = Applications(evolve(values, entered=parts))
    whole = insert_table(document.paragraphs[1], bare)
    assert cells(whole) == cells(insert_table(document.paragraphs[1], CITY.applications))
    wrong = Applications(evolve(values, entered={**parts, odd: 99999}))
    assert "99999" in cells(insert_table(document.paragraphs[1], wrong))


def test_missing_figures_are_refused() -> None:
    """Every figure that nobody entered is named; nothing is added to the document."""
    values = CITY.applications.values
    lacking = {CellRef("applications", row, "business") for row in ("received", "granted")}
    parts = {
        ref: value
        for ref, value in values.entered.items()
        if ref.column not in {"business", "total"}
    }
    document = hosts.plain()
    before = saved(document)
    with pytest.raises(InputError) as refused:
        insert_table(document.paragraphs[1], Applications(evolve(values, entered=parts)))
    assert {str(ref) for ref in lacking} <= {problem.path for problem in refused.value.problems}
    assert styles(saved(document)) == styles(before)


def test_words_in_cells_are_safe() -> None:
    """Signs of markup and of templates are words in a figure's place too."""
    text = "甲&乙<丙{{ x }}"
    document = hosts.plain()
    made = insert_table(document.paragraphs[1], with_tables(REPORT, Text(text)).remedies)
    assert text in cells(made)


def test_other_forms() -> None:
    """An older form, and one whose rows are not divided, are printed as they are."""
    document = hosts.plain()
    old = gkdoc.load(ROOT / "examples" / "county-bureau-2019.yaml")
    for own in in_print(old).report.tables.values():
        made = insert_table(document.paragraphs[0], own)
        assert len(made.rows) == own.values.spec.shape[0]
    spec = table("applications", "2021").undivided
    values = TableValues(spec, dict.fromkeys(spec.cells, 3))
    undivided = evolve(REPORT, applications=Applications(values))
    document = hosts.plain()
    insert_report(document.add_paragraph(), undivided)
    assert verify(document, undivided) == ()
    assert read(document).applications == undivided.applications


@pytest.mark.parametrize("key", sections())
def test_a_section(key: str) -> None:
    """Title and contents stand there, as objects to go on with."""
    document = hosts.plain()
    made = insert_section(document.paragraphs[1], CITY, key)
    assert made[0]._element.getprevious() is document.paragraphs[1]._p
    assert isinstance(made[0], Paragraph)
    assert made[0].text == section_title(key, CITY.year)
    assert isinstance(made[-1], Table) is (key in CITY.tables)
    absent = {problem.path.partition(".")[0] for problem in verify(document, CITY)}
    assert key not in absent
    assert absent >= {*sections()} - {key}


def test_references_are_figures() -> None:
    """A reference is printed as the figure it means, last year's too."""
    overview = Overview(
        parse("收到〖申请·本年新收·总计〗件，上年〖申请·本年新收·总计，上年数〗件。")
    )
    document = hosts.plain()
    last = with_tables(evolve(REPORT, year=REPORT.year - 1), 5)
    _, words = insert_section(
        document.paragraphs[1], evolve(REPORT, overview=overview), "overview", previous=last
    )
    assert isinstance(words, Paragraph)
    assert words.text == "收到7件，上年5件。"


def test_an_unresolved_reference_is_refused() -> None:
    """A reference without a figure is never printed: it is named, and the document stays."""
    overview = Overview(parse("收到〖申请·本年新收·总计，上年数〗件。\n〖没有这一格〗"))
    report = evolve(REPORT, overview=overview)
    document = hosts.plain()
    before = saved(document)
    with pytest.raises(InputError) as refused:
        insert_report(document.paragraphs[1], report)
    assert [problem.path for problem in refused.value.problems] == ["overview.1", "overview.2"]
    assert styles(saved(document)) == styles(before)
    assert insert_section(document.paragraphs[1], report, "problems")


def test_what_is_no_prose_is_refused() -> None:
    """What an outline cannot carry is named with its place."""
    overview = Overview((Block(text="如图。"), Unsupported("图表")))
    with pytest.raises(InputError, match=r"overview\.2.*图表"):
        insert_section(hosts.plain().paragraphs[1], evolve(REPORT, overview=overview), "overview")


def test_a_section_that_is_not_there_is_refused() -> None:
    """Of a report that was read in part, only what was seen can be inserted."""
    seen = SeenReport(agency="甲局", year=2023, problems=REPORT.problems)
    document = hosts.plain()
    assert insert_section(document.paragraphs[1], seen, "problems")
    with pytest.raises(InputError, match="总体情况"):
        insert_section(document.paragraphs[1], seen, "overview")


def test_a_misspelt_section_is_refused() -> None:
    """The nearest name is offered."""
    with pytest.raises(UsageError, match="overview"):
        insert_section(hosts.plain().paragraphs[1], REPORT, "overwiew")


def within_a_cell(document: Document) -> Paragraph:
    """A paragraph in a table."""
    document.add_table(1, 1)
    first: Paragraph = document.tables[0].cell(0, 0).paragraphs[0]
    return first


def within_the_header(document: Document) -> Paragraph:
    """One in a header."""
    first: Paragraph = document.sections[0].header.paragraphs[0]
    return first


def within_a_control(document: Document) -> Paragraph:
    """One in a content control."""
    markup = "<w:sdt {}><w:sdtContent><w:p/></w:sdtContent></w:sdt>".format(nsdecls("w"))
    control = parse_xml(markup)
    document.element.body.insert(0, control)
    return Paragraph(
        next(each for each in control.iter() if isinstance(each, CT_P)), document._body
    )


def taken_out(document: Document) -> Paragraph:
    """One that is no longer there."""
    paragraph = document.paragraphs[1]
    document.element.body.remove(paragraph._p)
    return paragraph


def within_a_field(document: Document) -> Paragraph:
    """One within a field that spans paragraphs."""
    for place, kind in ((0, "begin"), (3, "end")):
        sign = f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>'
        document.paragraphs[place]._p.append(parse_xml(sign))
    return document.paragraphs[1]


@pytest.mark.parametrize(
    "place", [within_a_cell, within_the_header, within_a_control, taken_out, within_a_field]
)
def test_places_that_cannot_hold_are_refused(place: Callable[[Document], Paragraph]) -> None:
    """Cells, headers, content controls, fields, what is no longer there; nothing is changed."""
    document = hosts.plain()
    paragraph = place(document)
    before = saved(document)
    for put in (
        lambda: insert_table(paragraph, CITY.applications),
        lambda: insert_section(paragraph, CITY, "overview"),
        lambda: insert_report(paragraph, CITY),
    ):
        with pytest.raises(UsageError, match="段落"):
            put()
    assert styles(saved(document)) == styles(before)
    assert tags(document) == tags(docx.Document(BytesIO(before)))


def test_other_things_are_refused() -> None:
    """What is no paragraph, or no statutory table, is named."""
    document = hosts.plain()
    with pytest.raises(UsageError, match="str"):
        insert_table("第一段", CITY.applications)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Overview"):
        insert_table(document.paragraphs[0], CITY.overview)  # type: ignore[arg-type]


def test_the_signature_keeps_to_the_right() -> None:
    """On a wider or a narrower page it stands as far from the right edge of the text."""
    distances = set()
    for width in (156, 120, 240):
        document = docx.Document()
        section = document.sections[0]
        section.left_margin = section.right_margin = Mm(20)
        section.page_width = Mm(40 + width)
        date = insert_report(document.add_paragraph(), REPORT)[-1]
        assert isinstance(date, Paragraph)
        indent = date.paragraph_format.left_indent
        assert indent is not None
        distances.add(round(width - indent / Mm(1)))
    assert len(distances) == 1


def test_two_reports_in_one_document() -> None:
    """A combined report: both stand there, each found by its title; styles are added once."""
    document = hosts.plain()
    insert_report(document.paragraphs[1], CITY)
    names = [style.name for style in document.styles]
    insert_report(document.add_paragraph(), REPORT)
    assert [style.name for style in document.styles] == names
    again = docx.Document(BytesIO(saved(document)))
    insert_report(again.add_paragraph(), REPORT)
    assert [style.name for style in again.styles] == names
    assert verify(document, CITY) == ()
    assert verify(document, REPORT) == ()


def test_nothing_of_an_insertion_has_a_number_of_its_own() -> None:
    """No bookmark, list or relationship that could be another's."""
    document = hosts.plain()
    for each in insert_report(document.paragraphs[1], CITY):
        markup = each._element.xml
        assert not re.search(r'(?:w|r|w14):(?:id|embed|paraId)=|<w:numId w:val="[1-9]', markup)


def test_a_document_to_go_on_with() -> None:
    """What was built is a python-docx document, a new one each time; none where nothing was."""
    built = gkdoc.build(with_tables(REPORT, 0))
    document = built.to_document()
    document.add_paragraph("附件")
    assert verify(document, with_tables(REPORT, 0)) == ()
    assert "附件" not in [paragraph.text for paragraph in built.to_document().paragraphs]
    with pytest.raises(UsageError, match="没有生成"):
        evolve(built, document=None).to_document()


def test_a_plain_table_has_the_width_of_the_text() -> None:
    """On a small page it is as wide as the text, beside a statutory table that had to shrink."""
    outline = (Block(text="如表。"), PlainTable(("项目", "件数"), (("咨询", "3"),)))
    document = hosts.of_several_sections()
    place = next(paragraph for paragraph in document.paragraphs if paragraph.text == "小页")
    made = insert_report(place, evolve(CITY, overview=Overview(outline)))
    tables = [each for each in made if isinstance(each, Table)]
    widths = {round(sum(column.width for column in each.columns) / Mm(1)) for each in tables}
    assert len(tables) == 4
    assert widths == {118}


@pytest.mark.parametrize("given", ["数据.yaml", b"{}", {"agency": "甲局"}, None, CITY.overview])
def test_what_is_no_report(given: Any) -> None:  # noqa: ANN401 - what users give by mistake
    """A path or data in the place of a report, or of last year's, is named by every function."""
    paragraph = hosts.plain().paragraphs[1]
    content = standard_template_bytes()
    template = DocxTemplate(BytesIO(content))
    calls: tuple[Callable[[Any, Any], object], ...] = (
        lambda report, last: insert_section(paragraph, report, "overview", previous=last),
        lambda report, last: insert_report(paragraph, report, previous=last),
        lambda report, last: verify(hosts.plain(), report, previous=last),
        lambda report, last: context(report, template, previous=last),
        lambda report, last: render(content, report, previous=last),
    )
    for call in calls:
        with pytest.raises(InputError, match="report"):
            call(given, None)
        if given is not None:
            with pytest.raises(InputError, match="previous"):
                call(CITY, given)
    with pytest.raises(UsageError, match="Document"):
        verify("年鉴.docx", CITY)  # type: ignore[arg-type]
