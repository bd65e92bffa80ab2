"""The styles of a template found by their names; those it lacks come from the standard template."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import TypeVar

from attrs import asdict, evolve, frozen
from lxml import etree

from gkdoc.layout.options import STANDARD
from gkdoc.layout.styles import style_sheet
from gkdoc.layout.typography import STYLE_NAMES, StyleRoles
from gkdoc.messages import _
from gkdoc.ooxml.elements import DECLARATION
from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.package import BrokenPackage, Package, main_document, relationships
from gkdoc.ooxml.styles import (
    Indent,
    ParagraphFormat,
    ParagraphStyle,
    RunFormat,
    Style,
    styles_xml,
)

SomeFormat = TypeVar("SomeFormat", ParagraphFormat, RunFormat)

_NAME = f"{qualified('w:name')}"
_ID = qualified("w:styleId")
_TYPE = qualified("w:type")
_DEFAULT = qualified("w:default")
_VALUE = qualified("w:val")


@frozen
class TemplateStyles:
    """A template in which every style of the report exists.

    `ids` are the ids of the roles in this template. `added` names the styles that it lacked.
    """

    package: Package
    ids: StyleRoles
    added: tuple[str, ...]


def with_styles(package: Package) -> TemplateStyles:
    """`package` with the missing styles added, and the id of each; an office's own ones win.

    Word keeps the names of styles through every language and program, not the ids, and does not
    mind their case.
    """
    part = _styles_part(package)
    root = parse_xml(package.parts[part])
    own, stock = _by_name(root), _by_name(parse_xml(_standard_styles()))
    added = []
    for name in asdict(STYLE_NAMES).values():
        if name.lower() not in own:
            own[name.lower()] = _adopted(stock[name.lower()], root)
            added.append(name)
    ids = {role: own[name.lower()].get(_ID, "") for role, name in asdict(STYLE_NAMES).items()}
    if added:
        content = DECLARATION.encode() + etree.tostring(root, encoding="utf-8")
        package = package.replacing({part: content})
    return TemplateStyles(package, StyleRoles(**ids), tuple(added))


@cache
def _standard_styles() -> bytes:
    """The standard styles, each with all that it has from the default style.

    An office's own default may be of another size, with an indent: a style that comes from us must
    look as ours does on top of it.
    """
    sheet = style_sheet(STANDARD)
    base = next(
        style for style in sheet.styles if isinstance(style, ParagraphStyle) and style.default
    )
    return styles_xml(evolve(sheet, styles=tuple(_whole(style, base) for style in sheet.styles)))


def _whole(style: Style, base: ParagraphStyle) -> Style:
    if not isinstance(style, ParagraphStyle) or style.based_on != base.id:
        return style
    paragraph = _completed(style.paragraph, base.paragraph)
    return evolve(
        style,
        paragraph=evolve(paragraph, indent=paragraph.indent or Indent()),
        run=_completed(style.run, base.run),
    )


def _completed(own: SomeFormat, base: SomeFormat) -> SomeFormat:
    """`own` with the properties of `base` where it has none."""
    properties = asdict(base, recurse=False)
    return evolve(own, **{key: v for key, v in properties.items() if getattr(own, key) is None})


def _styles_part(package: Package) -> str:
    for relationship in relationships(package, main_document(package)):
        if relationship.kind == "styles" and relationship.target in package.parts:
            return relationship.target
    raise BrokenPackage(_("模板没有样式表，请在 Word 中另存为 .docx 后再用"))


def _by_name(root: etree._Element) -> dict[str, etree._Element]:
    """The styles by their names in lower case."""
    named = {}
    for style in root.iterfind(qualified("w:style")):
        name = style.find(_NAME)
        if name is not None:
            named[name.get(_VALUE, "").lower()] = style
    return named


def _adopted(style: etree._Element, root: etree._Element) -> etree._Element:
    """A copy of `style` at the end of the sheet `root`, based on what that sheet has."""
    taken = {other.get(_ID, ""): other for other in root.iterfind(qualified("w:style"))}
    copy = deepcopy(style)
    identifier = copy.get(_ID, "")
    while identifier in taken:
        identifier += "x"
    copy.set(_ID, identifier)
    for tag in ("w:basedOn", "w:next", "w:link"):
        for reference in copy.findall(qualified(tag)):
            if reference.get(_VALUE, "") in taken:
                continue
            default = _default(taken, copy.get(_TYPE, ""))
            if tag == "w:basedOn" and default is not None:
                reference.set(_VALUE, default)
            else:
                copy.remove(reference)
    root.append(copy)
    return copy


def _default(styles: Mapping[str, etree._Element], kind: str) -> str | None:
    for identifier, style in styles.items():
        if style.get(_TYPE) == kind and style.get(_DEFAULT) in {"1", "true", "on"}:
            return identifier
    return None
