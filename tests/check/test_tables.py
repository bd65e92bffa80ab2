"""Rules about single cells and rows of the three tables: kinds, blanks, editions, what may be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from attrs import evolve

from gkdoc.check import check
from gkdoc.check.figures import number_meant
from gkdoc.findings import Severity
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    Number,
    Organ,
    OtherMatters,
    Proactive,
    Remedies,
    SeenReport,
    Text,
    in_print,
    printed,
)
from gkdoc.spec import Kind, table
from gkdoc.text.outlines import parse
from tests.tools.firing import Firing, addresses, changed, example, findings, whole
from tests.tools.lacking import without
from tests.tools.reports import records

CITY = whole(example("city-government-2024"))
COUNTY_2019 = whole(example("county-bureau-2019"))
CENTER = whole(example("trading-center-2023"))
FORM = table("applications", "2021")
REMEDIES = table("remedies", "2021")


def without_applications(report: SeenReport) -> SeenReport:
    """The report with 0 in every cell of table three."""
    rows = {row: dict.fromkeys(columns, 0) for row, columns in FORM.rows.items()}
    return evolve(report, applications=Applications.from_records(records(rows), edition="2021"))


def with_other_matters(report: SeenReport, text: str) -> SeenReport:
    """The report with these words as its sixth section."""
    return evolve(report, other_matters=OtherMatters(parse(text)))


FIRING = (
    Firing(
        rule="GK201",
        address="proactive.fees.amount",
        report=changed(CITY, {"proactive.fees.amount": Text("43.788万元")}),
    ),
    Firing(
        rule="GK201",
        address="proactive.licensing.decisions",
        report=changed(CITY, {"proactive.licensing.decisions": Decimal("12.5")}),
        name="a decimal where decisions are counted",
    ),
    Firing(
        rule="GK201",
        address="proactive.fees.amount",
        report=changed(CITY, {"proactive.fees.amount": Decimal("-3.5")}),
        name="a negative amount",
    ),
    Firing(
        rule="GK202",
        address="proactive.rules.in_force",
        report=changed(
            CITY,
            {
                "proactive.rules.issued": 9,
                "proactive.rules.repealed": 2,
                "proactive.rules.in_force": 6,
            },
        ),
    ),
    Firing(
        rule="GK203",
        address="proactive.rules.issued",
        report=evolve(CITY, organ=Organ("department", "city")),
    ),
    Firing(
        rule="GK203",
        address="proactive.rules.in_force",
        report=evolve(
            changed(CITY, {"proactive.rules.issued": 0, "proactive.rules.repealed": 0}),
            organ=Organ("government", "county"),
        ),
        name="a county in whose stock rules stand",
    ),
    Firing(
        rule="GK204",
        address="proactive.fees.amount",
        report=changed(CITY, {"proactive.fees.amount": Text("—")}),
    ),
    Firing(rule="GK205", address="proactive", report=evolve(COUNTY_2019, year=2021)),
    Firing(
        rule="GK205",
        address="proactive",
        report=evolve(CITY, year=2020),
        name="the new form too early",
    ),
    Firing(
        rule="GK206",
        address="proactive.rules.disclosed_total",
        report=changed(COUNTY_2019, {"proactive.rules.disclosed": 2}),
    ),
    Firing(
        rule="GK206",
        address="proactive.fees.change",
        report=changed(COUNTY_2019, {"proactive.fees.change": -5}),
        name="fewer than none",
    ),
    Firing(
        rule="GK304",
        address="applications.received.business",
        report=changed(CITY, {"applications.received.business": Text("136件")}),
    ),
    Firing(
        rule="GK304",
        address="applications.received.business",
        report=changed(CITY, {"applications.received.business": -1}),
        name="a negative count",
    ),
    Firing(
        rule="GK305",
        address="applications.received.research",
        report=changed(CITY, {"applications.received.research": BLANK}),
    ),
    Firing(
        rule="GK305",
        address="applications.granted.total",
        report=changed(CITY, {"applications.granted.total": BLANK}),
        name="a total left out",
    ),
    Firing(
        rule="GK306",
        address="applications.carried_out.research",
        report=changed(CITY, {"applications.carried_out.research": 5}),
    ),
    Firing(
        rule="GK307",
        address="applications.other.fee_unpaid.total",
        report=with_other_matters(CITY, "2024年未收取信息处理费，没有其他需要报告的事项。"),
    ),
    Firing(
        rule="GK308",
        address="applications.other_processing",
        report=evolve(COUNTY_2019, year=2022, proactive=CITY.proactive),
    ),
    Firing(
        rule="GK402",
        address="remedies.reconsideration.other",
        report=changed(CITY, {"remedies.reconsideration.other": Text("约58")}),
    ),
    Firing(
        rule="GK403",
        address="remedies.litigation_direct",
        report=changed(
            CITY,
            {
                f"remedies.litigation_direct.{column}": BLANK
                for column in REMEDIES.rows["litigation_direct"]
            },
        ),
    ),
    Firing(rule="GK404", address="remedies", report=without_applications(CITY)),
)

TABLES = tuple(f"GK{number}" for number in (*range(201, 207), *range(301, 309), *range(401, 405)))


@pytest.mark.parametrize("report", [CITY, COUNTY_2019, CENTER], ids=lambda report: report.agency)
def test_clean_reports_are_clean(report: SeenReport) -> None:
    """The examples: nothing to say about any of their tables."""
    # The example of a trading centre shows the one row of the trial form in a report for 2023.
    expected = ["applications.other_processing"] if report is CENTER else []
    assert addresses(report, *TABLES) == expected


@pytest.mark.parametrize(
    ("text", "kind", "ten_thousands", "meant"),
    [
        ("43.788万元", Kind.DECIMAL, True, Decimal("43.788")),
        ("437880元", Kind.DECIMAL, True, Decimal("43.788")),
        ("251000元", Kind.DECIMAL, False, Decimal(251000)),
        ("22（其中修订16件）", Kind.COUNT, False, 22),
        ("22(其中修订16件)", Kind.COUNT, False, 22),
        ("1,113", Kind.COUNT, False, 1113),
        ("1，113件", Kind.COUNT, False, 1113),
        ("5,7352.18", Kind.DECIMAL, False, Decimal("57352.18")),
        ("1,5", Kind.COUNT, False, None),
        ("57352,18", Kind.DECIMAL, False, None),
        ("１２", Kind.COUNT, False, 12),
        ("1 2", Kind.COUNT, False, 12),
        ("十二", Kind.COUNT, False, 12),
        ("+1036", Kind.SIGNED, False, 1036),
        ("-8", Kind.SIGNED, False, -8),
        ("-8", Kind.COUNT, False, None),
        ("12.5", Kind.COUNT, False, None),
        ("5.0", Kind.COUNT, False, 5),
        ("3或4", Kind.COUNT, False, None),
        ("见附件", Kind.COUNT, False, None),
        ("", Kind.COUNT, False, None),
        ("1" * 100, Kind.COUNT, False, None),
    ],
)
def test_what_words_may_mean(
    text: str, kind: Kind, *, ten_thousands: bool, meant: Number | None
) -> None:
    """The number behind words seen in published tables; None where it would be a guess."""
    assert number_meant(text, kind, ten_thousands=ten_thousands) == meant


def test_the_number_is_offered_and_not_put_in() -> None:
    """The message and the suspect name the number; the cell keeps its words."""
    (found,) = findings(changed(CITY, {"proactive.fees.amount": Text("251000元")}), "GK201")
    assert "251000元" in found.message
    assert "25.1" in found.message
    assert [(suspect.value, suspect.repair) for suspect in found.suspects] == [("251000元", "25.1")]


@pytest.mark.parametrize("value", [Text("/"), Text("—"), Text("-"), Text("无"), BLANK])
def test_a_placeholder_is_no_wrong_kind(value: CellValue) -> None:
    """A stroke or a blank is a missing figure (a warning), not a wrong one (an error)."""
    report = changed(
        CITY, {"applications.received.research": value, "proactive.fees.amount": value}
    )
    assert addresses(report, "GK201", "GK304") == []
    assert addresses(report, "GK204", "GK305") == [
        "proactive.fees.amount",
        "applications.received.research",
    ]


def test_what_nobody_entered_is_no_blank() -> None:
    """A figure that is absent from the data is not printed empty."""
    assert addresses(changed(CITY, {"applications.received.research": NOT_ENTERED}), "GK305") == []


def test_blanks_are_reported_once_for_each_run() -> None:
    """Cells that touch are one finding, named by what they fill: cell, row, table."""
    row = {f"applications.denied.deliberation.{column}": BLANK for column in FORM.rows["granted"]}
    assert addresses(changed(CITY, row), "GK305") == ["applications.denied.deliberation"]
    apart = {"applications.received.research": BLANK, "applications.granted.other": BLANK}
    assert addresses(changed(CITY, apart), "GK305") == [
        "applications.received.research",
        "applications.granted.other",
    ]
    below: dict[str, CellValue] = {
        "applications.received.research": BLANK,
        "applications.carried_in.research": Text("/"),
    }
    (found,) = findings(changed(CITY, below), "GK305")
    assert found.address == "applications"
    assert "2 行共 2 格" in found.message


def test_totals_left_out_are_offered() -> None:
    """Blank totals with figures beside them: one finding with every sum."""
    blank = {f"applications.{row}.total": BLANK for row in ("granted", "partly_granted")}
    (found,) = findings(changed(CITY, blank), "GK305")
    assert [suspect.repair for suspect in found.suspects] == ["1117", "187"]


def test_a_blank_total_of_zeros_is_only_a_blank() -> None:
    """Where the sum is 0 there is nothing to offer."""
    cells = {
        f"remedies.litigation_direct.{column}": 0 for column in REMEDIES.rows["litigation_direct"]
    }
    report = changed(CITY, {**cells, "remedies.litigation_direct.total": BLANK})
    (found,) = findings(report, "GK403")
    assert found.suspects == ()


@pytest.mark.parametrize(
    "organ",
    [
        None,
        Organ(),
        Organ("department"),
        Organ("government", "city"),
        Organ("government", "province"),
        Organ("department", "state"),
        Organ(level="city"),
    ],
)
def test_rules_of_those_who_may_make_them(organ: Organ | None) -> None:
    """Silent for cities, provinces and the State Council's departments, and if nothing is known."""
    assert addresses(evolve(CITY, organ=organ), "GK203") == []


