"""A Word file as a report: our own builds exactly, others by their labels and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.model import FIRST_YEAR, LAST_YEAR, Introduction, Report
from gkdoc.ooxml import carrier
from gkdoc.ooxml.package import BrokenPackage, read_package
from gkdoc.read.differences import differences
from gkdoc.read.docx.carried import carried_report
from gkdoc.read.docx.shown import Shown, read_shown
from gkdoc.read.reading import Reading
from gkdoc.spec import EDITIONS, form

__all__ = ["Shown", "read_docx", "read_shown"]

_USUAL_TITLE: Final = re.compile(
    re.escape(form(EDITIONS[0]).title)
    .replace(re.escape("{agency}"), "(?P<agency>.+)")
    .replace(re.escape("{year}"), "(?P<year>[0-9]{4})")
)
# Titles as they are published too: 2023年度…, without 工作, without the second 年度.
_OTHER_TITLE: Final = re.compile(
    "(?P<agency>.+)(?P<year>[0-9]{4})年度?政府信息公开(?:工作)?(?:年度)?报告"
)


@frozen
class _Identity:
    """Whose report it is, for which year, and its title if that is not the usual one."""

    agency: str
    year: int
    title: str | None


def read_docx(content: bytes, source: Path | str | None = None) -> Reading:
    """The report that the Word file shows; InputError if it shows none.

    What a document does not show is taken from what the file carries, if gkdoc built it: 机关性质,
    豁免, which of two editions that look the same, agency and year under an unusual title. Where
    the two differ, the reading holds what is shown, and a finding GK113 for each difference. A file
    that carries nothing gives a single finding GK114.
    """
    shown, built = _opened(content, source)
    identity = _identity(shown, built)
    if identity is None:
        raise InputError(source, [Problem(_no_title(shown), path="title")])
    report = shown.report(
        identity.agency,
        identity.year,
        identity.title,
        editions=built.editions if built is not None else {},
    )
    if built is not None:
        report = _with_what_is_not_shown(report, built)
    return Reading(report, (*shown.findings, *_changes(report, built, shown)), shown.locations)


def _opened(content: bytes, source: Path | str | None) -> tuple[Shown, Report | None]:
    """What the file shows, and the report that it carries."""
    try:
        package = read_package(content)
        shown = read_shown(package)
        tree = carrier.carried(package)
    except BrokenPackage as error:
        raise InputError(source, [error.problem]) from error
    return shown, carried_report(tree) if tree is not None else None


def _identity(shown: Shown, built: Report | None) -> _Identity | None:
    """Whose report it is: what is carried, if the title agrees; else what the title says.

    None if neither says anything.
    """
    if built is not None and built.full_title.replace("\n", "") == shown.title:
        return _Identity(built.agency, built.year, built.title)
    usual = _named_by(_USUAL_TITLE, shown.title)
    if usual is not None:
        return usual
    if built is not None:
        return _Identity(built.agency, built.year, shown.title)
    other = _named_by(_OTHER_TITLE, shown.title)
    return evolve(other, title=shown.title) if other is not None else None


def _named_by(pattern: re.Pattern[str], title: str) -> _Identity | None:
    found = pattern.fullmatch(title)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    return _Identity(found["agency"], int(found["year"]), None)


def _no_title(shown: Shown) -> str:
    expected = form(EDITIONS[0]).title.format(agency="机关", year="年份")
    if not shown.title:
        return f"没有找到标题，应为“{expected}”"
    return f"标题“{shown.title}”中看不出机关和年度，应为“{expected}”"


def _with_what_is_not_shown(report: Report, built: Report) -> Report:
    introduction = report.introduction
    if introduction is None and built.introduction == Introduction(()):
        introduction = built.introduction
    return evolve(report, organ=built.organ, waivers=built.waivers, introduction=introduction)


def _changes(report: Report, built: Report | None, shown: Shown) -> Iterator[Finding]:
    """What somebody changed in the file since it was built."""
    if built is None:
        yield Finding(
            rule="GK114",
            severity=Severity.INFORMATION,
            message="文件没有随附生成时的数字和文字，无法比较生成以后是否改动过",
        )
        return
    places = Reading(report, (), shown.locations)
    for difference in differences(built, report):
        before, after = difference.excerpts
        yield Finding(
            rule="GK113",
            severity=Severity.INFORMATION,
            message=f"{difference.label}：生成时为{before}，现为{after}",
            address=difference.address,
            label=difference.label,
            location=places.location(difference.address),
        )
