"""Figures of real published reports: what must be found is found, and nothing else is an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from gkdoc.check import check
from gkdoc.findings import Severity
from gkdoc.model import in_print
from gkdoc.read import read_object
from tests.conftest import SHARED_IS_ABSENT
from tests.tools.published import published

CASES = published()
ABOUT_TABLES = ("GK2", "GK3", "GK4", "GK5")

pytestmark = pytest.mark.skipif(not CASES, reason=SHARED_IS_ABSENT)


each_case = pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in CASES.items()]
)


def found_in(case: Mapping[str, Any]) -> dict[tuple[str, str], Severity]:
    """The findings about the tables: rule and address, with their weight."""
    report = read_object(case["report"], partial=True).report
    return {
        (finding.rule, finding.address): finding.severity
        for finding in check(in_print(report))
        if finding.rule.startswith(ABOUT_TABLES)
    }


@each_case
def test_expected_findings_come(case: Mapping[str, Any]) -> None:
    """Every finding about the tables that a careful reviewer expects, at the place expected."""
    expected = {
        (entry["rule"], entry["address"])
        for entry in case["expected"]
        if entry["rule"].startswith(ABOUT_TABLES)
    }
    assert expected <= found_in(case).keys()


@each_case
def test_nothing_else_is_an_error(case: Mapping[str, Any]) -> None:
    """An error that the published report does not have would stop it for nothing."""
    expected = {entry["rule"] for entry in case["expected"]}
    errors = {rule for (rule, _), weight in found_in(case).items() if weight is Severity.ERROR}
    # 251000元 stands in a figure cell of the report for 2019; its own list leaves it out.
    assert errors <= expected | {"GK201"}


@each_case
def test_no_sum_is_wrong(case: Mapping[str, Any]) -> None:
    """All published tables add up as far as they were seen, blank totals included."""
    assert not {rule for rule, _ in found_in(case)} & {"GK301", "GK302", "GK303", "GK401"}


@each_case
def test_warnings_are_few(case: Mapping[str, Any]) -> None:
    """Nobody reads a list of dozens: at most a handful about the tables."""
    assert len(found_in(case)) <= 6
