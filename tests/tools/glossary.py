"""docs/glossary.md, made from the forms: `python -m tests.tools.glossary` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gkdoc.spec import Heading, Orientation, TableSpec, form, newest
from gkdoc.spec.fields import field_groups
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT

PATH: Final = ROOT / "docs" / "glossary.md"

_INTRODUCTION: Final = """\
# 名词对照表

Python、规范 JSON、模板标签和格子地址都用左边的名称；人写的数据文件可以用右边的标签。
一格的地址是表、行、列三段，如 `applications.denied.state_secret.natural_person`。

这一页由 `python -m tests.tools.glossary` 从表格的数据文件生成，请不要手改。

## 术语

| English | 中文 |
|---|---|
| annual report | 政府信息公开工作年度报告 |
| agency | 机关（报告单位） |
| edition, form | 格式的版本：2021 年格式、2019 年试行格式；一个版本的全部规定 |
| section | 部分（一、至六、） |
| role | 一行在表里的作用，如“结转下年度的一行”：程序按作用去问，不按名称 |
| divided, undivided | （六）其他处理分成三行，或者只有一行 |
| `SeenReport` | 看到的报告：没有看到的节和格子就是没有看到，不是 0 |
| `Report` | 完整的报告：六节齐全，不能算出来的数字都在 |
| `Printed` | 纸上的报告：引用换成了数字，合计算好了 |
| `Reading` | 读一个文件得到的：报告、要说明的事、每一处在文件里的位置 |
| reference | 引用：文字里的〖…〗，印成表格里的数字 |
| outline, block | 一个部分的文字；其中的一段或一个标题 |
| run-in heading | 标题后面接着写正文的段落 |
| balance | 勾稽关系：一列里两项之和等于另两项之和 |
| total, sum | 总计；总计等于各项之和 |
| carried in, carried out | 上年结转；结转下年度 |
| finding | 检查的一项结论：错误、警告或说明 |
| suspect, repair | 可能有错的格子；改成多少就对得上 |
| waiver | 豁免：有人确认可以不改，并写明理由 |
| template, slot | 模板；模板里要填的位置 |
| fit | 把报告装进要印的那个版本的行 |
| `Message` | 提示：写完的一句中文，记得自己的模板和值 |
| step | 从数据到 Word、从文件到结果的一步，编号见[两条路](tour.md) |
"""


def glossary() -> str:
    """The page."""
    return "\n".join([_INTRODUCTION, *_envelope(), *_sections(), *_tables()]) + "\n"


def _envelope() -> Iterator[str]:
    yield "## 报告的各项\n"
    yield "| 名称 | 标签 | 也认 |\n|---|---|---|"
    for group, fields in field_groups().items():
        for field in fields:
            name = field.key if group == "report" else f"{group} · {field.key}"
            yield f"| `{name}` | {field.label} | {'、'.join(field.also)} |"
    yield ""


def _sections() -> Iterator[str]:
    yield "## 六个部分\n"
    yield "| 名称 | 标题 | 内容 |\n|---|---|---|"
    for section in newest().sections:
        yield f"| `{section.key}` | {section.title} | {'表' if section.table else '文字'} |"
    yield ""


def _tables() -> Iterator[str]:
    for key in newest().tables:
        for edition in EDITIONS:
            spec = form(edition).tables[key]
            yield f"## {spec.title}（{edition} 年格式）\n"
            yield f"来源：{spec.source.document}（{spec.source.notice}）。\n"
            yield from _table(spec)


def _table(spec: TableSpec) -> Iterator[str]:
    blocks = "块" if spec.orientation is Orientation.ACROSS else "行"
    for block in spec.blocks:
        if block.title:
            yield f"{block.title}：\n"
        yield f"| {blocks} | 标签 | 依据 |\n|---|---|---|"
        for row in block.row_leaves():
            yield f"| `{row.path}` | {spec.row_labels[row.path]} | {row.basis} |"
        for heading in (row for row in block.rows for row in _divisible(row)):
            assert heading.undivided is not None
            single = heading.undivided
            yield f"| `{single.path}` | {single.label}（不分项的一行） | |"
        yield "\n| 列 | 标签 |\n|---|---|"
        yield from (f"| `{column.path}` | {column.label} |" for column in block.column_leaves())
        yield ""


def _divisible(heading: Heading) -> Iterator[Heading]:
    if heading.undivided is not None:
        yield heading
    for child in heading.children:
        yield from _divisible(child)


if __name__ == "__main__":
    PATH.write_text(glossary(), encoding="utf-8")
