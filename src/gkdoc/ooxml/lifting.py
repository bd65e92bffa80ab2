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

from gkdoc.ooxml.body import is_line
from gkdoc.ooxml.markup import BrokenXml, W, is_legal, parse_xml, qualified

_P: Final = qualified("w:p")

_MOST_LOOKS: Final = 200
"""So many different looks are no prose: nothing is gained."""

# The prefix w has to mean what it always means; then the document may begin.
_HEAD: Final = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'] encoding=[\"'](?i:utf-8)[\"']"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\?>\s*)?<w:document(?: [^<>]*)?>"
)
# Possessive throughout: what a part of the pattern has taken it never gives back, so that a file
# made for it takes no longer than any other.
_MARK: Final = (
    rb"(?:<w:(?:bookmarkStart w:id=\"[0-9]*+\" w:name=\"[A-Za-z0-9_]*+\""
    rb"|bookmarkEnd w:id=\"[0-9]*+\"|proofErr w:type=\"[A-Za-z]*+\")/>)*+"
)


def _properties(name: bytes) -> bytes:
    return rb"(?:<w:%b>((?:<(?!/?w:%b\b|[!?])[^<>]*+>)*+)</w:%b>|<w:%b/>)?+" % ((name,) * 4)


# Groups: all of it, its tag but for the end, properties of the paragraph and of the run, the words.
_PLAIN: Final = re.compile(
    rb"((<w:p(?: [^<>/]*+)?+)(?:>"
    + _properties(b"pPr")
    + _MARK
    + rb"(?:<w:r(?: w:rsidR=\"[0-9A-F]*+\")?+(?: w:rsidRPr=\"[0-9A-F]*+\")?+>"
    + _properties(b"rPr")
    + rb"<w:t(?: xml:space=\"preserve\")?+>([^<]*+)</w:t></w:r>)?+"
    + _MARK
    + rb"</w:p>|/>))"
)
_PARTS: Final = 6
_TAG: Final = b"<w:p"
_NAMESPACE: Final = f'xmlns:w="{W}"'.encode()
_ESCAPED: Final = "&>\r"

_Look: TypeAlias = tuple[bytes | None, bytes | None]


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
    head = _HEAD.match(content)
    if head is None:
        return None
    parts = _PLAIN.split(content)
    looks: list[_Look] = [*zip(parts[3::_PARTS], parts[4::_PARTS], strict=True)]
    try:
        # All words at once, and no sign between them that could stand in one.
        joined = b"<".join([text or b"" for text in parts[5::_PARTS]]).decode()
    except UnicodeDecodeError:
        return None
    words = joined.split("<") if looks else []
    odd = set() if joined.isprintable() else {it for it in words if not it.isprintable()}
    samples = _samples(head[0], dict.fromkeys(looks), telling)
    if samples is None or not is_legal("".join(odd)):
        return None
    signs = [sign for sign in _ESCAPED if sign in joined]
    stay = {text for text in words for sign in signs if sign in text}
    prose = {sample for sample in samples.values() if is_prose(sample)}
    taken = [samples.get(look) for look in looks]
    if stay:
        taken = [None if text in stay else it for it, text in zip(taken, words, strict=True)]
    lines = [
        sample in prose and is_line(text) and not (odd and text in odd)
        for sample, text in zip(taken, words, strict=True)
    ]
    rest, stretches = _apart(parts, words, taken, lines)
    return Lifted(rest, stretches) if _is_simple(rest, head[0]) else None


def _apart(
    parts: Sequence[bytes],
    words: Sequence[str],
    taken: Sequence[etree._Element | None],
    lines: Sequence[bool],
) -> tuple[bytes, Sequence[Stretch]]:
    """The rest of the markup, and the stretches of what is taken out of it.

    `parts` is the markup split by `_PLAIN`; for each paragraph that was found there `taken` has
    the sample if it is taken out, and `lines` says whether it is a line of prose.
    """
    stretches: list[Stretch] = []
    pieces: list[bytes] = []
    # How the line of prose looks that ends here: the next one may join it.
    before: etree._Element | None = None
    betweens, wholes, tags = (parts[place:-1:_PARTS] for place in range(3))
    for between, whole, tag, text, sample, line in zip(
        betweens, wholes, tags, words, taken, lines, strict=True
    ):
        if sample is None:
            pieces += between, whole
            before = None
        elif line and sample is before and not between and tag == _TAG:
            stretches[-1].words.append(text)
        else:
            pieces += between, tag, b"/>"
            stretches.append(Stretch([text], sample, line))
            before = sample if line else None
    return b"".join([*pieces, parts[-1]]), stretches


def _is_simple(markup: bytes, head: bytes) -> bool:
    """True if a pattern that looks like an element is one: not in a comment, by its own names."""
    return (
        _NAMESPACE in head
        and head.count(b"xmlns:w") == markup.count(b"xmlns:w")
        and b"<!" not in markup
        and head.count(b"<?") == markup.count(b"<?")
    )


def _samples(
    head: bytes, looks: Collection[_Look], telling: Collection[str]
) -> Mapping[_Look, etree._Element] | None:
    """A paragraph without words for each look that is plain; None where a look is not XML."""
    if len(looks) > _MOST_LOOKS:
        return None
    inner = b"".join(
        b"<w:p>%b<w:r>%b<w:t/></w:r></w:p>" % (_element(b"pPr", paragraph), _element(b"rPr", run))
        for paragraph, run in looks
    )
    try:
        root = parse_xml(b"%b<w:body>%b</w:body></w:document>" % (head, inner))
    except BrokenXml:
        return None
    more = {above for node in root.iter(*telling) for above in node.iterancestors(_P)}
    return {look: sample for look, sample in zip(looks, root[0], strict=True) if sample not in more}


def _element(name: bytes, inner: bytes | None) -> bytes:
    return b"<w:%b>%b</w:%b>" % (name, inner, name) if inner is not None else b""