def test_no_rules_are_no_finding() -> None:
    """A department with 0 in the row is right."""
    assert addresses(CENTER, "GK203") == []


def test_stock_may_be_larger() -> None:
    """Documents of earlier years stay in force: only fewer than this year's is impossible."""
    equal = {
        "proactive.rules.issued": 9,
        "proactive.rules.repealed": 2,
        "proactive.rules.in_force": 7,
    }
    assert addresses(changed(CITY, equal), "GK202") == []
    assert addresses(changed(CITY, {"proactive.rules.repealed": 90}), "GK202") == []


def test_the_edition_follows_the_year_of_the_table_that_was_seen() -> None:
    """No table two, nothing to say; the 2019 form is right for 2019 and 2020."""
    assert addresses(without(CITY, "proactive"), "GK205") == []
    assert addresses(evolve(COUNTY_2019, year=2020), "GK205") == []


def test_items_below_zero_are_an_error() -> None:
    """Fewer items than none cannot be; more new publications than published is a warning."""
    (found,) = findings(changed(COUNTY_2019, {"proactive.fees.change": -5}), "GK206")
    assert found.severity is Severity.ERROR
    (found,) = findings(changed(COUNTY_2019, {"proactive.rules.disclosed": 2}), "GK206")
    assert found.severity is Severity.WARNING
    assert addresses(changed(COUNTY_2019, {"proactive.fees.change": -4}), "GK206") == []


