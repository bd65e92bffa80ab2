"""`gkdoc rollup`: files of any kind become the parent's data, and a workbook with a row a unit."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

import gkdoc
from gkdoc.cli import main as cli
from gkdoc.model import BLANK, NOT_ENTERED, TableValues, printed
from gkdoc.spec import newest
from gkdoc.write import to_yaml
from gkdoc.write.html import html_page
from gkdoc.write.json_text import to_json
from tests.tools.lacking import without
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
AGENCY = gkdoc.load(EXAMPLE).agency


def renamed(name: str) -> str:
    """The example as another unit's."""
    return TEXT.replace(AGENCY, name)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three units as data, Word file and web page; commands run beside it."""
    units = tmp_path / "各单位"
    units.mkdir()
    (units / "甲.yaml").write_text(renamed("青禾县甲局"), encoding="utf-8")
    for name, suffix in (("青禾县乙局", ".docx"), ("青禾县丙局", ".html")):
        data = tmp_path / "数据.yaml"
        data.write_text(renamed(name), encoding="utf-8")
        built = gkdoc.build(gkdoc.load(data))
        if suffix == ".docx":
            built.save(units / f"乙{suffix}")
        elif built.report is not None:
            (units / f"丙{suffix}").write_text(html_page(built.report), encoding="utf-8")
        data.unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rolled(*arguments: str) -> int:
    """The exit code of a rollup of the folder."""
    return cli.main(["rollup", "各单位", "-o", "汇总.yaml", "--jobs", "1", *arguments])


def test_files_of_every_kind_are_summed(capsys: pytest.CaptureFixture[str]) -> None:
    """Data, Word and HTML side by side: three times the figures of one."""
    assert rolled("--agency", "青禾县人民政府") == 0
    parent = gkdoc.load("汇总.yaml", partial=True)
    one = {ref: value for ref, value in gkdoc.load(EXAMPLE).cells() if value is not NOT_ENTERED}
    sums = dict(parent.cells())
    assert parent.agency == "青禾县人民政府"
    assert all(sums[ref] == 3 * Decimal(printed(value)) for ref, value in one.items())
    out = capsys.readouterr().out
    assert "汇总 2024 年度" in out
    assert "      3  已计入" in out


@pytest.mark.slow
def test_processes_give_the_same() -> None:
    """With several jobs, byte for byte."""
    assert rolled("--details", "一.json") == 0
    first = Path("汇总.yaml").read_bytes()
    assert rolled("--details", "二.json", "--jobs", "2") == 0
    assert Path("汇总.yaml").read_bytes() == first
    assert Path("一.json").read_bytes() == Path("二.json").read_bytes()


def test_what_cannot_be_read_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 3; the unit is named by its file, is no 0 in any sum, and stands in the workbook."""
    Path("各单位/丁.docx").write_bytes(b"broken")
    Path("各单位/丁.docx.waivers.yaml").write_text("- a\n", encoding="utf-8")
    Path("名单.csv").write_text("单位\n青禾县甲局\n青禾县丁局\n", encoding="utf-8")
    assert rolled("--roster", "名单.csv", "--workbook", "表.xlsx", "--details", "源.json") == 3
    said = capsys.readouterr()
    assert "丁.docx  没有读出" in said.err
    assert "青禾县丁局  缺报" in said.err
    assert "青禾县乙局  已计入  不在名单上" in said.err
    head, _, *rows = list(openpyxl.load_workbook("表.xlsx")["单位"].values)
    assert head[0] == "汇总不完整，缺 1 家：名单上的 青禾县丁局；没有读出的 丁.docx"
    rows = [row[1:4:2] for row in rows]
    assert sorted(rows) == sorted(
        [
            ("丁.docx", "没有读出"),
            ("青禾县丙局", "已计入"),
            ("青禾县乙局", "已计入"),
            ("青禾县甲局", "已计入"),
            ("青禾县丁局", "缺报"),
        ]
    )
    details = json.loads(Path("源.json").read_text(encoding="utf-8"))
    assert [unit["status"] for unit in details["units"]].count("unread") == 1
    assert {found["rule"] for found in details["findings"]} == {"GK802"}
    assert details["incomplete"] == ["丁.docx", "青禾县丁局"]
    written = gkdoc.load("汇总.yaml", partial=True)
    assert written.rollup is not None
    assert written.rollup.incomplete == ("丁.docx", "青禾县丁局")
    assert str(head[0]) in said.err
    first = Path("汇总.yaml").read_bytes()
    assert rolled("--roster", "名单.csv", "--allow-missing") == 1
    assert Path("汇总.yaml").read_bytes() == first


