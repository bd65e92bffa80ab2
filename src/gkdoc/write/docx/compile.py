"""Step 4: a template becomes segments, once for each edition of the tables, layout and size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from attrs import evolve, frozen

from gkdoc.errors import Problem, TemplateError
from gkdoc.findings import Finding
from gkdoc.layout.typography import StyleRoles
from gkdoc.ooxml.bookmarks import Bookmarks
from gkdoc.ooxml.carrier import Element, attach, carrier_part, detach
from gkdoc.ooxml.markup import BrokenXml
from gkdoc.ooxml.package import (
    BrokenPackage,
    Package,
    prepare,
    read_package,
    relationships,
)
from gkdoc.ooxml.segments import Segmented
from gkdoc.ooxml.template import TemplateSource, parse_template
from gkdoc.ooxml.template_rules import UNREADABLE
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.contract import Contract, as_written
from gkdoc.write.docx.filters import FILTERS
from gkdoc.write.docx.names import figures
from gkdoc.write.docx.numbering import counted_levels, numbering_problems
from gkdoc.write.docx.observations import observed
from gkdoc.write.docx.styles import TemplateStyles, with_styles
from gkdoc.write.docx.tables import BOOKMARK_PREFIX, table_fragment


def compile_template(
    content: bytes, key: TemplateKey, source: Path | str | None = None
) -> CompiledTemplate:
    """The Word template in `content` ready to be filled; TemplateError with all its problems."""
    opened = open_template(content, key, source)
    package, parsed, styles = opened.package, opened.source, opened.styles.ids
    counted = counted_levels(opened.styles.package, styles)
    native = key.layout.native_numbering
    problems = (
        *opened.contract.problems(),
        *numbering_problems(opened.styles.package, styles, counted, native=native),
    )
    if problems:
        raise TemplateError(source, problems)
    carrier = None if key.plain else carrier_part(package)
    properties = next(_targets(package, "core-properties"), None)
    changing = {*parsed.parts, *filter(None, (carrier, properties))}
    return CompiledTemplate(
        source=Segmented(parsed.parts),
        archive=prepare(package.without(*changing)),
        styles=opened.styles.ids,
        counted=counted,
        layout=key.layout,
        drawn=opened.contract.drawn,
        findings=opened.findings,
        properties=properties,
        carrier=carrier,
    )


@frozen
class OpenedTemplate:
    """A template whose tags are sound; whether they are those of the report is `contract`'s matter.

    `package` is what the archive of a report is made of; `findings` are what is odd about the
    template.
    """

    package: Package
    source: TemplateSource
    styles: TemplateStyles
    contract: Contract
    findings: tuple[Finding, ...]


def open_template(
    content: bytes, key: TemplateKey, source: Path | str | None = None
) -> OpenedTemplate:
    """The Word template in `content`; TemplateError if it cannot be filled safely."""
    try:
        original = read_package(content)
        styled = with_styles(original)
        seen = observed(original, styled.added)
        first = seen.first_free_bookmark
        bookmarks = Bookmarks(
            names={} if key.plain else figures(),
            prefix=BOOKMARK_PREFIX,
            first_id=first + sum(len(spec.cells) for spec in key.tables),
        )
        parsed = parse_template(
            styled.package,
            _fragments(key, styled.ids, first),
            filters=FILTERS,
            bookmarks=bookmarks,
            source=source,
        )
        # A tree of an earlier report must not stay; the new one is each report's own.
        package = detach(parsed.package)
        if not key.plain:
            package = attach(package, Element("report"))
    except BrokenPackage as error:
        problem = evolve(error.problem, rule=UNREADABLE.id)
        raise TemplateError(source, [problem]) from error
    except BrokenXml as error:
        problem = Problem(error.reason, line=error.line, rule=UNREADABLE.id)
        raise TemplateError(source, [problem]) from error
    tables = {spec.key: spec for spec in key.tables}
    contract = Contract(tuple(as_written(parsed)), tables, seen.headings)
    return OpenedTemplate(package, parsed, styled, contract, seen.findings)


def _fragments(key: TemplateKey, styles: StyleRoles, first: int) -> Mapping[str, str]:
    """The markup of each table that a block slot may ask for."""
    starts = accumulate((len(spec.cells) for spec in key.tables), initial=first)
    return {
        spec.key: table_fragment(spec, styles, size, None if key.plain else start)
        for spec, size, start in zip(key.tables, key.sizes, starts, strict=False)
    }


def _targets(package: Package, kind: str) -> Iterator[str]:
    for relationship in relationships(package):
        if relationship.kind == kind and relationship.target in package.parts:
            yield relationship.target
