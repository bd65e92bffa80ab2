"""What of a report a printed page can show: the report that reading its PDF gives back."""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve

from gkdoc.model import (
    CellValue,
    Prose,
    SeenReport,
    StatutoryTable,
    TableValues,
    Text,
    usual_edition,
    usual_title,
)
from gkdoc.read.document.patterns import patterns
from gkdoc.read.pdf.signs import is_latin
from gkdoc.spec import TableSpec
from gkdoc.text.blocks import Outline
from gkdoc.text.outlines import parse, render

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)


def printed_words(text: str) -> str:
    """The words as a page shows them: blanks only between Latin signs, one for any number."""
    shown: list[str] = []
    blank = False
    for sign in text:
        if sign.isspace():
            blank = True
            continue
        if blank and shown and is_latin(shown[-1]) and is_latin(sign):
            shown.append(" ")
        blank = False
        shown.append(sign)
    return "".join(shown)


def projected(report: SeenReport) -> SeenReport:
    """What of a whole report its PDF shows, and so can be read back.

    机关性质 and 豁免 are not printed. Words have blanks only between Latin signs. An outline has
    the structure that its numbers and words show (`text.outlines.parse`). Of two editions of a
    table that look the same it is the one that is usual for the year. A title is none of its own
    where it is the usual one.
    """
    agency = printed_words(report.agency)
    title = printed_words(report.title.replace("\n", "")) if report.title is not None else None
    introduction, signature = report.introduction, report.signature
    return evolve(
        report,
        agency=agency,
        organ=None,
        waivers=(),
        title=title if title != usual_title(agency, report.year) else None,
        introduction=_prose(introduction) if introduction and introduction.outline else None,
        overview=_prose(report.overview),
        proactive=_table(report.proactive, report.year),
        applications=_table(report.applications, report.year),
        remedies=_table(report.remedies, report.year),
        problems=_prose(report.problems),
        other_matters=_prose(report.other_matters),
        signature=evolve(signature, agency=printed_words(signature.agency)) if signature else None,
    )


def _prose(section: SomeProse | None) -> SomeProse | None:
    return evolve(section, outline=_as_numbered(section.outline)) if section is not None else None


def _as_numbered(outline: Outline) -> Outline:
    """The outline that the words of this one, with their numbers, are read as."""
    return parse("\n".join(map(printed_words, render(outline).splitlines())))


def _table(section: SomeTable | None, year: int) -> SomeTable | None:
    if section is None:
        return None
    values = section.values
    specs = _alike(values.spec)
    spec = next((spec for spec in specs if spec.edition == usual_edition(year)), specs[0])
    return evolve(
        section,
        values=TableValues(spec, {ref: _cell(value) for ref, value in values.entered.items()}),
    )


def _cell(value: CellValue) -> CellValue:
    return Text(printed_words(value.text)) if isinstance(value, Text) else value


def _alike(spec: TableSpec) -> tuple[TableSpec, ...]:
    """The editions of the table that print the same labels, the newest first."""
    alike = [pattern for pattern in patterns() if pattern.spec.key == spec.key]
    own = next(pattern.words for pattern in alike if pattern.spec == spec)
    return tuple(pattern.spec for pattern in alike if pattern.words == own)
