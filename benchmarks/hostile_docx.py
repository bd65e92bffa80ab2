"""How well hostile Word files are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_docx [--files 80] [--seed 1] [--show]

The reports are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.hostile import arguments, count, scored
from gkdoc.model import SeenReport
from gkdoc.read.docx import read_docx
from tests.hostile.files import files
from tests.hostile.reports import whole_tables
from tests.tools.scoring import Score


def judged(report: SeenReport, number: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each file of a report by the name of its layout."""
    made = files(report.agency, report.year, whole_tables(report), number, seed)
    return scored(made, read_docx)


if __name__ == "__main__":
    sys.exit(count(judged, arguments(__doc__, 80).parse_args()))
