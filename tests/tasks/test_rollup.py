"""A parent is its own share and its children, always; nothing counts twice or unread."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc
from gkdoc.check import check
from gkdoc.errors import InputError, Problem, UsageError
from gkdoc.messages import _
from gkdoc.model import (
    BLANK,
    Applications,
    CellValue,
    Proactive,
    Remedies,
    SeenReport,
    TableValues,
    Text,
    in_print,
)
from gkdoc.model.totals import divisions, leaves
from gkdoc.spec import CellRef, TableSpec, form, table
from gkdoc.tasks.rollup import RolledUp, as_json, workbook
from gkdoc.tasks.rollup.against import RULES
from gkdoc.tasks.rollup.plan import Plan
from gkdoc.tasks.rollup.roster import read_roster
from gkdoc.tasks.rollup.sums import roll_up
from gkdoc.tasks.rollup.units import Unit, UnitLine, UnitStatus, examine_all, share_of
from tests.tools import strategies
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT

YEAR = 2024
NEWEST = EDITIONS[0]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def filled(spec: TableSpec, number: int) -> TableValues:
    """The table with the same number in every cell that is no total."""
    single = {ref for ref, of in leaves(spec).items() if of == {ref}}
    return TableValues(spec, {ref: number for ref in spec.cells if ref in single})


def unit(
    name: str,
    number: int = 1,
    year: int = YEAR,
    tables: Mapping[str, TableValues] | None = None,
    **changes: TableValues,
) -> Unit:
    """A unit whose cells all hold the same number, but for the tables in `changes`."""
    usual = {key: filled(spec, number) for key, spec in form(NEWEST).tables.items()}
    return Unit(
        Path(f"{name}.yaml"), name, year, {**(usual if tables is None else tables), **changes}
    )


def rolled(*units: Unit, **plan: object) -> tuple[RolledUp, list[UnitLine]]:
    """The parent of the units, and what became of each."""
    lines: list[UnitLine] = []
    return roll_up(units, Plan(**plan), lines.append), lines  # type: ignore[arg-type]


def said(result: RolledUp, rule: str = "GK802") -> str:
    """The messages of one rule."""
    return "\n".join(found.message for found in result.findings if found.rule == rule)


def value(result: RolledUp, address: str) -> object:
    """A figure of the parent."""
    return {str(ref): number for ref, number in result.report.cells()}.get(address)


tables = st.fixed_dictionaries(
    {
        kind.key: strategies.tables(kind, misprints=True).map(lambda table: table.values)
        for kind in (Proactive, Applications, Remedies)
    }
)
units = st.lists(
    st.builds(
        unit,
        st.sampled_from(("甲局", "甲 局", "乙局", "丙局", "丁 局", "本级")),
        year=st.sampled_from((YEAR, YEAR, YEAR, YEAR - 1)),
        tables=tables,
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(children=units, own=st.none() | tables, undivided=st.booleans())
def test_a_parent_is_own_and_children(
    children: list[Unit], own: Mapping[str, TableValues] | None, *, undivided: bool
) -> None:
    """Each cell is the sum of what is said about it; what adds to it was read, once."""
    share = unit("本级", tables=own) if own is not None else None
    lines: list[UnitLine] = []
    try:
        result = roll_up(children, Plan(year=YEAR, own=share, undivided=undivided), lines.append)
    except UsageError:
        assert not any(line.shares for line in lines if not all_refused(line))
        return
    for ref, number in result.report.cells():
        parts = result.provenance(ref)
        assert exact(number) == sum(exact(figure) for _, figure in parts)
        assert len({name for name, _ in parts}) == len(parts)
        counted = [line for line in lines if ref in figures_of(line)]
        assert sum(exact(figures_of(line)[ref]) for line in counted) == exact(number)
    assert len(lines) == len(children) + (share is not None)
    assert sum(result.counts.values()) == len(lines)
    expected = counted_from_tables(lines)
    assert {key: count for key, count in by_group(result.report.cells()).items() if count} == {
        key: count for key, count in expected.items() if count
    }


Sums: TypeAlias = defaultdict[tuple[str, str, str], Fraction]


def counted_from_tables(lines: Iterable[UnitLine]) -> Sums:
    """What units have in cells that are no totals: the first of each name, of this year.

    Only a table of another form is left out.
    """
    sums: Sums = defaultdict(Fraction)
    seen = set()
    for line in lines:
        assert line.unit is not None
        name = line.unit.agency.replace(" ", "")
        if line.unit.year != YEAR or name in seen:
            continue
        seen.add(name)
        for key, values in line.unit.tables.items():
            share = line.shares[key]
            if share.refused:
                assert values.spec.rows != share.form.rows
            else:
                for group, count in by_group(values.entered.items()).items():
                    sums[group] += count
    return sums


def by_group(cells: Iterable[tuple[CellRef, object]]) -> Sums:
    """The numbers in cells that are no totals, the rows that a form may divide taken together."""
    sums: Sums = defaultdict(Fraction)
    for ref, number in cells:
        if "total" in (ref.row, ref.column) or not isinstance(number, int | Decimal):
            continue
        of = {part: row for row, parts in divisions(ref.table).items() for part in parts}
        sums[ref.table, of.get(ref.row, ref.row), ref.column] += exact(number)
    return sums


def all_refused(line: UnitLine) -> bool:
    """True if no table of the unit counts."""
    return all(share.refused for share in line.shares.values())


def figures_of(line: UnitLine) -> dict[CellRef, object]:
    """What the unit adds, by cell."""
    return {ref: figure for share in line.shares.values() for ref, figure in share.figures.items()}


def exact(number: object) -> Fraction:
    """The number without rounding."""
    return Fraction(str(number))


@settings(deadline=None, max_examples=30)
@given(children=units)
def test_the_parent_agrees_with_itself(children: list[Unit]) -> None:
    """Whatever the children print as totals: those of the parent follow from its parts."""
    try:
        result, _ = rolled(*children, year=YEAR)
    except UsageError:
        return
    wrong = {"GK302", "GK303", "GK401"}
    assert not [found for found in check(in_print(result.report)) if found.rule in wrong]


def test_the_sum_is_that_of_the_files() -> None:
    """Two readable files of one year, whatever their format, give the sum of their figures."""
    path = next(path for path in EXAMPLES if "city" in path.name)
    report = gkdoc.load(path)
    first, *_ = examine_all([path])
    second = unit("另一个单位", tables=first.tables)
    result, _ = rolled(first, second)
    for ref, number in report.cells():
        if isinstance(number, int):
            assert dict(result.report.cells())[ref] == 2 * number


def test_json_and_workbook_show_what_every_unit_adds() -> None:
    """Of one result and its lines both tell each unit and each cell; a decimal keeps its digits."""
    fees = "proactive.fees.amount"
    half = TableValues(table("proactive", NEWEST), {CellRef(*fees.split(".")): Decimal("0.50")})
    result, lines = rolled(unit("甲局"), unit("乙局", proactive=half), unit("丙局", year=YEAR - 1))
    told = as_json(result, lines)
    assert json.loads(json.dumps(told)) == told
    assert [(each["name"], each["counted"]) for each in told["units"]] == [
        ("甲局", True),
        ("乙局", True),
        ("丙局", False),
    ]
    assert told["cells"][fees] == {"value": "1.50", "from": {"甲局": 1, "乙局": "0.50"}}
    book = openpyxl.load_workbook(io.BytesIO(workbook(result, lines)))
    assert [row[1] for row in book["单位"].values][1:] == ["甲局", "乙局", "丙局"]
    assert [row[0] for row in book["表二"].values][1:] == ["甲局", "乙局", "合计"]


def test_totals_that_units_leave_out_or_print_wrong_do_not_matter() -> None:
    """Only cells that are no totals are added up."""
    spec = table("remedies", NEWEST)
    right = filled(spec, 2)
    (block, *_) = spec.rows
    wrong = right.changed({CellRef("remedies", block, "total"): 999})
    result, _ = rolled(unit("甲局", remedies=right), unit("乙局", remedies=wrong))
    assert value(result, f"remedies.{block}.total") == 2 * 2 * 4


LEFT_OUT = {
    "unread": (
        Unit(Path("坏.docx"), problems=(Problem(_("文件已损坏")),)),
        UnitStatus.UNREAD,
        "坏.docx：没有计入，没有读出：文件已损坏",
    ),
    "other year": (
        unit("乙局", 5, YEAR - 1),
        UnitStatus.OTHER_YEAR,
        "乙局（乙局.yaml）：没有计入，是 2023 年度的报告，汇总的是 2024 年度",
    ),
    "no name": (unit("——", 5), UnitStatus.UNREAD, "没有写机关名称，不知道是哪个单位的"),
    "name to be written": (unit("【待写：机关名称】", 5), UnitStatus.UNREAD, "没有写机关名称"),
    "the parent": (
        unit("县 政府", 5),
        UnitStatus.PARENT,
        "是汇总单位自己的：本级的数字用 --own 写明",
    ),
    "doubled": (
        unit("甲 局", 1),
        UnitStatus.DOUBLED,
        "与 甲局.yaml 是同一单位，数字相同，只计前一份",
    ),
    "doubled, other": (unit("甲局", 5), UnitStatus.DOUBLED, "是同一单位，数字不同，只计前一份"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_does_not_count_is_listed(name: str) -> None:
    """With its status and the reason; the sums are those of the others."""
    other, status, message = LEFT_OUT[name]
    result, lines = rolled(unit("甲局"), other, year=YEAR, agency="县政府")
    assert [line.status for line in lines] == [UnitStatus.COUNTED, status]
    assert message in said(result)
    assert value(result, "applications.received.total") == 6
    assert result.provenance(CellRef("applications", "received", "total")) == (("甲局", 6),)


def test_units_of_the_roster_that_are_missing() -> None:
    """Each by its name; a unit of which nothing counts is missing too; a stranger is said."""
    result, lines = rolled(
        unit("甲局"),
        unit("乙局", year=2020),
        unit("外局"),
        roster=("甲　局", "乙局", "丙局"),
    )
    missing = [line.name for line in lines if line.status is UnitStatus.MISSING]
    assert missing == ["乙局", "丙局"]
    assert "名单上的“丙局”没有可以计入的报告" in said(result)
    assert "外局（外局.yaml）：不在名单上，仍然计入" in said(result)
    assert result.counts[UnitStatus.COUNTED] == 2


def _applications(spec: TableSpec, number: int, other: int) -> TableValues:
    """Table three with `number` in its cells but `other` in the rows of （六）."""
    rows = {row for row, parts in divisions("applications").items() for row in (row, *parts)}
    values = filled(spec, number)
    return values.changed({ref: other for ref in values.entered if ref.row in rows})


DIVIDED = table("applications", NEWEST)


def test_an_undivided_row_of_nothing_counts_as_nothing() -> None:
    """0 is 0 in each of the three rows."""
    result, lines = rolled(unit("甲局", applications=_applications(DIVIDED.undivided, 2, 0)))
    assert lines[0].status is UnitStatus.COUNTED
    assert value(result, "applications.other.other.total") == 0
    assert value(result, "applications.granted.total") == 12


def test_an_undivided_row_is_not_divided_by_guessing() -> None:
    """The table does not count, which is said with the way out."""
    children = [
        unit("甲局", applications=_applications(DIVIDED.undivided, 2, 3)),
        unit("乙局", applications=_applications(DIVIDED, 2, 3)),
    ]
    result, lines = rolled(*children)
    assert [line.status for line in lines] == [UnitStatus.PARTLY, UnitStatus.COUNTED]
    assert value(result, "applications.granted.total") == 12
    assert "没有分项，不知道各项是多少" in said(result)
    assert "--undivided" in said(result)
    assert value(result, "remedies.reconsideration.upheld") == 2


def test_one_row_sums_up_either_kind() -> None:
    """With `undivided` the three rows of some and the one row of others are added exactly."""
    result, lines = rolled(
        unit("甲局", applications=_applications(DIVIDED.undivided, 2, 3)),
        unit("乙局", applications=_applications(DIVIDED, 2, 3)),
        undivided=True,
    )
    assert {line.status for line in lines} == {UnitStatus.COUNTED}
    (row,) = DIVIDED.divisions
    assert value(result, f"applications.{row}.natural_person") == 3 + 3 * 3
    assert result.report.applications is not None
    assert result.report.applications.values.undivided


def test_one_row_has_what_is_there_of_its_parts() -> None:
    """A blank beside two figures takes neither away, and is said."""
    (row,) = DIVIDED.divisions
    part, *_ = DIVIDED.divisions[row]
    values = filled(DIVIDED, 3).changed({CellRef("applications", part, "business"): BLANK})
    result, lines = rolled(unit("甲局", applications=values), undivided=True)
    assert value(result, f"applications.{row}.business") == 3 + 3
    assert value(result, f"applications.{row}.natural_person") == 3 * 3
    assert [str(ref) for ref in lines[0].shares["applications"].silent] == [
        f"applications.{row}.business"
    ]


def test_the_form_is_that_of_the_own_share_or_of_the_parent() -> None:
    """Whoever prints （六） as one row gets one row, from units that divide it as well."""
    child = unit("甲局", applications=_applications(DIVIDED, 2, 3))
    one_row = _applications(DIVIDED.undivided, 2, 3)
    own = unit("县政府", applications=one_row)
    parent = SeenReport(agency="县政府", year=YEAR, applications=Applications(one_row))
    (row,) = DIVIDED.divisions
    for plan, figure in (({"own": own}, 3 + 3 * 3), ({"against": parent}, 3 * 3)):
        result, lines = rolled(child, **plan)
        assert value(result, f"applications.{row}.natural_person") == figure
        assert {line.status for line in lines} <= {UnitStatus.OWN, UnitStatus.COUNTED}


def test_a_table_of_another_edition_does_not_count() -> None:
    """Its columns are others; nothing is fitted by their likeness."""
    old = filled(table("proactive", EDITIONS[1]), 7)
    result, lines = rolled(unit("甲局"), unit("乙局", proactive=old))
    assert lines[1].status is UnitStatus.PARTLY
    assert "按 2019 年格式填写，与汇总用的 2021 年格式栏目不同" in said(result)
    assert value(result, "proactive.rules.in_force") == 1


NO_NUMBERS: dict[str, CellValue] = {"blank": BLANK, "slash": Text("/"), "words": Text("5件")}


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_what_is_no_number_adds_nothing_and_is_said(name: str) -> None:
    """By the label of its cell."""
    ref = CellRef("applications", "granted", "business")
    values = filled(DIVIDED, 1).changed({ref: NO_NUMBERS[name]})
    result, lines = rolled(unit("甲局", applications=values), unit("乙局"))
    assert lines[0].status is UnitStatus.PARTLY
    assert value(result, str(ref)) == 1
    assert f"有 1 格不是数字，没有计入：“{DIVIDED.cells[ref].label}”" in said(result, "GK803")


def test_what_is_not_there_is_said() -> None:
    """A table that was not seen is no table of zeros, nor is a cell."""
    usual = dict(unit("甲局").tables)
    del usual["remedies"]
    spec = table("remedies", NEWEST)
    some = TableValues(spec, {next(iter(spec.cells)): 4})
    result, lines = rolled(unit("甲局", tables=usual), unit("乙局", remedies=some))
    assert [line.status for line in lines] == [UnitStatus.PARTLY, UnitStatus.PARTLY]
    assert "没有看到这张表" in said(result)
    assert "缺 11 格" in said(result, "GK803")
    none, _ = rolled(unit("甲局", tables=usual))
    assert "remedies" not in none.report.tables


def test_a_parent_of_nothing_is_refused() -> None:
    """No table of zeros is made of files that could not be read."""
    with pytest.raises(UsageError, match="没有一个文件读得出来"):
        rolled(Unit(Path("坏.docx"), problems=(Problem(_("坏")),)))
    with pytest.raises(UsageError, match="没有一个单位的数字可以计入"):
        rolled(unit("甲局", year=2020), year=YEAR)


def test_years_that_contradict_each_other_are_refused() -> None:
    """Own share, parent and option have to speak of one year."""
    with pytest.raises(UsageError, match="--year是 2023 年度，本级的报告是 2024 年度"):
        rolled(unit("甲局"), own=unit("本级"), year=2023)
    broken = Unit(Path("本级.yaml"), problems=(Problem(_("坏")),))
    with pytest.raises(InputError, match=r"本级\.yaml：坏"):
        rolled(unit("甲局"), own=broken, year=2024)


def test_the_own_share_counts_and_does_not_count_twice() -> None:
    """Its own file among those of the children is a double."""
    own = unit("县政府", 10)
    result, lines = rolled(unit("甲局"), own, own=own)
    assert [line.status for line in lines] == [
        UnitStatus.OWN,
        UnitStatus.COUNTED,
        UnitStatus.DOUBLED,
    ]
    assert result.report.agency == "县政府"
    assert value(result, "remedies.reconsideration.upheld") == 11


def _parent(number: int, **cells: int) -> SeenReport:
    values = filled(table("remedies", NEWEST), number)
    changes: dict[CellRef, CellValue] = {
        CellRef("remedies", "reconsideration", column): figure for column, figure in cells.items()
    }
    return SeenReport(agency="县政府", year=YEAR, remedies=Remedies(values.changed(changes)))


def test_a_finished_parent_is_held_against_the_sums() -> None:
    """GK801 for each cell that is another number, with the number that belongs there."""
    children = [unit("甲局", 1), unit("乙局", 2)]
    right, _ = rolled(*children, own=unit("县政府", 10), against=_parent(13))
    assert not said(right, "GK801")
    wrong, _ = rolled(*children, own=unit("县政府", 10), against=_parent(13, upheld=12))
    first, second = (found for found in wrong.findings if found.rule == "GK801")
    assert first.address == "remedies.reconsideration.upheld"
    assert "汇总报告是 12；本级 10，所属单位合计 3，应为 13" in first.message
    assert [each.repair for each in first.suspects] == ["13"]
    assert second.address == "remedies.reconsideration.total"


def test_with_the_own_share_too_much_is_wrong_too() -> None:
    """Everything that the parent may have is known then."""
    result, _ = rolled(unit("甲局", 1), own=unit("县政府", 10), against=_parent(11, upheld=12))
    first, *_ = (found for found in result.findings if found.rule == "GK801")
    assert "汇总报告是 12；本级 10，所属单位合计 1，应为 11" in first.message


def test_what_was_not_compared_is_said() -> None:
    """A table that the parent or its children lack, and cells that the parent lacks."""
    children = unit("甲局", 1)
    some = {key: values for key, values in children.tables.items() if key != "remedies"}
    without, _ = rolled(unit("甲局", tables=some), against=_parent(1))
    assert [(found.address, found.message) for found in without.findings if found.address] == [
        ("proactive", "汇总报告里没有这张表，没有核对"),
        ("applications", "汇总报告里没有这张表，没有核对"),
        ("remedies", "所属单位的报告里都没有这张表，没有核对"),
    ]
    first, *_ = table("remedies", NEWEST).cells
    lacking = SeenReport(
        agency="县政府",
        year=YEAR,
        remedies=Remedies(TableValues(table("remedies", NEWEST), {first: 1})),
    )
    result, _ = rolled(children, against=lacking)
    assert f"汇总报告缺 {len(table('remedies', NEWEST).cells) - 1} 格，没有核对" in said(
        result, "GK803"
    )


def test_without_the_own_share_only_too_little_is_wrong() -> None:
    """What a parent has beyond its children may be its own."""
    children = [unit("甲局", 1), unit("乙局", 2)]
    more, _ = rolled(*children, against=_parent(50))
    assert not said(more, "GK801")
    less, _ = rolled(*children, against=_parent(50, upheld=2))
    assert "汇总报告是 2；所属单位合计 3，至少应为 3" in said(less, "GK801")


def test_files_are_examined_by_any_executor_in_their_order() -> None:
    """Threads give what is given without; a file that breaks is one unit that was not read."""
    paths: Iterable[Path] = [*EXAMPLES, ROOT / "没有.yaml", *EXAMPLES]
    with ThreadPoolExecutor(2) as executor:
        examined = list(examine_all(paths, executor, ahead=2))
    assert examined == list(examine_all(paths))
    assert [each.was_read for each in examined] == [True] * 3 + [False] + [True] * 3
    assert "找不到这个文件" in str(examined[3].problems[0])


class Breaking(ThreadPoolExecutor):
    """An executor whose workers die, as processes do that run out of memory."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        """Work that has failed."""
        failed: Future[Any] = Future()
        failed.set_exception(BrokenExecutor("died"))
        return failed


def test_every_file_of_a_worker_that_died_is_listed() -> None:
    """None of them is lost with it."""
    paths = [Path(f"{number}.yaml") for number in range(20)]
    with Breaking(1) as executor:
        examined = list(examine_all(paths, executor))
    assert [each.path for each in examined] == paths
    assert not any(each.was_read for each in examined)


def test_children_are_checked_on_the_way() -> None:
    """Their findings are those of `check`."""
    (examined,) = examine_all(EXAMPLES[:1])
    reading = gkdoc.read_report(EXAMPLES[0], partial=True)
    assert examined.findings == gkdoc.check_reading(reading)


ROSTERS = {
    "有表头.csv": "序号,单位名称\n1,甲局\n2,乙 局\n",
    "无表头.csv": "甲局\n乙 局\n",
    "列表.yaml": "- 甲局\n- 乙 局\n",
    "映射.yaml": "单位:\n  - 甲局\n  - 乙 局\n",
    "列表.json": '["甲局", "乙 局"]',
}


@pytest.mark.parametrize("name", ROSTERS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_rosters(name: str, encoding: str, tmp_path: Path) -> None:
    """A table with or without a header, or a list."""
    (tmp_path / name).write_text(ROSTERS[name], encoding=encoding)
    assert read_roster(tmp_path / name) == ("甲局", "乙 局")


def test_a_roster_is_one_sheet(tmp_path: Path) -> None:
    """The one with the column of names; merged cells above do not matter, formulas are said."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["说明"])
    sheet.append(["请按此报送"])
    names = book.create_sheet("名单")
    rows: list[list[str | None]] = [["类别", "单位"], ["部门", "甲局"], [None, "乙局"]]
    for row in rows:
        names.append(row)
    names.merge_cells("A2:A3")
    path = tmp_path / "名单.xlsx"
    book.save(path)
    assert read_roster(path) == ("甲局", "乙局")
    names["B3"] = "=B2"
    book.save(path)
    with pytest.raises(InputError, match="第 3 行第 2 列：公式没有算出的结果"):
        read_roster(path)
    names["B1"] = "机构们"
    book.save(path)
    with pytest.raises(InputError, match="不知道名单是哪一张工作表：“Sheet”、“名单”"):
        read_roster(path)


