"""The titles of a report as they are looked for in what is read: its own, and its sections'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.read.document.body import Paragraph
from gkdoc.read.document.identity import identity_of, is_title_end
from gkdoc.read.document.labels import Found, Labels, spelling
from gkdoc.read.document.looks import look_of
from gkdoc.spec import Form, Section, edition_for, editions
from gkdoc.text.ordinals import split_ordinal

_STYLE: Final = STYLE_NAMES.title.casefold()
_MOST_LINES: Final = 4
_LONGEST: Final = 60
# What stands above titles and is none: 附件1, a number of a document, the head of a letter.
_NO_TITLE: Final = re.compile(r"附\s*件|.*〔[0-9]{4}〕|.*文件$|.*[。；：:，,、]$|\s*目\s*录\s*$")


@cache
def section_titles() -> tuple[tuple[str, Section], ...]:
    """Each title with its section; the newest edition has the last word."""
    return tuple(
        {
            title: section
            for form in reversed(editions())
            for section in form.sections
            for title in section.titles
        }.items()
    )


@cache
def labels_of_sections() -> Labels[Section]:
    """The sections by their titles, misprinted ones too."""
    return Labels(section_titles())


@cache
def bare_titles() -> Mapping[str, tuple[str, Section]]:
    """The titles without their numbers, as they are spelt, each with itself and its section."""
    return {
        spelling(found.text): (title, section)
        for title, section in section_titles()
        if (found := split_ordinal(title)) is not None
    }


def section_title(text: str, *, misprinted: bool = False) -> Found[Section] | None:
    """The section whose title `text` is; None if it is no title of a section.

    With `misprinted` a line that begins with 一、 and is no longer than a title may differ from
    the form's in some signs.
    """
    opening = split_ordinal(text) if misprinted else None
    misprinted = opening is not None and opening.level == 1
    return labels_of_sections().find(text, misprinted=misprinted)


def edition_of(title: str, labels: AbstractSet[str]) -> Form:
    """The edition for the year in the title; without one, that with most of the sections' titles.

    `labels` are the titles that were found. Of editions with as many, it is the newest.
    """
    named = identity_of(title.replace("\n", "").strip())
    if named is not None:
        return edition_for(named.year)
    return max(
        editions(),
        key=lambda form: sum(not labels.isdisjoint(section.titles) for section in form.sections),
    )


def title_lines(before: Sequence[Paragraph], words: str) -> tuple[Paragraph, ...]:
    """The paragraphs that make up the title, among those `before` the first section.

    By their style, else by their words, lines of the same look with them. `words` are those of the
    document: the agency that they name belongs to the title, however it is set.
    """
    styled = tuple(item for item in before if item.style.casefold() == _STYLE and item.text.strip())
    if styled:
        return styled
    lines = [item for item in before if item.text.strip()]
    for end, last in enumerate(lines):
        if len(last.text) > _LONGEST or not _ends_title(last):
            continue
        start = end
        while start > 0 and end - start < _MOST_LINES - 1:
            above = lines[start - 1]
            if _NO_TITLE.match(above.text.strip()) or len(above.text) > _LONGEST:
                break
            joined = "".join(item.text for item in lines[start - 1 : end + 1])
            agency = _agency(joined)
            missing = _agency("".join(item.text for item in lines[start : end + 1])) is None
            alike = look_of(above.element) == look_of(last.element)
            if not (missing or alike or (agency is not None and words.count(agency) > 1)):
                break
            if agency is None and not missing:
                break
            start -= 1
        return tuple(lines[start : end + 1])
    return ()


def _ends_title(paragraph: Paragraph) -> bool:
    text = "".join(paragraph.text.split())
    return is_title_end(text) and not _NO_TITLE.match(text)


def _agency(text: str) -> str | None:
    identity = identity_of("".join(text.split()))
    return identity.agency if identity is not None else None
