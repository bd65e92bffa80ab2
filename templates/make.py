"""The Word templates that come with gkdoc: `python -m templates.make` writes both anew.

They have a slot for everything in the report, in the layout of GB/T 9704: one with typed numbers,
one in which Word counts the headings. python-docx writes them; what its own default template brings
along is taken out.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import _Footer
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from gkdoc.layout.typography import CHARACTER, PAGE, STYLE_NAMES
from gkdoc.ooxml.elements import PARAGRAPH_ORDER, RUN_ORDER
from gkdoc.ooxml.markup import escape_text, qualified
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.ooxml.properties import core_properties_xml
from gkdoc.spec import newest
from gkdoc.text.ordinals import split_ordinal
from templates.faces import font_table
from templates.styles import element, number_headings, put, set_styles
from templates.typography import (
    FOOTER,
    HEADER,
    LINE,
    NEVER_FIRST,
    NEVER_LAST,
    PAGE_NUMBER_INDENT,
)

FOLDER: Final = Path(__file__).parent / "docx"
FILES: Final = {"annual-report.docx": False, "annual-report-numbered.docx": True}
"""The templates by the names of their files: whether Word counts the headings."""

_FORM: Final = newest()

_COMPATIBILITY: Final = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
    f' w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
)
# Word 2013 and later (mode 15), with the rules for Chinese. Not balanceSingleByteDoubleByteWidth:
# with it Word sets more than 28 characters on a line.
_SETTINGS: Final = f"""\
<w:settings {nsdecls("w")}>
<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>
<w:defaultTabStop w:val="{2 * CHARACTER}"/><w:evenAndOddHeaders/>
<w:drawingGridVerticalSpacing w:val="{LINE}"/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:noLineBreaksAfter w:lang="zh-CN" w:val="{escape_text(NEVER_LAST)}"/>
<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape_text(NEVER_FIRST)}"/>
<w:compat><w:spaceForUL/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>
<w:adjustLineHeightInTable/><w:useFELayout/>{_COMPATIBILITY}</w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>
<w:listSeparator w:val=","/></w:settings>"""

_APPLICATION: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas'
    b'.openxmlformats.org/officeDocument/2006/extended-properties"><Application>gkdoc</Application>'
    b"</Properties>"
)


def made(*, numbered: bool) -> bytes:
    """The template as a Word file, the same bytes each time; `numbered` lets Word count."""
    document = docx.Document()
    _leave_out(document, numbered=numbered)
    _set_page(document)
    set_styles(document)
    if numbered:
        number_headings(document)
    _set_settings(document)
    _write_body(document, numbered=numbered)
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            part.element.attrib.pop(qualified("mc:Ignorable"), None)
            etree.cleanup_namespaces(part.element, keep_ns_prefixes=["w", "r"])
    stream = BytesIO()
    document.save(stream)
    # The clock that `save` put into the archive stays behind.
    return write_package(
        read_package(stream.getvalue()).replacing(
            {
                "word/fontTable.xml": font_table(),
                "docProps/app.xml": _APPLICATION,
                "docProps/core.xml": core_properties_xml(
                    title=_FORM.source.document, creator="gkdoc"
                ),
            }
        )
    )


def _leave_out(document: Document, *, numbered: bool) -> None:
    """Take out what python-docx's default template has and ours does not."""
    kept = {
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.FONT_TABLE,
        *([RELATIONSHIP_TYPE.NUMBERING] if numbered else []),
    }
    for identifier, each in [*document.part.rels.items()]:
        if each.reltype not in kept:
            del document.part.rels[identifier]
    package = document.part.package
    for identifier, each in [*package.rels.items()]:
        if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[identifier]
    sheet = document.styles
    defaults = [sheet.default(kind) for kind in WD_STYLE_TYPE]
    for style in [*sheet]:
        if style not in defaults:
            style.delete()
    sheet.element.remove(sheet.element.find(qn("w:latentStyles")))


def _set_page(document: Document) -> None:
    """Sheet, margins and lines; the grid has lines only.

    Characters as well would put 14 of them on a line in LibreOffice 7.4.
    """
    (section,) = document.sections
    section.page_width, section.page_height = Twips(PAGE.width), Twips(PAGE.height)
    section.top_margin, section.bottom_margin = Twips(PAGE.top), Twips(PAGE.bottom)
    section.left_margin, section.right_margin = Twips(PAGE.left), Twips(PAGE.right)
    section.header_distance, section.footer_distance = Twips(HEADER), Twips(FOOTER)
    # Clause 7.5: odd pages right, even pages left, one character from the edge.
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _write_page_number(footer, side)
    properties = section._sectPr
    properties.attrib.clear()
    for child in [*properties.iterchildren(qn("w:cols"), qn("w:docGrid"))]:
        properties.remove(child)
    properties.append(element("docGrid", type="lines", linePitch=LINE))


def _write_page_number(footer: _Footer, side: str) -> None:
    """The number of the page between two dashes: — 1 —."""
    (paragraph,) = footer.paragraphs
    properties = paragraph._p.get_or_add_pPr()
    put(properties, PARAGRAPH_ORDER, "ind", **{f"{side}Chars": 100, side: PAGE_NUMBER_INDENT})
    indent = properties.find(qn("w:ind"))
    indent.attrib.update({qn("w:firstLineChars"): "0", qn("w:firstLine"): "0"})
    put(properties, PARAGRAPH_ORDER, "jc", val=side)
    _east_asian(paragraph.add_run("— "))
    _add(paragraph.add_run(), "fldChar", fldCharType="begin")
    instruction = _add(paragraph.add_run(), "instrText")
    instruction.text = r" PAGE \* MERGEFORMAT "
    instruction.set(qn("xml:space"), "preserve")
    _add(paragraph.add_run(), "fldChar", fldCharType="separate")
    number = paragraph.add_run("1")
    number.font.no_proof = True
    _add(paragraph.add_run(), "fldChar", fldCharType="end")
    _east_asian(paragraph.add_run(" —"))


def _set_settings(document: Document) -> None:
    settings = document.settings.element
    for child in [*settings]:
        settings.remove(child)
    settings.extend(parse_xml(_SETTINGS.replace("\n", "")))


def _write_body(document: Document, *, numbered: bool) -> None:
    _line(document, "{{ title }}", "title")
    _line(document, "")
    for line in ("{%p if introduction %}", "{{p introduction }}", "{%p endif %}"):
        _line(document, line)
    for section in _FORM.sections:
        ordinal = split_ordinal(section.title)
        _line(document, ordinal.text if numbered and ordinal else section.title, "heading1")
        _line(document, f"{{{{p {section.key} }}}}")
    _line(document, "{%p if signature %}")
    _line(document, "").paragraph_format.keep_with_next = True
    for line in ("{{p signature }}", "{%p endif %}"):
        _line(document, line)


def _line(document: Document, text: str, role: str = "body") -> Paragraph:
    paragraph = document.add_paragraph(style=document.styles[getattr(STYLE_NAMES, role)])
    if text:
        _east_asian(paragraph.add_run(text))
    return paragraph


def _east_asian(run: Run) -> None:
    """Let the quotation marks and dashes that scripts share take the Chinese face, as Word does."""
    put(run._r.get_or_add_rPr(), RUN_ORDER, "rFonts", hint="eastAsia")


def _add(run: Run, tag: str, **attributes: str) -> etree._Element:
    added = element(tag, **attributes)
    run._r.append(added)
    return added


if __name__ == "__main__":
    for name, numbered in FILES.items():
        (FOLDER / name).write_bytes(made(numbered=numbered))
