"""An office's own docxtpl template, filled in a sandbox and read back."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.oxml.ns import qn

import gkdoc
from gkdoc.docx import render
from gkdoc.errors import InputError, TemplateError, VerifyError
from gkdoc.findings import Severity
from gkdoc.model import BLANK, Overview, Report, in_print
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.spec import CellRef
from gkdoc.text.outlines import parse
from gkdoc.write.docx.standard import standard_template_bytes
from tests.conftest import Validate
from tests.tools.foreign import saved
from tests.tools.places import ROOT
from tests.tools.reports import signed, small
from tests.tools.templates import FOLDER, TEMPLATES

CITY = gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")
SMALL = signed(small(), "云川市财政局", datetime.date(2024, 1, 20))
CORPUS = {
    **{path.stem: path for path in sorted((ROOT / "templates" / "docx").glob("*.docx"))},
    **{name: FOLDER / f"{name}.docx" for name in sorted(TEMPLATES)},
}


def template(*lines: str) -> bytes:
    """The standard template with more paragraphs at its end."""
    document = docx.Document(BytesIO(standard_template_bytes("2021")))
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def opened(content: bytes | None) -> Document:
    """What was made."""
    assert content is not None
    return docx.Document(BytesIO(content))


def words(content: bytes | None) -> list[list[str]]:
    """The paragraphs of the body, and those of headers, footers and text boxes, in order."""
    document = opened(content)
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    return [
        ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in part.iter(qn("w:p"))]
        for part in parts
    ]


def report_for(path: Path, report: Report) -> Report:
    """`report` without an introduction where the template has no place for one."""
    slots = {slot.tag for slot in gkdoc.inspect(path).slots if slot.places}
    return report if "{{p introduction }}" in slots else evolve(report, introduction=None)


@pytest.mark.parametrize("report", [CITY, SMALL], ids=["city", "small"])
@pytest.mark.parametrize("path", CORPUS.values(), ids=CORPUS)
def test_both_engines_agree(path: Path, report: Report) -> None:
    """docxtpl and gkdoc print the same words and figures with each template of the corpus."""
    fitting = report_for(path, report)
    ours, theirs = gkdoc.build(fitting, path, force=True), render(path, fitting)
    assert theirs.findings[: len(theirs.findings)] == ours.findings[: len(theirs.findings)]
    assert words(theirs.document) == words(ours.document)
    assert theirs.report == ours.report


def test_all_of_docxtpl(validate: Validate, tmp_path: Path) -> None:
    """Loops, rows that are repeated, arithmetic, filters of ours and of Jinja: a sound file."""
    document = docx.Document(BytesIO(template()))
    table = document.add_table(4, 2)
    for row, texts in enumerate(
        (
            ("办理结果", "件数"),
            ("{%tr for row in applications.denied if row.total %}", ""),
            ("{{ row.label }}", "{{ row.total }}"),
            ("{%tr endfor %}", ""),
        )
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for line in (
        "{% set done = applications.granted.total / applications.total.total %}",
        "附：予以公开占 {{ '%.1f'|format(100 * done) }}%",
        "其余 {{ applications.received.total - applications.granted.total }} 件",
        "{{ signature.date|date('yyyy-MM-dd') }} {{ year|chinese }}",
        "{%p for row in remedies %}",
        "{{ loop.index }}. {{ row.label }} {{ row.total }}",
        "{%p endfor %}",
    ):
        document.add_paragraph(line)
    built = render(saved(document), CITY)
    made = opened(built.document)
    (tmp_path / "made.docx").write_bytes(built.document or b"")
    assert validate(tmp_path / "made.docx") == ()
    lines = [paragraph.text for paragraph in made.paragraphs]
    values = in_print(CITY).report.applications.values
    granted, total = values["granted", "total"], values["total", "total"]
    assert f"附：予以公开占 {100 * granted / total:.1f}%" in lines  # type: ignore[operator]
    assert f"其余 {values['received', 'total'] - granted} 件" in lines  # type: ignore[operator]
    assert "2025-03-20 二〇二四" in lines
    assert lines[-3].startswith("1. 行政复议")
    denied = [row for row in values.spec.rows if row.startswith("denied.")]
    shown = [row.cells[1].text for row in made.tables[-1].rows][1:]
    assert shown == [str(values[row, "total"]) for row in denied if values[row, "total"]]


def test_the_same_bytes() -> None:
    """No clock: twice the same file, under the report's title and the agency's name."""
    first, second = (render(template(), CITY) for _ in range(2))
    assert first.document == second.document
    properties = opened(first.document).core_properties
    assert (properties.title, properties.author) == (CITY.full_title, CITY.agency)


def test_errors_stop_it() -> None:
    """A report with errors is not printed; the findings say why, as those of build do."""
    wrong = CellRef("applications", "received", "total")
    values = CITY.applications.values.changed({wrong: 1})
    report = evolve(CITY, applications=evolve(CITY.applications, values=values))
    built = render(template(), report)
    assert built.document is None
    assert built.findings == gkdoc.build(report).findings
    assert any(finding.severity is Severity.ERROR for finding in built.findings)


def test_references_and_last_year() -> None:
    """References become figures; last year's figures are there to reckon with."""
    overview = Overview(parse("收到〖申请·本年新收·总计〗件。"))
    report = evolve(CITY, overview=overview)
    values = in_print(CITY).report.applications.values
    left = {
        CellRef("applications", "carried_out", ref.column): value
        for ref, value in values.entered.items()
        if ref.row == "carried_in"
    }
    applications = evolve(SMALL.applications, values=SMALL.applications.values.changed(left))
    last = evolve(SMALL, year=CITY.year - 1, agency=CITY.agency, applications=applications)
    more = "增加 {{ applications.received.total - previous.applications.received.total }} 件"
    built = render(template(more), report, previous=last)
    lines = [paragraph.text for paragraph in opened(built.document).paragraphs]
    assert "收到2365件。" in lines
    assert lines[-1] == "增加 2365 件"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("本年{{ applications.recieved.total }}件", "recieved"),
        ("本年{{ nothing }}件", "nothing"),
        ("本年{{ title件", "标签写得不对"),
        ("本年{% if title %}件", "标签写得不对"),
        ("本年{{ title|spoilt }}件", "spoilt"),
        ("本年{{ 1 / 0 }}件", "ZeroDivisionError"),
        ("本年{{ 'a' + 1 }}件", "TypeError"),
        ("本年{{ agency|date }}件", "date"),
        ("本年{{ agency|chinese }}件", "chinese"),
        ("本年{{ ().__class__.__mro__ }}件", "不允许"),
        ("本年{{ title.__init__.__globals__ }}件", "不允许"),
        ("本年{{ range(10**9)|list }}件", "OverflowError"),
        ("本年{% include 'a' %}件", "标签"),
    ],
)
def test_what_goes_wrong_in_a_tag(line: str, message: str) -> None:
    """Misspelt names, broken tags, escapes from the sandbox: one error, with the words around."""
    with pytest.raises(TemplateError, match=message) as refused:
        render(template("前面的话", line), CITY)
    (problem,) = refused.value.problems
    assert "本年" in problem.place


