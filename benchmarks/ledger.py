"""The time that a register takes, by the number of its rows: it is to grow with them, no faster.

    python benchmarks/ledger.py [ROWS…]

A register is made as CSV and as a workbook, then `gkdoc ledger` makes table three, the workbook and
the JSON of it in a process of its own. Printed: seconds, microseconds a row, the most memory.
"""

# ruff: noqa: T201, S311 - a script that prints, and has no secrets

from __future__ import annotations

import csv
import datetime
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlsxwriter

from gkdoc.spec import newest
from gkdoc.tasks.ledger.vocabulary import TABLE, vocabulary

YEAR: Final = 2024
SEED: Final = 20240131
USUAL: Final = (10, 10_000, 200_000)
HEADERS: Final = ("申请编号", "申请人类型", "收到日期", "答复日期", "办理结果", "备注")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of a register: sound ones, a few of other years, a few that nobody can place."""
    random.seed(SEED)
    applicants = sorted(vocabulary(newest().tables[TABLE]).applicants)
    outcomes = sorted(vocabulary(newest().tables[TABLE]).outcomes)
    first = datetime.date(YEAR - 1, 11, 1)
    for number in range(1, count + 1):
        received = first + datetime.timedelta(days=random.randrange(425))
        answered = received + datetime.timedelta(days=random.randrange(5, 40))
        still_open = random.random() < 0.02
        yield (
            f"{received.year}-{number - (random.random() < 0.01):06}",
            random.choice(applicants) if random.random() < 0.99 else "不详",
            received.isoformat(),
            "" if still_open else answered.isoformat(),
            "" if still_open else random.choice(outcomes),
            "=1+1",
        )


def made(count: int, folder: Path) -> Iterator[Path]:
    """The register in both formats."""
    comma = folder / f"{count}.csv"
    with comma.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADERS, *rows(count)])
    yield comma
    sheet = folder / f"{count}.xlsx"
    book = xlsxwriter.Workbook(sheet, {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    for place, row in enumerate([HEADERS, *rows(count)]):
        page.write_row(place, 0, row)
    book.close()
    yield sheet


def main() -> None:
    """Print a line for each register."""
    counts = tuple(map(int, sys.argv[1:])) or USUAL
    print("format     rows  seconds   µs/row  memory MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in counts:
            for path in made(count, folder):
                command = [
                    *(sys.executable, "-m", "gkdoc", "ledger", str(path), "--year", str(YEAR)),
                    *("-o", str(folder / "表三.yaml"), "--workbook", str(folder / "去向.xlsx")),
                    *("--details", str(folder / "去向.json")),
                ]
                began = time.perf_counter()
                subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own
                seconds = time.perf_counter() - began
                most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
                print(
                    f"{path.suffix:<6} {count:>8} {seconds:>8.1f} {seconds / count * 1e6:>8.1f}"
                    f" {most:>10.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
