"""YAML and JSON that are none: each usual slip is told by its cause, at the line to change."""

from __future__ import annotations

import pytest

from gkdoc.errors import InputError, Problem
from gkdoc.read import Format
from gkdoc.read.syntax.json import parse_json
from gkdoc.read.syntax.nodes import Mapping, Pair, Scalar, Sequence
from gkdoc.read.syntax.yaml import parse_yaml


def problem_in(text: str, data_format: Format) -> Problem:
    """The only problem that the text has as YAML or JSON."""
    parse = parse_json if data_format == "json" else parse_yaml
    with pytest.raises(InputError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("机关: 甲\n\t年度: 1\n", (2, 1), "Tab"),
        ("表:\n  行: 1\n\t列: 2\n", (3, 1), "Tab"),
        ("机关: 甲\n年度:2023\n标题: 乙\n", (2, 1), "冒号后面缺少空格"),
        ("机关: 甲\n年度：2023\n标题: 乙\n", (2, 1), "全角冒号"),
        ("表:\n  行：1   # 说明\n  列: 2\n", (2, 3), "全角冒号"),
        ("表:\n  行: 1\n  列：2\n  格: 3\n", (3, 3), "全角冒号"),
        ("机关: 甲\n  年度：2023\n", (1, 5), "半角“:”"),
        ("机关: 甲\n年度 2023\n标题: 乙\n", (2, 1), "缺少冒号"),
        ("机关: 某市\n  某局\n", (1, 5), "换行会变成空格"),
        ("表:\n    行: 1\n   列: 2\n", (3, 4), "缩进"),
        ("表:\n  行: 1\n    列: 2\n", (3, 6), "缩进"),
        ("标题: 某局: 年报\n", (1, 7), "多出一个冒号"),
        ('标题: "年报\n年度: 2023\n', (1, 5), "引号没有配对"),
        ('标题: "年"报\n年度: 2023\n', (1, 8), "引号后面不能再接文字"),
        ("行: [1, 2\n列: 3\n", (1, 4), "方括号没有配对"),
        ("行: {a: 1\n列: [\n", (1, 4), "花括号没有配对"),
        ("标题: *年报\n", (1, 6), "要加引号"),
        ("标题: *b\n", (1, 5), "不能用引用“*b”"),
        ("标题: &b 年报\n", (1, 5), "不能用锚点“&b”"),
        ("标题: !b 年报\n", (1, 5), "不能用标签“!b”"),
        ("标题: !年报\n", (1, 6), "要加引号"),
        ("标题: @年报\n", (1, 5), "加引号"),
        ("标题: %年报\n", (1, 5), "加引号"),
        ("甲: 1\n<<: {乙: 2}\n", (2, 1), "合并键"),
        ("甲: 1\n---\n乙: 2\n", (2, 1), "---"),
        ("甲: >\n  一行\n  二行\n", (1, 4), "请改用“|”"),
        ("甲: | 一行\n", (1, 6), "下一行"),
        ("甲: -\n", (1, 4), "单独的“-”请加引号"),
        ("[甲]: 1\n", (1, 1), "名称应是文字"),
        ('甲: "a\\d"\n', (1, 7), "反斜线"),
        ("[" * 30 + "]" * 30, (1, 17), "层级太深"),
    ],
)
def test_slips_in_yaml(text: str, place: tuple[int, int], message: str) -> None:
    """What is usually the cause, and where."""
    problem = problem_in(text, "yaml")
    assert message in problem.message
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{\n"a": 1,\n}', (3, 1), "最后一项后面不要写逗号"),
        ("[1,\n]", (2, 1), "最后一项后面不要写逗号"),
        ('{"a": 1\n"b": 2}', (2, 1), "半角逗号"),
        ('{"a": 1，"b": 2}', (1, 8), "半角逗号"),
        ('{"a"：1}', (1, 5), "半角冒号"),
        ('{"a": “b”}', (1, 7), "中文标点"),
        ("{a: 1}", (1, 2), "双引号括起的名称，却是“a”"),
        ("{'a': 1}", (1, 2), "双引号括起的名称"),
        ("{\"a\": 'b'}", (1, 7), "应是一个值"),
        ('{"a": "b\nc"}', (1, 9), "换行要写成 \\n"),
        ('{"a": "b', (1, 7), "引号没有配对"),
        ('{"a": "\\x"}', (1, 8), "反斜线"),
        ('{"a": "\\ud8"}', (1, 9), "反斜线"),
        ('{"a": 1} b', (1, 10), "不应再有内容"),
        ('{"a": [1', (1, 9), "文件到这里就断了"),
        ('{"a"', (1, 5), "文件到这里就断了"),
        ("[" * 30 + "]" * 30, (1, 17), "层级太深"),
        ('{"a": 1,113}', (1, 9), "双引号括起的名称，却是“1”"),
    ],
)
def test_slips_in_json(text: str, place: tuple[int, int], message: str) -> None:
    """What is usually the cause, and where."""
    problem = problem_in(text, "json")
    assert message in problem.message
    assert (problem.line, problem.column) == place


def test_several_refusals_are_told_at_once() -> None:
    """What the data have no use for is gathered over the whole file."""
    with pytest.raises(InputError) as caught:
        parse_yaml("甲: &a 1\n乙: *a\n丙: !!str 5\n丁: >\n  字\n")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 4]


def test_yaml_keeps_the_text() -> None:
    """Scalars are what was written: no octal, no sexagesimal, no truth values."""
    written = ["010", "1_205", "12:30", "no", "0x1F", "96171.60", "~", "2024-01-15", "1e3"]
    tree = parse_yaml(f"a: [{', '.join(written)}]\n")
    assert isinstance(tree, Mapping)
    (pair,) = tree
    assert isinstance(pair.value, Sequence)
    assert [item.text for item in pair.value.items if isinstance(item, Scalar)] == written


def test_json_keeps_the_digits_and_doubled_keys() -> None:
    """Figures are digits, not floats; a doubled key is there twice; all have places."""
    assert parse_json('{"a": 96171.60,\n "a": 1e400}') == Mapping(
        (
            Pair(
                Scalar("a", quoted=True, line=1, column=2),
                Scalar("96171.60", typed=True, line=1, column=7),
            ),
            Pair(
                Scalar("a", quoted=True, line=2, column=2),
                Scalar("1e400", typed=True, line=2, column=7),
            ),
        ),
        line=1,
        column=1,
    )


def test_a_literal_block_knows_where_its_words_begin() -> None:
    """The lines of a literal block are found in the file, blank ones counted."""
    tree = parse_yaml("甲: |\n\n  一\n  二\n")
    assert isinstance(tree, Mapping)
    (pair,) = tree
    assert isinstance(pair.value, Scalar)
    assert pair.value.text == "\n一\n二\n"
    assert pair.value.first == (2, 3)
