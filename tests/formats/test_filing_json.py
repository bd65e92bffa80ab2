"""The JSON of filing systems: written, read, and each loss said, in either spelling."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

import gkdoc.api
from gkdoc.errors import InputError
from gkdoc.findings import Location, Severity
from gkdoc.formats.filing import FilingTable, filing_form
from gkdoc.model import BLANK, NOT_ENTERED, Introduction, SeenReport, Text, printed
from gkdoc.read import read_bytes, read_file
from gkdoc.spec import CellRef, table
from gkdoc.write.filing_json import filing_json, losses
from gkdoc.write.json_text import to_json
from tests.tools.filing import projected
from tests.tools.places import ROOT
from tests.tools.strategies import reports, whole_reports

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


def read(text: str) -> SeenReport:
    """The report in the text."""
    return read_bytes(text.encode(), "json").report


def at(tree: Any, path: str) -> Any:  # noqa: ANN401 - JSON
    """What stands at the path."""
    for name in path.split("."):
        tree = tree[name]
    return tree


@settings(max_examples=60, deadline=None)
@given(reports())
def test_what_is_written_is_read(report: SeenReport) -> None:
    """Any report equals its projection, and the projection loses nothing more."""
    expected = projected(report)
    assert read(filing_json(report)) == expected
    assert projected(expected) == expected
    assert read(filing_json(expected)) == expected
    assert losses(expected) == ()


@settings(max_examples=60, deadline=None)
@given(whole_reports())
def test_every_loss_is_said(report: SeenReport) -> None:
    """Where the projection differs from the report by more than a title's line break."""
    if report.introduction == Introduction(()):
        report = evolve(report, introduction=None)
    expected = evolve(projected(report), title=report.title)
    texts = [value for _, value in report.cells() if isinstance(value, Text)]
    if not texts:
        assert (expected == report) == (losses(report) == ())


@each_example
def test_examples_survive(example: Path) -> None:
    """All figures of the form of 2021, and all words of the six sections."""
    report = gkdoc.api.load(example)
    back = read(filing_json(report))
    lost = {finding.address for finding in losses(report)}
    for key, own in report.tables.items():
        if key not in lost:
            kept = dict(back.cells())
            assert all(kept[ref] == value for ref, value in own.values.entered.items())
    for key, outline in report.prose.items():
        if key not in lost:
            assert back.prose[key] == outline


def test_the_usual_names() -> None:
    """Six sections by type; applicants above outcomes in table three; digits as written."""
    report = gkdoc.api.load(ROOT / "examples" / "city-government-2024.yaml")
    tree = json.loads(filing_json(report))
    assert [section["type"] for section in tree["sections"]] == [
        "text",
        "table_2",
        "table_3",
        "table_4",
        "text",
        "text",
    ]
    cells = {str(ref): value for ref, value in report.cells()}
    two, three, four = (section for section in tree["sections"] if section["type"] != "text")
    for path, address in (
        ("activeDisclosureData.coercion.processed", "proactive.compulsion.decisions"),
        ("activeDisclosureData.normativeDocuments.valid", "proactive.normative_documents.in_force"),
    ):
        assert at(two, path) == cells[address]
    assert (
        at(three, "tableData.legalPerson.social.results.denied.stateSecret")
        == cells["applications.denied.state_secret.welfare"]
    )
    assert (
        at(four, "reviewLitigationData.litigationPostReview.maintain")
        == cells["remedies.litigation_after_reconsideration.upheld"]
    )


def spelled(names: FilingTable, refs: list[CellRef], spelling: int, *, turned: bool) -> Any:  # noqa: ANN401
    """The object of a table with numbered figures, each name in its n-th spelling."""
    tree: dict[str, Any] = {}
    for number, ref in enumerate(refs, start=1):
        row = names.rows[ref.row][min(spelling, len(names.rows[ref.row]) - 1)]
        column = names.columns[ref.column][min(spelling, len(names.columns[ref.column]) - 1)]
        path = f"{column}.{row}" if names.columns_first != turned else f"{row}.{column}"
        *above, last = path.split(".")
        inner = tree
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = number
    return tree


def spellings() -> Iterator[Any]:
    """Every table in each spelling; the long names of table three have the outcome on top."""
    for key in filing_form().tables:
        for spelling in range(3):
            turned = key == "applications" and spelling > 0
            yield pytest.param(key, spelling, turned, id=f"{key}-{spelling}")


