"""The register of applications becomes table three: counted once, or listed with the reason."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check import check
from gkdoc.model import SeenReport, completed, in_print
from gkdoc.read.sheets.dates import day_of
from gkdoc.read.sheets.rows import letters_of
from gkdoc.spec import edition_for, table
from gkdoc.spec.source import load_document
from gkdoc.tasks.ledger import Ledger, as_json
from gkdoc.tasks.ledger.counting import make_ledger
from gkdoc.tasks.ledger.entries import Entry, read_register
from gkdoc.tasks.ledger.mapping import RegisterMapping
from gkdoc.tasks.ledger.vocabulary import (
    TABLE,
    applicant_columns,
    register_columns,
    result_rows,
    vocabulary,
)
from tests.tools import registers
from tests.tools.editions import EDITIONS
from tests.tools.registers import APPLICANTS, HEADERS, OUTCOMES, YEAR, as_csv, counted_in_sql

NEWEST = table(TABLE, EDITIONS[0])
SOUND = ("2024-001", "自然人", "2024-03-01", "2024-03-20", "予以公开")


def ledger_of(folder: Path, *rows: tuple[str, ...], year: int = YEAR) -> Ledger:
    """The ledger of a CSV file with these rows."""
    path = folder / "台账.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    with read_register(path) as register:
        return make_ledger(register.entries, year)


def figures(ledger: Ledger) -> dict[str, object]:
    """The figures that are not 0, totals left out."""
    totals = {total.total for total in ledger.spec.sums}
    return {
        str(ref): value
        for ref, value in ledger.table.values.entered.items()
        if value != 0 and ref not in totals
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for many registers."""
    return tmp_path_factory.mktemp("registers")


@settings(deadline=None, max_examples=150)
@given(rows=registers.rows)
def test_no_row_is_lost_or_counted_twice(rows: list[tuple[str, ...]], folder: Path) -> None:
    """Rows = 新收 + 上年结转 + rows without a place + doubles + rows of other years, always."""
    ledger = ledger_of(folder, *rows)
    filled = [row for row in rows if any(row)]
    values = ledger.table.values
    begun = [values["received", "total"], values["carried_in", "total"]]
    assert ledger.rows == len(filled)
    assert sum(int(str(count)) for count in begun) == len(ledger.counted)
    assert len(filled) == (
        len(ledger.counted) + len(ledger.unplaced) + len(ledger.repeated) + len(ledger.outside)
    )
    entries = [
        *(each.entry for each in ledger.counted),
        *(each.entry for each in ledger.unplaced),
        *(each.entry for each in ledger.repeated),
        *(each.entry for each in ledger.outside),
    ]
    assert sorted(entry.row for entry in entries) == [
        number for number, row in enumerate(rows, start=2) if any(row)
    ]
    assert all(unplaced.reason for unplaced in ledger.unplaced)
    numbers = [each.entry.number for each in ledger.counted if each.entry.number]
    assert len(numbers) == len(set(numbers))


@settings(deadline=None, max_examples=150)
@given(rows=registers.rows)
def test_figures_are_those_of_an_independent_count(
    rows: list[tuple[str, ...]], folder: Path
) -> None:
    """SQLite counts the same from the rows as they are written, broken ones among them."""
    table = [(row[0] and f"{YEAR}-{place}", *row[1:]) for place, row in enumerate(rows)]
    assert figures(ledger_of(folder, *table)) == counted_in_sql(table)


@settings(deadline=None, max_examples=50)
@given(rows=registers.rows)
def test_the_table_agrees_with_itself(rows: list[tuple[str, ...]], folder: Path) -> None:
    """No relation of the form is broken, and no cell is left out."""
    ledger = ledger_of(folder, *rows)
    assert set(ledger.table.values.entered) == set(ledger.spec.cells)
    report = SeenReport(agency="甲局", year=YEAR, applications=ledger.table)
    assert not [
        found for found in check(in_print(report)) if found.rule in {"GK301", "GK302", "GK303"}
    ]


@settings(deadline=None, max_examples=50)
@given(rows=registers.rows)
def test_each_cell_names_its_rows(rows: list[tuple[str, ...]], folder: Path) -> None:
    """As many rows stand behind a cell, totals included, as its figure says."""
    ledger = ledger_of(folder, *rows)
    for ref, value in ledger.table.values:
        assert len({entry.row for entry in ledger.cell(ref)}) == value


