"""Words cut into sentences."""

from __future__ import annotations

import re
from typing import Final

# A sentence ends at its mark, and whatever closes behind that still belongs to it.
_SENTENCE: Final = re.compile("[^。！？!?\n]*[。！？!?]+[”’」』）】》〉)]*|[^。！？!?\n]+|\n")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` in order, each with its mark; joined they are `text` again."""
    return tuple(_SENTENCE.findall(text))
