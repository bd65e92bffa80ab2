"""Styles and the properties of paragraphs as a reader needs them: lists, outline, revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.ooxml.markup import child_of, parse_xml, qualified
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
_TABLE_PROPERTIES: Final = qualified("w:tblPr")
_TABLE_STYLE: Final = qualified("w:tblStyle")
_STYLE_SEPARATOR: Final = qualified("w:specVanish")
_OWN: Final = frozenset({_LIST, _OUTLINE, _RUN_PROPERTIES})
_HEADING: Final = re.compile("heading ([1-9])", re.IGNORECASE)

INSERTIONS: Final = (qualified("w:ins"), qualified("w:moveTo"))
"""What a revision put in is there."""

DELETIONS: Final = (qualified("w:del"), qualified("w:moveFrom"))
"""What a revision took out is not."""

TELLING: Final = frozenset({_LIST, _OUTLINE, _STYLE_SEPARATOR, *DELETIONS})
"""What says more of a paragraph than its style does."""


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


def whole_number(node: etree._Element | None, default: int, name: str = _VAL) -> int:
    """The number that the element states; `default` where there is no element or no number."""
    value = node.get(name, "") if node is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default


@frozen
class ParagraphFormat:
    """The properties of a paragraph that a reader needs.

    `style` is the name of its style, `counted` the list in which Word counts it, `counted_as` the
    level of the headings that Word counts in that list, `outline` its level in the outline, from 0;
    None where there is none. `deleted` says that its mark was taken out while revisions are
    tracked, `runs_on` that the next paragraph goes on in the same line.
    """

    style: str
    counted: ListLevel | None
    counted_as: int | None
    outline: int | None
    deleted: bool = False
    runs_on: bool = False


class ParagraphFormats:
    """The formats of the paragraphs of one document; those by their style alone are kept."""

    def __init__(self, styles: Mapping[str | None, Style]) -> None:
        self._styles = styles
        self._headings: Mapping[ListLevel | None, int] = {
            style.list_level: int(found[1])
            for style in styles.values()
            if style.list_level is not None and (found := _HEADING.fullmatch(style.name))
        }
        self._by_style: dict[str | None, ParagraphFormat] = {}

    def by_style(self, identifier: str | None) -> ParagraphFormat:
        """The format of the style with this id; None for a paragraph that names none."""
        found = self._by_style.get(identifier)
        if found is None:
            style = self._styles.get(identifier, NO_STYLE)
            level = self._headings.get(style.list_level)
            found = ParagraphFormat(style.name, style.list_level, level, style.outline)
            self._by_style[identifier] = found
        return found

    def table(self, table: etree._Element) -> str:
        """The name of the style of a table; empty for one that names none."""
        properties = child_of(table, _TABLE_PROPERTIES)
        named = properties.find(_TABLE_STYLE) if properties is not None else None
        return self._styles.get(named.get(_VAL), NO_STYLE).name if named is not None else ""

    def of(self, identifier: str | None, properties: etree._Element | None) -> ParagraphFormat:
        """The format by its style and its w:pPr; None for a paragraph that has none."""
        named = self.by_style(identifier)
        own = {child.tag: child for child in (() if properties is None else properties)}
        return named if own.keys().isdisjoint(_OWN) else self._changed(named, properties, own)

    def _changed(
        self,
        named: ParagraphFormat,
        properties: etree._Element | None,
        own: Mapping[str, etree._Element],
    ) -> ParagraphFormat:
        """The format that the style gives, with what the paragraph says itself."""
        counted = list_level(properties, named.counted) if _LIST in own else named.counted
        # Level 9 is Word's way to say: text.
        level = whole_number(own[_OUTLINE], 9) if _OUTLINE in own else named.outline
        mark = own.get(_RUN_PROPERTIES)
        return evolve(
            named,
            counted=counted,
            counted_as=self._headings.get(counted),
            outline=level if level != 9 else None,
            deleted=mark is not None and any(mark.find(tag) is not None for tag in DELETIONS),
            runs_on=mark is not None and is_on(mark.find(_STYLE_SEPARATOR)),
        )


@frozen
class _Look:
    """The look that a style hands down; None for what neither it nor those it is based on say."""

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
    """The look that the style hands down, its ancestors looked at once, however many they are."""
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
