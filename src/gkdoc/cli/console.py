"""What the command line prints: messages, findings; never stopped by the console's encoding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import click
from attrs import evolve

from gkdoc.check import Subject
from gkdoc.check.details import details
from gkdoc.cli.language import Language
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import Printed, SeenReport
from gkdoc.tasks.examine import weight

FINDINGS: Final = 1
"""The exit code of a verb that did its work, and found something to look at."""


def tell(message: Message, say: Language) -> None:
    """Print what was asked for."""
    click.echo(say(message))


def warn(message: Message, say: Language) -> None:
    """Print what somebody has to know, apart from what was asked for: on the error stream."""
    click.echo(say(message), err=True)


def print_findings(
    findings: Iterable[Finding],
    source: str,
    say: Language,
    report: SeenReport | None = None,
    *,
    to_error_stream: bool = True,
) -> None:
    """The findings about `source`, one line a finding, and how many there are; none prints nothing.

    With the `report` that they are about they stand under the titles of its sections.
    """
    listed = list(findings)
    if not listed:
        return
    lines = [source]
    subject = Subject(Printed(report)) if report is not None else None
    for part, group in _by_part(listed).items():
        title = subject.label(part) if subject is not None else ""
        lines += [title] if title else []
        for finding in group:
            lines.append(f"  {finding_line(finding, say)}")
            if subject is not None:
                lines += (f"      {say(line)}" for line in _below(finding, subject))
    lines.append(say(_summary(listed)))
    for line in lines:
        click.echo(line, err=to_error_stream)


def finding_line(finding: Finding, say: Language) -> str:
    """One line: how much it weighs, the rule, where, and what."""
    place = position(finding.location) if finding.location is not None else None
    name = finding.label or finding.address
    if finding.label and finding.address:
        name = say(_("{label}（{address}）", label=finding.label, address=finding.address))
    pieces = [
        f"{say(weight(finding))} {finding.rule}",
        say(place) if place is not None else "",
        name,
        say(finding.message),
    ]
    return "  ".join(filter(None, pieces))


def position(location: Location) -> Message | None:
    """The place in the file in words; None where there is none."""
    if location.page is not None:
        page = _("第 {page} 页", page=location.page)
        return Listed("，", filter(None, (page, position(evolve(location, page=None)))))
    match location:
        case Location(line=int(line)):
            return _("第 {line} 行第 {column} 列", line=line, column=location.column)
        case Location(table=int(table), row=int(row), cell=int(cell)):
            return _("第 {table} 个表格第 {row} 行第 {cell} 格", table=table, row=row, cell=cell)
        case Location(table=int(table), row=int(row)):
            return _("第 {table} 个表格第 {row} 行", table=table, row=row)
        case Location(table=int(table)):
            return _("第 {table} 个表格", table=table)
        case Location(paragraph=int(paragraph)):
            return _("正文第 {paragraph} 段", paragraph=paragraph)
        case Location(sheet=str(sheet), reference=str(reference)):
            return _("{sheet}!{reference}", sheet=sheet, reference=reference)
        case Location(sheet=str(sheet)):
            return _("{sheet}", sheet=sheet)
    return None


def _below(finding: Finding, subject: Subject) -> Iterator[Message]:
    yield from details(finding, subject)
    if finding.waiver:
        yield _("豁免：{waiver}", waiver=finding.waiver)


def _by_part(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """The findings by the part of the report that they are about: what is about none comes last."""
    parts: dict[str, list[Finding]] = {}
    for finding in findings:
        parts.setdefault(finding.address.partition(".")[0], []).append(finding)
    return {**{part: group for part, group in parts.items() if part}, **parts}


def _summary(findings: Iterable[Finding]) -> Message:
    errors, warnings, rest = counted(findings)
    return _(
        "错误 {errors} 项，警告 {warnings} 项，说明 {rest} 项",
        errors=errors,
        warnings=warnings,
        rest=rest,
    )


def counted(findings: Iterable[Finding]) -> tuple[int, ...]:
    """How many findings there are of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return tuple(counts[severity] for severity in Severity)
