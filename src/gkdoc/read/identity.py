"""Whose report a document is, and for which year, as its title says."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve, frozen

from gkdoc.model import FIRST_YEAR, LAST_YEAR, Report
from gkdoc.spec import EDITIONS, form

_PATTERN: Final = form(EDITIONS[0]).title
_USUAL_TITLE: Final = re.compile(
    re.escape(_PATTERN)
    .replace(re.escape("{agency}"), "(?P<agency>.+)")
    .replace(re.escape("{year}"), "(?P<year>[0-9]{4})")
)
# Titles as they are published too: 2023年度…, without 工作, without the second 年度.
_OTHER_TITLE: Final = re.compile(
    "(?P<agency>.+)(?P<year>[0-9]{4})年度?政府信息公开(?:工作)?(?:年度)?报告"
)


@frozen
class Identity:
    """Whose report it is, for which year, and its title if that is not the usual one."""

    agency: str
    year: int
    title: str | None


def identity_of(title: str, built: Report | None = None) -> Identity | None:
    """Whose report bears this title, in one line; None if nothing says so.

    `built` is the report that the file carries: it decides where its title is the one shown, and
    where the one shown names nobody. Otherwise the title does; one that is not the usual one is
    kept as it stands.
    """
    if built is not None and built.full_title.replace("\n", "") == title:
        return Identity(built.agency, built.year, built.title)
    usual = _named_by(_USUAL_TITLE, title)
    if usual is not None:
        return usual
    if built is not None:
        return Identity(built.agency, built.year, title)
    other = _named_by(_OTHER_TITLE, title)
    return evolve(other, title=title) if other is not None else None


def no_identity(title: str) -> str:
    """What is wrong with a title that names nobody."""
    expected = _PATTERN.format(agency="机关", year="年份")
    if not title:
        return f"没有找到标题，应为“{expected}”"
    return f"标题“{title}”中看不出机关和年度，应为“{expected}”"


def _named_by(pattern: re.Pattern[str], title: str) -> Identity | None:
    found = pattern.fullmatch(title)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    return Identity(found["agency"], int(found["year"]), None)
