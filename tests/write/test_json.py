"""Canonical JSON: what is written is read again, and the same report gives the same text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve
from hypothesis import given, settings

from gkdoc.model import BLANK, Applications, Proactive, SeenReport, StatutoryTable, Text, printed
from gkdoc.read import read_bytes
from gkdoc.spec import envelope, form
from gkdoc.write.json_text import to_json
from tests.tools.strategies import reports, whole_reports


def figures(report: SeenReport) -> Iterator[tuple[str, str]]:
    """Every figure that was entered as it is printed: 96171.60 equals 96171.6, but not here."""
    for table in report.tables.values():
        for ref, value in table.values.entered.items():
            yield str(ref), printed(value)


@settings(deadline=None)
@given(reports(misprints=True))
def test_what_was_read_survives(report: SeenReport) -> None:
    """Canonical JSON gives an equal report again, whatever was read and whatever was not seen."""
    again = read_bytes(to_json(report).encode(), "json", partial=True).report
    assert again == report
    assert list(figures(again)) == list(figures(report))


@settings(deadline=None)
@given(whole_reports())
def test_what_can_be_built_survives(report: SeenReport) -> None:
    """The canonical JSON of a whole report is a data file to build from."""
    again = read_bytes(to_json(report).encode(), "json").report
    assert again == report
    assert list(figures(again)) == list(figures(report))


@settings(deadline=None)
@given(reports())
def test_it_is_json(report: SeenReport) -> None:
    """Another program's parser finds the keys of the vocabulary in their order."""
    tree = json.loads(to_json(report), parse_float=Decimal)
    before = ["gkdoc", "agency", "year", "edition", "organ", "title", "introduction"]
    sections = [section.key for section in form("2021").sections]
    order = [*before, *sections, "signature", "fields", "waivers", "rollup"]
    assert {field.key for field in envelope("report")} <= set(order)
    assert list(tree) == [key for key in order if key in tree]
    assert tree["agency"] == report.agency
    for ref, value in report.cells():
        if isinstance(value, int | Decimal):
            cell = tree
            for name in str(ref).split("."):
                cell = cell[name]
            assert cell == value


def test_values_keep_what_they_are() -> None:
    """A number keeps its digits, a blank is null, words are a string, what is absent is absent."""
    table = Proactive.of(
        {
            "fees": {"amount": Decimal("96171.60")},
            "licensing": {"decisions": BLANK},
            "penalties": {"decisions": Text("/")},
        },
        edition="2021",
    )
    text = to_json(report_with(table))
    assert '"fees": {"amount": 96171.60}' in text
    assert '"licensing": {"decisions": null}' in text
    assert json.loads(text)["proactive"]["penalties"] == {"decisions": "/"}
    assert "compulsion" not in text


def test_editions_that_differ_are_a_map() -> None:
    """One edition is a string; where tables differ, each has its own."""
    report = report_with(Proactive.of({}, edition="2021"))
    assert json.loads(to_json(report))["edition"] == "2021"
    mixed = evolve(report, applications=Applications.of({}, edition="2019"))
    assert json.loads(to_json(mixed))["edition"] == {
        "proactive": "2021",
        "applications": "2019",
        "remedies": "2021",
    }


def report_with(table: StatutoryTable) -> SeenReport:
    """A report with one table in it."""
    assert isinstance(table, Proactive)
    return SeenReport(agency="某市某局", year=2023, proactive=table)
