"""Years side by side as text, as JSON and as a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from gkdoc.formats.workbook import BLANK_WORD
from gkdoc.model import Number, printed
from gkdoc.tasks.compare.figures import ComparedFigure, ComparedRow, Comparison
from gkdoc.write.xlsx.book import CellContent, Styled, display_width, open_lists

VERSION: Final = 1
"""The version of the JSON that is written."""

NOTHING: Final = "—"
"""Shown where nothing was read, and for a change that cannot be told."""

_WIDEST_LABEL: Final = 44
_WIDEST_WORDS: Final = 16
# A remark has more than the number in brackets that a label begins with.
_REMARK: Final = re.compile(r"（[^（）]{3,}）")
_WIDTH_OF_LABELS: Final = 50
_WIDTH_OF_FIGURES: Final = 13


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The figures as JSON holds them; a share is a part of one (0.125), a decimal is text."""
    return {
        "gkdoc": VERSION,
        "years": list(comparison.years),
        "agencies": [report.agency for report in comparison.reports],
        "remarks": list(comparison.remarks),
        "figures": [
            {
                "address": row.address,
                "label": row.label,
                "part_of": row.part_of or None,
                "years": {
                    str(year): _tree(figure)
                    for year, figure in zip(comparison.years, row.figures, strict=True)
                },
            }
            for row in comparison.rows
        ],
    }


def lines(comparison: Comparison) -> Iterator[str]:
    """The figures in lines: for each year number and share, for each but the first the change."""
    labels = _indented([row.label for row in comparison.rows])
    figures = map(_cells, comparison.rows)
    table = [
        _heading(comparison),
        *(
            [_short(_REMARK.sub("", label), _WIDEST_LABEL), *cells]
            for label, cells in zip(labels, figures, strict=True)
        ),
    ]
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    section = ""
    yield _line(table[0], widths)
    for row, cells in zip(comparison.rows, table[1:], strict=True):
        if row.section != section:
            section = row.section
            yield section
        yield _line(cells, widths)


def workbook(comparison: Comparison) -> bytes:
    """The bytes of a workbook with the figures, shares and growth as percentages."""
    target = io.BytesIO()
    with open_lists(target) as book:
        heading = _heading(comparison)
        widths = [_WIDTH_OF_FIGURES for _ in heading[1:]]
        sheet = book.list_sheet("对比", (_WIDTH_OF_LABELS, *widths, 30))
        agency = comparison.reports[-1].agency
        years = f"{comparison.years[0]}—{comparison.years[-1]} 年度主要数字对比"
        sheet.row([f"{agency} {years}"], "title")
        for remark in comparison.remarks:
            sheet.row([remark], "note")
        sheet.heading((*heading, "占比是占哪一项"))
        section = ""
        for row in comparison.rows:
            if row.section != section:
                section = row.section
                sheet.row([section], "strong")
            contents: list[CellContent | Styled] = [row.label]
            for position, figure in enumerate(row.figures):
                contents += _contents(figure, first=position == 0)
            sheet.row([*contents, row.part_of])
    return target.getvalue()


def _tree(figure: ComparedFigure) -> dict[str, Any]:
    return {
        "number": _plain(figure.number),
        "share": _plain(figure.share),
        "change": _plain(figure.change),
        "growth": _plain(figure.growth),
        "instead": figure.instead,
    }


def _plain(number: Number | None) -> int | str | None:
    """Decimals are texts in JSON, so that no digit is lost."""
    return printed(number) if isinstance(number, Decimal) else number


def _heading(comparison: Comparison) -> list[str]:
    names = [""]
    for position, year in enumerate(comparison.years):
        names += [f"{year} 年", "占比"]
        if position:
            names += ["增减", "增减率"]
    return names


def _cells(row: ComparedRow) -> list[str]:
    cells: list[str] = []
    for position, figure in enumerate(row.figures):
        cells += [_short(_shown(figure), _WIDEST_WORDS), _percentage(figure.share)]
        if position:
            cells += [_signed(figure), _growth(figure)]
    return cells


def _contents(figure: ComparedFigure, *, first: bool) -> list[CellContent | Styled]:
    number: CellContent = figure.number if figure.number is not None else _shown(figure)
    contents: list[CellContent | Styled] = [number, Styled(figure.share, "share")]
    if not first:
        growth = figure.growth if figure.growth is not None else _growth(figure)
        contents += [
            figure.change if figure.change is not None else NOTHING,
            Styled(growth, "share" if figure.growth is not None else "plain"),
        ]
    return contents


def _shown(figure: ComparedFigure) -> str:
    """The number, or the words that stand there; a blank and what was not read are told apart."""
    if figure.number is not None:
        return printed(figure.number)
    if figure.instead is None:
        return NOTHING
    return " ".join(figure.instead.split()) or BLANK_WORD


def _percentage(part: Decimal | None) -> str:
    """The part in percent with two decimals; empty for None."""
    if part is None:
        return ""
    return f"{(part * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _signed(figure: ComparedFigure) -> str:
    if figure.change is None:
        return NOTHING
    return f"+{printed(figure.change)}" if figure.change > 0 else printed(figure.change)


def _growth(figure: ComparedFigure) -> str:
    if figure.change == 0:
        return "持平"
    if figure.change is None or figure.growth is None:
        return NOTHING
    return f"{'+' if figure.change > 0 else ''}{_percentage(figure.growth)}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells under each other: the first flush left, figures flush right."""
    label, *figures = cells
    pieces = [label + " " * (widths[0] - display_width(label))]
    pieces += [
        " " * (width - display_width(figure)) + figure
        for figure, width in zip(figures, widths[1:], strict=True)
    ]
    return "  ".join(pieces).rstrip()


def _indented(labels: Sequence[str]) -> Iterator[str]:
    """The labels, those below another one indented and without its words."""
    above = ""
    for label in labels:
        if above and above in label and label != above:
            yield f"    {label[label.index(above) + len(above) :].lstrip(' ·')}"
        else:
            above = label
            yield label


def _short(words: str, widest: int) -> str:
    """The words, cut where they are longer than a console has room for."""
    if display_width(words) <= widest:
        return words
    kept = ""
    for sign in words:
        if display_width(kept + sign) > widest - 2:
            break
        kept += sign
    return f"{kept}…"
