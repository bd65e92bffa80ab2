"""Tables of the prose: which of the tables of a document are such, and what they say."""

from __future__ import annotations

from collections.abc import Mapping

from gkdoc.errors import InputError
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.read.document.body import Paragraph, TableGrid
from gkdoc.read.document.captions import caption_words
from gkdoc.read.document.counted import worded
from gkdoc.read.document.links import in_one_line, written_spans
from gkdoc.text.blocks import PlainTable


def is_own_plain(grid: TableGrid) -> bool:
    """True for a table of the prose that gkdoc set, whatever words it holds."""
    return grid.style == STYLE_NAMES.plain_table


def plain_table(grid: TableGrid, caption: Paragraph | None) -> PlainTable | None:
    """The table as one of the prose; None for one that is none.

    That is one with merged or missing cells, with pictures, tables or counted numbers in a cell,
    larger than any of the prose, in another one, or out of a file of which the cells are not known;
    one with a single row or without a word too, unless gkdoc set it.
    """
    width = len(grid.rows[0]) if grid.rows else 0
    if not width or grid.within is not None:
        return None
    cells = [cell for row in grid.rows for cell in row]
    upright = all(
        [(cell.start, cell.stop) for cell in row] == [(n, n + 1) for n in range(width)]
        for row in grid.rows
    )
    if not upright or len(set(cells)) < len(cells) or any(cell.objects for cell in cells):
        return None
    found = _cell_texts(grid)
    if found is None:
        return None
    if not is_own_plain(grid) and (len(grid.rows) < 2 or not any(found.values())):
        return None
    head, *rows = (tuple(found.get((c.row, c.number), "") for c in row) for row in grid.rows)
    words = caption_words(caption) if caption is not None else None
    try:
        return PlainTable(head, tuple(rows), words)
    except InputError:
        return None


def _cell_texts(grid: TableGrid) -> Mapping[tuple[int, int], str] | None:
    """The text of each cell by row and number, its links marked; None if that is not all."""
    lines: dict[tuple[int, int], list[str]] = {}
    for item in grid.contents():
        if not isinstance(item, Paragraph) or item.within is None or item.objects:
            return None
        if item.list_number is not None and worded(item.list_number) != "":
            return None
        lines.setdefault(item.within[1:], []).append(written_spans(item.spans))
    if not lines:
        return None
    return {place: in_one_line("\n".join(held)) for place, held in lines.items()}
