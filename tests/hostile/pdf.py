"""Printed reports in every layout one can think of, drawn line by line: no office program needed.

Nothing here knows the readers. Each file comes with what it prints in each cell; a cell that shows
no figure of its own is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeAlias

from attrs import define, field, frozen

from gkdoc.layout.grid import Role, lay_out
from gkdoc.model import usual_title
from gkdoc.spec import CellRef, TableSpec, newest
from tests.tools.drawn_pdf import HEIGHT, document, page, ruling, words

Figures: TypeAlias = Mapping[CellRef, str]

LEFT, RIGHT, TOP, BOTTOM = 70.0, 525.0, 80.0, 770.0
SIZE = 9.0
PITCH = 11.0


@define(eq=False)
class Box:
    """A cell: its words, where it stands in the grid, the figure it shows."""

    text: str
    role: Role
    row: int
    column: int
    rows: int
    columns: int
    ref: CellRef | None


@define
class Style:
    """How a report is drawn."""

    line: Callable[[float, float, float, float], Iterator[str]] = field(
        default=lambda x0, y0, x1, y1: iter([ruling(x0, y0, x1, y1)])
    )
    outer: bool = True
    missing: float = 0.0
    jitter: float = 0.0
    repeat_heads: bool = False
    cut_rows: bool = False
    bold: bool = False
    spread: float = 0.0
    number: Callable[[int], str] = field(default=lambda number: f"- {number} -")
    header: str = ""
    watermark: str = ""
    shift_even: float = 0.0
    shading: bool = False
    narrow: bool = False
    top: bool = False
    blank_between: bool = False


@frozen
class File:
    """A file in one layout, and what each cell shows there."""

    name: str
    content: bytes
    shown: Mapping[CellRef, str | None]


@define
class Drawing:
    """A report while it is drawn."""

    random: Random
    tables: dict[str, list[Box]]
    shown: dict[CellRef, str | None]
    title: str
    style: Style = field(factory=Style)

    def boxes(self) -> Iterator[Box]:
        """Every box of every table."""
        for boxes in self.tables.values():
            yield from boxes

    def labels(self) -> Iterator[Box]:
        """Every box with a label."""
        return (box for box in self.boxes() if box.ref is None and box.text)

    def figures(self) -> Iterator[Box]:
        """Every box with a figure."""
        return (box for box in self.boxes() if box.ref is not None)


Layout: TypeAlias = Callable[[Drawing], None]


def files(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], count: int, seed: int
) -> Iterator[File]:
    """`count` files: first each layout alone, then layouts on top of each other."""
    names = list(LAYOUTS)
    for number in range(count):
        random = Random(f"{agency}{seed}{number}")  # noqa: S311 - no secrets here
        chosen = (
            [names[number]]
            if number < len(names)
            else sorted(random.sample(names, random.randint(2, 4)), key=names.index)
        )
        drawing = _drawing(agency, year, tables, random)
        for name in chosen:
            LAYOUTS[name](drawing)
        yield File("+".join(chosen), _content(drawing), dict(drawing.shown))


def _drawing(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], random: Random
) -> Drawing:
    drawn: dict[str, list[Box]] = {}
    shown: dict[CellRef, str | None] = {}
    for key, (spec, figures) in tables.items():
        shown |= figures
        drawn[key] = list(_boxes(spec, figures))
    return Drawing(random, drawn, shown, usual_title(agency, year))


def _boxes(spec: TableSpec, figures: Figures) -> Iterator[Box]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(lay_out(spec).rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            text = figures[cell.ref] if cell.ref is not None else cell.text
            yield Box(text, cell.role, row, column, cell.rows, cell.columns, cell.ref)
            taken |= {
                (row + down, column + across)
                for down in range(cell.rows)
                for across in range(cell.columns)
            }
            column += cell.columns


# Drawing


@define
class _Paper:
    """The pages as they fill: `y` is a height on an endless page, cut at `cuts`."""

    style: Style
    pages: list[list[str]] = field(factory=lambda: [[]])
    y: float = TOP

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = TOP

    def offset(self, number: int) -> float:
        """How far everything on page `number`, from 1, is shifted to the right."""
        return self.style.shift_even if number % 2 == 0 else 0.0

    def write(self, number: int, text: str, x: float, y: float, size: float) -> None:
        """Write on page `number` with the base line at `y`, signs set apart if the style says."""
        commands = self.pages[number - 1]
        x += self.offset(number)
        spread = self.style.spread
        for at, part in _parts(text, size) if spread else [(0.0, text)]:
            place = x + at * (1 + spread)
            commands.append(words(part, place, y, size))
            if self.style.bold:
                commands.append(words(part, place + 0.3, y, size))

    def rule(self, number: int, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line on page `number`."""
        shift = self.offset(number)
        self.pages[number - 1].extend(self.style.line(x0 + shift, y0, x1 + shift, y1))


