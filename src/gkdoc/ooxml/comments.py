"""Word comments, each on the cell or the words that it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.body import GridCell, Paragraph
from gkdoc.ooxml.elements import element, part
from gkdoc.ooxml.joining import related, typed
from gkdoc.ooxml.markup import parse_xml, qualified, serialised
from gkdoc.ooxml.package import Package, main_document, relationships
from gkdoc.ooxml.runs import Run, run_xml
from gkdoc.ooxml.splitting import Piece, divided

COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
"""The content type of the part that holds the comments."""

_P: Final = qualified("w:p")
_TC: Final = qualified("w:tc")
_BOX: Final = qualified("w:txbxContent")
_PROPERTIES: Final = qualified("w:pPr")
_COMMENT: Final = qualified("w:comment")
_ID: Final = qualified("w:id")
_STYLE: Final = qualified("w:style")
_STYLE_ID: Final = qualified("w:styleId")
_NAME: Final = qualified("w:name")
_VAL: Final = qualified("w:val")
_TYPE: Final = qualified("w:type")
_DEFAULT: Final = qualified("w:default")
_ON: Final = frozenset({"1", "true", "on"})

Anchor: TypeAlias = Paragraph | GridCell
_Kind: TypeAlias = Literal["paragraph", "character"]


@frozen
class Author:
    """Whose name stands at the comments, and when they say that they were written."""

    name: str
    initials: str
    moment: datetime


@frozen(eq=False)
class Comment:
    """What is said, a paragraph a line, and about what: a cell, or a paragraph of the body.

    `span` is the range of characters of the paragraph's text; None for all of it.
    """

    lines: tuple[str, ...]
    on: Anchor
    span: tuple[int, int] | None = None


# Word knows the two by their names; what they look like where a file lacks them. The default style
# of an official document has lines of 28.95 pt and an indent, which a comment does not want.
_STYLES: Final[Mapping[str, tuple[_Kind, str, str]]] = {
    "annotation text": (
        "paragraph",
        "CommentText",
        element(
            "pPr",
            element("snapToGrid", val=0),
            element("spacing", before=0, after=0, line=240, lineRule="auto"),
            element("ind", firstLineChars=0, firstLine=0),
            element("jc", val="left"),
        )
        + element("rPr", element("sz", val=20), element("szCs", val=20)),
    ),
    "annotation reference": (
        "character",
        "CommentReference",
        element("rPr", element("sz", val=16), element("szCs", val=16)),
    ),
}


def with_comments(package: Package, comments: Sequence[Comment], author: Author) -> Package:
    """`package` with the comments behind those that it has; without any, as it is.

    What they stand on was read from this package by `body.read_body`; its tree is changed.
    """
    if not comments:
        return package
    document = main_document(package)
    package, text_style, reference_style = _styled(package, document)
    name = _related_part(package, document, "comments")
    root = parse_xml(package.parts[name] if name is not None else part("comments"))
    first = 1 + max((_number(each.get(_ID)) for each in root.iter(_COMMENT)), default=-1)
    written = [
        _comment_xml(comment, number, author, text_style, reference_style)
        for number, comment in enumerate(comments, start=first)
    ]
    root.extend(parse_xml(part("comments", *written)))
    _Marker(reference_style).mark(comments, first)
    changed = {document: serialised(_root(comments[0].on))}
    if name is not None:
        return package.replacing({**changed, name: serialised(root)})
    name = _free_name(package, document)
    package = package.replacing({**changed, name: serialised(root)})
    return typed(related(package, document, name, "comments"), name, COMMENTS_TYPE)


class _Marker:
    """Puts the marks of comments around cells and words."""

    def __init__(self, reference_style: str | None) -> None:
        self._style = reference_style

    def mark(self, comments: Sequence[Comment], first: int) -> None:
        """Mark where each comment stands; they are numbered from `first`."""
        pieces = _divided(comments)
        for number, comment in enumerate(comments, start=first):
            box = _host(_element(comment.on))
            if box is not None:
                self._around([box], number)
                continue
            if isinstance(comment.on, GridCell):
                self._around(_paragraphs(_element(comment.on)), number)
                continue
            own = pieces.get(id(comment.on), ())
            covered = _covered(own, comment.span)
            if covered:
                covered[0].run.addprevious(_mark("commentRangeStart", number))
                last = covered[-1].run
                last.addnext(self._reference(number))
                last.addnext(_mark("commentRangeEnd", number))
            else:
                self._around([_element(comment.on)], number)

    def _around(self, paragraphs: Sequence[etree._Element], number: int) -> None:
        """Mark all that is in these paragraphs, which may be empty."""
        start = _mark("commentRangeStart", number)
        properties = paragraphs[0].find(_PROPERTIES)
        if properties is not None:
            properties.addnext(start)
        else:
            paragraphs[0].insert(0, start)
        paragraphs[-1].append(_mark("commentRangeEnd", number))
        paragraphs[-1].append(self._reference(number))

    def _reference(self, number: int) -> etree._Element:
        style = element("rPr", element("rStyle", val=self._style)) if self._style else ""
        return _node(element("r", style, element("commentReference", id=number)))


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


def _comment_xml(
    comment: Comment, number: int, author: Author, text_style: str | None, reference: str | None
) -> str:
    properties = element("pPr", element("pStyle", val=text_style)) if text_style else ""
    style = element("rPr", element("rStyle", val=reference)) if reference else ""
    sign = element("r", style, element("annotationRef"))
    paragraphs = [
        element("p", properties, sign if position == 0 else "", run_xml(Run(line)))
        for position, line in enumerate(comment.lines)
    ]
    return element(
        "comment",
        *paragraphs,
        id=number,
        author=author.name,
        date=f"{author.moment:%Y-%m-%dT%H:%M:%S}Z",
        initials=author.initials,
    )


def _styled(package: Package, document: str) -> tuple[Package, str | None, str | None]:
    """The package with the two styles of comments, and their ids; None without a style sheet."""
    name = _related_part(package, document, "styles")
    if name is None:
        return package, None, None
    root = parse_xml(package.parts[name])
    before = len(root)
    text, reference = (_style(root, named) for named in _STYLES)
    if len(root) > before:
        package = package.replacing({name: serialised(root)})
    return package, text, reference


def _style(root: etree._Element, name: str) -> str:
    """The id of the style `name`, which is added where it is missing."""
    styles = [*root.iterfind(_STYLE)]
    for style in styles:
        named = style.find(_NAME)
        if named is not None and named.get(_VAL, "").casefold() == name:
            return style.get(_STYLE_ID, "")
    kind, identifier, properties = _STYLES[name]
    taken = {style.get(_STYLE_ID) for style in styles}
    while identifier in taken:
        identifier += "x"
    base = next(
        (
            style.get(_STYLE_ID)
            for style in styles
            if style.get(_TYPE) == kind and style.get(_DEFAULT) in _ON
        ),
        None,
    )
    written = element(
        "style",
        element("name", val=name),
        element("basedOn", val=base) if base else "",
        element("uiPriority", val=99),
        element("unhideWhenUsed"),
        properties,
        type=kind,
        styleId=identifier,
    )
    root.append(_node(written))
    return identifier


def _related_part(package: Package, document: str, kind: str) -> str | None:
    return next(
        (
            found.target
            for found in relationships(package, document)
            if found.kind == kind and found.target in package.parts
        ),
        None,
    )


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


def _root(anchor: Anchor) -> etree._Element:
    return _element(anchor).getroottree().getroot()


def _mark(tag: str, number: int) -> etree._Element:
    return _node(element(tag, id=number))


def _node(markup: str) -> etree._Element:
    return parse_xml(part("body", markup))[0]


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() else -1
