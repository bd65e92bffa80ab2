"""The choices of an office, each seen in print: exported into a template, then built with it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

import gkdoc
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.write.docx.export import exported
from gkdoc.write.docx.standard import standard_template_bytes
from tests import tools
from tests.tools.alignment import page_number
from tests.tools.expected import expected
from tests.tools.faults import STATUTORY, Print, faults, print_of
from tests.tools.printed import Sign, read_pages
from tests.tools.reports import small
from tests.tools.shifts import shift

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
        built = gkdoc.build(REPORT, exported(layout), force=True, verify=True)
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


def of_an_office() -> bytes:
    """The standard template without its styles, on a Normal as unlike ours as can be."""
    document = docx.Document(BytesIO(standard_template_bytes()))
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    for style in [*document.styles]:
        if not style.element.default:
            style.delete()
    normal.font.bold, normal.font.italic, normal.font.size = True, True, Pt(12)
    normal.paragraph_format.left_indent = normal.paragraph_format.space_before = Pt(30)
    defaults = document.styles.element.find(f".//{qn('w:pPrDefault')}/{qn('w:pPr')}")
    spacing = defaults.makeelement(qn("w:spacing"))
    spacing.attrib.update({qn("w:after"): "160", qn("w:line"): "278"})
    defaults.append(spacing)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_styles_that_a_template_lacks_look_as_ours_do(office: tools.Office, tmp_path: Path) -> None:
    """What is added to an office's template takes nothing of its Normal: the print is the same."""
    for name, template in (("ours", None), ("theirs", of_an_office())):
        built = gkdoc.build(REPORT, template, force=True, verify=True)
        built.save(tmp_path / f"{name}.docx")
    documents = (tmp_path / "ours.docx", tmp_path / "theirs.docx")
    found = shift(*office.pdf(*documents, into=tmp_path / "pdf"))
    assert found.unseen, found