def _parts(text: str, size: float) -> Iterator[tuple[float, str]]:
    at = 0.0
    for sign in text:
        yield at, sign
        at += _width(sign, size)


_WIDTHS = {" ": 0.25, "¹": 0.25}


def _width(text: str, size: float) -> float:
    return sum(size * _WIDTHS.get(sign, 0.5 if sign.isascii() else 1) for sign in text)


def _content(drawing: Drawing) -> bytes:
    style = drawing.style
    paper = _Paper(style)
    title = drawing.title
    paper.write(1, title, (LEFT + RIGHT - _width(title, 16)) / 2, paper.y, 16)
    paper.y += 40
    for section in newest().sections:
        if paper.y > BOTTOM - 60:
            paper.turn()
        _prose(paper, section.title)
        if section.key in drawing.tables:
            _table(paper, drawing.tables[section.key], drawing)
            paper.y += 20
        elif not section.table:
            _prose(paper, "本年度各项工作正常，没有需要说明的其他情况，也没有收取信息处理费。" * 2)
    pages = []
    for number, commands in enumerate(paper.pages, start=1):
        extra = [words(style.number(number), 290, HEIGHT - 40, 9)] if style.number(number) else []
        if style.header:
            extra.append(words(style.header, 200, 45, 8))
        if style.watermark:
            codes = style.watermark.encode("utf-16-be").hex()
            extra.append(f"BT /F 40 Tf 0.7 0.7 -0.7 0.7 150 250 Tm <{codes}> Tj ET")
        pages.append(page([*extra, *commands]))
    return document(pages)


def _prose(paper: _Paper, text: str) -> None:
    """A paragraph, indented by two signs."""
    size, room = 14.0, int((RIGHT - LEFT) / 14)
    first = text[: room - 2]
    rest = text[room - 2 :]
    lines = [first, *(rest[at : at + room] for at in range(0, len(rest), room))]
    for number, line in enumerate(lines):
        if paper.y > BOTTOM:
            paper.turn()
        indent = 2 * size if number == 0 else 0
        paper.write(len(paper.pages), line, LEFT + indent, paper.y + size, size)
        paper.y += 24


def _table(paper: _Paper, boxes: Sequence[Box], drawing: Drawing) -> None:
    xs = _columns(boxes, drawing.style)
    spread = 1 + drawing.style.spread
    lines = {
        id(box): _wrapped(box, (xs[box.column + box.columns] - xs[box.column] - 6) / spread)
        for box in boxes
    }
    heights = _heights(boxes, lines)
    heads = min((box.row for box in boxes if box.ref is not None), default=0)
    first = 0
    while first < len(heights):
        repeat = heads if drawing.style.repeat_heads and first > heads else 0
        room = BOTTOM - paper.y - sum(heights[:repeat])
        last = first
        while last < len(heights) and sum(heights[first : last + 1]) <= room:
            last += 1
        if last == first or (last <= heads and last < len(heights)):
            paper.turn()
            continue
        _piece(paper, boxes, xs, heights, lines, (0, repeat), drawing)
        _piece(paper, boxes, xs, heights, lines, (first, last), drawing)
        first = last
        if first < len(heights):
            paper.turn()


def _columns(boxes: Sequence[Box], style: Style) -> list[float]:
    """The edges of the columns: labels get what figures leave."""
    count = max(box.column + box.columns for box in boxes)
    labels = min(box.column for box in boxes if box.ref is not None)
    if labels == 0:
        weights = [1.0] * count
    elif labels == 1:
        weights = [1.5] + [1.0] * (count - 1)
    else:
        figure = 0.45 if style.narrow else 1.0
        weights = [0.5, 1.0, 3.2] + [figure] * (count - 3)
    scale = (RIGHT - LEFT) / sum(weights)
    return [LEFT, *(LEFT + edge * scale for edge in accumulate(weights))]


def _wrapped(box: Box, width: float) -> list[str]:
    lines: list[str] = []
    for part in box.text.split("\n"):
        line = ""
        for sign in part:
            if line and _width(line + sign, SIZE) > width:
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
    return [line for line in lines if line]


def _heights(boxes: Sequence[Box], lines: Mapping[int, list[str]]) -> list[float]:
    heights = [PITCH + 6] * max(box.row + box.rows for box in boxes)
    for box in sorted(boxes, key=lambda box: box.rows):
        needed = len(lines[id(box)]) * PITCH + 6
        lacking = needed - sum(heights[box.row : box.row + box.rows])
        if lacking > 0:
            heights[box.row + box.rows - 1] += lacking
    return heights


