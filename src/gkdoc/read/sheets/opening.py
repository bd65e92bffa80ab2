"""A workbook or a CSV file opened as what has rows, told apart by its content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.read.sheets.rows import RowSource
from gkdoc.read.sheets.text_rows import text_source
from gkdoc.read.sheets.workbook_rows import workbook_sources
from gkdoc.read.source import content_of

LARGEST_REGISTER: Final = 200 * 1024 * 1024
"""The most bytes that a register may have."""

_PACKAGE_HEADER: Final = b"PK\x03\x04"
_OLD_HEADER: Final = b"\xd0\xcf\x11\xe0"


@contextmanager
def open_sources(path: Path) -> Iterator[tuple[RowSource, ...]]:
    """The sheets of a workbook, or the one table of a CSV file, open as long as they are needed.

    InputError if it is neither, MissingProgramError if openpyxl is not installed.
    """
    content = content_of(path, LARGEST_REGISTER, kind=_("一本台账"))
    if content.startswith(_OLD_HEADER):
        message = _(
            "这是旧版 Excel（.xls）或加了密码的文件，请在 Excel 或 WPS 里另存为不加密的 .xlsx"
        )
        raise InputError(path, [Problem(message)])
    if content.startswith(_PACKAGE_HEADER):
        with workbook_sources(content, path) as sheets:
            yield sheets
    else:
        yield (text_source(content, path),)
