"""The references in a report's prose, 〖申请·本年新收·总计〗, replaced by the figures they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from gkdoc.errors import Refusal
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.model.references import rules
from gkdoc.model.references.names import Named, UnknownName, named, same_place
from gkdoc.model.report import SeenReport, SomeReport
from gkdoc.model.tables import TableValues
from gkdoc.model.totals import completed
from gkdoc.model.values import NOT_ENTERED, Absent, CellValue, Text, decimals, is_plausible
from gkdoc.spec import TableSpec, form, part_labels
from gkdoc.text import links
from gkdoc.text.blocks import AnyBlock, Block, with_words, words_of
from gkdoc.text.numerals import LARGEST, to_chinese
from gkdoc.text.references import (
    CLOSING,
    Mark,
    has_references,
    plain,
    replaced,
    spans_in_print,
)
from gkdoc.text.references.grammar import Formula, Growth, Misspelt, Term, formula
from gkdoc.text.references.wording import compared, fixed, percentage


@frozen
class _Amount:
    """A number, and how many decimals it is printed with."""

    number: Fraction
    decimals: int = 0


class _Unresolved(Refusal):
    """Why a reference has no figure: the rule and the message of the finding."""

    def __init__(self, rule: str, reason: Message) -> None:
        super().__init__(reason)
        self.rule = rule


def replaced_by_figures(
    report: SomeReport, previous: SeenReport | None
) -> tuple[SomeReport, tuple[Finding, ...]]:
    """The report that `in_print` gives for one with references, and what cannot be replaced."""
    figures = _Figures(report, previous)
    findings: list[Finding] = []
    sections = {
        key: tuple(
            _with_figures(block, key, number, figures, findings)
            for number, block in enumerate(outline, start=1)
        )
        for key, outline in report.prose.items()
    }
    return report.with_prose(sections), tuple(findings)


def figure_of(content: str, report: SeenReport, previous: SeenReport | None = None) -> str | None:
    """The words in the place of 〖content〗 in `report`; None if there are none."""
    return _Figures(report, previous).figure(Mark(0, 0, content))


def referring(
    report: SeenReport, previous: SeenReport | None = None
) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Where the figures of references stand in the printed words of each block that has some."""
    figures = _Figures(report, previous)

    def shown(mark: Mark) -> str:
        # Of what stays as it is written only the length counts here.
        return figures.figure(mark) or "0" * (mark.end - mark.start)

    return {
        f"{section}.{number}": _spans("".join(words_of(block)), shown)
        for section, outline in report.prose.items()
        for number, block in enumerate(outline, start=1)
        if isinstance(block, Block) and has_references(block)
    }


def _spans(words: str, shown: Callable[[Mark], str]) -> tuple[tuple[int, int], ...]:
    """Where the figures stand once the words are printed, and links are their words."""
    printed = plain(replaced(words, shown))
    spans = spans_in_print(words, shown)
    return tuple((links.place(printed, start), links.place(printed, end)) for start, end in spans)


def _with_figures(
    block: AnyBlock,
    section: str,
    number: int,
    figures: _Figures,
    findings: list[Finding],
) -> AnyBlock:
    """The block with figures for its references; what there is to say about them is appended."""
    if not has_references(block):
        return block
    title = part_labels(figures.report.year)[section]
    label = _("{section} · 第 {number} 段", section=title, number=number)
    border = 0

    def reworded(words: str) -> str:
        # The words stand behind `border` signs of the block.
        nonlocal border
        before, border = border, border + len(words)

        def figure(mark: Mark) -> str:
            written = words[mark.start : mark.end]
            try:
                return figures.of(mark)
            except _Unresolved as error:
                message = _("引用“{written}”{message}", written=written, message=error.reason)
                # Only a paragraph has one row of signs to count in.
                span = (before + mark.start, before + mark.end)
                findings.append(
                    Finding(
                        error.rule,
                        Severity.ERROR,
                        message,
                        f"{section}.{number}",
                        label,
                        span=span if isinstance(block, Block) else None,
                        quote=written,
                    )
                )
                return written

        return replaced(words, figure)

    return with_words(block, reworded)


