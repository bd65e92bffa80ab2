"""A yearbook made with python-docx, with reports in it: whole, a section, a table.

    python examples/into_document.py [文件夹]

Writes 年鉴.docx into the folder (build/examples), once all of the reports stands in it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import docx

import gkdoc
from gkdoc.docx import insert_report, insert_section, insert_table, verify

HERE = Path(__file__).parent


def yearbook(path: Path) -> None:
    """The yearbook at `path`; an error that says what is wrong where something is lost."""
    city = gkdoc.load(HERE / "city-government-2024.yaml")
    county = gkdoc.load(HERE / "county-bureau-2019.yaml")

    document = docx.Document()
    document.add_heading("云川年鉴", level=0)

    document.add_heading("第一章 市政府", level=1)
    insert_report(document.add_paragraph(), city)

    document.add_heading("第二章 县局", level=1).paragraph_format.page_break_before = True
    insert_report(document.add_paragraph(), county)

    document.add_heading("第三章 摘编", level=1).paragraph_format.page_break_before = True
    insert_section(document.add_paragraph("市政府的不足和改进："), city, "problems")
    table = insert_table(document.add_paragraph("县局的行政复议、行政诉讼："), county.remedies)
    # It is a table of python-docx: everything that this can do is open.
    table.rows[-1].cells[0].paragraphs[0].runs[0].bold = True

    lost = [*verify(document, city), *verify(document, county)]
    if lost:
        raise SystemExit("\n".join(map(str, lost)))
    document.save(str(path))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE.parent / "build" / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    yearbook(folder / "年鉴.docx")
    print(folder / "年鉴.docx")
