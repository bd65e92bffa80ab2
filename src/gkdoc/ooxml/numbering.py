"""Where a paragraph stands in a list that Word counts."""

from __future__ import annotations

from typing import Final

from attrs import frozen


@frozen
class ListLevel:
    """A level, 0 for the first, of the list with that number."""

    list_id: int
    level: int


NO_LIST: Final = ListLevel(0, 0)
"""Takes a paragraph out of the list that its style belongs to."""
