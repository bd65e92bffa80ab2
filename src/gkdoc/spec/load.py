"""Turns the data files into forms and asserts their shape; a wrong data file does not load."""

from __future__ import annotations

import copyreg
import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from attrs import evolve

from gkdoc.spec.forms import Form, Section, Superseded, Topic
from gkdoc.spec.model import Heading, Kind, Orientation, Relation, Source, TableBlock, TableSpec
from gkdoc.spec.source import folders_with, load_document

_FOLDER = "annual_report"
_FORM = "form.yaml"

# Word allows 40 characters in a bookmark name; the prefix that hides it takes four.
_LONGEST_CODE = 36


def edition_names() -> tuple[str, ...]:
    """The editions for which there is a form, in no order that means anything."""
    return folders_with(_FORM, _FOLDER)


@cache
def form(edition: str) -> Form:
    """The form of `edition`; KeyError if there is none."""
    if edition not in edition_names():
        raise KeyError(edition)
    document = load_document(f"{_FOLDER}/{edition}/{_FORM}")
    source = _source(document["source"])
    sections = tuple(_section(entry) for entry in document["sections"])
    return Form(
        edition=edition,
        source=source,
        issued=document.get("issued", datetime.date(document["from"], 1, 1)),
        first_year=document["from"],
        title=document["title"],
        sections=sections,
        tables={section.key: _table(edition, section) for section in sections if section.table},
        fee_statement=document.get("fee_statement", False),
        superseded=tuple(
            Superseded(entry["words"], entry.get("now", source.notice))
            for entry in document.get("superseded", ())
        ),
    )


def _section(entry: Mapping[str, Any]) -> Section:
    return Section(
        key=entry["key"],
        titles=(entry["title"], *entry.get("also", ())),
        table=entry["content"] == "table",
        topics=tuple(
            Topic(topic["key"], topic["title"], tuple(topic["words"]))
            for topic in entry.get("topics", ())
        ),
    )


def table(key: str, edition: str) -> TableSpec:
    """The table `key` of `edition`; KeyError if there is none."""
    return form(edition).tables[key]


def _named(key: str, edition: str, undivided: bool) -> TableSpec:  # noqa: FBT001 - pickle's call
    spec = table(key, edition)
    return spec.undivided if undivided else spec


def _by_name(
    spec: TableSpec,
) -> tuple[Callable[[str, str, bool], TableSpec], tuple[str, str, bool]]:
    """How a form goes to another process: every report holds three, and both sides know them."""
    own = table(spec.key, spec.edition)
    if spec not in (own, own.undivided):
        from pickle import PicklingError

        raise PicklingError(f"{spec.key} {spec.edition} is no form that is printed")
    return _named, (spec.key, spec.edition, spec != own)


copyreg.pickle(TableSpec, _by_name)


def _table(edition: str, section: Section) -> TableSpec:
    document = load_document(f"{_FOLDER}/{edition}/{section.key}.yaml")
    own: dict[str, Any] = {
        "edition": edition,
        "title": section.title,
        "source": _source(document["source"]),
        "shape": (document["shape"]["rows"], document["shape"]["columns"]),
    }
    if "same_as" in document:
        other = table(section.key, document["same_as"])
        spec = evolve(other.undivided if document.get("undivided") else other, **own)
    else:
        spec = TableSpec(
            key=document["table"],
            orientation=Orientation(document["orientation"]),
            code=document["code"],
            blocks=tuple(_block(entry) for entry in document["blocks"]),
            sum_relations=tuple(_sum(entry) for entry in document.get("sums", ())),
            balance_relations=tuple(_balance(entry) for entry in document.get("balances", ())),
            roles=tuple(document.get("roles", {}).items()),
            **own,
        )
    _assert_shape(spec, section.key)
    return spec


def _sum(entry: Mapping[str, Any]) -> Relation:
    return Relation(entry["rule"], entry["across"], (entry["total"],), tuple(entry["parts"]))


def _balance(entry: Mapping[str, Any]) -> Relation:
    return Relation(entry["rule"], entry["across"], tuple(entry["left"]), tuple(entry["right"]))


def _block(entry: Mapping[str, Any]) -> TableBlock:
    return TableBlock(
        rows=_headings(entry["rows"]),
        columns=_headings(entry["columns"]),
        title=entry.get("title"),
        corner=entry.get("corner"),
    )


def _headings(entries: Iterable[Mapping[str, Any]], above: str = "") -> tuple[Heading, ...]:
    return tuple(_heading(entry, above) for entry in entries)


def _heading(entry: Mapping[str, Any], above: str) -> Heading:
    key = entry.get("key")
    path = above if key is None else f"{above}.{key}".lstrip(".")
    undivided = entry.get("undivided")
    return Heading(
        label=entry["label"],
        key=key,
        path=path,
        code=entry.get("code", ""),
        kind=Kind(entry["kind"]) if "kind" in entry else None,
        basis=entry.get("basis", ""),
        note=entry.get("note", ""),
        children=_headings(entry.get("children", ()), path),
        undivided=(
            None if undivided is None else _heading({"label": entry["label"], **undivided}, above)
        ),
    )


def _source(entry: Mapping[str, str]) -> Source:
    return Source(entry["document"], entry["notice"])


def _assert_shape(spec: TableSpec, key: str) -> None:
    """Fail loudly on a data file that contradicts itself: it is our fault, not the user's."""
    name = f"{key} {spec.edition}"
    assert spec.key == key, name
    rows = [row.path for block in spec.blocks for row in block.row_leaves()]
    assert len(set(rows)) == len(rows), f"{name}: rows twice: {rows}"
    for columns in spec.rows.values():
        assert len(set(columns)) == len(columns), f"{name}: columns twice: {columns}"
    codes = Counter(cell.code for cell in spec.cells.values())
    assert max(codes.values()) == 1, f"{name}: codes twice: {codes.most_common(3)}"
    assert all(len(code) <= _LONGEST_CODE for code in codes), f"{name}: code too long"
    unknown = {path for _, path in spec.roles}.difference(rows, *spec.rows.values())
    assert not unknown, f"{name}: roles of nothing: {unknown}"
    printed = _printed_shape(spec)
    assert printed == spec.shape, f"{name}: {printed} != {spec.shape}"
    for relation in (*spec.sum_relations, *spec.balance_relations):
        assert not set(relation.left) & set(relation.right), f"{name}: {relation}"
    # Resolving the names of the relations raises KeyError for an unknown one.
    assert bool(spec.sums) == bool(spec.sum_relations), name
    assert bool(spec.balances) == bool(spec.balance_relations), name


def _printed_shape(spec: TableSpec) -> tuple[int, int]:
    """(rows, columns) of the grid that the headings of `spec` make when they are printed."""
    if spec.orientation is Orientation.ACROSS:
        block = spec.blocks[0]
        height = block.row_depth() + block.column_depth() + 1
        return height, len(block.row_leaves()) * len(block.column_leaves())
    rows = sum(
        (block.title is not None) + block.column_depth() + len(block.row_leaves())
        for block in spec.blocks
    )
    return rows, spec.label_columns + spec.column_units