def test_broken_markup() -> None:
    """A tag that prints markup of its own has to print sound markup."""
    with pytest.raises(TemplateError, match="不是合法的 Word 内容"):
        render(template("本年{{ '<'|safe }}件"), CITY)


def test_wrong_tags_elsewhere(tmp_path: Path) -> None:
    """In a header too; the file is named."""
    document = docx.Document(BytesIO(template()))
    document.sections[0].header.paragraphs[0].text = "{{ agencie }}"
    path = tmp_path / "模板.docx"
    path.write_bytes(saved(document))
    with pytest.raises(TemplateError, match=r"模板\.docx.*agencie"):
        render(path, CITY)


def test_a_blank_in_arithmetic() -> None:
    """It is an error about the report, with the cell."""
    values = SMALL.proactive.values.changed({CellRef("proactive", "rules", "issued"): BLANK})
    report = evolve(SMALL, proactive=evolve(SMALL.proactive, values=values))
    assert render(template("{{ proactive.rules.issued }}"), report).document
    with pytest.raises(InputError, match=r"proactive\.rules\.issued"):
        render(template("{{ proactive.rules.issued + 1 }}"), report)


def test_what_is_lost_is_told() -> None:
    """A template that prints a part nowhere, or another figure, gives no document."""
    document = docx.Document(BytesIO(template()))
    lost = next(p for p in document.paragraphs if "problems" in p.text)
    document.element.body.remove(lost._p)
    with pytest.raises(VerifyError, match="五、存在的主要问题及改进情况"):
        render(saved(document), CITY)
    document = docx.Document(BytesIO(template()))
    tag = next(p for p in document.paragraphs if "{{p remedies" in p.text)
    tag.text = "{{p proactive }}"
    with pytest.raises(VerifyError, match="四、政府信息公开行政复议"):
        render(saved(document), CITY)


def of_type(old: bytes, new: bytes) -> bytes:
    """The template with that in the place of `old` in its parts."""
    package = read_package(template())
    return write_package(
        package.replacing({name: part.replace(old, new) for name, part in package.parts.items()})
    )


DOCUMENT = b"wordprocessingml.document.main+xml"
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TRANSITIONAL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"<html></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        of_type(b"application/vnd.openxmlformats-officedocument." + DOCUMENT, MACROS),
        of_type(TRANSITIONAL, STRICT),
    ],
    ids=["nothing", "cut off", "page", "encrypted", "macros", "strict"],
)
def test_what_is_no_template(content: bytes) -> None:
    """What is no Word file, an encrypted one, one with macros, a strict one: said, not printed."""
    with pytest.raises(TemplateError):
        render(content, CITY)


def test_a_dotx() -> None:
    """Word's own kind of template does as well, and gives a document."""
    content = of_type(DOCUMENT, b"wordprocessingml.template.main+xml")
    assert opened(render(content, CITY).document).tables


def test_a_missing_file(tmp_path: Path) -> None:
    """A template that is not there is a file that cannot be read."""
    with pytest.raises(InputError, match="没有"):
        render(tmp_path / "没有.docx", CITY)


def test_nothing_of_an_earlier_report_goes_on() -> None:
    """A template that carries the figures of the report it was made of loses them."""
    older = opened(gkdoc.build(SMALL).document)
    for each in [*older.element.body][:-1]:
        older.element.body.remove(each)
    for paragraph in docx.Document(BytesIO(template())).paragraphs:
        older.add_paragraph(paragraph.text)
    built = render(saved(older), CITY)
    assert built.document is not None
    findings = gkdoc.read_report(built.document, name="年报.docx").findings
    assert "GK114" in {finding.rule for finding in findings}
