"""A Word file as a report: our own builds exactly, others by their labels and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import SeenReport
from gkdoc.model.differences import differences
from gkdoc.ooxml import carrier
from gkdoc.ooxml.package import BrokenPackage, read_package
from gkdoc.read.document.identity import no_identity
from gkdoc.read.document.naming import naming
from gkdoc.read.document.shown import Shown, with_what_is_not_shown
from gkdoc.read.docx.carried import carried_report, foreseen
from gkdoc.read.docx.shown import read_shown
from gkdoc.read.reading import Reading


def read_docx(content: bytes, source: Path | str | None = None) -> Reading:
    """The report that the Word file shows; InputError if it shows none.

    Agency and year come from the title, else from the words, with a finding. What a document does
    not show is taken from what the file carries, if gkdoc built it: 机关性质, 豁免, which of two
    editions that look the same, agency and year under an unusual title. Where the two differ, the
    reading holds what is shown, and a finding GK113 for each difference. A file that carries
    nothing gives a single finding GK114.
    """
    shown, built = _opened(content, source)
    identity, named = naming(shown, built)
    if identity is None:
        raise InputError(source, [Problem(no_identity(shown.title), path="title")])
    report = shown.report(
        identity.agency,
        identity.year,
        identity.title,
        editions=built.editions if built is not None else {},
    )
    if built is not None:
        report = with_what_is_not_shown(report, built)
    findings = (*named, *shown.findings, *_changes(report, built, shown))
    return Reading(report, findings, shown.locations)


def _opened(content: bytes, source: Path | str | None) -> tuple[Shown, SeenReport | None]:
    """What the file shows, and the report that it carries."""
    try:
        package = read_package(content)
        shown = read_shown(package)
        tree = carrier.carried(package, partial(foreseen, shown))
    except BrokenPackage as error:
        raise InputError(source, [error.problem]) from error
    return shown, carried_report(tree, shown) if tree is not None else None


def _changes(report: SeenReport, built: SeenReport | None, shown: Shown) -> Iterator[Finding]:
    """What somebody changed in the file since it was built."""
    if built is None:
        yield Finding(
            rule="GK114",
            severity=Severity.INFORMATION,
            message=_("文件没有随附生成时的数字和文字，无法比较生成以后是否改动过"),
        )
        return
    places = Reading(report, (), shown.locations)
    for difference in differences(built, report):
        before, after = difference.excerpts
        yield Finding(
            rule="GK113",
            severity=Severity.INFORMATION,
            message=_(
                "{label}：生成时为{before}，现为{after}",
                label=difference.label,
                before=before,
                after=after,
            ),
            address=difference.address,
            label=difference.label,
            location=places.location(difference.address),
        )