@pytest.mark.parametrize(("word", "row"), OUTCOMES.items())
def test_outcomes_find_their_rows(word: str, row: str, folder: Path) -> None:
    """A word, the form's own label, or group and case in one cell."""
    ledger = ledger_of(folder, (*SOUND[:4], word))
    assert figures(ledger)[f"{TABLE}.{row}.natural_person"] == 1


@pytest.mark.parametrize(("word", "column"), APPLICANTS.items())
def test_applicants_find_their_columns(word: str, column: str, folder: Path) -> None:
    """By a common word for them."""
    ledger = ledger_of(folder, (SOUND[0], word, *SOUND[2:]))
    assert figures(ledger)[f"{TABLE}.granted.{column}"] == 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_label_of_the_form_is_known(edition: str, folder: Path) -> None:
    """Whoever writes the form's own words into the register is understood, in each edition."""
    year = int(edition)
    spec = table(TABLE, edition)
    columns = {column.path: column.label for column in spec.blocks[0].column_leaves()}
    days = (f"{year}-03-01", f"{year}-03-20")
    rows = [
        (f"{place}-{number}", columns[column], *days, spec.row_labels[row])
        for place, column in enumerate(applicant_columns(spec))
        for number, row in enumerate(result_rows(spec))
    ]
    ledger = ledger_of(folder, *rows, year=year)
    assert not ledger.unplaced
    assert set(Counter(figures(ledger).values())) == {1, len(result_rows(spec))}


def test_the_vocabulary_is_clear() -> None:
    """No word means two things, and every word leads to a cell of the form."""
    registers.words_are_clear()
    document = load_document("ledger.yaml")
    assert set(vocabulary(NEWEST).outcomes.values()) == set(result_rows(NEWEST))
    assert set(vocabulary(NEWEST).applicants.values()) == set(applicant_columns(NEWEST))
    for words in (document["applicants"], document["outcomes"]):
        listed = [letters_of(word) for group in words.values() for word in group]
        assert Counter(listed).most_common(1)[0][1] == 1


UNPLACED = {
    "no such day": ({2: "2024-02-30"}, "收到日期“2024-02-30”没有这一天"),
    "no date": ({3: "三月"}, "答复日期“三月”不是日期"),
    "no received": ({2: ""}, "没有写收到日期"),
    "answered before": ({3: "2024-02-01"}, "答复日期 2024-02-01 早于收到日期 2024-03-01"),
    "before the law": ({2: "0204-03-01"}, "条例 2008-05-01 才施行，收到日期却是 0204-03-01"),
    "no serial number": ({2: "99999"}, "收到日期“99999”不是日期"),
    "year in two digits": ({2: "24/3/1"}, "收到日期“24/3/1”不是日期"),
    "two dates": ({3: "2024-03-20 2024-04-01"}, "“2024-03-20 2024-04-01”不是日期"),
    "no applicant": ({1: ""}, "没有写申请人类型"),
    "legal person": ({1: "法人"}, "没有写是哪一种法人或组织"),
    "strange applicant": ({1: "张三"}, "不认识申请人类型“张三”"),
    "person and legal person": ({1: "自然人、法人"}, "说的不止一种"),
    "two applicants": ({1: "自然人、公司"}, "说的不止一种"),
    "group": ({4: "不予公开"}, "“不予公开”只写了大类"),
    "strange outcome": ({4: "已阅"}, "不认识办理结果“已阅”"),
    "two outcomes": ({4: "予以公开、信息不存在"}, "说的不止一种"),
    "open and settled": ({4: "予以公开（办理中）"}, "说的不止一种"),
    "contradiction": ({4: "不予处理（国家秘密）"}, "前后不一致"),
    "answered, open": ({4: "办理中"}, "有答复日期 2024-03-20，办理结果却是“办理中”"),
    "answered, nothing": ({4: ""}, "没有写办理结果"),
    "rounded number": ({0: "2.02401E+11"}, "申请编号“2.02401E+11”是科学计数法"),
    "no number": ({0: "同上"}, "申请编号“同上”里没有数字"),
    "settled, no answer": ({3: ""}, "办理结果是“予以公开”，却没有答复日期"),
}


