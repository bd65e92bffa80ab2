"""What may stand in a figure's place, and what is said of everything else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.model import BLANK, CellValue, Text, printed
from gkdoc.model.values import MOST_DIGITS
from gkdoc.read.data.figures import PLACEHOLDERS, Refused, figure
from gkdoc.read.syntax.nodes import Scalar
from gkdoc.spec import Kind


def plain(text: str, kind: Kind = Kind.COUNT) -> CellValue:
    """The value of an unquoted text in a data file."""
    return figure(Scalar(text), kind, partial=False)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("0", Kind.COUNT, 0),
        ("1205", Kind.COUNT, 1205),
        ("0", Kind.DECIMAL, 0),
        ("96171.60", Kind.DECIMAL, Decimal("96171.60")),
        ("0.5", Kind.DECIMAL, Decimal("0.5")),
        ("-8", Kind.SIGNED, -8),
        ("0", Kind.SIGNED, 0),
        ("9" * MOST_DIGITS, Kind.COUNT, int("9" * MOST_DIGITS)),
    ],
)
def test_figures(text: str, kind: Kind, value: CellValue) -> None:
    """A figure of the kind that the cell takes is that number, printed as it was written."""
    assert plain(text, kind) == value
    assert printed(plain(text, kind)) == text


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_blanks(text: str) -> None:
    """Nothing, and the words for nothing, are a blank; never 0."""
    assert plain(text) is BLANK


def test_an_empty_string_is_a_blank() -> None:
    """Forms on the web send empty strings."""
    assert figure(Scalar("", quoted=True), Kind.COUNT, partial=False) is BLANK


@pytest.mark.parametrize("text", PLACEHOLDERS)
@pytest.mark.parametrize("quoted", [False, True])
def test_placeholders(text: str, *, quoted: bool) -> None:
    """The four placeholders are printed as they stand."""
    assert figure(Scalar(text, quoted=quoted), Kind.COUNT, partial=False) == Text(text)


@pytest.mark.parametrize(
    ("text", "why", "instead"),
    [
        ("010", "多余的 0", "10"),
        ("00", "多余的 0", "0"),
        ("1_205", "分节符", "1205"),
        ("1,113", "分节符", "1113"),
        ("1，113", "分节符", "1113"),
        ("1 113", "分节符", "1113"),
        ("５", "全角", "5"),
        ("１２", "全角", "12"),
        ("5.0", "小数点", "5"),
        ("5.", "小数点", "5"),
        ("+5", "正号", "5"),
        ("-0", "负号", "0"),
        ("5件", "单位", "5"),
        ("5 件", "单位", "5"),
        ("约5件", "单位", "5"),
        ("五", "中文数字", "5"),
        ("一百零五", "中文数字", "105"),
    ],
)
def test_what_a_person_meant(text: str, why: str, instead: str) -> None:
    """Where it is obvious what was meant, the message says what to write; it is refused still."""
    with pytest.raises(Refused) as caught:
        plain(text)
    assert text in str(caught.value)
    assert why in str(caught.value)
    assert str(caught.value).endswith(f"应写成 {instead}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12:30", "不是数字"),
        ("0x1F", "不是数字"),
        ("0o17", "不是数字"),
        ("1e3", "不是数字"),
        ("NaN", "不是数字"),
        (".inf", "不是数字"),
        ("no", "没有发生的写 0"),
        ("No", "没有发生的写 0"),
        ("off", "没有发生的写 0"),
        ("yes", "不是数字"),
        ("true", "不是数字"),
        ("3.9", "有小数"),
        (".5", "有小数"),
        ("-3", "不能是负数"),
        ("1.2万", "不是数字"),
        ("5km", "不是数字"),
        ("若干", "不是数字"),
        ("1,13", "不是数字"),
        ("٣", "不是数字"),
        ("9" * (MOST_DIGITS + 1), "位数太多"),
    ],
)
def test_what_is_no_count(text: str, why: str) -> None:
    """Everything else says what was expected, and nothing to write in its place."""
    with pytest.raises(Refused) as caught:
        plain(text)
    assert why in str(caught.value)
    assert "应是整数" in str(caught.value)
    assert "应写成" not in str(caught.value)


def test_a_blank_is_written_as_the_format_writes_it() -> None:
    """YAML has ~ for a blank, JSON has null."""
    for node, blank in ((Scalar("若干"), "~"), (Scalar("abc", typed=True), "null")):
        with pytest.raises(Refused, match=f"印成空白的写 {blank}"):
            figure(node, Kind.COUNT, partial=False)


@pytest.mark.parametrize(
    ("text", "instead"),
    [("096.5", "96.5"), (".5", "0.5"), ("96,171.6", "96171.6"), ("251000元", "251000")],
)
def test_decimals_that_a_person_meant(text: str, instead: str) -> None:
    """Fees have decimals, and the same slips."""
    with pytest.raises(Refused) as caught:
        plain(text, Kind.DECIMAL)
    assert str(caught.value).endswith(f"应写成 {instead}")


@pytest.mark.parametrize("text", ["-0.5", "1e3", "43.788万元", "5.5.5", "1/2"])
def test_what_is_no_decimal(text: str) -> None:
    """A sum of money is not negative, not rounded and not in another unit."""
    with pytest.raises(Refused, match="可以有小数"):
        plain(text, Kind.DECIMAL)


def test_an_increase_has_no_sign() -> None:
    """+1036 is refused: it could be kept only as 1036, which is not what was written."""
    with pytest.raises(Refused, match="应写成 1036"):
        plain("+1036", Kind.SIGNED)


@pytest.mark.parametrize("kind", Kind)
def test_quotes_make_text(kind: Kind) -> None:
    """A figure between quotation marks is not one, and the message says how to mend it."""
    with pytest.raises(Refused, match=r"加了引号就成了文字.*请去掉引号，写成 5"):
        figure(Scalar("5", quoted=True), kind, partial=False)


def test_what_was_read_is_kept() -> None:
    """A file that holds what was read keeps words, and figures of another kind, digit by digit."""
    for text in ("251000元", "5", "22（其中修订16件）", " / "):
        assert figure(Scalar(text, quoted=True), Kind.COUNT, partial=True) == Text(text)
    half = figure(Scalar("5.50", typed=True), Kind.COUNT, partial=True)
    assert printed(half) == "5.50"
    with pytest.raises(Refused):
        figure(Scalar("010"), Kind.COUNT, partial=True)
    with pytest.raises(Refused, match="控制字符"):
        figure(Scalar("5\x07", quoted=True), Kind.COUNT, partial=True)


@settings(deadline=None)
@given(
    node=st.builds(Scalar, st.text(max_size=12), quoted=st.booleans(), typed=st.booleans()),
    kind=st.sampled_from(Kind),
    partial=st.booleans(),
)
def test_any_text(*, node: Scalar, kind: Kind, partial: bool) -> None:
    """A text is refused in words, or is printed as the very text it was; white space is blank."""
    try:
        value = figure(node, kind, partial=partial)
    except Refused as refused:
        assert_refusal(str(refused))
    else:
        assert printed(value) == ("" if node.null or not node.text.strip() else node.text)


def assert_refusal(message: str) -> None:
    """Fail unless the message says what was expected or what to do."""
    assert "应是" in message or message.endswith("请删去")
