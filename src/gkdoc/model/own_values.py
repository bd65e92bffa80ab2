"""Names and values of 自有栏目, one at a time: what may stand there, and in which words.

Readers of files and the class itself ask here, so that both refuse the same in the same words.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from gkdoc.errors import Refusal
from gkdoc.messages import Message, _
from gkdoc.model.values import Number, printed
from gkdoc.spec import envelope, field_labels
from gkdoc.text.control import refusal

LONGEST_NAME: Final = 40
"""The most signs of a name."""

LONGEST_TEXT: Final = 2_000
"""The most signs of a text."""

MOST_FIELDS: Final = 100
"""The most fields of a report."""

NUMBER: Final = r"(?!-0$)-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?"
"""A number as it is written."""

DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""A date as it is written."""

_LARGEST: Final = 10**18
_MOST_DIGITS: Final = _("小数点前后各最多 18 位数字")


def is_name(name: str) -> bool:
    """True if a field may have the name, or it is a reserved one."""
    # No name begins with a stroke: that is where the inside of Python's objects begins.
    return (
        len(name) <= LONGEST_NAME
        and name.isidentifier()
        and not name.startswith("_")
        and all(sign == "_" or sign.isalpha() or sign.isdecimal() for sign in name)
    )


def checked_name(written: str) -> str:
    """The name of a field, composed (NFC); Refusal says what is wrong with it."""
    name = normalize("NFC", written)
    if not is_name(name):
        raise Refusal(
            _(
                "自有栏目的名称由文字、数字和 _ 组成，以文字开头，最多 {longest} 个字",
                longest=LONGEST_NAME,
            )
        )
    for reserved in envelope("fields"):
        if name in reserved.labels():
            raise Refusal(_("“{label}”是保留的名称，应写 {key}", label=name, key=reserved.key))
    return name


def text_of(written: str) -> str:
    """The words of a text field, white space around lines and blank lines left out.

    Refusal says what is wrong with it.
    """
    if "\t" in written:
        raise Refusal(_("这里不能用 Tab"))
    if reason := refusal(written):
        raise Refusal(reason)
    text = "\n".join(words for line in written.split("\n") if (words := line.strip()))
    if not text:
        raise Refusal(_("自有栏目不能是空的；没有内容的，这一项不写"))
    if len(text) > LONGEST_TEXT:
        message = _(
            "自有栏目最多 {longest} 个字，这里有 {count} 个", longest=LONGEST_TEXT, count=len(text)
        )
        raise Refusal(message)
    return text


def line_of(written: str) -> str:
    """The same in one line; Refusal says what is wrong with it."""
    text = text_of(written)
    if "\n" in text:
        raise Refusal(_("这里只能写一行文字"))
    return text


def number_of(text: str) -> Number | None:
    """The number that is printed as `text`, digit by digit; None if there is none."""
    if not re.fullmatch(NUMBER, text):
        return None
    return Decimal(text) if "." in text else int(text)


def date_of(text: str) -> datetime.date | None:
    """The date that `text` is as JSON writes it; None for other words, Refusal for no such day."""
    if not re.fullmatch(DATE, text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Refusal(_("没有 {text} 这一天", text=text)) from None


def date_words(date: datetime.date) -> Message:
    """The date as official papers write it: 2024年1月5日, no leading zeros (GB/T 9704, 7.3.5)."""
    return _("{year}年{month}月{day}日", year=date.year, month=date.month, day=date.day)


def checked_value(value: object) -> str | Number | datetime.date:
    """A text, number or date that comes from Python; Refusal says what is wrong with it."""
    match value:
        case str():
            text = text_of(value)
            if date_of(text) is not None:
                raise Refusal(_("日期应是 datetime.date，却是文字 {text}", text=text))
            return text
        case datetime.date() if not isinstance(value, datetime.datetime):
            return value
        case int() | Decimal() if not isinstance(value, bool):
            return _checked_number(value)
    what, hint = type(value).__name__, _hint(value)
    raise Refusal(_("应是文字、数字、日期或图片，却是 {what}{hint}", what=what, hint=hint))


def _checked_number(value: int | Decimal) -> Number:
    if isinstance(value, Decimal) and not value.is_finite():
        raise Refusal(_("{value} 不是一个数", value=str(value)))
    # Before it is printed: 1E+999999 has a million digits.
    small = -_LARGEST < value < _LARGEST
    number = number_of(printed(value)) if small else None
    if number is None:
        raise Refusal(_MOST_DIGITS)
    return number


def _hint(value: object) -> Message | str:
    match value:
        case float():
            return _("；请用 Decimal，写几位就印几位")
        case datetime.datetime():
            return _("；请用 datetime.date")
        case None:
            return _("；没有内容的，这一项不写")
    return ""


def field_label(name: str) -> str:
    """How a field is called: 自有栏目 · 联系人; a label of the page: 自有栏目 · 站点 · 名称."""
    first, _dot, second = name.partition(".")
    labels = {**field_labels("fields"), **field_labels(first)} if second else {}
    steps = [labels.get(step, step) for step in (first, second) if step]
    return " · ".join((field_labels("report")["fields"], *steps))
