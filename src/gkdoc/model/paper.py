"""The report as paper shows it: references are figures, totals are there."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from attrs import evolve, frozen

from gkdoc.findings import Finding
from gkdoc.model.report import SeenReport, SomeReport
from gkdoc.model.totals import completed
from gkdoc.text import links
from gkdoc.text.blocks import AnyBlock, Outline, Unsupported, with_words, words_of
from gkdoc.text.references import OPENING, has_references, plain

Shown_co = TypeVar("Shown_co", bound=SeenReport, covariant=True)


@frozen
class Printed(Generic[Shown_co]):
    """A report with the figures in the place of its references: `in_print` makes it.

    `entered` has them, and of its tables what somebody entered; a reference without a figure stays
    as it is written, and is one of the findings `unresolved`. `previous` is the report of the year
    before, if there is one.
    """

    entered: Shown_co
    unresolved: tuple[Finding, ...] = ()
    previous: Printed[SeenReport] | None = None

    @cached_property
    def report(self) -> Shown_co:
        """The report that is printed, with all totals.

        A literal 〖 stays written twice: in print again, the report is the same.
        """
        return self.entered.with_tables(
            {
                key: evolve(table, values=completed(table.values))
                for key, table in self.entered.tables.items()
            }
        )

    @cached_property
    def words(self) -> Shown_co:
        """The report for whoever looks at its words: each literal 〖 once, links as their words.

        Totals are as entered.
        """
        report = self.entered
        return report.with_prose({key: _read(outline) for key, outline in report.prose.items()})

    @property
    def printable(self) -> bool:
        """False for a reference without a figure, and for what no outline carries (GK112)."""
        return not self.unresolved and not any(
            isinstance(block, Unsupported)
            for outline in self.entered.prose.values()
            for block in outline
        )


def in_print(report: SomeReport, previous: SeenReport | None = None) -> Printed[SomeReport]:
    """`report` as it is printed; `previous` is the report of the year before.

    A reference that cannot be replaced is a finding at level error with its place: `span` counts in
    the words of the block as they are written.
    """
    last = in_print(previous) if previous is not None else None
    if not any(has_references(block) for outline in report.prose.values() for block in outline):
        return Printed(report, previous=last)
    from gkdoc.model.references.figures import replaced_by_figures

    return Printed(*replaced_by_figures(report, previous), last)


def resolved(
    report: SomeReport, previous: SeenReport | None = None
) -> tuple[SomeReport, tuple[Finding, ...]]:
    """`report` with the figures in the place of its references, and what cannot be replaced."""
    printed = in_print(report, previous)
    return printed.entered, printed.unresolved


def _read(outline: Outline) -> Outline:
    """The outline as it is read, without the signs that mark what is literal and what is a link."""
    if not any(map(_is_marked, outline)):
        return outline
    return tuple(
        with_words(block, lambda words: links.shown(plain(words))) if _is_marked(block) else block
        for block in outline
    )


def _is_marked(block: AnyBlock) -> bool:
    return any(OPENING in words or links.OPENING in words for words in words_of(block))
