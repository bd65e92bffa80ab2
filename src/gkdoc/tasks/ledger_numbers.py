"""The numbers of applications: which are the same, what is wrong with one, the year in it."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

from gkdoc.messages import _
from gkdoc.read.notes import quoted

_ROUNDED: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+")
_YEAR: Final = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_YEAR_BEFORE_MORE: Final = re.compile(r"(?<![0-9])20[0-9]{2}")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_SIGNS: Final = re.compile(r"[\W_]+")


def same_number(number: str) -> str:
    """What is compared of a number: 〔2024〕001号 is [2024] 1号, whatever cannot be seen in it."""
    seen = "".join(sign for sign in normalize("NFKC", number) if category(sign)[0] != "C")
    return _ZEROS.sub("", _SIGNS.sub("-", "".join(seen.split())).strip("-")).casefold()


def fault_of(number: str) -> str:
    """Why a number does not tell an application from others; empty if it does."""
    if _ROUNDED.fullmatch(number):
        return _(
            "申请编号{number}是科学计数法，后面的数字已经丢了，请设为文本重新填写",
            number=quoted(number),
        )
    if not any(sign.isnumeric() for sign in number):
        return _("申请编号{number}里没有数字，认不出是哪一件", number=quoted(number))
    return ""


def names_year(number: str) -> bool:
    """True if the number begins with a year, so that it is not given anew in the next one."""
    return _YEAR_BEFORE_MORE.search(number) is not None


def year_of(number: str) -> int | None:
    """The year that stands in the number by itself; None without one, and with several."""
    years = set(_YEAR.findall(number))
    return int(years.pop()) if len(years) == 1 else None
