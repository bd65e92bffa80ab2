"""Pictures and plain tables in data files: read, refused at their place, read back equal."""

from __future__ import annotations

import base64
import json
import os
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gkdoc import pictures
from gkdoc.errors import InputError, Problem
from gkdoc.model import Overview, SeenReport, in_print
from gkdoc.model.differences import differences
from gkdoc.read import read_bytes, read_file, read_object
from gkdoc.tasks.tidy import tidy
from gkdoc.text.blocks import AnyBlock, Block, Picture, PlainTable
from gkdoc.text.links import Link
from gkdoc.write.json_schema import schema
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml
from tests.tools.pixels import chunk, jpeg, png, segment, within
from tests.tools.reports import small

PNG = png()
BASE64 = base64.b64encode(PNG).decode()
ALL: tuple[AnyBlock, ...] = (
    Block(2, "公开情况。", f"详见{Link('网站', 'https://www.gov.cn/')}。"),
    Picture(PNG, "受理量柱状图", "图 1", "80%"),
    Block(2, None, "第二段"),
    PlainTable(("年度", "件数"), (("2023", "3"), ("2024", "")), "表 1：近两年"),
    Picture(jpeg(), "照片"),
    PlainTable(("a: b", "[c]", "~", "null", "#"), (("1.0", "- x", "true", "007", '"'),)),
)


def _report(outline: tuple[AnyBlock, ...]) -> SeenReport:
    return evolve(small(), overview=Overview(outline))


def _read(block: object) -> tuple[AnyBlock, ...]:
    values = {"agency": "甲市人民政府", "year": 2024, "overview": [block]}
    return read_object(values, partial=True).report.prose["overview"]


def _problems(block: object) -> list[Problem]:
    with pytest.raises(InputError) as error:
        _read(block)
    return list(error.value.problems)


def _yaml(folder: Path, lines: str) -> SeenReport:
    path = folder / "data.yaml"
    path.write_text(f"机关: 甲市人民政府\n年度: 2024\n总体情况:\n{lines}", encoding="utf-8")
    return read_file(path, partial=True).report


def test_a_file_names_a_picture_that_lies_beside_it(tmp_path: Path) -> None:
    """By the labels, in a folder below; what does not show is left out of the report."""
    (tmp_path / "图").mkdir()
    secret = png(before=chunk(b"tEXt", b"Author\0Zhang San"))
    (tmp_path / "图" / "受理量.png").write_bytes(secret)
    lines = (
        "  - （一）公开情况。已公开。\n"
        "  - 图片: {文件: 图/受理量.png, 替代文字: 受理量, 说明: 图 1, 宽: 80%}\n"
        "  - （二）其他。\n"
        "  - 图片:\n      文件: 图/受理量.png\n      替代文字: 受理量\n      宽: 120\n"
        "  - 表格: {表头: [年度, 件数], 行: [[2023, 3], [2024, ~]], 标题: 表 1}\n"
    )
    assert _yaml(tmp_path, lines).prose["overview"] == (
        Block(2, "公开情况。", "已公开。"),
        Picture(PNG, "受理量", "图 1", "80%"),
        Block(2, "其他。"),
        Picture(PNG, "受理量", width="120mm"),
        PlainTable(("年度", "件数"), (("2023", "3"), ("2024", "")), "表 1"),
    )


def test_figures_in_a_table_are_texts_as_written() -> None:
    """In JSON too: every digit stays, nothing is computed."""
    table = '{"table": {"head": ["x"], "rows": [[1.50], [0], [null], ["2"]]}}'
    content = f'{{"agency": "a", "year": 2024, "overview": [{table}]}}'.encode()
    (read,) = read_bytes(content, "json", partial=True).report.prose["overview"]
    assert read == PlainTable(("x",), (("1.50",), ("0",), ("",), ("2",)))


@pytest.mark.parametrize("labels", [True, False])
def test_written_and_read_again_the_report_is_equal(labels: bool) -> None:  # noqa: FBT001
    """In YAML by names and by labels, and in JSON; pictures are in it as base64."""
    report = _report(ALL)
    for text, kind in ((to_yaml(report, labels=labels), "yaml"), (to_json(report), "json")):
        assert BASE64 in text
        assert read_bytes(text.encode(), kind, partial=True).report == report  # type: ignore[arg-type]


