"""What stands in a figure's place, judged by its text: nothing is converted, nothing guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from gkdoc.errors import Refusal
from gkdoc.messages import Message, _
from gkdoc.model import BLANK, Entered, Text
from gkdoc.model.values import EXPECTED, MOST_DIGITS, MOST_PRINTED
from gkdoc.read.notes import quoted
from gkdoc.read.syntax.nodes import Scalar
from gkdoc.spec import Kind
from gkdoc.text.control import FORBIDDEN, visible
from gkdoc.text.numerals import from_chinese

PLACEHOLDERS = ("/", "—", "-", "无")
"""What may stand in a figure's place of a data file without being one."""

_WHOLE = re.compile("0|[1-9][0-9]*")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]+")
_NEGATIVE = re.compile("-[1-9][0-9]*")

_GROUPED = re.compile(r"[0-9]{1,3}(?:[,_ ][0-9]{3})+(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"[约共]?([0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]{1,3})")
_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# A spelling of a figure, what is wrong with it, and the figure.
_SPELLINGS = (
    (re.compile(r"0+([0-9]+(?:\.[0-9]+)?)"), _("前面有多余的 0"), r"\1"),
    (re.compile(r"\+([0-9.]+)"), _("带了正号"), r"\1"),
    (re.compile(r"-(0)"), _("带了负号"), r"\1"),
    (re.compile(r"([0-9]+)\.0*"), _("带了小数点"), r"\1"),
    (re.compile(r"(\.[0-9]+)"), _("小数点前缺 0"), r"0\1"),
)
_WORDS_FOR_NO = frozenset({"no", "n", "false", "off", "none", "nil", "没有", "否"})
_WORDS_FOR_YES = frozenset({"yes", "y", "true", "on", "有", "是"})


class Refused(Refusal):
    """The value cannot stand there; `reason` says what was expected and what to write."""


def figure(node: Scalar, kind: Kind, *, partial: bool) -> Entered:
    """The value of a cell. Raises Refused for anything but a figure, a blank or a placeholder.

    With `partial`, as in a file that holds what was read from a document, quoted text is kept as
    text, and a number need not be of the kind that the form asks for.
    """
    text = node.text
    if node.null or (node.quoted and not text):
        return BLANK
    if partial and node.quoted:
        if found := FORBIDDEN.search(text):
            raise Refused(_("文字里有控制字符 {found}，请删去", found=visible(found[0])))
        return Text(text) if text.strip() else BLANK
    if text in PLACEHOLDERS:
        return Text(text)
    if node.quoted:
        raise Refused(_why_not(node, kind))
    number = _number(text, kind, partial=partial)
    if number is None:
        raise Refused(_why_not(node, kind))
    return number


def plain_number(text: str) -> int | Decimal | None:
    """The number that a text is, written as numbers are; None if it is none."""
    return _number(text, Kind.SIGNED, partial=True)


def _number(text: str, kind: Kind, *, partial: bool) -> int | Decimal | None:
    most = MOST_PRINTED if partial else MOST_DIGITS
    if any(len(digits) > most for digits in text.lstrip("-").split(".")):
        return None
    if _WHOLE.fullmatch(text) or (kind is Kind.SIGNED and _NEGATIVE.fullmatch(text)):
        return int(text)
    if (partial or kind is Kind.DECIMAL) and _DECIMAL.fullmatch(text):
        return Decimal(text)
    return None


def _why_not(node: Scalar, kind: Kind) -> Message:
    """The message for a text that is no figure of this kind."""
    text = node.text
    expected = EXPECTED[kind]
    found = quoted(text)
    if node.quoted and _number(text, kind, partial=False) is not None:
        return _(
            "{found}加了引号就成了文字，{expected}；请去掉引号，写成 {text}",
            found=found,
            expected=expected,
            text=text,
        )
    plain = normalize("NFKC", text).strip()
    if any(len(re.sub("[^0-9]", "", part)) > MOST_DIGITS for part in plain.split(".")):
        return _("{found}的位数太多，{expected}", found=found, expected=expected)
    if plain.lower() in _WORDS_FOR_NO:
        return _("{found}不是数字，{expected}；没有发生的写 0", found=found, expected=expected)
    if plain.lower() in _WORDS_FOR_YES:
        return _("{found}不是数字，{expected}", found=found, expected=expected)
    if kind is not Kind.SIGNED and _NEGATIVE.fullmatch(plain):
        return _("{found}是负数，{expected}，不能是负数", found=found, expected=expected)
    reason, meant = _meant(text, plain)
    if meant and _number(meant, kind, partial=False) is not None:
        return _(
            "{found}{reason}，{expected}；应写成 {meant}",
            found=found,
            reason=reason,
            expected=expected,
            meant=meant,
        )
    if kind is not Kind.DECIMAL and _DECIMAL.fullmatch(meant or plain):
        return _("{found}有小数，{expected}", found=found, expected=expected)
    if node.quoted and node.line is None:
        # Values of another program, and cells, have blanks of their own.
        return _("{found}不是数字，{expected}；没有发生的写 0", found=found, expected=expected)
    blank = "null" if node.typed else "~"
    return _(
        "{found}不是数字，{expected}；没有发生的写 0，印成空白的写 {blank}",
        found=found,
        expected=expected,
        blank=blank,
    )


def _meant(text: str, plain: str) -> tuple[str, str]:
    """The fault of the text, and the figure obviously meant; both empty if that is not clear."""
    if plain != text and _FIGURE.fullmatch(plain):
        return _("用了全角数字或多余的空格"), plain
    for pattern, reason, meant in _SPELLINGS:
        if pattern.fullmatch(plain):
            return reason, pattern.sub(meant, plain)
    if _GROUPED.fullmatch(plain):
        return _("用了分节符"), re.sub("[,_ ]", "", plain)
    with_unit = _WITH_UNIT.fullmatch(plain)
    # 5件 is five; 5万 and 5km are not.
    if with_unit and not with_unit[2].isascii() and not set(with_unit[2]) & set("百千万亿"):
        return _("带了单位"), with_unit[1]
    try:
        return _("用了中文数字"), str(from_chinese(plain))
    except ValueError:
        return "", ""
