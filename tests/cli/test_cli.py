"""The command line as a clerk meets it: what it says, what it returns, what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import click
import docx
import pytest

import gkdoc
from gkdoc import api
from gkdoc.cli import main as cli
from gkdoc.errors import Problem
from gkdoc.messages import _
from gkdoc.write.docx.fill import package
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.json_text import to_json
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("build", …)`: the command in a process of its own, in an empty folder."""

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gkdoc", *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=120,
            env={**os.environ, **environment},
        )

    return call


def wrong_figure(written: str) -> str:
    """The example with `written` as the number of regulations issued."""
    changed, count = re.subn(r"(?m)^(    issued:) \d+", rf"\g<1> {written}", TEXT, count=1)
    assert count == 1
    return changed


def line_of(text: str, words: str) -> int:
    """The number of the line that holds `words`, from 1."""
    return text[: text.index(words)].count("\n") + 1


FIGURES = ["010", "1_205", "12:30", "no", "0x1F", "3.9", "true", '"５"', "-3", "５", "1,205", "1e3"]


@pytest.mark.parametrize("written", FIGURES)
def test_what_is_no_count_is_refused(written: str, run: Run, tmp_path: Path) -> None:
    """Exit 2, the place and what was written; no file, no traceback."""
    text = wrong_figure(written)
    (tmp_path / "数据.yaml").write_text(text, encoding="utf-8")
    result = run("build", "数据.yaml", "-o", "报告.docx")
    assert result.returncode == 2
    assert f"第 {line_of(text, '    issued:')} 行" in result.stderr
    assert "proactive.rules.issued" in result.stderr
    assert written.strip('"') in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "报告.docx").exists()


