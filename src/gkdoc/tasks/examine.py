"""The findings of a file's reader and of the rules about a report, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from gkdoc.check import check
from gkdoc.check.waivers import waived
from gkdoc.errors import Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Waiver, fitted, in_print
from gkdoc.read.reading import Reading

SEVERITY_WORDS: Final = {
    Severity.ERROR: _("错误"),
    Severity.WARNING: _("警告"),
    Severity.INFORMATION: _("说明"),
}


def examined(
    reading: Reading, *, previous: SeenReport | None = None, waivers: Sequence[Waiver] = ()
) -> tuple[Finding, ...]:
    """The findings of the reader and of the rules, each defect once, with its place.

    `previous` is the report of the year before, `waivers` are those that stand elsewhere than in
    the report.
    """
    printed = in_print(reading.report, previous)
    found = reading.findings_with((*fitted(reading.report).findings, *check(printed)))
    return reading.located(waived(found, printed.words, waivers))


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
