"""The rows of a workbook or of a CSV file, one after another, as they are asked for."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import frozen

from gkdoc.errors import InputError, MissingProgramError, Problem
from gkdoc.read.register.dates import EPOCH_1900, EPOCH_1904, Unreadable
from gkdoc.read.source import content_of, looks_like_utf8

LARGEST_REGISTER: Final = 200 * 1024 * 1024
"""The most bytes that a register may have."""

_LARGEST_UNPACKED: Final = 2 * 1024 * 1024 * 1024
_PACKAGE_HEADER: Final = b"PK\x03\x04"
_OLD_HEADER: Final = b"\xd0\xcf\x11\xe0"
_WIDE: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TELLING_BYTES: Final = 4096
_DELIMITERS: Final = (",", "\t", ";")
_LONGEST_CELL: Final = 1024 * 1024
# What openpyxl and zipfile raise for a workbook that is none inside. A SyntaxError is one of XML.
_DAMAGED: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError),
)

Row: TypeAlias = Sequence[object]
"""The cells of a row; None where one is empty."""

NO_RESULT: Final = Unreadable("", "公式没有算出的结果，请用 Excel 或 WPS 打开保存一次")
"""What stands for a formula whose result is not in the file."""


@frozen
class RowSource:
    """One sheet, or a CSV file; `rows()` reads it from its first row.

    `name` is that of the sheet, empty for a CSV file. `epoch` is the day from which its serial
    numbers count. `said` tells how the file was read where that is not a matter of course.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    epoch: datetime.date = EPOCH_1900
    said: tuple[str, ...] = ()


@contextmanager
def open_sources(path: Path) -> Iterator[tuple[RowSource, ...]]:
    """The sheets of a workbook, or the one table of a CSV file, open as long as they are needed.

    InputError if it is neither, MissingProgramError if openpyxl is not installed.
    """
    content = content_of(path, LARGEST_REGISTER)
    if content.startswith(_OLD_HEADER):
        message = "这是旧版 Excel（.xls）或加了密码的文件，请在 Excel 或 WPS 里另存为不加密的 .xlsx"
        raise InputError(path, [Problem(message)])
    if content.startswith(_PACKAGE_HEADER):
        with _workbook(content, path) as sheets:
            yield sheets
    else:
        yield (_table(content, path),)


def _table(content: bytes, path: Path) -> RowSource:
    text, said = _decoded(content, path)
    if not text.strip():
        raise InputError(path, [Problem("文件是空的")])
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return RowSource("", partial(_records, text, delimiter, path), said=said)


def _records(text: str, delimiter: str, path: Path) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        message = f"从这里起不是 CSV 表格（{error}），多半是引号没有成对"
        raise InputError(path, [Problem(message, line=reader.line_num, column=1)]) from error


def _decoded(content: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text, and what is said about its encoding."""
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding, path), ("文件的编码是 UTF-16",)
    beginning = content[:_TELLING_BYTES]
    if b"\x00" in beginning:
        # Digits, commas and line feeds have a zero byte behind them, or before.
        behind = beginning[1::2].count(0) > beginning[::2].count(0)
        return _as(content, _WIDE[not behind][1], path), ("文件的编码是 UTF-16",)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        if looks_like_utf8(content):
            return _as(content, "utf-8", path), ()
    return _as(content, "gb18030", path), ("文件不是 UTF-8，按 GB18030 读取",)


def _as(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = (
            "从这一行起有读不出的内容，文件可能已损坏，请在 Excel 或 WPS 里另存为 UTF-8 的 CSV"
        )
        raise InputError(path, [Problem(message, line=line, column=1)]) from error


@contextmanager
def _workbook(content: bytes, path: Path) -> Iterator[tuple[RowSource, ...]]:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise MissingProgramError("openpyxl（pip install gkdoc[xlsx]）", "读取 .xlsx") from None

    formulas = _assert_workbook(content, path)
    with ExitStack() as opened, warnings.catch_warnings():
        # Data validation and the like are not read, and need not be.
        warnings.simplefilter("ignore", UserWarning)

        def load(**options: bool) -> Any:  # noqa: ANN401 - openpyxl
            try:
                book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, **options)
            except _DAMAGED as error:
                raise _damaged(path, f"这个工作簿已损坏，读不出来（{error}）") from error
            opened.callback(book.close)
            return book

        results = load(data_only=True)
        written = load() if formulas else None
        epoch = EPOCH_1904 if results.epoch.year == EPOCH_1904.year else EPOCH_1900
        yield tuple(
            RowSource(
                sheet.title,
                partial(_cells, sheet, written[sheet.title] if written else None, path),
                epoch,
            )
            for sheet in results.worksheets
        )


def _damaged(path: Path, message: str) -> InputError:
    return InputError(path, [Problem(message)])


def _assert_workbook(content: bytes, path: Path) -> bool:
    """True if a sheet has formulas; InputError if this is no workbook or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if "xl/workbook.xml" not in names:
                message = "这个文件不是 Excel 工作簿（.xlsx），也不是 CSV"
                raise InputError(path, [Problem(message)])
            if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
                raise InputError(path, [Problem("工作簿解开以后太大，不像是一本台账")])
            return any(
                _has_formula(package, name) for name in names if name.startswith("xl/worksheets/")
            )
    except _DAMAGED as error:
        raise _damaged(path, f"这个工作簿已损坏，读不出来（{error}）") from error


def _has_formula(package: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with package.open(name) as part:
        while piece := part.read(1 << 20):
            if re.search(rb"<f[ >/]", tail + piece):
                return True
            tail = piece[-2:]
    return False


def _cells(sheet: Any, written: Any | None, path: Path) -> Iterator[Row]:  # noqa: ANN401 - openpyxl
    # Some programs write a wrong size of the sheet, and then rows would be left out.
    sheet.reset_dimensions()
    try:
        if written is None:
            yield from sheet.iter_rows(values_only=True)
            return
        written.reset_dimensions()
        pairs = zip(
            sheet.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=True
        )
        for results, formulas in pairs:
            yield [
                NO_RESULT if result is None and _is_formula(formula) else result
                for result, formula in zip(results, formulas, strict=True)
            ]
    except _DAMAGED as error:
        raise _damaged(path, f"工作表“{sheet.title}”已损坏，读不出来（{error}）") from error


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")
