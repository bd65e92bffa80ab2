"""Whether two commits do the same: each verb on hundreds of files, run from both and compared.

    python -m benchmarks.unchanged BEFORE AFTER [FILE…] [--keep FOLDER]

Exit codes, what is printed and every file that is written are compared, Word files part by part.
The material is BEFORE's: its examples and templates, the cases in ../shared, variations of the
examples that this script makes (wrong figures, broken syntax, blanks, texts, references, both
forms), and each FILE: any report to read, or a folder of them. What reads documents reads the ones
that BEFORE made, so that a difference in writing is counted once.

Not counted as differences, but named: the parts of a Word file that come from the template alone,
and the keys `template` and `values` beside the message of a finding in JSON. English is told
apart. Ends with 1 if anything else differs.
"""

# ruff: noqa: T201 - a script that prints

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.commits import exported
from benchmarks.unchanged.jobs import Job, first_jobs, second_jobs
from benchmarks.unchanged.material import material
from benchmarks.unchanged.running import run_both
from benchmarks.unchanged.tally import Tally


def main() -> int:
    """Compare the commits that the command line names; 1 where they differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--keep", type=Path, help="an empty folder where everything stays")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        return compared(asked.before, asked.after, asked.files, asked.keep or Path(temporary))


def compared(before: str, after: str, extra: Sequence[Path], folder: Path) -> int:
    """Run the jobs of both commits in the folder and print what they have apart."""
    started = time.monotonic()
    sides = [folder.resolve() / name for name in ("before", "after")]
    for side, commit in zip(sides, (before, after), strict=True):
        exported(commit, side / "checkout")
    material(sides[0] / "checkout", extra, sides[0] / "given")
    shutil.copytree(sides[0] / "given", sides[1] / "given")
    tally = Tally()
    first = [*first_jobs(sides[0] / "given")]
    _add(tally, first, sides, "first")
    for side in sides:
        shutil.copytree(sides[0] / "first", side / "made")
    second = [*second_jobs(sides[0] / "given", sides[0] / "made")]
    _add(tally, second, sides, "second")
    print(f"{before} against {after}, {time.monotonic() - started:.0f} s")
    print(*tally.lines(), sep="\n")
    return int(tally.broken)


def _add(tally: Tally, jobs: Sequence[Job], sides: Sequence[Path], name: str) -> None:
    results = run_both(sides, jobs, name)
    for place, (job, *both) in enumerate(zip(jobs, *results, strict=True)):
        tally.add(job, both, [side / name / f"{place:05}" for side in sides])


if __name__ == "__main__":
    sys.exit(main())
