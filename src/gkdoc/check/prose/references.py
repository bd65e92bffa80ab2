"""GK606–GK610: every reference in the prose, 〖…〗, has its figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from gkdoc.check.rule import Remark, Rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.model.references.rules import (
    ARITHMETIC_RULE,
    FIGURE_RULE,
    LAST_YEAR_RULE,
    NAME_RULE,
    SYNTAX_RULE,
)

_SENTENCES: Final = {
    SYNTAX_RULE: _("文字中的引用〖……〗，写法应合乎规定。"),
    NAME_RULE: _("引用的名称，应指表格里的一处，而且只指一处。"),
    FIGURE_RULE: _("引用的格里，应有数字。"),
    LAST_YEAR_RULE: _("与上年比较的引用，上年报告里应有同一处的数字。"),
    ARITHMETIC_RULE: _("引用要求计算的，应当算得出来。"),
}


def _remarks(subject: Subject, identifier: str) -> Iterator[Remark]:
    """Remarks about the references that could not be replaced for this rule's reason."""
    for finding in subject.unresolved:
        if finding.rule == identifier:
            yield Remark(finding.address, finding.message, span=finding.span, quote=finding.quote)


RULES: Final = tuple(
    Rule(identifier, Severity.ERROR, sentence, partial(_remarks, identifier=identifier))
    for identifier, sentence in _SENTENCES.items()
)
"""One rule for each reason why a reference has no figure."""
