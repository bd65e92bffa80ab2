"""What only the templates know of GB/T 9704-2012: faces, sizes, pitches, and the ids of styles.

A clause is the standard's. "Form" is the official form of 2021. "Measured": found by setting pages
in LibreOffice 7.4, with the faces named here and without any of them.
"""

from __future__ import annotations

from typing import Final

from gkdoc.layout.typography import StyleRoles
from gkdoc.ooxml.elements import Twips, font_size, millimetres, points

FANG_SONG: Final = "仿宋_GB2312"
"""Face of the body and of headings of levels 3 and 4: clauses 5.2.2, 7.3.3."""

KAI: Final = "楷体_GB2312"
"""Face of headings of level 2: clause 7.3.3; of the note in table three: form."""

HEI: Final = "黑体"
"""Face of headings of level 1: clause 7.3.3."""

XIAO_BIAO_SONG: Final = "方正小标宋简体"
"""Face of the title: clause 7.3.1."""

SONG: Final = "宋体"
"""Face of page numbers: clause 7.5; of tables: form."""

HEADING_FACES: Final = (HEI, KAI, FANG_SONG, FANG_SONG)
"""Faces of the headings of levels 1 to 4: clause 7.3.3."""

BODY_SIZE: Final = font_size(16)  # 三号, clause 5.2.2
PAGE_NUMBER_SIZE: Final = font_size(14)  # 四号, clause 7.5
CAPTION_SIZE: Final = font_size(14)  # 四号, a size below the body: no clause
COMMENT_SIZE: Final = font_size(10.5)  # 五号, Word's own

LINE: Final = Twips(579)
"""Pitch of the lines: 225 mm / 22 = 579.8, and 580 gives 21 lines (measured)."""

CHARACTER_SPACING: Final = Twips(-5)
"""Taken from each character of body and headings: 28 × 15.75 pt fill 156 mm (measured)."""

TABLE_LINE: Final = points(13)
"""Pitch of lines in a table: two lines of a head in a row of 20 pt or more (measured)."""

HEADER: Final = millimetres(15)
"""From the edge to a header, of which there is none: Word's own value."""

FOOTER: Final = millimetres(25.25)
"""From the edge to the footer: the dash of the page number is 7 mm below the 版心 (clause 7.5).

Measured: 6.9 mm with a face for 宋体, 7.1 mm without.
"""

FOOTER_LINE: Final = points(20)
"""Pitch of the line of the page number; with FOOTER it sets the number in its place."""

PAGE_NUMBER_INDENT: Final = points(14)
"""One character blank beside the page number, of the number's own size: clause 7.5."""

# Word's own lists for simplified Chinese, and after them the signs that close a date, an amount or
# a count of this report and hardly ever begin a word: so 2024年 and 57352.18万元 stay whole in Word
# without one sign more in the text. LibreOffice 7.4 does not read the lists and breaks between
# figure and unit, which the standard allows since 2012; figures themselves stay whole in both.
NEVER_FIRST: Final = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
    "年月日件元万亿"
)
"""Signs that begin no line."""

NEVER_LAST: Final = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Signs that end none."""

STYLE_IDS: Final = StyleRoles(
    title="Title",
    heading1="Heading1",
    heading2="Heading2",
    heading3="Heading3",
    heading4="Heading4",
    body="GKBody",
    run_in2="GKRunIn2",
    run_in3="GKRunIn3",
    run_in4="GKRunIn4",
    signature="GKSignature",
    table="GKTable",
    table_head="GKTableHead",
    table_label="GKTableLabel",
    table_figure="GKTableFigure",
    table_note="GKTableNote",
    picture="GKPicture",
    picture_caption="GKPictureCaption",
    plain_table="GKPlainTable",
    table_caption="GKTableCaption",
    footer="Footer",
    comment_text="CommentText",
    comment_reference="CommentReference",
)
"""The id of each style in the template that comes with gkdoc, and in no other."""
