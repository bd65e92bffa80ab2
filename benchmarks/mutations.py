"""The mutation study: wrong figures are put into clean reports; are they found and named?

    python benchmarks/mutations.py [FILE…]

Takes every readable file of a clean report, also a JSON file that has it under "report"; without
one, the examples. Printed for each kind of
change: how many there were, how many gave an error, in how many the first suspects were just the
changed cells with their true values, and in how many these were among the suspects.
"""

# ruff: noqa: T201 - a script that prints

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import Factory, evolve, frozen, mutable

from gkdoc.check import RULES, check
from gkdoc.findings import Finding, Severity
from gkdoc.model import SeenReport, TableValues, completed, in_print
from gkdoc.read import read_file, read_object
from gkdoc.spec import CellRef

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240131
DRAWN = 400
"""So many sets of two and of three cells are drawn from each table."""


@frozen
class Mutation:
    """Wrong figures in one table; `cells` are the cells with what belongs there."""

    kind: str
    table: str
    wrong: Mapping[CellRef, int]
    cells: Mapping[CellRef, int]


@mutable
class Tally:
    """What came of the changes of one kind."""

    made: int = 0
    found: int = 0
    first: int = 0
    among: int = 0
    missed: list[Mutation] = Factory(list)

    def add(self, mutation: Mutation, findings: Sequence[Finding]) -> None:
        """Count one change and what was found in it."""
        self.made += 1
        self.found += bool(findings)
        right = {(str(ref), str(value)) for ref, value in mutation.cells.items()}
        named = {
            (suspect.address, suspect.repair)
            for finding in findings
            for suspect in finding.suspects
        }
        self.among += right <= named
        if _first(findings, len(right)) == right:
            self.first += 1
        else:
            self.missed.append(mutation)

    def line(self, kind: str) -> str:
        """The figures in one line."""
        rates = (f"{part / self.made:8.2%}" for part in (self.found, self.first, self.among))
        return f"{kind:<36}{self.made:>7} {'  '.join(rates)}"


def study(report: SeenReport) -> dict[str, Tally]:
    """What the checks make of every kind of change to the report, by kind."""
    tallies: dict[str, Tally] = {}
    for mutation in mutations(report):
        findings = errors(report, mutation)
        tallies.setdefault(mutation.kind, Tally()).add(mutation, findings)
    return tallies


