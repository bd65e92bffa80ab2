"""Word files in every layout one can think of: each cell is read right, or said not to be."""

from __future__ import annotations

import pytest

from gkdoc.model import SeenReport
from gkdoc.read.docx import read_docx
from tests.conftest import SHARED_IS_ABSENT
from tests.hostile.files import files
from tests.hostile.layouts import LAYOUTS
from tests.hostile.reports import examples, published, whole_tables
from tests.tools.scoring import Score, score

EXAMPLES = dict(examples())
PUBLISHED = dict(published())
FEWEST_FILES = 40
SHARE_READ = 0.95
"""Of all cells; some layouts leave nothing that one could be certain of."""


def judged(report: SeenReport, count: int) -> Score:
    """What became of the cells of `count` files made of the report."""
    total = Score()
    for file in files(report.agency, report.year, whole_tables(report), count, seed=1):
        total += score(read_docx(file.content), file.shown)
    return total


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_in_every_layout(name: str) -> None:
    """Each layout alone, then some on top of each other: no cell is wrong in silence."""
    found = judged(EXAMPLES[name], len(LAYOUTS) + 10)
    assert found.silent == ()
    assert found.right > SHARE_READ * (found.right + found.reported)


@pytest.mark.skipif(not PUBLISHED, reason=SHARED_IS_ABSENT)
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_figures_in_every_layout(name: str) -> None:
    """The same with the figures of published reports, blanks and texts among them."""
    found = judged(PUBLISHED[name], max(FEWEST_FILES, len(LAYOUTS)))
    assert found.silent == ()
    assert found.right > SHARE_READ * (found.right + found.reported)


def test_the_score_sees_what_is_wrong() -> None:
    """A file that shows other figures than those it is held against has silent cells."""
    report = EXAMPLES["trading-center-2023"]
    (file,) = files(report.agency, report.year, whole_tables(report), 1, seed=1)
    other = {ref: f"{text}1" for ref, text in file.shown.items()}
    assert len(score(read_docx(file.content), other).silent) == len(other)
