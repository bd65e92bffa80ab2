"""Native numbering of headings in several levels: `word/numbering.xml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from attrs import frozen

from gkdoc.ooxml.elements import element, part
from gkdoc.ooxml.styles import Fonts, Indent, RunFormat, indent_xml, run_properties

NumberFormat: TypeAlias = Literal["chineseCountingThousand", "decimal"]
"""Word counts 一百〇一 with the first; chineseCounting would give 一○一, japaneseCounting 百一."""

NUMBERING_ID = 1
"""The one list of a document; styles and paragraphs refer to it."""


@frozen
class ListLevel:
    """A level, 0 for the first, of the list with that number."""

    list_id: int
    level: int


NO_LIST: Final = ListLevel(0, 0)
"""Takes a paragraph out of the list that its style belongs to."""


@frozen
class NumberingLevel:
    """How one level is numbered: `text` holds %1 for the number of level 1, and so on.

    `style` is the id of the paragraph style that belongs to the level. `fonts` serve the number of
    a paragraph in another style.
    """

    text: str
    number_format: NumberFormat
    style: str
    fonts: Fonts
    indent: Indent


def numbering_xml(levels: Sequence[NumberingLevel]) -> bytes:
    """The part `word/numbering.xml`: one list, each level starting anew below the one above."""
    definition = element(
        "abstractNum",
        element("multiLevelType", val="multilevel"),
        *(_level_xml(index, level) for index, level in enumerate(levels)),
        abstractNumId=0,
    )
    instance = element("num", element("abstractNumId", val=0), numId=NUMBERING_ID)
    return part("numbering", definition, instance)


def _level_xml(index: int, level: NumberingLevel) -> str:
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=level.number_format),
        element("pStyle", val=level.style),
        element("suff", val="nothing"),
        element("lvlText", val=level.text),
        element("lvlJc", val="left"),
        element("pPr", indent_xml(level.indent)),
        run_properties(RunFormat(fonts=level.fonts)),
        ilvl=index,
    )
