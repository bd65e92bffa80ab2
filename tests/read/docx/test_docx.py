"""Word files as reports: our own builds exactly, others by their labels, broken ones refused."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.table import _Cell
from hypothesis import given, settings
from lxml import etree

import gkdoc.api
from gkdoc.api import check_reading
from gkdoc.errors import InputError
from gkdoc.findings import Location, Severity
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Entered,
    Report,
    Text,
    printed,
    printed_value,
    usual_title,
)
from gkdoc.ooxml.carrier import carrier_part, detach
from gkdoc.ooxml.markup import W
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read.docx import read_docx
from gkdoc.read.docx.shown import read_shown
from gkdoc.spec import CellRef, Kind, form
from gkdoc.text.blocks import Block, Unsupported
from tests.tools.drawing import draw
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT
from tests.tools.strategies import whole_reports

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DOCUMENT = "word/document.xml"
P, TC = f"{{{W}}}p", f"{{{W}}}tc"

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


def as_printed(report: Report) -> Report:
    """The report with all its totals, in the rows of its form: what a document can show."""
    printed_report = gkdoc.api.build(report, force=True).report
    assert printed_report is not None
    return printed_report


def built(report: Report, *, plain: bool = False) -> bytes:
    """The document, whatever the checks find."""
    document = gkdoc.api.build(report, force=True, plain=plain).document
    assert document is not None
    return document


def edited(document: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    """The file with its body edited."""
    package = read_package(document)
    root = etree.fromstring(package.parts[DOCUMENT])
    edit(root[0])
    return write_package(package.replacing({DOCUMENT: etree.tostring(root)}))


def paragraph_with(body: etree._Element, words: str) -> etree._Element:
    """The first paragraph that holds `words`."""
    return next(node for node in body.iter(P) if words in "".join(map(str, node.itertext())))


def with_words(words: str, other: str) -> Callable[[etree._Element], None]:
    """An edit: `other` in place of `words`, in the first run that holds them."""

    def edit(body: etree._Element) -> None:
        node = next(node for node in body.iter(f"{{{W}}}t") if words in (node.text or ""))
        node.text = (node.text or "").replace(words, other)

    return edit


# Own builds


@settings(max_examples=40, deadline=None)
@given(whole_reports(beyond_text=True))
def test_what_is_built_is_read(report: Report) -> None:
    """Any report: figures, words and their structure, pictures, links, all that is hidden."""
    reading = read_docx(built(report))
    assert reading.report == as_printed(report)
    assert reading.findings == ()


@each_example
def test_examples_are_read_without_what_they_carry(example: Path) -> None:
    """What is visible is enough for everything but 机关性质 and the edition that looks the same."""
    report = as_printed(gkdoc.api.load(example))
    reading = read_docx(built(report, plain=True))
    assert [finding.rule for finding in reading.findings] == ["GK114"]
    assert reading.report.prose == report.prose
    assert reading.report.full_title == report.full_title
    assert reading.report.signature == report.signature
    assert dict(reading.report.cells()) == dict(report.cells())


@each_example
def test_locations_point_into_the_file(example: Path) -> None:
    """python-docx finds each figure and each paragraph in the place that the reading names."""
    content = built(gkdoc.api.load(example))
    document = docx.Document(io.BytesIO(content))
    reading = read_docx(content)
    for ref, value in reading.report.cells():
        place = reading.locations[str(ref)]
        assert place.table is not None
        assert place.row is not None
        assert place.cell is not None
        grid = document.tables[place.table - 1]
        cell = grid.rows[place.row - 1]._tr.tc_lst[place.cell - 1]
        assert _Cell(cell, grid).text == printed(value)
    for key, outline in reading.report.prose.items():
        for number, block in enumerate(outline, start=1):
            place = reading.locations[f"{key}.{number}"]
            assert place.paragraph is not None
            assert isinstance(block, Block)
            words = (block.heading or "") + (block.text or "")
            assert document.paragraphs[place.paragraph - 1].text.endswith(words)


# What was changed since


def test_each_change_is_said_with_its_place() -> None:
    """A figure and a word that somebody changed in Word: carried value, visible value, place."""
    report = gkdoc.api.load(EXAMPLES[0])
    assert report.remedies is not None
    content = edited(built(report), with_words("总体", "全体"))

    def edit(body: etree._Element) -> None:
        cell = next(iter(body.iter(f"{{{W}}}tbl")))
        figures = [node for node in cell.iter(f"{{{W}}}t") if (node.text or "").isdecimal()]
        figures[0].text = "77"

    reading = read_docx(edited(content, edit))
    changes = [finding for finding in reading.findings if finding.rule == "GK113"]
    assert {finding.severity for finding in changes} == {Severity.INFORMATION}
    assert reading.report.proactive is not None
    ref, value = next(iter(reading.report.proactive.values))
    assert value == 77
    figure = next(finding for finding in changes if finding.address == str(ref))
    assert "现为“77”" in figure.message
    assert figure.location == reading.locations[str(ref)]


def test_nothing_changed_nothing_said() -> None:
    """An untouched build has no findings, also after python-docx saved it again."""
    content = built(gkdoc.api.load(EXAMPLES[0]))
    stream = io.BytesIO()
    docx.Document(io.BytesIO(content)).save(stream)
    assert read_docx(content).findings == ()
    assert read_docx(stream.getvalue()).findings == ()


@pytest.mark.parametrize("damage", [b"<report/>", b"nonsense", None])
def test_a_damaged_carrier_is_information(damage: bytes | None) -> None:
    """What is visible is read all the same; that there is nothing to compare with is said once."""
    report = gkdoc.api.load(EXAMPLES[0])
    package = read_package(built(report))
    name = carrier_part(package)
    assert name is not None
    if damage is None:
        package = detach(package)
    else:
        xmlns = b'<report xmlns="urn:gkdoc:annual-report:1"><year>x</year></report>'
        package = package.replacing({name: xmlns if damage == b"<report/>" else damage})
    reading = read_docx(write_package(package))
    assert [(finding.rule, finding.severity) for finding in reading.findings] == [
        ("GK114", Severity.INFORMATION)
    ]
    assert reading.report.prose == report.prose


def test_a_title_of_its_own_needs_the_carrier() -> None:
    """Agency and year come from what is carried; without it from the words, and that is said."""
    report = evolve(gkdoc.api.load(EXAMPLES[0]), title="政务公开\n工作报告")
    assert read_docx(built(report)).report == as_printed(report)
    reading = read_docx(built(report, plain=True))
    assert reading.report.year == report.year
    assert [finding.rule for finding in reading.findings if finding.address == "title"] == ["GK109"]


@pytest.mark.parametrize(
    "title", ["东海县2023年度政府信息公开工作年度报告", "东海县2023年政府信息公开报告"]
)
def test_published_titles_name_agency_and_year(title: str) -> None:
    """Such a title is kept as it stands; that it deviates is for the checks to say."""
    report = evolve(gkdoc.api.load(EXAMPLES[0]), title=title)
    found = read_docx(built(report, plain=True)).report
    assert (found.agency, found.year, found.title) == ("东海县", 2023, title)


def test_official_form_reads_as_itself(shared: Path) -> None:
    """The form as the State Council's office gives it out: all labels known, every cell blank."""
    content = (shared / "reference" / "official-form-2021.docx").read_bytes()
    shown = read_shown(read_package(content))
    for key, seen in shown.tables.items():
        assert seen.specs[0] == form("2021").tables[key]
        assert seen.values == dict.fromkeys(seen.specs[0].cells, BLANK)
    assert list(shown.tables) == list(form("2021").tables)
    assert [finding for finding in shown.findings if finding.rule in {"GK111", "GK115"}] == []


