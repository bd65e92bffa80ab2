r"""Links within words, `[文字](https://…)`: where they stand, and how plain words are told.

A backslash before it makes plain text of what looks like a link, `\[文字](https://…)`; a backslash
that stands there itself is written twice. Within the words of a link, a bracket or a backslash has
a backslash before it. Any other `[…](…)`, and any other backslash, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from attrs import frozen

_OPENING: Final = "["
_WORDS: Final = r"(?:[^\[\]\\\n]|\\[\[\]\\])+"
_ADDRESS: Final = r"(?:https?://|mailto:)[^\s()<>\[\]\"]+"
_LINK: Final = re.compile(
    rf"(?P<slashes>\\*)\[(?P<words>{_WORDS})\]\((?P<address>{_ADDRESS})\)", re.IGNORECASE
)
_ESCAPED: Final = re.compile(r"\\([\[\]\\])")
# What an address may hold as it stands; anything else is written in per cent signs.
_OF_ADDRESSES: Final = "!#$%&'*+,/:;=?@~-._"


@frozen
class Link:
    """Words that lead to an address: `str(link)` is how they stand in a text.

    ValueError for an address that is not http, https or mailto, and for no words.
    """

    words: str
    address: str

    def __str__(self) -> str:
        """The link as it is written in a text."""
        return f"[{_escaped(self.words)}]({quote(self.address, safe=_OF_ADDRESSES)})"


def pieces(text: str) -> tuple[str | Link, ...]:
    """What `text` shows, in order: plain words as they are printed, and links."""
    if _OPENING not in text:
        return (text,) if text else ()
    found: list[str | Link] = []
    plain, end = "", 0
    for link in _LINK.finditer(text):
        slashes = len(link["slashes"])
        plain += text[end : link.start()] + "\\" * (slashes // 2)
        if slashes % 2:
            plain += link[0][slashes:]
        else:
            found += [plain] if plain else []
            found.append(Link(_ESCAPED.sub(r"\1", link["words"]), link["address"]))
            plain = ""
        end = link.end()
    plain += text[end:]
    return (*found, plain) if plain else tuple(found)


def shown(text: str) -> str:
    """The words of `text` as they are seen: links without their addresses."""
    if _OPENING not in text:
        return text
    return "".join(piece if isinstance(piece, str) else piece.words for piece in pieces(text))


def written(found: Iterable[str | Link]) -> str:
    """The text that shows these pieces: the way back from `pieces`."""
    text = ""
    for piece in found:
        if isinstance(piece, str):
            text += literal(piece)
        else:
            text += "\\" * _slashes_at_the_end(text) + str(piece)
    return text


def literal(words: str) -> str:
    """How words are written that are shown as they stand, whatever they look like."""
    if _OPENING not in words:
        return words
    return _LINK.sub(
        lambda link: link["slashes"] * 2 + "\\" + link[0][len(link["slashes"]) :], words
    )


def _slashes_at_the_end(text: str) -> int:
    return len(text) - len(text.rstrip("\\"))


def _escaped(words: str) -> str:
    return re.sub(r"[\[\]\\]", r"\\\g<0>", words)
