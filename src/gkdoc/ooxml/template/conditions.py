"""`{%p if %}` to `{%p endif %}` in the tree: all of them close, and nothing is cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from lxml import etree

from gkdoc.messages import Message, _
from gkdoc.ooxml.markup import qualified
from gkdoc.ooxml.template.paragraphs import (
    RANGE_ENDS,
    RANGE_STARTS,
    Placement,
    Report,
    ends_without_paragraph,
    holder,
)
from gkdoc.ooxml.template.rules import LOSS, REFUSED

DEPTH_LIMIT: Final = 16

_Path: TypeAlias = tuple[tuple[int, str], ...]
_BODY: Final = qualified("w:body")
_FIELD: Final = qualified("w:fldChar")
_ID: Final = qualified("w:id")
_FIELD_KIND: Final = qualified("w:fldCharType")


def check_conditions(root: etree._Element, placements: Sequence[Placement], report: Report) -> None:
    """Report conditions that do not close, or that would leave half of something behind."""
    controls = [each for each in placements if each.tag.kind in {"if", "else", "endif"}]
    badly_nested = [*_badly_nested(controls)]
    for placement, message in badly_nested:
        report(placement.place, message, REFUSED)
    if not badly_nested:
        _check_ranges(root, controls, report)


def check_holders(placements: Iterable[Placement], report: Report) -> None:
    """Report cells, text boxes and headers that a tag would leave without their last paragraph."""
    replaced = [each for each in placements if each.tag.kind != "slot"]
    going = {each.paragraph for each in replaced}
    seen: set[etree._Element] = set()
    for placement in replaced:
        element = holder(placement.paragraph)
        if element.tag != _BODY and element not in seen and ends_without_paragraph(element, going):
            what = _("单元格") if element.tag == qualified("w:tc") else _("这里")
            message = _("{what}的最后要留一个普通段落（可以是空段），否则 Word 打不开", what=what)
            report(placement.place, message, LOSS)
        seen.add(element)


def _badly_nested(controls: Iterable[Placement]) -> Iterator[tuple[Placement, Message]]:
    stack: list[tuple[Placement, bool]] = []
    for placement in controls:
        kind = placement.tag.kind
        if kind == "if":
            stack.append((placement, False))
            if len(stack) > DEPTH_LIMIT:
                yield placement, _("条件嵌套超过 {depth_limit} 层", depth_limit=DEPTH_LIMIT)
                return
            continue
        if not stack:
            yield placement, _("{{%p {kind} %}} 之前没有 {{%p if … %}}", kind=kind)
            continue
        opening, divided = stack.pop()
        if holder(opening.paragraph) is not holder(placement.paragraph):
            yield (
                placement,
                _("{{%p {kind} %}} 与它的 {{%p if … %}} 不在同一个单元格或同一层正文里", kind=kind),
            )
        if kind == "else":
            if divided:
                yield placement, _("同一个 {{%p if … %}} 有两个 {{%p else %}}")
            stack.append((opening, True))
    for opening, _branch in stack:
        yield opening, _("{{%p if … %}} 没有用 {{%p endif %}} 结束")


def _check_ranges(root: etree._Element, controls: Sequence[Placement], report: Report) -> None:
    """Report bookmarks, comments and fields that begin in one branch and end in another."""
    by_paragraph = {each.paragraph: (number, each) for number, each in enumerate(controls)}
    path: _Path = ()
    last: Placement | None = None
    starts: dict[tuple[str, str], _Path] = {}
    fields: list[_Path] = []
    for element in root.iter():
        if element in by_paragraph:
            number, last = by_paragraph[element]
            kind = last.tag.kind
            outer = path if kind == "if" else path[:-1]
            path = outer if kind == "endif" else (*outer, (number, kind))
        elif element.tag in RANGE_STARTS:
            starts[_range(element)] = path
        elif element.tag in RANGE_ENDS:
            if last and starts.get(_range(element), path) != path:
                report(last.place, _halved(_("书签或批注")), LOSS)
        elif element.tag == _FIELD:
            if element.get(_FIELD_KIND) == "begin":
                fields.append(path)
            elif element.get(_FIELD_KIND) == "end" and fields and fields.pop() != path and last:
                report(last.place, _halved(_("域（目录、页码等）")), LOSS)


def _halved(what: Message) -> Message:
    return _("条件段落把一个{what}切成了两半；请让它完全在条件之内或之外", what=what)


def _range(element: etree._Element) -> tuple[str, str]:
    kind = element.tag.rpartition("}")[2].removesuffix("Start").removesuffix("End")
    return kind, element.get(_ID, "")
