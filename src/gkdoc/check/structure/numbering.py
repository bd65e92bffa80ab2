"""The rule about the numbers of headings and series (GK107).

Source: GB/T 9704-2012: 一、（一）1.（1）, in this order; 一、 is the number of the six sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gkdoc.check.rule import Paragraph, Remark, paragraphs_of, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import _
from gkdoc.text.blocks import Level
from gkdoc.text.ordinals import (
    Ordinal,
    OrdinalLevel,
    broken_series,
    numbers_with_pause,
    ordinal,
    split_ordinal,
)


@rule("GK107", Severity.WARNING)
def numbers_follow(subject: Subject) -> Iterator[Remark]:
    """序号按“一、”“（一）”“1.”“（1）”分层，逐个连续。"""
    for section, outline in subject.report.prose.items():
        paragraphs = tuple(paragraphs_of(section, outline))
        yield from _ordinals(paragraphs)
        yield from _inside_paragraphs(paragraphs)
        yield from _series(paragraphs)


def _ordinals(paragraphs: tuple[Paragraph, ...]) -> Iterator[Remark]:
    """Numbers that do not follow; those that only go on after a wrong one are left out."""
    counts: dict[Level, int] = {2: 0, 3: 0, 4: 0}
    # The same with the wrong numbers counted: what follows is right once they are put right.
    corrected = dict(counts)
    wrong: dict[OrdinalLevel, int] = {}
    for paragraph in paragraphs:
        level = paragraph.block.level
        if level is not None:
            counts[level] += 1
            counts |= {lower: 0 for lower in counts if lower > level}
            corrected |= {each: counts[each] for each in counts if each >= level}
            wrong = {above: number for above, number in wrong.items() if above <= level}
            continue
        opening = split_ordinal(paragraph.words)
        if opening is None:
            continue
        if not _goes_on(opening, wrong, corrected):
            yield _remark(paragraph, opening, counts, corrected)
        if opening.level != 1:
            corrected[opening.level] += 1
        corrected |= {lower: 0 for lower in corrected if lower > opening.level}
        wrong = {above: number for above, number in wrong.items() if above < opening.level}
        wrong[opening.level] = opening.number


def _goes_on(
    opening: Ordinal, wrong: Mapping[OrdinalLevel, int], corrected: Mapping[Level, int]
) -> bool:
    """True if the number follows from one that was reported already, as it is or put right."""
    following = {wrong[opening.level] + 1} if opening.level in wrong else set()
    if opening.level != 1 and any(level <= opening.level for level in wrong):
        following.add(corrected[opening.level] + 1)
    return opening.number in following


def _remark(
    paragraph: Paragraph,
    opening: Ordinal,
    counts: Mapping[Level, int],
    corrected: Mapping[Level, int],
) -> Remark:
    end = len(paragraph.words.rstrip()) - len(opening.text)
    written = paragraph.words[:end].strip()
    if opening.level == 1:
        message = _(
            "“{written}”是六个部分的序号，这一部分里面从“{ordinal}”开始",
            written=written,
            ordinal=ordinal(2, 1),
        )
    elif opening.number != counts[opening.level] + 1:
        expected = ordinal(opening.level, corrected[opening.level] + 1)
        message = _(
            "序号“{written}”与前面不连续，这里应为“{expected}”", written=written, expected=expected
        )
    elif not opening.text:
        message = _("序号“{written}”后面没有文字", written=written)
    else:
        message = _("“{written}”写在正文里，没有成为标题的序号", written=written)
    return paragraph.remark((0, end), message)


def _inside_paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[Remark]:
    for paragraph in paragraphs:
        spans = numbers_with_pause(paragraph.words)
        if spans:
            start, end = spans[0]
            written = paragraph.words[start:end]
            more = _("（这一段共 {count} 处）", count=len(spans)) if len(spans) > 1 else ""
            yield paragraph.remark(
                spans[0],
                _(
                    "“{written}”应写作“{instead}”：阿拉伯数字后面用点{more}",
                    written=written,
                    instead=ordinal(3, int(written[:-1])),
                    more=more,
                ),
            )


def _series(paragraphs: tuple[Paragraph, ...]) -> Iterator[Remark]:
    for broken in broken_series(paragraph.words for paragraph in paragraphs):
        yield paragraphs[broken.line].remark(
            broken.span,
            _(
                "“{found}”与前面不连续，这里应为“{expected}”",
                found=broken.found,
                expected=broken.expected,
            ),
        )
