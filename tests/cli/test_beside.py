"""Pictures, tables and links on the command line: from a data file to a page and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gkdoc
from gkdoc.cli.main import main
from gkdoc.model import in_print
from gkdoc.text.blocks import Block, Picture
from tests.tools.illustrated import CHART, OVERVIEW, SCREEN, illustrated
from tests.tools.pixels import chunk

SAVED = CHART[:-12] + chunk(b"tEXt", b"Author\0Zhang San") + CHART[-12:]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data file, its pictures in a folder of their own beside it."""
    path = tmp_path / "甲局" / "数据.yaml"
    (path.parent / "图").mkdir(parents=True)
    (path.parent / "图" / "图1.png").write_bytes(SAVED)
    (path.parent / "图" / "图2.jpg").write_bytes(SCREEN)
    tree = json.loads(gkdoc.to_json(illustrated()))
    tree["overview"][2]["picture"]["file"] = "图/图1.png"
    tree["problems"][1]["picture"]["file"] = "图/图2.jpg"
    for block in (tree["overview"][2], tree["problems"][1]):
        del block["picture"]["content"]
    # JSON is YAML too.
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_named_pictures_stand_on_the_page(data: Path) -> None:
    """Without what their files held besides; the page gives the same prose again."""
    page = gkdoc.html_page(in_print(gkdoc.load(data)).report).encode()
    assert b"Zhang San" not in page
    assert gkdoc.read_report(page, name="报告.html").report.prose == illustrated().prose


def test_each_data_file_has_its_own_folder(data: Path, tmp_path: Path) -> None:
    """In a folder of folders the same name is another picture in each."""
    other = tmp_path / "乙局"
    (other / "图").mkdir(parents=True)
    text = data.read_text(encoding="utf-8").replace("云川市财政局", "云川市审计局")
    (other / "数据.yaml").write_text(text, encoding="utf-8")
    (other / "图" / "图1.png").write_bytes(SCREEN)
    (other / "图" / "图2.jpg").write_bytes(CHART)
    seen = [gkdoc.load(path).prose["overview"][2] for path in (data, other / "数据.yaml")]
    assert [each.content for each in seen if isinstance(each, Picture)] == [CHART, SCREEN]


def test_a_picture_that_is_not_there_stops_the_report(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line of its name; nothing is written."""
    (data.parent / "图" / "图1.png").unlink()
    output = tmp_path / "报告.docx"
    assert main(["build", str(data), "-o", str(output)]) == 2
    said = capsys.readouterr().err
    assert "overview.3.picture.file" in said
    assert "行" in said
    assert not output.exists()


def test_what_the_workbook_cannot_hold_is_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each picture and table with its place; the texts with links are in it."""
    output = tmp_path / "填报表.xlsx"
    assert main(["read", str(data), "-o", str(output)]) == 0
    said = capsys.readouterr().err
    assert said.count("GK121") == 3
    assert "“一、总体情况 · 第 3 段”是图片（三年来主动公开的件数，逐年增加），没有写入" in said
    texts = [block for block in OVERVIEW if isinstance(block, Block)]
    assert gkdoc.load(output).prose["overview"] == tuple(texts)


def test_a_data_file_becomes_a_page_and_comes_back(data: Path, tmp_path: Path) -> None:
    """Named pictures are built into Word and page; each gives an equal report again."""
    document, page = tmp_path / "报告.docx", tmp_path / "报告.html"
    assert main(["build", str(data), "-o", str(document), "--html", str(page), "--force"]) == 0
    for built, name in ((document, "甲.yaml"), (page, "乙.json")):
        assert b"Zhang San" not in built.read_bytes()
        assert main(["read", str(built), "-o", str(tmp_path / name)]) == 0
        assert gkdoc.load(tmp_path / name).prose == illustrated().prose


def test_a_folder_is_built_with_the_pictures_of_each(data: Path, tmp_path: Path) -> None:
    """Below the folder of each data file, whatever the folder that is given."""
    output = tmp_path / "出"
    assert main(["build", str(data.parent), "-o", str(output), "--force"]) == 0
    (built,) = output.rglob("*.docx")
    assert gkdoc.read_report(built).report.prose == illustrated().prose
