"""Time and memory of a rollup, by the number of units: memory is not to grow with the reports.

    python benchmarks/rollup.py [UNITS…]

So many data files are made from the tables of an example, each with figures and a name of its own
(reading and checking prose takes several times as long, and no more memory), then `gkdoc rollup`
sums them up with workbook and JSON in a process of its own. Printed: seconds, milliseconds
a unit, the most memory of the process and of its helpers.
"""

# ruff: noqa: T201 - a script that prints

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from gkdoc.model import SeenReport
from gkdoc.read import read_file
from gkdoc.write.json_text import to_json

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = ROOT / "examples" / "city-government-2024.yaml"
USUAL: Final = (100, 1_000, 10_000)
JOBS: Final = 2

_MEASURED: Final = """\
import resource, sys
from gkdoc.cli.main import main
if __name__ == "__main__":
    code = main(sys.argv[1:])
    most = [resource.getrusage(who).ru_maxrss // 1024 for who in
            (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("memory", *most)
"""


def make(count: int, folder: Path) -> None:
    """So many data files in the folder; the figures that the sums need stay in step."""
    whole = read_file(EXAMPLE).report
    text = to_json(SeenReport(agency=whole.agency, year=whole.year).with_tables(whole.tables))
    agency = json.dumps(whole.agency, ensure_ascii=False)
    for number in range(count):
        changed = text.replace(agency, f'"第{number}局"', 1)
        changed = re.sub(r'("licensing": {"decisions": )\d+', rf"\g<1>{number}", changed)
        (folder / f"{number:05}.json").write_text(changed, encoding="utf-8")


def main() -> None:
    """Print a line for each number of units."""
    print(" units  seconds  ms/unit  memory MB  helpers MB")
    for count in tuple(map(int, sys.argv[1:])) or USUAL:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            script = folder / "measured.py"
            script.write_text(_MEASURED, encoding="utf-8")
            units = folder / "units"
            units.mkdir()
            make(count, units)
            command = [
                *(sys.executable, str(script), "rollup", str(units), "--jobs", str(JOBS)),
                *("-o", str(folder / "汇总.json"), "--workbook", str(folder / "汇总.xlsx")),
                *("--details", str(folder / "来源.json")),
            ]
            began = time.perf_counter()
            done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
            seconds = time.perf_counter() - began
            memory = re.search(r"memory (\d+) (\d+)", done.stdout)
            assert memory, done.stderr  # noqa: S101 - a measurement that failed
            print(
                f"{count:>6} {seconds:>8.1f} {seconds / count * 1000:>8.1f}"
                f" {memory[1]:>10} {memory[2]:>11}",
                flush=True,
            )


if __name__ == "__main__":
    main()
