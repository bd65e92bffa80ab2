"""自有栏目 in templates: which tags may ask for one, and which of a report's are printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen

from gkdoc.errors import Refusal, UsageError
from gkdoc.findings import Finding
from gkdoc.messages import Listed, Message, _
from gkdoc.model import OwnValue, SeenReport
from gkdoc.model.own_fields import SITE, in_words
from gkdoc.model.own_values import checked_name, date_words, field_label
from gkdoc.ooxml.template.rules import FIELDS
from gkdoc.ooxml.template.segments import BlockSlot, Condition, Literal, Segment, Segmented, Slot
from gkdoc.spec import field_labels
from gkdoc.text.blocks import Picture
from gkdoc.write.docx.filters import FILTERS, DateText

_ROOT: Final = "fields"
PREFIX: Final = f"{_ROOT}."
"""Begins the name of every tag that asks for a field of one's own."""


def asks_own(name: str) -> bool:
    """True if a tag with this name is about fields of one's own, well or badly."""
    return name == _ROOT or name.startswith(PREFIX)


def why_refused(slot: Slot | BlockSlot | Condition) -> Message | None:
    """Why the tag, which is about fields of one's own, can ask for none; None if it can."""
    first, _dot, second = slot.name.removeprefix(_ROOT).removeprefix(".").partition(".")
    if not first:
        return _("应写明是哪一个自有栏目：fields 后面加点和名称")
    if first == SITE:
        return _why_no_label(slot, second)
    if second:
        return _("自有栏目 {name} 没有下一级 {second}", name=first, second=second)
    try:
        checked_name(first)
    except Refusal as refused:
        return refused.reason
    return None


def _why_no_label(slot: Slot | BlockSlot | Condition, label: str) -> Message | None:
    labels = field_labels(SITE)
    if isinstance(slot, BlockSlot):
        return _("站点的各项是一行文字，不能写成单独一段 {{{{p … }}}}")
    if label in labels or (isinstance(slot, Condition) and not label):
        return None
    return _("站点的各项分别写在 {site}. 之后：{labels}", site=SITE, labels=Listed("、", labels))


@frozen
class FieldPrint:
    """A field as a template prints it: its name (联系人, site.name), and the words on paper.

    `words` is empty for a picture.
    """

    name: str
    words: str


@frozen
class FieldsPrinted:
    """What a template prints of a report's own fields, and what it wants and cannot print."""

    prints: tuple[FieldPrint, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Each field that is printed, and the different words in which it is."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.prints:
            words = (each.words,) if each.words else ()
            found[each.name] = (*found.get(each.name, ()), *words)
        return found


def own_names(template: Segmented) -> frozenset[str]:
    """The names of the tags, conditions among them, that are about fields of one's own."""
    return frozenset(slot.name for slot in template.slots() if asks_own(slot.name))


def fields_printed(
    template: Segmented, asked: AbstractSet[str], report: SeenReport
) -> FieldsPrinted:
    """What the template, whose `own_names` are `asked`, prints of the report's own fields.

    A finding (GK913) for each place that wants a field which the report lacks, or which is of
    another kind; places in a branch that is not taken want nothing.
    """
    if not asked:
        return FieldsPrinted()
    values = report.fields.flat
    prints: list[FieldPrint] = []
    findings: list[Finding] = []
    for slot in _chosen(template, conditions(asked, report)):
        name = slot.name.removeprefix(PREFIX)
        try:
            prints.append(FieldPrint(name, _printed(slot, name, values)))
        except (Refusal, UsageError) as error:
            reason = error.reason if isinstance(error, Refusal) else error.message
            findings.append(_finding(name, reason, slot))
    return FieldsPrinted(tuple(dict.fromkeys(prints)), tuple(dict.fromkeys(findings)))


def conditions(asked: AbstractSet[str], report: SeenReport) -> Mapping[str, bool]:
    """Whether the report has what a template, whose `own_names` are `asked`, may ask for."""
    there = {"introduction": report.introduction, "signature": report.signature}
    found = {name: part is not None for name, part in there.items()}
    if asked:
        known = {PREFIX + name for name in (*report.fields.flat, *report.fields)}
        found |= {name: name in known for name in asked}
    return found


def own_texts(report: SeenReport) -> Mapping[str, str]:
    """The texts of the report's own fields by the names of their tags."""
    return {
        PREFIX + name: _text(value)
        for name, value in report.fields.flat.items()
        if not isinstance(value, Picture)
    }


def own_pictures(report: SeenReport, printed: Iterable[str]) -> Mapping[str, Picture]:
    """The pictures among the fields that are `printed`, by the names of their tags."""
    own = report.fields.own
    fields = ((PREFIX + name, own.get(name)) for name in printed)
    return {name: value for name, value in fields if isinstance(value, Picture)}


def _text(value: OwnValue) -> str:
    if isinstance(value, datetime.date):
        return DateText(date_words(value), value)
    return in_words(value)


def _printed(slot: Slot | BlockSlot, name: str, values: Mapping[str, OwnValue]) -> str:
    """The words at the place; Refusal or UsageError where nothing can be printed there."""
    value = values.get(name)
    if value is None:
        raise Refusal(_("模板要填“{name}”，报告的自有栏目里没有", name=name))
    if isinstance(slot, BlockSlot):
        if isinstance(value, Picture):
            return ""
        raise Refusal(_("“{name}”不是图片，模板里应写成 {{{{ fields.{name} }}}}", name=name))
    if isinstance(value, Picture):
        raise Refusal(_("“{name}”是图片，模板里应写成单独一段 {{{{p fields.{name} }}}}", name=name))
    words: object = _text(value)
    for step in slot.filters:
        words = FILTERS[step.name](words, *step.arguments)
    return str(words)


def _finding(name: str, reason: Message, slot: Slot | BlockSlot) -> Finding:
    message = _("{reason}（{place}）", reason=reason, place=str(slot.place))
    return Finding(FIELDS.id, FIELDS.severity, message, PREFIX + name, field_label(name))


def _chosen(template: Segmented, true: Mapping[str, bool]) -> Iterator[Slot | BlockSlot]:
    """The places for own fields in the branches that are taken, part by part."""

    def walk(segments: Iterable[Segment]) -> Iterator[Slot | BlockSlot]:
        for segment in segments:
            if isinstance(segment, Condition):
                yield from walk(segment.then if true[segment.name] else segment.otherwise)
            elif not isinstance(segment, Literal) and asks_own(segment.name) and not segment.mirror:
                yield segment

    for segments in template.parts.values():
        yield from walk(segments)
