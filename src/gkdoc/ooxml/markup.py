"""XML as this library reads and writes it: no DTD, no entities, no network."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from gkdoc.messages import Message, _

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Namespace of WordprocessingML, Transitional: what Word and WPS write."""

MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
"""Namespace of mc:AlternateContent."""

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
"""How Word begins each of its parts."""

# What XML 1.0, §2.2, leaves out. Few texts need to be searched: it is not compiled before one does.
_ILLEGAL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_SPECIAL = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    # A bare carriage return would come back as a line feed (XML 1.0, §2.11).
    "\r": "&#13;",
}
# An attribute turns line feeds and tabs into blanks (XML 1.0, §3.3.3).
_ESCAPES = str.maketrans({**_SPECIAL, "\n": "&#10;", "\t": "&#9;", '"': "&quot;"})
ESCAPED: Final = "".join(map(chr, _ESCAPES))
"""The signs that `escape_text` writes otherwise."""

_RUN_ESCAPES = str.maketrans(_SPECIAL)


class BrokenXml(ValueError):
    """Not XML, or XML of a kind that is not opened; `line` is None where it is not known."""

    def __init__(self, reason: Message, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(reason)


def parse_xml(content: bytes) -> etree._Element:
    """The root element of `content`; BrokenXml for a DTD and for anything not well-formed.

    Comments and processing instructions are left out.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenXml(_("不是合法的 XML（{msg}）", msg=error.msg), error.lineno) from error
    # The stubs of lxml leave the attribute out.
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise BrokenXml(_("含有 DOCTYPE 声明，不予打开"))
    return root


def child_of(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child with this tag; None if there is none.

    For what stands at the beginning: it is found there in a third of the time that `find` takes.
    """
    for child in parent:
        if child.tag == tag:
            return child
    return None


def serialised(root: etree._Element) -> bytes:
    """`root` as a whole part of a package."""
    return (DECLARATION + etree.tostring(root, encoding="unicode")).encode()


def escape_text(text: str) -> str:
    """`text` as the content of an element or attribute; ValueError for what XML cannot hold."""
    if _is_plain(text) and '"' not in text:
        return text
    _assert_legal(text)
    return text.translate(_ESCAPES)


def text_markup(text: str) -> str:
    """`text` as the content of a w:t: line feeds become w:br, tabs w:tab, beside the w:t.

    The w:t around it needs xml:space="preserve", or blanks at its ends are lost.
    """
    if _is_plain(text):
        return text
    _assert_legal(text)
    return text.translate(_RUN_ESCAPES)


def qualified(name: str) -> str:
    """`w:p` in the notation of lxml."""
    prefix, local = name.split(":")
    return f"{{{ {'w': W, 'mc': MC}[prefix] }}}{local}"


def _is_plain(text: str) -> bool:
    """True if a run can hold `text` as it is; said quickly, as nearly all texts are.

    What Python calls printable has no line feeds, tabs, controls or surrogates.
    """
    return text.isprintable() and "<" not in text and "&" not in text and ">" not in text


def _assert_legal(text: str) -> None:
    if illegal := re.search(_ILLEGAL, text):
        raise ValueError(f"U+{ord(illegal[0]):04X} cannot stand in XML")
