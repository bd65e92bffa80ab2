"""What application registers call their columns, their applicants and their outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final
from unicodedata import normalize

from attrs import frozen

from gkdoc.spec.load import EDITIONS, table
from gkdoc.spec.model import Heading, TableSpec
from gkdoc.spec.source import load_document

TABLE: Final = "applications"
"""The table that is made from a register."""


@frozen
class RegisterColumn:
    """A column of a register: its name, and the headers under which it is found.

    `otherwise` are headers that are taken only where none of the other ones is there.
    """

    key: str
    label: str
    also: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@frozen
class RegisterWords:
    """Words of registers, reduced to their letters, and what they mean.

    `applicants` gives the column of the form, `outcomes` its row. `groups` gives, for a word that
    only names a group of rows (不予公开), the name of the group; `legal_persons` are the words that
    only say that the applicant is no natural person; `open` those for what is not settled.
    """

    columns: tuple[RegisterColumn, ...]
    applicants: Mapping[str, str]
    legal_persons: frozenset[str]
    outcomes: Mapping[str, str]
    groups: Mapping[str, str]
    open: frozenset[str]

    @property
    def labels(self) -> Mapping[str, str]:
        """What the columns of a register are called, by their names."""
        return {column.key: column.label for column in self.columns}


def letters_of(text: str) -> str:
    """What is compared of a header or a word: its letters and digits, whatever their width."""
    return "".join(sign for sign in normalize("NFKC", text) if sign.isalnum())


@cache
def vocabulary() -> RegisterWords:
    """The vocabulary of the newest form."""
    document = load_document("ledger.yaml")
    spec = table(TABLE, EDITIONS[0])
    groups = _groups(spec)
    return RegisterWords(
        columns=tuple(_column(entry) for entry in document["columns"]),
        applicants=_applicants(spec, document["applicants"]),
        legal_persons=_words(document["applicant_group"]),
        outcomes=_outcomes(spec, document["outcomes"], groups),
        groups=groups,
        open=_words(document["open"]),
    )


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


def _column(entry: Mapping[str, Any]) -> RegisterColumn:
    return RegisterColumn(
        entry["key"],
        entry["label"],
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
        for word in (letters_of(labels[column]), *_words(also[column]))
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
            *_words(also[row]),
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
