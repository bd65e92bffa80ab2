"""python-docx as its manual shows: add paragraphs and tables to a document with the styles."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from timing import measured

FOLDER = Path(sys.argv[1])
CONTENT = json.loads((FOLDER / "document.json").read_text(encoding="utf-8"))


def document(content: list[dict[str, Any]]) -> bytes:
    """The Word file."""
    made = Document(str(FOLDER / "styles.docx"))
    for item in content:
        if "rows" in item:
            add_table(made, item)
        else:
            paragraph = made.add_paragraph(style=made.styles[item["style"]["name"]])
            for run in item["runs"]:
                style = made.styles[run["style"]["name"]] if run["style"] else None
                paragraph.add_run(run["text"], style=style)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def add_table(made: WordDocument, item: dict[str, Any]) -> None:
    """A table with its cells merged, their list asked for once: the quickest way there is."""
    width = item["columns"]
    table = made.add_table(len(item["rows"]), width)
    cells = table._cells  # noqa: SLF001 - what table.cell() makes anew for each cell
    for index, row in enumerate(item["rows"]):
        for cell in row:
            first = cells[index * width + cell["column"]]
            if cell["columns"] > 1 or cell["rows"] > 1:
                last = (index + cell["rows"] - 1) * width + cell["column"] + cell["columns"] - 1
                first = first.merge(cells[last])
            first.text = cell["text"]


measured(
    lambda: document(CONTENT), FOLDER / "made-by-python-docx.docx", "python-docx", int(sys.argv[2])
)
