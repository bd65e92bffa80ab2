"""How large a PDF may be: found out before anything in it is unpacked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

LARGEST_FILE: Final = 32 * 2**20
LARGEST_UNPACKED: Final = 64 * 2**20
"""All that is packed in a file, unpacked; a report with its faces has a tenth of both."""

MOST_PAGES: Final = 300
MOST_SIGNS: Final = 300_000
MOST_SIGNS_OF_A_PAGE: Final = 20_000
LARGEST_PAGE: Final = 2 * 2**20
"""The commands that draw a page, unpacked; a page full of words has 50 KB of them."""

_STREAM: Final = re.compile(rb"stream\r?\n")
_END: Final = b"endstream"
_PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_DEEPEST: Final = 4


def too_large(content: bytes) -> str | None:
    """Why the file is not opened; None if it is of a size that can be read."""
    if len(content) > LARGEST_FILE:
        return f"文件有 {len(content) // 2**20} MB，超过 {LARGEST_FILE // 2**20} MB"
    left = LARGEST_UNPACKED
    for packed in _packed(content):
        left -= _unpacked(packed, left)
        if left <= 0:
            return f"文件解压后超过 {LARGEST_UNPACKED // 2**20} MB"
    return None


def _packed(content: bytes) -> Iterator[memoryview]:
    view = memoryview(content)
    for found in _STREAM.finditer(content):
        if _PACKED.match(content, found.end()):
            stop = content.find(_END, found.end())
            yield view[found.end() : stop if stop >= 0 else len(content)]


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
