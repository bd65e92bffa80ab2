"""The layouts: each changes a drawing in one way in which real files differ from the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from tests.hostile.drawing import Box, Drawing, Row, Rows, paragraph, run, table_markup

_DELETED = "<w:rPr><w:del/></w:rPr>"

Layout = Callable[[Drawing], None]


# Words


def plain(_: Drawing) -> None:
    """As the form has it."""


def spaces_in_labels(drawn: Drawing) -> None:
    """Blanks of three widths inside labels."""
    for box in drawn.pick(drawn.labels(), 0.7):
        place = drawn.random.randint(0, len(box.text))
        blank = drawn.random.choice((" ", "\u3000", "\u00a0"))
        box.text = box.text[:place] + blank + box.text[place:]


def breaks_in_labels(drawn: Drawing) -> None:
    """Line breaks inside labels."""
    for box in drawn.pick(drawn.labels(), 0.7):
        place = drawn.random.randint(1, len(box.text))
        box.content = paragraph(
            run(box.text[:place]) + "<w:r><w:br/></w:r>" + run(box.text[place:])
        )


def one_sign_a_line(drawn: Drawing) -> None:
    """Labels over several rows set one sign a paragraph."""
    for box in drawn.labels():
        if box.merged:
            box.content = "".join(paragraph(run(sign)) for sign in box.text)


def half_width(drawn: Drawing) -> None:
    """( ) for （ ）, : for ：."""
    for box in drawn.labels():
        box.text = box.text.translate(str.maketrans("（）：，", "():,"))


def other_enumeration(drawn: Drawing) -> None:
    """1、 for 1."""
    for box in drawn.labels():
        if box.text[:1].isdigit():
            box.text = box.text.replace(".", "、", 1)


def misprints(drawn: Drawing) -> None:
    """One sign of some longer labels replaced, lost or doubled."""
    for box in drawn.pick(drawn.labels(), 0.25):
        if len(box.text) >= 6:
            place = drawn.random.randrange(2, len(box.text))
            sign = drawn.random.choice(("某", "", box.text[place] * 2))
            box.text = box.text[:place] + sign + box.text[place + 1 :]


def known_misprints(drawn: Drawing) -> None:
    """As seen in published reports."""
    known = (
        ("内部事务", "内容事务"),
        ("处理决定", "处理绝对"),
        ("有效件数", "有效件"),
        ("这一情形", "这一情况"),
        ("上年结转政府信息公开申请", "上年结转政府信息公开"),
    )
    for box in drawn.labels():
        for right, wrong in known:
            box.text = box.text.replace(right, wrong)


def remarks_left_out(drawn: Drawing) -> None:
    """What stands in brackets at the end of a label is missing."""
    for box in drawn.labels():
        head, bracket, _ = box.text.partition("（区分")
        box.text = head if bracket else box.text


def numbers_by_word(drawn: Drawing) -> None:
    """1. to 8. counted by Word and not typed."""
    drawn.numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number in range(1, 9)
        )
    )
    group = 0
    for box in drawn.labels():
        if box.text[:2] == "1.":
            group += 1
        if box.text[:1].isdigit() and box.text[1:2] == ".":
            box.text = box.text[2:]
            box.number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{group}"/></w:numPr>'


def titles_misprinted(drawn: Drawing) -> None:
    """Titles of sections as they are seen: shortened, with a mark, with another number."""
    for key, title in drawn.titles.items():
        drawn.titles[key] = drawn.random.choice(
            (f"{title}：", title.replace("、", "."), title.replace("情况", "状况"), f" {title}")
        )


def titles_without_numbers(drawn: Drawing) -> None:
    """总体情况 for 一、总体情况."""
    drawn.titles = {key: title.partition("、")[2] for key, title in drawn.titles.items()}


def numbers_repeated(drawn: Drawing) -> None:
    """一、 before the second title too."""
    key = "proactive"
    drawn.titles[key] = drawn.titles["overview"][0] + drawn.titles[key][1:]


def broken_title(drawn: Drawing) -> None:
    """The title of the report over two paragraphs."""
    (title,) = drawn.title
    place = title.index("年") - 4
    drawn.title = (title[:place], title[place:])


# Markup


def many_runs(drawn: Drawing) -> None:
    """Each sign in a run of its own, with proofing marks between."""
    drawn.style.run = lambda text: '<w:proofErr w:type="spellStart"/>'.join(map(run, text))


def other_faces(drawn: Drawing) -> None:
    """Faces, sizes and colours by direct format, as WPS writes them."""
    drawn.style.run = lambda text: run(text).replace(
        "<w:r>",
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="微软雅黑"/><w:b/><w:color '
        'w:val="FF0000"/><w:kern w:val="0"/><w:sz w:val="18"/><w:lang w:val="en-US"/></w:rPr>',
    )


def wps_markup(drawn: Drawing) -> None:
    """Old-style spans, no grid, run properties on every mark."""
    drawn.style.grid = False
    drawn.style.row = lambda row: row.replace(
        "<w:tr>",
        "<w:tblPrEx><w:tblCellMar/></w:tblPrEx><w:tr>",
    ).replace("<w:tblPrEx><w:tblCellMar/></w:tblPrEx><w:tr>", "<w:tr><w:tblPrEx/><w:trPr/>")
    drawn.style.run = lambda text: run(text) + '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'


def legacy_spans(drawn: Drawing) -> None:
    """Cells over several columns as hMerge."""
    drawn.style.legacy_spans = True


def inserted_and_deleted(drawn: Drawing) -> None:
    """Every figure was another one before somebody revised it."""
    for box in drawn.pick(drawn.figures(), 0.5):
        box.run = lambda text: (
            '<w:del w:id="1" w:author="a"><w:r><w:delText>777</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="a">{run(text)}</w:ins>'
        )


def deleted_rows(drawn: Drawing) -> None:
    """Rows that a revision took out stand beside those that replace them."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            for place in sorted(drawn.random.sample(range(len(rows)), 2), reverse=True):
                if any(box.ref is not None for box in rows[place]):
                    gone = [box.copy() for box in rows[place]]
                    for box in gone:
                        box.text = "888" if box.ref is not None else box.text
                        box.number = _DELETED
                    rows.insert(place, gone)
    drawn.style.row = lambda row: (
        row.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>") if _DELETED in row else row
    )


