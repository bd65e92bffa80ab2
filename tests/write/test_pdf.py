"""`build --pdf`: LibreOffice prints it, or it is said plainly why not, and nothing is written."""

from __future__ import annotations

import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

import gkdoc
from gkdoc.cli.main import main
from gkdoc.errors import MissingProgramError, NotCompletedError
from gkdoc.findings import Severity
from gkdoc.write.printing import missing_faces, pdf
from tests import tools
from tests.conftest import PdfText
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"


@pytest.fixture(scope="module")
def document() -> bytes:
    """The example as a Word file."""
    built = gkdoc.build(gkdoc.load(EXAMPLE)).document
    assert built is not None
    return built


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path on which programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("gkdoc.libreoffice._ELSEWHERE", ())
    return folder


def program(folder: Path, name: str, script: str) -> None:
    """A program that Python runs."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def list_of(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_libreoffice_prints_every_word(
    document: bytes,
    office: tools.Office,
    pdf_text: PdfText,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The PDF holds the prose, and no folder is left behind."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(document))
    words = tools.without_spaces(pdf_text(path))
    assert "云川市人民政府" in words
    assert office.program.is_file()
    assert list_of(temporary) == []


def test_without_libreoffice_it_is_said(document: bytes, only: Path) -> None:
    """The message names the program and what it was needed for."""
    assert not list(only.iterdir())
    with pytest.raises(MissingProgramError, match=r"LibreOffice.*打印 PDF"):
        pdf(document)


def test_time_is_limited_and_children_end(document: bytes, only: Path, tmp_path: Path) -> None:
    """When time is up LibreOffice goes, and what it started goes with it."""
    mark = tmp_path / "child"
    program(
        only,
        "soffice",
        f"if os.fork() == 0:\n    time.sleep(2)\n    open({str(mark)!r}, 'w')\ntime.sleep(60)",
    )
    started = time.monotonic()
    with pytest.raises(NotCompletedError, match="1 秒内没有完成"):
        pdf(document, seconds=1)
    assert time.monotonic() - started < 10
    time.sleep(2)
    assert not mark.exists()


def test_what_libreoffice_said_is_passed_on(document: bytes, only: Path) -> None:
    """Where no PDF comes, its own last words are in the message."""
    program(only, "soffice", "print('Error: source file could not be loaded')")
    with pytest.raises(NotCompletedError, match="source file could not be loaded"):
        pdf(document)


def test_its_profile_is_its_own(document: bytes, only: Path) -> None:
    """LibreOffice gets a fresh profile beside the document, never the person's own."""
    program(
        only,
        "soffice",
        "place = sys.argv[1].removeprefix('-env:UserInstallation=file://')\n"
        "out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "os.makedirs(out)\n"
        "open(out + '/report.pdf', 'w').write(place)",
    )
    first, second = pdf(document), pdf(document)
    assert first != second
    assert Path(first.decode()).name == "profile"
    assert not Path(first.decode()).parent.exists()


def test_missing_faces_are_named(document: bytes, only: Path) -> None:
    """Each face that another one would replace is a warning; one that is there is not."""
    program(
        only,
        "fc-match",
        "print('黑体,SimHei' if sys.argv[2].startswith('黑体') else 'DejaVu Sans', end='')",
    )
    findings = missing_faces(document)
    assert {(each.rule, each.severity) for each in findings} == {("GK921", Severity.WARNING)}
    messages = [each.message for each in findings]
    assert "本机没有字体“仿宋_GB2312”，PDF 中由“DejaVu Sans”代替" in messages
    assert not [message for message in messages if "黑体" in message]


def test_where_faces_cannot_be_asked_it_is_said(document: bytes, only: Path) -> None:
    """Without fc-match nobody knows, and that is one line too."""
    assert not list(only.iterdir())
    (finding,) = missing_faces(document)
    assert (finding.rule, finding.severity) == ("GK921", Severity.INFORMATION)


def build(folder: Path, *options: str) -> int:
    """The exit code of a build into this folder."""
    return main(["build", str(EXAMPLE), "-o", str(folder / "report.docx"), *options])


def test_nothing_is_written_where_the_print_fails(
    only: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, a message, and no file: neither the Word file nor the page stands there alone."""
    assert not list(only.iterdir())
    out = tmp_path / "out"
    out.mkdir()
    code = build(out, "--pdf", str(out / "r.pdf"), "--html", str(out / "r.html"))
    assert code == 3
    assert "LibreOffice" in capsys.readouterr().err
    assert list_of(out) == []


def test_all_three_are_written(only: Path, tmp_path: Path) -> None:
    """Word file, PDF and page, each where it was asked for."""
    program(
        only,
        "soffice",
        "out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "os.makedirs(out)\n"
        "open(out + '/report.pdf', 'w').write('%PDF-')",
    )
    out = tmp_path / "out"
    out.mkdir()
    assert build(out, "--pdf", str(out / "r.pdf"), "--html", str(out / "r.html")) == 0
    assert list_of(out) == ["r.html", "r.pdf", "report.docx"]
    assert (out / "r.pdf").read_bytes() == b"%PDF-"
    assert "<h1>" in (out / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--pdf", "--html"])
def test_two_outputs_are_two_files(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One output over another is refused, and so is one over the data."""
    assert build(tmp_path, option, str(tmp_path / "report.docx")) == 2
    assert "两种输出都要写到" in capsys.readouterr().err
    assert build(tmp_path, option, str(EXAMPLE)) == 2
    assert "就是输入文件" in capsys.readouterr().err
    assert list_of(tmp_path) == []