def test_each_cell_has_its_provenance() -> None:
    """In the JSON by cell, in the workbook down a column, with the sum at its foot."""
    assert rolled("--workbook", "表.xlsx", "--details", "源.json") == 0
    details = json.loads(Path("源.json").read_text(encoding="utf-8"))
    cell = details["cells"]["applications.received.total"]
    assert set(cell["from"]) == {"青禾县甲局", "青禾县乙局", "青禾县丙局"}
    assert sum(cell["from"].values()) == cell["value"] == 3 * 2365
    book = openpyxl.load_workbook("表.xlsx")
    assert book.sheetnames[:4] == ["单位", "表二", "表三", "表四"]
    for name in book.sheetnames[1:4]:
        _, *rows, foot = book[name].values
        assert foot[0] == "合计"
        for column in range(1, len(foot)):
            figures = [float(str(row[column])) for row in rows]
            assert sum(figures) == pytest.approx(float(str(foot[column])))


def test_a_blank_of_a_unit_is_no_0_in_the_workbook() -> None:
    """The cell of a unit that says no number stays empty; the sum is that of the others."""
    report = gkdoc.load("各单位/甲.yaml")
    assert report.proactive is not None
    ref = next(ref for ref in report.proactive.values.spec.cells if "issued" in str(ref))
    blank = evolve(report.proactive, values=report.proactive.values.changed({ref: BLANK}))
    Path("各单位/甲.yaml").write_text(to_yaml(evolve(report, proactive=blank)), encoding="utf-8")
    assert rolled("--workbook", "表.xlsx") == 0
    heads, *rows, foot = openpyxl.load_workbook("表.xlsx")["表二"].values
    place = heads.index(report.proactive.values.spec.cells[ref].label)
    figures = {row[0]: row[place] for row in rows}
    assert figures.pop("青禾县甲局") is None
    assert sum(int(str(figure)) for figure in figures.values()) == foot[place]


def test_a_child_with_errors_is_counted_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, the number of its errors, each of them in the workbook."""
    text, count = re.subn(r"(?m)^(  granted: +\[)", r"\g<1>9", renamed("青禾县戊局"))
    assert count == 1
    Path("各单位/戊.yaml").write_text(text, encoding="utf-8")
    assert rolled("--workbook", "表.xlsx") == 1
    assert "青禾县戊局  已计入  检查发现错误" in capsys.readouterr().err
    rows = list(openpyxl.load_workbook("表.xlsx")["检查结果"].values)[1:]
    assert ("青禾县戊局", "错误") in {(row[0], row[2]) for row in rows}


def test_a_finished_parent_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a difference that is said; with one, exit 1 and the cell."""
    assert rolled("--agency", "青禾县人民政府") == 0
    Path("汇总.yaml").rename("已报.yaml")
    assert rolled("--against", "已报.yaml") == 0
    assert "汇总报告没有一格少于所属单位之和" in capsys.readouterr().out
    Path("本级.yaml").write_text(renamed("青禾县人民政府"), encoding="utf-8")
    assert rolled("--own", "本级.yaml") == 0
    Path("汇总.yaml").rename("都有.yaml")
    assert rolled("--own", "本级.yaml", "--against", "都有.yaml") == 0
    assert "汇总报告与本级、所属单位之和逐格一致" in capsys.readouterr().out
    text = Path("已报.yaml").read_text(encoding="utf-8")
    Path("已报.yaml").write_text(text.replace("received: [6444", "received: [6000"), "utf-8")
    assert rolled("--against", "已报.yaml") == 1
    assert "GK801" in capsys.readouterr().err


def test_the_tables_go_into_a_data_file() -> None:
    """With --into the prose of the parent stays."""
    Path("上级.yaml").write_text(renamed("青禾县人民政府"), encoding="utf-8")
    assert rolled("--into", "上级.yaml") == 0
    parent, before = gkdoc.load("汇总.yaml"), gkdoc.load("上级.yaml")
    assert parent.prose == before.prose
    assert parent.applications != before.applications


def test_the_parent_is_none_of_its_children(capsys: pytest.CaptureFixture[str]) -> None:
    """A rollup of last week in the folder does not double everything: exit 1, and the sums stay."""
    assert rolled("--agency", "青禾县人民政府") == 0
    first = Path("汇总.yaml").read_bytes()
    Path("各单位/上周.yaml").write_bytes(first)
    assert rolled("--agency", "青禾县人民政府") == 1
    assert Path("汇总.yaml").read_bytes() == first
    assert "青禾县人民政府  汇总单位  是汇总单位自己的" in capsys.readouterr().err
    Path("上级.yaml").write_text(renamed("青禾县人民政府"), encoding="utf-8")
    assert rolled("--into", "上级.yaml") == 1


