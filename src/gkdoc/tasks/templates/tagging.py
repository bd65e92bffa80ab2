"""Tags written into a Word file: into cells, in place of paragraphs, and before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from gkdoc.ooxml.markup import qualified

_BODY: Final = qualified("w:body")
_PARAGRAPH: Final = qualified("w:p")
_TABLE: Final = qualified("w:tbl")
_ROW: Final = qualified("w:tr")
_CELL: Final = qualified("w:tc")
_RUN: Final = qualified("w:r")
_TEXT: Final = qualified("w:t")
_PARAGRAPH_PROPERTIES: Final = qualified("w:pPr")
_RUN_PROPERTIES: Final = qualified("w:rPr")
_SECTION: Final = qualified("w:sectPr")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# What is not there for a reader who counts paragraphs and tables of the body.
_ELSEWHERE: Final = tuple(map(qualified, ("w:txbxContent", "w:del", "w:moveFrom", "mc:Fallback")))
# Marks of a revision of the paragraph mark: no format of a run.
_REVISIONS: Final = tuple(map(qualified, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))


class Body:
    """The body of a document, whose tree is changed in place; counts start at 1."""

    def __init__(self, root: etree._Element) -> None:
        self._body = next(root.iter(_BODY))
        self._paragraphs = [
            each for each in _there(self._body, _PARAGRAPH) if not _inside(each, _TABLE)
        ]
        self._tables = [*_there(self._body, _TABLE)]

    def fill_cell(self, table: int, row: int, cell: int, tag: str) -> None:
        """Put `tag` into a cell in place of what it holds, in the format that it has there."""
        line = [*_own(self._tables[table - 1], _ROW, _TABLE)][row - 1]
        target = [*_own(line, _CELL, _ROW)][cell - 1]
        # In a cell that is a content control the paragraphs stand deeper.
        first, *others = target.iter(_PARAGRAPH)
        _replace_words(first, tag)
        for other in others:
            _parent(other).remove(other)

    def replace(self, paragraph: int, tag: str) -> None:
        """Put `tag` in place of the words of a paragraph, in the format of its first words."""
        _replace_words(self._paragraphs[paragraph - 1], tag)

    def remove(self, paragraph: int) -> None:
        """Take a paragraph out; one that ends a section of pages is emptied instead."""
        element = self._paragraphs[paragraph - 1]
        if element.find(f"{_PARAGRAPH_PROPERTIES}/{_SECTION}") is not None:
            _clear(element)
        else:
            _parent(element).remove(element)

    def insert(self, tags: Sequence[str], *, before: int = 0, after: int = 0) -> None:
        """Put a paragraph for each tag before or behind a paragraph; at the end if neither."""
        fresh = [_plain(tag) for tag in tags]
        if before:
            for element in fresh:
                self._paragraphs[before - 1].addprevious(element)
            return
        if after:
            for element in reversed(fresh):
                self._paragraphs[after - 1].addnext(element)
            return
        end = self._body.find(_SECTION)
        for element in fresh:
            if end is not None:
                end.addprevious(element)
            else:
                self._body.append(element)


def _there(body: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (each for each in body.iter(tag) if not any(_inside(each, tag) for tag in _ELSEWHERE))


def _inside(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _own(element: etree._Element, tag: str, owner: str) -> Iterator[etree._Element]:
    """The descendants with `tag` that belong to `element` and not to an `owner` inside it."""
    return (each for each in element.iter(tag) if next(each.iterancestors(owner)) is element)


def _replace_words(paragraph: etree._Element, tag: str) -> None:
    format_of_run = _format(paragraph)
    _clear(paragraph)
    run = etree.SubElement(paragraph, _RUN)
    if format_of_run is not None:
        run.append(format_of_run)
    text = etree.SubElement(run, _TEXT, {_SPACE: "preserve"})
    text.text = tag


def _clear(paragraph: etree._Element) -> None:
    for child in [*paragraph]:
        if child.tag != _PARAGRAPH_PROPERTIES:
            paragraph.remove(child)


def _format(paragraph: etree._Element) -> etree._Element | None:
    """A copy of the format of the first run, else of the paragraph mark; None without either."""
    for path in (f"{_RUN}/{_RUN_PROPERTIES}", f"{_PARAGRAPH_PROPERTIES}/{_RUN_PROPERTIES}"):
        found = paragraph.find(path)
        if found is not None:
            copy = deepcopy(found)
            copy.tail = None
            for mark in copy.findall("*"):
                if mark.tag in _REVISIONS:
                    copy.remove(mark)
            return copy
    return None


def _plain(tag: str) -> etree._Element:
    paragraph = etree.Element(_PARAGRAPH)
    text = etree.SubElement(etree.SubElement(paragraph, _RUN), _TEXT)
    text.text = tag
    return paragraph


def _parent(element: etree._Element) -> etree._Element:
    return next(element.iterancestors())
