"""What is wrong with values that a program gives to a class, and what to write in their place."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.model.values import (
    EXPECTED,
    LIMIT,
    MOST_DIGITS,
    Absent,
    Text,
    decimals,
    whole_digits,
)
from gkdoc.spec import Kind, newest, report_years
from gkdoc.text.control import refusal, refusal_of_line

LONGEST_AGENCY: Final = 100
"""The most characters in the name of an agency: what the lines of a title page can hold."""

_LONGEST_SHOWN: Final = 40
_MOST_NAMES: Final = 3
_UNLIKE_A_NUMBER: Final = _("没有发生的写 0，印成空白的写 BLANK")


def refuse(problems: Iterable[Problem]) -> None:
    """InputError with all of the problems; nothing where there are none."""
    if found := list(dict.fromkeys(problems)):
        raise InputError(None, found)


def shown(value: object) -> Message:
    """The value as a program writes it, cut short, with its type; the type alone of the rest."""
    name = type(value).__name__
    if value is None or isinstance(value, bool):
        return _("“{excerpt}”", excerpt=repr(value))
    if isinstance(value, str | float | Decimal | datetime.date) or _is_small(value):
        words = repr(value)[1:-1] if isinstance(value, str) else str(value)
        cut = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
        return _("“{value}”（{type}）", value=cut, type=name)
    return _("一个 {type}", type=name)


def not_that(written: str, value: object) -> Message:
    """The message for a value in whose place something is to be `written`."""
    return _("应写 {written}，却是{found}", written=written, found=shown(value))


def nearest(name: object, names: Collection[str], usual: Collection[str] = ()) -> Listed:
    """Of `names` those most like `name`, at most three; the `usual` ones where none is like it."""
    like = get_close_matches(name, names, _MOST_NAMES) if isinstance(name, str) else []
    return Listed("、", like or usual or names)


def figure_problems(value: object, kind: Kind, path: str) -> Iterator[Problem]:
    """What keeps the value from a cell of this kind.

    What a document may show is none of it: texts, blanks, negative numbers, half a case.
    """
    if type(value) is int:
        if not -LIMIT < value < LIMIT:
            yield Problem(_too_long(), path)
    elif isinstance(value, Decimal):
        if not value.is_finite():
            yield Problem(_no_figure(value, kind, _UNLIKE_A_NUMBER), path)
        elif whole_digits(value) > MOST_DIGITS or decimals(value) > MOST_DIGITS:
            yield Problem(_too_long(), path)
    elif isinstance(value, Text):
        yield from control_problems(value.text, path)
    elif not isinstance(value, Absent):
        yield Problem(_no_figure(value, kind, _figure_meant(value, kind)), path)


def line_problems(value: object, path: str, longest: int | None = None) -> Iterator[Problem]:
    """What keeps the value from being words on one line, at most `longest` characters of them."""
    if not isinstance(value, str):
        yield Problem(_("应是文字，却是{found}", found=shown(value)), path)
    elif not value.strip():
        yield Problem(_("这里应填文字，不能是空的"), path)
    elif longest is not None and len(value) > longest:
        yield Problem(too_long_line(len(value), longest), path)
    elif reason := refusal_of_line(value):
        yield Problem(reason, path)


def is_year(value: object) -> bool:
    """True for a year that a report can be about."""
    return type(value) is int and value in report_years()


def year_problems(value: object, path: str) -> Iterator[Problem]:
    """What keeps the value from being a year that a report can be about."""
    years = report_years()
    if type(value) is int and value not in years:
        message = _(
            "年度应在 {first_year} 到 {last_year} 之间，却是 {text}",
            first_year=years[0],
            last_year=years[-1],
            text=value if _is_small(value) else "…",
        )
        yield Problem(message, path)
    elif type(value) is not int:
        message = _(
            "年度应是整数，如 {year}，却是{found}", year=newest().first_year, found=shown(value)
        )
        yield Problem(message, path)


def words_problems(value: object, path: str) -> Iterator[Problem]:
    """What keeps the value from being words on one line or more."""
    if isinstance(value, str) and value.strip():
        for line in filter(str.strip, value.split("\n")):
            yield from line_problems(line, path)
    else:
        yield from line_problems(value, path)


def control_problems(value: object, path: str) -> Iterator[Problem]:
    """What keeps the value from being words that a document can hold."""
    if not isinstance(value, str):
        yield Problem(_("应是文字，却是{found}", found=shown(value)), path)
    elif reason := refusal(value):
        yield Problem(reason, path)


def choice_problems(
    value: object, names: Mapping[str, Collection[str]], part: str, path: str
) -> Iterator[Problem]:
    """What keeps the value from being one of the names for `part`, or None.

    `names` has those of each part, so that a value in the place of another part is seen.
    """
    if value is None or (isinstance(value, str) and value in names[part]):
        return
    listed = Listed("、", names[part])
    message = _("这里应写 {listed} 之一，却是{what}", listed=listed, what=shown(value))
    other = next((key for key in names if isinstance(value, str) and value in names[key]), None)
    if other is not None:
        written = f'{other}="{value}"'
        message = _("{message}；它应写成 {written}", message=message, written=written)
    yield Problem(message, f"{path}.{part}")


def date_problems(value: object, path: str) -> Iterator[Problem]:
    """What keeps the value from being a day."""
    if not isinstance(value, datetime.date):
        message = _(
            "日期应是 datetime.date，如 datetime.date(2024, 1, 15)，却是{found}", found=shown(value)
        )
        yield Problem(message, path)
    elif isinstance(value, datetime.datetime):
        yield Problem(_("日期不带时刻，却是{found}；写 .date()", found=shown(value)), path)


def too_long_line(count: int, longest: int) -> Message:
    """The message for a line with so many characters."""
    return _("最多 {longest} 个字，现有 {count} 个", longest=longest, count=count)


def _too_long() -> Message:
    return _("数字太长，最多 {most} 位", most=MOST_DIGITS)


def _no_figure(value: object, kind: Kind, remedy: Message) -> Message:
    return _(
        "{expected}，却是{found}；{remedy}",
        expected=EXPECTED[kind],
        found=shown(value),
        remedy=remedy,
    )


def _figure_meant(value: object, kind: Kind) -> Message:
    """What to write for a value that is no figure."""
    if isinstance(value, bool):
        return _("写数字，如 {value}", value=int(value))
    if isinstance(value, float) and math.isfinite(value):
        if value.is_integer():
            return _("写 {value}", value=int(value)) if abs(value) < LIMIT else _too_long()
        if kind is Kind.DECIMAL:
            return _('写 Decimal("{value}")', value=repr(value))
        return _("件数没有小数")
    if isinstance(value, str):
        if value.isascii() and value.isdigit():
            return _("去掉引号")
        return _("照原样印的文字写 Text({value})", value=repr(value)[:_LONGEST_SHOWN])
    if value is None or isinstance(value, float):
        return _UNLIKE_A_NUMBER
    return _("用 int() 或 Decimal() 换成数字")


def _is_small(value: object) -> bool:
    return type(value) is int and -LIMIT < value < LIMIT
