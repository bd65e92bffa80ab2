r"""Links within words, `[文字](https://…)`: where they stand, and how plain words are told.

A backslash before either bracket that opens makes plain text of what looks like a link:
`\[文字](https://…)`, `[文字]\(https://…)`. Backslashes that stand before the first one themselves
are written twice, those before the second have one more. Within the words of a link, a square
bracket or a backslash has a backslash before it. Any other `[…](…)`, and any other backslash, is
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final
from urllib.parse import quote

from attrs import field, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _
from gkdoc.text.control import refusal_of_line

OPENING: Final = "["
"""What every link begins with."""

LONGEST_WORDS: Final = 200
LONGEST_ADDRESS: Final = 2_000

# Bounded, for each bracket in the words might open a link of its own.
_WORDS: Final = rf"(?:[^\[\]\\\s]|[ \u3000]|\\[\[\]\\]){{1,{LONGEST_WORDS}}}+"
_SCHEME: Final = r"(?:https?://(?=[^/?#])|mailto:)"
_SIGN: Final = r"[^\s()<>\[\]\"]"
_ADDRESS: Final = rf"{_SCHEME}(?:{_SIGN}|\({_SIGN}*\))+"
_LINK: Final = re.compile(
    rf"(?<!\\)(?P<slashes>\\*+)\[(?=[ \u3000]*[^ \u3000\]])(?P<words>{_WORDS})\]"
    rf"(?P<told>\\*+)\((?P<address>{_ADDRESS})\)",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile(r"\\([\[\]\\])")
_IN_ADDRESSES: Final = re.compile(rf"{_SCHEME}{_SIGN}+", re.IGNORECASE)
_NOT_IN_ADDRESSES: Final = frozenset(' ()<>[]"\\^`{|}')


def _address(address: str) -> str:
    """The address with what cannot stand in one in per cent signs; what is no text as it is."""
    signs: object = address
    if not isinstance(signs, str):
        return address
    return "".join(
        quote(sign, safe="", errors="replace")
        if sign in _NOT_IN_ADDRESSES or not sign.isprintable()
        else sign
        for sign in signs.strip()
    )


@frozen
class Link:
    """Words that lead to an address: `str(link)` is how they stand in a text.

    InputError for an address that is not http, https or mailto, and for no words. Signs that may
    not stand in an address are there in per cent signs.
    """

    words: str
    address: str = field(converter=_address)

    def __attrs_post_init__(self) -> None:
        if problems := [*_problems_of_words(self.words), *_problems_of_address(self.address)]:
            raise InputError(None, problems)

    def __str__(self) -> str:
        """The link as it is written in a text."""
        return f"[{_escaped(self.words)}]({self.address})"


def _problems_of_words(words: object) -> Iterator[Problem]:
    if not isinstance(words, str) or not words.strip():
        yield Problem(_("链接应有文字，不能是空的"), "words")
    elif len(words) > LONGEST_WORDS:
        yield Problem(_("链接的文字最多 {limit} 字", limit=LONGEST_WORDS), "words")
    elif reason := refusal_of_line(words):
        yield Problem(reason, "words")


def _problems_of_address(address: object) -> Iterator[Problem]:
    if not isinstance(address, str) or not _IN_ADDRESSES.fullmatch(address):
        message = _("链接的地址应以 http://、https:// 或者 mailto: 开头，后面写全")
        yield Problem(message, "address")
    elif len(address) > LONGEST_ADDRESS:
        yield Problem(_("链接的地址最多 {limit} 个字符", limit=LONGEST_ADDRESS), "address")


def pieces(text: str) -> tuple[str | Link, ...]:
    """What `text` shows, in order: plain words as they are printed, and links."""
    if OPENING not in text:
        return (text,) if text else ()
    found: list[str | Link] = []
    plain, end = "", 0
    for link in filter(_is_possible, _LINK.finditer(text)):
        plain += "".join(text[slice(*span)] for span in _seen_before(link, end))
        end = link.end()
        if _leads(link):
            found += [plain] if plain else []
            found.append(Link(_ESCAPED.sub(r"\1", link["words"]), link["address"]))
            plain = ""
    plain += text[end:]
    return (*found, plain) if plain else tuple(found)


def shown(text: str) -> str:
    """The words of `text` as they are seen: links without their addresses."""
    if OPENING not in text:
        return text
    return "".join(text[start:end] for start, end in _seen(text))


def place(text: str, position: int) -> int:
    """Where the sign at `position` of `text` stands in what is shown."""
    if OPENING not in text:
        return position
    return sum(min(end, position) - start for start, end in _seen(text) if start < position)


def written(found: Iterable[str | Link]) -> str:
    """The text that shows these pieces: the way back from `pieces`."""
    text = ""
    for plain, together in groupby(found, key=lambda piece: isinstance(piece, str)):
        if plain:
            text += literal("".join(map(str, together)))
        else:
            for link in together:
                text += "\\" * _slashes_at_the_end(text) + str(link)
    return text


def literal(words: str) -> str:
    """How words are written that are shown as they stand, whatever they look like."""
    if OPENING not in words:
        return words
    return _LINK.sub(_told, words)


def masked(text: str, sign: str) -> str:
    """The text, sign for sign, with `sign` in the place of all that is or looks like a link."""
    if OPENING not in text:
        return text
    return _LINK.sub(lambda link: sign * len(link[0]), text)


def _seen(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` that are shown."""
    end = 0
    for link in filter(_is_possible, _LINK.finditer(text)):
        yield from _seen_before(link, end)
        end = link.end()
        if _leads(link):
            start = link.start("words")
            for escaped in _ESCAPED.finditer(text, *link.span("words")):
                yield start, escaped.start()
                start = escaped.start(1)
            yield start, link.end("words")
    yield end, len(text)


def _seen_before(link: re.Match[str], end: int) -> Iterator[tuple[int, int]]:
    """What is shown as plain words from `end` on, up to the link or, if it is told, behind it."""
    start, slashes = link.start(), len(link["slashes"])
    yield end, start + slashes // 2
    if slashes % 2:
        yield start + slashes, link.end()
    elif link["told"]:
        yield start + slashes, link.start("told")
        yield link.start("told") + 1, link.end()


def _is_possible(link: re.Match[str]) -> bool:
    """False for what looks like a link and has an address that none has."""
    return len(_address(link["address"])) <= LONGEST_ADDRESS


def _leads(link: re.Match[str]) -> bool:
    """False for what is said to be plain text."""
    return not link["told"] and len(link["slashes"]) % 2 == 0


def _told(link: re.Match[str]) -> str:
    if not _is_possible(link):
        return link[0]
    middle = link.start("told") - link.start()
    return f"{link['slashes']}{link[0][:middle]}\\{link[0][middle:]}"


def _slashes_at_the_end(text: str) -> int:
    return len(text) - len(text.rstrip("\\"))


def _escaped(words: str) -> str:
    return re.sub(r"[\[\]\\]", r"\\\g<0>", words)
