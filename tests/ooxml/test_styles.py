"""Styles, paragraphs and the parts around them, judged by python-docx and by the schema."""

from __future__ import annotations

from io import BytesIO

import attrs
import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.errors import UsageError
from gkdoc.layout.geometry import size_for
from gkdoc.layout.options import FIGURE_SIZES, HEADING_LEVELS, STANDARD, Layout
from gkdoc.layout.typography import (
    CHARACTER,
    PAGE,
    STYLE_NAMES,
    TABLE_SIZES,
    TIMES,
    signature_indent,
)
from gkdoc.ooxml.elements import Twips, element, font_size, millimetres, points
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.spec import newest
from gkdoc.write.docx.export import exported
from templates.faces import FACES
from templates.typography import LINE, STYLE_IDS

REMEDIES = newest().tables["remedies"]
KINDS = dict.fromkeys(("table", "plain_table"), WD_STYLE_TYPE.TABLE)
KINDS |= dict.fromkeys(
    ("run_in2", "run_in3", "run_in4", "comment_reference"), WD_STYLE_TYPE.CHARACTER
)

PARENT = docx.Document()._body  # python-docx wants to know what a paragraph stands in


def opened(layout: Layout = STANDARD) -> Document:
    """The standard template as python-docx sees it."""
    return docx.Document(BytesIO(exported(layout)))


def read(markup: str) -> Paragraph:
    """The paragraph as python-docx sees it."""
    found = parse_xml(markup.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    assert isinstance(found, CT_P)
    return Paragraph(found, PARENT)


def by_name(document: Document, name: str) -> BaseStyle:
    """The style of that w:name: python-docx shows some names otherwise than they are written."""
    styles: list[BaseStyle] = [s for s in document.styles if s.element.name_val == name]
    (style,) = styles
    return style


def headings(document: Document) -> list[ParagraphStyle]:
    """The styles of the headings, from level 1 on."""
    styles = [by_name(document, STYLE_NAMES.heading(level)) for level in HEADING_LEVELS]
    return [style for style in styles if isinstance(style, ParagraphStyle)]


@pytest.mark.parametrize("role", [field.name for field in attrs.fields(type(STYLE_NAMES))])
def test_every_role_has_its_style(role: str) -> None:
    """Each role is found by its name, with its id and of the right kind."""
    style = by_name(opened(), getattr(STYLE_NAMES, role))
    assert style.style_id == getattr(STYLE_IDS, role)
    assert style.type == KINDS.get(role, WD_STYLE_TYPE.PARAGRAPH)


def test_names_and_ids_are_told_apart() -> None:
    """No two roles share a style."""
    for roles in (STYLE_NAMES, STYLE_IDS):
        texts = attrs.astuple(roles)
        assert len(set(texts)) == len(texts)


def test_only_body_and_headings_are_condensed() -> None:
    """28 characters fit a line of prose; cells, title and footer keep their width."""
    condensed = {
        style.style_id
        for style in opened().styles
        if style.element.find(f".//{qn('w:rPr')}/{qn('w:spacing')}") is not None
    }
    assert condensed == {STYLE_IDS.body, *map(STYLE_IDS.heading, HEADING_LEVELS)}


def test_prose_stands_on_exact_lines() -> None:
    """Normal places 22 lines on a page without the grid, and says so about hanging punctuation."""
    normal = opened().styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    assert normal.paragraph_format.line_spacing == Pt(LINE / 20)
    assert normal.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    properties = normal.element.find(qn("w:pPr"))
    assert properties is not None
    assert properties.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    assert properties.find(qn("w:overflowPunct")).get(qn("w:val")) is None


def test_first_lines_are_indented_in_both_units() -> None:
    """Word takes characters, LibreOffice twips: both say two characters."""
    document = opened()
    for style in (by_name(document, STYLE_NAMES.body), *headings(document)):
        indent = style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert indent is not None
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert int(indent.get(qn("w:firstLine"))) == 2 * CHARACTER


def test_faces_are_named_for_every_script() -> None:
    """No style leaves the Chinese face or the Latin one to a theme that is not there."""
    elements = list(opened().styles.element.iter(qn("w:rFonts")))
    assert elements
    for fonts in elements:
        assert set(fonts.keys()) == {
            qn(f"w:{name}") for name in ("hint", "ascii", "hAnsi", "eastAsia", "cs")
        }


def test_every_face_is_described() -> None:
    """A machine without a face learns from the font table what to take instead."""
    used = {
        fonts.get(qn(f"w:{script}"))
        for fonts in opened().styles.element.iter(qn("w:rFonts"))
        for script in ("ascii", "eastAsia")
    }
    described = {name: other for name, other, *_ in FACES}
    assert used <= described.keys()
    assert {name for name in used if not described[name]} == {TIMES}


def test_headings_have_outline_levels_and_stay_with_what_follows() -> None:
    """Word's navigation shows four levels, and no heading is left at the foot of a page."""
    styles = headings(opened())
    assert [
        style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) for style in styles
    ] == list("0123")
    assert all(style.paragraph_format.keep_with_next for style in styles)


