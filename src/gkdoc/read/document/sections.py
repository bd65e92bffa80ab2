"""A document cut into title, introduction, the six sections and the signature."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import _
from gkdoc.read.document.body import Item, Paragraph, Span, TableGrid
from gkdoc.read.document.counted import number_before, shown_text
from gkdoc.read.document.labels import Found, Likeness, spelling
from gkdoc.read.document.prose import is_styled, styles_alike
from gkdoc.read.document.signatures import signature_lines
from gkdoc.read.document.titles import (
    bare_titles,
    edition_of,
    labels_of_sections,
    section_titles,
    title_lines,
)
from gkdoc.spec import Form, Section, section_title, sections
from gkdoc.text.ordinals import ordinal, split_ordinal

INTRODUCTION: Final = "introduction"
"""The name of what stands between the title and the first section."""

_LONGEST_TITLE: Final = 45
_OPENING_SIGNS: Final = "一二三四五六 \u3000\t"
_SIGNATURE: Final = STYLE_NAMES.signature.casefold()
_HEADING: Final = STYLE_NAMES.heading1.casefold()
_CONTENTS: Final = re.compile("toc [1-9]|toc heading|table of figures", re.IGNORECASE)
# Our own documents have no table of contents: what is in these styles is the report's.
_OWN_STYLES: Final = frozenset(
    {
        *(STYLE_NAMES.body, STYLE_NAMES.picture_caption, STYLE_NAMES.table_caption),
        *map(STYLE_NAMES.heading, range(2, 5)),
    }
)
_PAGE: Final = re.compile(r"(?:[.．…·\-—_\t ]{2,}|\t)\s*[0-9]+\s*$")
_MARK: Final = re.compile(r"[。：:；，,.、\s]+$")
_SENTENCE: Final = re.compile("[。；，,]")


@frozen
class Cut:
    """The paragraphs and tables of a document by what they belong to.

    `sections` holds them by the name of the section, without its title; the introduction is always
    there. `titles` are the paragraphs that hold the titles of the sections. `around` is what stands
    behind the signature, and a table of contents. `styled` says that styles show the structure of
    the prose. `form` is the edition by which the report is spoken of.
    """

    title: tuple[Paragraph, ...]
    sections: Mapping[str, tuple[Item, ...]]
    titles: Mapping[str, Paragraph]
    signature: tuple[Paragraph, ...]
    findings: tuple[Finding, ...]
    around: tuple[Item, ...]
    styled: bool
    form: Form


@frozen
class _Heading:
    """A section's title as it was recognised in a paragraph; `rest` is the text behind it there."""

    section: Section
    label: str
    likeness: Likeness
    rest: Paragraph | None = None
    guessed: bool = False


def cut(body: Sequence[Item]) -> Cut:
    """`body` cut at the titles of the sections, which may be misprinted, or numbered otherwise."""
    around: list[Item] = [*_contents(_paragraphs(body))]
    items = _less(body, around)
    headings = _headings(_paragraphs(items))
    captions = _captions(items, headings)
    items = _less(items, captions)
    paragraphs = _paragraphs(items)
    headings = {item: found for item, found in headings.items() if item not in captions}
    headings = _without_contents(items, headings)
    opening = [*takewhile(lambda item: item not in headings, items)]
    before = _paragraphs(opening)
    behind = items[len(opening) :]
    words = "".join([item.text for item in _paragraphs(behind)])
    title = title_lines(before if headings else before[:12], words)
    labels = {heading.label for heading in headings.values() if not heading.guessed}
    form = edition_of("".join(line.text for line in title), labels)
    styled = is_styled(paragraphs)
    signature = signature_lines(behind, styled=styled) if headings else ()
    sections: dict[str, list[Item]] = {INTRODUCTION: []}
    titles: dict[str, Paragraph] = {}
    findings: list[Finding] = []
    apart = {*title, *signature}
    signing = styles_alike(paragraphs, _SIGNATURE)
    here = sections[INTRODUCTION]
    over = False
    for item in items:
        if isinstance(item, TableGrid):
            (around if over else here).append(item)
        elif item in apart:
            over = over if item in title else item is signature[-1]
        elif item in headings:
            found = headings[item]
            findings.extend(_deviations(item, found, titles, form))
            here = sections.setdefault(found.section.key, [])
            titles.setdefault(found.section.key, item)
            if found.rest is not None:
                here.append(found.rest)
        elif over:
            around.append(item)
        elif not (titles and item.style in signing):
            here.append(item)
    return Cut(
        title=title,
        sections={key: tuple(held) for key, held in sections.items()},
        titles=titles,
        signature=signature,
        findings=tuple(findings),
        around=tuple(around),
        styled=styled,
        form=form,
    )


def _paragraphs(items: Iterable[Item]) -> list[Paragraph]:
    return [item for item in items if isinstance(item, Paragraph)]


def _less(items: Sequence[Item], left_out: Collection[Item]) -> Sequence[Item]:
    gone = frozenset(left_out)
    return [item for item in items if item not in gone] if gone else items


