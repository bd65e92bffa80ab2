"""Waivers: a finding that somebody accepted counts no longer, until what it is about changes."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

import gkdoc
from gkdoc.check.waivers import UNUSED, VOID, Values, waived
from gkdoc.errors import InputError
from gkdoc.findings import Finding, Severity, has_errors
from gkdoc.messages import _
from gkdoc.model import Report, Waiver
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from tests.tools import strategies
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
DAY = datetime.date(2025, 2, 1)

# The first figure of the row 予以公开 is raised by one: an error with a place of its own.
TEXT = re.sub(
    r"(?m)^(  granted: +\[)(\d+)",
    lambda found: f"{found[1]}{int(found[2]) + 1}",
    EXAMPLE.read_text(encoding="utf-8"),
)


@pytest.fixture
def wrong(tmp_path: Path) -> Report:
    """A report with a wrong figure."""
    path = tmp_path / "数据.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return gkdoc.load(path)


def error_in(report: Report) -> Finding:
    """The one error of the report."""
    (error,) = [
        finding for finding in gkdoc.check_report(report) if finding.severity is Severity.ERROR
    ]
    return error


def waiver_of(finding: Finding, report: Report, **changes: str) -> Waiver:
    """The waiver that covers the finding, with `changes`."""
    words = {
        "rule": finding.rule,
        "address": finding.address,
        "value": Values(report).of(finding),
        "by": "张三",
        "reason": "上级已核",
    }
    return Waiver(date=DAY, **(words | changes))


def test_a_waived_error_is_information(wrong: Report) -> None:
    """Rule, place and message stay; who, when and why are named; the build goes through."""
    error = error_in(wrong)
    waiver = waiver_of(error, wrong)
    (covered,) = [
        finding
        for finding in gkdoc.check_report(wrong, waivers=[waiver])
        if finding.rule == error.rule
    ]
    expected = evolve(error, severity=Severity.INFORMATION, waiver="张三，2025-02-01：上级已核")
    assert covered == expected
    assert gkdoc.build(wrong).document is None
    assert gkdoc.build(wrong, waivers=[waiver]).document is not None
    assert gkdoc.build(evolve(wrong, waivers=(waiver,))).document is not None


def test_a_waiver_is_void_when_the_value_changes(wrong: Report) -> None:
    """The error counts again, and both values are said."""
    error = error_in(wrong)
    waiver = waiver_of(error, wrong, value="5")
    findings = gkdoc.check_report(evolve(wrong, waivers=(waiver,)))
    (said,) = [finding for finding in findings if finding.rule == VOID]
    assert has_errors(findings)
    assert "“5”" in said.message
    assert f"“{Values(wrong).of(error)}”" in said.message
    assert said.address == "waivers.1"


@pytest.mark.parametrize(
    "change", [{"rule": "GK601"}, {"address": "applications.granted.total"}], ids=str
)
def test_a_waiver_that_covers_nothing_is_reported(wrong: Report, change: dict[str, str]) -> None:
    """Another rule or another place: nothing is covered, and that is said."""
    findings = gkdoc.check_report(wrong, waivers=[waiver_of(error_in(wrong), wrong, **change)])
    assert has_errors(findings)
    (said,) = [finding for finding in findings if finding.rule == UNUSED]
    assert said.severity is Severity.INFORMATION
    assert next(iter(change.values())) in said.message


@pytest.mark.parametrize("address", ["applications.granted.*", "*", "applications.granted"])
def test_there_are_no_wildcards(wrong: Report, address: str) -> None:
    """A waiver is for one place."""
    waiver = waiver_of(error_in(wrong), wrong, address=address)
    assert has_errors(gkdoc.check_report(wrong, waivers=[waiver]))


def test_words_are_waived_by_what_is_quoted(wrong: Report) -> None:
    """Of two slips in one paragraph, the waiver of one leaves the other; other words void it."""
    first, second = (
        Finding("GK701", Severity.WARNING, _(sign), "overview.1", quote=sign) for sign in (",", ";")
    )
    waiver = waiver_of(first, wrong)
    covered, left = waived([first, second], wrong, [waiver])
    assert (bool(covered.waiver), left) == (True, second)
    assert [finding.rule for finding in waived([second], wrong, [waiver])] == ["GK701", VOID]


def test_long_words_are_named_by_a_checksum(wrong: Report) -> None:
    """The value of a section is short, and another one as soon as a sign of it changes."""
    finding = Finding("GK104", Severity.WARNING, _("…"), "overview")
    value = Values(wrong).of(finding)
    assert len(value) < 60
    assert "\n" not in value
    assert wrong.overview is not None
    shorter = evolve(wrong.overview, outline=wrong.overview.outline[:-1])
    assert Values(evolve(wrong, overview=shorter)).of(finding) != value


def test_what_keeps_a_document_from_being_made_cannot_be_waived(wrong: Report) -> None:
    """A picture in the prose stays an error, and the waiver is told to be of no use."""
    finding = Finding("GK112", Severity.ERROR, _("图片"), "overview.1")
    kept, said = waived([finding], wrong, [waiver_of(finding, wrong)])
    assert kept == finding
    assert "不能豁免" in said.message


@settings(deadline=None, max_examples=50)
@given(strategies.reports(misprints=True))
def test_every_finding_can_be_waived(report: Report) -> None:
    """The value that is asked for covers the finding, whatever the report holds; nothing raises."""
    for finding in gkdoc.check_report(report):
        if finding.rule in {"GK112", "GK310"}:
            continue
        covered, *_ = waived([finding], report, [waiver_of(finding, report)])
        assert covered.waiver


BESIDE = """\
- 规则: GK302
  位置: applications.granted.total
  数值: 1117
  批准人: 张三
  日期: 2025-02-01
  理由: 上级已核
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", BESIDE),
        ("a.yaml", "豁免:\n" + BESIDE),
        ("a.yaml", "waivers:\n" + BESIDE),
        (
            "a.json",
            """[{"rule": "GK302", "address": "applications.granted.total", "value": "1117",
                 "by": "张三", "date": "2025-02-01", "reason": "上级已核"}]""",
        ),
    ],
)
def test_waivers_in_a_file_of_their_own(name: str, text: str, tmp_path: Path) -> None:
    """A list, or a map with the list, by labels or names, in YAML or JSON."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_waivers(path) == (
        Waiver("GK302", "applications.granted.total", "1117", "张三", DAY, "上级已核"),
    )


@pytest.mark.parametrize(
    "text", ["", "- 规则: GK302\n", "agency: 甲\n", "豁免\n", BESIDE.replace("理由", "缘由")]
)
def test_a_broken_file_of_waivers_is_refused(text: str, tmp_path: Path) -> None:
    """What is missing or misspelt is said; nothing is waived by half."""
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_waivers(path)


def test_the_file_beside_a_report_is_found(tmp_path: Path) -> None:
    """It bears the whole name of the report and its own ending."""
    path = tmp_path / "报告.docx"
    assert waivers_beside(path) is None
    beside = tmp_path / "报告.docx.waivers.yaml"
    beside.write_text(BESIDE, encoding="utf-8")
    assert waivers_beside(path) == beside