def mutations(report: SeenReport) -> Iterator[Mutation]:
    """Every change of one cell of tables three and four, and drawn changes of several."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    for key in ("applications", "remedies"):
        if key in report.tables:
            values = report.tables[key].values
            yield from _single(values)
            yield from _several(values, chance)


def errors(report: SeenReport, mutation: Mutation) -> list[Finding]:
    """The errors in the changed table when the change is made."""
    table = report.tables[mutation.table]
    changed: dict[str, Any] = {
        mutation.table: evolve(table, values=table.values.changed(mutation.wrong))
    }
    spec = table.values.spec
    about_sums = {total.rule for total in spec.sums} | {balance.rule for balance in spec.balances}
    # Rules about prose see nothing of this and take their time.
    others = RULES.keys() - about_sums
    return [
        finding
        for finding in check(in_print(evolve(report, **changed)), switched_off=others)
        if finding.severity is Severity.ERROR and finding.address.startswith(mutation.table)
    ]


def plausible(values: TableValues, ref: CellRef) -> Iterator[int]:
    """The figures that a slip of keyboard or eye puts into the cell, its own not among them."""
    true = whole(values, ref)
    digits = str(true)
    places = range(len(digits))
    candidates = [true + 1, true - 1, true * 10, 0]
    candidates += [int(digits[:place] + digits[place + 1 :] or 0) for place in places]
    candidates += [int(digits[: place + 1] + digits[place:]) for place in places]
    candidates += [
        int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
        for place in places[:-1]
    ]
    candidates += [whole(values, other) for other in _beside(values, ref)]
    yield from (wrong for wrong in dict.fromkeys(candidates) if wrong >= 0 and wrong != true)


def whole(values: TableValues, ref: CellRef) -> int:
    """The figure of a cell; a blank counts as nothing."""
    value = values.at(ref)
    return value if isinstance(value, int) else 0


def _single(values: TableValues) -> Iterator[Mutation]:
    totals = {relation.total for relation in values.spec.sums}
    table = values.spec.key
    for ref in values.entered:
        kind = f"{table}：一格（{'合计' if ref in totals else '分项'}）"
        for wrong in plausible(values, ref):
            yield Mutation(kind, table, {ref: wrong}, {ref: whole(values, ref)})


def _several(values: TableValues, chance: random.Random) -> Iterator[Mutation]:
    kinds: dict[str, Callable[[], Iterator[Mapping[CellRef, int]]]] = {
        "任意两格": lambda: _drawn(values, chance, 2),
        "左右两格互换": lambda: _swaps(values, (0, 1)),
        "上下两格互换": lambda: _swaps(values, (1, 0)),
        "任意三格": lambda: _drawn(values, chance, 3),
        "一列下移一格": lambda: _lowered(values),
        "相邻两行互换": lambda: _exchanged(_lines(values), values),
        "相邻两列互换": lambda: _exchanged([*zip(*_lines(values), strict=True)], values),
        "整行右移一格": lambda: _shifts(values, 1),
        "整行左移一格": lambda: _shifts(values, -1),
        "一行重复计入总计": lambda: _counted(values, 1),
        "一行没有计入总计": lambda: _counted(values, -1),
    }
    table = values.spec.key
    for kind, make in kinds.items():
        for wrong in make():
            changed = {ref: value for ref, value in wrong.items() if value != whole(values, ref)}
            if changed:
                true = {ref: whole(values, ref) for ref in changed}
                yield Mutation(f"{table}：{kind}", table, changed, true)


def _drawn(
    values: TableValues, chance: random.Random, cells: int
) -> Iterator[Mapping[CellRef, int]]:
    refs = list(values.entered)
    for _ in range(DRAWN):
        yield {
            ref: chance.choice(list(plausible(values, ref))) for ref in chance.sample(refs, cells)
        }


def _lowered(values: TableValues) -> Iterator[Mapping[CellRef, int]]:
    """Columns whose figures stand one row lower from some row on, down to the totals."""
    for column in zip(*_lines(values), strict=True):
        for first in range(0, len(column) - 2, 4):
            refs = column[first:]
            yield dict(zip(refs, [0, *(whole(values, ref) for ref in refs[:-1])], strict=True))


def _exchanged(
    lines: Sequence[Sequence[CellRef]], values: TableValues
) -> Iterator[Mapping[CellRef, int]]:
    for one, other in pairwise(lines):
        yield {
            **{ref: whole(values, source) for ref, source in zip(one, other, strict=True)},
            **{ref: whole(values, source) for ref, source in zip(other, one, strict=True)},
        }


def _swaps(values: TableValues, step: tuple[int, int]) -> Iterator[Mapping[CellRef, int]]:
    lines = _lines(values)
    down, right = step
    for row, line in enumerate(lines[: len(lines) - down]):
        for column, ref in enumerate(line[: len(line) - right]):
            other = lines[row + down][column + right]
            yield {ref: whole(values, other), other: whole(values, ref)}


def _shifts(values: TableValues, step: int) -> Iterator[Mapping[CellRef, int]]:
    """Rows whose figures but the total stand one cell beside their own; the last falls out."""
    for *leaves, _ in _lines(values):
        figures = [whole(values, ref) for ref in leaves]
        moved = [0, *figures[:-1]] if step > 0 else [*figures[1:], 0]
        yield dict(zip(leaves, moved, strict=True))


def _counted(values: TableValues, sign: int) -> Iterator[Mapping[CellRef, int]]:
    """A row more or less in all totals of the results."""
    totals: dict[str, list[CellRef]] = {}
    for relation in values.spec.sums:
        rows = [part.row for part in relation.parts]
        if relation.total.row not in rows:
            for part in relation.parts:
                totals.setdefault(part.row, []).append(relation.total)
    for row, refs in totals.items():
        yield {
            ref: max(0, whole(values, ref) + sign * whole(values, evolve(ref, row=row)))
            for ref in refs
        }


def _lines(values: TableValues) -> list[list[CellRef]]:
    return [
        [CellRef(values.spec.key, row, column) for column in columns]
        for row, columns in values.spec.rows.items()
    ]


def _beside(values: TableValues, ref: CellRef) -> Iterator[CellRef]:
    lines = _lines(values)
    row = next(number for number, line in enumerate(lines) if ref in line)
    column = lines[row].index(ref)
    for down, right in ((0, -1), (0, 1), (-1, 0), (1, 0)):
        if 0 <= row + down < len(lines) and 0 <= column + right < len(lines[row]):
            yield lines[row + down][column + right]


def _first(findings: Sequence[Finding], cells: int) -> set[tuple[str, str]]:
    """The suspects that come first: one of each finding, and the rest of the cells of the first."""
    return {
        (suspect.address, suspect.repair)
        for finding in findings
        for suspect in finding.suspects[: max(1, cells - len(findings) + 1)]
    }


def read_report(file: Path) -> SeenReport:
    """The report in the file, or in its "report", as it is printed: with every total."""
    if file.suffix == ".json":
        content = json.loads(file.read_bytes())
        report = read_object(content.get("report", content), partial=True).report
    else:
        report = read_file(file, partial=True).report
    tables: dict[str, Any] = {
        key: evolve(table, values=completed(table.values)) for key, table in report.tables.items()
    }
    return evolve(report, **tables)


def main(paths: Sequence[str]) -> None:
    """Print the figures over all files."""
    files = [Path(path) for path in paths] or sorted((ROOT / "examples").glob("*.yaml"))
    total: dict[str, Tally] = {}
    start = time.perf_counter()
    for file in files:
        for kind, tally in study(read_report(file)).items():
            into = total.setdefault(kind, Tally())
            for name in ("made", "found", "first", "among"):
                setattr(into, name, getattr(into, name) + getattr(tally, name))
    print(f"{len(files)} 份报告：{'、'.join(file.stem for file in files)}")
    print(f"{'改动':<34}{'次数':>7} {'发现':>7} {'首位正确':>6} {'列入可疑':>6}")
    for kind, tally in total.items():
        print(tally.line(kind))
    made = sum(tally.made for tally in total.values())
    print(f"{made} 次检查，{time.perf_counter() - start:.0f} 秒")


if __name__ == "__main__":
    main(sys.argv[1:])
