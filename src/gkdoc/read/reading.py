"""What comes back when a file has been read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.model import SeenReport
from gkdoc.read.notes import nearest

# Something beside the form's own, a table or a figure that was not found, names nobody knows.
_UNREAD: Final = frozenset({"GK112", "GK115", "GK120"})


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
