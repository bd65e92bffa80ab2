"""Documents of others are as sound with a report in them as without, and the report is whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.oxml.ns import qn

import gkdoc
from gkdoc.docx import insert_report, insert_table
from gkdoc.model import Overview, Problems, in_print
from gkdoc.spec import tables
from gkdoc.text.blocks import Block, Picture, PlainTable
from tests.conftest import PdfPages, Validate
from tests.tools import Office, hosts
from tests.tools.foreign import Inserted, inserted, saved
from tests.tools.pixels import png
from tests.tools.places import ROOT

CITY = in_print(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")).report

Host = Callable[[], Document]


@cache
def into(host: Host) -> Inserted:
    """The host with a table and the report in it."""
    return inserted(saved(host()), CITY)


@pytest.mark.parametrize("host", hosts.HOSTS.values(), ids=hosts.HOSTS)
def test_the_report_is_in_it(host: Host) -> None:
    """Every figure and every word is read back, whatever the document is like."""
    assert into(host).absent == ()


@pytest.mark.parametrize("host", hosts.HOSTS.values(), ids=hosts.HOSTS)
def test_styles_stay(host: Host) -> None:
    """Each style of the document, and its defaults, are what they were, sign by sign."""
    assert into(host).changed_styles() == ()


@pytest.mark.parametrize("host", hosts.HOSTS.values(), ids=hosts.HOSTS)
def test_it_stays_valid(host: Host, validate: Validate, tmp_path: Path) -> None:
    """The validator of Microsoft finds no error that was not there before."""
    assert not into(host).new_errors(validate, tmp_path)


def test_the_official_form(shared: Path, validate: Validate, tmp_path: Path) -> None:
    """The government's own file, as an office has it: the same three promises."""
    content = (shared / "reference" / "official-form-2021.docx").read_bytes()
    result = inserted(content, CITY)
    assert (result.absent, result.changed_styles()) == ((), ())
    assert not result.new_errors(validate, tmp_path)


def test_a_style_says_all_that_the_document_says() -> None:
    """Nothing that the defaults of a document may state is left to them."""
    document = hosts.shouting()
    normal = document.styles["Normal"].element
    stated = {kind: {each.tag for each in normal.find(qn(kind))} for kind in ("w:rPr", "w:pPr")}
    insert_table(document.paragraphs[1], CITY.applications)
    added = [each for each in document.styles if each.style_id.startswith("Inserted")]
    paragraphs = [each.element for each in added if each.element.type.name == "PARAGRAPH"]
    assert paragraphs
    for style in paragraphs:
        assert style.find(qn("w:basedOn")) is None
        for kind, tags in stated.items():
            assert tags <= {each.tag for each in style.find(qn(kind))}


def test_names_that_are_taken() -> None:
    """Ours stand beside them under another name; what the document's own say is not used."""
    document = hosts.taken()
    made = insert_table(document.paragraphs[1], CITY.applications)
    names = {cell.paragraphs[0].style.name for row in made.rows for cell in row.cells}
    assert "统计表数字 2" in names
    assert "统计表数字" not in names
    assert made.style is not None
    assert made.style.name == "统计表 2"
    again = docx.Document(BytesIO(saved(document)))
    count = len(again.styles)
    insert_table(again.paragraphs[1], CITY.applications)
    assert len(again.styles) == count


def test_revisions_and_protection_stay() -> None:
    """What is recorded, and what is forbidden to people, is as it was."""
    for host, tag in (
        (hosts.tracked, "w:trackRevisions"),
        (hosts.protected, "w:documentProtection"),
    ):
        document = docx.Document(BytesIO(into(host).after))
        assert document.settings.element.find(qn(tag)) is not None
    body = docx.Document(BytesIO(into(hosts.tracked).after)).element.body
    assert [len([*body.iter(qn(tag))]) for tag in ("w:ins", "w:del")] == [1, 1]


@pytest.mark.slow
def test_libreoffice_shows_it_whole(office: Office, pdf_pages: PdfPages, tmp_path: Path) -> None:
    """On paper the report looks the same whatever the document's defaults are; tables are whole."""
    files = []
    for name, host in hosts.HOSTS.items():
        document = host()
        for each in [*document.element.body][:-1]:
            document.element.body.remove(each)
        insert_report(document.add_paragraph(), CITY)
        files.append(tmp_path / f"{name}.docx")
        document.save(str(files[-1]))
    first, *others = [
        pdf_pages(pdf, layout=True) for pdf in office.pdf(*files, into=tmp_path / "pdf")
    ]
    for pages in others:
        assert pages == first
    words = ["".join(page.split()) for page in first]
    for key in tables():
        rows = [*CITY.tables[key].values.spec.row_labels.values()]
        ends = ["".join(rows[at].split())[-4:] for at in (0, -1)]
        assert any(all(end in page for end in ends) for page in words), key


def test_pictures_links_and_tables(validate: Validate, tmp_path: Path) -> None:
    """What prose holds beside words goes along, twice in a document too, and the file is sound."""
    outline = (
        Block(text="详见[网站](https://www.example.gov.cn/a?b=1&c=2)。"),
        Picture(png(40, 30), "大楼", "图1 大楼", "50%"),
        PlainTable(
            ("项目", "件数"), (("咨询", "3"), ("投诉", "〖申请·本年新收·总计〗")), "表1 咨询"
        ),
        Block(text="如图所示，\\[名称](https://a.cn)不是链接。"),
    )
    report = evolve(CITY, overview=Overview(outline), problems=Problems(outline))
    result = inserted(saved(hosts.plain()), report)
    assert result.absent == ()
    assert result.changed_styles() == ()
    assert not result.new_errors(validate, tmp_path)
    document = docx.Document(BytesIO(result.after))
    insert_report(document.add_paragraph(), report)
    again = Inserted(result.before, saved(document), ())
    assert not again.new_errors(validate, tmp_path)
    numbers = [shape._inline.docPr.id for shape in document.inline_shapes]
    assert len({*numbers}) == len(numbers) == 4
