"""Causes of wrong sums: one finding a cause, the cell to change first, with the value it needs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check import Subject
from gkdoc.findings import Finding
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    Remedies,
    SeenReport,
    Text,
    in_print,
)
from gkdoc.spec import CellRef, table
from tests.tools.firing import Firing, changed, example, findings, whole
from tests.tools.reports import records

CLEAN = whole(example("city-government-2024"))
"""A report whose relations all hold, with every total entered."""

SUMS = ("GK301", "GK302", "GK303", "GK401")
FORM = table("applications", "2021")
COLUMNS = FORM.rows["granted"]
LEAVES = COLUMNS[:-1]

FIRING = (
    Firing(
        rule="GK301",
        address="applications.received.natural_person",
        report=changed(CLEAN, {"applications.received.natural_person": 2184}),
    ),
    Firing(
        rule="GK302",
        address="applications.granted.natural_person",
        report=changed(CLEAN, {"applications.granted.natural_person": 1021}),
    ),
    Firing(
        rule="GK303",
        address="applications.granted.total",
        report=changed(CLEAN, {"applications.granted.total": 1171}),
    ),
    Firing(
        rule="GK401",
        address="remedies.reconsideration",
        report=changed(CLEAN, {"remedies.reconsideration.total": 208}),
    ),
)


def figure(report: SeenReport, row: str, column: str) -> int:
    """The figure of a cell of table three."""
    assert report.applications is not None
    value = report.applications.values[row, column]
    assert isinstance(value, int)
    return value


def row_of(report: SeenReport, row: str) -> list[int]:
    """The figures of a row of table three, as printed in the whole form."""
    return [figure(report, row, column) for column in COLUMNS]


def with_rows(report: SeenReport, rows: Mapping[str, list[int]]) -> SeenReport:
    """The report with other figures in these rows of table three, from the left."""
    return changed(
        report,
        {
            f"applications.{row}.{column}": value
            for row, figures in rows.items()
            for column, value in zip(COLUMNS, figures, strict=False)
        },
    )


def sums(report: SeenReport) -> list[Finding]:
    """The findings about sums and balances."""
    return findings(report, *SUMS)


def repairs(finding: Finding) -> list[tuple[str, str]]:
    """The suspects without what they show now."""
    return [(suspect.address, suspect.repair) for suspect in finding.suspects]


def test_a_clean_report_has_no_cause() -> None:
    """All 39 relations of table three and the three of table four hold in the example."""
    assert sums(CLEAN) == []


def test_a_wrong_leaf_is_one_finding() -> None:
    """A leaf breaks its row and its column: one finding, its cell, both relations."""
    report = changed(CLEAN, {"applications.granted.natural_person": 1021})
    (found,) = sums(report)
    assert repairs(found) == [("applications.granted.natural_person", "1012")]
    assert found.suspects[0].value == "1021"
    assert len(found.relations) == 2
    assert "1117，各列之和 1126" in found.relations[0]
    assert "2131，各行之和 2140" in found.relations[1]


@pytest.mark.parametrize(
    ("row", "column", "relations"),
    [
        ("received", "legal_service", 2),
        ("carried_in", "natural_person", 2),
        ("carried_out", "business", 2),
        ("denied.deliberation", "other", 2),
        ("granted", "total", 2),
        ("received", "total", 2),
        ("total", "business", 3),
        ("total", "total", 3),
    ],
)
def test_every_kind_of_cell_is_named(row: str, column: str, relations: int) -> None:
    """Leaves, totals of rows, of columns and of both: the cell with its true value, alone."""
    true = figure(CLEAN, row, column)
    (found,) = sums(changed(CLEAN, {f"applications.{row}.{column}": true + 5}))
    assert repairs(found) == [(f"applications.{row}.{column}", str(true))]
    assert found.address == f"applications.{row}.{column}"
    assert len(found.relations) == relations


def test_independent_mistakes_are_told_apart() -> None:
    """Five wrong cells in five places: five findings, each with its own cell first."""
    wrong = {
        "applications.received.legal_service": 75,
        "applications.granted.natural_person": 1102,
        "applications.denied.third_party.business": 30,
        "applications.unavailable.not_held.total": 534,
        "applications.other.other.research": 700,
    }
    found = sums(changed(CLEAN, wrong))
    assert sorted(finding.suspects[0].address for finding in found) == sorted(wrong)


def test_what_cannot_be_told_apart_is_listed() -> None:
    """Two equal differences in two rows and two columns: both readings, and the message says so."""
    report = changed(
        CLEAN,
        {
            "applications.granted.natural_person": 1013,
            "applications.denied.deliberation.business": 3,
        },
    )
    (found,) = sums(report)
    assert set(repairs(found)) == {
        ("applications.granted.natural_person", "1012"),
        ("applications.denied.deliberation.business", "2"),
        ("applications.granted.business", "60"),
        ("applications.denied.deliberation.natural_person", "21"),
    }
    assert "有 2 种可能" in found.message


def test_exchanged_cells_are_recognised() -> None:
    """Two figures of a row in each other's place: both to be put back, and the message says so."""
    report = changed(
        CLEAN,
        {"applications.granted.business": 30, "applications.granted.legal_service": 61},
    )
    (found,) = sums(report)
    assert repairs(found) == [
        ("applications.granted.business", "61"),
        ("applications.granted.legal_service", "30"),
    ]
    assert "两格数字互换" in found.message


