"""What application registers call their columns, their applicants and their outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.read.sheets.rows import letters_of
from gkdoc.spec.editions import divided, printed_forms
from gkdoc.spec.model import Heading, TableSpec
from gkdoc.spec.source import folders_with, load_document

TABLE: Final = "applications"
"""The table that is made from a register."""

_WORDS: Final = "words.yaml"


@frozen
class RegisterColumn:
    """A column of a register: its name, and the headers under which it is found.

    `otherwise` are headers that are taken only where none of the other ones is there.
    """

    key: str
    label: Message
    also: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All headers under which it is found."""
        return (self.label, *self.also, *self.otherwise)


@frozen
class RegisterWords:
    """Words of registers, reduced to their letters, and what they mean.

    `applicants` gives the column of the form, `outcomes` its row. `groups` gives, for a word that
    only names a group of rows (不予公开), the name of the group; `legal_persons` are the words that
    only say that the applicant is no natural person; `open` those for what is not settled.
    """

    applicants: Mapping[str, str]
    legal_persons: frozenset[str]
    outcomes: Mapping[str, str]
    groups: Mapping[str, str]
    open: frozenset[str]


@cache
def register_columns() -> tuple[RegisterColumn, ...]:
    """The columns of a register."""
    return tuple(_column(entry) for entry in _document()["columns"])


@cache
def column_labels() -> Mapping[str, Message]:
    """The labels of the columns of a register, by their names."""
    return {column.key: column.label for column in register_columns()}


def dated(column: str, day: date) -> Message:
    """A day with the label of its column before it."""
    return _("{label} {day}", label=column_labels()[column], day=day)


@cache
def vocabulary(spec: TableSpec) -> RegisterWords:
    """The words for the rows and columns of one form: its labels, and what is added to them."""
    document, own = _document(), _own_words(spec.edition)
    groups = _groups(spec)
    return RegisterWords(
        applicants=_applicants(spec, {**document["applicants"], **own.get("applicants", {})}),
        legal_persons=_words(document["applicant_group"]),
        outcomes=_outcomes(spec, {**document["outcomes"], **own.get("outcomes", {})}, groups),
        groups=groups,
        open=_words(document["open"]),
    )


@cache
def words_of_any_form() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The words for applicants and outcomes in any form: keys, labels, words; newest first.

    Both give the column or the row of table three.
    """
    applicants: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    for spec in reversed(dict.fromkeys(map(divided, printed_forms(TABLE)))):
        known = vocabulary(spec)
        applicants |= {**known.applicants, **{key: key for key in applicant_columns(spec)}}
        outcomes |= {**known.outcomes, **{key: key for key in result_rows(spec)}}
    return applicants, outcomes


def result_rows(spec: TableSpec) -> tuple[str, ...]:
    """The rows of table three that say how an application was settled, in the form's order."""
    results = next(heading for heading in spec.blocks[0].rows if heading.children)
    parts = {part.row for total in spec.sums for part in total.parts if part.row != total.total.row}
    return tuple(leaf.path for leaf in results.leaves() if leaf.path in parts)


def applicant_columns(spec: TableSpec) -> tuple[str, ...]:
    """The columns of table three that name a kind of applicant, in the form's order."""
    parts = {
        part.column
        for total in spec.sums
        for part in total.parts
        if part.column != total.total.column
    }
    return tuple(column.path for column in spec.blocks[0].column_leaves() if column.path in parts)


@cache
def doubts() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    """What puts in doubt that a row is an application of its own, and the row that says the same.

    That row is named as the newest form does; None where there is none.
    """
    return tuple(
        (re.compile("|".join(entry["words"])), entry.get("unless"))
        for entry in _document()["in_doubt"]
    )


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = load_document("ledger.yaml")
    return document


def _own_words(edition: str) -> Mapping[str, Any]:
    """The words for rows and columns that only this edition has; most have none."""
    if edition not in folders_with(_WORDS, "annual_report"):
        return {}
    words: Mapping[str, Any] = load_document(f"annual_report/{edition}/{_WORDS}")
    return words


def _column(entry: Mapping[str, Any]) -> RegisterColumn:
    return RegisterColumn(
        entry["key"],
        Message(entry["label"]),
        tuple(entry.get("also", ())),
        tuple(entry.get("otherwise", ())),
    )


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(letters_of, words))


def _applicants(spec: TableSpec, also: Mapping[str, Iterable[str]]) -> dict[str, str]:
    labels = {column.path: column.label for column in spec.blocks[0].column_leaves()}
    return {
        word: column
        for column in applicant_columns(spec)
        for word in (letters_of(labels[column]), *_words(also.get(column, ())))
    }


def _groups(spec: TableSpec) -> dict[str, str]:
    """The headings between the results and their rows, by their letters with and without number."""
    results = next(heading for heading in spec.blocks[0].rows if heading.children)
    return {
        word: heading.path
        for heading in results.children
        if heading.children
        for word in _spellings(heading)
    }


def _outcomes(
    spec: TableSpec, also: Mapping[str, Iterable[str]], groups: Mapping[str, str]
) -> dict[str, str]:
    results = next(heading for heading in spec.blocks[0].rows if heading.children)
    leaves = {leaf.path: leaf for leaf in results.leaves()}
    found: dict[str, str] = {}
    for row in result_rows(spec):
        own = _spellings(leaves[row])
        above = [word for word, group in groups.items() if group == row.rpartition(".")[0]]
        for word in (
            *own,
            *(group + word for group in above for word in own),
            *_words(also.get(row, ())),
            letters_of(spec.row_labels[row]),
        ):
            found.setdefault(word, row)
    return found


def _spellings(heading: Heading) -> tuple[str, ...]:
    """The letters of a label: as it stands, without its number, without its remark as well."""
    label = heading.label
    plain = label.removeprefix(_number(label))
    remark = plain.find("（", 1)
    short = plain[:remark] if remark > 0 else plain
    return tuple(dict.fromkeys(map(letters_of, (label, plain, short))))


def _number(label: str) -> str:
    """The number that a label begins with."""
    if label.startswith("（"):
        return label[: label.index("）") + 1]
    head, point, _ = label.partition(".")
    return head + point if point and head.isdecimal() else ""
