"""References in prose: every name of the forms, what is printed, and nothing else printed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

import docx
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc
from gkdoc.check.prose.suggestions import suggestions
from gkdoc.check.rule import paragraphs_of
from gkdoc.formats.carried import carried_xml
from gkdoc.model import Overview, Report, TableValues, completed, in_print, printed, resolved
from gkdoc.model.references.figures import figure_of, referring
from gkdoc.model.references.names import names_of, places
from gkdoc.read import read_bytes
from gkdoc.read.docx import read_docx
from gkdoc.read.html import read_html
from gkdoc.spec import Cell, TableSpec, form
from gkdoc.text.blocks import Block, Picture, PlainTable, Unsupported
from gkdoc.text.outlines import parse
from gkdoc.text.references import literal, marks_in, plain, reworded, with_figures
from gkdoc.text.references import printed as printed_words
from gkdoc.text.references.wording import fixed
from gkdoc.write.html import html_page
from gkdoc.write.json_text import to_json
from gkdoc.write.screen import display
from gkdoc.write.yaml_text import to_yaml
from tests.tools import strategies
from tests.tools.editions import EDITIONS
from tests.tools.firing import changed, example
from tests.tools.pixels import png
from tests.tools.places import ROOT
from tests.tools.reports import small, with_tables

CITY = example("city-government-2024")
LAST = evolve(
    changed(
        CITY,
        {
            "applications.received.natural_person": 2000,
            "applications.received.total": 2217,
            "applications.carried_out.total": 121,
        },
    ),
    year=2023,
)
PAGE = (ROOT / "docs" / "references.md").read_text(encoding="utf-8")
DOCUMENTED = re.findall(r"^\| `(〖[^`]+)` \| (\S+) \|$", PAGE, re.MULTILINE)

FORMS = [
    spec
    for edition in EDITIONS
    for own in form(edition).tables.values()
    for spec in dict.fromkeys((own, own.undivided))
]
CELLS = [(spec, cell) for spec in FORMS for cell in spec.cells.values()]


def said(words: str, report: Report = CITY, previous: Report | None = None) -> str:
    """What is printed for words in the prose; no reference in them is without a figure."""
    whole, unresolved = resolved(evolve(report, overview=Overview((Block(text=words),))), previous)
    assert unresolved == ()
    (block,) = whole.prose["overview"]
    assert isinstance(block, Block)
    return block.text or ""


def numbered(spec: TableSpec) -> Report:
    """A report in the spec's edition, with a figure of its own in every cell of that table."""
    report = with_tables(small(year=int(spec.edition)), 0, spec.edition)
    kind = type(report.tables[spec.key])
    figures = {ref: 100 + number for number, ref in enumerate(spec.cells)}
    return report.with_tables({spec.key: kind(TableValues(spec, figures))})


REPORTS = {spec: numbered(spec) for spec in FORMS}


def ways(spec: TableSpec, cell: Cell) -> Iterator[str]:
    """How a person may name a cell without a doubt."""
    labels = (spec.title, *cell.row_labels, *cell.column_labels)
    yield str(cell.ref)
    yield " · ".join(labels)
    yield normalize("NFKC", "・".join(labels))
    yield f"{spec.title}．{cell.label}"
    yield "·".join((spec.key, *cell.row_labels, cell.ref.column))


@pytest.mark.parametrize(("spec", "cell"), CELLS, ids=lambda one: str(getattr(one, "ref", "")))
def test_every_cell_has_its_names(spec: TableSpec, cell: Cell) -> None:
    """By its address, its labels as they are printed, as findings print them, and mixed."""
    report = REPORTS[spec]
    figure = str(report.tables[spec.key].values.at(cell.ref))
    for names in ways(spec, cell):
        assert said(f"〖{names}〗", report) == figure, names


