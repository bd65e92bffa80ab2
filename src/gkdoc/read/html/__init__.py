"""A web page as a report: our own pages exactly, others by their labels and words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.read.document.identity import identity_of
from gkdoc.read.document.shown import report_in, shown_in
from gkdoc.read.html.article import Article, article_of, described_title
from gkdoc.read.html.decoding import page_text
from gkdoc.read.html.flow import body_of, pieces_of
from gkdoc.read.html.grids import Unwieldy
from gkdoc.read.html.markup import Visibility, parse_page, restore_blanks
from gkdoc.read.html.own import carried_by, style_of
from gkdoc.read.reading import Reading

__all__ = ["read_html"]


def read_html(content: bytes, source: Path | str | None = None) -> Reading:
    """The report that a web page shows; InputError if it shows none.

    Nothing is fetched: what another file would add to the page is not there. What stands around
    the report, what is hidden or struck out, and cells that hold pictures are said, not read.
    """
    page = page_text(content, source)
    root = parse_page(page.text, source)
    carried = carried_by(root)
    try:
        read = _own if carried is not None else _foreign
        article = read(root, page.embedded)
    except Unwieldy as error:
        raise InputError(
            source, [Problem(_("{error}，不像是一份年度报告", error=error.reason))]
        ) from error
    shown = shown_in(article.body)
    built = carried.report if carried is not None else None
    editions = carried.editions if carried is not None else {}
    report = report_in(shown, identity_of(shown.title, built), source, editions, built)
    return Reading(report, (*page.findings, *shown.findings, *article.findings), shown.locations)


def _own(root: etree._Element, embedded: Sequence[bytes]) -> Article:
    main = next(root.iter("main"), root)
    pieces = pieces_of(main, Visibility(etree.Element("html")), embedded, exact=True)
    return Article(body_of(pieces, style_of), ())


def _foreign(root: etree._Element, embedded: Sequence[bytes]) -> Article:
    body = root.find("body")
    restore_blanks(root)
    pieces = pieces_of(body if body is not None else root, Visibility(root), embedded)
    return article_of(pieces, described_title(root))
