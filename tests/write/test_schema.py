"""The JSON Schema: valid itself, wide enough for every report, narrow enough for usual faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from gkdoc.model import Report
from gkdoc.spec import form
from gkdoc.write.json_schema import schema
from gkdoc.write.json_text import to_json
from tests.tools.editions import EDITIONS
from tests.tools.strategies import reports, whole_reports

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_it_is_a_schema() -> None:
    """The metaschema of draft 2020-12 accepts it, and it is plain JSON."""
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@settings(deadline=None)
@given(reports())
def test_every_report_is_valid(report: Report) -> None:
    """The canonical JSON of any report validates."""
    VALIDATOR.validate(json.loads(to_json(report)))


@settings(deadline=None)
@given(whole_reports())
def test_every_whole_report_is_valid(report: Report) -> None:
    """The canonical JSON of a report that can be built validates."""
    VALIDATOR.validate(json.loads(to_json(report)))


def test_each_row_and_column_of_each_edition_is_there() -> None:
    """Every label of every form stands in the schema, beside its name."""
    text = json.dumps(schema(), ensure_ascii=False)
    for edition in EDITIONS:
        for table in form(edition).tables.values():
            for cell in table.cells.values():
                assert json.dumps(cell.row_labels[-1], ensure_ascii=False) in text
                assert json.dumps(cell.column_labels[-1], ensure_ascii=False) in text


ROW = [0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "data",
    [
        {"applications": {"received": ROW}},
        {"applications": {"denied": {"state_secret": ROW}}},
        {"applications": {"other_processing": ROW}},
        {"proactive": {"licensing": 36}},
        {"proactive": {"fees": {"amount": 96171.6}}},
        {"proactive": {"licensing": [46, -5, 8312]}},
        {"edition": 2021},
        {"edition": {"applications": "2019"}},
        {"overview": "（一）主动公开。全年公开5条。"},
    ],
)
def test_other_ways_to_write_are_valid(data: dict[str, Any]) -> None:
    """Rows as lists, a single figure bare, editions as numbers, prose as text."""
    VALIDATOR.validate({"agency": "某局", "year": 2023, **data})


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("agency"),
        lambda data: data.update(year="2023"),
        lambda data: data.update(year=23),
        lambda data: data.update(agency=""),
        lambda data: data.update(edition="2020"),
        lambda data: data.update(unknown=1),
        lambda data: data.update(applications={"recieved": ROW}),
        lambda data: data.update(applications={"received": ROW[1:]}),
        lambda data: data.update(applications={"received": [*ROW, 0]}),
        lambda data: data.update(applications={"received": {"natural_person": -1}}),
        lambda data: data.update(applications={"received": {"natural_person": 1.5}}),
        lambda data: data.update(applications={"received": {"natural_person": True}}),
        lambda data: data.update(applications={"received": {"nature_person": 1}}),
        lambda data: data.update(applications={"other_processing": ROW, "other": {"other": ROW}}),
        lambda data: data.update(proactive={"rules": 5}),
        lambda data: data.update(proactive={"procurement": [1, 2], "rules": {"issued": 1}}),
        lambda data: data.update(overview=[{"level": 5, "heading": "标题"}]),
        lambda data: data.update(overview=[{"heading": "标题"}]),
        lambda data: data.update(overview=[{}]),
        lambda data: data.update(signature={"agency": "某局"}),
        lambda data: data.update(gkdoc=2),
    ],
)
def test_usual_faults_are_not_valid(change: Callable[[dict[str, Any]], None]) -> None:
    """What the reader refuses for its shape, the schema refuses too."""
    data: dict[str, Any] = {"agency": "某局", "year": 2023}
    VALIDATOR.validate(data)
    change(data)
    assert not VALIDATOR.is_valid(data)
