"""A report with all that stands beside text, and fields of its own: the whole way at once."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import docx
import pytest
from attrs import evolve

import gkdoc
from gkdoc.model import FieldValue, Picture, Report, Signature
from gkdoc.write.docx.standard import standard_template_bytes
from tests.conftest import PdfText, Validate
from tests.tools import Office
from tests.tools.illustrated import CHART, illustrated
from tests.tools.pixels import chunk

UNPRINTED = "不印的话"


def report() -> Report:
    """Two pictures, a plain table, links, and fields of which the template prints four."""
    fields: dict[str, FieldValue] = {
        "联系人": "张三",
        "印数": 500,
        "印发日期": datetime.date(2025, 1, 20),
        "章": Picture(CHART[:-12] + chunk(b"tEXt", b"Author\0Zhang San") + CHART[-12:], "公章"),
        "备注": UNPRINTED,
    }
    signature = Signature("甲局", datetime.date(2025, 1, 10))
    return evolve(illustrated(), fields=fields, signature=signature)


def template() -> bytes:
    """The standard template with the lines of an office behind it."""
    document = docx.Document(io.BytesIO(standard_template_bytes()))
    document.add_paragraph(
        "联系人：{{ fields.联系人 }}，{{ fields.印发日期 }}印{{ fields.印数 }}份"
    )
    document.add_paragraph("{{p fields.章 }}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.slow
def test_built_validated_printed_and_read_back_equal(
    office: Office, validate: Validate, pdf_text: PdfText, tmp_path: Path
) -> None:
    """Nothing is lost in Word, on paper, on the page; nothing goes along that is not printed."""
    given = report()
    built = gkdoc.build(given, template(), verify=True, force=True)
    assert built.report is not None
    path = tmp_path / "年报.docx"
    built.save(path)
    assert validate(path) == ()

    read = gkdoc.read_report(path).report
    assert read.prose == built.report.prose
    assert {**read.fields} == {key: given.fields[key] for key in given.fields if key != "备注"}
    with zipfile.ZipFile(path) as archive:
        content = b"".join(map(archive.read, archive.namelist()))
    assert UNPRINTED.encode() not in content
    assert b"Zhang San" not in content

    (pdf,) = office.pdf(path, into=tmp_path)
    words = "".join(pdf_text(pdf).split())
    for each in ("图1主动公开件数", "表1公开渠道", "联系人：张三，2025年1月20日印500份"):
        assert each in words

    page = tmp_path / "年报.html"
    page.write_text(gkdoc.html_page(built.report), encoding="utf-8")
    assert gkdoc.read_report(page).report.prose == built.report.prose
    assert UNPRINTED not in page.read_text(encoding="utf-8")
