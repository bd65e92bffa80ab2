"""Spans of a document as words of an outline: their links as they are written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve

from gkdoc.errors import InputError
from gkdoc.read.document.body import Span
from gkdoc.text.blocks import Block
from gkdoc.text.links import Link, written


def written_spans(spans: Iterable[Span]) -> str:
    """The words with their links as an outline has them; what only looks like a link is none."""
    return written(tuple(_pieces(spans)))


def with_links(blocks: Iterable[Block], spans: Sequence[Span]) -> Iterator[Block]:
    """The blocks that the words of `spans` were divided into, with the links that stand in them."""
    words = "".join(span.text for span in spans)
    if "[" not in words and not any(span.address for span in spans):
        yield from blocks
        return
    place = 0
    for block in blocks:
        heading, place = _found(block.heading, words, spans, place)
        text, place = _found(block.text, words, spans, place)
        yield evolve(block, heading=heading, text=text)


def _found(
    part: str | None, words: str, spans: Sequence[Span], place: int
) -> tuple[str | None, int]:
    """A part of the words with its links, and where it ends; it stands behind `place`."""
    if not part:
        return part, place
    start = words.find(part, place)
    if start < 0:
        # Words that the document does not have in one piece have no place for a link.
        return written((part,)), place
    stop = start + len(part)
    return written_spans(_cut(spans, start, stop)), stop


def _pieces(spans: Iterable[Span]) -> Iterator[str | Link]:
    for address, together in groupby(spans, key=lambda span: span.address):
        words = "".join(span.text for span in together)
        yield _link(words, address) if address and words else words


def _link(words: str, address: str) -> str | Link:
    try:
        return Link(words, address)
    except InputError:
        return words


def _cut(spans: Iterable[Span], start: int, stop: int) -> Iterator[Span]:
    position = 0
    for span in spans:
        text = span.text[max(start - position, 0) : max(stop - position, 0)]
        if text:
            yield evolve(span, text=text)
        position += len(span.text)
