"""How wide the figures of a report are: it decides the size in which its tables are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from gkdoc.layout.typography import digits_wide
from gkdoc.model import CellValue, Number, StatutoryTable, TableValues, Text, printed

_FIGURE: Final = re.compile(r"[0-9.,]+")


def widest_figures(tables: Mapping[str, StatutoryTable]) -> Mapping[str, int]:
    """For each table, how many digits wide its widest figure is printed.

    A text may take several lines, but a figure in it (251000元) does not break either.
    """
    return {key: _widest(table.values) for key, table in tables.items()}


def _widest(values: TableValues) -> int:
    # Few of the figures differ: most of a table is 0.
    figures = {figure for value in {*values.entered.values()} for figure in _figures(value)}
    return max(map(digits_wide, figures), default=1)


def _figures(value: CellValue) -> Iterator[str]:
    if isinstance(value, Number):
        yield printed(value)
    elif isinstance(value, Text):
        yield from _FIGURE.findall(value.text)
