"""`gkdoc check`, waivers and review copies on the command line, and what `build` says of them."""

from __future__ import annotations

import base64
import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import docx
import pytest
from attrs import frozen
from jsonschema import validate

import gkdoc
from gkdoc.cli import main as cli
from gkdoc.spec import newest
from gkdoc.write.json_text import to_json
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
APPLICATIONS = next(section.title for section in newest().sections if section.key == "applications")
WRONG = re.sub(r"(?m)^(  granted: +\[)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 1}", TEXT)
SLIP = TEXT.replace("〔2021〕", "(2021)")
LINE = WRONG[: WRONG.index("  granted:")].count("\n") + 1

# The smallest picture: one white pixel.
DOT = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound, a wrong, a slipshod and a broken file; commands run in it."""
    files = {"好.yaml": TEXT, "错.yaml": WRONG, "误.yaml": SLIP, "坏.yaml": "甲: ["}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@frozen
class Result:
    """What a verb returned and printed."""

    exit_code: int
    stdout: str
    stderr: str


def check(*arguments: str) -> Result:
    """The result of `gkdoc check`."""
    return verb("check", *arguments)


def verb(*arguments: str) -> Result:
    """The result of a verb."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.main(list(arguments))
    return Result(code, out.getvalue(), err.getvalue())


def test_a_clean_file_is_0() -> None:
    """Nothing is found, and that is said."""
    result = check("好.yaml")
    assert result.exit_code == 0
    assert "没有发现问题" in result.stdout
    assert not re.search("GK[0-9]", result.stdout)


def test_an_error_is_1_with_its_place() -> None:
    """Under the title of its section: rule, line and column, label, address, what to write."""
    result = check("错.yaml")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("错.yaml：")
    assert lines[1] == APPLICATIONS
    assert re.match(
        rf"  错误 GK302  第 {LINE} 行第 \d+ 列  .*（applications\.granted\.natural_person）",
        lines[2],
    )
    assert any(line.startswith("      应改成：") for line in lines)
    assert lines[-1] == "错误 1 项，警告 0 项，说明 0 项"


def test_warnings_are_0() -> None:
    """Only errors forbid issuing the report."""
    result = check("误.yaml")
    assert result.exit_code == 0
    assert "GK702" in result.stdout


def test_a_word_file_is_checked_by_its_own_places() -> None:
    """Table, row and cell for a figure, the paragraph for a word: those that Word counts."""
    assert verb("build", "错.yaml", "-o", "错.docx", "--force").exit_code == 0
    found = re.search(r"GK302  第 (\d+) 个表格第 (\d+) 行第 (\d+) 格", check("错.docx").stdout)
    assert found
    table, row, cell = map(int, found.groups())
    drawn = docx.Document("错.docx").tables[table - 1].rows[row - 1]._tr.tc_lst[cell - 1]
    figure = re.search(r"granted: +\[(\d+)", WRONG)
    assert figure
    assert "".join(text.text or "" for text in drawn.iter("{*}t")) == figure[1]
    assert verb("build", "误.yaml", "-o", "误.docx").exit_code == 0
    found = re.search(r"GK702  正文第 (\d+) 段", check("误.docx").stdout)
    assert found
    assert "(2021)" in docx.Document("误.docx").paragraphs[int(found[1]) - 1].text


def test_several_files_are_told_apart() -> None:
    """Each has its heading, and all together a count; what cannot be read hides nothing."""
    result = check("好.yaml", "坏.yaml", "错.yaml")
    assert result.exit_code == 2
    assert "坏.yaml：第 1 行" in result.stderr
    assert [line for line in result.stdout.splitlines() if ".yaml：" in line] == [
        "好.yaml：云川市人民政府，2024 年度",
        "错.yaml：云川市人民政府，2024 年度",
    ]
    assert "共 3 个文件：1 个没有读出来，错误 1 项，警告 0 项" in result.stdout


@pytest.mark.parametrize("names", [["错.yaml"], ["好.yaml", "坏.yaml", "误.yaml"]], ids=str)
def test_json_is_all_of_the_output(names: list[str]) -> None:
    """Nothing but the JSON, by its schema, the files in the order of the call."""
    result = check(*names, "--format", "json")
    content = json.loads(result.stdout)
    validate(content, SCHEMA)
    assert [file["path"] for file in content["files"]] == names
    assert bool(content["files"][0]["findings"]) == (names[0] == "错.yaml")


