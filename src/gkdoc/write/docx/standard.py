"""The standard templates, wherever the package is installed, with the titles of an edition."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from pkgutil import get_data

from gkdoc.ooxml.markup import escape_text
from gkdoc.ooxml.package import main_document, read_package, write_package
from gkdoc.spec import form, section_title, sections
from gkdoc.text.ordinals import split_ordinal


@cache
def standard_template_bytes(edition: str | None = None, *, native_numbering: bool = False) -> bytes:
    """The Word file of the standard template, or of the one in which Word counts the headings.

    With the titles of `edition`; None leaves them as they are in the file. A wheel carries both
    files inside the package; a source tree, and an editable install of one, keep them in
    `templates/docx` where people find them.
    """
    if edition is not None:
        return _titled(standard_template_bytes(native_numbering=native_numbering), edition)
    name = f"annual-report{'-numbered' if native_numbering else ''}.docx"
    try:
        packaged = get_data("gkdoc", f"templates/docx/{name}")
    except OSError:
        packaged = None
    if packaged is not None:
        return packaged
    return (Path(__file__).parents[4] / "templates" / "docx" / name).read_bytes()


def _titled(template: bytes, edition: str) -> bytes:
    package = read_package(template)
    name = main_document(package)
    before = after = package.parts[name].decode()
    for key, section in sections().items():
        titles = spellings(section_title(key, form(edition)))
        for other in section.titles:
            for old, new in zip(spellings(other), titles, strict=True):
                after = after.replace(f">{escape_text(old)}</w:t>", f">{escape_text(new)}</w:t>")
    return template if after == before else write_package(package.replacing({name: after.encode()}))


def spellings(title: str) -> tuple[str, str]:
    """The title of a section as it is printed, and without its number, which Word may count."""
    numbered = split_ordinal(title)
    return title, title if numbered is None else numbered.text
