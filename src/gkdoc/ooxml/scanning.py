"""A body looked through once: which of its elements hold nothing but words, and which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified

_R: Final = qualified("w:r")
_T: Final = qualified("w:t")
_VAL: Final = qualified("w:val")
_PROPERTIES: Final = qualified("w:pPr")
_STYLE: Final = qualified("w:pStyle")


@frozen
class Scan:
    """What one passage through a body has found.

    `peculiar` are the elements that hold anything, however deep, that makes a difference besides
    words and the style of a paragraph: of all others there is nothing else to know. `words` has the
    text of the runs that stand in a paragraph, `styles` the id of its style; neither has a
    paragraph without.
    """

    peculiar: AbstractSet[etree._Element]
    words: Mapping[etree._Element, str]
    styles: Mapping[etree._Element, str]


def scanned(body: etree._Element, telling: Collection[str]) -> Scan:
    """What `body` holds; `telling` are the names of the elements that make a difference.

    The XML library finds elements by their names many times faster than anybody can look at each,
    and nearly all paragraphs and cells of a report are words and nothing else.
    """
    return Scan(_peculiar(body, telling), _words(body), _styles(body))


def _peculiar(body: etree._Element, telling: Collection[str]) -> set[etree._Element]:
    found: set[etree._Element] = set()
    for node in body.iter(*telling):
        above = node.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _words(body: etree._Element) -> dict[etree._Element, str]:
    words: dict[etree._Element, str] = {}
    for node in body.iter(_T):
        run = node.getparent()
        if run is not None and run.tag == _R:
            paragraph = run.getparent()
            if paragraph is not None:
                words[paragraph] = words.get(paragraph, "") + (node.text or "")
    return words


def _styles(body: etree._Element) -> dict[etree._Element, str]:
    styles: dict[etree._Element, str] = {}
    for node in body.iter(_STYLE):
        properties = node.getparent()
        if properties is not None and properties.tag == _PROPERTIES:
            paragraph = properties.getparent()
            if paragraph is not None:
                styles.setdefault(paragraph, node.get(_VAL, ""))
    return styles
