"""Outlines from the text that a person wrote with its numbers, and numbered text from outlines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from gkdoc import pictures
from gkdoc.messages import _
from gkdoc.text.blocks import AnyBlock, Block, Level, Outline, Picture, PlainTable
from gkdoc.text.links import masked, shown
from gkdoc.text.ordinals import ordinal, split_ordinal
from gkdoc.text.references import with_figures

_LONGEST_HEADING = 30
_LONGEST_DOUBTFUL_HEADING = 20
_COMMAS = "，,"
_GOES_ON = "；，、：;,:"
_NOT_IN_HEADINGS = re.compile("[；：？！;:?!]")
_PAIRS = tuple(zip("“‘（(《〈〔【「", "”’）)》〉〕】」", strict=True))

# 12件, 1,205 条, 5500余条, 96171.6万元; but 第20条 is a citation.
_FIGURE_WITH_UNIT = re.compile(
    r"(?<![第0-9０-９.．,，])[0-9０-９][0-9０-９.．,，]*\s*[余多]?\s*"
    "[件条项个次人万亿元%％篇期份场批起宗家户名位部则天]"
)

# How a sentence of these reports opens, and the denials in it (未收取信息处理费).
_STATEMENT = re.compile(
    r"[一二三四五六七八九十]是|无(?!障碍)"
    r"|(?:[0-9]{4}\s*年度?|本年度?|今年|全年|年内|一年来|近年来|截至|目前|下一步|同时|此外|另外"
    r"|其中|首先|其次|最后|为此|因此|对此).{0,8}?[，,]"
    r"|.*(?:未(?:收|发生|产生|出现|涉及|受理|制定|制发)|没有|暂无|不存在)"
)


class _Counter:
    """The numbers of the blocks: each level counts on until a block of a higher level comes."""

    def __init__(self) -> None:
        self._counts: dict[Level, int] = {2: 0, 3: 0, 4: 0}

    def following(self, level: Level) -> int:
        """The number that the next block of this level will have."""
        return self._counts[level] + 1

    def count(self, level: Level) -> int:
        """Count one block of this level: its number; the levels below start anew."""
        number = self.following(level)
        self._counts[level] = number
        for lower in self._counts:
            if lower > level:
                self._counts[lower] = 0
        return number


def parse(text: str, *, after: Iterable[AnyBlock] = ()) -> Outline:
    """The outline of a text that a person wrote, one paragraph a line.

    With `after`, the numbers go on from those of the blocks that stand before.

    Blank lines and the white space around a line are layout and left out; not one other sign of
    the words is altered. An ordinal （一） 1. （1） becomes structure where its number is the one
    that follows from level and order; levels may be skipped. Any other ordinal, one without words,
    and every 一、 stay in a plain paragraph as they were written.

    What follows an ordinal is divided at its first 。:

    - with words behind it, what stands before is a run-in heading if it looks like a heading;
    - at the end of the line, the line is a heading with its mark if it looks like a heading, has
      no comma and at most 20 characters;
    - without 。 the line is a heading if it looks like one and does not end in ；，、：;
    - everything else is a numbered paragraph without a heading.

    It looks like a heading if it has at most 30 characters, or 20 where there is a comma in it;
    no ；：？！; no bracket or quotation left open; no figure with a unit (12件, 3.5万元); and if it
    is no statement: 一是…, 无…, a time or a link set off by a comma (2023年，… 下一步，…), or a
    denial as reports word them (未收取…, 未发生…, 没有…).
    """
    counter = _Counter()
    for block in after:
        if isinstance(block, Block) and block.level is not None:
            counter.count(block.level)
    lines = (line.strip() for line in text.splitlines())
    return tuple(_block(line, counter) for line in lines if line)


def number(outline: Outline) -> tuple[str, ...]:
    """The ordinal of each block, as it stands before its words; empty for one that has none.

    It ends in a blank where the words would otherwise turn `1.` into a figure.
    """
    counter = _Counter()
    return tuple(
        ordinal(block.level, counter.count(block.level), shown(_words(block)))
        if isinstance(block, Block) and block.level is not None
        else ""
        for block in outline
    )


def render(outline: Outline) -> str:
    """The outline as numbered text, one paragraph a line.

    Raises ValueError for an outline with a block that is no text: text cannot carry it, and it is
    not dropped in silence.
    """
    if others := [block.description for block in outline if not isinstance(block, Block)]:
        raise ValueError(f"纯文本不能表示：{'、'.join(others)}")
    return "\n".join(
        sign + _words(block)
        for sign, block in zip(number(outline), outline, strict=True)
        if isinstance(block, Block)
    )


def survives_text(outline: Outline) -> bool:
    """True if the outline, rendered as text and parsed again, is the same outline.

    Every outline that `parse` returned does. Those made otherwise may not: a line break in a
    paragraph, a long heading, a plain paragraph that begins with the next number.
    """
    if any(not isinstance(block, Block) for block in outline):
        return False
    return parse(render(outline)) == outline


def lines_of(block: AnyBlock) -> tuple[str, ...]:
    """The block in lines that can be compared: a plain table by its rows, a picture by all of it.

    Two blocks are equal if their lines are; those of a paragraph are its words, without a number.
    """
    match block:
        case Block():
            return (_words(block),)
        case PlainTable(head, rows, caption):
            title = _("表格（{caption}）", caption=caption) if caption else _("表格")
            return (f"〔{title}〕", *("｜".join(row) for row in (head, *rows)))
        case Picture(content, alt, caption, width):
            size = "{}×{}".format(*pictures.measured(content).shown_size)
            # Two pictures of one size are told apart by what they consist of.
            parts = (alt, caption, width, size, f"{crc32(content):08x}")
            return (f"〔{_('图片（{alt}）', alt='，'.join(filter(None, parts)))}〕",)
    return (f"〔{block.description}〕",)


def _words(block: Block) -> str:
    """All words of a block, without its number."""
    return (block.heading or "") + (block.text or "")


def _block(line: str, counter: _Counter) -> Block:
    """The block that a line is, counted if it is a numbered one."""
    opening = split_ordinal(line)
    if opening is None or opening.level == 1 or not opening.text:
        return Block(text=line)
    if opening.number != counter.following(opening.level):
        return Block(text=line)
    counter.count(opening.level)
    heading, text = _divide(opening.text)
    return Block(opening.level, heading, text)


def _divide(words: str) -> tuple[str | None, str | None]:
    """The heading and the text that the words behind an ordinal are; see `parse`."""
    # A 。 in the words of a link ends nothing: the link would be broken in two.
    end = masked(words, "-").find("。") + 1
    head, rest = (words[:end], words[end:]) if end else (words, "")
    # What counts is the length in print; a reference is longer than the figure it stands for.
    heading = _looks_like_heading(_in_print(head.removesuffix("。") if end else head))
    if rest and heading:
        return head, rest
    if not rest and heading and not _reads_as_sentence(_in_print(words)):
        return words, None
    return None, words


def _in_print(words: str) -> str:
    """How the words look in print: with figures for references, and without addresses."""
    return shown(with_figures(words))


def _looks_like_heading(words: str) -> bool:
    """True if words before a 。, or on a line of their own, may be a heading; see `parse`."""
    if not words or len(words) > _LONGEST_HEADING:
        return False
    if _has_comma(words) and len(words) > _LONGEST_DOUBTFUL_HEADING:
        return False
    return not (
        _NOT_IN_HEADINGS.search(words)
        or _FIGURE_WITH_UNIT.search(words)
        or _STATEMENT.match(words)
        or any(words.count(left) != words.count(right) for left, right in _PAIRS)
    )


def _reads_as_sentence(line: str) -> bool:
    """True if a whole line that looks like a heading is punctuated as a sentence all the same."""
    if line.endswith("。"):
        return _has_comma(line) or len(line) > _LONGEST_DOUBTFUL_HEADING + 1
    return line[-1] in _GOES_ON


def _has_comma(words: str) -> bool:
    return any(comma in words for comma in _COMMAS)
