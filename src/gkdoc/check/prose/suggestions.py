"""GK611, on request only: literal figures in the prose that could be references, 〖…〗."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from gkdoc.check.prose.cells import Verdict
from gkdoc.check.prose.statements import Statement, statements
from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import SeenReport, in_print
from gkdoc.model.references.figures import figure_of, referring
from gkdoc.model.references.names import names_of, places
from gkdoc.model.values import decimals
from gkdoc.spec import TableSpec
from gkdoc.text.claims import Cells, ClaimKind
from gkdoc.text.references.grammar import MOST_DIGITS, UNITS, USUAL_DIGITS

SUGGESTIONS_RULE: Final = "GK611"

_LEADS: Final = ("比上年", "较上年", "同比")
_DIGITS: Final = ("不带小数", "一位小数", "两位小数", "三位小数", "四位小数")
_OF_FIGURES: Final = "0-9.零一二两三四五六七八九十百千万亿"


def suggestions(report: SeenReport, previous: SeenReport | None = None) -> tuple[Finding, ...]:
    """One information for each figure of the prose that a reference would print the same.

    It is one that agrees with the tables by exactly one convention. The message has the reference,
    ready to be pasted; places in words are those in print.
    """
    subject = Subject(in_print(report, previous))
    specs = tuple(subject.spec(key) for key in subject.form.tables)
    bound = referring(report, previous)
    found: dict[tuple[str, tuple[int, int]], Finding] = {}
    for statement in statements(subject):
        paragraph, claim = statement.paragraph, statement.judgement.claim
        address = paragraph.address
        for content in _contents(statement, specs, report.year):
            figure = figure_of(content, report, previous)
            span = _place(figure, paragraph.words, claim.start, claim.end) if figure else None
            if figure is None or span is None:
                continue
            if not any(span[0] < end and start < span[1] for start, end in bound.get(address, ())):
                found[address, span] = Finding(
                    rule=SUGGESTIONS_RULE,
                    severity=Severity.INFORMATION,
                    message=_(
                        "“{figure}”可以写成〖{content}〗，表格改了它也跟着改",
                        figure=figure,
                        content=content,
                    ),
                    address=address,
                    label=subject.label(address),
                    span=span,
                    quote=figure,
                )
            break
    return tuple(found.values())


def _contents(statement: Statement, specs: tuple[TableSpec, ...], year: int) -> Iterator[str]:
    """The references that may say what the statement says, the plainest first."""
    judgement = statement.judgement
    claim = judgement.claim
    agreeing = [tried.meaning for tried in judgement.tried if tried.agrees]
    if judgement.verdict is not Verdict.AGREES or len(agreeing) != 1:
        return
    cells = _sum(agreeing[0].cells, specs)
    whole = _sum(agreeing[0].whole, specs) if agreeing[0].whole else None
    if cells is None:
        return
    then = "，上年数" if claim.year != year else ""
    match claim.kind:
        case ClaimKind.COUNT:
            yield f"{cells}{then}"
            yield f"{cells}{then}，汉字"
        case ClaimKind.SHARE if whole is not None:
            yield f"{cells} 占 {whole}{then}{_digits(claim.step)}"
        case ClaimKind.DIFFERENCE if not then:
            for lead in _LEADS:
                yield from (f"{cells}，{lead}增减，{unit}" for unit in UNITS)
        case ClaimKind.GROWTH if not then:
            yield from (f"{cells}，{lead}增长{_digits(claim.step)}" for lead in _LEADS)


def _sum(cells: Cells, specs: tuple[TableSpec, ...]) -> str | None:
    """The cells as the names of a reference; None if one of them cannot be named."""
    known = [place for spec in specs for place in places(spec)]
    by_address = {place.address: place for place in known if place.address}
    if not all(address in by_address for address in cells):
        return None
    parts = [by_address[address] for address in cells]
    # The form may have one name for all of them: 行政诉讼.
    refs = sorted(ref for place in parts for ref in place.cells)
    whole = (place for place in known if sorted(place.cells) == refs)
    return " + ".join(names_of(place, specs) for place in [*whole][:1] or parts)


def _digits(step: Decimal) -> str:
    digits = decimals(step.normalize())
    return "" if digits == USUAL_DIGITS else f"，{_DIGITS[min(digits, MOST_DIGITS)]}"


def _place(figure: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the figure stands by itself in these words of a claim; None if it does not.

    A comparison may begin before its claim: 比上年 is no part of it.
    """
    alone = rf"(?<![{_OF_FIGURES}]){re.escape(figure)}(?![{_OF_FIGURES}])"
    opened = max(0, start - max(map(len, _LEADS)))
    found = re.compile(alone).search(words, opened if figure.startswith(_LEADS) else start, end)
    return found.span() if found else None
