"""What a sheet says of its cells beside their content: formulas, merged cells, hidden rows.

openpyxl leaves this out where it reads row by row, and a register may be too long for another way.
"""

from __future__ import annotations

import re
import zipfile
from typing import Final

from attrs import frozen

_PIECE: Final = 1 << 20
# A tag is far shorter than this; a longer text without one is passed over.
_LONGEST_TAG: Final = 1 << 14
# Some programs write the names with a prefix.
_TELLING: Final = re.compile(
    rb"<(?:\w+:)?(?:(?P<formula>f)[ >/]|row [^>]*?hidden=[\"'](?P<hidden>1|true)[\"']"
    rb"|mergeCell [^>]*?ref=[\"'](?P<merged>[A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)[\"'])"
)
# No register is wider; a whole row of a sheet may be merged.
_LAST_POSITION: Final = 255


@frozen
class Joined:
    """The cells below the first row of merged ones: rows count from 1, positions from 0."""

    first_row: int
    last_row: int
    first: int
    last: int


@frozen
class Marks:
    """The marks that one sheet sets on its cells."""

    formulas: bool = False
    hidden_rows: int = 0
    joined: tuple[Joined, ...] = ()


def marks_of(package: zipfile.ZipFile, name: str) -> Marks:
    """The marks of the sheet in this part; ValueError for merged cells that are none."""
    formulas = False
    hidden = 0
    joined = []
    rest = b""
    with package.open(name) as part:
        while piece := part.read(_PIECE):
            text = rest + piece
            end = text.rfind(b">") + 1 or max(0, len(text) - _LONGEST_TAG)
            for found in _TELLING.finditer(text, 0, end):
                formulas = formulas or found["formula"] is not None
                hidden += found["hidden"] is not None
                if found["merged"] is not None:
                    joined += _below(found["merged"].decode())
            rest = text[end:]
    return Marks(formulas, hidden, tuple(sorted(joined, key=lambda each: each.first_row)))


def _below(merged: str) -> list[Joined]:
    """The cells of a merged range that are not in its first row; ValueError if it is no range."""
    from openpyxl.worksheet.cell_range import CellRange

    cells = CellRange(merged)
    if cells.min_row == cells.max_row:
        return []
    first, last = (min(column - 1, _LAST_POSITION) for column in (cells.min_col, cells.max_col))
    return [Joined(cells.min_row + 1, cells.max_row, first, last)]