@given(
    st.lists(
        st.one_of(
            st.builds(
                Picture,
                st.sampled_from([PNG, jpeg()]),
                st.text("图 1:#'\"[]", min_size=1).filter(str.strip),
                st.none() | st.text("说明 ~-", max_size=5),
                st.none() | st.sampled_from(["5%", "120mm"]),
            ),
            st.integers(1, 3).flatmap(
                lambda columns: st.builds(
                    PlainTable,
                    st.lists(st.text("甲1.~ -", max_size=4), min_size=columns, max_size=columns),
                    st.lists(
                        st.lists(st.text("乙0:,}", max_size=4), min_size=columns, max_size=columns),
                        max_size=3,
                    ),
                )
            ),
            st.builds(Block, text=st.just("文字")),
        ),
        max_size=4,
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_blocks_are_read_back(outline: list[AnyBlock]) -> None:
    """Whatever their words look like to YAML or JSON."""
    report = _report(tuple(outline))
    for labels in (True, False):
        text = to_yaml(report, labels=labels)
        assert read_bytes(text.encode(), "yaml", partial=True).report == report
    assert read_bytes(to_json(report).encode(), "json", partial=True).report == report


def test_the_schema_admits_what_is_written_and_what_is_read() -> None:
    """The canonical JSON, a file name, texts among the blocks; not a picture without its words."""
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(json.loads(to_json(_report(ALL))))
    base = {"agency": "甲", "year": 2024}
    picture: dict[str, Any] = {"file": "图.png", "alt": "图", "width": 120}
    assert validator.is_valid({**base, "overview": ["（一）文字", {"picture": picture}]})
    for wrong in ({**picture, "alt": ""}, {**picture, "content": ""}, {"file": "a"}, {"alt": "a"}):
        assert not validator.is_valid({**base, "overview": [{"picture": wrong}]})
    assert not validator.is_valid({**base, "overview": [{"table": {"head": [], "rows": []}}]})


def test_tidy_and_comparison_keep_blocks_and_links() -> None:
    """Tidied prose has its pictures, tables and links; two reports differ by what they show."""
    link = Link("甲,乙", "https://a.cn/(b),c")
    report = _report((Block(text=f"文字,见 {link}。"), *ALL[1:]))
    tidied, edits = tidy(report)
    assert edits
    assert tidied.prose["overview"][1:] == ALL[1:]
    assert str(link) in (tidied.prose["overview"][0].text or "")  # type: ignore[union-attr]
    other = _report((ALL[0], Picture(png(13, 8), "受理量柱状图", "图 1", "80%"), *ALL[2:]))
    (difference,) = differences(_report(ALL), other)
    assert difference.address == "overview.2"
    assert in_print(report).printable


def test_a_large_picture_is_read_from_yaml_in_the_time_of_a_copy() -> None:
    """Base64 has limits of its own: the text around it is small."""
    noise = os.urandom(3 * 2**20)
    tables = (noise[place : place + 65_000] for place in range(0, len(noise), 65_000))
    photograph = within(jpeg(), *(segment(0xDB, table) for table in tables))
    report = _report((Picture(photograph, "照片"),))
    text = to_yaml(report).encode()
    assert len(text) > 4 * 2**20
    before = time.process_time()
    assert read_bytes(text, "yaml", partial=True).report == report
    assert time.process_time() - before < 2


WRONG_NAMES = {
    "above": "../secret.png",
    "above in the middle": "图/../../secret.png",
    "above and back": "图/../a.png",
    "above with a backslash": "..\\secret.png",
    "backslash": "图\\a.png",
    "absolute": "/etc/passwd",
    "absolute with two": "//server/share/a.png",
    "UNC": "\\\\server\\share\\a.png",
    "device path": "\\\\.\\C:\\a.png",
    "drive": "C:/a.png",
    "drive without a slash": "C:a.png",
    "stream": "a.png:secret",
    "address": "https://a.cn/a.png",
    "file address": "file:///etc/passwd",
    "here": "./a.png",
    "nothing between": "图//a.png",
    "folder with a slash": "图/",
    "zero": "a.png\0.txt",
    "line break": "a.png\n",
    "tab": "a\t.png",
    "half a character": "\ud800.png",
    "blank behind": "a.png ",
    "blank before": " a.png",
    "blank behind a folder": "图 /a.png",
    "dot behind": "a.png.",
    "dots": "...",
    "device": "NUL",
    "device with an end": "con.png",
    "device in a folder": "图/COM1.png",
    "device with a blank": "aux .png",
    "device of a raised figure": "LPT¹.png",
    "missing": "missing.png",
    "too long": f"{'a' * 300}.png",
    "folder": "图",
    "pipe": "pipe.png",
    "link": "link.png",
    "link to what lies beside": "inner.png",
    "link in a folder": "links/secret.png",
    "link to nothing": "broken.png",
    "too large": "large.png",
    "text": "text.png",
    "vector picture": "a.svg",
    "bomb": "bomb.png",
    "itself": "data.yaml",
    "empty": "",
}


@pytest.mark.parametrize("name", WRONG_NAMES.values(), ids=WRONG_NAMES)
def test_a_file_that_is_not_beside_or_no_picture_is_refused(tmp_path: Path, name: str) -> None:
    """No path leads out of the folder of the data file, nothing but a picture is taken."""
    folder, outside = tmp_path / "in", tmp_path / "out"
    for each in (folder / "图", outside):
        each.mkdir(parents=True)
    for place in (folder / "a.png", folder / "图" / "a.png", outside / "secret.png"):
        place.write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    os.mkfifo(folder / "pipe.png")
    (folder / "link.png").symlink_to(outside / "secret.png")
    (folder / "inner.png").symlink_to(folder / "a.png")
    (folder / "broken.png").symlink_to(outside / "nothing")
    (folder / "links").symlink_to(outside)
    with (folder / "large.png").open("wb") as large:
        large.truncate(pictures.BYTE_LIMIT + 1)
    (folder / "text.png").write_text("图片", encoding="utf-8")
    (folder / "a.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "bomb.png").write_bytes(
        png(1, 1).replace(b"\0\0\0\1\0\0\0\1", b"\0\0\xff\xff\0\0\xff\xff")
    )
    values = {
        "agency": "甲市人民政府",
        "year": 2024,
        "overview": [{"picture": {"file": name, "alt": "图"}}],
    }
    (folder / "data.yaml").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_file(folder / "data.yaml", partial=True)
    problems = error.value.problems
    assert all(not str(problem.path) or "overview" in problem.path for problem in problems)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in str(problems[0]))


def test_a_data_file_behind_a_link_finds_what_lies_beside_the_link(tmp_path: Path) -> None:
    """Its own folder is the one that it was named in."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a.png").write_bytes(PNG)
    real = tmp_path / "elsewhere" / "real.json"
    values = {
        "agency": "甲",
        "year": 2024,
        "overview": [{"picture": {"file": "a.png", "alt": "图"}}],
    }
    real.write_text(json.dumps(values), encoding="utf-8")
    (tmp_path / "data.json").symlink_to(real)
    assert read_file(tmp_path / "data.json", partial=True).report.prose["overview"] == (
        Picture(PNG, "图"),
    )


def test_content_without_a_file_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes and values name no file: the message says to give the content."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_bytes(PNG)
    block = {"picture": {"file": "a.png", "alt": "图"}}
    values = {"agency": "甲", "year": 2024, "overview": [block]}
    (problem,) = _problems(block)
    assert problem.path == "overview.1.picture.file"
    assert "content" in problem.message
    for kind in ("json", "yaml"):
        with pytest.raises(InputError, match="content"):
            read_bytes(json.dumps(values).encode(), kind, source="a.json", partial=True)


MISTAKES: dict[str, tuple[object, list[str]]] = {
    "picture that is a text": ({"picture": "图.png"}, ["picture"]),
    "picture of nothing": ({"picture": {}}, ["picture", "picture.alt"]),
    "neither file nor content": ({"picture": {"alt": "图"}}, ["picture"]),
    "both": ({"picture": {"alt": "图", "file": "a", "content": BASE64}}, ["picture"]),
    "no words": ({"picture": {"content": BASE64}}, ["picture.alt"]),
    "no base64": ({"picture": {"content": "图", "alt": "图"}}, ["picture.content"]),
    "base64 cut off": ({"picture": {"content": BASE64[:-5], "alt": "图"}}, ["picture.content"]),
    "no picture": ({"picture": {"content": "aGk=", "alt": "图"}}, ["picture.content"]),
    "content of a number": ({"picture": {"content": 1, "alt": "图"}}, ["picture.content"]),
    "width": ({"picture": {"content": BASE64, "alt": "图", "width": "9cm"}}, ["picture.width"]),
    "width of three": (
        {"picture": {"content": BASE64, "alt": "图", "width": 3}},
        ["picture.width"],
    ),
    "words of two lines": ({"picture": {"content": BASE64, "alt": "甲\n乙"}}, ["picture.alt"]),
    "alt of a number": ({"picture": {"content": BASE64, "alt": 3}}, ["picture.alt"]),
    "unknown": (
        {"picture": {"content": BASE64, "alt": "图", "high": 3}},
        ["picture.high"],
    ),
    "picture beside text": (
        {"picture": {"content": BASE64, "alt": "图"}, "text": "文字"},
        ["text"],
    ),
    "picture and table": (
        {"picture": {"content": BASE64, "alt": "图"}, "table": {"head": ["甲"], "rows": []}},
        ["table"],
    ),
    "table that is a list": ({"table": [["甲"]]}, ["table"]),
    "no head": ({"table": {"rows": []}}, ["table"]),
    "no rows": ({"table": {"head": ["甲"]}}, ["table"]),
    "head that is a text": ({"table": {"head": "甲", "rows": []}}, ["table.head"]),
    "empty head": ({"table": {"head": [], "rows": []}}, ["table.head"]),
    "rows that are a text": ({"table": {"head": ["甲"], "rows": "1"}}, ["table.rows"]),
    "row that is a text": ({"table": {"head": ["甲"], "rows": ["1"]}}, ["table.rows.1"]),
    "row too long": ({"table": {"head": ["甲"], "rows": [["1"], ["1", "2"]]}}, ["table.rows.2"]),
    "cell that is a list": ({"table": {"head": ["甲"], "rows": [[["1"]]]}}, ["table.rows.1.1"]),
    "cell that is true": ({"table": {"head": ["甲"], "rows": [[True]]}}, ["table.rows.1.1"]),
    "cell of two lines": ({"table": {"head": ["甲"], "rows": [["1\n2"]]}}, ["table.rows.1.1"]),
    "caption of two lines": (
        {"table": {"head": ["甲"], "rows": [], "caption": "1\n2"}},
        ["table.caption"],
    ),
}


@pytest.mark.parametrize(("block", "paths"), MISTAKES.values(), ids=MISTAKES)
def test_every_mistake_is_named_at_its_place(block: object, paths: list[str]) -> None:
    """With its path below the block; once."""
    assert [problem.path for problem in _problems(block)] == [
        f"overview.1.{path}" for path in paths
    ]


def test_problems_of_a_file_have_their_lines(tmp_path: Path) -> None:
    """A wrong row of a table is found by its line."""
    lines = "  - 表格:\n      表头: [甲, 乙]\n      行:\n        - [1, 2]\n        - [1]\n"
    with pytest.raises(InputError) as error:
        _yaml(tmp_path, lines)
    assert [problem.line for problem in error.value.problems] == [8]


def test_all_pictures_of_a_report_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pictures, each small enough, are too much all the same."""
    monkeypatch.setattr("gkdoc.read.data.insertions.TOTAL_LIMIT", 2 * len(PNG))
    block = {"picture": {"content": BASE64, "alt": "图"}}
    values = {"agency": "甲", "year": 2024, "overview": [block] * 3}
    with pytest.raises(InputError) as error:
        read_object(values, partial=True)
    assert [problem.path for problem in error.value.problems] == ["overview.3.picture.content"]


def test_a_mark_in_a_table_is_found(tmp_path: Path) -> None:
    """【待写】 in a cell stops a report from being built."""
    path = tmp_path / "data.yaml"
    text = to_yaml(_report((PlainTable(("甲",), (("【待写】",),)),)))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="还没有写"):
        read_file(path)


