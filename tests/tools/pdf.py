"""The text of a PDF, as poppler reads it."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def text(program: Path, pdf: Path, *, layout: bool = False) -> str:
    """All text of `pdf`; with `layout`, columns stay where they stand on the page."""
    command = [str(program), "-enc", "UTF-8", *(["-layout"] if layout else []), str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def pages(program: Path, pdf: Path, *, layout: bool = False) -> tuple[str, ...]:
    """The text of each page of `pdf`."""
    return tuple(text(program, pdf, layout=layout).split("\f")[:-1])


def without_spaces(words: str) -> str:
    """`words` without blanks and line breaks: LibreOffice sets blanks between 汉字 and digits."""
    return re.sub(r"\s", "", words)
