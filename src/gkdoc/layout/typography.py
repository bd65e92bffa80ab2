"""The layout of GB/T 9704-2012 as data, adapted where the tables of the report need it.

A clause is the standard's. "Form" is the official form of 2021. "Measured": found by setting pages
in LibreOffice 7.4, with the faces named here and without any of them.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Final

from attrs import frozen

from gkdoc.ooxml.elements import NO_LENGTH, Twips, font_size, millimetres, points
from gkdoc.ooxml.pages import PageSetup
from gkdoc.ooxml.tables import CELL_MARGIN, FigureSize

TIMES: Final = "Times New Roman"
"""Face of Latin letters and digits in prose: the standard names none, reports mostly use this."""

TITLE_SIZE: Final = font_size(22)  # 二号, clause 7.3.1
TABLE_SIZE: Final = font_size(10)  # form

CHARACTER: Final = points(16)
"""One 字, the standard's unit of width: a character of the body."""

PAGE: Final = PageSetup(
    width=millimetres(210),  # A4, clause 5.1
    height=millimetres(297),
    top=millimetres(37),  # clause 5.2.1
    right=millimetres(26),  # what 156 mm of 版心 leave
    bottom=millimetres(35),  # what 225 mm of 版心 leave
    left=millimetres(28),  # clause 5.2.1
)


@frozen
class StyleRoles:
    """One text for each role that a style plays in the report."""

    title: str
    heading1: str
    heading2: str
    heading3: str
    heading4: str
    body: str
    run_in2: str
    run_in3: str
    run_in4: str
    signature: str
    table: str
    table_head: str
    table_label: str
    table_figure: str
    table_note: str
    picture: str
    picture_caption: str
    plain_table: str
    table_caption: str
    footer: str
    comment_text: str
    comment_reference: str

    def heading(self, level: int) -> str:
        """The role of a heading on a line of its own, level 1 to 4."""
        return (self.heading1, self.heading2, self.heading3, self.heading4)[level - 1]

    def run_in(self, level: int) -> str:
        """The role of a heading that its paragraph follows on the same line, level 2 to 4."""
        return (self.run_in2, self.run_in3, self.run_in4)[level - 2]


STYLE_NAMES: Final = StyleRoles(
    title="Title",
    heading1="heading 1",
    heading2="heading 2",
    heading3="heading 3",
    heading4="heading 4",
    body="公文正文",
    run_in2="公文段内二级标题",
    run_in3="公文段内三级标题",
    run_in4="公文段内四级标题",
    signature="公文落款",
    table="统计表",
    table_head="统计表标目",
    table_label="统计表项目",
    table_figure="统计表数字",
    table_note="统计表勾稽说明",
    picture="公文图片",
    picture_caption="公文图题",
    plain_table="公文表格",
    table_caption="公文表题",
    footer="footer",
    comment_text="annotation text",
    comment_reference="annotation reference",
)
"""The name of each style (w:name), which finds it in any template: programs change ids.

Compare without case: LibreOffice saves `heading 1` as `Heading 1`, which is the same to Word.
"""

TABLE_SIZES: Final = (
    FigureSize(size=font_size(10), line=points(13), cell_margin=CELL_MARGIN),
    FigureSize(size=font_size(9), line=points(12), cell_margin=CELL_MARGIN),
    FigureSize(size=font_size(7.5), line=points(10), cell_margin=CELL_MARGIN),
    # Without margins and a little condensed: otherwise seven digits break in table four (measured).
    FigureSize(size=font_size(6.5), line=points(9), cell_margin=NO_LENGTH, spacing=Twips(-2)),
)
"""The sizes of figures, the largest first, which is that of the style itself."""

DIGIT_WIDTH: Final = 0.64
"""Width of a digit in parts of its size: the widest of the faces that replace 宋体 (measured)."""

LABEL_MARGIN: Final = points(3)
"""Margin beside a label that has room for it: no sign touches the border."""

BORDER_WIDTH: Final = Twips(16)
"""What the two borders of a cell take from its width in LibreOffice (measured, rounded up)."""


def head_margin(label: str, width: int) -> Twips | None:
    """The margin at which a label breaks into lines of equal length; None for the table's own.

    `width` is that of the cell in twips. 商业企业 breaks as 商业 and 企业, not as 商业企 and 业,
    and does so without a line break in its text.
    """
    length = sum(ems(character, half=0.5) for character in label)
    character = TABLE_SIZE * points(0.5)
    fitting = (width - 2 * CELL_MARGIN) // character
    if not 0 < fitting < length:
        return None
    longest = math.ceil(length / math.ceil(length / fitting))
    # Half a character to spare: no face is so wide that `longest` of them would not fit.
    margin = (width - longest * character - character // 2) // 2
    return Twips(margin) if margin > CELL_MARGIN else None


def label_margin(width: int) -> Twips | None:
    """The margin beside a label that begins at the left of its cell; None for the table's own.

    The columns of the outer labels of table three are just wide enough for three and four
    characters; all others have room.
    """
    return LABEL_MARGIN if width > 10 * TABLE_SIZE * points(0.5) else None


def digits_wide(text: str) -> int:
    """How many digits are as wide as `text`: a point counts as one, a Chinese character as two."""
    return math.ceil(sum(ems(character, half=DIGIT_WIDTH) for character in text) / DIGIT_WIDTH)


def signature_indent(agency: str, date_text: str) -> Twips:
    """The left indent of both lines of the signature, which are centred behind it.

    The date ends four characters from the right edge and the agency stands centred above it
    (clause 7.3.5.1). An agency too long for that ends two characters from the edge, as it does
    where there is no seal (clause 7.3.5.2), or nearer if it is longer still.
    """
    name = _width(agency)
    # A character to spare: LibreOffice widens the gaps between digits and Chinese characters.
    room = max(name + CHARACTER, min(name + 2 * 2 * CHARACTER, PAGE.text_width))
    block = max(2 * 4 * CHARACTER + _width(date_text), room)
    return Twips(max(PAGE.text_width - block, 0))


def _width(text: str) -> int:
    # Digits of Times New Roman and of 仿宋 are half as wide as a Chinese character.
    return round(sum(ems(character, half=0.5) for character in text) * CHARACTER)


def ems(character: str, *, half: float) -> float:
    """The width of a character in parts of its size; `half` is that of one that is not full."""
    return 1 if unicodedata.east_asian_width(character) in "WFA" else half
