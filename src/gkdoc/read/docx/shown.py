"""The words and figures that a Word file shows, whatever it carries beside."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from attrs import evolve

from gkdoc.ooxml.package import Package
from gkdoc.read.document.shown import Shown, shown_in
from gkdoc.read.docx.body.opening import open_body, read_body, words_around, words_of

_BETWEEN: Final = "\0"
_SIGNS: Final = "[0-9A-Za-z]"


def read_shown(package: Package) -> Shown:
    """The shown content of the document in `package`; BrokenPackage if it is none."""
    body, findings = open_body(package)
    shown = shown_in(body)
    return evolve(shown, findings=(*findings, *shown.findings))


def shown_of(package: Package, words: Collection[str]) -> frozenset[str]:
    """Those of `words` that show somewhere in the document, in headers, footers and notes too.

    White space does not matter; a number that is part of another one does not count.
    BrokenPackage if a part cannot be read.
    """
    if not words:
        return frozenset()
    paragraphs = (*words_of(read_body(package)), *words_around(package))
    shown = _BETWEEN.join("".join(paragraph.split()) for paragraph in paragraphs)
    return frozenset(each for each in words if re.search(_whole("".join(each.split())), shown))


def _whole(words: str) -> str:
    """The pattern of words that neither begin nor end within a number or a Latin word."""
    before = f"(?<!{_SIGNS})" if re.match(_SIGNS, words) else ""
    behind = f"(?!{_SIGNS})" if re.search(f"{_SIGNS}$", words) else ""
    return before + re.escape(words) + behind
