"""Tables as Word reads them: what python-docx, the validator and LibreOffice make of our markup."""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.table import CT_Tbl
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.layout.geometry import geometry, size_for, table_format
from gkdoc.layout.options import Layout
from gkdoc.layout.typography import (
    PAGE,
    TABLE_SIZES,
    digits_wide,
    head_margin,
)
from gkdoc.ooxml.elements import Twips
from gkdoc.ooxml.runs import paragraph_xml
from gkdoc.ooxml.tables import FigureSize, TableCell, TableFormat, table_xml
from gkdoc.spec import TableSpec, editions, newest
from gkdoc.write.docx.export import exported
from templates.typography import STYLE_IDS
from tests import tools
from tests.conftest import PdfText, Validate
from tests.tools.templates import with_body

TABLES = [spec for each in editions() for spec in each.tables.values()]
WIDTH = Twips(600)
KEEP_NEXT = f"{qn('w:pPr')}/{qn('w:keepNext')}"
PARENT = docx.Document()._body  # python-docx wants to know what a table stands in


def cell(content: str = "", columns: int = 1, rows: int = 1) -> TableCell:
    """A cell in the style of figures."""
    return TableCell(content, STYLE_IDS.table_figure, columns, rows)


def plain_format(columns: int, header_rows: int = 0) -> TableFormat:
    """A table of so many columns of one width."""
    return TableFormat(
        widths=(WIDTH,) * columns,
        row_height=Twips(360),
        style=STYLE_IDS.table,
        caption="表",
        description="说明",
        header_rows=header_rows,
    )


def read(markup: str) -> Table:
    """The table as python-docx sees it."""
    element = parse_xml(markup.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1))
    assert isinstance(element, CT_Tbl)
    return Table(element, PARENT)


def write(path: Path, *body: str) -> Path:
    """A document in the standard styles with this body."""
    template = exported(Layout(page_numbers=False))
    path.write_bytes(with_body(template, *body, paragraph_xml(STYLE_IDS.body)))
    return path


def picture(rows: Sequence[Sequence[TableCell]], columns: int) -> str:
    """A letter a merged cell, repeated over its span; dots are single cells."""
    grid = [
        [item._tc for item in row.cells]
        for row in read(table_xml(rows, plain_format(columns), 1)).rows
    ]
    flat = [item for row in grid for item in row]
    letters = iter(string.ascii_uppercase)
    signs = {item: "." if flat.count(item) == 1 else next(letters) for item in dict.fromkeys(flat)}
    return "".join("".join(signs[item] for item in row) + "\n" for row in grid)


def test_nested_heads_and_labels_span_their_cells() -> None:
    """A head over its columns and a label over its rows are one cell each to python-docx."""
    rows = [
        [cell(columns=3, rows=3), cell(columns=4)],
        [cell(rows=2), cell(columns=2), cell(rows=2)],
        [cell(), cell()],
        [cell(columns=3), *[cell()] * 4],
        [cell(rows=3), cell(columns=2), *[cell()] * 4],
        [cell(rows=2), *[cell()] * 5],
        [cell()] * 5,
    ]
    assert picture(rows, 7) == dedent("""\
        AAABBBB
        AAACDDE
        AAAC..E
        FFF....
        GHH....
        GI.....
        GI.....
        """)


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid cut into rectangles (top, left, rows, columns), in reading order."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    waiting = [(0, 0, height, width)]
    done = []
    while waiting:
        top, left, rows, columns = waiting.pop()
        direction = draw(st.sampled_from(["keep", "down", "across"]))
        if direction == "down" and rows > 1:
            cut = draw(st.integers(1, rows - 1))
            waiting += [(top, left, cut, columns), (top + cut, left, rows - cut, columns)]
        elif direction == "across" and columns > 1:
            cut = draw(st.integers(1, columns - 1))
            waiting += [(top, left, rows, cut), (top, left + cut, rows, columns - cut)]
        else:
            done.append((top, left, rows, columns))
    return height, width, sorted(done)


