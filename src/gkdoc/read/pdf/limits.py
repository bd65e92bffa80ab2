"""How large a PDF may be: found out before anything in it is unpacked."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from gkdoc.messages import Message, _

LARGEST_FILE: Final = 32 * 2**20
LARGEST_UNPACKED: Final = 64 * 2**20
"""All that is packed in a file, unpacked; a report with its faces has a tenth of both."""

MOST_OBJECTS: Final = 30_000
LARGEST_OBJECTS: Final = 2 * 2**20
"""Packed objects, unpacked; a report of 200 pages has 1,000 objects in 50 KB."""

MOST_PAGES: Final = 300
MOST_COMMANDS: Final = 8 * 2**20
MOST_COMMANDS_OF_A_PAGE: Final = 2**20
"""The commands that draw pages, in bytes; a page full of words has 5 to 50 KB of them."""

MOST_SIGNS: Final = 150_000
MOST_SIGNS_OF_A_PAGE: Final = 10_000
MOST_PATHS_OF_A_PAGE: Final = 20_000

_STREAM: Final = re.compile(rb"stream\r?\n")
_END: Final = b"endstream"
_OBJECT: Final = re.compile(rb"[0-9]\s+obj\b")
_LONGEST_DICTIONARY: Final = 1_000
_PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_OF_OBJECTS: Final = re.compile(rb"/(?:ObjStm|XRef)\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_AS_TEXT: Final = re.compile(rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_DEEPEST: Final = 4
_SLOW: Final = frozenset({"LZWDecode", "LZW", "RunLengthDecode", "RL"})
_LARGEST_SLOW: Final = 20_000


class TooMuch(Exception):
    """The file holds more than a report does; `reason` says what."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def too_large(content: bytes) -> Message | None:
    """Why the file is not opened; None if it is of a size that can be read."""
    if len(content) > LARGEST_FILE:
        return _(
            "文件有 {content} MB，超过 {value} MB",
            content=len(content) // 2**20,
            value=LARGEST_FILE // 2**20,
        )
    if sum(1 for _ in _OBJECT.finditer(content)) > MOST_OBJECTS:
        return _("文件中的对象超过 {most_objects} 个", most_objects=MOST_OBJECTS)
    left = LARGEST_UNPACKED
    for dictionary, packed in _packed(content):
        size = _unpacked(packed, left)
        left -= size
        if left <= 0:
            return _("文件解压后超过 {value} MB", value=LARGEST_UNPACKED // 2**20)
        if size > LARGEST_OBJECTS and _OF_OBJECTS.search(dictionary):
            return _("文件中的对象解压后超过 {value} MB", value=LARGEST_OBJECTS // 2**20)
    return None


def slow_to_unpack(filters: Iterable[tuple[object, object]], size: int) -> bool:
    """True if unpacking so much with these filters takes long, or may fill all memory."""
    names = {getattr(name, "name", "") for name, _ in filters}
    return size > _LARGEST_SLOW and bool(names & _SLOW)


def _packed(content: bytes) -> Iterator[tuple[bytes, bytes | memoryview]]:
    """The streams that may unpack to more than they are, each with its dictionary."""
    view = memoryview(content)
    for found in _STREAM.finditer(content):
        start, stop = found.end(), content.find(_END, found.end())
        stop = stop if stop >= 0 else len(content)
        head = content[max(found.start() - _LONGEST_DICTIONARY, 0) : found.start()]
        dictionary = _ESCAPED.sub(
            lambda escaped: bytes([int(escaped[1], 16)]), head[head.rfind(b" obj") + 1 :]
        )
        if _PACKED.match(content, start):
            yield dictionary, view[start:stop]
        elif _AS_TEXT.search(dictionary):
            for decoded in _from_text(content[start:stop]):
                yield dictionary, decoded


def _from_text(content: bytes) -> Iterator[bytes]:
    """What the content is, if it was written as text."""
    stripped = b"".join(content.split())
    with suppress(ValueError):
        yield unhexlify(stripped.rstrip(b">"))
    with suppress(ValueError):
        yield a85decode(stripped.removeprefix(b"<~").partition(b"~")[0])


def _unpacked(packed: bytes | memoryview, limit: int, depth: int = 0) -> int:
    """How much it unpacks to, what is packed inside it included; no more than a little over."""
    unpacking = zlib.decompressobj()
    try:
        words = unpacking.decompress(packed, limit + 1)
    except zlib.error:
        # Encrypted, or damaged: the reader will see.
        return 0
    size = len(words)
    if depth < _DEEPEST and size <= limit and _PACKED.match(words):
        size += _unpacked(words, limit - size, depth + 1)
    return size
