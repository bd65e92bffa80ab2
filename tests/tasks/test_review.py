"""Review copies: one Word comment a finding, on the cell or the words; everything else stays."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import gkdoc
from gkdoc.errors import InputError, UsageError
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import _
from gkdoc.model import Overview
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read.docx.shown import read_shown
from gkdoc.tasks.review import AUTHOR, review_copy
from gkdoc.text.blocks import Block, Unsupported
from tests.conftest import Validate
from tests.tools import Office
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
REPORT = gkdoc.load(EXAMPLE)
BUILT = gkdoc.build(REPORT).document or b""


def finding(address: str = "", quote: str = "", span: tuple[int, int] | None = None) -> Finding:
    """A finding about a place in the example."""
    return Finding(
        "GK601",
        Severity.WARNING,
        _("问题 {address}", address=address),
        address,
        quote=quote,
        span=span,
    )


def commented(*findings: Finding, document: bytes = BUILT) -> Document:
    """The review copy as python-docx sees it."""
    return docx.Document(io.BytesIO(review_copy(document, findings, REPORT)))


def comments(document: Document) -> dict[int, str]:
    """The text of each comment by its id."""
    return {comment.comment_id: comment.text for comment in document.comments}


def marked(document: Document) -> dict[int, str]:
    """The words between the marks of each comment, read from the XML and nothing else."""
    words: dict[int, str] = {}
    open_ranges: set[int] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ranges.add(int(element.get(qn("w:id"))))
            words[int(element.get(qn("w:id")))] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_ranges.remove(int(element.get(qn("w:id"))))
        elif element.tag in {qn("w:t"), qn("w:br")}:
            for number in open_ranges:
                words[number] += element.text or ""
    assert not open_ranges
    return words


def test_a_figure_is_commented_in_its_cell() -> None:
    """The cell of the address and no other; the comment says rule, problem and who must act."""
    assert REPORT.applications is not None
    document = commented(finding("applications.received.business"))
    assert list(marked(document).values()) == [
        str(REPORT.applications.values["received", "business"])
    ]
    ((_, text),) = comments(document).items()
    assert re.match("GK601　警告，请填报人核对", text)
    assert "问题：问题 applications.received.business" in text
    (comment,) = document.comments
    # No clock: the date is that of the report, as its core properties have it.
    created = docx.Document(io.BytesIO(BUILT)).core_properties.created
    assert (comment.author, comment.timestamp) == (AUTHOR, created)


def test_words_are_commented_exactly() -> None:
    """In the middle of a run, over the end of a run-in heading, at both ends of a paragraph."""
    assert REPORT.overview is not None
    position, block = next(
        (number, block)
        for number, block in enumerate(REPORT.overview.outline, start=1)
        if isinstance(block, Block) and block.heading and block.text
    )
    words = f"{block.heading}{block.text}"
    border = len(block.heading or "")
    spans = [
        (0, 2),
        (border - 1, border + 2),
        (border + 5, border + 6),
        (len(words) - 3, len(words)),
    ]
    quotes = [words[start:stop] for start, stop in spans]
    document = commented(
        *(
            finding(f"overview.{position}", quote, span)
            for quote, span in zip(quotes, spans, strict=True)
        )
    )
    assert list(marked(document).values()) == quotes


def test_of_the_same_words_twice_those_of_the_span_are_meant() -> None:
    """的 in the middle of a paragraph is not the first 的."""
    assert REPORT.overview is not None
    position, block = max(
        enumerate(REPORT.overview.outline, start=1),
        key=lambda item: len(getattr(item[1], "text", None) or ""),
    )
    assert isinstance(block, Block)
    words = f"{block.heading or ''}{block.text or ''}"
    places = [found.start() for found in re.finditer("，", words)]
    place = places[len(places) // 2]
    document = commented(finding(f"overview.{position}", "，", (place, place + 1)))
    start = document.element.body.find(f".//{qn('w:commentRangeStart')}")
    before = "".join(
        text.text or ""
        for run in start.itersiblings(qn("w:r"), preceding=True)
        for text in reversed(run.findall(qn("w:t")))
    )
    assert len(places) > 2
    # `before` has the runs from behind, but as many signs.
    assert before.count("，") == len(places) // 2


def test_what_has_no_place_goes_to_the_title() -> None:
    """A finding about the file as a whole, and one about a section that is not there."""
    document = commented(finding(), finding("nowhere.1"))
    title = REPORT.full_title
    assert list(marked(document).values()) == [title, title]


def test_a_quotation_may_reach_over_a_broken_line_of_the_title() -> None:
    """The title is printed in several lines, the finding quotes it in one."""
    document = commented(finding("title", REPORT.full_title, (0, len(REPORT.full_title))))
    assert list(marked(document).values()) == [REPORT.full_title]


def test_a_blank_cell_can_be_commented() -> None:
    """A cell without a run has nothing to stand on but itself."""
    document = docx.Document()
    document.add_table(1, 1)
    stream = io.BytesIO()
    document.save(stream)
    there = Finding("GK305", Severity.WARNING, _("空"), location=Location(table=1, row=1, cell=1))
    copy = commented(there, document=stream.getvalue())
    cell = copy.tables[0].cell(0, 0)._tc
    assert cell.find(f".//{qn('w:commentReference')}") is not None


def test_words_in_a_table_that_only_places_them() -> None:
    """Prose in a cell is commented word by word, twice in one paragraph too."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一段，"
    cell.add_paragraph("甲,乙;丙")
    stream = io.BytesIO()
    document.save(stream)
    place = Location(table=1, row=1, cell=1)
    findings = [
        Finding("GK701", Severity.WARNING, _("…"), "overview.1", location=place, quote=sign)
        for sign in (",", ";")
    ]
    assert list(marked(commented(*findings, document=stream.getvalue())).values()) == [",", ";"]


