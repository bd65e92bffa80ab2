"""The rows of a CSV file, in the encodings and with the signs that programs here write."""

from __future__ import annotations

import codecs
import csv
import datetime
import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.sheets.dates import day_of
from gkdoc.read.sheets.rows import Row, RowSource
from gkdoc.read.source import looks_like_utf8

_WIDE: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TELLING_BYTES: Final = 4096
_TELLING_LINES: Final = 30
_DELIMITERS: Final = (",", "\t", ";")
_LONGEST_CELL: Final = 1024 * 1024
_LONGEST_LINE: Final = 4 * _LONGEST_CELL
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")

LARGEST_TEXT_REGISTER: Final = 64 * 1024 * 1024
"""The most bytes of a register that is a text; its text takes twice as many beside it."""


def text_source(content: bytes, path: Path) -> RowSource:
    """The table in the bytes of a CSV file; InputError if they are no text."""
    if len(content) > LARGEST_TEXT_REGISTER:
        size = LARGEST_TEXT_REGISTER // 1024 // 1024
        message = _("文件超过 {value} MB，不像是一本台账", value=size)
        raise InputError(path, [Problem(message)])
    text, said = _decoded(content, path)
    if not text.strip():
        raise InputError(path, [Problem(_("文件是空的"))])
    # Above the headers there may be a title, which has no delimiter or a comma of its own.
    lines = [line.rstrip("\r\n") for line in islice(_lines(text, path), _TELLING_LINES)]
    delimiter = max(_DELIMITERS, key=lambda sign: max(line.count(sign) for line in lines))
    return RowSource("", partial(_records, text, delimiter, path), said=said)


def _lines(text: str, path: Path) -> Iterator[str]:
    """The lines with their ends, one after another: a file-like text would hold all of it twice."""
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if found.end() - found.start() > _LONGEST_LINE:
            message = _("这一行太长，不像是一本台账的一行")
            raise InputError(path, [Problem(message, line=number, column=1)])
        yield found[0]


def _records(text: str, delimiter: str, path: Path) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    # Strict, or a quotation mark that is never closed would take all rows below into one cell.
    reader = csv.reader(_lines(text, path), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for record in reader:
            if begins < reader.line_num and any(_has_rows(cell, delimiter) for cell in record):
                message = _(
                    "这一行有个单元格里含有别的行的内容，多半是引号没有成对；"
                    "请用 Excel 或 WPS 打开核对，另存为 .xlsx"
                )
                raise InputError(path, [Problem(message, line=begins, column=1)])
            begins = reader.line_num + 1
            yield record
    except csv.Error as error:
        message = _("从这里起不是 CSV 表格（{error}），多半是引号没有成对", error=str(error))
        raise InputError(path, [Problem(message, line=begins, column=1)]) from error


def _has_rows(cell: str, delimiter: str) -> bool:
    """True for a cell of several lines of which one looks like a row: it has cells, and a date.

    Two quotation marks in the 备注 of two rows (同上) make one cell of all that is between them.
    """
    return "\n" in cell and any(
        line.count(delimiter) > 1
        and any(isinstance(day_of(part), datetime.date) for part in line.split(delimiter))
        for line in cell.splitlines()
    )


def _decoded(content: bytes, path: Path) -> tuple[str, tuple[Message, ...]]:
    """The text, and what is said about its encoding."""
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding, path), (_("文件的编码是 UTF-16"),)
    beginning = content[:_TELLING_BYTES]
    if b"\x00" in beginning:
        # Digits, commas and line feeds have a zero byte behind them, or before.
        behind = beginning[1::2].count(0) > beginning[::2].count(0)
        return _as(content, _WIDE[not behind][1], path), (_("文件的编码是 UTF-16"),)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        if looks_like_utf8(content):
            return _as(content, "utf-8", path), ()
    return _as(content, "gb18030", path), (_("文件不是 UTF-8，按 GB18030 读取"),)


def _as(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _(
            "从这一行起有读不出的内容，文件可能已损坏，请在 Excel 或 WPS 里另存为 UTF-8 的 CSV"
        )
        raise InputError(path, [Problem(message, line=line, column=1)]) from error
