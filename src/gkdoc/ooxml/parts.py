"""The parts of a Word file beside its styles: body, settings, fonts, footers, properties."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

from attrs import frozen

from gkdoc.ooxml.elements import DECLARATION, OFFICE_RELATIONSHIPS, Twips, element, part
from gkdoc.ooxml.markup import escape_text
from gkdoc.ooxml.package import Relationship
from gkdoc.ooxml.styles import Alignment, Indent, indent_xml

CONTENT_TYPES: Final[Mapping[str, str]] = {
    kind: f"application/vnd.openxmlformats-{family}+xml"
    for kind, family in {
        "officeDocument": "officedocument.wordprocessingml.document.main",
        "styles": "officedocument.wordprocessingml.styles",
        "settings": "officedocument.wordprocessingml.settings",
        "fontTable": "officedocument.wordprocessingml.fontTable",
        "numbering": "officedocument.wordprocessingml.numbering",
        "footer": "officedocument.wordprocessingml.footer",
        "extended-properties": "officedocument.extended-properties",
        "core-properties": "package.core-properties",
    }.items()
}
"""The content type of a part by the kind of relationship that leads to it."""

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_COMPATIBILITY: Final = "http://schemas.microsoft.com/office/word"

PageSide: TypeAlias = Literal["default", "even"]
"""Which pages a footer stands on; `default` are the odd ones where there are even ones too."""


@frozen
class PageSetup:
    """The sheet, its margins, and the lines on it, in twips."""

    width: Twips
    height: Twips
    top: Twips
    right: Twips
    bottom: Twips
    left: Twips
    header: Twips
    footer: Twips
    line: Twips

    @property
    def text_width(self) -> Twips:
        """Width between the margins."""
        return Twips(self.width - self.left - self.right)


@frozen
class Font:
    """What Word should know of a face in order to replace it well where it is missing.

    `signature` holds usb0 to usb3, csb0 and csb1: the scripts that the face covers.
    """

    name: str
    alternative: str | None
    panose: str
    charset: str
    family: Literal["auto", "modern", "roman"]
    pitch: Literal["fixed", "variable"]
    signature: tuple[str, ...]


def document_xml(body: Sequence[str], section: str) -> bytes:
    """The part `word/document.xml`: paragraphs and tables, and the section that they form."""
    return part("document", element("body", *body, section))


def section_xml(page: PageSetup, footers: Mapping[PageSide, str]) -> str:
    """The `w:sectPr`; `footers` are ids of relationships.

    The grid has lines only. Characters as well would put 14 of them on a line in LibreOffice 7.4.
    """
    margins = {
        side: getattr(page, side) for side in ("top", "right", "bottom", "left", "header", "footer")
    }
    return element(
        "sectPr",
        *(
            element("footerReference", type=side, **{"r:id": identifier})
            for side, identifier in footers.items()
        ),
        element("pgSz", w=page.width, h=page.height),
        element("pgMar", **margins, gutter=0),
        element("docGrid", type="lines", linePitch=page.line),
    )


@frozen
class LineBreaks:
    """Signs that begin no line, and signs that end none."""

    never_first: str
    never_last: str


def settings_xml(
    *, character: Twips, line: Twips, breaks: LineBreaks, odd_and_even_pages: bool
) -> bytes:
    """The part `word/settings.xml`: Word 2013 and later (mode 15), with the rules for Chinese."""
    switches = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    )
    values = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    return part(
        "settings",
        element("zoom", percent=100),
        element("bordersDoNotSurroundHeader"),
        element("bordersDoNotSurroundFooter"),
        element("defaultTabStop", val=2 * character),
        element("evenAndOddHeaders") if odd_and_even_pages else "",
        element("drawingGridVerticalSpacing", val=line),
        element("characterSpacingControl", val="compressPunctuation"),
        element("noLineBreaksAfter", lang="zh-CN", val=breaks.never_last),
        element("noLineBreaksBefore", lang="zh-CN", val=breaks.never_first),
        element(
            "compat",
            *map(element, switches),
            *(
                element("compatSetting", name=name, uri=_COMPATIBILITY, val=value)
                for name, value in values.items()
            ),
        ),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def font_table_xml(fonts: Sequence[Font]) -> bytes:
    """The part `word/fontTable.xml`."""
    names = ("usb0", "usb1", "usb2", "usb3", "csb0", "csb1")
    return part(
        "fonts",
        *(
            element(
                "font",
                element("altName", val=font.alternative) if font.alternative else "",
                element("panose1", val=font.panose),
                element("charset", val=font.charset),
                element("family", val=font.family),
                element("pitch", val=font.pitch),
                element("sig", **dict(zip(names, font.signature, strict=True))),
                name=font.name,
            )
            for font in fonts
        ),
    )


def page_number_footer_xml(style: str, alignment: Alignment, indent: Indent) -> bytes:
    """A footer part with the number of the page between two dashes: — 1 —."""
    properties = element(
        "pPr",
        element("pStyle", val=style),
        indent_xml(indent),
        element("jc", val=alignment),
    )
    hint = element("rPr", element("rFonts", hint="eastAsia"))
    preserve = {"xml:space": "preserve"}
    return part(
        "ftr",
        element(
            "p",
            properties,
            element("r", hint, element("t", "— ", **preserve)),
            element("r", element("fldChar", fldCharType="begin")),
            element("r", element("instrText", r" PAGE \* MERGEFORMAT ", **preserve)),
            element("r", element("fldChar", fldCharType="separate")),
            element("r", element("rPr", element("noProof")), element("t", "1")),
            element("r", element("fldChar", fldCharType="end")),
            element("r", hint, element("t", " —", **preserve)),
        ),
    )


def core_properties_xml(*, title: str, creator: str, moment: datetime | None = None) -> bytes:
    """The part `docProps/core.xml`; None leaves open when the document was made.

    `moment` is taken as it stands, as if it were UTC.
    """
    stamp = f"{moment:%Y-%m-%dT%H:%M:%S}Z" if moment else None
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    who = escape_text(creator)
    return (
        f"{DECLARATION}<cp:coreProperties"
        f' xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape_text(title)}</dc:title><dc:creator>{who}</dc:creator>"
        f"<cp:lastModifiedBy>{who}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def extended_properties_xml(application: str) -> bytes:
    """The part `docProps/app.xml`."""
    namespace = OFFICE_RELATIONSHIPS.replace("/relationships", "/extended-properties")
    return (
        f'{DECLARATION}<Properties xmlns="{namespace}">'
        f"<Application>{escape_text(application)}</Application></Properties>"
    ).encode()


def content_types_xml(overrides: Mapping[str, str]) -> bytes:
    """The part `[Content_Types].xml`; `overrides` gives each part but relationships its type."""
    lines = "".join(
        f'<Override PartName="/{escape_text(name)}" ContentType="{escape_text(kind)}"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()


def relationships_xml(source: str, relationships: Sequence[Relationship]) -> bytes:
    """The relationship part of the part `source`, or of the package where `source` is empty."""
    folder = posixpath.join("/", posixpath.dirname(source))
    lines = "".join(_relationship_xml(relationship, folder) for relationship in relationships)
    namespace = f"{_PACKAGE}/relationships"
    return f'{DECLARATION}<Relationships xmlns="{namespace}">{lines}</Relationships>'.encode()


def _relationship_xml(relationship: Relationship, folder: str) -> str:
    target, mode = relationship.target, ' TargetMode="External"'
    if not relationship.external:
        target, mode = posixpath.relpath(f"/{target}", folder), ""
    return (
        f'<Relationship Id="{escape_text(relationship.id)}"'
        f' Type="{_relationship_type(relationship.kind)}" Target="{escape_text(target)}"{mode}/>'
    )


def _relationship_type(kind: str) -> str:
    if kind == "core-properties":
        return f"{_PACKAGE}/relationships/metadata/core-properties"
    return f"{OFFICE_RELATIONSHIPS}/{escape_text(kind)}"
