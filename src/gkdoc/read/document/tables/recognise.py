"""The statutory tables of a document: found by their labels, put together from their pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, _
from gkdoc.model import Entered
from gkdoc.read.document.body import TableGrid
from gkdoc.read.document.counted import with_number
from gkdoc.read.document.labels import LONGEST_LABEL, spelling
from gkdoc.read.document.tables.columns import Column
from gkdoc.read.document.tables.patterns import TablePattern, patterns
from gkdoc.read.document.tables.pieces import read_piece
from gkdoc.spec import CellRef, Form, TableSpec

_MOST_WORDS: Final = 300
"""A table of the form has a quarter of so many different words, all cells filled with words."""

_MISPRINTED: Final = 0.75
"""How much a misprinted label counts where the forms are compared, beside one word for word."""


@frozen
class SeenTable:
    """A statutory table that was found.

    `specs` are the forms that print exactly these labels, the likeliest first: more than one where
    two editions of the table look the same. `values` holds the cells that were found.
    """

    specs: tuple[TableSpec, ...]
    values: Mapping[CellRef, Entered]
    locations: Mapping[CellRef, Location]
    location: Location


@frozen
class Resemblance:
    """How far the different words of a table are the labels of the statutory table `nearest`.

    `rows` of its `labels` are those of rows; a misprinted one counts less. More than one pattern is
    nearest where all that is there looks the same in them.
    """

    words: int
    labels: float
    rows: float
    nearest: tuple[TablePattern, ...]

    @property
    def fits(self) -> bool:
        """True if half of the words are labels of the form, one of them that of a row."""
        return self.labels >= self.words / 2 and self.rows > 0


@frozen
class SeenTables:
    """All statutory tables of a document by name, and what was odd about them.

    `numbers` are those of the tables of the document that were taken for statutory ones.
    """

    tables: Mapping[str, SeenTable]
    findings: tuple[Finding, ...]
    numbers: frozenset[int]


def read_tables(
    grids: Iterable[TableGrid],
    belongs: Mapping[int, str] | None = None,
    known: Mapping[int, tuple[TablePattern, ...]] | None = None,
    form: Form | None = None,
) -> SeenTables:
    """The statutory tables among `grids`.

    A table in several pieces is put together. `belongs` has the section in which each table stands,
    by its number: where some of the pieces stand in the section of their table, the others are not
    read. `known` has the patterns of all tables that were recognised before, by number.
    """
    found: dict[str, list[tuple[TableGrid, tuple[TablePattern, ...]]]] = {}
    for grid in grids:
        fitting = recognised(grid) if known is None else known.get(grid.number, ())
        if fitting:
            found.setdefault(fitting[0].spec.key, []).append((grid, fitting))
    tables: dict[str, SeenTable] = {}
    findings: list[Finding] = []
    numbers: set[int] = set()
    for key, pieces in found.items():
        here = [piece for piece in pieces if (belongs or {}).get(piece[0].number) == key] or pieces
        elsewhere = [piece for piece in pieces if piece not in here]
        seen, odd, used = _put_together(here, form)
        findings.extend(odd)
        if seen is not None:
            tables[key] = seen
            numbers.update(used)
            findings.extend(_doubled(seen.specs[0], grid.number) for grid, _ in elsewhere)
            numbers.update(grid.number for grid, _ in elsewhere)
    return SeenTables(tables, tuple(findings), frozenset(numbers))


def recognised(grid: TableGrid) -> tuple[TablePattern, ...]:
    """The patterns that fit the labels of the table best; none if it is no statutory table."""
    found = resemblance(grid)
    return found.nearest if found is not None and found.fits else ()


def resemblance(grid: TableGrid) -> Resemblance | None:
    """The statutory table that the table is like most; None where its words cannot be labels."""
    words = {
        spelling(with_number(cell).text)
        for row in grid.rows
        for cell in row
        if 0 < len(cell.text) <= LONGEST_LABEL
    }
    words = {word for word in words if not word.isascii()}
    if not words or len(words) > _MOST_WORDS:
        return None
    scored = [(_agreement(words, pattern), pattern) for pattern in patterns()]
    best = max(score for score, _pattern in scored)
    if best[0] < len(words):
        # Not all of its words are the form's: some may be misprinted.
        scored = [(_rough_agreement(words, pattern), pattern) for pattern in patterns()]
        best = max(score for score, _pattern in scored)
    nearest = [pattern for score, pattern in scored if score == best]
    same = tuple(pattern for pattern in nearest if pattern.spec.key == nearest[0].spec.key)
    return Resemblance(len(words), *best, same)


def _agreement(words: set[str], pattern: TablePattern) -> tuple[float, float]:
    """How many of the words are labels of the pattern, and how many of them are its rows."""
    return len(words & pattern.words), len(words & pattern.leaves)


def _rough_agreement(words: set[str], pattern: TablePattern) -> tuple[float, float]:
    labels, rows = map(float, _agreement(words, pattern))
    for word in words - pattern.words:
        if (found := pattern.rows.find(word)) is not None and found.label:
            rows += _MISPRINTED
            labels += _MISPRINTED
        elif any(
            candidates.find(word) is not None
            for candidates in (pattern.heads, pattern.groups, pattern.titles)
        ):
            labels += _MISPRINTED
    return labels, rows


_Pieces = Sequence[tuple[TableGrid, tuple[TablePattern, ...]]]


def _put_together(
    pieces: _Pieces, form: Form | None
) -> tuple[SeenTable | None, tuple[Finding, ...], tuple[int, ...]]:
    """The table that the pieces make up, what is odd about it, and the numbers of the pieces."""
    likely = _likeliest(_common(pieces), form)
    pattern, specs = likely[0], tuple(each.spec for each in likely)
    values: dict[CellRef, Entered] = {}
    locations: dict[CellRef, Location] = {}
    findings: list[Finding] = []
    contested: set[CellRef] = set()
    columns: tuple[Column, ...] = ()
    used: list[int] = []
    for grid, _patterns in pieces:
        piece = read_piece(grid, pattern, columns)
        if not piece.values and not any(finding.rule == "GK115" for finding in piece.findings):
            continue
        used.append(grid.number)
        columns = piece.columns or columns
        findings.extend(piece.findings)
        twice = [ref for ref in piece.values if ref in values] if values else []
        contested.update(ref for ref in twice if values[ref] != piece.values[ref])
        if twice:
            findings.append(_doubled(pattern.spec, grid.number))
        values = {**piece.values, **values}
        locations = {**piece.locations, **locations}
    for ref in contested:
        del values[ref], locations[ref]
    if not used:
        return None, (), ()
    findings.extend(_not_found(pattern.spec, values, used[0]))
    place = Location(table=used[0])
    return SeenTable(specs, values, locations, place), tuple(findings), tuple(used)


def _common(pieces: _Pieces) -> Sequence[TablePattern]:
    """The patterns that fit all the pieces; those of the largest piece where none does."""
    common = [
        pattern for pattern in pieces[0][1] if all(pattern in fitting for _, fitting in pieces)
    ]
    return common or max(pieces, key=lambda piece: len(piece[0].rows))[1]


def _likeliest(patterns: Sequence[TablePattern], form: Form | None) -> tuple[TablePattern, ...]:
    """Patterns of which the table has the same labels, the likeliest first.

    That is the edition of the report's year, else the one of whose labels the fewest are missing,
    else the newest.
    """

    def unlikely(pattern: TablePattern) -> tuple[bool, int]:
        edition = pattern.spec.edition
        fewest = min(len(each.words) for each in patterns if each.spec.edition == edition)
        return form is None or edition != form.edition, fewest

    return tuple(sorted(patterns, key=unlikely))


def _not_found(spec: TableSpec, values: Mapping[CellRef, Entered], table: int) -> Iterable[Finding]:
    """The cells that were not read: whole columns and rows by one finding each."""
    if len(values) == len(spec.cells):
        return
    rows = spec.row_labels
    by_row: dict[str, list[CellRef]] = {}
    for ref in spec.cells:
        if ref not in values:
            by_row.setdefault(ref.row, []).append(ref)
    gone = {row for row, refs in by_row.items() if len(refs) == len(spec.rows[row])}
    for row, label in rows.items():
        if row in gone:
            yield _missing(spec, f"{spec.key}.{row}", label, _("没有读到"), table)
    for row, refs in by_row.items():
        if row in gone:
            continue
        labels = Listed("、", (spec.cells[ref].column_labels[-1] for ref in refs))
        address = str(refs[0]) if len(refs) == 1 else f"{spec.key}.{row}"
        where = spec.cells[refs[0]].label if len(refs) == 1 else rows[row]
        yield _missing(spec, address, where, _("没有读到其中的{labels}", labels=labels), table)


def _missing(spec: TableSpec, address: str, label: str, what: str, table: int) -> Finding:
    message = _("“{title}”的表中{what}：{label}", title=spec.title, what=what, label=label)
    return Finding("GK115", Severity.WARNING, message, address, label, Location(table=table))


def _doubled(spec: TableSpec, number: int) -> Finding:
    message = _(
        "第 {number} 张表又是“{title}”的表，与前一张不同的数字没有读取",
        number=number,
        title=spec.title,
    )
    place = Location(table=number)
    return Finding("GK101", Severity.ERROR, message, spec.key, spec.title, place)
