"""What of a report stands in a document that holds other things too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import accumulate, takewhile
from typing import Any, Final

from attrs import evolve
from docx.document import Document

from gkdoc.docx.parts import printable
from gkdoc.errors import Problem, UsageError
from gkdoc.messages import _
from gkdoc.model import SeenReport, StatutoryTable, printed
from gkdoc.model.differences import differences
from gkdoc.model.fit import fitted
from gkdoc.ooxml.package import BrokenPackage, read_package
from gkdoc.read.document.body import Body, Item, Paragraph, TableGrid, place_in_words
from gkdoc.read.document.counted import shown_text
from gkdoc.read.document.identity import is_title_end
from gkdoc.read.document.sections import cut, is_section_title
from gkdoc.read.document.shown import Shown, shown_in
from gkdoc.read.document.tables.recognise import read_tables
from gkdoc.read.document.unfolding import unfolded
from gkdoc.read.docx.body.opening import open_body
from gkdoc.tasks.arguments import assert_given
from gkdoc.tasks.verify import comparable, holds, signs
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.links import shown
from gkdoc.text.ordinals import split_ordinal
from gkdoc.text.outlines import number
from gkdoc.text.references import plain, reworded

_MOST_LINES: Final = 5
_LONGEST_TITLE: Final = 120


def verify(
    document: Document | bytes, report: SeenReport, *, previous: SeenReport | None = None
) -> tuple[Problem, ...]:
    """Every place in which `document` does not show what `report` means; none if it shows it all.

    `document` is a python-docx document or the bytes of a Word file. What counts is what is visible
    in it as saved, read as any file is: title, figures, prose with its numbers, signature. Of a
    report that lacks sections those that it has are looked for. What else the document holds is not
    looked at: a report begins at its title, if that stands there, and ends before that of another.

    InputError for a report that cannot be printed, UsageError for what is no document.
    """
    assert_given(SeenReport, report, previous)
    if not isinstance(document, Document | bytes):
        kind = type(document).__name__
        raise UsageError(_("应是 python-docx 的文件（Document）或者字节，这里是 {kind}", kind=kind))
    meant = comparable(printable(report, previous, (*report.prose, *report.tables)))
    try:
        body, _findings = open_body(read_package(_saved(document)))
    except BrokenPackage as error:
        return (error.problem,)
    stretch = _stretch(body, meant)
    found = shown_in(stretch or body)
    seen = _without_others(meant, found, stretch or body, titled=bool(stretch))
    return tuple(_problems(meant, seen, found))


def _saved(document: Document | bytes) -> bytes:
    if isinstance(document, bytes):
        return document
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _problems(meant: SeenReport, seen: SeenReport, found: Shown) -> Iterator[Problem]:
    for difference in differences(meant, seen):
        if difference.before is None:
            # Words of others beside the report.
            continue
        wanted, there = difference.excerpts
        label = difference.label
        message = _("{label}应为{meant}，文件中为{found}", label=label, meant=wanted, found=there)
        place = place_in_words(found.locations.get(difference.address))
        yield Problem(message, path=difference.address, place=place)


def _stretch(body: Body, report: SeenReport) -> Body:
    """What stands from the report's title up to the next; nothing if it stands nowhere."""
    title = _solid(report.full_title)
    starts = [at for at in range(len(body)) if title in _titles(body, at)]
    ends = sorted((*starts, *_titles_of_others(body, title)))
    found = [body[start : next((end for end in ends if end > start), None)] for start in starts]
    # A list of what the document holds, or a cover, may say the title before.
    return max(found, key=len, default=())


def _titles(body: Body, start: int) -> Iterator[str]:
    """What the paragraphs from `start` on say together: one, two, and so on."""
    lines = takewhile(lambda item: isinstance(item, Paragraph), body[start : start + _MOST_LINES])
    return accumulate(_solid(line.text) for line in lines if isinstance(line, Paragraph))


def _titles_of_others(body: Body, title: str) -> tuple[int, ...]:
    """Where the titles of other reports end: each the last before the title of a first section."""
    found: list[int] = []
    last: int | None = None
    for at, item in enumerate(body):
        if not isinstance(item, Paragraph):
            continue
        text = _solid(item.text) if len(item.text) <= _LONGEST_TITLE else ""
        if is_title_end(text):
            last = None if title.endswith(text) else at
        elif last is not None and is_section_title(item):
            opening = split_ordinal(shown_text(item))
            found += [last] if opening is not None and opening.number == 1 else []
            last = None
    return tuple(found)


def _solid(text: str) -> str:
    return "".join(text.split())


def _without_others(meant: SeenReport, found: Shown, body: Body, *, titled: bool) -> SeenReport:
    """What is seen, with each part as it is meant that stands there among words of others."""
    title = meant.title if titled else found.title
    seen = comparable(found.report(meant.agency, meant.year, title, meant.editions))
    stands: dict[str, Any] = {}
    behind = seen.other_matters.outline if seen.other_matters is not None else ()
    if meant.signature is None or signs(behind, meant):
        stands["signature"] = meant.signature
    opened = unfolded(body)
    sections = cut(opened.body).sections
    for key, outline in meant.prose.items():
        if holds(seen.prose.get(key, ()), outline) or _says(sections.get(key, ()), outline):
            stands[key] = getattr(meant, key)
    tables = [_figures(item) for item in opened.body if isinstance(item, TableGrid)]
    fit = fitted(meant).report
    stands |= {
        key: table
        for key, table in meant.tables.items()
        if any(_printed(form.tables[key]) in tables for form in (meant, fit))
    }
    return evolve(seen, **stands)


def _says(items: tuple[Item, ...], outline: Outline) -> bool:
    """True if the paragraphs of the outline stand there in one piece, numbers and all."""
    if not all(isinstance(block, Block) for block in outline):
        return False
    lines = [
        f"{ordinal}{shown(block.heading or '')}{shown(block.text or '')}".strip()
        for ordinal, block in zip(number(outline), reworded(outline, plain), strict=True)
        if isinstance(block, Block)
    ]
    texts = [shown_text(item).strip() for item in items if isinstance(item, Paragraph)]
    texts = [text for text in texts if text]
    starts = range(len(texts) - len(lines) + 1)
    return any(texts[start : start + len(lines)] == lines for start in starts)


def _figures(grid: TableGrid) -> Mapping[str, str]:
    """What each cell of a table shows, by its address; nothing for one that is not statutory."""
    return {
        str(ref): printed(value)
        for seen in read_tables([grid]).tables.values()
        for ref, value in seen.values.items()
    }


def _printed(table: StatutoryTable) -> Mapping[str, str]:
    return {str(ref): printed(value) for ref, value in table.values}
