"""The bytes of a web page become text: by its marks, by what it says, by what fits."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _

LARGEST_PAGE: Final = 5 * 2**20
"""The most bytes that a page may have, pictures inside it left out; a long report has a tenth."""

_HEADERS: Final = (
    (b"PK\x03\x04", _("这是 Word、Excel 或压缩文件（ZIP 格式），不是网页")),
    (b"\xd0\xcf\x11\xe0", _("这是旧版 Word、Excel 或 WPS 文件，不是网页")),
    (b"%PDF", _("这是 PDF 文件，不是网页")),
    (b"{\\rtf", _("这是 RTF 文件，不是网页")),
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,20})", re.IGNORECASE
)
_LOOKED_AT: Final = 4096
# What a page says of itself, and the superset that is meant: browsers take it that way too.
_NAMES: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_USUAL: Final = ("utf-8", "gb18030")
_DAMAGE: Final = "\ufffd"
_MOST_DAMAGE: Final = 100
"""One damaged sign in so many is a page with a flaw; more are another encoding."""
# A picture inside the page, as letters.
_EMBEDDED: Final = re.compile(rb"data:[\w/+.-]{1,60};base64,(?P<letters>[A-Za-z0-9+/=\s]*)")


@frozen
class PageText:
    """The text of a page, and a finding where it is not sound UTF-8.

    The n-th picture inside the page, as letters, is `embedded[n]`: in the text its address is
    data:n.
    """

    text: str
    findings: tuple[Finding, ...]
    embedded: tuple[bytes, ...] = ()


def page_text(content: bytes, source: Path | str | None) -> PageText:
    """The text of the page, less the pictures inside it.

    InputError for what is no page: another kind of file, too large, no text in any encoding.
    """
    for header, message in _HEADERS:
        if content.startswith(header):
            raise InputError(source, [Problem(message)])
    embedded: list[bytes] = []

    def put_aside(picture: re.Match[bytes]) -> bytes:
        embedded.append(picture["letters"])
        return b"data:%d" % (len(embedded) - 1)

    content = _EMBEDDED.sub(put_aside, content)
    if len(content) > LARGEST_PAGE:
        message = _("网页超过 {value} MB，不像是一份年度报告", value=LARGEST_PAGE // 2**20)
        raise InputError(source, [Problem(message)])
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text, findings = _sound(content[len(mark) :].decode(encoding, errors="replace"), source)
            return PageText(text, findings, tuple(embedded))
    if b"\x00" in content:
        raise InputError(source, [Problem(_("文件里有二进制内容，不是网页"))])
    return PageText(*_without_mark(content, source), tuple(embedded))


def _without_mark(content: bytes, source: Path | str | None) -> tuple[str, tuple[Finding, ...]]:
    encodings = dict.fromkeys((_USUAL[0], *_declared(content), *_USUAL))
    texts = {encoding: content.decode(encoding, errors="replace") for encoding in encodings}
    # Sound UTF-8 is UTF-8, whatever the page says; then the page; then what fits best.
    best = min(encodings, key=lambda encoding: texts[encoding].count(_DAMAGE))
    text, findings = _sound(texts[best], source)
    if best != _USUAL[0]:
        message = _("网页不是 UTF-8，按 {upper} 读取", upper=best.upper())
        findings = (Finding("GK001", Severity.INFORMATION, message), *findings)
    return text, findings


def _declared(content: bytes) -> tuple[str, ...]:
    """The encoding that the page says it has, if it is one that is read here."""
    found = _DECLARED.search(content[:_LOOKED_AT])
    name = found[1].decode("ascii").lower() if found is not None else ""
    return (_NAMES[name],) if name in _NAMES else ()


def _sound(text: str, source: Path | str | None) -> tuple[str, tuple[Finding, ...]]:
    if not text.strip():
        raise InputError(source, [Problem(_("文件是空的"))])
    damaged = text.count(_DAMAGE)
    if damaged * _MOST_DAMAGE > len(text):
        message = _("网页的编码不是 UTF-8，也不是 GB18030，或者文件已损坏")
        raise InputError(source, [Problem(message)])
    if not damaged:
        return text, ()
    message = _(
        "网页有 {damaged} 处字符已损坏，读作“{damage}”，请对照原文改正",
        damaged=damaged,
        damage=_DAMAGE,
    )
    return text, (Finding("GK007", Severity.WARNING, message),)
