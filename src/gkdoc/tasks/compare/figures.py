"""The main figures of several years side by side, with change and share.

Which figures are the main ones follows from the form: all of table two and four, of table three the
total of each row and group, and the kinds of applicants of what was received.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from gkdoc.check.figures import sound
from gkdoc.errors import UsageError
from gkdoc.messages import Listed, Message, _
from gkdoc.model import NOT_ENTERED, CellValue, Number, SeenReport, TableValues, completed, printed
from gkdoc.model.totals import divisions
from gkdoc.spec import CellRef, Heading, TableSpec, edition_for

_DIGITS: Final = Decimal("0.0001")


@frozen
class ComparedFigure:
    """One main figure in one report; `number` is None where the report has no number there.

    `share` is its part of the sum that it belongs to (占比); None where it is in none, or in one
    that is not above 0. `change` and `growth` compare with the report before; None where that is
    not possible. A growth from 0 or less has no number. `instead` is what stands in the place of a
    number, empty for a blank; None where there is a number, and where nothing was read.
    """

    number: Number | None = None
    share: Decimal | None = None
    change: Number | None = None
    growth: Decimal | None = None
    instead: str | None = None


@frozen
class ComparedRow:
    """A main figure in all reports: its address, its label, what its share is a part of."""

    address: str
    label: str
    section: str
    part_of: str
    figures: tuple[ComparedFigure, ...]


@frozen
class Comparison:
    """The reports by year, and the main figures in each of them."""

    reports: tuple[SeenReport, ...]
    rows: tuple[ComparedRow, ...]
    remarks: tuple[Message, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years, the earliest first."""
        return tuple(report.year for report in self.reports)


@frozen
class _Wanted:
    """A figure that is looked for: the cells that make it up, and those its share is taken of."""

    address: str
    label: str
    cells: tuple[CellRef, ...]
    whole: tuple[CellRef, ...] = ()
    whole_label: str = ""


def compare(reports: Sequence[SeenReport]) -> Comparison:
    """The main figures of reports of different years, the earliest first.

    UsageError where there are fewer than two, or two of one year.
    """
    ordered = sorted(reports, key=lambda report: report.year)
    years = [report.year for report in ordered]
    if len(ordered) < 2:
        raise UsageError(_("至少要两份报告才能比较"))
    doubled = sorted({year for year in years if years.count(year) > 1})
    if doubled:
        listed = Listed("、", map(str, doubled))
        raise UsageError(_("{listed} 年度的报告不止一份，每个年度只能有一份", listed=listed))
    found = [_figures(report) for report in ordered]
    rows: list[ComparedRow] = []
    for section in edition_for(years[-1]).sections:
        wanted: dict[str, _Wanted] = {}
        for report in ordered:
            if section.key in report.tables:
                spec = report.tables[section.key].values.spec
                wanted = {each.address: each for each in _wanted(spec)} | wanted
        rows += [
            ComparedRow(
                address=address,
                label=each.label,
                section=section.title,
                part_of=each.whole_label,
                figures=_compared([figures.get(address, ComparedFigure()) for figures in found]),
            )
            for address, each in wanted.items()
        ]
    remarks = (*_without_growth(years, rows), *_remarks(ordered))
    return Comparison(tuple(ordered), tuple(rows), remarks)


def _figures(report: SeenReport) -> Mapping[str, ComparedFigure]:
    """The main figures of one report, by address."""
    figures: dict[str, ComparedFigure] = {}
    for own in report.tables.values():
        values = completed(sound(own.values))
        for wanted in _wanted(values.spec):
            number = _sum(values, wanted.cells)
            whole = _sum(values, wanted.whole) if wanted.whole else None
            instead = _instead(values, wanted.cells) if number is None else None
            figures[wanted.address] = ComparedFigure(number, _ratio(number, whole), instead=instead)
    return figures


def _sum(values: TableValues, cells: Sequence[CellRef]) -> Number | None:
    """The sum of the cells; None where one of them holds no number."""
    numbers = [_number(values.at(ref)) for ref in cells]
    found = [number for number in numbers if number is not None]
    return sum(found) if len(found) == len(numbers) else None


def _instead(values: TableValues, cells: Sequence[CellRef]) -> str | None:
    """The words of the first cell that holds no number; None where one of them was not read."""
    held = [values.at(ref) for ref in cells]
    if NOT_ENTERED in held:
        return None
    return next(printed(value) for value in held if _number(value) is None)


def _number(value: CellValue) -> Number | None:
    return value if value is not NOT_ENTERED and isinstance(value, int | Decimal) else None


