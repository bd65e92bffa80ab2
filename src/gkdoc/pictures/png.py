"""PNG files: chunks with their check sums (W3C PNG, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from gkdoc.errors import Refusal
from gkdoc.messages import _
from gkdoc.pictures import measured
from gkdoc.pictures.measured import Clean, Measured, cut_off, damaged

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CHUNK_LIMIT: Final = 20_000

_Chunk: TypeAlias = tuple[bytes, bytes]
# Depths of each colour type: PNG, 11.2.1.
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_PALETTE: Final = 3
_WITHOUT_PALETTE: Final = {0, 4}
# Chunks that change the look, and how long they may be: PNG, 11.3.
_LENGTHS: Final = {
    b"tRNS": range(1, 257),
    b"gAMA": range(4, 5),
    b"cHRM": range(32, 33),
    b"sRGB": range(1, 2),
    b"sBIT": range(1, 5),
    b"pHYs": range(9, 10),
    b"bKGD": range(1, 7),
}
_INCH: Final = 0.0254
_PER_METRE: Final = 1


def read(content: bytes) -> Clean:
    """The picture, cleaned and measured; Refusal for one that is damaged or too large."""
    chunks = tuple(_chunks(content))
    header = _header(chunks)
    width, height = struct.unpack_from(">LL", header)
    measured.assert_sides(width, height)
    first, pixels = _pixels(chunks)
    before = [_profile(body) if kind == b"iCCP" else (kind, body) for kind, body in chunks[1:first]]
    kept: dict[bytes, bytes] = {}
    for kind, body in filter(None, before):
        if kind == b"PLTE" and kind in kept:
            raise damaged()
        if _shows(kind, body):
            kept.setdefault(kind, body)
    _assert_palette(kept.get(b"PLTE"), header[9])
    turned = next((measured.rotation(body) for kind, body in chunks if kind == b"eXIf"), 1)
    rotation = [(b"eXIf", measured.exif(turned))] if turned != 1 else []
    lines = [(b"IHDR", header), *kept.items(), *rotation, *pixels, (b"IEND", b"")]
    return Clean(
        SIGNATURE + b"".join(map(_record, lines)),
        Measured("png", width, height, turned, _density(kept.get(b"pHYs"))),
    )


def _chunks(content: bytes) -> Iterator[_Chunk]:
    """Kind and body of each chunk before the end, whatever follows that."""
    position, count = len(SIGNATURE), 0
    while True:
        if position + 12 > len(content):
            raise cut_off()
        length, kind = struct.unpack_from(">L4s", content, position)
        end = position + 8 + length
        if not kind.isalpha() or length >= 2**31:
            raise damaged()
        if end + 4 > len(content):
            raise cut_off()
        if zlib.crc32(content[position + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            raise Refusal(_("图片已经损坏：校验和不对，请重新导出或者另存一次"))
        if kind == b"IEND":
            return
        count += 1
        if count > CHUNK_LIMIT:
            raise Refusal(_("图片分成的小块超过 {limit} 个，请另存一次", limit=CHUNK_LIMIT))
        yield kind, content[position + 8 : end]
        position = end + 4


def _header(chunks: Sequence[_Chunk]) -> bytes:
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise damaged()
    header = chunks[0][1]
    depth, colours, compression, filtering, interlace = header[8:]
    if depth not in _DEPTHS.get(colours, ()) or compression or filtering or interlace > 1:
        raise damaged()
    return header


def _pixels(chunks: Sequence[_Chunk]) -> tuple[int, Sequence[_Chunk]]:
    """Where the chunks with the pixels begin, and those; they stand together."""
    places = [place for place, (kind, _body) in enumerate(chunks) if kind == b"IDAT"]
    if not places or places[-1] - places[0] >= len(places):
        raise damaged()
    # A capital at the start marks what no reader may skip: PNG, 5.4.
    others = (kind for kind, _body in chunks[1:] if kind[:1].isupper() and kind != b"IDAT")
    if any(kind != b"PLTE" for kind in others):
        raise damaged()
    pixels = chunks[places[0] : places[-1] + 1]
    start = b"".join(body[:2] for _kind, body in pixels)[:2]
    # A stream of zlib opens with method 8 and a multiple of 31: RFC 1950, 2.2.
    if len(start) < 2 or start[0] & 15 != 8 or int.from_bytes(start, "big") % 31:
        raise damaged()
    return places[0], pixels


def _shows(kind: bytes, body: bytes) -> bool:
    return kind in {b"PLTE", b"iCCP"} or len(body) in _LENGTHS.get(kind, ())


def _assert_palette(palette: bytes | None, colours: int) -> None:
    if palette is None:
        if colours == _PALETTE:
            raise damaged()
    elif colours in _WITHOUT_PALETTE or len(palette) % 3 or not 3 <= len(palette) <= 768:
        raise damaged()


def _profile(body: bytes) -> _Chunk | None:
    """The colour profile without its name and what may follow it; None for one that is none."""
    _name, end, packed = body.partition(b"\0")
    if not end or packed[:1] != b"\0":
        return None
    try:
        profile = zlib.decompressobj().decompress(packed[1:], measured.PROFILE_LIMIT + 1)
    except zlib.error:
        return None
    if not measured.is_profile(profile):
        return None
    return b"iCCP", b"ICC\0\0" + zlib.compress(profile, 9)


def _density(body: bytes | None) -> tuple[float, float] | None:
    if body is None:
        return None
    across, down, unit = struct.unpack(">LLB", body)
    return measured.density(across * _INCH, down * _INCH) if unit == _PER_METRE else None


def _record(chunk: _Chunk) -> bytes:
    kind, body = chunk
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
