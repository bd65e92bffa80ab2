"""Rules about table two, 主动公开政府信息情况 (GK2xx)."""

from __future__ import annotations

from collections.abc import Iterator

from gkdoc.check.rule import Remark, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.model import usual_edition


@rule("GK205", Severity.WARNING)
def edition_follows_from_the_year(subject: Subject) -> Iterator[Remark]:
    """表二应使用报告年度对应的格式版本。"""
    values = subject.tables.get("proactive")
    expected = usual_edition(subject.report.year)
    if values is not None and values.spec.edition != expected:
        yield Remark(
            values.spec.key,
            f"{subject.report.year} 年度报告应使用 {expected} 年格式的表二，"
            f"这里用的是 {values.spec.edition} 年格式",
        )