@given(tilings())
def test_every_tiling_is_read_back(
    tiling: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    """However a grid is cut, python-docx finds a cell's text in every place that it covers."""
    height, width, rectangles = tiling
    rows: list[list[TableCell]] = [[] for _ in range(height)]
    expected = [[""] * width for _ in range(height)]
    for number, (top, left, deep, wide) in enumerate(rectangles):
        rows[top].append(cell(str(number), wide, deep))
        for row in range(top, top + deep):
            expected[row][left : left + wide] = [str(number)] * wide
    table = read(table_xml(rows, plain_format(width), 1))
    assert [[item.text for item in row.cells] for row in table.rows] == expected


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        pytest.param([[cell()]], "no cell starts in column 1", id="too few"),
        pytest.param([[cell(), cell(), cell()]], "more cells", id="too many"),
        pytest.param([[cell(), cell(columns=2)]], "2 columns in 1", id="too wide"),
        pytest.param([[cell(columns=0), cell()]], "0 columns in 0", id="no width"),
        pytest.param([[cell(rows=0), cell()]], "column", id="no height"),
        pytest.param([[cell(), cell(rows=2)]], "below the last row", id="too deep"),
        pytest.param([[cell(), cell(rows=2)], [cell(columns=2)]], "meets", id="overlapping"),
    ],
)
def test_cells_that_do_not_tile_the_grid_are_refused(
    rows: list[list[TableCell]], complaint: str
) -> None:
    """A table that Word would repair in its own way is never written."""
    with pytest.raises(ValueError, match=complaint):
        table_xml(rows, plain_format(2), 1)


def test_row_heights_must_be_those_of_all_rows() -> None:
    """A format for four rows is not used for one."""
    remedies = table_format(newest().tables["remedies"], style="", caption="", description="")
    with pytest.raises(ValueError, match="4 row heights for 1 rows"):
        table_xml([[cell(columns=15)]], remedies, 1)


def test_bookmarks_enclose_the_figures_and_count_upwards() -> None:
    """Each bookmark holds its cell's run and nothing else; the ids follow each other."""
    rows = [[TableCell(text, "S", bookmark=f"_gk_{text}") for text in "45"], [cell("6"), cell("7")]]
    table = read(table_xml(rows, plain_format(2), 900))
    starts = list(table._tbl.iter(qn("w:bookmarkStart")))
    found = []
    for start in starts:
        run = start.getnext()
        assert run is not None
        end = run.getnext()
        assert end is not None
        assert end.get(qn("w:id")) == start.get(qn("w:id"))
        found.append((start.get(qn("w:id")), start.get(qn("w:name")), run.findtext(qn("w:t"))))
    assert found == [("900", "_gk_4", "4"), ("901", "_gk_5", "5")]


def test_an_empty_cell_has_a_run_to_hold_a_comment() -> None:
    """Every cell that starts has a run; the parts of a merged cell further down have none."""
    table = read(table_xml([[cell(rows=2), cell()], [cell()]], plain_format(2), 1))
    runs = [len(list(item.iter(qn("w:r")))) for item in table._tbl.iter(qn("w:tc"))]
    assert runs == [1, 1, 0, 1]


def test_a_table_stays_with_its_next_row_and_repeats_its_head() -> None:
    """All rows but the last keep with the next one, none breaks, and the head rows are marked."""
    rows = [[cell(rows=2), cell()], [cell()], [cell(), cell()]]
    table = read(table_xml(rows, plain_format(2, header_rows=1), 1))
    kept = [
        [paragraph.find(KEEP_NEXT) is not None for paragraph in row._tr.iter(qn("w:p"))]
        for row in table.rows
    ]
    assert kept == [[True, True], [True, True], [False, False]]
    for mark, expected in {"w:cantSplit": [1, 1, 1], "w:tblHeader": [1, 0, 0]}.items():
        assert [len(row._tr.findall(f".//{qn(mark)}")) for row in table.rows] == expected


