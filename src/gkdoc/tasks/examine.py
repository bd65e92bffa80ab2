"""The findings of a file's reader and of the rules about a report, brought together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve

from gkdoc.check import check
from gkdoc.check.subject import Subject
from gkdoc.check.waivers import waived
from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Message, _
from gkdoc.model import Printed, SeenReport, Waiver, fitted, in_print
from gkdoc.read.reading import Reading

SEVERITY_WORDS: Final = {
    Severity.ERROR: _("错误"),
    Severity.WARNING: _("警告"),
    Severity.INFORMATION: _("说明"),
}

_NO_SECTION: Final = "GK101"
_NO_TABLE: Final = "GK115"
# The first need not be said where the second is, about the same place: they are one defect.
_SAID_BY: Final = ((_NO_TABLE, _NO_SECTION), ("GK004", _NO_SECTION))
# Two sides of one defect: the form asks for more rows; this report's one row does not fit it.
_UNDIVIDED: Final = ("GK308", "GK310")


def examined(
    reading: Reading, *, previous: SeenReport | None = None, waivers: Sequence[Waiver] = ()
) -> tuple[Finding, ...]:
    """The findings of the reader and of the rules, each defect once, with its place.

    `previous` is the report of the year before, `waivers` are those that stand elsewhere than in
    the report.
    """
    printed = in_print(reading.report, previous)
    found = joined((*fitted(reading.report).findings, *check(printed)), reading)
    return located(waived(found, printed.words, waivers), reading)


def located(findings: Iterable[Finding], reading: Reading) -> tuple[Finding, ...]:
    """The findings with the place of each in the file that was read."""
    return tuple(
        evolve(finding, location=finding.location or reading.location(finding.address))
        for finding in findings
    )


def weight(finding: Finding) -> Message:
    """How much the finding weighs, for people."""
    return _("已豁免") if finding.waiver else SEVERITY_WORDS[finding.severity]


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings as problems of the file that they are about."""
    return tuple(
        Problem(
            finding.message,
            path=finding.address,
            line=finding.location.line if finding.location else None,
            column=finding.location.column if finding.location else None,
            rule=finding.rule,
        )
        for finding in findings
    )


def joined(findings: Iterable[Finding], reading: Reading) -> tuple[Finding, ...]:
    """`findings` and those of the reader, each defect once, in the order of the report's parts.

    Every one has its place in the file that was read, where that is known.
    """
    judged = located(findings, reading)
    said = located((*reading.findings, *reading.lacking), reading)
    whole = {_place(finding) for finding in judged if not finding.quote}
    own = [finding for finding in said if not _places(finding) & whole]
    subject = Subject(Printed(reading.report))
    found = (_labelled(finding, subject) for finding in _each_once((*own, *judged)))

    def order(finding: Finding) -> tuple[object, ...]:
        return subject.order(finding.address)[0], finding.address.partition(".")[0]

    return tuple(sorted(found, key=order))


def _labelled(finding: Finding, subject: Subject) -> Finding:
    return finding if finding.label else evolve(finding, label=subject.label(finding.address))


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.location or finding.address)


def _places(finding: Finding) -> set[tuple[object, ...]]:
    """How a rule would name the place that the reader found."""
    return {(finding.rule, finding.location), (finding.rule, finding.address)}


def _each_once(findings: Collection[Finding]) -> Iterator[Finding]:
    there = {(finding.rule, finding.address): finding for finding in findings}
    superior = dict(_SAID_BY)
    for finding in findings:
        if (superior.get(finding.rule), finding.address) in there:
            continue
        both = {(rule, finding.address) for rule in _UNDIVIDED} <= there.keys()
        # Whether the rows fit the form matters where a document is to be made from data.
        if both and finding.rule == _UNDIVIDED[not _is_data(finding.location)]:
            continue
        table = there.get((_NO_TABLE, finding.address))
        if finding.rule == _NO_SECTION and table is not None and finding.location is not None:
            yield evolve(finding, message=_("有标题，但是{message}", message=table.message))
        elif finding.rule == _NO_SECTION and _is_sheet(finding.location):
            # Its place in the workbook is there: whoever looks finds it empty.
            message = _("“{label}”还没有填写，六个部分缺一不可", label=finding.label)
            yield evolve(finding, message=message)
        else:
            yield finding


def _is_sheet(location: Location | None) -> bool:
    return location is not None and location.sheet is not None


def _is_data(location: Location | None) -> bool:
    return location is None or location.line is not None or location.sheet is not None
