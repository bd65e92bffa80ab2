"""Every case keeps the layout of GB/T 9704 and every sign of its input, faces or no faces."""

from __future__ import annotations

import pytest

from tests.conformance.cases import EXAMPLES, cases
from tests.conformance.prints import Printed
from tests.tools import measure
from tests.tools.faults import CHARACTERS, LINES, faults, full_pages, full_width_count

pytestmark = pytest.mark.slow

each_case = pytest.mark.parametrize("name", cases())


@each_case
def test_with_the_faces(name: str, with_faces: Printed) -> None:
    """Measured with faces for 仿宋, 楷体, 黑体 and 小标宋: nothing departs from the standard."""
    assert [str(fault) for fault in faults(with_faces(name))] == []


@each_case
def test_without_the_faces(name: str, without_faces: Printed) -> None:
    """Measured where one face stands for all: only the faces of headings differ."""
    assert [str(fault) for fault in faults(without_faces(name))] == []


@pytest.mark.parametrize("printed", ["with_faces", "without_faces"])
def test_two_hundred_pages_are_full(printed: str, request: pytest.FixtureRequest) -> None:
    """A long report has 22 lines of 28 characters on every page, and a number on every page."""
    judged = request.getfixturevalue(printed)("two-hundred-pages")
    full = full_pages(judged)
    assert len(judged.pages) >= 200
    assert len(full) >= 190
    assert set(full.values()) == {LINES}
    counts = [
        full_width_count(line, judged.alignment)
        for placed in judged.alignment.paragraphs
        for line in placed.lines[:-1]
    ]
    assert counts.count(CHARACTERS) > len(counts) * 0.8


def test_a_table_that_is_too_long_repeats_its_head(with_faces: Printed) -> None:
    """Table three goes over three pages there, and its head rows stand on each of them."""
    judged = with_faces("table-split")
    parts = [table for page in judged.pages[1:] for table in page.tables]
    wanted = next(table for table in judged.expected.tables if table.key == "applications")
    heads = [[cell.text for cell in table.cells][: len(wanted.head)] for table in parts[:3]]
    assert all(sorted(head) == sorted(wanted.head) for head in heads)


def test_a_wider_figure_sets_its_table_smaller(with_faces: Printed) -> None:
    """From one digit to seven the figures of table four never grow; one digit has the form's 10."""
    sizes = []
    for digits in range(1, 8):
        page = with_faces(f"figures-of-{digits}").pages[-1]
        text = "8" * digits
        cells = [cell for cell in page.tables[-1].cells if cell.text == text]
        sizes.append({sign.size for cell in cells for line in cell.lines for sign in line.signs})
    assert all(len(each) == 1 for each in sizes)
    steps = [each.pop() for each in sizes]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == 10
    assert steps[-1] < steps[0]


def test_figures_stay_whole_at_the_end_of_a_line(with_faces: Printed) -> None:
    """No line ends between two digits of a figure, nor before the point or the sign of per cent."""
    judged = with_faces("line-ends")
    for placed in judged.alignment.paragraphs:
        for above, below in zip(placed.lines, placed.lines[1:], strict=False):
            assert not (
                above.line.text[-1] in "0123456789." and below.line.text[0] in "0123456789.%"
            )


def test_marks_stand_where_they_may(with_faces: Printed) -> None:
    """No line begins with a closing mark and none ends with an opening one."""
    judged = with_faces("marks-at-line-ends")
    lines = [line.line.text for placed in judged.alignment.paragraphs for line in placed.lines]
    assert not [
        line for line in lines if line[0] in "，。、；：）》〉〕”" or line[-1] in "（《〈〔“"
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_as_many_pages_without_the_faces(
    name: str, with_faces: Printed, without_faces: Printed
) -> None:
    """A machine without the faces breaks pages at the same places."""
    breaks = [
        [page.lines[0].text if page.lines else "" for page in printed(name).pages]
        for printed in (with_faces, without_faces)
    ]
    assert breaks[0] == breaks[1]


def test_the_manual_states_what_is_measured(with_faces: Printed, without_faces: Printed) -> None:
    """docs/layout.md has the figures of this print; `python -m tests.tools.measure --write`."""
    assert measure.written() == measure.table(with_faces, without_faces)