@pytest.mark.parametrize(
    "text",
    [
        "全市对14件申请发出收费通知，其中9件按期缴纳。",
        "本年度共收取信息处理费3940元。",
        "本年度收取政府信息公开信息处理费合计２２３０元。",
        "已通知申请人缴纳信息处理费，逾期未缴纳的不再处理。",
        "5件申请逾期未缴费。",
    ],
)
def test_a_charge_notice_is_recognised(text: str) -> None:
    """However the section says that somebody was asked to pay."""
    assert addresses(with_other_matters(CITY, text), "GK307") == []


def test_a_charge_notice_is_only_missed_where_it_can_be() -> None:
    """No case, no table or no sixth section: silent."""
    text = "2024年未收取信息处理费。"
    none = {f"applications.other.fee_unpaid.{column}": 0 for column in FORM.rows["granted"]}
    assert addresses(with_other_matters(changed(CITY, none), text), "GK307") == []
    assert addresses(without(CITY, "other_matters"), "GK307") == []
    assert addresses(with_other_matters(without(CITY, "applications"), text), "GK307") == []


def test_an_undivided_row_is_right_before_2021() -> None:
    """The trial form has one row; the divided form has three."""
    assert addresses(COUNTY_2019, "GK308") == []
    assert addresses(CITY, "GK308") == []


