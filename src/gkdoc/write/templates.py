"""The standard templates, wherever the package is installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import get_data


@cache
def standard_template_bytes(*, native_numbering: bool = False) -> bytes:
    """The Word file of the standard template, or of the one in which Word counts the headings.

    A wheel carries both inside the package; a source tree, and an editable install of one, keep
    them in `templates/docx` where people find them.
    """
    name = f"annual-report{'-numbered' if native_numbering else ''}.docx"
    try:
        packaged = get_data("gkdoc", f"templates/docx/{name}")
    except OSError:
        packaged = None
    if packaged is not None:
        return packaged
    return (Path(__file__).parents[3] / "templates" / "docx" / name).read_bytes()
