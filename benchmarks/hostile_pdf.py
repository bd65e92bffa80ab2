"""How well hostile PDFs are read: counts per cell, against the figures they were made of.

    python -m benchmarks.hostile_pdf [--files 40] [--seed 1] [--show] [--office]

The files are drawn line by line, or with --office Word files that LibreOffice prints. The reports
are the examples, and the cases of published reports where their folder is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hostile import arguments, count, scored
from gkdoc.model import SeenReport
from gkdoc.read.pdf import read_pdf
from tests.hostile.pdf import files
from tests.hostile.prints import prints
from tests.hostile.reports import whole_tables
from tests.tools import places
from tests.tools.office import Office
from tests.tools.scoring import Score


def judged(report: SeenReport, number: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each drawn file of a report by the name of its layout."""
    return scored(files(report.agency, report.year, whole_tables(report), number, seed), read_pdf)


def printed(report: SeenReport, number: int, seed: int) -> Iterator[tuple[str, Score]]:
    """The score of each Word file of a report that LibreOffice prints."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None:
        raise SystemExit("LibreOffice or the faces are not on this machine")
    with TemporaryDirectory() as folder:
        office = Office(program, Path(folder) / "office", faces)
        made = prints(report, number, seed, office, Path(folder) / "files")
        yield from scored(made, read_pdf)


def main() -> int:
    """The exit code: 1 if a cell was wrong in silence."""
    parser = arguments(__doc__, 40)
    parser.add_argument("--office", action="store_true", help="Word files as LibreOffice prints")
    options = parser.parse_args()
    return count(printed if options.office else judged, options)


if __name__ == "__main__":
    sys.exit(main())
