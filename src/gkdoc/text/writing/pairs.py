"""Marks that come in pairs: 《》 “” （） and the like, and what stands between 《》《》.

Source: GB/T 15834-2011: 〈〉 inside 《》, no 、 between titles that stand beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from gkdoc.messages import _
from gkdoc.text.writing.signs import Line, is_digit, is_hanzi, is_latin
from gkdoc.text.writing.slip import Slip, SlipKind

_OPENING = {"《": "《》", "〈": "〈〉", "“": "“”", "‘": "‘’", "（": "（）", "(": "（）"}
_OPENING |= {"〔": "〔〕", "﹝": "〔〕", "【": "【】", "[": "〔〕", "［": "〔〕"}
_CLOSING = {"》": "《》", "〉": "〈〉", "”": "“”", "’": "‘’", "）": "（）", ")": "（）"}
_CLOSING |= {"〕": "〔〕", "﹞": "〔〕", "】": "【】", "]": "〔〕", "］": "〔〕"}
# What may stand for 〈 and 〉, too: such a pair is a slip of its own, whole or not.
_ANGLES_LEFT = "<＜‹"
_ANGLES_RIGHT = ">＞›"

# 1）and a）are ordinals.
_ORDINAL = re.compile(r"(?:^|[^0-9A-Za-z])(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十])$")
_ANGLED = re.compile(
    rf"(?P<left>[{_ANGLES_LEFT}]{{1,2}}|〈)"
    rf"(?P<title>[^0-9《》〈〉{_ANGLES_LEFT}{_ANGLES_RIGHT}]"
    rf"[^《》〈〉{_ANGLES_LEFT}{_ANGLES_RIGHT}]{{0,60}})(?P<right>[{_ANGLES_RIGHT}]{{1,2}}|〉)"
)
_BETWEEN_TITLES = re.compile("》、《")
_REMARK_BETWEEN = re.compile("[）)”]、《")
_SENTENCE_END = re.compile("[。！？]")


@frozen
class _Pairing:
    """The pairs (opening, closing) of one line by position, and the signs without a partner."""

    pairs: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]


def slips_in_pairs(line: Line) -> Iterator[Slip]:
    """Half-width angle brackets, pairs inside pairs, marks without a partner, 、 between 《》."""
    pairing = _paired(line)
    depth = line.depths("《", "》")
    yield from _angle_brackets(line, depth)
    yield from _nested_titles(line, pairing)
    yield from _nested_quotations(line, pairing)
    yield from _without_partner(line, pairing)
    yield from _between_titles(line)


def _paired(line: Line) -> _Pairing:
    pairs: list[tuple[int, int]] = []
    alone: list[int] = []
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for position, sign in enumerate(line.plain):
        if sign in _OPENING:
            opened.append((_OPENING[sign], position))
            waiting[_OPENING[sign]] = waiting.get(_OPENING[sign], 0) + 1
        elif sign in _CLOSING:
            kind = _CLOSING[sign]
            if not waiting.get(kind):
                alone.append(position)
                continue
            # What was opened since then has no partner any more.
            while opened:
                other, start = opened.pop()
                waiting[other] -= 1
                if other == kind:
                    pairs.append((start, position))
                    break
                alone.append(start)
    alone += [start for _, start in opened]
    return _Pairing(tuple(sorted(pairs)), tuple(sorted(alone)))


def _angle_brackets(line: Line, depth: tuple[int, ...]) -> Iterator[Slip]:
    """<条例> for 〈条例〉; a pair that compares figures (<5%) is none."""
    for found in _ANGLED.finditer(line.plain):
        left, right = found["left"], found["right"]
        if (left, right) == ("〈", "〉") or not any(map(is_hanzi, found["title"])):
            continue
        if is_digit(line.at(found.end())):
            continue
        inside = depth[found.start()] > 0
        marks = "〈〉" if inside else "《》"
        title = line.words[found.start("title") : found.end("title")]
        yield line.slip(
            SlipKind.PAIR,
            found.span(),
            f"{marks[0]}{title}{marks[1]}",
            _("书名号里面的书名号用“〈〉”") if inside else _("书名号用“《》”"),
            mechanical=inside or (len(left), len(right)) == (2, 2),
        )


def _nested_titles(line: Line, pairing: _Pairing) -> Iterator[Slip]:
    """《…《…》…》 for 《…〈…〉…》."""
    outer_start = outer_end = -1
    titles = [pair for pair in pairing.pairs if line.at(pair[0]) == "《"]
    inner_end = -1
    for start, end in titles:
        if start > outer_end:
            outer_start, outer_end = start, end
            continue
        if start < inner_end:
            continue
        inner_end = end
        # 《《条例》》 is one title with doubled marks.
        doubled = (start, end) == (outer_start + 1, outer_end - 1)
        title = line.words[start + 1 : end]
        yield line.slip(
            SlipKind.PAIR,
            (start, end + 1),
            title if doubled else f"〈{title}〉",
            _("书名号重复") if doubled else _("书名号里面的书名号用“〈〉”"),
            mechanical=not doubled and not any(sign in "《》〈〉" for sign in title),
        )


def _nested_quotations(line: Line, pairing: _Pairing) -> Iterator[Slip]:
    """“…“…”…”: a mark turned the wrong way, or a quotation inside one that needs ‘ ’."""
    single = line.depths("‘", "’")
    outer_end = -1
    for start, end in pairing.pairs:
        if line.at(start) != "“":
            continue
        if start < outer_end and not single[start]:
            reason = _("引号里面又有“，前面的引号可能没有关上；里层的引号用‘’")
            yield line.slip(SlipKind.PAIR, (start, start + 1), None, reason)
            return
        outer_end = max(outer_end, end)


def _without_partner(line: Line, pairing: _Pairing) -> Iterator[Slip]:
    """The first mark of each kind that has no partner; of straight ones the last."""
    seen: set[str] = set()
    for position in pairing.alone:
        sign = line.at(position)
        kind = (_OPENING | _CLOSING)[sign]
        if kind in seen or _stands_alone(line, sign, position):
            continue
        seen.add(kind)
        reason = _("“{kind}”应当成对，这里缺另一半", kind=kind)
        yield line.slip(SlipKind.PAIR, (position, position + 1), None, reason)
    last = line.plain.rfind('"')
    if line.plain.count('"') % 2 and not is_digit(line.at(last - 1)):
        reason = _("直引号是单数，不成对；中文里的引号用“”")
        yield line.slip(SlipKind.PAIR, (last, last + 1), None, reason)


def _stands_alone(line: Line, sign: str, position: int) -> bool:
    """True where the sign is no half of a pair: an apostrophe, the bracket of an ordinal."""
    if sign in "‘’":
        return is_latin(line.at(position - 1)) or is_digit(line.at(position + 1))
    if sign in "[]［］":
        return True
    if sign in "〈〉":
        return _looks_angled(line, sign, position)
    return (
        sign in ")）" and _ORDINAL.search(line.plain[max(0, position - 4) : position]) is not None
    )


def _looks_angled(line: Line, sign: str, position: int) -> bool:
    """True where the partner of 〈 or 〉 is there in half width."""
    if sign == "〈":
        return any(other in _ANGLES_RIGHT for other in line.plain[position : position + 64])
    return any(other in _ANGLES_LEFT for other in line.plain[max(0, position - 64) : position])


def _between_titles(line: Line) -> Iterator[Slip]:
    """》、《 for 》《, unless a remark in the same series asks for 、 throughout."""
    ends = [found.start() for found in _SENTENCE_END.finditer(line.plain)]
    start = 0
    for end in (*ends, len(line.plain)):
        if not _REMARK_BETWEEN.search(line.plain, start, end):
            for found in _BETWEEN_TITLES.finditer(line.plain, start, end):
                reason = _("并列的书名号之间不用顿号")
                yield line.slip(
                    SlipKind.BETWEEN_TITLES, found.span(), "》《", reason, mechanical=True
                )
        start = end
