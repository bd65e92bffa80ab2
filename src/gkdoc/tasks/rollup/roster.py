"""The roster of the units that have to hand in a report: a table or a YAML or JSON list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.read.notes import cut_short
from gkdoc.read.sheets.dates import Unreadable
from gkdoc.read.sheets.opening import open_sources
from gkdoc.read.sheets.rows import JOINED, Row, RowSource, letters_of
from gkdoc.read.source import content_of, text_of
from gkdoc.read.syntax.json import parse_json
from gkdoc.read.syntax.nodes import Mapping as MapNode
from gkdoc.read.syntax.nodes import Node, Scalar, kind_of
from gkdoc.read.syntax.nodes import Sequence as ListNode
from gkdoc.read.syntax.yaml import parse_yaml
from gkdoc.spec import Field, envelope

_JSON: Final = ".json"
_LISTS: Final = (".yaml", ".yml", _JSON)
_NAMES: Final = ("单位", "单位名称", "名称", "所属单位", "报送单位", "填报单位")
_DEEPEST_HEADER: Final = 5
_MOST_ROWS: Final = 50_000


@cache
def _agency() -> Field:
    return next(field for field in envelope("report") if field.key == "agency")


@cache
def _headers() -> frozenset[str]:
    return frozenset(map(letters_of, (*_agency().labels(), *_NAMES)))


def read_roster(path: Path | str) -> tuple[str, ...]:
    """The names of the units, in their order. InputError with every problem.

    A table (CSV, .xlsx) has the names in the column with that header, otherwise in its first one.
    A list is a YAML or JSON list of names, or a map with that list under 单位.
    """
    path = Path(path)
    named = _listed(path) if path.suffix.lower() in _LISTS else _tabled(path)
    names: dict[str, str] = {}
    problems = []
    for name, line, column in named:
        key = same_name(name)
        if key in names:
            message = _("名单上“{name}”有两处", name=name)
            problems.append(Problem(message, line=line, column=column))
        names.setdefault(key, name)
    if problems:
        raise InputError(path, cut_short(problems))
    if not names:
        raise InputError(path, [Problem(_("名单是空的"))])
    return tuple(names.values())


def same_name(name: str) -> str:
    """The name of a unit as it is compared: blanks and the width of signs do not matter."""
    return letters_of(name).casefold()


def _tabled(path: Path) -> Iterator[tuple[str, int | None, int | None]]:
    with open_sources(path) as sources:
        tables = {source.name: _rows_of(source, path) for source in sources}
    rows = _with_names(tables, path)
    start, column = _header(rows)
    for number, row in enumerate(rows[start:], start=start + 1):
        cell = row[column] if column < len(row) else None
        if isinstance(cell, Unreadable) and cell is not JOINED:
            raise InputError(path, [Problem(cell.reason, line=number, column=column + 1)])
        name = "" if cell is None or cell is JOINED else " ".join(str(cell).split())
        if name:
            yield name, number, column + 1


def _with_names(tables: Mapping[str, Sequence[Row]], path: Path) -> Sequence[Row]:
    """The rows of the sheet that has the column of names; an only sheet needs no header."""
    filled = {sheet: rows for sheet, rows in tables.items() if any(map(any, rows))}
    headed = {sheet: rows for sheet, rows in filled.items() if _header(rows)[0]}
    chosen = headed or filled
    if len(chosen) > 1:
        listed = Listed("、", (_("“{sheet}”", sheet=sheet) for sheet in chosen))
        message = _(
            "不知道名单是哪一张工作表：{listed}；请只留一张，或者只让一张有“单位”一列",
            listed=listed,
        )
        raise InputError(path, [Problem(message)])
    return next(iter(chosen.values()), ())


def _rows_of(source: RowSource, path: Path) -> Sequence[Row]:
    """The rows, each up to its last cell with something in it."""
    rows: list[Row] = []
    for row in islice(source.rows(), _MOST_ROWS + 1):
        filled = max((place for place, cell in enumerate(row) if cell is not None), default=-1)
        rows.append(row[: filled + 1])
    if len(rows) > _MOST_ROWS:
        raise InputError(path, [Problem(_("名单超过 {most_rows} 行", most_rows=_MOST_ROWS))])
    return rows


def _header(rows: Sequence[Row]) -> tuple[int, int]:
    """The number of rows up to the header, and the column of the names."""
    for number, row in enumerate(rows[:_DEEPEST_HEADER], start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and letters_of(cell) in _headers():
                return number, column
    return 0, 0


def _listed(path: Path) -> Iterator[tuple[str, int | None, int | None]]:
    text, _encoding = text_of(content_of(path), path)
    root = parse_json(text, path) if path.suffix.lower() == _JSON else parse_yaml(text, path)
    if isinstance(root, MapNode):
        lists = [pair.value for pair in root if letters_of(pair.key.text) in _headers()]
        if len(lists) != 1:
            raise _fault(_("名单应是单位名称的列表，或者写在“单位:”之下"), root, path)
        root = lists[0]
    if not isinstance(root, ListNode):
        raise _fault(_("名单应是单位名称的列表，却是{root}", root=kind_of(root)), root, path)
    for item in root.items:
        yield _name(item, path), item.line, item.column


def _name(item: Node, path: Path) -> str:
    if isinstance(item, Scalar) and not item.null:
        return " ".join(item.text.split())
    raise _fault(_("这里应是单位名称，却是{item}", item=kind_of(item)), item, path)


def _fault(message: Message, node: Node, path: Path) -> InputError:
    return InputError(path, [Problem(message, line=node.line, column=node.column)])
