"""How well hostile web pages are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_html [--pages 60] [--seed 1] [--show]

The reports are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator

from gkdoc.api import load
from gkdoc.errors import InputError
from gkdoc.model import Report, completed, printed
from gkdoc.read import read_object
from gkdoc.read.html import read_html
from gkdoc.spec import CellRef, TableSpec
from tests.hostile_html import pages
from tests.tools.places import ROOT
from tests.tools.scoring import Score, score


def originals() -> Iterator[tuple[str, Report]]:
    """The reports that pages are made of, by their names."""
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        yield path.stem, load(path)
    for path in sorted((ROOT.parent / "shared" / "cases").glob("*.json")):
        yield path.stem, read_object(json.loads(path.read_bytes())["report"], partial=True).report


def whole_tables(report: Report) -> dict[str, tuple[TableSpec, dict[CellRef, str]]]:
    """The tables with the texts of their cells; rows that were not seen get figures of their own.

    Those differ from cell to cell, so that no two can be taken for one another.
    """
    tables = {}
    for key, table in report.tables.items():
        values = completed(table.values)
        figures = {
            ref: printed(values.at(ref)) if ref in values.entered else str(1000 + place)
            for place, ref in enumerate(values.spec.cells)
        }
        tables[key] = values.spec, figures
    return tables


def judged(report: Report, count: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each page of a report by the name of its layout."""
    for page in pages(report.agency, report.year, whole_tables(report), count, seed):
        try:
            reading = read_html(page.content)
        except InputError:
            yield page.name, Score(reported=len(page.shown))
        else:
            yield page.name, score(reading, page.shown)


def main() -> int:
    """The exit code: 1 if a cell was wrong in silence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each cell that is wrong in silence")
    options = parser.parse_args()
    total = Score()
    unread: Counter[str] = Counter()
    for name, report in originals():
        of_report = Score()
        for layout, found in judged(report, options.pages, options.seed):
            of_report += found
            unread[layout] += found.reported
            if options.show and found.silent:
                print(layout, *found.silent[:3], sep="\n  ")  # noqa: T201
        _print(name, of_report)
        total += of_report
    _print("total", total)
    print("unread cells by layout:", *unread.most_common(12), sep="\n  ")  # noqa: T201
    return 1 if total.silent else 0


def _print(name: str, found: Score) -> None:
    print(  # noqa: T201
        f"{name:34} right {found.right:7} reported {found.reported:6} silent {len(found.silent):5}"
    )


if __name__ == "__main__":
    sys.exit(main())
