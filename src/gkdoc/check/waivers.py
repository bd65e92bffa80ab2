"""Waivers: findings that somebody accepted, as long as what they are about stays as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import NOT_ENTERED, SeenReport, Waiver, completed, printed
from gkdoc.model.references.rules import RULES as REFERENCE_RULES
from gkdoc.spec import field_labels
from gkdoc.text.blocks import Outline
from gkdoc.text.outlines import lines_of

VOID: Final = "GK002"
"""The rule under which a waiver is reported whose value has changed."""

UNUSED: Final = "GK003"
"""The rule under which a waiver is reported that waives nothing."""

# What keeps a document from being made at all: nobody can accept that.
_NEVER: Final = frozenset({"GK004", "GK112", "GK310", *REFERENCE_RULES})

_KEY: Final = "waivers"
_LONGEST: Final = 60
_EXCERPT: Final = 12


def waived(
    findings: Iterable[Finding], report: SeenReport, waivers: Sequence[Waiver] = ()
) -> tuple[Finding, ...]:
    """The findings, those that a waiver covers as information with the waiver named.

    The waivers of the report and `waivers` from elsewhere count alike. A waiver covers the findings
    of its rule at its address while the value there (`Values.of`) is the one it names. One that is
    void because the value has changed, and one that covers nothing, are findings themselves, at the
    end.
    """
    values = Values(report)
    known = (*report.waivers, *waivers)
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, waiver in enumerate(known):
        if waiver.rule not in _NEVER:
            numbers.setdefault((waiver.rule, waiver.address), []).append(number)
    used: set[int] = set()
    changed: dict[int, str] = {}
    judged = []
    for finding in findings:
        candidates = numbers.get((finding.rule, finding.address), ())
        value = values.of(finding) if candidates else ""
        covering = [number for number in candidates if _plain(known[number].value) == value]
        judged.append(_covered(finding, known[covering[0]]) if covering else finding)
        used.update(covering)
        changed |= dict.fromkeys(candidates, value)
    own = len(report.waivers)
    said = [
        _idle(waiver, changed.get(number), f"{_KEY}.{number + 1}" if number < own else "")
        for number, waiver in enumerate(known)
        if number not in used
    ]
    return (*judged, *said)


@frozen
class Values:
    """The words at the places of findings in a report."""

    report: SeenReport

    def of(self, finding: Finding) -> str:
        """The value that a waiver of the finding has to name, in one line.

        The words that the finding quotes, if it does; otherwise what stands at its address: a
        figure as printed, the figures of a row, the words of a paragraph or section. Long words are
        named by their beginning, their number and a checksum.
        """
        return _plain(finding.quote) or _short(_plain(self._at(finding.address)))

    def _at(self, address: str) -> str:
        if address in self._places:
            return self._places[address]
        inside = f"{address}."
        return "、".join(value for place, value in self._cells.items() if place.startswith(inside))

    @cached_property
    def _cells(self) -> dict[str, str]:
        return {
            str(ref): printed(value)
            for table in self.report.tables.values()
            for ref, value in completed(table.values)
            if value is not NOT_ENTERED
        }

    @cached_property
    def _places(self) -> dict[str, str]:
        report = self.report
        places = {
            "agency": report.agency,
            "year": str(report.year),
            "title": report.full_title,
            **self._cells,
        }
        if report.signature is not None:
            places["signature.agency"] = report.signature.agency
            places["signature.date"] = report.signature.date.isoformat()
        for section, outline in report.prose.items():
            words = _words(outline)
            places[section] = "".join(words)
            places |= {f"{section}.{number}": text for number, text in enumerate(words, start=1)}
        return places


def _words(outline: Outline) -> list[str]:
    """The words of each block; of what is no paragraph, all that it is."""
    return ["\n".join(lines_of(block)) for block in outline]


def _covered(finding: Finding, waiver: Waiver) -> Finding:
    who = _("{by}，{date}：{reason}", by=waiver.by, date=waiver.date, reason=waiver.reason)
    return evolve(finding, severity=Severity.INFORMATION, waiver=who)


def _idle(waiver: Waiver, value: str | None, address: str) -> Finding:
    """The finding about a waiver that covers nothing; `value` is what stands there in its stead."""
    which = _(
        "{rule} {address}（{by}，{date}）",
        rule=waiver.rule,
        address=waiver.address,
        by=waiver.by,
        date=waiver.date,
    )
    rule = UNUSED if value is None else VOID
    if waiver.rule in _NEVER:
        message = _("豁免 {which} 不起作用：这条规则不能豁免，不改正就做不成文件", which=which)
    elif value is None:
        message = _("豁免 {which} 没有用到：这里没有这条检查结果，可以删去", which=which)
    else:
        message = _(
            "豁免 {which} 已经失效：批准时是“{approved}”，现在是“{now}”",
            which=which,
            approved=waiver.value,
            now=value,
        )
    return Finding(rule, Severity.INFORMATION, message, address, label=field_labels("report")[_KEY])


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    checksum = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[:_EXCERPT]}……（共 {len(text)} 字，校验码 {checksum}）"
