"""YAML for people: what is written is read again, and other programs read the same."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gkdoc.model import Applications, Organ, Overview, SeenReport
from gkdoc.read import read_bytes
from gkdoc.text.blocks import Block
from gkdoc.write.yaml_text import to_yaml
from tests.tools.strategies import reports, whole_reports, words
from tests.write.test_json import figures


@settings(deadline=None)
@given(report=reports(misprints=True), labels=st.booleans())
def test_what_was_read_survives(*, report: SeenReport, labels: bool) -> None:
    """YAML gives an equal report again, keyed by names and by labels."""
    again = read_bytes(to_yaml(report, labels=labels).encode(), "yaml", partial=True).report
    assert again == report
    assert list(figures(again)) == list(figures(report))


@settings(deadline=None)
@given(report=whole_reports(), labels=st.booleans())
def test_what_can_be_built_survives(*, report: SeenReport, labels: bool) -> None:
    """The YAML of a whole report is a data file to build from."""
    assert read_bytes(to_yaml(report, labels=labels).encode(), "yaml").report == report


@settings(deadline=None)
@given(words.map(str.strip).filter(bool))
@example("no")
@example("null")
@example("true")
@example("010")
@example("12:30")
@example("2024-01-15")
@example("文字 # 不是说明")
@example("文字: 不是键")
def test_every_reader_of_yaml_takes_words_for_words(title: str) -> None:
    """PyYAML, which turns no and 010 into something else, reads the very words."""
    report = SeenReport(agency=title, year=2023)
    assert yaml.safe_load(to_yaml(report))["agency"] == title


@pytest.mark.parametrize("labels", [False, True])
def test_a_person_can_read_it(*, labels: bool) -> None:
    """Prose is written as typed, a whole row on one line, a heading without name only as label."""
    report = SeenReport(
        agency="某市某局",
        year=2023,
        organ=Organ(kind="department"),
        overview=Overview((Block(text="概述。"), Block(2, "主动公开。", "全年公开5条。"))),
        applications=Applications.from_records(
            [*(("granted", column, 0) for column in COLUMNS), ("received", "natural_person", 5)],
            edition="2021",
        ),
    )
    assert to_yaml(report, labels=labels) == dedent(BY_LABELS if labels else BY_NAMES)


COLUMNS = (
    "natural_person",
    "business",
    "research",
    "welfare",
    "legal_service",
    "other",
    "total",
)

BY_NAMES = """\
    agency: 某市某局
    year: 2023
    edition: 2021
    organ:
      kind: department

    overview: |
      概述。
      （一）主动公开。全年公开5条。

    applications:
      # 各数依次为：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计
      received:
        natural_person: 5
      granted: [0, 0, 0, 0, 0, 0, 0]
    """

BY_LABELS = """\
    机关: 某市某局
    年度: 2023
    格式: 2021
    机关性质:
      类别: 政府部门

    一、总体情况: |
      概述。
      （一）主动公开。全年公开5条。

    三、收到和处理政府信息公开申请情况:
      # 各数依次为：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计
      一、本年新收政府信息公开申请数量:
        自然人: 5
      三、本年度办理结果:
        （一）予以公开: [0, 0, 0, 0, 0, 0, 0]
    """
