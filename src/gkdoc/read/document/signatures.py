"""Who signs a report, and when: the last lines of a document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from gkdoc.findings import Finding, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import _
from gkdoc.model import Signature
from gkdoc.read.document.body import Item, Paragraph, TableGrid
from gkdoc.read.document.prose import styles_alike
from gkdoc.text.numerals import from_chinese, year_from_chinese

_STYLE: Final = STYLE_NAMES.signature.casefold()
_DATE: Final = re.compile(r"\s*([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日\s*")
_SPACED_DATE: Final = re.compile(r"\s*([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日\s*")
_CHINESE_DATE: Final = re.compile(r"\s*(\w{4})年(\w{1,2})月(\w{1,3})日\s*")
_BOTH: Final = re.compile(
    r"\s*(?P<agency>\S.{1,40}?)\s*(?P<date>[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)\s*"
)
_FULL_WIDTH: Final = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_SENTENCE: Final = re.compile("[。；：，、,;:]")
_LONGEST_AGENCY: Final = 40


def signature_lines(items: Sequence[Item], *, styled: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of the signature: those in its style, else an agency and a date at the end.

    In a document whose styles show its structure (`styled`) there is none without the style.
    """
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    signing = styles_alike(paragraphs, _STYLE)
    marked = tuple([item for item in paragraphs if item.style in signing and item.text])
    if marked or styled:
        return marked
    lines = [item for item in items if isinstance(item, TableGrid) or item.text.strip()]
    while lines and isinstance(lines[-1], TableGrid):
        lines.pop()
    if not lines or not isinstance(lines[-1], Paragraph):
        return ()
    last = lines[-1]
    if _read_line(last.text) is not None:
        return (last,)
    if len(lines) < 2 or read_date(last.text, spaced=True) is None:
        return ()
    above = lines[-2]
    if not isinstance(above, Paragraph) or not _may_sign(above.text):
        return (last,)
    return above, last


def read_signature(paragraphs: Sequence[Paragraph]) -> tuple[Signature | None, tuple[Finding, ...]]:
    """Who signs, and the date in the last paragraph; None, and a finding, without a date."""
    if not paragraphs:
        return None, ()
    *agency, last = paragraphs
    date = read_date(last.text, spaced=True)
    words = _one_line("".join(paragraph.text for paragraph in agency))
    if date is not None and words:
        return Signature(words, date), ()
    alone = _read_line(last.text) if not agency else None
    if alone is not None:
        return alone, ()
    shown = " ".join(paragraph.text for paragraph in paragraphs)
    message = _("落款“{shown}”没有读取，应为机关一行，日期（如 2024年1月31日）一行", shown=shown)
    return None, (Finding("GK105", Severity.WARNING, message, "signature", location=last.location),)


def read_date(text: str, *, spaced: bool = False) -> datetime.date | None:
    """The date 2024年1月31日 or 二〇二四年一月三十一日; None if `text` is no such date.

    With `spaced`, blanks may stand around the figures, and those may be full-width.
    """
    plain = text.translate(_FULL_WIDTH) if spaced else text
    try:
        if found := (_SPACED_DATE if spaced else _DATE).fullmatch(plain):
            return datetime.date(*map(int, found.groups()))
        if found := _CHINESE_DATE.fullmatch(plain):
            year, month, day = found.groups()
            return datetime.date(year_from_chinese(year), from_chinese(month), from_chinese(day))
    except ValueError:
        pass
    return None


def _read_line(text: str) -> Signature | None:
    """Agency and date in one line; None if it is none."""
    found = _BOTH.fullmatch(text)
    if found is None or not _may_sign(found["agency"]):
        return None
    date = read_date(found["date"], spaced=True)
    return Signature(_one_line(found["agency"]), date) if date is not None else None


def _one_line(text: str) -> str:
    return text.replace("\n", "").replace("\t", " ").strip()


def _may_sign(text: str) -> bool:
    return 2 <= len(text.strip()) <= _LONGEST_AGENCY and not _SENTENCE.search(text)
