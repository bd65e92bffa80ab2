"""A report to be checked, last year's if there is one, and all that follows from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from gkdoc.check.figures import is_in_words, sound
from gkdoc.check.sums.causes import Cause, causes
from gkdoc.check.sums.relations import all_hold, systems
from gkdoc.messages import _
from gkdoc.model import Printed, SeenReport, TableValues, completed
from gkdoc.spec import CellRef, Form, Heading, Section, TableSpec, edition_for, field_labels


@frozen
class Subject:
    """The report that rules look at, as it is printed, with the one of the year before or None.

    `switched_off` are the ids of rules that are not wanted: a cause of wrong figures is sought
    without the relations of these rules.
    """

    printed: Printed[SeenReport]
    switched_off: frozenset[str] = frozenset()

    @cached_property
    def report(self) -> SeenReport:
        """The report; its words are those that are printed, its figures those entered."""
        return self.printed.words

    @cached_property
    def previous(self) -> SeenReport | None:
        """The report of the year before likewise; None without one."""
        return self.printed.previous.words if self.printed.previous is not None else None

    @cached_property
    def entered(self) -> Mapping[str, TableValues]:
        """The tables that were seen, by name; what is no figure of its kind is a text."""
        return {key: sound(table.values) for key, table in self.report.tables.items()}

    @cached_property
    def tables(self) -> Mapping[str, TableValues]:
        """The tables as `entered`, with every total that nobody entered computed.

        There is none where words stand in the place of one of its figures.
        """
        return {key: _completed(values) for key, values in self.entered.items()}

    @cached_property
    def causes(self) -> Mapping[str, tuple[Cause, ...]]:
        """For each table that was seen, why relations of the form do not hold in it."""
        return {
            key: () if all_hold(self.tables[key]) else self._causes(values)
            for key, values in self.entered.items()
        }

    @cached_property
    def previous_tables(self) -> Mapping[str, TableValues]:
        """The tables of last year's report, completed likewise; empty without one."""
        if self.previous is None:
            return {}
        return {key: _completed(sound(table.values)) for key, table in self.previous.tables.items()}

    @cached_property
    def form(self) -> Form:
        """The form that a report of this year is to follow."""
        return edition_for(self.report.year)

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The six statutory sections by name, in the form's order."""
        return {section.key: section for section in self.form.sections}

    def spec(self, key: str) -> TableSpec:
        """The form of the table: as printed, or as it ought to be where it was not seen."""
        values = self.tables.get(key)
        return values.spec if values is not None else self.form.tables[key]

    def label(self, address: str) -> str:
        """The place in the statute's words; empty for an address that names none."""
        return self._places.get(address) or self._prose_label(address)

    def order(self, address: str) -> tuple[int, int]:
        """Where the place stands in the report: its section, and the position in it."""
        part, _dot, rest = address.partition(".")
        section = self._parts.get(part, -1)
        if rest.isdecimal():
            return section, int(rest)
        return section, self._positions.get(address, 0)

    def _causes(self, values: TableValues) -> tuple[Cause, ...]:
        found = systems(values, self.switched_off)
        return tuple(cause for system in found for cause in causes(system))

    @cached_property
    def _parts(self) -> Mapping[str, int]:
        """The position of each part of a report: the introduction before the six sections."""
        parts = ("introduction", *self.sections, "signature")
        return {key: number for number, key in enumerate(parts)}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The label of every address but the blocks of prose."""
        places = dict(field_labels("report"))
        places |= {
            f"signature.{key}": f"{places['signature']} · {label}"
            for key, label in field_labels("signature").items()
        }
        for section in self.sections.values():
            places[section.key] = section.title
            if section.table:
                places |= dict(_table_labels(self.spec(section.key)))
        return places

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """The position of every address in its section, in the order of the form."""
        return {address: number for number, address in enumerate(self._places)}

    def _prose_label(self, address: str) -> str:
        section, _dot, number = address.rpartition(".")
        if section in self._places and number.isdecimal():
            return _("{section} · 第 {number} 段", section=self._places[section], number=number)
        return ""


def _table_labels(spec: TableSpec) -> Iterator[tuple[str, str]]:
    """Label of each group, row and cell of a table by address, groups and rows before cells."""
    for heading in _walk(row for block in spec.blocks for row in block.rows):
        row = heading.path
        if row in spec.rows or heading.key is not None:
            yield f"{spec.key}.{row}", spec.row_labels.get(row, heading.label)
        for ref in (CellRef(spec.key, row, column) for column in spec.rows.get(row, ())):
            yield str(ref), spec.cells[ref].label


def _walk(headings: Iterable[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _walk(heading.children)


def _completed(values: TableValues) -> TableValues:
    words = {ref: value for ref, value in values.entered.items() if is_in_words(value)}
    if not words:
        return completed(values)
    figures = {ref: value for ref, value in values.entered.items() if ref not in words}
    return completed(TableValues(values.spec, figures)).changed(words)
