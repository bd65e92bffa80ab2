"""Elements of WordprocessingML as text, and the units in which Word measures."""

from __future__ import annotations

from typing import Final, NewType

from gkdoc.ooxml.markup import escape_text

Twips = NewType("Twips", int)
"""A length in twentieths of a point: what Word means where it states no unit."""

NO_LENGTH: Final[Twips] = Twips(0)

HalfPoints = NewType("HalfPoints", int)
"""The size of characters in halves of a point, as in w:sz."""

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""The first line of every part."""

OFFICE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Namespace of r:id, and the beginning of the types of relationships."""

PARAGRAPH_ORDER: Final = (
    "keepNext", "keepLines", "widowControl", "numPr", "kinsoku", "overflowPunct", "autoSpaceDE",
    "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl",
)  # fmt: skip
"""The properties of paragraphs that our styles have, as the schema orders them: CT_PPrBase."""

RUN_ORDER: Final = ("rFonts", "b", "bCs", "spacing", "kern", "sz", "szCs", "lang")
"""The properties of characters that our styles have, in the same way: EG_RPrBase."""

_TWIPS_PER_POINT: Final = 20
TWIPS_PER_MILLIMETRE: Final = 1440 / 25.4


def points(length: float) -> Twips:
    """A length in points as twips."""
    return Twips(round(length * _TWIPS_PER_POINT))


def millimetres(length: float) -> Twips:
    """A length in millimetres as twips."""
    return Twips(round(length * TWIPS_PER_MILLIMETRE))


def font_size(size: float) -> HalfPoints:
    """The size of characters in points as half points; ValueError for a size between two steps."""
    half_points = round(size * 2)
    if half_points != size * 2:
        raise ValueError(f"{size} pt is no whole number of half points")
    return HalfPoints(half_points)


def element(tag: str, *children: str, **attributes: int | str | None) -> str:
    """`<w:tag …>` around its children; attributes that are None are left out.

    Attributes belong to namespace w, but a name with a colon (`**{"xml:space": …}`) stays as it is.
    """
    written = "".join(
        f' {name if ":" in name else f"w:{name}"}="{escape_text(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return f"<w:{tag}{written}>{content}</w:{tag}>" if content else f"<w:{tag}{written}/>"
