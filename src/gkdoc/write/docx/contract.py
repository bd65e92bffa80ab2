"""What a template may and must ask for: the names of the slots, by the words of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final, TypeAlias

from attrs import frozen

from gkdoc.errors import Problem
from gkdoc.ooxml.segments import BlockSlot, Condition, Slot
from gkdoc.spec import Form, TableSpec

AnySlot: TypeAlias = Slot | BlockSlot | Condition

TEXTS: Final = frozenset({"title", "agency", "year", "signature.agency", "signature.date"})
"""Slots of text beside the figures."""

OPTIONAL: Final = frozenset({"introduction", "signature"})
"""Blocks that a report may lack; conditions may ask for them."""


@frozen
class Contract:
    """What the template for a report of these tables has to hold.

    Every table stands once, as a block or figure by figure; so does every prose section.
    """

    form: Form
    tables: Mapping[str, TableSpec]

    @property
    def blocks(self) -> frozenset[str]:
        """Names that `{{p … }}` can have."""
        return OPTIONAL | {section.key for section in self.form.sections}

    @property
    def texts(self) -> frozenset[str]:
        """Names that `{{ … }}` can have."""
        return TEXTS | {str(ref) for spec in self.tables.values() for ref in spec.cells}

    def problems(self, slots: Iterable[AnySlot]) -> Iterator[Problem]:
        """Everything in which a template with these slots departs from the contract."""
        written = tuple(self._as_written(slots))
        known = {Slot: self.texts, BlockSlot: self.blocks, Condition: OPTIONAL}
        for slot in written:
            if slot.name not in known[type(slot)]:
                yield Problem(_unknown(slot, known[type(slot)]), place=str(slot.place))
        yield from _doubled(written)
        yield from self._missing(written)

    def _as_written(self, slots: Iterable[AnySlot]) -> Iterator[AnySlot]:
        """The slots as the office wrote them: a block slot where its table has been put in."""
        first = {str(next(iter(spec.cells))) for spec in self.tables.values()}
        for slot in slots:
            if not (isinstance(slot, Slot) and slot.fragment):
                yield slot
            elif slot.name in first:
                yield BlockSlot(slot.fragment, slot.place, slot.mirror)

    def _missing(self, written: Iterable[AnySlot]) -> Iterator[Problem]:
        blocks = {slot.name for slot in written if isinstance(slot, BlockSlot)}
        texts = {slot.name for slot in written if isinstance(slot, Slot)}
        if "title" not in texts:
            yield Problem("缺少标题的位置，应写 {{ title }}")
        for section in self.form.sections:
            if section.key in blocks:
                yield from self._both(section.key, texts)
            elif not section.table:
                yield Problem(f"缺少“{section.title}”的位置，应有单独一段 {{{{p {section.key} }}}}")
            else:
                yield from self._missing_figures(section.key, section.title, texts)

    def _both(self, key: str, texts: Iterable[str]) -> Iterator[Problem]:
        drawn = [name for name in texts if name.startswith(f"{key}.")]
        if key in self.tables and drawn:
            yield Problem(f"{{{{p {key} }}}} 与逐格填写的 {min(drawn)} 等并存，只能用一种")

    def _missing_figures(self, key: str, title: str, texts: set[str]) -> Iterator[Problem]:
        cells = self.tables[key].cells
        absent = [cell for ref, cell in cells.items() if str(ref) not in texts]
        if len(absent) == len(cells):
            yield Problem(f"缺少“{title}”的表，应有单独一段 {{{{p {key} }}}}，或者逐格写出")
            return
        for cell in absent:
            yield Problem(f"表中缺少 {cell.label} 一格，应写 {{{{ {cell.ref} }}}}")


def _doubled(written: Iterable[AnySlot]) -> Iterator[Problem]:
    """Sections and figures that stand twice; words such as the agency may be repeated."""
    seen = Counter[str]()
    for slot in written:
        if isinstance(slot, BlockSlot) or (isinstance(slot, Slot) and slot.name not in TEXTS):
            seen[slot.name] += 1
            if seen[slot.name] == 2:
                yield Problem(f"{slot.name} 出现了不止一次，只能有一处", place=str(slot.place))


def _unknown(slot: AnySlot, known: Iterable[str]) -> str:
    near = get_close_matches(slot.name, sorted(known), n=1, cutoff=0.5)
    hint = f"，是不是 {near[0]}" if near else ""
    kind = {Slot: "{{ … }}", BlockSlot: "{{p … }}", Condition: "{%p if … %}"}[type(slot)]
    return f"{kind} 里没有名为 {slot.name} 的内容{hint}"
