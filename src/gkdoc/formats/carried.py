"""A report as the tree that a built file carries, so that a reader can tell what was changed.

It nests by the names of the vocabulary. Figures stand as they are printed; what a Word document
does not show (机关性质, 豁免, the edition of a form) is in it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import asdict

from gkdoc.model import NOT_ENTERED, Report, TableValues, printed
from gkdoc.ooxml.carrier import Element, Skeleton, element_xml, enclosed, skeleton, tagged
from gkdoc.ooxml.markup import escape_text
from gkdoc.spec import TableSpec
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.references import printed as printed_words
from gkdoc.text.references import reworded

ROOT = "report"
"""The name of the outermost element."""


def carried_xml(report: Report) -> bytes:
    """The part that carries `report`; ValueError for a reference, or what an outline lacks."""
    return enclosed(ROOT, _parts(report))


def carried_outline(shown: Outline, escaped: Callable[[str], str] = escape_text) -> str:
    """The content of the element of a section that shows these words.

    `escaped` writes a text as XML. ValueError for what an outline lacks, and for what XML cannot
    hold.
    """
    blocks = [block for block in shown if isinstance(block, Block)]
    if len(blocks) < len(shown):
        # Not a wrong argument but a report that must not be built: GK112.
        others = [block.description for block in shown if not isinstance(block, Block)]
        raise ValueError(f"{', '.join(others)} cannot be carried")
    return "".join([_paragraph(block, escaped) for block in blocks])


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


def _parts(report: Report) -> Iterator[str]:
    yield from map(element_xml, _identity(report))
    for key, outline in report.prose.items():
        yield tagged(key, carried_outline(reworded(outline, printed_words)))
    for key, table in report.tables.items():
        yield tagged(key, carried_table(table.values))
    yield from map(element_xml, _ending(report))


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
