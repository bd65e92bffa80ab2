"""Templates of other offices: each builds the same report, with the figures in their places.

The five fixtures were saved by LibreOffice 7.4; tests/tools/templates.py made them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn

import gkdoc
from gkdoc import api
from gkdoc.findings import Severity, has_errors
from gkdoc.model import Applications, Report, printed
from gkdoc.ooxml.package import read_package
from gkdoc.read.docx import read_docx
from gkdoc.spec import TableSpec, form, table
from gkdoc.write.docx.contract import figures
from gkdoc.write.docx.tables import BOOKMARK_PREFIX
from tests.conftest import Validate
from tests.tools import without_spaces
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT
from tests.tools.reports import filled
from tests.tools.templates import FOLDER, FORM, TEMPLATES, own_tables, saved

OFFICES = sorted(TEMPLATES)
EXAMPLES = ("city-government-2024", "trading-center-2023")


@cache
def example(name: str) -> Report:
    """One of the examples, signed, so that every template has something to put in each slot."""
    report = gkdoc.load(ROOT / "examples" / f"{name}.yaml")
    signature = gkdoc.model.Signature(report.agency, datetime.date(report.year + 1, 1, 20))
    return evolve(report, signature=report.signature or signature)


@cache
def whole(name: str) -> Report:
    """The example with its totals, in the rows of its form: what the standard template prints."""
    report = gkdoc.build(example(name)).report
    assert report is not None
    return report


def template(name: str) -> Path:
    """The fixture of this name."""
    return FOLDER / f"{name}.docx"


@cache
def built(office: str, name: str) -> gkdoc.Built:
    """The example in the office's template, read back and compared."""
    report = example(name)
    if office == "block-slots":
        # This template has no place for an introduction, which is tested below.
        report = evolve(report, introduction=None)
    return gkdoc.build(report, template(office), verify=True)


def document_of(result: gkdoc.Built) -> bytes:
    """The document, which is there."""
    assert result.document is not None
    return result.document


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("office", OFFICES)
def test_the_same_report_whatever_the_template(office: str, name: str) -> None:
    """Read back by the ordinary reader, the report is the one that was built, figure by figure."""
    result = built(office, name)
    read = read_docx(document_of(result)).report
    wanted = result.report
    assert wanted is not None
    assert figures_by_name(wanted).items() >= figures_by_name(example(name)).items() - undivided()
    assert {key: dict(each.values) for key, each in read.tables.items()} == {
        key: dict(each.values) for key, each in wanted.tables.items()
    }
    assert read.prose == wanted.prose


@pytest.mark.parametrize("office", OFFICES)
def test_another_reader_finds_every_figure_in_its_cell(office: str) -> None:
    """The judge, python-docx, sees the figures of the report in the order of the form."""
    tables = docx.Document(BytesIO(document_of(built(office, "city-government-2024")))).tables
    wanted = whole("city-government-2024").tables.values()
    for word_table, each in zip(tables, wanted, strict=True):
        figures_seen = [words for words in cells(word_table) if words.replace(".", "").isdecimal()]
        assert figures_seen == [printed(value) for _, value in each.values]


def figures_by_name(report: Report) -> dict[str, str]:
    """Every figure that somebody entered, as it is printed."""
    return {
        str(ref): printed(value)
        for each in report.tables.values()
        for ref, value in each.values.entered.items()
    }


def undivided() -> set[tuple[str, str]]:
    """The cells of （六） in one row, which a form of three rows does not have, with 0 in them."""
    divided = table("applications", "2021")
    return {(str(ref), "0") for ref in divided.undivided.cells if ref.row in divided.divisions}


def cells(word_table: docx.table.Table) -> Iterator[str]:
    """The words of each cell; a merged one counts once."""
    for row in word_table._tbl.tr_lst:
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                yield without_spaces("".join(node.text or "" for node in cell.iter(qn("w:t"))))


@pytest.mark.slow
def test_results_are_as_valid_as_their_templates(validate: Validate, tmp_path: Path) -> None:
    """Microsoft's validator finds nothing in a report that it does not find in the template."""
    for office in OFFICES:
        result = tmp_path / f"{office}.docx"
        result.write_bytes(document_of(built(office, "city-government-2024")))
        before = {error.description for error in validate(template(office))}
        after = {error.description for error in validate(result)}
        assert after <= before, office


def test_slots_in_header_footer_and_text_box_are_filled() -> None:
    """Header, footer and both forms of a text box hold the report's words."""
    document = document_of(built("header-slots", "city-government-2024"))
    parts = read_package(document).parts
    header = words_of(parts["word/header1.xml"])
    assert header.startswith("云川市人民政府")
    assert header.count("编制：云川市人民政府") == 2
    assert words_of(parts["word/footer1.xml"]) == "2024年度　二〇二四"