@pytest.mark.parametrize("kind", ["yaml", "json", "labels", "docx", "html", "workbook", "details"])
def test_a_rollup_is_not_added_to_its_own_children(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever an earlier run wrote is known again, under any name: exit 1, and the sums stay."""
    options = ["--agency", "青禾县人民政府"] if kind in ("docx", "html") else []
    into = ["--into", "上级.yaml"] if options else []
    Path("上级.yaml").write_text(renamed("青禾县人民政府"), encoding="utf-8")
    first = ["--workbook", "各单位/清单.xlsx", "--details", "各单位/来源.json"]
    assert rolled(*into, *(["--labels"] if kind == "labels" else []), *first) == 0
    expected = gkdoc.load("汇总.yaml", partial=True)
    for name, written in (("清单.xlsx", "workbook"), ("来源.json", "details")):
        if kind != written:
            Path("各单位", name).unlink()
    match kind:
        case "yaml" | "labels":
            Path("汇总.yaml").rename("各单位/上周.yaml")
        case "json":
            Path("各单位/上周.json").write_text(to_json(expected), encoding="utf-8")
        case "docx":
            gkdoc.build(expected.whole()).save("各单位/上周.docx")
        case "html":
            report = gkdoc.build(expected.whole()).report
            assert report is not None
            Path("各单位/上周.html").write_text(html_page(report), encoding="utf-8")
    assert rolled() == 1
    again = gkdoc.load("汇总.yaml", partial=True)
    assert again.tables == expected.tables
    assert again.rollup == expected.rollup
    assert "  汇总单位  是以前" in capsys.readouterr().err


def test_a_rollup_counts_where_its_children_do_not() -> None:
    """A county is a unit of its city; asked for, it counts beside its own children too."""
    assert rolled("--agency", "青禾县人民政府") == 0
    county = gkdoc.load("汇总.yaml", partial=True)
    Path("各县").mkdir()
    Path("汇总.yaml").rename("各县/青禾县.yaml")
    Path("各县/丁.yaml").write_text(renamed("红山市丁局"), encoding="utf-8")
    one = {ref: value for ref, value in gkdoc.load(EXAMPLE).cells() if value is not NOT_ENTERED}
    units = {"红山市丁局", "青禾县人民政府", "青禾县甲局", "青禾县乙局", "青禾县丙局"}
    for arguments, times in (([], 4), (["各单位", "--with-rollups"], 7)):
        given = ["rollup", "各县", "-o", "市.yaml", "--jobs", "1", "--agency", "红山市", *arguments]
        assert cli.main(given) == 0
        city = gkdoc.load("市.yaml", partial=True)
        sums = dict(city.cells())
        assert all(sums[ref] == times * Decimal(printed(value)) for ref, value in one.items())
        assert city.rollup is not None
        assert set(city.rollup.units) == units
    assert county.rollup is not None
    assert cli.main(["rollup", "各县", "各单位", "-o", "市.yaml", "--jobs", "1"]) == 1
    Path("各县/市.yaml").write_bytes(Path("市.yaml").read_bytes())
    assert cli.main(["rollup", "各县", "-o", "又.yaml", "--jobs", "1", "--agency", "红山市"]) == 1


def test_a_total_that_is_left_out_is_no_other_figure(capsys: pytest.CaptureFixture[str]) -> None:
    """Of two files of one unit 数字不同 is said only where a figure is another one."""
    report = gkdoc.load("各单位/甲.yaml")
    totals = {total.total for own in report.tables.values() for total in own.values.spec.sums}
    bare = report.with_tables(
        {
            key: evolve(
                own,
                values=TableValues(
                    own.values.spec,
                    {ref: value for ref, value in own.values.entered.items() if ref not in totals},
                ),
            )
            for key, own in report.tables.items()
        }
    )
    Path("各单位/甲又.json").write_text(to_json(bare), encoding="utf-8")
    assert rolled() == 0
    assert "是同一单位，数字相同，" in capsys.readouterr().err


def test_a_folder_that_cannot_be_read_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, or 1 where that is allowed; the output names it, and what is readable counts."""
    Path("各单位/乡镇").mkdir()
    Path("各单位/乡镇/丁.yaml").write_text(renamed("青禾县丁镇"), encoding="utf-8")
    closed(Path("各单位/乡镇"), monkeypatch)
    assert rolled("--details", "源.json") == 3
    assert "乡镇  没有读出  读不出这个文件夹" in capsys.readouterr().err
    assert json.loads(Path("源.json").read_text(encoding="utf-8"))["incomplete"] == ["乡镇"]
    assert "incomplete:\n  - 乡镇\n" in Path("汇总.yaml").read_text(encoding="utf-8")
    assert rolled("--allow-missing") == 1
    assert cli.main(["check", "各单位"]) == 3
    assert "读不出这个文件夹" in capsys.readouterr().err
    assert cli.main(["check", "各单位", "--allow-missing"]) == 1
    assert cli.main(["build", "各单位", "-o", "报告"]) == 3
    said = capsys.readouterr()
    assert "读不出这个文件夹" in said.err
    assert "      1  已写出" in said.out
    assert cli.main(["build", "各单位", "-o", "报告", "--allow-missing"]) == 1


def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the folder one that this user may not look into; root may look into any."""
    scandir = os.scandir

    def refusing(path: str | Path) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("gkdoc.read.folders.os.scandir", refusing)


def test_files_and_folders_may_be_given_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """Each of them counts, what is named twice once."""
    Path("其他").mkdir()
    for path, name in (("其他/丁.yaml", "青禾县丁局"), ("戊.yaml", "青禾县戊局")):
        Path(path).write_text(renamed(name), encoding="utf-8")
    assert rolled("戊.yaml", "其他", "各单位/甲.yaml") == 0
    said = capsys.readouterr()
    assert "      5  已计入" in said.out
    assert "青禾县甲局  重复  与 各单位/甲.yaml 是同一单位，数字相同，只计前一份" in said.err


def test_files_that_are_not_read_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A unit may have sent an archive; the roster and the own share may lie in the folder."""
    for name in ("丁.rar", ".隐藏", "~$甲.docx", "Thumbs.db", "甲.yaml.waivers.yaml"):
        Path("各单位", name).write_bytes(b"[]")
    Path("各单位/名单.yaml").write_text("- 青禾县甲局\n- 青禾县乙局\n- 青禾县丙局\n", "utf-8")
    Path("各单位/名单.csv").write_text("单位\n青禾县甲局\n", "utf-8")
    assert rolled("--roster", "各单位/名单.yaml") == 0
    said = capsys.readouterr().err
    assert "各单位 里有 2 个文件不是能读的格式，没有读：丁.rar、名单.csv" in said
    assert rolled("--roster", "各单位/名单.csv") == 3
    assert "各单位 里有 1 个文件不是能读的格式，没有读：丁.rar" in capsys.readouterr().err


def test_a_table_that_no_unit_has_is_not_passed_off_as_a_sum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit 1: what stands in the file is what stood there before."""
    Path("上级.yaml").write_text(renamed("青禾县人民政府"), encoding="utf-8")
    for path in Path("各单位").iterdir():
        path.unlink()
    part = without(evolve(gkdoc.load(EXAMPLE), agency="青禾县甲局"), "remedies")
    Path("各单位/甲.json").write_text(to_json(part), encoding="utf-8")
    assert rolled("--into", "上级.yaml") == 1
    title = newest().tables["remedies"].title
    assert f"所属单位的报告里都没有“{title}”，写出的是 --into 里的数字" in capsys.readouterr().err


USAGE = [
    ["各单位", "-o", "汇总.txt"],
    ["各单位", "-o", "汇总.yaml", "--workbook", "表.csv"],
    ["各单位", "-o", "汇总.json", "--details", "汇总.json"],
    ["各单位", "-o", "汇总.yaml", "--year", "2023"],
    ["各单位", "-o", "汇总.yaml", "--roster", "没有.csv"],
    ["各单位", "-o", "汇总.yaml", "--own", "没有.yaml"],
    ["各单位", "-o", "汇总.yaml", "--own", "各单位/甲.yaml", "--own", "各单位/乙.docx"],
    ["空的", "-o", "汇总.yaml"],
    ["各单位/甲.yaml", "-o", "各单位/甲.yaml"],
    ["-o", "汇总.yaml"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=str)
def test_nothing_is_written_for_what_cannot_be(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 and the reason; the folder stays as it was."""
    (folder / "空的").mkdir()
    before = sorted(folder.rglob("*"))
    assert cli.main(["rollup", *arguments, "--jobs", "1"]) == 2
    assert capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
