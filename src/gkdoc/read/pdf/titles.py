"""Titles and signature among the paragraphs of a PDF: by their words, their size, their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import _
from gkdoc.read.document.body import Body, Item, Paragraph, Span, excerpt
from gkdoc.read.document.identity import identity_of
from gkdoc.read.document.titles import section_title

_TITLE_LINES: Final = 8
_LONGEST_TITLE: Final = 150
_SIGNATURE_LINES: Final = 6
_LONGEST_SIGNER: Final = 100
_FAR_IN: Final = 2.6
"""A signature begins so many signs further in than the text; a paragraph begins two in."""

_SAME_SIZE: Final = 1.05
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*")
_DATE: Final = re.compile(r"\w{4}年\w{1,2}月\w{1,3}日")
_IN_SENTENCES: Final = re.compile("[。；：！？，]")


@frozen
class Standing:
    """How a paragraph stands on its page.

    `size` is that of its signs, `indent` how many of them it begins further in than the text,
    `apart` is True at the top of a page and where more than a line is left free above it.
    """

    size: float
    indent: float
    apart: bool


def titled(
    body: Body, stands: Mapping[int, Standing], described: str
) -> tuple[Body, tuple[Finding, ...]]:
    """The body, its titles in the styles of titles; what stands before the first is left out.

    `stands` says by their numbers how the paragraphs stand. `described` is the title that the file
    names in its properties: it stands in where the pages show none.
    """
    headings = _headings(body)
    title = _title(body[: min(headings, default=len(body))], stands)
    begin = title.start if title is not None else 0
    marked = [
        _marked(item, is_title=title is not None and place in title, is_heading=place in headings)
        for place, item in enumerate(body)
        if place >= begin
    ]
    if title is None:
        named = (part for part in (described, *_SITE.split(described)) if identity_of(part))
        marked[:0] = [Paragraph(0, STYLE_NAMES.title, (Span(part, ""),)) for part in (*named,)[:1]]
    return tuple(marked), tuple(_left_out(body[:begin]))


def signed(body: Body, stands: Mapping[int, Standing]) -> Body:
    """The body, the lines at its end that are an agency and a date marked as the signature.

    They stand off from the text above them, or all of them far to its right; the date always does.
    """
    ending: list[Paragraph] = []
    for item in reversed(body[-_SIGNATURE_LINES:]):
        if not isinstance(item, Paragraph) or item.style or _IN_SENTENCES.search(item.text):
            break
        ending.insert(0, item)
        if len(ending) > 1 and stands[item.number].apart:
            break
    *agency, date = ending or [Paragraph(0, "", ())]
    if not agency or not _DATE.fullmatch(date.text) or stands[date.number].indent < _FAR_IN:
        return body
    if not stands[agency[0].number].apart:
        while agency and stands[agency[0].number].indent < _FAR_IN:
            del agency[0]
    if not agency or sum(len(item.text) for item in agency) > _LONGEST_SIGNER:
        return body
    signature = [evolve(item, style=STYLE_NAMES.signature) for item in (*agency, date)]
    return (*body[: -len(signature)], *signature)


def _marked(item: Item, *, is_title: bool, is_heading: bool) -> Item:
    if isinstance(item, Paragraph) and (is_title or is_heading):
        return evolve(item, style=STYLE_NAMES.title if is_title else STYLE_NAMES.heading1)
    return item


def _headings(body: Body) -> frozenset[int]:
    """The places of the titles of sections; misprinted ones only of sections not found else."""
    paragraphs = [(place, item) for place, item in enumerate(body) if isinstance(item, Paragraph)]
    places: set[int] = set()
    keys: set[str] = set()
    for place, item in paragraphs:
        found = section_title(item.text)
        if found is not None:
            places.add(place)
            keys.add(found.meaning.key)
    for place, item in paragraphs:
        found = section_title(item.text, misprinted=True)
        if place not in places and found is not None and found.meaning.key not in keys:
            places.add(place)
    return frozenset(places)


def _title(body: Body, stands: Mapping[int, Standing]) -> range | None:
    """The places of the paragraphs that are the title: in the largest size, the longest run."""
    found = [run for stop in range(1, len(body) + 1) if (run := _run(body, stop, stands))]
    if not found:
        return None
    return max(found, key=lambda run: (_size(body[run[-1]], stands), -run.start))


def _run(body: Body, stop: int, stands: Mapping[int, Standing]) -> range | None:
    """The longest run of paragraphs of one size, ending before `stop`, that is a title."""
    best: range | None = None
    text = ""
    size = _size(body[stop - 1], stands)
    for start in range(stop - 1, max(stop - _TITLE_LINES, 0) - 1, -1):
        item = body[start]
        alike = size / _SAME_SIZE <= _size(item, stands) <= size * _SAME_SIZE
        if not isinstance(item, Paragraph) or not alike or _IN_SENTENCES.search(item.text):
            break
        text = item.text + text
        if len(text) <= _LONGEST_TITLE and identity_of(text) is not None:
            best = range(start, stop)
    return best


def _size(item: Item, stands: Mapping[int, Standing]) -> float:
    if not isinstance(item, Paragraph) or item.number not in stands:
        return 0.0
    return stands[item.number].size


def _left_out(items: Iterable[Item]) -> Iterator[Finding]:
    words = " ".join(item.text for item in items if isinstance(item, Paragraph))
    if words:
        message = _("标题之前的文字“{words}”不属于报告，没有读取", words=excerpt(words))
        yield Finding("GK116", Severity.INFORMATION, message)
