"""Where in a python-docx document a report can stand, and how it is put there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from attrs import frozen
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.parts.document import DocumentPart
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from gkdoc.errors import UsageError
from gkdoc.layout.typography import PAGE
from gkdoc.messages import _

_SECTION: Final = qn("w:sectPr")
_OWN_SECTION: Final = f"{qn('w:pPr')}/{_SECTION}"
_LOOKS: Final = (qn("w:pPr"), qn("w:rPr"))
_HOLLOW: Final = frozenset(
    map(qn, ("w:pPr", "w:r", "w:rPr", "w:t", "w:proofErr", "w:lastRenderedPageBreak"))
)
_REVISIONS: Final = frozenset(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))

_NARROWEST: Final = PAGE.text_width // 2
"""In half the width of the form's page, labels of the statutory tables break sign by sign."""


@frozen
class Place:
    """A paragraph of the body of `document`, beside which a report can stand."""

    document: Document
    paragraph: Paragraph

    @property
    def text_width(self) -> int:
        """The width that text has there, in twips; UsageError where no statutory table fits."""
        section = self._section()
        width = PAGE.text_width if section is None else _text_width(section)
        if width < _NARROWEST:
            raise UsageError(
                _(
                    "这里的版心宽 {width} 毫米，放不下法定的表，应不小于 {least} 毫米",
                    width=round(width / 1440 * 25.4),
                    least=round(_NARROWEST / 1440 * 25.4),
                )
            )
        return width

    def put(self, elements: Sequence[etree._Element]) -> tuple[Paragraph | Table, ...]:
        """Put the elements in the place of the paragraph if it is empty, otherwise behind it.

        Of an empty paragraph that ends a section, or keeps two tables apart, the place is before
        it, and it stays. Tables never touch, and none is the last thing of a document.
        """
        anchor: etree._Element = self.paragraph._p
        empty = _is_hollow(anchor)
        before = anchor.getprevious() if empty else anchor
        if empty and isinstance(before, CT_Tbl) and isinstance(elements[0], CT_Tbl):
            anchor.addprevious(OxmlElement("w:p"))
        for each in elements:
            anchor.addprevious(each)
        if not empty:
            # What was put before the paragraph is to stand behind it.
            elements[0].addprevious(anchor)
        elif not _ends_section(anchor):
            self.document.element.body.remove(anchor)
        last = elements[-1]
        if isinstance(last, CT_Tbl) and not isinstance(last.getnext(), CT_P):
            last.addnext(OxmlElement("w:p"))
        body = self.paragraph._parent
        return tuple(
            Table(each, body) if isinstance(each, CT_Tbl) else Paragraph(cast("CT_P", each), body)
            for each in elements
        )

    def _section(self) -> etree._Element | None:
        """The properties of the section that what is put there will belong to."""
        anchor: etree._Element = self.paragraph._p
        start = anchor if _is_hollow(anchor) else anchor.getnext()
        while start is not None:
            found = start if start.tag == _SECTION else start.find(_OWN_SECTION)
            if found is not None:
                return found
            start = start.getnext()
        return None


def place_of(paragraph: Paragraph) -> Place:
    """The place of a paragraph; UsageError where no statutory table can stand and be read again."""
    if not isinstance(paragraph, Paragraph):
        raise UsageError(
            _(
                "位置应是 python-docx 的一个段落（Paragraph），这里是 {kind}",
                kind=type(paragraph).__name__,
            )
        )
    parent = paragraph._p.getparent()
    part = paragraph.part
    if parent is None:
        raise UsageError(_("这个段落已经不在文件里"))
    if not isinstance(part, DocumentPart):
        raise UsageError(_("这个段落在页眉、页脚或批注里，法定的表和节只能放在正文里"))
    if parent is not part.document.element.body:
        raise UsageError(
            _("这个段落在表格、文本框或内容控件里，法定的表和节只能放在正文里，应给出表格外的段落")
        )
    if _in_field(paragraph._p):
        raise UsageError(
            _("这个段落在目录一类的域里，更新域时放进去的内容会消失，应给出域外的段落")
        )
    return Place(part.document, paragraph)


def _ends_section(paragraph: etree._Element) -> bool:
    return paragraph.find(_OWN_SECTION) is not None


def _is_hollow(paragraph: etree._Element) -> bool:
    """True if nobody misses the paragraph: no words, no object, no bookmark, no revision."""
    for each in paragraph.iterdescendants():
        looks = next(each.iterancestors(*_LOOKS), None)
        if each.tag in _REVISIONS or (looks is None and each.tag not in _HOLLOW):
            return False
    return not any(text.text for text in paragraph.iter(qn("w:t")))


def _in_field(paragraph: etree._Element) -> bool:
    """True if a field that began earlier goes on behind the paragraph."""
    depth = 0
    for each in (paragraph, *paragraph.itersiblings(preceding=True)):
        kinds = [sign.get(qn("w:fldCharType")) for sign in each.iter(qn("w:fldChar"))]
        depth += kinds.count("begin") - kinds.count("end")
    return depth > 0


def _text_width(section: etree._Element) -> int:
    """The width of the text of a section in twips, that of the narrowest of its columns."""
    page, margins, columns = (section.find(qn(tag)) for tag in ("w:pgSz", "w:pgMar", "w:cols"))
    if page is None or margins is None:
        return PAGE.text_width
    beside = sum(_length(margins, side) for side in ("left", "right", "gutter"))
    width = _length(page, "w") - beside
    if columns is None:
        return width
    own = [_length(column, "w") for column in columns.findall(qn("w:col"))]
    number = _length(columns, "num") or 1
    if own and len(own) > 1:
        return min(own)
    return (width - (number - 1) * (_length(columns, "space") or 720)) // number


def _length(holder: etree._Element, name: str) -> int:
    """A length in twips; 0 where none is stated, or it is stated in no whole number."""
    value = holder.get(qn(f"w:{name}"), "")
    return int(value) if value.lstrip("-").isdecimal() else 0
