"""Runs of text, and the paragraphs that they make, as markup."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from gkdoc.ooxml.elements import Twips, element
from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.ooxml.styles import Indent, indent_xml


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
    properties = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep_next else "",
        _numbering(numbering),
        indent_xml(Indent(left=left_indent)) if left_indent is not None else "",
    )
    return element("p", properties, *map(run_xml, runs))


def run_xml(run: Run) -> str:
    """The `w:r`.

    Every run says that it is East Asian: the quotation marks, dashes and dots that Chinese shares
    with other scripts then take the Chinese face. Word writes this hint on runs, so we do, although
    the styles carry it too; the faces themselves are left to the style.
    """
    return element(
        "r",
        element(
            "rPr",
            element("rStyle", val=run.style) if run.style else "",
            element("rFonts", hint="eastAsia"),
        ),
        element("t", text_markup(run.text), **{"xml:space": "preserve"}),
    )


def _numbering(place: ListLevel | None) -> str:
    if place is None:
        return ""
    return element("numPr", element("ilvl", val=place.level), element("numId", val=place.list_id))
