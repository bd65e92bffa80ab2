"""The styles of a document as a reader needs them: names, lists, levels of the outline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.numbering import NO_LIST, ListLevel
from gkdoc.read.document.looks import is_on

_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_LIST: Final = qualified("w:numPr")
_LIST_ID: Final = qualified("w:numId")
_LEVEL: Final = qualified("w:ilvl")
_OUTLINE: Final = qualified("w:outlineLvl")
_VANISH: Final = qualified("w:vanish")
_VAL: Final = qualified("w:val")


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
    inherited: dict[str | None, _Look] = {}
    for identifier, node in nodes.items():
        styles[identifier] = _style(node, _look(identifier, nodes, inherited))
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


@frozen
class _Look:
    """What a style hands down; None for what neither it nor those it is based on say."""

    numbering: etree._Element | None = None
    outline: int | None = None
    hidden: bool | None = None


def _style(node: etree._Element, look: _Look) -> Style:
    name = node.find(qualified("w:name"))
    outline = look.outline
    return Style(
        name.get(_VAL, "") if name is not None else "",
        list_level(look.numbering, None),
        # Level 9 is Word's way to say: text.
        outline if outline is not None and outline < 9 else None,
        bool(look.hidden),
    )


def _look(
    identifier: str | None,
    nodes: Mapping[str | None, etree._Element],
    known: dict[str | None, _Look],
) -> _Look:
    """What the style hands down, its ancestors looked at once, however long their line is."""
    line: list[str | None] = []
    above = _Look()
    step: str | None = identifier
    while step not in known and step in nodes:
        known[step] = above
        line.append(step)
        based_on = nodes[step].find(qualified("w:basedOn"))
        if based_on is None:
            break
        step = based_on.get(_VAL)
    else:
        above = known.get(step, above)
    for name in reversed(line):
        above = known[name] = _handed_down(nodes[name], above)
    return known.get(identifier, above)


def _handed_down(node: etree._Element, above: _Look) -> _Look:
    properties, look = node.find(_PARAGRAPH_PROPERTIES), node.find(_RUN_PROPERTIES)
    listed = properties is not None and properties.find(_LIST) is not None
    level = properties.find(_OUTLINE) if properties is not None else None
    vanish = look.find(_VANISH) if look is not None else None
    return _Look(
        properties if listed else above.numbering,
        whole_number(level, 9) if level is not None else above.outline,
        is_on(vanish) if vanish is not None else above.hidden,
    )
