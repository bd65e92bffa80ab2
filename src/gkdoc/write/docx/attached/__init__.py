"""What stands beside the text of a document: the addresses of its links, and its pictures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from gkdoc.layout.pictures import printed_picture
from gkdoc.ooxml.drawings import Drawn
from gkdoc.ooxml.pages import PageSetup
from gkdoc.ooxml.runs import Run
from gkdoc.text.blocks import Picture
from gkdoc.text.links import pieces, shown

_DIGITS: Final = 32

PICTURE_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg"}
"""The type of a part with a picture, by the kind of picture, which ends its name."""


def digest_of(content: bytes) -> str:
    """What names a target in a document: the same for the same content, wherever it is written."""
    return sha256(content).hexdigest()[:_DIGITS]


class Attached(ABC):
    """Takes in what the words and pictures of blocks lead to, while their markup is made.

    `page` is what they have room on.
    """

    def __init__(self, page: PageSetup) -> None:
        self.page = page

    @abstractmethod
    def link(self, address: str) -> str:
        """The id of the relationship that leads to the address."""

    @abstractmethod
    def image(self, name: str, content: bytes) -> str:
        """The id of the relationship that leads to the picture, in a part of that name."""

    @abstractmethod
    def number(self) -> int:
        """A number that no drawing of the document has."""

    def runs(self, text: str, style: str | None = None) -> Iterator[Run]:
        """The runs that show `text`, its links among them; `style` is that of the characters."""
        for piece in pieces(text):
            if isinstance(piece, str):
                yield Run(piece, style)
            else:
                yield Run(piece.words, style, self.link(piece.address))

    def drawn(self, picture: Picture) -> Drawn:
        """The picture as it stands in the document."""
        content = picture.content
        printed = printed_picture(content, picture.width, self.page)
        relation = self.image(f"gk{digest_of(content)}.{printed.kind}", content)
        return Drawn(
            relation,
            self.number(),
            shown(picture.alt),
            printed.width,
            printed.height,
            printed.turn,
        )
