"""Columns, rows and figures of the statutory tables on paper: each edition's `layout.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, Final

from attrs import frozen

from gkdoc.layout.typography import BORDER_WIDTH, DIGIT_WIDTH, PAGE, TABLE_SIZES, ems
from gkdoc.ooxml.elements import Twips, points
from gkdoc.ooxml.tables import FigureSize, TableFormat
from gkdoc.spec import TableSpec
from gkdoc.spec.source import load_document

PLAIN_ROW: Final = points(20)
"""The least height of a row in a table of the prose: as in table two of the form."""


@frozen
class TableGeometry:
    """Columns and rows of a statutory table.

    `row_heights` is empty where every row has the same. `figure_width` is the width of the
    narrowest cell that holds a figure.
    """

    widths: tuple[Twips, ...]
    figure_width: Twips
    row_height: Twips
    row_heights: tuple[Twips, ...] = ()
    header_rows: int = 0


def geometry(spec: TableSpec) -> TableGeometry:
    """The geometry of the table, in its edition."""
    return _geometry(spec.key, spec.edition)


@cache
def _geometry(key: str, edition: str) -> TableGeometry:
    entry = _layout(edition)[key]
    if "same_as" in entry:
        return _geometry(key, entry["same_as"])
    widths = _twips(entry["widths"])
    if sum(widths) != PAGE.text_width:
        raise ValueError(f"{key} {edition}: columns of {sum(widths)}, a page of {PAGE.text_width}")
    return TableGeometry(
        widths=widths,
        figure_width=Twips(entry["figure_width"]),
        row_height=Twips(entry["row_height"]),
        row_heights=_twips(entry.get("row_heights", ())),
        header_rows=entry.get("header_rows", 0),
    )


@cache
def _layout(edition: str) -> Any:  # noqa: ANN401 - raw as far as _geometry
    return load_document(f"annual_report/{edition}/layout.yaml")


def _twips(lengths: list[int] | tuple[()]) -> tuple[Twips, ...]:
    return tuple(map(Twips, lengths))


def table_format(spec: TableSpec, *, style: str, caption: str, description: str) -> TableFormat:
    """The format of a statutory table; `style` is the id of the table style in the template."""
    own = geometry(spec)
    return TableFormat(
        widths=own.widths,
        row_height=own.row_height,
        row_heights=own.row_heights,
        header_rows=own.header_rows,
        style=style,
        caption=caption,
        description=description,
    )


def plain_widths(rows: Sequence[Sequence[str]], whole: Twips) -> tuple[Twips, ...]:
    """The widths of the columns of a table of the prose, `whole` in all: by their longest lines.

    A column counts as four characters at least, as twenty at most: none is squeezed by another.
    """
    shares = [
        min(20, max(4, *(_ems(line) for cell in column for line in cell.split("\n"))))
        for column in zip(*rows, strict=True)
    ]
    edges = [round(whole * part / sum(shares)) for part in accumulate(shares, initial=0)]
    return tuple(Twips(right - left) for left, right in pairwise(edges))


def _ems(line: str) -> float:
    return sum(ems(character, half=DIGIT_WIDTH) for character in line)


def size_for(spec: TableSpec, digits: int) -> FigureSize | None:
    """The largest size at which `digits` digits stay on one line; None where the style's own does.

    True with the faces and without them. Where not even the smallest size is enough, it is the
    smallest.
    """
    width = geometry(spec).figure_width
    for step in TABLE_SIZES:
        digit = DIGIT_WIDTH * step.size * points(0.5) + step.spacing
        if digits * digit <= width - 2 * step.cell_margin - BORDER_WIDTH:
            return None if step is TABLE_SIZES[0] else step
    return TABLE_SIZES[-1]
