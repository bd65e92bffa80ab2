"""Reports as documents show them that lack something."""

from __future__ import annotations

from typing import Any

from attrs import fields

from gkdoc.model import SeenReport


def without(report: SeenReport, *sections: str) -> SeenReport:
    """The report with nothing of these sections, by their names."""
    content: dict[str, Any] = {each.name: getattr(report, each.name) for each in fields(SeenReport)}
    return SeenReport(**content | dict.fromkeys(sections))
