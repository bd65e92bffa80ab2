"""Reads a report from a file, from bytes, or from the values of another program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.data.structure import reading_of
from gkdoc.read.data.waivers import BESIDE
from gkdoc.read.folders import Walk
from gkdoc.read.notes import Folder
from gkdoc.read.reading import Reading
from gkdoc.read.source import content_of, text_of
from gkdoc.read.syntax.json import parse_json
from gkdoc.read.syntax.objects import tree_of
from gkdoc.read.syntax.yaml import parse_yaml
from gkdoc.steps import tell

Format: TypeAlias = Literal[
    "yaml", "json", "docx", "xlsx", "html", "pdf", "doc", "wps", "rtf", "odt"
]
"""The formats that are read."""

_BY_SUFFIX: Mapping[str, Format] = {
    **{f".{name}": name for name in get_args(Format)},
    ".yml": "yaml",
    ".htm": "html",
}
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db"})
_PACKAGE_HEADER = b"PK\x03\x04"
_HEADERS: Mapping[bytes, Format] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "doc",
    b"{\\rtf": "rtf",
    b"%PDF-": "pdf",
}
# The first entry of an .odt says what it is, behind the header of the archive.
_ODT_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ODT_TYPE_AT = 30

# Office systems call web pages and newer Word files .doc too: there the content decides.
_LEGACY: frozenset[Format] = frozenset({"doc", "wps", "rtf", "odt"})


def readable_files(found: Walk) -> tuple[Path, ...]:
    """The files in folders that may hold a report, by name."""
    return tuple(path for path in _files(found) if path.suffix.lower() in _BY_SUFFIX)


def other_files(found: Walk) -> tuple[Path, ...]:
    """The files in folders that are of no format that is read, those of the system left out."""
    return tuple(
        path
        for path in _files(found)
        if path.suffix.lower() not in _BY_SUFFIX and path.name.lower() not in _OF_THE_SYSTEM
    )


def _files(found: Walk) -> Iterator[Path]:
    return (path for path in found.files if not path.name.lower().endswith(BESIDE))


def assert_path(path: Path | str) -> None:
    """InputError for a `str` that is the text of a data file: a `str` is a path and only that."""
    if isinstance(path, Path):
        return
    bracketed = path.lstrip().startswith(("{", "[")) and Path(path).suffix.lower() not in _BY_SUFFIX
    if bracketed or "\n" in path or "\r" in path:
        message = _(
            "给出的 str 是数据的内容，不是文件的路径；内容请以 bytes 给出（text.encode()），"
            "路径用 str 或 Path 给出"
        )
        raise InputError(None, [Problem(message)])


def read_file(path: Path | str, *, partial: bool = False) -> Reading:
    """The report in a file; the end of its name says what it is, otherwise its content does.

    With `partial` the file may hold less than a whole report, and words in a figure's place are
    kept: so is what was read from a document. Raises InputError with every problem in the file.
    """
    path = Path(path)
    return read_named(content_of(path), path, partial=partial, folder=path.parent)


def read_named(
    content: bytes, name: Path | str, *, partial: bool = False, folder: Folder | None = None
) -> Reading:
    """The report in the bytes of a file of this name, as `read_file` gives it.

    Pictures that a data file names are looked for below `folder`, and nowhere without it.
    """
    path = Path(name)
    known = _BY_SUFFIX.get(path.suffix.lower())
    if known is None or known in _LEGACY:
        known = _format_of(content, path, known)
    return read_bytes(content, known, source=path, partial=partial, folder=folder)


def read_bytes(
    content: bytes,
    data_format: Format,
    *,
    source: Path | str | None = None,
    partial: bool = False,
    folder: Folder | None = None,
) -> Reading:
    """The report in the bytes of a file; `source` is the name that problems are reported under.

    `folder` is that of `read_named`.
    """
    tell(_recognised(data_format, source))
    # The other readers need libraries that a data file does not.
    match data_format:
        case "docx":
            from gkdoc.read.docx import read_docx

            return read_docx(content, source)
        case "xlsx":
            from gkdoc.read.xlsx import read_xlsx

            return read_xlsx(content, source, partial=partial)
        case "html":
            from gkdoc.read.html import read_html

            return read_html(content, source)
        case "pdf":
            from gkdoc.read.pdf import read_pdf

            return read_pdf(content, source)
        case "yaml" | "json":
            return _read_data(content, data_format, source, partial=partial, folder=folder)
    from gkdoc.read.legacy import read_legacy

    return read_legacy(content, source)


def read_object(
    values: Mapping[str, object], *, source: str | None = None, partial: bool = False
) -> Reading:
    """The report in Python values, nested as in the canonical JSON. Nothing has a line there."""
    return reading_of(tree_of(values, source), source, partial=partial)


def _recognised(data_format: Format, source: Path | str | None) -> Iterator[Message]:
    name = source if source is not None else _("没有名称的内容")
    yield _("1.1 格式：{name}，按 {format} 读", name=name, format=data_format)


def _format_of(content: bytes, path: Path, named: Format | None) -> Format:
    """The format of a file whose name does not tell, or tells one that many others go by."""
    for header, told in _HEADERS.items():
        if content.startswith(header):
            return told
    if content.startswith(_PACKAGE_HEADER):
        if b"word/document.xml" in content:
            return "docx"
        if b"xl/workbook.xml" in content:
            return "xlsx"
        if content.startswith(_ODT_TYPE, _ODT_TYPE_AT):
            return "odt"
        message = _("这个文件不是 Word 文档（.docx），也不是数据文件（.yaml、.json）")
        raise InputError(path, [Problem(message)])
    if _beginning(content).startswith(b"<"):
        return "html"
    if named is not None:
        message = _("这个文件不是 Word、WPS、RTF 或 OpenDocument 文件，扩展名可能写错了")
        raise InputError(path, [Problem(message)])
    return data_format_of(content)


def data_format_of(content: bytes) -> Literal["yaml", "json"]:
    """The format of the bytes of a data file that has no name."""
    return "json" if _beginning(content).startswith((b"{", b"[")) else "yaml"


def _beginning(content: bytes) -> bytes:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()


def _read_data(
    content: bytes,
    data_format: Format,
    source: Path | str | None,
    *,
    partial: bool,
    folder: Folder | None,
) -> Reading:
    text, findings = text_of(content, source)
    if data_format == "yaml":
        root = parse_yaml(text, source)
    else:
        from gkdoc.read.filing_json import is_filing_json, read_filing_json

        root = parse_json(text, source)
        if is_filing_json(root):
            return read_filing_json(root, source, findings)
    return reading_of(root, source, partial=partial, findings=findings, folder=folder)
