"""What a template is made of once it is compiled, and how it is filled: by joining strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from gkdoc.ooxml.markup import text_markup
from gkdoc.ooxml.template.places import Place

Constant: TypeAlias = str | int
FilterFunction: TypeAlias = Callable[..., object]
"""Takes the value and the constants written in the tag; the last one in a tag gives text."""


@frozen
class Literal:
    """Markup that is the same in every document."""

    markup: str

    @cached_property
    def encoded(self) -> bytes:
        """The markup as it stands in the file."""
        return self.markup.encode()


@frozen
class Filter:
    """`| date("yyyy年M月d日")` in a tag: a name and the constants in its brackets."""

    name: str
    arguments: tuple[Constant, ...] = ()


@frozen
class Slot:
    """`{{ name }}`: text of a run.

    A `mirror` stands in mc:Fallback and repeats a slot of mc:Choice: it is filled, never counted.
    """

    name: str
    filters: tuple[Filter, ...]
    place: Place
    mirror: bool = False


@frozen
class BlockSlot:
    """`{{p name }}`: paragraphs and tables in place of the paragraph that held the tag."""

    name: str
    place: Place
    mirror: bool = False


@frozen
class Condition:
    """`{%p if name %} … {%p else %} … {%p endif %}`."""

    name: str
    then: tuple[Segment, ...]
    otherwise: tuple[Segment, ...]
    place: Place
    mirror: bool = False


Segment: TypeAlias = Literal | Slot | BlockSlot | Condition


@frozen
class Segmented:
    """The segments of each part that has slots. Immutable, shared by threads."""

    parts: Mapping[str, tuple[Segment, ...]]

    def slots(self) -> Iterator[Slot | BlockSlot | Condition]:
        """Every slot and condition, part by part; mirrors are left out."""
        for segments in self.parts.values():
            yield from _slots(segments)

    def filled(
        self,
        *,
        text: Mapping[str, object],
        blocks: Mapping[str, str],
        conditions: Mapping[str, bool],
        filters: Mapping[str, FilterFunction],
    ) -> dict[str, bytes]:
        """The parts with every slot filled, as they stand in the file.

        Texts come out as they are, whatever characters they hold; `blocks` are markup and go in
        unchanged. A name that is missing is a KeyError, a text that is no string a TypeError.
        """

        def pieces(segments: Iterable[Segment]) -> Iterator[bytes]:
            # Several hundred segments a report: isinstance is three times as fast as match.
            for segment in segments:
                if isinstance(segment, Literal):
                    yield segment.encoded
                elif isinstance(segment, Slot):
                    yield text_markup(_value(segment, text[segment.name], filters)).encode()
                elif isinstance(segment, BlockSlot):
                    yield blocks[segment.name].encode()
                else:
                    chosen = segment.then if conditions[segment.name] else segment.otherwise
                    yield from pieces(chosen)

        return {name: b"".join(pieces(segments)) for name, segments in self.parts.items()}


def _slots(segments: Iterable[Segment]) -> Iterator[Slot | BlockSlot | Condition]:
    """Every slot and condition in order, those inside conditions too; mirrors are left out."""
    for segment in segments:
        if isinstance(segment, Literal):
            continue
        if not segment.mirror:
            yield segment
        if isinstance(segment, Condition):
            yield from _slots(segment.then)
            yield from _slots(segment.otherwise)


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The same segments with neighbouring literals in one, and none empty."""
    result: list[Segment] = []
    for segment in segments:
        last = result[-1] if result else None
        if isinstance(segment, Literal) and isinstance(last, Literal):
            result[-1] = Literal(last.markup + segment.markup)
        elif segment != Literal(""):
            result.append(segment)
    return tuple(result)


def _value(slot: Slot, value: object, filters: Mapping[str, FilterFunction]) -> str:
    for step in slot.filters:
        value = filters[step.name](value, *step.arguments)
    if not isinstance(value, str):
        raise TypeError(f"{slot.name} is {type(value).__name__}, not text")
    return value