def moved(drawn: Drawing) -> None:
    """Figures moved here from elsewhere."""
    drawn.style.run = lambda text: (
        f'<w:moveFrom w:id="3">{run("9")}</w:moveFrom><w:moveTo w:id="4">{run(text)}</w:moveTo>'
    )


def control_around_runs(drawn: Drawing) -> None:
    """A content control around every text."""
    drawn.style.run = lambda text: (
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
    )


def control_around_cells(drawn: Drawing) -> None:
    """A content control around every cell."""
    drawn.style.cell = lambda cell: f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"


def control_around_rows(drawn: Drawing) -> None:
    """A content control around every row, and one around every table."""
    drawn.style.row = lambda row: f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    drawn.style.table = lambda table: f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>"


def fields(drawn: Drawing) -> None:
    """Figures that Word computes, in fields of both kinds."""
    for box in drawn.pick(drawn.figures(), 0.5):
        box.run = lambda text: (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText> =SUM(LEFT) </w:instrText>"
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(text)}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            if len(text) % 2
            else f'<w:fldSimple w:instr="=1">{run(text)}</w:fldSimple>'
        )


def links_and_tags(drawn: Drawing) -> None:
    """Texts inside links and smart tags."""
    drawn.style.run = lambda text: (
        f'<w:hyperlink w:anchor="x"><w:smartTag w:element="x">{run(text)}</w:smartTag>'
        "</w:hyperlink>"
    )


def said_twice(drawn: Drawing) -> None:
    """Texts in the choice and once more in the fallback of alternate content."""
    drawn.style.run = lambda text: (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{run(text)}</mc:Choice>'
        f"<mc:Fallback>{run(text)}</mc:Fallback></mc:AlternateContent>"
    )


def hidden_figures(drawn: Drawing) -> None:
    """A hidden figure stands before the one that shows."""
    for box in drawn.pick(drawn.figures(), 0.3):
        box.run = lambda text: (
            f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r>{run(text) if text else ''}"
        )


# Tables


def in_one_cell(drawn: Drawing) -> None:
    """The whole report in a table that only places it."""
    drawn.body = lambda body: f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"


def tables_in_cells(drawn: Drawing) -> None:
    """Each table in a cell, with a heading of its own beside it."""
    drawn.style.table = lambda table: (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('单位：件'))}{table}<w:p/></w:tc></w:tr></w:tbl>"
    )


