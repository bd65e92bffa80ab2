"""What a template may and must ask for: every part of the report once, by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from functools import cache
from typing import Final, TypeAlias

from attrs import field, frozen

from gkdoc.errors import Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.model.fit import fits
from gkdoc.ooxml.template.rules import DOUBLED, LOSS, MISSING, OTHER_FORM, UNKNOWN, TemplateRule
from gkdoc.ooxml.template.segments import BlockSlot, Condition, Literal, Segment, Segmented, Slot
from gkdoc.spec import Cell, Section, TableSpec, printed_forms, sections, table, tables
from gkdoc.write.docx.own_fields import asks_own, why_refused
from gkdoc.write.docx.tables import BOOKMARK_PREFIX

AnySlot: TypeAlias = Slot | BlockSlot | Condition

SIGNATURE_LINES: Final = ("signature.agency", "signature.date")
"""The lines of a signature that an office sets itself."""

TEXTS: Final = frozenset({"title", "agency", "year", *SIGNATURE_LINES})
"""Slots of text beside the figures."""

OPTIONAL: Final = frozenset({"introduction", "signature"})
"""Blocks that a report may lack; conditions may ask for them."""

_FORMS: Final = {Slot: "{{ … }}", BlockSlot: "{{p … }}", Condition: "{%p if … %}"}


@cache
def blocks() -> frozenset[str]:
    """Names that `{{p … }}` can have."""
    return OPTIONAL.union(sections())


@cache
def texts() -> frozenset[str]:
    """Names that `{{ … }}` can have."""
    return TEXTS.union(figures())


@cache
def figures() -> Mapping[str, str]:
    """The name of every figure of every form, and the name of the bookmark around it."""
    return {
        str(ref): BOOKMARK_PREFIX + cell.code
        for key in tables()
        for spec in reversed(printed_forms(key))
        for ref, cell in spec.cells.items()
    }


@frozen
class Standing:
    """A slot as the office wrote it, and the conditions that it depends on, outermost first.

    Of a condition, True stands for the paragraphs up to else, False for those behind it.
    """

    slot: AnySlot
    under: tuple[tuple[str, bool], ...] = ()


@frozen
class Contract:
    """A template held against the report.

    `tables` are the forms of the report's tables by name. `drawn` are those whose figures the
    office has drawn cell by cell, with the form in which it did. `headings` are the places of the
    titles of the sections.
    """

    standing: tuple[Standing, ...]
    tables: Mapping[str, TableSpec]
    headings: Mapping[str, str]
    drawn: Mapping[str, TableSpec] = field(init=False)

    @drawn.default
    def _drawn(self) -> Mapping[str, TableSpec]:
        forms = {key: self._drawn_form(key, spec) for key, spec in self.tables.items()}
        return {key: spec for key, spec in forms.items() if spec is not None}

    def problems(self) -> tuple[Problem, ...]:
        """Everything in which the template departs from the contract."""
        misspelt = {each.slot.name: _near(each.slot) for each in self.standing}
        return (
            *self._unknown(misspelt),
            *self._doubled(),
            *self._conditional(),
            *self._other_forms(),
            *self._missing({*filter(None, misspelt.values())}),
        )

    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Where each name is filled in, in the order of the template; conditions are left out."""
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for each in self.standing:
            if not isinstance(each.slot, Condition):
                found[each.slot.name] += (str(each.slot.place),)
        return found

    def wanted_fields(self) -> Mapping[str, bool]:
        """The fields of one's own that are printed, by the names of their tags.

        False for those that are asked for wherever they stand: a report may lack them.
        """
        found: dict[str, bool] = {}
        for each in self.standing:
            name = each.slot.name
            if (
                asks_own(name)
                and not isinstance(each.slot, Condition)
                and not why_refused(each.slot)
            ):
                found[name] = found.get(name, False) or (name, True) not in each.under
        return found

    def _drawn_form(self, key: str, own: TableSpec) -> TableSpec | None:
        written = self._names(Slot) & figures().keys()
        names = {name for name in written if name.startswith(f"{key}.")}
        if key in self._names(BlockSlot) or not names:
            return None

        def agreement(spec: TableSpec) -> int:
            return 2 * len(names & {str(ref) for ref in spec.cells}) - len(spec.cells)

        # Of forms that agree equally the first is taken: the report's own.
        return max((own, *printed_forms(key)), key=agreement)

    def _names(self, kind: type[Slot | BlockSlot]) -> frozenset[str]:
        return frozenset(each.slot.name for each in self.standing if isinstance(each.slot, kind))

    def _unknown(self, misspelt: Mapping[str, str | None]) -> Iterator[Problem]:
        forms = {**self.tables, **self.drawn}
        printed = {str(ref) for spec in forms.values() for ref in spec.cells}
        for each in self.standing:
            slot = each.slot
            if asks_own(slot.name):
                if reason := why_refused(slot):
                    yield _problem(UNKNOWN, reason, slot)
            elif slot.name not in _known(slot):
                yield _problem(UNKNOWN, _unknown(slot, misspelt[slot.name]), slot)
            elif isinstance(slot, Slot) and slot.name not in printed | TEXTS:
                spec = forms[slot.name.partition(".")[0]]
                message = _(
                    "{name} 不在本表的 {spec}之内，同一张表只能用一种格式",
                    name=slot.name,
                    spec=named_form(spec),
                )
                yield _problem(UNKNOWN, message, slot)

    def _doubled(self) -> Iterator[Problem]:
        """Sections and figures that stand twice; words such as the agency may be repeated."""
        first: dict[str, AnySlot] = {}
        for each in self.standing:
            slot = each.slot
            if isinstance(slot, Condition) or slot.name in TEXTS:
                continue
            picture = isinstance(slot, BlockSlot) and asks_own(slot.name)
            if slot.name not in _known(slot) and not picture:
                continue
            if slot.name in first:
                before = first[slot.name].place.where
                message = _(
                    "{name} 出现了不止一次，只能有一处；前一处在{before}",
                    name=slot.name,
                    before=before,
                )
                yield _problem(DOUBLED, message, slot)
            first.setdefault(slot.name, slot)
        for key in self.tables:
            whole = first.get(key)
            drawn = [slot for name, slot in first.items() if name.startswith(f"{key}.")]
            if whole is not None and drawn:
                message = _(
                    "{{{{p {key} }}}} 与逐格填写的 {name}（{where}）并存，只能用一种",
                    key=key,
                    name=drawn[0].name,
                    where=drawn[0].place.where,
                )
                yield _problem(DOUBLED, message, whole)

    def _conditional(self) -> Iterator[Problem]:
        """Parts that would be left out of some reports that have them."""
        for each in self.standing:
            slot = each.slot
            if isinstance(slot, Condition) or not each.under or slot.name not in _known(slot):
                continue
            if any(name not in OPTIONAL and not asks_own(name) for name, _ in each.under):
                # The condition itself is wrong, which has been said.
                continue
            owner = slot.name.partition(".")[0]
            if owner in OPTIONAL:
                wrong = any(condition != (owner, True) for condition in each.under)
            else:
                wrong = slot.name not in TEXTS - {"title"}
            if wrong:
                condition = Listed("；", (name for name, _ in each.under))
                message = _(
                    "{name} 放在条件 {condition} 之内，有的报告会因此缺少它；请移到外面",
                    name=slot.name,
                    condition=condition,
                )
                yield _problem(LOSS, message, slot)

    def _other_forms(self) -> Iterator[Problem]:
        for key, spec in self.drawn.items():
            if not fits(self.tables[key], spec):
                first = next(
                    each.slot for each in self.standing if each.slot.name.startswith(f"{key}.")
                )
                message = _(
                    "“{title}”在模板里按 {spec}画成，报告的是 "
                    "{key}，栏目不同，不能互相填写；"
                    "请换用该格式的模板，或者把画好的表换成单独一段 {{{{p {key2} }}}}",
                    title=spec.title,
                    spec=named_form(spec),
                    key=named_form(self.tables[key]),
                    key2=key,
                )
                yield _problem(OTHER_FORM, message, first)

    def _missing(self, misspelt: AbstractSet[str]) -> Iterator[Problem]:
        whole, written = self._names(BlockSlot) | misspelt, self._names(Slot) | misspelt
        if "title" not in written:
            yield _problem(MISSING, _("缺少标题的位置，应写 {{{{ title }}}}"))
        if "signature" not in whole:
            yield from self._half_signature(written)
        for section in sections().values():
            if section.key in whole:
                continue
            if section.table and section.key in self.tables:
                yield from self._missing_figures(section, written)
            elif not section.table:
                message = _(
                    "缺少“{title}”的位置，应有单独一段 {{{{p {key} }}}}",
                    title=section.title,
                    key=section.key,
                )
                yield _problem(MISSING, message, place=self._under(section))

    def _half_signature(self, written: AbstractSet[str]) -> Iterator[Problem]:
        """A signature written line by line of which one line would be lost."""
        for has, lacks in (SIGNATURE_LINES, SIGNATURE_LINES[::-1]):
            if has in written and lacks not in written:
                first = next(each.slot for each in self.standing if each.slot.name == has)
                message = _(
                    "有 {{{{ {has} }}}} 没有 {{{{ {lacks} }}}}，落款会缺一行", has=has, lacks=lacks
                )
                yield _problem(MISSING, message, first)

    def _missing_figures(self, section: Section, written: AbstractSet[str]) -> Iterator[Problem]:
        spec = self.drawn.get(section.key, self.tables[section.key])
        cells = tuple(spec.cells.values())
        absent = [cell for cell in cells if str(cell.ref) not in written]
        if len(absent) == len(cells):
            message = _(
                "缺少“{title}”的表，应有单独一段 {{{{p {key} }}}}，或者逐格写出",
                title=section.title,
                key=section.key,
            )
            yield _problem(MISSING, message, place=self._under(section))
            return
        for cell in absent:
            message = _(
                "表中缺少 {label} 一格，应写 {{{{ {ref} }}}}", label=cell.label, ref=str(cell.ref)
            )
            yield _problem(MISSING, message, place=self._beside(cell, cells))

    def _under(self, section: Section) -> str:
        return self.headings.get(section.key, "")

    def _beside(self, cell: Cell, cells: tuple[Cell, ...]) -> str:
        """The place of the nearest figure before `cell` that the template has, else behind it."""
        places = {each.slot.name: each.slot.place.where for each in self.standing}
        position = cells.index(cell)
        for side, others in (
            (_("之后"), reversed(cells[:position])),
            (_("之前"), cells[position:]),
        ):
            for other in others:
                if str(other.ref) in places:
                    return f"{places[str(other.ref)]}{side}"
        return ""


