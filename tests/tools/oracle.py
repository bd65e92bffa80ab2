"""How docxtpl and Jinja understand a template: the judge of `ooxml.template.compilation`.

docxtpl does to the markup what it does to any template; Jinja parses the result, and its tree is
turned into segments. No template is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, nodes
from lxml import etree

from gkdoc.ooxml.template import compilation, source
from gkdoc.ooxml.template.paragraphs import MARK, Placement
from gkdoc.ooxml.template.segments import BlockSlot, Condition, Literal, Segment, Slot, merged

_ENVIRONMENT: Final = Environment(autoescape=True, keep_trailing_newline=True)
# Signs of the prose that docxtpl or Jinja could take for a tag, as characters no XML can hold.
_MASKED: Final = dict(zip("{}%#", "\1\2\3\4", strict=True))
_MASK: Final = str.maketrans(_MASKED)
_UNMASK: Final = str.maketrans({mask: sign for sign, mask in _MASKED.items()})
_FORMS: Final = {
    "slot": "{{{{ t{} }}}}",
    "block": "{{{{p t{} }}}}",
    "if": "{{%p if t{} %}}",
    "else": "{{%p else %}}",
    "endif": "{{%p endif %}}",
}


def by_docxtpl(root: etree._Element, placements: Sequence[Placement]) -> tuple[Segment, ...]:
    """The segments of the part; of the tag with number n docxtpl and Jinja see the name tn."""
    markup = etree.tostring(root, encoding="unicode")
    pieces = re.split(rf"<\?{MARK} ([0-9]+)\?>", markup)
    pieces[::2] = [piece.translate(_MASK) for piece in pieces[::2]]
    pieces[1::2] = [_FORMS[placements[int(n)].tag.kind].format(n) for n in pieces[1::2]]
    tree = _ENVIRONMENT.parse(DocxTemplate(None).patch_xml("".join(pieces)))
    return merged(_segments(tree.body, placements))


@contextmanager
def docxtpl_agrees() -> Iterator[list[tuple[Segment, ...]]]:
    """Every part that is compiled meanwhile is compiled by docxtpl too, with equal segments.

    What comes back fills with the segments of these parts.
    """
    judged: list[tuple[Segment, ...]] = []

    def both_ways(root: etree._Element, placements: Sequence[Placement]) -> tuple[Segment, ...]:
        theirs = by_docxtpl(root, placements)
        ours = compilation.compiled(root, placements)
        assert ours == theirs
        judged.append(ours)
        return ours

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "compiled", both_ways)
        yield judged


def _segments(body: Iterable[nodes.Node], placements: Sequence[Placement]) -> Iterator[Segment]:
    for node in body:
        match node:
            case nodes.Output(nodes=inner):
                yield from _segments(inner, placements)
            case nodes.TemplateData(data=markup):
                yield Literal(markup.translate(_UNMASK))
            case nodes.Name(name=name):
                found = placements[int(name[1:])]
                tag, place = found.tag, found.place
                yield (
                    BlockSlot(tag.name, place, found.mirror)
                    if tag.kind == "block"
                    else Slot(tag.name, tag.filters, place, found.mirror)
                )
            case nodes.If(test=nodes.Name(name=name), body=then, else_=otherwise):
                found = placements[int(name[1:])]
                yes, no = (merged(_segments(each, placements)) for each in (then, otherwise))
                yield Condition(found.tag.name, yes, no, found.place, found.mirror)
            case _:
                raise AssertionError(f"no tag is written as {type(node).__name__}")
