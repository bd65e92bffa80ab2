"""The prose sections of the report, and what stands around the six sections."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from attrs import frozen

from gkdoc.text.blocks import Outline

OrganKind: TypeAlias = Literal["government", "department", "other"]
OrganLevel: TypeAlias = Literal["state", "province", "city", "county", "township"]


@frozen
class Prose:
    """A section of prose; an empty outline is a section without words.

    Its words are as they are written: 〖…〗 is a reference to figures of the tables
    (`gkdoc.model.in_print`), and 〖〖 is the sign 〖.
    """

    outline: Outline


@frozen
class Overview(Prose):
    """一、总体情况.

    Five fixed topics: 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障; for a government the
    last one holds 工作考核, 社会评议 and 责任追究 too.

    Source: 条例 art. 50 (1), (4); 国办公开办函〔2021〕30号.
    """


@frozen
class Problems(Prose):
    """五、存在的主要问题及改进情况. Problems and improvements, both.

    Source: 条例 art. 50 (4); 国办公开办函〔2021〕30号.
    """


@frozen
class OtherMatters(Prose):
    """六、其他需要报告的事项. The year's 信息处理费 is stated here, in 元, even if none was taken.

    Source: 条例 art. 50 (5); 国办公开办函〔2021〕30号; 国办函〔2020〕109号.
    """


@frozen
class Introduction(Prose):
    """引言. Customary, not in the form; stands before 一、."""


@frozen
class Organ:
    """The kind of body that reports, and its level; rules that need it are silent without it.

    Source: 条例 art. 49 (the dates differ for governments and departments).
    """

    kind: OrganKind | None = None
    level: OrganLevel | None = None


@frozen
class Signature:
    """落款: who signs, and the date. Customary, not in the form."""

    agency: str
    date: datetime.date


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
    """豁免: a finding that somebody accepted, at the value it had then, and why."""

    rule: str
    address: str
    value: str
    by: str
    date: datetime.date
    reason: str
