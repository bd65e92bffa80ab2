"""What stands in a paragraph: its words as they show, and what is there besides words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen
from lxml import etree

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import _
from gkdoc.ooxml.markup import qualified
from gkdoc.read.document.body import (
    LAYOUT_BREAKS,
    LONGEST_EXCERPT,
    SIGNS,
    Beside,
    Span,
)
from gkdoc.read.document.looks import is_on
from gkdoc.read.docx.body.led import Led, field_address
from gkdoc.read.docx.body.styles import DELETIONS, INSERTIONS, NO_STYLE, Style

_R: Final = qualified("w:r")
_T: Final = qualified("w:t")
_VAL: Final = qualified("w:val")
_TYPE: Final = qualified("w:type")
_BREAK: Final = qualified("w:br")
_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_STYLE: Final = qualified("w:rStyle")
_VANISH: Final = qualified("w:vanish")
_DRAWING: Final = qualified("w:drawing")
_HYPERLINK: Final = qualified("w:hyperlink")
_SIMPLE_FIELD: Final = qualified("w:fldSimple")
_INSTRUCTION: Final = qualified("w:instr")
_FIELD_MARK: Final = qualified("w:fldChar")
_FIELD_KIND: Final = qualified("w:fldCharType")
_FIELD_CODE: Final = qualified("w:instrText")
_RUBY: Final = qualified("w:ruby")
_RUBY_BASE: Final = qualified("w:rubyBase")
_ALTERNATE: Final = qualified("mc:AlternateContent")
_CHOICE: Final = qualified("mc:Choice")
_FALLBACK: Final = qualified("mc:Fallback")
_BOX: Final = qualified("w:txbxContent")
_FORMULAS: Final = frozenset(
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}"
    for name in ("oMath", "oMathPara")
)

# What these hold is read as if it stood in their place.
_WRAPPERS: Final = frozenset(
    qualified(f"w:{name}")
    for name in (
        *("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple"),
        *("dir", "bdo", "ins", "moveTo"),
    )
)
_OBJECTS: Final[Mapping[str, str]] = {
    _DRAWING: _("图片或图表"),
    qualified("w:pict"): _("图片"),
    qualified("w:object"): _("嵌入对象"),
    qualified("w:sym"): _("特殊符号"),
    qualified("w:footnoteReference"): _("脚注"),
    qualified("w:endnoteReference"): _("尾注"),
}
# Everything else is passed over: bookmarks, marks of proofing, ends of pages as they were last.
_IN_PARAGRAPHS: Final = frozenset(
    {_PARAGRAPH_PROPERTIES, _ALTERNATE, *_WRAPPERS, *DELETIONS, *_FORMULAS}
)
_OF_FIELDS: Final = frozenset({_FIELD_MARK, _FIELD_CODE})
_IN_RUNS: Final = frozenset({_BREAK, _ALTERNATE, _RUBY, *SIGNS, *_OBJECTS, *_OF_FIELDS})

TELLING: Final = (_IN_PARAGRAPHS - {_PARAGRAPH_PROPERTIES}) | _IN_RUNS | {_STYLE, _VANISH}
"""What makes words more than words, or is there besides."""

_PLAIN: Final = ("", False)


@frozen
class _Open:
    """The link that words stand in: where it leads, and the element that says so."""

    address: str = ""
    anchor: etree._Element | None = field(default=None, eq=False)


_NO_LINK: Final = _Open()
_TRANSPARENT: Final = frozenset({_ALTERNATE, *_WRAPPERS})


class Inline:
    """Reads paragraphs of one document.

    After `read`, `hidden` holds the words of the paragraph that do not show, `properties` is its
    w:pPr. `boxes` gathers the text boxes that hang on paragraphs, for whoever reads what is in
    them. `revised` is True as soon as anything was put in or taken out while revisions are tracked.
    """

    def __init__(self, styles: Mapping[str | None, Style], body: etree._Element, led: Led) -> None:
        """For the paragraphs of `body`; `led` knows where links and pictures lead."""
        self._led = led
        self._link: _Open = _NO_LINK
        # The fields that are open: the instruction of each, and what led on around it.
        self._fields: list[tuple[str, _Open]] = []
        # Few runs have a style or are hidden: those are found at once, nobody looks at the others.
        self._looks = {
            properties.getparent(): _look(properties, styles)
            for node in body.iter(_STYLE, _VANISH)
            if (properties := node.getparent()) is not None
        }
        self.revised = False
        self.hidden = ""
        self.properties: etree._Element | None = None
        self.boxes: list[etree._Element] = []
        self._spans: list[Span] = []
        self._objects: list[Beside] = []
        self._not_shown: list[Finding] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The oddities of the document; that there are revisions is said once."""
        message = _("文件中有修订痕迹，按全部接受以后的内容读取")
        revised = (Finding("GK118", Severity.INFORMATION, message),) if self.revised else ()
        return (*revised, *self._not_shown)

    def note_hidden(self, place: Location) -> None:
        """Say that words of the paragraph last read, which stands there, do not show."""
        if self.hidden.strip():
            message = _("隐藏的文字“{value}”不显示，没有读取", value=self.hidden[:LONGEST_EXCERPT])
            self._not_shown.append(Finding("GK116", Severity.INFORMATION, message, location=place))

    def read(self, paragraph: etree._Element) -> tuple[tuple[Span, ...], tuple[Beside, ...]]:
        """The words of the paragraph, and what it holds besides."""
        self._spans, self._objects, self.hidden = [], [], ""
        self._link, self._fields = _NO_LINK, []
        self.properties = self._read(paragraph)
        return tuple(self._spans), tuple(self._objects)

    def _read(self, parent: etree._Element) -> etree._Element | None:
        """Read what `parent` holds; its w:pPr comes back."""
        properties: etree._Element | None = None
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag not in _IN_PARAGRAPHS:
                continue
            elif tag == _PARAGRAPH_PROPERTIES:
                properties = child if properties is None else properties
            elif tag in _WRAPPERS:
                self.revised = self.revised or tag in INSERTIONS
                self._wrapped(child)
            elif tag in DELETIONS:
                self.revised = True
            elif tag == _ALTERNATE:
                self._read(chosen(child))
            else:
                self._objects.append(_("公式"))
        return properties

    def _wrapped(self, wrapper: etree._Element) -> None:
        around = self._link
        if wrapper.tag == _HYPERLINK:
            self._link = _Open(self._led.address(wrapper), wrapper)
        elif wrapper.tag == _SIMPLE_FIELD:
            address = field_address(wrapper.get(_INSTRUCTION, ""))
            self._link = _Open(address, wrapper) if address else around
        self._read(wrapper)
        self._link = around

    def _run(self, run: etree._Element) -> None:
        text = ""
        for child in run:
            tag = child.tag
            if tag == _T:
                text += child.text or ""
            elif tag in _IN_RUNS:
                text += self._besides(child)
        if not text:
            return
        style, hidden = self._looks.get(run, _PLAIN)
        if hidden:
            self.hidden += text
        else:
            self._spans.append(Span(text, style, run, self._link.address, self._link.anchor))

    def _besides(self, child: etree._Element) -> str:
        """The text of what stands in a run besides w:t; what is none is an object."""
        tag = child.tag
        if tag == _BREAK:
            return "" if child.get(_TYPE) in LAYOUT_BREAKS else "\n"
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == _ALTERNATE:
            return self._text(chosen(child))
        if tag in _OF_FIELDS:
            self._field(child)
            return ""
        if tag == _RUBY:
            return "".join(map(self._text, child.iterfind(f"{_RUBY_BASE}/{_R}")))
        self._object(child, _OBJECTS[tag])
        return ""

    def _text(self, parent: etree._Element) -> str:
        """The text of what stands in a part of a run."""
        return "".join(
            child.text or "" if child.tag == _T else self._besides(child)
            for child in parent
            if child.tag == _T or child.tag in _IN_RUNS
        )

    def _field(self, node: etree._Element) -> None:
        """Follow the fields that words make up: the result of one may be a link."""
        kind = node.get(_FIELD_KIND)
        if kind == "begin":
            self._fields.append(("", self._link))
        elif not self._fields:
            return
        elif node.tag == _FIELD_CODE:
            instruction, around = self._fields[-1]
            self._fields[-1] = (instruction + (node.text or ""), around)
        elif kind == "separate":
            address = field_address(self._fields[-1][0])
            self._link = _Open(address, node) if address else self._link
        elif kind == "end":
            self._link = self._fields.pop()[1]

    def _object(self, node: etree._Element, what: str) -> None:
        """A text box is read, a picture taken out; everything else is named."""
        boxes = [box for box in node.iter(_BOX) if not _is_inside(box, node)]
        if boxes:
            self.boxes.extend(boxes)
            return
        picture = self._led.picture(node) if node.tag == _DRAWING else None
        self._objects.append(picture or what)


