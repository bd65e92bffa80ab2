"""ZIP archives: opened with limits, written the same for the same content."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from gkdoc.messages import Message, _

ENTRY_LIMIT: Final = 2_000
PART_LIMIT: Final = 64 * 2**20
TOTAL_LIMIT: Final = 256 * 2**20
RATIO_LIMIT: Final = 200
"""How many bytes one byte of the archive may become; office files stay below 60."""

_RATIO_FLOOR: Final = 4 * 2**20
_CHUNK: Final = 2**20
_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What zipfile raises for members whose records contradict each other.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
_LEVEL: Final = 6
_QUICK_LEVEL: Final = 4
"""For what is compressed for each report: half the time, and a file that is 4 % larger."""

_MIDNIGHT_1980: Final = (0, 1 << 5 | 1)
_UTF8: Final = 0x800
_HEADER: Final = struct.Struct("<5H3L2H")
_POSITION: Final = struct.Struct("<3H2L")
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")


class BrokenArchive(ValueError):
    """Not an archive that is opened here; `entry` names the member, where it is one."""

    def __init__(self, reason: Message, entry: str = "") -> None:
        self.reason = reason
        self.entry = entry
        super().__init__(reason)


def inflate(content: bytes) -> dict[str, bytes]:
    """Every file in the archive by its name; folders are left out.

    The sizes that the archive states are not believed: the limits count what comes out.
    """
    if content.startswith(_COMPOUND_FILE):
        raise BrokenArchive(_("是加密的文件，或者是旧格式（.doc、.wps），应另存为不加密的 .docx"))
    if len(content) > TOTAL_LIMIT:
        raise BrokenArchive(_("文件超过 {value} MiB", value=TOTAL_LIMIT // 2**20))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BrokenArchive(
            _("文件没有传完整、已经损坏，或者内容与扩展名不符（不是 ZIP 格式）")
        ) from error
    with archive:
        entries = archive.infolist()
        if len(entries) > ENTRY_LIMIT:
            raise BrokenArchive(
                _(
                    "内含 {count} 个部件，最多 {entry_limit} 个",
                    count=len(entries),
                    entry_limit=ENTRY_LIMIT,
                )
            )
        files = [entry for entry in entries if not entry.is_dir()]
        _assert_names(files)
        parts: dict[str, bytes] = {}
        total = 0
        for entry in files:
            parts[entry.filename] = _inflate_entry(archive, entry, len(content), total)
            total += len(parts[entry.filename])
    return parts


def _assert_names(entries: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        steps = name.split("/")
        if "\\" in name or ":" in name or not all(steps) or {".", ".."} & set(steps):
            raise BrokenArchive(_("部件名称不合规范（绝对路径、上级目录或反斜杠）"), name)
        # Part names are compared without case: ECMA-376 part 2, §6.2.2.3.
        if name.lower() in seen:
            raise BrokenArchive(_("部件重复出现"), name)
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise BrokenArchive(_("部件已加密，应另存为不加密的文件"), name)
        if entry.compress_type not in _METHODS:
            raise BrokenArchive(_("部件的压缩方式不受支持"), name)


def _inflate_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int, before: int
) -> bytes:
    chunks: list[bytes] = []
    length = 0
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                length += len(chunk)
                total = before + length
                if length > PART_LIMIT:
                    raise BrokenArchive(
                        _("部件超过 {value} MiB", value=PART_LIMIT // 2**20), entry.filename
                    )
                if total > TOTAL_LIMIT:
                    raise BrokenArchive(
                        _("解压后超过 {value} MiB", value=TOTAL_LIMIT // 2**20), entry.filename
                    )
                if total > _RATIO_FLOOR and total > RATIO_LIMIT * size:
                    raise BrokenArchive(
                        _("解压后超过原文件的 {ratio_limit} 倍", ratio_limit=RATIO_LIMIT),
                        entry.filename,
                    )
    except _BROKEN as error:
        if isinstance(error, BrokenArchive):
            raise
        raise BrokenArchive(_("部件已损坏，文件可能不完整"), entry.filename) from error
    return b"".join(chunks)


@frozen
class _Entry:
    """One file as the archive holds it: what both of its headers say, its name, and its content.

    APPNOTE.TXT 6.3.3, §4.3.7 and §4.3.12.
    """

    header: bytes
    content: bytes


def _entry(name: str, content: bytes, level: int = _LEVEL) -> _Entry:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = compressor.compress(content) + compressor.flush()
    encoded = name.encode()
    header = _HEADER.pack(
        20,
        0 if name.isascii() else _UTF8,
        zipfile.ZIP_DEFLATED,
        *_MIDNIGHT_1980,
        zlib.crc32(content),
        len(packed),
        len(content),
        len(encoded),
        0,
    )
    return _Entry(header + encoded, packed)


@frozen
class Archive:
    """Files compressed once, to be packed many times with some of them changed."""

    _entries: Mapping[str, _Entry]

    def pack(self, changed: Mapping[str, bytes] | None = None) -> bytes:
        """The ZIP file; `changed` replaces files or adds some, all others are copied as they are.

        The same content gives the same bytes: fixed order, fixed clock, no trace of the system.
        """
        fresh = {
            name: _entry(name, content, _QUICK_LEVEL) for name, content in (changed or {}).items()
        }
        return b"".join(_records({**self._entries, **fresh}))


def compress(files: Mapping[str, bytes]) -> Archive:
    """The files compressed, ready to be packed."""
    return Archive({name: _entry(name, content) for name, content in files.items()})


def _records(entries: Mapping[str, _Entry]) -> list[bytes]:
    """The records of a ZIP file in their order: APPNOTE.TXT 6.3.3, §4.3."""
    records: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in (*filter(entries.__contains__, _FIRST), *sorted(entries.keys() - set(_FIRST))):
        entry = entries[name]
        position = _POSITION.pack(0, 0, 0, 0, offset)
        # The two lengths of the header come before the three fields that the directory adds.
        fixed, encoded = entry.header[: _HEADER.size], entry.header[_HEADER.size :]
        directory += (b"PK\x01\x02\x14\x00", fixed, position, encoded)
        records += (b"PK\x03\x04", entry.header, entry.content)
        offset += 4 + len(entry.header) + len(entry.content)
    length, count = sum(map(len, directory)), len(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, offset, 0)
    return [*records, *directory, end]


def is_harmless(part: bytes) -> bool:
    """True for XML in UTF-8 that declares no entities: those make a small file a huge one."""
    start = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    return (not start or start.startswith(b"<")) and b"<!DOCTYPE" not in part
