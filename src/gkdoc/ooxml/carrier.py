"""A tree of names and texts carried inside a Word file, where nobody sees it.

It lies in a custom XML part. Elements only: LibreOffice drops the attributes of such a part when it
saves the file, and keeps everything else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from itertools import count
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.elements import DECLARATION, OFFICE_RELATIONSHIPS
from gkdoc.ooxml.markup import BrokenXml, escape_text, parse_xml
from gkdoc.ooxml.package import (
    CONTENT_TYPES,
    Package,
    content_type,
    main_document,
    relationships,
)

NAMESPACE: Final = "urn:gkdoc:annual-report:1"
"""Tells our part from those of other programs."""

# Names the part for whoever binds content to it; one fixed value keeps builds the same.
_ITEM_ID: Final = "{0D3384DF-8CF7-585C-A44B-903B35653A32}"
_CUSTOM_XML: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")


@frozen
class Element:
    """A named text, or a named row of further elements. Without either it is an empty text."""

    name: str
    content: str | tuple[Element, ...] = ""

    @property
    def text(self) -> str:
        """The text; empty where there are elements instead."""
        return self.content if isinstance(self.content, str) else ""

    @property
    def children(self) -> tuple[Element, ...]:
        """The elements; none where there is a text instead."""
        return () if isinstance(self.content, str) else self.content

    def find(self, name: str) -> Element | None:
        """The first of the children with this name; None if there is none."""
        return next((child for child in self.children if child.name == name), None)


def carrier_xml(tree: Element) -> bytes:
    """The part that carries `tree`; ValueError for what XML cannot hold."""
    return "".join((DECLARATION, *_markup(tree, f' xmlns="{NAMESPACE}"'))).encode()


def carrier_part(package: Package) -> str | None:
    """The name of the part that carries a tree; None if the file carries none.

    Parts that belong to other programs, or cannot be read, are passed over.
    """
    for relationship in relationships(package, main_document(package)):
        if relationship.kind == "customXml" and relationship.target in package.parts:
            root = _root(package.parts[relationship.target])
            if root is not None and etree.QName(root).namespace == NAMESPACE:
                return relationship.target
    return None


def carried(package: Package) -> Element | None:
    """The tree that the file carries; None if it carries none."""
    name = carrier_part(package)
    root = _root(package.parts[name]) if name is not None else None
    return _element(root) if root is not None else None


def attach(package: Package, tree: Element) -> Package:
    """The same file carrying `tree`, in place of the tree that it carried, if it did."""
    content = carrier_xml(tree)
    name = carrier_part(package)
    if name is not None:
        return package.replacing({name: content})
    document = main_document(package)
    number = next(
        number
        for number in count(1)
        if not {_item(number), _properties(number)} & package.parts.keys()
    )
    item, properties = _item(number), _properties(number)
    with_parts = package.replacing(
        {
            item: content,
            properties: (
                f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" '
                f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
                "</ds:schemaRefs></ds:datastoreItem>"
            ).encode(),
        }
    )
    with_item = _related(with_parts, document, item, "customXml")
    return _typed(_related(with_item, item, properties, "customXmlProps"), item, properties)


def detach(package: Package) -> Package:
    """The same file without the tree that it carried; the relationship to it goes too."""
    name = carrier_part(package)
    if name is None:
        return package
    document = main_document(package)
    own = {found.target for found in relationships(package, name)}
    unrelated = _unrelated(package, document, name)
    return _untyped(unrelated, {name, *own}).without(name, *own, _relationship_part(name))


def _item(number: int) -> str:
    return f"customXml/item{number}.xml"


def _properties(number: int) -> str:
    return f"customXml/itemProps{number}.xml"


def _markup(element: Element, attributes: str = "") -> Iterator[str]:
    if not _NAME.fullmatch(element.name):
        raise ValueError(f"{element.name!r} is no name for an element")
    yield f"<{element.name}{attributes}>"
    yield escape_text(element.text)
    for child in element.children:
        yield from _markup(child)
    yield f"</{element.name}>"


def _root(content: bytes) -> etree._Element | None:
    try:
        return parse_xml(content)
    except BrokenXml:
        return None


def _element(node: etree._Element) -> Element:
    name = etree.QName(node).localname
    children = tuple(_element(child) for child in node.iterchildren(tag=etree.Element))
    # Without comments and the like: they are nobody's text.
    return Element(name, children or "".join(map(str, node.itertext(etree.Element))))


def _relationship_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _related(package: Package, source: str, target: str, kind: str) -> Package:
    """`package` with one more relationship, written behind those that are there."""
    part = _relationship_part(source)
    if part in package.parts:
        root = parse_xml(package.parts[part])
    else:
        root = parse_xml(f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
    taken = {element.get("Id") for element in root}
    etree.SubElement(
        root,
        f"{{{_RELATIONSHIPS}}}Relationship",
        Id=next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken),
        Type=f"{OFFICE_RELATIONSHIPS}/{kind}",
        Target=posixpath.relpath(target, posixpath.dirname(source) or "."),
    )
    return package.replacing({part: _serialised(root)})


def _unrelated(package: Package, source: str, target: str) -> Package:
    """`package` without the relationships from `source` to `target`."""
    identifiers = {found.id for found in relationships(package, source) if found.target == target}
    part = _relationship_part(source)
    root = parse_xml(package.parts[part])
    for element in list(root):
        if element.get("Id") in identifiers:
            root.remove(element)
    return package.replacing({part: _serialised(root)})


def _typed(package: Package, item: str, properties: str) -> Package:
    """`package` with the types of the two parts stated."""
    root = parse_xml(package.parts[CONTENT_TYPES])
    tag = root.tag.rpartition("}")[0] + "}Override"
    etree.SubElement(root, tag, PartName=f"/{properties}", ContentType=_PROPERTIES_TYPE)
    if not content_type(package, item):
        etree.SubElement(root, tag, PartName=f"/{item}", ContentType="application/xml")
    return package.replacing({CONTENT_TYPES: _serialised(root)})


def _untyped(package: Package, parts: Collection[str]) -> Package:
    """`package` without the types stated for `parts`."""
    root = parse_xml(package.parts[CONTENT_TYPES])
    for element in list(root):
        if element.get("PartName", "").lstrip("/") in parts:
            root.remove(element)
    return package.replacing({CONTENT_TYPES: _serialised(root)})


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
