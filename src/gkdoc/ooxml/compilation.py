"""Markup with numbered marks becomes segments, by way of docxtpl and Jinja.

docxtpl does to the markup what it does to any template; Jinja parses the result, and its tree is
turned into segments. What both of them see of a tag is its number. No template is ever run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

from gkdoc.ooxml.markup import parse_xml
from gkdoc.ooxml.paragraphs import MARK, Placement
from gkdoc.ooxml.segments import (
    BlockSlot,
    Condition,
    FilterFunction,
    Literal,
    Segment,
    Slot,
    fill,
    merged,
)

_ENVIRONMENT: Final = Environment(autoescape=True, keep_trailing_newline=True)
# Signs of the prose that docxtpl or Jinja could take for a tag, as characters no XML can hold.
_MASKED: Final = {"{": "\1", "}": "\2", "%": "\3", "#": "\4"}
_MASK: Final = str.maketrans(_MASKED)
_UNMASK: Final = str.maketrans({mask: sign for sign, mask in _MASKED.items()})
_MARKS: Final = re.compile(rf"<\?{MARK} ([0-9]+)\?>")
_FORMS: Final = {
    "slot": "{{{{ t{} }}}}",
    "block": "{{{{p t{} }}}}",
    "if": "{{%p if t{} %}}",
    "else": "{{%p else %}}",
    "endif": "{{%p endif %}}",
}


def compiled(source: str, placements: Sequence[Placement]) -> tuple[Segment, ...]:
    """The segments of `source`, in which the mark with number n stands for `placements[n]`."""
    patched = DocxTemplate(None).patch_xml("".join(_jinja_source(source, placements)))
    tree = _ENVIRONMENT.parse(patched)
    segments = merged(_segments(tree.body, placements))
    for chosen in (True, False):
        _assert_whole(segments, chosen=chosen)
    return segments


def _jinja_source(source: str, placements: Sequence[Placement]) -> Iterator[str]:
    position = 0
    for mark in _MARKS.finditer(source):
        number = int(mark[1])
        yield source[position : mark.start()].translate(_MASK)
        yield _FORMS[placements[number].tag.kind].format(number)
        position = mark.end()
    yield source[position:].translate(_MASK)


def _segments(body: Iterable[nodes.Node], placements: Sequence[Placement]) -> Iterator[Segment]:
    for node in body:
        match node:
            case nodes.Output(nodes=inner):
                yield from _segments(inner, placements)
            case nodes.TemplateData(data=markup):
                yield Literal(markup.translate(_UNMASK))
            case nodes.Name(name=name):
                yield _slot(placements[_number(name)])
            case nodes.If(test=nodes.Name(name=name), body=then, else_=otherwise):
                placement = placements[_number(name)]
                yield Condition(
                    placement.tag.name,
                    merged(_segments(then, placements)),
                    merged(_segments(otherwise, placements)),
                    placement.place,
                    placement.mirror,
                )
            case _:
                raise AssertionError(f"no tag is written as {type(node).__name__}")


def _number(name: str) -> int:
    return int(name.removeprefix("t"))


def _slot(placement: Placement) -> Slot | BlockSlot:
    tag = placement.tag
    if tag.kind == "block":
        return BlockSlot(tag.name, placement.place, placement.mirror)
    return Slot(tag.name, tag.filters, placement.place, placement.fragment, placement.mirror)


def _assert_whole(segments: tuple[Segment, ...], *, chosen: bool) -> None:
    """Raise unless the segments, filled with nothing, are well-formed."""
    text: defaultdict[str, object] = defaultdict(str)
    blocks: defaultdict[str, str] = defaultdict(str)
    conditions: defaultdict[str, bool] = defaultdict(lambda: chosen)
    filters: defaultdict[str, FilterFunction] = defaultdict(lambda: lambda *_: "")
    parse_xml(fill(segments, text=text, blocks=blocks, conditions=conditions, filters=filters))
