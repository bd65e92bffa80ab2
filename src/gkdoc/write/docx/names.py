"""The names that a template may use: those of the vocabulary, and of no Python object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from gkdoc.spec import printed_forms, sections, tables
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
    return OPTIONAL.union(sections())


@cache
def texts() -> frozenset[str]:
    """Names that `{{ … }}` can have."""
    return TEXTS.union(figures())


@cache
def figures() -> Mapping[str, str]:
    """The name of every figure of every form, and the name of the bookmark around it."""
    return {
        str(ref): BOOKMARK_PREFIX + cell.code
        for key in tables()
        for spec in reversed(printed_forms(key))
        for ref, cell in spec.cells.items()
    }
