"""Spans of a document as words of an outline: their links as they are written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve, frozen

from gkdoc.errors import InputError
from gkdoc.read.document.body import Span
from gkdoc.text.blocks import AnyBlock, Block, with_words
from gkdoc.text.links import OPENING, Link, pieces, written

_LINE_FEED: Final = "\n"


def written_spans(spans: Iterable[Span]) -> str:
    """The words with their links as an outline has them; what only looks like a link is none."""
    return written(_pieces(spans))


def in_one_line(words: str) -> str:
    """The words with a blank for each break and tab, where there is room for one line only."""
    return words.replace(_LINE_FEED, " ").replace("\t", " ").strip()


def as_read(block: AnyBlock) -> AnyBlock:
    """The block with its links and what only looks like one written as they are read."""
    return with_words(block, lambda words: written(pieces(words)) if OPENING in words else words)


def marked_block(spans: Sequence[Span], block: Block, stop: int) -> Block:
    """`block`, which was read from the words of `spans` up to `stop`, with its links.

    Its words end there, but for white space; before them may stand a number that Word counts.
    """
    words = "".join([span.text for span in spans])
    if OPENING not in words and not any(span.address for span in spans):
        return block
    signs = [span for span in spans for _sign in span.text]
    text, heading = block.text, block.heading
    if text is not None:
        placed = _placed(words, text, stop)
        stop = next((place for _sign, place in placed if place is not None), stop)
        text = written_spans(_signs(placed, signs))
    if heading is not None:
        heading = written_spans(_signs(_placed(words, heading, stop), signs))
    return evolve(block, text=text, heading=heading)


def _pieces(spans: Iterable[Span]) -> Iterator[str | Link]:
    for link, together in groupby(spans, key=lambda span: _Led(span.address, id(span.anchor))):
        words = "".join([span.text for span in together])
        if not link.address:
            yield words
            continue
        # No link goes on over the end of a line.
        for line in words.splitlines(keepends=True):
            yield _link(line.rstrip(_LINE_FEED), link.address)
            yield line[len(line.rstrip(_LINE_FEED)) :]


@frozen
class _Led:
    address: str
    anchor: int


def _link(words: str, address: str) -> str | Link:
    try:
        return Link(words, address) if words else words
    except InputError:
        return words


def _placed(text: str, words: str, stop: int) -> list[tuple[str, int | None]]:
    """Each sign of the words, and where it stands in `text` before `stop`; None where it does not.

    White space of `text` may be missing in the words.
    """
    placed: list[tuple[str, int | None]] = []
    for sign in reversed(words):
        at = stop
        while at and text[at - 1] != sign and text[at - 1].isspace():
            at -= 1
        found = at > 0 and text[at - 1] == sign
        stop = at - 1 if found else stop
        placed.append((sign, stop if found else None))
    return placed[::-1]


def _signs(placed: Iterable[tuple[str, int | None]], signs: Sequence[Span]) -> Iterator[Span]:
    """Each sign as a span of its own, which leads where the one does that it stands in."""
    for sign, place in placed:
        if place is None:
            yield Span(sign, "")
        else:
            yield evolve(signs[place], text=sign)
