"""Tables that only place what stands in them: what they hold takes their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity
from gkdoc.messages import Listed, _
from gkdoc.read.document.body import Item, Paragraph, TableGrid
from gkdoc.read.document.plain_tables import is_own_plain
from gkdoc.read.document.sections import is_section_title
from gkdoc.read.document.tables.patterns import TablePattern
from gkdoc.read.document.tables.recognise import recognised
from gkdoc.text.control import FORBIDDEN

_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_UNREADABLE = "\ufffd"


@frozen
class Unfolded:
    """A body without tables that only place things.

    `statutory` holds the patterns of the tables that were recognised, by number.
    """

    body: tuple[Item, ...]
    statutory: Mapping[int, tuple[TablePattern, ...]]
    findings: tuple[Finding, ...]


def unfolded(body: Sequence[Item]) -> Unfolded:
    """`body`, its layout tables replaced by what they hold, its signs such as data files take."""
    statutory: dict[int, tuple[TablePattern, ...]] = {}
    opened: set[int] = set()
    findings: list[Finding] = []

    def held(items: Sequence[Item]) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Paragraph):
                # What may not stand in a text does not print either.
                if item.text.isprintable() or not FORBIDDEN.search(item.text):
                    yield item
                else:
                    findings.append(_illegible(item))
                    yield _legible(item)
            elif item.within in opened:
                continue
            elif is_own_plain(item):
                yield item
            elif fitting := recognised(item):
                statutory[item.number] = fitting
                yield item
            elif _only_places(item, contents := item.contents()):
                yield from held(contents)
                # It stands behind the table once more.
                opened.add(item.number)
            else:
                yield item

    return Unfolded(tuple(held(body)), statutory, tuple(findings))


def _legible(paragraph: Paragraph) -> Paragraph:
    """The paragraph with line breaks for other signs that break lines, and a mark for the rest.

    Each sign is replaced by one, so that places in the text stay what they were.
    """

    def replaced(sign: re.Match[str]) -> str:
        return "\n" if sign[0] in _LINE_ENDS else _UNREADABLE

    spans = (evolve(span, text=FORBIDDEN.sub(replaced, span.text)) for span in paragraph.spans)
    return evolve(paragraph, spans=tuple(spans))


def _illegible(paragraph: Paragraph) -> Finding:
    found = sorted({f"U+{ord(sign):04X}" for sign in FORBIDDEN.findall(paragraph.text)})
    message = _(
        "文字中有不能使用的字符（{found}），换行类的按换行读取，其余读作“{unreadable}”",
        found=Listed("、", found),
        unreadable=_UNREADABLE,
    )
    return Finding("GK119", Severity.WARNING, message, location=paragraph.location)


def _only_places(grid: TableGrid, contents: Sequence[Item]) -> bool:
    """True for a table that holds other tables, or titles of sections, or one column of text."""
    if not contents:
        return False
    if any(isinstance(item, TableGrid) for item in contents):
        return True
    if all(len(row) <= 1 for row in grid.rows):
        return any(cell.text.strip() for row in grid.rows for cell in row)
    return any(isinstance(item, Paragraph) and is_section_title(item) for item in contents)
