"""How well hostile web pages are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_html [--files 60] [--seed 1] [--show]

The reports are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.hostile import arguments, count, scored
from gkdoc.model import SeenReport
from gkdoc.read.html import read_html
from tests.hostile.html import pages
from tests.hostile.reports import whole_tables
from tests.tools.scoring import Score


def judged(report: SeenReport, number: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each page of a report by the name of its layout."""
    made = pages(report.agency, report.year, whole_tables(report), number, seed)
    return scored(made, read_html)


if __name__ == "__main__":
    sys.exit(count(judged, arguments(__doc__, 60).parse_args()))
