"""`gkdoc read`: any format in, a data file out, and what was not read is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gkdoc.api
from gkdoc.cli.main import main
from gkdoc.read import read_file
from gkdoc.write.filing_json import filing_json
from gkdoc.write.html import html_page
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"


@pytest.fixture(scope="module")
def built() -> gkdoc.api.Built:
    """The example, built."""
    return gkdoc.api.build(gkdoc.api.load(EXAMPLE))


@pytest.fixture
def page(built: gkdoc.api.Built, tmp_path: Path) -> Path:
    """The example as a web page."""
    assert built.report is not None
    path = tmp_path / "report.html"
    path.write_text(html_page(built.report), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_word_file_becomes_data(built: gkdoc.api.Built, suffix: str, tmp_path: Path) -> None:
    """Exit 0, and the data are the report."""
    document, output = tmp_path / "report.docx", tmp_path / f"report{suffix}"
    built.save(document)
    assert main(["read", str(document), "-o", str(output)]) == 0
    assert read_file(output).report == built.report


def test_a_page_becomes_data(page: Path, tmp_path: Path) -> None:
    """A web page too."""
    output = tmp_path / "report.json"
    assert main(["read", str(page), "-o", str(output)]) == 0
    assert json.loads(output.read_bytes())["year"] == 2024


def test_what_is_not_read_is_said(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and a line, and what was read is written all the same."""
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("2.重复申请", "某某"), encoding="utf-8")
    output = tmp_path / "report.json"
    assert main(["read", str(page), "-o", str(output)]) == 1
    said = capsys.readouterr().err
    assert "2.重复申请" in said
    assert "没有读到" in said
    assert "repeated" not in json.loads(output.read_bytes())["applications"]["not_processed"]


def test_filing_json_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written on request with its losses said, and read by its names."""
    filing, output = tmp_path / "filing.json", tmp_path / "back.yaml"
    assert main(["read", str(EXAMPLE), "-o", str(filing), "--filing"]) == 0
    assert filing.read_text(encoding="utf-8") == filing_json(gkdoc.api.load(EXAMPLE))
    assert "GK121" in capsys.readouterr().err
    assert main(["read", str(filing), "-o", str(output)]) == 0
    assert read_file(output).report == read_file(filing).report


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "report.docx"], ".yaml、.json 或 .xlsx 结尾"),
        (["-o", "report.yaml", "--filing"], ".json 结尾"),
        ([], "缺少选项 -o"),
    ],
)
def test_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 with the reason."""
    assert main(["read", str(EXAMPLE), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_the_input_is_never_written_over(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is anything written where the file cannot be read."""
    copy = page.with_suffix(".json")
    copy.write_text("{", encoding="utf-8")
    assert main(["read", str(copy), "-o", str(copy)]) == 2
    assert "就是输入文件" in capsys.readouterr().err
    output = page.with_suffix(".yaml")
    assert main(["read", str(copy), "-o", str(output)]) == 2
    assert not output.exists()
