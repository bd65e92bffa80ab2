"""The choices of an office, each seen in print: exported into a template, then built with it."""

from __future__ import annotations

import pytest

import gkdoc
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.write.standard_template import standard_template
from tests import tools
from tests.tools.alignment import page_number
from tests.tools.expected import expected
from tests.tools.faults import STATUTORY, Print, faults, print_of
from tests.tools.printed import Sign, read_pages
from tests.tools.reports import small

pytestmark = pytest.mark.slow

REPORT = small(value=12)

TEMPLATES = {
    "standard": STANDARD,
    "chinese-digits": Layout(latin_face=None),
    "bold": Layout(bold_levels=frozenset({1, 2, 3, 4})),
    "no-numbers": Layout(page_numbers=False),
}


@pytest.fixture(scope="module")
def prints(office: tools.Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Print]:
    """The same report under a template of each choice."""
    folder = tmp_path_factory.mktemp("options")
    for name, layout in TEMPLATES.items():
        built = gkdoc.build(REPORT, standard_template(layout), force=True, verify=True)
        built.save(folder / f"{name}.docx")
    pdfs = office.pdf(*(folder / f"{name}.docx" for name in TEMPLATES), into=folder / "pdf")
    return {
        name: print_of(read_pages(pdf), expected(REPORT), STATUTORY, {})
        for name, pdf in zip(TEMPLATES, pdfs, strict=True)
    }


def prose(judged: Print) -> list[Sign]:
    """The signs of the body."""
    return [
        sign
        for placed in judged.alignment.paragraphs
        if placed.paragraph.kind == "body"
        for line in placed.lines
        for sign in line.line.signs
    ]


def test_digits_take_the_latin_face_or_the_chinese_one(prints: dict[str, Print]) -> None:
    """Times New Roman by default, as most reports have it, or the Chinese face around them."""
    faces = {
        name: {sign.face for sign in prose(prints[name]) if sign.text.isdecimal()}
        for name in ("standard", "chinese-digits")
    }
    assert faces == {"standard": {"LiberationSerif"}, "chinese-digits": {STATUTORY.body}}


def test_a_report_to_be_bound_has_no_page_numbers(prints: dict[str, Print]) -> None:
    """Numbered by default; without, nothing stands below the text, and all else stays."""
    assert all(page_number(page) for page in prints["standard"].pages)
    assert not any(page_number(page) for page in prints["no-numbers"].pages)
    assert {fault.kind for fault in faults(prints["no-numbers"])} == {"页码"}


@pytest.mark.parametrize("name", ["standard", "chinese-digits", "bold"])
def test_no_choice_moves_the_text(name: str, prints: dict[str, Print]) -> None:
    """Bold headings and other digits keep margins, lines, characters and tables as they are."""
    kinds = {fault.kind for fault in faults(prints[name])}
    # Bold 黑体 has a face of its own.
    assert kinds <= ({"字体"} if name == "bold" else set())
