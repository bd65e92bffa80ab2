"""The editions of the statutory form: which there are, and what may be asked of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import evolve

from gkdoc.spec.fields import field_labels
from gkdoc.spec.forms import Form, Section
from gkdoc.spec.load import edition_names, form
from gkdoc.spec.model import TableSpec


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
    return {
        section.key: evolve(section, titles=_titles(section.key)) for section in newest().sections
    }


def section_title(key: str, of: int | Form) -> str:
    """The title of the section in that edition, or in the one that holds for that year."""
    chosen = of if isinstance(of, Form) else edition_for(of)
    return next(section.title for section in chosen.sections if section.key == key)


def part_labels(of: int | Form) -> Mapping[str, str]:
    """What the parts of a report are called in that edition, or in the one of that year."""
    chosen = of if isinstance(of, Form) else edition_for(of)
    return {
        **field_labels("report"),
        **{section.key: section.title for section in chosen.sections},
    }


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


def _titles(key: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            title
            for each in editions()
            for section in each.sections
            if section.key == key
            for title in section.titles
        )
    )
