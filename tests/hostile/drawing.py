"""A report as Word markup, kept in a form in which layouts can still change it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TypeAlias
from xml.sax.saxutils import escape

from attrs import define, evolve, frozen

from gkdoc.layout.grid import lay_out
from gkdoc.model import usual_title
from gkdoc.spec import CellRef, TableSpec, newest
from tests.hostile.reports import Figures

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@define(eq=False)
class Box:
    """A cell as Word has it.

    `below` says that it goes on with the cell above, `merged` that it is the first of such cells.
    `content` replaces the paragraph that shows the text, `run` makes its runs, `number` is put into
    the properties of the paragraph.
    """

    text: str
    columns: int = 1
    merged: bool = False
    below: bool = False
    ref: CellRef | None = None
    content: str | None = None
    run: Callable[[str], str] | None = None
    number: str = ""

    def copy(self) -> Box:
        """A box like this one."""
        return evolve(self)


Row: TypeAlias = list[Box]
Rows: TypeAlias = list[Row]


def run(text: str) -> str:
    """A run with this text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph around runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


@define
class Style:
    """How boxes become markup."""

    run: Callable[[str], str] = run
    cell: Callable[[str], str] = lambda markup: markup
    row: Callable[[str], str] = lambda markup: markup
    table: Callable[[str], str] = lambda markup: markup
    legacy_spans: bool = False
    grid: bool = True


@define
class Drawing:
    """A report while its file is made.

    `tables` holds each table by its section, in one or more pieces; `titles` the titles of the
    sections as they are printed. `before`, `behind` and `in_overview` are markup put in there.
    """

    random: Random
    tables: dict[str, list[Rows]]
    specs: Mapping[str, TableSpec]
    shown: dict[CellRef, str]
    title: tuple[str, ...]
    titles: dict[str, str]
    style: Style
    before: str = ""
    behind: str = ""
    in_overview: str = ""
    body: Callable[[str], str] = lambda markup: markup
    numbering: str = ""

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

    def pick(self, boxes: Iterator[Box], share: float) -> list[Box]:
        """Some of the boxes."""
        return [box for box in boxes if self.random.random() < share]


@frozen
class HostileFile:
    """A Word file in one layout, and what each cell shows there."""

    name: str
    content: bytes
    shown: Mapping[CellRef, str]


def drawing(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], random: Random
) -> Drawing:
    """The report as the form has it."""
    shown: dict[CellRef, str] = {}
    for _, figures in tables.values():
        shown |= figures
    return Drawing(
        random,
        {key: [_rows(spec, figures)] for key, (spec, figures) in tables.items()},
        {key: spec for key, (spec, _) in tables.items()},
        shown,
        (usual_title(agency, year),),
        {section.key: section.title for section in newest().sections},
        Style(),
    )


def _rows(spec: TableSpec, figures: Figures) -> Rows:
    """The cells of a table row by row, those that go on with the cell above included."""
    height, width = spec.shape
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    cells = {}
    for row, placed in enumerate(lay_out(spec).placed()):
        for column, cell in placed:
            cells[row, column] = cell
            for down in range(cell.rows):
                for across in range(cell.columns):
                    owner[row + down, column + across] = (row, column)
    rows: Rows = []
    for row in range(height):
        boxes: Row = []
        column = 0
        while column < width:
            start = owner[row, column]
            cell = cells[start]
            text = figures[cell.ref] if cell.ref is not None else cell.text
            boxes.append(
                Box(
                    text if start[0] == row else "",
                    cell.columns,
                    merged=cell.rows > 1 and start[0] == row,
                    below=start[0] != row,
                    ref=cell.ref,
                )
            )
            column += cell.columns
        rows.append(boxes)
    return rows


def word_file(drawn: Drawing) -> bytes:
    """The file."""
    parts = ["".join(paragraph(run(line), '<w:jc w:val="center"/>') for line in drawn.title)]
    parts.append(drawn.before)
    for section in newest().sections:
        parts.append(paragraph(drawn.style.run(drawn.titles[section.key])))
        if section.key in drawn.tables:
            parts.append(
                paragraph("").join(
                    table_markup(rows, drawn.style) for rows in drawn.tables[section.key]
                )
            )
        elif not section.table:
            parts.append(paragraph(run("本年度各项工作正常开展。")))
        if section.key == "overview":
            parts.append(drawn.in_overview)
    parts.append(drawn.behind)
    body = drawn.body("".join(parts))
    document = f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return packed(document, drawn.numbering)


def packed(document: str, numbering: str = "") -> bytes:
    """A package around the markup of a document and of its lists."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": (
            f'{header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{kind}.numbering+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{header}<Relationships xmlns="{relations}"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'{header}<Relationships xmlns="{relations}"><Relationship Id="r1" '
            f'Type="{office}/numbering" Target="numbering.xml"/></Relationships>'
        ),
        "word/document.xml": header + document,
        "word/numbering.xml": f"{header}<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def table_markup(rows: Rows, style: Style) -> str:
    """The table."""
    width = max((sum(box.columns for box in row) for row in rows), default=1)
    columns = '<w:gridCol w:w="600"/>' * width
    grid = f"<w:tblGrid>{columns}</w:tblGrid>" if style.grid else ""
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    lines = "".join(style.row(f"<w:tr>{_cells(row, style)}</w:tr>") for row in rows)
    return style.table(f"<w:tbl>{properties}{grid}{lines}</w:tbl>")


def _cells(row: Row, style: Style) -> str:
    return "".join(style.cell(_cell(box, style)) for box in row)


def _cell(box: Box, style: Style) -> str:
    """The cell; in the way of older programs a cell over some columns is followed by empty ones."""
    merge = ""
    if box.merged or box.below:
        merge = '<w:vMerge w:val="restart"/>' if box.merged else "<w:vMerge/>"
    written = box.run or style.run
    words = box.content
    if words is None:
        words = paragraph(written(box.text) if box.text else "", box.number)
    if style.legacy_spans and box.columns > 1:
        first = f'<w:tc><w:tcPr><w:hMerge w:val="restart"/>{merge}</w:tcPr>{words}</w:tc>'
        rest = f"<w:tc><w:tcPr><w:hMerge/>{merge}</w:tcPr><w:p/></w:tc>"
        return first + rest * (box.columns - 1)
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns != 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{words}</w:tc>"
