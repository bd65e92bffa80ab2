"""Chinese numerals both ways: counting numerals (一百零五) and years digit by digit (二〇二三)."""

from __future__ import annotations

import re
from functools import lru_cache

LARGEST = 99_999_999
"""The largest number that has a counting numeral here."""

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_COUNTING = re.compile("[零一二三四五六七八九十百千万]{1,20}")
# 两 counts hundreds and above (两千), or stands alone (两); 两十 and 十两 are not said.
_PAIR = re.compile("^两$|(?<!十)两(?=[百千万])")

_YEAR_DIGITS = "〇一二三四五六七八九"
_YEAR_ZEROS = str.maketrans("○零", "〇〇")
_YEAR = re.compile("[一二三四五六七八九][〇一二三四五六七八九]{3}")


@lru_cache(maxsize=1024)
def to_chinese(number: int) -> str:
    """The counting numeral of `number`: 12 is 十二, 105 is 一百零五, 1010 is 一千零一十.

    Raises ValueError below 0 and above LARGEST.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} 不在 0 到 {LARGEST} 之间，没有对应的中文数字")
    if number == 0:
        return "零"
    ten_thousands, rest = divmod(number, 10_000)
    numeral = _below_ten_thousand(rest)
    if ten_thousands:
        gap = "零" if 0 < rest < 1000 else ""
        numeral = f"{_below_ten_thousand(ten_thousands)}万{gap}{numeral}"
    return _shorten(numeral)


@lru_cache(maxsize=1024)
def from_chinese(text: str) -> int:
    """The number that a counting numeral means.

    〇 for 零, 两 for 二 (两千), and 一十 for 十 at the beginning are accepted; whatever else is not
    what `to_chinese` writes raises ValueError: 一二, 十十, 百一, 一百五, 零五.
    """
    plain = _shorten(_PAIR.sub("二", text).replace("〇", "零"))
    if _COUNTING.fullmatch(plain):
        ten_thousands, mark, rest = plain.rpartition("万")
        number = _sum_of(ten_thousands) * 10_000 + _sum_of(rest) if mark else _sum_of(plain)
        if number <= LARGEST and to_chinese(number) == plain:
            return number
    raise ValueError(f"“{text}”不是规范的中文数字，应如“十二”“一百零五”")


def year_to_chinese(year: int) -> str:
    """The year digit by digit: 2023 is 二〇二三. Raises ValueError unless it has four digits."""
    if not 1000 <= year <= 9999:
        raise ValueError(f"{year} 不是四位数的年份")
    return "".join(_YEAR_DIGITS[int(digit)] for digit in str(year))


def year_from_chinese(text: str) -> int:
    """The year that four Chinese digits mean; the zero may be 〇, 零 or the circle ○.

    Raises ValueError for anything else.
    """
    plain = text.translate(_YEAR_ZEROS)
    if not _YEAR.fullmatch(plain):
        raise ValueError(f"“{text}”不是四位的中文年份，应如“二〇二三”")
    return int("".join(str(_YEAR_DIGITS.index(digit)) for digit in plain))


def _shorten(numeral: str) -> str:
    """The numeral with 十 for 一十 at its beginning."""
    return numeral[1:] if numeral.startswith("一十") else numeral


def _below_ten_thousand(number: int) -> str:
    """The numeral of 0 to 9,999 without any shortening; empty for 0."""
    numeral = ""
    gap = False
    for name, unit in (*reversed(_UNITS.items()), ("", 1)):
        digit, number = divmod(number, unit)
        if digit:
            numeral += ("零" if gap and numeral else "") + _DIGITS[digit] + name
        gap = not digit
    return numeral


def _sum_of(numeral: str) -> int:
    """The sum of the numeral's digits times their units, in whatever order they stand."""
    total = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            # 十 without a digit before it counts once; from_chinese refuses it where it may not.
            total += (digit or 1) * _UNITS.get(sign, 0)
            digit = 0
    return total + digit
