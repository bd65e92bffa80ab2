"""Paragraphs of a document as outlines: structure by styles, by what is set apart, by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Final

from attrs import evolve, frozen

from gkdoc.findings import Finding, Location, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import Message, _
from gkdoc.read.document.body import Item, ListNumber, Paragraph, TableGrid, place_in_words
from gkdoc.read.document.captions import caption_words, captions_in
from gkdoc.read.document.counted import number_before, worded
from gkdoc.read.document.links import marked_block
from gkdoc.read.document.looks import emphasis_of
from gkdoc.read.document.plain_tables import plain_table
from gkdoc.text.blocks import AnyBlock, Block, Level, Outline, Picture, Unsupported
from gkdoc.text.ordinals import Ordinal, may_be_numbered, ordinal, split_ordinal
from gkdoc.text.outlines import parse

_LEVELS: Final[tuple[Level, ...]] = (2, 3, 4)

_HEADINGS: Final[Mapping[str, Level]] = {
    name: level
    for level in _LEVELS
    for name in (STYLE_NAMES.heading(level), STYLE_NAMES.heading(level).capitalize())
}
"""The levels of headings on lines of their own by their styles."""

_RUN_INS: Final[Mapping[str, Level]] = {STYLE_NAMES.run_in(level): level for level in _LEVELS}
"""The levels of headings that open a paragraph by the styles of their words."""

_COUNTED: Final[Mapping[int | None, Level]] = {level: level for level in _LEVELS}
_LONGEST_HEADING: Final = 40
_NO_HEADING_ENDS_IN: Final = "；，、：;,:"


@frozen
class SeenOutline:
    """The outline of a section; `places` holds the place of each of its blocks."""

    outline: Outline
    places: tuple[Location, ...]
    findings: tuple[Finding, ...]


@frozen
class _Divided:
    """A numbered paragraph as its styles divide it; `opening` begins with its number, if typed."""

    level: Level
    opening: str
    text: str


def read_outline(
    items: Sequence[Item],
    section: str,
    label: str,
    *,
    styled: bool,
    plain: AbstractSet[int] = frozenset(),
) -> SeenOutline:
    """The outline that `items` are; empty paragraphs are layout and left out.

    `section` and `label` are the name and the title under which anything odd is reported. `styled`
    says that the document has styles of our own: paragraphs in those are read by them alone. In all
    others structure is what is numbered; a heading ends where its style or its face does, else
    where `text.outlines.parse` sees its end. `plain` are the numbers of the tables that may be
    tables of the prose.
    """
    reader = _Reader(section, label, styled=styled, plain=plain)
    reader.read(items)
    return SeenOutline(tuple(reader.blocks), tuple(reader.places), reader.findings)


def is_styled(prose: Sequence[Paragraph]) -> bool:
    """True if the structure of the prose shows in the names of its styles, as in our own builds."""
    return STYLE_NAMES.body in {item.style for item in prose} or any(
        not item.word_styles.isdisjoint(_RUN_INS) for item in prose
    )


def styles_alike(paragraphs: Iterable[Paragraph], name: str) -> AbstractSet[str]:
    """The styles of the paragraphs that have this name, in small letters or capitals.

    Word writes "heading 1", other programs "Heading 1".
    """
    styles = {paragraph.style for paragraph in paragraphs}
    return {style for style in styles if style.casefold() == name}


def _run_in(heading: Paragraph, text: Paragraph) -> Paragraph:
    style = next(name for name, level in _RUN_INS.items() if level == _HEADINGS[heading.style])
    opening = tuple(evolve(span, style=style) for span in heading.spans)
    return evolve(
        text,
        number=heading.number,
        spans=(*opening, *text.spans),
        counted=heading.counted,
        counted_as=heading.counted_as,
        list_number=heading.list_number,
        objects=(*heading.objects, *text.objects),
    )


class _Reader:
    """One passage through a section; counts as it goes."""

    def __init__(self, section: str, label: str, *, styled: bool, plain: AbstractSet[int]) -> None:
        self._plain = plain
        self._section = section
        self._label = label
        self._styled = styled
        self._counts: dict[Level, int] = dict.fromkeys(_LEVELS, 0)
        # The last wrong number of each level, and those that went on from it.
        self._wrong: dict[Level, int] = {}
        self._bullets = False
        self._unsupported: list[Finding] = []
        self._reported: list[Finding] = []
        self.blocks: list[AnyBlock] = []
        self.places: list[Location] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The oddities met; those that an outline cannot hold come last."""
        return (*self._reported, *self._unsupported)

    def read(self, items: Sequence[Item]) -> None:
        """Add the blocks with their places; a heading that runs on opens the next paragraph."""
        heading: Paragraph | None = None
        captions = captions_in(items, self._plain, styled=self._styled)
        apart = frozenset(captions.values())
        for item in items:
            if isinstance(item, TableGrid):
                self._read(heading)
                heading = None
                self._table(item, captions.get(item))
                continue
            if item in apart:
                continue
            if item in captions:
                self._pictures(item, captions[item])
                continue
            whole = _run_in(heading, item) if heading is not None else item
            heading = whole if whole.runs_on and whole.style in _HEADINGS else None
            if heading is None:
                self._read(whole)
        self._read(heading)

    def _read(self, paragraph: Paragraph | None) -> None:
        if paragraph is None:
            return
        for block in self._blocks(paragraph) if paragraph.text else ():
            self._add(block, paragraph.location)
        self._pictures(paragraph, None)

    def _pictures(self, paragraph: Paragraph, caption: Paragraph | None) -> None:
        """Add what the paragraph holds besides text; a caption belongs to its one picture."""
        for what in paragraph.objects:
            if isinstance(what, Picture) and caption is not None:
                self._add(evolve(what, caption=caption_words(caption)), paragraph.location)
            elif isinstance(what, str):
                self._add_unsupported(what, paragraph.location)
            else:
                self._add(what, paragraph.location)

    def _table(self, grid: TableGrid, caption: Paragraph | None) -> None:
        """Add the table, as one of the prose where it is one."""
        place = Location(table=grid.number)
        table = plain_table(grid, caption) if grid.number in self._plain else None
        if table is not None:
            self._add(table, place)
        else:
            self._read(caption)
            self._add_unsupported(_("表格"), place)

    def _add(self, block: AnyBlock, place: Location) -> None:
        self.blocks.append(block)
        self.places.append(place)

    def _add_unsupported(self, what: str, place: Location) -> None:
        where = place_in_words(place)
        self._add(Unsupported(what, where), place)
        message = _("{place}有{description}，不能作为文字读取", place=where, description=what)
        self._unsupported.append(
            Finding("GK112", Severity.ERROR, message, self._section, self._label, place)
        )

    def _blocks(self, paragraph: Paragraph) -> Iterable[Block]:
        for block, stop in self._unmarked(paragraph):
            yield marked_block(paragraph.spans, block, stop)

    def _unmarked(self, paragraph: Paragraph) -> Iterable[tuple[Block, int]]:
        """The blocks of the paragraph without their links, and where in its text each ends."""
        text, whole = paragraph.text, len(paragraph.text)
        if self._styled and (paragraph.style in _HEADINGS or _is_ours(paragraph)):
            divided = _divide(paragraph)
            if divided is None:
                return ((Block(None, None, text), whole),)
            return ((self._styled_block(paragraph, divided), whole),)
        counted = paragraph.list_number
        number = self._number(counted, paragraph) if counted is not None else ""
        level = _heading_level(paragraph)
        if level is not None and not self._has_due_number(number + text, level):
            return ((self._styled_block(paragraph, _Divided(level, text, "")), whole),)
        words = f"{number}{text}".strip()
        if "\n" not in words and not may_be_numbered(words):
            return ((Block(None, None, words), whole),) if words else ()
        return self._worded_blocks(paragraph, number, headed=level is not None)

    def _has_due_number(self, words: str, level: Level) -> bool:
        """True if the words begin with the number that follows, at whatever level."""
        opening = split_ordinal(words)
        if opening is None or opening.level == 1:
            return False
        due: Level = opening.level
        return opening.number == self._counts[due] + 1 and (due <= level or level == _LEVELS[0])

    def _styled_block(self, paragraph: Paragraph, divided: _Divided) -> Block:
        heading = self._without_number(paragraph, divided)
        if "\n" in heading:
            self._report(paragraph, _("小标题中的换行没有读取"), "GK119", Severity.INFORMATION)
            heading = heading.replace("\n", "")
        if not heading and not divided.text:
            return Block(text=paragraph.text)
        return Block(divided.level, heading or None, divided.text or None)

    def _without_number(self, paragraph: Paragraph, divided: _Divided) -> str:
        """The opening less the number, which is compared with the one that follows."""
        level, opening = divided.level, divided.opening
        goes_on = self._after_wrong(level)
        due = self._count(level)
        # Copies of copies count their headings and show nothing of it.
        counted = paragraph.counted and not _counts_unseen(paragraph)
        if counted and (self._styled or not number_before(paragraph)):
            return opening
        opening = number_before(paragraph) + opening
        # With a blank first: whatever would read as a figure behind 1. has one in between.
        for number in (due, *goes_on):
            for typed in (f"{ordinal(level, number)} ", ordinal(level, number)):
                heading = opening.removeprefix(typed)
                if heading != opening and ordinal(level, number, heading + divided.text) == typed:
                    self._note(level, number, due)
                    return heading
        found = split_ordinal(opening)
        if found is None or found.level != level:
            self._report(paragraph, _("这一段没有序号，应为“{due}”", due=ordinal(level, due)))
            return opening
        typed = opening[: len(opening) - len(found.text)]
        self._report(
            paragraph, _("序号“{typed}”有误，应为“{due}”", typed=typed, due=ordinal(level, due))
        )
        self._note(level, found.number, due)
        return found.text

    def _worded_blocks(
        self, paragraph: Paragraph, number: str, *, headed: bool
    ) -> Iterator[tuple[Block, int]]:
        """The blocks of a paragraph without styles to go by, one for each of its lines."""
        emphasised: int | None = None
        start = -len(number)
        for line in (number + paragraph.text).split("\n"):
            words = line.strip()
            stop = start + len(line)
            if words:
                opening = split_ordinal(words)
                if opening is None or not self._is_due(opening):
                    yield Block(text=words), stop
                else:
                    level = _COUNTED[opening.level]
                    self._note(level, opening.number, self._count(level))
                    if emphasised is None:
                        emphasised = _emphasised(paragraph)
                    behind = start + len(line.rstrip()) - len(opening.text)
                    yield _numbered(opening, emphasised - behind, headed=headed), stop
            start += len(line) + 1

    def _is_due(self, opening: Ordinal) -> bool:
        """True if the ordinal opens words, and its number is the one that follows."""
        if opening.level == 1 or not opening.text:
            return False
        level: Level = opening.level
        return opening.number in (self._counts[level] + 1, *self._after_wrong(level))

    def _count(self, level: Level) -> int:
        self._counts[level] += 1
        for lower in _LEVELS:
            if lower > level:
                self._counts[lower] = 0
                self._wrong.pop(lower, None)
        return self._counts[level]

    def _after_wrong(self, level: Level) -> tuple[int, ...]:
        """The number that goes on from a wrong one: the defect has been told already."""
        return (self._wrong[level] + 1,) if level in self._wrong else ()

    def _note(self, level: Level, number: int, due: int) -> None:
        """Remember a number beside the one that was due, until one is right again."""
        if number == due:
            self._wrong.pop(level, None)
        else:
            self._wrong[level] = number

    def _number(self, counted: ListNumber, paragraph: Paragraph) -> str:
        """The number that Word counts before the paragraph; what has no words is reported."""
        number = worded(counted)
        if number is None:
            self._report(paragraph, _("Word 自动编的序号没有读取，请改为键入的序号"))
        elif not number and not self._bullets:
            self._bullets = True
            self._report(paragraph, _("项目符号没有读取"), "GK107", Severity.INFORMATION)
        return number or ""

    def _report(
        self,
        paragraph: Paragraph,
        message: Message,
        rule: str = "GK107",
        severity: Severity = Severity.WARNING,
    ) -> None:
        self._reported.append(
            Finding(rule, severity, message, self._section, self._label, paragraph.location)
        )


