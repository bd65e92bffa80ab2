"""YAML text becomes a tree: maps, lists and the texts as they stand, never PyYAML's types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.syntax.nodes import DEEPEST, MOST_NODES, Mapping, Node, Pair, Scalar, Sequence

_MERGE = "<<"
_ENCODED = re.compile("[A-Za-z0-9+/=]{1000,}")
# A sign for private use, which is a letter to YAML.
_MARK = "\ue000"
_MARKED = re.compile(f"{_MARK}([0-9]+){_MARK}")

_FOLDED = _(
    "文字跨了几行，换行会变成空格：请在冒号后面写“|”，从下一行起缩进两格写文字；"
    "如果下一行是另一项，请检查它的冒号和缩进"
)
_FOLDED_COLON = _(
    "下一行接在了这里的文字后面：如果那是另一项，它的冒号应是半角“:”，后面空一格，行首与这一项对齐；"
    "如果是同一段文字，请在冒号后面写“|”，从下一行起缩进两格写"
)

_NO_SPACE = re.compile(r"""^\s*(?:- )?[^\s"'\[{#][^:"']*:[^\s:]""")

# 名称：内容, the name short and no sentence.
_WIDE_COLON = re.compile(r"\s*[^\s：:，。；、]{1,30}：\s*[^\s#]{0,30}\s*(?:#.*)?")

# Where PyYAML gave up is a line or more below what is wrong.
_GAVE_UP_BELOW = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "expected ',' or ']'",
    "expected ',' or '}'",
)
_SUSPECT_ABOVE = ("expected <block end>", "mapping values are not allowed")

# PyYAML's own words, and what they mean here. The first that fits is taken.
_CAUSES = (
    ("found character '\\t'", _("这里用了 Tab，YAML 只能用空格缩进，请把 Tab 换成空格")),
    ("found character", _("文字不能以这个符号开头，请给整段文字加引号")),
    ("found unexpected end of stream", _("引号没有配对，请检查前后的引号")),
    ("found unknown escape character", _("双引号里的反斜线要写成两个，或改用单引号")),
    ("escape sequence", _("双引号里以反斜线开头的写法有误，反斜线要写成两个，或改用单引号")),
    ("found unexpected document separator", _("引号没有配对，请检查前后的引号")),
    ("sequence entries are not allowed here", _("这里不能写列表；单独的“-”请加引号")),
    ("expected ',' or ']'", _("方括号没有配对，或各项之间缺半角逗号“,”")),
    ("expected ',' or '}'", _("花括号没有配对，或各项之间缺半角逗号“,”")),
    ("found '<scalar>'", _("这里多出文字：引号后面不能再接文字；同一级的行首要对齐")),
    ("expected <block end>", _("这一行的缩进与上下行不一致，同一级的行首要对齐")),
    ("expected the node content", _("这里缺少内容；以 , ] }} % @ ` 等符号开头的文字要加引号")),
    ("expected URI", _("以“!”开头的文字要加引号")),
    ("expected alphabetic or numeric", _("以“*”或“&”开头的文字要加引号")),
    ("block mappings are not allowed", _("同一行不能再写一组名称和内容，请换行并缩进")),
    ("expected chomping", _("“|”后面不能接文字，请从下一行起缩进两格写")),
    ("expected a comment or a line break", _("“|”后面不能接文字，请从下一行起缩进两格写")),
    ("expected indentation indicator", _("“|”后面不能接文字，请从下一行起缩进两格写")),
    ("expected the document start", _("这一行的缩进或写法与上文接不上，请检查方括号、引号和缩进")),
)


def parse_yaml(text: str, source: Path | str | None = None) -> Node:
    """The tree of one YAML document.

    InputError for what is no YAML, and, all at once, for everything that a data file has no use
    for or that would alter its words: anchors, aliases, tags, merge keys, several documents, and
    texts folded over several lines, whose line breaks would become blanks.
    """
    text, encoded = _without_encoded(text)
    events = _counted(yaml.parse(text, Loader=yaml.SafeLoader), source)
    builder = _Builder(events, text, source, encoded)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        raise InputError(source, [_explained(error, text)]) from None
    except (yaml.YAMLError, ValueError):
        # A ValueError is PyYAML's answer to "\U00110000" and to a version of 5,000 digits.
        problem = Problem(_("文件里有 YAML 不能表示的字符，请检查双引号里以反斜线开头的写法"))
        raise InputError(source, [problem]) from None
    if builder.problems:
        raise InputError(source, builder.problems)
    return root


def _without_encoded(text: str) -> tuple[str, list[str]]:
    """The text with a mark for each long run of base64, and the runs.

    PyYAML goes through a text sign by sign: a second for each megabyte of a picture.
    """
    if _MARK in text:
        return text, []
    runs: list[str] = []

    def mark(found: re.Match[str]) -> str:
        runs.append(found[0])
        return f"{_MARK}{len(runs) - 1}{_MARK}"

    return _ENCODED.sub(mark, text), runs


