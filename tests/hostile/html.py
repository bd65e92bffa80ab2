"""Web pages as people and programs make them: the same figures in every layout one can think of.

Nothing here knows the readers. Each page comes with what it prints in each cell; a cell that the
page does not print as a figure (a picture, a row that is not there) is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate
from random import Random
from typing import TypeAlias

from attrs import define, evolve, frozen

from gkdoc.layout.grid import Role, lay_out
from gkdoc.model import usual_title
from gkdoc.spec import CellRef, TableSpec, newest

Figures: TypeAlias = Mapping[CellRef, str]
Shown: TypeAlias = dict[CellRef, str | None]


@define
class Box:
    """A cell that is drawn: its words, its span, the figure it shows; `markup` replaces words."""

    text: str
    role: Role
    columns: int = 1
    rows: int = 1
    ref: CellRef | None = None
    markup: str | None = None


Rows: TypeAlias = list[list[Box]]


@define
class Style:
    """How boxes become markup."""

    random: Random
    cell: Callable[[Box], str] = lambda box: "td" if box.ref is not None else "th"
    close: bool = True
    upper: bool = False
    wrap: Callable[[str], str] = lambda words: words
    sections: bool = False
    attributes: str = ' border="1"'


@frozen
class Page:
    """A page in one layout, and what each cell shows there."""

    name: str
    content: bytes
    shown: Mapping[CellRef, str | None]


@define
class Drawing:
    """A report while its page is made: tables by section, each in one or more pieces."""

    random: Random
    tables: dict[str, list[Rows]]
    specs: Mapping[str, TableSpec]
    shown: Shown
    style: Style
    title: str
    frame: Callable[[str], str] = lambda body: body
    charset: str = "utf-8"
    declared: str = "utf-8"
    mark: bytes = b""
    broken_title: bool = False
    divs: bool = False

    def boxes(self) -> Iterator[Box]:
        """Every box of every table."""
        for pieces in self.tables.values():
            for rows in pieces:
                for row in rows:
                    yield from row

    def labels(self) -> Iterator[Box]:
        """Every box with a label of the form."""
        return (box for box in self.boxes() if box.ref is None and box.text)

    def figures(self) -> Iterator[Box]:
        """Every box with a figure."""
        return (box for box in self.boxes() if box.ref is not None)


Layout: TypeAlias = Callable[[Drawing], None]


def pages(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], count: int, seed: int
) -> Iterator[Page]:
    """`count` pages: first each layout alone, then layouts on top of each other."""
    names = sorted(LAYOUTS)
    for number in range(count):
        random = Random(f"{agency}{seed}{number}")  # noqa: S311 - no secrets here
        chosen = (
            [names[number]]
            if number < len(names)
            else sorted(random.sample(names, random.randint(2, 4)))
        )
        if {"short_row", "blank_rows_and_columns"} <= set(chosen):
            # On such a page the row looks whole, with a blank at its end: nobody could tell.
            chosen.remove("short_row")
        # What looks for words of the form comes first, what takes cells away last.
        chosen.sort(key=lambda name: (name != swapped_columns.__name__, name in _DESTRUCTIVE))
        drawing = _drawing(agency, year, tables, random)
        for name in chosen:
            LAYOUTS[name](drawing)
        yield Page("+".join(chosen), _page(drawing), dict(drawing.shown))


def _drawing(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], random: Random
) -> Drawing:
    drawn: dict[str, list[Rows]] = {}
    shown: Shown = {}
    for key, (spec, figures) in tables.items():
        shown |= figures
        drawn[key] = [
            [
                [
                    Box(
                        figures[cell.ref] if cell.ref is not None else cell.text,
                        cell.role,
                        cell.columns,
                        cell.rows,
                        cell.ref,
                    )
                    for cell in row
                ]
                for row in lay_out(spec).rows
            ]
        ]
    specs = {key: spec for key, (spec, _) in tables.items()}
    return Drawing(random, drawn, specs, shown, Style(random), usual_title(agency, year))


# Markup


def _page(drawing: Drawing) -> bytes:
    body = drawing.frame(_body(drawing))
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{drawing.declared}">'
        f"<title>{escape(drawing.title)}-政府门户网站</title></head>\n<body>{body}</body></html>"
    )
    return drawing.mark + text.encode(drawing.charset)


def _body(drawing: Drawing) -> str:
    title = escape(drawing.title)
    if drawing.broken_title:
        place = drawing.title.index("年") - 4
        title = f"{drawing.title[:place]}<br>\n{drawing.title[place:]}"
    parts = [f"<h1>{title}</h1>"]
    for section in newest().sections:
        parts.append(f"<p><strong>{section.title}</strong></p>")
        if section.key in drawing.tables:
            parts += [_table(rows, drawing) for rows in drawing.tables[section.key]]
        elif not section.table:
            parts.append("<p>本年度各项工作正常。</p>")
    return "\n".join(parts)


def _table(rows: Rows, drawing: Drawing) -> str:
    style = drawing.style
    if drawing.divs:
        cells = "".join(
            f"<div>{''.join(f'<span>{_words(box)}</span>' for box in row)}</div>" for row in rows
        )
        return f"<div>{cells}</div>"
    heads = sum(all(box.ref is None for box in row) for row in rows[:3]) if style.sections else 0
    lines = [_row(row, style) for row in rows]
    if heads and len(rows) > heads + 1:
        # The foot stands before the body in the markup, and below it on the screen.
        lines = [
            f"<thead>{''.join(lines[:heads])}</thead>",
            f"<tbody>{''.join(lines[heads:])}</tbody>",
        ]
    return _cased(f"<table{style.attributes}>", style) + "\n".join(lines) + "</table>"


def _row(row: Sequence[Box], style: Style) -> str:
    cells = []
    for box in row:
        tag = style.cell(box)
        spans = f" colspan={box.columns}" if box.columns != 1 else ""
        spans += f' rowspan="{box.rows}"' if box.rows != 1 else ""
        end = f"</{tag}>" if style.close else ""
        cells.append(_cased(f"<{tag}{spans}>", style) + style.wrap(_words(box)) + end)
    return f"<tr>{''.join(cells)}" + ("</tr>" if style.close else "\n")


def _words(box: Box) -> str:
    return box.markup if box.markup is not None else escape(box.text)


def _cased(tag: str, style: Style) -> str:
    return tag.upper() if style.upper else tag


# Layouts


def plain(_: Drawing) -> None:
    """As the form has it."""


def cells_of_either_kind(drawing: Drawing) -> None:
    """th and td at random."""
    drawing.style.cell = lambda _: drawing.random.choice(("td", "th"))


def breaks_in_labels(drawing: Drawing) -> None:
    """br and white space anywhere in a label."""
    for box in drawing.labels():
        place = drawing.random.randint(0, len(box.text))
        box.markup = escape(box.text[:place]) + "<br/>\n  " + escape(box.text[place:])


def padded(drawing: Drawing) -> None:
    """No-break spaces, blanks and line feeds around every word."""
    for box in drawing.boxes():
        box.markup = f"&nbsp;\n {_words(box)} &nbsp;&emsp;"


def spaced_labels(drawing: Drawing) -> None:
    """Blanks inside labels."""
    for box in drawing.labels():
        place = drawing.random.randint(0, len(box.text))
        box.text = (
            box.text[:place] + drawing.random.choice((" ", "\u3000", "\u00a0")) + box.text[place:]
        )


def other_enumeration(drawing: Drawing) -> None:
    """1、 for 1."""
    for box in drawing.labels():
        if box.text[:1].isdigit():
            box.text = box.text.replace(".", "、", 1)


def half_width(drawing: Drawing) -> None:
    """( ) for （ ）, : for ：."""
    for box in drawing.labels():
        box.text = box.text.translate(str.maketrans("（）：，", "():,"))


def misprints(drawing: Drawing) -> None:
    """One sign of some longer labels replaced, lost or doubled."""
    for box in drawing.labels():
        if len(box.text) >= 6 and drawing.random.random() < 0.25:
            place = drawing.random.randrange(2, len(box.text))
            sign = box.text[place]
            box.text = (
                box.text[:place]
                + drawing.random.choice(("某", "", sign * 2))
                + box.text[place + 1 :]
            )


def known_misprints(drawing: Drawing) -> None:
    """As seen in published reports."""
    for box in drawing.labels():
        for right, wrong in (
            ("内部事务", "内容事务"),
            ("处理决定", "处理绝对"),
            ("有效件数", "有效件"),
        ):
            box.text = box.text.replace(right, wrong)


def unclosed(drawing: Drawing) -> None:
    """Cells and rows without their closing tags."""
    drawing.style.close = False


def shouting(drawing: Drawing) -> None:
    """Tags in capitals, attributes without quotation marks."""
    drawing.style.upper = True
    drawing.style.attributes = " BORDER=1 cellpadding=0"


def inside_layout(drawing: Drawing) -> None:
    """The page in a table that only places it."""
    drawing.frame = lambda body: (
        "<table width=100%><tr><td><ul><li><a href=/>首页</a></li></ul></td><td>"
        f"<table><tr><td>{body}</td></tr></table></td></tr></table>"
    )


def table_in_each_cell(drawing: Drawing) -> None:
    """Every word in a table of its own."""
    drawing.style.wrap = lambda words: f"<table><tr><td>{words}</td></tr></table>"


def markup_in_cells(drawing: Drawing) -> None:
    """Words in spans, paragraphs and fonts, as word processors write them."""

    def wrap(words: str) -> str:
        return (
            f'<p class=MsoNormal align="center"><span lang="EN-US" style="font-size:9pt"></span>'
            f"<font face=宋体><b>{words}</b></font></p>"
        )

    drawing.style.wrap = wrap


def split_anywhere(drawing: Drawing) -> None:
    """A table in two, cut between two rows, the second without heads."""
    _split(drawing, repeat=False)


def split_with_heads(drawing: Drawing) -> None:
    """A table in two, the heads repeated."""
    _split(drawing, repeat=True)


def heads_repeated(drawing: Drawing) -> None:
    """The heads again in the middle of the table, as copied from two printed pages."""
    for key, pieces in drawing.tables.items():
        for rows in pieces:
            heads = _heads(rows)
            if key == "applications" and heads and len(rows) > heads + 4:
                place = drawing.random.randint(heads + 2, len(rows) - 1)
                first, second = _cut(rows, place)
                rows[:] = [*first, *_copied(rows[:heads]), *second]


def uneven_columns(drawing: Drawing) -> None:
    """Each column of the grid drawn as several, as converted from a spreadsheet."""
    for pieces in drawing.tables.values():
        for rows in pieces:
            width = _width(rows)
            widths = [drawing.random.randint(1, 3) for _ in range(width)]
            edges = [0, *accumulate(widths)]
            for placed in _placed(rows):
                for start, box in placed:
                    box.columns = edges[start + box.columns] - edges[start]


def labels_in_each_row(drawing: Drawing) -> None:
    """No cell reaches down: its words stand in every row."""
    for pieces in drawing.tables.values():
        for rows in pieces:
            for place in range(1, len(rows)):
                first, second = _cut(rows, place)
                rows[:] = [*first, *second]


def cells_cut_at_a_page(drawing: Drawing) -> None:
    """A label that reaches down ends at a page and goes on with an empty cell."""
    for pieces in drawing.tables.values():
        for rows in pieces:
            if len(rows) > 8:
                first, second = _cut(rows, drawing.random.randint(6, len(rows) - 1), blank=True)
                rows[:] = [*first, *second]


def spans_off_by_one(drawing: Drawing) -> None:
    """A cell that reaches down one row too far, or one too few."""
    tall = [box for box in drawing.labels() if box.rows > 2]
    if tall:
        drawing.random.choice(tall).rows += drawing.random.choice((-1, 1))


def wide_spans_off_by_one(drawing: Drawing) -> None:
    """A head that spans one column too many, or one too few."""
    wide = [box for box in drawing.labels() if box.columns > 2 and box.role is Role.HEAD]
    if wide:
        drawing.random.choice(wide).columns += drawing.random.choice((-1, 1))


def blank_rows_and_columns(drawing: Drawing) -> None:
    """An empty row, and an empty column at the right."""
    for pieces in drawing.tables.values():
        for rows in pieces:
            for row in rows:
                row.append(Box("", Role.NOTE))
            rows.append([Box("", Role.NOTE, _width(rows))])


def titled_inside(drawing: Drawing) -> None:
    """The title of the section in the first row of the table."""
    for key, pieces in drawing.tables.items():
        rows = pieces[0]
        rows.insert(0, [Box(drawing.specs[key].title[2:], Role.TITLE, _width(rows))])


def extra_row(drawing: Drawing) -> None:
    """A row that the form does not have."""
    rows = drawing.tables.get("proactive", [[]])[0]
    if rows:
        width = _width(rows)
        rows.insert(
            drawing.random.randint(3, len(rows)),
            [Box("其他主动公开文件", Role.LABEL), Box("7", Role.NOTE, width - 1)],
        )


def gb18030(drawing: Drawing) -> None:
    """The national encoding, called by its oldest name."""
    drawing.charset, drawing.declared = "gb18030", "gb2312"


def wrong_declaration(drawing: Drawing) -> None:
    """UTF-8 that calls itself GBK."""
    drawing.declared = "gbk"


def utf_16(drawing: Drawing) -> None:
    """UTF-16 with its mark."""
    drawing.charset, drawing.mark = "utf-16-le", b"\xff\xfe"


def furnished(drawing: Drawing) -> None:
    """Navigation, a trail of links, contents, dates, neighbours and a footer around the report."""
    title = escape(drawing.title)
    contents = "".join(
        f'<li><a href="#s{place}">{section.title}</a></li>'
        for place, section in enumerate(newest().sections)
    )
    before = (
        f"<div class=top><h2>政府门户网站</h2><p>当前位置：首页 &gt; 年报 &gt; {title}</p>"
        f"<ul>{contents}</ul></div>"
        f"<script>var t = '<table><tr><td>规章</td><td>99</td></tr></table>';</script>"
    )
    about = "<p>发布时间：2024-01-31 来源：办公室 字号：[大 中 小]</p>"
    after = "<p>上一篇：无</p><p>主办：办公室 备案号 77</p><div class=footer>版权所有</div>"

    def frame(body: str) -> str:
        return (
            f"{before}<div class=article>{body.replace('</h1>', '</h1>' + about, 1)}{after}</div>"
        )

    drawing.frame = frame


def false_figures(drawing: Drawing) -> None:
    """Hidden, struck-out and commented figures beside the true ones."""
    for box in drawing.figures():
        false = drawing.random.choice(
            (
                '<span style="display:none">9</span>',
                "<del>9</del>",
                "<!-- 9 -->",
                "<s>9</s>",
                "<script>9</script>",
                '<i hidden="">9</i>',
            )
        )
        box.markup = false + _words(box)


def unseen_signs(drawing: Drawing) -> None:
    """Signs without width, as editors of websites leave them."""
    for box in drawing.boxes():
        box.markup = f"\u200b{_words(box)}\ufeff"


def in_groups(drawing: Drawing) -> None:
    """thead and tbody."""
    drawing.style.sections = True


def broken_title(drawing: Drawing) -> None:
    """Agency and title on two lines."""
    drawing.broken_title = True


def stray_markup(drawing: Drawing) -> None:
    """Markup between the rows that belongs nowhere."""
    drawing.style.attributes = "><form><input type=hidden value=3></form><a name=x></a"


def blank_totals(drawing: Drawing) -> None:
    """A total column without figures."""
    for box in drawing.figures():
        if box.ref is not None and box.ref.column == "total":
            box.text, box.markup = "", None
            drawing.shown[box.ref] = ""


def lost_row(drawing: Drawing) -> None:
    """A row of figures that is not there."""
    for key, pieces in drawing.tables.items():
        rows = pieces[0]
        candidates = [
            place for place, row in enumerate(rows) if row and len(row) > 1 and _is_lone(row)
        ]
        if candidates and key == "applications":
            place = drawing.random.choice(candidates)
            for above, row in enumerate(rows[:place]):
                for box in row:
                    box.rows -= above + box.rows > place
            gone = rows.pop(place)
            for box in gone:
                if box.ref is not None:
                    drawing.shown[box.ref] = None


def short_row(drawing: Drawing) -> None:
    """A row that lost one of its cells: nobody knows which figure is whose."""
    rows = drawing.tables.get("applications", [[]])[0]
    candidates = [row for row in rows if sum(box.ref is not None for box in row) > 1]
    if candidates:
        row = drawing.random.choice(candidates)
        figures = [box for box in row if box.ref is not None]
        row.remove(drawing.random.choice(figures))
        for box in figures:
            if box.ref is not None:
                drawing.shown[box.ref] = None


def pictures_for_figures(drawing: Drawing) -> None:
    """Some figures are pictures of figures."""
    for box in list(drawing.figures()):
        if box.ref is not None and drawing.random.random() < 0.05:
            box.markup = "<img src=x.png alt=7>"
            drawing.shown[box.ref] = None


def footnotes(drawing: Drawing) -> None:
    """Raised numbers behind figures."""
    for box in list(drawing.figures()):
        if box.ref is not None and drawing.random.random() < 0.05:
            box.markup = f"{_words(box)}<sup>1</sup>"
            drawing.shown[box.ref] = f"{box.text}¹"


def swapped_columns(drawing: Drawing) -> None:
    """Two applicants change places, heads and figures."""
    for rows in drawing.tables.get("applications", []):
        for row in rows:
            columns = [box.ref.column if box.ref is not None else box.text for box in row]
            for one, other in (("business", "research"), ("商业企业", "科研机构")):
                if one in columns and other in columns:
                    first, second = columns.index(one), columns.index(other)
                    row[first], row[second] = row[second], row[first]


def tables_of_divs(drawing: Drawing) -> None:
    """No tables at all."""
    drawing.divs = True


_DESTRUCTIVE = frozenset(
    function.__name__
    for function in (
        blank_totals, lost_row, short_row, pictures_for_figures, footnotes, false_figures,
        tables_of_divs, padded, unseen_signs, split_anywhere, split_with_heads,
    )
)  # fmt: skip

LAYOUTS: Mapping[str, Layout] = {
    function.__name__: function
    for function in (
        plain, cells_of_either_kind, breaks_in_labels, padded, spaced_labels, other_enumeration,
        half_width, misprints, known_misprints, unclosed, shouting, inside_layout,
        table_in_each_cell, markup_in_cells, split_anywhere, split_with_heads, heads_repeated,
        uneven_columns, labels_in_each_row, cells_cut_at_a_page, spans_off_by_one,
        wide_spans_off_by_one, blank_rows_and_columns, titled_inside, extra_row, gb18030,
        wrong_declaration, utf_16, furnished, false_figures, unseen_signs, in_groups, broken_title,
        stray_markup, blank_totals, lost_row, short_row, pictures_for_figures, footnotes,
        swapped_columns, tables_of_divs,
    )
}  # fmt: skip
"""Every layout by its name."""


# Cutting


def _split(drawing: Drawing, *, repeat: bool) -> None:
    for pieces in drawing.tables.values():
        rows = pieces[0]
        heads = _heads(rows)
        if len(rows) > heads + 3:
            first, second = _cut(rows, drawing.random.randint(heads + 1, len(rows) - 1))
            pieces[:1] = [first, [*_copied(rows[:heads]), *second] if repeat else second]


def _heads(rows: Rows) -> int:
    """How many rows stand before the first figure."""
    return next((place for place, row in enumerate(rows) if any(b.ref for b in row)), 0)


def _copied(rows: Rows) -> Rows:
    return [[evolve(box) for box in row] for row in rows]


def _width(rows: Rows) -> int:
    return max((start + box.columns for row in _placed(rows) for start, box in row), default=0)


def _placed(rows: Rows) -> Iterator[list[tuple[int, Box]]]:
    """For each row the boxes that start in it, with their columns."""
    taken: dict[int, set[int]] = {}
    for index, row in enumerate(rows):
        placed = []
        column = 0
        for box in row:
            while column in taken.get(index, ()):
                column += 1
            placed.append((column, box))
            for below in range(index, index + box.rows):
                taken.setdefault(below, set()).update(range(column, column + box.columns))
            column += box.columns
        yield placed


def _cut(rows: Rows, place: int, *, blank: bool = False) -> tuple[Rows, Rows]:
    """The rows before and from `place`; what reaches over the cut stands in both."""
    columns = list(_placed(rows))
    first, second = rows[:place], _copied(rows[place:])
    reaching: list[tuple[int, Box]] = []
    for index, placed in enumerate(columns[:place]):
        for start, box in placed:
            if index + box.rows > place:
                rest = evolve(box, rows=index + box.rows - place)
                if blank:
                    rest.text, rest.markup = "", None
                reaching.append((start, rest))
                box.rows = place - index
    if second:
        starts = [start for start, _ in columns[place]]
        row = [*reaching, *zip(starts, second[0], strict=True)]
        second[0] = [box for _, box in sorted(row, key=lambda pair: pair[0])]
    return first, second


def _is_lone(row: Sequence[Box]) -> bool:
    """True if the row has figures, and nothing in it reaches down."""
    return any(box.ref for box in row) and all(box.rows == 1 for box in row)
