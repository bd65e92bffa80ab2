"""A rollup written out, for programs (JSON) and for people (a workbook with a row per unit)."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from decimal import Decimal
from typing import Any, Final

from attrs import asdict

from gkdoc.findings import Finding, Severity
from gkdoc.model import printed
from gkdoc.spec import TableSpec
from gkdoc.tasks.examine import weight
from gkdoc.tasks.rollup.made import MAKER
from gkdoc.tasks.rollup.sums import RolledUp
from gkdoc.tasks.rollup.units import ADDED, UnitLine, UnitStatus
from gkdoc.write.xlsx.book import Book, CellContent, ListSheet, Styled, open_lists

VERSION: Final = 1
"""The version of the JSON that is written."""

_UNIT_WIDTHS: Final = (7, 30, 34, 10, 50, 8, 8, 44)
_UNIT_HEADS: Final = (
    "序号",
    "单位",
    "文件",
    "状态",
    "说明",
    "错误",
    "警告",
    "检查发现的规则和次数",
)
_FINDING_WIDTHS: Final = (30, 34, 8, 9, 40, 60)
_SHEETS: Final = ("表二", "表三", "表四")
_WIDTH_OF_NAMES: Final = 30
_WIDTH_OF_FIGURES: Final = 14


class RollupBook:
    """A workbook that is written while the units pass: call it with each line, then `finish`.

    One sheet has a row for each unit, one for each table what every unit adds to each cell, and one
    what the checks found in every unit.
    """

    def __init__(self) -> None:
        self._target = io.BytesIO()
        self._open = ExitStack()
        self._book: Book = self._open.enter_context(open_lists(self._target))
        self._book.made_by(MAKER)
        self._units = self._book.list_sheet("单位", _UNIT_WIDTHS)
        # What is missing stands above the units, and is known behind them.
        self._lines: list[list[CellContent | Styled]] = []
        self._empty = [self._book.list_sheet(name) for name in _SHEETS]
        self._tables: dict[str, ListSheet] = {}
        self._findings = self._book.list_sheet("检查结果", _FINDING_WIDTHS)
        self._findings.heading(("单位", "文件", "级别", "规则", "位置", "内容"))

    def __call__(self, line: UnitLine) -> None:
        """Write what became of one unit."""
        unit = line.unit
        path = str(unit.path) if unit is not None else ""
        findings = unit.findings if unit is not None else ()
        wrong = line.status not in (UnitStatus.OWN, UnitStatus.COUNTED)
        counts: list[CellContent] = ["", ""]
        if unit is not None and unit.was_read:
            counts = [unit.count(Severity.ERROR), unit.count(Severity.WARNING)]
        self._lines.append(
            [
                Styled(len(self._lines) + 1, "name"),
                line.name,
                path,
                Styled(line.status.value, "wrong" if wrong else "plain"),
                "；".join(line.remarks),
                *counts,
                _rules(findings),
            ]
        )
        for key, share in line.shares.items():
            if not share.refused:
                self._table(key, line)
        for finding in findings:
            self._findings.row([line.name, path, *_finding(finding)])

    def finish(self, rolled_up: RolledUp) -> bytes:
        """The workbook, with the sums under the units and the findings about the parent."""
        if rolled_up.shortfall is not None:
            self._units.row([rolled_up.shortfall], "note")
        self._units.heading(_UNIT_HEADS)
        for cells in self._lines:
            self._units.row(cells)
        for key, table in rolled_up.report.tables.items():
            sums = table.values
            self._tables[key].row(["合计", *(_figure(value) for _, value in sums)], "strong")
        parent = rolled_up.report.agency or "汇总"
        for finding in rolled_up.findings:
            self._findings.row([parent, "", *_finding(finding)])
        self._open.close()
        return self._target.getvalue()

    def close(self) -> None:
        """Let go of an unfinished workbook."""
        self._open.close()

    def _begin_tables(self, forms: Mapping[str, TableSpec]) -> None:
        """Give the sheets of the tables their headings."""
        for sheet, (key, spec) in zip(self._empty, forms.items(), strict=True):
            sheet.columns((_WIDTH_OF_NAMES, *(_WIDTH_OF_FIGURES for _ in spec.cells)))
            sheet.heading(("单位", *(cell.label for cell in spec.cells.values())))
            self._tables[key] = sheet

    def _table(self, key: str, line: UnitLine) -> None:
        if key not in self._tables:
            self._begin_tables({name: share.form for name, share in line.shares.items()})
        share = line.shares[key]
        # What says no number is no 0: the sum leaves it out.
        silent = {*share.silent, *share.lacking}
        figures: list[CellContent] = [
            share.figures.get(ref, None if ref in silent else 0) for ref in share.form.cells
        ]
        self._tables[key].row([line.name, *figures])


class RollupLines:
    """The entries of the JSON, one for each unit: call it with each line."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def __call__(self, line: UnitLine) -> None:
        """Keep what is said about one unit."""
        unit = line.unit
        self._lines.append(
            _json(
                {
                    "name": line.name,
                    "path": str(unit.path) if unit is not None else None,
                    "status": line.status.name.lower(),
                    "counted": line.status in ADDED,
                    "remarks": list(line.remarks),
                    "errors": unit.count(Severity.ERROR) if unit is not None else 0,
                    "warnings": unit.count(Severity.WARNING) if unit is not None else 0,
                    "rules": _numbers(unit.findings) if unit is not None else {},
                }
            )
        )

    def finish(self, rolled_up: RolledUp) -> Iterator[bytes]:
        """The JSON in pieces: each unit, each cell with what every unit adds, the findings."""
        report = rolled_up.report
        findings = (_json(_finding_tree(finding)) for finding in rolled_up.findings)
        yield f'{{\n"gkdoc": {VERSION},\n"made_by": {_json(MAKER)},\n'.encode()
        yield f'"agency": {_json(report.agency)},\n'.encode()
        yield f'"year": {report.year},\n'.encode()
        yield f'"incomplete": {_json(rolled_up.incomplete)},\n"units": ['.encode()
        yield from _separated(self._lines)
        yield b'],\n"cells": {'
        yield from _separated(_cells(rolled_up))
        yield b'},\n"findings": ['
        yield from _separated(findings)
        yield b"]\n}\n"