def _counted(events: Iterator[yaml.Event], source: Path | str | None) -> Iterator[yaml.Event]:
    """The events; InputError after too many: nothing that long is read to its end."""
    for number, event in enumerate(events):
        if number > MOST_NODES:
            message = _("内容超过 {most_nodes} 项，不像是一份年度报告的数据", most_nodes=MOST_NODES)
            raise InputError(source, [Problem(message)])
        yield event


class _Builder:
    """Puts the tree together from events; PyYAML makes those without recursion."""

    def __init__(
        self,
        events: Iterator[yaml.Event],
        text: str,
        source: Path | str | None,
        encoded: list[str],
    ) -> None:
        self._events = events
        self._encoded = encoded
        self._source = source
        self._lines = text.split("\n")
        self.problems: list[Problem] = []

    def document(self) -> Node:
        """The root of the only document."""
        root: Node = Scalar("", line=1, column=1)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, _("一个文件只能有一份数据：请删去分隔的“---”及其后的内容"))
                    break
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line, column = _position(event)
        if isinstance(event, yaml.AliasEvent):
            message = _("不能用引用“*{anchor}”；以 * 开头的文字请加引号", anchor=event.anchor)
            self._refuse(event, message)
            return Scalar("", line=line, column=column)
        self._check_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, depth)
        if depth == DEEPEST:
            self._refuse(event, _("层级太深，超过 {deepest} 层", deepest=DEEPEST))
            raise InputError(self._source, self.problems)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), line, column)
        return Mapping(tuple(self._pairs(depth)), line, column)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[Pair]:
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, _("名称应是文字，不能是列表或一组内容"))
            elif key.text == _MERGE and not key.quoted:
                self._refuse(event, _("不能用合并键“<<”，请把内容写全"))
            else:
                yield Pair(key, value)

    def _scalar(self, event: yaml.ScalarEvent, depth: int) -> Scalar:
        line, column = _position(event)
        first = None
        if event.style == "|":
            first = self._first_line(line)
        elif event.style == ">":
            self._refuse(event, _("“>”会把几行并成一行、在中间加空格，请改用“|”"))
        elif not event.style and _end_line(event) != line and depth:
            # A file of such lines only has no entry at all, which is said elsewhere.
            self._refuse(event, _FOLDED_COLON if "：" in event.value else _FOLDED)
        words = event.value
        if self._encoded:
            words = _MARKED.sub(lambda mark: self._encoded[int(mark[1])], words)
        return Scalar(words, quoted=bool(event.style), line=line, column=column, first=first)

    def _first_line(self, mark_line: int) -> tuple[int, int]:
        """Where the words of a literal block begin; its `|` stands on `mark_line`."""
        for content in self._lines[mark_line:]:
            if content.strip():
                return mark_line + 1, len(content) - len(content.lstrip(" ")) + 1
        return mark_line + 1, 1

    def _check_properties(self, event: yaml.Event) -> None:
        # Only some kinds of events have them.
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._refuse(event, _("不能用锚点“&{anchor}”；以 & 开头的文字请加引号", anchor=anchor))
        if tag is not None:
            self._refuse(event, _("不能用标签“{tag}”；以 ! 开头的文字请加引号", tag=tag))

    def _refuse(self, event: yaml.Event, message: Message) -> None:
        self.problems.append(Problem(message, "", *_position(event)))


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def _end_line(event: yaml.Event) -> int:
    mark = event.end_mark
    return 1 if mark is None else mark.line + 1


def _explained(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """The problem that `error` is, at the line that has to be changed."""
    mark = error.problem_mark or error.context_mark
    words = error.problem or ""
    if mark is None:
        return Problem(_("YAML 写法有误（{words}）", words=words))
    if words.startswith(_GAVE_UP_BELOW) and error.context_mark is not None:
        mark = error.context_mark
    lines = text.split("\n")
    above = _line_above(lines, mark.line)
    if words.startswith(_SUSPECT_ABOVE) and above is not None:
        column = len(lines[above]) - len(lines[above].lstrip())
        return Problem(_colon(lines[above]), "", above + 1, column + 1)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return Problem(_cause(words, line), "", mark.line + 1, mark.column + 1)


def _cause(words: str, line: str) -> Message:
    if "could not find expected ':'" in words:
        return _colon(line)
    if "mapping values are not allowed" in words:
        return _(
            "这里多出一个冒号：请检查上一行是否写完、这一行的缩进是否与同级对齐；"
            "文字里有“: ”的，整段要加引号"
        )
    for part, meaning in _CAUSES:
        if part in words:
            return meaning
    return _("YAML 写法有误（{words}）", words=words)


def _colon(line: str) -> Message:
    """Why no colon was found in a line that should have one."""
    if "：" in line:
        return _("名称后面用了全角冒号“：”，应是半角冒号“:”，后面空一格")
    if _NO_SPACE.match(line):
        return _("冒号后面缺少空格，应写成“名称: 内容”")
    return _("这一行缺少冒号，应写成“名称: 内容”（半角冒号，后面空一格）；接着上文的文字要缩进")


def _line_above(lines: list[str], number: int) -> int | None:
    """The line above, if it looks like an entry whose colon has the wrong width."""
    above = next((line for line in range(number - 1, -1, -1) if lines[line].strip()), None)
    return above if above is not None and _WIDE_COLON.fullmatch(lines[above]) else None
