"""Pictures as they come in: PNG or JPEG, told by their own headers and never decoded.

What comes out holds what the eye needs: no place, camera, owner, comment, preview or second file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from gkdoc.errors import Refusal
from gkdoc.messages import _
from gkdoc.pictures import jpeg, png
from gkdoc.pictures.measured import Clean, Measured

__all__ = ["BYTE_LIMIT", "Measured", "cleaned", "measured"]

BYTE_LIMIT: Final = 10 * 2**20

_READERS: Final[Mapping[bytes, Callable[[bytes], Clean]]] = {
    png.SIGNATURE: png.read,
    jpeg.SIGNATURE: jpeg.read,
}
_OTHERS: Final = {
    "GIF": re.compile(rb"GIF8"),
    "BMP": re.compile(rb"BM"),
    "WebP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "HEIC/AVIF": re.compile(rb"....ftyp", re.DOTALL),
    "SVG": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE\s+svg|svg)", re.IGNORECASE),
    "EMF": re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL),
    "WMF": re.compile(rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0\0\x03"),
    "PDF": re.compile(rb"%PDF"),
    "ICO": re.compile(rb"\0\0\x01\0"),
}


def cleaned(content: bytes) -> bytes:
    """The picture without anything that does not show; cleaned again, it is the same.

    Its pixels are untouched, and so is the rotation that a camera noted (EXIF orientation). Of an
    animation the still picture is left. Refusal, with the reason, for what is no PNG or JPEG, is
    damaged or cut off, or is larger than a report has use for.
    """
    return _read(content).content


def measured(content: bytes) -> Measured:
    """Kind, size, rotation and density of the picture, by its header; Refusal as `cleaned`."""
    return _read(content).measured


def _read(content: bytes) -> Clean:
    if not content:
        raise Refusal(_("图片是空的，一个字节也没有"))
    if len(content) > BYTE_LIMIT:
        raise Refusal(
            _("图片文件超过 {limit} MiB，请缩小后再用", limit=BYTE_LIMIT // 2**20),
        )
    for signature, read in _READERS.items():
        if content.startswith(signature):
            return read(content)
    for kind, start in _OTHERS.items():
        if start.match(content):
            raise Refusal(
                _("是 {kind}，图片只能是 PNG 或 JPEG，请用看图软件另存为这两种格式", kind=kind)
            )
    raise Refusal(_("不是图片：只能是 PNG 或 JPEG，而内容的开头不是这两种格式"))
