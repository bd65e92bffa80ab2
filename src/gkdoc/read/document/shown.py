"""What a Word document shows, whatever it carries beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.model import (
    Applications,
    Introduction,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Prose,
    Remedies,
    Report,
    Signature,
    StatutoryTable,
    TableValues,
    usual_edition,
)
from gkdoc.ooxml.body import Body, Paragraph, TableGrid
from gkdoc.ooxml.opening import read_body
from gkdoc.ooxml.package import Package
from gkdoc.read.document.prose import is_styled, read_outline, read_signature
from gkdoc.read.document.sections import INTRODUCTION, Cut, cut
from gkdoc.read.document.tables import SeenTable, read_tables
from gkdoc.spec import EDITIONS, ENVELOPE, Orientation, Section, form
from gkdoc.text.blocks import Outline

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)

_SECTIONS: Final = form(EDITIONS[0]).sections
_LABELS: Final[Mapping[str, str]] = {
    **{field.key: field.label for field in ENVELOPE["report"]},
    **{section.key: section.title for section in _SECTIONS},
}


@frozen
class Shown:
    """What a document shows.

    `title` is in one line, empty where there is none. `outlines` and `tables` hold what was found,
    by the names of the sections; the introduction only where there are words of it.
    """

    title: str
    outlines: Mapping[str, Outline]
    tables: Mapping[str, SeenTable]
    signature: Signature | None
    locations: Mapping[str, Location]
    findings: tuple[Finding, ...]

    def report(
        self, agency: str, year: int, title: str | None, editions: Mapping[str, str]
    ) -> Report:
        """The report that is shown.

        `editions` decides between editions of a table that look the same; for a table that is not
        in it, the usual one of the year does.
        """
        return Report(
            agency=agency,
            year=year,
            title=title,
            introduction=self._prose(INTRODUCTION, Introduction),
            overview=self._prose("overview", Overview),
            proactive=self._table(Proactive, year, editions),
            applications=self._table(Applications, year, editions),
            remedies=self._table(Remedies, year, editions),
            problems=self._prose("problems", Problems),
            other_matters=self._prose("other_matters", OtherMatters),
            signature=self.signature,
        )

    def _prose(self, key: str, section: type[SomeProse]) -> SomeProse | None:
        return section(self.outlines[key]) if key in self.outlines else None

    def _table(
        self, section: type[SomeTable], year: int, editions: Mapping[str, str]
    ) -> SomeTable | None:
        seen = self.tables.get(section.key)
        if seen is None:
            return None
        wanted = editions.get(section.key, usual_edition(year))
        spec = next((spec for spec in seen.specs if spec.edition == wanted), seen.specs[0])
        return section(TableValues(spec, seen.values))


def read_shown(package: Package) -> Shown:
    """What the document in `package` shows; BrokenPackage if it is none."""
    return shown_in(read_body(package))


def shown_in(body: Body) -> Shown:
    """What paragraphs and tables show, whatever kind of document they come from."""
    tables = read_tables(item for item in body if isinstance(item, TableGrid))
    parts = cut(
        tuple(
            item
            for item in body
            if not (isinstance(item, TableGrid) and item.number in tables.numbers)
        )
    )
    styled = is_styled(body)
    prose_keys = (INTRODUCTION, *(section.key for section in _SECTIONS if not section.table))
    outlines = {
        key: read_outline(parts.sections[key], key, _LABELS[key], styled=styled)
        for key in prose_keys
        if key in parts.sections
    }
    if not outlines[INTRODUCTION].outline:
        del outlines[INTRODUCTION]
    signature, signature_findings = read_signature(parts.signature)
    locations = {
        f"{key}.{number}": place
        for key, seen in outlines.items()
        for number, place in enumerate(seen.places, start=1)
    }
    return Shown(
        title="".join(paragraph.text for paragraph in parts.title).replace("\n", ""),
        outlines={key: seen.outline for key, seen in outlines.items()},
        tables=tables.tables,
        signature=signature,
        locations={**_places(parts), **locations, **_figure_places(tables.tables)},
        findings=(
            *parts.findings,
            *(finding for seen in outlines.values() for finding in seen.findings),
            *tables.findings,
            *_tables_not_found(tables.tables),
            *_not_read(parts.sections),
            *signature_findings,
        ),
    )


def _places(parts: Cut) -> dict[str, Location]:
    """Where the title, the titles of the sections and the signature stand."""
    places = {key: Location(paragraph=item.number) for key, item in parts.titles.items()}
    if parts.title:
        places["title"] = Location(paragraph=parts.title[0].number)
    if parts.signature:
        places["signature"] = Location(paragraph=parts.signature[0].number)
        places["signature.agency"] = places["signature"]
        places["signature.date"] = Location(paragraph=parts.signature[-1].number)
    introduction = parts.sections[INTRODUCTION]
    first = next((item for item in introduction if not isinstance(item, TableGrid)), None)
    if first is not None:
        places[INTRODUCTION] = Location(paragraph=first.number)
    return places


def _figure_places(tables: Mapping[str, SeenTable]) -> dict[str, Location]:
    """Where each table, row and figure stands; rows only where they are rows of the document."""
    places: dict[str, Location] = {}
    for key, seen in tables.items():
        places[key] = seen.location
        for ref, place in seen.locations.items():
            if seen.specs[0].orientation is Orientation.DOWN:
                places[f"{key}.{ref.row}"] = Location(table=place.table, row=place.row)
            places[str(ref)] = place
    return places


def _tables_not_found(tables: Mapping[str, SeenTable]) -> Iterator[Finding]:
    for section in _SECTIONS:
        if section.table and section.key not in tables:
            yield Finding(
                rule="GK115",
                severity=Severity.WARNING,
                message=f"没有找到“{section.title}”的表格",
                address=section.key,
                label=section.title,
            )


def _not_read(sections: Mapping[str, Body]) -> Iterator[Finding]:
    """What stands beside the statutory tables, where the form has no words."""
    for section in _SECTIONS:
        if section.table:
            for item in sections.get(section.key, ()):
                yield from _beside(item, section)


def _beside(item: Paragraph | TableGrid, section: Section) -> Iterator[Finding]:
    if isinstance(item, Paragraph):
        if not item.text.strip() and not item.objects:
            return
        what, place = f"文字“{item.text}”", Location(paragraph=item.number)
    else:
        what, place = f"第 {item.number} 张表", Location(table=item.number)
    yield Finding(
        rule="GK112",
        severity=Severity.WARNING,
        message=f"{what}不是格式中的内容，没有读取",
        address=section.key,
        label=section.title,
        location=place,
    )
