"""The blocks that an outline (the prose of one section) consists of."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from gkdoc.messages import Message, _

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
class Picture:
    """图片 on a line of its own, its caption under it.

    `content` is a PNG or JPEG file, `alt` (替代文字) says in words what it shows. `width` is in
    millimetres ("120mm") or per cent of the text's width ("80%"); None for the picture's own size,
    as far as the text has room.
    """

    content: bytes
    alt: str
    caption: str | None = None
    width: str | None = None

    @property
    def description(self) -> Message:
        """What it is, in words."""
        return _("图片（{alt}）", alt=self.alt)


@frozen
class PlainTable:
    """表格 within the prose: a head, rows of texts, and the caption that stands above them.

    Words are as in a paragraph: 〖…〗 is a reference, `[文字](https://…)` a link.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None

    @property
    def description(self) -> Message:
        """What it is, in words."""
        return _("表格（{caption}）", caption=self.caption or "、".join(self.head))


@frozen
class Unsupported:
    """Something in the prose that an outline cannot carry: a chart, a text box, a formula.

    `description` says what it is, `place` where it stood. Reported when read (GK112), refused when
    a document is built.
    """

    description: str
    place: str = ""


AnyBlock: TypeAlias = Block | Picture | PlainTable | Unsupported
"""One block of an outline."""

Outline: TypeAlias = tuple[AnyBlock, ...]
"""The prose of one section, in order."""
