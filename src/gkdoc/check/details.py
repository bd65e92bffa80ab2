"""The lines below a finding: relations that do not hold, and figures that would repair them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gkdoc.check.subject import Subject
from gkdoc.check.sums.wording import one_change
from gkdoc.findings import Finding
from gkdoc.messages import Message, _

_MOST_SUSPECTS: Final = 10


def details(finding: Finding, subject: Subject) -> Iterator[Message]:
    """The relations that do not hold, where the message leaves that open, and the figures instead.

    Each in a line of its own. With several possible repairs, the likeliest comes first.
    """
    told = (relation for relation in finding.relations if relation not in finding.message)
    yield from (_("不成立：{relation}", relation=relation) for relation in told)
    for suspect in finding.suspects[:_MOST_SUSPECTS]:
        name = subject.label(suspect.address) or suspect.address
        change = one_change(name, suspect.value, suspect.repair)
        alone = len(finding.suspects) == 1
        yield _("应改成：{change}", change=change) if alone else _("可能：{change}", change=change)
    more = len(finding.suspects) - _MOST_SUSPECTS
    if more > 0:
        yield _("另有 {more} 种改法没有列出", more=more)
