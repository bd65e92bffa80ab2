"""The signs that may stand nowhere in a report."""

from __future__ import annotations

import re
from typing import Final

# Everything that XML cannot carry or that breaks a line unseen; tab and line feed are text.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""The signs that may stand nowhere in a data file, nor in the words of a report."""


def visible(sign: str) -> str:
    """The code of a sign that cannot be seen: U+0007."""
    return f"U+{ord(sign):04X}"
