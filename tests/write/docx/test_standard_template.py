"""The template that comes with gkdoc: what its program makes, in the hands of others."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import attrs
import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from gkdoc.layout.options import STANDARD, Layout
from gkdoc.layout.typography import PAGE, STYLE_NAMES
from gkdoc.ooxml.package import read_package
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.spec import newest
from gkdoc.text.ordinals import split_ordinal
from gkdoc.write.docx.export import exported
from gkdoc.write.docx.standard import standard_template_bytes
from templates.make import FILES, FOLDER, made
from templates.typography import LINE, STYLE_IDS
from tests import tools
from tests.conftest import PdfPages, PdfText, Validate
from tests.tools.templates import with_body

FORM = newest()

# GB/T 9704-2012, clause 5.2.3: 22 lines of 28 characters fill a page.
LINES, CHARACTERS = 22, 28

LAYOUTS = {
    "standard": STANDARD,
    "native": Layout(native_numbering=True),
    "bold": Layout(bold_levels=frozenset({1, 2, 3, 4}), latin_face=None),
    "bound": Layout(page_numbers=False),
    "everything": Layout(
        native_numbering=True, bold_levels={1, 2, 3, 4}, latin_face=None, page_numbers=False
    ),
}


def opened(layout: Layout = STANDARD) -> Document:
    """The template as python-docx sees it."""
    return docx.Document(BytesIO(exported(layout)))


@pytest.mark.parametrize(("name", "numbered"), FILES.items())
def test_the_files_in_the_repository_are_what_the_program_makes(
    name: str,
    numbered: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """The bytes of each part; where they differ, `make template` writes the files anew."""
    kept = read_package((FOLDER / name).read_bytes()).parts
    again = read_package(made(numbered=numbered)).parts
    assert sorted(kept) == sorted(again)
    for part, content in again.items():
        assert kept[part].decode() == content.decode(), part


def test_the_files_are_those_that_reports_are_built_with() -> None:
    """What is installed beside the program is what lies in the repository."""
    for name, numbered in FILES.items():
        assert standard_template_bytes(native_numbering=numbered) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_choices_give_the_same_bytes(layout: Layout) -> None:
    """Nothing of the clock or of this machine is in the file."""
    assert exported(layout) == exported(layout)
    members = ZipFile(BytesIO(exported(layout))).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_of_another_template_is_left() -> None:
    """What python-docx begins with has a theme, a picture, many styles: none of it is in ours."""
    parts = read_package(standard_template_bytes()).parts
    assert sorted(parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml",
        "word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    for name, content in parts.items():
        assert not re.search(rb"[tT]heme=|latentStyles|rsid|python-docx|2013-", content), name
    names = {style.element.name_val for style in opened().styles}
    own = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    assert names == {*attrs.astuple(STYLE_NAMES), *own}


def test_single_and_double_bytes_are_not_balanced() -> None:
    """With that setting Word sets more than 28 characters on a line."""
    settings = opened().settings.element
    assert settings.find(f".//{qn('w:balanceSingleByteDoubleByteWidth')}") is None
    assert settings.find(f".//{qn('w:useFELayout')}") is not None


def test_it_has_the_six_sections_and_a_slot_for_each() -> None:
    """Each statutory title is literal text in a real heading, and its slot follows it."""
    lines = [(line.style and line.style.name, line.text) for line in opened().paragraphs]
    start = lines.index(("Heading 1", FORM.sections[0].title))
    sections = lines[start : start + 12]
    assert [line for style, line in sections if style == "Heading 1"] == [
        section.title for section in FORM.sections
    ]
    assert [line for style, line in sections if style != "Heading 1"] == [
        f"{{{{p {section.key} }}}}" for section in FORM.sections
    ]


def test_introduction_and_signature_may_be_absent() -> None:
    """Their slots, and the blank line above the signature, stand inside a condition."""
    lines = [line.text for line in opened().paragraphs]
    assert lines[:5] == [
        "{{ title }}",
        "",
        "{%p if introduction %}",
        "{{p introduction }}",
        "{%p endif %}",
    ]
    assert lines[-4:] == ["{%p if signature %}", "", "{{p signature }}", "{%p endif %}"]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_validator_accepts_it(layout: Layout, validate: Validate, tmp_path: Path) -> None:
    """Under every choice the template is a valid Word file."""
    path = tmp_path / "template.docx"
    path.write_bytes(exported(layout))
    assert validate(path) == ()


def test_page_numbers_stand_outside_or_nowhere() -> None:
    """Odd and even pages have footers of their own; a report that is bound in has none."""
    for layout, numbered in ((STANDARD, True), (LAYOUTS["bound"], False)):
        document = opened(layout)
        (section,) = document.sections
        assert document.settings.odd_and_even_pages_header_footer is numbered
        assert section.footer.is_linked_to_previous is not numbered
        assert section.even_page_footer.is_linked_to_previous is not numbered


def test_the_printed_page_numbers_have_dashes(
    office: tools.Office, pdf_pages: PdfPages, tmp_path: Path
) -> None:
    """The program that prints counts the pages: — 1 —, — 2 —."""
    printed = pdf_pages(print_body(office, tmp_path, "公开" * 400))
    assert [tools.without_spaces(page)[-3:] for page in printed] == ["—1—", "—2—"]


@pytest.mark.parametrize("judge", ["office", "office_without_faces"])
def test_a_page_holds_22_lines_of_28_characters(
    judge: str, request: pytest.FixtureRequest, pdf_pages: PdfPages, tmp_path: Path
) -> None:
    """Full pages of Chinese characters come out as the standard says, with the faces or without."""
    characters = CHARACTERS * LINES * 2 - 2
    pages = pdf_pages(print_body(request.getfixturevalue(judge), tmp_path, "国" * characters))
    lines = [[line for line in page.split() if set(line) == {"国"}] for page in pages]
    # The first line is short by the indent of two characters.
    lengths = [CHARACTERS] * LINES * 2
    lengths[0] -= 2
    assert [len(line) for page in lines for line in page] == lengths
    assert [len(page) for page in lines] == [LINES, LINES]


def print_body(office: tools.Office, folder: Path, text: str) -> Path:
    """The PDF of the template with one paragraph of body as its only content."""
    path = folder / "body.docx"
    body = paragraph_xml(STYLE_IDS.body, [Run(text)])
    path.write_bytes(with_body(standard_template_bytes(), body))
    return office.pdf(path, into=folder / "pdf")[0]


def test_no_punctuation_is_lost_in_print(
    office: tools.Office, pdf_text: PdfText, tmp_path: Path
) -> None:
    """Marks that fall on the end of a full line are printed: LibreOffice drops hanging ones."""
    text = "".join("公" * (26 + shift) + "，、。；："[shift % 5] for shift in range(40))
    printed = pdf_text(print_body(office, tmp_path, text))
    for sign in set(text):
        assert printed.count(sign) == text.count(sign), sign


def test_numbers_are_typed_or_counted_but_never_both(
    office: tools.Office, pdf_text: PdfText, tmp_path: Path
) -> None:
    """With native numbering the heading's text has no number, and the print has the same one."""
    titles = [section.title for section in FORM.sections]
    headings = [
        line.text
        for line in opened(LAYOUTS["native"]).paragraphs
        if line.style is not None and line.style.name == "Heading 1"
    ]
    assert headings == [numbered.text for title in titles if (numbered := split_ordinal(title))]
    path = tmp_path / "native.docx"
    path.write_bytes(exported(LAYOUTS["native"]))
    printed = tools.without_spaces(pdf_text(office.pdf(path, into=tmp_path / "pdf")[0]))
    for title in titles:
        assert printed.count(title) == 1


def test_the_page_is_that_of_the_standard() -> None:
    """A4 with a type area of 156 × 225 mm, 37 mm from the top and 28 mm from the left."""
    (section,) = opened().sections
    lengths = {
        "page_width": 210,
        "page_height": 297,
        "left_margin": 28,
        "right_margin": 210 - 28 - 156,
        "top_margin": 37,
        "bottom_margin": 297 - 37 - 225,
    }
    assert {name: round(getattr(section, name).mm) for name in lengths} == lengths
    assert PAGE.height - PAGE.top - PAGE.bottom >= LINES * LINE