# Edited by hand


def test_a_wrong_number_is_reported_and_words_stay() -> None:
    """（二） twice: the words are read, the number is said to be wrong, and which was due."""
    report = gkdoc.api.load(ROOT / "examples" / "trading-center-2023.yaml")
    reading = read_docx(edited(built(report), with_words("（三）政府信息", "（二）政府信息")))
    (finding,) = [found for found in check_reading(reading) if found.rule == "GK107"]
    assert "“（二）”" in finding.message
    assert "“（三）”" in finding.message
    assert reading.report.overview == report.overview


@pytest.mark.parametrize("typed", ["（一）", "（三）", "（七）"])
def test_one_wrong_number_is_said_once(typed: str) -> None:
    """The headings behind it are right as they are, or go on from it: nothing is said of them."""
    report = gkdoc.api.load(EXAMPLES[0])
    content = edited(built(report), with_words("（二）依申请公开", f"{typed}依申请公开"))
    numbering = [
        finding for finding in check_reading(read_docx(content)) if finding.rule == "GK107"
    ]
    assert [finding.message for finding in numbering] == [f"序号“{typed}”有误，应为“（二）”"]


HEADINGS_FROM_TWO = ("依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")


def test_numbers_that_go_on_from_a_wrong_one_are_said_once() -> None:
    """Whoever left out （二） hears it once, not again for （四）."""
    report = gkdoc.api.load(EXAMPLES[0])
    content = built(report)
    for old, new, words in zip("二三四五", "三四五六", HEADINGS_FROM_TWO, strict=True):
        content = edited(content, with_words(f"（{old}）{words}", f"（{new}）{words}"))
    found = check_reading(read_docx(content))
    assert sum(finding.rule == "GK107" for finding in found) == 1


