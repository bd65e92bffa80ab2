"""Counting numerals and years, both ways."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.text.numerals import (
    LARGEST,
    from_chinese,
    to_chinese,
    year_from_chinese,
    year_to_chinese,
)

NUMERALS = {
    0: "零",
    1: "一",
    10: "十",
    12: "十二",
    20: "二十",
    99: "九十九",
    100: "一百",
    105: "一百零五",
    110: "一百一十",
    210: "二百一十",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    9999: "九千九百九十九",
    10_000: "一万",
    10_010: "一万零一十",
    10_500: "一万零五百",
    11_000: "一万一千",
    100_000: "十万",
    120_034: "十二万零三十四",
    10_010_001: "一千零一万零一",
    99_999_999: "九千九百九十九万九千九百九十九",
}

NONSENSE = """
    十十 一二 百一 一百一 二百五 一百十 零五 零零五 一零五 一百零 一百零零五 一百零十 零十 十零
    二十零五 百 千 万 一万万 万一 一千万万 一百千 一万二 一万零一千 一千零一百 两十 十两 二十两
    一百零两 十两万 一亿 12 １２ 十二件 第一 壹 一点五 负一
"""

FOUR_PLACES = "".join(f"(?:零?([一二三四五六七八九]?){unit})?" for unit in "千百十")
SECTION = re.compile(f"{FOUR_PLACES}零?([一二三四五六七八九])?")


def digits_by_grammar(section: str) -> str:
    """The four digits of a numeral below 万, place by place; a missing place is 0."""
    places = SECTION.fullmatch(section)
    assert places is not None
    return "".join(
        "0" if sign is None else str(" 一二三四五六七八九".index(sign or "一"))
        for sign in places.groups()
    )


@pytest.mark.parametrize(("number", "numeral"), NUMERALS.items())
def test_known_numerals_both_ways(number: int, numeral: str) -> None:
    """Each number has the numeral that one writes for it, and the numeral gives it back."""
    assert to_chinese(number) == numeral
    assert from_chinese(numeral) == number


@given(st.integers(0, LARGEST))
def test_every_number_comes_back(number: int) -> None:
    """A numeral means its number, also to a reader who only knows the four places."""
    numeral = to_chinese(number)
    assert from_chinese(numeral) == number
    if number:
        high, _, low = numeral.rpartition("万")
        assert digits_by_grammar(high) + digits_by_grammar(low) == f"{number:08}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("一百〇五", 105),
        ("一十", 10),
        ("一十二", 12),
        ("一十万", 100_000),
        ("两", 2),
        ("两百", 200),
        ("两千零一十", 2010),
        ("两万两千两百二十二", 22_222),
        ("一万零两百", 10_200),
    ],
)
def test_other_spellings_are_read(text: str, number: int) -> None:
    """〇, 两 and a leading 一十 are read as the numbers they are."""
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text", [*NONSENSE.split(), "", " 一", "一\n", "一 十", "十" * 1000], ids=lambda text: text[:9]
)
def test_nonsense_is_refused(text: str) -> None:
    """What nobody would write for a number raises ValueError."""
    with pytest.raises(ValueError, match="中文数字"):
        from_chinese(text)


@given(st.text("零〇一二两三五九十百千万", max_size=8))
def test_what_is_read_is_written_alike(text: str) -> None:
    """A numeral that is read differs from the one written at most in 〇, 两 and a leading 一十."""
    try:
        number = from_chinese(text)
    except ValueError:
        return
    plain = text.replace("〇", "零").replace("两", "二")
    assert to_chinese(number) in {plain, plain.removeprefix("一")}


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    """A number without a numeral raises ValueError."""
    with pytest.raises(ValueError, match="没有对应的中文数字"):
        to_chinese(number)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("二〇二三", 2023),
        ("二零二三", 2023),
        ("二○二三", 2023),
        ("二〇○零", 2000),
        ("一九九九", 1999),
    ],
)
def test_years_are_read_with_any_zero(text: str, year: int) -> None:
    """The three ways to write the zero of a year are read."""
    assert year_from_chinese(text) == year


def test_years_are_written_digit_by_digit() -> None:
    """A year is written with 〇, not with 零."""
    assert year_to_chinese(2023) == "二〇二三"
    assert year_to_chinese(2010) == "二〇一〇"


@given(st.integers(1000, 9999))
def test_every_year_comes_back(year: int) -> None:
    """A year that is written is read again."""
    assert year_from_chinese(year_to_chinese(year)) == year


@pytest.mark.parametrize(
    "text", ["", "二三", "二〇二", "二〇二三年", "〇二〇二", "二千零二十三", "2023", "二〇二三 "]
)
def test_what_is_no_year_is_refused(text: str) -> None:
    """Anything but four Chinese digits raises ValueError."""
    with pytest.raises(ValueError, match="中文年份"):
        year_from_chinese(text)


@pytest.mark.parametrize("year", [0, 999, 10_000, -2023])
def test_years_of_other_lengths_are_refused(year: int) -> None:
    """Only years of four digits are written."""
    with pytest.raises(ValueError, match="四位数"):
        year_to_chinese(year)
