"""Whose report a document is, and for which year: as its title says, else as its text does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from attrs import evolve, frozen

from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Signature
from gkdoc.spec import edition_for, editions, newest, report_years
from gkdoc.text.numerals import year_from_chinese

# Titles as they are published too: 2023年度…, the year first, without 工作, letters exchanged.
_YEAR: Final = "(?P<year>[0-9]{4}|[二][〇○零][〇○零一二三四五六七八九]{2})年度?"
_END: Final = (
    "的?(?:政府信息公开|政务公开)(?:工作)?(?:情况)?的?"
    "(?:(?:工作)?(?:年度)?(?:工作)?(?:情况)?报告|工作?年度告报|工作告年度报|工作年度报)"
)
_OTHER_TITLES: Final = (
    re.compile(f"(?P<agency>.+?)(?:关于)?{_YEAR}{_END}"),
    re.compile(f"{_YEAR}(?P<agency>.+?){_END}"),
)
_TITLE_END: Final = re.compile(f"(?:{_YEAR})?.*?{_END}")
_FULL_WIDTH: Final = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_PERIOD: Final = re.compile(
    r"([0-9]{4})\s*年\s*1\s*月\s*1\s*日.{0,4}?[至到—\-–~～]\s*(?:\1\s*年)?\s*12\s*月\s*31\s*日"
)
_YEAR_IN_TEXT: Final = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年")
_COMPILER: Final = re.compile(
    "(?:本(?:年度)?报告由|现由)([^，。；（(]{2,30}?)(?:编制|发布|负责编制|根据)"
)

UNKNOWN_AGENCY: Final = _("（未写明机关）")
"""What stands for the agency of a document that names none."""


@frozen
class Identity:
    """Whose report it is, for which year, and its title if that is not the usual one."""

    agency: str
    year: int
    title: str | None


def identity_of(title: str, built: SeenReport | None = None) -> Identity | None:
    """Whose report bears this title, in one line; None if nothing says so.

    `built` is the report that the file carries: it decides where its title is the one shown, and
    where the one shown names nobody. Otherwise the title does; one that is not the usual one is
    kept as it stands.
    """
    if built is not None and built.full_title.replace("\n", "") == title:
        return Identity(built.agency, built.year, built.title)
    for usual, pattern in _usual_titles().items():
        named = _named_by(pattern, title)
        if named is not None and edition_for(named.year).title == usual:
            return named
    if built is not None:
        return Identity(built.agency, built.year, title)
    plain = "".join(title.split()).translate(_FULL_WIDTH).strip("《》")
    for pattern in _OTHER_TITLES:
        other = _named_by(pattern, plain)
        if other is not None:
            return evolve(other, title=title)
    return None


@cache
def _usual_titles() -> Mapping[str, re.Pattern[str]]:
    """How the forms title a report, each with what recognises such a title."""
    return {
        each.title: re.compile(
            re.escape(each.title)
            .replace(re.escape("{agency}"), "(?P<agency>.+)")
            .replace(re.escape("{year}"), "(?P<year>[0-9]{4})")
        )
        for each in editions()
    }


def is_title_end(text: str) -> bool:
    """True if `text`, without blanks, may be the last line of a title."""
    return _TITLE_END.fullmatch(text.translate(_FULL_WIDTH).strip("《》")) is not None


def identity_in(title: str, words: str, signature: Signature | None) -> Identity | None:
    """Whose report it is as its words say, where its title does not; None without a year.

    The year is that of the period reported on, else the one before the signature, else the one most
    often named. The agency is the one that signs, or that the text names as having written it.
    """
    year = _year_by(_YEAR_IN_TEXT, title.translate(_FULL_WIDTH)) or _year_by(_PERIOD, words)
    if year is None and signature is not None:
        year = signature.date.year - 1
    if year is None:
        named = Counter(_YEAR_IN_TEXT.findall(words)).most_common(2)
        certain = bool(named) and (len(named) == 1 or named[0][1] > named[1][1])
        year = int(named[0][0]) if certain else None
    if year is None or year not in report_years():
        return None
    compiler = _COMPILER.search(words)
    agency = signature.agency if signature else compiler[1] if compiler else UNKNOWN_AGENCY
    return Identity(agency.strip(), year, title or None)


def no_identity(title: str) -> Message:
    """The problem of a title that names nobody."""
    expected = newest().title.format(agency=_("机关"), year=_("年份"))
    if not title:
        return _("没有找到标题，应为“{expected}”", expected=expected)
    return _("标题“{title}”中看不出机关和年度，应为“{expected}”", title=title, expected=expected)


def _year_by(pattern: re.Pattern[str], words: str) -> int | None:
    found = pattern.search(words)
    return int(found[1]) if found is not None else None


def _named_by(pattern: re.Pattern[str], title: str) -> Identity | None:
    found = pattern.fullmatch(title)
    if found is None:
        return None
    written = found["year"]
    year = int(written) if written.isdecimal() else year_from_chinese(written)
    if year not in report_years():
        return None
    return Identity(found["agency"], year, None)
