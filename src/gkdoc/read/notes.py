"""What is gathered while a tree is read: every problem, and where each thing stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from gkdoc.errors import Problem
from gkdoc.findings import Location
from gkdoc.messages import Message, _
from gkdoc.read.syntax.nodes import Node, Scalar, kind_of
from gkdoc.text.control import visible
from gkdoc.text.marks import UNWRITTEN_RULE, marks_in

_LONGEST_EXCERPT = 30
_MOST_PROBLEMS = 200


Folder: TypeAlias = Path | Mapping[str, bytes]
"""Where the pictures lie that a data file names: below a path, or as bytes by these names."""


class Notes:
    """Problems and places; both only grow.

    `unwritten` are the marks 【待写】 where a figure or a date belongs, `unwritten_words` those in
    words. Below `folder` lie the pictures that are named; None where only the content was given.
    """

    def __init__(self, folder: Folder | None = None) -> None:
        self.folder = folder
        self.picture_bytes = 0
        self.problems: list[Problem] = []
        self.locations: dict[str, Location] = {}
        self.unwritten: list[Problem] = []
        self.unwritten_words: list[Problem] = []
        self._given: set[str] = set()
        self._spoiled: set[str] = set()

    def problem(self, message: Message, path: str = "", node: Node | None = None) -> None:
        """Note a problem at `node`."""
        line, column = (node.line, node.column) if node is not None else (None, None)
        self.problems.append(Problem(message, path, line, column))

    @property
    def too_many(self) -> bool:
        """True if there are more problems than anybody reads."""
        return len(self.problems) >= _MOST_PROBLEMS

    def left_unwritten(self, node: Node, path: str) -> bool:
        """True, and noted, if a mark 【待写】 stands in the place of a figure, row or date."""
        if not isinstance(node, Scalar) or not marks_in(node.text):
            return False
        self.unwritten.append(_unwritten(node.text, path, node.line, node.column))
        self.spoil(path)
        return True

    def mark_words(self, words: str, path: str, at: Node) -> None:
        """Note each mark 【待写】 in one line of words; the words themselves are kept."""
        for start, end in marks_in(words):
            column = at.column + start if at.column is not None else None
            self.unwritten_words.append(_unwritten(words[start:end], path, at.line, column))

    def place(self, address: str, node: Node) -> None:
        """Note where `address` stands; the first place given is kept."""
        self._given.add(address)
        place = location_of(node)
        if place is not None:
            self.locations.setdefault(address, place)

    def spoil(self, address: str) -> None:
        """Note that `address` was meant and has a problem: nothing below it is missing as well."""
        self._spoiled.add(address)

    def given(self, address: str) -> bool:
        """True if `address` was given, well or badly, or is part of what was given badly."""
        if address in self._given:
            return True
        parts = address.split(".")
        return any(".".join(parts[: end + 1]) in self._spoiled for end in range(len(parts)))

    def merge(self, other: Notes) -> None:
        """Take over what `other` gathered."""
        self.problems += other.problems
        self.unwritten += other.unwritten
        self.unwritten_words += other.unwritten_words
        self.locations |= other.locations
        self._given |= other._given
        self._spoiled |= other._spoiled

    def in_order(self) -> tuple[Problem, ...]:
        """The problems by line and column, those without a line last; too many are cut short."""
        return cut_short(in_order(self.problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by line and column, those without a line last."""
    return sorted(
        problems,
        key=lambda problem: (problem.line is None, problem.line or 0, problem.column or 0),
    )


def cut_short(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """No more problems than anybody reads, and how many more there are."""
    if len(problems) <= _MOST_PROBLEMS:
        return tuple(problems)
    more = Problem(_("还有 {value} 个问题没有列出", value=len(problems) - _MOST_PROBLEMS))
    return (*problems[:_MOST_PROBLEMS], more)


def location_of(it: Problem | Node) -> Location | None:
    """Where it stands by line and column; None if it has no line."""
    return None if it.line is None else Location(line=it.line, column=it.column)


def nearest(locations: Mapping[str, Location], address: str) -> Location | None:
    """Where `address` stands, or what encloses it most closely; None if that is unknown."""
    while address:
        if address in locations:
            return locations[address]
        address = address.rpartition(".")[0]
    return None


def _unwritten(mark: str, path: str, line: int | None, column: int | None) -> Problem:
    message = _("这里还没有写：{mark}；写好以后把标记删去", mark=quoted(mark))
    return Problem(message, path, line, column, rule=UNWRITTEN_RULE)


def shown(node: Node) -> str:
    """The node for a message: a text between quotation marks, all else by its kind."""
    return quoted(node.text) if isinstance(node, Scalar) else kind_of(node)


def quoted(text: str) -> str:
    """`text` between Chinese quotation marks for a message: cut short, signs visible."""
    cut = text if len(text) <= _LONGEST_EXCERPT else f"{text[:_LONGEST_EXCERPT]}……"
    return "“" + "".join(sign if sign.isprintable() else visible(sign) for sign in cut) + "”"
