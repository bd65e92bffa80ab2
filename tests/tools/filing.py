"""What of a report the filing format holds: the oracle for its writer and its reader."""

from __future__ import annotations

from attrs import evolve

from gkdoc.formats.filing import filing_form
from gkdoc.model import (
    OtherMatters,
    Overview,
    Problems,
    SeenReport,
    StatutoryTable,
    TableValues,
    Text,
    printed_value,
    usual_title,
)
from gkdoc.spec import table
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import parse, render


def projected(report: SeenReport) -> SeenReport:
    """What of a report the filing format holds, and so can be read back.

    Prose is its text, divided anew; a text that is a number becomes one. 机关性质, 引言, 落款 and
    豁免 are left out, and tables or rows that the format does not have.
    """
    title = report.full_title.replace("\n", "")
    outlines = {key: _divided_anew(outline) for key, outline in report.prose.items()}
    tables = {key: _held(own) for key, own in report.tables.items()}
    return SeenReport(
        agency=report.agency,
        year=report.year,
        title=title if title != usual_title(report.agency, report.year) else None,
        overview=Overview(outlines["overview"]) if "overview" in outlines else None,
        problems=Problems(outlines["problems"]) if "problems" in outlines else None,
        other_matters=(
            OtherMatters(outlines["other_matters"]) if "other_matters" in outlines else None
        ),
        **{key: own for key, own in tables.items() if own is not None},  # type: ignore[arg-type]
    )


def _divided_anew(outline: Outline) -> Outline:
    return parse(render(tuple(block for block in outline if isinstance(block, Block))))


def _held(own: StatutoryTable) -> StatutoryTable | None:
    key, names = own.key, filing_form().tables[own.key]
    if not names.holds(own.values.spec):
        return None
    spec = table(key, filing_form().edition)
    entered = {
        ref: printed_value(value.text, spec.cells[ref].kind) if isinstance(value, Text) else value
        for ref, value in own.values.entered.items()
        if ref.row in names.rows
    }
    return evolve(own, values=TableValues(spec, entered))
