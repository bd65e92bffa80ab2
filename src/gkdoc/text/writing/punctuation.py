"""Half-width punctuation in Chinese text.

A mark is one of Chinese text if a Chinese character stands beside it, blanks and quotation marks
left out; a bracket or a quotation mark also if one stands between it and its partner. Marks in
figures (1,205  9:30  55.56%), in addresses and between words of another language stay as they are.

Source: GB/T 15834-2011.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkdoc.messages import Message, _
from gkdoc.text.writing.signs import Line, is_chinese, is_digit, is_hanzi, is_latin
from gkdoc.text.writing.slip import Slip, SlipKind

_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_SINGLE = re.compile(r"[,;:?!]|(?<!\.)\.(?!\.)")
_SERIES = re.compile(r"\.{3,}|-{2,}")
_SQUARE = re.compile(r"\[([^\[\]]{1,60})\]")
_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十0-9]{1,3}[)）]")
_LONGEST_ORDINAL = 6


def slips_in_punctuation(line: Line) -> Iterator[Slip]:
    """Every half-width mark that should be a full-width one."""
    yield from _single_marks(line)
    yield from _series(line)
    yield from _round_brackets(line)
    yield from _square_brackets(line)
    yield from _double_quotes(line)
    yield from _single_quotes(line)


def _sign(line: Line, position: int, instead: str, reason: Message, *, mechanical: bool) -> Slip:
    """The slip of the one sign at `position`."""
    span = (position, position + 1)
    return line.slip(SlipKind.HALF_WIDTH, span, instead, reason, mechanical=mechanical)


def _single_marks(line: Line) -> Iterator[Slip]:
    for found in _SINGLE.finditer(line.plain):
        mark, position = found[0], found.start()
        if mark == ".":
            yield from _full_stop(line, position)
        elif _is_of_chinese_text(line, mark, position):
            reason = _("中文里的标点用全角")
            yield _sign(line, position, _FULL_WIDTH[mark], reason, mechanical=True)


def _is_of_chinese_text(line: Line, mark: str, position: int) -> bool:
    left, right = line.word_before(position), line.word_after(position)
    if is_digit(line.at(position - 1)) and is_digit(line.at(position + 1)):
        return False
    if mark in "?!":
        return is_chinese(left)
    return is_chinese(left) or is_chinese(right) or (left == "%" and is_digit(right))


def _full_stop(line: Line, position: int) -> Iterator[Slip]:
    """A dot for 。; one between two characters may be meant for the · in a name."""
    left, right = line.word_before(position), line.word_after(position)
    if position <= _LONGEST_ORDINAL and _NUMERAL.fullmatch(line.plain[:position].strip()):
        # 一.总体情况 and （一）.主动公开 are ordinals, not sentences.
        return
    at_end = right == ""
    if at_end and left and not is_latin(left):
        yield _sign(line, position, "。", _("中文里的句号用“。”"), mechanical=True)
    elif is_chinese(right) and (is_chinese(left) or left == "%"):
        named = is_hanzi(left) and is_hanzi(right)
        reason = _("中文里的句号用“。”，姓名中间用“·”") if named else _("中文里的句号用“。”")
        yield _sign(line, position, "。", reason, mechanical=not named)


def _series(line: Line) -> Iterator[Slip]:
    """Three dots for …… and two hyphens for ——."""
    for found in _SERIES.finditer(line.plain):
        left, right = line.word_before(found.start()), line.word_after(found.end() - 1)
        if found[0][0] == "." and (is_chinese(left) or is_chinese(right)):
            reason = _("省略号用“……”")
            yield line.slip(SlipKind.HALF_WIDTH, found.span(), "……", reason, mechanical=True)
        elif found[0][0] == "-" and is_chinese(left) and is_chinese(right):
            reason = _("破折号用“——”")
            yield line.slip(SlipKind.HALF_WIDTH, found.span(), "——", reason, mechanical=True)


def _round_brackets(line: Line) -> Iterator[Slip]:
    """Half-width round brackets, in pairs and alone."""
    opened: list[int] = []
    alone: list[int] = []
    wrong: list[int] = []
    for position, sign in enumerate(line.plain):
        if sign in "(（":
            opened.append(position)
        elif sign in ")）" and opened:
            start = opened.pop()
            if _needs_full_width(line, start, position):
                wrong += (start, position)
        elif sign in ")）":
            alone.append(position)
    wrong += [
        position
        for position in (*opened, *alone)
        if is_chinese(line.before(position)) or is_chinese(line.after(position))
    ]
    for position in sorted(wrong):
        if line.at(position) in "()":
            instead = _FULL_WIDTH[line.at(position)]
            yield _sign(line, position, instead, _("中文里的括号用全角"), mechanical=True)


def _needs_full_width(line: Line, start: int, end: int) -> bool:
    if "（" in line.at(start) or "）" in line.at(end):
        return True
    inside = line.plain[start + 1 : min(end, start + 6)]
    if end - start <= 6 and inside.isdecimal() and is_digit(line.at(end + 1)):
        # (0517)83605210
        return False
    return _is_among_chinese(line, start, end)


def _square_brackets(line: Line) -> Iterator[Slip]:
    for found in _SQUARE.finditer(line.plain):
        if line.has_hanzi(*found.span()):
            inside = line.words[found.start(1) : found.end(1)]
            reason = _("中文里的方括号用全角，补充说明一般用圆括号")
            yield line.slip(SlipKind.HALF_WIDTH, found.span(), f"（{inside}）", reason)


def _double_quotes(line: Line) -> Iterator[Slip]:
    """Straight quotation marks, taken in pairs."""
    straight = [position for position, sign in enumerate(line.plain) if sign == '"']
    if len(straight) % 2:
        # One of them has no partner, and nobody knows which: pairs.py says so.
        return
    depth = line.depths("“", "”")
    for start, end in zip(straight[::2], straight[1::2], strict=True):
        if _is_among_chinese(line, start, end):
            # Inside “ ”, or around a part of them, it is not plain which marks are meant.
            curly = set("“”") & set(line.plain[start:end])
            plain = depth[start] == 0 and depth[end] == 0 and not curly
            for position, instead in ((start, "“"), (end, "”")):
                reason = _("中文里的引号用“”") if plain else _("中文里的引号用“”，里层用‘’")
                yield _sign(line, position, instead, reason, mechanical=plain)


def _single_quotes(line: Line) -> Iterator[Slip]:
    """Straight single quotation marks around Chinese words; apostrophes are none."""
    straight = [
        position
        for position, sign in enumerate(line.plain)
        if sign == "'" and not is_latin(line.at(position - 1))
    ]
    if len(straight) % 2:
        return
    depth = line.depths("“", "”")
    for start, end in zip(straight[::2], straight[1::2], strict=True):
        if line.has_hanzi(start, end):
            inner = depth[start] == 1 and depth[end] == 1
            marks = "‘’" if inner else "“”"
            reason = _("引号里面的引号用‘’") if inner else _("中文里的引号用“”，只有里层用‘’")
            for position, instead in zip((start, end), marks, strict=True):
                yield _sign(line, position, instead, reason, mechanical=inner)


def _is_among_chinese(line: Line, start: int, end: int) -> bool:
    return (
        line.has_hanzi(start, end) or is_chinese(line.before(start)) or is_chinese(line.after(end))
    )