def test_texts_in_a_list_count_on(tmp_path: Path) -> None:
    """A text among the blocks is read as paragraphs; its numbers go on from those before it."""
    lines = (
        "  - |\n    引言。\n    （一）甲。\n"
        "  - {level: 2, text: 乙}\n"
        "  - 图片: {内容: " + BASE64 + ", 替代文字: 图}\n"
        "  - （三）丙。\n"
        "  - （五）丁。\n"
    )
    assert _yaml(tmp_path, lines).prose["overview"] == (
        Block(text="引言。"),
        Block(2, "甲。"),
        Block(2, None, "乙"),
        Picture(PNG, "图"),
        Block(2, "丙。"),
        Block(text="（五）丁。"),
    )
    lines = "  - |\n    引言。\n    （一）甲。\n  - {text: ''}\n"
    with pytest.raises(InputError) as error:
        _yaml(tmp_path, lines)
    assert [problem.path for problem in error.value.problems] == ["overview.3.text"]


def test_a_field_of_the_office_may_be_a_picture(tmp_path: Path) -> None:
    """As a block of prose is one: by a file beside, written and read back, refused at its place."""
    (tmp_path / "标志.png").write_bytes(PNG)
    lines = "  - 文字\n自有栏目:\n  标志: {图片: {文件: 标志.png, 替代文字: 标志}}\n"
    report = _yaml(tmp_path, lines)
    assert report.fields["标志"] == Picture(PNG, "标志")
    for labels in (True, False):
        text = to_yaml(report, labels=labels)
        assert read_bytes(text.encode(), "yaml", partial=True).report == report
    text = to_json(report)
    assert read_bytes(text.encode(), "json", partial=True).report == report
    assert jsonschema.Draft202012Validator(schema()).is_valid(json.loads(text))
    with pytest.raises(InputError) as error:
        _yaml(tmp_path, lines.replace("标志.png", "../标志.png"))
    assert [problem.path for problem in error.value.problems] == ["fields.标志.picture.file"]
