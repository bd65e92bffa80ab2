"""Tags in the paragraphs of a Word file: found across runs, joined, and checked for text they lose.

docxtpl joins a split tag by striking out whatever stands in between, and puts `{{p x}}` in place of
its whole paragraph, words and section break included. So tags are joined here, in the tree, and a
tag that would take something with it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen
from lxml import etree

from gkdoc.messages import Message, _
from gkdoc.ooxml.markup import qualified
from gkdoc.ooxml.template.places import PARAGRAPH, Place, Placed
from gkdoc.ooxml.template.rules import LOSS, REFUSED, RefusedTag, TemplateRule
from gkdoc.ooxml.template.tags import Tag, Written, read_tag, written_tags

MARK: Final = "gkdoc"
"""Target of the processing instruction that stands where a tag stood; it holds the tag's number."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(map(qualified, names.split()))


RANGE_STARTS: Final = _tags("w:bookmarkStart w:commentRangeStart")
RANGE_ENDS: Final = _tags("w:bookmarkEnd w:commentRangeEnd")

Report: TypeAlias = Callable[[Place, Message, TemplateRule], None]
"""Takes note of something wrong at a place."""

TEXT: Final = qualified("w:t")
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SECTION: Final = f"{qualified('w:pPr')}/{qualified('w:sectPr')}"
_CONTAINERS: Final = _tags(
    "w:r w:hyperlink w:ins w:moveTo w:smartTag w:customXml"
    " w:sdt w:sdtContent w:fldSimple w:dir w:bdo"
)
_MARKS: Final = RANGE_STARTS | RANGE_ENDS
_UNSEEN: Final = _MARKS | _tags(
    "w:pPr w:rPr w:sdtPr w:sdtEndPr w:smartTagPr w:customXmlPr w:proofErr w:lastRenderedPageBreak"
    " w:permStart w:permEnd w:moveToRangeStart w:moveToRangeEnd"
)
_BREAK: Final = "\0"


@frozen(eq=False)
class Placement:
    """A tag of the template: what it says, where, and the paragraph that holds it."""

    tag: Tag
    place: Place
    paragraph: etree._Element
    mirror: bool


@frozen(eq=False)
class _Line:
    """The words of one paragraph, and which w:t holds which of them."""

    text: str
    pieces: tuple[tuple[int, etree._Element], ...] = field(factory=tuple)


def take_tags(
    placed: Placed, filters: Collection[str], report: Report, *, first: int
) -> list[Placement]:
    """The tags of the paragraph; in the tree each becomes a mark with its number from `first` on.

    A tag takes the format of the run in which it begins.
    """
    line = _line(placed.paragraph)
    found: list[tuple[Written, Placement]] = []
    for written in written_tags(line.text):
        place = placed.place.around(line.text, written.start, written.end)
        try:
            tag = read_tag(written, filters)
        except RefusedTag as error:
            report(place, error.reason, REFUSED)
        else:
            placement = Placement(tag, place, placed.paragraph, placed.mirror)
            found.append((written, placement))
    for written, placement in found:
        if placement.tag.kind != "slot" and (loss := _loss(written, placement, line)):
            report(placement.place, loss, LOSS)
            return []
    if found:
        _mark(line, [written for written, _ in found], first)
    return [placement for _, placement in found]


def marked_paragraphs(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """Each mark below `root` with the paragraph in which its tag stands."""
    marks = root.iter(etree.ProcessingInstruction)
    return [(mark, next(mark.iterancestors(PARAGRAPH))) for mark in marks]


def keep_range_marks(placement: Placement) -> None:
    """Move bookmarks and comment ranges out of a paragraph that is going to be replaced."""
    kind, paragraph = placement.tag.kind, placement.paragraph
    marks = [*paragraph.iter(*_MARKS)]
    before = [
        mark for mark in marks if kind == "if" or (kind == "block" and mark.tag in RANGE_STARTS)
    ]
    for mark in before:
        paragraph.addprevious(mark)
    for mark in reversed(marks):
        if mark not in before:
            paragraph.addnext(mark)


def _loss(written: Written, placement: Placement, line: _Line) -> Message | None:
    """The words for what goes with the paragraph that the tag replaces; None if nothing does."""
    beside = line.text[: written.start] + line.text[written.end :]
    form = "{{p …}}" if placement.tag.kind == "block" else "{%p …%}"
    if beside.replace(_BREAK, "").strip():
        return _("{form} 要单独成段：同一段里的别的文字会消失", form=form)
    if _BREAK in beside:
        return _("{form} 要单独成段：同一段里的图片、换行、域等内容会消失", form=form)
    if placement.paragraph.find(_SECTION) is not None:
        return _("{form} 所在的段落带有分节符，分节符会消失；请把标签移到另一段", form=form)
    return None


def _line(paragraph: etree._Element) -> _Line:
    text = ""
    pieces = []
    for element in _inline(paragraph):
        if element.tag == TEXT:
            pieces.append((len(text), element))
            text += element.text or ""
        else:
            text += _BREAK
    return _Line(text, tuple(pieces))


def _inline(element: etree._Element) -> Iterator[etree._Element]:
    """The w:t of a paragraph in order, and whatever else is visible or does something in Word."""
    for child in element:
        if child.tag in _CONTAINERS:
            yield from _inline(child)
        elif child.tag not in _UNSEEN:
            yield child


def _mark(line: _Line, tags: Sequence[Written], first: int) -> None:
    for start, element in line.pieces:
        words = element.text or ""
        end = start + len(words)
        element.text, position, last = "", start, None
        for number, tag in enumerate(tags, first):
            if tag.end <= position or tag.start >= end:
                continue
            _append(element, last, line.text[position : max(position, tag.start)])
            if tag.start >= start:
                last = etree.ProcessingInstruction(MARK, str(number))
                element.append(last)
                element.set(SPACE, "preserve")
            position = min(end, tag.end)
        _append(element, last, line.text[position:end])


def _append(element: etree._Element, last: etree._Element | None, words: str) -> None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def is_filled(text: etree._Element) -> bool:
    """True if tags in this w:t count: it is in no formula, ruby or revision mark."""
    for ancestor in text.iterancestors():
        if ancestor.tag not in _CONTAINERS:
            return ancestor.tag == PARAGRAPH
    return False


def holder(paragraph: etree._Element) -> etree._Element:
    """The element that `paragraph` stands in: the body, a cell, a text box."""
    return next(paragraph.iterancestors())


def ends_without_paragraph(element: etree._Element, going: set[etree._Element]) -> bool:
    """True if what is left in `element`, less the paragraphs `going`, does not end in one.

    Word calls a file damaged whose cells do not end in a paragraph.
    """
    for child in reversed(element):
        if child.tag not in _MARKS:
            return child.tag != PARAGRAPH or child in going
    return True
