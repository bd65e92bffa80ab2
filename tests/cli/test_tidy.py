"""`gkdoc tidy`: a corrected data file beside the one that was written, and the list of changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gkdoc
from gkdoc.cli import main as cli
from gkdoc.tasks.tidy import tidy
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
SLIPS = TEXT.replace("〔2021〕", "(2021)").replace("答复2347件", "答复 2347件")
LINE = SLIPS[: SLIPS.index("(2021)")].count("\n") + 1


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a data file; commands run in it."""
    (tmp_path / "数据.yaml").write_text(SLIPS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["新.yaml", "新.yml", "新.json"])
def test_the_copy_is_the_tidied_report(name: str) -> None:
    """Read back it is what `tidy` makes of the data; the data file stays as it is."""
    assert cli.main(["tidy", "数据.yaml", "-o", name]) == 0
    tidied, changes = tidy(gkdoc.load("数据.yaml"))
    assert changes
    assert gkdoc.load(name) == tidied == gkdoc.load(EXAMPLE)
    assert Path("数据.yaml").read_text(encoding="utf-8") == SLIPS


def test_every_change_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Rule, line and column, place in words, what stood there and what stands there now."""
    assert cli.main(["tidy", "数据.yaml", "-o", "新.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(tidy(gkdoc.load("数据.yaml"))[1]) + 2
    assert re.fullmatch(rf"GK702  第 {LINE} 行第 \d+ 列  .+  “\(2021\)”改为“〔2021〕”", lines[0])
    assert lines[-2:] == ["改了 2 处", "已写出 新.yaml"]


def test_a_clean_file_is_copied_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to change is 0 too, and said."""
    assert cli.main(["tidy", str(EXAMPLE), "-o", "新.json"]) == 0
    assert "没有要改的地方" in capsys.readouterr().out
    assert gkdoc.load("新.json") == gkdoc.load(EXAMPLE)


def test_labels_are_written_on_request() -> None:
    """With --labels the entries bear the names that stand in the form."""
    assert cli.main(["tidy", "数据.yaml", "-o", "新.yaml", "--labels"]) == 0
    assert Path("新.yaml").read_text(encoding="utf-8").startswith("机关:")
    assert gkdoc.load("新.yaml") == gkdoc.load(EXAMPLE)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["数据.yaml", "-o", "数据.yaml"], 2),
        (["数据.yaml", "-o", "新.txt"], 2),
        (["没有.yaml", "-o", "新.yaml"], 2),
        (["数据.yaml"], 2),
        (["数据.yaml", "-o", "没有/新.yaml"], 3),
    ],
    ids=str,
)
def test_nothing_is_written_otherwise(arguments: list[str], code: int, folder: Path) -> None:
    """Over its input, in another format, from or to what does not exist: the folder stays."""
    assert cli.main(["tidy", *arguments]) == code
    assert [path.name for path in folder.iterdir()] == ["数据.yaml"]
    assert Path("数据.yaml").read_text(encoding="utf-8") == SLIPS
