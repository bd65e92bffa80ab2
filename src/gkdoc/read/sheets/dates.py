"""Days in a register: as a spreadsheet keeps them, and as people type them."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Final, TypeAlias
from unicodedata import normalize

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.read.data.figures import PLACEHOLDERS

_NOT_A_DATE: Final = _("不是日期")


@frozen
class Unreadable:
    """The text that stands where a date belongs and is none, and why."""

    text: str
    reason: Message = _NOT_A_DATE


Day: TypeAlias = datetime.date | Unreadable | None
"""A day, None for an empty cell, or what cannot be read as one."""

BLANK_WORDS: Final = frozenset({"", *PLACEHOLDERS, "--", "——", "暂无"})
"""What is written into a cell to say that there is nothing to write."""

_NO_DAY: Final = 10**9

EPOCH_1900: Final = datetime.date(1899, 12, 30)
EPOCH_1904: Final = datetime.date(1904, 1, 1)

# The serial numbers of 1982 and 2119: a number outside is no date of an application.
_SERIALS: Final = range(30000, 80000)
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_TIME: Final = (
    r"(?:[T ]*(?:上午|下午|晚上|[AaPp][Mm])?[ ]*[0-9]{1,2}[:时点][0-9]{0,2}(?:[:分][0-9]{0,2})?"
    r"(?:\.[0-9]+)?秒?[ ]*(?:[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DATE: Final = re.compile(
    r"([0-9]{4})(?:(?P<sign>[-/.])([0-9]{1,2})(?P=sign)([0-9]{1,2})"
    r"|[ ]*年[ ]*([0-9]{1,2})[ ]*月[ ]*([0-9]{1,2})[ ]*[日号]"
    r"|(?=[0-9]{4}(?:[T ]|$))([0-9]{2})([0-9]{2}))" + _TIME
)


def day_of(value: object, epoch: datetime.date = EPOCH_1900) -> Day:
    """The day that a cell holds; its time of day does not matter.

    `epoch` is the day from which the workbook counts its serial numbers.
    """
    match value:
        case None:
            return None
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case bool():
            return Unreadable(str(value))
        case int() | float():
            # No day has such a number; the largest have no decimal form either.
            if not abs(value) < _NO_DAY:
                return Unreadable(f"{str(value)[:20]}……")
            return _day_in(f"{value:.6f}".rstrip("0").rstrip("."), epoch)
        case Unreadable():
            return value
    return _day_in(str(value), epoch)


@lru_cache(maxsize=65536)
def _day_in(text: str, epoch: datetime.date) -> Day:
    plain = normalize("NFKC", text).strip()
    if text.strip() in BLANK_WORDS or plain in BLANK_WORDS:
        return None
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _SERIALS:
        return epoch + datetime.timedelta(days=int(serial[1]))
    found = _DATE.fullmatch(plain)
    if not found:
        return Unreadable(text.strip())
    year, month, day = (int(part) for part in found.groups() if part and part.isdecimal())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return Unreadable(text.strip(), _("没有这一天"))
