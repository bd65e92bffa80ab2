"""A Word template becomes segments, once; filling them is joining strings.

The tags are those of docxtpl. Each is taken out of the tree and read alone (tags.py); what it would
take with it is looked at where it stands (paragraphs.py, conditions.py); only then is the part
turned into segments (compilation.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Final, cast

from attrs import define, evolve, field, frozen
from lxml import etree

from gkdoc.errors import Problem, TemplateError
from gkdoc.messages import Message, _
from gkdoc.ooxml.markup import DECLARATION, BrokenXml, W, parse_xml, qualified
from gkdoc.ooxml.package import BrokenPackage, Package, as_document, main_document, relationships
from gkdoc.ooxml.template.bookmarks import NO_BOOKMARKS, Bookmarks
from gkdoc.ooxml.template.compilation import compiled
from gkdoc.ooxml.template.conditions import check_conditions, check_holders
from gkdoc.ooxml.template.headings import heading_styles, is_heading
from gkdoc.ooxml.template.paragraphs import (
    Placement,
    holder,
    is_filled,
    keep_range_marks,
    marked_paragraphs,
    take_tags,
)
from gkdoc.ooxml.template.places import PARAGRAPH, Place, Placed, paragraph_text, placed_paragraphs
from gkdoc.ooxml.template.rules import LOSS, UNREADABLE, TemplateRule
from gkdoc.ooxml.template.segments import Literal, Segment, Segmented, merged
from gkdoc.ooxml.template.tags import TAG_LIMIT, written_tags

PART_LIMIT: Final = 4 * 2**20

_MANY_ATTRIBUTES: Final = 100

_LABELS: Final = {
    "header": _("页眉"),
    "footer": _("页脚"),
    "footnotes": _("脚注"),
    "endnotes": _("尾注"),
}
_UNFILLED: Final = {"chart": _("图表"), "diagramData": _("SmartArt 图形")}
_TEXT: Final = qualified("w:t")
_TWINS: Final = qualified("mc:AlternateContent")
_CHOICE: Final = qualified("mc:Choice")
_FALLBACK: Final = qualified("mc:Fallback")


@frozen(eq=False)
class TaggedPart:
    """A part of a template with tags: its tree, in which marks with numbers stand for them.

    The tree is never changed: it is compiled from copies.
    """

    root: etree._Element
    placements: tuple[Placement, ...]

    def segments(
        self, fragments: Mapping[str, str], bookmarks: Bookmarks
    ) -> tuple[tuple[Segment, ...], Bookmarks]:
        """The segments, and the bookmarks that are left."""
        root, placements = deepcopy(self.root), [*self.placements]
        left = bookmarks.put_around(root, placements)
        _insert_fragments(root, placements, fragments)
        return merged([Literal(DECLARATION), *compiled(root, placements)]), left


@frozen(eq=False)
class TemplateSource:
    """A template whose tags are sound: its package, and the parts that have some."""

    package: Package
    parts: Mapping[str, TaggedPart]

    def segmented(
        self, fragments: Mapping[str, str], bookmarks: Bookmarks = NO_BOOKMARKS
    ) -> Segmented:
        """The template ready to be filled.

        `fragments` are our own block-level markup (prefix w) by the name of the block slot that
        they replace; they may hold `{{ name }}` tags. `bookmarks` are those to put around tags.
        """
        parts: dict[str, tuple[Segment, ...]] = {}
        for name, part in self.parts.items():
            parts[name], bookmarks = part.segments(fragments, bookmarks)
        return Segmented(parts)


def parse_template(
    package: Package, *, filters: Collection[str] = (), source: Path | str | None = None
) -> TemplateSource:
    """The template in `package`; TemplateError with every problem if it cannot be filled safely.

    `filters` are the names of the filters that tags may use. `source` names the file in the error.
    """
    problems: list[Problem] = []
    parts: dict[str, TaggedPart] = {}
    with broken_files_told(source):
        package = as_document(package)
        styles = heading_styles(package)
        for name, label in _fillable(package):
            part = _Part(label, styles, filters)
            if tagged := part.tagged(package.parts[name]):
                parts[name] = tagged
            problems += part.problems or part.mirror_problems
        problems += _out_of_reach(package)
    if problems:
        raise TemplateError(source, problems)
    return TemplateSource(package, parts)


@contextmanager
def broken_files_told(source: Path | str | None) -> Iterator[None]:
    """TemplateError about the file `source` where its package or its markup cannot be read."""
    try:
        yield
    except BrokenPackage as error:
        problem = evolve(error.problem, rule=UNREADABLE.id)
        raise TemplateError(source, [problem]) from error
    except BrokenXml as error:
        problem = Problem(error.reason, line=error.line, rule=UNREADABLE.id)
        raise TemplateError(source, [problem]) from error


def _fillable(package: Package) -> Iterator[tuple[str, str]]:
    """The parts in which tags count, each with the word for it."""
    document = main_document(package)
    yield document, _("正文")
    seen = {document}
    for each in relationships(package, document):
        if each.kind in _LABELS and each.target in package.parts and each.target not in seen:
            seen.add(each.target)
            numbered = each.kind in {"header", "footer"}
            number = "".join(filter(str.isdigit, each.target)) if numbered else ""
            yield each.target, _LABELS[each.kind] + number


def _out_of_reach(package: Package) -> Iterator[Problem]:
    for each in relationships(package, main_document(package)):
        if each.kind in _UNFILLED and b"{{" in package.parts.get(each.target, b""):
            what = _UNFILLED[each.kind]
            yield Problem(
                _("{what}里的标签不会被填写，请改写成普通文字", what=what),
                place=f"{what} {each.target}",
                rule=LOSS.id,
            )


@define
class _Part:
    """One part on its way from markup to marks; collects what is wrong with it.

    What is wrong in mc:Choice is wrong in its mirror too, so the mirror's problems are kept apart.
    """

    label: str
    styles: frozenset[str]
    filters: Collection[str]
    problems: list[Problem] = field(factory=list)
    mirror_problems: list[Problem] = field(factory=list)

    def tagged(self, content: bytes) -> TaggedPart | None:
        """The part with its tags; None if it holds no tag, or has problems."""
        if len(content) > PART_LIMIT:
            message = _("内容超过 {value} MiB，不能用作模板", value=PART_LIMIT // 2**20)
            self._report(Place(self.label), message, UNREADABLE)
            return None
        root = parse_xml(content)
        if root.nsmap.get("w") != W:
            message = _("不是通常的 Word 格式（可能是“严格”格式），请另存为 .docx")
            self._report(Place(self.label), message, UNREADABLE)
            return None
        self._check_twins(root)
        placements = self._placements(root)
        self._check_elsewhere(root)
        self._check(root, placements)
        if not placements or self.problems or self.mirror_problems:
            return None
        return TaggedPart(root, tuple(placements))

    def _report(
        self, place: Place, message: Message, rule: TemplateRule, *, mirror: bool = False
    ) -> None:
        problems = self.mirror_problems if mirror else self.problems
        problems.append(Problem(message, place=str(place), rule=rule.id))

    def _placements(self, root: etree._Element) -> list[Placement]:
        found: list[Placement] = []
        heading = partial(is_heading, styles=self.styles)
        for placed in [*placed_paragraphs(root, self.label, heading)]:
            report = partial(self._report, mirror=placed.mirror)
            found += take_tags(placed, self.filters, report, first=len(found))
            if len(found) + len(self.problems) + len(self.mirror_problems) > TAG_LIMIT:
                message = _("标签超过 {tag_limit} 个", tag_limit=TAG_LIMIT)
                self.problems = [Problem(message, place=str(placed.place), rule=UNREADABLE.id)]
                break
        return found

    def _check_twins(self, root: etree._Element) -> None:
        """Report text boxes whose two forms, for new and for old programs, hold different tags."""
        for twins in root.iter(_TWINS):
            choice, fallback = twins.find(_CHOICE), twins.find(_FALLBACK)
            mirrored = _tags_below(fallback)
            if mirrored and mirrored != _tags_below(choice):
                place = Place(self.label, words="、".join(mirrored))
                message = _("文本框的备用内容（mc:Fallback）与正式内容的标签不同，请重新制作文本框")
                self._report(place, message, LOSS)

    def _check_elsewhere(self, root: etree._Element) -> None:
        """Report tags in attributes, field codes, formulas, rubies and revision marks."""
        for element in root.iter("*"):
            if len(self.problems) > TAG_LIMIT:
                return
            # lxml looks for each value among all attributes.
            many = len(element.attrib) > _MANY_ATTRIBUTES
            found = cast("list[str]", element.xpath("@*")) if many else element.values()
            values = [*map(str, found)]
            if element.tag != _TEXT or not is_filled(element):
                values.append(element.text or "")
            for value in values:
                for written in written_tags(value):
                    place = Place(self.label).around(value, written.start, written.end)
                    message = _("标签写在不能填写的地方（属性、域代码、公式、拼音或修订标记）")
                    self._report(place, message, LOSS)

    def _check(self, root: etree._Element, placements: list[Placement]) -> None:
        for mirror in (False, True):
            own = [each for each in placements if each.mirror is mirror]
            report = partial(self._report, mirror=mirror)
            check_holders(own, report)
            for placement in own:
                if placement.tag.kind != "slot":
                    keep_range_marks(placement)
            # A tag that was refused leaves its partners alone: that is no second mistake.
            if not self.problems:
                check_conditions(root, own, report)


def _insert_fragments(
    root: etree._Element, placements: list[Placement], fragments: Mapping[str, str]
) -> None:
    """Put the fragments in the place of their paragraphs, and their tags behind `placements`."""
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items() if prefix)
    for mark, paragraph in marked_paragraphs(root):
        placement = placements[int(mark.text or "")]
        name = placement.tag.name
        if placement.tag.kind != "block" or name not in fragments:
            continue
        for element in [*parse_xml(f"<fragment{names}>{fragments[name]}</fragment>".encode())]:
            paragraph.addprevious(element)
            for own in [*element.iter(PARAGRAPH)]:
                placed = Placed(own, placement.place, placement.mirror)
                placements += take_tags(placed, (), _refused, first=len(placements))
        holder(paragraph).remove(paragraph)


def _refused(place: Place, message: str, rule: TemplateRule) -> None:
    raise AssertionError(f"{place}: {message} ({rule.id}), in a fragment of our own")


def _tags_below(element: etree._Element | None) -> list[str]:
    if element is None:
        return []
    lines = (paragraph_text(paragraph) for paragraph in element.iter(PARAGRAPH))
    return [written.text for line in lines for written in written_tags(line)]
