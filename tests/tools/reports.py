"""Reports made up for tests: one small whole report, and parts to put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve

from gkdoc.model import (
    Applications,
    CellValue,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Remedies,
    Report,
    Signature,
)
from gkdoc.spec import edition_for, form
from gkdoc.text.outlines import parse


def records(rows: Mapping[str, Mapping[str, CellValue]]) -> Iterator[tuple[str, str, CellValue]]:
    """Rows of columns whose names no type knows, as `from_records` takes them."""
    return ((row, column, rows[row][column]) for row in rows for column in rows[row])


def filled(key: str, edition: str, value: CellValue) -> Iterator[tuple[str, str, CellValue]]:
    """Records with the same value for every cell of a table of that edition."""
    rows = form(edition).tables[key].rows
    return records({row: dict.fromkeys(columns, value) for row, columns in rows.items()})


def with_tables(report: Report, value: CellValue, edition: str | None = None) -> Report:
    """`report` with this value in every cell of every table."""
    edition = edition or edition_for(report.year).edition
    return evolve(
        report,
        proactive=Proactive.from_records(filled("proactive", edition, value), edition=edition),
        applications=Applications.from_records(
            filled("applications", edition, value), edition=edition
        ),
        remedies=Remedies.from_records(filled("remedies", edition, value), edition=edition),
    )


def small(agency: str = "云川市财政局", year: int = 2023, value: CellValue = 0) -> Report:
    """A report in which every section says something, and every figure is `value`."""
    edition = edition_for(year).edition
    return Report(
        agency=agency,
        year=year,
        overview=Overview(parse(f"{year}年，本机关依法公开政府信息。\n（一）主动公开\n照常进行。")),
        problems=Problems(parse("解读形式不多，将予以改进。")),
        other_matters=OtherMatters(parse("未收取信息处理费。")),
        proactive=Proactive.from_records(filled("proactive", edition, value), edition=edition),
        applications=Applications.from_records(
            filled("applications", edition, value), edition=edition
        ),
        remedies=Remedies.from_records(filled("remedies", edition, value), edition=edition),
    )


def signed(report: Report, agency: str, day: date) -> Report:
    """`report` with that signature."""
    return evolve(report, signature=Signature(agency, day))
