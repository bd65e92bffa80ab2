"""Rules about the cells of every table: a figure of its kind in each, and sums that add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from attrs import evolve

from gkdoc.check.figures import is_placeholder, number_meant
from gkdoc.check.rule import Remark, rule, rules
from gkdoc.check.subject import Subject
from gkdoc.check.sums import wording
from gkdoc.findings import Severity, Suspect
from gkdoc.messages import Listed, _
from gkdoc.model import BLANK, TableValues, Text, completed, printed
from gkdoc.spec import Cell, CellRef, Kind, Orientation, TableSpec

_KINDS = {
    Kind.COUNT: _("非负整数"),
    Kind.DECIMAL: _("非负的数"),
    Kind.SIGNED: _("整数（减少填负数）"),
}

_TABLES: Final = {"GK2": "proactive", "GK3": "applications", "GK4": "remedies"}
"""The table that a rule is about, by the beginning of its id."""

_OF_KINDS: Final = {
    "GK201": _("表二各格应为该格所要求的数：件数为非负整数，金额可有小数，增减可为负数。"),
    "GK304": _("表三各格应为非负整数。"),
    "GK402": _("表四各格应为非负整数。"),
}
_OF_BLANKS: Final = {
    "GK204": _("表二各格都应填写数字，没有发生的填 0。"),
    "GK305": _("表三各格都应填写数字，没有发生的填 0。"),
    "GK403": _("表四各格都应填写数字，没有发生的填 0。"),
}

_Place = tuple[int, int]


@rule("GK301", Severity.ERROR)
def received_and_carried_in_are_settled_or_carried_out(subject: Subject) -> Iterator[Remark]:
    """表三每一列，本年新收与上年结转之和，应等于办理结果总计与结转下年度之和。"""
    return wording.remarks("GK301", subject)


@rule("GK302", Severity.ERROR)
def results_add_up(subject: Subject) -> Iterator[Remark]:
    """表三每一列，（七）总计应等于（一）至（六）各行之和。"""
    return wording.remarks("GK302", subject)


@rule("GK303", Severity.ERROR)
def applicants_add_up(subject: Subject) -> Iterator[Remark]:
    """表三每一行，总计应等于自然人和五类法人或其他组织之和。"""
    return wording.remarks("GK303", subject)


@rule("GK401", Severity.ERROR)
def outcomes_add_up(subject: Subject) -> Iterator[Remark]:
    """表四每一组，总计应等于维持、纠正、其他结果和尚未审结之和。"""
    return wording.remarks("GK401", subject)


def _wrong_kinds(identifier: str, subject: Subject) -> Iterator[Remark]:
    """A remark for each cell whose words or number are not of the kind the cell takes."""
    values = subject.entered.get(_TABLES[identifier[:3]])
    if values is None:
        return
    for ref, value in values.entered.items():
        cell = values.spec.cells[ref]
        if isinstance(value, Text) and not is_placeholder(value.text):
            yield evolve(_not_a_figure(cell, value.text), relations=wording.of_words(subject, ref))
        elif isinstance(value, int | Decimal) and value < 0 and cell.kind is not Kind.SIGNED:
            yield Remark(
                str(ref),
                _("填的是负数 {value}，应为{kind}", value=printed(value), kind=_KINDS[cell.kind]),
            )


def _blanks(identifier: str, subject: Subject) -> Iterator[Remark]:
    """A remark for each run of cells without a figure, and one for the totals left out in it.

    A run is a set of cells that touch each other at a side. It is named by its cell if it is one,
    by its row if it is a whole row, by the table if it goes over several rows.
    """
    values = subject.entered.get(_TABLES[identifier[:3]])
    if values is None:
        return
    empty = {
        ref
        for ref, value in values.entered.items()
        if value is BLANK or (isinstance(value, Text) and is_placeholder(value.text))
    }
    totals = _totals_left_out(values, empty)
    for run in _runs(values.spec, empty):
        left_out = {ref: totals[ref] for ref in run if ref in totals}
        others = [ref for ref in run if ref not in totals]
        if left_out:
            yield _totals_remark(values, left_out)
        if others:
            yield _blank_remark(values, run, others)


RULES: Final = (
    *rules(_OF_KINDS, Severity.ERROR, _wrong_kinds),
    *rules(_OF_BLANKS, Severity.WARNING, _blanks),
)


def _not_a_figure(cell: Cell, text: str) -> Remark:
    meant = number_meant(text, cell.kind, ten_thousands="万元" in cell.column_labels[-1])
    offer = "" if meant is None else _("，可能是指 {meant}", meant=printed(meant))
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return Remark(
        str(cell.ref),
        _("填的是“{shown}”，应为{kind}{offer}", shown=shown, kind=_KINDS[cell.kind], offer=offer),
        suspects=() if meant is None else (Suspect(str(cell.ref), text, printed(meant)),),
    )


def _totals_left_out(values: TableValues, empty: Collection[CellRef]) -> Mapping[CellRef, int]:
    """The totals without a figure that ought to have one, with what their parts add up to."""
    totals = {relation.total for relation in values.spec.sums}.intersection(empty)
    if not totals:
        return {}
    parts = {ref: value for ref, value in values.entered.items() if ref not in totals}
    added = completed(TableValues(values.spec, parts))
    return {
        ref: total for ref, total in added if ref in totals and isinstance(total, int) and total
    }


def _totals_remark(values: TableValues, totals: Mapping[CellRef, int]) -> Remark:
    first = next(iter(totals))
    message = _("合计没有填写，按各项之和应为 {first}", first=str(totals[first]))
    if len(totals) > 1:
        others = Listed(
            "、", (f"{values.spec.row_labels[ref.row]} {totals[ref]}" for ref in totals)
        )
        message = _(
            "{count} 格合计没有填写，按各项之和应为：{others}", count=len(totals), others=others
        )
    suspects = (
        Suspect(str(ref), printed(values.at(ref)), str(total)) for ref, total in totals.items()
    )
    return Remark(str(first), message, suspects=tuple(suspects))


def _blank_remark(values: TableValues, run: Sequence[CellRef], others: Sequence[CellRef]) -> Remark:
    rows = dict.fromkeys(ref.row for ref in run)
    signs = dict.fromkeys(printed(values.at(ref)).strip() for ref in run)
    quoted = (_("“{sign}”", sign=sign) if sign else _("空白") for sign in signs)
    if len(run) == 1:
        address, which = str(run[0]), _("这一格")
    elif len(rows) == 1:
        (row,) = rows
        whole = len(run) == len(values.spec.rows[row])
        address = f"{run[0].table}.{row}" if whole else str(others[0])
        which = _("整行") if whole else _("{count} 格", count=len(run))
    else:
        address = run[0].table
        which = _("{rows} 行共 {cells} 格", rows=len(rows), cells=len(run))
    return Remark(
        address,
        _("{which}没有数字（{shown}），没有发生的应填 0", which=which, shown=Listed("、", quoted)),
    )


def _runs(spec: TableSpec, refs: Collection[CellRef]) -> Iterator[Sequence[CellRef]]:
    """The cells in runs that touch at a side, each in the order of the form."""
    places = _places(spec)
    left = {places[ref]: ref for ref in spec.cells if ref in refs}
    while left:
        start = next(iter(left))
        run, edge = {start: left.pop(start)}, [start]
        while edge:
            row, column = edge.pop()
            for down, right in ((0, -1), (0, 1), (-1, 0), (1, 0)):
                beside = row + down, column + right
                if beside in left:
                    run[beside] = left.pop(beside)
                    edge.append(beside)
        yield [run[place] for place in sorted(run)]


def _places(spec: TableSpec) -> Mapping[CellRef, _Place]:
    """Where each figure stands among the figures of the table: its row and column."""
    places: dict[CellRef, _Place] = {}
    for row, (key, columns) in enumerate(spec.rows.items()):
        for column, name in enumerate(columns):
            across = spec.orientation is Orientation.ACROSS
            place = (0, len(places)) if across else (row, column)
            places[CellRef(spec.key, key, name)] = place
    return places
