"""Names and labels of what stands around the sections in a data file: agency, year, signature."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from gkdoc.spec.source import load_document


@frozen
class Field:
    """A field of a data file or one value of a choice: its name, its label, further labels."""

    key: str
    label: str
    also: tuple[str, ...] = ()

    def labels(self) -> tuple[str, ...]:
        """Every label under which the field is accepted, the usual one first."""
        return (self.label, *self.also)


def envelope(group: str) -> tuple[Field, ...]:
    """The fields of a group.

    The groups are report, organ, organ_kind, organ_level, signature, waiver, fields, site, block.
    """
    return field_groups()[group]


def field_labels(group: str) -> Mapping[str, str]:
    """The labels of the fields of a group, by their names."""
    return {field.key: field.label for field in envelope(group)}


@cache
def field_groups() -> Mapping[str, tuple[Field, ...]]:
    """Every group of fields by its name."""
    return {
        group: tuple(
            Field(str(entry["key"]), entry["label"], tuple(entry.get("also", ())))
            for entry in entries
        )
        for group, entries in load_document("annual_report/fields.yaml").items()
    }
