"""What a paragraph has said so far, and the small steps every part of the grammar takes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import define, evolve, frozen

from gkdoc.text.claims import Cells, Claim, ClaimKind, Meaning
from gkdoc.text.claims.tokens import Quantity, Token
from gkdoc.text.claims.words import Meanings, Role, Vocabulary


class Domain(Enum):
    """The subjects of which reports speak."""

    APPLICATIONS = "applications"
    REMEDIES = "remedies"
    DOCUMENTS = "documents"
    DECISIONS = "decisions"
    AMOUNTS = "amounts of money"
    FOREIGN = "something that is in none of the tables"


NOUNS = {
    Role.APPLICATION: Domain.APPLICATIONS,
    Role.REMEDY: Domain.REMEDIES,
    Role.DOCUMENT: Domain.DOCUMENTS,
    Role.DECISION: Domain.DECISIONS,
    Role.AMOUNT: Domain.AMOUNTS,
    Role.FOREIGN_NOUN: Domain.FOREIGN,
}

OF_APPLICATIONS = {Role.STAGE, Role.CARRY, Role.NEXT, Role.RESULT, Role.APPLICANT}
"""Words that by themselves may speak of applications."""

SUBJECTS = {*NOUNS, *OF_APPLICATIONS, Role.LAST, Role.OUTCOME, Role.ACT}
"""Words that may stand behind 没有."""

_CONTENT = {*SUBJECTS, Role.OTHER, Role.FOREIGN_DEED, Role.CHANNEL}
"""Words that say what a number counts."""


@frozen
class Passage:
    """The paragraph that is read, and what is known of it from outside."""

    text: str
    vocabulary: Vocabulary
    year: int
    agency: str
    applications: bool

    @property
    def meanings(self) -> Meanings:
        """The names of the tables that the grammar has to know."""
        return self.vocabulary.meanings


@define
class Context:
    """All that was said so far and still holds for what follows."""

    year: int
    start: int = 0
    """Where the clause begins."""
    disclosure: bool = False
    """True once the sentence speaks of the disclosure of information."""
    domain: Domain | None = None
    rows: tuple[Cells, ...] = ()
    """The rows of the last number of applications, by each convention: whose applicants follow."""
    result: tuple[Cells, ...] = ()
    blocks: tuple[Cells, ...] = ()
    """The rows of remedies that an outcome may belong to, the nearest first."""
    document: tuple[Cells, ...] = ()
    act: tuple[Cells, ...] = ()
    sibling: Role | None = None
    last: Claim | None = None
    """The count just made: 占 and 增长 without a subject speak of it."""
    handled: bool = False
    left_over_said: bool = False
    received_said: bool = False
    turned: bool = False
    """True in a clause that names a year."""
    remedies_said: tuple[Cells, ...] = ()
    pending: tuple[Token, ...] = ()
    """Words of the clause before, which had no number of its own."""


@frozen
class Topic:
    """The thing that a number counts. `readings` are empty for what is in none of the tables."""

    domain: Domain
    readings: tuple[Cells, ...] = ()
    role: Role | None = None
    rows: tuple[Cells, ...] = ()
    columns: tuple[Cells, ...] = ()


FOREIGN = Topic(Domain.FOREIGN)


def claim(
    passage: Passage,
    now: Context,
    kind: ClaimKind,
    span: tuple[int, int],
    meanings: tuple[Meaning, ...],
    quantity: Quantity | None = None,
) -> Claim:
    """A claim about these words, of a number if there is one."""
    start, end = span
    made = Claim(
        kind=kind,
        start=start,
        end=end,
        words=passage.text[start:end],
        meanings=meanings,
        year=now.year,
    )
    if quantity is None:
        return made
    return evolve(made, number=quantity.number, step=quantity.step, about=quantity.about)


def sums(readings: tuple[Cells, ...]) -> tuple[Meaning, ...]:
    """Each as a meaning without a whole."""
    return tuple(map(Meaning, readings))


def span_of(words: Sequence[Token], *more: Token) -> tuple[int, int]:
    """From the first to the last of the words."""
    every = [*words, *more]
    return min(word.start for word in every), max(word.end for word in every)


def note(now: Context, subject: Topic, meanings: Meanings, *, in_part: bool = False) -> None:
    """Remember what was just spoken of. What is foreign inside 其中 changes nothing."""
    if subject.domain is Domain.FOREIGN and in_part:
        return
    now.domain = subject.domain
    now.sibling = subject.role
    if subject.domain is Domain.APPLICATIONS:
        if subject.role in {Role.STAGE, Role.APPLICATION}:
            now.rows, now.result = subject.rows, ()
            now.handled = subject.rows[0] == meanings.handled[0]
        elif subject.role is Role.RESULT:
            now.result = subject.rows
    elif subject.domain is Domain.REMEDIES and subject.role is Role.REMEDY:
        around = tuple(block for block in now.blocks if _inside(subject.rows, block))
        now.blocks = tuple(dict.fromkeys((*subject.rows, *around)))
        if not any(_inside(subject.rows, block) for block in now.remedies_said):
            now.remedies_said = (*now.remedies_said, *subject.rows)
    elif subject.domain is Domain.REMEDIES and not set(subject.rows) & set(now.blocks):
        now.blocks = subject.rows
    elif subject.domain is Domain.DOCUMENTS:
        now.document, now.act = subject.rows, subject.columns


def _inside(rows: tuple[Cells, ...], block: Cells) -> bool:
    """True if the rows are a part of the block."""
    return bool(rows) and set(rows[0]) < set(block)


def content(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that say what is counted."""
    return [token for token in tokens if token.role in _CONTENT]


def of_role(tokens: Sequence[Token], *roles: Role) -> list[Token]:
    """The tokens with one of the roles."""
    return [token for token in tokens if token.role in roles]
