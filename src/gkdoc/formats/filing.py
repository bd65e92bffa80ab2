"""The JSON that filing systems exchange: its names beside ours, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from gkdoc.spec.model import CellRef, TableSpec
from gkdoc.spec.source import load_document


@frozen
class FilingSection:
    """A section: its type there, and the names of the member that holds it, the usual one first."""

    type: str
    content: tuple[str, ...]


@frozen
class FilingTable:
    """A table: the names of its rows and columns, the usual one first.

    With `columns_first` the column stands above the row: one object for each applicant.
    """

    columns_first: bool
    rows: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]

    def path(self, ref: CellRef) -> str:
        """Where the figure is written, as names joined by dots."""
        return next(self.paths(ref))

    def holds(self, spec: TableSpec) -> bool:
        """True if the format has all columns of this form; an undivided row it may lack."""
        return all(column in self.columns for columns in spec.rows.values() for column in columns)

    def paths(self, ref: CellRef) -> Iterator[str]:
        """Everywhere the figure may stand, with either of the two on top, the usual place first."""
        for row in self.rows[ref.row]:
            for column in self.columns[ref.column]:
                yield f"{column}.{row}" if self.columns_first else f"{row}.{column}"
                if self.columns_first:
                    yield f"{row}.{column}"


@frozen
class FilingForm:
    """The whole of the format. `edition` is that of the tables it holds."""

    edition: str
    envelope: Mapping[str, tuple[str, ...]]
    list_name: str
    title_name: str
    type_name: str
    sections: Mapping[str, FilingSection]
    tables: Mapping[str, FilingTable]


@cache
def filing_form() -> FilingForm:
    """The format as the data file states it."""
    document = load_document("filing_json.yaml")
    sections = document["sections"]
    return FilingForm(
        edition=document["edition"],
        envelope={name: tuple(names) for name, names in document["envelope"].items()},
        list_name=sections["list"],
        title_name=sections["title"],
        type_name=sections["type"],
        sections={
            key: FilingSection(entry["type"], tuple(entry["content"]))
            for key, entry in sections.items()
            if isinstance(entry, dict)
        },
        tables={key: _table(entry) for key, entry in document["tables"].items()},
    )


def _table(entry: Mapping[str, Any]) -> FilingTable:
    return FilingTable(
        columns_first=entry["columns_first"],
        rows={key: tuple(names) for key, names in entry["rows"].items()},
        columns={key: tuple(names) for key, names in entry["columns"].items()},
    )