def test_emptied_cells_are_blank_not_zero() -> None:
    """A figure that was deleted in Word."""
    report = gkdoc.api.load(EXAMPLES[0])

    def empty(body: etree._Element) -> None:
        for node in body.iterfind(f".//{{{W}}}tbl//{{{W}}}t"):
            if (node.text or "").isdecimal():
                node.text = " "

    cells = dict(read_docx(edited(built(report), empty)).report.cells())
    assert BLANK in cells.values()
    assert not [value for value in cells.values() if isinstance(value, int)]


def test_a_lost_row_is_not_entered_and_said() -> None:
    """No figure of the row is made up."""
    report = as_printed(gkdoc.api.load(EXAMPLES[0]))

    def lose(body: etree._Element) -> None:
        rows = list(body.findall(f"{{{W}}}tbl")[1])
        next(row for row in rows if "2.重复申请" in "".join(map(str, row.itertext()))).clear()

    reading = read_docx(edited(built(report), lose))
    assert reading.report.applications is not None
    values = reading.report.applications.values
    assert values["not_processed.repeated", "total"] is NOT_ENTERED
    assert values["not_processed.petition", "total"] is not NOT_ENTERED
    assert [f.address for f in reading.findings if f.rule == "GK115"] == [
        "applications.not_processed.repeated"
    ]


@pytest.mark.parametrize(
    ("printed_as", "severity"),
    [
        ("1、属于国家秘密", Severity.INFORMATION),
        ("1. 属于\n国家 秘密", Severity.INFORMATION),
        ("1.属于国家机密", Severity.WARNING),
    ],
)
def test_labels_spelled_otherwise(printed_as: str, severity: Severity) -> None:
    """The row is read as the form's, and what it was called is said."""
    report = as_printed(gkdoc.api.load(EXAMPLES[0]))
    reading = read_docx(edited(built(report), with_words("1.属于国家秘密", printed_as)))
    assert dict(reading.report.cells()) == dict(report.cells())
    (found,) = [finding for finding in reading.findings if finding.rule == "GK111"]
    assert found.severity is severity
    assert f"“{printed_as.replace(chr(10), '')}”" in found.message


def test_foreign_things_in_prose_are_errors() -> None:
    """A picture and a table: what and where, and no word of the prose is lost."""
    report = gkdoc.api.load(EXAMPLES[0])

    def insert(body: etree._Element) -> None:
        after = paragraph_with(body, "二、主动公开政府信息情况").getprevious()
        assert after is not None
        after.addnext(
            etree.fromstring(f'<w:tbl xmlns:w="{W}"><w:tr>{FOREIGN_CELL * 2}</w:tr></w:tbl>')
        )
        after.append(etree.fromstring(f'<w:r xmlns:w="{W}"><w:drawing/></w:r>'))

    reading = read_docx(edited(built(report), insert))
    assert reading.report.overview is not None
    assert report.overview is not None
    *words, picture, grid = reading.report.overview.outline
    assert tuple(words) == report.overview.outline
    assert isinstance(picture, Unsupported)
    assert isinstance(grid, Unsupported)
    errors = [finding for finding in reading.findings if finding.rule == "GK112"]
    assert [finding.severity for finding in errors] == [Severity.ERROR] * 2


FOREIGN_CELL = "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"


def test_revisions_and_content_controls_are_read_through() -> None:
    """Inserted text is there, deleted text is not, which is said once; a control is no wall."""
    report = gkdoc.api.load(EXAMPLES[0])

    def wrap(body: etree._Element) -> None:
        run = next(iter(paragraph_with(body, "六、其他需要报告的事项").iter(f"{{{W}}}r")))
        for tag in ("ins", "sdtContent", "sdt"):
            parent = run.getparent()
            assert parent is not None
            wrapper = etree.Element(f"{{{W}}}{tag}")
            parent.replace(run, wrapper)
            wrapper.append(run)
            run = wrapper
        run.addnext(
            etree.fromstring(f'<w:del xmlns:w="{W}"><w:r><w:delText>旧</w:delText></w:r></w:del>')
        )

    reading = read_docx(edited(built(report), wrap))
    assert [finding.rule for finding in reading.findings] == ["GK118"]
    assert reading.report == as_printed(report)


# Files that other programs made