@pytest.mark.parametrize("name", UNPLACED)
def test_rows_without_a_place_are_listed(name: str, folder: Path) -> None:
    """With the reason in words; they are not counted, and the other rows are."""
    changes, reason = UNPLACED[name]
    broken = tuple(changes.get(place, cell) for place, cell in enumerate(SOUND))
    number = changes.get(0, "2024-777")
    ledger = ledger_of(folder, (number, *broken[1:]), SOUND)
    (unplaced,) = ledger.unplaced
    assert unplaced.entry.row == 2
    assert reason in unplaced.reason
    assert len(ledger.counted) == 1


DATES = [
    "2024/3/1", "2024-03-01", "2024.3.1", "2024年3月1日", "2024年03月01日", "20240301", "45352",
    "45352.4375", "2024-03-01 09:30:00", "2024/3/1 9:30", "2024-03-01T09:30:00", "２０２４/３/１",
    "2024年3月1日 上午9:30", "2024-03-01T09:30:00+08:00", "2024年3月1日9时30分",
]  # fmt: skip


@pytest.mark.parametrize("written", DATES)
def test_dates_are_read_as_people_write_them(written: str, folder: Path) -> None:
    """With signs or in words, with the time of day, or as the number of a spreadsheet."""
    ledger = ledger_of(folder, (*SOUND[:2], written, *SOUND[3:]))
    (counted,) = ledger.counted
    assert counted.entry.received == datetime.date(2024, 3, 1)


PERIODS = {
    ("2024-01-01", "2024-12-31"): ("received", "granted"),
    ("2023-12-31", "2024-01-01"): ("carried_in", "granted"),
    ("2024-12-31", "2025-01-01"): ("received", "carried_out"),
    ("2023-12-31", "2025-01-01"): ("carried_in", "carried_out"),
    ("2023-12-31", "2023-12-31"): None,
    ("2025-01-01", "2025-01-02"): None,
}


@pytest.mark.parametrize("days", PERIODS)
def test_the_turn_of_the_year(days: tuple[str, str], folder: Path) -> None:
    """31 December and 1 January decide what is 新收, 上年结转, 结转下年度 or of another year."""
    ledger = ledger_of(folder, (*SOUND[:2], *days, SOUND[4]))
    rows = PERIODS[days]
    if rows is None:
        assert (len(ledger.outside), len(ledger.counted)) == (1, 0)
    else:
        assert set(figures(ledger)) == {f"{TABLE}.{row}.natural_person" for row in rows}


@pytest.mark.parametrize("blank", ["", "/", "—", "无", " "])
@pytest.mark.parametrize("outcome", ["", "/", "办理中", "延期答复"])
def test_what_is_not_answered_is_carried_out(blank: str, outcome: str, folder: Path) -> None:
    """No answer yet, in whatever words that is said."""
    ledger = ledger_of(folder, (*SOUND[:3], blank, outcome))
    assert f"{TABLE}.carried_out.natural_person" in figures(ledger)


def test_an_application_counts_once(folder: Path) -> None:
    """The second row of a number is listed, however the number is written."""
    numbers = ("〔2024〕1号", "[2024] 001号", "（２０２４）1号", "〔2024〕0\u200b1号")
    ledger = ledger_of(folder, *((number, *SOUND[1:]) for number in numbers))
    assert [(each.entry.row, each.counted.row) for each in ledger.repeated] == [
        (3, 2),
        (4, 2),
        (5, 2),
    ]
    assert figures(ledger)[f"{TABLE}.granted.natural_person"] == 1
    letters = (("a2024-1", *SOUND[1:]), ("Ａ2024-1", *SOUND[1:]))
    assert len(ledger_of(folder, *letters).repeated) == 1
    others = ("2024-1-11", "2024-11-1", "2024-10", "2024-100")
    assert len(ledger_of(folder, *((number, *SOUND[1:]) for number in others)).counted) == 4


