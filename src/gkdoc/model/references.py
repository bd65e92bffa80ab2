"""The references in a report's prose, 〖申请·本年新收·总计〗: reports with and without them.

What they come to is worked out in `gkdoc.model.reference_figures`, imported where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from gkdoc.findings import Finding
from gkdoc.model.report import SeenReport, SomeReport
from gkdoc.model.totals import completed
from gkdoc.text.blocks import Block, Unsupported
from gkdoc.text.references import OPENING, marks_in, plain, reworded

SYNTAX_RULE: Final = "GK606"
NAME_RULE: Final = "GK607"
FIGURE_RULE: Final = "GK608"
LAST_YEAR_RULE: Final = "GK609"
ARITHMETIC_RULE: Final = "GK610"

RULES: Final = (SYNTAX_RULE, NAME_RULE, FIGURE_RULE, LAST_YEAR_RULE, ARITHMETIC_RULE)
"""The rules of references that cannot be replaced: no document is made while there is one."""


def resolved(
    report: SomeReport, previous: SeenReport | None = None
) -> tuple[SomeReport, tuple[Finding, ...]]:
    """`report` with the figures in the place of its references, and what cannot be replaced.

    `previous` is the report of the year before. A reference that cannot be replaced stays as it is
    written, and is a finding at level error with its place: `span` counts in the words of the block
    as they are written. A literal 〖 stays written twice: resolving the result again changes
    nothing.
    """
    if not any(has_references(block) for outline in report.prose.values() for block in outline):
        return report, ()
    from gkdoc.model.reference_figures import replaced_by_figures

    return replaced_by_figures(report, previous)


def in_print(report: SomeReport, previous: SeenReport | None = None) -> SomeReport:
    """`report` with its words as they are printed, figures in the place of its references."""
    return as_printed(resolved(report, previous)[0])


def as_printed(report: SomeReport) -> SomeReport:
    """`report` with each literal 〖 once.

    For whoever looks at the words; written down, they would be read as references.
    """
    if not any(OPENING in words for words in _words(report)):
        return report
    return report.with_prose(
        {key: reworded(outline, plain) for key, outline in report.prose.items()}
    )


def totalled(report: SomeReport) -> SomeReport:
    """`report` with every total that was not entered computed in its tables."""
    return report.with_tables(
        {key: evolve(table, values=completed(table.values)) for key, table in report.tables.items()}
    )


def has_references(block: Block | Unsupported) -> bool:
    """True if the words of the block hold a reference."""
    if isinstance(block, Unsupported):
        return False
    return bool(marks_in(block.heading or "") or marks_in(block.text or ""))


def _words(report: SeenReport) -> Iterator[str]:
    for outline in report.prose.values():
        for block in outline:
            if isinstance(block, Block):
                yield block.heading or ""
                yield block.text or ""