def _is_ours(paragraph: Paragraph) -> bool:
    """True if the paragraph, or words of it, have a style for prose of our own."""
    return paragraph.style == STYLE_NAMES.body or not paragraph.word_styles.isdisjoint(_RUN_INS)


def _divide(paragraph: Paragraph) -> _Divided | None:
    """How the styles divide the paragraph; None for a plain one."""
    level = _HEADINGS.get(paragraph.style)
    if level is not None:
        return _Divided(level, paragraph.text, "")
    style = paragraph.spans[0].style if paragraph.spans else ""
    if style in _RUN_INS:
        opening = "".join(
            [span.text for span in takewhile(lambda span: span.style == style, paragraph.spans)]
        )
        return _Divided(_RUN_INS[style], opening, paragraph.text[len(opening) :])
    level = _COUNTED.get(paragraph.counted_as) if paragraph.counted else None
    return _Divided(level, "", paragraph.text) if level is not None else None


def _counts_unseen(paragraph: Paragraph) -> bool:
    """True if Word counts the paragraph and is known to show no number."""
    return paragraph.list_number is not None and worded(paragraph.list_number) == ""


def _heading_level(paragraph: Paragraph) -> Level | None:
    """The level of a paragraph that its style or its level in the outline makes a heading."""
    level = _HEADINGS.get(paragraph.style)
    if level is None and paragraph.outline is not None:
        level = _COUNTED.get(paragraph.outline + 1)
    if level is None:
        return None
    text = paragraph.text.strip()
    if len(text) > _LONGEST_HEADING or "\n" in text or "。" in text[:-1]:
        return None
    return level


