"""Where something stands in a Word file, in words that a person can follow in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from attrs import define, evolve, frozen
from lxml import etree

from gkdoc.messages import Listed, _
from gkdoc.ooxml.markup import qualified

PARAGRAPH: Final = qualified("w:p")
_TABLE: Final = qualified("w:tbl")
_ROW: Final = qualified("w:tr")
_CELL: Final = qualified("w:tc")
_TEXT: Final = qualified("w:t")
_BOX: Final = qualified("w:txbxContent")
_FALLBACK: Final = qualified("mc:Fallback")
_REACH: Final = 12


@frozen
class Place:
    """`where` counts paragraphs or cells, `heading` stands above, `words` around."""

    where: str
    heading: str = ""
    words: str = ""

    def __str__(self) -> str:
        """All of it in one phrase."""
        around = [_("标题“{heading}”之下", heading=self.heading)] if self.heading else []
        around += [_("“{words}”处", words=self.words)] if self.words else []
        if not around:
            return self.where
        return _("{where}（{around}）", where=self.where, around=Listed("，", around))

    def around(self, text: str, start: int, end: int) -> Place:
        """The same place with the words of `text` on both sides of `start` and `end`."""
        before = "…" if start > _REACH else ""
        after = "…" if end < len(text) - _REACH else ""
        words = text[max(0, start - _REACH) : min(end, start + 5 * _REACH) + _REACH]
        return evolve(self, words=before + " ".join(words.replace("\0", " ").split()) + after)


@frozen(eq=False)
class Placed:
    """A paragraph and its place; `mirror` is true inside mc:Fallback."""

    paragraph: etree._Element
    place: Place
    mirror: bool


def placed_paragraphs(
    root: etree._Element, label: str, is_heading: Callable[[etree._Element], bool]
) -> Iterator[Placed]:
    """Every paragraph below `root` in document order; `label` says which part it is (正文).

    Paragraphs are counted as in findings: tables and text boxes left out. A cell in a table that
    stands inside another one has the place of the outer cell.
    """
    yield from _Walk(label, is_heading).paragraphs(root, "")


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of `paragraph`, those in its text boxes left out."""
    return "".join(
        node.text or ""
        for node in paragraph.iter(_TEXT)
        if next(node.iterancestors(PARAGRAPH)) is paragraph
    )


@define
class _Walk:
    """Counts while it goes through one part; made for one walk."""

    label: str
    is_heading: Callable[[etree._Element], bool]
    paragraph_count: int = 0
    table_count: int = 0
    heading: str = ""

    def paragraphs(self, element: etree._Element, inside: str) -> Iterator[Placed]:
        for child in element:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child, inside)
            elif child.tag == _TABLE and not inside:
                self.table_count += 1
                yield from self._table(child)
            else:
                yield from self.paragraphs(child, inside)

    def _paragraph(self, paragraph: etree._Element, inside: str) -> Iterator[Placed]:
        if not inside:
            self.paragraph_count += 1
            if self.is_heading(paragraph):
                self.heading = paragraph_text(paragraph)
        where = inside or _(
            "{label}第 {paragraph_count} 段", label=self.label, paragraph_count=self.paragraph_count
        )
        mirror = next(paragraph.iterancestors(_FALLBACK), None) is not None
        yield Placed(paragraph, Place(where, self.heading), mirror)
        for box in paragraph.iter(_BOX):
            if next(box.iterancestors(PARAGRAPH)) is paragraph:
                yield from self.paragraphs(box, _("{where}的文本框", where=where))

    def _table(self, table: etree._Element) -> Iterator[Placed]:
        number = self.table_count
        for row, line in enumerate(_own(table, _ROW, _TABLE), 1):
            for column, cell in enumerate(_own(line, _CELL, _ROW), 1):
                inside = _(
                    "{label}第 {number} 个表格第 {row} 行第 {column} 格",
                    label=self.label,
                    number=number,
                    row=row,
                    column=column,
                )
                yield from self.paragraphs(cell, inside)


def _own(element: etree._Element, tag: str, owner: str) -> Iterator[etree._Element]:
    """The descendants with `tag` that belong to `element` and not to an `owner` inside it."""
    for found in element.iter(tag):
        if next(found.iterancestors(owner)) is element:
            yield found