def test_a_shifted_row_is_recognised() -> None:
    """A row whose figures stand one cell to the right: all of them go back."""
    true = row_of(CLEAN, "unavailable.not_held")
    report = with_rows(CLEAN, {"unavailable.not_held": [0, *true[:5]]})
    (found,) = sums(report)
    right = {
        (f"applications.unavailable.not_held.{column}", str(value))
        for column, value, wrong in zip(COLUMNS, true, [0, *true[:5]], strict=False)
        if value != wrong
    }
    assert set(repairs(found)) == right
    assert "整行数字错位" in found.message


def test_exchanged_rows_are_recognised() -> None:
    """The totals of the results and the row below in each other's place: both go back."""
    total, below = row_of(CLEAN, "total"), row_of(CLEAN, "carried_out")
    (found,) = sums(with_rows(CLEAN, {"total": below, "carried_out": total}))
    assert "两行数字互换" in found.message
    assert ("applications.total.total", "2347") in repairs(found)
    assert ("applications.carried_out.total", "101") in repairs(found)


def test_a_shifted_column_is_recognised() -> None:
    """A column whose figures stand one row lower: all of them go up again."""
    rows = list(FORM.rows)[2:12]
    true = [figure(CLEAN, row, "natural_person") for row in rows]
    cells = {
        f"applications.{row}.natural_person": value
        for row, value in zip(rows, [0, *true[:-1]], strict=True)
    }
    (found,) = sums(changed(CLEAN, cells))
    assert set(repairs(found)) == {
        (f"applications.{row}.natural_person", str(value))
        for row, value in zip(rows, true, strict=True)
    }
    assert "整列数字错位" in found.message
    assert "等 10 格" in found.message


def test_a_row_counted_twice_is_recognised() -> None:
    """Totals with one row twice in them: the totals of the results are to be changed."""
    total, extra = row_of(CLEAN, "total"), row_of(CLEAN, "partly_granted")
    twice = [one + other for one, other in zip(total, extra, strict=True)]
    (found,) = sums(with_rows(CLEAN, {"total": twice}))
    assert dict(repairs(found)) == {
        f"applications.total.{column}": str(value)
        for column, value, wrong in zip(COLUMNS, total, twice, strict=True)
        if value != wrong
    }
    assert "重复计入" in found.message


def test_a_total_that_was_not_updated_is_named() -> None:
    """A leaf was corrected and its row's total was not: the total is the suspect, not the leaf."""
    report = with_rows(CLEAN, {"total": [2132, 134, 4, 10, 58, 10, 2348]})
    report = changed(
        report,
        {
            "applications.granted.natural_person": 1013,
            "applications.carried_out.natural_person": 90,
            "applications.carried_out.total": 100,
        },
    )
    (found,) = sums(report)
    assert repairs(found) == [("applications.granted.total", "1118")]
    assert found.rule == "GK303"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (102, "漏了一位数字"),
        (10122, "多了一位数字"),
        (1102, "相邻两位数字颠倒"),
        (1212, "错了一位数字"),
        (0, ""),
    ],
)
def test_the_slip_is_named(wrong: int, words: str) -> None:
    """What happened to the figure is said where it can be seen."""
    (found,) = sums(changed(CLEAN, {"applications.granted.natural_person": wrong}))
    assert "应为 1012" in found.message
    assert words in found.message


def test_no_repair_is_negative() -> None:
    """A count below zero mends no sum: no part of the block can be smaller by 107."""
    report = changed(CLEAN, {"remedies.reconsideration.total": 100})
    (found,) = sums(report)
    assert repairs(found) == [("remedies.reconsideration.total", "207")]


def test_table_four_lists_every_cell_of_the_block() -> None:
    """One relation cannot tell its cells apart: all five, each with the value that mends it."""
    (found,) = sums(changed(CLEAN, {"remedies.reconsideration.pending": 24}))
    assert dict(repairs(found)) == {
        "remedies.reconsideration.upheld": "94",
        "remedies.reconsideration.corrected": "29",
        "remedies.reconsideration.other": "56",
        "remedies.reconsideration.pending": "22",
        "remedies.reconsideration.total": "209",
    }
    assert found.address == "remedies.reconsideration"


def test_blocks_of_table_four_are_independent() -> None:
    """Two wrong blocks are two findings, none about the third."""
    report = changed(
        CLEAN,
        {
            "remedies.reconsideration.pending": 24,
            "remedies.litigation_after_reconsideration.total": 33,
        },
    )
    assert [found.address for found in sums(report)] == [
        "remedies.reconsideration",
        "remedies.litigation_after_reconsideration",
    ]


