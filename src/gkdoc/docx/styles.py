"""The styles of a report in a document of somebody else: added, complete, never in another's place.

A style says all of itself, whatever the document's Normal and defaults say. One that is there
already is used again only if it says the same: then it is ours, from an earlier insertion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from itertools import count
from typing import Final

from attrs import asdict
from docx.document import Document
from docx.oxml.parser import parse_xml as parse_for_python_docx
from lxml import etree

from gkdoc.layout.options import HEADING_LEVELS
from gkdoc.layout.typography import STYLE_NAMES, StyleRoles
from gkdoc.ooxml.elements import element
from gkdoc.ooxml.markup import W, parse_xml, qualified
from gkdoc.ooxml.package import read_package, related_part
from gkdoc.write.docx.standard import standard_template_bytes

_ID: Final = qualified("w:styleId")
_VALUE: Final = qualified("w:val")
_NAME: Final = qualified("w:name")
_STYLE: Final = qualified("w:style")
_PARAGRAPH: Final = qualified("w:pPr")
_RUN: Final = qualified("w:rPr")
_LOOKS: Final = (_PARAGRAPH, _RUN, qualified("w:tblPr"))

# What Word names itself (Title, heading 1) is the document's own; ours stand beside it.
_OWN_NAMES: Final[Mapping[str, str]] = {
    "title": "公文标题",
    **{f"heading{level}": f"公文标题 {level}" for level in HEADING_LEVELS},
}
# Pages of others keep their own footers and comments.
_NOT_INSERTED: Final = frozenset({"footer", "comment_text", "comment_reference"})

_NO: Final = {"val": "0"}
_NO_LINE: Final = {"val": "none", "sz": "0", "space": "0", "color": "auto"}
_SHADE: Final = {"val": "clear", "color": "auto", "fill": "auto"}

# All that the defaults of a document may say, in the order of the schema: CT_PPrBase, EG_RPrBase.
_PLAIN_PARAGRAPH: Final[Mapping[str, Mapping[str, str]]] = {
    "keepNext": _NO,
    "keepLines": _NO,
    "pageBreakBefore": _NO,
    "widowControl": _NO,
    "numPr": {},
    "suppressLineNumbers": _NO,
    "pBdr": {},
    "shd": _SHADE,
    "suppressAutoHyphens": _NO,
    "kinsoku": {},
    "wordWrap": {},
    "overflowPunct": {},
    "topLinePunct": _NO,
    "autoSpaceDE": _NO,
    "autoSpaceDN": _NO,
    "bidi": _NO,
    "adjustRightInd": _NO,
    "snapToGrid": _NO,
    "spacing": {
        **dict.fromkeys(("before", "beforeLines", "beforeAutospacing"), "0"),
        **dict.fromkeys(("after", "afterLines", "afterAutospacing"), "0"),
    },
    "ind": dict.fromkeys(("left", "leftChars", "right", "rightChars", "firstLine"), "0"),
    "contextualSpacing": _NO,
    "mirrorIndents": _NO,
    "jc": {},
    "textAlignment": {"val": "auto"},
    "outlineLvl": {"val": "9"},
}
_PLAIN_RUN: Final[Mapping[str, Mapping[str, str]]] = {
    "rFonts": {},
    **dict.fromkeys(("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"), _NO),
    **dict.fromkeys(("outline", "shadow", "emboss", "imprint", "vanish"), _NO),
    "color": {"val": "auto"},
    "spacing": _NO,
    "w": {"val": "100"},
    "kern": _NO,
    "position": _NO,
    "sz": {},
    "szCs": {},
    "u": {"val": "none"},
    "effect": {"val": "none"},
    "bdr": _NO_LINE,
    "shd": _SHADE,
    "vertAlign": {"val": "baseline"},
    "em": {"val": "none"},
    "lang": {},
}
_CHILDREN: Final[Mapping[str, str]] = {
    "numPr": element("numId", val=0),
    "pBdr": "".join(
        element(side, **_NO_LINE) for side in ("top", "left", "bottom", "right", "between", "bar")
    ),
}


def adopt_styles(document: Document) -> StyleRoles:
    """The ids of the report's styles in `document`; those that it lacks are added at its end.

    The roles of footers and comments have none.
    """
    ids = dict.fromkeys(asdict(STYLE_NAMES), "")
    for role, style in _own_styles().items():
        ids[role] = _adopted(style, document)
    return StyleRoles(**ids)


def add_style(document: Document, style: etree._Element) -> None:
    """Put a copy of `style` at the end of the sheet of `document`."""
    document.styles.element.append(parse_for_python_docx(etree.tostring(style).decode()))


def _adopted(style: etree._Element, document: Document) -> str:
    """The id under which `document` holds `style`, which is added if it does not."""
    sheet: etree._Element = document.styles.element
    names = {_name(other).casefold(): other for other in sheet.iterfind(_STYLE)}
    ids = {other.get(_ID, "").casefold() for other in sheet.iterfind(_STYLE)}
    for number in count(1):
        suffix = "" if number == 1 else f" {number}"
        same = names.get((_name(style) + suffix).casefold())
        if same is not None and _look(same) == _look(style):
            return same.get(_ID, "")
        identifier = style.get(_ID, "") + suffix.strip()
        if same is None and identifier.casefold() not in ids:
            copy = deepcopy(style)
            copy.set(_ID, identifier)
            for name in copy.iterfind(_NAME):
                name.set(_VALUE, _name(style) + suffix)
            add_style(document, copy)
            return identifier
    raise AssertionError("some number is free")


def _name(style: etree._Element) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(_VALUE, "")


def _look(style: etree._Element) -> tuple[object, ...]:
    """What a style does, whoever saved it: its kind, its base, and its properties."""
    base = style.find(qualified("w:basedOn"))
    parts = (style.find(tag) for tag in _LOOKS)
    return (
        style.get(qualified("w:type")),
        None if base is None else base.get(_VALUE),
        *(None if part is None else _content(part) for part in parts),
    )


def _content(part: etree._Element) -> tuple[object, ...]:
    return (part.tag, tuple(sorted(part.attrib.items())), tuple(map(_content, part)))


@cache
def _own_styles() -> Mapping[str, etree._Element]:
    """The styles by their roles, as an insertion adds them."""
    package = read_package(standard_template_bytes())
    sheet = parse_xml(package.parts[related_part(package, "styles") or ""])
    stock = {_name(style): style for style in sheet.iterfind(_STYLE)}
    bases = (*sheet.iterfind(qualified("w:docDefaults")), stock["Normal"])
    return {
        role: _alone(role, stock[name], bases)
        for role, name in asdict(STYLE_NAMES).items()
        if role not in _NOT_INSERTED
    }


def _alone(role: str, style: etree._Element, bases: Sequence[etree._Element]) -> etree._Element:
    """`style` under its own name and id, with all that it has from `bases`, based on none."""
    own = parse_xml(f'<w:style xmlns:w="{W}"/>'.encode())
    own.set(qualified("w:type"), style.get(qualified("w:type"), ""))
    own.set(qualified("w:customStyle"), "1")
    own.set(_ID, f"Inserted{style.get(_ID, '')}")
    _put(own, "name", {"val": _OWN_NAMES.get(role, _name(style))})
    _put(own, "uiPriority", {"val": "99"})
    if style.get(qualified("w:type")) != "paragraph":
        own.extend(deepcopy(part) for tag in _LOOKS if (part := style.find(tag)) is not None)
        return own
    for tag, plain in ((_PARAGRAPH, _PLAIN_PARAGRAPH), (_RUN, _PLAIN_RUN)):
        stated: dict[str, dict[str, str]] = {name: dict(each) for name, each in plain.items()}
        for source in (*bases, style):
            for each in source.iterfind(f".//{tag}/*"):
                name = etree.QName(each).localname
                said = {etree.QName(str(key)).localname: str(each.get(key)) for key in each.attrib}
                # Without a value it is on: w:keepNext.
                stated[name] = {**stated[name], **said} if said else {}
        holder = etree.SubElement(own, tag)
        for name, attributes in stated.items():
            _put(holder, name, attributes)
    return own


def _put(holder: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    markup = element(name, _CHILDREN.get(name, ""), **attributes)
    holder.append(parse_xml(markup.replace(f"<w:{name}", f'<w:{name} xmlns:w="{W}"', 1).encode()))
