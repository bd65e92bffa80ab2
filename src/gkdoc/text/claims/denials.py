"""Claims without a number: 未收到, 无, 零; 均为, 全部办结; 持平."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve

from gkdoc.text.claims import Claim, ClaimKind, Meaning
from gkdoc.text.claims.context import (
    NOUNS,
    SUBJECTS,
    Context,
    Domain,
    Passage,
    Topic,
    claim,
    content,
    note,
    of_role,
    span_of,
    sums,
)
from gkdoc.text.claims.scope import added, addresses, coordinated, subject_of
from gkdoc.text.claims.tokens import Token
from gkdoc.text.claims.words import Role


def denial(passage: Passage, words: Sequence[Token]) -> Token | None:
    """The word that says none in this clause; None where there is no such word.

    未按期办结 denies something else, and so does 没有 beside any number but 一.
    """
    for position, word in enumerate(words):
        if word.role is Role.NONE and _denies(passage, words, position):
            counted = of_role(words[position:], Role.QUANTITY)
            if all(token.quantity and token.quantity.number == 1 for token in counted):
                return word
            return None
    return None


def _denies(passage: Passage, words: Sequence[Token], position: int) -> bool:
    end = words[position].end
    following = words[position + 1 :]
    if following and following[0].start == end and following[0].role in SUBJECTS:
        return True
    if passage.text.startswith(passage.vocabulary.none_followers, end):
        return True
    return not following and not passage.text[end : end + 1].strip("。；，;,.）)、 \n")


def denied(
    passage: Passage, now: Context, words: Sequence[Token], nothing: Token
) -> Iterator[Claim]:
    """None of what stands behind the word, else of what stands before it."""
    behind = [word for word in words if word.start >= nothing.end]
    scope = content(behind)
    clause = behind
    if not any(word.role in SUBJECTS for word in scope):
        clause = [word for word in words if word.end <= nothing.start]
        scope = content(clause) or list(now.pending)
    again = [at for at, word in enumerate(behind) if word.role is Role.NONE]
    if of_role(words, Role.FOREIGN_DEED) or not all(_denies(passage, behind, at) for at in again):
        # 无因未按时答复引发的复议 denies some of them only.
        return
    meanings, total = passage.meanings, (passage.meanings.total_column,)
    handled = addresses(meanings.applications, meanings.handled, total)[0]
    for subject in each(passage, now, scope, clause or scope):
        note(now, subject, meanings)
        readings = subject.readings
        if not readings or readings[0] == handled:
            continue
        if subject.role is not Role.RESULT and subject.domain is Domain.APPLICATIONS:
            # None received says nothing of those that came over from last year.
            received = addresses(meanings.applications, subject.rows[:1], total)
            readings = (readings[0], *received)
        span = span_of(scope, nothing)
        yield claim(passage, now, ClaimKind.NONE, span, sums(tuple(dict.fromkeys(readings))))


def each(
    passage: Passage, now: Context, scope: Sequence[Token], clause: Sequence[Token]
) -> Iterator[Topic]:
    """The subjects of a list, one by one: 申请、行政复议、行政诉讼; 规章、规范性文件."""
    nouns = [word for word in scope if word.role in NOUNS]
    others = [word for word in scope if word.role not in NOUNS]
    foreign = of_role(nouns[-1:], Role.FOREIGN_NOUN)
    if foreign and len(coordinated(nouns, clause)) == 1:
        return
    if not nouns and others:
        found = subject_of(others, None, now, passage.meanings)
        if found is not None:
            yield found
    for position, noun in enumerate(nouns):
        following = nouns[position + 1 : position + 2]
        # 因政府信息公开申请引起的行政复议: the first noun belongs to the second.
        modifies = following and len(coordinated([noun, *following], clause)) < 2
        if noun.role is Role.FOREIGN_NOUN or (noun.role is Role.APPLICATION and modifies):
            continue
        for words in _with(noun, others):
            found = subject_of(words, noun, now, passage.meanings)
            if found is not None:
                yield found


def _with(noun: Token, others: Sequence[Token]) -> Iterator[list[Token]]:
    """The noun with the other words of the clause that can speak of it."""
    if noun.role is Role.DOCUMENT:
        yield from ([act, noun] for act in of_role(others, Role.ACT))
    elif noun.role is Role.REMEDY:
        yield [*of_role(others, Role.OUTCOME), noun]
    else:
        yield [*others, noun]


def everything(
    passage: Passage, now: Context, words: Sequence[Token], every: Token
) -> Iterator[Claim]:
    """均为自然人, 全部予以公开, 均获维持, 全部按时办结."""
    scope = content([word for word in words if word.start >= every.end])
    before = [word for word in words if word.end <= every.start]
    others = (Role.FOREIGN_NOUN, Role.OTHER, Role.REST)
    if not scope or of_role(words, Role.FOREIGN_DEED) or of_role(before, *others):
        return
    span = span_of(scope, every)
    remedies = Domain.REMEDIES
    domain = remedies if of_role(before, Role.REMEDY) else now.domain
    if domain is remedies and now.remedies_said:
        yield from _every_case(passage, now, scope, span)
    elif domain is Domain.APPLICATIONS and not of_role(scope, Role.OUTCOME):
        yield from _every_application(passage, now, scope, span)


def _every_case(
    passage: Passage, now: Context, scope: Sequence[Token], span: tuple[int, int]
) -> Iterator[Claim]:
    meanings = passage.meanings
    rows = (tuple(dict.fromkeys(row for names in now.remedies_said for row in names)),)
    outcomes = of_role(scope, Role.OUTCOME)
    concluded = bool(outcomes) and outcomes[-1].means == (meanings.concluded,)
    if outcomes and not concluded:
        cells = addresses(meanings.remedies, rows, outcomes[-1].means[0])[0]
        whole = addresses(meanings.remedies, rows, (meanings.total_column,))[0]
        yield claim(passage, now, ClaimKind.ALL, span, (Meaning(cells, whole),))
    elif concluded or _handling(passage, scope):
        left_over = addresses(meanings.remedies, rows, meanings.closed)
        yield claim(passage, now, ClaimKind.FINISHED, span, sums(left_over))


def _every_application(
    passage: Passage, now: Context, scope: Sequence[Token], span: tuple[int, int]
) -> Iterator[Claim]:
    meanings = passage.meanings
    table, total = meanings.applications, (meanings.total_column,)
    applicants = of_role(scope, Role.APPLICANT)
    results = of_role(scope, Role.RESULT)
    if applicants:
        columns = added(coordinated(applicants, scope))[0]
        rows = now.rows or meanings.received
        pairs = zip(addresses(table, rows, columns), addresses(table, rows, total), strict=True)
        yield claim(passage, now, ClaimKind.ALL, span, tuple(Meaning(*pair) for pair in pairs))
    elif results:
        cells = addresses(table, added(coordinated(results, scope))[:1], total)[0]
        whole = addresses(table, meanings.handled, total)[0]
        yield claim(passage, now, ClaimKind.ALL, span, (Meaning(cells, whole),))
    elif (
        _handling(passage, scope)
        and (now.received_said or now.sibling is not Role.CARRY)
        and not (now.handled or now.left_over_said)
    ):
        # After 答复805件 it only says that the answers came in time.
        left_over = addresses(table, (meanings.left_over,), total)
        yield claim(passage, now, ClaimKind.FINISHED, span, sums(left_over))


def _handling(passage: Passage, scope: Sequence[Token]) -> bool:
    handled = passage.meanings.handled[0]
    return any(word.role is Role.STAGE and handled in word.means for word in scope)


def level(passage: Passage, now: Context, words: Sequence[Token]) -> Iterator[Claim]:
    """与上年持平, of the subject named in the clause or of the count just made."""
    if not of_role(words, Role.THAN) and now.year == passage.year:
        return
    if with_an_older_year(passage, words):
        return
    if subject := compared(passage, now, words):
        span = span_of(content(words), of_role(words, Role.LEVEL)[-1])
        made = claim(passage, now, ClaimKind.DIFFERENCE, span, subject)
        yield evolve(made, number=Decimal(0), year=passage.year if now.year else now.year)


def with_an_older_year(passage: Passage, words: Sequence[Token]) -> bool:
    """True for 较2020年增长 in a report for 2023: only last year's report is at hand."""
    return any(word.year not in {0, passage.year - 1} for word in of_role(words, Role.THAN))


def compared(passage: Passage, now: Context, words: Sequence[Token]) -> tuple[Meaning, ...]:
    """The sums compared with last year: of the subject named here, else of the count just made."""
    scope = content(words)
    if of_role(scope, Role.FOREIGN_NOUN, Role.FOREIGN_DEED, Role.CHANNEL):
        now.last = None
        return ()
    nouns = [word for word in scope if word.role in NOUNS]
    if nouns or of_role(scope, Role.STAGE, Role.RESULT):
        subject = subject_of(words, nouns[-1] if nouns else None, now, passage.meanings)
        return sums(subject.readings) if subject is not None else ()
    return now.last.meanings if now.last is not None else ()