def test_a_missing_figure_hides_nothing() -> None:
    """What a data file lacks is a finding with its line, beside the others; `build` refuses it."""
    lacking = re.sub(r"(?m)^    issued:.*\n", "", WRONG, count=1)
    Path("缺.yaml").write_text(lacking, encoding="utf-8")
    result = check("缺.yaml")
    assert result.exit_code == 1
    assert re.search(r"错误 GK004  第 \d+ 行第 \d+ 列  .*proactive\.rules\.issued", result.stdout)
    assert "GK302" in result.stdout
    assert verb("build", "缺.yaml", "-o", "缺.docx").exit_code == 2


def test_a_section_that_is_not_there_is_one_finding() -> None:
    """Its title, its table and its figures are missing: that is one defect."""
    content = json.loads(to_json(gkdoc.load(EXAMPLE)))
    del content["remedies"]
    Path("缺.json").write_text(json.dumps(content), encoding="utf-8")
    found = json.loads(check("缺.json", "--format", "json").stdout)["files"][0]["findings"]
    assert [finding["rule"] for finding in found if "remedies" in finding["address"]] == ["GK101"]


def test_a_table_that_is_not_found_is_one_finding() -> None:
    """The title stands there without its table: told once, as an error, at the title."""
    assert verb("build", "好.yaml", "-o", "缺.docx").exit_code == 0
    document = docx.Document("缺.docx")
    document.element.body.remove(document.tables[-1]._tbl)
    document.save("缺.docx")
    found = json.loads(check("缺.docx", "--format", "json").stdout)["files"][0]["findings"]
    (missing,) = [finding for finding in found if finding["severity"] != "information"]
    assert (missing["rule"], missing["address"]) == ("GK101", "remedies")
    assert "表格" in missing["message"]
    assert missing["location"]["paragraph"] > 1


def test_a_picture_in_a_word_file_is_one_finding(folder: Path) -> None:
    """Reader and rule both see it; it is told once, with its place."""
    assert verb("build", "好.yaml", "-o", "图.docx").exit_code == 0
    document = docx.Document("图.docx")
    paragraph = next(each for each in document.paragraphs if "依申请公开" in each.text)
    paragraph.add_run().add_picture(io.BytesIO(DOT))
    document.save(str(folder / "图.docx"))
    found = json.loads(check("图.docx", "--format", "json").stdout)["files"][0]["findings"]
    (picture,) = [finding for finding in found if finding["rule"] == "GK112"]
    assert picture["location"]["paragraph"] > 1


def test_last_year_is_compared() -> None:
    """--previous takes any file that can be read."""
    last = TEXT.replace("year: 2024", "year: 2023")
    Path("上年.yaml").write_text(last, encoding="utf-8")
    result = check("好.yaml", "--previous", "上年.yaml")
    assert "GK501" in result.stdout
    assert check("好.yaml", "--previous", "坏.yaml").exit_code == 2


WAIVER = """\
- {rule: GK302, address: applications.granted.natural_person, value: VALUE, by: 张三,
   date: 2025-02-01, reason: 上级已核}
"""


def waiver(value: str = "") -> str:
    """A waiver for the wrong figure."""
    figure = re.search(r"granted: +\[(\d+)", WRONG)
    assert figure
    return WAIVER.replace("VALUE", value or figure[1])


def test_a_waiver_beside_the_file_counts() -> None:
    """The error is shown as waived, by whom and why; check and build go through."""
    Path("错.yaml.waivers.yaml").write_text(waiver(), encoding="utf-8")
    result = check("错.yaml")
    assert result.exit_code == 0
    assert "已豁免 GK302" in result.stdout
    assert "豁免：张三，2025-02-01：上级已核" in result.stdout
    assert verb("build", "错.yaml", "-o", "错.docx").exit_code == 0


def test_a_waiver_given_by_name_counts() -> None:
    """--waivers, for check and for build; broken files are 2."""
    Path("豁免.yaml").write_text(waiver(), encoding="utf-8")
    assert check("错.yaml", "--waivers", "豁免.yaml").exit_code == 0
    assert verb("build", "错.yaml", "-o", "错.docx", "--waivers", "豁免.yaml").exit_code == 0
    assert check("错.yaml", "--waivers", "坏.yaml").exit_code == 2


