"""Captions of pictures and of tables of the prose: which paragraphs they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from attrs import frozen

from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.read.document.body import Item, Paragraph, TableGrid
from gkdoc.read.document.links import in_one_line, written_spans
from gkdoc.text.blocks import Picture

_LONGEST: Final = 40


@frozen
class _Kind:
    """Captions of one kind: the style of our own, and how those of others begin (图1, 表 一)."""

    style: str
    opening: re.Pattern[str]


_OF_TABLES: Final = _Kind(STYLE_NAMES.table_caption, re.compile("表 ?[0-9一二三四五六七八九十]"))
_OF_PICTURES: Final = _Kind(
    STYLE_NAMES.picture_caption, re.compile("图 ?[0-9一二三四五六七八九十]")
)


def captions_in(
    items: Sequence[Item], plain: AbstractSet[int], *, styled: bool
) -> Mapping[Item, Paragraph]:
    """The captions by what they belong to: above a table, or below a picture on its own.

    `plain` are the numbers of the tables that may be some of the prose. In a document with our
    styles (`styled`) captions are known by these, in others by how they begin as well.
    """
    shown = [item for item in items if isinstance(item, TableGrid) or item.text or item.objects]
    found: dict[Item, Paragraph] = {}
    for above, below in pairwise(shown):
        if isinstance(above, TableGrid):
            continue
        if isinstance(below, TableGrid):
            if below.number in plain and _is_caption(above, _OF_TABLES, styled=styled):
                found[below] = above
        elif _is_picture(above) and _is_caption(below, _OF_PICTURES, styled=styled):
            found[above] = below
    return found


def caption_words(paragraph: Paragraph) -> str | None:
    """The words of a caption, its links marked; None for an empty one."""
    return in_one_line(written_spans(paragraph.spans)) or None


def _is_caption(paragraph: Paragraph, kind: _Kind, *, styled: bool) -> bool:
    if paragraph.objects:
        return False
    if styled or paragraph.style == kind.style:
        return paragraph.style == kind.style
    text = paragraph.text.strip()
    return len(text) <= _LONGEST and kind.opening.match(text) is not None


def _is_picture(paragraph: Paragraph) -> bool:
    """True if the paragraph is one picture and nothing else."""
    objects = paragraph.objects
    return len(objects) == 1 and isinstance(objects[0], Picture) and not paragraph.text
