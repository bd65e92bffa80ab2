"""The places where two reports print something else: figure by figure, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import Final

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Signature, StatutoryTable, printed
from gkdoc.model.own_fields import OwnFields, in_words
from gkdoc.model.own_values import field_label
from gkdoc.spec import CellRef, field_labels, part_labels
from gkdoc.text.blocks import Block, Outline, Picture
from gkdoc.text.outlines import lines_of, number

_CONTEXT: Final = 8


@frozen
class Difference:
    """One place where two reports differ.

    `address` is that of the cell, the section, or the paragraph (`overview.3`), `label` the same in
    the statute's words. `before` and `after` are what the two print; None for what is not there.
    """

    address: str
    label: str
    before: str | None
    after: str | None

    @property
    def excerpts(self) -> tuple[str, str]:
        """Both, quoted, cut down to the words around the first sign in which they differ."""
        return _around(self.before, self.after), _around(self.after, self.before)


def differences(before: SeenReport, after: SeenReport) -> Iterator[Difference]:
    """All that the two print differently, in the order of the form.

    The line breaks of a title are layout.
    """
    titles = before.full_title.replace("\n", ""), after.full_title.replace("\n", "")
    labels = part_labels(after.year)
    yield from _text("title", labels["title"], *titles)
    for key in dict.fromkeys((*before.prose, *before.tables, *after.prose, *after.tables)):
        if key in before.tables or key in after.tables:
            yield from _tables(key, labels[key], before.tables.get(key), after.tables.get(key))
        else:
            yield from _outlines(key, labels[key], before.prose.get(key), after.prose.get(key))
    yield from _signatures(before.signature, after.signature)
    yield from _own_fields(before.fields, after.fields)


def _text(address: str, label: str, before: str | None, after: str | None) -> Iterator[Difference]:
    if before != after:
        yield Difference(address, label, before, after)


def _outlines(
    key: str, label: str, before: Outline | None, after: Outline | None
) -> Iterator[Difference]:
    if before == after:
        return
    if before is None or after is None:
        yield Difference(key, label, _whole(before), _whole(after))
        return
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_stop, new_start, new_stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(old[old_start:old_stop], new[new_start:new_stop])
        first = (new_start if old_start == old_stop else old_start) + 1
        for place, (one, other) in enumerate(pairs, start=first):
            yield Difference(
                f"{key}.{place}",
                _("{key}第 {place} 段", key=label, place=place),
                *_worded(one, other),
            )


def _whole(outline: Outline | None) -> str | None:
    if outline is None:
        return None
    return "\n".join(map("".join, _paragraphs(outline)))


def _paragraphs(outline: Outline) -> list[tuple[str, str]]:
    """Each paragraph as it is printed: number and heading, and the text behind."""
    return [
        (ordinal + (block.heading or ""), block.text or "")
        if isinstance(block, Block)
        else ("", "\n".join(lines_of(block)))
        for block, ordinal in zip(outline, number(outline), strict=True)
    ]


def _worded(
    one: tuple[str, str] | None, other: tuple[str, str] | None
) -> tuple[str | None, str | None]:
    """Both paragraphs in words; where the words are the same, with the end of the heading shown."""
    joint = "｜" if one and other and "".join(one) == "".join(other) else ""
    return one and joint.join(one), other and joint.join(other)


def _tables(
    key: str, label: str, before: StatutoryTable | None, after: StatutoryTable | None
) -> Iterator[Difference]:
    yield from _text(key, label, _form(before), _form(after))
    if before is None or after is None:
        return
    # Printed figures are compared, not values: 1.0 and 1 are the same number.
    old, new = _printed(before), _printed(after)
    for ref, cell in {**before.values.spec.cells, **after.values.spec.cells}.items():
        if old.get(ref) != new.get(ref):
            yield Difference(str(ref), cell.label, old.get(ref), new.get(ref))


def _form(table: StatutoryTable | None) -> Message | None:
    return _("{edition} 年格式的表", edition=table.edition) if table is not None else None


def _printed(table: StatutoryTable) -> Mapping[CellRef, str]:
    """The words that each cell shows that was entered."""
    return {ref: printed(value) for ref, value in table.values.entered.items()}


def _signatures(before: Signature | None, after: Signature | None) -> Iterator[Difference]:
    for key, label in field_labels("signature").items():
        old, new = (str(getattr(each, key)) if each else None for each in (before, after))
        yield from _text(f"signature.{key}", label, old, new)


def _own_fields(before: OwnFields, after: OwnFields) -> Iterator[Difference]:
    old, new = before.flat, after.flat
    for name in dict.fromkeys((*old, *new)):
        one, other = (in_words(each[name]) if name in each else None for each in (old, new))
        if one == other and isinstance(old[name], Picture) and old[name] != new[name]:
            other = _("{picture}，内容不同", picture=str(other))
        yield from _text(f"fields.{name}", field_label(name), one, other)


def _around(text: str | None, other: str | None) -> Message:
    """`text` in quotation marks, at most some signs on either side of the first difference."""
    if text is None:
        return _("没有")
    if not text:
        return _("空白")
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(text, other or "", strict=False))
    first = len(list(alike))
    start, stop = max(0, first - _CONTEXT), first + _CONTEXT
    before, behind = "…" if start else "", "…" if stop < len(text) else ""
    return _("“{excerpt}”", excerpt=f"{before}{text[start:stop]}{behind}")
