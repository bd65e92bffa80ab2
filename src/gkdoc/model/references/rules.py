"""The references in prose, 〖申请·本年新收·总计〗: the rules about them."""

from __future__ import annotations

from typing import Final

SYNTAX_RULE: Final = "GK606"
NAME_RULE: Final = "GK607"
FIGURE_RULE: Final = "GK608"
LAST_YEAR_RULE: Final = "GK609"
ARITHMETIC_RULE: Final = "GK610"

RULES: Final = (SYNTAX_RULE, NAME_RULE, FIGURE_RULE, LAST_YEAR_RULE, ARITHMETIC_RULE)
"""The rules of references that cannot be replaced: no document is made while there is one."""
