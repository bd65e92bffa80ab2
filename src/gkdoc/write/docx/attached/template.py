"""Links and pictures in a template that is filled: new relationships and parts beside its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from attrs import frozen

from gkdoc.layout.typography import PAGE
from gkdoc.ooxml.joining import relationship_xml, relationships_open, with_defaults
from gkdoc.ooxml.markup import parse_xml
from gkdoc.ooxml.package import (
    CONTENT_TYPES,
    Package,
    main_document,
    relationship_part,
    relationships,
)
from gkdoc.ooxml.pages import PageSetup, page_setup
from gkdoc.ooxml.template.segments import BlockSlot, Segmented
from gkdoc.write.docx.attached import PICTURE_TYPES, Attached, digest_of

_NUMBER: Final = re.compile(rb'docPr\b[^>]*?\bid="([0-9]+)"')
_STRETCH: Final = 1000
"""So many numbers in a row are kept for the drawings of a report."""


@frozen
class Beside:
    """What a template has ready for links and pictures.

    `relations` holds for each part with blocks what its relationships are before and behind more of
    them, `slots` the names of its blocks. `types` are the types of parts with those of pictures
    among them. No relationship of the template begins with `prefix`, and no drawing has a number
    from `first_drawing` on, for a long stretch. `folder` is where pictures lie, `page` what they
    have room on.
    """

    relations: Mapping[str, tuple[bytes, bytes]]
    slots: Mapping[str, frozenset[str]]
    types: bytes
    prefix: str
    first_drawing: int
    folder: str
    page: PageSetup


@frozen
class Target:
    """Where a relationship leads: an address for a `hyperlink`, a part for an `image`."""

    target: str
    kind: str

    def relationship(self, identifier: str, folder: str) -> str:
        """The relationship in a part of that folder."""
        external = self.kind == "hyperlink"
        target = self.target if external else posixpath.relpath(self.target, folder)
        return relationship_xml(identifier, target, self.kind, external=external)


class Filling(Attached):
    """What one block of a report leads to, gathered for the parts of a template.

    `targets` holds it by the ids of the relationships, `pictures` the content of each part: the
    same address or picture is there once. `numbers` are those for drawings, shared by all blocks of
    a report.
    """

    def __init__(self, beside: Beside, numbers: Iterator[int]) -> None:
        super().__init__(beside.page)
        self._beside = beside
        self._numbers = numbers
        self.targets: dict[str, Target] = {}
        self.pictures: dict[str, bytes] = {}

    def link(self, address: str) -> str:
        """The id of the relationship that leads to the address."""
        return self._led(address, "hyperlink")

    def image(self, name: str, content: bytes) -> str:
        """The id of the relationship that leads to the picture, in a part of that name."""
        path = posixpath.join(self._beside.folder, name)
        self.pictures[path] = content
        return self._led(path, "image")

    def number(self) -> int:
        """A number that no drawing of the document has."""
        return next(self._numbers)

    def _led(self, target: str, kind: str) -> str:
        identifier = self._beside.prefix + digest_of(target.encode())
        self.targets[identifier] = Target(target, kind)
        return identifier


def beside(package: Package, template: Segmented) -> Beside:
    """What stands ready in `package`, whose parts with slots are those of `template`."""
    slots = {
        part: frozenset(
            slot.name for slot in Segmented({part: segments}).slots() if isinstance(slot, BlockSlot)
        )
        for part, segments in template.parts.items()
    }
    slots = {part: names for part, names in slots.items() if names}
    taken = {found.id for part in slots for found in relationships(package, part)}
    prefix = "gk"
    while any(identifier.startswith(prefix) for identifier in taken):
        prefix += "x"
    document = main_document(package)
    return Beside(
        relations={part: relationships_open(package, part) for part in slots},
        slots=slots,
        types=with_defaults(package, PICTURE_TYPES).parts[CONTENT_TYPES],
        prefix=prefix,
        first_drawing=_first_drawing(package),
        folder=posixpath.join(posixpath.dirname(document), "media"),
        page=page_setup(parse_xml(package.parts[document]), PAGE),
    )


def attached_parts(ready: Beside, blocks: Mapping[str, Filling]) -> dict[str, bytes]:
    """The parts that hold what `blocks` lead to, by name; none where they lead to nothing."""
    parts: dict[str, bytes] = {}
    for part, (before, behind) in ready.relations.items():
        led: dict[str, Target] = {}
        for name, attached in blocks.items():
            if name in ready.slots[part]:
                led |= attached.targets
                parts |= attached.pictures
        folder = posixpath.dirname(part) or "."
        lines = (target.relationship(each, folder) for each, target in led.items())
        if led:
            parts[relationship_part(part)] = before + "".join(lines).encode() + behind
    if any(attached.pictures for attached in blocks.values()):
        parts[CONTENT_TYPES] = ready.types
    return parts


def _first_drawing(package: Package) -> int:
    taken = {
        int(number)
        for content in package.parts.values()
        if b"docPr" in content
        for number in _NUMBER.findall(content)
    }
    return next(
        first for first in count(1, _STRETCH) if taken.isdisjoint(range(first, first + _STRETCH))
    )
