"""GK606–GK610: every reference in the prose, 〖…〗, has its figure."""

from __future__ import annotations

from collections.abc import Iterator

from gkdoc.check.rule import Remark, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.model.references import (
    ARITHMETIC_RULE,
    FIGURE_RULE,
    LAST_YEAR_RULE,
    NAME_RULE,
    SYNTAX_RULE,
)


@rule(SYNTAX_RULE, Severity.ERROR)
def references_are_well_written(subject: Subject) -> Iterator[Remark]:
    """文字中的引用〖……〗，写法应合乎规定。"""
    yield from _remarks(subject, SYNTAX_RULE)


@rule(NAME_RULE, Severity.ERROR)
def references_name_a_cell(subject: Subject) -> Iterator[Remark]:
    """引用的名称，应指表格里的一处，而且只指一处。"""
    yield from _remarks(subject, NAME_RULE)


@rule(FIGURE_RULE, Severity.ERROR)
def references_are_to_figures(subject: Subject) -> Iterator[Remark]:
    """引用的格里，应有数字。"""
    yield from _remarks(subject, FIGURE_RULE)


@rule(LAST_YEAR_RULE, Severity.ERROR)
def last_year_has_the_figures_too(subject: Subject) -> Iterator[Remark]:
    """与上年比较的引用，上年报告里应有同一处的数字。"""
    yield from _remarks(subject, LAST_YEAR_RULE)


@rule(ARITHMETIC_RULE, Severity.ERROR)
def references_can_be_worked_out(subject: Subject) -> Iterator[Remark]:
    """引用要求计算的，应当算得出来。"""
    yield from _remarks(subject, ARITHMETIC_RULE)


def _remarks(subject: Subject, identifier: str) -> Iterator[Remark]:
    for finding in subject.unresolved:
        if finding.rule == identifier:
            yield Remark(finding.address, finding.message, span=finding.span, quote=finding.quote)
