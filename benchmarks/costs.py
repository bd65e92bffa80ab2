"""What calls cost in two commits: `python -m benchmarks.costs BEFORE AFTER`.

The command `gkdoc build`, a process for each report, with whatever an earlier call has left in its
cache; the plain `gkdoc.build(report)` of README, without a template that is kept; and reading the
Word file back. Both commits take turns, so that a busy machine is busy for both. Medians.
"""

# ruff: noqa: S603, T201 - a script that starts programs and prints

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from benchmarks.commits import environment, exported

ROUNDS: Final = 12
EXAMPLES: Final = ("city-government-2024", "county-bureau-2019", "trading-center-2023")
PLAIN: Final = """\
import json, statistics, sys, time
import gkdoc
def cost(call):
    times = []
    for _ in range(12):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return statistics.median(times[2:])
costs = {}
for name in sys.argv[1:]:
    report = gkdoc.load(f"examples/{name}.yaml")
    document = gkdoc.build(report).document
    open("read.docx", "wb").write(document)
    costs[f"build(report), {name}"] = cost(lambda: gkdoc.build(report))
    costs[f"read_report(docx), {name}"] = cost(lambda: gkdoc.read_report("read.docx"))
print(json.dumps(costs))
"""


@frozen
class Side:
    """A commit in a folder of its own."""

    checkout: Path
    cache: Path

    def run(self, arguments: Sequence[str]) -> tuple[float, str]:
        """The processor's time of a Python process, and what it printed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=self.checkout,
            env=environment(self.checkout, self.cache),
            check=True,
            capture_output=True,
            text=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return spent, done.stdout

    def cold(self, name: str) -> float:
        """The processor's time of one call of the command."""
        return self.run(["-m", "gkdoc", "build", f"examples/{name}.yaml", "-o", "cold.docx"])[0]


def main() -> None:
    """Print the costs in both commits and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before")
    parser.add_argument("after")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sides = [
            Side(exported(commit, folder / name), folder / f"{name}-cache")
            for name, commit in (("before", asked.before), ("after", asked.after))
        ]
        print(f"{'ms of processor time':46} {'before':>8} {'after':>8} {'after ÷ before':>15}")
        for name in EXAMPLES:
            for side in sides:
                side.cold(name)  # Compiles the bytecode, and fills a cache if there is one.
            rounds = [[side.cold(name) for side in sides] for _ in range(ROUNDS)]
            _say(
                f"gkdoc build, a process, {name}",
                *map(statistics.median, zip(*rounds, strict=True)),
            )
        plain = [json.loads(side.run(["-c", PLAIN, *EXAMPLES])[1]) for side in sides]
        for name in plain[0]:
            _say(name, *(costs[name] for costs in plain))


def _say(name: str, before: float, after: float) -> None:
    print(f"{name:46} {before * 1000:8.1f} {after * 1000:8.1f} {after / before:15.2f}")


if __name__ == "__main__":
    main()
