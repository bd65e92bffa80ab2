"""Reports made up for tests: one small whole report, and parts to put in its place."""

from __future__ import annotations

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


def filled(key: str, edition: str, value: CellValue) -> dict[str, dict[str, CellValue]]:
    """Every cell of a table of that edition with the same value, as rows of columns."""
    rows = form(edition).tables[key].rows
    return {row: dict.fromkeys(columns, value) for row, columns in rows.items()}


def with_tables(report: Report, value: CellValue, edition: str | None = None) -> Report:
    """`report` with this value in every cell of every table."""
    edition = edition or edition_for(report.year).edition
    return evolve(
        report,
        proactive=Proactive.of(edition, filled("proactive", edition, value)),
        applications=Applications.of(edition, filled("applications", edition, value)),
        remedies=Remedies.of(edition, filled("remedies", edition, value)),
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
        proactive=Proactive.of(edition, filled("proactive", edition, value)),
        applications=Applications.of(edition, filled("applications", edition, value)),
        remedies=Remedies.of(edition, filled("remedies", edition, value)),
    )


def signed(report: Report, agency: str, day: date) -> Report:
    """`report` with that signature."""
    return evolve(report, signature=Signature(agency, day))
