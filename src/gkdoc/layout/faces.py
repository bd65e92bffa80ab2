"""What Word should know of each face, to replace it well on a machine that lacks it.

LibreOffice does not look at this; it takes what the system offers. The figures are those of the
faces' own OS/2 tables.
"""

from __future__ import annotations

from typing import Final

from gkdoc.layout.typography import FANG_SONG, HEI, KAI, SONG, TIMES, XIAO_BIAO_SONG
from gkdoc.ooxml.parts import Font

_CHARSET_GB2312: Final = "86"
_GB2312_ONLY: Final = ("00000001", "080E0000", "00000010", "00000000", "00040000", "00000000")
_XIAO_BIAO_SONG: Final = ("00000001", "080E0000", "00000000", "00000000", "00040000", "00000000")
_WINDOWS: Final = ("800002BF", "38CF7CFA", "00000016", "00000000", "00040001", "00000000")
_SIM_SUN: Final = ("00000203", "288F0000", "00000016", "00000000", "00040001", "00000000")
_TIMES: Final = ("E0002EFF", "C000785B", "00000009", "00000000", "000001FF", "00000000")


def _monospaced(name: str, alternative: str, panose: str, signature: tuple[str, ...]) -> Font:
    return Font(name, alternative, panose, _CHARSET_GB2312, "modern", "fixed", signature)


def _proportional(name: str, alternative: str, panose: str, signature: tuple[str, ...]) -> Font:
    return Font(name, alternative, panose, _CHARSET_GB2312, "auto", "variable", signature)


FONTS: Final = (
    _monospaced(FANG_SONG, "仿宋", "02010609030101010101", _GB2312_ONLY),
    _monospaced("仿宋", "FangSong", "02010609060101010101", _WINDOWS),
    _monospaced(KAI, "楷体", "02010609030101010101", _GB2312_ONLY),
    _monospaced("楷体", "KaiTi", "02010609060101010101", _WINDOWS),
    _monospaced(HEI, "SimHei", "02010609060101010101", _WINDOWS),
    _proportional(XIAO_BIAO_SONG, SONG, "02010601030101010101", _XIAO_BIAO_SONG),
    _proportional(SONG, "SimSun", "02010600030101010101", _SIM_SUN),
    Font(TIMES, None, "02020603050405020304", "00", "roman", "variable", _TIMES),
)
"""The faces of the standard template, and those that replace the GB2312 ones."""
