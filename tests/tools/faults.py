"""The layout of GB/T 9704 measured in a print: every departure from it is a `Fault`.

The figures are the standard's and the form's own, typed here a second time: the code under test
has its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from tests.tools.alignment import Alignment, PlacedLine, align, body_lines, page_number
from tests.tools.expected import Expected, ExpectedTable, Paragraph
from tests.tools.printed import Box, Line, Page, Sign, Table

MM: Final = 72 / 25.4
"""A millimetre in points."""

SHEET: Final = (210 * MM, 297 * MM)
AREA: Final = Box(28 * MM, 37 * MM, (28 + 156) * MM, (37 + 225) * MM)
"""The 版心."""

HALF_MILLIMETRE: Final = 0.5 * MM
LINES: Final = 22
CHARACTERS: Final = 28
BODY_SIZE: Final = 16.0
TITLE_SIZE: Final = 22.0
NUMBER_SIZE: Final = 14.0
PITCH: Final = 225 * MM / LINES
DASH_BELOW: Final = 7.0
DASH_TOLERANCE: Final = 0.3

BASELINE: Final = 4 / 5
"""Where the text stands in a line of exact height, from its top: LibreOffice and Word."""

HALF_WIDTH: Final = 0x7F
MARKS: Final = frozenset("，。、；：？！）》〉〕】”’…—")
OPENING: Final = frozenset("（《〈〔【“‘")
FIGURE_SIGNS: Final = frozenset("0123456789.,-")


@frozen
class Faces:
    """The faces that stand for the statutory ones in a print."""

    title: str = "FandolSong-Regular"
    headings: tuple[str, str, str, str] = (
        "FandolHei-Regular",
        "FandolKai-Regular",
        "FandolFang-Regular",
        "FandolFang-Regular",
    )
    body: str = "FandolFang-Regular"
    table: tuple[str, ...] = ("FandolSong-Regular", "FandolKai-Regular")
    number: str = "FandolSong-Regular"


STATUTORY: Final = Faces()


@frozen
class Fault:
    """A departure: what kind, on which page, and what was measured."""

    kind: str
    page: int
    measured: str

    def __str__(self) -> str:
        return f"第 {self.page} 页 {self.kind}：{self.measured}"


@frozen
class Print:
    """A print to be judged; `faces` is None where the machine has none of the statutory ones.

    `dashes` are the heights of the dashes beside the page numbers, as `ink.dashes` finds them.
    """

    pages: tuple[Page, ...]
    expected: Expected
    alignment: Alignment
    faces: Faces | None
    dashes: Mapping[int, float]


def print_of(
    pages: tuple[Page, ...],
    wanted: Expected,
    faces: Faces | None,
    dashes: Mapping[int, float],
) -> Print:
    """The print of a report of which `wanted` has to be seen."""
    return Print(pages, wanted, align(pages, wanted.paragraphs), faces, dashes)


def faults(judged: Print) -> tuple[Fault, ...]:
    """Everything in which the print departs from the standard or from the input."""
    return tuple(fault for rule in RULES for fault in rule(judged))


def signs_are_all_there(judged: Print) -> Iterator[Fault]:
    """Every sign of the input is printed, in its order."""
    for departure in judged.alignment.departures:
        yield Fault("缺字", 0, departure)


def sheet_is_a4(judged: Print) -> Iterator[Fault]:
    """210 × 297 mm."""
    for page in judged.pages:
        if abs(page.width - SHEET[0]) > 1 or abs(page.height - SHEET[1]) > 1:
            yield Fault("纸张", page.number, f"{page.width / MM:.1f} × {page.height / MM:.1f} mm")


def margins_are_kept(judged: Print) -> Iterator[Fault]:
    """37, 28, 26 and 35 mm: where lines begin and end on full pages."""
    for number, wrong in margins(judged).items():
        wanted = {"上": 37, "左": 28, "右": 26, "下": 35}
        for side, length in wrong.items():
            if abs(length - wanted[side]) > 0.5:
                yield Fault("页边", number, f"{side} {length:.2f} mm")


def margins(judged: Print) -> dict[int, dict[str, float]]:
    """The margins of each page in millimetres, those that can be seen on it."""
    seen: dict[int, dict[str, float]] = {page.number: {} for page in judged.pages}
    for before, after in _continued(judged.alignment):
        page = judged.pages[after.page - 1]
        seen[after.page]["左"] = after.line.left / MM
        seen[before.page]["右"] = (page.width - before.line.right) / MM
    for page in judged.pages:
        lines = body_lines(page)
        if lines and not page.tables and page.number > 1:
            seen[page.number]["上"] = (lines[0].baseline - BASELINE * PITCH) / MM
        if len(lines) == LINES:
            lower = lines[-1].baseline + (1 - BASELINE) * PITCH
            seen[page.number]["下"] = (page.height - lower) / MM
    return seen


def pages_have_22_lines(judged: Print) -> Iterator[Fault]:
    """A page of prose that goes on to the next one has 22 lines, of which none is empty."""
    for number, count in full_pages(judged).items():
        if count != LINES:
            yield Fault("行数", number, f"{count} 行")


def full_pages(judged: Print) -> dict[int, int]:
    """Lines on each page without tables whose prose goes on to the next page."""
    across = [*_continued(judged.alignment), *_followed(judged.alignment)]
    full = {
        before.page
        for before, after in across
        if before.page + 1 == after.page and not judged.pages[before.page - 1].tables
    }
    counts = {}
    for number in full:
        lines = body_lines(judged.pages[number - 1])
        height = lines[-1].baseline - lines[0].baseline
        counts[number] = round(height / PITCH) + 1 if _one_pitch(lines) else len(lines)
    return counts


def _one_pitch(lines: Sequence[Line]) -> bool:
    steps = [(below.baseline - above.baseline) / PITCH for above, below in pairwise(lines)]
    return all(abs(step - round(step)) < 0.05 for step in steps)


def lines_have_28_characters(judged: Print) -> Iterator[Fault]:
    """A line of full-width signs that goes on has 28 of them, fewer only before a mark."""
    for before, after in _continued(judged.alignment):
        count = full_width_count(before, judged.alignment)
        if count is None or count == CHARACTERS:
            continue
        if count > CHARACTERS or not _forced(before.line, after.line, CHARACTERS - count):
            yield Fault("字数", before.page, f"“{before.line.text}”{count} 字")


def full_width_count(placed: PlacedLine, alignment: Alignment) -> int | None:
    """Characters of a line, the indent of a first line among them; None if some are narrow."""
    line = placed.line
    if any(ord(sign.text[0]) <= HALF_WIDTH for sign in line.signs):
        return None
    first = any(
        paragraph.lines and paragraph.lines[0] == placed for paragraph in alignment.paragraphs
    )
    return len(line.text) + (2 if first else 0)


def _forced(line: Line, following: Line, missing: int) -> bool:
    """True if the line had to end early: a mark would begin the next, or a figure would break."""
    next_signs = following.text[: missing + 1]
    return (
        (
            missing <= 4
            and (any(sign in MARKS for sign in next_signs[1:]) or next_signs[0] in OPENING)
        )
        or any(ord(sign) <= HALF_WIDTH for sign in next_signs)
        or line.text[-1] in MARKS
    )


def first_lines_are_indented(judged: Print) -> Iterator[Fault]:
    """Headings and paragraphs begin two characters in; other lines at the margin."""
    for placed in judged.alignment.paragraphs:
        if placed.paragraph.kind not in {"heading", "body"}:
            continue
        for index, line in enumerate(placed.lines):
            indent = line.line.left - AREA.left
            wanted = 2 * BODY_SIZE if index == 0 else 0
            if abs(indent - wanted) > HALF_MILLIMETRE:
                kind = "首行缩进" if index == 0 else "回行顶格"
                yield Fault(kind, line.page, f"“{line.line.text[:6]}”{indent / BODY_SIZE:.2f} 字")


def title_is_centred(judged: Print) -> Iterator[Fault]:
    """The title stands in the middle of the 版心, 22 pt, each line as it was broken."""
    middle = (AREA.left + AREA.right) / 2
    for placed in _of_kind(judged, "title"):
        if len(placed) != 1:
            yield Fault("标题折行", 1, f"{len(placed)} 行")
        for line in placed:
            if abs(line.line.centre - middle) > HALF_MILLIMETRE:
                off = (line.line.centre - middle) / MM
                yield Fault("标题居中", line.page, f"偏 {off:.2f} mm")
            for size in {sign.size for sign in line.line.signs} - {TITLE_SIZE}:
                yield Fault("标题字号", line.page, f"{size} 磅")


def faces_are_the_statutory_ones(judged: Print) -> Iterator[Fault]:
    """Each sign of the title, of headings by their level, of body, tables and numbers."""
    faces = judged.faces
    if faces is None:
        return
    for placed in judged.alignment.paragraphs:
        wanted = _faces_of(placed.paragraph, faces)
        shown = [(line, sign) for line in placed.lines for sign in line.line.signs]
        shown = [(line, sign) for line, sign in shown if not sign.text.isspace()]
        for (line, sign), face in zip(shown, wanted, strict=False):
            if ord(sign.text[0]) > HALF_WIDTH and sign.face != face:
                yield Fault("字体", line.page, f"“{line.line.text[:8]}”{sign.text} {sign.face}")
                break
    for page in judged.pages:
        signs = [sign for table in page.tables for sign in _signs_of(table)]
        number = page_number(page)
        odd = {sign.face for sign in signs} - set(faces.table)
        if number is not None:
            odd |= {sign.face for sign in number.signs} - {faces.number}
        for face in sorted(odd):
            yield Fault("字体", page.number, f"表或页码 {face}")


def _faces_of(paragraph: Paragraph, faces: Faces) -> list[str]:
    rest = faces.title if paragraph.kind == "title" else faces.body
    opening = faces.headings[paragraph.level - 1] if paragraph.level else rest
    if paragraph.kind == "heading":
        return [opening] * len(paragraph.text)
    return [opening] * paragraph.opening + [rest] * (len(paragraph.text) - paragraph.opening)


def body_is_16_points(judged: Print) -> Iterator[Fault]:
    """Headings, body and signature are 三号."""
    for kind in ("heading", "body", "signature"):
        for placed in _of_kind(judged, kind):
            for line in placed:
                for size in {sign.size for sign in line.line.signs} - {BODY_SIZE}:
                    yield Fault("字号", line.page, f"“{line.line.text[:8]}”{size} 磅")


def page_numbers_are_outside(judged: Print) -> Iterator[Fault]:
    """— n — in 四号, one character from the right edge on odd pages, from the left on even ones."""
    for page in judged.pages:
        line = page_number(page)
        if line is None:
            yield Fault("页码", page.number, "没有")
            continue
        for size in {sign.size for sign in line.signs} - {NUMBER_SIZE}:
            yield Fault("页码字号", page.number, f"{size} 磅")
        blank = AREA.right - line.right if page.number % 2 else line.left - AREA.left
        if abs(blank - NUMBER_SIZE) > HALF_MILLIMETRE:
            yield Fault("页码位置", page.number, f"空 {blank / NUMBER_SIZE:.2f} 字")


def dashes_are_7_mm_below(judged: Print) -> Iterator[Fault]:
    """The dash beside the page number, by its ink."""
    for number, height in judged.dashes.items():
        below = (height - AREA.bottom) / MM
        if abs(below - DASH_BELOW) > DASH_TOLERANCE:
            yield Fault("一字线", number, f"版心下 {below:.2f} mm")


def tables_fill_the_width(judged: Print) -> Iterator[Fault]:
    """The outer borders of each table stand on the edges of the 版心."""
    for page in judged.pages:
        for table in page.tables:
            off = (table.box.left - AREA.left, table.box.right - AREA.right)
            if max(map(abs, off)) > HALF_MILLIMETRE:
                width = (table.box.right - table.box.left) / MM
                yield Fault("表宽", page.number, f"{width:.2f} mm")


def nothing_is_outside(judged: Print) -> Iterator[Fault]:
    """No sign but the page number, and no stroke, leaves the 版心."""
    allowed = Box(
        AREA.left - HALF_MILLIMETRE,
        AREA.top - HALF_MILLIMETRE,
        AREA.right + HALF_MILLIMETRE,
        AREA.bottom + HALF_MILLIMETRE,
    )
    for page in judged.pages:
        lines = [*body_lines(page), *(line for table in page.tables for line in _lines_of(table))]
        for line in lines:
            if any(not _inside(sign, allowed) for sign in line.signs):
                yield Fault("出界", page.number, f"“{line.text[:12]}”")
        for stroke in page.strokes:
            corners = ((stroke.left, stroke.top), (stroke.right, stroke.bottom))
            if not all(map(allowed.holds, corners)):
                yield Fault("出界", page.number, f"线 {stroke}")
                break


def cells_hold_their_texts(judged: Print) -> Iterator[Fault]:
    """Every text of a table is in a cell of its own, and nothing else is."""
    for wanted, parts in _tables(judged):
        shown = Counter(cell.text for _, table in parts for cell in table.cells)
        repeated = Counter(wanted.head * (len(parts) - 1))
        missing = Counter(wanted.texts) - shown
        extra = shown - Counter(wanted.texts) - repeated
        del missing[""], extra[""]
        page = parts[0][0] if parts else 0
        if missing:
            yield Fault("表内缺字", page, f"{wanted.key} 缺 {'、'.join(sorted(missing))}")
        if extra:
            yield Fault("表内多字", page, f"{wanted.key} 多 {'、'.join(sorted(extra))}")


def figures_stay_whole(judged: Print) -> Iterator[Fault]:
    """A figure stands on one line, between the borders of its cell; so does one in a text."""
    for wanted, parts in _tables(judged):
        figures = set(wanted.figures)
        for page, table in parts:
            for cell in table.cells:
                if cell.text not in figures:
                    continue
                if any(
                    above.text[-1] in FIGURE_SIGNS and below.text[0] in FIGURE_SIGNS
                    for above, below in pairwise(cell.lines)
                ):
                    yield Fault("数字断行", page, f"{wanted.key} {cell.text}")
                for line in cell.lines:
                    if line.left < cell.box.left or line.right > cell.box.right:
                        yield Fault("数字出格", page, f"{wanted.key} {cell.text}")


def tables_stay_together(judged: Print) -> Iterator[Fault]:
    """A table that fits a page is on one page; one that does not repeats its head rows."""
    for wanted, parts in _tables(judged):
        if len(parts) < 2:
            continue
        height = sum(table.box.bottom - table.box.top for _, table in parts)
        if height + PITCH < AREA.bottom - AREA.top:
            yield Fault("表格跨页", parts[0][0], f"{wanted.key} {height / MM:.0f} mm")
        for page, table in parts[1:]:
            head = [cell.text for cell in table.cells][: len(wanted.head)]
            if Counter(head) != Counter(wanted.head):
                yield Fault("表头未重复", page, f"{wanted.key} {head[:2]}")


def headings_stay_with_what_follows(judged: Print) -> Iterator[Fault]:
    """No heading is the last thing on its page unless it ends the report."""
    for page in judged.pages[:-1]:
        lines = body_lines(page)
        if not lines:
            continue
        for placed in judged.alignment.paragraphs:
            last = placed.lines[-1] if placed.lines else None
            if (
                placed.paragraph.kind == "heading"
                and last == PlacedLine(page.number, lines[-1])
                and not any(table.box.top > lines[-1].baseline for table in page.tables)
            ):
                yield Fault("标题落底", page.number, f"“{placed.paragraph.text}”")


def signature_is_in_its_place(judged: Print) -> Iterator[Fault]:
    """Agency and date share a middle and a page, and words of the report stand on that page."""
    lines = [line for placed in _of_kind(judged, "signature") for line in placed]
    if not lines:
        return
    if abs(lines[0].line.centre - lines[-1].line.centre) > HALF_MILLIMETRE:
        yield Fault("落款居中", lines[0].page, f"{lines[0].line.centre:.1f}")
    if lines[0].page != lines[-1].page:
        yield Fault("落款跨页", lines[0].page, f"日期在第 {lines[-1].page} 页")
    first = body_lines(judged.pages[lines[0].page - 1])[0]
    if first == lines[0].line:
        yield Fault("落款独页", lines[0].page, "没有正文")


def pages_are_not_empty(judged: Print) -> Iterator[Fault]:
    """There is something on every page."""
    for page in judged.pages:
        if not body_lines(page) and not page.tables:
            yield Fault("空白页", page.number, "没有内容")


RULES: Final = (
    signs_are_all_there,
    sheet_is_a4,
    margins_are_kept,
    pages_have_22_lines,
    lines_have_28_characters,
    first_lines_are_indented,
    title_is_centred,
    faces_are_the_statutory_ones,
    body_is_16_points,
    page_numbers_are_outside,
    dashes_are_7_mm_below,
    tables_fill_the_width,
    nothing_is_outside,
    cells_hold_their_texts,
    figures_stay_whole,
    tables_stay_together,
    headings_stay_with_what_follows,
    signature_is_in_its_place,
    pages_are_not_empty,
)


def _continued(alignment: Alignment) -> Iterator[tuple[PlacedLine, PlacedLine]]:
    """Each line of prose that goes on, and the line on which it does."""
    for placed in alignment.paragraphs:
        if placed.paragraph.kind in {"heading", "body"}:
            yield from pairwise(placed.lines)


def _followed(alignment: Alignment) -> Iterator[tuple[PlacedLine, PlacedLine]]:
    """The last line of a paragraph and the first of the next, where nothing keeps that away.

    A heading stays with its paragraph, and the last paragraph with the signature.
    """
    kinds = [placed.paragraph.kind for placed in alignment.paragraphs]
    for index, (above, below) in enumerate(pairwise(alignment.paragraphs)):
        if kinds[index : index + 2] == ["body", "body"] and kinds[index + 2 :][:1] != ["signature"]:
            yield above.lines[-1], below.lines[0]


def _of_kind(judged: Print, kind: str) -> Iterator[tuple[PlacedLine, ...]]:
    for placed in judged.alignment.paragraphs:
        if placed.paragraph.kind == kind:
            yield placed.lines


def _tables(judged: Print) -> Iterator[tuple[ExpectedTable, list[tuple[int, Table]]]]:
    """Each table that is expected, and its parts with their pages, in the order of the print."""
    waiting = [(page.number, table) for page in judged.pages for table in page.tables]
    for wanted in judged.expected.tables:
        missing = Counter(wanted.texts)
        del missing[""]
        parts: list[tuple[int, Table]] = []
        while waiting and (not parts or missing):
            texts = Counter(cell.text for cell in waiting[0][1].cells)
            if parts and not missing & texts:
                break
            parts.append(waiting.pop(0))
            missing -= texts
        yield wanted, parts


def _lines_of(table: Table) -> Iterator[Line]:
    for cell in table.cells:
        yield from cell.lines


def _signs_of(table: Table) -> Iterator[Sign]:
    for line in _lines_of(table):
        yield from line.signs


def _inside(sign: Sign, allowed: Box) -> bool:
    corners = ((sign.left, sign.baseline - sign.size * 0.8), (sign.right, sign.baseline))
    return all(map(allowed.holds, corners))
