"""The pages of a Word file: sheet and margins of each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.messages import _
from gkdoc.ooxml.elements import TWIPS_PER_MILLIMETRE, Twips
from gkdoc.ooxml.markup import qualified

_SECTION: Final = qualified("w:sectPr")
_SHEET: Final = qualified("w:pgSz")
_MARGINS: Final = qualified("w:pgMar")
_NAMES: Final[Mapping[str, tuple[str, str, str]]] = {
    "width": (_("纸宽"), _SHEET, "w:w"),
    "height": (_("纸高"), _SHEET, "w:h"),
    "top": (_("上边距"), _MARGINS, "w:top"),
    "bottom": (_("下边距"), _MARGINS, "w:bottom"),
    "left": (_("左边距"), _MARGINS, "w:left"),
    "right": (_("右边距"), _MARGINS, "w:right"),
}
_TOLERANCE: Final = Twips(29)
"""Half a millimetre: Word rounds what is typed in millimetres."""


@frozen
class PageSetup:
    """The sheet and its margins, in twips."""

    width: Twips
    height: Twips
    top: Twips
    right: Twips
    bottom: Twips
    left: Twips

    @property
    def text_width(self) -> Twips:
        """Width between the margins."""
        return Twips(self.width - self.left - self.right)

    @property
    def text_height(self) -> Twips:
        """Height between the margins."""
        return Twips(self.height - abs(self.top) - abs(self.bottom))


def page_setup(root: etree._Element, usual: PageSetup) -> PageSetup:
    """The sheet and margins of the last section; a length that it does not state is the usual."""
    return evolve(usual, **{field: Twips(length) for field, length in _stated(root)})


def off_standard(root: etree._Element, page: PageSetup) -> Iterator[tuple[str, str, str]]:
    """Which lengths of the last section differ from those of `page`: name, is, should be, in mm.

    The last section is the one in w:body; earlier ones (a cover, a page on its side) are the
    office's own matter. A length that is not stated is left out.
    """
    for field, stated in _stated(root):
        wanted = getattr(page, field)
        if abs(stated - wanted) > _TOLERANCE:
            yield _NAMES[field][0], _millimetres(stated), _millimetres(wanted)


def _stated(root: etree._Element) -> Iterator[tuple[str, int]]:
    """The lengths that the last section states, by the names of the fields."""
    section = root.find(f"{qualified('w:body')}/{_SECTION}")
    if section is None:
        return
    for field, (_name, tag, attribute) in _NAMES.items():
        element = section.find(tag)
        stated = element.get(qualified(attribute), "") if element is not None else ""
        # Word allows other units here (2.5cm), which no program in use writes.
        if stated.lstrip("-").isdecimal():
            yield field, int(stated)


def _millimetres(length: int) -> str:
    return f"{length / TWIPS_PER_MILLIMETRE:.1f}".removesuffix(".0")
