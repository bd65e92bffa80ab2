"""What makes a rule fire, in one form for all rules, so that one test can try each switched off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from gkdoc.check import check
from gkdoc.findings import Finding
from gkdoc.model import CellValue, Report, SeenReport, SomeReport, completed, in_print
from gkdoc.read import read_file
from gkdoc.spec import CellRef
from tests.tools.places import ROOT


@frozen(kw_only=True)
class Firing:
    """A report in which the rule has something to say about the place `address`.

    A module tests/check/test_*.py lists its own in a tuple FIRING; test_catalogue tries them all.
    """

    rule: str
    address: str = field(converter=str)
    report: SeenReport
    previous: SeenReport | None = None
    name: str = ""

    def __str__(self) -> str:
        """The name of the case in the output of pytest."""
        return f"{self.rule} {self.name or self.address}"


def example(name: str) -> Report:
    """One of the examples: figures and prose that agree."""
    return read_file(ROOT / "examples" / f"{name}.yaml").report.whole()


def whole(report: SomeReport) -> SomeReport:
    """The report with the totals entered that are left to be computed."""
    tables: dict[str, Any] = {
        key: evolve(table, values=completed(table.values)) for key, table in report.tables.items()
    }
    return evolve(report, **tables)


def changed(report: SomeReport, cells: Mapping[str, CellValue]) -> SomeReport:
    """The report with other values in the cells with these addresses."""
    for address, value in cells.items():
        key, _, rest = address.partition(".")
        row, _, column = rest.rpartition(".")
        table = report.tables[key]
        values = table.values.changed({CellRef(key, row, column): value})
        other: dict[str, Any] = {key: evolve(table, values=values)}
        report = evolve(report, **other)
    return report


def findings(report: SeenReport, *rules: str, previous: SeenReport | None = None) -> list[Finding]:
    """What these rules say about the report."""
    return [found for found in check(in_print(report, previous)) if found.rule in rules]


def addresses(report: SeenReport, *rules: str, previous: SeenReport | None = None) -> list[str]:
    """The places that these rules speak of."""
    return [found.address for found in findings(report, *rules, previous=previous)]