def as_json(rolled_up: RolledUp, lines: Iterable[UnitLine]) -> dict[str, Any]:
    """The rollup as JSON holds it: each unit, each cell with what every unit adds, the findings.

    `lines` are those that `rollup` gave to its `each`, in their order. A decimal is text, so that
    no digit is lost.
    """
    told = RollupLines()
    for line in lines:
        told(line)
    content: dict[str, Any] = json.loads(b"".join(told.finish(rolled_up)), parse_float=str)
    return content


def workbook(rolled_up: RolledUp, lines: Iterable[UnitLine]) -> bytes:
    """The bytes of a workbook that shows the same; `lines` are as in `as_json`."""
    with closing(RollupBook()) as book:
        for line in lines:
            book(line)
        return book.finish(rolled_up)


def _separated(lines: Iterable[str]) -> Iterator[bytes]:
    """One entry on each line."""
    sign = "\n"
    for line in lines:
        yield f"{sign}{line}".encode()
        sign = ",\n"
    if sign != "\n":
        yield b"\n"


def _cells(rolled_up: RolledUp) -> Iterator[str]:
    for table in rolled_up.report.tables.values():
        for ref, value in table.values:
            shares = ", ".join(
                f"{_json(name)}: {printed(figure)}" for name, figure in rolled_up.provenance(ref)
            )
            yield f'{_json(str(ref))}: {{"value": {printed(value)}, "from": {{{shares}}}}}'


def _finding_tree(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "address": finding.address,
        "label": finding.label,
        "suspects": [asdict(suspect) for suspect in finding.suspects],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _finding(finding: Finding) -> list[CellContent]:
    return [weight(finding), finding.rule, finding.label or finding.address, finding.message]


def _numbers(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How often each rule found something that matters."""
    mattering = (each.rule for each in findings if each.severity is not Severity.INFORMATION)
    return dict(sorted(Counter(mattering).items()))


def _rules(findings: tuple[Finding, ...]) -> str:
    return "、".join(
        f"{rule} {count} 次" if count > 1 else rule for rule, count in _numbers(findings).items()
    )


def _figure(value: object) -> CellContent:
    return value if isinstance(value, int | Decimal) else ""
