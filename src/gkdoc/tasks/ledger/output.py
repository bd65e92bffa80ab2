"""A ledger written out, for programs (JSON) and for people (a workbook)."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import asdict

from gkdoc.messages import Message, _
from gkdoc.model import printed
from gkdoc.model.totals import leaves
from gkdoc.read.sheets.dates import Day, Unreadable
from gkdoc.spec import CellRef
from gkdoc.tasks.ledger.counting import Ledger
from gkdoc.tasks.ledger.entries import Entry
from gkdoc.tasks.ledger.rows import Doubtful, Outside, Unplaced
from gkdoc.tasks.ledger.vocabulary import column_labels
from gkdoc.write.xlsx.book import Book, CellContent, ListSheet, Look, Styled, open_lists

VERSION: Final = 1
"""The version of the JSON that is written."""

_WIDTH_OF_LABELS: Final = 50
_ROW_WIDTHS: Final = (10, 18, 16, 12, 12, 30)


def as_json(ledger: Ledger) -> dict[str, Any]:
    """The figures, the rows that make up each of them, and the rows in none, as JSON holds them.

    A row is named by its number, after the name of its sheet where several sheets were read.
    """

    def told(rows: Sequence[Unplaced | Doubtful | Outside]) -> list[dict[str, Any]]:
        return [{**_tree(each.entry, ledger), "reason": each.reason} for each in rows]

    return {
        "gkdoc": VERSION,
        "register": str(ledger.register or ""),
        "year": ledger.year,
        "rows": ledger.rows,
        "counted": len(ledger.counted),
        "reckoning": {
            **asdict(ledger.reckoning),
            "cases_of_rows": {str(ledger.place(each.entry)): each.cases for each in ledger.counted},
        },
        "figures": {
            str(ref): value for ref, value in ledger.table.values.entered.items() if value != 0
        },
        "cells": {str(ref): rows for ref, rows in _rows_of_cells(ledger).items() if rows},
        "unplaced": told(ledger.unplaced),
        "repeated": [
            {
                **_tree(each.entry, ledger),
                "counted": ledger.place(each.counted),
                "differs": list(each.differs),
            }
            for each in ledger.repeated
        ],
        "doubtful": told(ledger.doubtful),
        "outside": told(ledger.outside),
    }


def json_text(ledger: Ledger) -> str:
    """The same as text: a cell with all its rows is one line."""
    lines = (f" {_line(key)}: {_lines(value)}" for key, value in as_json(ledger).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: object) -> str:
    """A map or list with one entry on each line."""
    match value:
        case dict() if value:
            entries = (f"  {_line(key)}: {_line(item)}" for key, item in value.items())
            return "{\n" + ",\n".join(entries) + "\n }"
        case list() if value:
            return "[\n" + ",\n".join(f"  {_line(item)}" for item in value) + "\n ]"
    return _line(value)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def workbook(ledger: Ledger) -> bytes:
    """The bytes of a workbook: table three, and each row with its cells, or why it has none."""
    target = io.BytesIO()
    with open_lists(target) as book:
        _figures(book, ledger)
        _counted(book, ledger)
        _rest(book, ledger)
    return target.getvalue()


def _tree(entry: Entry, ledger: Ledger) -> dict[str, Any]:
    """The row as JSON shows it."""
    return {
        "row": ledger.place(entry),
        "number": entry.number,
        "applicant": _joined(entry.applicant, entry.applicant_detail),
        "received": _shown(entry.received),
        "answered": _shown(entry.answered),
        "outcome": _joined(entry.outcome, entry.outcome_detail),
    }


def _rows_of_cells(ledger: Ledger) -> Mapping[CellRef, list[int | str]]:
    """The rows of the register in each cell of the form, in their order."""
    enclosing: dict[CellRef, list[CellRef]] = {}
    for ref, parts in leaves(ledger.spec).items():
        for leaf in parts:
            enclosing.setdefault(leaf, []).append(ref)
    cells: dict[CellRef, list[int | str]] = {ref: [] for ref in ledger.spec.cells}
    for counted in ledger.counted:
        row = ledger.place(counted.entry)
        for leaf in counted.cells:
            for ref in enclosing[leaf]:
                cells[ref].append(row)
    return cells


def _figures(book: Book, ledger: Ledger) -> None:
    spec = ledger.spec
    values = ledger.table.values
    columns = spec.blocks[0].column_leaves()
    sheet = book.list_sheet("表三", (_WIDTH_OF_LABELS, *(11 for _ in columns)))
    sheet.row([f"{ledger.year} 年度  {spec.title}"], "title")
    name = ledger.register.name if ledger.register is not None else "台账"
    sheet.row([f"由 {name} 的 {ledger.rows} 行算出；{_not_counted(ledger)}"], "note")
    # In one row: the table just has room on a page.
    sheet.row(["；".join(reckoning_lines(ledger))], "note")
    sheet.heading(("", *(column.label for column in columns)))
    for row, label in spec.row_labels.items():
        if row in spec.rows:
            figures = (int(printed(values[row, column.path])) for column in columns)
            sheet.row([label, *figures])


def reckoning_lines(ledger: Ledger) -> tuple[Message, ...]:
    """How the rows add up, and the cases."""
    found = ledger.reckoning
    return (
        _(
            "核对：台账 {rows} 行 ＝ 计入 {counted} 行 ＋ 没有计入 {not_counted} 行",
            rows=found.rows,
            counted=found.counted,
            not_counted=found.not_counted,
        ),
        _(
            "核对：计入 {cases} 件 ＝ 本年新收 {received} 件 ＋ 上年结转 {carried_in} 件",
            cases=found.cases,
            received=found.received,
            carried_in=found.carried_in,
        ),
    )


def _not_counted(ledger: Ledger) -> str:
    return (
        f"没有归类 {len(ledger.unplaced)} 行，重复 {len(ledger.repeated)} 行，"
        f"不属本年度 {len(ledger.outside)} 行"
    )


def _counted(book: Book, ledger: Ledger) -> None:
    sheet = book.list_sheet("逐行", (*_ROW_WIDTHS, 8, 16, 30, 44))
    sheet.heading((*_headings(), "件数", "申请人一列", "收到一行", "结果一行"))
    labels = ledger.spec.row_labels
    columns = {column.path: column.label for column in ledger.spec.blocks[0].column_leaves()}
    for each in ledger.counted:
        cells = columns[each.column], labels[each.begun], labels[each.ended]
        sheet.row([*_row(each.entry, ledger), each.cases, *cells])


def _rest(book: Book, ledger: Ledger) -> None:
    _reasons(book.list_sheet("没有归类", (*_ROW_WIDTHS, 50)), ledger, ledger.unplaced)
    sheet = book.list_sheet("重复", (*_ROW_WIDTHS, 12, 30))
    sheet.heading((*_headings(), "计入的是第几行", "与那一行不同"))
    for each in ledger.repeated:
        kept = Styled(ledger.place(each.counted), "name")
        differs = Styled("、".join(each.differs), "wrong")
        sheet.row([*_row(each.entry, ledger), kept, differs])
    sheet = book.list_sheet("不属本年度", (*_ROW_WIDTHS, 50))
    _reasons(sheet, ledger, ledger.outside, look="plain")
    if ledger.doubtful:
        sheet = book.list_sheet("请核对", (*_ROW_WIDTHS, 60))
        _reasons(sheet, ledger, ledger.doubtful, "请核对什么")


def _reasons(
    sheet: ListSheet,
    ledger: Ledger,
    rows: Sequence[Unplaced | Doubtful | Outside],
    heading: str = "原因",
    *,
    look: Look = "wrong",
) -> None:
    sheet.heading((*_headings(), heading))
    for each in rows:
        sheet.row([*_row(each.entry, ledger), Styled(each.reason, look)])


def _headings() -> tuple[str, ...]:
    keys = ("number", "applicant", "received", "answered", "outcome")
    return ("行", *(column_labels()[key] for key in keys))


def _row(entry: Entry, ledger: Ledger) -> list[CellContent | Styled]:
    return [
        Styled(ledger.place(entry), "name"),
        entry.number,
        _joined(entry.applicant, entry.applicant_detail),
        _day(entry.received),
        _day(entry.answered),
        _joined(entry.outcome, entry.outcome_detail),
    ]


def _day(day: Day) -> CellContent:
    return day.text or day.reason if isinstance(day, Unreadable) else day


def _shown(day: Day) -> str | None:
    found = _day(day)
    return str(found) if found is not None else None


def _joined(word: str, detail: str) -> str:
    return " · ".join(filter(None, (word, detail)))
