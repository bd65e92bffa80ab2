"""The rows of the sheets of a workbook, one after another, as they are asked for."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from gkdoc.archive import is_harmless
from gkdoc.errors import InputError, MissingProgramError, Problem
from gkdoc.messages import _
from gkdoc.read.sheets.dates import EPOCH_1900, EPOCH_1904
from gkdoc.read.sheets.rows import JOINED, NO_RESULT, Row, RowSource
from gkdoc.read.sheets.sheet_marks import Joined, Marks, marks_of

_LARGEST_UNPACKED: Final = 2 * 1024 * 1024 * 1024
_UNSUSPICIOUS: Final = 4 * 1024 * 1024
_MOST_SWOLLEN: Final = 100
"""How many bytes of a part one byte may become; those of a register are below 40."""
_BEGINNING: Final = 64 * 1024
_LAST_ROW: Final = 1_048_576
_MOST_CELLS: Final = 20_000_000
_SHEETS: Final = "xl/worksheets/"
# What openpyxl calls a cell with a formula whose result is a text: the type as the file has it.
_TEXT_OF_FORMULA: Final = "str"
# What openpyxl and zipfile raise for a workbook that is none inside. A SyntaxError is one of XML.
_DAMAGED: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError),
)


@contextmanager
def workbook_sources(content: bytes, path: Path) -> Iterator[tuple[RowSource, ...]]:
    """The sheets of the workbook in the bytes; InputError if it cannot be read.

    MissingProgramError if openpyxl is not installed.
    """
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise MissingProgramError.package("openpyxl", _("读取 .xlsx")) from None

    marks = _marks(content, path)
    with ExitStack() as opened, warnings.catch_warnings():
        # Data validation and the like are not read, and need not be.
        warnings.simplefilter("ignore", UserWarning)

        def load(**options: bool) -> Any:  # noqa: ANN401 - openpyxl
            try:
                book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, **options)
            except _DAMAGED as error:
                raise _damaged(path, error) from error
            opened.callback(book.close)
            return book

        results = load(data_only=True)
        written = load() if any(each.formulas for each in marks.values()) else None
        epoch = EPOCH_1904 if results.epoch.year == EPOCH_1904.year else EPOCH_1900
        yield tuple(
            _source(sheet, written, marks.get(_part_of(sheet), Marks()), epoch, path)
            for sheet in results.worksheets
        )


def _source(
    sheet: Any,  # noqa: ANN401 - openpyxl
    written: Any | None,  # noqa: ANN401 - openpyxl
    marks: Marks,
    epoch: datetime.date,
    path: Path,
) -> RowSource:
    formulas = written[sheet.title] if written is not None and marks.formulas else None

    def rows() -> Iterator[Row]:
        found = _limited(_cells(sheet, formulas, path), sheet.title, path)
        return _with_joined(found, marks.joined) if marks.joined else found

    hidden = marks.hidden_rows
    said = _("有 {hidden_rows} 行是隐藏的，也照样读取", hidden_rows=hidden)
    return RowSource(sheet.title, rows, epoch, (said,) if hidden else ())


def _part_of(sheet: Any) -> str:  # noqa: ANN401 - openpyxl
    """The name of the part that the sheet is read from."""
    # openpyxl shows it nowhere else.
    return str(sheet._worksheet_path)  # noqa: SLF001


def _damaged(path: Path, error: Exception) -> InputError:
    message = _("这个工作簿已损坏，读不出来（{error}）", error=str(error))
    return InputError(path, [Problem(message)])


def _marks(content: bytes, path: Path) -> Mapping[str, Marks]:
    """The marks of each sheet, by the name of its part.

    InputError if this is no workbook or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if "xl/workbook.xml" not in names:
                message = _("这个文件不是 Excel 工作簿（.xlsx），也不是 CSV")
                raise InputError(path, [Problem(message)])
            if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
                raise InputError(path, [Problem(_("工作簿解开以后太大，不像是一本台账"))])
            # All texts of a workbook are read before its first row is, blanks are kept as well.
            if any(_is_swollen(part) for part in package.infolist()):
                raise InputError(path, [Problem(_("工作簿里的内容大量重复，不像是一本台账"))])
            for name in names:
                if name.endswith((".xml", ".rels")) and not _begins_harmlessly(package, name):
                    reason = _("{name} 含有 DOCTYPE 声明或者不是 UTF-8，不予打开", name=name)
                    raise InputError(path, [Problem(reason)])
            return {name: marks_of(package, name) for name in names if name.startswith(_SHEETS)}
    except _DAMAGED as error:
        raise _damaged(path, error) from error


def _begins_harmlessly(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        return is_harmless(part.read(_BEGINNING))


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_UNSUSPICIOUS, _MOST_SWOLLEN * part.compress_size)


def _cells(sheet: Any, written: Any | None, path: Path) -> Iterator[Row]:  # noqa: ANN401 - openpyxl
    # Some programs write a wrong size of the sheet, and then rows would be left out.
    sheet.reset_dimensions()
    try:
        if written is None:
            yield from sheet.iter_rows(values_only=True)
            return
        written.reset_dimensions()
        pairs = zip(sheet.iter_rows(), written.iter_rows(values_only=True), strict=True)
        for results, formulas in pairs:
            yield [
                NO_RESULT if _has_no_result(result) and _is_formula(formula) else result.value
                for result, formula in zip(results, formulas, strict=True)
            ]
    except _DAMAGED as error:
        title, said = sheet.title, str(error)
        message = _("工作表“{title}”已损坏，读不出来（{error}）", title=title, error=said)
        raise InputError(path, [Problem(message)]) from error


def _limited(rows: Iterator[Row], title: str, path: Path) -> Iterator[Row]:
    """The rows; InputError where they come to more than a register holds.

    Two cells far apart stand for all that lie between them.
    """
    cells = 0
    for number, row in enumerate(rows, start=1):
        cells += len(row)
        if number > _LAST_ROW or cells > _MOST_CELLS:
            message = _(
                "工作表“{title}”到第 {number} 行已有 {cells} 格，不像是一本台账",
                title=title,
                number=number,
                cells=cells,
            )
            raise InputError(path, [Problem(message)])
        yield row


def _has_no_result(cell: Any) -> bool:  # noqa: ANN401 - openpyxl
    """True for an empty cell, but not where an empty text is the result of its formula."""
    return cell.value is None and cell.data_type != _TEXT_OF_FORMULA


def _is_formula(value: object) -> bool:
    """True for a formula; those of several cells come as objects of their own."""
    return value is not None and (
        value.startswith("=") if isinstance(value, str) else hasattr(value, "ref")
    )


def _with_joined(rows: Iterator[Row], joined: Sequence[Joined]) -> Iterator[Row]:
    """The rows with a mark in each cell that is merged with the one above it."""
    waiting = deque(joined)
    open_now: list[Joined] = []
    for number, row in enumerate(rows, start=1):
        while waiting and waiting[0].first_row <= number:
            open_now.append(waiting.popleft())
        open_now = [each for each in open_now if each.last_row >= number]
        if not open_now:
            yield row
            continue
        cells = list(row)
        for each in open_now:
            cells += [None] * (each.last + 1 - len(cells))
            for place in range(each.first, each.last + 1):
                cells[place] = JOINED
        yield cells
