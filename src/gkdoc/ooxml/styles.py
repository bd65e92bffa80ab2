"""Named styles: typed descriptions, and the part `word/styles.xml` that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from gkdoc.ooxml.elements import NO_LENGTH, HalfPoints, Twips, element, part, switch

Alignment: TypeAlias = Literal["both", "center", "left", "right"]
LineRule: TypeAlias = Literal["auto", "exact"]

_COMPLEX_SCRIPT = "Times New Roman"


@frozen
class Fonts:
    """The face of Chinese characters, and that of Latin letters and digits among them."""

    east_asian: str
    latin: str


@frozen
class Indent:
    """Indents of a paragraph, each in hundredths of a character and in twips.

    Both are needed: Word takes the characters, LibreOffice 7.4 the twips, and ignores characters
    that stand alone.
    """

    first_line_chars: int = 0
    first_line: Twips = NO_LENGTH
    left_chars: int = 0
    left: Twips = NO_LENGTH
    right_chars: int = 0
    right: Twips = NO_LENGTH


@frozen
class ParagraphFormat:
    """Properties of paragraphs; None leaves a property to the style that this one is based on.

    `numbering_level` joins the style to the list of numbering.py.
    """

    keep_next: bool | None = None
    keep_lines: bool | None = None
    widow_control: bool | None = None
    numbering_level: int | None = None
    kinsoku: bool | None = None
    overflow_punctuation: bool | None = None
    auto_space_latin: bool | None = None
    auto_space_digits: bool | None = None
    snap_to_grid: bool | None = None
    line: Twips | None = None
    line_rule: LineRule = "exact"
    indent: Indent | None = None
    alignment: Alignment | None = None
    outline_level: int | None = None


@frozen
class RunFormat:
    """Properties of characters; None leaves a property to the style that this one is based on.

    `spacing` is added to the width of each character. `kern` is the least size that is kerned.
    """

    fonts: Fonts | None = None
    bold: bool | None = None
    spacing: Twips | None = None
    kern: HalfPoints | None = None
    size: HalfPoints | None = None


@frozen
class _Style:
    """What every style has; it is known by `name` in any file, by `id` in this one.

    `priority` sorts Word's list of styles; `quick` puts the style into its gallery.
    """

    id: str
    name: str
    based_on: str | None = None
    priority: int | None = None
    quick: bool = False
    built_in: bool = False


@frozen
class ParagraphStyle(_Style):
    """A paragraph style; `next` is the id of the style of the paragraph typed after it."""

    next: str | None = None
    default: bool = False
    paragraph: ParagraphFormat = ParagraphFormat()
    run: RunFormat = RunFormat()


@frozen
class CharacterStyle(_Style):
    """A character style."""

    run: RunFormat = RunFormat()


@frozen
class TableStyle(_Style):
    """A table style: a single line around the table and between its cells.

    `border` is the width of the lines in eighths of a point.
    """

    border: int = 4
    cell_margin: Twips = NO_LENGTH


Style: TypeAlias = ParagraphStyle | CharacterStyle | TableStyle


@frozen
class StyleSheet:
    """All styles of a document, and what holds where no style says anything."""

    default_run: RunFormat
    styles: tuple[Style, ...]


DEFAULT_CHARACTER = "DefaultParagraphFont"
"""Id of the character style that the other character styles are based on."""

DEFAULT_TABLE = "TableNormal"
"""Id of the table style that the other table styles are based on."""


def styles_xml(sheet: StyleSheet) -> bytes:
    """The part `word/styles.xml`; Word's three invisible default styles are added."""
    defaults = element(
        "docDefaults",
        element("rPrDefault", run_properties(sheet.default_run, language=True)),
        element("pPrDefault"),
    )
    return part("styles", defaults, _invisible_defaults(), *map(_style_xml, sheet.styles))


def paragraph_properties(paragraph: ParagraphFormat, numbering_id: int = 1) -> str:
    """The `w:pPr`, or nothing where it would be empty: CT_PPrBase, in the order of the schema."""
    return _unless_empty(
        "pPr",
        (
            switch("keepNext", paragraph.keep_next),
            switch("keepLines", paragraph.keep_lines),
            switch("widowControl", paragraph.widow_control),
            _numbering(paragraph.numbering_level, numbering_id),
            switch("kinsoku", paragraph.kinsoku),
            switch("overflowPunct", paragraph.overflow_punctuation),
            switch("autoSpaceDE", paragraph.auto_space_latin),
            switch("autoSpaceDN", paragraph.auto_space_digits),
            switch("snapToGrid", paragraph.snap_to_grid),
            element("spacing", line=paragraph.line, lineRule=paragraph.line_rule)
            if paragraph.line is not None
            else "",
            indent_xml(paragraph.indent) if paragraph.indent else "",
            element("jc", val=paragraph.alignment) if paragraph.alignment else "",
            element("outlineLvl", val=paragraph.outline_level)
            if paragraph.outline_level is not None
            else "",
        ),
    )


