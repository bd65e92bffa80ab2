"""Reads claims out of prose, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from gkdoc.text.claims import Cells, Claim
from gkdoc.text.claims.context import NOUNS, Context, Domain, Passage, content, of_role
from gkdoc.text.claims.counts import numbers, respectively
from gkdoc.text.claims.denials import denial, denied, everything, level
from gkdoc.text.claims.scope import added, coordinated
from gkdoc.text.claims.tokens import Token, tokens
from gkdoc.text.claims.words import Role, Vocabulary

_MARKS = {Role.STOP, Role.END, Role.OPEN, Role.CLOSE}

# A clause of more tokens is no sentence of a report; what is far away says nothing about a number.
_WIDEST = 60
_LONGEST_NAME = 40
_NO_YEAR = 0
_NO_NAME = re.compile("[（(][^（）()]{0,20}[）)]|[12][0-9]{3}\\s?年度?|\\s")


def claims_in(
    text: str, vocabulary: Vocabulary, *, year: int, agency: str = "", applications: bool = False
) -> tuple[Claim, ...]:
    """The claims of one paragraph, in the order of their places.

    `year` is the year reported on, `agency` the reporting organ: what another organ received is no
    claim. `applications` is True where the heading above says that applications are spoken of.
    """
    passage = Passage(text, vocabulary, year, agency, applications)
    domain = Domain.APPLICATIONS if applications else None
    now = Context(year=year, domain=domain, disclosure=applications)
    outside: list[tuple[Context, list[Token]]] = []
    broken_off: list[Token] = []
    found: list[Claim] = []
    for piece, mark in _clauses(passage):
        clause = [*broken_off, *piece][-_WIDEST:]
        broken_off = []
        claims = list(_claims_of(passage, now, clause))
        found += claims
        if mark is None:
            break
        if mark.role is Role.OPEN:
            # 各乡镇（街道）共办理3件 goes on behind the bracket.
            outside.append((evolve(now), [] if claims else _without_its_numbers(clause)))
            now.start = mark.end
        elif mark.role is Role.CLOSE and outside:
            inside = now
            now, broken_off = outside.pop()
            now.left_over_said = now.left_over_said or inside.left_over_said
        else:
            now.start = mark.end
        if mark.role is Role.END:
            outside.clear()
            _begin_sentence(passage, now)
    dated = [claim for claim in dict.fromkeys(found) if claim.year]
    return tuple(sorted(dated, key=lambda claim: (claim.start, claim.end)))


def _clauses(passage: Passage) -> Iterator[tuple[list[Token], Token | None]]:
    """The tokens between two marks, and the mark that ends them; None at the end of the text."""
    clause: list[Token] = []
    for token in tokens(passage.text, passage.vocabulary):
        if token.role in _MARKS:
            yield clause[-_WIDEST:], token
            clause = []
        else:
            clause.append(token)
    yield clause[-_WIDEST:], None


def _without_its_numbers(clause: list[Token]) -> list[Token]:
    """The tokens behind the last number of a clause."""
    numbered = [at for at, word in enumerate(clause) if word.role is Role.QUANTITY]
    return clause[numbered[-1] + 1 :] if numbered else clause


def _begin_sentence(passage: Passage, now: Context) -> None:
    now.year, now.last, now.pending, now.act = passage.year, None, (), ()
    now.remedies_said = ()
    now.left_over_said = now.handled = now.received_said = False
    now.disclosure = passage.applications


def _claims_of(passage: Passage, now: Context, clause: list[Token]) -> Iterator[Claim]:
    if not clause:
        return
    now.act, now.turned = (), False
    words = _with_years(passage, now, clause)
    if of_role(words, Role.DISCLOSURE, Role.APPLICATION):
        now.disclosure = True
    if _of_another_organ(passage, now, words):
        now.domain, now.last, now.pending = Domain.FOREIGN, None, ()
        return
    nothing = denial(passage, words)
    if nothing is not None:
        before = [word for word in words if word.end <= nothing.start]
        if of_role(before, Role.QUANTITY):
            yield from numbers(passage, now, before)
            words = words[len(before) :]
        yield from denied(passage, now, words, nothing)
        now.pending = ()
    elif not of_role(words, Role.QUANTITY):
        yield from _without_number(passage, now, words)
    elif of_role(words, Role.RESPECTIVELY):
        yield from respectively(passage, now, words)
        now.pending = ()
    else:
        yield from numbers(passage, now, words)
        now.pending = ()


def _without_number(passage: Passage, now: Context, words: list[Token]) -> Iterator[Claim]:
    """均为, 全部 and 持平; any other clause without a number tells what is spoken of."""
    every = of_role(words, Role.ALL)
    said: list[Claim] = []
    if every:
        said = list(everything(passage, now, words, every[-1]))
    elif of_role(words, Role.LEVEL):
        said = list(level(passage, now, words))
    yield from said
    scope = content(words)
    if said or not scope:
        if said or not of_role(words, Role.PART):
            now.pending = ()
        return
    nouns = [word for word in scope if word.role in NOUNS]
    if nouns and not (passage.applications and nouns[-1].role is Role.FOREIGN_NOUN):
        now.domain = NOUNS[nouns[-1].role]
        documents = of_role(nouns, Role.DOCUMENT)
        now.document = added(coordinated(documents, words)) if documents else now.document
        remedies = of_role(scope, Role.REMEDY)
        if remedies and nouns[-1] is remedies[-1]:
            now.blocks = added(coordinated(remedies, words))
    now.pending = tuple(word for word in words if word.role is not Role.PART)


def _with_years(passage: Passage, now: Context, clause: list[Token]) -> list[Token]:
    """The clause with 2022年结转 told as 上年结转; the year that other words speak of is noted."""
    carried = of_role(clause, Role.CARRY, Role.NEXT)
    beside = {passage.year - 1: Role.LAST, passage.year + 1: Role.NEXT} if carried else {}
    told: list[Token] = []
    for word in clause:
        if word.role is Role.YEAR and word.year in beside:
            role = beside[word.year]
            told.append(evolve(word, role=role, means=_means_of(passage, role)))
        elif word.role is Role.YEARS:
            now.year = _NO_YEAR
        elif word.role is Role.YEAR and now.year != _NO_YEAR:
            now.year, now.turned = word.year, True
        elif word.role is Role.LAST and not carried:
            now.year, now.turned = passage.year - 1, True
        else:
            told.append(word)
    return told


def _means_of(passage: Passage, role: Role) -> tuple[Cells, ...]:
    return next((term.means for term in passage.vocabulary.terms if term.role is role), ())


def _of_another_organ(passage: Passage, now: Context, words: Sequence[Token]) -> bool:
    """True if the clause begins with an organ that is neither this one nor all of them."""
    acting = of_role(words, Role.STAGE, Role.ACT, Role.DECISION, Role.REMEDY)
    if not acting or not passage.agency:
        return False
    begin = max(now.start, acting[0].start - _LONGEST_NAME)
    lead = _NO_NAME.sub("", passage.text[begin : acting[0].start]).strip()
    named = passage.vocabulary.organ.search(lead)
    if named is None:
        return False
    pronouns = passage.vocabulary.pronouns
    name = named[1].partition(passage.vocabulary.on_behalf_of)[0]
    own = any(word in name for word in pronouns)
    return not own and not is_short_for(name, passage.agency)


def is_short_for(name: str, agency: str) -> bool:
    """True if the signs of the name stand in the agency's name in the same order."""
    signs = iter(agency)
    return all(sign in signs for sign in name)
