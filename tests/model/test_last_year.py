"""References to last year: whatever a form has, the figure is that of the same place then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve

from gkdoc.model import Report, TableValues, printed
from gkdoc.model.references.figures import figure_of
from gkdoc.model.references.names import places
from gkdoc.spec import CellRef, Heading, TableSpec, form
from tests.tools.editions import EDITIONS
from tests.tools.reports import small, with_tables

YEAR = int(max(EDITIONS))

FORMS = [
    spec
    for edition in EDITIONS
    for own in form(edition).tables.values()
    for spec in dict.fromkeys((own, own.undivided))
]
PAIRS = [(now, then) for now, then in product(FORMS, FORMS) if now.key == then.key]


def with_figures(spec: TableSpec, year: int, figures: Sequence[int]) -> Report:
    """A report of the year with one figure after the other in that table, and zeros elsewhere."""
    report = with_tables(small(year=year), 0, spec.edition)
    kind = type(report.tables[spec.key])
    values = dict(zip(spec.cells, figures, strict=False))
    return report.with_tables({spec.key: kind(TableValues(spec, values))})


def headings(
    own: Sequence[Heading], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Every heading of a tree: the labels down to it, and the figures that stand under it."""
    for heading in own:
        labels = (*above, heading.label)
        yield labels, frozenset(leaf.path for leaf in heading.leaves())
        yield from headings(heading.children, labels)


def named_places(spec: TableSpec) -> Iterator[tuple[str, frozenset[CellRef]]]:
    """All that can be named, by its labels in full, with its cells; no total beside its parts."""
    sums = spec.sum_relations
    totals = {name for relation in sums for name in relation.left}
    for block in spec.blocks:
        sides = [
            [
                (labels, under)
                for labels, under in headings(own)
                if len(under) == 1 or not under & totals
            ]
            for own in (block.rows, block.columns)
        ]
        for (rows, row_paths), (columns, column_paths) in product(*sides):
            name = "·".join((spec.title, *rows, *columns))
            yield name, frozenset(CellRef(spec.key, *at) for at in product(row_paths, column_paths))


def counted_there(cells: frozenset[CellRef], now: TableSpec, then: TableSpec) -> set[CellRef]:
    """The cells of last year's form that count what these do; empty if it cannot tell."""
    divided = {**now.divisions, **then.divisions}

    def fine(ref: CellRef) -> set[CellRef]:
        return {CellRef(ref.table, row, ref.column) for row in divided.get(ref.row, (ref.row,))}

    sought = {each for ref in cells for each in fine(ref)}
    found = {ref for ref in then.cells if fine(ref) <= sought}
    return found if {each for ref in found for each in fine(ref)} == sought else set()


def added(values: TableValues, cells: Collection[CellRef]) -> int:
    """The figures of the cells, added up."""
    return sum(int(printed(values.at(ref))) for ref in cells)


def growth(now: int, then: int) -> str | None:
    """What 同比增长 prints; None where two decimals would say that nothing changed."""
    if now == then:
        return "同比持平"
    share = Fraction(100 * abs(now - then), then)
    rounded = (Decimal(share.numerator) / share.denominator).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    return f"同比{'增长' if now > then else '下降'}{rounded}%" if rounded else None


def difference(now: int, then: int) -> str:
    """What 比上年增减 prints."""
    if now == then:
        return "与上年持平"
    return f"比上年{'增加' if now > then else '减少'}{abs(now - then)}件"


@pytest.mark.parametrize("spec", FORMS, ids=lambda spec: f"{spec.key} {spec.edition}")
def test_the_places_are_those_of_the_form(spec: TableSpec) -> None:
    """No heading is left out of what can be named, and none is there twice."""
    own = [frozenset(place.cells) for place in places(spec)]
    assert sorted(map(sorted, own)) == sorted(sorted(cells) for _, cells in named_places(spec))


@pytest.mark.parametrize(
    ("now", "then"), PAIRS, ids=lambda spec: f"{spec.key} {spec.edition} {spec.shape[0]}"
)
def test_every_figure_of_last_year_is_its_own(now: TableSpec, then: TableSpec) -> None:
    """Bare, 上年数, 增减 and 同比 of all that has a name are what the two tables give directly."""
    count = len(now.cells)
    report = with_figures(now, YEAR, [100 + 3 * number for number in range(count)])
    last = with_figures(then, YEAR - 1, [90 + 37 * number % 1009 for number in range(2 * count)])
    this_year = report.tables[now.key].values
    last_year = last.tables[then.key].values
    said = 0
    for name, cells in named_places(now):
        figure = added(this_year, cells)
        assert figure_of(name, report, last) == figure_of(name, report) == str(figure), name
        there = counted_there(cells, now, then)
        before = added(last_year, there) if there else None
        printed = {
            "上年数": None if before is None else str(before),
            "比上年增减，件": None if before is None else difference(figure, before),
            "同比增长": None if before is None else growth(figure, before),
        }
        for option, words in printed.items():
            assert figure_of(f"{name}，{option}", report, last) == words, (name, option)
        said += before is not None
    assert said or now.edition != then.edition


def test_a_group_that_gained_a_heading_is_the_same_group() -> None:
    """Without a key of its own, too: it is known by its words, not by what is added up in it."""
    now = next(each for each in FORMS if each.key == "applications" and each.divisions)
    (block,) = now.blocks
    then = evolve(now, blocks=(evolve(block, columns=tuple(map(without_one, block.columns))),))
    report, last = with_figures(now, YEAR, [5] * 1000), with_figures(then, YEAR - 1, [1] * 1000)
    total = {name for relation in now.sum_relations for name in relation.left}
    groups = [
        (labels, len(columns))
        for labels, columns in headings(block.columns)
        if len(columns) > 1 and not columns & total
    ]
    assert groups
    for labels, columns in groups:
        name = "·".join((block.rows[-1].label, *labels))
        assert figure_of(f"{name}，上年数", report, last) == str(columns - 1)


def without_one(heading: Heading) -> Heading:
    """The heading without the first one of each innermost group in it."""
    if heading.children and not any(child.children for child in heading.children):
        return evolve(heading, children=heading.children[1:])
    return evolve(heading, children=tuple(map(without_one, heading.children)))