def run_properties(run: RunFormat, *, language: bool = False) -> str:
    """The `w:rPr`, or nothing where it would be empty: EG_RPrBase, in the order of the schema."""
    return _unless_empty(
        "rPr",
        (
            fonts_xml(run.fonts) if run.fonts else "",
            switch("b", run.bold),
            switch("bCs", run.bold),
            element("spacing", val=run.spacing) if run.spacing is not None else "",
            element("kern", val=run.kern) if run.kern is not None else "",
            element("sz", val=run.size) + element("szCs", val=run.size)
            if run.size is not None
            else "",
            element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA") if language else "",
        ),
    )


def fonts_xml(fonts: Fonts) -> str:
    """The `w:rFonts`: no theme attributes, which would win over the names."""
    return element(
        "rFonts",
        hint="eastAsia",
        ascii=fonts.latin,
        hAnsi=fonts.latin,
        eastAsia=fonts.east_asian,
        cs=_COMPLEX_SCRIPT,
    )


def indent_xml(indent: Indent) -> str:
    """The `w:ind`; an indent of nothing cancels the first line's, which is what it is used for."""
    pairs = {
        "left": (indent.left_chars, indent.left),
        "right": (indent.right_chars, indent.right),
        "firstLine": (indent.first_line_chars, indent.first_line),
    }
    attributes: dict[str, int | None] = {}
    for name, (characters, length) in pairs.items():
        if characters or length or name == "firstLine":
            attributes[f"{name}Chars"] = characters if characters or not length else None
            attributes[name] = length
    return element("ind", **attributes)


def _invisible_defaults() -> str:
    margins = element(
        "tblCellMar",
        element("top", w=0, type="dxa"),
        element("left", w=108, type="dxa"),
        element("bottom", w=0, type="dxa"),
        element("right", w=108, type="dxa"),
    )
    table = element("tblPr", element("tblInd", w=0, type="dxa"), margins)
    return "".join(
        element(
            "style",
            element("name", val=name),
            element("uiPriority", val=priority),
            element("semiHidden"),
            element("unhideWhenUsed"),
            properties,
            type=kind,
            default=1,
            styleId=identifier,
        )
        for kind, identifier, name, priority, properties in (
            ("character", DEFAULT_CHARACTER, "Default Paragraph Font", 1, ""),
            ("table", DEFAULT_TABLE, "Normal Table", 99, table),
            ("numbering", "NoList", "No List", 99, ""),
        )
    )


def _style_xml(style: Style) -> str:
    match style:
        case ParagraphStyle():
            properties = paragraph_properties(style.paragraph) + run_properties(style.run)
            return _element_of(style, "paragraph", properties, style.next, default=style.default)
        case CharacterStyle():
            return _element_of(style, "character", run_properties(style.run))
        case TableStyle():
            return _element_of(style, "table", _table_properties(style))


def _element_of(
    style: _Style,
    kind: str,
    properties: str,
    following: str | None = None,
    *,
    default: bool = False,
) -> str:
    # CT_Style, in the order of the schema.
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val=style.based_on) if style.based_on else "",
        element("next", val=following) if following else "",
        element("uiPriority", val=style.priority) if style.priority is not None else "",
        switch("qFormat", style.quick or None),
        properties,
        type=kind,
        default=1 if default else None,
        customStyle=None if style.built_in else 1,
        styleId=style.id,
    )


def _table_properties(style: TableStyle) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element(
        "tblPr",
        element(
            "tblBorders",
            *(
                element(side, val="single", sz=style.border, space=0, color="auto")
                for side in sides
            ),
        ),
        element(
            "tblCellMar",
            element("top", w=0, type="dxa"),
            element("left", w=style.cell_margin, type="dxa"),
            element("bottom", w=0, type="dxa"),
            element("right", w=style.cell_margin, type="dxa"),
        ),
    )


def _numbering(level: int | None, numbering_id: int) -> str:
    if level is None:
        return ""
    # Word writes no w:ilvl for the first level in a style.
    return element(
        "numPr",
        element("ilvl", val=level) if level else "",
        element("numId", val=numbering_id),
    )


def _unless_empty(tag: str, children: Sequence[str]) -> str:
    return element(tag, *children) if any(children) else ""
