"""Tidy: the slips of writing that need no judgement put right, each change listed.

Nothing else in gkdoc alters prose, and this only on request.
"""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve, frozen

from gkdoc.check.prose.writing import RULE_OF
from gkdoc.check.rule import TITLE, block_address
from gkdoc.messages import Message, _
from gkdoc.model import Prose, SeenReport
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import survives_text
from gkdoc.text.writing import Correction, correct, slips_in_title

__all__ = ["Edit", "tidy"]

Section = TypeVar("Section", bound=Prose)


@frozen
class Edit:
    """One correction: what stood at `address` was `before` and is `after` now.

    `address` is `title` or a block of prose (`overview.3`). `span` is where `before` stood in the
    words of that place, heading first, as the changes listed earlier have left them. `rule` is the
    finding that it answers.
    """

    address: str
    span: tuple[int, int]
    before: str
    after: str
    rule: str

    def __str__(self) -> Message:
        """The change in one line, for the person who asked for it."""
        return _(
            "{address}：“{before}”改为“{after}”（{rule}）",
            address=self.address,
            before=self.before,
            after=self.after,
            rule=self.rule,
        )


def tidy(report: SeenReport) -> tuple[SeenReport, tuple[Edit, ...]]:
    """The report with every mechanical correction made, and the changes in the order of making.

    Half-width punctuation and brackets in Chinese text, brackets of document numbers, typed blanks,
    full-width digits, doubled marks, 〈〉 and 、 in titles of documents, the doubled 年度 of the
    report's title. Whatever could be meant in two ways is left to a person, and so is a correction
    that would turn a paragraph into a heading or reach over the end of a heading.

    Tidying the result again changes nothing.
    """
    found: list[Edit] = []
    tidied = evolve(
        report,
        title=_title(report, found),
        introduction=_section("introduction", report.introduction, found),
        overview=_section("overview", report.overview, found),
        problems=_section("problems", report.problems, found),
        other_matters=_section("other_matters", report.other_matters, found),
    )
    return tidied, tuple(found)


def _title(report: SeenReport, changes: list[Edit]) -> str | None:
    """The title put right; None where it is the usual one."""
    if report.title is None:
        return None
    corrected = correct(report.title, lambda title: slips_in_title(title, report.agency))
    changes += (_change(TITLE, correction) for correction in corrected.corrections)
    return corrected.words


def _section(name: str, section: Section | None, changes: list[Edit]) -> Section | None:
    if section is None:
        return None
    blocks = list(section.outline)
    for position, block in enumerate(section.outline):
        if isinstance(block, Block):
            blocks[position], corrections = _block(block)
            address = block_address(name, position)
            changes += (_change(address, correction) for correction in corrections)
    return evolve(section, outline=tuple(blocks))


def _block(block: Block) -> tuple[Block, tuple[Correction, ...]]:
    heading, text = block.heading, block.text
    corrected = correct((heading or "") + (text or ""), border=len(heading or ""))
    tidied = Block(
        level=block.level,
        heading=None if heading is None else corrected.words[: corrected.border],
        text=None if text is None else corrected.words[corrected.border :],
    )
    # Written down and read again, a shorter line may be taken for a heading.
    if survives_text((block,)) and not survives_text((tidied,)):
        return block, ()
    return tidied, corrected.corrections


def _change(address: str, correction: Correction) -> Edit:
    before = correction.slip.found
    return Edit(
        address=address,
        span=(correction.start, correction.start + len(before)),
        before=before,
        after=correction.instead,
        rule=RULE_OF[correction.slip.kind],
    )
