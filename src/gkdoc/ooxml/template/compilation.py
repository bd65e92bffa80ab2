"""A tree in which marks stand for the tags becomes segments.

A mark stands where docxtpl puts its tag: in the run, or in place of the whole paragraph. No
template is ever run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from lxml import etree

from gkdoc.ooxml.markup import parse_xml
from gkdoc.ooxml.template.paragraphs import MARK, SPACE, TEXT, Placement, holder, marked_paragraphs
from gkdoc.ooxml.template.segments import (
    BlockSlot,
    Condition,
    FilterFunction,
    Literal,
    Segment,
    Segmented,
    Slot,
    merged,
)

_MARKS: Final = re.compile(rf"<\?{MARK} ([0-9]+)\?>")

_Pieces: TypeAlias = Iterator[tuple[str, Placement | None]]
"""Markup, and the tag behind it; None at the end."""


def compiled(root: etree._Element, placements: Sequence[Placement]) -> tuple[Segment, ...]:
    """The segments of the part, in which the mark with number n stands for `placements[n]`.

    Marks that stand for a paragraph are put in its place in the tree.
    """
    _keep_blanks(root)
    for mark, paragraph in marked_paragraphs(root):
        if placements[int(mark.text or "")].tag.kind != "slot":
            mark.tail = paragraph.tail
            holder(paragraph).replace(paragraph, mark)
    markup = _MARKS.split(etree.tostring(root, encoding="unicode"))
    tags = (placements[int(number)] for number in markup[1::2])
    segments, _ = _branch(zip(markup[::2], (*tags, None), strict=True))
    for chosen in (True, False):
        _assert_whole(segments, chosen=chosen)
    return segments


def _keep_blanks(root: etree._Element) -> None:
    """Set xml:space where docxtpl does: on the last w:t without attributes before a tag."""
    last: etree._Element | None = None
    for element in root.iter(TEXT, etree.ProcessingInstruction):
        if element.tag == TEXT:
            if element.text is not None and not element.attrib:
                last = element
        elif last is not None:
            last.set(SPACE, "preserve")
            last = None


def _branch(pieces: _Pieces) -> tuple[tuple[Segment, ...], str]:
    """The segments up to the next else, endif or the end, and the kind of the tag there."""
    found: list[Segment] = []
    for markup, placement in pieces:
        found.append(Literal(markup))
        if placement is None or placement.tag.kind in {"else", "endif"}:
            return merged(found), placement.tag.kind if placement is not None else ""
        found.append(_segment(placement, pieces))
    raise AssertionError("the last piece of markup has a tag behind it")


def _segment(placement: Placement, rest: _Pieces) -> Segment:
    tag, place, mirror = placement.tag, placement.place, placement.mirror
    if tag.kind == "slot":
        return Slot(tag.name, tag.filters, place, mirror)
    if tag.kind == "block":
        return BlockSlot(tag.name, place, mirror)
    then, end = _branch(rest)
    otherwise = _branch(rest)[0] if end == "else" else ()
    return Condition(tag.name, then, otherwise, place, mirror)


def _assert_whole(segments: tuple[Segment, ...], *, chosen: bool) -> None:
    """Raise unless the segments, filled with nothing, are well-formed."""
    empty: defaultdict[str, str] = defaultdict(str)
    conditions: defaultdict[str, bool] = defaultdict(lambda: chosen)
    filters: defaultdict[str, FilterFunction] = defaultdict(lambda: lambda *_: "")
    filled = Segmented({"": segments}).filled(
        text=empty, blocks=empty, conditions=conditions, filters=filters
    )
    parse_xml(filled[""])
