"""What of a report comes back from a file that somebody else's program wrote or saved.

Each function is the promise for one way of a report through a file; docs/reading.md lists what is
lost on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from gkdoc.model import (
    Introduction,
    OtherMatters,
    Overview,
    Problems,
    Report,
    StatutoryTable,
    TableValues,
    usual_edition,
    usual_title,
)
from gkdoc.spec import TableSpec, table
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import parse, render


def on_our_page(report: Report) -> Report:
    """What our own web page says of a whole report.

    机关性质 and 豁免 are not on it; a title is in one line, and none of its own where it is the
    usual one; an introduction without words leaves nothing behind.
    """
    title = report.full_title.replace("\n", "")
    introduction = report.introduction
    return evolve(
        report,
        title=title if title != usual_title(report.agency, report.year) else None,
        introduction=introduction if introduction and introduction.outline else None,
        organ=None,
        waivers=(),
    )


def as_shown(report: Report) -> Report:
    """What a document shows of a whole report where its styles are kept and its carrier is not.

    As on our page; and of two editions of a table that look the same it is the usual one of the
    year. Only a title that names agency and year can be read at all.
    """
    tables = {
        key: evolve(own, values=_of_usual_edition(own, report.year))
        for key, own in report.tables.items()
    }
    return evolve(on_our_page(report), **tables)  # type: ignore[arg-type]


def by_words(report: Report) -> Report:
    """What is left where the styles are gone too: each section is divided anew by its words."""
    outlines = {key: _divided_anew(outline) for key, outline in report.prose.items()}
    shown = as_shown(report)
    return evolve(
        shown,
        introduction=Introduction(outlines["introduction"]) if shown.introduction else None,
        overview=Overview(outlines["overview"]) if shown.overview else None,
        problems=Problems(outlines["problems"]) if shown.problems else None,
        other_matters=OtherMatters(outlines["other_matters"]) if shown.other_matters else None,
    )


def _divided_anew(outline: Outline) -> Outline:
    return parse(render(tuple(block for block in outline if isinstance(block, Block))))


def _of_usual_edition(own: StatutoryTable, year: int) -> TableValues:
    spec = own.values.spec
    usual = table(own.key, usual_edition(year))
    for other in (usual, usual.undivided):
        if _words(other) == _words(spec):
            return TableValues(other, own.values.entered)
    return own.values


def _words(spec: TableSpec) -> Mapping[str, tuple[str, ...]]:
    return {str(ref): (*cell.row_labels, *cell.column_labels) for ref, cell in spec.cells.items()}
