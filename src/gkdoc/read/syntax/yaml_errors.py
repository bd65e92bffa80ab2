"""What usually causes an error that PyYAML reports, in words for the person who typed the file."""

from __future__ import annotations

import re

import yaml

from gkdoc.errors import Problem
from gkdoc.messages import Message, _

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


def explain(error: yaml.MarkedYAMLError, text: str) -> Problem:
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
