"""The figures of a table as rules can use them.

Words in a cell are the number that they may mean: 43.788万元, 22（其中修订16件）, １２. For sums,
what is no figure of the cell's kind is the text it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gkdoc.model import CellValue, Number, TableValues, Text, printed
from gkdoc.model.values import is_plausible
from gkdoc.spec import Kind
from gkdoc.text.numerals import from_chinese

_PLACEHOLDER = re.compile(r"[/／\\＼\-－‐‑‒–—―─一]+|无|空")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,4}(?:,\d{4})+(?![\d,])")
_MONEY = re.compile(r"(万|亿)?元")
_IN_YUAN = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 40
"""A cell with more words than this is a note, not a figure."""


def is_placeholder(text: str) -> bool:
    """True for what stands where a figure is missing: a stroke (/, —), 无, white space."""
    words = "".join(text.split())
    return not words or _PLACEHOLDER.fullmatch(words) is not None


def is_in_words(value: CellValue) -> bool:
    """True for words where a figure belongs, other than what stands for a missing one."""
    return isinstance(value, Text) and not is_placeholder(value.text)


def number_meant(text: str, kind: Kind, *, ten_thousands: bool = False) -> Number | None:
    """The number that the words may mean, of the kind the cell takes; None where that is unclear.

    With `ten_thousands` the cell counts 万元: an amount in 元 is divided.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if len(plain) > _LONGEST:
        return None
    plain = _GROUPED.sub(lambda groups: groups[0].replace(",", ""), plain)
    # What stands in brackets explains the figure: 22（其中修订16件）.
    plain = re.sub(r"\(.*?\)", "", plain)
    found = _NUMBER.findall(plain)
    if not found:
        return _chinese(plain)
    if len(found) > 1:
        return None
    value = Decimal(found[0])
    money = _MONEY.search(plain)
    if money and ten_thousands:
        value = value * _IN_YUAN.get(money[1], 1) / _IN_YUAN["万"]
    return _of_kind(value, kind)


def sound(values: TableValues) -> TableValues:
    """`values` with every number replaced that its cell does not take by the same as a text.

    A negative number stays one: it can be added.
    """
    cells = values.spec.cells
    changes = {
        ref: kept
        for ref, value in values.entered.items()
        if (kept := _sound(value, cells[ref].kind)) is not value
    }
    return values.changed(changes) if changes else values


def counted_rows(values: TableValues, *columns: str) -> Mapping[str, Sequence[int]]:
    """The rows that have all these columns and a whole number in each, with the numbers."""
    counts = {
        row: [count for each in columns if isinstance(count := values[row, each], int)]
        for row, present in values.spec.rows.items()
        if set(columns) <= set(present)
    }
    return {row: found for row, found in counts.items() if len(found) == len(columns)}


def _chinese(plain: str) -> Number | None:
    try:
        return from_chinese(plain.rstrip("件条项个次"))
    except ValueError:
        return None


def _of_kind(value: Decimal, kind: Kind) -> Number | None:
    if value < 0 and kind is not Kind.SIGNED:
        return None
    if kind is Kind.DECIMAL:
        return value
    return int(value) if value == value.to_integral_value() else None


def _sound(value: CellValue, kind: Kind) -> CellValue:
    match value:
        case int() if abs(value) > 10**30:
            # Python refuses to print a number of some thousand digits.
            return Text("…")
        case int() | Decimal() if not is_plausible(value):
            return Text(str(value))
        case Decimal() if kind is not Kind.DECIMAL:
            return Text(printed(value))
    return value
