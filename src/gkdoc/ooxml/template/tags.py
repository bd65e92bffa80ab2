"""The small language of the tags: what may stand between {{ and }}, and what it says.

A plain name is taken as it stands; of anything else Jinja says what it is (expressions.py). Nothing
is ever evaluated, and a name is never looked up on a Python object.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, Literal
from unicodedata import normalize

from attrs import frozen

from gkdoc.messages import _
from gkdoc.ooxml.template.rules import RefusedTag
from gkdoc.ooxml.template.segments import Filter

LENGTH_LIMIT: Final = 200
"""Most characters of a tag between its braces."""

TAG_LIMIT: Final = 2_000
"""Most tags in one part of a file."""

_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING: Final = re.compile("|".join(map(re.escape, _CLOSING)))
# Word and input methods put these in unseen; Jinja knows the plain blank only.
_BLANKS: Final = dict.fromkeys(map(ord, "\t\n\r\v\f\u00a0\u2002\u2003\u2009\u3000"), " ")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)
_NAME: Final = re.compile(r" *([^\W\d_]\w*(?:\.[^\W\d_]\w*)*) *")
# Words that Jinja takes for no name where an expression begins.
_NO_NAMES: Final = frozenset({"true", "false", "none", "True", "False", "None", "not"})
_PREFIX: Final = re.compile(r"(p|r|tr|tc) ")


@frozen
class Written:
    """A tag as it stands in the text from `start` to `end`; unclosed if `closed` is false."""

    start: int
    end: int
    text: str
    closed: bool


@frozen
class Tag:
    """The meaning of a tag; `name` is empty for else and endif."""

    kind: Literal["slot", "block", "if", "else", "endif"]
    name: str = ""
    filters: tuple[Filter, ...] = ()


def written_tags(text: str) -> Iterator[Written]:
    """Every tag in `text`, one more than the limit at most. A lone brace, # or % is no tag."""
    position = 0
    for _tag in range(TAG_LIMIT + 1):
        opening = _OPENING.search(text, position)
        if opening is None:
            return
        start = opening.start()
        reach = opening.end() + LENGTH_LIMIT + 2
        end = text.find(_CLOSING[opening[0]], opening.end(), reach)
        following = _OPENING.search(text, opening.end())
        closed = end >= 0 and (following is None or end < following.start())
        position = end + 2 if closed else opening.end()
        yield Written(start, position, text[start:position], closed)


def read_tag(written: Written, filters: Collection[str]) -> Tag:
    """The meaning of the tag; RefusedTag if it is not in the language.

    `filters` are the names of the filters that may be used.
    """
    opening = written.text[:2]
    if not written.closed:
        raise RefusedTag(
            _(
                "{opening} 没有在同一段内用 {closing} 结束（标签最多 {length_limit} 个字符）",
                opening=opening,
                closing=_CLOSING[opening],
                length_limit=LENGTH_LIMIT,
            )
        )
    # A name may be typed composed or in pieces; fields have composed ones.
    inner = normalize("NFC", written.text[2:-2].translate(_UNSEEN).translate(_BLANKS))
    if opening == "{#":
        raise RefusedTag(
            _("{{#…#}} 是模板注释，其中的文字会消失；如果是正文，请在 {{ 与 # 之间加空格")
        )
    if "\0" in inner:
        raise RefusedTag(_("标签中间夹有换行、制表符、图片、域或修订标记，请删去后重新输入标签"))
    if found := re.search(r"[<>{}\\]", inner):
        raise RefusedTag(_("标签里不能有 {found}", found=found[0]))
    if re.search(r"\A[-+]|[-+]\Z", inner):
        raise RefusedTag(_("不支持删去空白的写法（{{{{-、-}}}}、{{%-、-%}}）"))
    if not inner.strip():
        raise RefusedTag(_("标签是空的"))
    return _slot(inner, filters) if opening == "{{" else _statement(inner)


def _slot(inner: str, filters: Collection[str]) -> Tag:
    prefix = _PREFIX.match(inner)
    if prefix and prefix[1] == "p":
        name, used = _expression(inner[prefix.end() :], ())
        if used:
            raise RefusedTag(_("{{{{p …}}}} 里只能写名称，不能用过滤器"))
        return Tag("block", name)
    if prefix:
        raise RefusedTag(
            _("不支持 {{{{{prefix} …}}}}，只支持 {{{{ … }}}} 和 {{{{p …}}}}", prefix=prefix[1])
        )
    if inner[0] == " " and _PREFIX.match(inner.strip()):
        raise RefusedTag(
            _(
                "{{{{ 与 {partition} 之间不能有空格，应写成 {{{{p …}}}}",
                partition=inner.strip().partition(" ")[0],
            )
        )
    name, used = _expression(inner, filters)
    return Tag("slot", name, used)


def _statement(inner: str) -> Tag:
    prefix = _PREFIX.match(inner)
    if not prefix or prefix[1] != "p":
        raise RefusedTag(
            _("不支持这种 {{% … %}}，只支持单独成段的 {{%p if … %}}、{{%p else %}}、{{%p endif %}}")
        )
    keyword, _blank, rest = inner[prefix.end() :].strip().partition(" ")
    if keyword == "if":
        name, used = _expression(rest, ())
        if used:
            raise RefusedTag(_("{{%p if … %}} 里只能写名称，不能用过滤器"))
        return Tag("if", name)
    if keyword == "else" and not rest:
        return Tag("else")
    if keyword == "endif" and not rest:
        return Tag("endif")
    raise RefusedTag(
        _(
            "不支持 {{%p {keyword} … %}}，只支持 {{%p if 名称 %}}、{{%p else %}}、{{%p endif %}}",
            keyword=keyword,
        )
    )


def _expression(source: str, filters: Collection[str]) -> tuple[str, tuple[Filter, ...]]:
    """The dotted name in `source` and the filters behind it."""
    plain = _NAME.fullmatch(source)
    if plain and _is_name(plain[1]):
        return plain[1], ()
    if not source.strip():
        raise RefusedTag(_("标签里没有名称"))
    # Few templates need it: importing Jinja takes as long as compiling the standard one.
    from gkdoc.ooxml.template.expressions import expression

    return expression(source, filters)


def _is_name(written: str) -> bool:
    """True if Jinja would take the words, which look like a dotted name, for one."""
    # Some signs of words, such as ①, are none of names.
    first, *_others = steps = written.split(".")
    return first not in _NO_NAMES and all(map(str.isidentifier, steps))
