"""Reports by the forms that there are, as files of every kind, and what is found in each.

`python -m tests.spec.judged write FOLDER` makes the files; `… read FOLDER [DATA]` prints what is
found in them, as JSON, by the forms of the installed data or of those in the folder DATA.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import gkdoc
from gkdoc.errors import GkdocError
from gkdoc.findings import Finding
from gkdoc.model import SeenReport
from gkdoc.read import Reading, read_file
from gkdoc.spec import edition_for, source
from gkdoc.tasks.ledger.counting import make_ledger
from gkdoc.tasks.ledger.entries import read_register
from gkdoc.tasks.ledger.vocabulary import TABLE, applicant_columns, result_rows
from gkdoc.tasks.workbook import report_workbook
from gkdoc.write.filing_json import filing_json
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml
from tests.hostile import files, html, layouts, pdf
from tests.hostile.reports import examples, published, whole_tables
from tests.tools.firing import Firing
from tests.tools.places import ROOT
from tests.tools.published import CASES
from tests.tools.registers import APPLICANTS, OUTCOMES, as_csv
from tests.tools.reports import small

SEED: Final = 7
EVERY_LAYOUT: Final = frozenset({"city-government-2024", "county-bureau-2019"})
"""A report by each form, drawn in every layout that tests know; others in a few."""
FEW: Final = 5
PRINTS: Final = 2
REGISTERS: Final = (2020, 2022)


def reports() -> Iterator[tuple[str, SeenReport]]:
    """The examples, the published cases, and one small report of each of some years."""
    yield from examples()
    yield from published()
    for year in (2019, 2020, 2021, 2024):
        yield f"small-{year}", small(year=year, value=3)


def write(folder: Path) -> None:
    """All files."""
    for name, content in _files():
        (folder / name.replace("/", "-")).write_bytes(content)


def _files() -> Iterator[tuple[str, bytes]]:
    for name, report in reports():
        yield f"{name}.yaml", to_yaml(report).encode()
        yield f"{name}.json", to_json(report).encode()
        yield f"{name}-filing.json", filing_json(report).encode()
        yield from _whole(name, report)
        drawn = (report.agency, report.year, whole_tables(report))
        every = name in EVERY_LAYOUT
        word, page = (len(each) if every else FEW for each in (layouts.LAYOUTS, html.LAYOUTS))
        for file in files.files(*drawn, count=word, seed=SEED):
            yield f"{name}-{file.name}.docx", file.content
        for shown in html.pages(*drawn, count=page, seed=SEED):
            yield f"{name}-{shown.name}.html", shown.content
        for printed in pdf.files(*drawn, count=PRINTS, seed=SEED):
            yield f"{name}-{printed.name}.pdf", printed.content
    for path in sorted(CASES.glob("*.pdf")):
        yield path.name, path.read_bytes()
    for year in REGISTERS:
        yield f"register-{year}.csv", _register(year).encode()


def _whole(name: str, report: SeenReport) -> Iterator[tuple[str, bytes]]:
    """What can be made of a report that lacks nothing."""
    try:
        for plain in (False, True):
            built = gkdoc.build(report.whole(), plain=plain, force=True)
            if built.document is not None and built.report is not None:
                yield f"{name}-plain-{plain}.docx", built.document
                yield f"{name}-plain-{plain}.html", gkdoc.html_page(built.report).encode()
        yield f"{name}.xlsx", report_workbook(report).content
    except GkdocError:
        return


def _register(year: int) -> str:
    """A register with every word for an applicant and an outcome that tests know, and labels."""
    spec = edition_for(year).tables[TABLE]
    labels = {column.path: column.label for column in spec.blocks[0].column_leaves()}
    applicants = [*APPLICANTS, *(labels[column] for column in applicant_columns(spec))]
    outcomes = [
        *OUTCOMES,
        *(spec.row_labels[row] for row in result_rows(spec)),
        "逾期未缴费",
        "办理中",
    ]
    rows = [
        (f"{number}-{place}", applicant, f"{year}-03-01", f"{year}-03-20", outcome)
        for number, applicant in enumerate(applicants)
        for place, outcome in enumerate(outcomes)
    ]
    return as_csv(rows)


def read(folder: Path) -> dict[str, Any]:
    """What is found in each file, and in each report for which a rule is known to fire."""
    found = {path.name: _found(path) for path in sorted(folder.iterdir())}
    for module in sorted((ROOT / "tests" / "check").glob("test_*.py")):
        tests = import_module(f"tests.check.{module.stem}")
        firing: tuple[Firing, ...] = getattr(tests, "FIRING", ())
        for number, each in enumerate(firing):
            findings = gkdoc.check_report(each.report, previous=each.previous)
            found[f"{module.stem} {number} {each}"] = _said(findings)
    return found


def _found(path: Path) -> Any:  # noqa: ANN401 - for JSON
    if path.suffix == ".csv":
        year = int(path.stem.rpartition("-")[2])
        with read_register(path) as register:
            ledger = make_ledger(register.entries, year)
        figures = {str(ref): str(value) for ref, value in ledger.table.values}
        return [figures, [each.reason for each in ledger.unplaced]]
    try:
        reading = read_file(path, partial=True)
    except GkdocError as error:
        return str(error).replace(str(path), "")
    return [_figures(reading), _said((*reading.findings, *gkdoc.check_report(reading.report)))]


def _figures(reading: Reading) -> dict[str, str]:
    return {str(ref): str(value) for ref, value in reading.report.cells()}


def _said(findings: tuple[Finding, ...]) -> list[list[str]]:
    return [[each.rule, each.message, each.address, each.label] for each in findings]


if __name__ == "__main__":
    if sys.argv[3:]:
        source.root = lambda: Path(sys.argv[3])
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]))
        json.dump(None, sys.stdout)
    else:
        json.dump(read(Path(sys.argv[2])), sys.stdout)