BOX = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:tbl><w:tr>'
    "<w:tc><w:p><w:r><w:t>框</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:txbxContent>"
    "</v:textbox></v:shape></w:pict>"
)


def test_nothing_is_marked_inside_a_text_box() -> None:
    """Word takes no comments there: the paragraph that the box hangs on is marked."""
    document = docx.Document()
    run = document.add_paragraph("前").add_run()
    run._r.append(etree.fromstring(BOX))
    stream = io.BytesIO()
    document.save(stream)
    there = Finding("GK305", Severity.WARNING, _("…"), location=Location(table=1, row=1, cell=1))
    copy = commented(there, document=stream.getvalue())
    start = copy.element.body.find(f".//{qn('w:commentRangeStart')}")
    assert start.getparent() is copy.paragraphs[0]._p


def test_comments_of_the_file_are_kept() -> None:
    """The old ones stay as they are; the new ones have ids of their own; twice over."""
    first = review_copy(BUILT, [finding("title")], REPORT)
    second = review_copy(first, [finding("overview.1"), finding("title")], REPORT)
    before = comments(docx.Document(io.BytesIO(first)))
    after = comments(docx.Document(io.BytesIO(second)))
    assert len(after) == 3
    assert before.items() <= after.items()
    assert marked(docx.Document(io.BytesIO(second))).keys() == after.keys()


def test_nothing_else_changes() -> None:
    """The copy shows what the document shows; the document itself is as it was."""
    before = bytes(BUILT)
    copy = review_copy(
        BUILT,
        [
            finding("title"),
            finding("overview.2", "政府", (0, 2)),
            finding("proactive.rules.issued"),
        ],
        REPORT,
    )
    shown, original = read_shown(read_package(copy)), read_shown(read_package(BUILT))
    assert (shown.outlines, shown.tables, shown.title) == (
        original.outlines,
        original.tables,
        original.title,
    )
    assert before == BUILT
    assert copy == review_copy(
        BUILT,
        [
            finding("title"),
            finding("overview.2", "政府", (0, 2)),
            finding("proactive.rules.issued"),
        ],
        REPORT,
    )


def test_no_finding_no_comment() -> None:
    """A clean document is copied part by part."""
    assert read_package(review_copy(BUILT, [], REPORT)).parts == read_package(BUILT).parts


def test_a_data_file_is_built_for_its_comments(tmp_path: Path) -> None:
    """Places in the data file are not taken for places in the document."""
    path = tmp_path / "数据.yaml"
    path.write_text(
        re.sub(r"(?m)^(  granted: +\[)\d+", r"\g<1>9", TEXT).replace("〔2021〕", "(2021)"),
        encoding="utf-8",
    )
    reading = gkdoc.read_report(path, partial=True)
    findings = gkdoc.check_reading(reading)
    copy = docx.Document(io.BytesIO(gkdoc.review(path.read_bytes(), reading, findings)))
    assert {"9", "(2021)"} <= set(marked(copy).values())
    assert len(comments(copy)) == len(findings)


def test_what_cannot_be_built_is_said() -> None:
    """A chart in the prose of a data file: no copy, and the reason."""
    report = gkdoc.load(EXAMPLE)
    assert report.overview is not None
    outline = (*report.overview.outline, Unsupported("图表", ""))
    reading = gkdoc.Reading(evolve(report, overview=Overview(outline)))
    with pytest.raises(UsageError, match="GK112"):
        gkdoc.review(b"", reading, gkdoc.check_reading(reading))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.text("甲乙丙\t\n 丁", max_size=6), min_size=1, max_size=5),
    st.lists(st.integers(0, 30), min_size=2, max_size=6),
)
def test_any_words_in_any_runs(runs: Sequence[str], cuts: Sequence[int]) -> None:
    """However the words are divided into runs, tabs and breaks, the marks stand around them."""
    document = docx.Document()
    document.add_paragraph("题")
    paragraph = document.add_paragraph()
    for text in runs:
        paragraph.add_run(text)
    stream = io.BytesIO()
    document.save(stream)
    whole = paragraph.text
    edges = sorted({min(cut, len(whole)) for cut in cuts})
    spans = [(start, stop) for start, stop in pairwise(edges) if whole[start:stop].strip()]
    place = Location(paragraph=2)
    findings = [
        Finding(
            "GK701", Severity.WARNING, _("…"), "overview.1", location=place,
            quote=whole[start:stop], span=(start, stop),
        )
        for start, stop in spans
    ]  # fmt: skip
    report = evolve(REPORT, overview=Overview((Block(text=whole),) if whole else ()))
    copy = review_copy(stream.getvalue(), findings, report)
    result = docx.Document(io.BytesIO(copy))
    assert result.paragraphs[1].text == whole
    plain = [re.sub("[\t\n]", "", whole[start:stop]) for start, stop in spans]
    assert [re.sub("[\t\n]", "", words) for words in marked(result).values()] == plain


