"""Which edition of the form a document follows, before any of its tables is read."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from gkdoc.read.document.identity import identity_of
from gkdoc.spec import Form, edition_for, editions


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
