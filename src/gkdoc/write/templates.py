"""The standard template, wherever the package is installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_NAME = "annual-report.docx"


def standard_template_bytes() -> bytes:
    """The Word file of the standard template.

    A wheel carries it inside the package; a source tree, and an editable install of one, keep it in
    `templates/docx` where people find it.
    """
    packaged = files("gkdoc").joinpath("templates", "docx", _NAME)
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(__file__).parents[3] / "templates" / "docx" / _NAME).read_bytes()
