"""What two reports print differently: figure by figure, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.model import SeenReport, Signature, StatutoryTable, printed
from gkdoc.spec import CellRef, field_labels, part_labels
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import number

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
    return "\n".join(paragraph.words for paragraph in _paragraphs(outline))


@frozen
class _Paragraph:
    """A paragraph as it is printed, and as its structure divides it."""

    opening: str
    text: str

    @property
    def words(self) -> str:
        return self.opening + self.text


def _paragraphs(outline: Outline) -> list[_Paragraph]:
    return [
        _Paragraph(ordinal + (block.heading or ""), block.text or "")
        if isinstance(block, Block)
        else _Paragraph("", f"〔{block.description}〕")
        for block, ordinal in zip(outline, number(outline), strict=True)
    ]


def _worded(one: _Paragraph | None, other: _Paragraph | None) -> tuple[str | None, str | None]:
    """Both paragraphs in words; where the words are the same, with the end of the heading shown."""
    if one is not None and other is not None and one.words == other.words:
        return f"{one.opening}｜{one.text}", f"{other.opening}｜{other.text}"
    return one.words if one is not None else None, other.words if other is not None else None


def _tables(
    key: str, label: str, before: StatutoryTable | None, after: StatutoryTable | None
) -> Iterator[Difference]:
    if before is None or after is None:
        present = before or after
        if present is not None:
            words = _("{edition} 年格式的表", edition=present.edition)
            yield Difference(key, label, words if before else None, words if after else None)
        return
    if before.edition != after.edition:
        yield Difference(
            key,
            label,
            _("{edition} 年格式的表", edition=before.edition),
            _("{edition} 年格式的表", edition=after.edition),
        )
    old, new = _printed(before), _printed(after)
    # Printed figures are compared, not values: 1.0 and 1 are the same number.
    if old == new:
        return
    for ref, cell in {**before.values.spec.cells, **after.values.spec.cells}.items():
        if old.get(ref) != new.get(ref):
            yield Difference(str(ref), cell.label, old.get(ref), new.get(ref))


def _printed(table: StatutoryTable) -> Mapping[CellRef, str]:
    """What each cell that was entered shows."""
    return {ref: printed(value) for ref, value in table.values.entered.items()}


def _signatures(before: Signature | None, after: Signature | None) -> Iterator[Difference]:
    old, new = _signature(before), _signature(after)
    labels = field_labels("signature")
    for key in dict.fromkeys((*old, *new)):
        yield from _text(f"signature.{key}", labels[key], old.get(key), new.get(key))


def _signature(signature: Signature | None) -> Mapping[str, str]:
    if signature is None:
        return {}
    return {
        "agency": signature.agency,
        "date": signature.date.isoformat(),
    }


def _around(text: str | None, other: str | None) -> Message:
    """`text` in quotation marks, at most some signs on either side of the first difference."""
    if text is None:
        return _("没有")
    if not text:
        return _("空白")
    if other is None:
        first = 0
    else:
        first = next(
            (
                place
                for place, (one, two) in enumerate(zip(text, other, strict=False))
                if one != two
            ),
            min(len(text), len(other)),
        )
    start, stop = max(0, first - _CONTEXT), first + _CONTEXT
    return _(
        "“{value}{stop}{value2}”",
        value="…" if start else "",
        stop=text[start:stop],
        value2="…" if stop < len(text) else "",
    )
