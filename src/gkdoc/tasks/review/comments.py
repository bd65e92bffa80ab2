"""Word comments, each on the cell or the words that it is about; python-docx writes them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias

from attrs import frozen
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.parser import parse_xml as parse_for_docx
from docx.package import Package as DocxPackage
from docx.parts.comments import CommentsPart
from docx.parts.document import DocumentPart
from docx.text.run import Run
from lxml import etree

from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import _
from gkdoc.ooxml.joining import related, typed
from gkdoc.ooxml.markup import parse_xml, qualified, serialised
from gkdoc.ooxml.package import BrokenPackage, Package, main_document, related_part
from gkdoc.read.document.body import BodyCell, Paragraph
from gkdoc.tasks.review.runs import Piece, divided
from gkdoc.write.docx.styles import adopted

_P: Final = qualified("w:p")
_R: Final = qualified("w:r")
_TC: Final = qualified("w:tc")
_BOX: Final = qualified("w:txbxContent")
_PROPERTIES: Final = qualified("w:pPr")

Anchor: TypeAlias = Paragraph | BodyCell


@frozen
class Author:
    """Whose name stands at the comments, and when they say that they were written."""

    name: str
    initials: str
    moment: datetime


@frozen(eq=False)
class Comment:
    """The words, a paragraph a line, and their place: a cell, or a paragraph of the body.

    `span` is the range of characters of the paragraph's text; None for all of it.
    """

    lines: tuple[str, ...]
    on: Anchor
    span: tuple[int, int] | None = None


def with_comments(package: Package, comments: Sequence[Comment], author: Author) -> Package:
    """`package` with the comments behind those that it has; without any, as it is.

    What they stand on was read from this package by `read_body`; its tree is changed.
    BrokenPackage where the comments that it has cannot be added to.
    """
    if not comments:
        return package
    name = main_document(package)
    package, (text_style, reference_style) = _styled(package)
    anchors = _anchors(comments)
    root = _element(comments[0].on).getroottree().getroot()
    places = {run: place for place, run in enumerate(root.iter(_R))}
    before = related_part(package, "comments")
    document, held = _as_document(root, package.parts[before] if before is not None else None)
    runs = [Run(run, document) for run in document.element.iter(_R)]
    for comment, (first, last) in zip(comments, anchors, strict=True):
        marked = (runs[places[first]], runs[places[last]])
        try:
            written = document.add_comment(marked, "", author.name, author.initials)
        except ValueError as error:
            raise BrokenPackage(_("原有批注的编号不是数，不能再加批注"), before or "") from error
        # It would be the clock's.
        written._comment_elm.date = author.moment.replace(tzinfo=UTC)
        written.paragraphs[0].add_run(comment.lines[0])
        for line in comment.lines[1:]:
            written.add_paragraph(line)
        # Word's names of the two styles, not their ids, are the same in every file.
        for paragraph in written.paragraphs:
            paragraph._p.style = text_style
        written.paragraphs[0].runs[0]._r.style = reference_style
        for reference in marked[1]._r.xpath("./following-sibling::w:r[1]"):
            reference.style = reference_style
    content = serialised(held.element)
    changed = {name: serialised(document.element)}
    if before is not None:
        return package.replacing({**changed, before: content})
    added = _free_name(package, name)
    package = package.replacing({**changed, added: content})
    return typed(related(package, name, added, "comments"), added, CONTENT_TYPE.WML_COMMENTS)


def _as_document(root: etree._Element, comments: bytes | None) -> tuple[Document, CommentsPart]:
    """The two parts that comments touch, as python-docx has them: its runs are of its own classes.

    It sees nothing else of a stranger's file, so nothing else can go wrong or be lost.
    """
    package = DocxPackage()
    element = parse_for_docx(etree.tostring(root))
    name = PackURI("/word/document.xml")
    part = DocumentPart(name, CONTENT_TYPE.WML_DOCUMENT_MAIN, element, package)
    held = CommentsPart.default(package)
    if comments is not None:
        # What is not safe to be opened is refused before python-docx sees it.
        safe = etree.tostring(parse_xml(comments))
        held = CommentsPart.load(held.partname, CONTENT_TYPE.WML_COMMENTS, safe, package)
    part.relate_to(held, RELATIONSHIP_TYPE.COMMENTS)
    return part.document, held


def _anchors(comments: Sequence[Comment]) -> list[tuple[etree._Element, etree._Element]]:
    """The first and the last run of what each comment is about, divided from what is around."""
    pieces = _divided(comments)
    found = []
    for comment in comments:
        element = _element(comment.on)
        host = _host(element)
        covered = _covered(pieces.get(id(comment.on), ()), comment.span)
        if host is not None:
            found.append(_all_of([host]))
        elif isinstance(comment.on, BodyCell):
            found.append(_all_of(_paragraphs(element)))
        elif covered:
            found.append((covered[0].run, covered[-1].run))
        else:
            found.append(_all_of([element]))
    return found


def _all_of(paragraphs: Sequence[etree._Element]) -> tuple[etree._Element, etree._Element]:
    """The runs with which the paragraphs begin and end; empty ones are added where none does."""
    first, last = paragraphs[0], paragraphs[-1]
    content = [child for child in first if child.tag != _PROPERTIES]
    start = content[0] if content else None
    if start is None or start.tag != _R:
        start = etree.Element(_R)
        first.insert(len(first) - len(content), start)
    if len(last) == 0 or last[-1].tag != _R:
        etree.SubElement(last, _R)
    return start, last[-1]


def _divided(comments: Sequence[Comment]) -> Mapping[int, Sequence[Piece]]:
    """The runs of each paragraph in which words are commented, divided at their ends."""
    cuts: dict[int, set[int]] = {}
    paragraphs: dict[int, Paragraph] = {}
    for comment in comments:
        if isinstance(comment.on, Paragraph) and comment.span is not None:
            paragraphs[id(comment.on)] = comment.on
            cuts.setdefault(id(comment.on), set()).update(comment.span)
    return {key: divided(paragraphs[key].spans, cuts[key]) for key in cuts}


def _covered(pieces: Sequence[Piece], span: tuple[int, int] | None) -> Sequence[Piece]:
    """The pieces in which words of the span stand."""
    if span is None or span[0] >= span[1]:
        return ()
    begin = bisect_right(pieces, span[0], key=lambda piece: piece.stop)
    return pieces[begin : bisect_left(pieces, span[1], key=lambda piece: piece.start)]


def _host(element: etree._Element) -> etree._Element | None:
    """The paragraph that the text box around the element hangs on; None if it is in none.

    Word takes no comments inside text boxes.
    """
    outermost = None
    for outermost in element.iterancestors(_BOX):  # noqa: B007 - the last one is wanted
        pass
    return next(outermost.iterancestors(_P), None) if outermost is not None else None


def _paragraphs(cell: etree._Element) -> Sequence[etree._Element]:
    """The paragraphs of the cell itself; one is added where there is none."""
    own = [each for each in cell.iter(_P) if next(each.iterancestors(_TC)) is cell]
    return own or [etree.SubElement(cell, _P)]


def _styled(package: Package) -> tuple[Package, Sequence[str | None]]:
    """The package with the two styles of comments, and their ids; None without a style sheet."""
    name = related_part(package, "styles")
    if name is None:
        return package, (None, None)
    root = parse_xml(package.parts[name])
    before = len(root)
    ids = adopted((STYLE_NAMES.comment_text, STYLE_NAMES.comment_reference), root)
    return package.replacing({name: serialised(root)}) if len(root) > before else package, ids


def _free_name(package: Package, document: str) -> str:
    folder = document.rpartition("/")[0]
    name = f"{folder}/comments.xml" if folder else "comments.xml"
    while name in package.parts:
        name = f"{name.removesuffix('.xml')}x.xml"
    return name


def _element(anchor: Anchor) -> etree._Element:
    if anchor.element is None:
        raise ValueError("only what was read from a Word file can be commented")
    return anchor.element
