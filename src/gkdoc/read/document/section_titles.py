"""The titles of the sections in every edition, as they are looked for in what is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gkdoc.read.document.labels import Found, Labels, spelling
from gkdoc.spec import Section, editions
from gkdoc.text.ordinals import split_ordinal


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
    bare = {title: split_ordinal(title) for title, _ in section_titles()}
    return {
        spelling(found.text): (title, section)
        for title, section in section_titles()
        if (found := bare[title]) is not None
    }


def section_title(text: str, *, misprinted: bool = False) -> Found[Section] | None:
    """The section whose title `text` is; None if it is no title of a section.

    With `misprinted` a line that begins with 一、 and is no longer than a title may differ from
    the form's in some signs.
    """
    opening = split_ordinal(text) if misprinted else None
    misprinted = opening is not None and opening.level == 1
    return labels_of_sections().find(text, misprinted=misprinted)
