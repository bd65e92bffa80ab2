"""A compiled template, and what it is compiled for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from attrs import frozen

from gkdoc.archive import Archive
from gkdoc.findings import Finding
from gkdoc.layout.options import Layout
from gkdoc.layout.typography import StyleRoles, digits_wide
from gkdoc.model import CellValue, Number, Report, TableValues, Text, printed
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.ooxml.tables import FigureSize
from gkdoc.ooxml.template.segments import BlockSlot, Segmented, Slot
from gkdoc.spec import TableSpec
from gkdoc.write.docx.beside import Beside
from gkdoc.write.docx.own_fields import own_names

_FIGURE: Final = re.compile(r"[0-9.,]+")


@frozen
class TemplateKey:
    """All that a template is compiled for; two reports that agree in it share the result.

    `tables` are the forms of the report's tables, `sizes` how their figures are set, None where the
    style decides. `plain` leaves out the figures that are carried for programs.
    """

    tables: tuple[TableSpec, ...]
    sizes: tuple[FigureSize | None, ...]
    layout: Layout
    plain: bool = False

    @classmethod
    def of(cls, report: Report, layout: Layout, *, plain: bool = False) -> TemplateKey:
        """The key under which a template is compiled for `report`, which fits its form."""
        return cls(
            tables=tuple(table.values.spec for table in report.tables.values()),
            sizes=tuple(
                layout.figure_step(table.values.spec, widest(table.values))
                for table in report.tables.values()
            ),
            layout=layout,
            plain=plain,
        )


@frozen
class CompiledTemplate:
    """A template ready to be filled. Immutable, shared by threads.

    `archive` holds the parts that are the same in every document, compressed. `counted` are the
    levels of headings whose numbers Word counts. `drawn` are the tables that the office drew cell
    by cell, each with the form in which it did. `findings` are what is odd about the template.
    `properties` is the part with title and author, `carrier` the one with the carried figures; None
    where there is no such part. `beside` is what is ready for links and pictures.
    """

    source: Segmented
    archive: Archive
    styles: StyleRoles
    counted: Mapping[int, ListLevel]
    layout: Layout
    drawn: Mapping[str, TableSpec]
    findings: tuple[Finding, ...]
    properties: str | None
    carrier: str | None
    beside: Beside

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names of all slots."""
        return frozenset(
            slot.name for slot in self.source.slots() if isinstance(slot, Slot | BlockSlot)
        )

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of the tags that are about fields of the office's own."""
        return own_names(self.source)


def widest(values: TableValues) -> int:
    """How many digits wide the widest figure is printed."""
    # Few of the figures differ: most of a table is 0.
    figures = {figure for value in {*values.entered.values()} for figure in _figures(value)}
    return max(map(digits_wide, figures), default=1)


def _figures(value: CellValue) -> Iterator[str]:
    if isinstance(value, Number):
        yield printed(value)
    elif isinstance(value, Text):
        # A text may take several lines, but a figure in it (251000元) does not break either.
        yield from _FIGURE.findall(value.text)
