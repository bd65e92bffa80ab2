"""A printed PDF as a report: tables by their rulings, prose by its lines, both by their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import _
from gkdoc.read.document.identity import identity_of
from gkdoc.read.document.shown import Shown, report_in, shown_in
from gkdoc.read.document.tables.recognise import SeenTable
from gkdoc.read.pdf.article import Article, article_of
from gkdoc.read.pdf.pages import open_pdf
from gkdoc.read.reading import Reading
from gkdoc.spec import CellRef

__all__ = ["read_pdf"]


def read_pdf(content: bytes, source: Path | str | None = None) -> Reading:
    """The report that a PDF shows; InputError if it shows none.

    Cells that cannot be read with certainty, watermarks, headers and pages that are pictures are
    said, not read. Each place in the reading has its page.
    """
    article = article_of(open_pdf(content, source))
    shown = _certain(shown_in(article.body), article)
    return Reading(
        report_in(shown, identity_of(shown.title), source, editions={}),
        tuple(_placed(finding, article) for finding in (*article.findings, *shown.findings)),
        {address: _on_page(place, article) for address, place in shown.locations.items()},
    )


def _certain(shown: Shown, article: Article) -> Shown:
    """The shown content, less the figures in cells that could not be read."""
    findings: list[Finding] = []
    tables: dict[str, SeenTable] = {}
    for key, seen in shown.tables.items():
        values = dict(seen.values)
        for ref, finding in _doubtful(seen, article):
            findings.append(finding)
            if finding.severity is not Severity.INFORMATION:
                values.pop(ref, None)
        tables[key] = evolve(seen, values=values)
    return evolve(shown, tables=tables, findings=(*shown.findings, *findings))


def _doubtful(seen: SeenTable, article: Article) -> Iterator[tuple[CellRef, Finding]]:
    read = {(place.table, place.row, place.cell) for place in seen.locations.values()}
    loose = {
        (number, cell.row)
        for number, table in article.tables.items()
        for cell in table.wide_figures()
        if (number, cell.row, cell.number) not in read
    }
    for ref, place in seen.locations.items():
        label = seen.specs[0].cells[ref].label
        table = article.tables.get(place.table or 0)
        if table is None:
            continue
        cell = place.row or 0, place.cell or 0
        if cell in table.unread:
            message = _("这一格不能读取：{cell}", cell=table.unread[cell])
            yield ref, Finding("GK112", Severity.ERROR, message, str(ref), label, place)
        elif (place.table, place.row) in loose:
            message = _("这一行有数字跨了几列，不能确定别的数字在不在自己的列里，没有读取")
            yield ref, Finding("GK115", Severity.WARNING, message, str(ref), label, place)
        elif cell in table.broken:
            message = _("这一格的数字分成两行，接起来读取")
            yield ref, Finding("GK111", Severity.INFORMATION, message, str(ref), label, place)


def _placed(finding: Finding, article: Article) -> Finding:
    if finding.location is None:
        return finding
    return evolve(finding, location=_on_page(finding.location, article))


def _on_page(place: Location, article: Article) -> Location:
    """The place with the page that it is on."""
    if place.table is not None and place.table in article.tables:
        return article.tables[place.table].located(place)
    if place.paragraph is not None:
        return evolve(place, page=article.pages.get(place.paragraph))
    return place
