"""The styles of the standard template: what each role looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from gkdoc.layout.options import HEADING_LEVELS, Layout
from gkdoc.layout.typography import (
    BODY_SIZE,
    CHARACTER,
    CHARACTER_SPACING,
    COMMENT_SIZE,
    FANG_SONG,
    FOOTER_LINE,
    HEI,
    KAI,
    LINE,
    PAGE_NUMBER_SIZE,
    SONG,
    STYLE_IDS,
    STYLE_NAMES,
    TABLE_LINE,
    TABLE_SIZE,
    TITLE_SIZE,
    XIAO_BIAO_SONG,
)
from gkdoc.ooxml.elements import HalfPoints, Twips, points
from gkdoc.ooxml.numbering import NumberFormat, NumberingLevel
from gkdoc.ooxml.styles import (
    DEFAULT_CHARACTER,
    DEFAULT_TABLE,
    Alignment,
    CharacterStyle,
    Fonts,
    Indent,
    ParagraphFormat,
    ParagraphStyle,
    RunFormat,
    Style,
    StyleSheet,
    TableStyle,
)

NORMAL: Final = "Normal"

TWO_CHARACTERS: Final = Indent(first_line_chars=200, first_line=Twips(2 * CHARACTER))
"""First lines of body and headings: clause 7.3.3."""

HEADING_FACES: Final = (HEI, KAI, FANG_SONG, FANG_SONG)
"""Faces of the headings of levels 1 to 4: clause 7.3.3."""

# The line grid is there for Word's own commands; lines are placed by their exact pitch, so that a
# title of 22 pt takes one line and not two. overflowPunct is Word's default and stated all the
# same: LibreOffice 7.4 reads it the other way round, and without it loses marks that hang in the
# margin.
_NORMAL_PARAGRAPH: Final = ParagraphFormat(
    widow_control=False,
    kinsoku=True,
    overflow_punctuation=True,
    auto_space_latin=False,
    auto_space_digits=False,
    snap_to_grid=False,
    line=LINE,
    alignment="both",
)

# Only here: a table, the title and the footer must not inherit it.
_CONDENSED: Final = RunFormat(spacing=CHARACTER_SPACING)


def style_sheet(layout: Layout) -> StyleSheet:
    """All styles of the standard template under these choices."""
    fonts = _prose_fonts(layout, FANG_SONG)
    run = RunFormat(fonts=fonts, kern=HalfPoints(2), size=BODY_SIZE)
    return StyleSheet(
        default_run=run,
        styles=(
            ParagraphStyle(
                id=NORMAL,
                name="Normal",
                quick=True,
                built_in=True,
                default=True,
                paragraph=_NORMAL_PARAGRAPH,
                run=evolve(run, kern=None),
            ),
            *_prose_styles(layout),
            *_table_styles(),
            *_auxiliary_styles(),
        ),
    )


def numbering_levels(layout: Layout) -> tuple[NumberingLevel, ...]:
    """The four levels of native numbering, as the headings are numbered: clause 7.3.3.

    Of the numerals that Word offers, chineseCountingThousand is the one that has 一百〇一.
    """
    formats: tuple[tuple[str, NumberFormat], ...] = (
        ("%1、", "chineseCountingThousand"),
        ("（%2）", "chineseCountingThousand"),
        ("%3.", "decimal"),
        ("（%4）", "decimal"),
    )
    return tuple(
        NumberingLevel(
            text=text,
            number_format=number_format,
            style=STYLE_IDS.heading(level),
            fonts=_prose_fonts(layout, HEADING_FACES[level - 1]),
            indent=TWO_CHARACTERS,
        )
        for level, (text, number_format) in zip(HEADING_LEVELS, formats, strict=True)
    )


def _prose_fonts(layout: Layout, face: str) -> Fonts:
    return Fonts(east_asian=face, latin=layout.latin_face or face)


def _prose_styles(layout: Layout) -> Iterator[Style]:
    yield ParagraphStyle(
        id=STYLE_IDS.title,
        name=STYLE_NAMES.title,
        based_on=NORMAL,
        next=STYLE_IDS.body,
        quick=True,
        built_in=True,
        paragraph=ParagraphFormat(alignment="center"),
        run=RunFormat(fonts=_prose_fonts(layout, XIAO_BIAO_SONG), size=TITLE_SIZE),
    )
    for level in HEADING_LEVELS:
        yield ParagraphStyle(
            id=STYLE_IDS.heading(level),
            name=STYLE_NAMES.heading(level),
            based_on=NORMAL,
            next=STYLE_IDS.body,
            priority=9,
            quick=True,
            built_in=True,
            paragraph=ParagraphFormat(
                keep_next=True,
                keep_lines=True,
                numbering_level=level - 1 if layout.native_numbering else None,
                indent=TWO_CHARACTERS,
                outline_level=level - 1,
            ),
            run=evolve(_heading_run(layout, level), spacing=CHARACTER_SPACING),
        )
    yield ParagraphStyle(
        id=STYLE_IDS.body,
        name=STYLE_NAMES.body,
        based_on=NORMAL,
        quick=True,
        paragraph=ParagraphFormat(indent=TWO_CHARACTERS),
        run=_CONDENSED,
    )
    for level in HEADING_LEVELS[1:]:
        yield CharacterStyle(
            id=STYLE_IDS.run_in(level),
            name=STYLE_NAMES.run_in(level),
            based_on=DEFAULT_CHARACTER,
            quick=True,
            run=_heading_run(layout, level),
        )
    yield ParagraphStyle(
        id=STYLE_IDS.signature,
        name=STYLE_NAMES.signature,
        based_on=NORMAL,
        quick=True,
        paragraph=ParagraphFormat(alignment="center"),
    )


def _heading_run(layout: Layout, level: int) -> RunFormat:
    return RunFormat(
        fonts=_prose_fonts(layout, HEADING_FACES[level - 1]),
        bold=True if level in layout.bold_levels else None,
    )


def _table_styles() -> Iterator[Style]:
    cells: tuple[tuple[str, str, str, Alignment], ...] = (
        (STYLE_IDS.table_head, STYLE_NAMES.table_head, SONG, "center"),
        (STYLE_IDS.table_label, STYLE_NAMES.table_label, SONG, "left"),
        (STYLE_IDS.table_figure, STYLE_NAMES.table_figure, SONG, "center"),
        (STYLE_IDS.table_note, STYLE_NAMES.table_note, KAI, "left"),
    )
    for identifier, name, face, alignment in cells:
        yield ParagraphStyle(
            id=identifier,
            name=name,
            based_on=NORMAL,
            quick=True,
            paragraph=ParagraphFormat(line=TABLE_LINE, alignment=alignment),
            run=RunFormat(
                fonts=Fonts(east_asian=face, latin=face), kern=HalfPoints(0), size=TABLE_SIZE
            ),
        )
    yield TableStyle(id=STYLE_IDS.table, name=STYLE_NAMES.table, based_on=DEFAULT_TABLE)


def _auxiliary_styles() -> Iterator[Style]:
    yield ParagraphStyle(
        id=STYLE_IDS.footer,
        name=STYLE_NAMES.footer,
        based_on=NORMAL,
        priority=99,
        built_in=True,
        paragraph=ParagraphFormat(line=FOOTER_LINE, alignment="left"),
        run=RunFormat(fonts=Fonts(east_asian=SONG, latin=SONG), size=PAGE_NUMBER_SIZE),
    )
    yield ParagraphStyle(
        id=STYLE_IDS.comment_text,
        name=STYLE_NAMES.comment_text,
        based_on=NORMAL,
        priority=99,
        built_in=True,
        paragraph=ParagraphFormat(line=points(12), line_rule="auto", alignment="left"),
        run=RunFormat(size=COMMENT_SIZE),
    )
    yield CharacterStyle(
        id=STYLE_IDS.comment_reference,
        name=STYLE_NAMES.comment_reference,
        based_on=DEFAULT_CHARACTER,
        priority=99,
        built_in=True,
        run=RunFormat(size=COMMENT_SIZE),
    )