def tables_in_boxes(drawn: Drawing) -> None:
    """Each table in a text box, said twice as Word does."""

    def boxed(table: str) -> str:
        box = f"<w:txbxContent>{table}<w:p/></w:txbxContent>"
        return paragraph(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
            f"<a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
            f"</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
            f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    drawn.style.table = boxed


def split_without_heads(drawn: Drawing) -> None:
    """Tables in two pieces, cut between two rows."""
    _split(drawn, repeat=False, pieces=2)


def split_with_heads(drawn: Drawing) -> None:
    """The same with the heads repeated."""
    _split(drawn, repeat=True, pieces=2)


def split_in_three(drawn: Drawing) -> None:
    """Tables over three pages, with repeated heads."""
    _split(drawn, repeat=True, pieces=3)


def blocks_apart(drawn: Drawing) -> None:
    """Each block of table two in a table of its own."""
    for key, pieces in drawn.tables.items():
        (rows,) = pieces
        starts = [place for place, row in enumerate(rows) if len(row) == 1]
        if starts:
            ends = [*starts[1:], len(rows)]
            drawn.tables[key] = [rows[a:b] for a, b in zip(starts, ends, strict=True)]


def halves_of_table_four(drawn: Drawing) -> None:
    """行政复议 and 行政诉讼 in two tables, one below the other."""
    if "remedies" not in drawn.tables:
        return
    (rows,) = drawn.tables["remedies"]
    drawn.tables["remedies"] = [
        [_columns(row, 0, 5) for row in rows],
        [_columns(row, 5, 15) for row in rows],
    ]


def heads_in_the_middle(drawn: Drawing) -> None:
    """The heads again in the middle of table three, as copied from two printed pages."""
    for key, pieces in drawn.tables.items():
        heads = _heads(pieces[0])
        if heads and key == "applications":
            place = drawn.random.randrange(heads + 3, len(pieces[0]) - 1)
            upper, lower = _cut(pieces[0], place)
            drawn.tables[key] = [[*upper, *_copied(pieces[0][:heads]), *lower]]


def doubled_heads(drawn: Drawing) -> None:
    """All rows of heads twice."""
    for pieces in drawn.tables.values():
        heads = _heads(pieces[0])
        pieces[0] = [*_copied(pieces[0][:heads]), *pieces[0]] if heads else pieces[0]


def shuffled_spans(drawn: Drawing) -> None:
    """A finer grid, whose columns each row shares out otherwise."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            for row in rows:
                if any(box.below or box.merged for box in row):
                    continue
                for box in row:
                    box.columns += drawn.random.randint(0, 2)


def finer_grid(drawn: Drawing) -> None:
    """Every column of the grid divided in some."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            widths = [drawn.random.randint(1, 3) for _ in range(40)]
            for row in rows:
                column = 0
                for box in row:
                    stop = column + box.columns
                    box.columns = sum(widths[column:stop])
                    column = stop


def labels_repeated(drawn: Drawing) -> None:
    """No cell reaches down: its label stands in each row."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            _fill_down(rows, blank=False)


def labels_not_repeated(drawn: Drawing) -> None:
    """No cell reaches down: below its label are blank cells."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            _fill_down(rows, blank=True)


def group_reaches_too_far(drawn: Drawing) -> None:
    """The label of a group reaches into the first row of the next."""
    for pieces in drawn.tables.values():
        for rows in pieces:
            for above, here in pairwise(rows):
                same = len(above) == len(here) and len(here) > 8
                if same and here[1].merged and above[1].below and here[1].columns == 1:
                    here[1].text, here[1].merged, here[1].below = "", False, True


def extra_row(drawn: Drawing) -> None:
    """A row that the form does not have."""
    for pieces in drawn.tables.values():
        rows = pieces[0]
        place = len(rows) - 1
        if any(box.below for box in rows[place]) or _heads(rows) >= place:
            continue
        added = [box.copy() for box in rows[place]]
        labels = [box for box in added if box.ref is None]
        if labels:
            for box in added:
                box.text = "66" if box.ref is not None else ""
                box.ref = None
            labels[-1].text = "其他主动公开的文件"
            rows.insert(place, added)


def extra_column(drawn: Drawing) -> None:
    """A column of remarks at the end, under a head of its own."""
    for pieces in drawn.tables.values():
        rows = pieces[0]
        heads = _heads(rows)
        for place, row in enumerate(rows):
            if heads:
                row.append(Box("备注" if place < heads else "见附件"))


def column_without_head(drawn: Drawing) -> None:
    """One more cell at the end of each row of figures."""
    for row in drawn.tables.get("applications", [[]])[0]:
        if any(box.ref is not None for box in row):
            row.append(Box("3"))


def lost_row(drawn: Drawing) -> None:
    """A row of figures is missing."""
    for pieces in drawn.tables.values():
        rows = pieces[0]
        places = [
            place
            for place, row in enumerate(rows)
            if any(box.ref for box in row) and not any(box.merged for box in row)
        ]
        if len(places) > 1:
            del rows[drawn.random.choice(places)]


def short_row(drawn: Drawing) -> None:
    """A cell of figures is missing, the rest moved up."""
    for pieces in drawn.tables.values():
        rows = [row for row in pieces[0] if sum(box.ref is not None for box in row) > 2]
        if rows:
            row = drawn.random.choice(rows)
            row.remove(drawn.random.choice([box for box in row if box.ref is not None]))


def long_row(drawn: Drawing) -> None:
    """A cell was inserted before a figure, the rest moved down."""
    for pieces in drawn.tables.values():
        rows = [row for row in pieces[0] if sum(box.ref is not None for box in row) > 2]
        if rows:
            row = drawn.random.choice(rows)
            place = row.index(drawn.random.choice([box for box in row if box.ref is not None]))
            row.insert(place, Box(drawn.random.choice(("", "0", "12"))))


def blank_totals(drawn: Drawing) -> None:
    """Totals left blank."""
    for box in drawn.figures():
        if box.ref is not None and box.ref.column == "total":
            box.text = ""
            drawn.shown[box.ref] = ""


def merged_totals(drawn: Drawing) -> None:
    """The totals of table three left blank, and merged into one cell."""
    for pieces in drawn.tables.values():
        started = False
        for row in pieces[0]:
            for box in row[-1:]:
                if box.ref is not None and box.ref.column == "total" and len(row) < 12:
                    box.text, box.merged, box.below = "", not started, started
                    drawn.shown[box.ref] = ""
                    started = True


def figures_merged_down(drawn: Drawing) -> None:
    """One figure in a cell that reaches over two rows."""
    rows = drawn.tables.get("applications", [[]])[0]
    for above, here in pairwise(rows):
        upper, lower = above[-1], here[-1]
        free = upper.ref and lower.ref and not upper.below and not upper.merged
        if free and drawn.random.random() < 0.2:
            upper.merged, lower.below, lower.text = True, True, ""
            if not upper.text and lower.ref is not None:
                drawn.shown[lower.ref] = ""


def figures_merged_across(drawn: Drawing) -> None:
    """One figure in a cell over two columns; the other is gone."""
    for pieces in drawn.tables.values():
        for row in drawn.random.sample(pieces[0], len(pieces[0]) // 3):
            places = [place for place, box in enumerate(row) if box.ref is not None]
            if len(places) > 2:
                place = drawn.random.choice(places[:-1])
                row[place].columns += row[place + 1].columns
                del row[place + 1]


def lost_head(drawn: Drawing) -> None:
    """The words of a head are missing."""
    for pieces in drawn.tables.values():
        heads = [box for row in pieces[0][: _heads(pieces[0])] for box in row if box.text]
        if heads:
            drawn.random.choice(heads[-5:]).text = ""


def lost_head_cell(drawn: Drawing) -> None:
    """A head is missing with its cell: the others stand over figures that are not theirs."""
    for pieces in drawn.tables.values():
        heads = _heads(pieces[0])
        if heads:
            row = pieces[0][heads - 1]
            del row[drawn.random.randrange(max(1, len(row) - 5), len(row))]


def swapped_columns(drawn: Drawing) -> None:
    """Two columns of table three exchanged, heads and figures."""
    rows = drawn.tables.get("applications", [[]])[0]
    heads = _heads(rows) if rows else 0
    for row in [row for row in rows[heads - 1 :] if len(row) > 6] if heads else []:
        row[-3], row[-4] = row[-4], row[-3]


def title_inside(drawn: Drawing) -> None:
    """The title of the section is the first row of its table."""
    for key, pieces in drawn.tables.items():
        width = sum(box.columns for box in pieces[0][0])
        pieces[0].insert(0, [Box(drawn.titles[key], width)])


# Figures


def grouped(drawn: Drawing) -> None:
    """1,113 and 1 113."""
    for box in drawn.figures():
        if box.text.isdecimal():
            box.text = f"{int(box.text):,}".replace(",", drawn.random.choice((",", " ", "，")))


def full_width_figures(drawn: Drawing) -> None:
    """１２３."""
    for box in drawn.figures():
        if box.text.replace(".", "").isdecimal():
            box.text = box.text.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})


