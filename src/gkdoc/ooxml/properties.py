"""The core properties of a Word file: its title, its author, and when it was made."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gkdoc.ooxml.elements import DECLARATION
from gkdoc.ooxml.markup import escape_text

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


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
