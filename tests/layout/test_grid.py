"""The grids of the statutory tables, drawn as letters and compared with the official form."""

from __future__ import annotations

from itertools import chain
from string import ascii_letters
from textwrap import dedent

import pytest

from gkdoc.layout.grid import Grid, Role, lay_out
from gkdoc.spec import TableSpec, form
from tests.tools.editions import EDITIONS

TABLES = [
    pytest.param(spec, id=f"{edition}-{key}")
    for edition in EDITIONS
    for key, spec in form(edition).tables.items()
]


def picture(grid: Grid) -> str:
    """A letter for each merged cell, repeated over its span; dots are single cells."""
    height, width = grid.spec.shape
    squares = [[""] * width for _ in range(height)]
    letters = iter(ascii_letters)
    for index, row in enumerate(grid.placed()):
        for column, cell in row:
            letter = "." if cell.columns == cell.rows == 1 else next(letters)
            for down in range(cell.rows):
                for right in range(cell.columns):
                    assert not squares[index + down][column + right]
                    squares[index + down][column + right] = letter
    assert all(chain.from_iterable(squares)), "a hole in the grid"
    return "\n".join("".join(row) for row in squares)


def test_table_two_of_2021() -> None:
    """Blocks under their titles; a single head spans the three columns of figures."""
    assert picture(lay_out(form("2021").tables["proactive"])) == dedent("""\
        aaaa
        ....
        ....
        ....
        bbbb
        .ccc
        .ddd
        eeee
        .fff
        .ggg
        .hhh
        iiii
        .jjj
        .kkk""")


def test_table_two_of_2019() -> None:
    """Three heads over 2 + 2 + 2 columns, two heads over 3 + 3."""
    assert picture(lay_out(form("2019").tables["proactive"])).splitlines()[:6] == [
        "aaaaaaa",
        ".bbccdd",
        ".eeffgg",
        ".hhiijj",
        "kkkkkkk",
        ".llmmnn",
    ]


def test_table_three_of_2021() -> None:
    """The corner covers 3 × 3, the results nest three levels of labels."""
    assert picture(lay_out(form("2021").tables["applications"])) == dedent("""\
        aaabbbbbbb
        aaacddddde
        aaac.....e
        fff.......
        ggg.......
        hii.......
        hjj.......
        hk........
        hk........
        hk........
        hk........
        hk........
        hk........
        hk........
        hk........
        hl........
        hl........
        hl........
        hm........
        hm........
        hm........
        hm........
        hm........
        hn........
        hn........
        hn........
        hoo.......
        ppp.......""")


def test_table_four() -> None:
    """The heads of 行政复议 reach down beside the three levels of 行政诉讼."""
    assert picture(lay_out(form("2021").tables["remedies"])) == dedent("""\
        aaaaabbbbbbbbbb
        cdefghhhhhiiiii
        cdefg..........
        ...............""")


@pytest.mark.parametrize("spec", TABLES)
def test_every_figure_is_printed_once(spec: TableSpec) -> None:
    """The figures of the grid are those of the form, in its order."""
    printed = [cell.ref for row in lay_out(spec).rows for cell in row if cell.role is Role.FIGURE]
    assert printed == list(spec.cells)


@pytest.mark.parametrize("spec", TABLES)
def test_head_rows_end_where_figures_begin(spec: TableSpec) -> None:
    """Tables of one block repeat their three head rows; table two has none to repeat."""
    assert lay_out(spec).header_rows == (0 if spec.key == "proactive" else 3)
