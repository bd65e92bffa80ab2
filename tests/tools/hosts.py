"""Word files of others, made to be in the way of what is put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

# In the order of the schema.
_LOUD_PARAGRAPH: Final = (
    "<w:keepNext/><w:keepLines/>{apart}<w:widowControl/><w:suppressLineNumbers/>{border}"
    '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/><w:suppressAutoHyphens/>'
    '<w:kinsoku w:val="0"/><w:wordWrap w:val="0"/><w:overflowPunct w:val="0"/>'
    "<w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd/><w:snapToGrid/>"
    '<w:spacing w:before="400" w:beforeLines="100" w:after="400" w:line="240" w:lineRule="exact"/>'
    '<w:ind w:left="1000" w:right="1000" w:firstLine="700"/><w:contextualSpacing/>'
    '<w:mirrorIndents/><w:jc w:val="right"/><w:textAlignment w:val="top"/>'
)
_BORDER: Final = (
    '<w:pBdr><w:top w:val="single" w:sz="12" w:space="1" w:color="FF0000"/>'
    '<w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
)
# LibreOffice 7.4 gives these two to tables, whatever their styles say, where they are defaults.
_DEFAULT_PARAGRAPH: Final = _LOUD_PARAGRAPH.format(apart="", border="")
_NORMAL_PARAGRAPH: Final = _LOUD_PARAGRAPH.format(apart="<w:pageBreakBefore/>", border=_BORDER)
_DEFAULT_RUN: Final = (
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体" w:cs="Arial"/><w:b/><w:bCs/>'
    "<w:i/><w:iCs/><w:caps/><w:strike/><w:outline/><w:shadow/><w:vanish/>"
    '<w:color w:val="FF0000"/><w:spacing w:val="60"/><w:w w:val="150"/><w:kern w:val="40"/>'
    '<w:position w:val="12"/><w:sz w:val="60"/><w:szCs w:val="60"/><w:u w:val="double"/>'
    '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="FF0000"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="00FF00"/><w:vertAlign w:val="superscript"/>'
    '<w:em w:val="dot"/><w:lang w:val="fr-FR" w:eastAsia="ja-JP"/>'
)


_DEFAULT_TABLE: Final = (
    '<w:tblInd w:w="1500" w:type="dxa"/><w:tblCellMar><w:top w:w="300" w:type="dxa"/>'
    '<w:left w:w="300" w:type="dxa"/><w:bottom w:w="300" w:type="dxa"/>'
    '<w:right w:w="300" w:type="dxa"/></w:tblCellMar>'
)


def plain() -> Document:
    """What python-docx begins with, with some words."""
    document = docx.Document()
    document.add_heading("第一章 概况", 1)
    document.add_paragraph("本年鉴收录各机关的报告。")
    document.add_paragraph("")
    document.add_heading("第二章 其他", 1)
    document.add_paragraph("以下从略。")
    return document


def shouting() -> Document:
    """All that defaults and Normal can say, they say: nothing of it may reach the report."""
    document = plain()
    sheet = document.styles.element
    sheet.replace(
        sheet.find(qn("w:docDefaults")),
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}>"
            f"<w:rPrDefault><w:rPr>{_DEFAULT_RUN}</w:rPr></w:rPrDefault>"
            f"<w:pPrDefault><w:pPr>{_DEFAULT_PARAGRAPH}</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    normal = document.styles["Normal"].element
    for tag in ("w:pPr", "w:rPr"):
        for found in normal.findall(qn(tag)):
            normal.remove(found)
    normal.append(parse_xml(f"<w:pPr {nsdecls('w')}>{_NORMAL_PARAGRAPH}</w:pPr>"))
    normal.append(parse_xml(f"<w:rPr {nsdecls('w')}>{_DEFAULT_RUN}</w:rPr>"))
    table = document.styles.default(WD_STYLE_TYPE.TABLE).element
    table.append(parse_xml(f"<w:tblPr {nsdecls('w')}>{_DEFAULT_TABLE}</w:tblPr>"))
    return document


def taken() -> Document:
    """The names and the ids of our styles stand for something else, some of another kind."""
    document = plain()
    figure = document.styles.add_style("统计表数字", WD_STYLE_TYPE.PARAGRAPH)
    figure.font.size = Pt(30)
    document.styles.add_style("公文正文", WD_STYLE_TYPE.CHARACTER).font.bold = True
    document.styles.add_style("统计表", WD_STYLE_TYPE.PARAGRAPH).font.italic = True
    for name, identifier in (("甲", "InsertedGKTable"), ("乙", "insertedgkbody")):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).style_id = identifier
    return document


def tracked() -> Document:
    """Revisions are recorded, and some words are."""
    document = plain()
    revision = 'w:author="甲" w:date="2024-01-01T00:00:00Z"'
    words = "<w:r><w:t>新增的话</w:t></w:r>"
    gone = "<w:r><w:delText>删去的话</w:delText></w:r>"
    for markup in (
        f'<w:ins w:id="900" {revision}>{words}</w:ins>',
        f'<w:del w:id="901" {revision}>{gone}</w:del>',
    ):
        child = markup.replace(" w:id", f" {nsdecls('w')} w:id", 1)
        document.paragraphs[1]._p.append(parse_xml(child))
    document.settings.element.append(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    return document


def ending_in_a_table() -> Document:
    """Nothing stands behind the last table, and one empty paragraph keeps two apart."""
    document = plain()
    document.add_table(1, 2).cell(0, 0).text = "甲"
    document.add_paragraph("")
    document.add_table(1, 2).cell(0, 0).text = "乙"
    return document


def of_several_sections() -> Document:
    """An upright page, one across, a small one, and one of two columns."""
    document = plain()
    across = document.add_section(WD_SECTION.NEW_PAGE)
    across.orientation = WD_ORIENT.LANDSCAPE
    across.page_width, across.page_height = Mm(297), Mm(210)
    document.add_paragraph("横页")
    small = document.add_section(WD_SECTION.NEW_PAGE)
    small.orientation = WD_ORIENT.PORTRAIT
    small.page_width, small.page_height = Mm(148), Mm(210)
    small.left_margin = small.right_margin = Mm(15)
    document.add_paragraph("小页")
    narrow = document.add_section(WD_SECTION.NEW_PAGE)
    narrow._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    document.add_paragraph("分栏")
    return document


def protected() -> Document:
    """Word lets nobody change it."""
    document = plain()
    document.settings.element.append(
        parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1"/>')
    )
    return document


HOSTS: Final[Mapping[str, Callable[[], Document]]] = {
    "plain": plain,
    "shouting": shouting,
    "taken": taken,
    "tracked": tracked,
    "ending in a table": ending_in_a_table,
    "protected": protected,
}
"""Those into which a whole report goes at the end."""
