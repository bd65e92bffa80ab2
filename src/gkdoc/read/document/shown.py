"""The report that a document shows, whatever it carries beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import evolve, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Message, _
from gkdoc.model import (
    Applications,
    Introduction,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Prose,
    Remedies,
    SeenReport,
    Signature,
    StatutoryTable,
    TableValues,
)
from gkdoc.read.document.body import Item, TableGrid, excerpt, in_table
from gkdoc.read.document.identity import Identity, no_identity
from gkdoc.read.document.plain_tables import is_own_plain
from gkdoc.read.document.prose import read_outline
from gkdoc.read.document.sections import INTRODUCTION, Cut, cut
from gkdoc.read.document.signatures import read_signature
from gkdoc.read.document.steps import body_steps, cut_steps, left_over_steps, table_steps
from gkdoc.read.document.tables.recognise import (
    SeenTable,
    SeenTables,
    read_tables,
    resemblance,
)
from gkdoc.read.document.unfolding import unfolded
from gkdoc.spec import Form, Orientation, edition_for, part_labels, sections
from gkdoc.steps import tell
from gkdoc.text.blocks import Outline
from gkdoc.text.references import literal, reworded

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)


@frozen
class Shown:
    """The content of a document as it is shown.

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
    ) -> SeenReport:
        """The report that is shown.

        `editions` decides between editions of a table that look the same; for a table that is not
        in it, the usual one of the year does.
        """
        return SeenReport(
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
        # What a document shows is printed: a 〖 in it begins no reference.
        return section(reworded(self.outlines[key], literal)) if key in self.outlines else None

    def _table(
        self, section: type[SomeTable], year: int, editions: Mapping[str, str]
    ) -> SomeTable | None:
        seen = self.tables.get(section.key)
        if seen is None:
            return None
        wanted = editions.get(section.key, edition_for(year).edition)
        spec = next((spec for spec in seen.specs if spec.edition == wanted), seen.specs[0])
        return section(TableValues(spec, seen.values))


def shown_in(body: Sequence[Item]) -> Shown:
    """The content that paragraphs and tables show, whatever document they come from."""
    tell(body_steps(body))
    opened = unfolded(body)
    whole = cut(opened.body)
    tell(cut_steps(whole))
    belongs = {
        item.number: key
        for key, items in whole.sections.items()
        for item in items
        if isinstance(item, TableGrid)
    }
    grids = [item for item in opened.body if isinstance(item, TableGrid)]
    candidates = [grid for grid in grids if not is_own_plain(grid)]
    tables = read_tables(candidates, belongs, opened.statutory, whole.form)
    parts = _without(whole, grids, tables.numbers)
    tell(table_steps(tables))
    tell(left_over_steps(opened.body, whole, tables))
    labels = part_labels(whole.form)
    plain = {grid.number for grid in grids if not _may_be_statutory(grid, tables)}
    prose_keys = (INTRODUCTION, *(key for key, section in sections().items() if not section.table))
    outlines = {
        key: read_outline(parts.sections[key], key, labels[key], styled=whole.styled, plain=plain)
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
        title="".join([item.text for item in parts.title]).replace("\n", "").strip(),
        outlines={key: seen.outline for key, seen in outlines.items()},
        tables=tables.tables,
        signature=signature,
        locations={**_places(parts), **locations, **_figure_places(tables.tables)},
        findings=(
            *opened.findings,
            *parts.findings,
            *(finding for seen in outlines.values() for finding in seen.findings),
            *tables.findings,
            *_tables_not_found(tables.tables, whole.form),
            *_not_read(parts.sections, whole.form),
            *_around(whole, tables.numbers),
            *signature_findings,
        ),
    )


def report_in(
    shown: Shown,
    identity: Identity | None,
    source: Path | str | None,
    editions: Mapping[str, str],
    built: SeenReport | None = None,
) -> SeenReport:
    """The report that is shown, with what the file carries of the one that was `built`.

    InputError if nobody knows whose it is. `editions` is as for `Shown.report`.
    """
    if identity is None:
        raise InputError(source, [Problem(no_identity(shown.title), path="title")])
    report = shown.report(identity.agency, identity.year, identity.title, editions)
    if built is None:
        return report
    introduction = report.introduction
    if introduction is None and built.introduction == Introduction(()):
        introduction = built.introduction
    return evolve(
        report,
        organ=built.organ,
        waivers=built.waivers,
        rollup=built.rollup,
        introduction=introduction,
    )


def _may_be_statutory(grid: TableGrid, tables: SeenTables) -> bool:
    """True for a table that looks like one of the form, or a little like one that is missing."""
    likeness = None if is_own_plain(grid) else resemblance(grid)
    if likeness is None or not likeness.labels:
        return False
    missing = {pattern.spec.key for pattern in likeness.nearest} - tables.tables.keys()
    return likeness.fits or bool(missing)


def _without(parts: Cut, grids: Sequence[TableGrid], statutory: frozenset[int]) -> Cut:
    """The parts less the statutory tables, those before the first section, and empty ones."""
    empty = {
        grid.number
        for grid in grids
        if not any(cell.text.strip() or cell.objects for row in grid.rows for cell in row)
        and not is_own_plain(grid)
    }
    sections = {
        key: tuple(
            item
            for item in items
            if not isinstance(item, TableGrid)
            or not (
                item.number in statutory
                or item.number in empty
                or (key == INTRODUCTION and not is_own_plain(item))
            )
        )
        for key, items in parts.sections.items()
    }
    return evolve(parts, sections=sections)


def _around(parts: Cut, statutory: frozenset[int]) -> Iterator[Finding]:
    """The findings about all that stands around the report and is no part of it."""
    for key, items in parts.sections.items():
        for item in items:
            if not isinstance(item, TableGrid) or item.number in statutory:
                continue
            if key == INTRODUCTION:
                if is_own_plain(item):
                    continue
                yield _ignored(item, _("在第一部分之前，不是报告的内容"))
            elif not any(cell.text.strip() for row in item.rows for cell in row):
                yield _ignored(item, _("没有内容"))
    words = [
        _("第 {number} 张表", number=item.number) if isinstance(item, TableGrid) else item.text
        for item in parts.around
        if isinstance(item, TableGrid) or item.text.strip()
    ]
    if words:
        joined = excerpt(" ".join(" ".join(words).split()))
        message = _("目录和落款之后的“{excerpt}”不属于报告，没有读取", excerpt=joined)
        yield Finding("GK116", Severity.INFORMATION, message)


def _ignored(grid: TableGrid, why: Message) -> Finding:
    message = _("第 {number} 张表{why}，没有读取", number=grid.number, why=why)
    return Finding("GK116", Severity.INFORMATION, message, location=Location(table=grid.number))


def _places(parts: Cut) -> dict[str, Location]:
    """Where the title, the titles of the sections and the signature stand."""
    places = {key: item.location for key, item in parts.titles.items()}
    if parts.title:
        places["title"] = parts.title[0].location
    if parts.signature:
        places["signature"] = parts.signature[0].location
        places["signature.agency"] = places["signature"]
        places["signature.date"] = parts.signature[-1].location
    introduction = parts.sections[INTRODUCTION]
    first = next((item for item in introduction if not isinstance(item, TableGrid)), None)
    if first is not None:
        places[INTRODUCTION] = first.location
    return places


def _figure_places(tables: Mapping[str, SeenTable]) -> dict[str, Location]:
    """Where each table, row and figure stands; rows only where they are rows of the document."""
    places: dict[str, Location] = {}
    for key, seen in tables.items():
        places[key] = seen.location
        if seen.specs[0].orientation is Orientation.DOWN:
            rows = {ref.row: place for ref, place in seen.locations.items()}
            for row, place in rows.items():
                places[f"{key}.{row}"] = in_table(place.table, place.row)
        places.update([(str(ref), place) for ref, place in seen.locations.items()])
    return places


def _tables_not_found(tables: Mapping[str, SeenTable], form: Form) -> Iterator[Finding]:
    for section in form.sections:
        if section.table and section.key not in tables:
            message = _("没有找到“{title}”的表格", title=section.title)
            yield Finding("GK115", Severity.WARNING, message, section.key, section.title)


def _not_read(parts: Mapping[str, tuple[Item, ...]], form: Form) -> Iterator[Finding]:
    """The findings about words beside the statutory tables, where the form has none."""
    for section in form.sections:
        for item in parts.get(section.key, ()) if section.table else ():
            if isinstance(item, TableGrid):
                what = _("第 {number} 张表", number=item.number)
                place = Location(table=item.number)
            elif item.text.strip() or item.objects:
                what, place = _("文字“{text}”", text=item.text), item.location
            else:
                continue
            message = _("{what}不是格式中的内容，没有读取", what=what)
            yield Finding("GK112", Severity.WARNING, message, section.key, section.title, place)
