"""The numbers that Word counts before paragraphs: the lists of a document, level by level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.read.document.body import ListNumber
from gkdoc.read.docx.body.styles import whole_number

_LEVELS: Final = {str(level): level for level in range(9)}
_VAL: Final = qualified("w:val")
_LEVEL: Final = qualified("w:ilvl")
_DEFINITION: Final = qualified("w:abstractNumId")


@frozen
class _Level:
    """One level of a list; `restart` is the level (from 1) whose counting starts it anew."""

    start: int
    number_format: str
    pattern: str
    restart: int


@frozen
class _List:
    definition: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class ListCounter:
    """Counts the paragraphs of one document, in their order."""

    def __init__(self, content: bytes | None) -> None:
        """For the lists that the part `content` defines; BrokenXml if it is no XML."""
        self._lists = _lists(parse_xml(content)) if content is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[ListLevel] = set()
        self._counted: dict[etree._Element, ListNumber | None] = {}

    def number_of(self, paragraph: etree._Element, place: ListLevel) -> ListNumber | None:
        """The number of this paragraph, which counts once, however often it is read."""
        if paragraph not in self._counted:
            self._counted[paragraph] = self.count(place)
        return self._counted[paragraph]

    def count(self, place: ListLevel) -> ListNumber | None:
        """The number of the next paragraph in this list and level; None if there is no such list.

        Lists that share a definition count on, as Word does, unless one of them says where it
        starts.
        """
        found = self._lists.get(place.list_id)
        if found is None or place.level not in found.levels:
            return None
        counts = self._counts.setdefault(found.definition, {})
        level = found.levels[place.level]
        begins = place not in self._begun and place.level in found.starts
        self._begun.add(place)
        if begins:
            counts[place.level] = found.starts[place.level]
        else:
            counts[place.level] = counts.get(place.level, level.start - 1) + 1
        for lower in [other for other in counts if other > place.level]:
            restart = found.levels[lower].restart if lower in found.levels else 0
            if restart > place.level:
                del counts[lower]
        return ListNumber(
            level.pattern,
            tuple(
                (counts.get(index, upper.start), upper.number_format)
                for index in range(place.level + 1)
                if (upper := found.levels.get(index)) is not None
            ),
        )


def _lists(root: etree._Element) -> dict[int, _List]:
    definitions = {
        node.get(_DEFINITION, ""): {
            _LEVELS[index]: _level(level)
            for level in node.iterfind(qualified("w:lvl"))
            if (index := level.get(_LEVEL, "0")) in _LEVELS
        }
        for node in root.iterfind(qualified("w:abstractNum"))
    }
    lists: dict[int, _List] = {}
    for node in root.iterfind(qualified("w:num")):
        reference = node.find(_DEFINITION)
        name = reference.get(_VAL, "") if reference is not None else ""
        identifier = whole_number(node, -1, qualified("w:numId"))
        if identifier < 0:
            continue
        levels = dict(definitions.get(name, {}))
        starts: dict[int, int] = {}
        for override in node.iterfind(qualified("w:lvlOverride")):
            index = override.get(_LEVEL, "")
            own = override.find(qualified("w:lvl"))
            first = override.find(qualified("w:startOverride"))
            if index in _LEVELS and own is not None:
                levels[_LEVELS[index]] = _level(own)
            if index in _LEVELS and first is not None:
                starts[_LEVELS[index]] = whole_number(first, 1)
        lists[identifier] = _List(name, levels, starts)
    return lists


def _level(node: etree._Element) -> _Level:
    text = node.find(qualified("w:lvlText"))
    number_format = node.find(qualified("w:numFmt"))
    return _Level(
        start=whole_number(node.find(qualified("w:start")), 1),
        number_format=number_format.get(_VAL, "") if number_format is not None else "decimal",
        pattern=text.get(_VAL, "") if text is not None else "",
        # Without w:lvlRestart each level starts anew below any level above it; 0 means never.
        restart=whole_number(node.find(qualified("w:lvlRestart")), whole_number(node, 0, _LEVEL)),
    )
