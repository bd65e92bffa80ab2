"""Rules that compare with last year's report, and what they must not find in it."""

from __future__ import annotations

import pytest
from attrs import evolve

from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    OtherMatters,
    Problems,
    Report,
    SeenReport,
    Text,
    completed,
)
from gkdoc.spec import table
from gkdoc.text.outlines import parse
from tests.tools.firing import Firing, addresses, changed, example, findings, whole
from tests.tools.lacking import without

YEARS = ("GK501", "GK502", "GK503", "GK504", "GK505", "GK506")

HERE = whole(example("city-government-2024"))
COLUMNS = table("applications", "2021").rows["carried_out"]

CARRIED = {"natural_person": 74, "business": 5, "legal_service": 3, "other": 1}
"""What the example carries in; the other columns are 0."""


def _last_year() -> SeenReport:
    """A report for the year before that the example follows from."""
    counts = {column: CARRIED.get(column, 0) for column in COLUMNS[:-1]}
    counts[COLUMNS[-1]] = sum(counts.values())
    report = without(
        evolve(
            HERE,
            year=2023,
            title=None,
            problems=Problems(
                parse("（一）存在的主要问题\n解读材料偏少。\n（二）改进情况\n已增加。")
            ),
            other_matters=OtherMatters(parse("本年度没有收取信息处理费。")),
        ),
        "overview",
    )
    return changed(
        report,
        {
            **{f"applications.carried_out.{column}": count for column, count in counts.items()},
            # 17 + 2 − 1 = 18 and 297 + 34 − 19 = 312.
            "proactive.rules.in_force": 17,
            "proactive.normative_documents.in_force": 297,
        },
    )


LAST = _last_year()
HERE_2020 = evolve(whole(example("county-bureau-2019")), year=2020)
LAST_2019 = changed(
    without(evolve(HERE_2020, year=2019), "overview", "problems", "other_matters"),
    {
        # 51 − 5 = 46 licences and so on: what the later report begins with.
        "proactive.licensing.items_last_year": 51,
        "proactive.other_services.items_last_year": 25,
        "proactive.penalties.items_last_year": 614,
        "proactive.compulsion.items_last_year": 24,
        "proactive.fees.items_last_year": 5,
        "applications.carried_out.natural_person": 1,
        "applications.carried_out.total": 1,
        **{
            f"applications.carried_out.{column}": 0
            for column in COLUMNS
            if column not in {"natural_person", "total"}
        },
    },
)

FIRING = (
    Firing(
        rule="GK501",
        address="applications.carried_in.total",
        report=HERE,
        previous=changed(LAST, {"applications.carried_out.total": 84}),
    ),
    Firing(
        rule="GK502",
        address="applications.carried_in.business",
        report=HERE,
        previous=changed(
            LAST,
            {"applications.carried_out.natural_person": 75, "applications.carried_out.business": 4},
        ),
    ),
    Firing(
        rule="GK503",
        address="proactive.normative_documents.in_force",
        report=HERE,
        previous=changed(LAST, {"proactive.normative_documents.in_force": 279}),
    ),
    Firing(
        rule="GK504",
        address="problems",
        report=HERE,
        previous=evolve(LAST, problems=HERE.problems),
    ),
    Firing(
        rule="GK505",
        address="proactive.licensing.items_last_year",
        report=HERE_2020,
        previous=changed(LAST_2019, {"proactive.licensing.change": 5}),
    ),
    Firing(rule="GK506", address="year", report=HERE, previous=evolve(LAST, year=2022)),
    Firing(
        rule="GK506", address="agency", report=HERE, previous=evolve(LAST, agency="青禾县人民政府")
    ),
)


@pytest.mark.parametrize(("report", "previous"), [(HERE, LAST), (HERE_2020, LAST_2019)])
def test_reports_that_follow_are_clean(report: Report, previous: Report) -> None:
    """Two years that fit give no finding; without last year's report nothing is compared."""
    assert addresses(report, *YEARS, previous=previous) == []
    assert addresses(report, *YEARS) == []


