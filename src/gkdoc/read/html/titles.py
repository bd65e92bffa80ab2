"""The title of a report as pages word it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from gkdoc.read.identity import identity_of

_LONGEST: Final = 60
_SIGNS: Final = frozenset("公开报")
"""What every title has; most lines are told by that."""
_PATH: Final = re.compile("[>＞»›|｜]|→|当前位置|您的位置|您现在|所在位置|首页")
"""What a trail of links holds, and no title."""
_ENDS_A_SENTENCE: Final = re.compile("[，。；：！？,;]|的公告|的通知")
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*")
# Names that the government's rules for websites give a page to describe itself.
_DESCRIPTIONS: Final = ("articletitle", "title", "og:title")


def is_title(text: str) -> bool:
    """True if the line may be the title of a report: it names an agency and a year."""
    return (
        len(text) <= _LONGEST
        and _SIGNS.issubset(text)
        and not _PATH.search(text)
        and not _ENDS_A_SENTENCE.search(text)
        and identity_of(text) is not None
    )


def described_title(root: etree._Element) -> str:
    """The title that the page gives in its head, less the name of the website; empty if none."""
    for words in _descriptions(root):
        for part in (words, *_SITE.split(words)):
            if is_title(part.strip()):
                return part.strip()
    return ""


def _descriptions(root: etree._Element) -> Iterable[str]:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _DESCRIPTIONS:
            yield meta.get("content", "")
    for title in root.iter("title"):
        yield "".join(map(str, title.itertext()))
