"""A draft: what is known of a report before anybody has written it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from gkdoc.model.own_fields import OwnFields
from gkdoc.model.report import SeenReport
from gkdoc.model.sections import Organ
from gkdoc.model.tables import TableValues
from gkdoc.spec import edition_for, newest
from gkdoc.text.outlines import render


@frozen(kw_only=True)
class Draft:
    """The beginnings of a report, as a person will find them in a file to fill in.

    `agency` is empty and `year` None where they are not known. `tables` hold the figures that are
    known already; `prose` is text as a person writes it, with marks 【待写】 in it. `last_tables`
    and `last_prose` are what last year's report had, to look at; `remarks` say what follows from
    it, by the address of a row or a field.
    """

    agency: str = ""
    year: int | None = None
    organ: Organ | None = None
    title: str | None = None
    signs: str | None = None
    signed: datetime.date | None = None
    fields: OwnFields = field(factory=OwnFields)
    tables: Mapping[str, TableValues]
    prose: Mapping[str, str] = field(factory=dict)
    remarks: Mapping[str, str] = field(factory=dict)
    last_tables: Mapping[str, TableValues] = field(factory=dict)
    last_prose: Mapping[str, Sequence[str]] = field(factory=dict)


def empty_tables(year: int | None) -> dict[str, TableValues]:
    """The tables of the form for `year`, the newest where it is None, without any figure."""
    form = newest() if year is None else edition_for(year)
    return {key: TableValues(spec, {}) for key, spec in form.tables.items()}


def draft_of(report: SeenReport) -> Draft:
    """All of a report as a draft, for a file that can be changed and read back.

    Waivers are left out. ValueError for prose that cannot be written as text.
    """
    return Draft(
        agency=report.agency,
        year=report.year,
        organ=report.organ,
        title=report.title,
        signs=report.signature.agency if report.signature is not None else None,
        signed=report.signature.date if report.signature is not None else None,
        fields=report.fields,
        tables=empty_tables(report.year)
        | {key: table.values for key, table in report.tables.items()},
        prose={key: render(outline) for key, outline in report.prose.items()},
    )
