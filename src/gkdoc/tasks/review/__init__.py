"""A review copy: the document with a Word comment for each finding, where it can be put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve

from gkdoc.check import RULES
from gkdoc.check.details import details
from gkdoc.check.subject import Subject
from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.model import Printed, SeenReport
from gkdoc.ooxml.markup import BrokenXml
from gkdoc.ooxml.package import (
    BrokenPackage,
    content_type,
    main_document,
    read_package,
    write_package,
)
from gkdoc.read.document.body import Body, BodyCell, Item, Paragraph, TableGrid
from gkdoc.read.docx.body.opening import read_body
from gkdoc.read.docx.shown import read_shown
from gkdoc.read.reading import Reading
from gkdoc.tasks.review.comments import Anchor, Author, Comment, with_comments
from gkdoc.text.blocks import Block
from gkdoc.write.docx.fill import moment_of

AUTHOR: Final = "年报检查"
INITIALS: Final = "检"

_WHO_ACTS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "错误，请填报人改正",
    Severity.WARNING: "警告，请填报人核对",
    Severity.INFORMATION: "说明，供填报人参考",
}


def is_word_file(content: bytes) -> bool:
    """True if these are the bytes of a Word file that can be opened and commented."""
    try:
        package = read_package(content)
    except BrokenPackage:
        return False
    return "wordprocessingml" in content_type(package, main_document(package))


def without_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without their places: those were in another file than the one to comment."""
    return tuple(evolve(finding, location=None) for finding in findings)


def review_copy(document: bytes, findings: Iterable[Finding], report: SeenReport) -> bytes:
    """A copy of the Word file `document` with a comment for each finding about `report`.

    It stands on the words that the finding quotes, or else on its cell or paragraph, and on the
    title where it has no place. A place that a finding has is one in this document, or in a data
    file; see `without_place`. InputError if it is no Word file, or one whose comments are broken.
    """
    try:
        package = read_package(document)
        body = read_body(package)
        places = _Places(body, report, Reading(report, (), read_shown(package).locations))
        subject = Subject(Printed(report))
        comments = [
            comment
            for finding in findings
            for comment in places.comment(finding, _lines(finding, subject))
        ]
        author = Author(AUTHOR, INITIALS, moment_of(report))
        return write_package(with_comments(package, comments, author))
    except BrokenPackage as error:
        raise InputError(None, [error.problem]) from error
    except BrokenXml as error:
        raise InputError(None, [Problem(error.reason, line=error.line)]) from error


class _Places:
    """Finds the cell or paragraph of a document that a finding is about."""

    def __init__(self, body: Body, report: SeenReport, reading: Reading) -> None:
        self._report = report
        self._reading = reading
        self._paragraphs: dict[int, Paragraph] = {}
        self._grids: dict[int, TableGrid] = {}
        self._opened: dict[int, tuple[Item, ...]] = {}
        self._cells: dict[tuple[int, int, int], BodyCell] = {}
        self._first: dict[tuple[int, int | None], BodyCell] = {}
        for item in body:
            if isinstance(item, Paragraph):
                # Those of text boxes have the number of the paragraph that the box hangs on.
                self._paragraphs.setdefault(item.number, item)
                continue
            self._grids[item.number] = item
            for cell in (cell for row in item.rows for cell in row):
                self._cells.setdefault((item.number, cell.row, cell.number), cell)
                self._first.setdefault((item.number, cell.row), cell)
                self._first.setdefault((item.number, None), cell)

    def comment(self, finding: Finding, lines: tuple[str, ...]) -> Iterator[Comment]:
        """The comment that says `lines` where it belongs; none in a document without anything."""
        own = self._at(finding.location) if finding.location is not None else None
        place = self._reading.location(finding.address)
        anchor = own or (self._at(place) if place is not None else None) or self._title()
        if isinstance(anchor, BodyCell) and finding.quote:
            anchor = self._inside(anchor, finding.location or place, finding.quote)
        if isinstance(anchor, Paragraph):
            yield Comment(lines, anchor, _span(anchor.text, finding, self._length(finding)))
        elif anchor is not None:
            yield Comment(lines, anchor)

    def _at(self, location: Location) -> Anchor | None:
        if location.paragraph is not None:
            return self._paragraphs.get(location.paragraph)
        if location.table is None:
            return None
        cell = self._cells.get((location.table, location.row or 0, location.cell or 0))
        return cell or self._first.get((location.table, location.row))

    def _inside(self, cell: BodyCell, place: Location | None, words: str) -> Anchor:
        """The paragraph with the words, where a table only places prose; else the cell."""
        if place is None or place.table not in self._grids:
            return cell
        where = (place.table, cell.row, cell.number)
        inside = (
            item
            for item in self._contents(place.table)
            if isinstance(item, Paragraph) and item.within == where and words in item.text
        )
        return next(inside, cell)

    def _contents(self, table: int) -> tuple[Item, ...]:
        """The contents of the cells of the table, the same objects at every call."""
        if table not in self._opened:
            self._opened[table] = self._grids[table].contents()
        return self._opened[table]

    def _title(self) -> Anchor | None:
        """The title, or whatever stands first."""
        place = self._reading.locations.get("title")
        titled = self._at(place) if place is not None else None
        first = (item for item in self._paragraphs.values() if item.text.strip())
        anything: Iterator[Anchor] = iter((*self._paragraphs.values(), *self._cells.values()))
        return titled or next(first, None) or next(anything, None)

    def _length(self, finding: Finding) -> int | None:
        """How many characters the block of prose has; None if it is about no block."""
        section, _, number = finding.address.rpartition(".")
        outline = self._report.prose.get(section, ())
        if not number.isdecimal() or not 0 < int(number) <= len(outline):
            return None
        block = outline[int(number) - 1]
        if not isinstance(block, Block):
            return None
        return len(block.heading or "") + len(block.text or "")


def _span(text: str, finding: Finding, length: int | None) -> tuple[int, int] | None:
    """Where the quoted words stand in the text of a paragraph; None for all of it.

    In the document a number may stand before the words of the block: they are counted from the
    end. A title may be broken into lines that the quotation does not have.
    """
    if not finding.quote:
        return None
    due = len(text) - length + finding.span[0] if finding.span and length is not None else 0
    if due >= 0 and text.startswith(finding.quote, due):
        return due, due + len(finding.quote)
    pattern = "\n?".join(map(re.escape, finding.quote))
    found = [match.span() for match in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span[0] - due)) if found else None


def _lines(finding: Finding, subject: Subject) -> tuple[str, ...]:
    """The lines of the comment: whom it is for, rule, problem, and what to write instead."""
    who = f"已豁免（{finding.waiver}）" if finding.waiver else _WHO_ACTS[finding.severity]
    where = f"：{finding.label}" if finding.label else ""
    lines = [f"{finding.rule}　{who}{where}"]
    if finding.rule in RULES:
        lines.append(f"规则：{RULES[finding.rule].sentence}")
    lines.append(f"问题：{finding.message}")
    return (*lines, *details(finding, subject))
