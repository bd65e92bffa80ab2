"""Which paragraphs of a Word file are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from gkdoc.ooxml.markup import W, parse_xml, qualified
from gkdoc.ooxml.package import Package, related_part

_NAMES: Final = {"w": W}
_VALUE: Final = qualified("w:val")
_PROPERTIES: Final = qualified("w:pPr")
_BODY_LEVEL: Final = "9"


def heading_styles(package: Package) -> frozenset[str]:
    """The ids of the paragraph styles that make a heading, by outline level or by name."""
    sheet = related_part(package, "styles")
    if sheet is None:
        return frozenset()
    bases: dict[str, str] = {}
    headings: set[str] = set()
    for style in parse_xml(package.parts[sheet]).iterfind("w:style", _NAMES):
        identity = style.get(qualified("w:styleId"), "")
        bases[identity] = _value(style, "w:basedOn")
        named = re.fullmatch("heading [1-9]", _value(style, "w:name"), re.IGNORECASE)
        if named or _value(style, "w:pPr/w:outlineLvl") not in {"", _BODY_LEVEL}:
            headings.add(identity)
    return frozenset(_inheriting(bases, headings))


def is_heading(paragraph: etree._Element, styles: frozenset[str]) -> bool:
    """True if `paragraph` has an outline level of its own, or a style of `styles`."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        return False
    level = _value(properties, "w:outlineLvl")
    return level != _BODY_LEVEL if level else _value(properties, "w:pStyle") in styles


def _inheriting(bases: dict[str, str], headings: set[str]) -> Iterator[str]:
    """The styles that are headings or based on one, over however many others."""
    known: dict[str, bool] = {}
    for style in bases:
        chain: list[str] = []
        step = style
        while step and step not in known and step not in headings:
            known[step] = False
            chain.append(step)
            step = bases.get(step, "")
        if step in headings or known.get(step):
            known.update(dict.fromkeys(chain, True))
            yield from chain
    yield from headings


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path, _NAMES)
    return "" if found is None else found.get(_VALUE, "")
