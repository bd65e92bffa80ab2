"""Pictures as DrawingML, in the line of a paragraph of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NewType

from attrs import frozen

from gkdoc.ooxml.elements import OFFICE_RELATIONSHIPS, element
from gkdoc.ooxml.markup import escape_text

Emus = NewType("Emus", int)
"""A length in parts of a millimetre, 36000 of them: what DrawingML measures in."""

EMUS_PER_MILLIMETRE: Final = 36000
EMUS_PER_TWIP: Final = 635
EMUS_PER_INCH: Final = 914400

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
"""Namespace of DrawingML, prefix a."""

PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
"""Namespace of a picture, prefix pic."""

IN_WORD: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
"""Namespace of what holds a drawing in a Word document, prefix wp."""

QUARTER: Final = 5400000
"""A quarter turn clockwise, in 60000ths of a degree."""


@frozen
class Turn:
    """How a picture is turned to be seen upright: mirrored first, then turned clockwise."""

    quarters: int = 0
    mirrored: bool = False

    @property
    def lies(self) -> bool:
        """True if width and height change places."""
        return self.quarters % 2 == 1


UPRIGHT: Final = Turn()

TURNS: Final[Mapping[int, Turn]] = {
    1: UPRIGHT,
    2: Turn(0, mirrored=True),
    3: Turn(2),
    4: Turn(2, mirrored=True),
    5: Turn(3, mirrored=True),
    6: Turn(1),
    7: Turn(1, mirrored=True),
    8: Turn(3),
}
"""The turn that each orientation of Exif asks for (Exif 2.32, §4.6.4): no program that shows a Word
file looks at the orientation in the picture itself."""


@frozen
class Drawn:
    """A picture as it stands in a document.

    `relation` is the id of the relationship that leads to it, `number` that of the drawing, `alt`
    what it shows in words; `width` and `height` are as it is seen, after the `turn`.
    """

    relation: str
    number: int
    alt: str
    width: Emus
    height: Emus
    turn: Turn = UPRIGHT


def picture_run_xml(drawn: Drawn) -> str:
    """The `w:r` that holds the picture."""
    turn = drawn.turn
    # Both extents are those before the turn. What the turned picture needs beyond them must be
    # stated: Word lets it run into the lines around it otherwise. LibreOffice 7.4 makes room of its
    # own and leaves this much white beside it (measured).
    width, height = (drawn.height, drawn.width) if turn.lies else (drawn.width, drawn.height)
    beside, above = max(0, drawn.width - width) // 2, max(0, drawn.height - height) // 2
    name = f'id="{drawn.number}" name="图片 {drawn.number}" descr="{escape_text(drawn.alt)}"'
    placed = (f' rot="{turn.quarters * QUARTER}"' if turn.quarters else "") + (
        ' flipH="1"' if turn.mirrored else ""
    )
    inline = (
        f'<wp:inline xmlns:wp="{IN_WORD}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="{beside}" t="{above}" r="{beside}" b="{above}"/>'
        f"<wp:docPr {name}/>"
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{DRAWING}" noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{PICTURE}">'
        f'<pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE_RELATIONSHIPS}"'
        f' r:embed="{drawn.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm{placed}><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline>"
    )
    return element("r", element("drawing", inline))
