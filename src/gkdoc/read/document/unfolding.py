"""Tables that only place what stands in them: what they hold takes their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.read.document.body import Item, Paragraph, Span, TableGrid
from gkdoc.read.document.sections import is_section_title
from gkdoc.read.document.tables.patterns import TablePattern
from gkdoc.read.document.tables.recognise import recognised
from gkdoc.read.source import FORBIDDEN

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
    unfolding = _Unfolding()
    unfolding.unfold(body)
    return Unfolded(tuple(unfolding.items), unfolding.statutory, tuple(unfolding.findings))


class _Unfolding:
    """One passage through a body."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.statutory: dict[int, tuple[TablePattern, ...]] = {}
        self.findings: list[Finding] = []
        self._opened: set[int] = set()

    def unfold(self, body: Sequence[Item]) -> None:
        """Add what the body holds, layout tables opened."""
        for item in body:
            if isinstance(item, Paragraph):
                # What may not stand in a text does not print either.
                whole = item.text.isprintable() or FORBIDDEN.search(item.text) is None
                self.items.append(item if whole else self._legible(item))
            elif item.within not in self._opened:
                self._table(item)

    def _table(self, grid: TableGrid) -> None:
        fitting = recognised(grid)
        if fitting:
            self.statutory[grid.number] = fitting
            self.items.append(grid)
            return
        contents = grid.contents()
        if not _only_places(grid, contents):
            self.items.append(grid)
            return
        self._opened.add(grid.number)
        for item in contents:
            if isinstance(item, TableGrid):
                self._table(item)
            else:
                self.unfold((item,))

    def _legible(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with line breaks for other signs that break lines, and a mark for the rest.

        Each sign is replaced by one, so that places in the text stay what they were.
        """
        found = sorted({f"U+{ord(sign):04X}" for sign in FORBIDDEN.findall(paragraph.text)})
        message = _(
            "文字中有不能使用的字符（{found}），换行类的按换行读取，其余读作“{unreadable}”",
            found=Listed("、", found),
            unreadable=_UNREADABLE,
        )
        self.findings.append(
            Finding("GK119", Severity.WARNING, message, location=paragraph.location)
        )
        spans = tuple(Span(legible(span.text), span.style, span.run) for span in paragraph.spans)
        return evolve(paragraph, spans=spans)


def legible(text: str) -> str:
    """`text` with a sign that every data file takes for each that none takes."""
    return FORBIDDEN.sub(lambda found: "\n" if found[0] in _LINE_ENDS else _UNREADABLE, text)


def _only_places(grid: TableGrid, contents: Sequence[Item]) -> bool:
    """True for a table that holds other tables, or titles of sections, or one column of text."""
    if not contents:
        return False
    if any(isinstance(item, TableGrid) for item in contents):
        return True
    if all(len(row) <= 1 for row in grid.rows):
        return any(cell.text.strip() for row in grid.rows for cell in row)
    return any(isinstance(item, Paragraph) and is_section_title(item) for item in contents)


def ignored(grid: TableGrid, why: Message) -> Finding:
    """That the table is no part of the report."""
    message = _("第 {number} 张表{why}，没有读取", number=grid.number, why=why)
    return Finding("GK116", Severity.INFORMATION, message, location=Location(table=grid.number))
