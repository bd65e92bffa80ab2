"""What Word should know of each face, to replace it well on a machine that lacks it.

LibreOffice does not look at this; it takes what the system offers. The figures are those of the
faces' own OS/2 tables. python-docx knows no font table.
"""

from __future__ import annotations

from typing import Final

from docx.oxml.ns import nsdecls

from gkdoc.layout.typography import TIMES
from templates.typography import FANG_SONG, HEI, KAI, SONG, XIAO_BIAO_SONG

_GB2312: Final = "00000001 080E0000 00000010 00000000 00040000 00000000"
_FOUNDER: Final = "00000001 080E0000 00000000 00000000 00040000 00000000"
_WINDOWS: Final = "800002BF 38CF7CFA 00000016 00000000 00040001 00000000"
_SIM_SUN: Final = "00000203 288F0000 00000016 00000000 00040001 00000000"
_TIMES: Final = "E0002EFF C000785B 00000009 00000000 000001FF 00000000"

_MONOSPACED: Final = ("86", "modern", "fixed")
_PROPORTIONAL: Final = ("86", "auto", "variable")
_ROMAN: Final = ("00", "roman", "variable")

FACES: Final = (
    (FANG_SONG, "仿宋", "02010609030101010101", _MONOSPACED, _GB2312),
    ("仿宋", "FangSong", "02010609060101010101", _MONOSPACED, _WINDOWS),
    (KAI, "楷体", "02010609030101010101", _MONOSPACED, _GB2312),
    ("楷体", "KaiTi", "02010609060101010101", _MONOSPACED, _WINDOWS),
    (HEI, "SimHei", "02010609060101010101", _MONOSPACED, _WINDOWS),
    (XIAO_BIAO_SONG, SONG, "02010601030101010101", _PROPORTIONAL, _FOUNDER),
    (SONG, "SimSun", "02010600030101010101", _PROPORTIONAL, _SIM_SUN),
    (TIMES, "", "02020603050405020304", _ROMAN, _TIMES),
)
"""The faces of the templates, and those that replace the GB2312 ones.

Name, another name, PANOSE, (charset, family, pitch), and the scripts covered: usb0 to usb3, csb0,
csb1.
"""

_SCRIPTS: Final = ("usb0", "usb1", "usb2", "usb3", "csb0", "csb1")


def font_table() -> bytes:
    """The part `word/fontTable.xml`."""
    lines = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/>' if other else "")
        + f'<w:panose1 w:val="{panose}"/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/><w:sig {_signature(scripts)}/>'
        "</w:font>"
        for name, other, panose, (charset, family, pitch), scripts in FACES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:fonts {nsdecls('w')}>{lines}</w:fonts>"
    ).encode()


def _signature(scripts: str) -> str:
    pairs = zip(_SCRIPTS, scripts.split(), strict=True)
    return " ".join(f'w:{name}="{value}"' for name, value in pairs)
