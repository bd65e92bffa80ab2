"""A Word file as a report: our own builds exactly, others by their labels and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from attrs import evolve

from gkdoc.errors import InputError
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import OwnFields, SeenReport
from gkdoc.model.differences import differences
from gkdoc.ooxml import carrier
from gkdoc.ooxml.package import BrokenPackage, read_package
from gkdoc.read.document.identity import (
    UNKNOWN_AGENCY,
    Identity,
    identity_in,
    identity_of,
    no_identity,
)
from gkdoc.read.document.shown import Shown, report_in
from gkdoc.read.docx.carried import carried_report, foreseen, printed_fields
from gkdoc.read.docx.shown import read_shown, shown_of
from gkdoc.read.reading import Reading
from gkdoc.text.blocks import Block


def read_docx(content: bytes, source: Path | str | None = None) -> Reading:
    """The report that the Word file shows; InputError if it shows none.

    Agency and year come from the title, else from the words, with a finding. What a document does
    not show is taken from what the file carries, if gkdoc built it: 机关性质, 豁免, which of two
    editions that look the same, agency and year under an unusual title. Where the two differ, the
    reading holds what is shown, and a finding GK113 for each difference. A file that carries
    nothing gives a single finding GK114. Own fields are those that the file carries,
    as far as their words still show.
    """
    shown, built, fields = _opened(content, source)
    identity, named = _named(shown, built)
    editions = built.editions if built is not None else {}
    report = report_in(shown, identity, source, editions, built)
    if fields:
        report = evolve(report, fields=fields)
    findings = (*named, *shown.findings, *_changes(report, built, shown))
    return Reading(report, findings, shown.locations)


def _opened(
    content: bytes, source: Path | str | None
) -> tuple[Shown, SeenReport | None, OwnFields]:
    """The shown content of the file, the report that it carries, and which of its fields show."""
    try:
        package = read_package(content)
        shown = read_shown(package)
        tree = carrier.carried(package, partial(foreseen, shown))
        built = carried_report(tree, shown) if tree is not None else None
        if tree is None or built is None or not built.fields:
            return shown, built, OwnFields()
        printed = printed_fields(tree)
        there = shown_of(package, {each for words in printed.values() for each in words})
    except BrokenPackage as error:
        raise InputError(source, [error.problem]) from error
    showing = {name for name, words in printed.items() if there.issuperset(words)}
    return shown, built, built.fields.only(showing)


def _named(shown: Shown, built: SeenReport | None) -> tuple[Identity | None, tuple[Finding, ...]]:
    """Whose report it is, and what is to be said where only its words say so; None if none do.

    A document that shows no part of a report is none.
    """
    identity = identity_of(shown.title, built)
    if identity is not None or not (shown.tables or shown.outlines):
        return identity, ()
    blocks = [block for outline in shown.outlines.values() for block in outline]
    words = "\n".join(
        (block.heading or "") + (block.text or "") for block in blocks if isinstance(block, Block)
    )
    found = identity_in(shown.title, words, shown.signature)
    if found is None:
        return None, ()
    missing: str = ""
    if found.agency == UNKNOWN_AGENCY:
        severity = Severity.ERROR
        read = _("年度按正文读作 {year}", year=found.year)
        missing = _("，文件中没有写明机关，请填写")
    else:
        severity = Severity.WARNING
        read = _("按正文读作{agency} {year} 年", agency=found.agency, year=found.year)
    title = no_identity(shown.title)
    message = _("{title}；{read}{missing}", title=title, read=read, missing=missing)
    place = shown.locations.get("title")
    return found, (Finding("GK109", severity, message, "title", location=place),)


def _changes(report: SeenReport, built: SeenReport | None, shown: Shown) -> Iterator[Finding]:
    """The changes that somebody made in the file since it was built."""
    if built is None:
        message = _("文件没有随附生成时的数字和文字，无法比较生成以后是否改动过")
        yield Finding("GK114", Severity.INFORMATION, message)
        return
    places = Reading(report, (), shown.locations)
    for difference in differences(built, report):
        before, after = difference.excerpts
        label, address = difference.label, difference.address
        message = _(
            "{label}：生成时为{before}，现为{after}", label=label, before=before, after=after
        )
        place = places.location(address)
        yield Finding("GK113", Severity.INFORMATION, message, address, label, place)
