"""Bookmarks in a part: those of an earlier report taken out, new ones put around tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.ooxml.markup import qualified
from gkdoc.ooxml.template.paragraphs import SPACE, TEXT, Placement

START: Final = qualified("w:bookmarkStart")
END: Final = qualified("w:bookmarkEnd")
ID: Final = qualified("w:id")
NAME: Final = qualified("w:name")

_RUN: Final = qualified("w:r")
_PROPERTIES: Final = qualified("w:rPr")


@frozen
class Bookmarks:
    """Bookmarks to put around tags: their names by the names of the tags.

    `first_id` is the number of the next one. Bookmarks that are there already and whose names begin
    with `prefix` are of an earlier report and go.
    """

    names: Mapping[str, str]
    prefix: str
    first_id: int = 1

    def put_around(self, root: etree._Element, placements: Sequence[Placement]) -> Bookmarks:
        """Put them into the tree; what comes back has the numbers that are left.

        A tag that shares its run with other words gets a run of its own. Mirrors and fragments are
        left alone.
        """
        if self.prefix:
            _remove_bookmarks(root, self.prefix)
        wanted = {
            number: self.names[placement.tag.name]
            for number, placement in enumerate(placements)
            if placement.tag.kind == "slot"
            and placement.tag.name in self.names
            and not placement.mirror
        }
        found = [(mark, int(mark.text or "")) for mark in root.iter(etree.PI)]
        enclosed = [(mark, wanted[number]) for mark, number in found if number in wanted]
        for number, (mark, name) in enumerate(enclosed, self.first_id):
            run = _run_of_its_own(mark)
            run.addprevious(etree.Element(START, {ID: str(number), NAME: name}))
            run.addnext(etree.Element(END, {ID: str(number)}))
        return evolve(self, first_id=self.first_id + len(enclosed))


NO_BOOKMARKS: Final = Bookmarks({}, "")
"""Leaves a template as it is."""


def first_free_id(root: etree._Element) -> int:
    """A number above that of every bookmark below `root`."""
    numbers = (mark.get(ID, "") for mark in root.iter(START))
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)


def _remove_bookmarks(root: etree._Element, prefix: str) -> None:
    """Take out the bookmarks whose names begin with `prefix`; what they enclose stays."""
    starts = [mark for mark in root.iter(START) if mark.get(NAME, "").startswith(prefix)]
    numbers = {mark.get(ID) for mark in starts}
    for mark in [*starts, *(end for end in root.iter(END) if end.get(ID) in numbers)]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def half_bookmarks(root: etree._Element) -> Iterator[etree._Element]:
    """The starts of bookmarks that have no end, and the ends that have no start."""
    starts = {mark.get(ID): mark for mark in root.iter(START)}
    ends = {mark.get(ID): mark for mark in root.iter(END)}
    yield from (mark for number, mark in starts.items() if number not in ends)
    yield from (mark for number, mark in ends.items() if number not in starts)


def _run_of_its_own(mark: etree._Element) -> etree._Element:
    """The run that holds `mark` and nothing else; what stood around it is in runs beside it."""
    text = mark.getparent()
    run = text.getparent() if text is not None else None
    if text is None or run is None:
        raise AssertionError("a tag stands in the text of a run")
    before, after = _like(run), _like(run)
    for child in [*run]:
        if child is text:
            break
        if child.tag != _PROPERTIES:
            before.append(child)
    _append_text(before, text.text or "", [*mark.itersiblings(preceding=True)][::-1])
    after_words, mark.tail = mark.tail or "", None
    _append_text(after, after_words, [*mark.itersiblings()])
    after.extend([*text.itersiblings()])
    text.text = None
    for beside, add in ((before, run.addprevious), (after, run.addnext)):
        if any(child.tag != _PROPERTIES for child in beside):
            add(beside)
    return run


def _like(run: etree._Element) -> etree._Element:
    """A run without content in the format of `run`."""
    other = etree.Element(_RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(_PROPERTIES)
    if properties is not None:
        other.append(deepcopy(properties))
    return other


def _append_text(run: etree._Element, words: str, marks: list[etree._Element]) -> None:
    if words or marks:
        text = etree.SubElement(run, TEXT, {SPACE: "preserve"})
        text.text = words
        text.extend(marks)
