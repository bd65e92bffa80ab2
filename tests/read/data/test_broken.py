"""Broken data files: what is wrong, its address, its line and column, in YAML and in JSON alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import get_args

import pytest
from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.read import Format, read_bytes, read_file, read_object
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml
from tests.tools.places import ROOT

REPORT = read_file(ROOT / "examples" / "city-government-2024.yaml").report
SOUND: dict[Format, str] = {"yaml": to_yaml(REPORT), "json": to_json(REPORT)}

both_formats = pytest.mark.parametrize("data_format", ["yaml", "json"])


def problems_of(text: str, data_format: Format) -> Sequence[Problem]:
    """The problems of a data file to build from."""
    with pytest.raises(InputError) as caught:
        read_bytes(text.encode(), data_format)
    assert caught.value.exit_code == 2
    return caught.value.problems


def replaced(data_format: Format, old: str, new: str) -> str:
    """The sound file with one passage replaced; `old` is written as in YAML."""
    text = SOUND[data_format]
    if data_format == "json":
        old = old.replace(old.split(":", maxsplit=1)[0], f'"{old.split(":", maxsplit=1)[0]}"', 1)
        new = new.replace(new.split(":", maxsplit=1)[0], f'"{new.split(":", maxsplit=1)[0]}"', 1)
    assert text.count(old) == 1
    return text.replace(old, new)


def place_of(text: str, passage: str) -> tuple[int, int]:
    """Line and column at which `passage` begins, which stands once in the text."""
    assert text.count(passage) == 1
    before = text[: text.index(passage)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@frozen
class Slip:
    """A figure that is none, and what is said of it."""

    written: str
    message: str


SLIPS = (
    Slip("010", "多余的 0，应是整数，如 0、5、1205；应写成 10"),
    Slip("1_205", "分节符，应是整数，如 0、5、1205；应写成 1205"),
    Slip("12:30", "“12:30”不是数字，应是整数"),
    Slip("no", "“no”不是数字，应是整数"),
    Slip("0x1F", "“0x1F”不是数字，应是整数"),
    Slip("3.9", "“3.9”有小数，应是整数"),
    Slip("5.0", "应写成 5"),
    Slip("1e3", "“1e3”不是数字"),
    Slip("true", "“true”不是数字，应是整数"),
    Slip('"5"', "加了引号就成了文字"),
    Slip('"５"', "用了全角数字或多余的空格，应是整数，如 0、5、1205；应写成 5"),
    Slip("５", "应写成 5"),
    Slip('"1,113"', "分节符，应是整数，如 0、5、1205；应写成 1113"),
    Slip("+5", "应写成 5"),
    Slip("-3", "“-3”是负数，应是整数，如 0、5、1205，不能是负数"),
    Slip('"5件"', "应写成 5"),
    Slip("NaN", "“NaN”不是数字"),
    Slip("[5]", "这里应是一个数，却是列表（1 项）"),
    Slip('{"a": 5}', "这里应是一个数，却是一组名称和内容"),
)


@both_formats
@pytest.mark.parametrize("slip", SLIPS, ids=[slip.written for slip in SLIPS])
def test_a_figure_that_is_none(data_format: Format, slip: Slip) -> None:
    """Each is refused where it stands, with the cell's address; nothing else is complained of."""
    text = replaced(data_format, "decisions: 386214", f"decisions: {slip.written}")
    (problem,) = problems_of(text, data_format)
    assert slip.message in problem.message
    assert problem.path == "proactive.licensing.decisions"
    line, column = place_of(SOUND[data_format], "386214}" if data_format == "json" else ": 386214")
    assert (problem.line, problem.column) == (line, column + 2 * (data_format == "yaml"))


@both_formats
def test_an_unknown_key(data_format: Format) -> None:
    """The nearest known one is named, and what it misspells is not called missing as well."""
    text = replaced(data_format, "carried_in:", "caried_in:")
    (problem,) = problems_of(text, data_format)
    assert problem.message == (
        "不认识的名称“caried_in”，是不是“二、上年结转政府信息公开申请数量（carried_in）”？"
    )
    assert problem.path == "applications.caried_in"
    key = '"caried_in"' if data_format == "json" else "caried_in"
    assert (problem.line, problem.column) == place_of(text, key)