def named_form(spec: TableSpec) -> Message:
    """The form in a few words, with what tells it from others of its edition."""
    name = _("{edition} 年格式", edition=spec.edition)
    for row, parts in table(spec.key, spec.edition).divisions.items():
        divided = row not in spec.rows
        label = (spec.undivided if divided else spec).row_labels[row]
        rows = _("分 {count} 行", count=len(parts)) if divided else _("只有一行")
        name = _("{name}（{label}{rows}）", name=name, label=label, rows=rows)
    return name


def as_written(template: Segmented) -> Iterator[Standing]:
    """The slots of a template without fragments, as the office wrote them; mirrors are left out."""
    for segments in template.parts.values():
        yield from _walk(segments, ())


def _walk(segments: Iterable[Segment], under: tuple[tuple[str, bool], ...]) -> Iterator[Standing]:
    for segment in segments:
        if isinstance(segment, Literal) or segment.mirror:
            continue
        yield Standing(segment, under)
        if isinstance(segment, Condition):
            yield from _walk(segment.then, (*under, (segment.name, True)))
            yield from _walk(segment.otherwise, (*under, (segment.name, False)))


def _known(slot: AnySlot) -> frozenset[str]:
    match slot:
        case Slot():
            return texts()
        case BlockSlot():
            return blocks()
        case Condition():
            return OPTIONAL


def _near(slot: AnySlot) -> str | None:
    """The nearest name that a misspelt one may mean; None if it is right, or far from any."""
    known = _known(slot)
    if slot.name in known or asks_own(slot.name):
        return None
    if not isinstance(slot, Condition) and slot.name in blocks() | texts():
        return slot.name
    return next(iter(get_close_matches(slot.name, sorted(known), n=1, cutoff=0.5)), None)


def _unknown(slot: AnySlot, near: str | None) -> Message:
    if near == slot.name and isinstance(slot, Slot):
        return _("{near} 是整段的内容，应写成单独一段 {{{{p {near} }}}}", near=near)
    if near == slot.name:
        return _("{near} 是一个词或一个数字，应写成 {{{{ {near} }}}}", near=near)
    hint = _("，是不是 {near}", near=near) if near else ""
    return _(
        "{slot} 里没有名为 {name} 的内容{hint}", slot=_FORMS[type(slot)], name=slot.name, hint=hint
    )


def _problem(
    rule: TemplateRule, message: Message, slot: AnySlot | None = None, *, place: str = ""
) -> Problem:
    return Problem(message, place=str(slot.place) if slot is not None else place, rule=rule.id)
