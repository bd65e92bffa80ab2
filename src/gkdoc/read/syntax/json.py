"""JSON text becomes a tree with lines and columns, figures digit by digit, doubled keys kept.

The standard library's parser gives neither places nor digits; only its strings are used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import NoReturn

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.notes import quoted
from gkdoc.read.syntax.nodes import DEEPEST, MOST_NODES, Mapping, Node, Pair, Scalar, Sequence

_SPACE = re.compile(r"[ \t\n\r]*")
# Wider than JSON's numbers and words: 010 or 12:30 is refused where a figure is read, with its
# address and with what else may be wrong in the file.
_BARE = re.compile(r"""[^\s,\[\]{}"'，：“”]+""")

_WIDE_MARKS = tuple("“”‘’：，｛｝［］")

_STRINGS = JSONDecoder()
_STRING_ERRORS = (
    ("Unterminated string", _("引号没有配对，或文字中间直接换了行（换行要写成 \\n）")),
    ("Invalid control character", _("文字里不能直接换行或用 Tab，换行要写成 \\n")),
    ("Invalid \\", _("反斜线的写法有误，反斜线本身要写成两个")),
)


def parse_json(text: str, source: Path | str | None = None) -> Node:
    """The tree of a JSON text. InputError, with line and column, for what is no JSON.

    A bare word or figure is taken as it stands, whatever it is; the reader of the report decides.
    """
    return _Parser(text, source).document()


class _Parser:
    def __init__(self, text: str, source: Path | str | None) -> None:
        self._text = text
        self._source = source
        self._at = 0
        self._nodes = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def document(self) -> Node:
        self._skip()
        root = self._value(0)
        self._skip()
        if self._at < len(self._text):
            self._fail(_("数据到这里已经结束，后面不应再有内容"))
        return root

    @property
    def _sign(self) -> str:
        """The next sign; empty at the end."""
        return self._text[self._at : self._at + 1]

    def _value(self, depth: int) -> Node:
        line, column = self._place(self._at)
        self._nodes += 1
        if self._nodes > MOST_NODES:
            message = _("内容超过 {most_nodes} 项，不像是一份年度报告的数据", most_nodes=MOST_NODES)
            self._fail(message)
        match self._sign:
            case "{" | "[" if depth == DEEPEST:
                self._fail(_("层级太深，超过 {deepest} 层", deepest=DEEPEST))
            case "{":
                return Mapping(self._pairs(depth), line, column)
            case "[":
                return Sequence(self._items(depth), line, column)
            case '"':
                return self._string()
        bare = _BARE.match(self._text, self._at)
        if self._sign in _WIDE_MARKS:
            self._fail(_("这里用了中文标点，JSON 的引号、冒号、逗号和括号都应是半角"))
        if bare is None:
            self._fail(self._unexpected(_("这里应是一个值")))
        self._at = bare.end()
        return Scalar(bare[0], typed=True, line=line, column=column)

    def _pairs(self, depth: int) -> tuple[Pair, ...]:
        pairs: list[Pair] = []
        self._at += 1
        while self._more("}", bool(pairs)):
            if self._sign != '"':
                self._fail(self._unexpected(_("这里应是双引号括起的名称")))
            key = self._string()
            self._skip()
            if self._sign != ":":
                self._fail(self._unexpected(_("名称后面应是半角冒号“:”")))
            self._at += 1
            self._skip()
            pairs.append(Pair(key, self._value(depth + 1)))
        return tuple(pairs)

    def _items(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        self._at += 1
        while self._more("]", bool(items)):
            items.append(self._value(depth + 1))
        return tuple(items)

    def _more(self, closing: str, begun: bool) -> bool:  # noqa: FBT001 - told by what was read
        """True if another member follows; otherwise the closing bracket has been read."""
        self._skip()
        if self._sign == closing:
            self._at += 1
            return False
        if begun:
            if self._sign != ",":
                self._fail(self._unexpected(_("这里应是半角逗号“,”或“{closing}”", closing=closing)))
            self._at += 1
            self._skip()
            if self._sign == closing:
                self._fail(_("最后一项后面不要写逗号"))
        return True

    def _string(self) -> Scalar:
        line, column = self._place(self._at)
        try:
            words, self._at = _STRINGS.raw_decode(self._text, self._at)
        except JSONDecodeError as error:
            self._at = error.pos
            for start, meaning in _STRING_ERRORS:
                if error.msg.startswith(start):
                    self._fail(meaning)
            self._fail(_("双引号里的写法有误"))
        return Scalar(words, quoted=True, line=line, column=column)

    def _unexpected(self, expected: str) -> Message:
        if not self._sign:
            return _("文件到这里就断了，{expected}", expected=expected)
        return _("{expected}，却是{at}", expected=expected, at=quoted(self._sign))

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _fail(self, message: Message) -> NoReturn:
        raise InputError(self._source, [Problem(message, "", *self._place(self._at))])
