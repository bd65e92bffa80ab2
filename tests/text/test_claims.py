"""Claims in prose: a corpus of sentences, judged as a careful reviewer judges them."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check.prose.words import vocabulary
from gkdoc.spec import form
from gkdoc.text.claims import Claim, ClaimKind
from gkdoc.text.claims.grammar import claims_in
from gkdoc.text.claims.tokens import tokens
from gkdoc.text.claims.words import Role
from tests.corpus.claims import PIECES, Sentence, is_right, sentences
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT

GOAL = 0.98
PAGE = ROOT / "docs" / "claims.md"

WORDS = [term.word for term in vocabulary().terms]


def claims(text: str, *, year: int = 2023, applications: bool = True) -> tuple[Claim, ...]:
    """The claims of a text in a report for 2023, under a heading about applications."""
    return claims_in(text, vocabulary(), year=year, applications=applications)


def groups() -> dict[str, list[Sentence]]:
    """The sentences written before the grammar, and those written after it."""
    return {
        "before": [sentence for sentence in sentences() if not sentence.held_out],
        "held out": [sentence for sentence in sentences() if sentence.held_out],
    }


def test_the_corpus_is_large_enough() -> None:
    """At least 200 sentences, a third of them held out, a fifth without any claim."""
    whole, held_out = sentences(), groups()["held out"]
    assert len(whole) >= 200
    assert len(held_out) >= len(whole) / 3
    assert sum(not sentence.claims for sentence in whole) >= len(whole) / 5
    assert len({sentence.say for sentence in whole}) == len(whole)


@pytest.mark.parametrize("group", groups())
def test_the_corpus_is_judged_right(group: str) -> None:
    """98 of 100 sentences: every claim with the reviewer's cells and verdict, and no other."""
    chosen = groups()[group]
    right = sum(map(is_right, chosen))
    print(f"{group}: {right} of {len(chosen)} sentences, {right / len(chosen):.1%}")  # noqa: T201
    assert right / len(chosen) >= GOAL


def test_known_errors_are_documented() -> None:
    """docs/claims.md lists exactly the sentences of the corpus that are not judged right."""
    listed = set(re.findall("^- “(.+)”：", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {sentence.say for sentence in sentences() if not is_right(sentence)}


def test_claims_quote_their_words() -> None:
    """Every claim of the corpus stands in the text where it says."""
    for sentence in sentences():
        for claim in claims(sentence.say):
            assert sentence.say[claim.start : claim.end] == claim.words
            assert claim.words.strip()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12件", 12),
        ("１２件", 12),
        ("1,205件", 1205),
        ("１，２０５件", 1205),
        ("1 205 件", 1205),
        ("十二件", 12),
        ("两件", 2),
        ("一千二百零五件", 1205),
        ("3.2万件", 32000),
        ("3万件", 30000),
        ("12 件", 12),
        ("12起", 12),
        ("12件次", 12),
    ],
)
def test_number_forms(written: str, number: int) -> None:
    """A number is read in every form in which reports write one."""
    (claim,) = claims(f"全年收到政府信息公开申请{written}。")
    assert (claim.kind, claim.number, claim.about) == (ClaimKind.COUNT, Decimal(number), False)


@pytest.mark.parametrize(
    "written",
    ["10余件", "约10件", "近10件", "10多件", "10件左右", "10件以上", "逾10件", "3万余件", "十余件"],
)
def test_about(written: str) -> None:
    """余, 约, 近, 多, 左右, 以上: the claim is found, and marked as one that is never wrong."""
    (claim,) = claims(f"全年收到政府信息公开申请{written}。")
    assert claim.about


@pytest.mark.parametrize(
    "written",
    ["2023年", "第12件", "12人", "12条例", "1234567890123456件", "〔2023〕12号", "《12件实事》"],
)
def test_what_counts_nothing(written: str) -> None:
    """Years, ordinals, persons, document numbers and titles are no numbers of applications."""
    assert not claims(f"全年收到政府信息公开申请{written}。")


