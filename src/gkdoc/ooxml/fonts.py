"""Which faces a Word file asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.package import Package, main_document, relationships

_FONTS: Final = qualified("w:rFonts")
_NAMED: Final = tuple(map(qualified, ("w:ascii", "w:hAnsi", "w:eastAsia")))
_REFERENCES: Final = tuple(map(qualified, ("w:pStyle", "w:rStyle", "w:tblStyle")))
_STYLE: Final = qualified("w:style")
_ID: Final = qualified("w:styleId")
_VALUE: Final = qualified("w:val")
_TEXTS: Final = frozenset({"header", "footer", "footnotes", "endnotes"})


def faces(package: Package) -> frozenset[str]:
    """The faces by name, of the text itself and of the styles that it uses.

    A face that comes from the theme has no name here and is left out.
    """
    document = main_document(package)
    related = relationships(package, document)
    parts = [document, *(each.target for each in related if each.kind in _TEXTS)]
    roots = [parse_xml(package.parts[name]) for name in parts if name in package.parts]
    found = {face for root in roots for face in _named(root)}
    for each in related:
        if each.kind == "styles" and each.target in package.parts:
            found |= _of_styles(parse_xml(package.parts[each.target]), roots)
    return frozenset(found)


def _named(root: etree._Element) -> Iterator[str]:
    for fonts in root.iter(_FONTS):
        yield from (fonts.get(name, "") for name in _NAMED if fonts.get(name))


def _of_styles(sheet: etree._Element, roots: list[etree._Element]) -> set[str]:
    """The faces of the styles in use, of those that they are based on, and of the defaults."""
    styles = {style.get(_ID, ""): style for style in sheet.iterfind(_STYLE)}
    waiting = {each.get(_VALUE, "") for root in roots for each in root.iter(*_REFERENCES)}
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in styles and name not in used:
            used.add(name)
            waiting |= {each.get(_VALUE, "") for each in styles[name].iter(qualified("w:basedOn"))}
    defaults = sheet.find(qualified("w:docDefaults"))
    found = {face for name in used for face in _named(styles[name])}
    return found | (set(_named(defaults)) if defaults is not None else set())
