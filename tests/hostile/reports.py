"""The reports that hostile files are made of: the examples, and figures of published reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from gkdoc.api import load
from gkdoc.model import SeenReport, completed, printed
from gkdoc.read import read_object
from gkdoc.spec import CellRef, TableSpec
from tests.tools import published as cases
from tests.tools.places import ROOT

Figures: TypeAlias = Mapping[CellRef, str]


def examples() -> Iterator[tuple[str, SeenReport]]:
    """The examples of the project, by their names."""
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        yield path.stem, load(path)


def published() -> Iterator[tuple[str, SeenReport]]:
    """The cases of published reports, by their names; none where their folder is not there."""
    for name, case in cases.published().items():
        yield name, read_object(case["report"], partial=True).report


def whole_tables(report: SeenReport) -> dict[str, tuple[TableSpec, Figures]]:
    """The tables with the texts of their cells; cells that were not seen get figures of their own.

    Those differ from cell to cell, so that no two can be taken for one another.
    """
    tables: dict[str, tuple[TableSpec, Figures]] = {}
    for key, table in report.tables.items():
        values = completed(table.values)
        tables[key] = (
            values.spec,
            {
                ref: printed(values.at(ref)) if ref in values.entered else str(1000 + place)
                for place, ref in enumerate(values.spec.cells)
            },
        )
    return tables