@frozen(slots=False)
class _Figures:
    """The figures that references mean in a report, with the one of the year before."""

    report: SeenReport
    previous: SeenReport | None

    @cached_property
    def specs(self) -> tuple[TableSpec, ...]:
        """The form of each table, as it was seen or as this year's is."""
        return tuple(
            self._tables[key].spec if key in self._tables else form(edition).tables[key]
            for key, edition in self.report.editions.items()
        )

    @cached_property
    def _tables(self) -> Mapping[str, TableValues]:
        return {key: completed(table.values) for key, table in self.report.tables.items()}

    @cached_property
    def _last_tables(self) -> Mapping[str, TableValues]:
        """Last year's tables; _Unresolved where that report was not given, or is another one."""
        last = self.previous
        if last is None:
            raise _Unresolved(
                rules.LAST_YEAR, _("要用上年的数字，请用 --previous 给出上年的数据或报告")
            )
        if last.year != self.report.year - 1:
            message = _(
                "要用 {year} 年的数字，给出的上年报告却是 {given} 年度的",
                year=self.report.year - 1,
                given=last.year,
            )
            raise _Unresolved(rules.LAST_YEAR, message)
        return {key: completed(table.values) for key, table in last.tables.items()}

    def figure(self, mark: Mark) -> str | None:
        """The words printed for the reference; None if there is nothing to print."""
        try:
            return self.of(mark)
        except _Unresolved:
            return None

    def of(self, mark: Mark) -> str:
        """The words printed for the reference; _Unresolved if there is nothing to print."""
        if mark.content is None:
            raise _Unresolved(
                rules.SYNTAX,
                _("没有用“{closing}”收住；要印出这个符号，就连写两个", closing=CLOSING),
            )
        try:
            asked = formula(mark.content)
        except Misspelt as error:
            raise _Unresolved(rules.SYNTAX, _("的写法不对：{error}", error=error.reason)) from error
        if asked.change is not None:
            return self._comparison(asked, asked.change)
        amount = self._amount(asked.terms, last_year=asked.last_year)
        if not asked.whole:
            return self._worded(amount, asked)
        whole = self._amount(asked.whole, last_year=asked.last_year).number
        if not whole:
            raise _Unresolved(
                rules.ARITHMETIC, _("算不出：{whole}是 0，不能作分母", whole=_named(asked.whole))
            )
        return percentage(amount.number / whole, asked.digits)

    def _comparison(self, asked: Formula, change: Growth) -> str:
        now = self._amount(asked.terms, last_year=False)
        then = self._amount(asked.terms, last_year=True)
        difference = now.number - then.number
        if not change.percent:
            amount = _Amount(abs(difference), max(now.decimals, then.decimals))
            return compared(change, difference, self._worded(amount, asked) + asked.unit)
        if difference and then.number <= 0:
            nothing = _("是 0") if not then.number else _("小于 0")
            message = _(
                "算不出：上年{nothing}，没有增长的百分比；可以改写成“{lead}增减”",
                nothing=nothing,
                lead=change.lead,
            )
            raise _Unresolved(rules.ARITHMETIC, message)
        growth = abs(difference) / then.number if difference else Fraction(0)
        shown = percentage(growth, asked.digits)
        if difference and not shown.strip("0.%"):
            raise _Unresolved(
                rules.ARITHMETIC,
                _("算出来是 {shown}，实际却有增减；请多留几位小数，或者改写成“增减”", shown=shown),
            )
        return compared(change, difference, shown)

    def _worded(self, amount: _Amount, asked: Formula) -> str:
        if not asked.chinese:
            return fixed(amount.number, amount.decimals)
        if amount.number.denominator != 1 or not 0 <= amount.number <= LARGEST:
            message = _(
                "是 {number}，不能写成汉字：应是 0 到 {largest} 的整数",
                number=fixed(amount.number, amount.decimals),
                largest=LARGEST,
            )
            raise _Unresolved(rules.ARITHMETIC, message)
        return to_chinese(int(amount.number))

    def _amount(self, terms: tuple[Term, ...], *, last_year: bool) -> _Amount:
        number, decimals = Fraction(0), 0
        for term in terms:
            amount = self._one(term, last_year=last_year)
            number += -amount.number if term.minus else amount.number
            decimals = max(decimals, amount.decimals)
        return _Amount(number, decimals)

    def _one(self, term: Term, *, last_year: bool) -> _Amount:
        place = self._place(term, last_year=last_year)
        if not last_year:
            return _counted(place, self._tables, "", rules.FIGURE)
        values = self._last_tables.get(place.table)
        if values is None:
            raise _Unresolved(
                rules.LAST_YEAR,
                _("要用上年的数字，上年的报告里没有“{label}”所在的表", label=place.label),
            )
        there = same_place(place, values.spec)
        if there is None:
            message = _(
                "要用上年的数字，上年的报告按 {edition} 年格式，没有“{label}”这一格",
                edition=values.spec.edition,
                label=place.label,
            )
            raise _Unresolved(rules.LAST_YEAR, message)
        return _counted(there, self._last_tables, _("上年报告的"), rules.LAST_YEAR)

    def _place(self, term: Term, *, last_year: bool) -> Named:
        """Where the names are in this year's form; the table need not have been seen."""
        try:
            place = named(term.names, self.specs)
        except UnknownName as error:
            raise _Unresolved(
                rules.NAME, _("不知道是哪一格：{error}", error=error.reason)
            ) from error
        if not last_year and place.table not in self._tables:
            raise _Unresolved(
                rules.FIGURE, _("没有数字：“{label}”所在的表没有读到", label=place.label)
            )
        return place


def _counted(place: Named, tables: Mapping[str, TableValues], whose: str, rule: str) -> _Amount:
    """The sum of the cells of the place; _Unresolved if there is no figure.

    In a group a blank or a text adds nothing, as in the sums of the form, unless that is all.
    """
    table = tables[place.table]
    values = {ref: table.at(ref) for ref in place.cells}
    numbers = [amount for value in values.values() if (amount := _number(value)) is not None]
    missing = [ref for ref, value in values.items() if value is NOT_ENTERED]
    if not numbers or missing:
        ref = (missing or place.cells)[0]
        shown, label = _shown(values[ref]), table.spec.cells[ref].label
        raise _Unresolved(
            rule, _("没有数字：{whose}“{label}”{shown}", whose=whose, label=label, shown=shown)
        )
    return _Amount(
        sum((amount.number for amount in numbers), Fraction(0)),
        max(amount.decimals for amount in numbers),
    )


def _number(value: CellValue) -> _Amount | None:
    """The number in a cell; None where there is none, or one that no report has."""
    if not isinstance(value, int | Decimal) or not is_plausible(value):
        return None
    return _Amount(Fraction(value), decimals(value) if isinstance(value, Decimal) else 0)


def _shown(value: CellValue) -> Message:
    match value:
        case Text(text):
            return _("填的是“{text}”", text=text)
        case Absent.BLANK:
            return _("是空格子")
        case Absent.NOT_ENTERED:
            return _("没有填")
    return _("填的不是报告里会有的数")


def _named(terms: tuple[Term, ...]) -> Message:
    first, *others = terms
    signed = (f"{'-' if term.minus else '+'}{term}" for term in others)
    return _("“{terms}”", terms="".join((str(first), *signed)))
