"""How well hostile PDFs are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_pdf [--files 40] [--seed 1] [--show]

The reports are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from benchmarks.hostile_html import originals, whole_tables
from gkdoc.errors import InputError
from gkdoc.model import Report
from gkdoc.read.pdf import read_pdf
from tests.hostile_pdf import files
from tests.tools.scoring import Score, score


def judged(report: Report, count: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each file of a report by the name of its layout."""
    for file in files(report.agency, report.year, whole_tables(report), count, seed):
        try:
            reading = read_pdf(file.content)
        except InputError:
            yield file.name, Score(reported=len(file.shown))
        else:
            yield file.name, score(reading, file.shown)


def main() -> int:
    """The exit code: 1 if a cell was wrong in silence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each cell that is wrong in silence")
    options = parser.parse_args()
    total = Score()
    unread: Counter[str] = Counter()
    for name, report in originals():
        of_report = Score()
        for layout, found in judged(report, options.files, options.seed):
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
