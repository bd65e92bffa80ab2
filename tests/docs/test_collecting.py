"""docs/ledger.md, rollup.md and compare.md: their commands run and print what the pages show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from gkdoc.cli.main import main
from gkdoc.tasks.ledger.mapping import read_mapping
from gkdoc.tasks.ledger.vocabulary import register_columns
from tests.tools.guide_pictures import make_units
from tests.tools.places import ROOT


def page(name: str) -> str:
    """The words of a page."""
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def block(words: str, kind: str) -> str:
    """The first block of this kind in a page, its last line feed included."""
    found = re.search(rf"```{re.escape(kind)}\n(.*?\n)```", words, re.DOTALL)
    assert found, kind
    return found[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], list[str]]:
    """The exit code of a command, and the lines of both streams."""
    program, *arguments = shlex.split(command)
    assert program == "gkdoc"
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


def test_the_register_of_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    """Line by line what the page shows, exit 1, all three files."""
    words = page("ledger")
    Path("台账.csv").write_text(block(words, "csv 台账.csv"), encoding="utf-8")
    code, out, err = run(block(words, "sh"), capsys)
    assert code == 1
    assert sorted(out + err) == sorted(block(words, "text").splitlines())
    assert {path.name for path in Path().iterdir()} == {
        *("台账.csv", "表三.yaml", "去向.xlsx", "去向.json")
    }


def test_the_mapping_of_the_guide() -> None:
    """It is read, and the page names every column."""
    words = page("ledger")
    Path("对照.yaml").write_text(block(words, "yaml 对照.yaml"), encoding="utf-8")
    mapping = read_mapping(Path("对照.yaml"))
    assert mapping.outcomes == {"办结": "granted", "退件": "other.other"}
    assert mapping.open == {"等候第三方意见"}
    for column in register_columns():
        assert column.label in words


def test_the_units_of_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    """Units, roster and result as the page tells them."""
    words = page("rollup")
    make_units(Path())
    code, out, err = run(block(words, "sh"), capsys)
    assert code == 3
    assert sorted(out + err) == sorted(block(words, "text").splitlines())
    assert {"汇总.yaml", "汇总.xlsx", "来源.json"} <= {path.name for path in Path().iterdir()}


def test_the_years_of_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    """The first lines of the comparison, sign by sign."""
    words = page("compare")
    make_units(Path())
    code, out, _ = run(block(words, "sh"), capsys)
    shown = block(words, "text").splitlines()
    assert code == 0
    assert out[: len(shown)] == shown
    assert Path("对比.xlsx").is_file()
