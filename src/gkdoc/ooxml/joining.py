"""Parts joined to a package: the relationship that leads to a part, and the type it is stated."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from itertools import count
from typing import Final

from lxml import etree

from gkdoc.ooxml.elements import OFFICE_RELATIONSHIPS
from gkdoc.ooxml.markup import escape_text, parse_xml
from gkdoc.ooxml.package import CONTENT_TYPES, Package, relationship_part, relationships

_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def related(package: Package, source: str, target: str, kind: str) -> Package:
    """`package` with one more relationship, written behind those that are there."""
    part = relationship_part(source)
    root = parse_xml(package.parts[part]) if part in package.parts else _no_relationships()
    taken = {element.get("Id") for element in root}
    etree.SubElement(
        root,
        f"{{{_RELATIONSHIPS}}}Relationship",
        Id=next(f"rId{number}" for number in count(1) if f"rId{number}" not in taken),
        Type=f"{OFFICE_RELATIONSHIPS}/{kind}",
        Target=posixpath.relpath(target, posixpath.dirname(source) or "."),
    )
    return package.replacing({part: _serialised(root)})


def relationships_open(package: Package, source: str) -> tuple[bytes, bytes]:
    """What stands before and behind more relationships in the part with those of `source`."""
    part = relationship_part(source)
    root = parse_xml(package.parts[part]) if part in package.parts else _no_relationships()
    more = etree.ProcessingInstruction("more")
    root.append(more)
    before, _, behind = _serialised(root).partition(etree.tostring(more))
    return before, behind


def relationship_xml(identifier: str, target: str, kind: str, *, external: bool = False) -> str:
    """One more relationship; `target` is as it stands in the part, an address if `external`."""
    mode = ' TargetMode="External"' if external else ""
    return (
        f'<Relationship xmlns="{_RELATIONSHIPS}" Id="{identifier}"'
        f' Type="{OFFICE_RELATIONSHIPS}/{kind}" Target="{escape_text(target)}"{mode}/>'
    )


def unrelated(package: Package, source: str, target: str) -> Package:
    """`package` without the relationships from `source` to `target`."""
    identifiers = {found.id for found in relationships(package, source) if found.target == target}
    part = relationship_part(source)
    root = parse_xml(package.parts[part])
    for element in list(root):
        if element.get("Id") in identifiers:
            root.remove(element)
    return package.replacing({part: _serialised(root)})


def typed(package: Package, part: str, kind: str) -> Package:
    """`package` with `kind` stated as the content type of `part`."""
    root = parse_xml(package.parts[CONTENT_TYPES])
    tag = root.tag.rpartition("}")[0] + "}Override"
    etree.SubElement(root, tag, PartName=f"/{part}", ContentType=kind)
    return package.replacing({CONTENT_TYPES: _serialised(root)})


def with_defaults(package: Package, kinds: Mapping[str, str]) -> Package:
    """`package` with the types of parts whose names end so stated, where it states none yet."""
    root = parse_xml(package.parts[CONTENT_TYPES])
    tag = root.tag.rpartition("}")[0] + "}Default"
    stated = {element.get("Extension", "").lower() for element in root.iterfind(tag)}
    for ending, kind in kinds.items():
        if ending not in stated:
            root.insert(0, root.makeelement(tag, Extension=ending, ContentType=kind))
    return package.replacing({CONTENT_TYPES: _serialised(root)})


def untyped(package: Package, parts: Collection[str]) -> Package:
    """`package` without the types stated for `parts`."""
    root = parse_xml(package.parts[CONTENT_TYPES])
    for element in list(root):
        if element.get("PartName", "").lstrip("/") in parts:
            root.remove(element)
    return package.replacing({CONTENT_TYPES: _serialised(root)})


def _no_relationships() -> etree._Element:
    return parse_xml(f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