def foreign(edition: str, prose: Mapping[str, str], figures: Mapping[CellRef, str]) -> bytes:
    """A report typed by hand: no styles, no carried figures, numbers typed."""
    document = docx.Document()
    document.add_paragraph(usual_title("东海县档案局", int(edition)))
    for section in form(edition).sections:
        document.add_paragraph(section.title)
        if section.table:
            draw(document, form(edition).tables[section.key], figures)
        else:
            for line in prose[section.key].splitlines():
                document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_file_of_another_program(edition: str) -> None:
    """Every figure by its labels and spans, the prose by its words."""
    cells = [ref for spec in form(edition).tables.values() for ref in spec.cells]
    figures = {ref: str(number) for number, ref in enumerate(cells, start=1)}
    prose = {
        "overview": "总述。\n（一）主动公开。公开5条。\n\n1.网站\n（1）栏目。新设2个。",
        "problems": "无",
        "other_matters": "未收费。",
    }
    reading = read_docx(foreign(edition, prose, figures))
    assert {ref: printed(value) for ref, value in reading.report.cells()} == figures
    assert set(reading.report.editions.values()) == {edition}
    assert reading.report.agency == "东海县档案局"
    assert reading.report.overview is not None
    assert reading.report.overview.outline == (
        Block(text="总述。"),
        Block(2, "主动公开。", "公开5条。"),
        Block(3, "网站", None),
        Block(4, "栏目。", "新设2个。"),
    )
    assert [finding.rule for finding in reading.findings] == ["GK114"]
    first = next(iter(form(edition).tables["remedies"].cells))
    assert reading.locations[str(first)] == Location(table=3, row=4, cell=1)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("", Kind.COUNT, BLANK),
        (" \n", Kind.COUNT, BLANK),
        ("0", Kind.COUNT, 0),
        (" 12 ", Kind.COUNT, 12),
        ("96171.60", Kind.DECIMAL, Decimal("96171.60")),
        ("3.9", Kind.COUNT, Decimal("3.9")),
        ("-8", Kind.SIGNED, -8),
        ("-8", Kind.COUNT, Text("-8")),
        ("007", Kind.COUNT, Text("007")),
        ("1,113", Kind.COUNT, Text("1,113")),
        ("５", Kind.COUNT, Text("５")),
        ("-0", Kind.SIGNED, Text("-0")),
        ("1e3", Kind.DECIMAL, Text("1e3")),
        ("/", Kind.COUNT, Text("/")),
        ("22（其中修订16件）", Kind.COUNT, Text("22（其中修订16件）")),
        ("9" * 40, Kind.COUNT, Text("9" * 40)),
    ],
)
def test_printed_values_are_never_guessed(text: str, kind: Kind, value: Entered) -> None:
    """Number, blank or the text as it stands; what a number prints is what was there."""
    found = printed_value(text, kind)
    assert found == value
    assert type(found) is type(value)
    assert printed(found).strip() == text.strip()


# Broken files


def docx_with(body: str) -> bytes:
    """A Word file with this markup in its main part."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    package = read_package(stream.getvalue())
    return write_package(package.replacing({DOCUMENT: body.encode()}))


BROKEN = {
    "empty": b"",
    "text": "机关：甲局".encode(),
    "truncated": docx_with(f'<w:document xmlns:w="{W}"/>')[:700],
    "no body": docx_with(f'<w:document xmlns:w="{W}"/>'),
    "not xml": docx_with("<w:document"),
    "doctype": docx_with('<!DOCTYPE d [<!ENTITY e "x">]><d/>'),
    "no report": docx_with(f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>'),
    "other root": docx_with("<html><body/></html>"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_broken_files_are_refused(content: bytes) -> None:
    """One exception that names the file and says in Chinese what is wrong."""
    with pytest.raises(InputError) as caught:
        read_docx(content, "报告.docx")
    assert str(caught.value).startswith("报告.docx：")
    assert caught.value.exit_code == 2


def test_wide_and_nested_tables_cost_little() -> None:
    """Spans of 10,000 columns and tables in tables: read in passing, not unfolded."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="10000"/></w:tcPr><w:p/></w:tc>'
    wide = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * 3000}</w:tbl>"
    nested = "<w:p/>"
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}<w:p/></w:tc></w:tr></w:tbl>"
    title = f"<w:p><w:r><w:t>{usual_title('甲局', 2023)}</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{W}"><w:body>{title}{wide}{nested}</w:body></w:document>'
    start = time.process_time()
    reading = read_docx(docx_with(body))
    assert time.process_time() - start < 2
    assert reading.report.tables == {}
