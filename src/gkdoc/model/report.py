"""The report as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self, TypeVar

from attrs import evolve, field, fields, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.model.given import (
    LONGEST_AGENCY,
    is_year,
    line_problems,
    not_that,
    refuse,
    shown,
    words_problems,
    year_problems,
)
from gkdoc.model.own_fields import FieldValue, OwnFields, own_fields
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
from gkdoc.spec import CellRef, edition_for, newest, part_labels
from gkdoc.text.blocks import Outline


def _waivers(given: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """A list as a tuple; anything else stays what it is."""
    return tuple(given) if isinstance(given, list) else given  # type: ignore[return-value]


def _fields_or_given(given: Mapping[str, FieldValue]) -> OwnFields:
    """The fields of a mapping; one with mistakes stays, to be told with the others."""
    try:
        return own_fields(given)
    except InputError:
        return given  # type: ignore[return-value]


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
    waivers: tuple[Waiver, ...] = field(default=(), converter=_waivers)
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

        Nothing is printed for what nobody said. Whatever a `Report` refuses is named too.
        """
        if isinstance(self, Report):
            refuse(self._missing_figures())
            return self
        content: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(Report)}
        try:
            report = Report(**content)
        except InputError as error:
            refuse((*error.problems, *self._missing_figures()))
            raise
        refuse(self._missing_figures())
        return report

    def _missing_figures(self) -> Iterator[Problem]:
        for table in (self.proactive, self.applications, self.remedies):
            if not isinstance(table, StatutoryTable):
                continue
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

    InputError has a problem for every part that is none: a year that no report can be about, an
    agency that is no line of at most 100 characters, a section that is missing or in the place of
    another, a table made without `edition` where the year has another form.

    Source: 条例 arts. 49, 50; 国办公开办函〔2021〕30号.
    """

    # Without a field() of its own, pyright takes the default from above.
    overview: Overview = field()
    proactive: Proactive = field()
    applications: Applications = field()
    remedies: Remedies = field()
    problems: Problems = field()
    other_matters: OtherMatters = field()
    fields: OwnFields = field(default=OwnFields(), converter=_fields_or_given)

    def __attrs_post_init__(self) -> None:
        refuse(_problems(self))


_PARTS: Final[Mapping[str, type]] = {
    "organ": Organ,
    "introduction": Introduction,
    "overview": Overview,
    "proactive": Proactive,
    "applications": Applications,
    "remedies": Remedies,
    "problems": Problems,
    "other_matters": OtherMatters,
    "signature": Signature,
}
_OPTIONAL: Final = frozenset({"organ", "introduction", "signature"})

SomeReport = TypeVar("SomeReport", bound=SeenReport)
"""A report whose class stays what it was."""


def _content(report: SeenReport) -> tuple[object, ...]:
    return tuple(getattr(report, each.name) for each in fields(SeenReport))


def _problems(report: Report) -> Iterator[Problem]:
    """Everything that keeps the report from being one."""
    yield from line_problems(report.agency, "agency", LONGEST_AGENCY)
    yield from year_problems(report.year, "year")
    if report.title is not None:
        yield from words_problems(report.title, "title")
    form = edition_for(report.year) if is_year(report.year) else None
    for key, kind in _PARTS.items():
        part = getattr(report, key)
        if part is None and key not in _OPTIONAL:
            title = part_labels(form or newest())[key]
            yield Problem(_("缺少“{title}”", title=title), key)
        elif part is not None and not isinstance(part, kind):
            yield Problem(_misplaced(part, kind), key)
        elif isinstance(part, StatutoryTable):
            yield from part.values.problems
            if part.assumed and form is not None and part.edition != form.edition:
                yield Problem(_other_form(part, report.year, form.edition), key)
    yield from _waiver_problems(report.waivers)
    try:
        own_fields(report.fields)
    except InputError as error:
        yield from error.problems


def _waiver_problems(waivers: object) -> Iterator[Problem]:
    if not isinstance(waivers, tuple):
        yield Problem(_("应是 Waiver 的列表，却是{found}", found=shown(waivers)), "waivers")
        return
    for place, waiver in enumerate(waivers, 1):
        if not isinstance(waiver, Waiver):
            yield Problem(_misplaced(waiver, Waiver), f"waivers.{place}")


def _other_form(table: StatutoryTable, year: int, usual: str) -> Message:
    return _(
        "{year} 年度的报告用 {usual} 年格式，这张表没有写明格式，按最新的 {edition} 年格式组成；"
        "写 edition={written}，确实按 {edition} 年格式填的，写 edition={kept}",
        year=year,
        usual=usual,
        edition=table.edition,
        written=f'"{usual}"',
        kept=f'"{table.edition}"',
    )


def _misplaced(part: object, kind: type) -> Message:
    """The message for what stands where an object of that class belongs."""
    own = next((key for key, other in _PARTS.items() if type(part) is other), None)
    if own is not None:
        return _(
            "这里应是 {name}，却是 {other}；{other} 写在 {own}",
            name=kind.__name__,
            other=type(part).__name__,
            own=own,
        )
    written = "(…)"
    if issubclass(kind, Prose):
        written = '("…")'
    elif issubclass(kind, StatutoryTable):
        written = ".of(…)"
    return not_that(kind.__name__ + written, part)


def usual_title(agency: str, year: int) -> str:
    """The title by the form's pattern: agency, year, 政府信息公开工作年度报告."""
    return edition_for(year).title.format(agency=agency, year=year)
