"""What the command line prints: messages, findings; never stopped by the console's encoding."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

import click

from gkdoc.cli.language import Language
from gkdoc.findings import Finding, Location, Severity

SEVERITY_WORDS: Final = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFORMATION: "说明",
}


def make_console_safe() -> None:
    """Let characters that the console lacks be printed as escapes instead of stopping us."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_error(message: str, say: Language) -> None:
    """The message on the error stream, its lines as they are."""
    click.echo(say(message), err=True)


def print_findings(findings: Iterable[Finding], source: str, say: Language) -> None:
    """The findings on the error stream, one line a finding, and how many there are."""
    listed = list(findings)
    for finding in listed:
        click.echo(finding_line(finding, source, say), err=True)
    if listed:
        click.echo(_summary(listed, say), err=True)


def finding_line(finding: Finding, source: str, say: Language) -> str:
    """One line: how much it weighs, the rule, where, and what."""
    where = "，".join(filter(None, (_position(finding.location, say), finding.label)))
    place = f"{source}：{where}：" if where else f"{source}："
    return f"{say(SEVERITY_WORDS[finding.severity])} {finding.rule} {place}{say(finding.message)}"


def _position(location: Location | None, say: Language) -> str:
    if location is None:
        return ""
    if location.line is not None:
        return say(f"第 {location.line} 行第 {location.column} 列")
    if location.table is not None:
        return say(f"第 {location.table} 个表格第 {location.row} 行第 {location.cell} 格")
    if location.paragraph is not None:
        return say(f"正文第 {location.paragraph} 段")
    return ""


def _summary(findings: Iterable[Finding], say: Language) -> str:
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    errors, warnings, rest = counts.values()
    return say(f"错误 {errors} 项，警告 {warnings} 项，说明 {rest} 项")
