"""The differences between two readable files: cell by cell, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from attrs import evolve, frozen

from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import _
from gkdoc.model import Printed, in_print
from gkdoc.model.differences import differences
from gkdoc.read.reading import Reading
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import lines_of, number
from gkdoc.text.references import plain, reworded

ALIKE: Final = 0.5
"""So much of two sentences has to agree for one to be the other reworded."""

# A sentence ends at its mark, and whatever closes behind that still belongs to it.
_SENTENCE: Final = re.compile("[^。！？!?\n]*[。！？!?]+[”’」』）】》〉)]*|[^。！？!?\n]+|\n")


@frozen
class Change:
    """One place in which two files differ.

    `address` is that of the cell, the section, or the paragraph (`overview.3`) in the file that has
    it, in the later one if both do; `label` the same in words. `before` and `after` are what the
    two say, None for what is not there, with the place of each in its file. A ¶ marks where one has
    the same words, and another paragraph begins.
    """

    address: str
    label: str
    before: str | None
    after: str | None
    place_before: Location | None = None
    place_after: Location | None = None


def diff(before: Reading, after: Reading) -> tuple[Change, ...]:
    """All differences between two reports, in the order of the form; none if they print the same.

    A total that is left to be computed is its sum, and a reference the figure that it stands for.
    """
    return tuple(_changes(_in_print(before), _in_print(after)))


def findings_of(changes: Sequence[Change]) -> tuple[Finding, ...]:
    """The changes as findings about the later file, for comments in it."""
    return tuple(
        Finding(
            rule="GK113",
            severity=Severity.INFORMATION,
            message=_(
                "{before}，现为{after}",
                before=_said(change.before, _("原来没有")),
                after=_said(change.after, _("没有")),
            ),
            address=change.address,
            label=change.label,
            location=change.place_after,
            quote=(change.after or "").lstrip("¶"),
        )
        for change in changes
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` in order, each with its mark; joined they are `text` again."""
    return tuple(_SENTENCE.findall(text))


def _in_print(reading: Reading) -> Reading:
    printed = in_print(reading.report)
    # Links stay as they are written: what they lead to may have changed.
    words = {key: reworded(outline, plain) for key, outline in printed.entered.prose.items()}
    return evolve(reading, report=printed.report.with_prose(words))


def _changes(before: Reading, after: Reading) -> Iterator[Change]:
    prose = {*before.report.prose, *after.report.prose}
    subjects = Subject(Printed(before.report)), Subject(Printed(after.report))
    done: set[str] = set()
    for each in differences(before.report, after.report):
        address = each.address
        section = address.partition(".")[0]
        if section not in prose:
            places = before.location(address), after.location(address)
            yield Change(address, each.label, each.before, each.after, *places)
        elif section not in done:
            done.add(section)
            yield from _prose(section, before, after, subjects)


@frozen
class _Sentence:
    """A sentence of a section: its words, the paragraph it stands in, whether it opens that."""

    words: str
    paragraph: int
    opens: bool
    heading: bool

    @property
    def key(self) -> tuple[str, bool, bool]:
        """The key by which two sentences are the same."""
        return self.words, self.opens, self.heading


def _prose(
    section: str, before: Reading, after: Reading, subjects: tuple[Subject, Subject]
) -> Iterator[Change]:
    one = _sentences(before.report.prose.get(section, ()))
    other = _sentences(after.report.prose.get(section, ()))
    keys = [sentence.key for sentence in one], [sentence.key for sentence in other]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for kind, start, stop, begin, end in matcher.get_opcodes():
        if kind != "equal":
            for old, new in _paired(one[start:stop], other[begin:end]):
                yield _change(section, old, new, before, after, subjects)
    if not one and not other:
        # There was something to compare: a section without words in one, none in the other.
        seen = section in after.report.prose
        label = subjects[seen].label(section)
        yield Change(section, label, None if seen else "", "" if seen else None)


def _change(
    section: str,
    old: _Sentence | None,
    new: _Sentence | None,
    before: Reading,
    after: Reading,
    subjects: tuple[Subject, Subject],
) -> Change:
    shown = new or old
    paragraph = shown.paragraph if shown is not None else 1
    address = f"{section}.{paragraph}"
    words = old.words if old is not None else None, new.words if new is not None else None
    if old is not None and new is not None and old.words == new.words:
        words = _marked(old), _marked(new)
    return Change(
        address,
        subjects[new is not None].label(address) or subjects[new is not None].label(section),
        *words,
        before.location(f"{section}.{old.paragraph}") if old is not None else None,
        after.location(f"{section}.{new.paragraph}") if new is not None else None,
    )


def _sentences(outline: Outline) -> list[_Sentence]:
    found: list[_Sentence] = []
    for place, (block, ordinal) in enumerate(zip(outline, number(outline), strict=True), start=1):
        if not isinstance(block, Block):
            for line, words in enumerate(lines_of(block)):
                found.append(_Sentence(words, place, opens=not line, heading=False))
            continue
        parts = [(f"{ordinal}{block.heading or ''}", True)] if ordinal or block.heading else []
        if block.heading is None:
            parts = [(f"{ordinal}{block.text or ''}", False)]
        elif block.text is not None:
            parts.append((block.text, False))
        first = True
        for text, heading in parts:
            for words in (text,) if heading else sentences(text):
                if words.strip():
                    found.append(_Sentence(words, place, opens=first, heading=heading))
                    first = False
    return found


def _paired(
    old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence | None, _Sentence | None]]:
    """The sentences of a stretch that changed, each with the one that it became, if any."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    rest = list(new)
    for sentence in old:
        match = next((other for other in rest if _alike(sentence.words, other.words)), None)
        if match is None:
            yield sentence, None
            continue
        skipped = rest[: rest.index(match)]
        yield from ((None, other) for other in skipped)
        rest = rest[len(skipped) + 1 :]
        yield sentence, match
    yield from zip_longest((), rest)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _marked(sentence: _Sentence) -> str:
    """The words, with ¶ where they open a paragraph, and ｜ where they end a heading."""
    opening = "¶" if sentence.opens else ""
    return f"{opening}{sentence.words}{'｜' if sentence.heading else ''}"


def _said(words: str | None, nothing: str) -> str:
    if words is None:
        return nothing
    return _("“{words}”", words=words) if words else _("空白")
