"""A tree of names and texts carried inside a Word file, where nobody sees it.

It lies in a custom XML part. Elements only: LibreOffice drops the attributes of such a part when it
saves the file, and keeps everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.elements import DECLARATION
from gkdoc.ooxml.joining import related, typed, unrelated, untyped
from gkdoc.ooxml.markup import BrokenXml, child_of, escape_text, parse_xml
from gkdoc.ooxml.package import (
    Package,
    content_type,
    main_document,
    relationship_part,
    relationships,
)

NAMESPACE: Final = "urn:gkdoc:annual-report:1"
"""Tells our part from those of other programs."""

_OURS: Final = f"{{{NAMESPACE}}}"
# Names the part for whoever binds content to it; one fixed value keeps builds the same.
_ITEM_ID: Final = "{0D3384DF-8CF7-585C-A44B-903B35653A32}"
_CUSTOM_XML: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_PLACE: Final = "\0"
"""Stands for a text that is still to come: no XML can hold it."""


@frozen
class Element:
    """A named text, or a named row of further elements. Without either it is an empty text."""

    name: str
    content: str | tuple[Element, ...] = ""


class Carried:
    """An element of the tree that a file carries; what it holds is read when somebody asks.

    `foreseen` are the names of the children whose markup was foreseen: those are empty.
    """

    def __init__(self, node: etree._Element, foreseen: frozenset[str] = frozenset()) -> None:
        self._node = node
        self.foreseen = foreseen

    @property
    def name(self) -> str:
        """Its name."""
        return self._node.tag.removeprefix(_OURS)

    @property
    def text(self) -> str:
        """The text; of no use where it holds elements."""
        return self._node.text or ""

    @property
    def children(self) -> Iterator[Carried]:
        """The elements that it holds; none where it holds a text."""
        return map(Carried, self._node)

    def find(self, name: str) -> Carried | None:
        """The first of the children with this name; None if there is none."""
        node = child_of(self._node, f"{_OURS}{name}")
        return Carried(node) if node is not None else None

    def texts(self) -> Mapping[str, str]:
        """The texts of the children by their names."""
        return {child.tag.removeprefix(_OURS): child.text or "" for child in self._node}

    def leaves(self) -> Iterator[tuple[str, str]]:
        """The texts below it, each with the names that lead to it, joined by dots."""
        return _leaves(self._node, "")


def carrier_xml(tree: Element) -> bytes:
    """The part that carries `tree`; ValueError for what XML cannot hold."""
    return enclosed(tree.name, [_content_xml(tree, escape_text)])


def enclosed(name: str, markup: Iterable[str]) -> bytes:
    """The part that carries a tree `name`, whose content is `markup`."""
    return "".join(
        (DECLARATION, _tags(name, f' xmlns="{NAMESPACE}"')[0], *markup, _tags(name)[1])
    ).encode()


def tagged(name: str, markup: str) -> str:
    """The element `name` that holds `markup`."""
    opening, closing = _tags(name)
    return f"{opening}{markup}{closing}"


def element_xml(element: Element, escaped: Callable[[str], str] = escape_text) -> str:
    """The element as markup, its texts as `escaped` writes them; ValueError for what XML lacks."""
    return tagged(element.name, _content_xml(element, escaped))


def _content_xml(element: Element, escaped: Callable[[str], str]) -> str:
    if isinstance(element.content, str):
        return escaped(element.content)
    return "".join(element_xml(child, escaped) for child in element.content)


@frozen
class Skeleton:
    """The markup of a tree whose texts are still to come: `filled` puts them in, in order."""

    pieces: tuple[str, ...]

    def filled(self, texts: Iterable[str]) -> str:
        """The tree with these texts; ValueError for another number of them."""
        pieces = [""] * (2 * len(self.pieces) - 1)
        pieces[::2] = self.pieces
        pieces[1::2] = map(escape_text, texts)
        return "".join(pieces)


def skeleton(elements: Iterable[Element]) -> Skeleton:
    """The markup of `elements` with a place instead of each of their texts."""
    markup = "".join(element_xml(element, lambda _text: _PLACE) for element in elements)
    return Skeleton(tuple(markup.split(_PLACE)))


def carrier_part(package: Package) -> str | None:
    """The name of the part that carries a tree; None if the file carries none.

    Parts that belong to other programs, or cannot be read, are passed over.
    """
    return next(
        (name for name in _custom_parts(package) if _root(package.parts[name]) is not None), None
    )


def carried(
    package: Package, foreseen: Callable[[], Mapping[str, str]] | None = None
) -> Carried | None:
    """The tree that the file carries; None if it carries none.

    `foreseen` gives markup by the name of the element that it is expected in; a file without such a
    part does not ask for it. What stands in the part just so, sign for sign, is not parsed: it is
    known.
    """
    for name in _custom_parts(package):
        content = package.parts[name]
        expected = foreseen() if foreseen is not None else {}
        rest, found = _without(content, expected)
        root = _root(rest)
        if root is not None:
            return Carried(root, found)
    return None


def _without(content: bytes, expected: Mapping[str, str]) -> tuple[bytes, frozenset[str]]:
    """The part with the elements emptied that hold what is expected, and their names."""
    pieces: list[bytes] = []
    found: set[str] = set()
    start = 0
    for name, markup in expected.items():
        opening, closing = (tag.encode() for tag in _tags(name))
        inner = content.find(opening, start) + len(opening)
        known = markup.encode()
        if inner >= len(opening) and content.startswith(known, inner):
            stop = inner + len(known)
            if content.startswith(closing, stop):
                pieces.append(content[start:inner])
                found.add(name)
                start = stop
    return b"".join([*pieces, content[start:]]), frozenset(found)


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
    with_item = related(with_parts, document, item, "customXml")
    stated = typed(
        related(with_item, item, properties, "customXmlProps"), properties, _PROPERTIES_TYPE
    )
    return stated if content_type(stated, item) else typed(stated, item, "application/xml")


def detach(package: Package) -> Package:
    """The same file without the tree that it carried; the relationship to it goes too."""
    name = carrier_part(package)
    if name is None:
        return package
    document = main_document(package)
    own = {found.target for found in relationships(package, name)}
    separate = unrelated(package, document, name)
    return untyped(separate, {name, *own}).without(name, *own, relationship_part(name))


def _item(number: int) -> str:
    return f"customXml/item{number}.xml"


def _properties(number: int) -> str:
    return f"customXml/itemProps{number}.xml"


@lru_cache(512)
def _tags(name: str, attributes: str = "") -> tuple[str, str]:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for an element")
    return f"<{name}{attributes}>", f"</{name}>"


def _custom_parts(package: Package) -> Iterator[str]:
    """The names of the custom XML parts of the document, whoever put them there."""
    for relationship in relationships(package, main_document(package)):
        if relationship.kind == "customXml" and relationship.target in package.parts:
            yield relationship.target


def _root(content: bytes) -> etree._Element | None:
    """The outermost element of a part of ours; None for one that is not, or cannot be read."""
    try:
        root = parse_xml(content)
    except BrokenXml:
        return None
    return root if root.tag.startswith(_OURS) else None


def _leaves(node: etree._Element, above: str) -> Iterator[tuple[str, str]]:
    for child in node:
        path = above + child.tag.removeprefix(_OURS)
        if len(child):
            yield from _leaves(child, f"{path}.")
        else:
            yield path, child.text or ""
