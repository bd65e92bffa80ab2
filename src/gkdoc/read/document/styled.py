"""The styles that show the structure of prose, as in our own builds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.ooxml.body import Paragraph
from gkdoc.text.blocks import Level

LEVELS: Final[tuple[Level, ...]] = (2, 3, 4)

HEADINGS: Final[Mapping[str, Level]] = {
    name: level
    for level in LEVELS
    for name in (STYLE_NAMES.heading(level), STYLE_NAMES.heading(level).capitalize())
}
"""The levels of headings on lines of their own by their styles."""

RUN_INS: Final[Mapping[str, Level]] = {STYLE_NAMES.run_in(level): level for level in LEVELS}
"""The levels of headings that open a paragraph by the styles of their words."""


def is_styled(prose: Sequence[Paragraph]) -> bool:
    """True if the structure of the prose shows in the names of its styles, as in our own builds."""
    return STYLE_NAMES.body in {item.style for item in prose} or any(
        not item.word_styles.isdisjoint(RUN_INS) for item in prose
    )


def styles_alike(paragraphs: Iterable[Paragraph], name: str) -> AbstractSet[str]:
    """The styles of the paragraphs that have this name, in small letters or capitals.

    Word writes "heading 1", other programs "Heading 1".
    """
    styles = {paragraph.style for paragraph in paragraphs}
    return {style for style in styles if style.casefold() == name}


def is_ours(paragraph: Paragraph) -> bool:
    """True if the paragraph, or words of it, have a style for prose of our own."""
    return paragraph.style == STYLE_NAMES.body or not paragraph.word_styles.isdisjoint(RUN_INS)
