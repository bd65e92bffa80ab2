"""Headings in the styles of other programs: the typed number says the level, not the style."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest

from gkdoc.read.docx import read_docx
from gkdoc.spec import newest
from gkdoc.text.blocks import Block
from tests.tools.drawing import draw

FORM = newest()
OUTLINE = (
    ("总述。", None),
    ("（一）主动公开", 0),
    ("1.政策文件公开", 1),
    ("公开5件。", None),
    ("2.重点领域公开", 1),
    ("（1）规划。公开3件。", None),
    ("（二）依申请公开", 0),
    ("1.办理", 1),
    ("收到2件。", None),
)


def saved(title: int, section: int, levels: Sequence[int]) -> bytes:
    """A report with headings in these built-in styles."""
    document = docx.Document()
    document.add_heading("东海县档案局2024年政府信息公开工作年度报告", title)
    for part in FORM.sections:
        document.add_heading(part.title, section)
        if part.table:
            draw(document, FORM.tables[part.key], dict.fromkeys(FORM.tables[part.key].cells, "0"))
        else:
            for words, level in OUTLINE:
                if level is None:
                    document.add_paragraph(words)
                else:
                    document.add_heading(words, levels[level])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("title", "section", "levels"),
    [(0, 1, (2, 3)), (1, 2, (3, 4)), (1, 2, (3, 3)), (1, 2, (4, 4))],
    ids=["as-ours", "one-deeper", "all-alike", "deep"],
)
def test_the_typed_number_says_the_level(title: int, section: int, levels: tuple[int, int]) -> None:
    """A page saved as a Word file has the title first and all else deeper: nothing is numbered."""
    reading = read_docx(saved(title, section, levels))
    assert reading.report.overview is not None
    assert reading.report.overview.outline == (
        Block(text="总述。"),
        Block(2, "主动公开", None),
        Block(3, "政策文件公开", None),
        Block(text="公开5件。"),
        Block(3, "重点领域公开", None),
        Block(4, "规划。", "公开3件。"),
        Block(2, "依申请公开", None),
        Block(3, "办理", None),
        Block(text="收到2件。"),
    )
    assert "GK107" not in {finding.rule for finding in reading.findings}


def test_a_title_that_stands_there_twice_is_one() -> None:
    """As where a page was saved as a Word file whose tables have captions: nothing is odd."""
    document = docx.Document(io.BytesIO(saved(1, 2, (3, 4))))
    for line in list(document.paragraphs):
        if line.text in {part.title for part in FORM.sections if part.table}:
            line._p.addnext(document.add_paragraph(line.text)._p)
    stream = io.BytesIO()
    document.save(stream)
    reading = read_docx(stream.getvalue())
    plain = read_docx(saved(1, 2, (3, 4)))
    assert reading.report == plain.report
    assert [each.rule for each in reading.findings] == [each.rule for each in plain.findings]
