"""How the headings of a template are numbered: by its styles, or by what is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from gkdoc.errors import Problem
from gkdoc.layout.options import HEADING_LEVELS
from gkdoc.layout.typography import StyleRoles
from gkdoc.messages import Listed, _
from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.ooxml.package import Package, main_document, related_part
from gkdoc.text.ordinals import split_ordinal

_VALUE = qualified("w:val")
_STYLE = qualified("w:style")
_ID = qualified("w:styleId")
_PARAGRAPH = qualified("w:p")
_TEXT = qualified("w:t")
_NUMBERING = f"{qualified('w:pPr')}/{qualified('w:numPr')}"
_STYLE_OF = f"{qualified('w:pPr')}/{qualified('w:pStyle')}"
_BASED_ON = qualified("w:basedOn")


def counted_levels(package: Package, styles: StyleRoles) -> Mapping[int, ListLevel]:
    """The levels of headings whose style counts them, each with its list."""
    sheet = _style_sheet(package)
    found = {level: _counted(sheet, styles.heading(level)) for level in HEADING_LEVELS}
    return {level: place for level, place in found.items() if place is not None}


def numbering_problems(
    package: Package, styles: StyleRoles, counted: Mapping[int, ListLevel], *, native: bool
) -> Iterator[Problem]:
    """The problems that keep a template from numbering each heading exactly once."""
    missing = [level for level in HEADING_LEVELS if level not in counted]
    if native and missing:
        names = Listed("、", (_("标题 {level}", level=level) for level in missing))
        yield Problem(
            _(
                "要求自动编号，而模板的样式 {names} 没有编号，应在 Word 中为四级标题设多级列表，"
                "或者不用自动编号",
                names=names,
            )
        )
    if 1 not in counted:
        return
    root = parse_xml(package.parts[main_document(package)])
    for paragraph in root.iter(_PARAGRAPH):
        style = paragraph.find(_STYLE_OF)
        if style is None or style.get(_VALUE) != styles.heading(1):
            continue
        typed = split_ordinal("".join(text.text or "" for text in paragraph.iter(_TEXT)))
        if typed is not None and _place(paragraph) is None:
            yield Problem(
                _("标题“{text}”的样式自动编号，又手打了序号，应删去手打的序号", text=typed.text)
            )


def _style_sheet(package: Package) -> Mapping[str, etree._Element]:
    part = related_part(package, "styles")
    styles = () if part is None else parse_xml(package.parts[part]).iterfind(_STYLE)
    return {style.get(_ID, ""): style for style in styles}


def _counted(sheet: Mapping[str, etree._Element], identifier: str) -> ListLevel | None:
    """The list of the style with that id, its own or that of a style that it is based on."""
    seen = set()
    while identifier in sheet and identifier not in seen:
        seen.add(identifier)
        place = _place(sheet[identifier])
        if place is not None:
            return place if place.list_id else None
        base = sheet[identifier].find(_BASED_ON)
        identifier = base.get(_VALUE, "") if base is not None else ""
    return None


def _place(holder: etree._Element) -> ListLevel | None:
    """The list that a style or a paragraph names itself; None where it names none."""
    list_id = _number(holder, "w:numId")
    return None if list_id is None else ListLevel(list_id, _number(holder, "w:ilvl") or 0)


def _number(holder: etree._Element, name: str) -> int | None:
    element = holder.find(f"{_NUMBERING}/{qualified(name)}")
    value = element.get(_VALUE, "") if element is not None else ""
    return int(value) if value.isdecimal() else None
