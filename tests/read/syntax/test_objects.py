"""Python values: each type is taken for what it says, digit by digit, or refused by its name."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from gkdoc.errors import InputError
from gkdoc.model import BLANK, Text, printed
from gkdoc.read import read_object


def amount(value: object) -> str:
    """How a fee that was handed over is printed."""
    values = {"agency": "甲", "year": 2023, "proactive": {"fees": {"amount": value}}}
    table = read_object(values, partial=True).report.proactive
    assert table is not None
    return printed(table.values["fees", "amount"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (Decimal("96171.60"), "96171.60"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("1E+3"), "1000"),
        (96171.6, "96171.6"),
        (5.0, "5.0"),
        (0.1, "0.1"),
        ("251000元", "251000元"),
        (None, ""),
        ("", ""),
    ],
)
def test_figures(value: object, text: str) -> None:
    """Decimals keep their digits, floats those that Python prints; nothing is rounded."""
    assert amount(value) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "“true”不是数字"),
        (float("nan"), "“nan”不是数字"),
        (float("inf"), "“inf”不是数字"),
        (1e-7, "“1e-07”不是数字"),
        (Decimal("NaN"), "“NaN”不是数字"),
        pytest.param(10**5000, "数字太大", id="5001 digits"),
        (10**20, "位数太多"),
        (-1, "不能是负数"),
        (b"5", "不能用 bytes 类型的值"),
        ({5}, "不能用 set 类型的值"),
        (1j, "不能用 complex 类型的值"),
    ],
)
def test_what_is_no_figure(value: object, message: str) -> None:
    """A truth value is no 1, and a type that JSON lacks is named; the address is told."""
    with pytest.raises(InputError, match=message) as caught:
        amount(value)
    assert [problem.path for problem in caught.value.problems] == ["proactive.fees.amount"]


def test_any_mapping_and_any_list() -> None:
    """Read-only mappings and tuples are as good as dictionaries and lists; dates are dates."""
    values = MappingProxyType(
        {
            "机关": "甲",
            "年度": 2023,
            "proactive": MappingProxyType({"rules": (1, None, "/")}),
            "signature": {"agency": "甲", "date": datetime.date(2024, 1, 15)},
        }
    )
    report = read_object(values, partial=True).report
    assert report.proactive is not None
    assert list(report.proactive.values.entered.values()) == [1, BLANK, Text("/")]
    assert report.signature is not None
    assert report.signature.date == datetime.date(2024, 1, 15)


def test_keys_are_strings() -> None:
    """A key of another type is refused with its address."""
    with pytest.raises(InputError, match="名称应是字符串，却是 int") as caught:
        read_object({"agency": "甲", "year": 2023, "proactive": {2021: 5}})
    assert [problem.path for problem in caught.value.problems] == ["proactive"]
