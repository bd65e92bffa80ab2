"""A report as the tree that a built file carries, so that a reader can tell what was changed.

It nests by the names of the vocabulary. Figures stand as they are printed; what a Word document
does not show (机关性质, 豁免, the edition of a form) is in it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gkdoc.model import NOT_ENTERED, Report, StatutoryTable, Waiver, printed
from gkdoc.ooxml.carrier import Element, Skeleton, element_xml, enclosed, skeleton
from gkdoc.spec import TableSpec
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.text.references import printed as printed_words
from gkdoc.text.references import reworded

ROOT = "report"
"""The name of the outermost element."""


def carried_xml(report: Report) -> bytes:
    """The part that carries `report`; ValueError for a reference, or what an outline lacks."""
    return enclosed(ROOT, map(_part_xml, _parts(report)))


def _part_xml(part: Element | StatutoryTable) -> str:
    if isinstance(part, Element):
        return element_xml(part)
    spec = part.values.spec
    if len(part.values.entered) < len(spec.cells):
        return element_xml(Element(part.key, _rows(part)))
    return _skeleton(spec).filled(part.values.printed)


# The names in a table are those of its form, of which there are a handful.
@lru_cache(64)
def _skeleton(spec: TableSpec) -> Skeleton:
    return skeleton(
        Element(spec.key, _nested([((*ref.row.split("."), ref.column), "") for ref in spec.cells]))
    )


def _parts(report: Report) -> Iterator[Element | StatutoryTable]:
    yield Element("agency", report.agency)
    yield Element("year", str(report.year))
    yield Element(
        "edition", tuple(Element(key, table.edition) for key, table in report.tables.items())
    )
    if report.organ is not None:
        organ = {"kind": report.organ.kind, "level": report.organ.level}
        yield Element(
            "organ", tuple(Element(name, word) for name, word in organ.items() if word is not None)
        )
    if report.title is not None:
        yield Element("title", report.title)
    yield from (Element(key, _paragraphs(outline)) for key, outline in report.prose.items())
    yield from report.tables.values()
    if report.signature is not None:
        yield Element(
            "signature",
            (
                Element("agency", report.signature.agency),
                Element("date", report.signature.date.isoformat()),
            ),
        )
    if report.waivers:
        yield Element("waivers", tuple(_waiver(waiver) for waiver in report.waivers))


def _paragraphs(outline: Outline) -> tuple[Element, ...]:
    shown = reworded(outline, printed_words)
    return tuple(Element("paragraph", tuple(_words(block))) for block in shown)


def _words(block: Block | Unsupported) -> Iterator[Element]:
    if isinstance(block, Unsupported):
        # Not a wrong argument but a report that must not be built: GK112.
        raise ValueError(f"{block.description} cannot be carried")  # noqa: TRY004
    if block.level is not None:
        yield Element("level", str(block.level))
    if block.heading is not None:
        yield Element("heading", block.heading)
    if block.text is not None:
        yield Element("text", block.text)


def _rows(table: StatutoryTable) -> tuple[Element, ...]:
    """The figures of a table, nested as their addresses are; those not entered are left out."""
    return _nested(
        [
            ((*ref.row.split("."), ref.column), printed(value))
            for ref, value in table.values
            if value is not NOT_ENTERED
        ]
    )


def _nested(figures: Iterable[tuple[tuple[str, ...], str]]) -> tuple[Element, ...]:
    """Elements for texts by their paths; those that begin with the same name stand in one."""
    groups: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for (name, *rest), text in figures:
        groups.setdefault(name, []).append((tuple(rest), text))
    return tuple(
        Element(name, group[0][1] if not group[0][0] else _nested(group))
        for name, group in groups.items()
    )


def _waiver(waiver: Waiver) -> Element:
    fields = {
        "rule": waiver.rule,
        "address": waiver.address,
        "value": waiver.value,
        "by": waiver.by,
        "date": waiver.date.isoformat(),
        "reason": waiver.reason,
    }
    return Element("waiver", tuple(Element(name, text) for name, text in fields.items()))