def spread_figures(drawn: Drawing) -> None:
    """1 2 3, set apart to fill the cell."""
    for box in drawn.figures():
        if box.text.isdecimal():
            box.text = f" {' '.join(box.text)} "


def broken_figures(drawn: Drawing) -> None:
    """Long figures broken over two paragraphs of a narrow cell."""
    for box in drawn.figures():
        if len(box.text) > 3 and box.text.isdecimal():
            box.content = paragraph(run(box.text[:3])) + paragraph(run(box.text[3:]))


def pictures(drawn: Drawing) -> None:
    """Some figures are pictures."""
    for box in drawn.pick(drawn.figures(), 0.1):
        box.content = paragraph("<w:r><w:drawing/></w:r>")


def footnotes(drawn: Drawing) -> None:
    """Figures with a note."""
    for box in drawn.pick(drawn.figures(), 0.2):
        box.run = lambda text: f'{run(text)}<w:r><w:footnoteReference w:id="2"/></w:r>'


def tables_for_figures(drawn: Drawing) -> None:
    """Some figures stand in a table of their own inside their cell."""
    for box in drawn.pick(drawn.figures(), 0.1):
        inner = paragraph(run(box.text))
        box.content = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl><w:p/>"


# Around the tables


def furniture(drawn: Drawing) -> None:
    """Tables of a web page or a letterhead before and behind the report."""
    cells = "".join(
        f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("索引号", "001", "发布日期", "2024")
    )
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    drawn.before = table + paragraph(run("字号：大 中 小"))
    drawn.behind = paragraph("") + table