def is_section_title(paragraph: Paragraph) -> bool:
    """True if the paragraph is the title of a section, or opens with one."""
    return _heading(paragraph) is not None


def _contents(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The lines of tables of contents."""
    return [
        item
        for item in paragraphs
        if item.style not in _OWN_STYLES
        and (_is_style_of_contents(item.style) or (len(item.text) < 80 and _is_entry(item.text)))
    ]


@lru_cache(256)
def _is_style_of_contents(style: str) -> bool:
    return _CONTENTS.match(style) is not None


def _is_entry(text: str) -> bool:
    """True for words, leaders, the page; without words 1. 0 is a paragraph that says 0."""
    if not text.rstrip()[-1:].isdecimal():
        return False
    numbered = split_ordinal(text)
    return numbered is not None and _PAGE.search(numbered.text.strip(), 1) is not None


def _headings(paragraphs: Sequence[Paragraph]) -> dict[Paragraph, _Heading]:
    """Each paragraph that holds the title of a section, with that section.

    Headings by style come first; words alone make a title only of a section without such a heading.
    """
    styles = styles_alike(paragraphs, _HEADING)
    found = _found([item for item in paragraphs if item.outline == 0 or item.style in styles])
    missing = set(sections()) - {heading.section.key for heading in found.values()}
    if missing:
        short = [
            item
            for item in paragraphs
            if len(item.text) <= _LONGEST_TITLE or item.text[0] in _OPENING_SIGNS
        ]
        worded = _found([item for item in short if item not in found])
        found |= {it: heading for it, heading in worded.items() if heading.section.key in missing}
        missing -= {heading.section.key for heading in found.values()}
    if missing:
        found |= _by_number(paragraphs, found, missing)
    return {item: found[item] for item in paragraphs if item in found}


def _found(paragraphs: Iterable[Paragraph]) -> dict[Paragraph, _Heading]:
    return {item: heading for item in paragraphs if (heading := _heading(item)) is not None}


def _is_headed(paragraph: Paragraph) -> bool:
    """True if the paragraph is a heading of the first level by its style."""
    # Word writes "heading 1", other programs "Heading 1".
    return paragraph.outline == 0 or paragraph.style.casefold() == _HEADING


def _heading(paragraph: Paragraph) -> _Heading | None:
    """The section whose title the paragraph is, or begins with."""
    text = paragraph.text
    if not text or (len(text) > _LONGEST_TITLE and text[0] not in _OPENING_SIGNS):
        return None
    shown = shown_text(paragraph)
    line, feed, rest = shown.partition("\n")
    if len(line) <= _LONGEST_TITLE:
        found = _find(line, paragraph)
        if found is not None:
            behind = _behind(paragraph, len(text) - len(rest)) if feed else None
            return _Heading(found.meaning, found.label, found.likeness, behind)
        whole = _find(shown, paragraph) if feed and len(shown) <= _LONGEST_TITLE else None
        if whole is not None:
            return _Heading(whole.meaning, whole.label, whole.likeness)
    return _run_in(paragraph, shown)


def _find(line: str, paragraph: Paragraph) -> Found[Section] | None:
    """The section with this title, if a paragraph that looks like this one may be its title."""
    opening = split_ordinal(line)
    headed = _is_headed(paragraph)
    # Without the style of a heading: the number of a section, or words that end no sentence.
    if not headed and (opening.level != 1 if opening is not None else "。" in line or "；" in line):
        return None
    exact = labels_of_sections().find(line, misprinted=False)
    if exact is not None:
        return exact
    if opening is None:
        # Without a number it takes the words of the form, or the style of a heading.
        bare = bare_titles().get(spelling(_MARK.sub("", line)))
        if bare is not None and (headed or not _SENTENCE.search(line)):
            return Found(bare[1], bare[0], Likeness.MISPRINT)
        return labels_of_sections().find(line) if headed else None
    plain = _MARK.sub("", line)
    found = labels_of_sections().find(plain)
    if found is None or found.likeness is Likeness.MISPRINT:
        return found
    # A mark at the end is the only thing that differs.
    return evolve(found, likeness=Likeness.SPELLING)


def _run_in(paragraph: Paragraph, shown: str) -> _Heading | None:
    """The section whose title opens a paragraph that goes on with text."""
    for title, section in section_titles() if shown[0] in _OPENING_SIGNS else ():
        if shown.startswith(title) and shown[len(title) : len(title) + 1] in "。：: \u3000\t":
            skipped = len(title) + 1 - len(number_before(paragraph))
            rest = _behind(paragraph, skipped)
            likeness = Likeness.MISPRINT if rest is not None else Likeness.SPELLING
            return _Heading(section, title, likeness, rest)
    return None


def _behind(paragraph: Paragraph, start: int) -> Paragraph | None:
    """The paragraph from the character `start` of its text on; None if only blanks are there."""
    spans: list[Span] = []
    position = 0
    for span in paragraph.spans:
        stop = position + len(span.text)
        if stop > start:
            spans.append(evolve(span, text=span.text[max(0, start - position) :]))
        position = stop
    if not "".join(span.text for span in spans).strip():
        return None
    return evolve(
        paragraph, spans=tuple(spans), style="", list_number=None, counted=False, counted_as=None
    )


def _by_number(
    paragraphs: Sequence[Paragraph], found: Mapping[Paragraph, _Heading], missing: set[str]
) -> dict[Paragraph, _Heading]:
    """Lines that bear the number of a section not found, in the place where it belongs."""
    guessed: dict[Paragraph, _Heading] = {}
    order = tuple(sections())
    ahead = [order.index(found[item].section.key) for item in paragraphs if item in found]
    reached = -1
    for paragraph in paragraphs:
        if paragraph in found:
            reached = ahead.pop(0)
            continue
        if reached < 0 or len(paragraph.text) > _LONGEST_TITLE:
            continue
        opening = split_ordinal(shown_text(paragraph))
        if opening is None or opening.level != 1 or opening.number > len(order):
            continue
        section = sections()[order[opening.number - 1]]
        following = ahead[0] if ahead else len(order)
        fits = section.key in missing and reached < opening.number - 1 < following
        if fits and not _SENTENCE.search(opening.text):
            guessed[paragraph] = _Heading(section, section.title, Likeness.MISPRINT, guessed=True)
            missing = missing - {section.key}
            reached = opening.number - 1
    return guessed


def _without_contents(
    items: Sequence[Item], headings: Mapping[Paragraph, _Heading]
) -> dict[Paragraph, _Heading]:
    """The headings less those of a typed table of contents: titles in a row that come again."""
    kept = dict(headings)
    if len({heading.section.key for heading in headings.values()}) == len(headings):
        return kept
    held: dict[Paragraph, bool] = {}
    last: Paragraph | None = None
    for item in items:
        if isinstance(item, Paragraph) and item in headings:
            last = item
            held[item] = headings[item].rest is not None
        elif last is not None and (isinstance(item, TableGrid) or item.text.strip()):
            held[last] = True
    alike: dict[str, list[Paragraph]] = {}
    for paragraph, heading in headings.items():
        alike.setdefault(heading.section.key, []).append(paragraph)
    for paragraph, heading in headings.items():
        again = next((it for it in alike[heading.section.key][:-3:-1] if it is not paragraph), None)
        if not held[paragraph] and again is not None and held[again]:
            del kept[paragraph]
    return kept


def _captions(items: Sequence[Item], headings: Mapping[Paragraph, _Heading]) -> frozenset[Item]:
    """Plain lines that say the title right above them again: captions of tables in web pages."""
    if all(map(_is_headed, headings)):
        return frozenset()
    shown = (it for it in items if isinstance(it, TableGrid) or it.text.strip())
    return frozenset(
        item
        for above, item in pairwise(shown)
        if isinstance(above, Paragraph)
        and isinstance(item, Paragraph)
        and above in headings
        and item in headings
        and item.text.strip() == above.text.strip()
        and not _is_headed(item)
    )


def _deviations(
    item: Paragraph, found: _Heading, titles: Mapping[str, Paragraph], form: Form
) -> Iterable[Finding]:
    """The faults of a section's title, and of its place among those before it."""
    section, order = found.section, tuple(sections())
    title = section_title(section.key, form)
    label = title if found.guessed else found.label
    place = item.location
    if section.key in titles:
        message = _("“{title}”重复出现，两处的内容合在一起读取", title=title)
        yield Finding("GK101", Severity.ERROR, message, section.key, title, place)
    elif any(order.index(key) > order.index(section.key) for key in titles):
        message = _("“{title}”的次序不对，应按格式的次序排列", title=title)
        yield Finding("GK101", Severity.ERROR, message, section.key, title, place)
    text = " ".join(shown_text(item).split("\n"))[:_LONGEST_TITLE]
    opening = split_ordinal(text)
    due = order.index(section.key) + 1
    misnumbered = opening is not None and (opening.level, opening.number) != (1, due)
    if misnumbered and opening is not None:
        typed = text.strip()[: len(text.strip()) - len(opening.text)].strip()
        message = _(
            "标题“{text}”的序号“{typed}”有误，应为“{due}”",
            text=text,
            typed=typed,
            due=ordinal(1, due),
        )
        yield Finding("GK107", Severity.WARNING, message, section.key, title, place)
        if spelling(opening.text) in bare_titles():
            return
    if found.rest is not None:
        message = _("标题“{label}”后面在同一段里接写了正文，分开读取", label=label)
        yield Finding("GK111", Severity.WARNING, message, section.key, title, place)
    elif found.likeness is not Likeness.SAME:
        misprint = found.likeness is Likeness.MISPRINT
        severity = Severity.WARNING if misprint else Severity.INFORMATION
        message = _("标题“{text}”与格式不同，按“{label}”读取", text=text, label=label)
        yield Finding("GK111", severity, message, section.key, title, place)
