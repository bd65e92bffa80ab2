"""The report that this project starts from, built whole from its scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

import gkdoc
from gkdoc.spec import form, table
from tests.tools import without_spaces

# The scan lost a cell in each of two rows, as the issue and a look at the pages say.
ROWS_THAT_LOST_A_CELL = {"total": [5, 0, 0, 0, 0, 0, 5], "carried_out": [0, 0, 0, 0, 0, 0, 0]}


@pytest.fixture(scope="module")
def seed(shared: Path) -> str:
    """The text of the scan."""
    return (shared / "seed" / "jinan-ggzy-2023.txt").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def content(seed: str) -> dict[str, Any]:
    """The data that a person would enter from the scan: table two of 2021, table three of 2019."""
    sections = section_texts(seed)
    proactive = table("proactive", "2021")
    return {
        "agency": "济南公共资源交易中心",
        "year": 2023,
        "edition": {"proactive": "2021", "applications": "2019"},
        "title": without_spaces(seed.splitlines()[0]),
        "overview": "\n".join(paragraphs(sections["overview"])),
        "proactive": {row: [0] * len(columns) for row, columns in proactive.rows.items()},
        "applications": nested(table_three(sections["applications"])),
        "remedies": {row: [0] * 5 for row in table("remedies", "2021").rows},
        "problems": "\n".join(paragraphs(sections["problems"])),
        "other_matters": "\n".join(paragraphs(sections["other_matters"])),
    }


@pytest.fixture(scope="module")
def built(content: dict[str, Any]) -> gkdoc.Built:
    """The seed as a Word file, read back by `verify`."""
    return gkdoc.build(gkdoc.load(content), verify=True)


def section_texts(seed: str) -> dict[str, str]:
    """What stands under the title of each section."""
    titles = {section.key: section.title for section in form("2021").sections}
    starts = {key: seed.index(f"\n{title}") for key, title in titles.items()}
    ends = [*list(starts.values())[1:], len(seed)]
    return {
        key: seed[start + 1 + len(titles[key]) : end]
        for (key, start), end in zip(starts.items(), ends, strict=True)
    }


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs: lines go on until a 。 ends one; blanks and dashes are the scan's own."""
    paragraph = ""
    for line in text.splitlines():
        paragraph += without_spaces(line).removeprefix("-")
        if paragraph.endswith("。"):
            yield paragraph
            paragraph = ""
    assert not paragraph


def table_three(text: str) -> dict[str, list[int]]:
    """The figures of table three by row, in the order of the scan's lines."""
    lines = [re.findall(r"(?<=\t)\d+(?=\t|$)", line) for line in text.splitlines()]
    found = [list(map(int, figures)) for figures in lines if len(figures) >= 5]
    rows = dict(zip(table("applications", "2019").rows, found, strict=True))
    short = {row for row, figures in rows.items() if len(figures) != 7}
    assert short == set(ROWS_THAT_LOST_A_CELL)
    return rows | ROWS_THAT_LOST_A_CELL


def nested(rows: dict[str, list[int]]) -> dict[str, Any]:
    """Rows named by dotted keys, as maps within maps."""
    result: dict[str, Any] = {}
    for path, figures in rows.items():
        *groups, row = path.split(".")
        place = result
        for group in groups:
            place = place.setdefault(group, {})
        place[row] = figures
    return result


def test_every_sentence_of_the_seed_is_printed(seed: str, built: gkdoc.Built) -> None:
    """All sentences of the prose sections stand in the document, in their order, marks included."""
    assert built.document is not None
    words = "".join(
        paragraph.text for paragraph in docx.Document(BytesIO(built.document)).paragraphs
    )
    # Brackets of numbers are structure: the document has the standard's own.
    printed = re.sub(r"（([一二三四五])）", r"(\1)", without_spaces(words))
    position = 0
    sections = section_texts(seed)
    for key in ("overview", "problems", "other_matters"):
        for paragraph in paragraphs(sections[key]):
            for sentence in re.findall(r"[^。]+。", paragraph):
                position = printed.index(sentence, position)
                position += len(sentence)


def test_every_figure_of_the_seed_is_printed(built: gkdoc.Built) -> None:
    """Table two is all zero; in table three there are five applications, none of them held."""
    assert built.document is not None
    two, three, four = docx.Document(BytesIO(built.document)).tables
    assert {cell.text for row in two.rows for cell in row.cells if cell.text.isdigit()} == {"0"}
    nonzero = {
        row.cells[2].text: [cell.text for cell in row.cells[3:]]
        for row in three.rows[3:]
        if any(cell.text != "0" for cell in row.cells[3:])
    }
    labels = table("applications", "2019").row_labels
    expected = ("received", "unavailable.not_held", "total")
    assert list(nonzero.values()) == [["5", "0", "0", "0", "0", "0", "5"]] * 3
    for label, row in zip(nonzero, expected, strict=True):
        assert labels[row].endswith(label)
    assert [cell.text for cell in four.rows[-1].cells] == ["0"] * 15


def test_the_seed_has_no_errors(built: gkdoc.Built) -> None:
    """A real report that was published passes; what it could do better are warnings."""
    assert not [f for f in built.findings if f.severity is gkdoc.Severity.ERROR]
