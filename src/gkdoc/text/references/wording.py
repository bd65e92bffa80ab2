"""How the figure of a reference is worded: decimals, percentages, more or fewer than last year."""

from __future__ import annotations

from fractions import Fraction

from gkdoc.text.references.grammar import Growth


def fixed(number: Fraction, digits: int) -> str:
    """The number with so many decimals, rounded half up; no grouping."""
    scaled = abs(number) * 10**digits
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if number < 0 and rounded else ""
    text = str(rounded).rjust(digits + 1, "0")
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def percentage(share: Fraction, digits: int) -> str:
    """The share in percent: 1/8 with one decimal is 12.5%."""
    return f"{fixed(100 * share, digits)}%"


def compared(change: Growth, difference: Fraction, amount: str) -> str:
    """The comparison in words: 比上年增长12.5%, 同比减少3件, 与上年持平.

    `amount` is the difference without its sign, as it is printed.
    """
    if not difference:
        return f"{change.lead}持平" if change.lead == "同比" else "与上年持平"
    if change.percent:
        word = "增长" if difference > 0 else "下降"
    else:
        word = "增加" if difference > 0 else "减少"
    return f"{change.lead}{word}{amount}"
