"""Which part of a page is the report: its title, its sections, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen
from lxml import etree

from gkdoc.findings import Finding, Location, Severity
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.messages import _
from gkdoc.read.document.body import Body, Span, excerpt
from gkdoc.read.document.identity import identity_of
from gkdoc.read.document.labels import LONGEST_LABEL
from gkdoc.read.document.titles import section_title
from gkdoc.read.html.flow import Piece, Unread, body_of
from gkdoc.read.html.grids import Unwieldy
from gkdoc.read.html.lines import TextLine

_MOST_MISPRINTS: Final = 200
"""So many lines that begin with 一、 are looked at for misprinted titles."""

_MOST_TITLES: Final = 100
"""A report has six sections, a page may list them again."""

_MOST_PIECES: Final = 20_000
"""The most lines and tables of a page; a report of 200 pages has a quarter."""

_TITLE_LINES: Final = 5
_SECTION_TITLE_LINES: Final = 3

# What content systems print between the title and the text, and behind the text.
_ABOUT_THE_PAGE: Final = re.compile(
    r"[\[【（(]?\s*(?:发布|发文|成文|生成|公开|更新|访问)?(?:日期|时间)\s*[\]】）)]?\s*[:：]"
    r"|(?:信息|文章|稿件)?(?:来源|作者|编辑|责编|责任编辑|审核|校对|供稿)\s*[:：]"
    r"|[\[【（(]?\s*(?:字号|字体|视力保护色|背景色|打印|分享|关闭|收藏|浏览|点击|阅读)"
    r"|(?:索\s*引\s*号|主题分类|发文机关|发布机构|文\s*号|有效性|信息分类|公开方式|公开时限|名\s*称)\s*[:：]"
    r"|(?:大|中|小)(?:\s+(?:大|中|小))*$"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9:]+)?$"
)
_PAGE_NUMBER: Final = re.compile(r"[-—–－]\s*[0-9]{1,3}\s*[-—–－]|第\s*[0-9]{1,3}\s*页.{0,10}")
_BEHIND_THE_TEXT: Final = re.compile(
    r"上一(?:篇|条|页)|下一(?:篇|条|页)|附\s*件|相关(?:链接|文章|信息|阅读|解读|附件)|扫一扫|返回|"
    r"[\[【（(]?\s*(?:打印|关闭|分享|收藏|纠错)|分享到|版权所有|主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]"
    r"|技术支持|网站(?:标识码|地图|声明|支持)|关于我们|联系我们|友情链接|.{0,10}ICP备|.{0,10}公网安备"
    r"|(?:责任编辑|责编|编辑|来源|浏览次数|访问量|点击数|阅读次数)\s*[:：]|Copyright|©"
)

_LONGEST_TITLE: Final = 60
_SIGNS_OF_TITLES: Final = frozenset("公开报")
"""What every title has; most lines are told by that."""
_PATH: Final = re.compile("[>＞»›|｜]|→|当前位置|您的位置|您现在|所在位置|首页")
"""What a trail of links holds, and no title."""
_ENDS_A_SENTENCE: Final = re.compile("[，。；：！？,;]|的公告|的通知")
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*")
# Names that the government's rules for websites give a page to describe itself.
_DESCRIPTIONS: Final = ("articletitle", "title", "og:title")


@frozen
class Article:
    """The report's part of a page as a body, and what was left out of it."""

    body: Body
    findings: tuple[Finding, ...]


def article_of(pieces: Sequence[Piece], described: str) -> Article:
    """The report among `pieces`; a body without titles where none is found.

    `described` is the title that the page gives in its head: it helps to choose among the lines of
    the page, and is the title where the page shows none. Unwieldy for lines or titles without end.
    """
    if len(pieces) > _MOST_PIECES:
        raise Unwieldy(_("网页的文字超过 {most_pieces} 行", most_pieces=_MOST_PIECES))
    joined = _joined(pieces, described)
    headings = _headings(joined)
    if len(headings) > _MOST_TITLES:
        raise Unwieldy(_("法定的标题出现了 {count} 次", count=len(headings)))
    title = _title(joined[: min(headings, default=len(joined))], described)
    parts = _parted(joined, headings, title + 1 if title is not None else 0)
    head = joined[title] if title is not None else None
    if head is None and described and joined:
        head = TextLine(joined[0].element, (Span(described, ""),))
    pieces = (head, *parts.kept) if head is not None else parts.kept
    styles = {id(joined[place]): STYLE_NAMES.heading1 for place in headings}
    styles[id(head)] = STYLE_NAMES.title
    return Article(
        body=body_of(pieces, lambda line: styles.get(id(line), _style_of(line))),
        findings=(
            *_unread(pieces),
            *_left_out(parts.before, _("之前")),
            *_left_out(parts.behind, _("之后")),
        ),
    )


def _style_of(line: TextLine) -> str:
    return STYLE_NAMES.table_caption if line.element.tag == "caption" else ""


@frozen
class _Parts:
    """The pieces of the report, and the lines that stand before and behind its text."""

    kept: tuple[Piece, ...]
    before: tuple[TextLine, ...]
    behind: tuple[TextLine, ...]


