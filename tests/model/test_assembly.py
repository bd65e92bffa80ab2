"""Wrong assemblies: each is an InputError that says where and what to write, in two languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve, frozen

import gkdoc
from gkdoc.cli.language import Language
from gkdoc.errors import InputError
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    Block,
    Organ,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Remedies,
    SeenReport,
    Signature,
    TableValues,
    Text,
    Waiver,
    parse,
)
from gkdoc.spec import editions, newest, report_years, table
from tests.tools.type_checkers import mypy

CHINESE: Final = re.compile("[\u4e00-\u9fff]")
DAY: Final = datetime.date(2025, 1, 10)
CELL: Final = "applications.received.business"
NEWEST, OLDER = (each.edition for each in editions()[:2])
OLDER_YEAR: Final = newest().first_year - 1

PARTS: Final[Mapping[str, Any]] = {
    "agency": "云川市水利局",
    "year": newest().first_year,
    "overview": Overview("（一）主动公开。照常进行。"),
    "proactive": Proactive.of({}, rest=0),
    "applications": Applications.of({}, rest=0),
    "remedies": Remedies.of({}, rest=0),
    "problems": Problems("解读不多，将改进。"),
    "other_matters": OtherMatters("未收取信息处理费。"),
}


@frozen
class Wrong:
    """An assembly, and for each of its problems the path and the remedy as they are said."""

    make: Callable[[], object]
    said: tuple[tuple[str, str], ...]


def report(**parts: object) -> gkdoc.Report:
    """A sound report but for these parts."""
    return gkdoc.Report(**{**PARTS, **parts})


def figure(value: object, remedy: str) -> Wrong:
    """A value in a cell of a count."""
    rows: Any = {"received": {"business": value}}
    return Wrong(lambda: Applications.of(rows), ((CELL, remedy),))


def amount(value: object, remedy: str) -> Wrong:
    """A value in a cell of an amount."""
    rows: Any = {"fees": {"amount": value}}
    return Wrong(lambda: Proactive.of(rows), (("proactive.fees.amount", remedy),))


def rows(key: str, given: object, path: str, remedy: str, **options: Any) -> Wrong:  # noqa: ANN401 - wrong on purpose
    """Rows of one of the tables."""
    kind: Any = {"proactive": Proactive, "applications": Applications, "remedies": Remedies}[key]
    return Wrong(lambda: kind.of(given, **options), ((path, remedy),))


def records(given: object, path: str, remedy: str) -> Wrong:
    """Records for the table of applications."""
    wrong: Any = given
    return Wrong(lambda: Applications.from_records(wrong), ((path, remedy),))


def part(name: str, value: object, remedy: str, path: str = "") -> Wrong:
    """One part of a report."""
    return Wrong(lambda: report(**{name: value}), ((path or name, remedy),))


def made(kind: Any, *given: object, said: tuple[tuple[str, str], ...]) -> Wrong:  # noqa: ANN401 - wrong on purpose
    """An object of a small class."""
    return Wrong(lambda: kind(*given), said)


def older(key: str) -> Wrong:
    """A table made without its edition, in a report for a year whose form is an older one."""
    kinds: Mapping[str, Any] = {
        "proactive": Proactive,
        "applications": Applications,
        "remedies": Remedies,
    }
    others = {name: kind.of({}, edition=OLDER) for name, kind in kinds.items() if name != key}
    return Wrong(lambda: report(year=OLDER_YEAR, **others), ((key, f'edition="{OLDER}"'),))


NO_FIGURE: Final = "没有发生的写 0，印成空白的写 BLANK"
LONG: Final = "数字太长，最多 12 位"
CONVERT: Final = "用 int() 或 Decimal() 换成数字"
WAIVER: Final = ("GK301", "applications.total.total", "3", "张三", DAY, "已核实")

FIGURES: Final = [
    *(figure(float(number), f"写 {number}") for number in (0, 1, -3, 1205, 10**11)),
    *(figure(value, "件数没有小数") for value in (0.5, -1.25, 1205.9)),
    *(figure(value, f"写数字，如 {int(value)}") for value in (True, False)),
    *(figure(float(word), NO_FIGURE) for word in ("nan", "inf", "-inf")),
    *(figure(Decimal(word), NO_FIGURE) for word in ("NaN", "sNaN", "Infinity", "-Infinity")),
    *(figure(word, "去掉引号") for word in ("0", "4", "1205")),
    *(figure(word, "照原样印的文字写 Text(") for word in ("", "/", "-3", "1,205", "十二", "4件")),
    figure(None, NO_FIGURE),
    *(figure(number, LONG) for number in (10**12, -(10**12), 10**15, 10**5000, 1e12, 1e300)),
    *(figure(Decimal(word), LONG) for word in ("1e12", "1e99999", "0.1234567890123")),
    *(figure(value, CONVERT) for value in ([1], {}, (1,), b"4", 1j, DAY, object(), int)),
    figure(Text("4\x00"), "控制字符 U+0000"),
    *(amount(float(word), f'写 Decimal("{word}")') for word in ("1.5", "96171.6")),
    amount(2.0, "写 2"),
    amount("96171.6", "照原样印的文字写 Text("),
    amount(None, NO_FIGURE),
    amount(Decimal("NaN"), NO_FIGURE),
    amount(10**12, LONG),
]

NAMES: Final = [
    rows("applications", {"recieved": {}}, "applications.recieved", "应为：received"),
    rows("applications", {"grantd": {"business": 1}}, "applications.grantd", "应为：granted、"),
    rows("applications", {"carried": {}}, "applications.carried", "应为：carried_in、carried_out"),
    rows("applications", {"本年新收": {}}, "applications.本年新收", "应为：received、"),
    rows("applications", {5: {}}, "applications.5", "应为：received、"),
    rows("applications", {None: {}}, "applications.None", "应为：received、"),
    rows("applications", {"received.business": 4}, "applications.received.business", "应为："),
    rows("applications", {"denied.secret": {}}, "applications.denied.secret", "state_secret"),
    rows("applications", {"denied": {"secret": {}}}, "applications.denied.secret", "state_secret"),
    rows("applications", {"denied": {"business": 1}}, "applications.denied.business", "应为："),
    rows("applications", {"other": {"others": {}}}, "applications.other.others", "应为：other"),
    rows("applications", {"denied": {1: {}}}, "applications.denied.1", "应为：state_secret、"),
    rows("applications", {"deny": {"other": {}}}, "applications.deny", "应为：denied"),
    rows("proactive", {"rule": {}}, "proactive.rule", "应为：rules"),
    rows("proactive", {"fee": {}}, "proactive.fee", "应为：fees"),
    rows("proactive", {"licences": {}}, "proactive.licences", "应为：licensing"),
    rows("proactive", {"procurement": {}}, "proactive.procurement", f'edition="{OLDER}"'),
    rows("proactive", {"other_services": {}}, "proactive.other_services", f'edition="{OLDER}"'),
    rows("proactive", {"received": {}}, "proactive.received", "应为："),
    rows("remedies", {"litigation": {}}, "remedies.litigation", "应为：litigation_direct"),
    rows("remedies", {"reconsider": {}}, "remedies.reconsider", "应为：reconsideration"),
    rows("applications", {"received": {"busines": 1}}, f"{CELL[:-1]}", "应为：business"),
    rows("applications", {"received": {"person": 1}}, "applications.received.person", "应为："),
    rows("applications", {"received": {"自然人": 1}}, "applications.received.自然人", "应为："),
    rows("applications", {"received": {1: 1}}, "applications.received.1", "应为：natural_person、"),
    rows("applications", {"total": {"totals": 1}}, "applications.total.totals", "应为：total"),
    rows(
        "applications",
        {"denied": {"deliberation": {"x": 1}}},
        "applications.denied.deliberation.x",
        "应为：",
    ),
    rows("proactive", {"rules": {"made": 1}}, "proactive.rules.made", f'edition="{OLDER}"'),
    rows("proactive", {"rules": {"issue": 1}}, "proactive.rules.issue", "应为：issued"),
    rows("proactive", {"fees": {"decisions": 1}}, "proactive.fees.decisions", "应为：amount"),
    rows("proactive", {"fees": {"change": 1}}, "proactive.fees.change", f'edition="{OLDER}"'),
    rows(
        "proactive",
        {"rules": {"issued": 1}},
        "proactive.rules.issued",
        f'edition="{NEWEST}"',
        edition=OLDER,
    ),
    rows(
        "remedies",
        {"reconsideration": {"uphold": 1}},
        "remedies.reconsideration.uphold",
        "应为：upheld",
    ),
]

NO_ROWS: Final[Sequence[object]] = (None, 5, "received", [1], [("received", {})], True)
NO_KINDS: Final[Sequence[object]] = (1, "", [], True, "政府")
NO_PROSE: Final[Sequence[object]] = (None, 5, Block(text="甲"), {})

SHAPES: Final = [
    *(rows("applications", given, "applications", "行名和各列数字的映射") for given in NO_ROWS),
    *(
        rows(
            "applications", {"received": given}, "applications.received", "列名为：natural_person、"
        )
        for given in (None, 5, "5", [1, 2], Text("/"), BLANK)
    ),
    *(
        rows("applications", {"denied": given}, "applications.denied", "行名和各列数字的映射")
        for given in (None, 5, [1])
    ),
    rows(
        "applications",
        {"denied": {"deliberation": 5}},
        "applications.denied.deliberation",
        "列名为：",
    ),
    *(
        rows("applications", {}, "rest", "写 rest=0，或者不写", rest=given)
        for given in (1, -1, "0", 0.0, False, BLANK)
    ),
    *(
        rows("remedies", {}, "edition", f"格式应写成 '{NEWEST}'", edition=given)
        for given in ("", "2022", int(NEWEST), [NEWEST], 1.5, True)
    ),
    rows(
        "applications",
        {"other_processing": {"business": 1}, "other": {"fee_unpaid": {"business": 1}}},
        "applications.other_processing",
        "只能取一种",
    ),
    rows(
        "applications",
        {"denied": {"deliberation": {"business": 1}}, "denied.deliberation": {"business": 1}},
        "applications.denied.deliberation.business",
        "给了两次",
    ),
    *(
        records(given, "applications", "（行, 列, 数）的序列")
        for given in (None, 5, "abc", {"received": 1})
    ),
    *(
        records([given], "applications", "第 1 条应是（行, 列, 数）")
        for given in (None, 5, "abc", (), ("received", "business"), {1: 2})
    ),
    records([("recieved", "business", 1)], "applications.recieved", "应为：received"),
    records([("received", None, 1)], "applications.received.None", "应为：natural_person、"),
    records([("received", "business", 1)] * 2, CELL, "给了两次"),
    records([("received", "business", 1.0)], CELL, "写 1"),
    Wrong(lambda: Remedies(PARTS["applications"].values), (("remedies", "不能放进这张表"),)),
    Wrong(lambda: Remedies({"reconsideration": {}}), (("remedies", "应写 Remedies.of(…)"),)),  # type: ignore[arg-type]
    Wrong(lambda: TableValues(table("remedies", NEWEST), 5), (("values", "映射"),)),  # type: ignore[arg-type]
]

SMALL: Final = [
    made(
        Organ,
        "city",
        "department",
        said=(("organ.kind", 'level="city"'), ("organ.level", 'kind="department"')),
    ),
    made(Organ, "gov", said=(("organ.kind", "government、department、other"),)),
    made(Organ, None, "town", said=(("organ.level", "state、province、city、county、township"),)),
    *(made(Organ, given, said=(("organ.kind", "government、"),)) for given in NO_KINDS),
    made(Signature, "", DAY, said=(("signature.agency", "不能是空的"),)),
    made(Signature, "甲\n乙", DAY, said=(("signature.agency", "只能写一行"),)),
    made(Signature, "甲" * 101, DAY, said=(("signature.agency", "最多 100 个字"),)),
    made(Signature, None, DAY, said=(("signature.agency", "应是文字"),)),
    *(
        made(Signature, "甲局", given, said=(("signature.date", "datetime.date(2024, 1, 15)"),))
        for given in ("2025-01-10", None, 20250110, 1.5)
    ),
    made(
        Signature,
        "甲局",
        datetime.datetime(2025, 1, 10, tzinfo=datetime.UTC),
        said=(("signature.date", "写 .date()"),),
    ),
    made(
        Signature,
        5,
        "x",
        said=(("signature.agency", "应是文字"), ("signature.date", "datetime.date")),
    ),
    *(
        made(
            Waiver, *WAIVER[:place], given, *WAIVER[place + 1 :], said=((f"waiver.{name}", remedy),)
        )
        for place, name, given, remedy in (
            (0, "rule", "", "不能是空的"),
            (1, "address", None, "应是文字"),
            (2, "value", 3, "应是文字"),
            (3, "by", "张\n三", "只能写一行"),
            (4, "date", "2025-01-10", "datetime.date"),
            (5, "reason", " ", "不能是空的"),
        )
    ),
    *(made(Text, given, said=(("text", "写 BLANK"),)) for given in ("", " ", "\u3000\n")),
    *(made(Text, given, said=(("text", "应是文字"),)) for given in (None, 5, b"/")),
    *(made(Overview, given, said=(("overview", '应写 Overview("…")'),)) for given in NO_PROSE),
    made(Problems, "甲\x07乙", said=(("problems", "控制字符 U+0007"),)),
    made(
        OtherMatters, (Block(text="甲\x0b"),), said=(("other_matters.1.text", "控制字符 U+000B"),)
    ),
    made(Overview, [Block(text="甲"), "乙"], said=(("overview.2", "应是一段（Block）"),)),
    made(Block, 7, "甲", said=(("level", "级别应是 2、3 或 4"),)),
    made(Block, None, None, 5, said=(("text", "应是文字"),)),
]

FIRST, LAST = report_years()[0], report_years()[-1]
WHOLE: Final = [
    *(
        part("year", year, f"{FIRST} 到 {LAST} 之间")
        for year in (0, 24, -1, FIRST - 1, LAST + 1, 10**5000)
    ),
    *(part("year", year, "年度应是整数") for year in ("2024", None, True, 2024.0, DAY)),
    *(part("agency", agency, "不能是空的") for agency in ("", " ", "\u3000")),
    *(part("agency", agency, "只能写一行") for agency in ("甲\n乙", "甲\t乙")),
    part("agency", "甲" * 101, "最多 100 个字"),
    part("agency", "甲\x00", "第 2 个字是控制字符 U+0000"),
    part("agency", "甲\x85局", "第 2 个字是控制字符 U+0085"),
    part("agency", "\ud800", "第 1 个字是半个字符（U+D800）"),
    *(part("agency", agency, "应是文字") for agency in (None, 5, b"x", ["甲"])),
    *(
        part("title", title, remedy)
        for title, remedy in (("", "不能是空的"), (5, "应是文字"), ("甲\x01", "控制字符"))
    ),
    *(
        part(name, "（一）…", f'应写 {kind}("…")')
        for name, kind in (
            ("overview", "Overview"),
            ("problems", "Problems"),
            ("other_matters", "OtherMatters"),
            ("introduction", "Introduction"),
        )
    ),
    *(
        part(name, {}, f"应写 {name.capitalize()}.of(…)")
        for name in ("proactive", "applications", "remedies")
    ),
    *(
        part(name, None, "缺少")
        for name in (
            "overview",
            "proactive",
            "applications",
            "remedies",
            "problems",
            "other_matters",
        )
    ),
    part("overview", PARTS["problems"], "Problems 写在 problems"),
    part("problems", PARTS["overview"], "Overview 写在 overview"),
    part("proactive", PARTS["remedies"], "Remedies 写在 remedies"),
    part("remedies", PARTS["overview"], "Overview 写在 overview"),
    part("overview", PARTS["proactive"], "Proactive 写在 proactive"),
    part("organ", "department", "应写 Organ(…)"),
    part("signature", ("甲局", DAY), "应写 Signature(…)"),
    part("waivers", "GK301", "应是 Waiver 的列表"),
    part("waivers", [5], "应写 Waiver(…)", "waivers.1"),
    *(older(key) for key in ("proactive", "applications", "remedies")),
    Wrong(
        lambda: report(year=24, agency="", overview="（一）…", remedies=PARTS["applications"]),
        (
            ("agency", "不能是空的"),
            ("year", "之间"),
            ("overview", 'Overview("…")'),
            ("remedies", "写在 applications"),
        ),
    ),
    Wrong(
        lambda: Applications.of({"received": {"business": 1.0, "busines": 2}, "x": {}}, rest=1),  # type: ignore[typeddict-unknown-key,typeddict-item,arg-type]
        (
            (CELL, "写 1"),
            (CELL[:-1], "应为：business"),
            ("applications.x", "应为："),
            ("rest", "rest=0"),
        ),
    ),
    Wrong(
        lambda: SeenReport(agency="", year="2024", proactive=5, organ=1).whole(),  # type: ignore[arg-type]
        (
            ("agency", "不能是空的"),
            ("year", "整数"),
            ("organ", "Organ(…)"),
            ("overview", "缺少"),
            ("proactive", "Proactive.of(…)"),
        ),
    ),
]


EVERY: Final = [*FIGURES, *NAMES, *SHAPES, *SMALL, *WHOLE]


def test_there_are_many() -> None:
    """At least a hundred and fifty wrong assemblies."""
    assert len(EVERY) >= 150


@pytest.mark.parametrize("wrong", EVERY, ids=map(str, range(len(EVERY))))
def test_a_wrong_assembly_is_named(wrong: Wrong) -> None:
    """Each mistake has its path and its remedy, and the English of it leaves nothing in Chinese."""
    with pytest.raises(InputError) as caught:
        wrong.make()
    problems = caught.value.problems
    in_english = Language("en")
    for path, remedy in wrong.said:
        (problem,) = (each for each in problems if each.path == path)
        assert remedy in problem.message
        english = in_english(problem.message)
        assert english != problem.message
        assert not CHINESE.search(re.sub('“[^”]*”|（[一1]）|"[^"]*"|Text\\(.*', "", english)), (
            english
        )
    # A report that is not whole lacks more than is listed here.
    if wrong is not EVERY[-1]:
        assert len(problems) == len(wrong.said)


def test_what_a_document_may_show_is_a_value() -> None:
    """Texts, blanks, negative counts and decimals are for findings to judge."""
    values = Applications.of(
        {
            "received": {"business": -1, "research": BLANK, "welfare": Text("/")},
            "granted": {"business": Decimal("0.5"), "research": NOT_ENTERED, "total": 10**12 - 1},
        },
        rest=0,
    ).values
    assert values["received", "business"] == -1
    assert values["received", "research"] is BLANK
    assert values["received", "welfare"] == Text("/")
    assert values["granted", "business"] == Decimal("0.5")
    assert values["granted", "research"] is NOT_ENTERED
    assert values["granted", "total"] == 10**12 - 1


def test_every_other_cell_is_0_but_the_totals() -> None:
    """With rest=0 a total that is not given is computed, one that is given stays."""
    rows = {"denied": {"deliberation": {"business": 2}}, "granted": {"total": 9}}
    table = Applications.of(rows, rest=0)  # type: ignore[arg-type]
    assert table.values["denied.deliberation", "business"] == 2
    assert table.values["carried_in", "other"] == 0
    assert table.values["carried_in", "total"] is NOT_ENTERED
    assert table.values["granted", "total"] == 9
    built = gkdoc.build(report(applications=table), force=True)
    assert built.report is not None
    assert built.report.applications.values["denied.deliberation", "total"] == 2
    assert any(finding.address.startswith("applications.") for finding in built.findings)


def test_nested_and_dotted_rows_are_the_same() -> None:
    """A row below another one has two spellings; records are the third."""
    nested = Applications.of({"denied": {"deliberation": {"business": 2}}}, rest=0)
    dotted = Applications.of({"denied.deliberation": {"business": 2}}, rest=0)
    told = Applications.from_records([("denied.deliberation", "business", 2)], rest=0)
    assert nested == dotted == told


def test_an_edition_that_was_written_out_may_be_another_one() -> None:
    """Mixed forms build, as they do from a data file; the undivided row is known by its name."""
    mixed = report(
        remedies=Remedies.of({}, edition=OLDER, rest=0),
        applications=Applications.of({"other_processing": {"business": 0}}, rest=0),
    )
    assert mixed.editions["remedies"] == OLDER
    assert mixed.applications.values.undivided
    assert gkdoc.build(mixed, verify=True, force=True).document


def test_words_are_parsed() -> None:
    """A section made of text is the section made of its blocks, a list of blocks is a tuple."""
    words = "总述。\r\n（一）主动公开。照常进行。"
    assert Overview(words) == Overview(parse(words.replace("\r", "")))
    assert Overview(list(parse(words))) == Overview(parse(words))


def test_a_report_is_hashable() -> None:
    """Equal reports have one hash; another figure makes another report."""
    other = report(remedies=Remedies.of({"reconsideration": {"upheld": 1}}, rest=0))
    assert {report(): 1}[report()] == 1
    assert len({report(), report(), other}) == 2


def test_a_changed_report_is_checked_again() -> None:
    """A copy with another year asks for the edition of that year."""
    with pytest.raises(InputError, match=f'edition="{OLDER}"'):
        evolve(report(), year=OLDER_YEAR)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "typo", "opening"),
    [
        ('"granted"', "grantd", "        {\n"),
        ('"business"', "busines", '            "denied"'),
        ("overview=", "overveiw", "report ="),
    ],
)
def test_a_typo_is_an_error_of_types(right: str, typo: str, opening: str, tmp_path: Path) -> None:
    """mypy names it, at the line that opens its table, its row or its report."""
    source = """\
import gkdoc
from gkdoc.model import Applications, OtherMatters, Overview, Proactive, Problems, Remedies

report = gkdoc.Report(
    agency="云川市水利局",
    year=2024,
    overview=Overview("（一）主动公开。照常进行。"),
    proactive=Proactive.of({}, rest=0),
    applications=Applications.of(
        {
            "received": {"natural_person": 32},
            "granted": {"natural_person": 28},
            "denied": {"deliberation": {"business": 4}},
        },
        rest=0,
    ),
    remedies=Remedies.of({}, rest=0),
    problems=Problems("解读不多，将改进。"),
    other_matters=OtherMatters("未收取信息处理费。"),
)
"""
    program = tmp_path / "program.py"
    program.write_text(source, encoding="utf-8")
    assert mypy([program]) == ""
    spoiled = source.replace(right, right.replace(right.strip('"='), typo))
    # Another file: mypy takes one of the same size and second for the one that it has seen.
    other = tmp_path / "spoiled.py"
    other.write_text(spoiled, encoding="utf-8")
    line = source.partition(opening)[0].count("\n") + 1
    assert re.search(rf'spoiled\.py:{line}: error: .*"{typo}"', mypy([other]))
