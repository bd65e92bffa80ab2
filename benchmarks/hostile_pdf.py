"""How well hostile PDFs are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_pdf [--files 40] [--seed 1] [--show] [--office]

The files are drawn line by line, or with --office Word files that LibreOffice prints. The reports
are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gkdoc.errors import InputError
from gkdoc.model import Report
from gkdoc.read.pdf import read_pdf
from tests.hostile.reports import examples, published, whole_tables
from tests.hostile_pdf import File, files
from tests.hostile_prints import prints
from tests.tools import places
from tests.tools.office import Office
from tests.tools.scoring import Score, score


def judged(report: Report, count: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each drawn file of a report by the name of its layout."""
    yield from scored(files(report.agency, report.year, whole_tables(report), count, seed))


def printed(report: Report, count: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each Word file of a report that LibreOffice prints."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None:
        raise SystemExit("LibreOffice or the faces are not on this machine")
    with TemporaryDirectory() as folder:
        office = Office(program, Path(folder) / "office", faces)
        yield from scored(prints(report, count, seed, office, Path(folder) / "files"))


def scored(of_report: Iterable[File]) -> Iterator[tuple[str, Score]]:
    """The score of each file by the name of its layout."""
    for file in of_report:
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
    parser.add_argument("--office", action="store_true", help="Word files as LibreOffice prints")
    options = parser.parse_args()
    judge = printed if options.office else judged
    total = Score()
    unread: Counter[str] = Counter()
    for name, report in (*examples(), *published()):
        of_report = Score()
        for layout, found in judge(report, options.files, options.seed):
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
