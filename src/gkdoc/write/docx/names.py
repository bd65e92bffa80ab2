"""The names that a template may use: those of the vocabulary, and of no Python object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from gkdoc.spec import EDITIONS, TableSpec, form
from gkdoc.write.docx.tables import BOOKMARK_PREFIX

SIGNATURE_LINES: Final = ("signature.agency", "signature.date")
"""The lines of a signature that an office sets itself."""

TEXTS: Final = frozenset({"title", "agency", "year", *SIGNATURE_LINES})
"""Slots of text beside the figures."""

OPTIONAL: Final = frozenset({"introduction", "signature"})
"""Blocks that a report may lack; conditions may ask for them."""


@cache
def blocks() -> frozenset[str]:
    """Names that `{{p … }}` can have."""
    return OPTIONAL | {section.key for section in form(EDITIONS[0]).sections}


@cache
def texts() -> frozenset[str]:
    """Names that `{{ … }}` can have."""
    return TEXTS.union(figures())


def forms_of(key: str) -> Iterator[TableSpec]:
    """Every form in which the table `key` has been printed, the newest first."""
    for edition in EDITIONS:
        spec = form(edition).tables[key]
        yield spec
        if spec.divisions:
            yield spec.undivided


@cache
def figures() -> Mapping[str, str]:
    """The name of every figure of every form, and the name of the bookmark around it."""
    return {
        str(ref): BOOKMARK_PREFIX + cell.code
        for key in form(EDITIONS[0]).tables
        for spec in reversed([*forms_of(key)])
        for ref, cell in spec.cells.items()
    }
