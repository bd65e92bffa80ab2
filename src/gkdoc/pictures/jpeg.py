"""JPEG files: segments between markers, and the scans (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from gkdoc.errors import Refusal
from gkdoc.messages import _
from gkdoc.pictures import measured
from gkdoc.pictures.measured import Clean, Measured, cut_off, damaged

SIGNATURE: Final = b"\xff\xd8\xff"
SEGMENT_LIMIT: Final = 5_000
SCAN_LIMIT: Final = 100

_END: Final = 0xD9
_SCAN: Final = 0xDA
_TABLES: Final = {0xC4, 0xDB, 0xDD}
_FRAMES: Final = {0xC0, 0xC1, 0xC2}
# Lossless, differential and arithmetic coding, and what goes with them: readers lack them.
_UNUSUAL: Final = {*range(0xC3, 0xD0), 0xDC, 0xDE, 0xDF, *range(0xF0, 0xFE)} - _TABLES
_COMMENT: Final = 0xFE
_APPLICATIONS: Final = range(0xE0, 0xF0)
_KNOWN: Final = {*_TABLES, *_FRAMES, *_APPLICATIONS, _SCAN, _END, _COMMENT}
_COMPONENTS: Final = {1, 3, 4}
_DEPTH: Final = 8
# In a scan FF is an FF that was coded if 0 follows, or one of the restart markers D0 to D7.
_MARKER: Final = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_JFIF: Final = b"JFIF\0"
_EXIF: Final = b"Exif\0\0"
_ADOBE: Final = b"Adobe"
_PROFILE: Final = b"ICC_PROFILE\0"
_PROFILE_ROOM: Final = 65_519
_CENTIMETRE: Final = 2.54


@frozen
class _Piece:
    """A segment, and the coded pixels behind it where it opens a scan."""

    marker: int
    body: bytes
    coded: bytes = b""

    @property
    def record(self) -> bytes:
        return struct.pack(">BBH", 0xFF, self.marker, len(self.body) + 2) + self.body + self.coded


def read(content: bytes) -> Clean:
    """The picture, cleaned and measured; Refusal for one that is damaged or too large."""
    pieces = tuple(_pieces(content))
    width, height = _frame(pieces)
    first = next(place for place, piece in enumerate(pieces) if piece.marker == _SCAN)
    # A reader has chosen colours and density once it is at the first scan.
    before = [piece for piece in pieces[:first] if piece.marker in _APPLICATIONS]
    turned = next(
        (
            measured.rotation(piece.body.removeprefix(_EXIF))
            for piece in before
            if piece.marker == 0xE1 and piece.body.startswith(_EXIF)
        ),
        1,
    )
    jfif = _last(before, 0xE0, _JFIF, 14)
    # The last two bytes are the sides of the preview.
    applications = [_Piece(0xE0, jfif[:12] + b"\0\0")] if jfif else []
    if turned != 1:
        applications.append(_Piece(0xE1, _EXIF + measured.exif(turned)))
    applications += _profile(before)
    adobe = _last(before, 0xEE, _ADOBE, 12)
    applications += [_Piece(0xEE, adobe)] if adobe else []
    shown = [piece for piece in pieces if piece.marker not in {*_APPLICATIONS, _COMMENT}]
    return Clean(
        b"\xff\xd8" + b"".join(piece.record for piece in (*applications, *shown)) + b"\xff\xd9",
        Measured("jpeg", width, height, turned, _density(jfif)),
    )


def _pieces(content: bytes) -> Iterator[_Piece]:
    """The segments before the end, whatever follows that; Refusal for a file that breaks off."""
    position, count, scans = 2, 0, 0
    while True:
        marker, position = _marker(content, position)
        if marker == _END:
            return
        body, position = _body(content, position)
        coded = b""
        if marker == _SCAN:
            scans += 1
            following = _MARKER.search(content, position)
            if following is None:
                raise cut_off()
            coded = content[position : following.start()]
            position = following.start()
        count += 1
        if count > SEGMENT_LIMIT or scans > SCAN_LIMIT:
            raise Refusal(_("图片分成的段落太多，请另存为普通的 JPEG"))
        yield _Piece(marker, body, coded)


def _body(content: bytes, position: int) -> tuple[bytes, int]:
    """What stands in the segment, and where the next marker is to be."""
    if position + 2 > len(content):
        raise cut_off()
    end = position + int.from_bytes(content[position : position + 2], "big")
    if end < position + 2:
        raise damaged()
    if end > len(content):
        raise cut_off()
    return content[position + 2 : end], end


def _marker(content: bytes, position: int) -> tuple[int, int]:
    """The marker at the position, and where its segment goes on; FF before it is filling."""
    start = position
    while position < len(content) and content[position] == 0xFF:
        position += 1
    if position == len(content):
        raise cut_off()
    marker = content[position]
    if marker in _UNUSUAL:
        raise _unusual()
    if position == start or marker not in _KNOWN:
        raise damaged()
    return marker, position + 1


def _unusual() -> Refusal:
    return Refusal(_("这种 JPEG（无损、算术编码等）很多软件打不开，请另存为普通的 JPEG"))


def _frame(pieces: tuple[_Piece, ...]) -> tuple[int, int]:
    """Width and height; Refusal unless there is one frame, and its scans after it."""
    frames = [place for place, piece in enumerate(pieces) if piece.marker in _FRAMES]
    scans = [place for place, piece in enumerate(pieces) if piece.marker == _SCAN]
    if len(frames) != 1 or not scans or scans[0] < frames[0]:
        raise damaged()
    body = pieces[frames[0]].body
    if len(body) < 6 or body[5] not in _COMPONENTS or len(body) != 6 + 3 * body[5]:
        raise damaged()
    depth, height, width = struct.unpack_from(">BHH", body)
    if depth != _DEPTH:
        raise _unusual()
    measured.assert_sides(width, height)
    return width, height


def _last(pieces: list[_Piece], marker: int, mark: bytes, length: int) -> bytes:
    """The start of the last segment with this mark, which is the one that readers go by."""
    found = (
        piece.body[:length]
        for piece in reversed(pieces)
        if piece.marker == marker and piece.body.startswith(mark) and len(piece.body) >= length
    )
    return next(found, b"")


def _profile(pieces: list[_Piece]) -> list[_Piece]:
    """The colour profile in as few segments as hold it; none for one that is not whole."""
    start = len(_PROFILE)
    bodies = sorted(
        piece.body[start:]
        for piece in pieces
        if piece.marker == 0xE2 and piece.body.startswith(_PROFILE)
    )
    count = len(bodies)
    if any(body[:2] != bytes((number, count)) for number, body in enumerate(bodies, start=1)):
        return []
    profile = b"".join(body[2:] for body in bodies)
    if not measured.is_profile(profile):
        return []
    parts = [
        profile[place : place + _PROFILE_ROOM] for place in range(0, len(profile), _PROFILE_ROOM)
    ]
    return [
        _Piece(0xE2, _PROFILE + bytes((number, len(parts))) + part)
        for number, part in enumerate(parts, start=1)
    ]


def _density(jfif: bytes) -> tuple[float, float] | None:
    """Dots per inch as the JFIF segment has them: unit 1 per inch, 2 per centimetre."""
    if not jfif:
        return None
    unit, across, down = struct.unpack_from(">BHH", jfif, 7)
    if unit not in {1, 2}:
        return None
    factor = _CENTIMETRE if unit == 2 else 1
    return measured.density(across * factor, down * factor)