BROKEN: dict[str, tuple[Callable[[str], str], str, str]] = {
    "unknown key": (lambda text: text.replace("    issued:", "    isued:", 1), "issued", "isued"),
    "doubled key": (
        lambda text: text.replace("    repealed:", "    issued: 3\n    repealed:", 1),
        "issued",
        "issued: 3",
    ),
    "missing figure": (
        lambda text: re.sub(r"(?m)^    issued:.*\n", "", text, count=1),
        "proactive.rules.issued",
        "  rules:",
    ),
    "no year": (lambda text: text.replace("year: 2024", "year: 20244"), "year", "year: 20244"),
    "columns": (
        lambda text: text.replace("[34, 19, 312]", "[34, 19]"),
        "proactive.normative_documents",
        "[34, 19]",
    ),
    "surrogate": (
        lambda text: text.replace("agency: 云川市人民政府", 'agency: "云川\\uD800市"', 1),
        "agency",
        "agency:",
    ),
    "control character": (
        lambda text: text.replace("agency: 云川市人民政府", 'agency: "云川\\x07市"', 1),
        "agency",
        "agency:",
    ),
    "no mapping": (lambda text: text.replace("year: 2024", "year 2024", 1), "", "year 2024"),
    "tabs": (lambda text: text.replace("    issued:", "\tissued:", 1), "", "\tissued"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_data_is_refused_with_its_place(name: str, run: Run, tmp_path: Path) -> None:
    """Exit 2, the address and the line in Chinese; no file, no traceback."""
    change, address, words = BROKEN[name]
    text = change(TEXT)
    assert text != TEXT
    (tmp_path / "数据.yaml").write_text(text, encoding="utf-8")
    result = run("build", "数据.yaml", "-o", "报告.docx")
    assert result.returncode == 2
    assert re.search(
        rf"数据\.yaml：第 {line_of(text, words)} 行第 \d+ 列.*{address}", result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "报告.docx").exists()


def test_all_problems_come_at_once(run: Run, tmp_path: Path) -> None:
    """Three mistakes in three places are three lines, in JSON as in YAML."""
    content = json.loads(to_json(gkdoc.load(EXAMPLE)))
    content["yaer"] = content.pop("year")
    content["proactive"]["rules"]["issued"] = -1
    content["applications"]["received"]["total"] = "5"
    (tmp_path / "数据.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    result = run("build", "数据.json", "-o", "报告.docx")
    lines = result.stderr.splitlines()
    assert result.returncode == 2
    assert all(
        re.match(r"数据\.json：第 \d+ 行第 \d+ 列", line) for line in lines if "yaer" in line
    )
    for address in ("year", "proactive.rules.issued", "applications.received.total"):
        assert any(address in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["build", "没有.yaml", "-o", "报告.docx"], 2),
        (["build", ".", "-o", "报告.docx"], 2),
        (["build"], 2),
        (["bild"], 2),
        (["build", "a.yaml", "--outptu", "x"], 2),
        ([], 2),
        (["--help"], 0),
        (["build", "--help"], 0),
        (["schema"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, run: Run) -> None:
    """Usage and missing files are 2, help is 0; never a traceback."""
    result = run(*arguments)
    assert result.returncode == code
    assert "Traceback" not in result.stdout + result.stderr
    assert result.stdout + result.stderr


def test_messages_are_chinese(run: Run) -> None:
    """Help and complaints about usage are in Chinese, whatever click has in English."""
    shown = run("--help").stdout + run("build", "--help").stdout
    assert re.search("[一-龥]", shown)
    assert not re.search(r"Usage|Options|Show|required|OPTIONS", shown)
    complaint = run("build").stderr + run("bild").stderr + run("build", "--oops").stderr
    assert not re.search(r"[Nn]o such|Missing|Error|Try", complaint)


def test_a_figure_wrong_in_sum_stops_the_build(run: Run, tmp_path: Path) -> None:
    """Exit 1 and no file for an error that a check finds; --force writes and says so."""
    text = re.sub(
        r"(?m)^(  granted: +\[)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 1}", TEXT
    )
    assert text != TEXT
    (tmp_path / "数据.yaml").write_text(text, encoding="utf-8")
    result = run("build", "数据.yaml", "-o", "报告.docx")
    assert (result.returncode, (tmp_path / "报告.docx").exists()) == (1, False)
    assert "GK30" in result.stderr
    forced = run("build", "数据.yaml", "-o", "报告.docx", "--force")
    assert (forced.returncode, (tmp_path / "报告.docx").exists()) == (0, True)
    assert "--force" in forced.stderr


def test_nothing_is_written_over_an_input(run: Run, tmp_path: Path) -> None:
    """Exit 2 where the output is the data or the template; both stay as they are."""
    (tmp_path / "数据.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "模板.docx").write_bytes(standard_template_bytes())
    assert run("build", "数据.yaml", "-o", "数据.yaml").returncode == 2
    assert run("build", "数据.yaml", "-t", "模板.docx", "-o", "./模板.docx").returncode == 2
    assert (tmp_path / "数据.yaml").read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "模板.docx").read_bytes() == standard_template_bytes()


@pytest.mark.parametrize(
    ("target", "hint"), [("报告.pdf", "--pdf 报告.pdf"), ("报告.doc", ".docx"), ("报告", ".docx")]
)
@pytest.mark.parametrize("command", [["build", "数据.yaml"], ["template", "export"]], ids=" ".join)
def test_a_word_file_is_named_as_one(
    command: list[str], target: str, hint: str, run: Run, tmp_path: Path
) -> None:
    """Exit 2 where Word would not open what is written: no Word file is called a PDF."""
    (tmp_path / "数据.yaml").write_text(TEXT, encoding="utf-8")
    result = run(*command, "-o", target)
    assert result.returncode == 2
    assert hint in result.stderr
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize(
    "target", [Path("没有的文件夹/报告.docx"), Path("文件夹"), Path("数据.yaml/报告.docx")]
)
def test_what_cannot_be_written_is_said(target: Path, run: Run, tmp_path: Path) -> None:
    """Exit 3 and the reason where the target cannot be written; nothing is left behind."""
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "数据.yaml").write_text(TEXT, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = run("build", "数据.yaml", "-o", str(target))
    assert result.returncode == 3
    assert "无法写入" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failed_verification_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 where the document does not read back as the report; the old file stays."""
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(
        api,
        "package",
        lambda compiled, parts: package(
            compiled,
            {name: content.replace(b"2365", b"2356") for name, content in parts.items()},
        ),
    )
    assert cli.main(["build", str(EXAMPLE), "-o", str(target)]) == 3
    assert "核对" in capsys.readouterr().err
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_our_own_fault_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 and an id that tells one fault from another."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(api, "fill", fail)
    assert cli.main(["build", str(EXAMPLE), "-o", str(tmp_path / "报告.docx")]) == 3
    assert re.search(r"编号 [0-9a-f]{8}：ZeroDivisionError", capsys.readouterr().err)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_a_console_that_lacks_characters_stops_nothing(encoding: str, tmp_path: Path) -> None:
    """The report is written whatever the console can show."""
    (tmp_path / "数据.yaml").write_text(TEXT.replace("云川", "𠮷川"), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "gkdoc", "build", "数据.yaml", "-o", "𠮷.docx"],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "𠮷.docx").exists()
    # click declares a console that says ASCII misconfigured and writes UTF-8 to it.
    result.stdout.decode("utf-8" if encoding == "ascii" else encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_data_files(encoding: str, run: Run, tmp_path: Path) -> None:
    """UTF-8 with and without BOM and GB18030 are read; GB18030 is said aloud."""
    (tmp_path / "数据.yaml").write_text(TEXT, encoding=encoding)
    result = run("build", "数据.yaml", "-o", "报告.docx")
    assert result.returncode == 0
    assert ("GB18030" in result.stderr) == (encoding == "gb18030")


def test_the_exported_template_builds(run: Run, tmp_path: Path) -> None:
    """`template export`, then `build -t`: the same report as with the standard template."""
    (tmp_path / "数据.yaml").write_text(TEXT, encoding="utf-8")
    assert run("template", "export", "-o", "模板.docx").returncode == 0
    assert run("build", "数据.yaml", "-o", "甲.docx", "-t", "模板.docx").returncode == 0
    assert run("build", "数据.yaml", "-o", "乙.docx").returncode == 0
    assert (tmp_path / "甲.docx").read_bytes() == (tmp_path / "乙.docx").read_bytes()


def test_a_broken_template_is_refused(run: Run, tmp_path: Path) -> None:
    """Exit 2 and the place of each fault in the template."""
    document = docx.Document(BytesIO(standard_template_bytes()))
    for paragraph in document.paragraphs:
        if "applications" in paragraph.text:
            paragraph.runs[0].text = "{{p aplications }}"
    document.save(str(tmp_path / "模板.docx"))
    (tmp_path / "数据.yaml").write_text(TEXT, encoding="utf-8")
    result = run("build", "数据.yaml", "-t", "模板.docx", "-o", "报告.docx")
    assert result.returncode == 2
    assert "aplications" in result.stderr
    assert "applications" in result.stderr
    assert re.search(r"正文第 \d+ 段", result.stderr)
    assert not (tmp_path / "报告.docx").exists()


def test_schema_is_json(run: Run) -> None:
    """`schema` prints one JSON document."""
    assert json.loads(run("schema").stdout)["$schema"]


def test_a_problem_is_worded_with_its_place() -> None:
    """Line and column first, then the address, then the message."""
    assert str(Problem(_("应为整数"), "year", 3, 7)) == "第 3 行第 7 列，year：应为整数"
    assert str(Problem(_("缺少标题"))) == "缺少标题"


def test_help_says_of_each_verb_what_it_says_itself() -> None:
    """The lines of --help, which are there before the verbs are imported, are the verbs' own."""
    context = click.Context(cli.gkdoc)
    own = {}
    for name in cli.gkdoc.list_commands(context):
        command = cli.gkdoc.get_command(context, name)
        own[name] = (command.help or "").partition("\n")[0] if command is not None else ""
    assert own == cli._VERBS
