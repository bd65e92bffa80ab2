"""The Word template that comes with gkdoc: every slot of the report, in the layout of GB/T 9704.

`python -m gkdoc.write.standard_template [FILE]` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gkdoc.layout.faces import FONTS
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.layout.styles import numbering_levels, style_sheet
from gkdoc.layout.typography import (
    CHARACTER,
    LINE,
    LINE_BREAKS,
    PAGE,
    PAGE_NUMBER_INDENT,
    STYLE_IDS,
)
from gkdoc.ooxml.numbering import numbering_xml
from gkdoc.ooxml.package import CONTENT_TYPES as CONTENT_TYPES_PART
from gkdoc.ooxml.package import Package, Relationship, write_package
from gkdoc.ooxml.parts import (
    CONTENT_TYPES,
    PageSide,
    content_types_xml,
    core_properties_xml,
    document_xml,
    extended_properties_xml,
    font_table_xml,
    page_number_footer_xml,
    relationships_xml,
    section_xml,
    settings_xml,
)
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.ooxml.styles import Indent, styles_xml
from gkdoc.spec import Form, form, newest
from gkdoc.text.ordinals import split_ordinal

PATH: Final = Path("templates/docx/annual-report.docx")
"""Where the template lies in the repository."""

_DOCUMENT: Final = "word/document.xml"


def standard_template(layout: Layout = STANDARD, edition: str | None = None) -> bytes:
    """The template as a Word file, of the newest form unless an edition is asked for.

    The same bytes for the same choices.
    """
    return write_package(template_package(layout, newest() if edition is None else form(edition)))


def template_package(layout: Layout, report_form: Form) -> Package:
    """The parts of the template."""
    footers = _footers() if layout.page_numbers else {}
    related: dict[str, tuple[str, bytes]] = {
        "word/fontTable.xml": ("fontTable", font_table_xml(FONTS)),
        "word/settings.xml": (
            "settings",
            settings_xml(
                character=CHARACTER,
                line=LINE,
                breaks=LINE_BREAKS,
                odd_and_even_pages=layout.page_numbers,
            ),
        ),
        "word/styles.xml": ("styles", styles_xml(style_sheet(layout))),
    }
    if layout.native_numbering:
        related["word/numbering.xml"] = ("numbering", numbering_xml(numbering_levels(layout)))
    related |= {f"word/footer-{side}.xml": ("footer", xml) for side, xml in footers.items()}
    # A relationship is named after its part: what is left out does not renumber the others.
    section = section_xml(PAGE, {side: f"rId-footer-{side}" for side in footers})
    body = tuple(_body(layout, report_form))
    return _package(document_xml(body, section), related, report_form)


def _package(document: bytes, related: dict[str, tuple[str, bytes]], report_form: Form) -> Package:
    properties = {
        "docProps/core.xml": (
            "core-properties",
            core_properties_xml(title=report_form.source.document, creator="gkdoc"),
        ),
        "docProps/app.xml": ("extended-properties", extended_properties_xml("gkdoc")),
    }
    top = {_DOCUMENT: ("officeDocument", document), **properties}
    everything = {**top, **related}
    return Package(
        {
            CONTENT_TYPES_PART: content_types_xml(
                {name: CONTENT_TYPES[kind] for name, (kind, _) in sorted(everything.items())}
            ),
            "_rels/.rels": relationships_xml("", _relationships(top)),
            "word/_rels/document.xml.rels": relationships_xml(_DOCUMENT, _relationships(related)),
            **{name: content for name, (_, content) in everything.items()},
        }
    )


def _relationships(parts: dict[str, tuple[str, bytes]]) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(id=f"rId-{Path(name).stem}", kind=kind, target=name, external=False)
        for name, (kind, _) in parts.items()
    )


def _footers() -> dict[PageSide, bytes]:
    # Clause 7.5: odd pages right, even pages left, one character from the edge.
    return {
        "default": page_number_footer_xml(
            STYLE_IDS.footer,
            "right",
            Indent(right_chars=100, right=PAGE_NUMBER_INDENT),
        ),
        "even": page_number_footer_xml(
            STYLE_IDS.footer,
            "left",
            Indent(left_chars=100, left=PAGE_NUMBER_INDENT),
        ),
    }


def _body(layout: Layout, report_form: Form) -> Iterator[str]:
    yield _line("{{ title }}", STYLE_IDS.title)
    yield paragraph_xml(STYLE_IDS.body)
    yield _line("{%p if introduction %}")
    yield _line("{{p introduction }}")
    yield _line("{%p endif %}")
    for section in report_form.sections:
        yield _line(_heading(section.title, layout), STYLE_IDS.heading1)
        yield _line(f"{{{{p {section.key} }}}}")
    yield _line("{%p if signature %}")
    yield paragraph_xml(STYLE_IDS.body, keep_next=True)
    yield _line("{{p signature }}")
    yield _line("{%p endif %}")


def _heading(title: str, layout: Layout) -> str:
    """The title of a section, without its number where Word counts."""
    numbered = split_ordinal(title)
    return numbered.text if layout.native_numbering and numbered else title


def _line(text: str, style: str = STYLE_IDS.body) -> str:
    return paragraph_xml(style, [Run(text)])


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PATH).write_bytes(standard_template())
