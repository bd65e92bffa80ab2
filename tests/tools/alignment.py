"""The lines of a print matched with the paragraphs that they have to show, sign by sign."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from tests.tools.expected import Paragraph
from tests.tools.printed import Line, Page


@frozen
class PlacedLine:
    """A line and the page that it stands on."""

    page: int
    line: Line


@frozen
class PlacedParagraph:
    """A paragraph and the lines that show it."""

    paragraph: Paragraph
    lines: tuple[PlacedLine, ...]


@frozen
class Alignment:
    """Paragraphs in order, each with its lines; and where the print departs from the input."""

    paragraphs: tuple[PlacedParagraph, ...]
    departures: tuple[str, ...] = field(factory=tuple)


def page_number(page: Page) -> Line | None:
    """The line of the page number: the lowest, if it says — n —; None where there is none."""
    lowest = page.lines[-1] if page.lines else None
    return lowest if lowest is not None and lowest.text == f"—{page.number}—" else None


def body_lines(page: Page) -> tuple[Line, ...]:
    """The lines of text outside the tables, without the page number."""
    return page.lines[:-1] if page_number(page) else page.lines


def align(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Alignment:
    """The paragraphs with their lines; the first departure ends the comparison."""
    waiting = [PlacedLine(page.number, line) for page in pages for line in body_lines(page)]
    waiting.reverse()
    placed = []
    for paragraph in paragraphs:
        taken: list[PlacedLine] = []
        text = ""
        while len(text) < len(paragraph.text) and waiting:
            taken.append(waiting.pop())
            text += taken[-1].line.text
        placed.append(PlacedParagraph(paragraph, tuple(taken)))
        if text != paragraph.text:
            return Alignment(tuple(placed), (_difference(paragraph.text, text, taken),))
    left = tuple(f"第 {line.page} 页多出“{line.line.text}”" for line in reversed(waiting))
    return Alignment(tuple(placed), left)


def _difference(wanted: str, shown: str, lines: Sequence[PlacedLine]) -> str:
    same = next(
        (index for index, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b),
        min(len(wanted), len(shown)),
    )
    page = lines[-1].page if lines else "末"
    return f"第 {page} 页应为“{wanted[same : same + 12]}”，印出“{shown[same : same + 12]}”"
