"""A workbook opened with limits: what is no workbook, or too much of one, is refused in words."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gkdoc.archive import BrokenArchive, inflate, is_harmless
from gkdoc.errors import InputError, MissingProgramError, Problem
from gkdoc.messages import Listed, Message, _

if TYPE_CHECKING:
    from openpyxl import Workbook

_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0"
_LARGEST_PART: Final = 16 * 2**20
_LARGEST_WORKBOOK: Final = 48 * 2**20
_MOST_SHEETS: Final = 60
_MOST_TAGS: Final = 100_000
_MOST_MERGED: Final = 100_000
# openpyxl makes an object of each cell of a merged range.
_MERGED: Final = re.compile(
    rb"mergeCell [^>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']"
)
_CONTENTS: Final = "xl/workbook.xml"


def open_workbook(content: bytes, source: Path | str | None) -> Workbook:
    """The workbook in the bytes, its formulas as formulas; InputError if it cannot be opened.

    MissingProgramError without openpyxl.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingProgramError.package("openpyxl", _("读取工作簿")) from error
    refused = _why_not(content)
    if refused:
        raise InputError(source, [Problem(refused)])
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out (pictures, newer kinds of formats): nothing is
            # written with it here.
            warnings.simplefilter("ignore")
            opened = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:
        # openpyxl takes parts at their word: a broken one ends in any kind of exception.
        reason = _("工作簿的内容不完整或者已损坏（{name}），请重新保存", name=type(error).__name__)
        raise InputError(source, [Problem(reason)]) from error
    if len(opened.sheetnames) > _MOST_SHEETS:
        reason = _("有 {count} 个工作表，不是填报表", count=len(opened.sheetnames))
        raise InputError(source, [Problem(reason)])
    return opened


def _why_not(content: bytes) -> Message | None:
    """Why the bytes are not opened as a workbook; None if they are."""
    if content.startswith(_COMPOUND_FILE):
        return _("这是旧格式（.xls、.et）或者加了密码的工作簿，请另存为不加密的 .xlsx")
    try:
        parts = inflate(content)
    except BrokenArchive as error:
        return Listed("：", filter(None, (error.entry, error.reason)))
    if _CONTENTS not in parts:
        return _("这个文件不是工作簿（.xlsx）")
    if sum(map(len, parts.values())) > _LARGEST_WORKBOOK:
        return _("内容超过 {value} MiB，不是填报表", value=_LARGEST_WORKBOOK // 2**20)
    for name, part in parts.items():
        if len(part) > _LARGEST_PART:
            return _("{name} 超过 {value} MiB，不是填报表", name=name, value=_LARGEST_PART // 2**20)
        if name.endswith((".xml", ".rels")) and not is_harmless(part):
            return _("{name} 含有 DOCTYPE 声明或者不是 UTF-8，不予打开", name=name)
        if part.count(b"<") > _MOST_TAGS or _merged_cells(part) > _MOST_MERGED:
            return _("{name} 的内容过多，不是填报表", name=name)
    return None


def _merged_cells(part: bytes) -> int:
    """How many cells the merged ranges of a sheet cover."""
    from openpyxl.worksheet.cell_range import CellRange

    covered = 0
    for merged in _MERGED.findall(part):
        # One that is no range is openpyxl's to refuse.
        with suppress(ValueError):
            size = CellRange(merged.decode()).size
            covered += size["columns"] * size["rows"]
    return covered
