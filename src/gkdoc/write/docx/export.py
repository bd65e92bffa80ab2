"""The standard template under the choices of an office, to be changed in Word."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

import docx
from attrs import evolve
from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.styles.style import CharacterStyle

from gkdoc.layout.options import STANDARD, Layout
from gkdoc.layout.typography import STYLE_NAMES, TIMES
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.spec import newest
from gkdoc.write.docx.standard import standard_template_bytes


def exported(layout: Layout) -> bytes:
    """The template as a Word file: the same bytes for the same choices.

    Of the choices those act that a template holds; the size of figures is one of each report.
    """
    edition = newest().edition
    content = standard_template_bytes(edition, native_numbering=layout.native_numbering)
    if evolve(layout, native_numbering=False, figure_size=None) == STANDARD:
        return content
    document = docx.Document(BytesIO(content))
    _embolden(document, layout.bold_levels)
    if layout.latin_face is None:
        _leave_latin_to_chinese(document)
    if not layout.page_numbers:
        _drop_footers(document)
    stream = BytesIO()
    document.save(stream)
    # The clock that `save` put into the archive stays behind.
    return write_package(read_package(stream.getvalue()))


def _embolden(document: Document, levels: Collection[int]) -> None:
    """Make the headings of these levels bold, on a line of their own and before their text."""
    names = {STYLE_NAMES.heading(level) for level in levels}
    names |= {STYLE_NAMES.run_in(level) for level in levels if level > 1}
    for style in document.styles:
        if isinstance(style, CharacterStyle) and style.element.name_val in names:
            style.font.bold = style.font.cs_bold = True


def _leave_latin_to_chinese(document: Document) -> None:
    """Letters and digits take the Chinese face around them, in styles and in numbers of lists."""
    parts = (part for part in document.part.package.iter_parts() if isinstance(part, XmlPart))
    for fonts in (fonts for part in parts for fonts in part.element.iter(qn("w:rFonts"))):
        if fonts.get(qn("w:ascii")) == TIMES:
            for script in ("w:ascii", "w:hAnsi"):
                fonts.set(qn(script), fonts.get(qn("w:eastAsia"), ""))


def _drop_footers(document: Document) -> None:
    for section in document.sections:
        section.footer.is_linked_to_previous = True
        section.even_page_footer.is_linked_to_previous = True
    document.settings.odd_and_even_pages_header_footer = False