@pytest.mark.parametrize("spec", FORMS, ids=lambda spec: f"{spec.key} {spec.edition}")
def test_every_place_can_be_named(spec: TableSpec) -> None:
    """What is proposed for a cell or a group leads back to it, and a group is its sum."""
    report = REPORTS[spec]
    values = report.tables[spec.key].values
    specs = tuple(table.values.spec for table in report.tables.values())
    totals = {relation.total for relation in spec.sums}
    for place in places(spec):
        total = sum(Fraction(printed(values.at(ref))) for ref in place.cells)
        assert said(f"〖{names_of(place, specs)}〗", report) == str(total)
        if len(place.cells) > 1:
            rows, columns = {ref.row for ref in place.cells}, {ref.column for ref in place.cells}
            for ref in totals & set(place.cells):
                # No group holds a total beside its parts.
                parts = next(own.parts for own in spec.sums if own.total == ref)
                assert not {part.row for part in parts} & (rows - {ref.row})
                assert not {part.column for part in parts} & (columns - {ref.column})


def test_a_group_is_found_where_another_form_has_one_row() -> None:
    """Last year's undivided row is the same place as this year's group of three."""
    spec = form("2021").tables["applications"]
    (row,) = spec.divisions
    single = next(cell for ref, cell in spec.undivided.cells.items() if ref.row == row)
    last = evolve(REPORTS[spec.undivided], year=2020)
    figure = printed(last.tables["applications"].values[row, "total"])
    assert said(f"〖{single.row_labels[-1]}·总计，上年数〗", REPORTS[spec], last) == figure


@pytest.mark.parametrize(("words", "figure"), DOCUMENTED)
def test_the_page_tells_the_truth(words: str, figure: str) -> None:
    """Each line of docs/references.md prints what it says, for the example of the city."""
    assert said(words, CITY, LAST) == figure


def test_the_page_has_lines_of_each_kind() -> None:
    """The lines are found at all."""
    assert len(DOCUMENTED) > 20
    assert marks_in(PAGE)


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(4999, 1000000), 2, "0.00"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(199, 2), 0, "100"),
        (Fraction(1234567), 0, "1234567"),
        (Fraction(573521800, 10000), 2, "57352.18"),
    ],
)
def test_figures_are_rounded_half_up(number: Fraction, digits: int, text: str) -> None:
    """Half away from zero, no grouping, no minus before nothing."""
    assert fixed(number, digits) == text


@given(st.fractions(-(10**12), 10**12), st.integers(0, 4))
def test_rounding_is_the_nearest(number: Fraction, digits: int) -> None:
    """No other number with so many digits is nearer."""
    assert abs(Fraction(fixed(number, digits)) - number) <= Fraction(1, 2 * 10**digits)


def test_decimals_keep_their_digits() -> None:
    """A figure is printed as the table prints it, trailing zeros too; sums have as many."""
    report = changed(CITY, {"proactive.fees.amount": Decimal("57352.10")})
    assert said("〖行政事业性收费〗", report) == "57352.10"
    assert said("〖行政事业性收费 - 规章·本年制发件数〗", report) == "57350.10"


def test_a_total_that_nobody_entered_is_computed() -> None:
    """The example leaves the total of 本年新收 out."""
    assert completed(CITY.tables["applications"].values)["received", "total"] == 2365
    assert said("〖applications.received.total〗") == "2365"


# Pieces of which most references, sound or broken, are made.
_PIECES = st.sampled_from(
    ["〖", "〗", "〖〖", "申请", "·", "本年新收", "总计", "行政许可", "，", ",", "同比增长",
     "两位小数", "汉字", "上年数", "+", "-", "占", "件", "（", "）", "1.", "applications", ".",
     "received", "total", "\n", " ", "甲"]
)  # fmt: skip
WORDS = st.lists(_PIECES, min_size=1, max_size=14).map("".join) | strategies.paragraphs


