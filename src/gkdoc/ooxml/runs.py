"""Runs of text, and the paragraphs that they make, as markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from attrs import frozen

from gkdoc.ooxml.elements import OFFICE_RELATIONSHIPS, Twips, element
from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.numbering import ListLevel

# A report repeats a handful of formats in all its paragraphs.
_FORMATS: Final = 256


@frozen
class Run:
    """A stretch of text in one style; `style` is the id of a character style.

    Line feeds in `text` become line breaks, tabs become tabs. `link` is the id of the relationship
    with the address that the words lead to, None for words that lead nowhere.
    """

    text: str
    style: str | None = None
    link: str | None = None


def paragraph_xml(
    style: str,
    runs: Iterable[Run] = (),
    *,
    markup: str = "",
    left_indent: Twips | None = None,
    numbering: ListLevel | None = None,
    keep_next: bool = False,
) -> str:
    """The `w:p` in the paragraph style of that id; ValueError for what XML cannot hold.

    `markup` are whole w:r behind `runs`. `left_indent` replaces every indent of the style. With
    `numbering` the paragraph takes the next number of that list, None leaves it to the style.
    `keep_next` keeps it on the page of the next.
    """
    properties = _paragraph_properties(style, left_indent, numbering, keep_next)
    return f"<w:p>{properties}{runs_xml(runs)}{markup}</w:p>"


def runs_xml(runs: Iterable[Run]) -> str:
    """The `w:r` of each run, those that lead somewhere in a `w:hyperlink`."""
    return "".join(map(run_xml, runs))


def run_xml(run: Run) -> str:
    """The `w:r`, in a `w:hyperlink` where the words lead to an address.

    Such words are underlined and else like those around them, by whatever style: the style
    Hyperlink would print them blue, and a run has room for one style only.

    Every run says that it is East Asian: the quotation marks, dashes and dots that Chinese shares
    with other scripts then take the Chinese face. Word writes this hint on runs, so we do, although
    the styles carry it too; the faces themselves are left to the style.
    """
    markup = (
        f"<w:r>{_run_properties(run.style, run.link is not None)}"
        f'<w:t xml:space="preserve">{text_markup(run.text)}</w:t></w:r>'
    )
    if run.link is None:
        return markup
    names = {"xmlns:r": OFFICE_RELATIONSHIPS, "r:id": run.link}
    return element("hyperlink", markup, **names, history=1)


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
def _run_properties(style: str | None, linked: bool) -> str:  # noqa: FBT001 - as above
    return element(
        "rPr",
        element("rStyle", val=style) if style else "",
        element("rFonts", hint="eastAsia"),
        element("u", val="single") if linked else "",
    )


def _numbering(place: ListLevel | None) -> str:
    if place is None:
        return ""
    return element("numPr", element("ilvl", val=place.level), element("numId", val=place.list_id))