def _piece(
    paper: _Paper,
    boxes: Sequence[Box],
    xs: Sequence[float],
    heights: Sequence[float],
    lines: Mapping[int, list[str]],
    rows: tuple[int, int],
    drawing: Drawing,
) -> None:
    """The rows from before and up to, on the last page; what reaches over the cut is cut there."""
    start, stop = rows
    if start == stop:
        return
    number = len(paper.pages)
    tops = [paper.y, *(paper.y + done for done in accumulate(heights[start:stop]))]
    for box in boxes:
        first, last = max(box.row, start), min(box.row + box.rows, stop)
        if first < last:
            x0, x1 = xs[box.column], xs[box.column + box.columns]
            y0, y1 = tops[first - start], tops[last - start]
            _draw_edges(paper, box, (x0, y0, x1, y1), drawing)
            # The words stand in the middle of the whole cell, whatever page that is on.
            whole = sum(heights[box.row : box.row + box.rows])
            above = sum(heights[box.row : first])
            text = lines[id(box)]
            begin = 3 if drawing.style.top else (whole - len(text) * PITCH) / 2
            for place, line in enumerate(text):
                y = begin + place * PITCH - above
                if -PITCH / 2 <= y < y1 - y0 - PITCH / 2:
                    y = min(max(y, 1.0), max(y1 - y0 - PITCH, 1.0))
                    _write_line(paper, number, box, line, (x0, y0 + y, x1))
    paper.y = tops[-1]


def _write_line(
    paper: _Paper, number: int, box: Box, line: str, place: tuple[float, float, float]
) -> None:
    x0, y, x1 = place
    centred = box.role is not Role.LABEL or x1 - x0 < 60
    width = _width(line, SIZE) * (1 + paper.style.spread)
    x = x0 + max((x1 - x0 - width) / 2, 1) if centred else x0 + 3
    raised = line.translate(str.maketrans("", "", "¹²")) if box.ref is not None else line
    paper.write(number, raised, x, y + SIZE, SIZE)
    if raised != line:
        digits = line[len(raised) :].translate(str.maketrans("¹²", "12"))
        paper.write(number, digits, x + _width(raised, SIZE) + 0.2, y + SIZE - 3.5, 5)


def _draw_edges(
    paper: _Paper, box: Box, place: tuple[float, float, float, float], drawing: Drawing
) -> None:
    style, random = drawing.style, drawing.random
    number = len(paper.pages)
    x0, y0, x1, y1 = (each + random.uniform(-style.jitter, style.jitter) for each in place)
    if style.shading and box.ref is None:
        shift = paper.offset(number)
        fill = f"0.9 g {x0 + shift} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g"
        paper.pages[number - 1].insert(0, fill)
    lost = box.ref is not None and random.random() < style.missing
    for edge in ((x0, y0, x0, y1), (x1, y0, x1, y1), (x0, y0, x1, y0), (x0, y1, x1, y1)):
        down = edge[0] == edge[2]
        outer = down and min(abs(edge[0] - LEFT), abs(edge[0] - RIGHT)) < 2
        if outer and not style.outer:
            continue
        # The cell beside draws the same edge: only its own half of them is left out.
        if not (lost and down and not outer and edge[0] == x1):
            paper.rule(number, *edge)


# Layouts


def plain(_: Drawing) -> None:
    """As the form has it."""


def strips(drawing: Drawing) -> None:
    """Rulings are filled strips, as Word writes them."""

    def line(x0: float, y0: float, x1: float, y1: float) -> Iterator[str]:
        yield f"{x0} {HEIGHT - y1 - 0.2} {max(x1 - x0, 0.48)} {max(y1 - y0, 0.48)} re f"

    drawing.style.line = line


def dashes(drawing: Drawing) -> None:
    """Rulings in short pieces."""

    def line(x0: float, y0: float, x1: float, y1: float) -> Iterator[str]:
        steps = max(int(max(x1 - x0, y1 - y0) / 6), 1)
        for step in range(steps):
            at, to = step / steps, (step + 0.7) / steps
            yield ruling(
                x0 + (x1 - x0) * at, y0 + (y1 - y0) * at, x0 + (x1 - x0) * to, y0 + (y1 - y0) * to
            )

    drawing.style.line = line


def doubled_rulings(drawing: Drawing) -> None:
    """Two thin lines for one."""

    def line(x0: float, y0: float, x1: float, y1: float) -> Iterator[str]:
        yield ruling(x0, y0, x1, y1)
        yield ruling(x0 + (x0 == x1) * 1.2, y0 + (y0 == y1) * 1.2, x1 + (x0 == x1) * 1.2,
                     y1 + (y0 == y1) * 1.2)  # fmt: skip

    drawing.style.line = line


def open_sides(drawing: Drawing) -> None:
    """No rulings at the left and the right."""
    drawing.style.outer = False