@pytest.mark.parametrize("value", [BLANK, Text("/"), Text("—"), NOT_ENTERED])
def test_a_total_without_a_figure_is_not_compared(value: CellValue) -> None:
    """No sum error follows from a total that is blank, a stroke, or left to be computed."""
    report = changed(CLEAN, {"applications.granted.total": value})
    assert sums(report) == []


def test_a_total_without_a_figure_counts_as_its_parts() -> None:
    """Where all totals of the rows are blank, the total of totals is compared with their sums."""
    blank = {f"applications.{row}.total": BLANK for row in FORM.rows if row != "total"}
    report = changed(CLEAN, blank)
    assert sums(report) == []
    (found,) = sums(changed(report, {"applications.total.total": 2374}))
    assert repairs(found)[0] == ("applications.total.total", "2347")


def test_a_blank_leaf_counts_as_nothing() -> None:
    """A blank where 0 belongs breaks no sum; where 61 belongs, it is the cell to fill in."""
    assert sums(changed(CLEAN, {"applications.denied.deliberation.research": BLANK})) == []
    (found,) = sums(changed(CLEAN, {"applications.granted.business": BLANK}))
    assert repairs(found) == [("applications.granted.business", "61")]
    assert found.suspects[0].value == ""


def test_words_that_mean_the_right_number_are_told_once() -> None:
    """22（其中…） where 22 belongs: the finding about the words holds the relations it breaks."""
    report = changed(CLEAN, {"applications.granted.natural_person": Text("1012（含口头12件）")})
    assert sums(report) == []
    (found,) = findings(report, "GK304")
    assert repairs(found) == [("applications.granted.natural_person", "1012")]
    assert len(found.relations) == 2


def test_rows_that_were_not_seen_break_no_sum() -> None:
    """Half a table: only relations whose cells were all seen are compared."""
    assert CLEAN.applications is not None
    rows = {row: dict(zip(COLUMNS, row_of(CLEAN, row), strict=True)) for row in ("granted",)}
    report = evolve(CLEAN, applications=Applications.from_records(records(rows), edition="2021"))
    assert sums(report) == []
    assert sums(evolve(CLEAN, applications=Applications.of({}, edition="2021"))) == []
    assert (
        sums(evolve(CLEAN, remedies=Remedies.of({"reconsideration": {"total": 3}}, edition="2021")))
        == []
    )


def test_a_row_alone_lists_its_cells() -> None:
    """Where the columns were not seen, every cell of the row may be wrong."""
    row = dict(zip(COLUMNS, [9, 2, 0, 0, 1, 0, 13], strict=True))
    report = evolve(
        CLEAN, applications=Applications.from_records(records({"granted": row}), edition="2021")
    )
    (found,) = sums(report)
    assert found.rule == "GK303"
    assert found.address == "applications.granted"
    assert {address for address, _ in repairs(found)} == {
        str(CellRef("applications", "granted", column)) for column in COLUMNS
    }


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_wrong_leaf_is_the_first_suspect(data: st.DataObject) -> None:
    """Whatever a leaf of table three is changed to, it is named with its true value."""
    row = data.draw(st.sampled_from([row for row in FORM.rows if row != "total"]))
    column = data.draw(st.sampled_from(LEAVES))
    true = figure(CLEAN, row, column)
    wrong = data.draw(st.integers(0, 10**6).filter(lambda value: value != true))
    (found,) = sums(changed(CLEAN, {f"applications.{row}.{column}": wrong}))
    assert repairs(found) == [(f"applications.{row}.{column}", str(true))]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([str(ref) for ref in FORM.cells]), st.integers(0, 300), max_size=4
    )
)
def test_the_first_explanation_of_each_cause_mends_the_table(wrong: dict[str, int]) -> None:
    """Whatever up to four cells hold: change what is named first, and all relations hold."""
    causes = Subject(in_print(changed(CLEAN, wrong))).causes["applications"]
    assert all(cause.mended for cause in causes)
    repaired = {
        str(ref): value for cause in causes for ref, value in cause.explanations[0].changes.items()
    }
    assert sums(changed(CLEAN, {**wrong, **repaired})) == []


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_wrong_case_is_listed(data: st.DataObject) -> None:
    """In table four the wrong cell is always among the suspects with its true value."""
    ref = data.draw(st.sampled_from(list(table("remedies", "2021").cells)))
    assert CLEAN.remedies is not None
    true = CLEAN.remedies.values.at(ref)
    wrong = data.draw(st.integers(0, 10**6).filter(lambda value: value != true))
    (found,) = sums(changed(CLEAN, {str(ref): wrong}))
    assert (str(ref), str(true)) in repairs(found)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 12), min_size=175, max_size=175))
def test_a_table_of_nonsense_is_judged_in_bounded_work(figures: list[int]) -> None:
    """Where nothing fits, each relation that fails is reported, and no figure repairs all."""
    cells = {str(ref): value for ref, value in zip(FORM.cells, figures, strict=True)}
    for finding in sums(changed(CLEAN, cells)):
        assert finding.relations
        assert finding.message
