"""Paragraphs of plain words, taken out of the markup of a body before that is parsed.

Prose of two hundred pages is a thousand paragraphs that differ in nothing but their words. As a
tree each is half a dozen elements, and those cost more than all that is made of them. So they are
taken out, an empty w:p stays in their place, and the tree of the rest is a tenth as large.

The rest is well-formed if and only if the whole is: what is taken out matches a pattern that knows
every sign of it, or was parsed in another paragraph that looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen
from lxml import etree

from gkdoc.ooxml.body import SHORTEST_LINE, is_line
from gkdoc.ooxml.markup import BrokenXml, W, is_legal, parse_xml, qualified

_P: Final = qualified("w:p")

_MOST_LOOKS: Final = 200
"""So many different looks are no prose: nothing is gained."""

# The prefix w has to mean what it always means; then the document may begin.
_HEAD: Final = re.compile(
    r"(?:<\?xml version=[\"']1\.0[\"'] encoding=[\"'](?i:utf-8)[\"']"
    r"(?: standalone=[\"'](?:yes|no)[\"'])?\?>\s*)?<w:document(?: [^<>]*)?>"
)
# Possessive throughout: what a part of the pattern has taken it never gives back, so that a file
# made for it takes no longer than any other.
_MARK: Final = (
    r"(?:<w:(?:bookmarkStart w:id=\"[0-9]*+\" w:name=\"[A-Za-z0-9_]*+\""
    r"|bookmarkEnd w:id=\"[0-9]*+\"|proofErr w:type=\"[A-Za-z]*+\")/>)*+"
)
_PROPERTIES: Final = r"(?:<w:{0}>((?:<(?!/?w:{0}\b)[^<>]*+>)*+)</w:{0}>|<w:{0}/>)?+"
_RUN: Final = (
    r"(?:<w:r(?: w:rsidR=\"[0-9A-F]*+\")?+(?: w:rsidRPr=\"[0-9A-F]*+\")?+>"
    + _PROPERTIES.format("rPr")
    + r"<w:t(?: xml:space=\"preserve\")?+>([^<]*+)</w:t></w:r>)?+"
)
# Groups: all of it, its tag but for the end, properties of the paragraph and of the run, the words.
_PLAIN: Final = re.compile(
    r"((<w:p(?: [^<>/]*+)?+)(?:>"
    + _PROPERTIES.format("pPr")
    + _MARK
    + _RUN
    + _MARK
    + r"</w:p>|/>))"
)
_PARTS: Final = 6
_TAG: Final = "<w:p"
_ESCAPED: Final = "&>\r"

_Look: TypeAlias = tuple[str | None, str | None]


class Stretch(NamedTuple):
    """Words taken out, and a w:p without words that looks as theirs did.

    Those of one paragraph; where it `is_prose`, of paragraphs in a row, each a line of prose.
    """

    words: list[str]
    sample: etree._Element
    is_prose: bool


@frozen
class Lifted:
    """A body without its plain paragraphs: the markup of the rest, and what was taken out of it."""

    content: bytes
    stretches: Sequence[Stretch]

    def placed(self, body: etree._Element) -> Mapping[etree._Element, Stretch] | None:
        """What was taken out by the empty w:p that stands for it in `body`, the tree of the rest.

        None where it has others too, so that nobody knows which: then the whole has to be parsed.
        """
        empty = [paragraph for paragraph in body.iter(_P) if not len(paragraph)]
        if len(empty) != len(self.stretches):
            return None
        return dict(zip(empty, self.stretches, strict=True))


def lifted(
    content: bytes, telling: Collection[str], is_prose: Callable[[etree._Element], bool]
) -> Lifted | None:
    """The document `content` without its plain paragraphs; None where they cannot be told apart.

    `telling` are the names of the elements that make a paragraph more than its words; `is_prose`
    says whether one with the format of this w:p can be a line of prose.
    """
    try:
        markup = content.decode()
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(markup)
    if head is None:
        return None
    parts = _PLAIN.split(markup)
    looks: list[_Look] = [*zip(parts[3::_PARTS], parts[4::_PARTS], strict=True)]
    samples = _samples(head[0], {*looks}, telling)
    words = [text or "" for text in parts[5::_PARTS]]
    # One look at all of the words tells of nearly every document that nothing in it is odd.
    joined = "".join(words)
    odd = frozenset() if joined.isprintable() else {it for it in words if not it.isprintable()}
    if samples is None or not is_legal("".join(odd)):
        return None
    signs = [sign for sign in _ESCAPED if sign in joined]
    escaped = {text for text in words for sign in signs if sign in text}
    prose = {look for look, sample in samples.items() if is_prose(sample)}
    stretches: list[Stretch] = []
    pieces: list[str] = []
    # Where a line of prose ends, and which look it has: another one may follow.
    before: _Look | None = None
    for between, whole, tag, look, text in zip(
        parts[:-1:_PARTS], parts[1::_PARTS], parts[2::_PARTS], looks, words, strict=True
    ):
        sample = samples.get(look)
        if sample is None or (escaped and text in escaped):
            pieces += between, whole
            before = None
            continue
        is_long = len(text) >= SHORTEST_LINE and look in prose and tag == _TAG
        line = is_long and is_line(text) and not (odd and text in odd)
        if line and look == before and not between:
            stretches[-1].words.append(text)
            continue
        pieces += between, tag, "/>"
        stretches.append(Stretch([text], sample, line))
        before = look if line else None
    pieces.append(parts[-1])
    rest = "".join(pieces)
    return Lifted(rest.encode(), stretches) if _is_simple(rest, head[0]) else None


def _is_simple(markup: str, head: str) -> bool:
    """True if a pattern that looks like an element is one: not in a comment, by its own names."""
    return (
        f'xmlns:w="{W}"' in head
        and head.count("xmlns:w") == markup.count("xmlns:w")
        and "<!" not in markup
        and head.count("<?") == markup.count("<?")
    )


def _samples(
    head: str, looks: Collection[_Look], telling: Collection[str]
) -> Mapping[_Look, etree._Element] | None:
    """A paragraph without words for each look that is plain; None where a look is not XML."""
    if len(looks) > _MOST_LOOKS or any("xmlns" in (one or "") for look in looks for one in look):
        return None
    inner = "".join(
        f"<w:p>{_element('pPr', paragraph)}<w:r>{_element('rPr', run)}<w:t/></w:r></w:p>"
        for paragraph, run in looks
    )
    try:
        root = parse_xml(f"{head}<w:body>{inner}</w:body></w:document>".encode())
    except BrokenXml:
        return None
    return {
        look: sample
        for look, sample in zip(looks, root[0], strict=True)
        if next(sample.iter(*telling), None) is None
    }


def _element(name: str, inner: str | None) -> str:
    return f"<w:{name}>{inner}</w:{name}>" if inner is not None else ""
