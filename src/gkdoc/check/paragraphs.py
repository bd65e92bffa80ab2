"""The paragraphs of a report's prose, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from gkdoc.check.rule import Remark, at_words
from gkdoc.messages import Message
from gkdoc.model import Report
from gkdoc.text.blocks import Block, Outline


@frozen
class Paragraph:
    """One block of prose: its section, its position in it from 0, its heading and text in one."""

    section: str
    position: int
    block: Block
    words: str

    def remark(self, span: tuple[int, int], message: Message) -> Remark:
        """A remark about the words in `span`."""
        return at_words(self.section, self.position, self.words, span, message)


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """Every paragraph of every prose section that was seen, in the order of the report."""
    for section, outline in report.prose.items():
        yield from paragraphs_of(section, outline)


def paragraphs_of(section: str, outline: Outline) -> Iterator[Paragraph]:
    """Every paragraph of one section; what is no paragraph is left out, the positions are kept."""
    for position, block in enumerate(outline):
        if isinstance(block, Block):
            yield Paragraph(section, position, block, (block.heading or "") + (block.text or ""))


def prose_text(outline: Outline) -> str:
    """The words of a section, one paragraph a line."""
    return "\n".join(paragraph.words for paragraph in paragraphs_of("", outline))
