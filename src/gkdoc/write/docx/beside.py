"""What stands beside the text of a document: the addresses of its links, and its pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Final

from attrs import define, field, frozen

from gkdoc.layout.pictures import printed_picture
from gkdoc.layout.typography import PAGE
from gkdoc.ooxml.drawings import Drawn
from gkdoc.ooxml.elements import Twips
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
from gkdoc.ooxml.runs import Run
from gkdoc.ooxml.template.segments import BlockSlot, Segmented
from gkdoc.text.blocks import Picture
from gkdoc.text.links import OPENING, pieces, shown

_KINDS: Final = {"png": "image/png", "jpeg": "image/jpeg"}
_NUMBER: Final = re.compile(rb'docPr\b[^>]*?\bid="([0-9]+)"')
_STRETCH: Final = 1000
"""So many numbers in a row are kept for the drawings of a report."""

_DIGITS: Final = 32


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


@define
class Attached:
    """The links and pictures of one block, gathered while its markup is made.

    `targets` holds what they lead to by the ids of their relationships, `pictures` the content of
    each part: the same address or picture is there once. `numbers` are those for drawings, shared
    by all blocks of a report.
    """

    beside: Beside
    numbers: Iterator[int]
    targets: dict[str, Target] = field(factory=dict)
    pictures: dict[str, bytes] = field(factory=dict)

    @property
    def width(self) -> Twips:
        """The width of the text of a page."""
        return self.beside.page.text_width

    def runs(self, text: str, style: str | None = None) -> Sequence[Run]:
        """The runs that show `text`, its links among them; `style` is that of the characters."""
        if OPENING not in text:
            return (Run(text, style),) if text else ()
        return [
            Run(piece, style)
            if isinstance(piece, str)
            else Run(piece.words, style, self._led(piece.address, "hyperlink"))
            for piece in pieces(text)
        ]

    def drawn(self, picture: Picture) -> Drawn:
        """Take in the picture: how it stands in the document."""
        printed = printed_picture(picture.content, picture.width, self.beside.page)
        digest = sha256(picture.content).hexdigest()[:_DIGITS]
        name = posixpath.join(self.beside.folder, f"gk{digest}.{printed.kind}")
        self.pictures[name] = picture.content
        return Drawn(
            self._led(name, "image"),
            next(self.numbers),
            shown(picture.alt),
            printed.width,
            printed.height,
            printed.turn,
        )

    def _led(self, target: str, kind: str) -> str:
        digest = sha256(target.encode()).hexdigest()[:_DIGITS]
        identifier = self.beside.prefix + digest
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
        types=with_defaults(package, _KINDS).parts[CONTENT_TYPES],
        prefix=prefix,
        first_drawing=_first_drawing(package),
        folder=posixpath.join(posixpath.dirname(document), "media"),
        page=page_setup(parse_xml(package.parts[document]), PAGE),
    )


def attached_parts(ready: Beside, blocks: Mapping[str, Attached]) -> dict[str, bytes]:
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
