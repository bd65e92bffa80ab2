"""The prose sections of the report, and what stands around the six sections."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import ClassVar, Final, Literal, TypeAlias, get_args

from attrs import field, frozen

from gkdoc.errors import Problem
from gkdoc.messages import _
from gkdoc.model.given import (
    LONGEST_AGENCY,
    choice_problems,
    control_problems,
    date_problems,
    line_problems,
    not_that,
    refuse,
    shown,
)
from gkdoc.text.blocks import AnyBlock, Block, Level, Outline
from gkdoc.text.control import FORBIDDEN
from gkdoc.text.outlines import parse

OrganKind: TypeAlias = Literal["government", "department", "other"]
OrganLevel: TypeAlias = Literal["state", "province", "city", "county", "township"]


_LEVELS: Final = (None, *get_args(Level))


def _outline(given: str | Iterable[AnyBlock]) -> Outline:
    """The outline that a text means, or the blocks; anything else stays what it is."""
    if isinstance(given, str):
        text = given.replace("\r\n", "\n")
        return parse(text) if not FORBIDDEN.search(text) else given  # type: ignore[return-value]
    return tuple(given) if isinstance(given, list) else given  # type: ignore[return-value]


@frozen
class Prose:
    """A section of prose; an empty outline is a section without words.

    Given as text with its numbers, one paragraph a line (`gkdoc.model.parse`), or as blocks. Its
    words are as they are written: 〖…〗 is a reference to figures of the tables
    (`gkdoc.model.in_print`), and 〖〖 is the sign 〖. InputError for anything else, and for control
    characters.
    """

    key: ClassVar[str]

    outline: Outline = field(converter=_outline)

    def __attrs_post_init__(self) -> None:
        refuse(_outline_problems(self.outline, self.key, type(self).__name__))


def _outline_problems(outline: object, key: str, name: str) -> Iterator[Problem]:
    if isinstance(outline, str):
        yield from control_problems(outline, key)
    elif not isinstance(outline, tuple):
        yield Problem(not_that(f'{name}("…")', outline), key)
    else:
        for place, block in enumerate(outline, 1):
            if isinstance(block, Block):
                yield from _block_problems(block, f"{key}.{place}")
            elif not isinstance(block, AnyBlock):
                message = _("这里应是一段（Block），却是{found}", found=shown(block))
                yield Problem(message, f"{key}.{place}")


def _block_problems(block: Block, path: str) -> Iterator[Problem]:
    if block.level not in _LEVELS:
        message = _(
            "级别应是 2、3 或 4（2 是（一），3 是 1.，4 是（1）），却是{found}",
            found=shown(block.level),
        )
        yield Problem(message, f"{path}.level")
    for name, words in (("heading", block.heading), ("text", block.text)):
        if words is not None:
            yield from control_problems(words, f"{path}.{name}")


@frozen
class Overview(Prose):
    """一、总体情况.

    Five fixed topics: 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障; for a government the
    last one holds 工作考核, 社会评议 and 责任追究 too.

    Source: 条例 art. 50 (1), (4); 国办公开办函〔2021〕30号.
    """

    key = "overview"


@frozen
class Problems(Prose):
    """五、存在的主要问题及改进情况. Problems and improvements, both.

    Source: 条例 art. 50 (4); 国办公开办函〔2021〕30号.
    """

    key = "problems"


@frozen
class OtherMatters(Prose):
    """六、其他需要报告的事项. The year's 信息处理费 is stated here, in 元, even if none was taken.

    Source: 条例 art. 50 (5); 国办公开办函〔2021〕30号; 国办函〔2020〕109号.
    """

    key = "other_matters"


@frozen
class Introduction(Prose):
    """引言. Customary, not in the form; stands before 一、."""

    key = "introduction"


@frozen
class Organ:
    """The kind of body that reports, and its level; rules that need it are silent without it.

    InputError for a name that is none of these.

    Source: 条例 art. 49 (the dates differ for governments and departments).
    """

    kind: OrganKind | None = None
    level: OrganLevel | None = None

    def __attrs_post_init__(self) -> None:
        names = {"kind": get_args(OrganKind), "level": get_args(OrganLevel)}
        refuse(
            problem
            for part in names
            for problem in choice_problems(getattr(self, part), names, part, "organ")
        )


@frozen
class Signature:
    """落款: who signs, and the date. Customary, not in the form.

    InputError for an agency that is no line of words, and for what is no date.
    """

    agency: str
    date: datetime.date

    def __attrs_post_init__(self) -> None:
        refuse(
            (
                *line_problems(self.agency, "signature.agency", LONGEST_AGENCY),
                *date_problems(self.date, "signature.date"),
            )
        )


@frozen
class Rollup:
    """汇总: the units whose figures were added up, and what is missing in the sums.

    `units` has the units of the units too, so that nothing is added to what it is a part of.
    `incomplete` names units and files of which nothing could be counted.
    """

    units: tuple[str, ...]
    incomplete: tuple[str, ...] = ()


@frozen
class Waiver:
    """豁免: a finding that somebody accepted, at the value it had then, and why.

    `value` is empty where it was a blank. InputError for other parts that are no line of words,
    and for what is no date.
    """

    rule: str
    address: str
    value: str
    by: str
    date: datetime.date
    reason: str

    def __attrs_post_init__(self) -> None:
        refuse(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for name in ("rule", "address", "value", "by", "reason"):
            words = getattr(self, name)
            if not (name == "value" and words == ""):
                yield from line_problems(words, f"waiver.{name}")
        yield from date_problems(self.date, "waiver.date")