CONTRADICTIONS = {
    "applicant": ({1: "公司"}, "申请人类型却不同"),
    "received": ({2: "2024-03-02"}, "收到日期却不同"),
    "answered": ({3: "2024-03-21"}, "答复日期却不同"),
    "outcome": ({4: "撤回"}, "办理结果却不同"),
    "several": ({1: "公司", 4: "部分公开"}, "申请人类型、办理结果却不同"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_one_number_for_two_things_is_not_decided_here(name: str, folder: Path) -> None:
    """It may be a slip in the number, and then an application would be lost: the row is listed."""
    changes, message = CONTRADICTIONS[name]
    other = tuple(changes.get(place, cell) for place, cell in enumerate(SOUND))
    ledger = ledger_of(folder, SOUND, other)
    (unplaced,) = ledger.unplaced
    assert message in unplaced.reason
    assert (len(ledger.counted), len(ledger.repeated)) == (1, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_an_application_that_is_copied_into_the_next_year(order: int, folder: Path) -> None:
    """Open in last year's part of the register, answered in this year's: answered."""
    rows = [
        ("2023-050", "自然人", "2023-12-20", "", "办理中"),
        ("2023-050", "自然人", "2023-12-20", "2024-01-10", "予以公开"),
    ]
    ledger = ledger_of(folder, *rows[::order])
    assert set(figures(ledger)) == {
        f"{TABLE}.carried_in.natural_person",
        f"{TABLE}.granted.natural_person",
    }
    assert len(ledger.repeated) == 1


def test_an_application_that_was_settled_before_is_not_open(folder: Path) -> None:
    """Its other row contradicts the one of an earlier year, and is listed."""
    ledger = ledger_of(
        folder,
        ("2023-050", "自然人", "2023-12-20", "", ""),
        ("2023-050", "自然人", "2023-12-20", "2023-12-30", "予以公开"),
    )
    (unplaced,) = ledger.unplaced
    assert "申请编号与第 3 行相同，那一行却是 2023-12-30 已经答复" in unplaced.reason
    assert (len(ledger.counted), len(ledger.outside)) == (0, 1)


def test_figures_for_programs_follow_an_application(folder: Path) -> None:
    """First what came in and what was carried in, then the results, then what is carried out."""
    ledger = ledger_of(
        folder,
        ("2024-3", "自然人", "2024-03-01", "", "办理中"),
        ("2023-2", "公司", "2023-12-01", "2024-01-15", "部分公开"),
        SOUND,
    )
    details = as_json(ledger)
    totals = {str(total.total) for total in ledger.spec.sums}
    assert [ref for ref in details["figures"] if ref not in totals] == [
        "applications.received.natural_person",
        "applications.carried_in.business",
        "applications.granted.natural_person",
        "applications.partly_granted.business",
        "applications.carried_out.natural_person",
    ]


def test_rows_stay_in_their_order(folder: Path) -> None:
    """Whichever row of an application counts."""
    rows = [
        ("2024-1", *SOUND[1:3], "", ""),
        ("2024-2", *SOUND[1:]),
        ("2024-1", *SOUND[1:]),
        ("2024-2", "公司", *SOUND[2:]),
        ("2024-3", "法人", *SOUND[2:]),
    ]
    ledger = ledger_of(folder, *rows)
    assert [each.entry.row for each in ledger.counted] == [3, 4]
    assert [each.entry.row for each in ledger.unplaced] == [5, 6]


DOUBTS = {
    "year of the number": (
        ("2024-003", "自然人", "2023-12-08", "2024-01-20", "予以公开"),
        "申请编号写的是 2024 年，收到日期却是 2023-12-08",
    ),
    "late year": (("2024-003", "自然人", "2042-03-08", "", ""), "收到日期却是 2042-03-08"),
    "long time": (
        ("7", "自然人", "2023-01-08", "2024-01-20", "予以公开"),
        "收到以后 377 天才答复：2023-01-08 至 2024-01-20",
    ),
    "open for long": (("7", "自然人", "2024-01-08", "", ""), "到 2024 年底还没有答复"),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_dates_that_look_like_a_slip_are_said(name: str, folder: Path) -> None:
    """The row counts as it stands; a sound one is not mentioned."""
    row, message = DOUBTS[name]
    several_years = ("2023-2024-5", *SOUND[1:])
    ledger = ledger_of(folder, row, SOUND, several_years)
    (doubtful,) = ledger.doubtful
    assert message in doubtful.reason
    assert not ledger.unplaced


@pytest.mark.parametrize("order", [1, -1])
def test_part_granted_counts_as_nothing_else(order: int, folder: Path) -> None:
    """Two rows about one application of which one is 部分公开: that one counts, whichever first."""
    rows = [(*SOUND[:4], "不予公开（国家秘密）"), (*SOUND[:4], "部分公开")][::order]
    ledger = ledger_of(folder, *rows)
    assert figures(ledger)[f"{TABLE}.partly_granted.natural_person"] == 1
    assert len(ledger.repeated) == 1
    same_cell = ledger_of(folder, (*SOUND[:4], "部分公开、不予公开（国家秘密）"))
    assert figures(same_cell)[f"{TABLE}.partly_granted.natural_person"] == 1


def test_numbers_that_begin_anew_each_year(folder: Path) -> None:
    """001 of last year and 001 of this year are two applications; 2023-001 twice is one."""
    anew = ledger_of(
        folder,
        ("001", "自然人", "2023-12-20", "2024-01-10", "予以公开"),
        ("001", "自然人", "2024-01-05", "2024-01-10", "予以公开"),
    )
    assert len(anew.counted) == 2
    full = ledger_of(
        folder,
        ("2023-001", "自然人", "2023-12-20", "2024-01-10", "予以公开"),
        ("２０２３-001 ", "自然人", "2023-12-20", "2024-01-10", "予以公开"),
    )
    assert (len(full.counted), len(full.repeated)) == (1, 1)


def test_rows_without_a_number_are_applications_of_their_own(folder: Path) -> None:
    """Nothing tells them from each other, so each counts."""
    ledger = ledger_of(folder, ("", *SOUND[1:]), ("", *SOUND[1:]), SOUND)
    assert len(ledger.counted) == 3
    assert ledger.without_number == 2


def test_an_older_form_has_its_own_rows(folder: Path) -> None:
    """For 2020 （六） is one row: its cases, and the group without a case, all stand there."""
    days = ("2020-03-01", "2020-03-20")
    ledger = ledger_of(
        folder,
        ("2020-1", "自然人", *days, "撤回"),
        ("2020-2", "自然人", *days, "逾期不补正"),
        ("2020-3", "自然人", *days, "其他处理"),
        year=2020,
    )
    (row,) = set(NEWEST.divisions) & set(ledger.spec.rows)
    assert edition_for(2020).edition == ledger.spec.edition
    assert figures(ledger)[f"{TABLE}.{row}.natural_person"] == 3


def test_a_mapping_adds_words(folder: Path) -> None:
    """An office says what its own words mean; they go before those of the vocabulary."""
    path = folder / "自定.csv"
    rows = [
        (SOUND[0], "业主", *SOUND[2:4], "办结"),
        ("2024-002", *SOUND[1:4], "撤回"),
        ("2024-003", "公司", *SOUND[2:4], "终结"),
        ("2024-004", *SOUND[1:4], "延期答复"),
        ("2024-005", *SOUND[1:3], "", "等候"),
    ]
    path.write_text(as_csv(rows), encoding="utf-8")
    mapping = RegisterMapping(
        applicants={"业主": "other", "公司": "welfare"},
        outcomes={
            "办结": "granted",
            "撤回": "unavailable.not_held",
            "终结": "granted",
            "延期答复": "other.other",
        },
        open=frozenset({"等候"}),
    )
    with read_register(path, mapping) as register:
        ledger = make_ledger(register.entries, YEAR, mapping)
    assert not ledger.unplaced
    assert figures(ledger)[f"{TABLE}.granted.other"] == 1
    assert figures(ledger)[f"{TABLE}.unavailable.not_held.natural_person"] == 1
    assert figures(ledger)[f"{TABLE}.granted.welfare"] == 1
    assert figures(ledger)[f"{TABLE}.other.other.natural_person"] == 1
    assert figures(ledger)[f"{TABLE}.carried_out.natural_person"] == 1


def test_an_empty_register_is_a_table_of_zeros(folder: Path) -> None:
    """Headers only: every cell is 0, as the form asks for what did not happen."""
    values = ledger_of(folder).table.values
    assert set(completed(values).entered.values()) == {0}


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", "2024-03-20"]))
@settings(deadline=None, max_examples=200)
def test_any_words_have_an_answer(applicant: str, outcome: str, answered: str) -> None:
    """Whatever stands in the cells, the row is somewhere."""
    entry = Entry(
        "", 2, "1", applicant, "", datetime.date(2024, 3, 1), day_of(answered), outcome, ""
    )
    assert make_ledger([entry], YEAR).rows == 1


def test_headers_are_what_the_tests_say() -> None:
    """The headers of these registers are labels of the vocabulary."""
    assert set(HEADERS) <= {column.label for column in register_columns()}