@pytest.mark.parametrize(
    ("text", "kind", "number", "year"),
    [
        ("收到申请12件，比上年增加3件。", ClaimKind.DIFFERENCE, 3, 2023),
        ("收到申请12件，比上年减少3件。", ClaimKind.DIFFERENCE, -3, 2023),
        ("收到申请 12 件，比 2022 年增加 3 件。", ClaimKind.DIFFERENCE, 3, 2023),
        ("收到申请12件，同比增长12.5%。", ClaimKind.GROWTH, Decimal("12.5"), 2023),
        ("收到申请12件，较2022年下降百分之十二。", ClaimKind.GROWTH, -12, 2023),
        ("收到申请12件，与上年持平。", ClaimKind.DIFFERENCE, 0, 2023),
        ("收到申请12件，上年9件。", ClaimKind.COUNT, 9, 2022),
        ("2022年收到申请9件。", ClaimKind.COUNT, 9, 2022),
    ],
)
def test_last_year(text: str, kind: ClaimKind, number: Decimal | int, year: int) -> None:
    """A difference is no count, and a number of last year is no number of this year."""
    last = claims(text)[-1]
    assert (last.kind, last.number, last.year) == (kind, number, year)


def test_a_bracket_does_not_hide_what_it_stands_in() -> None:
    """上年结转 in a bracket is a claim of its own, and the list goes on behind it."""
    text = "受理申请13件（含上年结转1件），其中自然人12件。"
    assert [claim.words for claim in claims(text)] == ["受理申请13件", "上年结转1件", "自然人12件"]


def test_a_reference_to_a_cell_is_no_claim() -> None:
    """The words inside 〖〗 name a cell; the figure comes from the table itself."""
    assert not claims("新收申请〖申请·本年新收·总计〗件。")


def test_every_name_is_one_of_the_forms() -> None:
    """Each row, column and cell that a word means is in one edition of the form at least."""
    names: set[str] = set()
    for edition in EDITIONS:
        for table in form(edition).tables.values():
            for spec in (table, table.undivided):
                for row, columns in spec.rows.items():
                    names |= {row, row.partition(".")[0], *columns}
                    names |= {f"{row}.{column}" for column in columns}
    means = {name for term in vocabulary().terms for cells in term.means for name in cells}
    assert means <= names


def test_no_word_is_listed_twice() -> None:
    """A word has one role: the second one would never be read."""
    assert sorted(set(WORDS)) == sorted(WORDS)


def test_every_role_has_words() -> None:
    """A role that the grammar knows and nobody lists would be dead."""
    unlisted = {Role.YEAR, Role.YEARS, Role.QUANTITY}
    unlisted |= {Role.STOP, Role.END, Role.OPEN, Role.CLOSE}
    assert {term.role for term in vocabulary().terms} == set(Role) - unlisted


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)),
    st.integers(2008, 2099),
    st.booleans(),
)
def test_never_raises(text: str, year: int, applications: bool) -> None:  # noqa: FBT001
    """Whatever the text is, claims come back, each with its words at its place."""
    found = claims(text, year=year, applications=applications)
    assert list(found) == sorted(found, key=lambda claim: (claim.start, claim.end))
    for claim in found:
        assert claim.words == text[claim.start : claim.end]
        assert claim.meanings
    places = [(token.start, token.end) for token in tokens(text, vocabulary())]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "piece",
    [
        "收到申请12件，",
        "申请",
        "（",
        "（申请",
        "没有",
        "《",
        "1,",
        "一",
        "比",
        "行政复议、",
        "12件、",
        "均",
        "各县（市、区）",
        "我",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the text takes no more than some eight times as long, however it is made."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        claims_in(text, vocabulary(), year=2023, agency="青禾县市场监督管理局")
        return time.process_time() - started

    seconds(1000)
    short = min(seconds(5_000) for _ in range(3))
    long = min(seconds(20_000) for _ in range(3))
    assert long < 8 * short + 0.05