@pytest.mark.slow
def test_word_and_libreoffice_accept_the_copies(
    validate: Validate, office: Office, tmp_path: Path
) -> None:
    """OpenXmlValidator finds nothing; LibreOffice keeps every comment and the number of pages."""
    findings = [
        finding("title"),
        finding("overview.1"),
        finding("overview.2", "政府", (0, 2)),
        finding("applications.received.total"),
        finding("remedies.reconsideration.total"),
        finding("signature.date"),
    ]
    once = tmp_path / "once.docx"
    twice = tmp_path / "twice.docx"
    once.write_bytes(review_copy(BUILT, findings, REPORT))
    twice.write_bytes(review_copy(once.read_bytes(), findings, REPORT))
    assert validate(once, twice) == ()
    again = office.docx(once, twice, into=tmp_path / "again")
    assert [len(comments(docx.Document(str(path)))) for path in again] == [6, 12]
    assert [len(marked(docx.Document(str(path)))) for path in again] == [6, 12]


def test_styles_of_comments_are_added_once() -> None:
    """Both are there under the names that Word gives them, once even in the copy of a copy."""
    first = review_copy(BUILT, [finding("title")], REPORT)
    second = review_copy(first, [finding("title")], REPORT)
    root = etree.fromstring(read_package(second).parts["word/styles.xml"])
    names = [name.get(qn("w:val")) for name in root.iter(qn("w:name"))]
    assert names.count("annotation text") == names.count("annotation reference") == 1


def with_part(document: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The Word file with one part changed."""
    package = read_package(document)
    return write_package(package.replacing({name: change(package.parts[name])}))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda part: part.replace(b'w:id="0"', b'w:id="x"'), "批注的编号"),
        (lambda part: part.replace(b"<w:comments", b"<!DOCTYPE c><w:comments"), "DOCTYPE"),
        (lambda part: part[:-9], "不是合法的 XML"),
    ],
    ids=["number", "doctype", "cut off"],
)
def test_broken_comments_of_a_file_are_said(change: Callable[[bytes], bytes], reason: str) -> None:
    """A stranger's comments that cannot be added to are refused with the reason."""
    first = review_copy(BUILT, [finding("title")], REPORT)
    with pytest.raises(InputError, match=reason):
        review_copy(with_part(first, "word/comments.xml", change), [finding("title")], REPORT)


def test_styles_are_found_by_their_names() -> None:
    """A Chinese Word calls the two styles a5 and a6: comments refer to those, and add none."""

    def renamed(part: bytes) -> bytes:
        ids = part.replace(b'styleId="CommentText"', b'styleId="a5"')
        return ids.replace(b'styleId="CommentReference"', b'styleId="a6"')

    theirs = with_part(BUILT, "word/styles.xml", renamed)
    parts = read_package(review_copy(theirs, [finding("title")], REPORT)).parts
    assert parts["word/styles.xml"] == read_package(theirs).parts["word/styles.xml"]
    for name, style in (("word/comments.xml", b"a5"), ("word/document.xml", b"a6")):
        assert b'Style w:val="' + style in parts[name]
        assert b'"CommentText"' not in parts[name]
        assert b'"CommentReference"' not in parts[name]


def test_what_a_file_refers_to_in_vain_is_left_alone() -> None:
    """A picture that is missing, as Word itself leaves behind, stops no copy; no part is lost."""
    line = (
        b'<Relationship Id="gone" Target="../NULL" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/image"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    theirs = with_part(BUILT, name, lambda part: part.replace(b"</Relationships>", line))
    parts = read_package(review_copy(theirs, [finding("title")], REPORT)).parts
    before = read_package(theirs).parts
    changed = {name for name in before if parts[name] != before[name]}
    assert parts.keys() - before.keys() == {"word/comments.xml"}
    assert changed == {"[Content_Types].xml", "word/document.xml", name}


def test_blanks_between_words_stay() -> None:
    """A run that is one blank, with xml:space or without, is as it was."""
    document = docx.Document()
    document.add_paragraph("题")
    paragraph = document.add_paragraph("甲")
    for text in (" ", "乙", "  ", "丙"):
        paragraph.add_run(text)
    paragraph.runs[1]._r[0].attrib.clear()
    stream = io.BytesIO()
    document.save(stream)
    there = Finding("GK701", Severity.WARNING, _("…"), location=Location(paragraph=2), quote="乙")
    copy = commented(there, document=stream.getvalue())
    assert copy.paragraphs[1].text == "甲 乙  丙"
    assert list(marked(copy).values()) == ["乙"]
