"""Tables as sums can use them: what is no figure of the cell's kind becomes the text it is."""

from __future__ import annotations

from decimal import Decimal

from gkdoc.model import CellValue, TableValues, Text, printed
from gkdoc.spec import Kind

LARGEST = 10**15
"""No count of a report comes near; a larger number is a slip, and no sum should wait for it."""

MOST_DECIMALS = 12


def sound(values: TableValues) -> TableValues:
    """`values` with every number replaced that its cell does not take by the same as a text.

    A negative number stays one: it can be added.
    """
    changes = {}
    for ref, value in values.entered.items():
        kept = _sound(value, values.spec.cells[ref].kind)
        if kept is not value:
            changes[ref] = kept
    return values.changed(changes) if changes else values


def _sound(value: CellValue, kind: Kind) -> CellValue:
    match value:
        case Decimal() if not value.is_finite():
            return Text(str(value))
        case Decimal() if value.adjusted() > MOST_DECIMALS or _decimals(value) > MOST_DECIMALS:
            return Text(str(value))
        case Decimal() if kind is not Kind.DECIMAL:
            return Text(printed(value))
        case int() if abs(value) > LARGEST:
            # Python refuses to print a number of some thousand digits.
            return Text("…" if abs(value) > LARGEST**2 else str(value))
        case _:
            return value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
