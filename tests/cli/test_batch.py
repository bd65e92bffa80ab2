"""`gkdoc build` for a folder or a list: summary, log, going on later, and being killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

import docx
import pytest
from attrs import evolve

import gkdoc
from gkdoc.cli.main import main
from gkdoc.tasks.batch.log import NAME
from gkdoc.write.json_text import to_json
from tests.tools.load import differences, different_reports
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))

Call: TypeAlias = Callable[..., int]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with the examples, one of them in a folder below."""
    folder = tmp_path / "数据"
    (folder / "区县").mkdir(parents=True)
    for path in EXAMPLES[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "区县" / EXAMPLES[2].name).write_bytes(EXAMPLES[2].read_bytes())
    return folder


def call(given: Path, folder: Path, *options: str) -> int:
    """The exit code of `gkdoc build`."""
    return main(["build", str(given), "-o", str(folder), *options])


def log(folder: Path) -> list[dict[str, Any]]:
    """The lines of the log."""
    return [json.loads(line) for line in (folder / NAME).read_text(encoding="utf-8").splitlines()]


def made(folder: Path) -> dict[str, bytes]:
    """The reports in a folder, by their names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")
    }


def stamps(folder: Path) -> dict[str, int]:
    """When each report was put where it is: a file that is replaced is another one."""
    return {name: (folder / name).stat().st_ino for name in made(folder)}


def test_a_folder_becomes_a_folder(given: Path, tmp_path: Path) -> None:
    """Each data file gives the report that it gives alone, in the same place below the folder."""
    folder = tmp_path / "报告"
    assert call(given, folder) == 0
    alone = [gkdoc.build(gkdoc.load(path)).document for path in EXAMPLES]
    names = [f"{EXAMPLES[0].stem}.docx", f"{EXAMPLES[1].stem}.docx"]
    names.append(f"区县/{EXAMPLES[2].stem}.docx")
    assert made(folder) == dict(zip(names, alone, strict=True))
    assert [line["status"] for line in log(folder)] == ["written"] * 3


def test_processes_make_the_same_files(given: Path, tmp_path: Path) -> None:
    """With --jobs the files and the log are the same, byte for byte."""
    one, two = tmp_path / "一", tmp_path / "二"
    assert call(given, one) == 0
    assert call(given, two, "--jobs", "2") == 0
    assert made(one) == made(two)
    assert log(one) == log(two)


def test_a_list_names_the_files(given: Path, tmp_path: Path) -> None:
    """A list has a path a line, seen from its own folder; blank lines and remarks say nothing."""
    listed = given / "清单.txt"
    lines = ["# 两份", "", EXAMPLES[0].name, f"  区县/{EXAMPLES[2].name}  "]
    listed.write_text("\r\n".join(lines), encoding="gb18030")
    assert call(listed, tmp_path / "报告") == 0
    assert sorted(made(tmp_path / "报告")) == sorted(
        f"{path.stem}.docx" for path in (EXAMPLES[0], EXAMPLES[2])
    )


def test_one_bad_file_stops_no_other(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is broken or wrong is said, counted and logged; the exit code is the gravest."""
    text = EXAMPLES[0].read_text(encoding="utf-8")
    folder = tmp_path / "报告"
    (given / "错.yaml").write_text(
        text.replace("    issued: ", "    issued: 1", 1), encoding="utf-8"
    )
    assert call(given, folder) in {0, 1}
    (given / "坏.yaml").write_text("agency: [", encoding="utf-8")
    (given / "缺.json").write_text("{}", encoding="utf-8")
    assert call(given, folder) == 2
    assert len(made(folder)) >= 3
    failed = {line["source"]: line["failure"] for line in log(folder) if line["failure"]}
    assert {Path(source).name for source in failed} == {"坏.yaml", "缺.json"}
    assert all(failure["problems"] for failure in failed.values())
    printed = capsys.readouterr()
    assert "坏.yaml" in printed.err
    assert f"{2:>7}  没有做成" in printed.out
    assert f"{6:>7}  合计" in printed.out


def test_findings_refuse_a_file(given: Path, tmp_path: Path) -> None:
    """A report with errors is not written, its findings are in the log; --force writes it."""
    report = gkdoc.load(EXAMPLES[0])
    (given / EXAMPLES[0].name).unlink()
    table = report.remedies
    assert table is not None
    values = table.values.changed({table.values.spec.sums[0].total: 10**6})
    wrong = evolve(report, remedies=evolve(table, values=values))
    (given / "错.json").write_text(to_json(wrong), encoding="utf-8")
    folder = tmp_path / "报告"
    assert call(given, folder) == 1
    (line,) = (each for each in log(folder) if each["status"] == "refused")
    assert Path(line["source"]).name == "错.json"
    assert any(finding["severity"] == "error" for finding in line["findings"])
    assert "错.docx" not in made(folder)
    assert call(given, folder, "--force") == 0
    assert "错.docx" in made(folder)