@settings(deadline=None)
@given(WORDS, st.booleans())
def test_any_words_are_resolved_or_said(words: str, last: bool) -> None:  # noqa: FBT001
    """Nothing is raised; what is left of references is exactly what the findings quote."""
    report = evolve(CITY, overview=Overview((Block(text=words),)))
    whole, findings = resolved(report, LAST if last else None)
    (block,) = whole.prose["overview"]
    assert isinstance(block, Block)
    left = [block.text[mark.start : mark.end] for mark in marks_in(block.text or "") if block.text]
    assert left == [finding.quote for finding in findings]
    for finding in findings:
        start, end = finding.span or (0, 0)
        assert words[start:end] == finding.quote
    assert resolved(whole, LAST if last else None)[0] == whole
    suggestions(report, LAST)


@given(strategies.paragraphs | WORDS)
def test_literal_words_are_printed_as_they_are(words: str) -> None:
    """Any words can be printed: with each 〖 written twice."""
    assert marks_in(literal(words)) == ()
    assert printed_words(literal(words)) == words
    assert plain(literal(words)) == words
    assert with_figures(literal(words)) == words


@given(st.lists(_PIECES, min_size=1, max_size=30).map("".join))
def test_brackets_make_no_work(words: str) -> None:
    """However many there are, words are looked through once."""
    assert len(marks_in(words * 200)) <= 200 * words.count("〖")


REFERRING = evolve(
    CITY,
    overview=Overview(
        parse(
            "新收申请〖申请·本年新收·总计〗件，比上年〖〖甲〗。\n"
            "（一）申请〖本年新收·自然人〗\n"
            "照常。\n"
            "（二）占比。占〖予以公开·总计 占 申请·总计·总计，一位小数〗，"
            "〖行政复议·结果纠正，汉字〗件。"
        )
    ),
)
SHOWN = (
    "新收申请2365件，比上年〖甲〗。",
    "（一）申请2148",
    "（二）占比。占47.6%，三十一件。",
)


def test_data_files_keep_references() -> None:
    """Canonical JSON and YAML say what was written, and read back the same."""
    written, typed = to_json(REFERRING), to_yaml(REFERRING)
    for text in (written, typed):
        assert "〖申请·本年新收·总计〗" in text
        assert "〖〖甲〗" in text
    assert read_bytes(written.encode(), "json").report == REFERRING
    assert read_bytes(typed.encode(), "yaml").report == REFERRING


def test_the_document_shows_figures_and_reads_back() -> None:
    """The figures are there, a literal 〖 is one, and nobody changed anything."""
    built = gkdoc.build(REFERRING, verify=True)
    assert built.document is not None
    assert built.report is not None
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(built.document)).paragraphs]
    assert set(SHOWN) <= set(texts)
    reading = read_docx(built.document)
    assert reading.report.prose["overview"] == built.report.prose["overview"]
    assert reading.findings == ()
    again = gkdoc.build(reading.report.whole(), verify=True)
    assert again.document == built.document


def test_a_comparison_is_built_with_last_year() -> None:
    """`previous` reaches the document and its verification; nothing is built without it."""
    report = evolve(CITY, overview=Overview(parse("新收申请〖本年新收·总计，比上年增减，件〗。")))
    assert gkdoc.build(report, force=True).document is None
    # The figures of that year are made up, and do not go with this year's.
    built = gkdoc.build(report, previous=LAST, verify=True, force=True)
    assert built.report is not None
    (block,) = built.report.prose["overview"]
    assert isinstance(block, Block)
    assert block.text == "新收申请比上年增加148件。"


def test_the_page_shows_figures() -> None:
    """The web page and what screens show have the figures; the page reads back."""
    report = gkdoc.build(REFERRING).report
    assert report is not None
    page = html_page(report)
    for words in SHOWN:
        assert words in re.sub("<[^>]+>", "", page)
    assert read_html(page.encode()).report.prose["overview"] == report.prose["overview"]
    assert "2365" in str(display(REFERRING)["parts"])
    assert "本年新收·总计" not in str(display(REFERRING)["parts"])


