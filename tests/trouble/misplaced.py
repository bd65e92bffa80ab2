"""Files under the ending of another kind, and what stands in a file's place without being one."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import gkdoc
from gkdoc.write.html import html_page
from tests.read.pdf.test_trouble import TROUBLE
from tests.tools.drawn_pdf import document, page, words
from tests.tools.places import ROOT
from tests.trouble.archives import example
from tests.trouble.texts import data
from tests.trouble.trouble import READERS, Content, Trouble, troubles
from tests.trouble.workbooks import register, workbook


def web_page() -> str:
    """A sound page of ours."""
    report = gkdoc.build(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")).report
    assert report is not None
    return html_page(report)


KINDS: Final[Mapping[str, Content]] = {
    ".docx": example,
    ".html": web_page,
    ".pdf": lambda: document([page([words("字", 9, 9)])]),
    ".yaml": data,
    ".xlsx": lambda: workbook(register()),
    ".png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    ".exe": lambda: b"MZ" + bytes(500),
    ".gz": lambda: b"\x1f\x8b\x08" + bytes(500),
    ".rtf": lambda: b"{\\rtf1 a}",
    ".xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
}
_UNDER: Final = (".docx", ".xlsx", ".csv", ".yaml", ".json", ".html", ".pdf")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        # The name of a socket may have a hundred signs.
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def _locked(path: Path) -> None:
    path.write_bytes(b"")
    path.chmod(0)


def _circle(path: Path) -> None:
    other = path.with_name(f"{path.name}.other")
    other.symlink_to(path)
    path.symlink_to(other)


PLACES: Final[Mapping[str, Callable[[Path], object]]] = {
    "nowhere": lambda _: None,
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "no permission": _locked,
    "a link to itself": _circle,
    "a link to nowhere": lambda path: path.symlink_to(path.with_name("nowhere")),
    "a file without end": lambda path: path.symlink_to("/dev/zero"),
    "a file without bytes": lambda path: path.symlink_to("/dev/null"),
}


def misplaced_troubles() -> Iterator[Trouble]:
    """All of them."""
    for kind, content in KINDS.items():
        yield from troubles(
            [each for each in _UNDER if each != kind], {f"{kind[1:]} file": content}
        )
    for name, put in PLACES.items():
        for suffix in READERS:
            yield Trouble(name, suffix, put)
    yield from troubles((".pdf",), TROUBLE)
