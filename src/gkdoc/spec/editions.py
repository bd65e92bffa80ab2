"""The years that the regulation asks reports for, and the editions of the form that there are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache

from attrs import evolve

from gkdoc.spec.fields import field_labels
from gkdoc.spec.forms import Form, Section
from gkdoc.spec.load import edition_names, form
from gkdoc.spec.model import TableSpec
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


@cache
def editions() -> tuple[Form, ...]:
    """Every edition of the form, the newest first."""
    forms = map(form, edition_names())
    return tuple(sorted(forms, key=lambda each: each.first_year, reverse=True))


def newest() -> Form:
    """The form that holds where nothing is known of the year: a blank form, a template."""
    return editions()[0]


@cache
def edition_for(year: int) -> Form:
    """The form that a report for `year` is to follow.

    For years before the first form it is that one: there is no other.
    """
    return next((each for each in editions() if each.first_year <= year), editions()[-1])


@cache
def sections() -> Mapping[str, Section]:
    """The sections by name, in the order of the form; `titles` has those of every edition."""
    every = [section for each in editions() for section in each.sections]
    found = {}
    for section in newest().sections:
        titles = (title for other in every if other.key == section.key for title in other.titles)
        found[section.key] = evolve(section, titles=tuple(dict.fromkeys(titles)))
    return found


def section_title(key: str, of: int | Form) -> str:
    """The title of the section in that edition, or in the one that holds for that year."""
    return part_labels(of)[key]


def part_labels(of: int | Form) -> Mapping[str, str]:
    """The names of the parts of a report in that edition, or in the one of that year."""
    chosen = of if isinstance(of, Form) else edition_for(of)
    titles = {section.key: section.title for section in chosen.sections}
    return {**field_labels("report"), **titles}


def tables() -> tuple[str, ...]:
    """The names of the statutory tables, in the order of the form."""
    return tuple(newest().tables)


@cache
def printed_forms(key: str) -> tuple[TableSpec, ...]:
    """Every form in which the table is printed: the newest first, divided before undivided."""
    return tuple(
        spec
        for each in editions()
        for spec in dict.fromkeys((each.tables[key], each.tables[key].undivided))
    )


def divided(spec: TableSpec) -> TableSpec:
    """The form of which `spec` prints some rows as one; `spec` itself where it does not."""
    forms = (other for other in printed_forms(spec.key) if other.divisions)
    return next((other for other in forms if other.undivided.rows == spec.rows), spec)
