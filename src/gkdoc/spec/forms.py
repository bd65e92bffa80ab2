"""What an edition of the form consists of: sections, their topics, and the statutory tables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from attrs import frozen

from gkdoc.spec.model import Source, TableSpec


@frozen
class Topic:
    """A topic that the form asks prose to speak of, and the words by which headings name it."""

    key: str
    title: str
    words: tuple[str, ...]


@frozen
class Section:
    """One of the six statutory sections: its titles, and what it holds.

    `titles` are the form's own and then further ones seen. `table` is True where the section holds
    a statutory table, False where it holds prose. `topics` are what the form asks the prose to
    speak of, in its order.
    """

    key: str
    titles: tuple[str, ...]
    table: bool
    topics: tuple[Topic, ...] = ()

    @property
    def title(self) -> str:
        """The title that the form prints."""
        return self.titles[0]


@frozen
class Superseded:
    """A notice or law that a form has replaced.

    `words` is a regular expression for how reports cite it, `now` is what holds instead.
    """

    words: str
    now: str


@frozen
class Form:
    """One edition of the statutory form.

    `issued` is the day of its notice, the first of its first year where that is not stated.
    `first_year` is the first report year for which it holds; it does until a newer one begins.
    `title` has the places {agency} and {year}. `fee_statement` says that the report has to state
    what was charged for information. `superseded` is what may no longer be cited.
    """

    edition: str
    source: Source
    issued: datetime.date
    first_year: int
    title: str
    sections: tuple[Section, ...]
    tables: Mapping[str, TableSpec]
    fee_statement: bool = False
    superseded: tuple[Superseded, ...] = ()

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that the form asks the prose to speak of, in its order."""
        return tuple(topic for section in self.sections for topic in section.topics)