def contents(drawn: Drawing) -> None:
    """A table of contents, typed, with page numbers."""
    drawn.before = "".join(
        paragraph(run(f"{title}{'…' * 6}{number}"))
        for number, title in enumerate(drawn.titles.values(), 1)
    )


def last_years_table(drawn: Drawing) -> None:
    """The table of last year in the first section, with other figures."""
    pieces = drawn.tables.get("applications")
    if pieces:
        rows = _copied(pieces[0])
        for row in rows:
            for box in row:
                box.text = f"{len(box.text) + 70}" if box.ref is not None else box.text
        drawn.in_overview = table_markup(rows, drawn.style)


def alike_in_prose(drawn: Drawing) -> None:
    """A table of the prose that uses words of the form."""
    rows = (("项目", "上年", "本年"), ("行政许可", "5", "6"), ("行政处罚", "7", "8"))
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(text))}</w:tc>' for text in row)}</w:tr>"
        for row in rows
    )
    drawn.in_overview = f"<w:tbl>{lines}</w:tbl>"


def _split(drawn: Drawing, *, repeat: bool, pieces: int) -> None:
    for key, drawn_pieces in drawn.tables.items():
        rows = drawn_pieces[0]
        heads = _heads(rows)
        if not heads or len(rows) < heads + 2 * pieces:
            continue
        places = sorted(drawn.random.sample(range(heads + 1, len(rows)), pieces - 1), reverse=True)
        cut: list[Rows] = []
        for place in places:
            rows, lower = _cut(rows, place)
            cut.insert(0, [*_copied(rows[:heads]), *lower] if repeat else lower)
        drawn.tables[key] = [rows, *cut]


def _cut(rows: Rows, place: int) -> tuple[Rows, Rows]:
    """The rows above and below; a label that reaches over the cut stands in both."""
    lower = rows[place:]
    for number, box in enumerate(lower[0]):
        if box.below:
            column = sum(before.columns for before in lower[0][:number])
            box.text, box.below, box.merged = _above(rows, place, column), False, True
    return rows[:place], lower


def _above(rows: Rows, place: int, column: int) -> str:
    """The text of the cell that reaches down into this column."""
    for row in reversed(rows[:place]):
        start = 0
        for box in row:
            if start == column and not box.below:
                return box.text
            start += box.columns
    return ""


def _fill_down(rows: Rows, *, blank: bool) -> None:
    for place, row in enumerate(rows):
        column = 0
        for box in row:
            if box.below and not blank:
                box.text = _above(rows, place, column)
            column += box.columns
    for row in rows:
        for box in row:
            box.below = box.merged = False


def _columns(row: Row, start: int, stop: int) -> Row:
    column = 0
    kept: Row = []
    for box in row:
        if start <= column < stop:
            kept.append(box)
        column += box.columns
    return kept


def _heads(rows: Rows) -> int:
    """How many rows of heads a table of one block has; 0 for one of several."""
    heads = next(place for place, row in enumerate(rows) if any(box.ref for box in row))
    later = rows[heads:]
    return 0 if any(len(row) == 1 for row in rows) or not later else heads


def _copied(rows: Rows) -> Rows:
    return [[box.copy() for box in row] for row in rows]


def _layouts() -> dict[str, Layout]:
    return {
        name: value
        for name, value in globals().items()
        if callable(value)
        and not name.startswith("_")
        and getattr(value, "__module__", "") == __name__
        and value is not Layout
    }


LAYOUTS: Mapping[str, Layout] = MappingProxyType(_layouts())
"""All layouts by name."""
