"""The grammar of a reference: which cells, what is made of them, and how it is printed.

    reference = sum [ 占 sum ] { ， option }
    sum       = cell { ( + | - ) cell }
    cell      = name { ( · | . ) name }
    option    = 汉字 | 上年数 | 不带小数 | 一位小数 | … | 四位小数
              | 比上年增长 | 较上年增长 | 同比增长
              | 比上年增减 | 较上年增减 | 同比增减 | a unit, as 件

Signs may be full width or half width, blanks do not matter. Which cell the names mean is not known
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve, field, frozen

from gkdoc.errors import Refusal
from gkdoc.messages import Listed, _

USUAL_DIGITS: Final = 2
"""How many decimals a percentage has where nothing is said."""

MOST_DIGITS: Final = 4
"""More decimals than this cannot be asked for."""

UNITS: Final = ("件", "项", "个", "条", "份", "次", "宗", "起", "部", "万元", "元")
"""What may be counted in a difference."""

_OF: Final = "占"
_MINUS: Final = "-－−–"
_PLUS: Final = "+＋"
_COMMA: Final = "，,"

# A remark in brackets belongs to its label, whatever signs are in it.
_TOKEN: Final = re.compile(
    rf"[（(][^（）()]*[）)]|(?P<sign>[{_OF}{_PLUS}{_COMMA}{re.escape(_MINUS)}])|.", re.DOTALL
)
# 不予公开 1.属于国家秘密 is two names, as the form prints them.
_BETWEEN_NAMES: Final = re.compile(r"[0-9０-９]+[.．、]|[·・･•‧∙⋅.．]")

_DIGITS: Final = re.compile("([一二两三四1-4１-４])位小数")
_NUMBERS: Final = {sign: 1 + "一二三四".find(sign) for sign in "一二三四"} | {"两": 2}
_CHANGE: Final = re.compile("(比上年|较上年|同比)(增长|增减)")


class Misspelt(Refusal):
    """A reference that the grammar does not know; `reason` says what was expected."""


@frozen
class Term:
    """One cell of a sum: its names from the outermost inwards, and whether it is taken off."""

    names: tuple[str, ...]
    minus: bool = False

    def __str__(self) -> str:
        """The names, as they are to be written."""
        return "·".join(self.names)


@frozen
class Growth:
    """A comparison with last year: the words that open it, and whether it is in percent."""

    lead: str
    percent: bool


@frozen
class Formula:
    """The figure that a reference asks for.

    `whole` is what the sum is a share of, empty where it is no share. `digits` are the decimals of
    a percentage, `unit` the unit of a difference.
    """

    terms: tuple[Term, ...]
    whole: tuple[Term, ...] = ()
    change: Growth | None = None
    digits: int = USUAL_DIGITS
    unit: str = ""
    last_year: bool = False
    chinese: bool = False

    @property
    def percent(self) -> bool:
        """True if a percentage is printed."""
        return bool(self.whole) or (self.change is not None and self.change.percent)


@frozen
class _Chunk:
    """Words and signs in turn, between two commas."""

    words: list[str] = field(factory=lambda: [""])
    signs: list[str] = field(factory=list)


def formula(content: str) -> Formula:
    """The formula that stands between 〖 and 〗; Misspelt if the grammar does not know them."""
    first, *options = _chunks(content)
    terms, *wholes = _sums(first)
    if len(wholes) > 1:
        raise Misspelt(_("“{of}”只能有一个", of=_OF))
    made = Formula(terms, whole=wholes[0] if wholes else ())
    given: set[str] = set()
    for option in options:
        made, kind = _with_option(made, _text(option))
        if kind in given:
            raise Misspelt(_("{kind}写了两次", kind=kind))
        given.add(kind)
    _assert_makes_sense(made, given)
    return made


def _chunks(content: str) -> list[_Chunk]:
    chunks = [_Chunk()]
    for token in _TOKEN.finditer(content):
        sign, here = token["sign"], chunks[-1]
        if sign is None:
            here.words[-1] += token[0]
        elif sign in _COMMA:
            chunks.append(_Chunk())
        else:
            here.signs.append(sign)
            here.words.append("")
    return chunks


def _text(chunk: _Chunk) -> str:
    signs = iter((*chunk.signs, ""))
    return "".join(f"{words}{next(signs)}" for words in chunk.words).strip()


def _sums(chunk: _Chunk) -> list[tuple[Term, ...]]:
    """The sum, and those behind each 占."""
    sums: list[list[Term]] = [[]]
    for sign, words in zip(("", *chunk.signs), chunk.words, strict=True):
        if sign == _OF:
            sums.append([])
        sums[-1].append(Term(tuple(_names(words, sign)), minus=sign != "" and sign in _MINUS))
    return [tuple(terms) for terms in sums]


def _names(words: str, sign: str) -> Iterator[str]:
    names = [name.strip() for name in _BETWEEN_NAMES.split(words)]
    if not any(names):
        where = _("“{sign}”后面", sign=sign) if sign else _("开头")
        raise Misspelt(_("{where}应写明是哪一格，如“申请·本年新收·总计”", where=where))
    return filter(None, names)


def _with_option(made: Formula, option: str) -> tuple[Formula, str]:
    """`made` with the option, and what kind of option it is."""
    words = "".join(option.split())
    if words == "汉字":
        return evolve(made, chinese=True), _("“汉字”")
    if words == "上年数":
        return evolve(made, last_year=True), _("“上年数”")
    if words in UNITS:
        return evolve(made, unit=words), _("单位")
    if words == "不带小数":
        return evolve(made, digits=0), _("小数位数")
    if found := _DIGITS.fullmatch(words):
        digits = _NUMBERS.get(found[1]) or int(found[1])
        return evolve(made, digits=digits), _("小数位数")
    if found := _CHANGE.fullmatch(words):
        return evolve(made, change=Growth(found[1], found[2] == "增长")), _("与上年的比较")
    raise Misspelt(
        _(
            "不认识逗号后面的“{option}”；可以写：汉字、上年数、两位小数（一至四位）、不带小数、"
            "比上年增长、比上年增减（“比上年”也可以写成较上年、同比），以及单位（{value}）",
            option=option,
            value=Listed("、", UNITS),
        )
    )


def _assert_makes_sense(made: Formula, given: set[str]) -> None:
    if made.whole and made.change is not None:
        raise Misspelt(_("“{of}”不能同“{lead}”一起用", of=_OF, lead=made.change.lead))
    if made.last_year and made.change is not None:
        raise Misspelt(_("“上年数”不能同“{lead}”一起用", lead=made.change.lead))
    if "小数位数" in given and not made.percent:
        raise Misspelt(_("小数位数只用于百分比（“{of}”“增长”）；格里的数照表上的样子印", of=_OF))
    if made.unit and (made.change is None or made.percent):
        raise Misspelt(_("单位只在“增减”后面写，其他的写在引用外面"))
    if made.chinese and made.percent:
        raise Misspelt(_("百分比不能写成汉字"))
