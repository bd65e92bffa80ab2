"""Four values, totals that are computed or kept, and an undivided （六） in a divided form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.errors import InputError
from gkdoc.findings import Severity
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    Fit,
    Overview,
    Proactive,
    Remedies,
    Report,
    SeenReport,
    TableValues,
    Text,
    completed,
    counts_as,
    fitted,
    in_print,
    missing,
    printed,
)
from gkdoc.spec import CellRef, TableSpec, table
from gkdoc.text.blocks import AnyBlock, Block, Unsupported
from tests.tools.lacking import without
from tests.tools.reports import records, small

APPLICATIONS = table("applications", "2021")
REMEDIES = table("remedies", "2021")


def filled(spec: TableSpec, value: CellValue) -> dict[str, dict[str, CellValue]]:
    """Every cell of `spec` with the same value, as rows of columns."""
    return {row: dict.fromkeys(columns, value) for row, columns in spec.rows.items()}


def without_totals(spec: TableSpec, value: CellValue) -> TableValues:
    """`value` in every cell of `spec` that no sum gives."""
    totals = {relation.total for relation in spec.sums}
    return TableValues(spec, {ref: value for ref in spec.cells if ref not in totals})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (3985758, "3985758"),
        (Decimal("96171.60"), "96171.60"),
        (Decimal("0.0000001"), "0.0000001"),
        (Text("251000元"), "251000元"),
        (BLANK, ""),
    ],
)
def test_printed(value: CellValue, text: str) -> None:
    """A cell shows what was written, digit by digit."""
    assert printed(value) == text


def test_not_entered_is_not_printed() -> None:
    """Nothing stands in for a figure that nobody gave."""
    with pytest.raises(ValueError, match="not entered"):
        printed(NOT_ENTERED)


def test_the_four_values_are_four() -> None:
    """A blank is not 0, a text is not its number, not entered is not blank."""
    values = Remedies.of(
        {"reconsideration": {"upheld": 0, "corrected": BLANK}}, edition="2021"
    ).values
    assert values["reconsideration", "upheld"] == 0
    assert values["reconsideration", "corrected"] is BLANK
    assert values["reconsideration", "pending"] is NOT_ENTERED
    assert BLANK not in (0, Text("0"), NOT_ENTERED)
    with pytest.raises(InputError, match="BLANK"):
        Text(" ")


def test_an_unknown_cell_is_refused() -> None:
    """A figure cannot be put where the form has no cell, nor read from there."""
    with pytest.raises(InputError, match=r"applications\.granted\.totals"):
        Applications.from_records([("granted", "totals", 1)], edition="2021")
    values = Applications.of({"granted": {"total": 1}}, edition="2021").values
    with pytest.raises(KeyError):
        values["granted", "totals"]


def test_a_table_of_another_kind_is_refused() -> None:
    """Table three cannot be passed for table four."""
    values = Applications.of({}, edition="2021").values
    with pytest.raises(InputError, match="remedies"):
        Remedies(values)


def test_totals_nobody_entered_are_computed() -> None:
    """With 1 in every leaf: a row adds to 6, a column of 21 results to 21, all of them to 126."""
    values = completed(without_totals(APPLICATIONS, 1))
    assert values["received", "total"] == 6
    assert values["total", "business"] == 21
    assert values["total", "total"] == 126
    assert missing(values) == ()


def test_entered_totals_are_kept() -> None:
    """A total that somebody entered stays, right or wrong."""
    wrong = without_totals(APPLICATIONS, 1).changed(
        {CellRef("applications", "received", "total"): 99}
    )
    assert completed(wrong)["received", "total"] == 99


def test_a_blank_or_a_text_adds_nothing() -> None:
    """Blanks and texts among the parts count as nothing, and the total is a number."""
    values = Remedies.of(
        {"reconsideration": {"upheld": 3, "corrected": BLANK, "other": Text("/"), "pending": 0}},
        edition="2021",
    ).values
    assert completed(values)["reconsideration", "total"] == 3


def test_a_blank_total_stays_blank() -> None:
    """A total printed empty is a value that somebody entered."""
    values = Remedies.from_records(
        (("reconsideration", column, BLANK) for column in REMEDIES.rows["reconsideration"]),
        edition="2021",
    ).values
    assert completed(values)["reconsideration", "total"] is BLANK


def test_what_is_missing_is_named() -> None:
    """A missing leaf leaves its totals uncomputed, and all of them are named."""
    ref = CellRef("applications", "granted", "research")
    leaves = without_totals(APPLICATIONS, 0)
    values = TableValues(
        APPLICATIONS, {cell: value for cell, value in leaves.entered.items() if cell != ref}
    )
    assert set(missing(values)) == {
        ref,
        CellRef("applications", "granted", "total"),
        CellRef("applications", "total", "research"),
        CellRef("applications", "total", "total"),
    }


@given(st.data())
def test_computed_totals_satisfy_every_sum(data: st.DataObject) -> None:
    """Whatever the leaves are, no sum of the form fails once the totals are computed."""
    leaves = without_totals(APPLICATIONS, 0)
    values = completed(
        leaves.changed({ref: data.draw(st.integers(0, 10**6)) for ref in leaves.entered})
    )
    for relation in APPLICATIONS.sums:
        assert values.at(relation.total) == sum(
            counts_as(values.at(part)) for part in relation.parts
        )


def report_with(rows: dict[str, dict[str, CellValue]]) -> SeenReport:
    """A report of 2023 whose table three has these rows."""
    return SeenReport(
        agency="青禾县财政局",
        year=2023,
        applications=Applications.from_records(records(rows), edition="2021"),
    )


def test_an_undivided_row_of_zero_is_split_and_said() -> None:
    """GK310: 0 becomes 0, 0, 0 in the rows of the form."""
    fit = fitted(report_with(filled(APPLICATIONS.undivided, 0)))
    report, (finding,) = fit.report, fit.findings
    assert report.applications is not None
    assert report.applications.values.spec == APPLICATIONS
    assert all(value == 0 for _, value in report.applications.values)
    assert (finding.rule, finding.severity) == ("GK310", Severity.INFORMATION)


@pytest.mark.parametrize("value", [1, BLANK, Text("/")])
def test_any_other_undivided_value_is_an_error(value: CellValue) -> None:
    """GK310: a figure that is not 0 cannot be divided without guessing, nor can a blank."""
    rows = filled(APPLICATIONS.undivided, 0)
    (row,) = APPLICATIONS.divisions
    rows[row]["natural_person"] = value
    report = report_with(rows)
    fit = fitted(report)
    (finding,) = fit.findings
    assert fit.report == report
    assert (finding.rule, finding.severity) == ("GK310", Severity.ERROR)
    # A template that draws the three rows has no place for the one; any other prints the one.
    assert fit.fits
    assert not fitted(report, {"applications": APPLICATIONS}).fits


def test_a_2019_table_is_left_alone() -> None:
    """The trial form has one row there: nothing is to be fitted."""
    rows = filled(table("applications", "2019"), 4)
    report = evolve(
        report_with({}), applications=Applications.from_records(records(rows), edition="2019")
    )
    assert fitted(report) == Fit(report)


def test_what_is_printed_is_printed_the_same_again() -> None:
    """Totals that nobody entered are there in print; in print again, the report does not change."""
    rows = filled(APPLICATIONS, 1)
    del rows["received"]["total"]
    words = Overview((Block(text="收到〖申请·本年新收·总计〗件，〖〖是一个符号。"),))
    printed = in_print(evolve(report_with(rows), overview=words))
    assert printed.report.applications is not None
    assert printed.report.applications.values["received", "total"] == 6
    assert printed.entered.applications != printed.report.applications
    assert printed.words.prose["overview"] == (Block(text="收到6件，〖是一个符号。"),)
    assert in_print(printed.report).report == printed.report
    assert in_print(printed.report).words == printed.words.with_tables(printed.report.tables)


@pytest.mark.parametrize("words", [Block(text="收到〖没有〗件。"), Unsupported("图片")])
def test_what_has_no_print_is_not_printable(words: AnyBlock) -> None:
    """A reference without a figure and a picture are seen before anything is built."""
    report = report_with(filled(APPLICATIONS, 1))
    assert in_print(evolve(report, overview=Overview((Block(text="甲"),)))).printable
    assert not in_print(evolve(report, overview=Overview((words,)))).printable


def test_editions_and_title_follow_from_the_year() -> None:
    """2021 and later use the 2021 form, 2019 and 2020 the trial form; the title is made of both."""
    assert set(SeenReport(agency="甲县", year=2020).editions.values()) == {"2019"}
    mixed = SeenReport(agency="甲县", year=2023, applications=Applications.of({}, edition="2019"))
    assert dict(mixed.editions) == {
        "proactive": "2021",
        "applications": "2019",
        "remedies": "2021",
    }
    assert mixed.full_title == "甲县2023年政府信息公开工作年度报告"
    assert evolve(mixed, title="标题").full_title == "标题"


def test_tables_are_told_apart_by_their_columns() -> None:
    """The same row has other columns in another edition."""
    assert Proactive.of({"rules": {"made": 1}}, edition="2019").edition == "2019"
    with pytest.raises(InputError, match=r'edition="2019"'):
        Proactive.of({"rules": {"made": 1}}, edition="2021")


def test_a_whole_report_has_all_six_sections() -> None:
    """Where everything is there, the report is a `Report` with the same content."""
    seen = without(small())
    assert type(seen) is SeenReport
    whole = seen.whole()
    assert type(whole) is Report
    assert whole.whole() is whole
    assert whole.prose == seen.prose
    assert whole.tables == seen.tables


def test_all_that_a_report_lacks_is_named_at_once() -> None:
    """Sections and figures that nobody gave are problems of one error, each with its address."""
    report = small()
    values = report.remedies.values
    rest = {ref: value for ref, value in values.entered.items() if ref.row != "reconsideration"}
    lacking = evolve(report, remedies=Remedies(evolve(values, entered=rest)))
    with pytest.raises(InputError) as caught:
        without(lacking, "overview", "proactive").whole()
    problems = {problem.path: problem.message for problem in caught.value.problems}
    columns = values.spec.rows["reconsideration"]
    assert set(problems) == {
        "overview",
        "proactive",
        *(f"remedies.reconsideration.{column}" for column in columns),
    }
    assert problems["overview"] == "缺少“一、总体情况”"
    with pytest.raises(InputError):
        lacking.whole()


def test_what_was_seen_equals_what_was_written() -> None:
    """Reports with the same content are equal and hash alike, whole by type or not."""
    report = small()
    assert without(report) == report
    assert report == without(report)
    assert without(report, "problems") != report
    assert report != "report"
    bare = SeenReport(agency="甲局", year=2023)
    assert hash(bare) == hash(SeenReport(agency="甲局", year=2023))
