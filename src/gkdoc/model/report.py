"""The report as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self, TypeVar

from attrs import evolve, field, fields, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.model.own_fields import OwnFields, own_fields
from gkdoc.model.sections import (
    Introduction,
    Organ,
    OtherMatters,
    Overview,
    Problems,
    Prose,
    Rollup,
    Signature,
    Waiver,
)
from gkdoc.model.tables import Applications, Proactive, Remedies, StatutoryTable
from gkdoc.model.totals import missing
from gkdoc.model.values import CellValue
from gkdoc.spec import CellRef, edition_for
from gkdoc.text.blocks import Outline


@frozen(kw_only=True)
class SeenReport:
    """A report as far as a document or a data file shows it; sections may be missing.

    A section or table that is None was not seen in the file; it is never taken for an empty one.
    `year` is the year reported on; the report is published in the next. `title` is None where it is
    the usual one, made of agency and year. `fields` are the office's own (自有栏目).
    `rollup` is there where the figures are sums that `gkdoc rollup` made.
    """

    agency: str
    year: int
    organ: Organ | None = None
    title: str | None = None
    introduction: Introduction | None = None
    overview: Overview | None = None
    proactive: Proactive | None = None
    applications: Applications | None = None
    remedies: Remedies | None = None
    problems: Problems | None = None
    other_matters: OtherMatters | None = None
    signature: Signature | None = None
    waivers: tuple[Waiver, ...] = ()
    rollup: Rollup | None = None
    fields: OwnFields = field(default=OwnFields(), converter=own_fields)

    @property
    def full_title(self) -> str:
        """The title that is printed."""
        return self.title if self.title is not None else usual_title(self.agency, self.year)

    @property
    def tables(self) -> Mapping[str, StatutoryTable]:
        """The tables that were seen, by name, in the form's order."""
        present = (self.proactive, self.applications, self.remedies)
        return {table.key: table for table in present if table is not None}

    def with_tables(self, tables: Mapping[str, StatutoryTable]) -> Self:
        """This report with `tables` in place of those of the same name."""
        changed: dict[str, Any] = dict(tables)
        return evolve(self, **changed)

    def with_prose(self, outlines: Mapping[str, Outline]) -> Self:
        """This report with `outlines` in the place of those sections, which it has."""
        changed: dict[str, Any] = {
            key: evolve(getattr(self, key), outline=outline) for key, outline in outlines.items()
        }
        return evolve(self, **changed)

    @property
    def editions(self) -> Mapping[str, str]:
        """The edition of each statutory table; the usual one of the year for a table not seen."""
        usual = edition_for(self.year)
        tables = self.tables
        return {
            key: tables[key].edition if key in tables else usual.edition for key in usual.tables
        }

    @property
    def prose(self) -> Mapping[str, Outline]:
        """The outlines that were seen, by name, the introduction first."""
        sections: Mapping[str, Prose | None] = {
            "introduction": self.introduction,
            "overview": self.overview,
            "problems": self.problems,
            "other_matters": self.other_matters,
        }
        return {key: prose.outline for key, prose in sections.items() if prose is not None}

    def cells(self) -> Iterator[tuple[CellRef, CellValue]]:
        """Every cell of every table that was seen, with its value, in the form's order."""
        for table in self.tables.values():
            yield from table.values

    def whole(self) -> Report:
        """This report with every section and figure there; InputError names all that is missing.

        Nothing is printed for what nobody said.
        """
        problems = [*self._missing_sections(), *self._missing_figures()]
        if problems:
            raise InputError(None, list(dict.fromkeys(problems)))
        if isinstance(self, Report):
            return self
        content: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(Report)}
        return Report(**content)

    def _missing_sections(self) -> Iterator[Problem]:
        for section in edition_for(self.year).sections:
            if getattr(self, section.key) is None:
                yield Problem(_("缺少“{title}”", title=section.title), path=section.key)

    def _missing_figures(self) -> Iterator[Problem]:
        for table in self.tables.values():
            cells = table.values.spec.cells
            for ref in missing(table.values):
                label = cells[ref].label
                yield Problem(_("缺少数字：{label}", label=label), path=str(ref))

    # Two reports with the same content are equal, whether it is known of both that they are whole.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeenReport):
            return NotImplemented
        return _content(self) == _content(other)

    def __hash__(self) -> int:
        return hash(_content(self))


@frozen(kw_only=True, eq=False)
class Report(SeenReport):
    """政府信息公开工作年度报告 of one agency for one year: all six sections are there.

    Source: 条例 arts. 49, 50; 国办公开办函〔2021〕30号.
    """

    # Without a field() of its own, pyright takes the default from above.
    overview: Overview = field()
    proactive: Proactive = field()
    applications: Applications = field()
    remedies: Remedies = field()
    problems: Problems = field()
    other_matters: OtherMatters = field()


SomeReport = TypeVar("SomeReport", bound=SeenReport)
"""A report whose class stays what it was."""


def _content(report: SeenReport) -> tuple[object, ...]:
    return tuple(getattr(report, each.name) for each in fields(SeenReport))


def usual_title(agency: str, year: int) -> str:
    """The title by the form's pattern: agency, year, 政府信息公开工作年度报告."""
    return edition_for(year).title.format(agency=agency, year=year)
