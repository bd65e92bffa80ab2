"""What the properties of a paragraph say of it: style, list, level in the outline, revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.read.document.looks import is_on
from gkdoc.read.docx.body.inline import DELETIONS
from gkdoc.read.docx.body.style_sheet import NO_STYLE, Style, list_level, whole_number

_HEADING: Final = re.compile("heading ([1-9])", re.IGNORECASE)

_LIST: Final = qualified("w:numPr")
_OUTLINE: Final = qualified("w:outlineLvl")
_MARK: Final = qualified("w:rPr")
_STYLE_SEPARATOR: Final = qualified("w:specVanish")
_OWN: Final = frozenset({_LIST, _OUTLINE, _MARK})

TELLING: Final = frozenset({_LIST, _OUTLINE, _STYLE_SEPARATOR, *DELETIONS})
"""What says more of a paragraph than its style does."""


@frozen
class ParagraphFormat:
    """What a reader needs of the properties of a paragraph.

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
        self._headings = {
            style.list_level: int(found[1])
            for style in styles.values()
            if style.list_level is not None and (found := _HEADING.fullmatch(style.name))
        }
        self._by_style: dict[str | None, ParagraphFormat] = {}

    def by_style(self, identifier: str | None) -> ParagraphFormat:
        """What the style with this id says; None for a paragraph that names none."""
        found = self._by_style.get(identifier)
        if found is None:
            found = self._by_style[identifier] = self._named(identifier)
        return found

    def of(self, identifier: str | None, properties: etree._Element | None) -> ParagraphFormat:
        """What its style and its w:pPr say; None for a paragraph that has none."""
        named = self.by_style(identifier)
        own = {child.tag: child for child in (() if properties is None else properties)}
        return named if own.keys().isdisjoint(_OWN) else self._changed(named, properties, own)

    def _named(self, reference: str | None) -> ParagraphFormat:
        style = self._styles.get(reference, NO_STYLE)
        counted = style.list_level
        return ParagraphFormat(style.name, counted, self._counted_as(counted), style.outline)

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
        mark = own.get(_MARK)
        return evolve(
            named,
            counted=counted,
            counted_as=self._counted_as(counted),
            outline=level if level != 9 else None,
            deleted=mark is not None and any(mark.find(tag) is not None for tag in DELETIONS),
            runs_on=mark is not None and is_on(mark.find(_STYLE_SEPARATOR)),
        )

    def _counted_as(self, counted: ListLevel | None) -> int | None:
        return self._headings.get(counted) if counted is not None else None
