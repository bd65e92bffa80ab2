"""Sentences that remember the template and the values they were made of.

`_("第 {line} 行", line=3)` is the finished Chinese sentence, and can still be worded in another
language or be taken apart by a program. Values that are plain strings (labels, quotations, names)
are data and stay as they are in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from string import Formatter
from typing import Any, Self, TypeAlias

Value: TypeAlias = str | int | float | Decimal | date | PurePath | None
"""What may stand in a place of a template; a Message is a str, translated with its sentence."""


Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"
"""A value as programs are given it."""


class Message(str):
    """A finished Chinese sentence, with the `template` and the `values` it was made of.

    A template is always formatted: braces that are meant are doubled. Its places are plain names,
    and each has its value; what needs a format is formatted before.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value | tuple[Value, ...]]

    def __new__(cls, template: str, /, **values: Value) -> Self:
        """The sentence; TypeError or KeyError unless each place of the template has its value."""
        if len(values) != len(places(template)):
            raise TypeError(f"{template!r} does not take {sorted(values)}")
        made = str.__new__(cls, template.format_map(values))
        made.template = template
        made.values = values
        return made

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[Any, ...]]:
        """A message goes to another process with all that it remembers."""
        return _again, (type(self), self.template, self.values)


_ = Message
"""How messages are written, and found by `make catalogue`."""


class Listed(Message):
    """Messages or words in a row, with a joint between each two: `Listed("；", sentences)`."""

    __slots__ = ("joint", "parts")

    joint: str
    parts: tuple[Value, ...]

    def __new__(cls, joint: str, parts: Iterable[Value], /) -> Self:
        """The parts, which may be none, joined."""
        listed = tuple(parts)
        made = str.__new__(cls, joint.join(map(str, listed)))
        made.template = "{parts}"
        made.values = {"parts": listed}
        made.joint = joint
        made.parts = listed
        return made

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[Any, ...]]:
        """A list goes to another process with all its parts."""
        return Listed, (self.joint, self.parts)


class Numeral(str):
    """A `number` that a Chinese sentence writes in words: other languages write its figures."""

    __slots__ = ("number",)

    number: int

    def __new__(cls, words: str, number: int) -> Self:
        """The number in Chinese words."""
        made = super().__new__(cls, words)
        made.number = number
        return made

    def __reduce__(self) -> tuple[type[Numeral], tuple[str, int]]:
        """A numeral goes to another process with its number."""
        return Numeral, (str(self), self.number)


def translated(value: object, catalogue: Mapping[str, str]) -> str:
    """The message worded by the templates of `catalogue`; anything else as it is."""
    match value:
        case Listed(joint=joint, parts=parts):
            return catalogue.get(joint, joint).join(translated(part, catalogue) for part in parts)
        case Message(template=template, values=values):
            worded = {name: translated(each, catalogue) for name, each in values.items()}
            return catalogue.get(template, template).format_map(worded)
        case Numeral(number=number):
            return str(number)
    return str(value)


def remembered(message: Message) -> dict[str, Json]:
    """The message as JSON holds it: finished, its template, and its values by name."""
    values = {name: _held(value) for name, value in message.values.items()}
    return {"message": str(message), "template": message.template, "values": values}


def _held(value: object) -> Json:
    match value:
        case Listed(parts=parts) | tuple(parts):
            return [_held(part) for part in parts]
        case Message():
            return remembered(value)
        case Numeral(number=number):
            return number
        case int() | None:
            return value
    return str(value)


@lru_cache(maxsize=4096)
def places(template: str) -> frozenset[str]:
    """The names of the places in a template; ValueError where one is more than a name."""
    names = set()
    for _words, name, form, conversion in Formatter().parse(template):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError(f"a place of {template!r} is more than a name")
            names.add(name)
    return frozenset(names)


def _again(kind: type[Message], template: str, values: Mapping[str, Value]) -> Message:
    return kind(template, **values)
