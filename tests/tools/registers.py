"""Registers of applications for tests, and an independent count of them in SQL."""

from __future__ import annotations

import csv
import datetime
import io
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from hypothesis import strategies as st

from gkdoc.spec import newest
from gkdoc.tasks.ledger.vocabulary import TABLE, vocabulary

YEAR: Final = 2024
HEADERS: Final = ("申请编号", "申请人类型", "收到日期", "答复日期", "办理结果")

# Kinds of applicants and outcomes by words of our own choice, with what they mean in the form.
APPLICANTS: Final[Mapping[str, str]] = {
    "自然人": "natural_person",
    "公司": "business",
    "高校": "research",
    "社会团体": "welfare",
    "律师事务所": "legal_service",
    "村委会": "other",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "予以公开": "granted",
    "部分公开": "partly_granted",
    "不予公开（国家秘密）": "denied.state_secret",
    "（三）不予公开 4.保护第三方合法权益": "denied.third_party",
    "信息不存在": "unavailable.not_held",
    "不予处理—信访": "not_processed.petition",
    "撤回": "other.other",
}
DATES: Final = tuple(
    day.isoformat()
    for year in (YEAR - 1, YEAR, YEAR + 1)
    for day in (
        datetime.date(year, 1, 1),
        datetime.date(year, 6, 30),
        datetime.date(year, 12, 31),
    )
)

rows = st.lists(
    st.tuples(
        st.sampled_from(("", *(f"{YEAR}-{number:03}" for number in range(1, 9)))),
        st.sampled_from((*APPLICANTS, "法人", "不详", "")),
        st.sampled_from((*DATES, "2024-02-30", "")),
        st.sampled_from((*DATES, "", "去年")),
        st.sampled_from((*OUTCOMES, "办理中", "不予公开", "已阅", "")),
    ),
    max_size=40,
)
"""Rows of a register, sound and broken."""


def as_csv(table: Iterable[Iterable[str]], headers: Iterable[str] = HEADERS) -> str:
    """The rows under their headers as CSV."""
    target = io.StringIO()
    csv.writer(target).writerows([tuple(headers), *table])
    return target.getvalue()


def counted_in_sql(table: Iterable[tuple[str, ...]], year: int = YEAR) -> Mapping[str, int]:
    """The figures that are not 0, counted by SQLite from rows as they are written, without doubles.

    A row with a date that is none, or that contradicts itself or is not understood, is left out.
    """
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE a (number, applicant, received, answered, outcome)")
    base.executemany("INSERT INTO a VALUES (?, ?, ?, ?, ?)", table)
    base.execute("CREATE TABLE who (word, col)")
    base.executemany("INSERT INTO who VALUES (?, ?)", APPLICANTS.items())
    base.execute("CREATE TABLE what (word, row)")
    base.executemany("INSERT INTO what VALUES (?, ?)", OUTCOMES.items())
    limits = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
    base.execute(
        "CREATE TABLE b AS SELECT who.col, received, answered, what.row FROM a "
        "JOIN who ON who.word = applicant LEFT JOIN what ON what.word = outcome "
        "WHERE date(julianday(received)) = received AND received <= :last AND CASE "
        "WHEN answered = '' THEN outcome IN ('', '办理中') "
        "WHEN date(julianday(answered)) IS NOT answered OR answered < received THEN 0 "
        "WHEN answered BETWEEN :first AND :last THEN what.row IS NOT NULL "
        "ELSE answered > :last END",
        limits,
    )
    found = base.execute(
        "SELECT 'received', col, count(*) FROM b WHERE received >= :first GROUP BY col UNION ALL "
        "SELECT 'carried_in', col, count(*) FROM b WHERE received < :first GROUP BY col UNION ALL "
        "SELECT row, col, count(*) FROM b WHERE answered BETWEEN :first AND :last "
        "GROUP BY row, col UNION ALL "
        "SELECT 'carried_out', col, count(*) FROM b WHERE answered = '' OR answered > :last "
        "GROUP BY col",
        limits,
    )
    return {f"applications.{row}.{column}": count for row, column, count in found}


def words_are_clear() -> None:
    """AssertionError if a word of the vocabulary has two meanings."""
    known = vocabulary(newest().tables[TABLE])
    assert not set(known.outcomes) & (set(known.groups) | known.open)
    assert not set(known.applicants) & known.legal_persons
