"""Words and marks written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.messages import _
from gkdoc.text.writing.signs import HANZI, Line, is_hanzi
from gkdoc.text.writing.slip import Slip, SlipKind

# Few characters are never doubled: 目的的 and 为了了解, 以及及时 and 公众参与与监督 are sentences.
_PARTICLES = re.compile(
    "(?<![目标中的])的的(?![确的])|(?<![不直明目了])了了(?![解之然了])"
    "|(?<!和)和和(?![气美睦满和])|或或"
)
_WORDS = re.compile(rf"(?P<word>[{HANZI}]{{2,12}}?)(?P=word)")
_CLAUSE = re.compile(
    r"(?<![^，。；、！？])(?P<clause>[^，。；、！？\s]{4,40}[，。；、])(?P=clause)"
)
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万两]+")
_COUNTED = re.compile("一[^〇零一二三四五六七八九十]{1,2}")
_ANNUAL = re.compile(r"(?<=[0-9])[ \u3000]?(?P<annual>年度)(?=(?:政府信息公开)(?:工作)?年度报告)")

# Words that meet themselves: noun and verb (党组织组织学习, 报告报告了), or the ends of two names
# (县政府政府信息公开工作).
_MEETING = re.compile(
    "组织|代表|领导|公开|报告|服务|管理|工作|指导|监督|研究|讨论|学习|沟通|交流|商量|评估|规定|要求|建设"
    "|政府|中心|机关|单位|部门|行政|会议|检查|考核|申请|决定|通知|公告|通报|编辑|主管|负责"
)

_DOUBLED_MARK = re.compile("(?P<mark>[，。、；：])(?P=mark)+")
_TWO_MARKS = re.compile("[，、；：][，。；、：]|。[，、；：]")


def slips_in_words(line: Line) -> Iterator[Slip]:
    """Words, clauses and the 年度 of the title where they stand twice."""
    for found in _ANNUAL.finditer(line.plain):
        reason = _("后面已有“年度报告”，“年度”不重复")
        yield line.slip(SlipKind.DOUBLED_WORDS, found.span("annual"), "年", reason, mechanical=True)
    for found in _CLAUSE.finditer(line.plain):
        yield _twice(line, found, found["clause"])
    for found in _WORDS.finditer(line.plain):
        if not _is_said(found["word"]):
            yield _twice(line, found, found["word"])
    for found in _PARTICLES.finditer(line.plain):
        # 了 belongs to the word before it.
        if not found[0].startswith("了") or is_hanzi(line.at(found.start() - 1)):
            yield _twice(line, found, found[0][0])


def slips_in_doubled_marks(line: Line) -> Iterator[Slip]:
    """Two marks where there is room for one; of two different ones a person has to choose."""
    for found in _DOUBLED_MARK.finditer(line.plain):
        mark = found["mark"]
        # 。。。 may be meant for ……
        meant = len(found[0]) < 3 or mark != "。"
        yield line.slip(
            SlipKind.DOUBLED_MARKS,
            found.span(),
            mark if meant else "……",
            _("标点重复") if meant else _("省略号用“……”，句号只用一个"),
            mechanical=meant,
        )
    for found in _TWO_MARKS.finditer(line.plain):
        yield line.slip(SlipKind.DOUBLED_MARKS, found.span(), None, _("两个标点连用，只留一个"))


def _is_said(word: str) -> bool:
    """True for a word that is said twice: 一件一件, 二〇二〇, 研究研究, and those that meet."""
    return any(said.fullmatch(word) for said in (_MEETING, _NUMERAL, _COUNTED))


def _twice(line: Line, found: re.Match[str], once: str) -> Slip:
    return line.slip(SlipKind.DOUBLED_WORDS, found.span(), once, _("字词重复"))
