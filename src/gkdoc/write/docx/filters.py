"""The filters that tags may use: another way to print the same value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self

from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.ooxml.template.segments import FilterFunction
from gkdoc.text.numerals import to_chinese, year_to_chinese


class DateText(str):
    """A date as official papers write it, which the filter `date` can write in another way."""

    __slots__ = ("value",)

    value: date

    def __new__(cls, text: str, value: date) -> Self:
        """The text of a date that remembers the date."""
        made = super().__new__(cls, text)
        made.value = value
        return made


def as_date(value: object, pattern: str = "y年M月d日") -> str:
    """`value` by a pattern of Unicode's date formats; UsageError for what is no date."""
    from babel.dates import format_date

    if not isinstance(value, DateText):
        raise UsageError(_("过滤器 date 只能用在日期上（signature.date）"))
    return format_date(value.value, pattern, locale="zh_Hans_CN")


def as_chinese(value: object) -> str:
    """`value` in Chinese numerals: a year of four digits sign by sign, another number counted."""
    text = str(value)
    if not text.isdecimal():
        raise UsageError(_("过滤器 chinese 只能用在整数上，这里是“{text}”", text=text))
    return year_to_chinese(int(text)) if len(text) == 4 else to_chinese(int(text))


FILTERS: Final[Mapping[str, FilterFunction]] = {"date": as_date, "chinese": as_chinese}
"""The filters by the names under which tags use them."""
