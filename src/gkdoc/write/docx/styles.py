"""The styles of a template found by their names; those it lacks come from the standard template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache

from attrs import asdict, frozen
from lxml import etree

from gkdoc.layout.typography import STYLE_NAMES, StyleRoles
from gkdoc.messages import _
from gkdoc.ooxml.elements import DECLARATION, PARAGRAPH_ORDER, RUN_ORDER
from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.package import BrokenPackage, Package, read_package, related_part
from gkdoc.write.docx.standard import standard_template_bytes

_NAME = qualified("w:name")
_ID = qualified("w:styleId")
_TYPE = qualified("w:type")
_DEFAULT = qualified("w:default")
_VALUE = qualified("w:val")
_BASED_ON = qualified("w:basedOn")


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
    part = related_part(package, "styles")
    if part is None:
        raise BrokenPackage(_("模板没有样式表，请在 Word 中另存为 .docx 后再用"))
    root = parse_xml(package.parts[part])
    names = asdict(STYLE_NAMES)
    own = _by_name(root)
    added = tuple(name for name in names.values() if name.lower() not in own)
    ids = adopted(names.values(), root)
    if added:
        content = DECLARATION.encode() + etree.tostring(root, encoding="utf-8")
        package = package.replacing({part: content})
    return TemplateStyles(package, StyleRoles(*ids), added)


def adopted(names: Iterable[str], root: etree._Element) -> tuple[str, ...]:
    """The ids of the styles of these names in the sheet `root`; those that it lacks are added."""
    own, stock = _by_name(root), _by_name(parse_xml(_standard_styles()))
    return tuple(
        (own[name.lower()] if name.lower() in own else _copied(name, stock, root)).get(_ID, "")
        for name in names
    )


@cache
def _standard_styles() -> bytes:
    package = read_package(standard_template_bytes())
    return package.parts[related_part(package, "styles") or ""]


def _by_name(root: etree._Element) -> dict[str, etree._Element]:
    """The styles by their names in lower case."""
    return {
        name.get(_VALUE, "").lower(): style
        for style in root.iterfind(qualified("w:style"))
        if (name := style.find(_NAME)) is not None
    }


def _copied(name: str, stock: Mapping[str, etree._Element], root: etree._Element) -> etree._Element:
    """A copy of the style of that name, one of `stock`, at the end of the sheet `root`."""
    taken = {other.get(_ID, ""): other for other in root.iterfind(qualified("w:style"))}
    copy = deepcopy(stock[name.lower()])
    identifier = copy.get(_ID, "")
    while identifier in taken:
        identifier += "x"
    copy.set(_ID, identifier)
    if copy.get(_TYPE) == "paragraph":
        _stand_alone(copy, stock["normal"])
    for reference in (*copy.findall(qualified("w:next")), *copy.findall(_BASED_ON)):
        if reference.get(_VALUE, "") in taken:
            continue
        default = _default(taken, copy.get(_TYPE, ""))
        if reference.tag == _BASED_ON and default is not None:
            reference.set(_VALUE, default)
        else:
            copy.remove(reference)
    root.append(copy)
    return copy


def _stand_alone(style: etree._Element, normal: etree._Element) -> None:
    """Give a paragraph style all that it has from `normal`, and take it off that base.

    An office's own default may be of another size, in bold, with an indent or space below: a style
    that comes from us must not look like it.
    """
    for base in style.findall(_BASED_ON):
        style.remove(base)
    for holder, order in ((qualified("w:pPr"), PARAGRAPH_ORDER), (qualified("w:rPr"), RUN_ORDER)):
        found = style.find(holder)
        own = found if found is not None else etree.Element(holder)
        stated = {child.tag for child in own}
        inherited = [child for child in normal.iterfind(f"{holder}/*") if child.tag not in stated]
        positions = {qualified(f"w:{tag}"): position for position, tag in enumerate(order)}
        own[:] = sorted(
            [*own, *map(deepcopy, inherited)], key=lambda child: positions[str(child.tag)]
        )
        style.append(own)
    for spacing in style.iterfind(f"{qualified('w:pPr')}/{qualified('w:spacing')}"):
        for side in ("w:before", "w:after"):
            spacing.set(qualified(side), "0")


def _default(styles: Mapping[str, etree._Element], kind: str) -> str | None:
    alike = (identifier for identifier, style in styles.items() if style.get(_TYPE) == kind)
    return next((each for each in alike if styles[each].get(_DEFAULT) in {"1", "true", "on"}), None)
