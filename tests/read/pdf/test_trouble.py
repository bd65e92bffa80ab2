"""PDFs that cannot be read: each is refused in words of its own, quickly and in little memory."""

from __future__ import annotations

import time
from base64 import a85encode
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gkdoc.cli.main import main
from gkdoc.errors import InputError
from gkdoc.read.pdf import read_pdf
from tests.read.pdf.test_pages import TITLE, paragraph
from tests.tools.drawn_pdf import Stream, document, packed, page, ruling, words
from tests.tools.limited import run_limited

SECONDS, MEGABYTES = 2, 300

ONE = [page([words("字", 9, 9)])]
ENCRYPTED = (
    f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> "
    f"/U <{'11' * 32}> /P -1 >>"
)
WITH_FORM = "/Font << /F 4 0 R >> /XObject << /A 10 0 R >>"
IMAGE = Stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8", b"x")


def form(inner: int, content: bytes) -> Stream:
    """A form that may draw another one."""
    return Stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        f"/Resources << /XObject << /A {inner} 0 R >> >>",
        content,
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (document([page(["595 0 0 842 0 0 cm /A Do"])], WITH_FORM, {10: IMAGE}), "扫描件"),
        (document(ONE, trailer=ENCRYPTED), "打开密码"),
        (document(ONE, trailer=ENCRYPTED.replace("Standard", "Other")), "加密方式"),
        (document(ONE)[:300], "已损坏"),
        (b"%PDF-1.7\n", "已损坏"),
        (b"%PDF-" + bytes(1000), "已损坏"),
        (document(ONE), "没有找到标题"),
    ],
)
def test_why_a_file_cannot_be_read_is_said(content: bytes, message: str) -> None:
    """A scan, a locked file, half a file, a file without a title: each has its own words."""
    with pytest.raises(InputError, match=message) as raised:
        read_pdf(content)
    assert raised.value.exit_code == 2


TROUBLE: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: document([packed(b"q Q " * 30_000_000)]),
    "bomb in a bomb": lambda: document([packed(bytes(300_000_000), 2)]),
    "bomb as text": lambda: document(
        [
            Stream(
                "/Filter [/ASCII85Decode /FlateDecode]",
                a85encode(packed(bytes(100_000_000)).content) + b"~>",
            )
        ]
    ),
    "runs": lambda: document([Stream("/Filter /RunLengthDecode", b"\x81q" * 3_000_000)]),
    "LZW": lambda: document([Stream("/Filter /LZWDecode", b"\x80\x0b\x60\x50" * 500_000)]),
    "many pages": lambda: document([page([])] * 40_000),
    "more pages than a report has": lambda: document(ONE * 400),
    "a page that is its own": lambda: document(
        [page(["/A Do"])], WITH_FORM, {10: form(10, b"/A Do")}
    ),
    "pages in pages": lambda: document(
        [page(["/A Do"])], WITH_FORM, {at: form(at + 1, b"/A Do " * 10) for at in range(10, 30)}
    ),
    "a tree that is its own": lambda: document(ONE).replace(b"/Kids [100 0 R]", b"/Kids [2 0 R]  "),
    "rulings": lambda: document(
        [page([*(ruling(at % 500, 0, at % 500, 500) for at in range(50_000)), TITLE])]
    ),
    "a fine grid": lambda: document(
        [
            page(
                [
                    *(ruling(0, at * 4, 590, at * 4) for at in range(200)),
                    *(ruling(at * 4, 0, at * 4, 800) for at in range(140)),
                    words("字", 9, 9),
                ]
            )
        ]
    ),
    "signs": lambda: document([page([words("字" * 60, 9, 9, 1)] * 1000)]),
    "nothing at all, often": lambda: document([page(["q Q"] * 400_000)]),
    "a long path": lambda: document([page(["0 0 m", *(["1 1 l"] * 300_000), "S"])]),
    "brackets": lambda: document([page(["[" * 50_000 + "]" * 50_000])]),
    "an endless page": lambda: document(ONE).replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
}
"""Files that would take long, or much memory, if they were read to their end."""

_READ = """
import resource, sys, time
from itertools import pairwise
from pathlib import Path
import gkdoc.read.pdf.drawing
from gkdoc.errors import InputError
from gkdoc.read.pdf import read_pdf
content = Path(sys.argv[1]).read_bytes()
started = time.process_time()
try:
    read_pdf(content)
except InputError as error:
    print(time.process_time() - started, error)
else:
    print(time.process_time() - started, "read")
"""


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_ends_quickly_and_in_little(name: str, tmp_path: Path) -> None:
    """A message within two seconds of work and 300 MB of memory, whatever the file holds."""
    path = tmp_path / "trouble.pdf"
    path.write_bytes(TROUBLE[name]())

    printed = run_limited(_READ, str(path), megabytes=MEGABYTES, seconds=60)
    seconds, _, message = printed.strip().partition(" ")
    assert float(seconds) < SECONDS
    assert message != "read"


def test_time_grows_with_the_pages() -> None:
    """Ten times the pages take no more than fifteen times as long."""
    content = [page([TITLE]), *([page(paragraph(80, 20, "完。"))] * 5)]
    longer = [page([TITLE]), *([page(paragraph(80, 20, "完。"))] * 50)]
    read_pdf(document(content))
    assert seconds_for(longer) < 15 * max(seconds_for(content), 0.02)


def seconds_for(pages: Sequence[Stream]) -> float:
    """How long a file with these pages takes, at best."""
    content = document(pages)
    times = []
    for _ in range(3):
        started = time.process_time()
        read_pdf(content)
        times.append(time.process_time() - started)
    return min(times)


def test_the_command_line_knows_a_pdf_by_its_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scan without the end of its name is refused as a scan, with exit 2, and nothing written."""
    path, out = tmp_path / "scan", tmp_path / "out.json"
    path.write_bytes(document([page(["595 0 0 842 0 0 cm /A Do"])], WITH_FORM, {10: IMAGE}))
    assert main(["read", str(path), "-o", str(out)]) == 2
    assert "扫描件" in capsys.readouterr().err
    assert not out.exists()