def lost_rulings(drawing: Drawing) -> None:
    """A ruling between two figures is missing here and there: the cell beside draws none either."""
    kept = drawing.style.line

    def line(x0: float, y0: float, x1: float, y1: float) -> Iterator[str]:
        down = x0 == x1 and LEFT + 250 < x0 < RIGHT - 5
        lost = down and Random(f"{x0:.0f} {y0:.0f}").random() < 0.1  # noqa: S311
        return iter(()) if lost else kept(x0, y0, x1, y1)

    drawing.style.line = line


def crooked(drawing: Drawing) -> None:
    """Every edge a little beside its place."""
    drawing.style.jitter = 0.7


def heads_repeated(drawing: Drawing) -> None:
    """The heads again on each page."""
    drawing.style.repeat_heads = True


def bold(drawing: Drawing) -> None:
    """Every sign printed twice."""
    drawing.style.bold = True


def spread(drawing: Drawing) -> None:
    """Signs set apart."""
    drawing.style.spread = 0.12


def bare_page_numbers(drawing: Drawing) -> None:
    """1."""
    drawing.style.number = str


def page_numbers_in_words(drawing: Drawing) -> None:
    """第 1 页 共 9 页."""
    drawing.style.number = lambda number: f"第 {number} 页 共 9 页"


def dashed_page_numbers(drawing: Drawing) -> None:
    """— 1 —, and a header."""
    drawing.style.number = lambda number: f"— {number} —"
    drawing.style.header = "云川市政务公开年报 2024"


def watermarked(drawing: Drawing) -> None:
    """Words printed across everything."""
    drawing.style.watermark = "政府信息公开 2024"


def mirrored(drawing: Drawing) -> None:
    """Even pages stand further to the right."""
    drawing.style.shift_even = 22


def shaded(drawing: Drawing) -> None:
    """Labels on grey."""
    drawing.style.shading = True


def narrow_figures(drawing: Drawing) -> None:
    """Columns so narrow that long figures are broken."""
    drawing.style.narrow = True


def words_at_the_top(drawing: Drawing) -> None:
    """Words at the upper edge of their cells."""
    drawing.style.top = True


def spaced_labels(drawing: Drawing) -> None:
    """Blanks inside labels."""
    for box in drawing.labels():
        place = drawing.random.randint(0, len(box.text))
        box.text = box.text[:place] + drawing.random.choice((" ", "\u3000")) + box.text[place:]


def one_sign_a_line(drawing: Drawing) -> None:
    """Labels that reach down are set from top to bottom."""
    for box in drawing.labels():
        if box.rows > 6:
            box.text = "\n".join(box.text)


def other_enumeration(drawing: Drawing) -> None:
    """1、 for 1."""
    for box in drawing.labels():
        if box.text[:1].isdigit():
            box.text = box.text.replace(".", "、", 1)


def misprints(drawing: Drawing) -> None:
    """One sign of some longer labels replaced, lost or doubled."""
    for box in drawing.labels():
        if len(box.text) >= 6 and drawing.random.random() < 0.25:
            place = drawing.random.randrange(2, len(box.text))
            sign = drawing.random.choice(("某", "", box.text[place] * 2))
            box.text = box.text[:place] + sign + box.text[place + 1 :]


def radicals(drawing: Drawing) -> None:
    """Signs under the codes of radicals, as some programs write them."""
    table = str.maketrans("一人大行文生用自见力", "⼀⼈⼤⾏⽂⽣⽤⾃⻅⼒")
    for box in drawing.labels():
        box.text = box.text.translate(table)


def blank_totals(drawing: Drawing) -> None:
    """A total column without figures."""
    for box in drawing.figures():
        if box.ref is not None and box.ref.column == "total":
            box.text = ""
            drawing.shown[box.ref] = ""


def footnotes(drawing: Drawing) -> None:
    """Raised numbers behind figures."""
    for box in drawing.figures():
        if box.ref is not None and drawing.random.random() < 0.05:
            box.text += "¹"
            drawing.shown[box.ref] = box.text


def grouped(drawing: Drawing) -> None:
    """1,113."""
    for box in drawing.figures():
        if box.text.isascii() and box.text.isdecimal():
            box.text = f"{int(box.text):,}"


LAYOUTS: Mapping[str, Layout] = {
    function.__name__: function
    for function in (
        plain, strips, dashes, doubled_rulings, open_sides, lost_rulings, crooked, heads_repeated,
        bold, spread, bare_page_numbers, page_numbers_in_words, dashed_page_numbers, watermarked,
        mirrored, shaded, narrow_figures, words_at_the_top, spaced_labels, one_sign_a_line,
        other_enumeration, misprints, radicals, blank_totals, footnotes, grouped,
    )
}  # fmt: skip
"""Every layout by its name."""
