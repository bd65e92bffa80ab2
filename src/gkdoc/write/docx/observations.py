"""What is odd about a template that can be filled all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from attrs import asdict, frozen
from lxml import etree

from gkdoc.findings import Finding
from gkdoc.layout.typography import PAGE, STYLE_NAMES
from gkdoc.messages import Listed, _
from gkdoc.ooxml.markup import parse_xml
from gkdoc.ooxml.package import Package, main_document, relationships
from gkdoc.ooxml.pages import off_standard
from gkdoc.ooxml.template.bookmarks import NAME, first_free_id, half_bookmarks
from gkdoc.ooxml.template.headings import heading_styles, is_heading
from gkdoc.ooxml.template.places import Place, paragraph_text, placed_paragraphs
from gkdoc.ooxml.template.rules import BOOKMARKS, HEADINGS, OUTSIDE, STYLES
from gkdoc.ooxml.template.rules import PAGE as PAGE_RULE
from gkdoc.spec import sections
from gkdoc.write.docx.standard import spellings

_BODY: Final = _("正文")
_OUTSIDE: Final[Mapping[str, str]] = {
    "attachedTemplate": _("模板文件"),
    "image": _("图片"),
    "oleObject": _("对象"),
    "subDocument": _("子文档"),
    "frame": _("框架"),
    "mailMergeSource": _("邮件合并数据"),
}
# What few reports use: comments are for the review copy, pictures and plain tables are rare; the
# footer is the template's own.
_NOT_MISSED: Final = frozenset(
    {
        *("footer", "comment_text", "comment_reference"),
        *("picture", "picture_caption", "plain_table", "table_caption"),
    }
)


@frozen
class Observed:
    """The observations about a template beside its tags.

    `headings` says where the title of each section stands, `first_free_bookmark` is a number that
    no bookmark has. `findings` are in the order of their ids.
    """

    headings: Mapping[str, str]
    first_free_bookmark: int
    findings: tuple[Finding, ...]


def observed(package: Package, added_styles: tuple[str, ...]) -> Observed:
    """The observations about the template in `package`; `added_styles` are those that it lacked."""
    name = main_document(package)
    root = parse_xml(package.parts[name])
    paragraphs = _paragraphs(package, root)
    titles = _titles(paragraphs)
    findings = (
        *_styles(added_styles),
        *_page(root),
        *_bookmarks(root, paragraphs),
        *_outside(package, name),
        *_headings(titles),
    )
    return Observed(titles, first_free_id(root), findings)


def _paragraphs(package: Package, root: etree._Element) -> Mapping[etree._Element, Place]:
    heading = partial(is_heading, styles=heading_styles(package))
    return {placed.paragraph: placed.place for placed in placed_paragraphs(root, _BODY, heading)}


def _styles(added: tuple[str, ...]) -> Iterator[Finding]:
    missed = [
        name
        for role, name in asdict(STYLE_NAMES).items()
        if name in added and role not in _NOT_MISSED
    ]
    if missed:
        names = Listed("、", (_("“{name}”", name=name) for name in missed))
        yield STYLES.finding(_("模板没有样式{names}，生成时按标准模板补上", names=names))


def _page(root: etree._Element) -> Iterator[Finding]:
    differences = [
        _("{name} {found} 毫米（标准为 {wanted} 毫米）", name=name, found=found, wanted=wanted)
        for name, found, wanted in off_standard(root, PAGE)
    ]
    if differences:
        yield PAGE_RULE.finding(
            _("页面设置与 GB/T 9704 不同：{differences}", differences=Listed("，", differences))
        )


def _bookmarks(
    root: etree._Element, paragraphs: Mapping[etree._Element, Place]
) -> Iterator[Finding]:
    for mark in half_bookmarks(root):
        name = mark.get(NAME)
        what = (
            _("书签“{name}”只有开头，没有结尾", name=name)
            if name
            else _("有一个书签只有结尾，没有开头")
        )
        place = next((paragraphs[p] for p in mark.iterancestors() if p in paragraphs), None)
        yield BOOKMARKS.finding(
            _("{what}，请在 Word 里删去后重新插入", what=what), str(place or _BODY)
        )


def _outside(package: Package, document: str) -> Iterator[Finding]:
    for part in package.parts:
        if part.endswith(".rels"):
            continue
        for each in relationships(package, part):
            if each.external and each.kind in _OUTSIDE:
                what = _OUTSIDE[each.kind]
                place = "" if part == document else part
                yield OUTSIDE.finding(
                    _("引用的外部{what}“{target}”不会被打开", what=what, target=each.target), place
                )


def _headings(titles: Mapping[str, str]) -> Iterator[Finding]:
    for section in sections().values():
        if section.key not in titles:
            yield HEADINGS.finding(_("模板里没有单独一段的标题“{title}”", title=section.title))


def _titles(paragraphs: Mapping[etree._Element, Place]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    known = {
        words: section.key
        for section in sections().values()
        for title in section.titles
        for words in spellings(title)
    }
    for paragraph, place in paragraphs.items():
        words = "".join(paragraph_text(paragraph).split())
        if words in known:
            found.setdefault(
                known[words], _("{where}“{words}”之下", where=place.where, words=words)
            )
    return found