@pytest.mark.parametrize("write", [html_page, carried_xml], ids=["page", "carried"])
def test_no_writer_lets_a_reference_through(write: object) -> None:
    """Whoever forgets to resolve is told, not published."""
    assert callable(write)
    with pytest.raises(ValueError, match="resolve"):
        write(REFERRING)


def test_a_heading_is_one_by_its_length_in_print() -> None:
    """A long reference leaves a short heading one, and counts like a figure in a sentence."""
    reference = "〖三、（三）不予公开 1.属于国家秘密 · 自然人〗"
    (short,) = parse(f"（一）涉及国家秘密{reference}")
    assert isinstance(short, Block)
    assert short.heading == f"涉及国家秘密{reference}"
    (counted,) = parse(f"（一）收到申请{reference}件。都已办结。")
    (figure,) = parse("（一）收到申请3件。都已办结。")
    assert isinstance(counted, Block)
    assert isinstance(figure, Block)
    assert counted.heading is None is figure.heading


@settings(deadline=None, max_examples=40)
@given(strategies.whole_reports())
def test_reports_without_references_stay_the_same(report: Report) -> None:
    """Words are not touched where there is nothing to replace."""
    quiet = report.with_prose(
        {key: reworded(outline, literal) for key, outline in report.prose.items()}
    )
    assert resolved(quiet) == (quiet, ())
    assert in_print(quiet).words == report


def test_references_stand_in_tables_captions_alternative_texts_and_links() -> None:
    """Each is the figure in print; the words that checks look at have no addresses."""
    reference, figure = "〖申请·本年新收·总计〗", _figure("申请·本年新收·总计")
    outline = (
        Block(text=f"详见[共{reference}件](https://a.cn)。"),
        Picture(png(), f"图：{reference}", f"[{reference}](https://a.cn)"),
        PlainTable(("数", "2024"), ((reference, "〖〖原样"),), f"表{reference}"),
    )
    report = evolve(CITY, overview=Overview(outline))
    paper = in_print(report)
    assert paper.printable
    assert paper.entered.prose["overview"] == (
        Block(text=f"详见[共{figure}件](https://a.cn)。"),
        Picture(png(), f"图：{figure}", f"[{figure}](https://a.cn)"),
        PlainTable(("数", "2024"), ((figure, "〖〖原样"),), f"表{figure}"),
    )
    assert paper.words.prose["overview"] == (
        Block(text=f"详见共{figure}件。"),
        Picture(png(), f"图：{figure}", figure),
        PlainTable(("数", "2024"), ((figure, "〖原样"),), f"表{figure}"),
    )


def test_a_reference_in_a_table_that_has_no_figure_is_named_with_its_block() -> None:
    """It has a quotation, and no place in a row of signs; nothing is printed."""
    table = PlainTable(("数",), (("〖没有这一格〗",),))
    paper = in_print(evolve(CITY, overview=Overview((Block(text="文字"), table))))
    assert not paper.printable
    (finding,) = paper.unresolved
    assert (finding.address, finding.span, finding.quote) == ("overview.2", None, "〖没有这一格〗")
    assert not in_print(evolve(CITY, overview=Overview((Unsupported("图表"),)))).printable


def test_figures_of_references_are_found_behind_links() -> None:
    """Their places count in what is printed, where links have no addresses."""
    figure = _figure("申请·本年新收·总计")
    text = "见[甲\\]](https://a.cn)，[共〖申请·本年新收·总计〗件](https://b.cn)。"
    report = evolve(CITY, overview=Overview((Block(text=text),)))
    (spans,) = referring(report).values()
    paragraph = next(paragraphs_of("overview", in_print(report).words.prose["overview"]))
    assert [paragraph.words[slice(*span)] for span in spans] == [figure]


def _figure(content: str) -> str:
    found = figure_of(content, CITY)
    assert found is not None
    return found
