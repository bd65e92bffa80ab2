"""The text of a page in the lines in which a browser shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.read.document.body import LOWERED, RAISED, Beside, Span

BLOCKS: Final = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "menu", "ol", "p"),
        *("pre", "search", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
"""Elements that stand on lines of their own."""

HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))

RUN_OF_SPACES: Final = re.compile("[ \t\n\r\f]+")
"""What a browser shows as one blank."""

UNSEEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Signs without width: editors of websites leave them behind, nobody sees them."""

_WIDE: Final = frozenset("WF")
SHIFTED: Final[Mapping[str, dict[int, int]]] = {"sup": RAISED, "sub": LOWERED}
"""What elements make of the signs in them."""


@frozen(eq=False)
class TextLine:
    """One line of text, and what it stands in.

    `element` is the innermost block around it. `linked` is True if all of it is links. `objects`
    says what it holds besides text.
    """

    element: etree._Element
    spans: tuple[Span, ...]
    linked: bool = False
    objects: tuple[Beside, ...] = ()

    @property
    def text(self) -> str:
        """All text of the line."""
        return "".join(span.text for span in self.spans)

    @property
    def heading(self) -> bool:
        """True if the page marks it as a heading."""
        return self.element.tag in HEADINGS


def collapsed(spans: list[Span]) -> tuple[Span, ...]:
    """The spans with white space as browsers show it: one blank for a run, none at the ends.

    A line break of the markup between two Chinese signs is nothing.
    """
    shown: list[Span] = []
    before = ""
    for place, span in enumerate(spans):
        text = UNSEEN.sub("", span.text)
        after = next((other.text for other in spans[place + 1 :] if other.text), "")[:1]
        pieces: list[str] = []
        end = 0
        for found in RUN_OF_SPACES.finditer(text):
            pieces.append(text[end : found.start()])
            last = (pieces[-1] or before)[-1:]
            following = text[found.end() : found.end() + 1] or after
            joint = "\n" in found[0] and _is_wide(last) and _is_wide(following)
            pieces.append("" if joint or last in {"", " "} else " ")
            before = pieces[-1] or last
            end = found.end()
        pieces.append(text[end:])
        cleaned = "".join(pieces)
        before = cleaned[-1:] or before
        if cleaned:
            shown.append(evolve(span, text=cleaned))
    if shown and shown[-1].text.endswith(" "):
        last_span = shown.pop()
        if last_span.text.strip(" "):
            shown.append(evolve(last_span, text=last_span.text.rstrip(" ")))
    return tuple(shown)


def _is_wide(sign: str) -> bool:
    return bool(sign) and unicodedata.east_asian_width(sign) in _WIDE
