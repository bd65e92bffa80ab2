"""Labels of the form as files print them: found word for word, spelled otherwise, or misprinted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import Final, Generic, TypeVar

from attrs import frozen

T_co = TypeVar("T_co", covariant=True)

LONGEST_LABEL: Final = 100
"""The longest text that is looked up; the longest label of the form has half of that."""

CHINESE: Final = re.compile("[\u3400-\u9fff]")
"""What words have, and figures have not."""

_NUMERAL: Final = "[一二三四五六七八九十]"
# Signs without width, which editors leave behind, count as white space here.
_WHITE_SPACE: Final = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")
_ENUMERATION: Final = re.compile("^([0-9]+)[、,)]")
_CHINESE_ENUMERATION: Final = re.compile(f"^({_NUMERAL}+)[.,]")
_NUMBER: Final = re.compile(rf"^(?:{_NUMERAL}+、|\({_NUMERAL}+\)|[0-9]+\.|\([0-9]+\))")
_REMARK: Final = re.compile(r"\([^()]*\)$")
_QUOTATION_MARKS: Final = str.maketrans("“”„‟「」『』″", '"' * 9)
_SHORTEST_CORE: Final = 2
_MOST_KEPT: Final = 500


class Likeness(IntEnum):
    """How closely a label in a file agrees with the form's."""

    SAME = 0
    """Word for word, line breaks left out."""
    SPELLING = 1
    """The same but for white space, full and half width, 1、 for 1."""
    MISPRINT = 2
    """Nearest to this label, and clearly to no other."""


@frozen
class Found(Generic[T_co]):
    """A label in a file as it was recognised; `label` is how the form words it."""

    meaning: T_co
    label: str
    likeness: Likeness


class Labels(Generic[T_co]):
    """Labels of the form that may stand in one place, and what each means."""

    def __init__(self, meanings: Iterable[tuple[str, T_co]]) -> None:
        self._by_spelling = {spelling(label): (label, meaning) for label, meaning in meanings}
        self._most = max((_tolerated(key) for key in self._by_spelling), default=0)
        self._by_core: dict[str, str | None] = {}
        for key in self._by_spelling:
            core = _core(key)
            # The same core twice tells nothing.
            self._by_core[core] = None if core in self._by_core else key
        self._signs = {key: frozenset(key) for key in self._by_spelling}
        self._misprints: dict[str, str | None] = {}
        self._spelled: dict[str, Found[T_co]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_spelling)

    @property
    def words(self) -> frozenset[str]:
        """The labels as `spelling` gives them."""
        return frozenset(self._by_spelling)

    def find(self, text: str, *, misprinted: bool = True) -> Found[T_co] | None:
        """The label that `text` is; None if it is none of these, or could be two.

        With `misprinted` the label may lack its number or the remark in brackets at its end, or
        differ in a sign of every three, as long as every other label differs in twice as many.
        """
        # Threads share the labels: what is kept may be thrown away at any moment.
        kept = self._spelled.get(text)
        if kept is not None:
            return kept
        if len(text) > LONGEST_LABEL or not text:
            return None
        key = spelling(text)
        if key in self._by_spelling:
            label, meaning = self._by_spelling[key]
            # Line breaks in narrow cells are layout: the official form has them too.
            same = text == label or text.replace("\n", "") == label
            found = Found(meaning, label, Likeness.SAME if same else Likeness.SPELLING)
            if len(self._spelled) > _MOST_KEPT:
                self._spelled.clear()
            self._spelled[text] = found
            return found
        nearest = self._misprint(key) if misprinted and key else None
        if nearest is None:
            return None
        label, meaning = self._by_spelling[nearest]
        return Found(meaning, label, Likeness.MISPRINT)

    def _misprint(self, key: str) -> str | None:
        kept = self._misprints.get(key, "")
        if kept != "":
            return kept
        nearest = self._by_core.get(_core(key)) or self._nearest(key)
        if len(self._misprints) > LONGEST_LABEL:
            self._misprints.clear()
        self._misprints[key] = nearest
        return nearest

    def _nearest(self, key: str) -> str | None:
        """The one label that `key` differs from in a few signs only, and far less than others."""
        signs = set(key)
        far = 2 * self._most + 1
        nearest, least, second = "", far, far
        # Each sign that only one of the two has makes a difference of one at least.
        at_least = sorted(
            (max(len(signs - own), len(own - signs), abs(len(key) - len(other))), other)
            for other, own in self._signs.items()
        )
        for bound, other in at_least:
            if bound >= second:
                break
            distance = _distance(key, other)
            if distance < least:
                nearest, least, second = other, distance, least
            else:
                second = min(second, distance)
        if not nearest or least > _tolerated(nearest) or second < 2 * least:
            return None
        return nearest


@lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """`text` without what printers vary: white space, full and half width, 1、 for 1."""
    plain = _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTATION_MARKS)
    return _CHINESE_ENUMERATION.sub(r"\1、", _ENUMERATION.sub(r"\1.", plain))


@lru_cache(maxsize=1024)
def _core(key: str) -> str:
    """A spelling without its number and the remark at its end, if enough is left."""
    for pattern in (_NUMBER, _REMARK):
        shorter = pattern.sub("", key)
        key = shorter if len(shorter) >= _SHORTEST_CORE else key
    return key


def _tolerated(label: str) -> int:
    """In how many signs a misprint of the label may differ from it."""
    return len(label) // 3


def _distance(one: str, other: str) -> int:
    """In how many signs the two differ: one sign left out, put in or replaced counts one."""
    previous = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        current = [row]
        for column, sign_of_other in enumerate(other, start=1):
            replaced = previous[column - 1] + (sign != sign_of_other)
            current.append(min(previous[column] + 1, current[-1] + 1, replaced))
        previous = current
    return previous[-1]
