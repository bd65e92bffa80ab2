"""Causes of wrong sums in words: what does not hold, and which figure would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from gkdoc.check.figures import number_meant
from gkdoc.check.rule import Remark
from gkdoc.check.subject import Subject
from gkdoc.check.sums.causes import Cause, Explanation
from gkdoc.check.sums.relations import in_words
from gkdoc.findings import Suspect
from gkdoc.messages import Listed, Message, _
from gkdoc.model import TableValues, Text, printed
from gkdoc.spec import CellRef, Sum

_MOST_CHANGES_IN_A_MESSAGE = 7
_SIGNS = "①②③④⑤"


def remarks(rule: str, subject: Subject) -> Iterator[Remark]:
    """One remark for each cause that this rule speaks of."""
    for cause in chain.from_iterable(subject.causes.values()):
        if _rule(cause) == rule and not _in_words(cause):
            yield Remark(
                address=_address(cause),
                message=_message(cause),
                relations=_relations(cause),
                suspects=tuple(_suspects(cause)),
            )


def of_words(subject: Subject, ref: CellRef) -> tuple[str, ...]:
    """The relations that hold as soon as the words in this cell are the number they may mean.

    They are told with the finding about the words, and nowhere else.
    """
    return tuple(
        relation
        for cause in subject.causes.get(ref.table, ())
        if ref in _in_words(cause)
        for relation in _relations(cause)
    )


def _in_words(cause: Cause) -> set[CellRef]:
    """The cells that explain the cause alone and show, in words, the number that belongs there."""
    values = cause.system.values
    alone = chain.from_iterable(
        explanation.changes.items()
        for explanation in cause.explanations
        if len(explanation.changes) == 1
    )
    return {
        ref
        for ref, repair in alone
        if isinstance(shown := values.at(ref), Text)
        and number_meant(shown.text, values.spec.cells[ref].kind) == repair
    }


def _rule(cause: Cause) -> str:
    """The rule under which the cause is reported.

    It is the one whose sum gives the figure to change, if a single figure is to be changed and is a
    total; else the first in the catalogue of those that are broken.
    """
    if len(cause.explanations) == 1 and len(cause.explanations[0].changes) == 1:
        (suspect,) = cause.explanations[0].changes
        for equation in cause.broken:
            if isinstance(equation.relation, Sum) and equation.relation.total == suspect:
                return equation.rule
    return min(equation.rule for equation in cause.broken)


def _relations(cause: Cause) -> tuple[str, ...]:
    return tuple(in_words(equation.relation, cause.system) for equation in cause.broken)


def _address(cause: Cause) -> str:
    """The figure to change; the row, where it is not known which figure of it is wrong."""
    refs = [ref for explanation in cause.explanations for ref in explanation.changes]
    if not refs:
        relation = cause.broken[0].relation
        return str(relation.total if isinstance(relation, Sum) else relation.left[0])
    if len(cause.explanations) > 1 and len({ref.row for ref in refs}) == 1:
        return f"{refs[0].table}.{refs[0].row}"
    return str(refs[0])


def _suspects(cause: Cause) -> Iterator[Suspect]:
    """Every figure that may have to be changed, likeliest first, each repair once."""
    changes = chain.from_iterable(each.changes.items() for each in cause.explanations)
    for ref, repair in dict.fromkeys(changes):
        yield Suspect(str(ref), printed(cause.system.values.at(ref)), str(repair))


def _message(cause: Cause) -> Message:
    values, found = cause.system.values, cause.explanations
    broken = _("{count} 处合计关系不成立", count=len(cause.broken))
    if not found:
        return _("{broken}，改动任何一格都不能使它成立，请逐格核对", broken=broken)
    if not cause.mended:
        return _(
            "{broken}，找不到能消除表内全部差错的改法；只看这一处：{found}",
            broken=broken,
            found=_choice(values, found),
        )
    if len(found) == 1:
        return _(
            "{found}，改后有关的 {count} 处合计关系都成立",
            found=_change(values, found[0]),
            count=len(cause.broken),
        )
    return _(
        "{broken}，有 {count} 种可能，改其中一种即可：{found}",
        broken=broken,
        count=len(found),
        found=_choice(values, found),
    )


def _choice(values: TableValues, found: Sequence[Explanation]) -> Message:
    changes = (
        _("{sign}{change}", sign=sign, change=_change(values, explanation))
        for sign, explanation in zip(_SIGNS, found, strict=False)
    )
    shown = Listed("；", changes)
    return _("{shown}；等", shown=shown) if len(found) > len(_SIGNS) else shown


def _change(values: TableValues, explanation: Explanation) -> Message:
    why = _("（{words}）", words=explanation.words) if explanation.words else ""
    changes = [
        (values.spec.cells[ref].label, printed(values.at(ref)), repair)
        for ref, repair in explanation.changes.items()
    ]
    if len(changes) == 1:
        ((label, shown, repair),) = changes
        return _(
            "{label} {shown}，应为 {repair}{why}",
            label=label,
            shown=_("填的是 {shown}", shown=shown) if shown else _("空着"),
            repair=repair,
            why=why,
        )
    listed: Message = Listed(
        "、", (one_change(*change) for change in changes[:_MOST_CHANGES_IN_A_MESSAGE])
    )
    if len(changes) > _MOST_CHANGES_IN_A_MESSAGE:
        listed = _("{listed}等 {count} 格", listed=listed, count=len(changes))
    return _("一起改：{listed}{why}", listed=listed, why=why)


def one_change(label: str, shown: str, repair: int | str) -> Message:
    """A change of one cell: its label, what it shows, and what belongs there."""
    value = shown or _("空白")
    return _("{label} 由 {value} 改为 {repair}", label=label, value=value, repair=repair)