def words_of(part: bytes) -> str:
    """All text of a part."""
    return "".join(node.text or "" for node in docx.oxml.parse_xml(part).iter(qn("w:t")))


def test_styles_of_the_office_win() -> None:
    """Prose takes the office's own 公文正文: 15 pt, as it was set there."""
    document = docx.Document(BytesIO(document_of(built("own-styles", "city-government-2024"))))
    style = next(each.style for each in document.paragraphs if "根据" in each.text)
    assert style is not None
    assert style.name == "公文正文"
    assert style.font.size is not None
    assert style.font.size.pt == 15


def test_a_part_without_a_place_is_said() -> None:
    """A report with an introduction does not lose it in a template that has no place for it."""
    with pytest.raises(gkdoc.TemplateError, match=r"报告有引言.*\{\{p introduction \}\}"):
        gkdoc.build(example("city-government-2024"), template("block-slots"))


@pytest.mark.parametrize("office", ["own-tables", "marked-up-form"])
def test_drawn_cells_have_their_bookmarks(office: str) -> None:
    """Each figure in a table that the office drew has its hidden bookmark, unless plain."""
    report = whole("city-government-2024")
    wanted = {figures()[str(ref)]: printed(value) for ref, value in report.cells()}
    assert bookmarked(document_of(gkdoc.build(report, template(office)))) == wanted
    assert bookmarked(document_of(gkdoc.build(report, template(office), plain=True))) == {}


def bookmarked(document: bytes) -> dict[str, str]:
    """The words inside each bookmark of ours; no number is used twice."""
    root = docx.Document(BytesIO(document)).element
    starts = [*root.iter(qn("w:bookmarkStart"))]
    numbers = [start.get(qn("w:id")) for start in starts]
    assert len(set(numbers)) == len(numbers)
    found = {}
    for start in starts:
        name = start.get(qn("w:name"))
        if name.startswith(BOOKMARK_PREFIX):
            words = ""
            for each in start.itersiblings():
                if each.tag == qn("w:bookmarkEnd") and each.get(qn("w:id")) == start.get(
                    qn("w:id")
                ):
                    break
                words += "".join(node.text or "" for node in each.iter(qn("w:t")))
            found[name] = words
    return found


def test_a_changed_figure_is_told_by_what_the_file_carries() -> None:
    """A figure that somebody overwrites in a drawn table differs from the one that is carried."""
    document = docx.Document(BytesIO(document_of(built("own-tables", "city-government-2024"))))
    document.tables[1].cell(3, 3).paragraphs[0].runs[0].text = "77"
    reading = read_docx(saved(document))
    assert [each.rule for each in reading.findings] == ["GK113"]
    assert "77" in reading.findings[0].message


def test_bookmarks_of_an_earlier_report_go() -> None:
    """A report that was made into a template again has each bookmark once."""
    again = docx.Document(BytesIO(document_of(gkdoc.build(example("city-government-2024")))))
    drawn = docx.Document(str(template("own-tables")))
    start = next(
        each
        for each in again.element.iter(qn("w:bookmarkStart"))
        if each.get(qn("w:name"), "").startswith(BOOKMARK_PREFIX)
    )
    end = next(
        each
        for each in again.element.iter(qn("w:bookmarkEnd"))
        if each.get(qn("w:id")) == start.get(qn("w:id"))
    )
    paragraph = drawn.paragraphs[0]._p
    paragraph.append(start)
    paragraph.append(end)
    result = gkdoc.build(example("city-government-2024"), saved(drawn))
    assert len(bookmarked(document_of(result))) == len([*example("city-government-2024").cells()])


def test_every_name_of_the_vocabulary_goes_through_a_template() -> None:
    """Of every edition, divided or not, each figure comes out in the cell that names it."""
    base = example("city-government-2024")
    for edition in EDITIONS:
        for undivided in (False, True):
            specs = {
                key: spec.undivided if undivided else spec
                for key, spec in form(edition).tables.items()
            }
            tables: dict[str, Any] = {key: numbered(spec) for key, spec in specs.items()}
            report = evolve(base, **tables)
            content = drawn(edition, undivided=undivided)
            result = gkdoc.build(report, content, force=True)
            shown = bookmarked(document_of(result))
            assert shown == {figures()[str(ref)]: printed(v) for ref, v in report.cells()}


@cache
def drawn(edition: str, *, undivided: bool = False) -> bytes:
    """A template whose tables are drawn in the forms of this edition."""
    specs = form(edition).tables.items()
    return saved(own_tables({key: spec.undivided if undivided else spec for key, spec in specs}))


def numbered(spec: TableSpec) -> gkdoc.model.StatutoryTable:
    """A table with another figure in each cell."""
    kind = {each.key: each for each in gkdoc.model.StatutoryTable.__subclasses__()}[spec.key]
    values = {ref: number for number, ref in enumerate(spec.cells, 1000)}
    return kind(gkdoc.model.TableValues(spec, values))


