"""Files of other word processors, and copies that LibreOffice saved of our own."""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import evolve

import gkdoc.api
from gkdoc.cli.main import main
from gkdoc.errors import InputError, MissingProgramError, NotCompletedError
from gkdoc.findings import Severity
from gkdoc.model import BLANK, Introduction, Report, Text
from gkdoc.read import read_file
from gkdoc.read.legacy import read_legacy
from gkdoc.text.blocks import Block
from tests import tools
from tests.tools.copies import in_a_document, on_a_page
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def variants() -> Mapping[str, Report]:
    """The examples, and one with blanks, words, decimals and every level of headings."""
    reports = {path.stem: gkdoc.api.load(path) for path in EXAMPLES}
    report = reports["city-government-2024"]
    assert report.applications is not None
    assert report.overview is not None
    values = report.applications.values
    changes: dict[str, object] = {
        str(ref): (BLANK, Text("/"), Text("22（其中修订16件）"))[place % 3]
        for place, ref in enumerate(values.spec.cells)
        if place % 5 == 0
    }
    changed = values.changed(
        {ref: changes[str(ref)] for ref in values.spec.cells if str(ref) in changes}  # type: ignore[misc]
    )
    outline = (
        Block(text="总述，包括 WPS 与 Word 两种。"),
        Block(2, "主动公开情况", None),
        Block(3, "网站建设。", "新设 2 个栏目。"),
        Block(4, None, "制定了三项制度，包括审核制度；"),
        Block(2, "依申请公开情况。", "收到3119件。"),
    )
    reports["every-kind"] = evolve(
        report,
        introduction=Introduction((Block(text="根据条例编制本报告。"),)),
        overview=evolve(report.overview, outline=outline),
        applications=evolve(report.applications, values=changed),
    )
    return reports


@pytest.fixture(scope="module")
def copies(
    office: tools.Office, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Mapping[str, Report], Path]:
    """Reports as printed by their names, and the folder with their copies in folders by format."""
    folder = tmp_path_factory.mktemp("copies")
    printed: dict[str, Report] = {}
    for name, report in variants().items():
        built = gkdoc.api.build(report, force=True)
        assert built.report is not None
        built.save(folder / f"{name}.docx")
        printed[name] = built.report
    sources = [folder / f"{name}.docx" for name in printed]
    office.docx(*sources, into=folder / "docx")
    for target in ("odt", "rtf", "html"):
        office.converted(*sources, into=folder / target, target=target)
    return printed, folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "projection"),
    [("docx", evolve), ("odt", in_a_document), ("rtf", in_a_document), ("html", on_a_page)],
)
def test_copies_that_libreoffice_saved(
    target: str,
    projection: Callable[[Report], Report],
    copies: tuple[Mapping[str, Report], Path],
) -> None:
    """Equal after the projection of the format, and the projection is no more than that."""
    printed, folder = copies
    for name, report in printed.items():
        expected = projection(report)
        reading = read_file(folder / target / f"{name}.{target}")
        assert reading.report == expected, name
        assert projection(expected) == expected
        assert dict(expected.cells()).keys() == dict(report.cells()).keys()


@pytest.mark.slow
def test_an_old_word_file(
    copies: tuple[Mapping[str, Report], Path], office: tools.Office, tmp_path: Path
) -> None:
    """.doc, and the same file as .wps: every figure, and a finding that says how it was read."""
    printed, folder = copies
    name = "city-government-2024"
    (old,) = office.converted(folder / f"{name}.docx", into=tmp_path, target="doc")
    wps = old.with_suffix(".wps")
    shutil.copy(old, wps)
    for path in (old, wps):
        reading = read_file(path)
        assert reading.report == in_a_document(printed[name])
        assert ("GK008", Severity.INFORMATION) in {
            (finding.rule, finding.severity) for finding in reading.findings
        }


# Without LibreOffice, or with a file it cannot open


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path on which programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("gkdoc.libreoffice._ELSEWHERE", ())
    return folder


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_without_libreoffice_it_is_said(
    suffix: str, only: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One clear message and exit 3; nothing is written."""
    assert not list(only.iterdir())
    path = tmp_path / f"report{suffix}"
    if suffix == ".odt":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    else:
        path.write_bytes(b"{\\rtf1}" if suffix == ".rtf" else COMPOUND)
    with pytest.raises(MissingProgramError, match=r"LibreOffice.*另存为 \.docx"):
        read_file(path)
    output = tmp_path / "out.yaml"
    assert main(["read", str(path), "-o", str(output)]) == 3
    assert "LibreOffice" in capsys.readouterr().err
    assert not output.exists()


def program(folder: Path, script: str) -> None:
    """A LibreOffice that does no more than this."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport time\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_what_it_cannot_open_is_broken_input(only: Path) -> None:
    """Exit 2, with its own last words."""
    program(only, "print('Error: source file could not be loaded')")
    with pytest.raises(InputError, match="could not be loaded"):
        read_legacy(COMPOUND, "report.doc")


def test_its_time_is_limited(only: Path) -> None:
    """A file that keeps it busy ends the reading, not the person's patience."""
    program(only, "time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(NotCompletedError, match="1 秒内没有完成"):
        read_legacy(COMPOUND, seconds=1)
    assert time.monotonic() - started < 10


def test_content_decides_where_endings_do_not(tmp_path: Path) -> None:
    """Office systems call web pages and new Word files .doc; LibreOffice is not asked."""
    report = gkdoc.api.load(EXAMPLES[0])
    built = gkdoc.api.build(report)
    word, page = tmp_path / "a.doc", tmp_path / "b.doc"
    built.save(word)
    page.write_text("<h1>甲局2023年政府信息公开工作年度报告</h1>", encoding="utf-8")
    assert read_file(word).report == built.report
    assert read_file(page).report.agency == "甲局"


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"words", b"%PDF-1.4"])
def test_wrong_endings_are_refused(content: bytes, only: Path, tmp_path: Path) -> None:
    """LibreOffice would make something of anything; it is not asked."""
    program(only, "raise SystemExit('asked')")
    path = tmp_path / "report.doc"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"扩展名|PDF"):
        read_file(path)


def test_an_archive_that_grows_is_refused(only: Path, tmp_path: Path) -> None:
    """LibreOffice has no limits of its own."""
    program(only, "raise SystemExit('asked')")
    path = tmp_path / "report.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = zipfile.ZipInfo("mimetype")
        archive.writestr(kind, "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x00" * 50_000_000)
    with pytest.raises(InputError, match="倍"):
        read_file(path)
