"""What comes back when a file has been read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, field, frozen

from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import _
from gkdoc.model import Printed, SeenReport
from gkdoc.read.notes import nearest

# Something beside the form's own, a table or a figure that was not found, names nobody knows.
_UNREAD: Final = frozenset({"GK112", "GK115", "GK120"})
_NO_SECTION: Final = "GK101"
_NO_TABLE: Final = "GK115"
# The first need not be said where the second is, about the same place: they are one defect.
_SAID_BY: Final = ((_NO_TABLE, _NO_SECTION), ("GK004", _NO_SECTION))
# Two sides of one defect: the form asks for more rows; this report's one row does not fit it.
_UNDIVIDED: Final = ("GK308", "GK310")


@frozen
class Reading:
    """A report, what the reader has to say about the file, and where each part of it stood.

    `locations` has the place of each figure, row, table and section by its address, and of each
    paragraph by the section and its number (`overview.1`). It is empty where the input has no
    places, as with Python values.

    `lacking` are the figures that a data file leaves out and a report could not be built without
    (GK004); only a reading that was allowed to be partial has any.
    """

    report: SeenReport
    findings: tuple[Finding, ...] = ()
    locations: Mapping[str, Location] = field(factory=dict)
    lacking: tuple[Finding, ...] = ()

    @property
    def complete(self) -> bool:
        """True if nothing in the file was left unread that a report may hold.

        A section that the file does not have is left for the checks to find.
        """
        return not any(
            finding.severity is Severity.ERROR
            or (finding.rule in _UNREAD and finding.severity is Severity.WARNING)
            for finding in self.findings
        )

    def location(self, address: str) -> Location | None:
        """Where `address` stands, or what encloses it most closely; None if that is unknown.

        A computed total has no place of its own: that of its row is given.
        """
        return nearest(self.locations, address)

    def located(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """`findings` about the report, each with its place in the file where that is known."""
        return tuple(
            evolve(finding, location=finding.location or self.location(finding.address))
            for finding in findings
        )

    def findings_with(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The reader's findings with these others, those of `build` for example, as one list.

        Each defect is there once, with its place, in the order of the report's parts.
        """
        judged = self.located(findings)
        said = self.located((*self.findings, *self.lacking))
        whole = {_place(finding) for finding in judged if not finding.quote}
        own = [finding for finding in said if not _places(finding) & whole]
        subject = Subject(Printed(self.report))
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
