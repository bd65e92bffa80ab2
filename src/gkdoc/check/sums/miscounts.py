"""How a wrong figure may have come about, and how likely that is: slips of keyboard and eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.spec import CellRef


@frozen
class Miscount:
    """One way in which a figure came to be wrong. `cost` is small where it happens often.

    `words` say it to the person, None where there is nothing to say.
    """

    cost: float
    words: Message | None = None


ONE_OFF = Miscount(0.6)
DIGIT_LOST = Miscount(0.5, _("漏了一位数字"))
DIGIT_ADDED = Miscount(0.5, _("多了一位数字"))
TRANSPOSED = Miscount(0.5, _("相邻两位数字颠倒"))
DIGIT_WRONG = Miscount(1.0, _("错了一位数字"))
LEFT_OUT = Miscount(1.2)
TOO_MUCH = Miscount(1.2)
UNLIKE = Miscount(2.0)

CHANGED_ALONE = 2.0
"""The cost of each cell that has to be changed: two are less likely to be wrong than one."""

EXCHANGED = Miscount(1.0, _("两格数字互换"))
EXCHANGED_AFAR = Miscount(1.6, _("两格数字互换"))
WITH_ITS_TOTAL = 0.6
ROW_SHIFTED = Miscount(1.2, _("整行数字错位"))
COLUMN_SHIFTED = Miscount(1.6, _("整列数字错位"))
ROWS_EXCHANGED = Miscount(1.4, _("两行数字互换"))
COLUMNS_EXCHANGED = Miscount(1.4, _("两列数字互换"))
COUNTED_TWICE = Miscount(1.2, _("有一行被重复计入"))
LEFT_OUT_OF_TOTALS = Miscount(1.2, _("有一行没有计入"))
ROW_TWICE = Miscount(1.4, _("与另一行的数字完全相同，疑为重复填写"))


def miscount(printed: int, meant: int) -> Miscount:
    """The likeliest way in which `printed` came to stand where `meant` belongs."""
    wrong, right = str(printed), str(meant)
    found = [UNLIKE]
    if abs(printed - meant) == 1:
        found.append(ONE_OFF)
    if printed == 0:
        found.append(LEFT_OUT)
    elif meant == 0:
        found.append(TOO_MUCH)
    if printed > 9 or meant > 9:
        if _less_one(right, wrong):
            found.append(DIGIT_LOST)
        if _less_one(wrong, right):
            found.append(DIGIT_ADDED)
        if len(wrong) == len(right):
            found += _same_length(wrong, right)
    return min(found, key=lambda way: way.cost)


def shifted(before: Sequence[int], after: Sequence[int]) -> bool:
    """True if `after` becomes `before` when a stretch of it moves by one place.

    At most one figure of the stretch is new: the one that was lost at an end.
    """
    changed = [
        place for place, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1
    ]
    if len(changed) < 3:
        return False
    stretch = range(changed[0], changed[-1] + 1)
    for step in (1, -1):
        moved = [place for place in stretch if place - step in stretch]
        agreeing = sum(before[place] == after[place - step] for place in moved)
        if agreeing == len(moved) and any(after[place - step] for place in moved):
            return True
    return False


def exchanged(figures: Mapping[CellRef, int], changes: Mapping[CellRef, int]) -> Miscount | None:
    """The slip if the changes put two figures back that stand in each other's place."""
    if len(changes) != 2:
        return None
    (one, first), (two, second) = changes.items()
    if (figures[one], figures[two]) != (second, first):
        return None
    return EXCHANGED if one.row == two.row or one.column == two.column else EXCHANGED_AFAR


def _less_one(longer: str, shorter: str) -> bool:
    """True if `longer` without one of its digits is `shorter`."""
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _same_length(wrong: str, right: str) -> list[Miscount]:
    differing = [
        place for place, pair in enumerate(zip(wrong, right, strict=True)) if len({*pair}) > 1
    ]
    if len(differing) == 1:
        return [DIGIT_WRONG]
    if len(differing) == 2 and differing[1] - differing[0] == 1:
        first, second = differing
        if (wrong[first], wrong[second]) == (right[second], right[first]):
            return [TRANSPOSED]
    return []
