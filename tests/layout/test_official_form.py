"""The tables of a built report beside those of the official form, cell by cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table

import gkdoc
from gkdoc.layout.grid import Role, lay_out
from gkdoc.spec import form
from tests.tools import without_spaces
from tests.tools.places import ROOT

Square = tuple[str, int, bool]
"""A cell of a row as Word stores it: its label, the columns it spans, whether it goes on above."""


@pytest.fixture(scope="module")
def city() -> list[Table]:
    """The tables of the city's report, which is on the form of 2021."""
    return tables_of(ROOT / "examples" / "city-government-2024.yaml")


def tables_of(data: Path) -> list[Table]:
    """The tables of the report that `data` becomes."""
    built = gkdoc.build(gkdoc.load(data))
    assert built.document is not None
    tables: list[Table] = docx.Document(BytesIO(built.document)).tables
    return tables


def squares(table: Table) -> list[list[Square]]:
    """Labels and spans of every row; figures count as empty."""
    rows = []
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            words = without_spaces("".join(node.text or "" for node in cell.iter(qn("w:t"))))
            merged = cell.vMerge == "continue"
            label = "" if words.replace(".", "").isdigit() else words
            cells.append((label, cell.grid_span, merged))
        rows.append(cells)
    return rows


@pytest.mark.parametrize("number", [0, 1, 2])
def test_labels_spans_and_grid_are_those_of_the_official_form(
    number: int, city: list[Table], shared: Path
) -> None:
    """Each of the three tables equals the form's, cell by cell."""
    official = docx.Document(str(shared / "reference" / "official-form-2021.docx")).tables
    assert squares(city[number]) == squares(official[number])


def test_sizes_of_the_grids(city: list[Table]) -> None:
    """14 × 4, 28 × 10 and 4 × 15."""
    sizes = [(len(table.rows), len(table.columns)) for table in city]
    assert sizes == [(14, 4), (28, 10), (4, 15)]


def test_the_form_of_2019() -> None:
    """18 rows in table two, 26 in table three."""
    tables = tables_of(ROOT / "examples" / "county-bureau-2019.yaml")
    assert [len(table.rows) for table in tables] == [18, 26, 4]


@pytest.mark.parametrize(
    ("example", "edition"), [("city-government-2024", "2021"), ("county-bureau-2019", "2019")]
)
def test_every_label_is_printed_word_for_word(example: str, edition: str) -> None:
    """Each merged cell reads as the spec has it, each figure as the report has it."""
    data = ROOT / "examples" / f"{example}.yaml"
    report = gkdoc.load(data)
    for table, spec in zip(tables_of(data), form(edition).tables.values(), strict=True):
        grid = [[cell.text for cell in row.cells] for row in table.rows]
        values = report.tables[spec.key].values
        for row, placed in enumerate(lay_out(spec).placed()):
            for column, cell in placed:
                covered = {
                    grid[row + down][column + right]
                    for down in range(cell.rows)
                    for right in range(cell.columns)
                }
                if cell.role is not Role.FIGURE:
                    assert covered == {cell.text}
                elif cell.ref is not None and values.at(cell.ref) is not gkdoc.model.NOT_ENTERED:
                    assert covered == {str(values.at(cell.ref))}
