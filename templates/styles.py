"""The styles of the templates: the look of each role, and the list that counts the headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, Twips
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from lxml import etree

from gkdoc.layout.options import HEADING_LEVELS
from gkdoc.layout.typography import CHARACTER, STYLE_NAMES, TABLE_SIZE, TIMES, TITLE_SIZE
from gkdoc.ooxml.elements import PARAGRAPH_ORDER, RUN_ORDER
from templates.typography import (
    BODY_SIZE,
    CAPTION_SIZE,
    CHARACTER_SPACING,
    COMMENT_SIZE,
    FANG_SONG,
    FOOTER_LINE,
    HEADING_FACES,
    HEI,
    KAI,
    LINE,
    PAGE_NUMBER_SIZE,
    SONG,
    STYLE_IDS,
    TABLE_LINE,
    XIAO_BIAO_SONG,
)

_TWO_CHARACTERS: Final = {"firstLineChars": 200, "firstLine": 2 * CHARACTER}
"""First lines of body and headings: clause 7.3.3. Word takes the characters, LibreOffice twips."""

# Of the numerals that Word offers, chineseCountingThousand is the one that has 一百〇一.
_LEVELS: Final = (
    ("%1、", "chineseCountingThousand"),
    ("（%2）", "chineseCountingThousand"),
    ("%3.", "decimal"),
    ("（%4）", "decimal"),
)


def set_styles(document: Document) -> None:
    """All styles in the order of the roles; none leaves a face to a theme."""
    _set_defaults(document)
    title = _paragraph_style(document, "title", WD_ALIGN_PARAGRAPH.CENTER, following=True)
    _set_face(title, XIAO_BIAO_SONG, size=TITLE_SIZE)
    for level in HEADING_LEVELS:
        heading = _paragraph_style(document, f"heading{level}", priority=9, following=True)
        heading.paragraph_format.keep_with_next = heading.paragraph_format.keep_together = True
        _indent_and_condense(heading)
        put(_paragraph(heading), PARAGRAPH_ORDER, "outlineLvl", val=level - 1)
        _set_face(heading, HEADING_FACES[level - 1])
    _indent_and_condense(_paragraph_style(document, "body"))
    for level in HEADING_LEVELS[1:]:
        run_in = _style(document, f"run_in{level}", WD_STYLE_TYPE.CHARACTER)
        _set_face(run_in, HEADING_FACES[level - 1])
    _paragraph_style(document, "signature", WD_ALIGN_PARAGRAPH.CENTER)
    for role, face, alignment in (
        ("table_head", SONG, WD_ALIGN_PARAGRAPH.CENTER),
        ("table_label", SONG, WD_ALIGN_PARAGRAPH.LEFT),
        ("table_figure", SONG, WD_ALIGN_PARAGRAPH.CENTER),
        ("table_note", KAI, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        cell = _paragraph_style(document, role, alignment)
        cell.paragraph_format.line_spacing = Twips(TABLE_LINE)
        _set_face(cell, face, latin=face, size=TABLE_SIZE)
        put(_run(cell), RUN_ORDER, "kern", val=0)
    for role in ("table", "plain_table"):
        _rule(_style(document, role, WD_STYLE_TYPE.TABLE, quick=False))
    picture = _paragraph_style(document, "picture", WD_ALIGN_PARAGRAPH.CENTER)
    # At an exact pitch a picture would show no more than the height of a line.
    picture.paragraph_format.line_spacing = 1.0
    for role in ("picture_caption", "table_caption"):
        caption = _paragraph_style(document, role, WD_ALIGN_PARAGRAPH.CENTER)
        _set_face(caption, HEI, size=CAPTION_SIZE)
    footer = _paragraph_style(document, "footer", WD_ALIGN_PARAGRAPH.LEFT, priority=99, quick=False)
    footer.paragraph_format.line_spacing = Twips(FOOTER_LINE)
    _set_face(footer, SONG, latin=SONG, size=PAGE_NUMBER_SIZE)
    comment = _paragraph_style(
        document, "comment_text", WD_ALIGN_PARAGRAPH.LEFT, priority=99, quick=False
    )
    comment.paragraph_format.line_spacing = 1.0
    _set_size(comment, COMMENT_SIZE)
    reference = _style(document, "comment_reference", WD_STYLE_TYPE.CHARACTER, quick=False)
    reference.priority = 99
    _set_size(reference, COMMENT_SIZE)


def _set_defaults(document: Document) -> None:
    """What holds where no style says anything, and Normal.

    The line grid is there for Word's own commands; lines are placed by their exact pitch, so that a
    title of 22 pt takes one line and not two. overflowPunct is Word's default and stated all the
    same: LibreOffice 7.4 reads it the other way round, and without it loses marks that hang in the
    margin.
    """
    sheet = document.styles.element
    for properties in sheet.find(qn("w:docDefaults")).iter(qn("w:rPr"), qn("w:pPr")):
        properties[:] = []
    run = sheet.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    put(run, RUN_ORDER, "rFonts", **_faces(FANG_SONG))
    put(run, RUN_ORDER, "kern", val=2)
    put(run, RUN_ORDER, "sz", val=BODY_SIZE)
    put(run, RUN_ORDER, "szCs", val=BODY_SIZE)
    put(run, RUN_ORDER, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.element.remove(normal.element.find(qn("w:rsid")))
    normal.paragraph_format.widow_control = False
    for tag in ("kinsoku", "overflowPunct"):
        put(_paragraph(normal), PARAGRAPH_ORDER, tag)
    for tag in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        put(_paragraph(normal), PARAGRAPH_ORDER, tag, val=0)
    normal.paragraph_format.line_spacing = Twips(LINE)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _set_face(normal, FANG_SONG, size=BODY_SIZE)


def _style(
    document: Document, role: str, kind: WD_STYLE_TYPE, *, quick: bool = True
) -> CharacterStyle:
    """The style of that role, based on the default of its kind."""
    name = getattr(STYLE_NAMES, role)
    # Word's own styles have English names in every file, ours Chinese ones.
    style: CharacterStyle = document.styles.add_style(name, kind, builtin=name.isascii())
    style.style_id = getattr(STYLE_IDS, role)
    style.base_style = document.styles.default(kind)
    style.quick_style = quick
    return style


def _paragraph_style(
    document: Document,
    role: str,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
    *,
    priority: int | None = None,
    quick: bool = True,
    following: bool = False,
) -> ParagraphStyle:
    """The paragraph style of that role; `following`: the paragraph typed after it is body."""
    style = _style(document, role, WD_STYLE_TYPE.PARAGRAPH, quick=quick)
    assert isinstance(style, ParagraphStyle)
    style.priority = priority
    style.paragraph_format.alignment = alignment
    if following:
        style.element.get_or_add_next().val = STYLE_IDS.body
    return style


def _indent_and_condense(style: ParagraphStyle) -> None:
    """Only in prose: a table, the title and the footer must not inherit it."""
    put(_paragraph(style), PARAGRAPH_ORDER, "ind", **_TWO_CHARACTERS)
    put(_run(style), RUN_ORDER, "spacing", val=CHARACTER_SPACING)


def _rule(style: BaseStyle) -> None:
    """Make a table style draw a single line around the table and between its cells."""
    around = ("top", "left", "bottom", "right")
    lines = (
        element(side, val="single", sz=4, space=0, color="auto")
        for side in (*around, "insideH", "insideV")
    )
    margins = (element(side, w=0, type="dxa") for side in around)
    style.element.append(
        element("tblPr", element("tblBorders", *lines), element("tblCellMar", *margins))
    )


def number_headings(document: Document) -> None:
    """Native numbering, each level starting anew below the one above: clause 7.3.3."""
    levels = []
    for level, (text, numerals) in zip(HEADING_LEVELS, _LEVELS, strict=True):
        levels.append(_level(level, text, numerals))
        # Word writes no w:ilvl for the first level in a style.
        place = [element("ilvl", val=level - 1)] if level > 1 else []
        style = document.styles[STYLE_NAMES.heading(level)]
        put(_paragraph(style), PARAGRAPH_ORDER, "numPr", *place, element("numId", val=1))
    kind = element("multiLevelType", val="multilevel")
    document.part.numbering_part.element[:] = [
        element("abstractNum", kind, *levels, abstractNumId=0),
        element("num", element("abstractNumId", val=0), numId=1),
    ]


def _level(level: int, text: str, numerals: str) -> etree._Element:
    """One level of the list; the face serves the number of a paragraph in another style."""
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=numerals),
        element("pStyle", val=STYLE_IDS.heading(level)),
        element("suff", val="nothing"),
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        element("pPr", element("ind", **_TWO_CHARACTERS)),
        element("rPr", element("rFonts", **_faces(HEADING_FACES[level - 1]))),
        ilvl=level - 1,
    )


def _faces(face: str, latin: str = TIMES) -> dict[str, str]:
    """The attributes of w:rFonts: no theme, which would win over the names."""
    return {"hint": "eastAsia", "ascii": latin, "hAnsi": latin, "eastAsia": face, "cs": TIMES}


def _set_face(
    style: CharacterStyle, face: str, *, latin: str = TIMES, size: int | None = None
) -> None:
    put(_run(style), RUN_ORDER, "rFonts", **_faces(face, latin))
    if size is not None:
        _set_size(style, size)


def _set_size(style: CharacterStyle, size: int) -> None:
    """The size in half points, for complex scripts too, which python-docx leaves out."""
    style.font.size = Pt(size / 2)
    put(_run(style), RUN_ORDER, "szCs", val=size)


def _paragraph(style: BaseStyle) -> BaseOxmlElement:
    properties: BaseOxmlElement = style.element.get_or_add_pPr()
    return properties


def _run(style: BaseStyle) -> BaseOxmlElement:
    properties: BaseOxmlElement = style.element.get_or_add_rPr()
    return properties


def put(
    properties: BaseOxmlElement,
    order: Sequence[str],
    tag: str,
    *children: etree._Element,
    **attributes: int | str,
) -> None:
    """Add the property where the schema, with its properties in `order`, wants it."""
    added = element(tag, *children, **attributes)
    followers = {qn(f"w:{each}") for each in order[order.index(tag) + 1 :]}
    before = next((each for each in properties if each.tag in followers), None)
    if before is None:
        properties.append(added)
    else:
        before.addprevious(added)


def element(tag: str, *children: etree._Element, **attributes: int | str) -> etree._Element:
    """`<w:tag …>` with attributes of the same namespace, for what python-docx has no words."""
    written = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    made = OxmlElement(f"w:{tag}", written)
    made.extend(children)
    return made
