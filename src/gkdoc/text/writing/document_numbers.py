"""Numbers of official documents: 国办函〔2020〕109号.

Source: GB/T 9704-2012, 7.2.5: the year in full in 〔〕, the serial without 第 and leading zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.messages import _
from gkdoc.text.writing.signs import BLANKS, Line, is_hanzi
from gkdoc.text.writing.slip import Slip, SlipKind

# ﹝﹞ are what some keyboards give for 〔〕; printed they are the same.
_RIGHT_BRACKETS = ("〔﹝", "〕﹞")
_ROUND = "（("

# 1号楼, 2号线 and the like count something else.
_NUMBER = re.compile(
    rf"(?P<open>[〔﹝\[［【（(])[{BLANKS}]?(?P<year>[0-9０-９]{{2,4}})(?P<mark>年?)[{BLANKS}]?"
    rf"(?P<close>[〕﹞\]］】）)])[{BLANKS}]?(?P<serial>第?[{BLANKS}]?[0-9０-９]{{1,5}})[{BLANKS}]?号"
    r"(?![楼线院房门路桥码])"
)
_SERIAL_AS_WRITTEN = re.compile(rf"^第?[{BLANKS}]?[0０]*")
_FULL_YEAR = re.compile("(?:19|20)[0-9]{2}")
_HALF_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def slips_in_document_numbers(line: Line) -> Iterator[Slip]:
    """Years that are not in full in 〔〕, and serials with 第 or leading zeros.

    Round brackets count only behind a Chinese character and with a full year, other brackets with
    a full year or behind a Chinese character. The number of a court case, （2023）苏0812行初15号,
    is no number of a document.
    """
    for found in _NUMBER.finditer(line.plain):
        year = found["year"].translate(_HALF_WIDTH_DIGITS)
        full = _FULL_YEAR.fullmatch(year) is not None
        if not full and (len(year) != 2 or found["open"] in _ROUND):
            continue
        if not is_hanzi(line.before(found.start())) and (not full or found["open"] in _ROUND):
            continue
        yield from _year(line, found, year)
        written = found["serial"]
        bare = _SERIAL_AS_WRITTEN.sub("", written)
        if bare not in {"", written}:
            reason = _("发文顺序号不加“第”，不编虚位")
            yield line.slip(SlipKind.DOCUMENT_NUMBER, found.span("serial"), bare, reason)


def _year(line: Line, found: re.Match[str], year: str) -> Iterator[Slip]:
    brackets = found["open"] in _RIGHT_BRACKETS[0] and found["close"] in _RIGHT_BRACKETS[1]
    full = len(year) == 4
    if brackets and full and not found["mark"]:
        return
    reason = _("发文字号的年份用六角括号") if full else _("发文字号的年份要写全")
    if brackets and full:
        reason = _("发文字号的年份后面不写“年”")
    yield line.slip(
        SlipKind.DOCUMENT_NUMBER,
        (found.start("open"), found.end("close")),
        f"〔{year if full else f'20{year}'}〕",
        reason,
        mechanical=full and not found["mark"],
    )