def test_cases_without_applications_need_both_tables() -> None:
    """Silent if table three was not seen, if anything was handled, or if there are no cases."""
    assert addresses(without(CITY, "applications"), "GK404") == []
    assert addresses(CITY, "GK404") == []
    none = {row: dict.fromkeys(columns, 0) for row, columns in REMEDIES.rows.items()}
    empty = evolve(
        without_applications(CITY), remedies=Remedies.from_records(records(none), edition="2021")
    )
    assert addresses(empty, "GK404") == []


def test_carried_out_within_the_year_is_usual() -> None:
    """As many as were received are still no sign of delay."""
    assert addresses(CITY, "GK306") == []
    report = changed(CITY, {"applications.carried_out.research": 4})
    assert addresses(report, "GK306") == []


def test_numbers_that_are_none_raise_nothing() -> None:
    """Not-a-number, infinities and numbers too long to print are reported like any other text."""
    for value in (
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1e99999"),
        10**5000,
    ):
        report = changed(
            without(CITY),
            {
                "proactive.fees.amount": value,
                "proactive.rules.issued": value,
                "applications.granted.business": value,
                "applications.total.total": value,
                "remedies.reconsideration.total": value,
            },
        )
        found = {finding.address for finding in check(in_print(report, report))}
        assert {"proactive.fees.amount", "applications.granted.business"} <= found


def test_tables_that_were_not_seen_have_no_findings() -> None:
    """A report of prose alone: the rules about tables are silent."""
    report = without(CITY, "proactive", "applications", "remedies")
    assert addresses(report, *TABLES) == []
    empty = evolve(
        CITY,
        proactive=Proactive.of({}, edition="2021"),
        applications=Applications.of({}, edition="2021"),
        remedies=Remedies.of({}, edition="2021"),
    )
    assert addresses(empty, *TABLES) == []


def with_words(words: Mapping[str, str]) -> SeenReport:
    """The city's report with its totals left to be computed, and words in some of its cells."""
    totals = {str(total.total): NOT_ENTERED for total in FORM.sums}
    return changed(CITY, {**totals, **{address: Text(text) for address, text in words.items()}})


def test_what_stands_in_words_is_the_cause() -> None:
    """Each count in words has the figure that its column asks for, and none that is right is told.

    A figure that is wrong besides is found in its own column.
    """
    words = {
        "applications.received.business": "1,5",
        "applications.granted.natural_person": "若干",
        "applications.granted.research": "3-5",
    }
    report = changed(with_words(words), {"applications.granted.welfare": 9})
    suspects = [suspect for each in findings(report, "GK301") for suspect in each.suspects]
    due = {str(ref): printed(value) for ref, value in CITY.cells() if str(ref) in words}
    assert {each.address: each.repair for each in suspects if each.address in words} == due
    others = {each.address for each in suspects} - words.keys()
    assert "applications.granted.welfare" in others
    assert {address.rpartition(".")[2] for address in others} == {"welfare"}


def test_words_that_say_nothing_hide_nothing_else() -> None:
    """A relation with words in two of its cells is not judged; those beside it are."""
    words = {
        "applications.received.business": "见附件",
        "applications.granted.business": "见附件",
    }
    report = changed(with_words(words), {"applications.granted.welfare": 9})
    suspects = [suspect for each in findings(report, "GK301") for suspect in each.suspects]
    assert suspects
    assert {suspect.address.rpartition(".")[2] for suspect in suspects} == {"welfare"}


def test_prose_is_not_compared_with_words() -> None:
    """Nor with a total that they are part of: the words are wrong, not the prose."""
    rules = [f"GK{number}" for number in range(601, 606)]
    assert not addresses(CITY, *rules)
    assert not addresses(with_words({"applications.received.business": "约136"}), *rules)
    wrong = changed(with_words({}), {"applications.received.business": 137})
    assert addresses(wrong, *rules)
