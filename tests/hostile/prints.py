"""Hostile Word files as LibreOffice prints them: rulings and a page are added to them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from gkdoc.model import SeenReport
from tests.hostile.files import files
from tests.hostile.pdf import File
from tests.hostile.reports import whole_tables
from tests.tools.office import Office

NOT_IN_PRINT = frozenset({"fields", "pictures", "footnotes"})
"""LibreOffice works fields out anew, prints nothing for pictures that are not there, and does not
open notes without a part for them: its pages do not show what these files hold."""

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES
)
_WIDTH = 9000


def prints(
    report: SeenReport, count: int, seed: int, office: Office, folder: Path
) -> Iterator[File]:
    """Each layout of the Word files, printed; those that no print shows are left out."""
    made = [
        file
        for file in files(report.agency, report.year, whole_tables(report), count, seed)
        if not NOT_IN_PRINT & set(file.name.split("+"))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number}.docx" for number in range(len(made))]
    for path, file in zip(paths, made, strict=True):
        path.write_bytes(printable(file.content))
    pdfs = office.pdf(*paths, into=folder / "pdf", seconds=500)
    for file, pdf in zip(made, pdfs, strict=True):
        yield File(file.name, pdf.read_bytes(), file.shown)


def printable(content: bytes) -> bytes:
    """The Word file with rulings, columns that fill the page, and a page of A4."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = _ruled(part.decode()).encode()
            target.writestr(name, part)
    return out.getvalue()


def _ruled(document: str) -> str:
    document = document.replace(
        '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>',
        f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>",
    )
    document = re.sub("<w:tblGrid>(.*?)</w:tblGrid>", _widened, document)
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return document.replace("<w:sectPr/>", page)


def _widened(grid: re.Match[str]) -> str:
    count = max(grid[1].count("<w:gridCol"), 1)
    columns = re.sub('w:w="[0-9]+"', f'w:w="{_WIDTH // count}"', grid[1])
    return f"<w:tblGrid>{columns}</w:tblGrid>"