@both_formats
def test_a_missing_figure(data_format: Format) -> None:
    """The row is named with the figure it lacks; the totals that follow from it are not."""
    row = ", " if data_format == "json" else "\n    "
    quote = '"' if data_format == "json" else ""
    passage = f"{row}{quote}welfare{quote}: 11"
    text = SOUND[data_format]
    assert text.count(passage) == 1
    (problem,) = problems_of(text.replace(passage, ""), data_format)
    assert problem.message == "“一、本年新收政府信息公开申请数量”缺少：社会公益组织；没有发生的写 0"
    assert problem.path == "applications.received.welfare"
    assert (problem.line, problem.column) == place_of(text, f"{quote}received{quote}:")


@both_formats
@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("24", "却是“24”"),
        ("02024", "却是“02024”"),
        ("2024.0", "却是“2024.0”"),
        ("true", "却是“true”"),
        ('"2024"', "去掉引号，写成 2024"),
        ('"2024年"', "应写成 2024"),
        ('"二〇二四"', "应写成 2024"),
        ('"２０２４"', "应写成 2024"),
        ("1999", "应在 2008 到 2099 之间"),
        ("[2024]", "却是列表（1 项）"),
    ],
)
def test_a_year_that_is_none(data_format: Format, written: str, message: str) -> None:
    """What a year looks like is said; the tables are read all the same."""
    text = replaced(data_format, "year: 2024", f"year: {written}")
    (problem,) = problems_of(text, data_format)
    assert message in problem.message
    assert problem.path == "year"
    assert problem.line == place_of(SOUND[data_format], ": 2024")[0]
    assert problem.column == (11 if data_format == "json" else 7)


@both_formats
@pytest.mark.parametrize("figures", [[34, 19], [34, 19, 1, 312], [], [1] * 7])
def test_the_wrong_number_of_columns(data_format: Format, figures: list[int]) -> None:
    """How many are expected, which, and how many there are; no figure moves to another cell."""
    text = SOUND[data_format]
    if data_format == "json":
        row = '{"issued": 34, "repealed": 19, "in_force": 312}'
    else:
        row = "[34, 19, 312]"
    broken = text.replace(row, json.dumps(figures))
    (problem,) = problems_of(broken, data_format)
    assert problem.message.startswith(
        "这一行应有 3 个数（依次为本年制发件数、本年废止件数、现行有效件数），"
        f"现有 {len(figures)} 个"
    )
    assert problem.path == "proactive.normative_documents"
    assert (problem.line, problem.column) == place_of(text, row)


@pytest.mark.parametrize(
    ("data_format", "old", "new"),
    [
        ("yaml", "carried_in:", "received: [1, 1, 1, 1, 1, 1, 6]\n  carried_in:"),
        ("yaml", "carried_in:", "本年新收政府信息公开申请数量: 5\n  carried_in:"),
        ("json", '"carried_in":', '"received": {},\n    "carried_in":'),
        ("json", '"carried_in":', '"一、本年新收政府信息公开申请数量": 5,\n    "carried_in":'),
    ],
)
def test_a_doubled_key(data_format: Format, old: str, new: str) -> None:
    """The same thing twice, by one name or by name and label: both lines are named."""
    text = SOUND[data_format].replace(old, new)
    (problem,) = problems_of(text, data_format)
    first = place_of(SOUND[data_format], '"received"' if data_format == "json" else "received:")[0]
    line, column = place_of(text, new)
    assert problem.path == "applications.received"
    assert (problem.line, problem.column) == (line, column)
    assert f"（第 {first} 行和第 {line} 行），只能保留一处" in problem.message


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("云川市\\ud83d", "第 4 个字是半个字符（U+D83D）"),
        ("\\udc00云川市", "第 1 个字是半个字符（U+DC00）"),
        ("云\\u0007川", "第 2 个字是控制字符 U+0007"),
        ("云\\u2028川", "第 2 个字是控制字符 U+2028"),
        ("云\\uffff川", "第 2 个字是控制字符 U+FFFF"),
        ("云\\n川", "只能写一行"),
        ("云\\t川", "只能写一行"),
        ("  ", "不能是空的"),
    ],
)
@both_formats
def test_signs_that_no_text_may_have(data_format: Format, written: str, message: str) -> None:
    """Half characters and control characters that are written as escapes are found as well."""
    agency = '"云川市人民政府"' if data_format == "json" else "云川市人民政府"
    text = SOUND[data_format].replace(agency, f'"{written}"', 1)
    (problem,) = problems_of(text, data_format)
    assert message in problem.message
    assert problem.path == "agency"
    assert (problem.line, problem.column) == ((3, 13) if data_format == "json" else (1, 9))