def test_what_is_finished_is_left_alone(given: Path, tmp_path: Path) -> None:
    """A second run does what has changed: data, choices, or a report that is gone or edited."""
    folder = tmp_path / "报告"
    assert call(given, folder) == 0
    first, second, third = sorted(made(folder))
    before = stamps(folder)

    assert call(given, folder) == 0
    assert stamps(folder) == before

    data = given / EXAMPLES[0].name
    data.write_text(data.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    (folder / second).unlink()
    (folder / third).write_bytes(b"edited")
    assert call(given, folder) == 0
    after = stamps(folder)
    assert set(after) == set(before)
    assert not set(after.items()) & {(first, before[first])}
    assert all(docx.Document(BytesIO(content)) for content in made(folder).values())

    assert call(given, folder, "--plain") == 0
    assert not set(stamps(folder).items()) & set(after.items())
    assert call(given, folder, "--plain") == 0


@pytest.mark.parametrize("torn", [b'{"gkdoc": 1, "source": "', b"\xff\xfe\x00", b"[1]\n{}\n"])
def test_a_torn_log_is_no_hindrance(torn: bytes, given: Path, tmp_path: Path) -> None:
    """Lines that a killed process left half-written are left out, and nothing else is lost."""
    folder = tmp_path / "报告"
    assert call(given, folder) == 0
    before = stamps(folder)
    with (folder / NAME).open("ab") as stream:
        stream.write(torn)
    assert call(given, folder) == 0
    assert stamps(folder) == before
    assert len(log(folder)) == 3


def test_two_sources_of_one_report_are_refused(given: Path, tmp_path: Path) -> None:
    """Two data files that would be written to the same report are a question to the person."""
    (given / f"{EXAMPLES[0].stem}.json").write_text("{}", encoding="utf-8")
    assert call(given, tmp_path / "报告") == 2
    assert not (tmp_path / "报告").exists()


@pytest.mark.parametrize("option", ["--previous", "--pdf", "--html", "--review", "--waivers"])
def test_options_for_one_report_are_refused(option: str, given: Path, tmp_path: Path) -> None:
    """What names one file is not taken for a whole folder."""
    assert call(given, tmp_path / "报告", option, str(EXAMPLES[0])) == 2


def test_a_folder_without_data_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder is no success."""
    (tmp_path / "空").mkdir()
    assert call(tmp_path / "空", tmp_path / "报告") == 2
    assert "没有数据文件" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="需要有伪终端的系统")
def test_a_terminal_shows_how_far_it_is(given: Path, tmp_path: Path) -> None:
    """Where somebody looks there is a bar, and what went wrong has lines of its own."""
    (given / "坏.yaml").write_text("agency: [", encoding="utf-8")
    command = [sys.executable, "-m", "gkdoc", "build", str(given), "-o", str(tmp_path / "报告")]
    ours, theirs = os.openpty()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 2**16).decode()
    os.close(ours)
    assert done.returncode == 2
    assert "生成报告" in shown
    assert "100%" in shown
    (told,) = (line for line in shown.splitlines() if "坏.yaml" in line)
    # The last that the terminal is told before it: back to the margin, and nothing on the line.
    assert told.partition("\x1b[K")[2].startswith(str(given))
    quiet = subprocess.run(command, capture_output=True, check=False)
    assert "生成报告" not in quiet.stderr.decode()
    assert "坏.yaml" in quiet.stderr.decode()


KILLED = 48


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="有进程组的系统才能整组结束")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_that_is_killed_leaves_whole_files(jobs: int, tmp_path: Path) -> None:
    """Killed at random moments, with all its processes: each file is whole, and it goes on."""
    reports = [*different_reports(gkdoc.load(EXAMPLES[2]), KILLED)]
    given, folder = tmp_path / "数据", tmp_path / "报告"
    given.mkdir()
    for number, report in enumerate(reports):
        (given / f"{number:02}.json").write_text(to_json(report), encoding="utf-8")
    options = ["--force", "--jobs", str(jobs)]
    moments = random.Random(jobs)  # noqa: S311 - no secrets here
    runs = 0
    while len(made(folder)) < KILLED:
        before = len(made(folder))
        process = subprocess.Popen(
            [sys.executable, "-m", "gkdoc", "build", str(given), "-o", str(folder), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # As soon as it has begun to write, and a moment longer.
        while process.poll() is None and len(made(folder)) < min(before + 9, KILLED):
            time.sleep(0.002)
        time.sleep(moments.random() / 50)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        runs += 1
        assert all(ZipFile(BytesIO(content)).testzip() is None for content in made(folder).values())
    assert runs > 1
    assert call(given, folder, *options) == 0
    assert not [*folder.glob(".*.tmp")]
    for number, report in enumerate(reports):
        assert differences(report, docx.Document(str(folder / f"{number:02}.docx"))) == []
