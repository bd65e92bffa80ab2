"""Claims with a number: counts, amounts, shares, differences and growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from gkdoc.text.claims import Cells, Claim, ClaimKind, Meaning
from gkdoc.text.claims.context import (
    FOREIGN,
    NOUNS,
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
from gkdoc.text.claims.denials import compared, each, everything, with_an_older_year
from gkdoc.text.claims.scope import addresses, subject_of
from gkdoc.text.claims.tokens import Quantity, Token
from gkdoc.text.claims.words import Role, UnitKind

_COMPARING = (Role.MORE, Role.LESS)
_TAKE_NOTHING = (Role.ALL, Role.SHARE, Role.QUANTITY, *_COMPARING, Role.THAN, Role.REACH)
_ENDS_RIGHT = {Role.AND, Role.ALL, Role.SHARE, Role.QUANTITY, *_COMPARING}


def numbers(passage: Passage, now: Context, words: Sequence[Token]) -> Iterator[Claim]:
    """Each number with the words that belong to it: those before it, else those behind it."""
    taken = 0
    than: list[Token] = []
    for at, word in enumerate(words):
        if word.role is not Role.QUANTITY or word.quantity is None:
            continue
        if word.quantity.unit is UnitKind.OTHER:
            now.last = None
            continue
        left = list(words[taken:at])
        right = _right_of(words, at)
        taken = at + 1
        if not (content(left) or content(right)) and _goes_on(passage, now, word):
            left = [*now.pending, *left]
        if of_role(left, Role.REST) and not of_role(right, Role.CARRY, Role.NEXT):
            now.last = None
            continue
        if not content(left) and not of_role(left, *_TAKE_NOTHING):
            left = right if _says_more_than_application(passage, now, right, word) else []
            taken += len(right)
        elif _lacks_its_noun(left, right):
            left = [*left, *right]
            taken += len(right)
        yield from _number(passage, now, [*than, *left], word, word.quantity)
        # 比上年的83件多18件: the comparison reaches to the second number.
        than = of_role(left, Role.THAN)
    rest = words[taken:]
    if every := of_role(rest, Role.ALL):
        yield from everything(passage, now, rest, every[-1])


def _right_of(words: Sequence[Token], at: int) -> list[Token]:
    """The words behind a number up to a join or the next number: 9件予以公开; 5件均为自然人."""
    right: list[Token] = []
    for word in words[at + 1 :]:
        if word.role in _ENDS_RIGHT and not (word.role is Role.ALL and not right):
            break
        right.append(word)
    return right


def _lacks_its_noun(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """True for 收到12件申请 and 受理12件自然人申请."""
    says_enough = {*NOUNS, Role.RESULT, Role.OUTCOME, Role.APPLICANT, Role.CARRY, Role.NEXT}
    if of_role(left, *says_enough, *_COMPARING, Role.SHARE) or not right:
        return False
    return right[0].role is not Role.ALL and any(
        word.role in {*NOUNS, Role.APPLICANT} for word in right
    )


def _says_more_than_application(
    passage: Passage, now: Context, right: Sequence[Token], word: Token
) -> bool:
    """False for 对86件申请发出提醒: these are some applications, not all that were received."""
    scope = content(right)
    only = all(token.role is Role.APPLICATION for token in scope)
    return not only or _goes_on(passage, now, word)


def _goes_on(passage: Passage, now: Context, word: Token) -> bool:
    """True for ，共20件: the number belongs to the clause before."""
    return not _without_leads(passage, now.start, word.start)


def _without_leads(passage: Passage, start: int, end: int) -> str:
    """The signs of a stretch of text, without 共, 为, 全年 and the like."""
    vocabulary = passage.vocabulary
    lead = vocabulary.year.sub("", "".join(passage.text[start:end][:20].split()))
    for follower in (*vocabulary.organ_followers, *vocabulary.bare_leads):
        lead = lead.replace(follower, "")
    return lead


def _number(
    passage: Passage, now: Context, scope: list[Token], word: Token, quantity: Quantity
) -> Iterator[Claim]:
    if not of_role(scope, Role.THAN):
        # 多 and 少 compare only beside 比上年.
        scope = [one for one in scope if one.role not in _COMPARING or one.end - one.start > 1]
    if of_role(scope, *_COMPARING):
        yield from _difference(passage, now, scope, word, quantity)
    elif quantity.unit is UnitKind.SHARE:
        if of_role(scope, Role.SHARE):
            yield from _share(passage, now, scope, word, quantity)
    elif not of_role(scope, Role.THAN):
        yield from _count(passage, now, scope, word, quantity)


def _count(
    passage: Passage, now: Context, scope: list[Token], word: Token, quantity: Quantity
) -> Iterator[Claim]:
    last, now.last = now.last, None
    if of_role(scope, Role.SHARE, Role.NONE):
        return
    if of_role(scope, Role.REACH) and not content(scope):
        now.year = passage.year
    elif of_role(scope, Role.ALL, Role.EACH) and scope[-1].start < word.start:
        for one in each(passage, now, content(scope), scope):
            yield from _counted(passage, now, one, scope, word, quantity)
        return
    subject = _subject(passage, now, scope, word)
    if subject is not None:
        now.last = last
        yield from _counted(passage, now, subject, scope, word, quantity)
    elif last is not None and not content(scope) and (now.turned or of_role(scope, Role.REACH)):
        # 上年9件, 增加到12件: what was just counted, in the year spoken of. The year's own count
        # stays the one that is compared.
        now.last = last
        yield claim(passage, now, ClaimKind.COUNT, span_of(scope, word), last.meanings, quantity)


def _subject(passage: Passage, now: Context, scope: Sequence[Token], number: Token) -> Topic | None:
    """The topic counted: the last noun before the number, or the last of its kind behind it."""
    nouns = [token for token in scope if token.role in NOUNS]
    behind = [token for token in nouns if token.start > number.start]
    if of_role(behind, Role.FOREIGN_NOUN):
        return FOREIGN
    heads = of_role(behind, Role.REMEDY) or behind or nouns
    head = heads[-1] if heads else None
    subject = subject_of(scope, head, now, passage.meanings)
    reviewing = not now.disclosure and of_role(scope, Role.STAGE, Role.REVIEWING)
    if subject is not None and subject.domain is Domain.REMEDIES and reviewing:
        # 全年办理行政复议案件350件 is the work of the organ that reviews.
        return FOREIGN
    return subject


def _counted(
    passage: Passage,
    now: Context,
    subject: Topic,
    scope: Sequence[Token],
    word: Token,
    quantity: Quantity,
) -> Iterator[Claim]:
    if quantity.unit is UnitKind.OTHER:
        now.last = None
        return
    part = bool(of_role(scope, Role.PART))
    if part and now.last is not None and now.last.meanings == sums(subject.readings):
        # 制定4件，其中以县政府名义印发1件: some of those just counted.
        return
    note(now, subject, passage.meanings, in_part=part)
    money = quantity.unit is UnitKind.MONEY
    if (
        not subject.readings
        or money != (subject.domain is Domain.AMOUNTS)
        or (subject.role is Role.APPLICATION and _of_some(passage, scope, word))
        or (subject.domain is Domain.DECISIONS and _of_items(passage, scope, quantity))
    ):
        now.last = None
        return
    if subject.role is Role.CARRY and subject.rows[0] == passage.meanings.left_over:
        now.left_over_said = True
    if subject.role in {Role.STAGE, Role.APPLICATION} and not now.handled:
        now.received_said = True
    span = span_of(content(scope), word)
    made = claim(passage, now, ClaimKind.COUNT, span, sums(subject.readings), quantity)
    now.last = evolve(made, money=money)
    yield now.last


def _of_some(passage: Passage, scope: Sequence[Token], word: Token) -> bool:
    """True for 依申请公开疑难件3件: a word the grammar does not know stands before the number."""
    noun = of_role(scope, Role.APPLICATION)[-1]
    if noun.start > word.start or of_role(scope, Role.ALL, Role.EACH):
        return False
    return len(_without_leads(passage, noun.end, word.start)) > 1


def _of_items(passage: Passage, scope: Sequence[Token], quantity: Quantity) -> bool:
    """True for 行政许可46项 and 公开行政处罚97件: items and publications are no decisions."""
    published = of_role(scope, Role.ACT, Role.FOREIGN_NOUN)
    return bool(published) or quantity.unit_word in passage.vocabulary.units_of_items


def _difference(
    passage: Passage, now: Context, scope: list[Token], word: Token, quantity: Quantity
) -> Iterator[Claim]:
    """比上年增加3件 and 同比增长12.5%; 比上年的15件 names a number of last year."""
    directions = of_role(scope, *_COMPARING)
    if not directions or of_role(scope, Role.SHARE) or quantity.unit is UnitKind.OTHER:
        return
    subject = compared(passage, now, [token for token in scope if token.role is not Role.LAST])
    if not subject or with_an_older_year(passage, scope):
        return
    sign = -1 if directions[-1].role is Role.LESS else 1
    percent = quantity.unit is UnitKind.SHARE
    kind = ClaimKind.GROWTH if percent else ClaimKind.DIFFERENCE
    span = span_of([*content(scope), *directions], word)
    made = evolve(
        claim(passage, now, kind, span, subject, quantity),
        number=sign * quantity.number,
        year=passage.year if now.year else now.year,
    )
    now.last = now.last or made
    yield made


def _share(
    passage: Passage, now: Context, scope: list[Token], word: Token, quantity: Quantity
) -> Iterator[Claim]:
    """占55.56%, of the count just made or of what stands before 占."""
    sign = of_role(scope, Role.SHARE)[-1]
    before = [token for token in scope if token.end <= sign.start]
    readings: tuple[Cells, ...] = ()
    part = None
    behind = [token for token in scope if token.start >= sign.end]
    if of_role(behind, Role.REMEDY, Role.DOCUMENT, Role.FOREIGN_NOUN):
        # 占全部行政复议案件的8.3%: the whole is in none of the tables.
        return
    if content(before):
        head = next((token for token in reversed(before) if token.role in NOUNS), None)
        subject = subject_of(before, head, now, passage.meanings)
        readings = subject.readings if subject is not None else ()
    elif now.last is not None:
        part = now.last
        readings = tuple(meaning.cells for meaning in part.meanings)
    pairs = tuple(
        Meaning(cells, whole) for cells in readings for whole in _wholes(passage, now, cells)
    )
    if pairs:
        span = span_of([sign, *content(before)], word)
        made = claim(passage, now, ClaimKind.SHARE, span, pairs, quantity)
        yield evolve(made, part=part)


def _wholes(passage: Passage, now: Context, cells: Cells) -> Iterator[Cells]:
    """The wholes that the cells may be a share of: their totals, then those of the table."""
    meanings = passage.meanings
    table = cells[0].partition(".")[0]
    total = (meanings.total_column,)
    own = tuple(dict.fromkeys(f"{cell.rpartition('.')[0]}.{total[0]}" for cell in cells))
    found = [own] if own != cells else []
    if table == meanings.applications:
        found += addresses(table, meanings.wholes, total)
    elif table == meanings.remedies:
        found += addresses(table, now.blocks[-1:], total)
        found += addresses(table, now.blocks[:1], meanings.concluded)
    yield from (whole for whole in dict.fromkeys(found) if whole != cells)


def respectively(passage: Passage, now: Context, words: Sequence[Token]) -> Iterator[Claim]:
    """行政复议、行政诉讼分别为207件、64件: the subjects paired with the numbers, if as many."""
    sign = of_role(words, Role.RESPECTIVELY)[0]
    before = [word for word in words if word.end <= sign.start]
    counted = [word for word in words if word.start >= sign.end and word.quantity is not None]
    if of_role(before, Role.FOREIGN_DEED, Role.FOREIGN_NOUN, Role.SHARE):
        return
    subjects = list(each(passage, now, content(before), before))
    if len(subjects) < 2:
        nouns = [word for word in before if word.role in NOUNS][-1:]
        found = [
            subject_of([one, *nouns], nouns[0] if nouns else None, now, passage.meanings)
            for one in of_role(before, Role.RESULT, Role.APPLICANT, Role.ACT, Role.OUTCOME)
        ]
        subjects = [subject for subject in found if subject is not None]
    if len(subjects) != len(counted):
        return
    for subject, word in zip(subjects, counted, strict=True):
        if word.quantity is not None:
            yield from _counted(passage, now, subject, [], word, word.quantity)
