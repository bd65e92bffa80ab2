"""The regulation that asks for the report: since when it is in force, and for which years."""

from __future__ import annotations

import datetime
from functools import cache

from gkdoc.spec.source import load_document


@cache
def in_force_since() -> datetime.date:
    """The day on which the regulation came into force."""
    day: datetime.date = load_document("regulation.yaml")["in_force_since"]
    return day


@cache
def report_years() -> range:
    """The years that a report can be about."""
    return range(in_force_since().year, load_document("regulation.yaml")["last_year"] + 1)