def test_a_waiver_in_the_data_travels_with_the_document() -> None:
    """It is in force in the data file, and in the Word file that was built from it."""
    Path("错.yaml").write_text(WRONG + "waivers:\n" + waiver(), encoding="utf-8")
    assert verb("build", "错.yaml", "-o", "错.docx").exit_code == 0
    assert "已豁免 GK302" in check("错.docx").stdout


def test_a_void_waiver_is_said_with_its_line() -> None:
    """The error counts; the waiver is named with both values and where it stands."""
    Path("错.yaml").write_text(WRONG + "waivers:\n" + waiver("1"), encoding="utf-8")
    result = check("错.yaml")
    assert result.exit_code == 1
    assert re.search(r"说明 GK002  第 \d+ 行第 \d+ 列  .*批准时是“1”", result.stdout)


@pytest.mark.parametrize("name", ["错.yaml", "错.docx"])
def test_a_review_copy_has_one_comment_a_finding(name: str) -> None:
    """For a data file and for a Word file; the file that was checked stays as it was."""
    assert verb("build", "错.yaml", "-o", "错.docx", "--force").exit_code == 0
    before = Path(name).read_bytes()
    result = check(name, "--review", "批注.docx", "--format", "json")
    found = json.loads(result.stdout)["files"][0]["findings"]
    copy = docx.Document("批注.docx")
    assert len(list(copy.comments)) == len(found) > 0
    assert Path(name).read_bytes() == before
    assert list(docx.Document("错.docx").comments) == []


def test_build_writes_a_review_copy_whether_it_is_stopped_or_not() -> None:
    """A stopped build leaves the copy that says why; a forced one leaves both."""
    stopped = verb("build", "错.yaml", "-o", "错.docx", "--review", "批注.docx")
    assert (stopped.exit_code, Path("错.docx").exists()) == (1, False)
    assert len(list(docx.Document("批注.docx").comments)) == 1
    forced = verb("build", "错.yaml", "-o", "错.docx", "--review", "批注.docx", "--force")
    assert (forced.exit_code, Path("错.docx").exists()) == (0, True)
    # One more: what --force has to say.
    assert len(list(docx.Document("批注.docx").comments)) == 2
    assert "GK005" in forced.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["错.yaml", "--review", "错.yaml"],
        ["错.yaml", "好.yaml", "--review", "批注.docx"],
        ["错.yaml", "--format", "xml"],
        ["没有.yaml"],
        [],
    ],
    ids=str,
)
def test_usage_is_2(arguments: list[str]) -> None:
    """Nothing is written over an input, one copy is of one file, and so on; no traceback."""
    before = sorted(Path.cwd().iterdir())
    result = check(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert sorted(Path.cwd().iterdir()) == before
    assert Path("错.yaml").read_text(encoding="utf-8") == WRONG


def test_a_review_copy_that_cannot_be_written_is_3() -> None:
    """The folder does not exist."""
    result = check("错.yaml", "--review", "没有/批注.docx")
    assert result.exit_code == 3
    assert "GK302" in result.stdout


def test_rows_that_are_not_there_are_information() -> None:
    """Whoever read a document did not see them: nothing is wrong with what is there."""
    content = json.loads(to_json(gkdoc.load(EXAMPLE)))
    del content["applications"]["denied"]
    Path("读.json").write_text(json.dumps(content), encoding="utf-8")
    result = check("读.json")
    assert result.exit_code == 0
    assert re.search(r"说明 GK004  .*（applications）", result.stdout)


def test_the_page_shows_real_runs() -> None:
    """What docs/checking.md prints is what the commands print."""
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    text = SLIP
    for right, wrong in (
        ("[1012,", "[999,"),
        ("新收政府信息公开申请2365件", "新收政府信息公开申请2356件"),
        ("。全年答复2347件", ".全年答复 2347件"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    Path("数据.yaml").write_text(text, encoding="utf-8")
    assert f"```\n{check('数据.yaml').stdout}```" in page
    assert f"```\n{verb('tidy', '数据.yaml', '-o', '整理.yaml').stdout}```" in page
