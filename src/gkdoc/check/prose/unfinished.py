"""Rules about what is left to do: 【待写】 (GK118), references without figure (GK606–GK610)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gkdoc.check.rule import Remark, block_address, paragraphs, rule, rules
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Text
from gkdoc.model.references import rules as reasons
from gkdoc.text.blocks import Block, words_of
from gkdoc.text.marks import UNWRITTEN_RULE, marks_in

_SENTENCES: Final = {
    reasons.SYNTAX: _("文字中的引用〖……〗，写法应合乎规定。"),
    reasons.NAME: _("引用的名称，应指表格里的一处，而且只指一处。"),
    reasons.FIGURE: _("引用的格里，应有数字。"),
    reasons.LAST_YEAR: _("与上年比较的引用，上年报告里应有同一处的数字。"),
    reasons.ARITHMETIC: _("引用要求计算的，应当算得出来。"),
}


@rule(UNWRITTEN_RULE, Severity.ERROR)
def nothing_is_left_unwritten(subject: Subject) -> Iterator[Remark]:
    """报告里没有留下待写的标记。"""
    for address, words in _lines(subject.report):
        for start, end in marks_in(words):
            yield Remark(address, _unwritten(words[start:end]), quote=words[start:end])
    for ref, value in subject.report.cells():
        if isinstance(value, Text) and marks_in(value.text):
            yield Remark(str(ref), _unwritten(value.text))
    for paragraph in paragraphs(subject.report):
        for span in marks_in(paragraph.words):
            yield paragraph.remark(span, _unwritten(paragraph.words[slice(*span)]))
    for address, words in _beside(subject.report):
        for start, end in marks_in(words):
            yield Remark(address, _unwritten(words[start:end]), quote=words[start:end])


def _lines(report: SeenReport) -> Iterator[tuple[str, str]]:
    """The words that are printed around the sections, by their address."""
    yield "agency", report.agency
    if report.title is not None:
        yield "title", report.title
    if report.signature is not None:
        yield "signature.agency", report.signature.agency


def _beside(report: SeenReport) -> Iterator[tuple[str, str]]:
    """The words of pictures and plain tables, by the address of the block."""
    for section, outline in report.prose.items():
        for position, block in enumerate(outline):
            if not isinstance(block, Block):
                yield from ((block_address(section, position), words) for words in words_of(block))


def _unwritten(mark: str) -> Message:
    return _("这里还没有写：“{mark}”；写好以后把标记删去", mark=mark)


def _unresolved(identifier: str, subject: Subject) -> Iterator[Remark]:
    """Remarks about the references that could not be replaced for this rule's reason."""
    for finding in subject.printed.unresolved:
        if finding.rule == identifier:
            yield Remark(finding.address, finding.message, span=finding.span, quote=finding.quote)


RULES: Final = rules(_SENTENCES, Severity.ERROR, _unresolved)
"""One rule for each reason why a reference has no figure (GK606–GK610)."""
