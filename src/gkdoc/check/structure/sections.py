"""Rules about the sections of the report and its introduction (GK101, GK106, GK110, GK112)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.check.rule import Remark, block_address, paragraphs_of, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Numeral, _
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.text.numerals import from_chinese, to_chinese

INTRODUCTION = "introduction"
OVERVIEW = "overview"
PROBLEMS = "problems"
OTHER_MATTERS = "other_matters"

# An introduction speaks of the report: after which rules it was made, of what it consists, which
# time it covers, where it can be had and whom to ask.
_ABOUT_ITSELF = re.compile(
    "本(?:年度)?报告|本年报|报告的?(?:电子版|电子版本|全文|中?所列)|所列数据|统计[期时][限间]"
    "|现(?:将|予以?|向社会)?(?:公布|公开|发布)[^。，]{0,40}年度报告|(?:如有|对本[^。]{0,6}有)(?:疑问|问题)"
)
_PARTS = re.compile(
    "(?<![第0-9一二三四五六七八九十])(?P<number>[二两三四五六七八九十][一二]?|[1-9][0-9]?)\\s?个?(?:大)?部分"
    "(?=[组构]成|内容|[，。；）)]|$)"
)
_MOST_PARTS = 12


def is_empty(outline: Outline) -> bool:
    """True if there is nothing in the section but its title."""
    return not any(
        not isinstance(block, Block) or (block.heading or "").strip() or (block.text or "").strip()
        for block in outline
    )


@rule("GK101", Severity.ERROR)
def every_section_is_there(subject: Subject) -> Iterator[Remark]:
    """法定的六个部分都要有，并且有内容。

    Without any prose it is no report but figures from one: what they do not hold was not seen.
    """
    prose = subject.report.prose
    for section in subject.sections.values() if prose else ():
        if section.key not in prose and section.key not in subject.report.tables:
            yield Remark(
                section.key, _("没有“{title}”这一部分，六个部分缺一不可", title=section.title)
            )
        elif (
            section.key in prose
            and is_empty(prose[section.key])
            and not _is_said_elsewhere(subject, section.key)
        ):
            yield Remark(section.key, _("“{title}”只有标题，没有内容", title=section.title))


def _is_said_elsewhere(subject: Subject, key: str) -> bool:
    """True where another rule is about just this section being empty (GK102, GK103)."""
    return key == PROBLEMS or (key == OTHER_MATTERS and subject.form.fee_statement)


@rule("GK106", Severity.WARNING)
def overview_is_more_than_an_introduction(subject: Subject) -> Iterator[Remark]:
    """第一部分要写工作情况，不能只有引言。"""
    if holds_only_introduction(subject):
        yield Remark(
            OVERVIEW, _("这一部分只有引言（编制依据、统计期限、联系方式等），没有写一年的工作情况")
        )


def holds_only_introduction(subject: Subject) -> bool:
    """True if section one says nothing but what belongs into an introduction."""
    outline = subject.report.prose.get(OVERVIEW, ())
    return bool(outline) and all(
        isinstance(block, Block) and reads_as_introduction(block) for block in outline
    )


def reads_as_introduction(block: Block) -> bool:
    """True if the paragraph speaks of the report itself and not of the work."""
    return block.level is None and _ABOUT_ITSELF.search(block.text or "") is not None


@rule("GK110", Severity.WARNING)
def introduction_counts_and_stands_before(subject: Subject) -> Iterator[Remark]:
    """引言写在第一部分之前，说到报告的组成时写明是六个部分。"""
    if not holds_only_introduction(subject):
        yield from _inside_overview(subject)
    yield from _miscounted(subject)


def _inside_overview(subject: Subject) -> Iterator[Remark]:
    outline = subject.report.prose.get(OVERVIEW, ())
    for paragraph in paragraphs_of(OVERVIEW, outline[:1]):
        if reads_as_introduction(paragraph.block):
            title = subject.sections[OVERVIEW].title
            yield Remark(
                paragraph.address,
                _("这一段是引言（编制依据、统计期限等），应写在“{title}”的标题之前", title=title),
            )


def _miscounted(subject: Subject) -> Iterator[Remark]:
    right = len(subject.sections)
    for key in (INTRODUCTION, OVERVIEW):
        for paragraph in paragraphs_of(key, subject.report.prose.get(key, ())):
            if key == OVERVIEW and not reads_as_introduction(paragraph.block):
                continue
            for found in _PARTS.finditer(paragraph.words):
                number = _number(found["number"])
                if number not in (right, None):
                    yield paragraph.remark(
                        found.span(),
                        _(
                            "这里说报告有“{found}”，法定格式是{right}个部分",
                            found=found[0],
                            right=Numeral(to_chinese(right), right),
                        ),
                    )


def _number(written: str) -> int | None:
    """The number; None for one that cannot count the parts of a report."""
    try:
        number = int(written) if written.isdecimal() else from_chinese(written)
    except ValueError:
        return None
    return number if 2 <= number <= _MOST_PARTS else None


@rule("GK112", Severity.ERROR)
def prose_is_text(subject: Subject) -> Iterator[Remark]:
    """文字部分只有文字、图片（PNG、JPEG）和简单的表格；图表、文本框、公式之类不能带进报告，应改写成文字。"""
    for section, outline in subject.report.prose.items():
        for position, block in enumerate(outline):
            if isinstance(block, Unsupported):
                place = _("（{place}）", place=block.place) if block.place else ""
                yield Remark(
                    block_address(section, position),
                    _(
                        "这里有不能带进报告的内容：{description}{place}；请改写成文字，或者删去",
                        description=block.description,
                        place=place,
                    ),
                )
