"""Templates as offices make them: `python -m tests.tools.templates` writes the fixtures anew.

Each is made with python-docx, opened by LibreOffice and saved again, so that what the tests read
was written by a program of other people: its own ids of styles, its own cuts of tags into runs.
The figures of a drawn table stand where the grid of the form has them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gkdoc.layout.grid import lay_out
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.spec import Form, TableSpec, newest
from gkdoc.tasks.templates.mark_up import mark_up
from tests.tools import places
from tests.tools.office import Office

FOLDER: Final = places.ROOT / "tests" / "fixtures" / "templates"
"""Where the saved templates lie."""

FORM: Final = newest()

_TEXT_BOX: Final = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
<v:rect style="position:absolute;width:200pt;height:30pt" stroked="t"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"""


def with_body(template: bytes, *markup: str) -> bytes:
    """The template with this markup in place of its text."""
    package = read_package(template)
    document = package.parts["word/document.xml"].decode()
    start, end = document.index("<w:body>") + len("<w:body>"), document.index("<w:sectPr>")
    written = f"{document[:start]}{''.join(markup)}{document[end:]}"
    return write_package(package.replacing({"word/document.xml": written.encode()}))


def own_tables(spec: Mapping[str, TableSpec] | None = None) -> Document:
    """All three tables drawn by the office, in the forms `spec`, a tag in each cell."""
    document = docx.Document()
    _title(document)
    for section in _sections(document, FORM):
        if section in FORM.tables:
            draw_table(document, (spec or FORM.tables)[section])
        else:
            document.add_paragraph(f"{{{{p {section} }}}}")
    _signature(document)
    return document


def own_styles() -> Document:
    """Styles of the office's own under the names that gkdoc knows, page set by the standard."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    body = document.styles.add_style(STYLE_NAMES.body, WD_STYLE_TYPE.PARAGRAPH)
    body.font.size, body.font.color.rgb = Pt(15), RGBColor(0x20, 0x20, 0x60)
    body.paragraph_format.first_line_indent = Pt(30)
    head = document.styles.add_style(STYLE_NAMES.table_head, WD_STYLE_TYPE.PARAGRAPH)
    head.font.bold = True
    _title(document)
    for section in _sections(document, FORM):
        document.add_paragraph(f"{{{{p {section} }}}}")
    _signature(document)
    return document


def header_slots() -> Document:
    """Agency and year in a header with a text box and a footer, the signature line by line."""
    document = docx.Document()
    section = document.sections[0]
    split(section.header.paragraphs[0], "{{ agency }}")
    section.footer.paragraphs[0].text = "{{ year }}年度　{{ year|chinese }}"
    section.header.add_paragraph()._p.append(parse_xml(_TEXT_BOX.format("编制：{{ agency }}")))
    signature = document.styles.add_style(STYLE_NAMES.signature, WD_STYLE_TYPE.PARAGRAPH)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _title(document)
    for key in _sections(document, FORM):
        document.add_paragraph(f"{{{{p {key} }}}}")
    for line in (
        "{%p if signature %}",
        "{{ signature.agency }}",
        '{{ signature.date|date("yyyy年M月d日") }}',
        "{%p endif %}",
    ):
        document.add_paragraph(line, style=STYLE_NAMES.signature)
    return document


def block_slots() -> Document:
    """Nothing but the titles and one tag under each."""
    document = docx.Document()
    split(document.add_paragraph(), "{{ title }}")
    for key in _sections(document, FORM):
        split(document.add_paragraph(), f"{{{{p {key} }}}}")
    _signature(document)
    return document


def marked_up_form() -> Document:
    """A blank form with the labels of the official one, marked up by `template export --from`."""
    document = docx.Document()
    title = document.add_paragraph()
    title.add_run(FORM.title.format(agency="", year="")).font.size = Pt(22)
    for key in _sections(document, FORM):
        if key in FORM.tables:
            draw_table(document, FORM.tables[key], blank=True)
        else:
            document.add_paragraph("（文字描述）")
    return docx.Document(BytesIO(mark_up(saved(document)).document))


TEMPLATES: Final[Mapping[str, Callable[[], Document]]] = {
    "own-tables": own_tables,
    "own-styles": own_styles,
    "header-slots": header_slots,
    "block-slots": block_slots,
    "marked-up-form": marked_up_form,
}
"""The five templates by the names of their files."""


def draw_table(document: Document, spec: TableSpec, *, blank: bool = False) -> None:
    """The table of the form with merged cells, and a tag in each figure's cell unless `blank`."""
    rows, columns = spec.shape
    table = document.add_table(rows, columns, style="Table Grid")
    for row, placed in enumerate(lay_out(spec).placed()):
        for column, cell in placed:
            first = table.cell(row, column)
            last = table.cell(row + cell.rows - 1, column + cell.columns - 1)
            whole = first if first._tc is last._tc else first.merge(last)
            paragraph = whole.paragraphs[0]
            if cell.ref is None:
                paragraph.text = cell.text
            elif not blank:
                split(paragraph, f"{{{{ {cell.ref} }}}}")


def split(paragraph: Paragraph, tag: str) -> None:
    """The tag in four runs of different colours, cut where Word likes to cut."""
    cuts = (0, 1, 4, len(tag) - 3, len(tag))
    for number, (start, stop) in enumerate(pairwise(cuts)):
        paragraph.add_run(tag[start:stop]).font.color.rgb = RGBColor(0, 0, number)


def saved(document: Document) -> bytes:
    """The file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _title(document: Document) -> None:
    split(document.add_paragraph(style="Title"), "{{ title }}")
    for line in ("{%p if introduction %}", "{{p introduction }}", "{%p endif %}"):
        document.add_paragraph(line)


def _sections(document: Document, report_form: Form) -> Iterator[str]:
    """Each section's key, after its title has been added."""
    for section in report_form.sections:
        document.add_heading(section.title, 1)
        yield section.key


def _signature(document: Document) -> None:
    for line in ("{%p if signature %}", "{{p signature }}", "{%p endif %}"):
        document.add_paragraph(line)


def main() -> None:
    """Write the fixtures."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None:
        raise SystemExit("LibreOffice and the faces are needed: make test installs them")
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for name, make in TEMPLATES.items():
            sources.append(Path(folder) / f"{name}.docx")
            sources[-1].write_bytes(saved(make()))
        office = Office(program, Path(folder) / "home", faces)
        FOLDER.mkdir(parents=True, exist_ok=True)
        office.docx(*sources, into=FOLDER)


if __name__ == "__main__":
    main()
