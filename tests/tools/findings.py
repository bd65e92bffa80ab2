"""The index of the pages about findings: `python -m tests.tools.findings` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gkdoc.check import RULES
from gkdoc.check.children import RULES as CHILDREN_RULES
from gkdoc.findings import Severity
from tests.tools.places import ROOT

PAGES = ROOT / "docs" / "findings"
INDEX = PAGES / "README.md"

_OPENING = """\
# 检查规则

每条检查结果都有一个编号，编号的含义固定不变。**错误**：报告不能这样发布；**警告**：需要有人看一看；\
**说明**：供参考。点编号看每条规则的含义、例子、怎样改、什么时候可以豁免。
"""

WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFORMATION: "说明"}

_BLOCKS = {
    "1": "结构",
    "2": "表二",
    "3": "表三",
    "4": "表四",
    "5": "与上年报告比较",
    "6": "文字与表格",
    "7": "文字的写法",
    "8": "汇总",
}


def index() -> str:
    """The index as it ought to be: one line a rule, in blocks."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield _OPENING
    for block, rules in groupby((*RULES.values(), *CHILDREN_RULES), key=lambda rule: rule.id[2]):
        yield f"\n## {block}xx {_BLOCKS[block]}\n\n| 编号 | 级别 | 要求 |\n|---|---|---|\n"
        for rule in rules:
            yield f"| [{rule.id}]({rule.id}.md) | {WEIGHTS[rule.severity]} | {rule.sentence} |\n"


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
