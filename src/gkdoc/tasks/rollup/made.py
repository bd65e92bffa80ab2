"""What an earlier rollup wrote for people and for programs is known again: it is no report."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

MAKER: Final = "gkdoc rollup"
"""Stands in the JSON under `made_by`, in the workbook as its category."""

_PROPERTIES: Final = "docProps/core.xml"
_IN_JSON: Final = re.compile(rb'\A\s*\{[^{}\[\]]{0,400}"made_by":\s*"gkdoc rollup"')
_IN_PROPERTIES: Final = b"<cp:category>gkdoc rollup</cp:category>"
_LONGEST: Final = 1 << 16
# Every ZIP archive begins with this.
_ARCHIVE: Final = b"PK\x03\x04"


def is_made(content: bytes) -> bool:
    """True for the bytes of the JSON and the workbook that list what became of each unit."""
    if not content.startswith(_ARCHIVE):
        return _IN_JSON.match(content[:_LONGEST]) is not None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_PROPERTIES) as part:
            return _IN_PROPERTIES in part.read(_LONGEST)
    except Exception:  # noqa: BLE001 - zipfile takes records at their word; the reader says more
        return False
