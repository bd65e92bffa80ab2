"""Pictures for trying: PNG by an encoder of our own, JPEG by Pillow."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    """A chunk of a PNG file with its check sum."""
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def header(width: int, height: int, depth: int = 8, colours: int = 2) -> bytes:
    """The chunk that opens a PNG file; colour type 2 is red, green, blue."""
    return chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, depth, colours, 0, 0, 0))


def png(
    width: int = 12, height: int = 8, *, before: bytes = b"", after: bytes = b"", end: bytes = b""
) -> bytes:
    """A picture in which every pixel differs, with chunks before and after the pixels."""
    lines = (
        b"\0"
        + b"".join(
            bytes((across * 7 % 256, down * 11 % 256, across * down % 256))
            for across in range(width)
        )
        for down in range(height)
    )
    pixels = chunk(b"IDAT", zlib.compress(b"".join(lines)))
    return SIGNATURE + header(width, height) + before + pixels + after + chunk(b"IEND") + end


def jpeg(width: int = 24, height: int = 16, mode: str = "RGB", **saving: object) -> bytes:
    """The same as a photograph; `saving` is for Pillow."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(png(width, height))) as picture:
        picture.convert(mode).save(target, "JPEG", **saving)
    return target.getvalue()


def exif(orientation: int, *, order: str = "<", owner: bytes = b"Zhang San\0") -> bytes:
    """An EXIF block as cameras write it: the orientation, and whose camera it is."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [
        struct.pack(order + "HHLL", 0x010F, 2, len(owner), 38),
        struct.pack(order + "HHLHH", 0x0112, 3, 1, orientation, 0),
    ]
    start = mark + struct.pack(order + "LH", 8, len(entries))
    return start + b"".join(entries) + struct.pack(order + "L", 0) + owner


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def within(photograph: bytes, *segments: bytes) -> bytes:
    """The photograph with segments put in at its start."""
    return photograph[:2] + b"".join(segments) + photograph[2:]


def turned(width: int, height: int, orientation: int) -> bytes:
    """A photograph that a camera noted as taken in that orientation."""
    return within(jpeg(width, height), segment(0xE1, b"Exif\0\0" + exif(orientation)))
