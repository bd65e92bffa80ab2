"""The text of a page becomes a tree, within limits; broken markup is mended as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _

MOST_TAGS: Final = 100_000
"""The most tags a page may have; a report from a word processor has a third."""

MOST_TABLES: Final = 1_000
"""The most tables a page may have; some put each word in one."""

_TOO_DEEP: Final = "ERR_RESOURCE_LIMIT"
# Signs that no report may hold; browsers show nothing for them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TABLE: Final = re.compile("<table", re.IGNORECASE)
# The parser compares each attribute of an element with all others.
_CROWDED: Final = re.compile(r"<[a-zA-Z](?:[^<>\s\"'/]*[\s\"'/]+){20000}")
_BRACE: Final = re.compile("([{}])")
_HIDING_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_SIMPLE_SELECTOR: Final = re.compile(r"[a-z0-9]*([.#])([\w-]+)", re.IGNORECASE)
_LONGEST_STYLES: Final = 200_000


def parse_page(text: str, source: Path | str | None) -> etree._Element:
    """The root of the page; InputError for too many or too deeply nested tags, or none at all."""
    if text.count("<") > MOST_TAGS:
        message = _("网页的标签超过 {most_tags} 个，不像是一份年度报告", most_tags=MOST_TAGS)
        raise InputError(source, [Problem(message)])
    if len(_TABLE.findall(text)) > MOST_TABLES:
        message = _("网页的表格超过 {most_tables} 个，不像是一份年度报告", most_tables=MOST_TABLES)
        raise InputError(source, [Problem(message)])
    if _CROWDED.search(text):
        raise InputError(source, [Problem(_("网页有标签写了过多的属性，不像是一份年度报告"))])
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_CONTROLS.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(source, [Problem(_("这个文件不是网页"))]) from error
    if any(entry.type_name == _TOO_DEEP for entry in parser.error_log):
        raise InputError(source, [Problem(_("网页的标签层层嵌套过深，不像是一份年度报告"))])
    if root is None or root.find("body") is None:
        raise InputError(source, [Problem(_("网页里没有正文"))])
    return root


def restore_blanks(root: etree._Element) -> None:
    """On a page that LibreOffice wrote, make each line feed in a text the blank that it stood for.

    Such pages break their lines at blanks only; editors of websites do so anywhere.
    """
    generators = (node for node in root.iter("meta") if node.get("name", "").lower() == "generator")
    if not any(node.get("content", "").startswith("LibreOffice") for node in generators):
        return
    for node in root.iter():
        node.text = node.text and node.text.replace("\n", " ")
        node.tail = node.tail and node.tail.replace("\n", " ")


class Visibility:
    """Which elements of a page are shown: by their attributes, and by simple rules of its styles.

    Rules for other media and for narrow windows say nothing about the page as it is read.
    """

    def __init__(self, root: etree._Element) -> None:
        self._classes: set[str] = set()
        self._ids: set[str] = set()
        styles = "\n".join(node.text or "" for node in root.iter("style"))[:_LONGEST_STYLES]
        for selector in _hidden_selectors(styles):
            found = _SIMPLE_SELECTOR.fullmatch(selector)
            if found is not None:
                (self._classes if found[1] == "." else self._ids).add(found[2])

    def hides(self, node: etree._Element) -> bool:
        """True if the element is not shown."""
        if node.get("hidden") is not None or _HIDING_STYLE.search(node.get("style", "")):
            return True
        if self._ids and node.get("id") in self._ids:
            return True
        return bool(self._classes) and not self._classes.isdisjoint(classes(node))


def classes(node: etree._Element) -> Iterable[str]:
    """The classes of the element."""
    return node.get("class", "").split()


def _hidden_selectors(styles: str) -> Iterator[str]:
    """The selectors of the outermost rules that hide what they select."""
    depth = 0
    words = selectors = ""
    for piece in _BRACE.split(styles):
        if piece == "{":
            depth += 1
            if depth == 1:
                selectors = words
        elif piece == "}":
            if depth == 1 and "@" not in selectors and _HIDING_STYLE.search(words):
                yield from map(str.strip, selectors.split(","))
            depth = max(depth - 1, 0)
        else:
            words = piece
