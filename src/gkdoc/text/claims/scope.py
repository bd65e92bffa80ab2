"""What the words around one number speak of: rows and columns by every accepted convention."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gkdoc.text.claims import Cells
from gkdoc.text.claims.context import (
    FOREIGN,
    NOUNS,
    OF_APPLICATIONS,
    Context,
    Domain,
    Topic,
    of_role,
)
from gkdoc.text.claims.tokens import Token
from gkdoc.text.claims.words import Meanings, Role


def subject_of(
    scope: Sequence[Token], head: Token | None, context: Context, meanings: Meanings
) -> Topic | None:
    """The topic that the words speak of; None where they do not say enough.

    `head` is the noun that is counted, if there is one.
    """
    if of_role(scope, Role.FOREIGN_DEED):
        if head is not None and head.role is Role.DOCUMENT:
            return Topic(Domain.DOCUMENTS, (), Role.DOCUMENT, head.means)
        if head is None and context.domain is Domain.DOCUMENTS:
            return Topic(Domain.DOCUMENTS, (), Role.DOCUMENT, context.document)
        return FOREIGN
    domain = (
        NOUNS[head.role] if head is not None else _domain_without_noun(scope, context, meanings)
    )
    if domain is Domain.APPLICATIONS:
        return _applications(scope, context, meanings)
    if domain is Domain.REMEDIES:
        return _remedies(scope, context, meanings)
    if domain is Domain.DOCUMENTS:
        return _documents(scope, context, meanings)
    if domain in {Domain.DECISIONS, Domain.AMOUNTS} and head is not None:
        cells = tuple(f"{meanings.proactive}.{name}" for name in head.means[0])
        return Topic(domain, (cells,), head.role)
    return FOREIGN if domain is Domain.FOREIGN else None


def _domain_without_noun(
    scope: Sequence[Token], context: Context, meanings: Meanings
) -> Domain | None:
    roles = {token.role for token in scope}
    if context.domain is Domain.REMEDIES and roles & {Role.OUTCOME, Role.OTHER}:
        return Domain.REMEDIES
    if context.domain is Domain.REMEDIES and _left_over(scope, meanings):
        return Domain.REMEDIES
    if Role.OUTCOME in roles:
        return Domain.REMEDIES if context.blocks else None
    if context.domain is Domain.APPLICATIONS and roles & {*OF_APPLICATIONS, Role.OTHER}:
        return Domain.APPLICATIONS
    if context.rows and Role.RESULT in roles:
        # The names of the results are clear enough, whatever was spoken of in between.
        return Domain.APPLICATIONS
    if context.domain is Domain.REMEDIES and roles & {Role.CARRY, Role.APPLICANT}:
        return Domain.APPLICATIONS if context.rows else None
    if context.domain is Domain.DOCUMENTS and Role.ACT in roles:
        return Domain.DOCUMENTS
    return None


def _left_over(scope: Sequence[Token], meanings: Meanings) -> bool:
    """True for 正在办理 and the like, which say pending where cases are spoken of."""
    left_over = (meanings.left_over,)
    return any(token.role is Role.STAGE and token.means == left_over for token in scope)


def added(words: Sequence[Token]) -> tuple[Cells, ...]:
    """All words together: their first conventions added up, or the conventions of the only one."""
    if len(words) == 1:
        return words[0].means
    names = [name for word in words if word.means for name in word.means[0]]
    return (tuple(dict.fromkeys(names)),)


def _either(words: Sequence[Token]) -> tuple[Cells, ...]:
    return tuple(dict.fromkeys(meaning for word in words for meaning in word.means))


def coordinated(words: Sequence[Token], scope: Sequence[Token]) -> list[Token]:
    """The last of the words with those that 、 or 和 join to it."""
    joined: list[Token] = []
    for earlier, later in pairwise([*words, *words[-1:]]):
        between = [token for token in scope if earlier.end <= token.start < later.start]
        joins = bool(between) and all(
            token.role in {Role.AND, Role.NONE, Role.DISCLOSURE, Role.ACT} for token in between
        )
        if later is earlier or joins:
            joined.append(earlier)
        else:
            joined = []
    return joined


def addresses(table: str, rows: tuple[Cells, ...], columns: Cells) -> tuple[Cells, ...]:
    """The cells of some rows, by each convention, in some columns."""
    return tuple(
        dict.fromkeys(
            tuple(f"{table}.{row}.{column}" for row in names for column in columns)
            for names in rows
        )
    )


def _applications(scope: Sequence[Token], context: Context, meanings: Meanings) -> Topic | None:
    applicants = of_role(scope, Role.APPLICANT)
    if of_role(scope, Role.CHANNEL) and not (applicants or _and_others(scope, Role.CHANNEL)):
        return Topic(Domain.APPLICATIONS)
    if applicants and _and_others(scope, Role.APPLICANT):
        return Topic(Domain.APPLICATIONS)
    if _narrowed(scope) and not of_role(scope, Role.RESULT, Role.CARRY, Role.NEXT):
        return Topic(Domain.APPLICATIONS)
    role, rows = _rows_of_applications(scope, context, meanings)
    if role is Role.OTHER:
        if context.sibling is Role.APPLICANT:
            readings = addresses(
                meanings.applications, context.rows or meanings.received, meanings.others_column
            )
            return Topic(Domain.APPLICATIONS, readings, Role.APPLICANT)
        if context.sibling is not Role.RESULT:
            return None
        rows = meanings.others_of_results
    columns: Cells = (meanings.total_column,)
    if applicants:
        columns = added(coordinated(applicants, scope))[0]
        role = Role.APPLICANT
    readings = addresses(meanings.applications, rows, columns)
    return Topic(Domain.APPLICATIONS, readings, role, rows)


def _narrowed(scope: Sequence[Token]) -> bool:
    """True for 涉及征地的申请 and 征地类申请: some of the applications."""
    nouns = of_role(scope, Role.APPLICATION)
    narrowing = of_role(scope, Role.NARROWING)
    return bool(nouns and narrowing) and narrowing[0].start < nouns[-1].start


def _and_others(scope: Sequence[Token], role: Role) -> bool:
    """True for 网站、信函等 and 企业、科研机构等: more than those named are meant."""
    named = of_role(scope, role)
    return any(
        token.role is Role.ET_CETERA and 0 <= token.start - named[-1].end <= 2 for token in scope
    )


def _rows_of_applications(
    scope: Sequence[Token], context: Context, meanings: Meanings
) -> tuple[Role | None, tuple[Cells, ...]]:
    if following := of_role(scope, Role.NEXT):
        return Role.CARRY, following[-1].means
    if carried := of_role(scope, Role.CARRY):
        before = of_role(scope, Role.LAST)
        return Role.CARRY, before[-1].means if before else carried[-1].means
    if results := of_role(scope, Role.RESULT):
        return Role.RESULT, _results(results, scope)
    if stages := of_role(scope, Role.STAGE):
        return Role.STAGE, _either(coordinated(stages, scope) or stages[-1:])
    if of_role(scope, Role.OTHER):
        return Role.OTHER, ()
    if of_role(scope, Role.APPLICANT) and (context.rows or context.result):
        return Role.APPLICANT, (*context.result, *context.rows)
    if of_role(scope, Role.APPLICANT):
        return Role.APPLICANT, meanings.received
    return Role.APPLICATION, _either(of_role(scope, Role.APPLICATION)[-1:])


def _results(results: Sequence[Token], scope: Sequence[Token]) -> tuple[Cells, ...]:
    """The rows of 予以公开及部分公开: both; of 因不掌握无法提供: either; with 等: the group."""
    together = coordinated(results, scope)
    if len(together) > 1 or len(results) == 1:
        return added(together)
    *_, reason, last = results
    group = last.means[0][0]
    names_one_of_it = reason.means[0][0].startswith(f"{group}.")
    and_others = any(
        token.role is Role.ET_CETERA and reason.end <= token.start < last.start for token in scope
    )
    return (*reason.means, *last.means) if names_one_of_it and not and_others else last.means


def _remedies(scope: Sequence[Token], context: Context, meanings: Meanings) -> Topic | None:
    nouns = of_role(scope, Role.REMEDY)
    rows = added(coordinated(nouns, scope)) if nouns else context.blocks
    outcomes = of_role(scope, Role.OUTCOME)
    columns: Cells = (meanings.total_column,)
    role: Role | None = Role.REMEDY
    if outcomes:
        columns = added(coordinated(outcomes, scope))[0]
        role = Role.OUTCOME
    elif not nouns and _left_over(scope, meanings):
        columns, role = meanings.closed, Role.OUTCOME
    elif not nouns:
        if context.sibling is not Role.OUTCOME:
            return None
        columns, role = meanings.others_column, Role.OUTCOME
    if not (columns and rows):
        return None
    return Topic(Domain.REMEDIES, addresses(meanings.remedies, rows, columns), role, rows)


def _documents(scope: Sequence[Token], context: Context, meanings: Meanings) -> Topic | None:
    nouns = of_role(scope, Role.DOCUMENT)
    rows = added(coordinated(nouns, scope)) if nouns else context.document
    acts = of_role(scope, Role.ACT)
    columns = _either(coordinated(acts, scope)) if acts else context.act
    if not (rows and columns):
        return Topic(Domain.DOCUMENTS, (), Role.DOCUMENT, rows)
    readings = tuple(
        cells for names in columns for cells in addresses(meanings.proactive, rows, names)
    )
    return Topic(Domain.DOCUMENTS, readings, Role.DOCUMENT, rows, columns)
