"""Rules: an id, how much it weighs, its sentence, and a function that yields remarks.

Rules about prose go through its paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from attrs import field, frozen

from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Severity, Suspect
from gkdoc.messages import Message
from gkdoc.model import SeenReport
from gkdoc.text.blocks import Block, Outline

TITLE = "title"
"""Where the title stands."""


@frozen
class Remark:
    """A sentence of a rule about one place; with the rule's id it becomes a finding.

    `address` is a cell, row, table, section, block of prose (`overview.3`) or field of the report
    (`title`). `severity` is None where the finding weighs as much as its rule says. `span` and
    `quote` are those of `Finding`.
    """

    address: str = field(converter=str)
    message: Message
    severity: Severity | None = None
    relations: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    span: tuple[int, int] | None = None
    quote: str = ""


Judge: TypeAlias = Callable[[Subject], Iterator[Remark]]


@frozen
class Rule:
    """A rule of the catalogue. `sentence` is what it asks for; `id` never changes its meaning."""

    id: str
    severity: Severity
    sentence: Message
    judge: Judge

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Everything that the rule finds in the report."""
        for remark in self.judge(subject):
            yield Finding(
                rule=self.id,
                severity=remark.severity or self.severity,
                message=remark.message,
                address=remark.address,
                label=subject.label(remark.address),
                relations=remark.relations,
                suspects=remark.suspects,
                span=remark.span,
                quote=remark.quote,
            )


def rule(identifier: str, severity: Severity) -> Callable[[Judge], Rule]:
    """A decorator that makes the function a rule; its docstring's first line is the sentence."""

    def decorate(judge: Judge) -> Rule:
        sentence = Message((judge.__doc__ or "").strip().partition("\n")[0])
        if not sentence:
            raise ValueError(f"{identifier} has no sentence")
        return Rule(identifier, severity, sentence, judge)

    return decorate


def rules(
    sentences: Mapping[str, Message],
    severity: Severity,
    judge: Callable[[str, Subject], Iterator[Remark]],
) -> tuple[Rule, ...]:
    """Rules of one kind: what each asks for by its id, which `judge` is given."""
    return tuple(
        Rule(identifier, severity, sentence, partial(judge, identifier))
        for identifier, sentence in sentences.items()
    )


def block_address(section: str, position: int) -> str:
    """The address of the block at `position`, counted from 0: its number in it counts from 1."""
    return f"{section}.{position + 1}"


@frozen
class Paragraph:
    """One block of prose: its section, its position in it from 0, its heading and text in one."""

    section: str
    position: int
    block: Block
    words: str

    @property
    def address(self) -> str:
        """The address of the block."""
        return block_address(self.section, self.position)

    def remark(self, span: tuple[int, int], message: Message) -> Remark:
        """A remark about the words in `span`."""
        return Remark(self.address, message, span=span, quote=self.words[slice(*span)])


def paragraphs(report: SeenReport) -> Iterator[Paragraph]:
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
