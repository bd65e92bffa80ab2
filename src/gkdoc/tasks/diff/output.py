"""The differences of two files as a table that a person reads, and as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import asdict

from gkdoc.findings import Location
from gkdoc.messages import _
from gkdoc.tasks.diff.changes import Change

VERSION: Final = 1
"""The version of the JSON that is written."""

_WIDTHS: Final = (26, 34, 34)
_HEADS: Final = (_("位置"), _("原文件"), _("现文件"))
_NOTHING: Final = _("（没有）")
_BLANK: Final = _("（空白）")
_GAP: Final = "  "


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """A table with a row for each difference: where, before, after."""
    rule = _GAP.join("-" * width for width in _WIDTHS)
    yield from _row(_HEADS)
    for change in changes:
        yield rule
        texts = map(_cell, (change.before, change.after))
        yield from _row((change.label or change.address, *texts))


def as_json(changes: Sequence[Change]) -> dict[str, Any]:
    """The changes as JSON holds them."""
    return {
        "gkdoc": VERSION,
        "differences": [
            {
                "address": change.address,
                "label": change.label,
                "before": change.before,
                "after": change.after,
                "location_before": _location(change.place_before),
                "location_after": _location(change.place_after),
            }
            for change in changes
        ],
    }


def _cell(text: str | None) -> str:
    return _NOTHING if text is None else text or _BLANK


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {name: number for name, number in asdict(location).items() if number is not None}


def _row(texts: Sequence[str]) -> Iterator[str]:
    """The lines of one row, each text within the width of its column."""
    columns = [_wrapped(text, width) for text, width in zip(texts, _WIDTHS, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        padded = (
            text + " " * (width - _width(text)) for text, width in zip(line, _WIDTHS, strict=True)
        )
        yield _GAP.join(padded).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for sign in text:
        if sign == "\n" or _width(lines[-1] + sign) > width:
            lines.append("")
        if sign != "\n":
            lines[-1] += sign
    return lines


def _width(text: str) -> int:
    """How many places the text takes on a screen."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
