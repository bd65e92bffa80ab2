"""Ordinals of the four levels, both ways."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.text.ordinals import Ordinal, OrdinalLevel, ordinal, split_ordinal

LEVELS: tuple[OrdinalLevel, ...] = (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("level", "number", "sign"),
    [
        (1, 1, "一、"),
        (1, 12, "十二、"),
        (2, 1, "（一）"),
        (2, 21, "（二十一）"),
        (3, 1, "1."),
        (3, 10, "10."),
        (4, 1, "（1）"),
        (4, 10, "（10）"),
    ],
)
def test_each_level_has_its_sign(level: OrdinalLevel, number: int, sign: str) -> None:
    """The signs are those of GB/T 9704, with full-width brackets and a half-width dot."""
    assert ordinal(level, number) == sign


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_start_at_one(level: OrdinalLevel) -> None:
    """There is no ordinal 0."""
    with pytest.raises(ValueError, match="从 1 开始"):
        ordinal(level, 0)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、总体情况", Ordinal(1, 1, "总体情况")),
        ("一 、 总体情况", Ordinal(1, 1, "总体情况")),
        ("三．其他", Ordinal(1, 3, "其他")),
        ("五、三公经费", Ordinal(1, 5, "三公经费")),
        ("（一）主动公开情况。2023年", Ordinal(2, 1, "主动公开情况。2023年")),
        ("(二) 依申请公开", Ordinal(2, 2, "依申请公开")),
        ("（ 三 )监督保障", Ordinal(2, 3, "监督保障")),
        ("(十一）其他", Ordinal(2, 11, "其他")),
        ("\u3000\u3000（一）主动公开 ", Ordinal(2, 1, "主动公开")),
        ("（一）", Ordinal(2, 1, "")),
        ("1.加强领导", Ordinal(3, 1, "加强领导")),
        ("1、加强领导", Ordinal(3, 1, "加强领导")),
        ("1．加强领导", Ordinal(3, 1, "加强领导")),
        ("12 . 加强领导", Ordinal(3, 12, "加强领导")),
        ("１．加强领导", Ordinal(3, 1, "加强领导")),
        ("1. 5个部门", Ordinal(3, 1, "5个部门")),
        ("1.2023年，中心", Ordinal(3, 1, "2023年，中心")),
        ("1.APP建设", Ordinal(3, 1, "APP建设")),
        ("（1）政策解读", Ordinal(4, 1, "政策解读")),
        ("( １ ) 政策解读", Ordinal(4, 1, "政策解读")),
        ("(99)政策解读", Ordinal(4, 99, "政策解读")),
    ],
)
def test_spellings_are_read(line: str, expected: Ordinal) -> None:
    """Half-width and mixed brackets, 、 for the dot, blanks and full-width digits are read."""
    assert split_ordinal(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "总体情况",
        "1.5万元",
        "2.0版",
        "1.1 总体情况",
        "1.1.1总体情况",
        "1、2月份，中心召开会议",
        "１．５万元",
        "2023年，中心",
        "2023.总体",
        "100.总体",
        "（2023）年",
        "（2023年）",
        "（100）总体",
        "0.总体",
        "01.总体",
        "（0）总体",
        "（〇）总体",
        "（01）总体",
        "一是加强领导",
        "二是加强领导",
        "第一，加强领导",
        "首先，加强领导",
        "一、二季度",
        "三、四类事项",
        "（一二）总体",
        "（一十）总体",
        "（两）总体",
        "按照（一）办理",
        "（一",
        "一）总体",
        "1）总体",
        "①总体",
        "1,总体",
        "1",
        "12345热线",
    ],
)
def test_other_openings_are_no_ordinals(line: str) -> None:
    """Figures, years, versions, enumerations and prose in 一是 are not taken for ordinals."""
    assert split_ordinal(line) is None


@given(
    st.sampled_from(LEVELS[1:]),
    st.integers(1, 99),
    st.text(min_size=1).map(str.strip).filter(bool)
    | st.from_regex(r"[0-9]{1,5}[年个.、万][^\s]", fullmatch=True),
)
def test_what_is_written_is_read(level: OrdinalLevel, number: int, words: str) -> None:
    """Whatever words follow an ordinal of level 2 to 4, it is read again and they are whole."""
    assert split_ordinal(ordinal(level, number, words) + words) == Ordinal(level, number, words)


@given(st.integers(1, 99))
def test_section_numbers_are_read(number: int) -> None:
    """The ordinal of a section is read before a title."""
    assert split_ordinal(ordinal(1, number) + "总体情况") == Ordinal(1, number, "总体情况")


def test_a_figure_is_kept_off_the_dot() -> None:
    """1. gets a blank before a figure, and none before a year or words."""
    assert ordinal(3, 1, "5个部门") == "1. "
    assert ordinal(3, 1, "2023年，中心") == "1."
    assert ordinal(3, 1, "部门") == "1."


@pytest.mark.parametrize(
    "line",
    ["（" + " " * 1_000_000, "1" + "\u3000" * 1_000_000 + "x", "1" * 1_000_000, "十" * 1_000_000],
    ids=["bracket", "blanks", "digits", "numerals"],
)
def test_a_line_of_a_million_signs_takes_no_time(line: str) -> None:
    """No line makes the pattern run back and forth: a million signs take well under a second."""
    start = time.process_time()
    assert split_ordinal(line) is None
    assert time.process_time() - start < 1
