"""Step 7: what was built is read back, and compared with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from gkdoc.errors import Problem, VerifyError
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.model import OtherMatters, Report, SeenReport
from gkdoc.model.differences import differences
from gkdoc.model.own_values import field_label
from gkdoc.model.report import SomeReport
from gkdoc.ooxml.package import BrokenPackage, Package, read_package
from gkdoc.read.document.body import place_in_words
from gkdoc.read.document.links import as_read
from gkdoc.read.document.shown import Shown
from gkdoc.read.document.signatures import read_date
from gkdoc.read.docx.shown import read_shown, shown_of
from gkdoc.text import links
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture

# A document whose labels, numbers or sections read oddly is not what was meant, even if every
# figure was found. Without GK112: templates may hold words of their own beside the tables.
_FORBIDDEN: Final = frozenset({"GK101", "GK107", "GK111", "GK115"})

_NUMBER: Final = re.compile("[0-9]+")


def assert_shows(
    document: bytes, report: Report, fields: Mapping[str, tuple[str, ...]] | None = None
) -> None:
    """Raise VerifyError with every place in which `document` does not show `report`.

    `fields` are as for `verify`.
    """
    wrong = verify(document, report, fields)
    if wrong:
        raise VerifyError(wrong)


def verify(
    document: bytes, report: Report, fields: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Problem, ...]:
    """Every place in which `document` does not show what `report` means; none if it shows it all.

    `report` has all its totals and the rows of its form. Only what is visible counts: figures as
    printed, prose with its numbers, title, signature, and the labels of the form. Words that the
    template adds around the report are not looked at. `fields` are those of the office's own that
    the template prints, with the words in which it does.
    """
    try:
        package = read_package(document)
        shown = read_shown(package)
        unseen = tuple(_unseen_fields(package, fields or {}))
    except BrokenPackage as error:
        return (error.problem,)
    seen = comparable(shown.report(report.agency, report.year, shown.title, report.editions))
    meant = comparable(report)
    return (*_differences(meant, _framed(meant, seen), shown), *unseen, *_oddities(shown))


def comparable(report: SomeReport) -> SomeReport:
    """The report with its links in the one way to write them, and without widths of pictures.

    A width depends on the page, and is no word; what a picture shows is compared by its content.
    """
    return report.with_prose(
        {key: tuple(map(_comparable_block, outline)) for key, outline in report.prose.items()}
    )


def _comparable_block(block: AnyBlock) -> AnyBlock:
    if isinstance(block, Picture):
        # What the words about a picture lead to, nobody can follow.
        block = evolve(block, alt=links.literal(links.shown(block.alt)), width=None)
    return as_read(block)


def _unseen_fields(package: Package, fields: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    there = shown_of(package, {each for words in fields.values() for each in words})
    for name, words in fields.items():
        for each in words:
            if each not in there:
                label = field_label(name)
                message = _("{label}应为“{words}”，文件中没有找到", label=label, words=each)
                yield Problem(message, path=f"fields.{name}")


def _differences(report: Report, seen: SeenReport, shown: Shown) -> Iterator[Problem]:
    for difference in differences(report, seen):
        meant, found = difference.excerpts
        place = shown.locations.get(difference.address)
        label = difference.label
        message = _("{label}应为{meant}，文件中为{found}", label=label, meant=meant, found=found)
        yield Problem(message, path=difference.address, place=place_in_words(place))


def _oddities(shown: Shown) -> Iterator[Problem]:
    for finding in shown.findings:
        if finding.rule in _FORBIDDEN and finding.severity is not Severity.INFORMATION:
            place = place_in_words(finding.location)
            yield Problem(finding.message, path=finding.address, place=place)


def _framed(report: Report, seen: SeenReport) -> SeenReport:
    """`seen` less the words that the template has of its own before and behind the report's.

    Of the fields of one's own `_unseen_fields` speaks.
    """
    before = seen.introduction.outline if seen.introduction is not None else ()
    behind = seen.other_matters.outline if seen.other_matters is not None else ()
    meant = report.other_matters.outline
    if behind[: len(meant)] == meant:
        seen = evolve(seen, other_matters=OtherMatters(meant))
        behind = behind[len(meant) :]
    if report.introduction is None or holds(before, report.introduction.outline):
        seen = evolve(seen, introduction=report.introduction)
    title = report.full_title.replace("\n", "")
    if title in {words.replace("\n", "") for words in _texts(before)}:
        seen = evolve(seen, title=title)
    if seen.signature is None and signs(behind, report):
        seen = evolve(seen, signature=report.signature)
    return evolve(seen, fields=report.fields)


def holds(outline: Outline, part: Outline) -> bool:
    """True if `part` stands in `outline` in one piece."""
    starts = range(len(outline) - len(part) + 1)
    return any(outline[start : start + len(part)] == part for start in starts)


def signs(outline: Outline, report: SeenReport) -> bool:
    """True if the agency and the date stand there, however the template words the date."""
    signature = report.signature
    if signature is None:
        return False
    texts = tuple(_texts(outline))
    date = [signature.date.year, signature.date.month, signature.date.day]
    return any(signature.agency in words for words in texts) and any(
        read_date(words) == signature.date or list(map(int, _NUMBER.findall(words))) == date
        for words in texts
    )


def _texts(outline: Outline) -> Iterator[str]:
    """The words of the plain paragraphs."""
    for block in outline:
        if isinstance(block, Block) and block.level is None:
            yield block.text or ""