BROKEN_ROSTERS = {
    "两次.csv": ("单位\n甲局\n乙局\n甲 局\n", "第 4 行第 1 列：名单上“甲 局”有两处"),
    "空.csv": ("单位\n", "名单是空的"),
    "不是.yaml": ("甲局\n", "名单应是单位名称的列表"),
    "别的.yaml": ("名册:\n  - 甲局\n", "写在“单位:”之下"),
    "嵌套.yaml": ("- 甲局\n- [乙局]\n", "第 2 行第 3 列：这里应是单位名称"),
}


@pytest.mark.parametrize("name", BROKEN_ROSTERS)
def test_broken_rosters_are_refused(name: str, tmp_path: Path) -> None:
    """With the line where it can be put right."""
    text, message = BROKEN_ROSTERS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_roster(tmp_path / name)


def test_the_rules_weigh_what_their_pages_say() -> None:
    """GK801 forbids issuing the parent, the others ask somebody to look."""
    pages = ROOT / "docs" / "findings"
    for rule in RULES:
        page = (pages / f"{rule.id}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {rule.id}")
        assert rule.sentence in page


def test_a_share_has_only_figures_that_count() -> None:
    """Cells that are 0 are left out, so that units need little memory."""
    share = share_of(filled(DIVIDED, 0), DIVIDED)
    assert not share.figures
    assert share.whole