def _ratio(part: Number | None, whole: Number | None) -> Decimal | None:
    """The part of the whole with four decimals, halves rounded up; None of a whole up to 0."""
    if part is None or whole is None or whole <= 0:
        return None
    return (Decimal(part) / Decimal(whole)).quantize(_DIGITS, ROUND_HALF_UP)


def _compared(figures: Sequence[ComparedFigure]) -> tuple[ComparedFigure, ...]:
    """The figures, each but the first with its change from the one before."""
    compared = [figures[0]]
    for before, figure in pairwise(figures):
        if before.number is None or figure.number is None:
            compared.append(figure)
            continue
        change = figure.number - before.number
        compared.append(evolve(figure, change=change, growth=_ratio(change, before.number)))
    return tuple(compared)


def _wanted(spec: TableSpec) -> Iterator[_Wanted]:
    """The main figures of a table, in the form's order."""
    by_rows = {relation.across: relation for relation in spec.sum_relations}
    if "rows" not in by_rows:
        wholes = {part: total.total for total in spec.sums for part in total.parts}
        for ref in spec.cells:
            yield _single(spec, ref, wholes.get(ref))
        return
    (total_column,) = by_rows["columns"].left
    (total_row,) = by_rows["rows"].left
    whole = CellRef(spec.key, total_row, total_column)
    first = next(iter(spec.rows))
    single_rows = {row: parts[0].rpartition(".")[0] for row, parts in divisions(spec.key).items()}
    parts = set(by_rows["rows"].right)
    for heading in (each for block in spec.blocks for each in _walk(block.rows)):
        if heading.key is None:
            continue
        rows = [leaf.path for leaf in heading.leaves()]
        above = single_rows.get(heading.path, heading.path)
        is_part = heading.path in parts or heading.path.rpartition(".")[0] in parts
        yield _Wanted(
            address=f"{spec.key}.{above}.{total_column}",
            label=spec.row_labels.get(heading.path, heading.label),
            cells=tuple(CellRef(spec.key, row, total_column) for row in rows),
            whole=(whole,) if is_part else (),
            whole_label=spec.row_labels[total_row] if is_part else "",
        )
        if heading.path == first:
            for column in spec.rows[first]:
                if column != total_column:
                    ref = CellRef(spec.key, first, column)
                    yield _single(spec, ref, CellRef(spec.key, first, total_column))


def _single(spec: TableSpec, ref: CellRef, whole: CellRef | None) -> _Wanted:
    return _Wanted(
        address=str(ref),
        label=spec.cells[ref].label,
        cells=(ref,),
        whole=(whole,) if whole is not None else (),
        whole_label=spec.cells[whole].label if whole is not None else "",
    )


def _walk(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Each heading before those under it."""
    for heading in headings:
        yield heading
        yield from _walk(heading.children)


def _without_growth(years: Sequence[int], rows: Sequence[ComparedRow]) -> Iterator[Message]:
    """For each year the number of figures that changed from 0 or less, if there are any."""
    for position, year in enumerate(years):
        figures = (row.figures[position] for row in rows)
        count = sum(bool(figure.change) and figure.growth is None for figure in figures)
        if count:
            yield _(
                "{year} 年度有 {count} 项增减率写“—”：原来的数是 0 或者负数，"
                "增减不能写成百分比，请看增减数",
                year=year,
                count=count,
            )


def _remarks(reports: Sequence[SeenReport]) -> Iterator[Message]:
    """Each remark about the reports that a reader of the comparison needs."""
    agencies = list(dict.fromkeys(report.agency for report in reports))
    if len({"".join(agency.split()) for agency in agencies}) > 1:
        yield _("这些报告的机关名称不同：{agencies}", agencies=Listed("、", agencies))
    for before, after in pairwise(reports):
        if after.year != before.year + 1:
            years = _("{year} 年度与 {year2} 年度", year=before.year, year2=after.year)
            yield _("{years}之间缺报告，增减是与 {year} 年度相比", years=years, year=before.year)
    for report in reports:
        for section in edition_for(report.year).sections:
            if section.table and section.key not in report.tables:
                yield _("{year} 年度的报告里没有“{title}”", year=report.year, title=section.title)
    for section in edition_for(reports[-1].year).sections:
        specs = {
            report.year: report.tables[section.key].values.spec
            for report in reports
            if section.key in report.tables
        }
        first = next(iter(specs.values()), None)
        if any(first is not None and spec.rows != first.rows for spec in specs.values()):
            each = (
                _("{year} 年度是 {edition} 年格式", year=year, edition=spec.edition)
                for year, spec in specs.items()
            )
            listed, title = Listed("，", each), section.title
            yield _(
                "“{title}”的栏目各年不同（{listed}），不同的栏目不比较", title=title, listed=listed
            )
