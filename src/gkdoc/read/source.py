"""Bytes of a data file become text: which encoding it is, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.text.control import FORBIDDEN, visible

LARGEST_FILE = 20 * 1024 * 1024
"""The most bytes that any file may have."""

LARGEST_TEXT = 1024 * 1024
"""The most bytes that a text file may have but for its pictures; a long report has a twentieth."""

# Pictures in base64 have their own limits.
_ENCODED = re.compile(rb"[A-Za-z0-9+/=]{1000,}")

_SAVE_AS_TEXT = _("数据文件应是文本文件（YAML 或 JSON），请用记事本等文本编辑器另存为 UTF-8")

_HEADERS = (
    (b"PK\x03\x04", _("这是 Word、Excel 或压缩文件（ZIP 格式），不是文本。")),
    (b"\xd0\xcf\x11\xe0", _("这是旧版 Word、Excel 或 WPS 文件，不是文本。")),
    (b"%PDF", _("这是 PDF 文件，不是数据文件。")),
    (b"{\\rtf", _("这是 RTF 文件，不是数据文件。")),
)

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, _("UTF-16（记事本里叫“Unicode”）")),
    (codecs.BOM_UTF16_BE, _("UTF-16（记事本里叫“Unicode big endian”）")),
)

_MOST_SIGNS_REPORTED = 20


def content_of(path: Path, largest: int = LARGEST_FILE, *, kind: Message | None = None) -> bytes:
    """The bytes of the file; InputError if it cannot be read or has more than `largest`.

    `kind` is what it should be, where that is no report. What is no file on a disk is not opened: a
    pipe may keep its reader waiting for ever, a device may never end.
    """
    try:
        found = path.stat()
        mode = found.st_mode
        if not (S_ISREG(mode) or S_ISDIR(mode)):
            reason = _("这不是普通的文件（是管道、设备之类），请先保存成文件")
            raise InputError(path, [Problem(reason)])
        with path.open("rb") as file:
            # Asked for more than there is, it takes the memory for it.
            content = file.read(min(found.st_size, largest) + 1)
    except FileNotFoundError:
        reason = _("找不到这个文件，请检查路径和文件名")
    except IsADirectoryError:
        reason = _("这是一个文件夹，应给出其中的一个文件")
    except PermissionError:
        # Windows refuses to open a folder with this error.
        reason = (
            _("这是一个文件夹，应给出其中的一个文件")
            if path.is_dir()
            else _("没有读取这个文件的权限，或者文件正被别的程序占用")
        )
    except OSError as error:
        reason = _("读不出这个文件（{error}）", error=error.strerror or str(error))
    except ValueError:
        reason = _("路径里有不能使用的字符")
    else:
        if len(content) <= largest:
            return content
        size, what = largest // 1024 // 1024, kind or _("一份年度报告")
        reason = _("文件超过 {largest} MB，不像是{what}", largest=size, what=what)
    raise InputError(path, [Problem(reason)])


def text_of(content: bytes, source: Path | str | None) -> tuple[str, tuple[Finding, ...]]:
    """The text of a data file without its byte order mark, lines ended by line feeds only.

    UTF-8 is read as it is; GB18030 is read too, with a finding that says so. InputError for
    everything else, and for signs that may stand nowhere.
    """
    refused = _why_no_text(content)
    if refused:
        raise InputError(source, [Problem(refused)])
    text, findings = _decoded(content, source)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(source, [Problem(_("文件是空的"))])
    problems = _forbidden_signs(text)
    if problems:
        raise InputError(source, problems)
    return text, findings


def _why_no_text(content: bytes) -> Message | None:
    """Why the bytes are no text file; None if they may be one."""
    for header, message in _HEADERS:
        if content.startswith(header):
            return _("{message}{save}", message=message, save=_SAVE_AS_TEXT)
    for mark, name in _WIDE_MARKS:
        if content.startswith(mark):
            return _("文件的编码是 {name}，请另存为 UTF-8", name=name)
    if len(content) > LARGEST_TEXT and len(_ENCODED.sub(b"", content)) > LARGEST_TEXT:
        size = LARGEST_TEXT // 1024 // 1024
        return _("文件超过 {value} MB，不像是一份年度报告的数据", value=size)
    if b"\x00" in content:
        # Without a mark, wide encodings show by the zero byte of every line feed.
        if b"\n\x00" in content or b"\x00\n" in content:
            return _("文件的编码像是 UTF-16 或 UTF-32，请另存为 UTF-8")
        return _("文件里有二进制内容。{save}", save=_SAVE_AS_TEXT)
    return None


def _decoded(content: bytes, source: Path | str | None) -> tuple[str, tuple[Finding, ...]]:
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
    with suppress(UnicodeDecodeError):
        if not looks_like_utf8(content):
            said = Finding("GK001", Severity.INFORMATION, _("文件不是 UTF-8，按 GB18030 读取"))
            return content.decode("gb18030"), (said,)
    message = _("从这里起有既不是 UTF-8 也不是 GB18030 的内容，文件可能已损坏，请另存为 UTF-8")
    raise InputError(source, [Problem(message, "", *_position(before, len(before)))])


def looks_like_utf8(content: bytes) -> bool:
    """True if most Chinese characters are sound UTF-8, so that only some bytes are damaged."""
    text = content.decode("utf-8", errors="replace")
    sound = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    return sound > 3 * text.count("\ufffd")


def _forbidden_signs(text: str) -> list[Problem]:
    problems = []
    for found in islice(FORBIDDEN.finditer(text), _MOST_SIGNS_REPORTED):
        message = _("这里有看不见的控制字符 {found}，请删去", found=visible(found[0]))
        problems.append(Problem(message, "", *_position(text, found.start())))
    return problems


def _position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
