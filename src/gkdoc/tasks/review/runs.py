"""Runs divided between two characters, so that a mark can stand exactly around some words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified
from gkdoc.read.document.body import LAYOUT_BREAKS, SIGNS, Span

_TEXT: Final = qualified("w:t")
_BREAK: Final = qualified("w:br")
_TYPE: Final = qualified("w:type")
_PROPERTIES: Final = qualified("w:rPr")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@frozen(eq=False)
class Piece:
    """A w:r, and the range of characters of the paragraph that it holds."""

    start: int
    stop: int
    run: etree._Element


def divided(spans: Sequence[Span], cuts: Collection[int]) -> tuple[Piece, ...]:
    """The runs of a paragraph in order, divided in its tree wherever one of `cuts` is inside one.

    `cuts` count characters of the paragraph. A run that holds its text in an unusual way is left
    whole: it is then one piece in spite of a cut.
    """
    pieces: list[Piece] = []
    ordered = sorted(set(cuts))
    start = 0
    for span in spans:
        stop = start + len(span.text)
        if span.run is not None:
            inside = ordered[bisect_right(ordered, start) : bisect_left(ordered, stop)]
            pieces.extend(_pieces(span.run, start, stop, [cut - start for cut in inside]))
        start = stop
    return tuple(pieces)


def _pieces(run: etree._Element, start: int, stop: int, cuts: Sequence[int]) -> Iterator[Piece]:
    children = [child for child in run if child.tag != _PROPERTIES]
    if not cuts or sum(map(_length, children)) != stop - start:
        yield Piece(start, stop, run)
        return
    edges = [0, *cuts, stop - start]
    shares: list[list[etree._Element]] = [[] for _ in cuts]
    shares.append([])
    position = 0
    for child in children:
        for share, part in _shared_out(child, position, edges):
            shares[share].append(part)
        position += _length(child)
    first, *others = shares
    _refill(run, first)
    yield Piece(start, start + edges[1], run)
    before = run
    for number, content in enumerate(others, start=1):
        behind = _refill(_empty_copy(run), content)
        before.addnext(behind)
        yield Piece(start + edges[number], start + edges[number + 1], behind)
        before = behind


def _shared_out(
    child: etree._Element, position: int, edges: Sequence[int]
) -> Iterator[tuple[int, etree._Element]]:
    """The child, or its parts, each with the number of the piece that it belongs to."""
    length = _length(child)
    last = len(edges) - 2
    first = next(
        number for number in range(last + 1) if position < edges[number + 1] or number == last
    )
    if child.tag != _TEXT or position + length <= edges[first + 1]:
        yield first, child
        return
    words = child.text or ""
    for number in range(first, last + 1):
        start = max(0, edges[number] - position)
        stop = min(length, edges[number + 1] - position)
        if start < stop:
            yield number, _text(words[start:stop])


def _length(child: etree._Element) -> int:
    """How many characters the child adds to the text of the paragraph."""
    if child.tag == _TEXT:
        return len(child.text or "")
    if child.tag == _BREAK:
        return int(child.get(_TYPE) not in LAYOUT_BREAKS)
    return len(SIGNS.get(str(child.tag), ""))


def _empty_copy(run: etree._Element) -> etree._Element:
    """A run of the same format without anything in it."""
    copy = etree.Element(run.tag)
    for name, value in run.attrib.items():
        copy.set(name, value)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _refill(run: etree._Element, children: Sequence[etree._Element]) -> etree._Element:
    for child in list(run):
        if child.tag != _PROPERTIES:
            run.remove(child)
    run.extend(children)
    return run


def _text(words: str) -> etree._Element:
    element = etree.Element(_TEXT)
    element.text = words
    element.set(_SPACE, "preserve")
    return element
