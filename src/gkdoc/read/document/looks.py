"""What paragraphs and runs look like, as far as a reader tells headings from text by it."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified

_P: Final = qualified("w:p")
_R: Final = qualified("w:r")
_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_VAL: Final = qualified("w:val")
_ALIGNMENT: Final = qualified("w:jc")
_SIZE: Final = qualified("w:sz")
_BOLD: Final = qualified("w:b")
_FACES: Final = qualified("w:rFonts")
_EAST_ASIA: Final = qualified("w:eastAsia")


_OFF: Final = frozenset({"0", "false", "off"})


@frozen
class Emphasis:
    """How a run is set apart by its own format: in bold, in another face."""

    bold: bool = False
    face: str = ""


def look_of(paragraph: etree._Element | None) -> tuple[str, str, str]:
    """Alignment, and size and face of the first words; empty where the element does not say."""
    if paragraph is None or paragraph.tag != _P:
        return "", "", ""
    alignment = _value(paragraph.find(f"{_PARAGRAPH_PROPERTIES}/{_ALIGNMENT}"))
    run = paragraph.find(f"{_R}/{_RUN_PROPERTIES}")
    return alignment, _value(run.find(_SIZE)) if run is not None else "", _face(run)


def emphasis_of(run: etree._Element | None) -> Emphasis:
    """How the run is set apart; not at all where it is no w:r."""
    properties = run.find(_RUN_PROPERTIES) if run is not None else None
    if properties is None:
        return Emphasis()
    return Emphasis(is_on(properties.find(_BOLD)), _face(properties))


def _face(properties: etree._Element | None) -> str:
    fonts = properties.find(_FACES) if properties is not None else None
    return fonts.get(_EAST_ASIA, "") if fonts is not None else ""


def _value(node: etree._Element | None) -> str:
    return node.get(_VAL, "") if node is not None else ""


def is_on(node: etree._Element | None) -> bool:
    """True if the property is there and not switched off."""
    return node is not None and node.get(_VAL, "1") not in _OFF
