"""Formats of other word processors: opened by LibreOffice, where it is on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from attrs import evolve

from gkdoc.archive import BrokenArchive, inflate
from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.libreoffice import SECONDS, convert
from gkdoc.messages import _
from gkdoc.read.docx import read_docx
from gkdoc.read.reading import Reading

# How such files begin, and the ending by which LibreOffice knows them: .wps is .doc inside.
_ENDINGS: Final = ((b"PK\x03\x04", "odt"), (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0", "doc"))
_PURPOSE: Final = _("读取 .doc、.wps、.rtf、.odt；请安装 LibreOffice，或者先另存为 .docx")


def read_legacy(
    content: bytes, source: Path | str | None = None, *, seconds: float = SECONDS
) -> Reading:
    """The report in a file that LibreOffice turns into a Word file, and a finding that says so.

    InputError where the file is of no such kind or LibreOffice makes nothing of it;
    MissingProgramError without LibreOffice, NotCompletedError where it takes too long.
    """
    ending = next((ending for start, ending in _ENDINGS if content.startswith(start)), None)
    if ending is None:
        message = _("这个文件不是 Word、WPS、RTF 或 OpenDocument 文件，扩展名可能写错了")
        raise InputError(source, [Problem(message)])
    if ending == "odt":
        _assert_small(content, source)
    converted = convert(content, ending, "docx", purpose=_PURPOSE, seconds=seconds)
    if converted.content is None:
        because = _("（LibreOffice：{said}）", said=converted.said) if converted.said else ""
        message = _("LibreOffice 打不开这个文件，可能已损坏或加密{because}", because=because)
        raise InputError(source, [Problem(message)])
    reading = read_docx(converted.content, source)
    message = _("文件经 LibreOffice 转换为 Word 文件后读取，位置按转换后的文件计")
    said = Finding("GK008", Severity.INFORMATION, message)
    return evolve(reading, findings=(said, *reading.findings))


def _assert_small(content: bytes, source: Path | str | None) -> None:
    """InputError for an archive that would fill the memory: LibreOffice has no limit of its own."""
    try:
        inflate(content)
    except BrokenArchive as error:
        raise InputError(source, [Problem(error.reason, place=error.entry)]) from error
