"""Names and statutory labels: what a key in a data file means, at the level where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Generic, TypeVar
from unicodedata import normalize

from attrs import frozen

from gkdoc.messages import Listed, Message, _
from gkdoc.text.ordinals import split_ordinal

Meaning = TypeVar("Meaning")

_REMARK = re.compile(r"\([^()]*\)$")
_NEAR_ENOUGH = 0.6
# Comparing takes quadratic time, and no label is longer.
_LONGEST_COMPARED = 60
_MOST_NAMES_LISTED = 12


@frozen
class Named(Generic[Meaning]):
    """Something that a key may name: by `key`, its name, or by one of its labels.

    `key` is None for a heading that has a label only.
    """

    key: str | None
    labels: tuple[str, ...]
    meaning: Meaning

    def has_label(self, text: str) -> bool:
        """True if `text` is one of the labels.

        It may be written with or without its ordinal and the remark in brackets at its end; blanks,
        width and punctuation do not matter. A wrong ordinal does.
        """
        ordinal, words, _ = _parts(text)
        return any(
            words in (label_words, without_remark) and ordinal in (None, label_ordinal)
            for label_ordinal, label_words, without_remark in map(_parts, self.labels)
        )

    def likeness(self, text: str) -> float:
        """How much `text` resembles the name or a label, from 0 to 1."""
        text = text[:_LONGEST_COMPARED]
        words = _parts(text)[1]
        candidates = [(text, self.key)] if self.key is not None else []
        for label in self.labels:
            _, full, without_remark = _parts(label)
            candidates += [(words, full), (words, without_remark)]
        return max(SequenceMatcher(None, given, name).ratio() for given, name in candidates)

    @property
    def title(self) -> str:
        """The label with the name in brackets, for messages."""
        if self.key is None or not self.labels:
            return self.key or self.labels[0]
        return _("{labels}（{key}）", labels=self.labels[0], key=self.key)


@frozen
class Level(Generic[Meaning]):
    """Everything that may be named at one level of a data file."""

    members: tuple[Named[Meaning], ...]

    @cached_property
    def _by_key(self) -> dict[str, Named[Meaning]]:
        return {member.key: member for member in self.members if member.key is not None}

    def find(self, text: str) -> tuple[Named[Meaning], ...]:
        """The members that `text` names: one, or none, or two that share a label."""
        named = self._by_key.get(text)
        if named is not None:
            return (named,)
        return tuple(member for member in self.members if member.has_label(text))

    def nearest(self, text: str) -> Named[Meaning] | None:
        """The member whose name or label resembles `text` most; None if none does."""
        ranked = sorted(self.members, key=lambda member: member.likeness(text), reverse=True)
        if ranked and ranked[0].likeness(text) >= _NEAR_ENOUGH:
            return ranked[0]
        return None

    def listed(self) -> Message:
        """The names for a message, not more than a line of them."""
        titles = [member.title for member in self.members]
        listed = Listed("、", titles[:_MOST_NAMES_LISTED])
        return _("{listed}等", listed=listed) if len(titles) > _MOST_NAMES_LISTED else listed


def level(members: Iterable[Named[Meaning]]) -> Level[Meaning]:
    """The level with these members."""
    return Level(tuple(members))


@lru_cache(maxsize=2048)
def _parts(text: str) -> tuple[int | None, str, str]:
    """The ordinal of a label, its words, and its words without the remark at the end."""
    flat = "".join(normalize("NFKC", text).split())
    opening = split_ordinal(flat)
    ordinal, rest = (opening.number, opening.text) if opening else (None, flat)
    return ordinal, _words(rest), _words(_REMARK.sub("", rest))


def _words(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()) or text
