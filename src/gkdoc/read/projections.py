"""What of a report comes back from a file that somebody else's program wrote or saved.

Each function is the promise for one way of a report through a file; docs/reading.md lists what is
lost on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from gkdoc.messages import _
from gkdoc.model import (
    CellValue,
    SeenReport,
    Signature,
    StatutoryTable,
    TableValues,
    Text,
    usual_edition,
    usual_title,
)
from gkdoc.ooxml.body import Paragraph, Span
from gkdoc.read.document.signatures import read_signature, signature_lines
from gkdoc.read.html.lines import RUN_OF_SPACES, UNSEEN
from gkdoc.read.html.titles import is_title
from gkdoc.read.identity import identity_of
from gkdoc.spec import CellRef, TableSpec, table
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import parse, render


def as_shown(report: SeenReport) -> SeenReport:
    """What a document shows of a whole report where its styles are kept and its carrier is not.

    机关性质 and 豁免 are not shown; a title is in one line, and none of its own where it is the
    usual one; an introduction without words leaves nothing behind; of two editions of a table that
    look the same it is the usual one of the year. Only a title that names agency and year can be
    read at all.
    """
    title = _title(report)
    introduction = report.introduction
    tables = {
        key: evolve(own, values=_of_usual_edition(own, report.year))
        for key, own in report.tables.items()
    }
    return evolve(
        report.with_tables(tables),
        title=title if title != usual_title(report.agency, report.year) else None,
        introduction=introduction if introduction and introduction.outline else None,
        organ=None,
        waivers=(),
    )


def by_words(report: SeenReport) -> SeenReport:
    """What is left of a whole report on a page of another program, where the styles are gone too.

    As a document shows it; and signs without width are gone, and all blanks but one where there are
    more. Each section is divided anew by its words, and the signature is the one that the last
    lines are by their words.
    """
    shown = as_shown(_seen(report))
    lines = {key: _lines(outline) for key, outline in report.prose.items()}
    signature: Signature | None = None
    if shown.other_matters is not None:
        lines["other_matters"], signature = _signed(lines["other_matters"], shown.signature)
    outlines = {key: parse("\n".join(lines[key])) for key in shown.prose}
    return evolve(shown.with_prose(outlines), signature=signature)


def names_itself(report: SeenReport) -> bool:
    """True if its title tells agency and year, in a document that carries nothing.

    Under any other title it is read by its words, with a finding, or not at all.
    """
    return identity_of(_title(report)) is not None


def names_itself_on_a_page(report: SeenReport) -> bool:
    """True if its title tells agency and year where a line among others is to be the title.

    A line with commas, or with the signs of a trail of links, is none.
    """
    return is_title(_seen_words(_title(report)))


def _title(report: SeenReport) -> str:
    return report.full_title.replace("\n", "")


def _seen(report: SeenReport) -> SeenReport:
    """The report with its words as a browser shows them, its prose left as it is."""
    signature = report.signature
    tables = {
        key: evolve(own, values=TableValues(own.values.spec, dict(_seen_cells(own.values))))
        for key, own in report.tables.items()
    }
    return evolve(
        report.with_tables(tables),
        agency=_seen_words(report.agency),
        title=_seen_words(_title(report)),
        signature=evolve(signature, agency=_seen_words(signature.agency)) if signature else None,
    )


def _seen_cells(values: TableValues) -> Iterator[tuple[CellRef, CellValue]]:
    for ref, value in values.entered.items():
        yield ref, Text(_seen_words(value.text)) if isinstance(value, Text) else value


def _seen_words(words: str) -> str:
    return RUN_OF_SPACES.sub(" ", UNSEEN.sub("", words))


def _lines(outline: Outline) -> list[str]:
    """The lines of the outline with their numbers, as a page shows them."""
    written = render(tuple(block for block in outline if isinstance(block, Block)))
    return [_seen_words(line) for line in written.splitlines() if line.strip()]


def _signed(lines: list[str], signature: Signature | None) -> tuple[list[str], Signature | None]:
    """The lines above what the last of them, and then the signature, are taken for."""
    if signature is not None:
        date = signature.date
        written = (
            signature.agency,
            _("{year}年{month}月{day}日", year=date.year, month=date.month, day=date.day),
        )
        lines = [*lines, *(line for line in written if line)]
    shown = [Paragraph(number, "", (Span(line, ""),)) for number, line in enumerate(lines)]
    taken = signature_lines(shown, styled=False)
    return lines[: len(lines) - len(taken)], read_signature(taken)[0]


def _of_usual_edition(own: StatutoryTable, year: int) -> TableValues:
    spec = own.values.spec
    usual = table(own.key, usual_edition(year))
    for other in (usual, usual.undivided):
        if _words(other) == _words(spec):
            return TableValues(other, own.values.entered)
    return own.values


def _words(spec: TableSpec) -> Mapping[str, tuple[str, ...]]:
    return {str(ref): (*cell.row_labels, *cell.column_labels) for ref, cell in spec.cells.items()}
