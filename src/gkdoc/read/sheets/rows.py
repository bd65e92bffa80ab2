"""The rows of a sheet or of a CSV file, whatever they come from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias
from unicodedata import normalize

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.read.sheets.dates import EPOCH_1900, Unreadable

Row: TypeAlias = Sequence[object]
"""The cells of a row; None where one is empty."""

NO_RESULT: Final = Unreadable("", _("公式没有算出的结果，请用 Excel 或 WPS 打开保存一次"))
"""What stands for a formula whose result is not in the file."""

JOINED: Final = Unreadable("", _("单元格与上面一行的合并了，请取消合并，逐行填写"))
"""What stands for a cell that is merged with the one above: it is empty, but does not look so."""


@frozen
class RowSource:
    """One sheet, or a CSV file; `rows()` reads it from its first row.

    `name` is that of the sheet, empty for a CSV file. `epoch` is the day from which its serial
    numbers count. `said` tells how the file was read where that is not a matter of course.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    epoch: datetime.date = EPOCH_1900
    said: tuple[Message, ...] = ()


def letters_of(text: str) -> str:
    """The letters and digits of a header or a word, whatever their width: they are compared."""
    return "".join(sign for sign in normalize("NFKC", text) if sign.isalnum())
