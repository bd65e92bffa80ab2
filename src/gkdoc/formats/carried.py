"""A report as the tree that a built file carries, so that a reader can tell what was changed.

It nests by the names of the vocabulary. Figures stand as they are printed; what a Word document
does not show (机关性质, 豁免, the edition of a form) is in it too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from attrs import asdict

from gkdoc.model import NOT_ENTERED, OwnValue, Report, TableValues, printed
from gkdoc.ooxml.carrier import Element, Skeleton, element_xml, enclosed, skeleton, tagged
from gkdoc.ooxml.markup import escape_text
from gkdoc.spec import TableSpec
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable
from gkdoc.text.references import printed as printed_words
from gkdoc.text.references import reworded

ROOT = "report"
"""The name of the outermost element."""

NO_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {}
"""The words of a document that prints no fields of one's own."""


def _as_asked(picture: Picture) -> str | None:
    return picture.width


def carried_xml(
    report: Report,
    fields: Mapping[str, tuple[str, ...]] = NO_FIELDS,
    printed_width: Callable[[Picture], str | None] = _as_asked,
) -> bytes:
    """The part that carries `report`; ValueError for a reference, or what an outline lacks.

    Of its own fields those are carried that the document prints: `fields` has the words in which it
    does, by the names that templates know (联系人, site.name). `printed_width` says how wide a
    picture is printed, which may be another width than its own.
    """
    return enclosed(ROOT, _parts(report, fields, printed_width))


def carried_outline(
    shown: Outline,
    escaped: Callable[[str], str] = escape_text,
    printed_width: Callable[[Picture], str | None] = _as_asked,
) -> str:
    """The content of the element of a section that shows these words.

    `escaped` writes a text as XML. A picture is carried by the hash of its content. ValueError for
    what an outline lacks, and for what XML cannot hold.
    """
    return "".join([_block(block, escaped, printed_width) for block in shown])


def picture_hash(content: bytes) -> str:
    """What a picture is known by where its content is not carried a second time."""
    return sha256(content).hexdigest()


def _block(
    block: AnyBlock,
    escaped: Callable[[str], str],
    printed_width: Callable[[Picture], str | None],
) -> str:
    if isinstance(block, Block):
        return _paragraph(block, escaped)
    if isinstance(block, Picture):
        width = printed_width(block)
        return tagged(
            "picture",
            tagged("content", picture_hash(block.content))
            + tagged("alt", escaped(block.alt))
            + _given("caption", block.caption, escaped)
            + _given("width", block.width, escaped)
            + _given("printed", None if width == block.width else width, escaped),
        )
    if isinstance(block, PlainTable):
        return tagged(
            "table",
            _given("caption", block.caption, escaped)
            + "".join(
                tagged("row", "".join(tagged("cell", escaped(text)) for text in row))
                for row in (block.head, *block.rows)
            ),
        )
    # Not a wrong argument but a report that must not be built: GK112.
    raise ValueError(f"{block.description} cannot be carried")


def _given(name: str, text: str | None, escaped: Callable[[str], str]) -> str:
    return "" if text is None else tagged(name, escaped(text))


def _paragraph(block: Block, escaped: Callable[[str], str]) -> str:
    level = "" if block.level is None else f"<level>{block.level}</level>"
    heading = "" if block.heading is None else f"<heading>{escaped(block.heading)}</heading>"
    text = "" if block.text is None else f"<text>{escaped(block.text)}</text>"
    return f"<paragraph>{level}{heading}{text}</paragraph>"


def carried_table(values: TableValues) -> str:
    """The content of the element of a table; cells not entered are left out."""
    spec = values.spec
    if len(values.entered) < len(spec.cells):
        return "".join(map(element_xml, _nested(_figures(values))))
    return _skeleton(spec).filled(values.printed)


# The names in a table are those of its form, of which there are a handful.
@lru_cache(64)
def _skeleton(spec: TableSpec) -> Skeleton:
    return skeleton(_nested([((*ref.row.split("."), ref.column), "") for ref in spec.cells]))


def _parts(
    report: Report,
    fields: Mapping[str, tuple[str, ...]],
    printed_width: Callable[[Picture], str | None],
) -> Iterator[str]:
    yield from map(element_xml, _identity(report))
    for key, outline in report.prose.items():
        yield tagged(
            key, carried_outline(reworded(outline, printed_words), printed_width=printed_width)
        )
    for key, table in report.tables.items():
        yield tagged(key, carried_table(table.values))
    yield from map(element_xml, _ending(report))
    if fields:
        values = report.fields.flat
        own = (
            _own_field(name, values[name], words, printed_width) for name, words in fields.items()
        )
        yield tagged("fields", "".join(own))


def _identity(report: Report) -> Iterator[Element]:
    yield Element("agency", report.agency)
    yield Element("year", str(report.year))
    yield _fields("edition", report.editions)
    if report.organ is not None:
        yield _fields("organ", asdict(report.organ))
    if report.title is not None:
        yield Element("title", report.title)


def _ending(report: Report) -> Iterator[Element]:
    if report.signature is not None:
        yield _fields("signature", asdict(report.signature))
    if report.waivers:
        waivers = (_fields("waiver", asdict(waiver)) for waiver in report.waivers)
        yield Element("waivers", tuple(waivers))
    if report.rollup is not None:
        lists = asdict(report.rollup).items()
        named = (Element(key, tuple(Element("name", each) for each in own)) for key, own in lists)
        yield Element("rollup", tuple(named))


def _own_field(
    name: str, value: OwnValue, words: Iterable[str], printed_width: Callable[[Picture], str | None]
) -> str:
    """A field: its name, its value by the kind of it, and the words that print it."""
    named = tagged("name", escape_text(name))
    printed_as = "".join(tagged("printed", escape_text(each)) for each in words)
    return tagged("field", named + _own_value(value, printed_width) + printed_as)


def _own_value(value: OwnValue, printed_width: Callable[[Picture], str | None]) -> str:
    match value:
        case str():
            return tagged("text", escape_text(value))
        case datetime.date():
            return tagged("date", value.isoformat())
        case Picture():
            return _block(value, escape_text, printed_width)
    return tagged("number", printed(value))


def _fields(name: str, values: Mapping[str, object]) -> Element:
    """An element with one for each field that has a value."""
    given = {field: str(value) for field, value in values.items() if value is not None}
    return Element(name, tuple(Element(field, text) for field, text in given.items()))


def _figures(values: TableValues) -> Iterator[tuple[tuple[str, ...], str]]:
    """The figures that were entered, with the names that lead to them."""
    for ref, value in values:
        if value is not NOT_ENTERED:
            yield (*ref.row.split("."), ref.column), printed(value)


def _nested(figures: Iterable[tuple[tuple[str, ...], str]]) -> tuple[Element, ...]:
    """Elements for texts by their paths; those that begin with the same name stand in one."""
    groups: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for (name, *rest), text in figures:
        groups.setdefault(name, []).append((tuple(rest), text))
    return tuple(
        Element(name, group[0][1] if not group[0][0] else _nested(group))
        for name, group in groups.items()
    )
