"""Step 4: a template becomes segments, once for each edition of the tables, layout and size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from attrs import frozen

from gkdoc.errors import Problem, TemplateError
from gkdoc.layout.options import Layout
from gkdoc.layout.typography import StyleRoles
from gkdoc.ooxml.archive import Archive
from gkdoc.ooxml.carrier import Element, attach, carrier_part
from gkdoc.ooxml.markup import BrokenXml, parse_xml, qualified
from gkdoc.ooxml.package import (
    BrokenPackage,
    Package,
    main_document,
    prepare,
    read_package,
    relationships,
)
from gkdoc.ooxml.segments import BlockSlot, Slot
from gkdoc.ooxml.tables import FigureSize
from gkdoc.ooxml.template import TemplateSource, parse_template
from gkdoc.spec import EDITIONS, TableSpec, form
from gkdoc.write.docx.contract import Contract
from gkdoc.write.docx.filters import FILTERS
from gkdoc.write.docx.styles import with_styles
from gkdoc.write.docx.tables import table_fragment


@frozen
class TemplateKey:
    """What a template is compiled for; two reports that agree in it share the result.

    `tables` are the forms of the report's tables, `sizes` how their figures are set, None where the
    style decides. `plain` leaves out the figures that are carried for programs.
    """

    tables: tuple[TableSpec, ...]
    sizes: tuple[FigureSize | None, ...]
    layout: Layout
    plain: bool = False


@frozen
class CompiledTemplate:
    """A template ready to be filled. Immutable, shared by threads.

    `archive` holds the parts that are the same in every document, compressed. `properties` is the
    part with title and author, `carrier` the one with the carried figures; None where there is no
    such part.
    """

    source: TemplateSource
    archive: Archive
    styles: StyleRoles
    layout: Layout
    properties: str | None
    carrier: str | None

    @property
    def slots(self) -> frozenset[str]:
        """The names of all slots."""
        return frozenset(
            slot.name for slot in self.source.slots() if isinstance(slot, Slot | BlockSlot)
        )


def compile_template(
    content: bytes, key: TemplateKey, source: Path | str | None = None
) -> CompiledTemplate:
    """The Word template in `content` ready to be filled; TemplateError with all its problems."""
    try:
        styled = with_styles(read_package(content))
        first = _first_free_bookmark(styled.package)
        fragments = _fragments(key, styled.ids, first)
        parsed = parse_template(styled.package, fragments, filters=FILTERS, source=source)
        # An empty tree for now: the part is there, its content is each report's own.
        package = parsed.package if key.plain else attach(parsed.package, Element("report"))
        carrier = None if key.plain else carrier_part(package)
        properties = next(_targets(package, "core-properties"), None)
    except BrokenPackage as error:
        raise TemplateError(source, [error.problem]) from error
    except BrokenXml as error:
        raise TemplateError(source, [Problem(error.reason, line=error.line)]) from error
    contract = Contract(form(EDITIONS[0]), {spec.key: spec for spec in key.tables})
    problems = tuple(contract.problems(parsed.slots()))
    if problems:
        raise TemplateError(source, problems)
    changing = {*parsed.parts, *filter(None, (carrier, properties))}
    return CompiledTemplate(
        source=parsed,
        archive=prepare(package.without(*changing)),
        styles=styled.ids,
        layout=key.layout,
        properties=properties,
        carrier=carrier,
    )


def _fragments(key: TemplateKey, styles: StyleRoles, first: int) -> Mapping[str, str]:
    """The markup of each table that a block slot may ask for."""
    starts = accumulate((len(spec.cells) for spec in key.tables), initial=first)
    return {
        spec.key: table_fragment(spec, styles, size, None if key.plain else start)
        for spec, size, start in zip(key.tables, key.sizes, starts, strict=False)
    }


def _first_free_bookmark(package: Package) -> int:
    """A number above that of every bookmark in the document."""
    root = parse_xml(package.parts[main_document(package)])
    numbers = (mark.get(qualified("w:id"), "") for mark in root.iter(qualified("w:bookmarkStart")))
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)


def _targets(package: Package, kind: str) -> Iterator[str]:
    for relationship in relationships(package):
        if relationship.kind == kind and relationship.target in package.parts:
            yield relationship.target
