"""自有栏目: what the class takes, what it refuses, and that every format gives it back."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import example, given, settings

from gkdoc.errors import InputError
from gkdoc.model import OwnFields, Report, SeenReport, Site
from gkdoc.model.differences import differences
from gkdoc.read import read_bytes, read_object
from gkdoc.tasks.new import new
from gkdoc.write import display, draft_yaml, schema
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml
from tests.tools.reports import small
from tests.tools.strategies import own_fields

DAY = datetime.date(2024, 1, 5)
SOME = OwnFields(
    {
        "联系人": "张三",
        "地址": "云川市人民路 1 号\n政务大厅三楼",
        "印数": 500,
        "经费": Decimal("96171.60"),
        "发布日期": DAY,
        "site": Site(name="云川市人民政府", published="2024-01-31 10:00"),
    }
)


def report(fields: OwnFields = SOME) -> Report:
    """A small report with these fields."""
    return evolve(small(), fields=fields)


def data(written: str) -> bytes:
    """A data file with `written` under 自有栏目."""
    lines = "".join(f"  {line}\n" for line in written.split("\n"))
    return f"{to_yaml(small())}自有栏目:\n{lines}".encode()


def refused(content: bytes) -> dict[str, str]:
    """The message of each problem in a data file, by its path."""
    with pytest.raises(InputError) as caught:
        read_bytes(content, "yaml")
    return {problem.path: str(problem.message) for problem in caught.value.problems}


@settings(deadline=None)
@given(own_fields)
@example(OwnFields({"null": "null", "on": "010", "数": "5", "not": "~"}))
@example(OwnFields({"行": "# 一\n- 二\n: 三"}))
@example(OwnFields({"é": "x"}))
def test_every_format_of_data_gives_them_back(fields: OwnFields) -> None:
    """JSON, YAML by names and by labels, and Python values read back as equal fields."""
    written = report(fields)
    assert read_bytes(to_json(written).encode(), "json").report == written
    assert read_bytes(to_yaml(written).encode(), "yaml").report == written
    assert read_bytes(to_yaml(written, labels=True).encode(), "yaml").report == written
    assert read_object(json.loads(to_json(written), parse_float=Decimal)).report == written


@settings(deadline=None)
@given(own_fields)
def test_the_schema_admits_them(fields: OwnFields) -> None:
    """The canonical JSON of any fields validates."""
    jsonschema.validate(json.loads(to_json(report(fields))), schema())


def test_reports_are_equal_by_the_content_of_their_fields() -> None:
    """Order does not matter; digits, and whether it is a number or a text, do."""
    one, other = OwnFields({"甲": "a", "乙": 5}), OwnFields({"乙": 5, "甲": "a"})
    assert report(one) == report(other)
    assert hash(report(one)) == hash(report(other))
    assert OwnFields({"乙": 5}) != OwnFields({"乙": "5"})
    assert OwnFields({"乙": Decimal("5.0")}) != OwnFields({"乙": Decimal("5.00")})
    assert report(one) != report()


def test_a_mapping_is_enough() -> None:
    """A report takes a plain dict, composes names, and leaves out what is layout in texts."""
    made: Any = {"e\u0301": " 一 \n\n 二 "}
    assert evolve(small(), fields=made).fields == OwnFields({"\u00e9": "一\n二"})


WRONG: dict[Any, Any] = {
    "1x": "a",
    "_x": "a",
    "__class__": "a",
    "a.b": "a",
    "a b": "a",
    "": "a",
    "名" * 41: "a",
    "站点": "a",
    "site": {"name": "x"},
    "别的": Site(),
    5: "a",
    "空": " \n ",
    "控": "a\tb",
    "半": "\ud800",
    "长": "字" * 2001,
    "日": "2024-01-05",
    "无此日": "2024-02-30",
    "浮": 1.0,
    "真": True,
    "无": None,
    "列": ["a"],
    "时": datetime.datetime(2024, 1, 5),  # noqa: DTZ001 - no zone is meant
    "大": Decimal("1E+999999"),
    "非": Decimal("NaN"),
    "位": 10**18,
}


def test_all_that_is_wrong_is_said_at_once() -> None:
    """One InputError names every entry that can be no field, by its path."""
    with pytest.raises(InputError) as caught:
        OwnFields(WRONG)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == [f"fields.{name}" for name in WRONG]


def test_fields_that_are_no_mapping_are_refused() -> None:
    """A text in the place of the mapping is a problem of `fields`."""
    wrong: Any = "联系人"
    with pytest.raises(InputError, match="自有栏目应是名称和值"):
        evolve(small(), fields=wrong)


def test_each_label_of_the_page_is_a_line() -> None:
    """Every label of a Site that is no line of text is a problem with its path."""
    wrong: Any = 5
    with pytest.raises(InputError) as caught:
        Site(name="a\nb", code=wrong, url=" x")
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["fields.site.name", "fields.site.code", "fields.site.url"]


def test_a_person_writes_them() -> None:
    """Plain words, digits and dates are what they look like; labels of the page have names."""
    written = (
        '联系人: 张三\n电话: 010-88886666\n邮编: "100000"\n印数: 500\n经费: 96171.60\n'
        "日期: 2024-01-05\n站点:\n  名称: 门户\n  code: 1101000001"
    )
    assert read_bytes(data(written), "yaml").report.fields == OwnFields(
        {
            "联系人": "张三",
            "电话": "010-88886666",
            "邮编": "100000",
            "印数": 500,
            "经费": Decimal("96171.60"),
            "日期": DAY,
            "site": Site(name="门户", code="1101000001"),
        }
    )


def test_what_is_wrong_in_a_file_has_its_place() -> None:
    """Doubled, empty, nested and misspelt entries are problems of their own names."""
    written = (
        "甲: 1\n甲: 2\n站点: {名称: a, 标题: b}\nsite: {}\n1a: 3\n空:\n列: [1]\n日: 2024-02-30\n"
        "a.b: 1\n未: 【待写】"
    )
    problems = refused(data(written))
    assert list(problems) == [
        *("fields.甲", "fields.site.标题", "fields.site", "fields.1a", "fields.空", "fields.列"),
        *("fields.日", "fields.a.b", "fields.未"),
    ]
    assert "写了两次" in problems["fields.甲"]
    assert refused(data("甲").replace(b"  \xe7\x94\xb2", b"  - 1")).keys() == {"fields"}


def test_numbers_of_json_keep_their_digits_or_are_refused() -> None:
    """1.50 stays 1.50; true and 1e5 are no numbers of a report."""
    text = to_json(report(OwnFields({"甲": Decimal("1.50")})))
    assert '"甲": 1.50' in text
    for wrong in ("true", "1e5", "null", "[]"):
        with pytest.raises(InputError, match=r"fields\.甲"):
            read_bytes(text.replace('"甲": 1.50', f'"甲": {wrong}').encode(), "json")


def test_two_reports_differ_in_the_fields_that_they_print_otherwise() -> None:
    """Each field has its own line, in the words that it prints."""
    before = report(OwnFields({"甲": "a", "乙": DAY, "丙": 5}))
    after = report(OwnFields({"甲": "b", "丙": "5", "site": Site(code="1")}))
    found = {each.address: (each.before, each.after) for each in differences(before, after)}
    assert found == {
        "fields.甲": ("a", "b"),
        "fields.乙": ("2024年1月5日", None),
        "fields.site.code": (None, "1"),
    }


def test_next_year_keeps_words_and_marks_what_is_of_one_year() -> None:
    """Names stay; dates, numbers and words with the year in them are to be written anew."""
    last = report(OwnFields({**SOME, "文号": f"云水办〔{small().year + 1}〕3号"}))
    begun = new(last=last)
    moved = begun.draft.fields
    assert moved.keys() == last.fields.keys()
    assert moved["联系人"] == "张三"
    assert moved["地址"] == SOME["地址"]
    for name in ("印数", "经费", "发布日期", "文号"):
        assert str(moved[name]).startswith("【待写：上年是")
    again = read_bytes(draft_yaml(begun.draft).encode(), "yaml", partial=True).report
    assert again.fields == moved


def test_a_screen_shows_them() -> None:
    """The display has each field in the words that are printed; no label of the page."""
    shown = {each["label"]: each["text"] for each in display(report())["fields"]}
    assert shown["发布日期"] == "2024年1月5日"
    assert shown["经费"] == "96171.60"
    assert "site" not in shown


def test_a_report_that_was_seen_has_none() -> None:
    """Nobody needs to say that there are none."""
    assert SeenReport(agency="某局", year=2023).fields == OwnFields()
