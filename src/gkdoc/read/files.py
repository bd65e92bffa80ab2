"""Reads a report from a file, from bytes, or from the values of another program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from gkdoc.errors import InputError, Problem
from gkdoc.read.filing_json import is_filing_json, read_filing_json
from gkdoc.read.json_text import parse_json
from gkdoc.read.objects import tree_of
from gkdoc.read.reading import Reading
from gkdoc.read.source import content_of, text_of
from gkdoc.read.structure import reading_of
from gkdoc.read.yaml_text import parse_yaml

Format: TypeAlias = Literal["yaml", "json", "docx", "html"]
"""The formats that are read."""

_BY_SUFFIX: Mapping[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
}
_PACKAGE_HEADER = b"PK\x03\x04"


def read_file(path: Path | str, *, partial: bool = False) -> Reading:
    """The report in a file; the end of its name says what it is, otherwise its content does.

    With `partial` the file may hold less than a whole report, and words in a figure's place are
    kept: so is what was read from a document. Raises InputError with every problem in the file.
    """
    path = Path(path)
    content = content_of(path)
    known = _BY_SUFFIX.get(path.suffix.lower())
    return read_bytes(content, known or _format_of(content, path), source=path, partial=partial)


def read_bytes(
    content: bytes, data_format: Format, *, source: Path | str | None = None, partial: bool = False
) -> Reading:
    """The report in the bytes of a file; `source` is the name that problems are reported under."""
    if data_format == "docx":
        return _read_docx(content, source)
    if data_format == "html":
        return _read_html(content, source)
    text, findings = text_of(content, source)
    if data_format == "json":
        root = parse_json(text, source)
        if is_filing_json(root):
            return read_filing_json(root, source, findings)
    else:
        root = parse_yaml(text, source)
    return reading_of(root, source, partial=partial, findings=findings)


def read_object(
    values: Mapping[str, object], *, source: str | None = None, partial: bool = False
) -> Reading:
    """The report in Python values, nested as in the canonical JSON. Nothing has a line there."""
    return reading_of(tree_of(values, source), source, partial=partial)


def _format_of(content: bytes, path: Path) -> Format:
    """The format of a file whose name does not tell."""
    if content.startswith(_PACKAGE_HEADER):
        if b"word/document.xml" in content:
            return "docx"
        message = "这个文件不是 Word 文档（.docx），也不是数据文件（.yaml、.json）"
        raise InputError(path, [Problem(message)])
    beginning = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"<"):
        return "html"
    return "json" if beginning.startswith((b"{", b"[")) else "yaml"


def _read_docx(content: bytes, source: Path | str | None) -> Reading:
    # Word needs libraries that a data file does not.
    from gkdoc.read.docx import read_docx

    return read_docx(content, source)


def _read_html(content: bytes, source: Path | str | None) -> Reading:
    from gkdoc.read.html import read_html

    return read_html(content, source)
