"""A compiled template as JSON and back: for a file that is kept between two runs.

Only plain values are stored, and what comes back is made by the constructors of the classes: a file
that somebody has changed gives another document or none, and runs nothing.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from attrs import asdict

from gkdoc.layout.typography import StyleRoles
from gkdoc.ooxml.archive import Archive
from gkdoc.ooxml.numbering import ListLevel
from gkdoc.ooxml.places import Place
from gkdoc.ooxml.segments import (
    BlockSlot,
    Condition,
    Filter,
    Literal,
    Segment,
    Segmented,
    Slot,
)
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey


def stored(template: CompiledTemplate) -> str | None:
    """The template as JSON; None for one that has findings or tables of its own."""
    if template.findings or template.drawn:
        return None
    return json.dumps(
        {
            "parts": {
                name: [_value(segment) for segment in segments]
                for name, segments in template.source.parts.items()
            },
            "archive": {
                name: [b64encode(header).decode(), b64encode(content).decode()]
                for name, (header, content) in template.archive.entries().items()
            },
            "styles": asdict(template.styles),
            "counted": [
                [level, place.list_id, place.level] for level, place in template.counted.items()
            ],
            "properties": template.properties,
            "carrier": template.carrier,
        },
        ensure_ascii=False,
    )


def restored(text: str, key: TemplateKey) -> CompiledTemplate | None:
    """The template that was compiled for `key` and stored; None for anything else."""
    try:
        values: Any = json.loads(text)
        return CompiledTemplate(
            source=Segmented(
                {name: _segments(segments) for name, segments in values["parts"].items()}
            ),
            archive=Archive.of_entries(
                {
                    name: (b64decode(header), b64decode(content))
                    for name, (header, content) in values["archive"].items()
                }
            ),
            styles=StyleRoles(**values["styles"]),
            counted={
                level: ListLevel(list_id, place) for level, list_id, place in values["counted"]
            },
            layout=key.layout,
            drawn={},
            findings=(),
            properties=values["properties"],
            carrier=values["carrier"],
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _value(segment: Segment) -> Any:  # noqa: ANN401 - values of JSON
    match segment:
        case Literal(markup):
            return markup
        case Slot(name, filters, place, fragment, mirror):
            steps = [[step.name, *step.arguments] for step in filters]
            return ["slot", name, steps, _words(place), fragment, mirror]
        case BlockSlot(name, place, mirror):
            return ["block", name, _words(place), mirror]
        case Condition(name, then, otherwise, place, mirror):
            return [
                "if",
                name,
                [*map(_value, then)],
                [*map(_value, otherwise)],
                _words(place),
                mirror,
            ]


def _words(place: Place) -> list[str]:
    return [place.where, place.heading, place.words]


def _segments(values: Iterable[Any]) -> tuple[Segment, ...]:
    return tuple([_segment(value) for value in values])


def _segment(value: Any) -> Segment:  # noqa: ANN401 - values of JSON
    match value:
        case str():
            return Literal(value)
        case ["slot", str(name), steps, place, str(fragment), bool(mirror)]:
            filters = tuple(Filter(step, tuple(arguments)) for step, *arguments in steps)
            return Slot(name, filters, Place(*place), fragment, mirror)
        case ["block", str(name), place, bool(mirror)]:
            return BlockSlot(name, Place(*place), mirror)
        case ["if", str(name), then, otherwise, place, bool(mirror)]:
            return Condition(name, _segments(then), _segments(otherwise), Place(*place), mirror)
    raise ValueError("no segment")
