"""Divides prose into the tokens of claims: words of the vocabulary, numbers, years and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from gkdoc.text.claims import Cells
from gkdoc.text.claims.words import Role, UnitKind, Vocabulary
from gkdoc.text.numerals import from_chinese, year_from_chinese

_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

_SIGNS = {
    **dict.fromkeys("，,；;：:", Role.STOP),
    **dict.fromkeys("。！？!?\n", Role.END),
    **dict.fromkeys("（([【", Role.OPEN),
    **dict.fromkeys("）)]】", Role.CLOSE),
}

# What stands between these marks names something and counts nothing.
_NAMES = re.compile(
    "《[^《》\n]{0,120}》|〖[^〖〗\n]{0,80}〗|<[^<>\n]{0,120}>|〔[^〔〕\n]{0,12}〕[0-9０-９]*号?"
)
# Between a figure and its word a blank may stand: 2024 年 1 月 1 日.
_GAP = "[ \t\u00a0\u3000]{0,3}"
_DATE = re.compile(
    f"[12][0-9]{{3}}{_GAP}年{_GAP}[0-9]{{1,2}}{_GAP}月(?:{_GAP}[0-9]{{1,2}}{_GAP}日)?"
    f"|[0-9]{{1,2}}{_GAP}月{_GAP}[0-9]{{1,2}}{_GAP}日"
)
# 3月收到5件, 1月至3月收到5件 tell of a part of the year; 截至12月, 1月至12月, 12月底 of all of it.
_PART_OF_A_YEAR = re.compile(
    f"(?!1{_GAP}月?{_GAP}[-—–~～至到]{{1,2}}{_GAP}12{_GAP}月)"
    f"(?:[12][0-9]{{3}}{_GAP}年{_GAP})?"
    f"(?:[0-9]{{1,2}}{_GAP}月?{_GAP}[-—–~～至到]{{1,2}}{_GAP})?"
    f"[0-9]{{1,2}}{_GAP}月(?:份|(?!{_GAP}[0-9]|[底末起以至到—-]))"
)
_UNTIL = ("截至", "截止", "截止到", "截至到", "至", "到", "自", "从")
_FOUR_DIGITS = re.compile("[0-9]{4}")
_YEARS = re.compile(
    f"[12][0-9]{{3}}{_GAP}年?(?:至|到|[-—–~～]{{1,2}}){_GAP}[12][0-9]{{3}}{_GAP}年度?"
    f"|[12][0-9]{{3}}{_GAP}年(?:以来|起)"
)
_YEAR = re.compile(f"[12][0-9]{{3}}{_GAP}年度?")
_YEAR_IN_WORDS = re.compile("([一二][〇零○一二三四五六七八九]{3})年度?")
_ANY_DIGIT = "0123456789０１２３４５６７８９"
_DIGITS = re.compile(
    "(?<![0-9０-９])(?:"
    "[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[０-９]{1,3}(?:[,，][０-９]{3}){1,4}(?![０-９])"
    "|[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9])|[0-9０-９]{1,12}(?![0-9０-９])"
    ")(?:[.．][0-9０-９]{1,6})?"
)
_RUN_OF_DIGITS = re.compile("[0-9０-９]+")
_NUMERAL = re.compile("[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]{0,14}")
_PERCENT_IN_WORDS = re.compile("百分之([零一二两三四五六七八九十百]{1,6})(?!点)")
_BLANKS = re.compile("[ \t\u00a0\u3000]*")
# A bare number counts something only where nothing but these can follow it.
_BEHIND_BARE = re.compile("[，,；;。、）)]|占|$")


@frozen
class Quantity:
    """A number with its unit; `step` is the unit of its last digit."""

    number: Decimal
    step: Decimal
    unit: UnitKind
    about: bool
    unit_word: str = ""


@frozen
class Token:
    """A piece of the text that counts in a claim."""

    role: Role
    start: int
    end: int
    means: tuple[Cells, ...] = ()
    quantity: Quantity | None = None
    year: int = 0


def tokens(text: str, vocabulary: Vocabulary) -> Iterator[Token]:
    """The tokens of the text in order; what is no token is passed over."""
    at = last = 0
    after_word = False
    while at < len(text):
        token, end = _token_at(text, at, vocabulary, last, after_word=after_word)
        if token is not None:
            yield token
            after_word, last = token.role is not Role.QUANTITY, end
        elif not text[at].isspace():
            after_word = False
        at = end


def _is_of_another_kind(text: str, at: int, vocabulary: Vocabulary, last: int) -> bool:
    """True for 低保申请: a word that is no token stands right before 申请."""
    before = text[at - 1 : at]
    return (
        last != at
        and text.startswith(vocabulary.bare_application, at)
        and "一" <= before <= "龥"
        and before not in vocabulary.before_application
    )


def _token_at(
    text: str, at: int, vocabulary: Vocabulary, last: int, *, after_word: bool
) -> tuple[Token | None, int]:
    """The token at this place, or None, and the place behind what was read.

    `last` is the place behind the token before.
    """
    sign = text[at]
    digits = _digits_at(text, at, vocabulary, after_word=after_word)
    if digits is not None:
        return digits
    if sign in "《<〔〖":
        name = _NAMES.match(text, at)
        return None, name.end() if name else at + 1
    if sign in "比较与同和跟相" and (compared := vocabulary.comparison.match(text, at)):
        named = _FOUR_DIGITS.search(compared[0])
        year = int(named[0]) if named else 0
        return Token(Role.THAN, at, compared.end(), year=year), compared.end()
    for term in vocabulary.by_first_sign.get(sign, ()):
        if text.startswith(term.word, at):
            end = at + len(term.word)
            if term.role is Role.APPLICATION and _is_of_another_kind(text, at, vocabulary, last):
                return Token(Role.FOREIGN_NOUN, at, end), end
            return Token(term.role, at, end, term.means), end
    if sign in _SIGNS:
        return Token(_SIGNS[sign], at, at + 1), at + 1
    return _numeral_at(text, at, vocabulary) or (None, at + 1)


def _digits_at(
    text: str, at: int, vocabulary: Vocabulary, *, after_word: bool
) -> tuple[Token | None, int] | None:
    """A year or a quantity in digits; a token of None for digits that count nothing."""
    if text[at] not in _ANY_DIGIT:
        return None
    part = _PART_OF_A_YEAR.match(text, at)
    if part and not _before(text, at).endswith(_UNTIL):
        return Token(Role.FOREIGN_DEED, at, part.end()), part.end()
    if date := _DATE.match(text, at):
        return None, date.end()
    if years := _YEARS.match(text, at):
        return Token(Role.YEARS, at, years.end()), years.end()
    if year := _YEAR.match(text, at):
        return Token(Role.YEAR, at, year.end(), year=int(year[0][:4])), year.end()
    digits = _DIGITS.match(text, at)
    if digits is None:
        run = _RUN_OF_DIGITS.match(text, at)
        return None, run.end() if run else at + 1
    plain = digits[0].translate(_WIDE).replace(",", "").replace(" ", "")
    return _quantity(text, at, digits.end(), Decimal(plain), vocabulary, bare=after_word)


def _numeral_at(text: str, at: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    """A year or a quantity in Chinese numerals; None where there is none."""
    if year := _YEAR_IN_WORDS.match(text, at):
        number = year_from_chinese(year[1])
        return Token(Role.YEAR, at, year.end(), year=number), year.end()
    percent = _PERCENT_IN_WORDS.match(text, at)
    if percent and (share := _from_chinese(percent[1])) is not None:
        quantity = Quantity(share, Decimal(1), UnitKind.SHARE, about=False)
        return Token(Role.QUANTITY, at, percent.end(), quantity=quantity), percent.end()
    numeral = _NUMERAL.match(text, at)
    if numeral and (count := _from_chinese(numeral[0])) is not None:
        token, end = _quantity(text, at, numeral.end(), count, vocabulary, bare=None)
        if token is not None:
            return token, end
    return None


def _from_chinese(numeral: str) -> Decimal | None:
    try:
        return Decimal(from_chinese(numeral))
    except ValueError:
        return None


def _quantity(
    text: str,
    start: int,
    end: int,
    number: Decimal,
    vocabulary: Vocabulary,
    *,
    bare: bool | None,
) -> tuple[Token | None, int]:
    """The quantity whose digits end at `end`; `bare` tells whether it may lack its unit."""
    if text[start - 1 : start] == "第":
        return None, end
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    at = _skip(text, end)
    vague, behind_vague = _one_of(text, at, vocabulary.about_between)
    if vague and text[behind_vague : behind_vague + 1] in vocabulary.multipliers:
        at = behind_vague
    while text[at : at + 1] in vocabulary.multipliers:
        factor = vocabulary.multipliers[text[at]]
        number, step, at = number * factor, step * factor, at + 1
    between, at = _one_of(text, at, vocabulary.about_between)
    at = _skip(text, at)
    if unit := vocabulary.unit.match(text, at):
        kind, end = vocabulary.units[unit[0]], unit.end()
    elif _may_be_bare(text, start, at, vocabulary, after_word=bare):
        kind, end = UnitKind.COUNT, max(end, at)
    else:
        return None, end
    behind, end = _one_of(text, end, vocabulary.about_behind)
    about = vague or between or behind or _before(text, start).endswith(vocabulary.about_before)
    quantity = Quantity(number, step, kind, about, unit[0] if unit else "")
    return Token(Role.QUANTITY, start, end, quantity=quantity), end


def _may_be_bare(
    text: str, start: int, end: int, vocabulary: Vocabulary, *, after_word: bool | None
) -> bool:
    if after_word is None or not _BEHIND_BARE.match(text, end):
        return False
    return after_word or _before(text, start).endswith(vocabulary.bare_leads)


def _before(text: str, at: int) -> str:
    """The few signs before this place, without blanks."""
    return text[max(0, at - 10) : at].rstrip()


def _one_of(text: str, at: int, words: tuple[str, ...]) -> tuple[bool, int]:
    """Whether one of the words stands here, and the place behind it."""
    for word in words:
        if text.startswith(word, at):
            return True, at + len(word)
    return False, at


def _skip(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at
