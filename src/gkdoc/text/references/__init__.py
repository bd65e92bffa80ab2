"""References in prose, 〖…〗: where they stand, and how a 〖 is written that is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from attrs import frozen

from gkdoc.text.blocks import AnyBlock, Outline, with_words, words_of

OPENING: Final = "〖"
CLOSING: Final = "〗"

_LITERAL: Final = OPENING * 2
# Of two signs 〖 the first always makes the second a literal; one reference is in one line.
_PIECE: Final = re.compile(rf"{_LITERAL}|{OPENING}[^{OPENING}{CLOSING}\n]*{CLOSING}?")


@frozen
class Mark:
    """A reference as it stands in words: its place, brackets included, and what is in them.

    `content` is None for one that is not closed.
    """

    start: int
    end: int
    content: str | None


def marks_in(words: str) -> tuple[Mark, ...]:
    """The references in `words`, in their order."""
    if OPENING not in words:
        return ()
    return tuple(_mark(found) for found in _PIECE.finditer(words) if found[0] != _LITERAL)


def replaced(words: str, change: Callable[[Mark], str]) -> str:
    """`words` with every reference replaced; each literal 〖 stays as it is written."""
    if OPENING not in words:
        return words
    return _PIECE.sub(
        lambda found: _LITERAL if found[0] == _LITERAL else change(_mark(found)), words
    )


def spans_in_print(words: str, change: Callable[[Mark], str]) -> tuple[tuple[int, int], ...]:
    """Where what `change` says for each reference stands once `words` are printed."""
    spans: list[tuple[int, int]] = []
    shift = 0
    for found in _PIECE.finditer(words):
        own = found[0] == _LITERAL
        shown = OPENING if own else change(_mark(found))
        start = found.start() + shift
        shift += len(shown) - len(found[0])
        if not own:
            spans.append((start, start + len(shown)))
    return tuple(spans)


def literal(words: str) -> str:
    """How `words` are written that are printed as they stand: each 〖 twice."""
    return words.replace(OPENING, _LITERAL)


def plain(words: str) -> str:
    """`words` with each literal 〖 once, as it is printed; references stay as they are written."""
    return words.replace(_LITERAL, OPENING)


def printed(words: str) -> str:
    """`words` as they are printed; ValueError if there is a reference among them."""
    if OPENING not in words:
        return words
    if marks_in(words):
        raise ValueError("a reference is not printed: resolve it")
    return plain(words)


def with_figures(words: str) -> str:
    """How `words` look in print, with some figure in the place of each reference."""
    return plain(replaced(words, lambda _: "0"))


def reworded(outline: Outline, change: Callable[[str], str]) -> Outline:
    """The outline with all words changed of the blocks in which a reference opens."""
    if not any(map(_opens, outline)):
        return outline
    return tuple(with_words(block, change) if _opens(block) else block for block in outline)


def _opens(block: AnyBlock) -> bool:
    return any(OPENING in words for words in words_of(block))


def _mark(found: re.Match[str]) -> Mark:
    closed = found[0].endswith(CLOSING)
    return Mark(found.start(), found.end(), found[0][1:-1] if closed else None)


def has_references(block: AnyBlock) -> bool:
    """True if the words of the block hold a reference."""
    return any(map(marks_in, words_of(block)))
