"""A Word file as a report: our own builds exactly, others by their labels and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from attrs import evolve

from gkdoc.errors import InputError
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import SeenReport
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
from gkdoc.read.docx.carried import as_written, carried_report, foreseen
from gkdoc.read.docx.own_fields import CarriedFields, carried_fields
from gkdoc.read.docx.shown import read_shown
from gkdoc.read.reading import Reading
from gkdoc.text.blocks import Block
from gkdoc.text.links import shown as words_shown


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
    if built is not None and fields.showing:
        report = _without_fields(evolve(report, fields=fields.showing), built, fields)
    findings = (*named, *shown.findings, *_changes(report, built, shown))
    return Reading(report, findings, shown.locations)


def _opened(
    content: bytes, source: Path | str | None
) -> tuple[Shown, SeenReport | None, CarriedFields]:
    """The shown content of the file, the report that it carries, and the fields of its own."""
    try:
        package = read_package(content)
        shown = read_shown(package)
        tree = carrier.carried(package, partial(foreseen, shown))
        if tree is None:
            return shown, None, CarriedFields()
        shown = as_written(shown, tree)
        built = carried_report(tree, shown)
        if built is None:
            return shown, None, CarriedFields()
        fields = carried_fields(tree, package)
    except BrokenPackage as error:
        raise InputError(source, [error.problem]) from error
    return shown, evolve(built, fields=fields.built) if fields.built else built, fields


def _without_fields(report: SeenReport, built: SeenReport, fields: CarriedFields) -> SeenReport:
    """The report less the paragraphs beside its prose that are nothing but fields of its own.

    A template prints 文号 above the title: that is no introduction.
    """
    prose = {key: fields.less(seen, built.prose.get(key, ())) for key, seen in report.prose.items()}
    report = report.with_prose(prose)
    if built.introduction is None and not prose.get("introduction", True):
        return evolve(report, introduction=None)
    return report


def _named(shown: Shown, built: SeenReport | None) -> tuple[Identity | None, tuple[Finding, ...]]:
    """Whose report it is, and what is to be said where only its words say so; None if none do.

    A document that shows no part of a report is none.
    """
    identity = identity_of(shown.title, built)
    if identity is not None or not (shown.tables or shown.outlines):
        return identity, ()
    blocks = [block for outline in shown.outlines.values() for block in outline]
    words = "\n".join(
        words_shown((block.heading or "") + (block.text or ""))
        for block in blocks
        if isinstance(block, Block)
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