@pytest.mark.parametrize(("key", "spelling", "turned"), list(spellings()))
@pytest.mark.parametrize("flat", [False, True])
def test_each_spelling_is_read(key: str, spelling: int, turned: bool, flat: bool) -> None:  # noqa: FBT001
    """In the list of sections or at the top; every figure in its cell."""
    names = filing_form().tables[key]
    refs = list(table(key, filing_form().edition).cells)
    data = spelled(names, refs, spelling, turned=turned)
    member = filing_form().sections[key].content[0]
    payload: dict[str, Any] = (
        {member: data}
        if flat
        else {"sections": [{"type": filing_form().sections[key].type, member: data}]}
    )
    text = json.dumps({"unit_name": "甲局", "report_year": 2023, **payload}, ensure_ascii=False)
    reading = read_bytes(text.encode(), "json")
    found = {ref: value for ref, value in reading.report.cells() if value is not NOT_ENTERED}
    assert found == {ref: number for number, ref in enumerate(refs, start=1)}
    assert reading.findings == ()


def test_blank_zero_and_words_stay_apart() -> None:
    """null and the empty string are blanks, 0 is 0, / is /, "5" is 5 and said, absent is absent."""
    text = """{"unitName": "甲局", "year": "2023", "activeDisclosureData": {
        "regulations": {"made": null, "repealed": "", "valid": 0},
        "licensing": {"processed": "/"},
        "punishment": {"processed": "5"},
        "fees": {"amount": 96171.60}}}"""
    reading = read_bytes(text.encode(), "json")
    assert reading.report.proactive is not None
    values = reading.report.proactive.values
    assert values["rules", "issued"] is BLANK
    assert values["rules", "repealed"] is BLANK
    assert values["rules", "in_force"] == 0
    assert values["licensing", "decisions"] == Text("/")
    assert values["penalties", "decisions"] == 5
    assert values["compulsion", "decisions"] is NOT_ENTERED
    assert printed(values["fees", "amount"]) == "96171.60"
    assert [finding.severity for finding in reading.findings] == [Severity.INFORMATION]
    assert reading.locations["proactive.licensing.decisions"] == Location(line=3, column=23)


def test_unknown_names_are_said() -> None:
    """Nothing beside the format is dropped in silence."""
    text = '{"unitName": "甲局", "year": 2023, "hash": "x", "table_4": {"review": {"won": 1}}}'
    (finding,) = read_bytes(text.encode(), "json").findings
    assert finding.severity is Severity.WARNING
    assert "hash" in finding.message
    assert "review.won" in finding.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"sections": []}', "机关和年度"),
        ('{"sections": 5, "title": "甲局2023年政府信息公开工作年度报告"}', "列表"),
        ('{"unitName": "甲局", "year": 2023, "table_2": [1]}', "一组名称和数字"),
        ('{"unitName": "甲局", "year": 2023, "table_2": {"fees": {"amount": 1e5}}}', "不是数字"),
        ('{"unitName": "甲局", "year": 2023, "table_2": {"fees": {"amount": [1]}}}', "应是一个数"),
        ('{"unitName": "甲局", "year": 2023, "tableData": {}, "table_3": {}}', "写了两次"),
    ],
)
def test_broken_files_are_refused(text: str, words: str) -> None:
    """With the line, and what was expected."""
    with pytest.raises(InputError, match=words):
        read_bytes(text.encode(), "json")


def test_files_are_told_apart_by_their_names(tmp_path: Path) -> None:
    """The same suffix: our own JSON and the filing JSON."""
    report = gkdoc.api.load(EXAMPLES[0])
    own, filing = tmp_path / "own.json", tmp_path / "filing.json"
    own.write_text(to_json(report), encoding="utf-8")
    filing.write_text(filing_json(report), encoding="utf-8")
    assert read_file(own).report == report
    assert read_file(filing).report == projected(report)


def test_each_figure_has_one_place() -> None:
    """No path of the mapping means two cells, and every cell of the form has one."""
    for key, names in filing_form().tables.items():
        paths = [
            path
            for ref in table(key, filing_form().edition).cells
            for path in set(names.paths(ref))
        ]
        assert len(paths) == len(set(paths))
