"""Where in a python-docx document a report can stand, and how it is put there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.table import Table
from docx.text.paragraph import Paragraph

from gkdoc.errors import UsageError
from gkdoc.layout.typography import PAGE
from gkdoc.messages import _

_SECTION: Final = qn("w:sectPr")
_HOLLOW: Final = frozenset(
    {"w:pPr", "w:r", "w:rPr", "w:t", "w:proofErr", "w:lastRenderedPageBreak"}
)
_HOLLOW_TAGS: Final = frozenset(map(qn, _HOLLOW))
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

    def put(self, elements: Sequence[BaseOxmlElement]) -> tuple[Paragraph | Table, ...]:
        """Put the elements in the place of the paragraph if it is empty, otherwise behind it.

        Of an empty paragraph that ends a section, or keeps two tables apart, the place is before
        it, and it stays. Tables never touch, and none is the last thing of a document.
        """
        anchor: BaseOxmlElement = self.paragraph._p
        empty = _is_hollow(anchor)
        before = anchor.getprevious() if empty else anchor
        if empty and isinstance(before, CT_Tbl) and isinstance(elements[0], CT_Tbl):
            anchor.addprevious(OxmlElement("w:p"))
        for each in elements:
            anchor.addprevious(each)
        if not empty:
            # What was put before goes behind: the elements keep their order.
            elements[0].addprevious(anchor)
        elif not self._ends_section(anchor):
            body = anchor.getparent()
            assert body is not None
            body.remove(anchor)
        last = elements[-1]
        following = last.getnext()
        if isinstance(last, CT_Tbl) and not isinstance(following, CT_P):
            last.addnext(OxmlElement("w:p"))
        body_ = self.paragraph._parent
        return tuple(
            Table(each, body_) if isinstance(each, CT_Tbl) else Paragraph(each, body_)  # type: ignore[arg-type]
            for each in elements
        )

    def _section(self) -> BaseOxmlElement | None:
        """The properties of the section that what is put there will belong to."""
        anchor: BaseOxmlElement = self.paragraph._p
        start = anchor if _is_hollow(anchor) else anchor.getnext()
        while start is not None:
            found = start if start.tag == _SECTION else start.find(f"{qn('w:pPr')}/{_SECTION}")
            if found is not None:
                return found
            start = start.getnext()
        return None

    @staticmethod
    def _ends_section(paragraph: BaseOxmlElement) -> bool:
        return paragraph.find(f"{qn('w:pPr')}/{_SECTION}") is not None


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


def _is_hollow(paragraph: BaseOxmlElement) -> bool:
    """True if nobody misses the paragraph: no words, no object, no bookmark, no revision."""
    looks = paragraph.find(qn("w:pPr"))
    below = [
        each for each in paragraph.iterdescendants() if looks is None or each not in {*looks.iter()}
    ]
    if any(each.tag not in _HOLLOW_TAGS and each.getparent().tag != qn("w:rPr") for each in below):
        return False
    if looks is not None and any(each.tag in _REVISIONS for each in looks.iter()):
        return False
    return not any(each.text for each in below if each.tag == qn("w:t"))


def _in_field(paragraph: BaseOxmlElement) -> bool:
    """True if a field that began earlier goes on behind the paragraph."""
    depth = 0
    for sign in paragraph.xpath("preceding-sibling::*//w:fldChar | self::*//w:fldChar"):
        kind = sign.get(qn("w:fldCharType"))
        depth += (kind == "begin") - (kind == "end")
    return depth > 0


def _text_width(section: BaseOxmlElement) -> int:
    """The width of the text of a section in twips, that of the narrowest of its columns."""
    page, margins, columns = (section.find(qn(tag)) for tag in ("w:pgSz", "w:pgMar", "w:cols"))
    if page is None or margins is None:
        return PAGE.text_width
    width = _length(page, "w") - sum(_length(margins, side) for side in ("left", "right", "gutter"))
    if columns is None:
        return width
    own = [_length(column, "w") for column in columns.findall(qn("w:col"))]
    number = _length(columns, "num") or 1
    if own and len(own) > 1:
        return min(own)
    return (width - (number - 1) * (_length(columns, "space") or 720)) // number


def _length(holder: BaseOxmlElement, name: str) -> int:
    """A length in twips; 0 where none is stated, or it is stated in no whole number."""
    value = holder.get(qn(f"w:{name}"), "")
    return int(value) if value.lstrip("-").isdecimal() else 0