def test_a_published_pair_of_years_fits() -> None:
    """A city's figures of 2023 and 2024: 11 + 2 − 1 = 12 rules, 597 + 50 − 227 = 420 documents."""
    carried = dict(zip(COLUMNS, (118, 3, 0, 0, 0, 0, 121), strict=True))
    last = changed(
        LAST,
        {
            "proactive.rules.in_force": 11,
            "proactive.normative_documents.in_force": 597,
            **{f"applications.carried_out.{column}": count for column, count in carried.items()},
        },
    )
    here = changed(
        HERE,
        {
            "proactive.rules.issued": 2,
            "proactive.rules.repealed": 1,
            "proactive.rules.in_force": 12,
            "proactive.normative_documents.issued": 50,
            "proactive.normative_documents.repealed": 227,
            "proactive.normative_documents.in_force": 420,
            **{f"applications.carried_in.{column}": count for column, count in carried.items()},
        },
    )
    assert addresses(here, *YEARS, previous=last) == []


def test_both_numbers_are_given_and_the_repair() -> None:
    """The person sees what stands here, what stood there, and which column differs."""
    previous = changed(
        LAST,
        {"applications.carried_out.business": 6, "applications.carried_out.total": 84},
    )
    (found,) = findings(HERE, "GK501", "GK502", previous=previous)
    assert "上年结转 83 件" in found.message
    assert "84 件" in found.message
    assert [(suspect.address, suspect.repair) for suspect in found.suspects] == [
        ("applications.carried_in.total", "84"),
        ("applications.carried_in.business", "6"),
    ]


@pytest.mark.parametrize("value", [BLANK, Text("/"), NOT_ENTERED])
def test_a_total_without_a_figure_stands_for_its_sum(value: CellValue) -> None:
    """Last year's total may be blank, a stroke or absent: the columns add up to it."""
    previous = changed(LAST, {"applications.carried_out.total": value})
    assert addresses(HERE, "GK501", "GK502", previous=previous) == []


def test_blank_is_no_less_than_none() -> None:
    """A blank column here and 0 there are the same count."""
    here = changed(HERE, {"applications.carried_in.research": BLANK})
    assert addresses(here, "GK501", "GK502", previous=LAST) == []


def test_rows_that_were_not_seen_are_not_compared() -> None:
    """Silent where last year's report lacks the table or the row."""
    assert addresses(HERE, *YEARS, previous=without(LAST, "proactive", "applications")) == []
    bare = evolve(LAST, applications=Applications.of({}, edition="2021"))
    assert addresses(HERE, "GK501", "GK502", previous=bare) == []


def test_stocks_are_not_compared_across_editions() -> None:
    """From 2020 to 2021 the form changed what it counts; only the applications go on."""
    here = evolve(HERE, year=2021)
    last = evolve(whole(example("county-bureau-2019")), year=2020, agency=HERE.agency)
    assert addresses(here, "GK503", "GK505", previous=last) == []
    assert addresses(here, "GK501", previous=last) == ["applications.carried_in.total"]


def test_another_year_is_not_compared() -> None:
    """A report that is not last year's gives one warning and no figures."""
    (found,) = findings(HERE, *YEARS, previous=evolve(LAST, year=2021))
    assert found.rule == "GK506"
    assert "2023" in found.message


def test_only_the_year_changed_is_copied_all_the_same() -> None:
    """Text that differs in the year it names is last year's text."""
    words = "工作中还存在公开内容不够全面、解读形式较为单一、基层人员业务不熟等问题。"
    words += "{}年，将加强培训，丰富解读形式，定期检查公开内容。"
    here = evolve(HERE, problems=Problems(parse(words.format(2025))))
    last = evolve(LAST, problems=Problems(parse(words.format(2024))))
    assert addresses(here, "GK504", previous=last) == ["problems"]


def test_short_and_formal_texts_may_be_the_same() -> None:
    """没有收取信息处理费 is rightly the same each year, and so is the opening paragraph."""
    text = OtherMatters(parse("本年度没有收取信息处理费，没有其他需要报告的事项。"))
    here, last = evolve(HERE, other_matters=text), evolve(LAST, other_matters=text)
    assert here.introduction == last.introduction
    assert addresses(here, "GK504", previous=last) == []


def test_a_new_paragraph_is_new_text() -> None:
    """A section in which much was rewritten is not reported for what was kept."""
    assert HERE.problems is not None
    half = Problems(HERE.problems.outline[:4])
    assert addresses(HERE, "GK504", previous=evolve(LAST, problems=half)) == []


def test_completed_totals_are_compared() -> None:
    """Totals that nobody entered are computed on both sides."""
    bare = example("city-government-2024")
    assert bare.applications is not None
    assert bare.applications.values["carried_in", "total"] is NOT_ENTERED
    assert completed(bare.applications.values)["carried_in", "total"] == 83
    assert addresses(bare, "GK501", "GK502", previous=LAST) == []
