"""A document cut into title, introduction, the six sections and the signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.ooxml.body import Body, Paragraph, TableGrid
from gkdoc.read.document.labels import Found, Labels, Likeness
from gkdoc.spec import EDITIONS, Section, form
from gkdoc.text.ordinals import split_ordinal

INTRODUCTION: Final = "introduction"
"""The name of what stands between the title and the first section."""

# The end of every usual title: what makes a paragraph the title where no style does.
_TITLE_END: Final = form(EDITIONS[0]).title.rpartition("}")[2][1:]


@frozen
class Cut:
    """The paragraphs and tables of a document by what they belong to.

    `sections` holds them by the name of the section, without its title; the introduction is always
    there. `titles` are the paragraphs that hold the titles of the sections.
    """

    title: tuple[Paragraph, ...]
    sections: Mapping[str, Body]
    titles: Mapping[str, Paragraph]
    signature: tuple[Paragraph, ...]
    findings: tuple[Finding, ...]


def cut(body: Body) -> Cut:
    """`body` cut at the titles of the sections.

    Paragraphs in the style of first headings are the titles where one of them can be read as such;
    otherwise a title is found by its words alone.
    """
    title_numbers, headings = _title(body), _headings(body)
    title: list[Paragraph] = []
    signature: list[Paragraph] = []
    sections: dict[str, list[Paragraph | TableGrid]] = {INTRODUCTION: []}
    titles: dict[str, Paragraph] = {}
    findings: list[Finding] = []
    here = INTRODUCTION
    for item in body:
        if isinstance(item, Paragraph):
            if item.number in title_numbers:
                title.append(item)
                continue
            if item.number in headings:
                found = headings[item.number]
                findings.extend(_deviations(item, found, titles))
                here = found.meaning.key
                sections.setdefault(here, [])
                titles.setdefault(here, item)
                continue
            if titles and _has_style(item, STYLE_NAMES.signature):
                if item.text:
                    signature.append(item)
                continue
        sections[here].append(item)
    return Cut(
        title=tuple(title),
        sections={key: tuple(items) for key, items in sections.items()},
        titles=titles,
        signature=tuple(signature),
        findings=tuple(findings),
    )


def _title(body: Body) -> frozenset[int]:
    """The numbers of the paragraphs that make up the title: by style, else by its last words."""
    paragraphs = [item for item in body if isinstance(item, Paragraph) and item.text.strip()]
    styled = [item.number for item in paragraphs if _has_style(item, STYLE_NAMES.title)]
    if styled:
        return frozenset(styled)
    worded = (item.number for item in paragraphs if item.text.strip().endswith(_TITLE_END))
    return frozenset(number for number in (next(worded, None),) if number is not None)


def _headings(body: Body) -> Mapping[int, Found[Section]]:
    """What each paragraph that holds the title of a section was taken for, by its number."""
    paragraphs = [item for item in body if isinstance(item, Paragraph)]
    styled = _titles_among(item for item in paragraphs if _has_style(item, STYLE_NAMES.heading1))
    if styled:
        return styled
    return _titles_among(paragraphs, misprinted=False)


def _titles_among(
    paragraphs: Iterable[Paragraph], *, misprinted: bool = True
) -> dict[int, Found[Section]]:
    found = {
        item.number: _section_titles(numbered=item.counted).find(item.text, misprinted=misprinted)
        for item in paragraphs
    }
    return {number: title for number, title in found.items() if title is not None}


@cache
def _section_titles(*, numbered: bool) -> Labels[Section]:
    """The titles of the sections in every edition; without their numbers where Word counts them."""
    titles = {
        title: section
        for edition in reversed(EDITIONS)
        for section in form(edition).sections
        for title in (section.title, *section.also)
    }
    if not numbered:
        return Labels(titles.items())
    ordinals = {title: split_ordinal(title) for title in titles}
    # Word may count, and yet somebody typed the number too.
    bare = {found.text: titles[title] for title, found in ordinals.items() if found is not None}
    return Labels({**titles, **bare}.items())


def _deviations(
    item: Paragraph, found: Found[Section], titles: Mapping[str, Paragraph]
) -> Iterable[Finding]:
    """What is wrong with the title of a section, and with its place among those before it."""
    section = found.meaning
    order = [known.key for known in form(EDITIONS[0]).sections]
    place = Location(paragraph=item.number)
    if section.key in titles:
        message = f"“{section.title}”重复出现，两处的内容合在一起读取"
        yield Finding("GK101", Severity.ERROR, message, section.key, section.title, place)
    elif any(order.index(key) > order.index(section.key) for key in titles):
        message = f"“{section.title}”的次序不对，应按格式的次序排列"
        yield Finding("GK101", Severity.ERROR, message, section.key, section.title, place)
    if found.likeness is not Likeness.SAME:
        misprint = found.likeness is Likeness.MISPRINT
        severity = Severity.WARNING if misprint else Severity.INFORMATION
        message = f"标题“{item.text}”与格式不同，按“{found.label}”读取"
        yield Finding("GK111", severity, message, section.key, section.title, place)


def _has_style(paragraph: Paragraph, name: str) -> bool:
    # Word writes "heading 1", other programs "Heading 1".
    return paragraph.style.casefold() == name.casefold()
