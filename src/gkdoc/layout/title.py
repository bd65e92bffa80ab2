"""How the title of a report is broken into lines."""

from __future__ import annotations


def title_lines(title: str, agency: str, year: int) -> tuple[str, ...]:
    """The lines of `title`: those that it was written in, else the agency and the rest.

    Source: GB/T 9704, 7.3.1: words whole, lines symmetrical.
    """
    if "\n" in title:
        return tuple(title.split("\n"))
    rest = title.removeprefix(agency)
    if rest != title and rest.startswith(str(year)):
        return (agency, rest)
    return (title,)
