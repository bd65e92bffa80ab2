"""An office's own docxtpl template, with a loop and with arithmetic, filled with a report.

    python examples/with_docxtpl.py [文件夹]

Makes such a template from the standard one, and writes 简报.docx into the folder (build/examples).
"""

from __future__ import annotations

import sys
from pathlib import Path

import docx

import gkdoc
from gkdoc.docx import render

HERE = Path(__file__).parent


def make_template(path: Path) -> None:
    """A template at `path`: the report, and behind it what a brief for the leaders adds."""
    document = docx.Document(str(HERE.parent / "templates" / "docx" / "annual-report.docx"))
    document.add_heading("附：简要分析", level=1).paragraph_format.page_break_before = True
    document.add_paragraph(
        "新收 {{ applications.received.total }} 件，其中自然人占"
        " {{ '%.1f'|format(100 * applications.received.natural_person"
        " / applications.received.total) }}%。"
    )
    table = document.add_table(rows=4, cols=2, style="统计表")
    for row, texts in zip(
        table.rows,
        (
            ("不予公开的理由", "件数"),
            ("{%tr for row in applications.denied if row.total %}", ""),
            ("{{ row.label }}", "{{ row.total }}"),
            ("{%tr endfor %}", ""),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


def main(folder: Path) -> None:
    """Write template and brief into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    make_template(folder / "简报模板.docx")
    built = render(folder / "简报模板.docx", gkdoc.load(HERE / "city-government-2024.yaml"))
    for finding in built.findings:
        print(finding.severity.value, finding.rule, finding.message)
    built.save(folder / "简报.docx")
    print(folder / "简报.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE.parent / "build" / "examples")
