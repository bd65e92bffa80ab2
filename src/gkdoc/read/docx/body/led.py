"""What a document leads to from within its text: addresses of links, pictures in other parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen
from lxml import etree

from gkdoc.errors import InputError, Refusal
from gkdoc.layout.pictures import stated_width
from gkdoc.ooxml.drawings import DRAWING, EMUS_PER_MILLIMETRE, IN_WORD, PICTURE, QUARTER, Emus
from gkdoc.ooxml.elements import OFFICE_RELATIONSHIPS
from gkdoc.ooxml.markup import qualified
from gkdoc.ooxml.package import Package, Relationship, relationships
from gkdoc.pictures import cleaned
from gkdoc.read.document.links import in_one_line
from gkdoc.text.blocks import Picture
from gkdoc.text.links import Link, literal
from gkdoc.text.marks import mark

_ID: Final = f"{{{OFFICE_RELATIONSHIPS}}}id"
_EMBEDDED: Final = f"{{{OFFICE_RELATIONSHIPS}}}embed"
_ANCHOR: Final = qualified("w:anchor")
_FIELD: Final = re.compile(r'\s*HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?', re.IGNORECASE)
_PICTURE: Final = f"{{{PICTURE}}}pic"
_PROPERTIES: Final = f"{{{IN_WORD}}}docPr"
_BLIP: Final = f"{{{DRAWING}}}blip"
_TRANSFORM: Final = f"{{{PICTURE}}}spPr/{{{DRAWING}}}xfrm"
_EXTENT: Final = f"{{{DRAWING}}}ext"
_WIDEST: Final = 10_000 * EMUS_PER_MILLIMETRE


@frozen
class Led:
    """The relationships of the part `part` of `package`, asked for one by one."""

    package: Package
    part: str
    _by_id: Mapping[str, Relationship] = field(init=False)
    _pictures: dict[str, bytes | None] = field(factory=dict, init=False, eq=False)

    @_by_id.default
    def _found(self) -> Mapping[str, Relationship]:
        return {found.id: found for found in relationships(self.package, self.part)}

    def address(self, node: etree._Element) -> str:
        """Where a w:hyperlink leads; empty for a place in the document, or a file."""
        found = self._by_id.get(node.get(_ID, ""))
        if found is None or not found.external:
            return ""
        return _address(found.target, node.get(_ANCHOR, ""))

    def picture(self, drawing: etree._Element) -> Picture | None:
        """The picture that a w:drawing shows; None for several, other formats, and other drawings.

        Its width is that which is printed. One without words about it gets a mark that they are to
        be written.
        """
        shown = [*drawing.iter(_PICTURE)]
        blips = [*drawing.iter(_BLIP)]
        if len(shown) != 1 or len(blips) != 1:
            return None
        content = self._content(blips[0].get(_EMBEDDED, ""))
        if content is None:
            return None
        described = next(drawing.iter(_PROPERTIES), None)
        words = in_one_line(described.get("descr", "")) if described is not None else ""
        try:
            return Picture(content, literal(words) or mark("替代文字"), width=_width(shown[0]))
        except InputError:
            return None

    def _content(self, identifier: str) -> bytes | None:
        found = self._by_id.get(identifier)
        if found is None or found.external or found.target not in self.package.parts:
            return None
        if found.target not in self._pictures:
            try:
                self._pictures[found.target] = cleaned(self.package.parts[found.target])
            except Refusal:
                self._pictures[found.target] = None
        return self._pictures[found.target]


def field_address(instruction: str) -> str:
    """Where a field with this instruction leads; empty for one of another kind."""
    found = _FIELD.match(instruction)
    return _address(found[1], found[2] or "") if found is not None else ""


def _address(address: str, anchor: str) -> str:
    """The address as a text has it; empty where a text can have no link to it."""
    try:
        return Link(address, f"{address}#{anchor}" if anchor else address).address
    except InputError:
        return ""


def _width(picture: etree._Element) -> str | None:
    """The width at which the picture is seen; None where its size is not stated."""
    transform = picture.find(_TRANSFORM)
    extent = transform.find(_EXTENT) if transform is not None else None
    if transform is None or extent is None:
        return None
    turned = transform.get("rot", "0")
    # Turned by more than an eighth, a picture is as wide as it was high.
    lies = round(int(turned) / QUARTER) % 2 if turned.lstrip("-").isdecimal() else 0
    length = extent.get("cy" if lies else "cx", "")
    if not length.isdecimal() or not 0 < int(length) <= _WIDEST:
        return None
    return stated_width(Emus(int(length)))
