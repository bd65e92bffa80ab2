"""Runs of text, and the paragraphs that they make, as markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from attrs import frozen

from gkdoc.ooxml.elements import Twips, element
from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.numbering import ListLevel

# A report repeats a handful of formats in all its paragraphs.
_FORMATS: Final = 256


@frozen
class Run:
    """A stretch of text in one style; `style` is the id of a character style.

    Line feeds in `text` become line breaks, tabs become tabs.
    """

    text: str
    style: str | None = None


def paragraph_xml(
    style: str,
    runs: Sequence[Run] = (),
    *,
    left_indent: Twips | None = None,
    numbering: ListLevel | None = None,
    keep_next: bool = False,
) -> str:
    """The `w:p` in the paragraph style of that id; ValueError for what XML cannot hold.

    `left_indent` replaces every indent of the style. With `numbering` the paragraph takes the next
    number of that list, None leaves it to the style. `keep_next` keeps it on the page of the next.
    """
    properties = _paragraph_properties(style, left_indent, numbering, keep_next)
    return f"<w:p>{properties}{''.join(map(run_xml, runs))}</w:p>"


def run_xml(run: Run) -> str:
    """The `w:r`.

    Every run says that it is East Asian: the quotation marks, dashes and dots that Chinese shares
    with other scripts then take the Chinese face. Word writes this hint on runs, so we do, although
    the styles carry it too; the faces themselves are left to the style.
    """
    return (
        f"<w:r>{_run_properties(run.style)}"
        f'<w:t xml:space="preserve">{text_markup(run.text)}</w:t></w:r>'
    )


@lru_cache(_FORMATS)
def _paragraph_properties(
    style: str,
    left_indent: Twips | None,
    numbering: ListLevel | None,
    keep_next: bool,  # noqa: FBT001 - a cache knows no keywords in another order
) -> str:
    return element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep_next else "",
        _numbering(numbering),
        # An indent of the style, a first line's above all, must not add to it.
        element("ind", left=left_indent or None, firstLineChars=0, firstLine=0)
        if left_indent is not None
        else "",
    )


@lru_cache(_FORMATS)
def _run_properties(style: str | None) -> str:
    return element(
        "rPr",
        element("rStyle", val=style) if style else "",
        element("rFonts", hint="eastAsia"),
    )


def _numbering(place: ListLevel | None) -> str:
    if place is None:
        return ""
    return element("numPr", element("ilvl", val=place.level), element("numId", val=place.list_id))
