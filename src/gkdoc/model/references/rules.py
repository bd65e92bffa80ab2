"""The references in prose, 〖申请·本年新收·总计〗: the rules about them."""

from __future__ import annotations

from typing import Final

SYNTAX: Final = "GK606"
NAME: Final = "GK607"
FIGURE: Final = "GK608"
LAST_YEAR: Final = "GK609"
ARITHMETIC: Final = "GK610"

RULES: Final = (SYNTAX, NAME, FIGURE, LAST_YEAR, ARITHMETIC)
"""The rules of references that cannot be replaced: no document is made while there is one."""
