"""Statutory tables and sections put into a python-docx document of somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import accumulate
from typing import Final

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from gkdoc.docx.attachments import attach, attachable, package_of
from gkdoc.docx.parts import printable, table_markup, whole_table
from gkdoc.docx.places import Place, place_of
from gkdoc.docx.styles import adopt_styles
from gkdoc.errors import UsageError
from gkdoc.layout.title import title_lines
from gkdoc.layout.typography import PAGE, StyleRoles
from gkdoc.messages import Listed, _
from gkdoc.model import Report, SeenReport, StatutoryTable
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.spec import section_title, sections
from gkdoc.tasks.arguments import assert_given
from gkdoc.write.docx.beside import Attached
from gkdoc.write.docx.prose import ProseFormat, outline_markup, signature_markup

_WIDTH: Final = qn("w:w")
_INDENT: Final = qn("w:ind")
_LEFT: Final = qn("w:left")


def insert_table(paragraph: Paragraph, table: StatutoryTable) -> Table:
    """Put a statutory table beside `paragraph`, and give it as python-docx has it.

    It stands in the place of an empty paragraph, otherwise behind the paragraph, and is no wider
    than the text there. Totals that were not entered are computed. What is given is printed, right
    or wrong: judging is `gkdoc.check_report`'s. Styles that the document lacks are added to it, and
    no style that it has is changed.

    InputError for figures that are missing, UsageError for a paragraph that is not one of the body.
    """
    place = place_of(paragraph)
    if not isinstance(table, StatutoryTable):
        raise UsageError(
            _(
                "应给出一张法定的表，如 report.applications，这里是 {kind}",
                kind=type(table).__name__,
            )
        )
    values = whole_table(table.values)
    width = place.text_width
    markup = table_markup(values, adopt_styles(place.document), scale=_scale(width))
    return next(each for each in _put(place, [markup]) if isinstance(each, Table))


def insert_section(
    paragraph: Paragraph, report: SeenReport, section: str, *, previous: SeenReport | None = None
) -> tuple[Paragraph | Table, ...]:
    """Put one of the six sections beside `paragraph`, with its statutory title: what stands there.

    `section` is its name, as "overview"; `previous` is the report of the year before. Place and
    styles are as for `insert_table`. References in the prose become the figures they mean.

    InputError for what the section lacks, for a reference that has no figure, and for what is no
    report; UsageError for another name, and for a paragraph that is not one of the body.
    """
    place = place_of(paragraph)
    assert_given(SeenReport, report, previous)
    if section not in sections():
        near = get_close_matches(str(section), sections(), n=1)
        names = Listed("、", near or sections())
        raise UsageError(_("没有名为 {section} 的节，应为 {names}", section=section, names=names))
    printed = printable(report, previous, (section,))
    width = place.text_width
    styles = adopt_styles(place.document)
    attached = attachable(package_of(place.document), width)
    markup = [*_section(printed, section, styles, attached)]
    attach(place.document, attached)
    return _put(place, markup)


def insert_report(
    paragraph: Paragraph, report: Report, *, previous: SeenReport | None = None
) -> tuple[Paragraph | Table, ...]:
    """Put a whole report beside `paragraph`, from its title to the signature: what stands there.

    Everything else is as for `insert_section`.
    """
    place = place_of(paragraph)
    assert_given(SeenReport, report, previous)
    keys = [*dict.fromkeys((*report.prose, *sections()))]
    printed = printable(report, previous, keys)
    width = place.text_width
    styles = adopt_styles(place.document)
    attached = attachable(package_of(place.document), width)
    title = "\n".join(title_lines(printed.full_title, printed.agency))
    markup = [paragraph_xml(styles.title, [Run(title)])]
    if printed.introduction is not None:
        outline = printed.introduction.outline
        markup.append(outline_markup(outline, ProseFormat(styles, {}), attached))
    for key in sections():
        markup.extend(_section(printed, key, styles, attached))
    if printed.signature is not None:
        markup.append(signature_markup(printed.signature, styles))
    attach(place.document, attached)
    return _put(place, markup)


def _section(report: SeenReport, key: str, styles: StyleRoles, attached: Attached) -> Iterator[str]:
    """The title of a section, and what stands under it."""
    yield paragraph_xml(styles.heading1, [Run(section_title(key, report.year))])
    if key in report.tables:
        yield table_markup(report.tables[key].values, styles, scale=_scale(attached.width))
    else:
        # No page holds the signature alone: the last paragraph goes with it.
        signed = report.signature is not None and key == [*sections()][-1]
        form = ProseFormat(styles, {})
        yield outline_markup(report.prose[key], form, attached, keep_next=signed)


def _put(place: Place, markup: Sequence[str]) -> tuple[Paragraph | Table, ...]:
    width = place.text_width
    holder = parse_xml(f"<w:body {nsdecls('w')}>{''.join(markup)}</w:body>")
    elements: list[etree._Element] = [*holder]
    for each in elements:
        if each.tag == qn("w:tbl"):
            _narrow(each, width)
        for indent in each.iter(_INDENT):
            # The signature keeps its distance from the right edge of the text.
            if left := int(indent.get(_LEFT, "0")):
                indent.set(_LEFT, str(max(0, left + width - PAGE.text_width)))
    return place.put(elements)


def _scale(width: int) -> float:
    """How wide a statutory table is where text is `width` twips wide, in parts of its own width."""
    return min(1.0, width / PAGE.text_width)


def _narrow(table: etree._Element, width: int) -> None:
    """Make the columns of a table that is wider than `width` narrower, and the margins in them."""
    columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    ends = [0, *accumulate(map(_twips, columns))]
    if ends[-1] <= width:
        return
    scale = width / ends[-1]
    ends = [round(end * scale) for end in ends]
    for column, start, end in zip(columns, ends, ends[1:], strict=False):
        column.set(_WIDTH, str(end - start))
    for row in table.iterfind(qn("w:tr")):
        first = 0
        for cell in row.iterfind(f"{qn('w:tc')}/{qn('w:tcPr')}"):
            spans = (int(span.get(qn("w:val"), "1")) for span in cell.iterfind(qn("w:gridSpan")))
            last = first + next(spans, 1)
            for stated in cell.iterfind(qn("w:tcW")):
                stated.set(_WIDTH, str(ends[last] - ends[first]))
            for margin in cell.iterfind(f"{qn('w:tcMar')}/*"):
                margin.set(_WIDTH, str(int(_twips(margin) * scale)))
            first = last
    for stated in table.iterfind(f"{qn('w:tblPr')}/{qn('w:tblW')}"):
        stated.set(_WIDTH, str(ends[-1]))


def _twips(holder: etree._Element) -> int:
    return int(holder.get(_WIDTH, "0"))