def _look(properties: etree._Element, styles: Mapping[str | None, Style]) -> tuple[str, bool]:
    """The name of the style, and whether the words are hidden, by the properties of a run."""
    named, vanish = properties.find(_STYLE), properties.find(_VANISH)
    style = styles.get(named.get(_VAL), NO_STYLE) if named is not None else NO_STYLE
    return style.name, is_on(vanish) if vanish is not None else style.hidden


def described(what: Beside) -> str:
    """What stands beside text, in words."""
    return what if isinstance(what, str) else what.description


def flat(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, with those of wrappers in the place of the wrapper."""
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from flat(chosen(child) if child.tag == _ALTERNATE else child)
        else:
            yield child


def chosen(alternate: etree._Element) -> etree._Element:
    """The one way to show it that is read: the first, for newer programs; the other says it again.

    The element itself, which then is passed over, where it offers none.
    """
    for tag in (_CHOICE, _FALLBACK):
        found = alternate.find(tag)
        if found is not None and len(found):
            return found
    return etree.Element(_ALTERNATE)


def _is_inside(box: etree._Element, outermost: etree._Element) -> bool:
    """True if the text box stands in another one, or in the fallback of one."""
    for above in box.iterancestors():
        if above is outermost:
            return False
        if above.tag in {_BOX, _FALLBACK}:
            return True
    return False