def test_bold_levels_and_the_latin_face_are_options() -> None:
    """Bold acts on headings of a level, both kinds; the Latin face on all prose, not on tables."""
    document = opened(Layout(bold_levels={2}, latin_face=None))
    assert [style.font.bold for style in headings(document)] == [None, True, None, None]
    run_in = by_name(document, STYLE_NAMES.run_in(2))
    assert isinstance(run_in, CharacterStyle)
    assert run_in.font.bold is True
    latin = {fonts.get(qn("w:ascii")) for fonts in document.styles.element.iter(qn("w:rFonts"))}
    assert TIMES not in latin


@pytest.mark.parametrize(
    ("choice", "named"),
    [
        ({"latin_face": "Comic Sans MS"}, "Comic Sans MS"),
        ({"bold_levels": {0, 2, 5}}, "0、5"),
        ({"figure_size": 8}, "6.5"),
    ],
)
def test_choices_that_do_not_exist_are_named(choice: dict[str, object], named: str) -> None:
    """A wrong choice is refused at once, and the message says which or what was expected."""
    with pytest.raises(UsageError, match=named):
        Layout(**choice)  # type: ignore[arg-type]


def test_all_wrong_choices_are_named_at_once() -> None:
    """Whoever made two mistakes hears of both."""
    with pytest.raises(UsageError) as refused:
        Layout(latin_face="Arial", figure_size=8)
    assert "Arial" in str(refused.value)
    assert "字号" in str(refused.value)


@pytest.mark.parametrize("size", FIGURE_SIZES)
def test_a_chosen_figure_size_holds_for_every_table(size: float) -> None:
    """An office that fixes the size gets it, also where a larger one would do."""
    step = Layout(figure_size=size).figure_step(REMEDIES, 1)
    assert step in TABLE_SIZES
    assert step.size == font_size(size)
    assert STANDARD.figure_step(REMEDIES, 7) == size_for(REMEDIES, 7)


def test_a_figure_size_at_which_figures_would_break_is_refused() -> None:
    """The message names the width of the figure and the largest size that holds it."""
    largest = size_for(REMEDIES, 7)
    assert largest is not None
    with pytest.raises(UsageError, match=rf"7 位.*不大于 {largest.size / 2:g} 磅"):
        Layout(figure_size=10).figure_step(REMEDIES, 7)
    assert Layout(figure_size=largest.size / 2).figure_step(REMEDIES, 7) == largest


@pytest.mark.parametrize(
    "layout",
    [Layout(latin_face=None), Layout(bold_levels={2}), Layout(page_numbers=False)],
    ids=["latin_face", "bold_levels", "page_numbers"],
)
def test_a_choice_that_acts_on_templates_only_is_refused_while_building(layout: Layout) -> None:
    """Nobody believes that a report was built with a choice that its template does not have."""
    with pytest.raises(UsageError, match="template export"):
        layout.assert_acts_while_building()
    Layout(native_numbering=True, figure_size=9).assert_acts_while_building()


def test_the_signature_is_centred_over_the_date_four_characters_from_the_edge() -> None:
    """The date ends four characters from the edge, and both lines share its centre."""
    date = "2024年1月31日"
    date_width = 3 * CHARACTER + 7 * CHARACTER // 2
    indent = signature_indent("某某局", date)
    centre = (indent + PAGE.text_width) / 2
    assert centre + date_width / 2 == PAGE.text_width - 4 * CHARACTER


@given(st.integers(0, 60), st.sampled_from(["2024年1月5日", "2024年12月31日"]))
def test_the_agency_fits_its_line_as_long_as_the_page_allows(length: int, date: str) -> None:
    """A long name moves both lines to the left instead of breaking, at most to the margin."""
    indent = signature_indent("局" * length, date)
    assert 0 <= indent <= signature_indent("", date)
    assert indent == 0 or PAGE.text_width - indent >= length * CHARACTER


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t <>&\"'{}%#𠮷")
)


@given(XML_TEXT, st.none() | st.just(STYLE_IDS.run_in2))
def test_text_is_read_back_as_it_was_written(text: str, style: str | None) -> None:
    """Every character comes back, line feeds and tabs as Word's own, blanks at the ends kept."""
    paragraph = read(paragraph_xml(STYLE_IDS.body, [Run(text, style), Run("。")]))
    assert paragraph.text == text + "。"
    assert [run._r.style for run in paragraph.runs] == [style, None]


def test_runs_say_that_they_are_east_asian() -> None:
    """Quotation marks, which several scripts share, take the Chinese face."""
    (run,) = read(paragraph_xml(STYLE_IDS.body, [Run("“三同步”")])).runs
    fonts = run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts is not None
    assert fonts.items() == [(qn("w:hint"), "eastAsia")]


def test_an_indent_of_the_paragraph_cancels_that_of_the_style() -> None:
    """The signature's indent holds even if an office bases the style on its indented body."""
    markup = paragraph_xml(STYLE_IDS.signature, left_indent=Twips(4205))
    form = read(markup).paragraph_format
    assert form.left_indent == Pt(4205 / 20)
    assert form.first_line_indent == 0


def test_attributes_are_escaped_and_those_without_a_value_left_out() -> None:
    """A name with a quotation mark or an ampersand cannot break out of its attribute."""
    assert element("name", val='甲"&<乙', other=None) == '<w:name w:val="甲&quot;&amp;&lt;乙"/>'


def test_units() -> None:
    """A4 in millimetres is the A4 of Word; a size between two half points does not exist."""
    assert (millimetres(210), millimetres(297)) == (11906, 16838)
    assert points(28.95) == LINE
    with pytest.raises(ValueError, match=r"10\.3"):
        font_size(10.3)
