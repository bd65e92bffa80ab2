"""Rules about how the prose and the title are written (GK7xx)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from gkdoc.check.rule import TITLE, Remark, paragraphs, rule, rules
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Message, _
from gkdoc.model import SeenReport
from gkdoc.text.writing import slips, slips_in_title
from gkdoc.text.writing.slip import Slip, SlipKind

RULE_OF: dict[SlipKind, str] = {
    SlipKind.HALF_WIDTH: "GK701",
    SlipKind.DOCUMENT_NUMBER: "GK702",
    SlipKind.DOUBLED_WORDS: "GK704",
    SlipKind.SPACED_DIGITS: "GK705",
    SlipKind.FULL_WIDTH_DIGITS: "GK705",
    SlipKind.PAIR: "GK706",
    SlipKind.BETWEEN_TITLES: "GK706",
    SlipKind.DOUBLED_MARKS: "GK707",
    SlipKind.GAP: "GK708",
}
"""The rule that reports each kind of slip."""

_SENTENCES: Final = {
    "GK701": _("中文里的标点和括号用全角。"),
    "GK702": _("发文字号的年份写全，用六角括号；顺序号不加“第”，不编虚位。"),
    "GK704": _("字词不重复，如“2023年度……年度报告”。"),
    "GK705": _("数字用半角，与汉字之间不空格。"),
    "GK706": _("书名号、引号和括号成对，书名号里面用“〈〉”，并列的书名号之间不用顿号。"),
    "GK707": _("一处只用一个标点，不重复，不连用。"),
    "GK708": _("汉字之间、标点前后不空格。"),
}

# A paragraph that is typed in half width has dozens of these: one finding names the first.
_ONE_FOR_A_PARAGRAPH = (
    SlipKind.HALF_WIDTH,
    SlipKind.SPACED_DIGITS,
    SlipKind.FULL_WIDTH_DIGITS,
    SlipKind.BETWEEN_TITLES,
    SlipKind.GAP,
)
_CLOSES_NO_HEADING = "。，；：、．.,;:"
_CLOSES_A_HEADING = "。：？！.:?!"
_LONG_ENOUGH = 4
_CONTEXT = 6


@rule("GK703", Severity.WARNING)
def headings_end_as_they_should(subject: Subject) -> Iterator[Remark]:
    """标题单独成行的，末尾不加标点；标题后面接写正文的，用句号收住。"""
    for paragraph in paragraphs(subject.report):
        heading, text = paragraph.block.heading, paragraph.block.text
        if not heading:
            continue
        end = len(heading)
        last = heading[-1]
        if text is None and last in _CLOSES_NO_HEADING:
            yield paragraph.remark(
                (0, end),
                _(
                    "标题“{heading}”单独成行，末尾不加“{last}”；如果是正文，应把话写完整",
                    heading=heading,
                    last=last,
                ),
            )
        elif (
            text is not None and last not in _CLOSES_A_HEADING and text[0] not in _CLOSES_A_HEADING
        ):
            yield paragraph.remark(
                (0, end), _("标题“{heading}”后面接写正文，标题应用“。”收住", heading=heading)
            )


def _remarks(identifier: str, subject: Subject) -> Iterator[Remark]:
    """Remarks of one rule about the slips of every line."""
    for address, words, found in _lines(subject.report):
        of_rule = [slip for slip in found if RULE_OF[slip.kind] == identifier]
        counts = Counter(slip.kind for slip in of_rule)
        for slip in of_rule:
            if slip.kind not in _ONE_FOR_A_PARAGRAPH:
                yield _remark(address, words, slip)
            elif counts[slip.kind]:
                yield _remark(address, words, slip, counts.pop(slip.kind))


RULES: Final = rules(_SENTENCES, Severity.WARNING, _remarks)
"""The rules about slips."""


def _lines(report: SeenReport) -> Iterator[tuple[str, str, tuple[Slip, ...]]]:
    """Address, words and slips of the title and of every paragraph."""
    title = report.full_title
    yield TITLE, title, slips_in_title(title, report.agency)
    for paragraph in paragraphs(report):
        yield paragraph.address, paragraph.words, slips(paragraph.words)


def _remark(address: str, words: str, slip: Slip, count: int = 1) -> Remark:
    start, end = slip.start, slip.end
    if not slip.found.strip():
        # A blank says nothing by itself: it is quoted with its neighbours.
        start, end = max(0, start - 1), min(len(words), end + 1)
    message = _asked(words, slip)
    if count > 1:
        message = _("{message}（这一段共 {count} 处）", message=message, count=count)
    return Remark(address, message, span=(start, end), quote=words[start:end])


def _asked(words: str, slip: Slip) -> Message:
    """The words that stand there, those that should, and why."""
    around = words[max(0, slip.start - _CONTEXT) : slip.end + _CONTEXT]
    if not slip.found.strip():
        return _("“{around}”：{reason}", around=around, reason=slip.reason)
    place = _("“{found}”", found=slip.found)
    if len(slip.found) < _LONG_ENOUGH:
        place = _("“{around}”中的“{found}”", around=around, found=slip.found)
    if slip.instead is None:
        return _("{place}：{reason}", place=place, reason=slip.reason)
    return _(
        "{place}应写作“{instead}”：{reason}", place=place, instead=slip.instead, reason=slip.reason
    )
