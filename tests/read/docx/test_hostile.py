"""Word files that were damaged, or made to break the reader: a clear end, quickly and in little."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gkdoc.model import usual_title
from tests.hostile.drawing import NAMESPACES, packed, paragraph, run

resource = pytest.importorskip("resource")

SECONDS = 2
MEGABYTES = 300

TITLE = paragraph(run(usual_title("甲局", 2023)))
CELL = "<w:tc><w:p><w:r><w:t>行政许客</w:t></w:r></w:p></w:tc>"


def document(body: str) -> bytes:
    """A Word file with this body."""
    return packed(f"<w:document {NAMESPACES}><w:body>{TITLE}{body}</w:body></w:document>")


def with_part(name: str, content: bytes, *, stored: bool = False) -> bytes:
    """A sound file with this part in place of its own."""
    stream = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(io.BytesIO(document("<w:p/>"))) as sound,
        zipfile.ZipFile(stream, "w", method) as archive,
    ):
        for part in sound.namelist():
            archive.writestr(part, content if part == name else sound.read(part))
        if name not in sound.namelist():
            archive.writestr(name, content)
    return stream.getvalue()


def table(rows: str) -> str:
    """A table."""
    return f"<w:tbl>{rows}</w:tbl>"


def wide_row(count: int, span: int) -> str:
    """A row of so many cells over so many columns."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'
    return f"<w:tr>{cell * count}</w:tr>"


def nested(depth: int) -> str:
    """Tables in tables."""
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def bomb(parts: int, megabytes: int) -> bytes:
    """Zeros, packed as small as they go."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"word/media/{number}.bin", bytes(megabytes * 2**20))
    return stream.getvalue()


LONG_BODY = f"<w:document {NAMESPACES}><w:body>"
TROUBLE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "truncated": lambda: document("<w:p/>")[:-200],
    "half": lambda: document(paragraph(run("字" * 9_000)))[:800],
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "a PDF": lambda: b"%PDF-1.7\n" + bytes(500),
    "an old file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "a text": lambda: "机关：甲局".encode() * 100,
    "another archive": lambda: with_part("xl/workbook.xml", b"<x/>")[:300],
    "one large part": lambda: bomb(1, 100),
    "many large parts": lambda: bomb(30, 20),
    "a document type": lambda: with_part(
        "word/document.xml",
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>',
    ),
    "100 MB of XML": lambda: with_part(
        "word/document.xml", f"{LONG_BODY}{'<w:p/>' * 17_000_000}".encode()
    ),
    "15 MB of XML": lambda: with_part(
        "word/document.xml",
        f"{LONG_BODY}{TITLE}{'<w:p/>' * 2_400_000}</w:body></w:document>".encode(),
        stored=True,
    ),
    "a large list of styles": lambda: with_part(
        "word/numbering.xml", b"<a>" + b"<b/>" * 3_000_000 + b"</a>"
    ),
    "one long paragraph": lambda: document(paragraph(run("字" * 3_000_000))),
    "many paragraphs": lambda: document(paragraph(run("（一）主动公开。甲")) * 40_000),
    "many long runs": lambda: document(paragraph(run("字" * 80) * 50_000)),
    "many lines": lambda: document(paragraph(run("字" * 90)) * 45_000),
    "beginnings of paragraphs": lambda: document("<w:p><w:pPr><w:b/>" * 100_000),
    "beginnings of runs": lambda: document("<w:p><w:r><w:rPr><w:b/>" * 60_000),
    "beginnings in properties": lambda: document(f"<w:p><w:pPr>{'<w:p>' * 300_000}"),
    "marks": lambda: document("<w:p>" + '<w:bookmarkEnd w:id="1"/>' * 180_000),
    "looks": lambda: document(
        "".join(f'<w:p><w:pPr><w:b w:val="{n}"/></w:pPr></w:p>' for n in range(60_000))
    ),
    "many runs": lambda: document(paragraph(run("甲") * 90_000)),
    "spans": lambda: document(table(wide_row(3, 10_000) * 10_000)),
    "many cells": lambda: document(table(wide_row(100, 1) * 900)),
    "nested tables": lambda: document(nested(70)),
    "deeply nested tables": lambda: document(nested(20_000)),
    "nested tables side by side": lambda: document(
        table(f"<w:tr><w:tc>{nested(2) * 4_000}</w:tc></w:tr>")
    ),
    "many small tables": lambda: document(table(f"<w:tr>{CELL * 2}</w:tr>") * 9_000),
    "rows of misprints": lambda: document(
        table("".join(f"<w:tr>{CELL.replace('客', f'客{n}')}</w:tr>" for n in range(9_000)))
    ),
    "misprinted titles": lambda: document(paragraph(run("二、主动公开政府信息情兄")) * 9_000),
    "titles": lambda: document(paragraph(run("一、总体情况")) * 9_000),
    "text boxes in text boxes": lambda: document(
        "<w:p><w:r><w:pict><w:txbxContent>" * 60
        + "<w:p/>"
        + "</w:txbxContent></w:pict></w:r></w:p>" * 60
    ),
}
"""What may be refused or read, but neither crash nor take long."""

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from gkdoc.errors import GkdocError
from gkdoc.read import read_file
try:
    read_file(sys.argv[1])
except GkdocError as error:
    print(error.exit_code, error)
else:
    print(0)
"""


@pytest.mark.parametrize("make", TROUBLE.values(), ids=TROUBLE.keys())
def test_trouble_ends_quickly_and_in_little(make: Callable[[], bytes], tmp_path: Path) -> None:
    """Two seconds and 300 MB, interpreter and libraries included."""
    path = tmp_path / "report.docx"
    path.write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(limit=MEGABYTES * 2**20), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stderr == ""
    assert done.stdout[:1] in {"0", "2"}
    # The machine may be busy with other tests: what counts is what this one costs.
    assert spent.ru_utime - before.ru_utime < SECONDS
