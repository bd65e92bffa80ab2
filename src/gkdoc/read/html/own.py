"""Our own pages: recognised by what they carry in their head, read exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from lxml import etree

from gkdoc.errors import InputError
from gkdoc.formats.page import CARRIED_EDITIONS, CARRIED_REPORT
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.model import SeenReport
from gkdoc.read.data.structure import reading_of
from gkdoc.read.html.lines import TextLine
from gkdoc.read.html.markup import classes
from gkdoc.read.syntax.json import parse_json
from gkdoc.spec import editions, tables

_STYLES: Final[Mapping[str, str]] = {
    "h1": STYLE_NAMES.title,
    **{f"h{level + 1}": STYLE_NAMES.heading(level) for level in (1, 2, 3, 4)},
}


@frozen
class Carried:
    """The words of one of our pages about its report beside showing it.

    `report` has what the page does not show; `editions` are those of the tables.
    """

    report: SeenReport
    editions: Mapping[str, str]


def carried_by(root: etree._Element) -> Carried | None:
    """The content that the head of the page carries; None for a page of another program."""
    said = {meta.get("name", ""): meta.get("content", "") for meta in root.iter("meta")}
    content, said_editions = said.get(CARRIED_REPORT), said.get(CARRIED_EDITIONS, "").split()
    keys, known = tables(), {each.edition for each in editions()}
    if content is None or len(said_editions) != len(keys) or not known.issuperset(said_editions):
        return None
    try:
        report = reading_of(parse_json(content, None), None, partial=True).report
    except InputError:
        return None
    return Carried(report, dict(zip(keys, said_editions, strict=True)))


def style_of(line: TextLine) -> str:
    """The style of a line of one of our pages, by its element."""
    parent = line.element.getparent()
    if parent is not None and "signature" in classes(parent):
        return STYLE_NAMES.signature
    return _STYLES.get(str(line.element.tag), STYLE_NAMES.body)
