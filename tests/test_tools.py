"""The judges themselves: each must be able to say no."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from tests.conftest import PdfPages, PdfText, Validate
from tests.tools import ConversionError, Office, without_spaces

SENTENCE = "二〇二三年，本单位收到申请 5 件。"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Word file of one sentence, made without gkdoc."""
    path = tmp_path_factory.mktemp("judged") / "一句话.docx"
    plain = docx.Document()
    plain.add_paragraph(SENTENCE)
    plain.save(str(path))
    return path


def test_libreoffice_prints_and_poppler_reads(
    office: Office, pdf_text: PdfText, pdf_pages: PdfPages, document: Path, tmp_path: Path
) -> None:
    """Every character of a document is in the text of its PDF."""
    (pdf,) = office.pdf(document, into=tmp_path)
    assert without_spaces(pdf_text(pdf)) == without_spaces(SENTENCE)
    assert [without_spaces(page) for page in pdf_pages(pdf)] == [without_spaces(SENTENCE)]


def test_libreoffice_prints_without_the_faces(
    office_without_faces: Office, pdf_text: PdfText, document: Path, tmp_path: Path
) -> None:
    """A machine without the statutory faces prints every character too."""
    (pdf,) = office_without_faces.pdf(document, into=tmp_path)
    assert without_spaces(pdf_text(pdf)) == without_spaces(SENTENCE)


def test_libreoffice_saves_again(office: Office, document: Path, tmp_path: Path) -> None:
    """A copy saved by LibreOffice is a Word file with the same words."""
    (copy,) = office.docx(document, into=tmp_path)
    assert [paragraph.text for paragraph in docx.Document(str(copy)).paragraphs] == [SENTENCE]


def test_a_document_that_is_none_is_no_success(office: Office, tmp_path: Path) -> None:
    """What LibreOffice cannot open is an error, not an absent file that nobody misses."""
    with pytest.raises(ConversionError, match=r"absent\.pdf"):
        office.pdf(tmp_path / "absent.docx", into=tmp_path / "out")


def test_time_limit_ends_libreoffice(office: Office, document: Path, tmp_path: Path) -> None:
    """A conversion that takes too long is ended and reported."""
    with pytest.raises(ConversionError, match="not done after"):
        office.pdf(document, into=tmp_path, seconds=0.01)


def test_validator_accepts_and_refuses(validate: Validate, document: Path, tmp_path: Path) -> None:
    """The validator has nothing against a sound file, and names the part of a broken one."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(document) as sound, zipfile.ZipFile(broken, "w") as out:
        for name in sound.namelist():
            content = sound.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body><w:no_such_element/>")
            out.writestr(name, content)
    (error,) = validate(document, broken)
    assert error.part == "broken.docx/word/document.xml"
    assert "no_such_element" in error.description


def test_validator_refuses_what_is_no_word_file(validate: Validate, tmp_path: Path) -> None:
    """A file that cannot be opened is an error too."""
    path = tmp_path / "text.docx"
    path.write_text("no archive", encoding="utf-8")
    assert len(validate(path)) == 1
