"""How much a PDF may hold: looked at before it is unpacked, and counted as its pages are drawn."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value

from gkdoc.errors import Refusal
from gkdoc.messages import _

_LARGEST_FILE: Final = 32 * 2**20
_LARGEST_UNPACKED: Final = 64 * 2**20
"""All that is packed in a file, unpacked; a report with its faces has a tenth of both."""

_MOST_OBJECTS: Final = 30_000
_LARGEST_OBJECTS: Final = 2 * 2**20
"""Packed objects, unpacked; a report of 200 pages has 1,000 objects in 50 KB."""

MOST_PAGES: Final = 300
_MOST_COMMANDS: Final = 8 * 2**20
_MOST_COMMANDS_OF_A_PAGE: Final = 2**20
"""The commands that draw pages, in bytes; a page full of words has 5 to 50 KB of them."""

_MOST_SIGNS: Final = 150_000
_MOST_SIGNS_OF_A_PAGE: Final = 10_000
_MOST_PATHS_OF_A_PAGE: Final = 20_000

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

_OF_EACH_STREAM: Final = 500
"""What it costs to begin with a stream, in bytes of commands."""


class TooMuch(Refusal):
    """More than a report holds; `reason` says what."""


def assert_modest(content: bytes) -> None:
    """TooMuch if the file is larger, or holds more, than can be read; nothing in it is drawn."""
    if len(content) > _LARGEST_FILE:
        size, most = len(content) // 2**20, _LARGEST_FILE // 2**20
        raise TooMuch(_("文件有 {content} MB，超过 {value} MB", content=size, value=most))
    if sum(1 for _ in _OBJECT.finditer(content)) > _MOST_OBJECTS:
        raise TooMuch(_("文件中的对象超过 {most_objects} 个", most_objects=_MOST_OBJECTS))
    left = _LARGEST_UNPACKED
    for dictionary, packed in _packed(content):
        size = _unpacked(packed, left)
        left -= size
        if left <= 0:
            raise TooMuch(_("文件解压后超过 {value} MB", value=_LARGEST_UNPACKED // 2**20))
        if size > _LARGEST_OBJECTS and _OF_OBJECTS.search(dictionary):
            most = _LARGEST_OBJECTS // 2**20
            raise TooMuch(_("文件中的对象解压后超过 {value} MB", value=most))


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
    """The bytes of the content, if it was written as text."""
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


class Budget:
    """The amount that may still be drawn of a document."""

    def __init__(self, resources: PDFResourceManager) -> None:
        self._resources = resources
        self._commands = _MOST_COMMANDS
        self._signs = _MOST_SIGNS
        self._page = 0
        self._of_page = 0

    def drawn(self, page: PDFPage, number: int) -> LTPage:
        """The page with number `number` as it is drawn; TooMuch if that is more than is left."""
        self._page = number
        self._of_page = _MOST_COMMANDS_OF_A_PAGE
        device = _Device(self._resources, number, self)
        _Interpreter(self._resources, device).process_page(page)
        self._signs -= device.signs
        if self._signs < 0:
            raise self.too_much()
        return device.get_result()

    def take(self, commands: int) -> None:
        """Take this much from what is left."""
        self._commands -= commands
        self._of_page -= commands
        if min(self._commands, self._of_page) < 0:
            raise self.too_much()

    def too_much(self) -> TooMuch:
        """The error that says where it was too much."""
        return TooMuch(_("PDF 第 {page} 页的内容过多", page=self._page))


class _Device(PDFPageAggregator):
    """Collects what is drawn, and counts it."""

    def __init__(self, resources: PDFResourceManager, number: int, budget: Budget) -> None:
        super().__init__(resources, pageno=number, laparams=None)
        self.budget = budget
        self.signs = 0
        self._paths = 0

    def render_char(self, *args: object, **more: object) -> float:
        """The width of a sign that is drawn."""
        self.signs += 1
        if self.signs > _MOST_SIGNS_OF_A_PAGE:
            raise self.budget.too_much()
        width: float = super().render_char(*args, **more)  # type: ignore[arg-type]
        return width

    def paint_path(self, *args: object, **more: object) -> None:
        """Draw a path."""
        self._paths += 1
        if self._paths > _MOST_PATHS_OF_A_PAGE:
            raise self.budget.too_much()
        super().paint_path(*args, **more)  # type: ignore[arg-type]


class _Interpreter(PDFPageInterpreter):
    """Pays for each stream before it is carried out, again each time."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Carry the commands out."""
        for each in streams:
            stream = stream_value(each)
            filters = {getattr(name, "name", "") for name, _ in stream.get_filters()}
            # Unpacking so much with these takes long, or may fill all memory.
            if filters & _SLOW and len(stream.get_rawdata() or b"") > _LARGEST_SLOW:
                raise self.device.budget.too_much()
            self.device.budget.take(_OF_EACH_STREAM + len(stream.get_data()))
        super().execute(streams)