def test_the_validator_accepts_every_kind_of_cell(validate: Validate, tmp_path: Path) -> None:
    """Merged, bookmarked, smaller and narrower cells are all in the order of the schema."""
    every = TableCell("1", STYLE_IDS.table_figure, 2, 2, "_gk_1", TABLE_SIZES[-1], Twips(30))
    rows = [[every, cell()], [cell()], [cell(), cell(), cell()]]
    document = write(tmp_path / "cells.docx", table_xml(rows, plain_format(3, header_rows=1), 1))
    assert validate(document) == ()


@pytest.mark.parametrize("table", TABLES)
def test_more_digits_are_never_set_larger(table: TableSpec) -> None:
    """The size falls from the style's own to the smallest, without a jump back."""
    sizes = [(size_for(table, digits) or TABLE_SIZES[0]).size for digits in range(1, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (TABLE_SIZES[0].size, TABLE_SIZES[-1].size)


def figures(number: str, width: Twips, size: FigureSize | None) -> str:
    """A row of figures with room between them, so that their text stays apart in the PDF."""
    wide = TableFormat((width, WIDTH) * 3, Twips(360), STYLE_IDS.table, "表", "说明")
    figure = TableCell(number, STYLE_IDS.table_figure, size=size)
    return table_xml([[figure, cell()] * 3], wide, 1) + paragraph_xml(STYLE_IDS.body)


@pytest.mark.parametrize("judge", ["office", "office_without_faces"])
def test_no_figure_of_seven_digits_breaks(
    judge: str, request: pytest.FixtureRequest, pdf_text: PdfText, tmp_path: Path
) -> None:
    """One to seven digits stay on one line in all tables, whether the faces are there or not."""
    office: tools.Office = request.getfixturevalue(judge)
    expected: dict[str, int] = {}
    body = []
    for table in TABLES:
        for digits in range(1, 8):
            number = "8" * digits
            expected[number] = expected.get(number, 0) + 3
            width = geometry(table).figure_width
            body.append(figures(number, width, size_for(table, digits)))
    # To show that the judge can tell: this one does break.
    body.append(figures("9" * 7, geometry(newest().tables["remedies"]).figure_width, None))
    (pdf,) = office.pdf(write(tmp_path / "figures.docx", *body), into=tmp_path / "pdf")
    words = pdf_text(pdf).split()
    assert {number: words.count(number) for number in expected} == expected
    assert words.count("9" * 7) == 0


@pytest.mark.parametrize(
    ("text", "digits"),
    [("0", 1), ("72701.2578", 10), ("251000元", 8), ("（修订16件）", 10), ("", 0)],
)
def test_text_is_measured_in_digits(text: str, digits: int) -> None:
    """What stands in a figure's place takes part in the choice of its size."""
    assert digits_wide(text) == digits


def test_heads_break_in_the_middle(office: tools.Office, pdf_text: PdfText, tmp_path: Path) -> None:
    """A head of four characters in a column for three breaks after two; shorter ones are left."""
    applications = newest().tables["applications"]
    own = geometry(applications)
    (block,) = applications.blocks
    labels = [column.label for column in block.column_leaves()]
    cells = [
        TableCell(label, STYLE_IDS.table_head, margin=head_margin(label, own.figure_width))
        for label in labels
    ]
    heads = TableFormat((own.figure_width,) * len(labels), own.row_height, STYLE_IDS.table, "", "")
    document = write(tmp_path / "heads.docx", table_xml([cells], heads, 1))
    (pdf,) = office.pdf(document, into=tmp_path / "pdf")
    words = pdf_text(pdf).split()
    four = [label for label in labels if len(label) == 4]
    assert four
    for label in four:
        assert label[:2] in words
        assert label[2:] in words
    assert [label for label in labels if len(label) < 4 and label not in words] == []


@pytest.mark.parametrize("table", TABLES)
def test_the_geometry_fits_the_form(table: TableSpec) -> None:
    """Columns and rows are as many as the form prints, and the columns fill the page."""
    own = geometry(table)
    rows, columns = table.shape
    assert len(own.widths) == columns
    assert len(own.row_heights) in {0, rows}
    assert sum(own.widths) == PAGE.text_width
