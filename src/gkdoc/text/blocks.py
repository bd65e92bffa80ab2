"""The blocks that an outline (the prose of one section) consists of."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

Level: TypeAlias = Literal[2, 3, 4]
"""Level of a numbered block: 2 for （一）, 3 for 1., 4 for （1）. Sections have level 1."""


@frozen
class Block:
    """One paragraph of prose, or a heading, or a heading run into the paragraph that it opens.

    | level | heading | text | what it is |
    |-------|---------|------|------------|
    | None  | None    | text | a plain paragraph |
    | 2–4   | words   | None | a heading on a line of its own |
    | 2–4   | words   | text | a run-in heading and its paragraph |
    | 2–4   | None    | text | a numbered paragraph without a heading |

    The number itself is never stored: it follows from level and order. The mark that closes a
    run-in heading (。) belongs to `heading`, so that no sign of what was written is lost.
    """

    level: Level | None = None
    heading: str | None = None
    text: str | None = None

    def __attrs_post_init__(self) -> None:
        if not (self.text or self.heading):
            raise ValueError("a block needs words")
        if self.level is None and self.heading is not None:
            raise ValueError("a heading needs a level")


@frozen
class Unsupported:
    """Something in the prose that an outline cannot carry: a picture, a chart, a table.

    `description` says what it is, `place` where it stood. Reported when read (GK112), refused when
    a document is built.
    """

    description: str
    place: str = ""


Outline: TypeAlias = tuple[Block | Unsupported, ...]
"""The prose of one section, in order."""
