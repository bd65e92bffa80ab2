"""The words of a draft: what is moved from last year's to the new year, and what is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gkdoc.messages import _
from gkdoc.model import FieldValue, OwnFields, OwnValue, Site
from gkdoc.model.own_fields import in_words
from gkdoc.spec import Section
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture
from gkdoc.text.marks import MARK, mark
from gkdoc.text.outlines import number, render

_SENTENCE: Final = re.compile("[^。！？；\n]+[。！？；]?")
# What a report says of its own year: 统计期限自…起; 截至12月31日; 现将…报告如下; its own title.
_OWN_YEAR: Final = re.compile(
    r"统计(?:期限|时限|时间|周期|区间|期)|截[至止]|1\s{0,3}月\s{0,3}1\s{0,3}日"
    r"|现将|现公布|现予公布|特向社会公[布开]|政府信息公开(?:工作)?(?:年度)?报告"
)
# Years in titles and numbers of documents are theirs, not the report's.
_QUOTED: Final = re.compile("《[^》]*》|〔[^〕]*〕|[\\[［][0-9]{4}[\\]］]")
_HEADING_LEVEL: Final = 2
_LONGEST_REMEMBERED: Final = 60

_ABOUT: Final = {
    "problems": ("存在的主要问题", "改进情况"),
    "other_matters": ("信息处理费的收取情况，没有收取的也要写明",),
}


def skeleton(section: Section, last: Outline = ()) -> str:
    """The prose of a section as it is to be written: headings, and a mark under each of them.

    The headings are those of last year's; without any, the topics that the form asks for.
    """
    own = tuple(_kept_headings(last))
    if own:
        return render(own)
    if section.topics:
        topics = (Block(2, f"{topic.title}情况。", MARK) for topic in section.topics)
        return render((Block(text=MARK), *topics))
    return "\n".join(mark(about) for about in _ABOUT.get(section.key, ())) or MARK


def _kept_headings(outline: Outline) -> Iterator[Block]:
    for block in outline:
        if not isinstance(block, Block) or block.level != _HEADING_LEVEL or not block.heading:
            continue
        if block.text is None:
            yield block
            yield Block(text=MARK)
        else:
            yield Block(block.level, block.heading, MARK)


def moved_introduction(outline: Outline, last_year: int, year: int) -> str:
    """Last year's introduction with its own year moved on; whoever reads it has to confirm that.

    Only where a sentence states the report's own year is the year changed. Every sentence with
    last year in it, or the year after, gets a mark. What is no text is left out.
    """
    text = tuple(block for block in outline if isinstance(block, Block))
    return "\n".join(_moved(line, last_year, year) for line in lines_of(text))


def _moved(line: str, last_year: int, year: int) -> str:
    return _SENTENCE.sub(lambda found: _moved_sentence(found[0], last_year, year), line)


def _moved_sentence(sentence: str, last_year: int, year: int) -> str:
    quoted = [found.span() for found in _QUOTED.finditer(sentence)]

    def is_free(found: re.Match[str]) -> bool:
        return not any(start <= found.start() < end for start, end in quoted)

    years = re.compile(rf"(?<![0-9])(?:{last_year}|{last_year + 1})(?![0-9])")
    if not any(map(is_free, years.finditer(sentence))):
        return sentence
    moved = sentence
    if _OWN_YEAR.search(sentence):
        shift = year - last_year
        moved = years.sub(
            lambda found: str(int(found[0]) + shift) if is_free(found) else found[0], sentence
        )
    body = moved.rstrip("。！？；")
    about = f"核对年份，上年写的是“{last_year}”" if moved != sentence else "核对年份"
    return f"{body}{mark(about)}{moved[len(body) :]}"


def moved_title(title: str, last_year: int, year: int) -> str | None:
    """Last year's title for the new year; None if it does not name its year."""
    moved, count = re.subn(rf"(?<![0-9]){last_year}(?![0-9])", str(year), title)
    return moved if count else None


def lines_of(outline: Outline) -> tuple[str, ...]:
    """The paragraphs as numbered text, line by line; what is no text by its description."""
    return tuple(
        line
        for sign, block in zip(number(outline), outline, strict=True)
        for line in _lines(sign, block)
    )


def _lines(sign: str, block: AnyBlock) -> list[str]:
    if not isinstance(block, Block):
        return [f"（{block.description}，不能沿用）"]
    return [line for line in f"{sign}{block.heading or ''}{block.text or ''}".split("\n") if line]


def moved_fields(fields: OwnFields, last_year: int) -> OwnFields:
    """The office's own fields for the new year; pictures are left out.

    Words stay, such as a name and a telephone number. What is of one year gets a mark with last
    year's in it: a date, a number, words with that year or the next in them.
    """
    moved: dict[str, FieldValue] = {}
    for name, value in fields.items():
        if isinstance(value, Site):
            moved[name] = Site(
                **{key: _moved_value(words, last_year) for key, words in value.given.items()}
            )
        elif not isinstance(value, Picture):
            moved[name] = _moved_value(value, last_year)
    return OwnFields(moved)


def _moved_value(value: OwnValue, last_year: int) -> str:
    words = in_words(value)
    years = (str(last_year), str(last_year + 1))
    if isinstance(value, str) and not any(year in words for year in years):
        return words
    plain = " ".join(words.replace("】", "").split())
    return mark(_("上年是{words}", words=plain[:_LONGEST_REMEMBERED]))
