"""Pictures that stand inside a page, and tables of our own pages, as blocks of an outline."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Sequence
from typing import Final

from lxml import etree

from gkdoc.errors import InputError, Refusal
from gkdoc.messages import Message, _
from gkdoc.pictures import cleaned
from gkdoc.text.blocks import Picture
from gkdoc.text.links import literal
from gkdoc.text.marks import mark

_PICTURE: Final = _("图片")
_NUMBER: Final = re.compile("data:([0-9]{1,9})")
_WIDTH: Final = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9.]+(?:%|mm))\s*(?:;|$)", re.IGNORECASE)


def picture_of(image: etree._Element, embedded: Sequence[bytes]) -> Picture | Message:
    """The picture of an img element; where none can be had, what stands there, in words.

    `embedded` holds the pictures of the page, as letters. One without words about it gets a mark
    that they are to be written.
    """
    found = _NUMBER.fullmatch(image.get("src", "").strip())
    if found is None or int(found[1]) >= len(embedded):
        return _PICTURE
    try:
        content = cleaned(b64decode(embedded[int(found[1])]))
        alt = literal(image.get("alt", "").strip()) or mark("替代文字")
    except binascii.Error:
        return _PICTURE
    except Refusal as refusal:
        return _("图片（{reason}）", reason=refusal.reason)
    width = _WIDTH.search(image.get("style", ""))
    for asked in (width[1] if width is not None else None, None):
        try:
            return Picture(content, alt, width=asked)
        except InputError:
            continue
    return _PICTURE