def test_a_pair_of_halves_is_a_character() -> None:
    """JSON may write 𠮷 as two escapes."""
    text = SOUND["json"].replace("云川市人民政府", "\\ud842\\udfb7县政府", 1)
    assert read_bytes(text.encode(), "json").report.agency == "𠮷县政府"


@both_formats
def test_all_problems_at_once(data_format: Format) -> None:
    """One reading tells everything, in the order of the file."""
    text = SOUND[data_format]
    quote = '"' if data_format == "json" else ""
    for old, new in (
        (f"{quote}year{quote}: 2024", f"{quote}year{quote}: 24"),
        (f"{quote}decisions{quote}: 386214", f"{quote}decisions{quote}: 3.9"),
        (f"{quote}decisions{quote}: 752908", f"{quote}desicions{quote}: 752908"),
        (f"{quote}date{quote}:", f"{quote}data{quote}:"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert [problem.path for problem in problems_of(text, data_format)] == [
        "year",
        "proactive.licensing.decisions",
        "proactive.penalties.desicions",
        "signature.data",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("机关：某局\n年度：2023\n", "现在是全角“：”"),
        ("机关:某局\n年度:2023\n", "冒号后面要空一格"),
        ("某局\n年报\n", "名称: 内容"),
        ("- 机关: 某局\n", "却是列表（1 项）"),
        ("# 只有说明\n", "却是空白"),
    ],
)
def test_a_file_without_entries(text: str, message: str) -> None:
    """Colons that YAML does not take for any are the usual cause."""
    (problem,) = problems_of(text, "yaml")
    assert message in problem.message
    assert (problem.line, problem.column) == (1, 1)


@both_formats
def test_a_column_of_the_other_edition(data_format: Format) -> None:
    """The column is told, and the one that it stands for is not called missing as well."""
    quote = '"' if data_format == "json" else ""
    text = SOUND[data_format].replace(f"{quote}amount{quote}:", f"{quote}items_last_year{quote}:")
    (problem,) = problems_of(text, data_format)
    assert problem.path == "proactive.fees.items_last_year"
    assert "这一列属于 2019 年格式" in problem.message


def test_doubled_on_one_line() -> None:
    """JSON on one line has one line to name."""
    text = '{"agency": "甲", "year": 2023, "机关": "乙"}'
    with pytest.raises(InputError, match=r"“agency”和“机关”说的是同一项（都在第 1 行）") as caught:
        read_bytes(text.encode(), "json", partial=True)
    (problem,) = caught.value.problems
    assert problem.column == text.index('"机关"') + 1


def test_more_problems_than_anybody_reads() -> None:
    """Of a file of unknown names the first 200 are told, and how many more there are."""
    text = "机关: 甲\n年度: 2023\n" + "".join(f"{number}: 0\n" for number in range(1000))
    with pytest.raises(InputError) as caught:
        read_bytes(text.encode(), "yaml", partial=True)
    *listed, last = caught.value.problems
    assert [problem.line for problem in listed] == list(range(3, 203))
    assert str(last) == "还有 800 个问题没有列出"


def test_python_values_have_addresses() -> None:
    """Values of another program are judged alike; they have no lines."""
    data = json.loads(SOUND["json"])
    data["proactive"]["licensing"]["decisions"] = True
    data["applications"]["received"]["welfare"] = 11.0
    data["applications"]["carried_in"]["total"] = float("nan")
    data["year"] = "2024"
    with pytest.raises(InputError) as caught:
        read_object(data, source="OA")
    found = {problem.path: problem for problem in caught.value.problems}
    assert set(found) == {
        "proactive.licensing.decisions",
        "applications.received.welfare",
        "applications.carried_in.total",
        "year",
    }
    assert all(problem.line is None for problem in found.values())
    assert "应写成 11" in found["applications.received.welfare"].message
    assert str(caught.value).startswith("OA：")


def test_formats_of_the_tests() -> None:
    """Both formats of data files are tested here; those of documents have tests of their own."""
    documents = {"docx", "xlsx", "html", "pdf", "doc", "wps", "rtf", "odt"}
    assert set(SOUND) | documents == set(get_args(Format))
