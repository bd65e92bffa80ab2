"""The JSON of findings: what docs/check.schema.json says, whatever was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import gkdoc
from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity, Suspect
from gkdoc.messages import Listed, _
from gkdoc.model import Report
from gkdoc.write.findings_json import CheckedFile, findings_json
from tests.tools import strategies
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

WHOLE = Finding(
    rule="GK301",
    severity=Severity.ERROR,
    message=_(
        "{place}：{figures}，不相等",
        place=_("第 {line} 行", line=3),
        figures=Listed("、", ("5", _("空白"))),
    ),
    address="applications.received.total",
    label="总计",
    location=Location(table=2, row=4, cell=8),
    relations=("5 与 6",),
    suspects=(Suspect("applications.received.total", "5", "6"),),
    span=(0, 2),
    quote="两字",
    waiver="张三，2025-01-02：已核",
)


def content_of(*files: CheckedFile) -> Any:  # noqa: ANN401 - JSON is anything
    """The JSON, judged by its schema."""
    content = json.loads(findings_json(files))
    VALIDATOR.validate(content)
    return content


def test_the_schema_is_one() -> None:
    """docs/check.schema.json is a JSON Schema."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_of_a_finding_is_there() -> None:
    """A finding with everything is written field by field; what does not apply is left out."""
    report = gkdoc.load(EXAMPLES[0])
    (file,) = content_of(CheckedFile("a.docx", report, (WHOLE,)))["files"]
    assert (file["path"], file["agency"], file["year"]) == ("a.docx", report.agency, report.year)
    assert file["findings"] == [
        {
            "rule": "GK301",
            "severity": "error",
            "message": "第 3 行：5、空白，不相等",
            "template": "{place}：{figures}，不相等",
            "values": {
                "place": {
                    "message": "第 3 行",
                    "template": "第 {line} 行",
                    "values": {"line": 3},
                },
                "figures": ["5", {"message": "空白", "template": "空白", "values": {}}],
            },
            "address": "applications.received.total",
            "label": "总计",
            "location": {"table": 2, "row": 4, "cell": 8},
            "relations": ["5 与 6"],
            "suspects": [{"address": "applications.received.total", "value": "5", "repair": "6"}],
            "span": [0, 2],
            "quote": "两字",
            "waiver": "张三，2025-01-02：已核",
        }
    ]


def test_a_file_that_was_not_read_says_why() -> None:
    """Its findings are none, its problems those of the reader."""
    problem = Problem(_("没有冒号"), "year", 3, 1)
    (file,) = content_of(CheckedFile("b.yaml", None, problems=(problem,)))["files"]
    assert (file["agency"], file["findings"]) == (None, [])
    assert file["problems"] == [
        {
            "message": "没有冒号",
            "template": "没有冒号",
            "values": {},
            "address": "year",
            "location": {"line": 3, "column": 1},
            "place": "",
            "rule": "",
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "fatal"},
        {"rule": "301"},
        {"location": {}},
        {"location": {"line": 0}},
        {"suspects": [{"address": "a"}]},
        {"values": {"line": 0.5}},
        {"values": {"line": {"message": "第 3 行"}}},
        {"surprise": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_other_things(change: dict[str, Any]) -> None:
    """Each of these makes a finding that is none."""
    content = content_of(CheckedFile("a.docx", None, (WHOLE,)))
    content["files"][0]["findings"][0] |= change
    assert not VALIDATOR.is_valid(content)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples_follow_the_schema(example: Path) -> None:
    """What is found in a file follows it."""
    reading = gkdoc.read_report(example, partial=True)
    content_of(CheckedFile(str(example), reading.report, gkdoc.check_reading(reading)))


@settings(deadline=None, max_examples=30)
@given(strategies.reports(misprints=True))
def test_any_report_follows_the_schema(report: Report) -> None:
    """Whatever a report holds."""
    content_of(CheckedFile("x", report, gkdoc.check_report(report)))
