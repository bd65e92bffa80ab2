"""Findings and problems for programs, as `gkdoc check --format json` prints them.

The names, and what they may hold, are those of docs/check.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from attrs import asdict, frozen

from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location
from gkdoc.messages import remembered
from gkdoc.model import SeenReport

VERSION = 1
"""The version of the JSON that is written."""


@frozen
class CheckedFile:
    """The findings in one file.

    `report` is None, and `problems` says why, where the file could not be read.
    """

    path: str
    report: SeenReport | None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


def findings_json(files: Sequence[CheckedFile]) -> str:
    """The findings of all files as JSON, ending in a line feed."""
    content = {"gkdoc": VERSION, "files": [file_values(file) for file in files]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def file_values(file: CheckedFile) -> dict[str, Any]:
    """The findings in one file, as values of JSON."""
    return {
        "path": file.path,
        "agency": file.report.agency if file.report is not None else None,
        "year": file.report.year if file.report is not None else None,
        "findings": [finding_values(finding) for finding in file.findings],
        "problems": [problem_values(problem) for problem in file.problems],
    }


def finding_values(finding: Finding) -> dict[str, Any]:
    """All that the finding says, as JSON holds it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        **remembered(finding.message),
        "address": finding.address,
        "label": finding.label,
        "location": _location(finding.location),
        "relations": list(finding.relations),
        "suspects": [asdict(suspect) for suspect in finding.suspects],
        "span": list(finding.span) if finding.span is not None else None,
        "quote": finding.quote,
        "waiver": finding.waiver,
    }


def _location(location: Location | None) -> dict[str, int | str] | None:
    """The numbers and names that apply in this kind of file; None where there is no place."""
    if location is None:
        return None
    return {name: number for name, number in asdict(location).items() if number is not None}


def problem_values(problem: Problem) -> dict[str, Any]:
    """All that the problem says, as JSON holds it."""
    return {
        **remembered(problem.message),
        "address": problem.path,
        "location": _location(Location(line=problem.line, column=problem.column))
        if problem.line is not None
        else None,
        "place": problem.place,
        "rule": problem.rule,
    }
