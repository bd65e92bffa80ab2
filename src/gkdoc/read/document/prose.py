"""Paragraphs of a document as outlines: structure by styles, in other people's files by words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from attrs import frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.model import Signature
from gkdoc.ooxml.body import Body, Paragraph, TableGrid
from gkdoc.text.blocks import Block, Level, Outline, Unsupported
from gkdoc.text.numerals import from_chinese, year_from_chinese
from gkdoc.text.ordinals import ordinal, split_ordinal
from gkdoc.text.outlines import parse

_LEVELS: Final[tuple[Level, ...]] = (2, 3, 4)
_HEADINGS: Final[Mapping[str, Level]] = {
    STYLE_NAMES.heading(level).casefold(): level for level in _LEVELS
}
_RUN_INS: Final[Mapping[str, Level]] = {STYLE_NAMES.run_in(level): level for level in _LEVELS}
_COUNTED: Final[Mapping[int | None, Level]] = {level: level for level in _LEVELS}

_Placed: TypeAlias = tuple[Block | Unsupported, Location]

_DATE: Final = re.compile(r"\s*([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日\s*")
_CHINESE_DATE: Final = re.compile(r"\s*(\w{4})年(\w{1,2})月(\w{1,3})日\s*")


@frozen
class SeenOutline:
    """The outline of a section; `places` holds the place of each of its blocks."""

    outline: Outline
    places: tuple[Location, ...]
    findings: tuple[Finding, ...]


@frozen
class _Divided:
    """A numbered paragraph as its styles divide it; `opening` begins with its number, if typed."""

    level: Level
    opening: str
    text: str


def is_styled(body: Body) -> bool:
    """True if the structure of the prose shows in the names of its styles, as in our own builds."""
    return any(
        isinstance(item, Paragraph)
        and (item.style == STYLE_NAMES.body or any(span.style in _RUN_INS for span in item.spans))
        for item in body
    )


def read_outline(items: Body, section: str, label: str, *, styled: bool) -> SeenOutline:
    """The outline that `items` are; empty paragraphs are layout and left out.

    `section` and `label` are the name and the title under which anything odd is reported. Without
    styles to go by (`styled`) the words are read as `text.outlines.parse` reads them.
    """
    reader = _StyledReader(section, label) if styled else None
    read = reader.read(items) if reader is not None else _read_words(items)
    blocks = tuple(read)
    return SeenOutline(
        outline=tuple(block for block, _ in blocks),
        places=tuple(place for _, place in blocks),
        findings=(
            *(reader.findings if reader is not None else ()),
            *_unsupported(blocks, section, label),
        ),
    )


def read_signature(paragraphs: Sequence[Paragraph]) -> tuple[Signature | None, tuple[Finding, ...]]:
    """Who signs, and the date in the last paragraph; None, and a finding, without a date."""
    if not paragraphs:
        return None, ()
    *agency, last = paragraphs
    date = read_date(last.text)
    if date is not None and agency:
        return Signature("".join(paragraph.text for paragraph in agency), date), ()
    words = " ".join(paragraph.text for paragraph in paragraphs)
    message = f"落款“{words}”没有读取，应为机关一行，日期（如 2024年1月31日）一行"
    place = Location(paragraph=last.number)
    return None, (Finding("GK105", Severity.WARNING, message, "signature", location=place),)


def read_date(text: str) -> datetime.date | None:
    """The date 2024年1月31日 or 二〇二四年一月三十一日; None if `text` is no such date."""
    try:
        if found := _DATE.fullmatch(text):
            return datetime.date(*map(int, found.groups()))
        if found := _CHINESE_DATE.fullmatch(text):
            year, month, day = found.groups()
            return datetime.date(year_from_chinese(year), from_chinese(month), from_chinese(day))
    except ValueError:
        pass
    return None


class _StyledReader:
    """One passage through a section whose styles show the structure; counts as it goes."""

    def __init__(self, section: str, label: str) -> None:
        self._section = section
        self._label = label
        self._counts: dict[Level, int] = dict.fromkeys(_LEVELS, 0)
        self.findings: list[Finding] = []

    def read(self, items: Body) -> Iterator[_Placed]:
        """The blocks with their places."""
        for item in items:
            if isinstance(item, TableGrid):
                yield _table(item)
                continue
            if item.text:
                yield self._block(item), Location(paragraph=item.number)
            yield from _objects(item)

    def _block(self, paragraph: Paragraph) -> Block:
        divided = _divide(paragraph)
        if divided is None:
            return Block(text=paragraph.text)
        heading = self._without_number(paragraph, divided)
        if not heading and not divided.text:
            return Block(text=paragraph.text)
        return Block(divided.level, heading or None, divided.text or None)

    def _without_number(self, paragraph: Paragraph, divided: _Divided) -> str:
        """The opening less the number, which is compared with the one that follows."""
        level, opening = divided.level, divided.opening
        self._counts[level] += 1
        self._counts |= {lower: 0 for lower in _LEVELS if lower > level}
        due = self._counts[level]
        if paragraph.counted:
            return opening
        # With a blank first: whatever would read as a figure behind 1. has one in between.
        for typed in (f"{ordinal(level, due)} ", ordinal(level, due)):
            heading = opening.removeprefix(typed)
            if heading != opening and ordinal(level, due, heading + divided.text) == typed:
                return heading
        found = split_ordinal(opening)
        if found is None or found.level != level:
            self._report(paragraph, f"这一段没有序号，应为“{ordinal(level, due)}”")
            return opening
        typed = opening[: len(opening) - len(found.text)]
        self._report(paragraph, f"序号“{typed}”有误，应为“{ordinal(level, due)}”")
        self._counts[level] = found.number
        return found.text

    def _report(self, paragraph: Paragraph, message: str) -> None:
        self.findings.append(
            Finding(
                rule="GK107",
                severity=Severity.WARNING,
                message=message,
                address=self._section,
                label=self._label,
                location=Location(paragraph=paragraph.number),
            )
        )


def _divide(paragraph: Paragraph) -> _Divided | None:
    """How the styles divide the paragraph; None for a plain one."""
    level = _HEADINGS.get(paragraph.style.casefold())
    if level is not None:
        return _Divided(level, paragraph.text, "")
    style = paragraph.spans[0].style
    if style in _RUN_INS:
        opening = "".join(
            span.text for span in takewhile(lambda span: span.style == style, paragraph.spans)
        )
        return _Divided(_RUN_INS[style], opening, paragraph.text[len(opening) :])
    level = _COUNTED.get(paragraph.counted_as)
    if level is not None:
        return _Divided(level, "", paragraph.text)
    return None


def _read_words(items: Body) -> Iterator[_Placed]:
    """The blocks of a section without styles to go by, with their places."""
    lines = [
        [line for line in item.text.splitlines() if line.strip()]
        if isinstance(item, Paragraph)
        else []
        for item in items
    ]
    blocks = iter(parse("\n".join(line for of_item in lines for line in of_item)))
    for item, of_item in zip(items, lines, strict=True):
        if isinstance(item, TableGrid):
            yield _table(item)
            continue
        for _ in of_item:
            yield next(blocks), Location(paragraph=item.number)
        yield from _objects(item)


def _table(grid: TableGrid) -> _Placed:
    return Unsupported("表格", f"第 {grid.number} 张表"), Location(table=grid.number)


def _objects(paragraph: Paragraph) -> Iterator[_Placed]:
    for what in paragraph.objects:
        place = Location(paragraph=paragraph.number)
        yield Unsupported(what, f"正文第 {paragraph.number} 段"), place


def _unsupported(blocks: Iterable[_Placed], section: str, label: str) -> Iterator[Finding]:
    for block, place in blocks:
        if isinstance(block, Unsupported):
            yield Finding(
                rule="GK112",
                severity=Severity.ERROR,
                message=f"{block.place}有{block.description}，不能作为文字读取",
                address=section,
                label=label,
                location=place,
            )