def _parted(pieces: Sequence[Piece], headings: Sequence[int], begin: int) -> _Parts:
    """The pieces from `begin` on, by what they belong to."""
    first, last = min(headings, default=len(pieces)), max(headings, default=-1)
    container = _container([pieces[place] for place in headings])
    kept: list[Piece] = []
    before: list[TextLine] = []
    behind: list[TextLine] = []
    over = False
    for place, piece in enumerate(pieces[begin:], start=begin):
        inside = container is None or _is_within(piece.element, container)
        if not isinstance(piece, TextLine):
            if inside and not over:
                kept.append(piece)
        elif _PAGE_NUMBER.fullmatch(piece.text):
            kept.append(Unread(piece.element, piece.text, _("是页码")))
        elif place < first and (not inside or piece.linked or _ABOUT_THE_PAGE.match(piece.text)):
            before.append(piece)
        elif place > last and (over or not inside or _ends(piece)):
            over = over or inside
            behind.append(piece)
        else:
            kept.append(piece)
    return _Parts(tuple(kept), tuple(before), tuple(behind))


def _joined(pieces: Sequence[Piece], described: str) -> list[Piece]:
    """The pieces, lines joined that are one title broken into some."""
    joined: list[Piece] = []
    place = 0
    while place < len(pieces):
        run = _broken_title(pieces[place : place + _TITLE_LINES], described)
        joined.append(run[0] if run else pieces[place])
        place += run[1] if run else 1
    return joined


def _broken_title(pieces: Sequence[Piece], described: str) -> tuple[TextLine, int] | None:
    """The title that the first of the pieces begin, and how many they are; None if none does.

    What is described as the title is one also where its last line alone could be: the name of the
    agency itself may be broken.
    """
    lines: list[TextLine] = []
    for piece in pieces:
        if not isinstance(piece, TextLine) or piece.objects:
            break
        lines.append(piece)
    texts = [line.text for line in lines]
    if len(lines) < 2 or section_title(texts[0]) or _is_title(texts[0]):
        return None
    text = texts[0]
    for count, last in enumerate(texts[1:], start=2):
        text += last
        if len(text) > LONGEST_LABEL:
            return None
        alone = _is_title(text) and (text == described or not _is_title(last))
        if alone or (count <= _SECTION_TITLE_LINES and section_title(text)):
            spans = tuple(span for line in lines[:count] for span in line.spans)
            linked = all(line.linked for line in lines[:count])
            return evolve(lines[0], spans=spans, linked=linked), count
    return None


def _headings(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """The places of the titles of sections; a table of contents made of links is none."""
    misprints = 0
    found: list[int] = []
    for place, piece in enumerate(pieces):
        if not isinstance(piece, TextLine):
            continue
        title = section_title(piece.text)
        if title is None and misprints < _MOST_MISPRINTS:
            title = section_title(piece.text, misprinted=True)
            misprints += piece.text[1:2] == "、"
        if title is not None:
            found.append(place)
    own = [place for place in found if not _is_linked(pieces[place])]
    return tuple(own or found)


def _is_linked(piece: Piece) -> bool:
    return isinstance(piece, TextLine) and piece.linked


def _title(pieces: Sequence[Piece], described: str) -> int | None:
    """The place of the line that is the title: a heading, one like the described; the last such."""
    best: tuple[int, int] | None = None
    for place, piece in enumerate(pieces):
        if isinstance(piece, TextLine) and _is_title(piece.text):
            weight = 2 * piece.heading + 2 * (piece.text == described) + (not piece.linked)
            if best is None or weight >= best[0]:
                best = weight, place
    return best[1] if best is not None else None


def _container(pieces: Sequence[Piece]) -> etree._Element | None:
    """The element around all titles of sections; None where there are not two of them."""
    if len(pieces) < 2:
        return None
    chains = [[piece.element, *piece.element.iterancestors()] for piece in pieces]
    common = set(chains[0]).intersection(*chains[1:])
    return next(element for element in chains[0] if element in common)


def _is_within(element: etree._Element, container: etree._Element) -> bool:
    return element is container or any(above is container for above in element.iterancestors())


def _ends(line: TextLine) -> bool:
    return bool(line.text) and (line.linked or _BEHIND_THE_TEXT.match(line.text) is not None)


def _unread(pieces: Sequence[Piece]) -> Iterator[Finding]:
    lines = 0
    for piece in pieces:
        lines += isinstance(piece, TextLine)
        if isinstance(piece, Unread):
            place = Location(paragraph=lines) if lines else None
            message = _("“{words}”{why}，没有读取", words=excerpt(piece.words), why=piece.why)
            yield Finding("GK116", Severity.INFORMATION, message, location=place)


def _left_out(lines: Sequence[TextLine], where: str) -> Iterator[Finding]:
    words = " ".join(line.text for line in lines if line.text)
    if words:
        message = _(
            "正文{where}的文字“{words}”不属于报告，没有读取", where=where, words=excerpt(words)
        )
        yield Finding("GK116", Severity.INFORMATION, message)


def _is_title(text: str) -> bool:
    """True if the line may be the title of a report: it names an agency and a year."""
    return (
        len(text) <= _LONGEST_TITLE
        and _SIGNS_OF_TITLES.issubset(text)
        and not _PATH.search(text)
        and not _ENDS_A_SENTENCE.search(text)
        and identity_of(text) is not None
    )


def described_title(root: etree._Element) -> str:
    """The title that the page gives in its head, less the name of the website; empty if none."""
    for words in _descriptions(root):
        for part in (words, *_SITE.split(words)):
            if _is_title(part.strip()):
                return part.strip()
    return ""


def _descriptions(root: etree._Element) -> Iterable[str]:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _DESCRIPTIONS:
            yield meta.get("content", "")
    for title in root.iter("title"):
        yield "".join(map(str, title.itertext()))