def undivided_report(value: int) -> Report:
    """The city's report with （六） in one row, `value` in one of its cells."""
    report = example("city-government-2024")
    spec = table("applications", "2021").undivided
    (row,) = table("applications", "2021").divisions
    given = dict.fromkeys(spec.cells, 0)
    first = next(ref for ref in given if ref.row == row)
    return evolve(
        report, applications=Applications(gkdoc.model.TableValues(spec, {**given, first: value}))
    )


def test_undivided_zero_fills_three_rows_and_is_said() -> None:
    """GK310: the template divides （六）, the report's single row is 0."""
    result = gkdoc.build(undivided_report(0), template("own-tables"), force=True)
    assert ("GK310", Severity.INFORMATION) in {(f.rule, f.severity) for f in result.findings}
    assert result.report is not None
    assert result.report.applications is not None
    assert result.report.applications.values.spec.rows == table("applications", "2021").rows


def test_undivided_figures_are_never_divided() -> None:
    """GK310: any other figure stops the build, and even by force no cell is filled by guessing."""
    result = gkdoc.build(undivided_report(3), template("own-tables"))
    assert result.document is None
    assert ("GK310", Severity.ERROR) in {(f.rule, f.severity) for f in result.findings}
    with pytest.raises(gkdoc.TemplateError, match="请按申请件分项填写"):
        gkdoc.build(undivided_report(3), template("own-tables"), force=True)


def test_an_undivided_template_takes_an_undivided_report() -> None:
    """Where the form that is built has one row, one row is printed as it is."""
    result = gkdoc.build(undivided_report(3), drawn("2021", undivided=True), force=True)
    assert "GK310" not in {finding.rule for finding in result.findings}
    assert document_of(result)


def test_three_rows_are_joined_only_where_nothing_is_lost() -> None:
    """Three rows that are 0 become one; figures in them stop the build, and it is said why."""
    report = example("trading-center-2023")
    divided = evolve(
        report,
        applications=Applications.from_records(filled("applications", "2021", 0), edition="2021"),
    )
    result = gkdoc.build(divided, drawn("2021", undivided=True), force=True)
    assert result.report is not None
    assert result.report.applications is not None
    assert not table("applications", "2021").divisions.keys() - set(
        result.report.applications.values.spec.rows
    )
    lost = gkdoc.build(example("city-government-2024"), drawn("2021", undivided=True))
    assert lost.document is None
    (message,) = [f.message for f in lost.findings if f.rule == "GK310"]
    assert "合成一行会丢失分项数字" in message


def test_a_template_of_another_edition_is_refused_in_one_sentence() -> None:
    """Table two of 2019 has other columns: said once, with both editions, not cell by cell."""
    report = gkdoc.load(ROOT / "examples" / "county-bureau-2019.yaml")
    with pytest.raises(gkdoc.TemplateError) as caught:
        gkdoc.build(report, template("own-tables"))
    (problem,) = caught.value.problems
    assert problem.rule == "GK910"
    assert "按 2021 年格式" in problem.message
    assert "报告的是 2019 年格式" in problem.message
    assert problem.place.startswith("正文第 1 个表格")


def test_the_official_form_becomes_a_template(shared: Path) -> None:
    """Marked up by its labels it passes the check and builds both reports of the 2021 form."""
    marked = api.mark_up_form(shared / "reference" / "official-form-2021.docx")
    assert marked.left == ()
    assert not has_errors(api.inspect(marked.document).findings)
    for name in EXAMPLES:
        result = gkdoc.build(example(name), marked.document, verify=True)
        rules = {finding.rule for finding in result.findings}
        assert ("GK310" in rules) == (name == "trading-center-2023")
        assert document_of(result)


def test_a_form_without_a_table_is_marked_up_and_said() -> None:
    """What could not be recognised gets a block slot; words that stay are named."""
    document = docx.Document()
    document.add_paragraph(FORM.title.format(agency="某局", year="20××"))
    for section in FORM.sections:
        document.add_paragraph(section.title)
        document.add_paragraph("本节由办公室填写")
    marked = api.mark_up_form(saved(document))
    assert not has_errors(api.inspect(marked.document).findings)
    assert sum("没有认出" in line for line in marked.left) == len(FORM.tables)
    assert sum("“本节由办公室填写”" in line for line in marked.left) == len(FORM.sections)


def test_what_is_no_form_is_left_to_the_person() -> None:
    """In a document without any of the titles each lack is said."""
    document = docx.Document()
    document.add_paragraph("会议通知")
    marked = api.mark_up_form(saved(document))
    for section in FORM.sections:
        assert any(section.title in line for line in marked.left)
    assert any("{{ title }}" in line for line in marked.left)
