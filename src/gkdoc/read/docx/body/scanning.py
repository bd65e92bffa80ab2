"""A body looked through once: which of its elements hold nothing but words, and which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified

_P: Final = qualified("w:p")
_R: Final = qualified("w:r")
_T: Final = qualified("w:t")
_VAL: Final = qualified("w:val")
_PROPERTIES: Final = qualified("w:pPr")
_STYLE: Final = qualified("w:pStyle")


@frozen
class Scan:
    """The finds of one passage through a body.

    `peculiar` are the elements that hold anything, however deep, that makes a difference besides
    words and the style of a paragraph: of all others there is nothing else to know. `words` has the
    text of the runs that stand in a paragraph, `styles` the id of its style; neither has a
    paragraph without. `paragraphs` has those that stand in a cell, or in any other element but the
    body. `properties` has for each row and cell those of its properties that were asked for, by
    their names.
    """

    peculiar: AbstractSet[etree._Element]
    words: Mapping[etree._Element, str]
    styles: Mapping[etree._Element, str]
    paragraphs: Mapping[etree._Element, Sequence[etree._Element]]
    properties: Mapping[etree._Element, Mapping[str, etree._Element]]


def scanned(
    body: etree._Element,
    telling: Collection[str],
    wanted: Mapping[str, str],
) -> Scan:
    """The finds in `body`.

    `telling` are the names of the elements that make a difference; `wanted` those of properties,
    each with the name of the element that it has to stand in.

    The XML library finds elements by their names many times faster than anybody can look at each,
    and nearly all paragraphs and cells of a report are words and nothing else.
    """
    return Scan(
        _peculiar(body, telling),
        _words(body),
        _styles(body),
        _paragraphs(body),
        _properties(body, wanted),
    )


def _peculiar(body: etree._Element, telling: Collection[str]) -> set[etree._Element]:
    found: set[etree._Element] = set()
    for node in body.iter(*telling):
        above = node.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _words(body: etree._Element) -> dict[etree._Element, str]:
    pieces: dict[etree._Element, list[str]] = {}
    for node in body.iter(_T):
        run = node.getparent()
        if run is not None and run.tag == _R:
            paragraph = run.getparent()
            if paragraph is not None:
                pieces.setdefault(paragraph, []).append(node.text or "")
    return {paragraph: "".join(texts) for paragraph, texts in pieces.items()}


def _styles(body: etree._Element) -> dict[etree._Element, str]:
    styles: dict[etree._Element, str] = {}
    for node in body.iter(_STYLE):
        properties = node.getparent()
        if properties is not None and properties.tag == _PROPERTIES:
            paragraph = properties.getparent()
            if paragraph is not None:
                styles.setdefault(paragraph, node.get(_VAL, ""))
    return styles


def _paragraphs(body: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    paragraphs: dict[etree._Element, list[etree._Element]] = {}
    for node in body.iter(_P):
        parent = node.getparent()
        if parent is not None and parent is not body:
            paragraphs.setdefault(parent, []).append(node)
    return paragraphs


def _properties(
    body: etree._Element, wanted: Mapping[str, str]
) -> dict[etree._Element, dict[str, etree._Element]]:
    found: dict[etree._Element, dict[str, etree._Element]] = {}
    for node in body.iter(*wanted):
        properties = node.getparent()
        if properties is not None and properties.tag == wanted[node.tag]:
            owner = properties.getparent()
            if owner is not None:
                found.setdefault(owner, {})[node.tag] = node
    return found
