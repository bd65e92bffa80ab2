"""GK601–GK603: what the prose says about figures, held against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from gkdoc.check.prose.cells import MONEY_UNIT, Judgement, Tried, Verdict, judge
from gkdoc.check.prose.words import vocabulary
from gkdoc.check.rule import Paragraph, Remark, paragraphs, rules
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.text.blocks import Level
from gkdoc.text.claims import Cells, Claim, ClaimKind
from gkdoc.text.claims.grammar import claims_in
from gkdoc.text.claims.tokens import tokens
from gkdoc.text.claims.words import Role

_SENTENCES: Final = {
    "GK601": _("正文中的数字，应与所说的表格数字一致。"),
    "GK602": _("正文说没有、为零或者全部的，表格中也应如此；表格为零的，正文也不应说有。"),
    "GK603": _("正文中的百分比，应能由表格数字算出。"),
}

# （区分处理的，只计这一情形，不计其他情形）, which adds nothing where the row is only named.
_QUALIFIED = re.compile("(?<=[^（）]{3})（[^（）]+）$")


@frozen
class Statement:
    """A claim of the prose, judged, and the paragraph that makes it."""

    paragraph: Paragraph
    judgement: Judgement


def _remarks(identifier: str, subject: Subject) -> Iterator[Remark]:
    """Remarks about the claims that break this rule."""
    for statement in statements(subject):
        judgement = statement.judgement
        if judgement.verdict is Verdict.DISAGREES and _weighs(judgement) == identifier:
            yield _remark(subject, statement)


RULES: Final = rules(_SENTENCES, Severity.WARNING, _remarks)
"""The rules about claims."""


def statements(subject: Subject) -> Iterator[Statement]:
    """Every claim of the prose, judged, in the order of the report."""
    report = subject.report
    section = ""
    headings: dict[Level, bool] = {}
    for paragraph in paragraphs(report):
        if paragraph.section != section:
            section, headings = paragraph.section, {}
        block = paragraph.block
        if block.level is not None:
            headings = {level: said for level, said in headings.items() if level < block.level}
            headings[block.level] = _of_applications(block.heading or "")
        under = any(headings.values())
        for claim in _claims(paragraph.words, report.year, report.agency, applications=under):
            judgement = judge(claim, report.year, subject.tables, subject.previous_tables)
            yield Statement(paragraph, judgement)


# Three rules ask for the claims of the same words.
@lru_cache(maxsize=2048)
def _claims(words: str, year: int, agency: str, *, applications: bool) -> tuple[Claim, ...]:
    return claims_in(words, vocabulary(), year=year, agency=agency, applications=applications)


def _of_applications(heading: str) -> bool:
    """True for a heading under which applications are spoken of."""
    return any(token.role is Role.APPLICATION for token in tokens(heading, vocabulary()))


def _weighs(judgement: Judgement) -> str:
    """The rule that a claim breaks if it disagrees."""
    claim = judgement.claim
    if claim.kind in {ClaimKind.SHARE, ClaimKind.GROWTH}:
        return "GK603"
    if claim.kind is ClaimKind.DIFFERENCE:
        return "GK601"
    if claim.kind is not ClaimKind.COUNT or claim.number == 0:
        return "GK602"
    return "GK602" if all(tried.result == 0 for tried in judgement.tried) else "GK601"


def _remark(subject: Subject, statement: Statement) -> Remark:
    claim = statement.judgement.claim
    tried = [_convention(subject, claim, one) for one in statement.judgement.tried]
    conventions = tuple(dict.fromkeys(tried))
    if len(conventions) == 1:
        found = _("而{conventions}", conventions=conventions[0])
    else:
        found = _("按各种口径都对不上：{conventions}", conventions=Listed("；", conventions))
    message = _(
        "正文写“{words}”，{found}，应核对后改正文或者改表格", words=claim.words, found=found
    )
    remark = statement.paragraph.remark((claim.start, claim.end), message)
    return evolve(remark, relations=conventions)


def _convention(subject: Subject, claim: Claim, tried: Tried) -> Message:
    """One convention in words: the cells by their labels, and what they come to."""
    cells = _named(subject, tried.meaning.cells)
    amount, whole = _shown(tried.amount), _shown(tried.whole)
    match claim.kind:
        case ClaimKind.DIFFERENCE:
            return _(
                "{cells}本年 {amount}、上年 {whole}，相差 {result}",
                cells=cells,
                amount=amount,
                whole=whole,
                result=_shown(tried.result),
            )
        case ClaimKind.GROWTH:
            return _(
                "{cells}本年 {amount}、上年 {whole}，增减 {result}",
                cells=cells,
                amount=amount,
                whole=whole,
                result=_percent(tried.result),
            )
        case ClaimKind.SHARE:
            base = _named(subject, tried.meaning.whole)
            return _(
                "{cells} {amount}，{base} {whole}，比例是 {result}",
                cells=cells,
                amount=amount,
                base=base,
                whole=whole,
                result=_percent(tried.result),
            )
        case ClaimKind.ALL:
            base = _named(subject, tried.meaning.whole)
            return _(
                "{cells} {amount}，{base} {whole}",
                cells=cells,
                amount=amount,
                base=base,
                whole=whole,
            )
        case _ if claim.money:
            return _("{cells}是 {value} 万元", cells=cells, value=_shown(tried.amount / MONEY_UNIT))
        case _:
            return _("{cells}是 {amount}", cells=cells, amount=amount)


def _percent(number: Fraction | None) -> str:
    return _("算不出") if number is None else f"{_shown(number)}%"


def _shown(number: Fraction | None) -> str:
    """A number as a person writes it, with two decimals at most."""
    if number is None:
        return ""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.2f}"


def _named(subject: Subject, cells: Cells) -> Message:
    """The cells by their labels; a sum by its rows and columns: “A＋B · 总计”."""
    if len(cells) == 1 and subject.label(cells[0]):
        return _("“{label}”", label=subject.label(cells[0]))
    rows = dict.fromkeys(cell.rpartition(".")[0] for cell in cells)
    columns = dict.fromkeys(cell.rpartition(".")[2] for cell in cells)
    labels = _column_labels(subject, cells[0].partition(".")[0])
    # Last year's form may have rows and columns that this year's lacks: they bear their names.
    row = "＋".join(_QUALIFIED.sub("", subject.label(name) or name) for name in rows)
    column = "＋".join(labels.get(name, name) for name in columns)
    return _("“{row} · {column}”", row=row, column=column)


def _column_labels(subject: Subject, table: str) -> Mapping[str, str]:
    cells = subject.spec(table).cells.values()
    return {cell.ref.column: cell.column_labels[-1] for cell in cells}
