"""GK118: nothing that a draft marks as unwritten is left in the report."""

from __future__ import annotations

from collections.abc import Iterator

from gkdoc.check.rule import Remark, paragraphs, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Text
from gkdoc.text.marks import UNWRITTEN_RULE, marks_in


@rule(UNWRITTEN_RULE, Severity.ERROR)
def nothing_is_left_unwritten(subject: Subject) -> Iterator[Remark]:
    """报告里没有留下待写的标记。"""
    for address, words in _lines(subject.report):
        for start, end in marks_in(words):
            yield Remark(address, _message(words[start:end]), quote=words[start:end])
    for ref, value in subject.report.cells():
        if isinstance(value, Text) and marks_in(value.text):
            yield Remark(str(ref), _message(value.text))
    for paragraph in paragraphs(subject.report):
        for span in marks_in(paragraph.words):
            yield paragraph.remark(span, _message(paragraph.words[slice(*span)]))


def _lines(report: SeenReport) -> Iterator[tuple[str, str]]:
    """The words that are printed around the sections, by their address."""
    yield "agency", report.agency
    if report.title is not None:
        yield "title", report.title
    if report.signature is not None:
        yield "signature.agency", report.signature.agency


def _message(mark: str) -> Message:
    return _("这里还没有写：“{mark}”；写好以后把标记删去", mark=mark)
