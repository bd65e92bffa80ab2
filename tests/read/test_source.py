"""From bytes to text: encodings, what is no text, and files that cannot be read."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

import gkdoc
from gkdoc.errors import InputError
from gkdoc.findings import Severity
from gkdoc.read import read_bytes, read_file
from gkdoc.read.source import LARGEST_FILE, LARGEST_TEXT
from tests.tools.places import ROOT

TEXT = "机关: 某市某局\n年度: 2023\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_word(encoding: str) -> None:
    """UTF-8 with or without a byte order mark is read, and nothing is said."""
    reading = read_bytes(TEXT.encode(encoding), "yaml", partial=True)
    assert reading.report.agency == "某市某局"
    assert reading.findings == ()


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_gb18030_is_said_aloud(encoding: str) -> None:
    """A file of an old Windows editor is read, and a finding says how."""
    reading = read_bytes(TEXT.encode(encoding), "yaml", partial=True)
    assert reading.report.agency == "某市某局"
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("GK001", Severity.INFORMATION)
    assert "GB18030" in finding.message


def test_characters_beyond_the_first_plane_in_gb18030() -> None:
    """GB18030 has four bytes for 𠮷, which GBK lacks."""
    reading = read_bytes("机关: 𠮷县某局\n年度: 2023\n".encode("gb18030"), "yaml", partial=True)
    assert reading.report.agency == "𠮷县某局"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems(ending: str) -> None:
    """Windows and old Macs end lines their way; lines are counted all the same."""
    content = TEXT.replace("2023", "23").replace("\n", ending).encode()
    with pytest.raises(InputError) as caught:
        read_bytes(content, "yaml", partial=True)
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(2, 5)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (b"PK\x03\x04" + bytes(30), "Word、Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"a: 1\x00", "二进制"),
        (b"", "文件是空的"),
        (b" \n\n", "文件是空的"),
        (b"\xef\xbb\xbf", "文件是空的"),
        (b"a " * LARGEST_TEXT, "超过 1 MB"),
    ],
)
def test_what_is_no_text(content: bytes, message: str) -> None:
    """Each kind of file that somebody may pick by mistake is called by its name."""
    for data_format in ("yaml", "json"):
        with pytest.raises(InputError, match=message):
            read_bytes(content, data_format)


def test_damaged_utf8_is_not_taken_for_gb18030() -> None:
    """A broken place in Chinese UTF-8 is to be mended; GB18030 would make other words of it all."""
    content = "机关: 某市公共资源交易中心\n标题: 政府信息公开\n".encode()
    at = content.index("标题".encode())
    damaged = content[:at] + b"\xb1\xb2" + content[at:]
    assert "机关" not in damaged.decode("gb18030")
    with pytest.raises(InputError) as caught:
        read_bytes(damaged, "yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 1)
    assert "UTF-8" in problem.message


@pytest.mark.parametrize(
    "sign", ["\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe"]
)
def test_signs_that_nobody_sees(sign: str) -> None:
    """A control character is refused with its code, line and column, in YAML and in JSON."""
    yaml_text = f"机关: 某市\n年度: 2023\n标题: 年{sign}报\n"
    json_text = f'{{"机关": "某市",\n"年度": 2023,\n"标题": "年{sign}报"}}'
    for content, data_format, column in ((yaml_text, "yaml", 6), (json_text, "json", 9)):
        with pytest.raises(InputError) as caught:
            read_bytes(content.encode(), data_format)  # type: ignore[arg-type]
        (problem,) = caught.value.problems
        assert f"U+{ord(sign):04X}" in problem.message
        assert (problem.line, problem.column) == (3, column)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name each have their own words."""
    for path, message in (
        (tmp_path / "没有.yaml", "找不到这个文件"),
        (tmp_path, "文件夹"),
        (tmp_path / "a\0b.yaml", "不能使用的字符"),
        (tmp_path / ("长" * 300), "读不出"),
    ):
        with pytest.raises(InputError, match=message) as caught:
            read_file(path)
        assert caught.value.exit_code == 2
        assert str(caught.value).startswith(str(path))


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that this user may not read is said to be so."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "a.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="没有读取这个文件的权限"):
        read_file(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe would keep its reader waiting, a device would never end; links to them as well."""
    pipe, link = tmp_path / "a.yaml", tmp_path / "b.yaml"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for path in (pipe, link):
        with pytest.raises(InputError, match="不是普通的文件"):
            read_file(path)
        with pytest.raises(InputError, match="不是普通的文件"):
            gkdoc.build(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml"), path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """No more than the limit is read into memory."""
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(InputError, match="20 MB"):
        read_file(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", TEXT),
        ("a.yml", TEXT),
        ("a.YAML", TEXT),
        ("a.txt", TEXT),
        ("数据", TEXT),
        ("a.json", '{"机关": "某市某局", "年度": 2023}'),
        ("a.txt", '\ufeff {"机关": "某市某局", "年度": 2023}'),
    ],
)
def test_formats_by_name_and_by_content(tmp_path: Path, name: str, text: str) -> None:
    """The end of the name says what a file is; where it does not, the content does."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_file(path, partial=True).report.agency == "某市某局"
    assert read_file(str(path), partial=True).report.year == 2023


@pytest.mark.parametrize("name", ["a.docx", "a.wps"])
def test_word_files_go_to_their_reader(tmp_path: Path, name: str) -> None:
    """A Word file is known by its name or its content, and told broken as such, not as text."""
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04word/document.xml")
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert "不是文本" not in str(caught.value)


def test_a_package_that_is_no_word_file(tmp_path: Path) -> None:
    """A workbook under a strange name is not parsed as text."""
    path = tmp_path / "a.et"
    path.write_bytes(b"PK\x03\x04xl/workbook.xml")
    with pytest.raises(InputError, match="不是 ZIP 格式"):
        read_file(path)
