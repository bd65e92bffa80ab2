"""The standard template with the titles of the edition that a report follows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gkdoc.ooxml.markup import escape_text
from gkdoc.ooxml.package import main_document, read_package, write_package
from gkdoc.spec import form, section_title, sections
from gkdoc.text.ordinals import split_ordinal


@cache
def with_titles(template: bytes, edition: str) -> bytes:
    """The standard template with the titles of `edition`; the same bytes where it has those."""
    package = read_package(template)
    name = main_document(package)
    before = package.parts[name].decode()
    after = before
    for old, new in _changes(edition):
        after = after.replace(f">{escape_text(old)}</w:t>", f">{escape_text(new)}</w:t>")
    return template if after == before else write_package(package.replacing({name: after.encode()}))


def _changes(edition: str) -> Iterator[tuple[str, str]]:
    """Each title of another edition with this one's, with their numbers and without them."""
    for key, section in sections().items():
        own = section_title(key, form(edition))
        for other in section.titles:
            yield other, own
            # Without its number where Word counts.
            yield _bare(other), _bare(own)


def _bare(title: str) -> str:
    numbered = split_ordinal(title)
    return title if numbered is None else numbered.text
