"""A draft for the new year: from the agency's name alone, or from last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.model import (
    NOT_ENTERED,
    CellValue,
    Draft,
    OwnFields,
    SeenReport,
    TableValues,
    completed,
    empty_tables,
    printed,
)
from gkdoc.spec import CellRef, edition_for, form
from gkdoc.tasks.new.words import lines_of, moved_fields, moved_introduction, moved_title, skeleton
from gkdoc.text.blocks import Block
from gkdoc.text.marks import mark

__all__ = ["Begun", "new"]

RULE: Final = "GK006"
"""The rule of what could not be carried over from last year."""

_APPLICATIONS: Final = "applications"
_PROACTIVE: Final = "proactive"
_ISSUED, _REPEALED, _IN_FORCE = "issued", "repealed", "in_force"


@frozen
class Begun:
    """A draft, and what is to be said about it: above all what could not be carried over."""

    draft: Draft
    findings: tuple[Finding, ...] = ()


def new(agency: str = "", year: int | None = None, *, last: SeenReport | None = None) -> Begun:
    """The draft of a report, all that is to be written marked; `last` is the report before it.

    Carried over from `last` are the applications that were not finished, by applicant, what stands
    around the sections, and the headings; `agency` and `year` follow from it where they are not
    given. Figures are carried only into the very next year.
    """
    if last is None:
        return Begun(_empty(agency, year))
    year = last.year + 1 if year is None else year
    successor = _Successor(last, agency or last.agency, year)
    draft = successor.draft()
    return Begun(draft, tuple(successor.findings))


def _empty(agency: str, year: int | None) -> Draft:
    tables = empty_tables(year)
    edition = next(iter(tables.values())).spec.edition
    sections = (section for section in form(edition).sections if not section.table)
    prose = {section.key: skeleton(section) for section in sections}
    return Draft(agency=agency, year=year, tables=tables, prose=prose)


class _Successor:
    """Carries over, and gathers what is to be said about it."""

    def __init__(self, last: SeenReport, agency: str, year: int) -> None:
        self.findings: list[Finding] = []
        self._last = last
        self._agency = agency
        self._year = year
        self._follows = last.year + 1 == year
        self._remarks: dict[str, str] = {}

    def draft(self) -> Draft:
        """The draft."""
        last = self._last
        if not self._follows:
            message = _(
                "上年报告是 {year} 年度的，不是 {year2} 年度的，数字没有沿用",
                year=last.year,
                year2=self._year - 1,
            )
            self._say(message, "year")
        if self._agency != last.agency:
            message = _("上年报告的机关是“{agency}”，请核对是不是同一个机关", agency=last.agency)
            self._say(message, "agency")
        draft = evolve(
            _empty(self._agency, self._year),
            organ=last.organ,
            title=self._title(),
            signs=self._signs(),
            fields=self._fields(),
            tables=self._tables(),
            prose=self._prose(),
            last_prose={key: lines_of(outline) for key, outline in last.prose.items()},
            last_tables=self._last_tables(),
        )
        if count := len(last.waivers):
            message = _("上年的 {count} 项豁免没有沿用，今年仍有需要的另行批准", count=count)
            self._say(message, "waivers", Severity.INFORMATION)
        return evolve(draft, remarks=self._remarks)

    def _say(self, message: Message, address: str, severity: Severity = Severity.WARNING) -> None:
        self.findings.append(Finding(RULE, severity, message, address))

    def _title(self) -> str | None:
        title = self._last.title
        if title is None:
            return None
        moved = moved_title(title, self._last.year, self._year)
        if moved is None:
            self._say(_("上年的标题“{title}”里没有年份，今年用通常的标题", title=title), "title")
            return None
        if self._agency != self._last.agency:
            moved = moved.replace(self._last.agency, self._agency)
        return moved

    def _signs(self) -> str | None:
        signature = self._last.signature
        if signature is None:
            return None
        self._remarks["signature.date"] = _("上年是 {isoformat}", isoformat=signature.date)
        return self._agency if signature.agency == self._last.agency else signature.agency

    def _fields(self) -> OwnFields:
        moved = moved_fields(self._last.fields, self._last.year)
        if moved:
            self._remarks["fields"] = _("自有栏目沿用上年的，请核对")
        for name in self._last.fields.keys() - moved.keys():
            message = _("上年的图片没有沿用，今年仍要用的请重新放进来")
            self._say(message, f"fields.{name}", Severity.INFORMATION)
        return moved

    def _prose(self) -> dict[str, str]:
        last = self._last.prose
        for key, outline in last.items():
            for block in outline:
                if not isinstance(block, Block):
                    what = block.description
                    self._say(_("上年文字里的{description}没有沿用", description=what), key)
        prose = {}
        if "introduction" in last:
            moved = moved_introduction(last["introduction"], self._last.year, self._year)
            prose["introduction"] = moved or mark("引言")
        for section in edition_for(self._year).sections:
            if not section.table:
                if section.key not in last:
                    self._say(_("上年报告里没有找到“{title}”", title=section.title), section.key)
                prose[section.key] = skeleton(section, last.get(section.key, ()))
        return prose

    def _tables(self) -> dict[str, TableValues]:
        tables = empty_tables(self._year)
        if self._follows:
            carried = dict(self._carried(tables[_APPLICATIONS]))
            tables[_APPLICATIONS] = tables[_APPLICATIONS].changed(carried)
            self._remarks |= dict(self._stocks(tables[_PROACTIVE]))
        return tables

    def _last_tables(self) -> Mapping[str, TableValues]:
        if not self._follows:
            return {}
        return {key: completed(table.values) for key, table in self._last.tables.items()}

    def _carried(self, values: TableValues) -> Iterator[tuple[CellRef, CellValue]]:
        """The applications that last year left, as those that this year found."""
        if self._last.applications is None:
            title = values.spec.title
            message = _("上年报告里没有找到“{title}”，上年结转没有填上", title=title)
            self._say(message, _APPLICATIONS)
            return
        last = completed(self._last.applications.values)
        edition = last.spec.edition
        here, left = values.spec.role("carried_in"), last.spec.role("carried_out")
        if here is None:
            return
        if left is None:
            message = _(
                "上年报告用 {edition} 年格式，没有结转下年度的件数，上年结转没有填上",
                edition=edition,
            )
            self._say(message, f"{_APPLICATIONS}.{here}", Severity.INFORMATION)
            return
        found: list[int] = []
        columns = values.spec.rows[here]
        for column in columns:
            ref = CellRef(_APPLICATIONS, here, column)
            if column not in last.spec.rows[left]:
                message = _(
                    "上年报告用 {edition} 年格式，没有“{label}”，没有沿用，请填上",
                    edition=edition,
                    label=values.spec.cells[ref].column_labels[-1],
                )
                self._say(message, str(ref), Severity.INFORMATION)
                continue
            there = last[left, column]
            if column == values.spec.role("total"):
                # With a figure missing the sum says nothing.
                if len(found) == len(columns) - 1:
                    self._compare_total(ref, sum(found), there)
            elif isinstance(there, int) and there >= 0:
                found.append(there)
                yield ref, there
            else:
                label = last.spec.cells[CellRef(_APPLICATIONS, left, column)].label
                message = _(
                    "上年报告的“{label}”{there}，没有沿用，请填上", label=label, there=_what(there)
                )
                self._say(message, str(ref))
        row = last.spec.row_labels[left]
        self._remarks[f"{_APPLICATIONS}.{here}"] = _("由上年报告的“{row}”结转，请核对", row=row)

    def _compare_total(self, ref: CellRef, found: int, there: CellValue) -> None:
        if isinstance(there, int) and there != found:
            message = _(
                "上年报告的结转总计是 {there}，各列相加是 {found}；"
                "按各列沿用，请核对上年报告，有错的应当更正",
                there=there,
                found=found,
            )
            self._say(message, str(ref))

    def _stocks(self, values: TableValues) -> Iterator[tuple[str, str]]:
        """The stock at the end of last year, as a remark: this year's is not known yet."""
        if self._last.proactive is None:
            self._say(_("上年报告里没有找到“{title}”", title=values.spec.title), _PROACTIVE)
            return
        last = self._last.proactive.values
        edition = last.spec.edition
        asked = (_ISSUED, _REPEALED, _IN_FORCE)
        for row, columns in values.spec.rows.items():
            if not set(asked).issubset(columns):
                continue
            issued, repealed, in_force = (
                values.spec.cells[CellRef(_PROACTIVE, row, column)].column_labels[-1]
                for column in asked
            )
            address = f"{_PROACTIVE}.{row}"
            if _IN_FORCE not in last.spec.rows.get(row, ()):
                message = _(
                    "上年报告用 {edition} 年格式，没有“{value}”，无从沿用",
                    edition=edition,
                    value=in_force,
                )
                self._say(message, address, Severity.INFORMATION)
                continue
            stock = last[row, _IN_FORCE]
            if not isinstance(stock, int):
                what = _what(stock)
                message = _("上年报告的“{value}”{stock}，无从沿用", value=in_force, stock=what)
                self._say(message, address)
                continue
            due = _("{stock} 加“{value}”减“{value2}”", stock=stock, value=issued, value2=repealed)
            remark = _(
                "上年“{value}”是 {stock}；今年的一般等于 {due}",
                value=in_force,
                stock=stock,
                due=due,
            )
            yield address, remark


def _what(value: CellValue) -> Message:
    """The words for a value where a number was expected."""
    if value is NOT_ENTERED:
        return _("没有读到")
    words = printed(value)
    return _("是“{words}”", words=words) if words.strip() else _("是空白")
