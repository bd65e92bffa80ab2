"""Numbers that Word counts: typed or counted, under any template, each exactly once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

import gkdoc
from gkdoc.errors import TemplateError
from gkdoc.layout.options import HEADING_LEVELS, Layout
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.model import Overview, Report
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.text.blocks import Block
from gkdoc.text.ordinals import split_ordinal
from gkdoc.text.outlines import number, parse
from gkdoc.write.docx.standard import standard_template_bytes
from tests import tools
from tests.conftest import PdfText, Validate
from tests.tools.reports import small

NATIVE = Layout(native_numbering=True)
COUNTED = standard_template_bytes(native_numbering=True)

OUTLINE = parse(
    "（一）主动公开情况\n单独成行。\n1.政策文件。全年制发文件12件，均已公开。\n（1）制发\n照常。\n（2）清理\n照常。\n"
    "2.全年召开新闻发布会24场，由起草部门负责人到场答问，答复来信3170封。\n（二）依申请公开情况。全年没有收到申请。"
)
REPORT = evolve(small(), overview=Overview(OUTLINE))


def built(template: bytes | None, layout: Layout, report: Report = REPORT) -> bytes:
    """The report under that template, read back from what is visible and compared."""
    document = gkdoc.build(
        report, template, layout=layout, verify=True, force=True, plain=True
    ).document
    assert document is not None
    return document


def list_of(paragraph: Paragraph) -> tuple[str, str] | None:
    """The list and level that the paragraph itself names."""
    numbering = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is None:
        return None
    found = {each.tag: each.get(qn("w:val"), "") for each in numbering}
    return found[qn("w:numId")], found[qn("w:ilvl")]


def test_headings_are_counted_by_their_style_and_the_rest_by_itself() -> None:
    """No number is typed; a run-in heading, whose paragraph is body, joins the list itself."""
    document = docx.Document(BytesIO(built(None, NATIVE)))
    lines = {line.text: line for line in document.paragraphs if line.text}
    for block in OUTLINE:
        assert isinstance(block, Block)
        line = lines[(block.heading or "") + (block.text or "")]
        assert line.style is not None
        alone = block.level is not None and block.text is None
        assert (line.style.name == f"Heading {block.level}") is alone
        counted = block.level is not None and block.text is not None
        assert list_of(line) == (("1", str((block.level or 0) - 1)) if counted else None)


def test_the_standard_template_is_saved_by_another_program_and_still_counts(
    office: tools.Office, pdf_text: PdfText, tmp_path: Path
) -> None:
    """Under a template that LibreOffice saved, the print shows every number of the input once."""
    template = tmp_path / "counted.docx"
    template.write_bytes(COUNTED)
    (saved,) = office.docx(template, into=tmp_path / "saved")
    paths = []
    for name, content in {"exported": COUNTED, "saved": saved.read_bytes()}.items():
        paths.append(tmp_path / f"report-{name}.docx")
        paths[-1].write_bytes(built(content, NATIVE))
    for pdf in office.pdf(*paths, into=tmp_path / "pdf"):
        printed = tools.without_spaces(pdf_text(pdf))
        for block, ordinal in zip(OUTLINE, number(OUTLINE), strict=True):
            assert isinstance(block, Block)
            words = ordinal.strip() + tools.without_spaces((block.heading or block.text or "")[:9])
            assert printed.count(words) >= 1, words
        assert "（一）（一）" not in printed
        assert "一、总体情况" in printed


def test_every_section_starts_anew(office: tools.Office, pdf_text: PdfText, tmp_path: Path) -> None:
    """The second section that has headings begins with （一） again, as typed numbers do."""
    report = evolve(REPORT, problems=gkdoc.model.Problems(OUTLINE))
    path = tmp_path / "restart.docx"
    path.write_bytes(built(None, NATIVE, report))
    printed = tools.without_spaces(pdf_text(office.pdf(path, into=tmp_path / "pdf")[0]))
    assert printed.count("（一）主动公开情况") == 2
    assert printed.count("（二）依申请公开情况") == 2
    assert "（三）" not in printed.replace("（三）不", "")


def test_typed_numbers_win_over_a_template_that_counts(
    office: tools.Office, pdf_text: PdfText, tmp_path: Path
) -> None:
    """Without the option, headings under a counting template are typed and not counted too."""
    path = tmp_path / "typed.docx"
    path.write_bytes(built(COUNTED, Layout()))
    printed = tools.without_spaces(pdf_text(office.pdf(path, into=tmp_path / "pdf")[0]))
    assert printed.count("（一）主动公开情况") == 1
    assert "（一）（一）" not in printed
    assert printed.count("一、总体情况") == 1


def test_a_template_that_does_not_count_is_refused() -> None:
    """Asked to let Word count where the styles do not, gkdoc names the styles."""
    with pytest.raises(TemplateError) as refused:
        built(standard_template_bytes(), NATIVE)
    for level in HEADING_LEVELS:
        assert f"标题 {level}" in str(refused.value)


@pytest.mark.parametrize("layout", [Layout(), NATIVE], ids=["typed", "native"])
def test_a_section_that_is_typed_and_counted_is_refused(layout: Layout) -> None:
    """A template that counts its sections and has 一、 typed before them would print 一、一、."""
    package = read_package(COUNTED)
    markup = package.parts["word/document.xml"].decode()
    title = "总体情况"
    doubled = package.replacing(
        {"word/document.xml": markup.replace(f">{title}<", f">一、{title}<").encode()}
    )
    with pytest.raises(TemplateError, match=title):
        built(write_package(doubled), layout)


def test_a_hundred_and_one_headings(
    office: tools.Office, pdf_text: PdfText, tmp_path: Path
) -> None:
    """Past a hundred Word is asked for chineseCountingThousand, and no number is lost or doubled.

    Word counts 一百〇一 with it, LibreOffice 一百零一, which is what gkdoc types; chineseCounting
    would be 一○一 in Word.
    """
    outline = tuple(Block(2, f"标题{index}", None) for index in range(1, 102))
    report = evolve(small(), overview=Overview(outline))
    path = tmp_path / "many.docx"
    path.write_bytes(built(None, NATIVE, report))
    numbering = docx.Document(str(path)).part.numbering_part.element
    formats = [each.get(qn("w:val")) for each in numbering.iter(qn("w:numFmt"))]
    assert formats == ["chineseCountingThousand"] * 2 + ["decimal"] * 2
    assert gkdoc.load(path).overview == report.overview
    printed = tools.without_spaces(pdf_text(office.pdf(path, into=tmp_path / "pdf")[0]))
    for ordinal, block in zip(number(outline), outline, strict=True):
        assert f"{ordinal}{block.heading}" in printed


@pytest.mark.parametrize("layout", [Layout(), NATIVE], ids=["typed", "native"])
def test_the_validator_accepts_both(layout: Layout, validate: Validate, tmp_path: Path) -> None:
    """Counted headings, and headings taken out of the list of their style, are valid Word."""
    path = tmp_path / "report.docx"
    path.write_bytes(built(COUNTED, layout))
    assert validate(path) == ()


def test_the_levels_of_the_list_are_those_of_the_headings() -> None:
    """Each heading style of the counting template belongs to its level of the one list."""
    document = docx.Document(BytesIO(COUNTED))
    for level in HEADING_LEVELS:
        style = next(s for s in document.styles if s.element.name_val == STYLE_NAMES.heading(level))
        numbering = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert numbering is not None
        assert (numbering.ilvl.val if numbering.ilvl is not None else 0) == level - 1
    titles = [
        line.text for line in document.paragraphs if line.style and line.style.name == "Heading 1"
    ]
    assert not any(split_ordinal(title) for title in titles)
