"""The index of the pages about findings: `python -m tests.tools.findings` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from gkdoc.check import RULES
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
    "0": "文件",
    "1": "结构",
    "2": "表二",
    "3": "表三",
    "4": "表四",
    "5": "与上年报告比较",
    "6": "文字与表格",
    "7": "文字的写法",
    "8": "汇总",
    "9": "模板和打印",
}


def index() -> str:
    """The index as it ought to be: one line a rule, in blocks."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield _OPENING
    stated = {rule.id: (WEIGHTS[rule.severity], rule.sentence) for rule in RULES.values()}
    pages = {page.stem: page for page in sorted(PAGES.glob("GK*.md"))}
    entries = sorted((name, stated.get(name) or _of_page(page)) for name, page in pages.items())
    for block, listed in groupby(entries, key=lambda entry: entry[0][2]):
        yield f"\n## {block}xx {_BLOCKS[block]}\n\n| 编号 | 级别 | 要求 |\n|---|---|---|\n"
        for name, (weight, sentence) in listed:
            yield f"| [{name}]({name}.md) | {weight} | {sentence} |\n"


def _of_page(page: Path) -> tuple[str, str]:
    """Weight and sentence of a finding that no rule of the checks makes, as its page opens."""
    opening = page.read_text(encoding="utf-8").split("\n")[2]
    weight, _, sentence = opening.partition("。")
    return weight, sentence


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