def _numbered(opening: Ordinal, set_apart: int, *, headed: bool) -> Block:
    """The block of a numbered line; `set_apart` is how many signs of its words stand out."""
    words = opening.text
    level: Level = _COUNTED[opening.level]
    if headed:
        return Block(level, words, None)
    if 0 < set_apart < len(words) and set_apart <= _LONGEST_HEADING:
        heading, text = words[:set_apart], words[set_apart:]
        if text.strip() and heading.strip():
            return Block(level, heading, text)
    short = len(words) <= _LONGEST_HEADING and words[-1] not in _NO_HEADING_ENDS_IN
    if set_apart >= len(words) and short:
        return Block(level, words, None)
    (block,) = parse(ordinal(level, 1, words) + words)
    return block if isinstance(block, Block) and block.level == level else Block(level, None, words)


def _emphasised(paragraph: Paragraph) -> int:
    """How many signs at the beginning stand out against the end; all, where bold is all of it."""
    looks = [(emphasis_of(span.run), span.style) for span in paragraph.spans]
    if not looks:
        return 0
    first, last = looks[0], looks[-1]
    if all(look == last for look in looks):
        return len(paragraph.text) if last[0].bold else 0
    signs = 0
    for span, look in zip(paragraph.spans, looks, strict=True):
        if last == look or look != first:
            break
        signs += len(span.text)
    # What stands out less than the end is no heading: a word in bold at the end is just a word.
    return signs if first[0].bold or not last[0].bold else 0
