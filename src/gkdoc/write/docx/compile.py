"""Step 4: a template is opened once, and becomes segments for each form, layout and size."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from attrs import frozen

from gkdoc.errors import TemplateError
from gkdoc.findings import Finding
from gkdoc.ooxml.carrier import Element, attach, carrier_part, detach
from gkdoc.ooxml.package import Package, prepare, read_package, relationships
from gkdoc.ooxml.template.bookmarks import Bookmarks
from gkdoc.ooxml.template.source import TemplateSource, broken_files_told, parse_template
from gkdoc.spec import TableSpec, newest
from gkdoc.write.docx.beside import beside
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.contract import Contract, Standing, as_written, figures
from gkdoc.write.docx.filters import FILTERS
from gkdoc.write.docx.numbering import counted_levels, numbering_problems
from gkdoc.write.docx.observations import Observed, observed
from gkdoc.write.docx.styles import TemplateStyles, with_styles
from gkdoc.write.docx.tables import BOOKMARK_PREFIX, table_fragment


@frozen(eq=False)
class OpenedTemplate:
    """A template whose tags are sound; whether they are those of a report is the contract's matter.

    `package` is what the archive of a report is made of.
    """

    package: Package
    source: TemplateSource
    styles: TemplateStyles
    observed: Observed

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """The slots as the office wrote them."""
        return tuple(as_written(self.source.segmented({})))

    @cached_property
    def drawn(self) -> Mapping[str, TableSpec]:
        """The tables that the office has drawn cell by cell, each with the form in which it did."""
        return self.contract(newest().tables).drawn

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The oddities of the template."""
        return self.observed.findings

    def contract(self, tables: Mapping[str, TableSpec]) -> Contract:
        """The template held against a report with tables of these forms."""
        return Contract(self.standing, tables, self.observed.headings)


def open_template(content: bytes, source: Path | str | None = None) -> OpenedTemplate:
    """The Word template in `content`; TemplateError if it cannot be filled safely."""
    with broken_files_told(source):
        original = read_package(content)
        styled = with_styles(original)
        seen = observed(original, styled.added)
        parsed = parse_template(styled.package, filters=FILTERS, source=source)
        # A tree of an earlier report must not stay; the new one is each report's own.
        return OpenedTemplate(detach(parsed.package), parsed, styled, seen)


def compile_template(
    opened: OpenedTemplate, key: TemplateKey, source: Path | str | None = None
) -> CompiledTemplate:
    """The template ready to be filled; TemplateError with all its problems."""
    styles = opened.styles.ids
    contract = opened.contract({spec.key: spec for spec in key.tables})
    counted = counted_levels(opened.styles.package, styles)
    native = key.layout.native_numbering
    problems = (
        *contract.problems(),
        *numbering_problems(opened.styles.package, styles, counted, native=native),
    )
    if problems:
        raise TemplateError(source, problems)
    first = opened.observed.first_free_bookmark
    starts = tuple(accumulate((len(spec.cells) for spec in key.tables), initial=first))
    bookmarks = Bookmarks(
        names={} if key.plain else figures(), prefix=BOOKMARK_PREFIX, first_id=starts[-1]
    )
    with broken_files_told(source):
        fragments = {
            spec.key: table_fragment(spec, styles, size, None if key.plain else start)
            for spec, size, start in zip(key.tables, key.sizes, starts, strict=False)
        }
        segmented = opened.source.segmented(fragments, bookmarks)
        package = opened.package if key.plain else attach(opened.package, Element("report"))
        carrier = None if key.plain else carrier_part(package)
        properties = _properties(package)
        changing = {*segmented.parts, *filter(None, (carrier, properties))}
        return CompiledTemplate(
            source=segmented,
            archive=prepare(package.without(*changing)),
            styles=styles,
            counted=counted,
            layout=key.layout,
            drawn=opened.drawn,
            findings=opened.findings,
            properties=properties,
            carrier=carrier,
            beside=beside(package, segmented),
        )


def _properties(package: Package) -> str | None:
    related = (each.target for each in relationships(package) if each.kind == "core-properties")
    return next(filter(package.parts.__contains__, related), None)
