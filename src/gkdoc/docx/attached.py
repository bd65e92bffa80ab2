"""Links and pictures in a python-docx document: relationships and parts of its own kind."""

from __future__ import annotations

from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.image import ImagePart
from docx.parts.story import StoryPart

from gkdoc.ooxml.pages import PageSetup
from gkdoc.write.docx.attached import PICTURE_TYPES, Attached


class Host(Attached):
    """What a report leads to, taken into the part of a document of somebody else."""

    def __init__(self, part: StoryPart, page: PageSetup) -> None:
        super().__init__(page)
        self._part = part
        self._numbers = count(part.next_id)

    def link(self, address: str) -> str:
        """The id of the relationship that leads to the address."""
        return self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def image(self, name: str, content: bytes) -> str:
        """The id of the relationship that leads to the picture, which the document has once."""
        path = PackURI(f"/word/media/{name}")
        parts: list[Part] = [*self._part.package.iter_parts()]
        # The name is made of the content: what has it already is the same picture.
        known = next((part for part in parts if part.partname == path), None)
        kind = PICTURE_TYPES[name.rpartition(".")[2]]
        picture = known or ImagePart(path, kind, content)
        return self._part.relate_to(picture, RELATIONSHIP_TYPE.IMAGE)

    def number(self) -> int:
        """A number that no drawing of the document has."""
        return next(self._numbers)
