"""The standard template, wherever the package is installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import get_data

_NAME = "annual-report.docx"


@cache
def standard_template_bytes() -> bytes:
    """The Word file of the standard template.

    A wheel carries it inside the package; a source tree, and an editable install of one, keep it in
    `templates/docx` where people find it.
    """
    try:
        packaged = get_data("gkdoc", f"templates/docx/{_NAME}")
    except OSError:
        packaged = None
    if packaged is not None:
        return packaged
    return (Path(__file__).parents[3] / "templates" / "docx" / _NAME).read_bytes()
