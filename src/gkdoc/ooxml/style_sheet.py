"""The styles of a document as a reader needs them: names, lists, levels of the outline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.numbering import NO_LIST, ListLevel

_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_LIST: Final = qualified("w:numPr")
_LIST_ID: Final = qualified("w:numId")
_LEVEL: Final = qualified("w:ilvl")
_OUTLINE: Final = qualified("w:outlineLvl")
_VANISH: Final = qualified("w:vanish")
_VAL: Final = qualified("w:val")
_OFF: Final = frozenset({"0", "false", "off"})


@frozen
class Style:
    """A style with what it inherits.

    `list_level` is the list in which Word counts its paragraphs, None if in none. `outline` is the
    level of the outline, 0 for the first, None for text. `hidden` says that its words do not show.
    """

    name: str
    list_level: ListLevel | None = None
    outline: int | None = None
    hidden: bool = False


NO_STYLE: Final = Style("")


@lru_cache(maxsize=16)
def style_sheet(content: bytes) -> Mapping[str | None, Style]:
    """The styles in the part `content` by their ids; under None that of paragraphs that name none.

    BrokenXml for a part that is no XML. Reports of one office share their styles: they are kept.
    """
    nodes = {
        node.get(qualified("w:styleId")): node
        for node in parse_xml(content).iterfind(qualified("w:style"))
    }
    styles: dict[str | None, Style] = {}
    for identifier, node in nodes.items():
        styles[identifier] = _style(node, nodes)
        if (node.get(qualified("w:default")), node.get(qualified("w:type"))) == ("1", "paragraph"):
            styles[None] = styles[identifier]
    return styles


def list_level(properties: etree._Element | None, inherited: ListLevel | None) -> ListLevel | None:
    """The list in which Word counts a paragraph with these properties; None if in none."""
    numbering = properties.find(_LIST) if properties is not None else None
    if numbering is None:
        return inherited
    own = inherited or NO_LIST
    found = ListLevel(
        whole_number(numbering.find(_LIST_ID), own.list_id),
        whole_number(numbering.find(_LEVEL), own.level),
    )
    # List 0 is Word's way to say: no list, whatever the style says.
    return found if found.list_id != NO_LIST.list_id else None


def whole_number(node: etree._Element | None, default: int) -> int:
    """The number that the element states; `default` where there is no element or no number."""
    value = node.get(_VAL, "") if node is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default


def is_on(node: etree._Element | None) -> bool:
    """True if the property is there and not switched off."""
    return node is not None and node.get(_VAL, "1") not in _OFF


def _style(node: etree._Element, nodes: Mapping[str | None, etree._Element]) -> Style:
    name = node.find(qualified("w:name"))
    found: ListLevel | None = None
    outline: int | None = None
    hidden: bool | None = None
    listed = False
    for style in _with_ancestors(node, nodes):
        properties = style.find(_PARAGRAPH_PROPERTIES)
        if properties is not None:
            if not listed and properties.find(_LIST) is not None:
                found, listed = list_level(properties, None), True
            level = properties.find(_OUTLINE)
            if outline is None and level is not None:
                outline = whole_number(level, 9)
        look = style.find(_RUN_PROPERTIES)
        if hidden is None and look is not None and look.find(_VANISH) is not None:
            hidden = is_on(look.find(_VANISH))
    return Style(
        name.get(_VAL, "") if name is not None else "",
        found,
        # Level 9 is Word's way to say: text.
        outline if outline is not None and outline < 9 else None,
        bool(hidden),
    )


def _with_ancestors(
    node: etree._Element, nodes: Mapping[str | None, etree._Element]
) -> list[etree._Element]:
    """The style and those that it is based on, nearest first."""
    chain = [node]
    seen = {node.get(qualified("w:styleId"))}
    while True:
        based_on = chain[-1].find(qualified("w:basedOn"))
        parent = based_on.get(_VAL) if based_on is not None else None
        if parent in seen or parent not in nodes:
            return chain
        seen.add(parent)
        chain.append(nodes[parent])
