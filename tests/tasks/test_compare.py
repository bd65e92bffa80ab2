"""Main figures by year: every number is that of the report, change and share are exact."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

import gkdoc
from gkdoc.check.figures import sound
from gkdoc.cli import main as cli
from gkdoc.errors import UsageError
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    Proactive,
    Remedies,
    SeenReport,
    TableValues,
    Text,
    completed,
)
from gkdoc.model.totals import divisions
from gkdoc.spec import CellRef, Kind, form, table
from gkdoc.tasks.compare import ComparedRow, Comparison, as_json, compare, workbook
from gkdoc.tasks.compare.output import NOTHING
from gkdoc.tasks.compare.output import lines as lines_of
from tests.tools import strategies
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT
from tests.tools.reports import records

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
RECEIVED = "applications.received.total"


def report(year: int, upheld: int = 3, corrected: int = 1) -> SeenReport:
    """A report with the first block of table four."""
    rows = {"reconsideration": {"upheld": upheld, "corrected": corrected, "other": 0, "pending": 0}}
    spec = table("remedies", EDITIONS[0])
    others = [row for row in spec.rows if row not in rows]
    zeros = {row: dict.fromkeys(("upheld", "corrected", "other", "pending"), 0) for row in others}
    return SeenReport(
        agency="甲局",
        year=year,
        remedies=Remedies.from_records(records({**rows, **zeros}), edition=EDITIONS[0]),
    )


def row(comparison: Comparison, address: str) -> ComparedRow:
    """The row of an address."""
    (found,) = (each for each in comparison.rows if each.address == address)
    return found


@settings(deadline=None, max_examples=30)
@given(strategies.tables(Applications, misprints=True), strategies.tables(Remedies))
def test_figures_change_and_share_are_exact(first: Applications, second: Remedies) -> None:
    """Each number is that of its cell; change is a difference, share and growth are quotients."""
    reports = [
        SeenReport(agency="甲局", year=2023, applications=first, remedies=second),
        SeenReport(agency="甲局", year=2024, applications=first, remedies=second),
    ]
    tables = [completed(sound(own.values)) for own in (first, second)]
    values = {str(ref): value for own in tables for ref, value in own}
    rows = {found.address: found for found in compare(reports).rows}
    for address, found in rows.items():
        before, after = found.figures
        if address in values:
            number = values[address]
            assert before.number == (number if isinstance(number, int | Decimal) else None)
        if before.number is not None:
            assert after.change == 0
            assert after.growth == (0 if before.number != 0 else None)
    for total in tables[1].spec.sums:
        whole = rows[str(total.total)].figures[0].number
        for part in total.parts:
            figure = rows[str(part)].figures[0]
            assert (figure.share is None) == (figure.number is None or not whole)
            if figure.share is not None and figure.number is not None and whole:
                exact = Fraction(figure.number) / Fraction(whole)
                assert abs(Fraction(figure.share) - exact) <= Fraction(1, 20000)


def test_years_are_put_in_order() -> None:
    """The earliest first, whatever the order of the files; change is against the one before."""
    comparison = compare([report(2024, 5), report(2022, 2), report(2023, 4)])
    assert comparison.years == (2022, 2023, 2024)
    figures = row(comparison, "remedies.reconsideration.upheld").figures
    assert [figure.number for figure in figures] == [2, 4, 5]
    assert [figure.change for figure in figures] == [None, 2, 1]
    assert [figure.growth for figure in figures] == [None, Decimal(1), Decimal("0.25")]
    assert [figure.share for figure in figures] == [
        Decimal("0.6667"),
        Decimal("0.8"),
        Decimal("0.8333"),
    ]


def test_growth_from_nothing_has_no_number() -> None:
    """It is a dash, and a remark says how many there are; from 0 to 0 nothing changed."""
    comparison = compare([report(2023, 0, 0), report(2024, 3, 0)])
    text = {
        line.split("  ")[0]: line for line in lines_of(comparison) if line.startswith("行政复议")
    }
    assert text["行政复议 · 结果维持"].split()[-2:] == ["+3", NOTHING]
    assert text["行政复议 · 结果纠正"].split()[-2:] == ["0", "持平"]
    raised = [each for each in comparison.rows if each.figures[1].change]
    remark = comparison.remarks[0]
    assert f"2024 年度有 {len(raised)} 项增减率写“—”" in remark


@pytest.mark.parametrize(("before", "after"), [(-5, 3), (-5, -8), (-5, 0), (0, 8), (0, -8)])
def test_growth_from_less_than_nothing_has_no_number(before: int, after: int) -> None:
    """The quotient would be a percentage that turns the matter round: ±160 % from -5 to 3."""
    spec = next(
        each
        for edition in EDITIONS
        for each in form(edition).tables.values()
        if any(cell.kind is Kind.SIGNED for cell in each.cells.values())
    )
    signed = next(ref for ref, cell in spec.cells.items() if cell.kind is Kind.SIGNED)
    reports = [
        SeenReport(agency="甲局", year=year).with_tables(
            {spec.key: Proactive(TableValues(spec, dict.fromkeys(spec.cells, 1) | {signed: value}))}
        )
        for year, value in ((2019, before), (2020, after))
    ]
    comparison = compare(reports)
    figure = row(comparison, str(signed)).figures[1]
    assert (figure.change, figure.growth) == (after - before, None)
    assert "2020 年度有 1 项增减率写“—”" in comparison.remarks[0]
    assert list(as_json(comparison)["remarks"]) == list(comparison.remarks)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook(comparison))).worksheets
    rows = list(sheet.values)
    (line,) = (each for each in rows if each[0] == spec.cells[signed].label)
    assert line[5:7] == (after - before, NOTHING)
    assert comparison.remarks[0] in [each[0] for each in rows]


def test_groups_of_results_are_figures() -> None:
    """（三）不予公开 is the sum of its rows, its share is of （七）总计."""
    path = next(path for path in EXAMPLES if "city" in path.name)
    given = gkdoc.load(path)
    before = SeenReport(agency=given.agency, year=2023).with_tables(given.tables)
    comparison = compare([given, before])
    assert given.applications is not None
    values = completed(given.applications.values)
    denied = [name for name in values.spec.rows if name.startswith("denied.")]
    found = row(comparison, "applications.denied.total")
    total = int(str(values["total", "total"]))
    number = sum(int(str(values[name, "total"])) for name in denied)
    assert found.figures[0].number == number
    assert found.figures[0].share == (Decimal(number) / total).quantize(Decimal("0.0001"))
    assert found.part_of == values.spec.row_labels["total"]


def test_an_undivided_row_compares_with_its_group() -> None:
    """（六） as one row and as three is one figure."""
    divided = table("applications", EDITIONS[0])
    single = divided.undivided
    rows = {name for name, parts in divisions("applications").items() for name in (name, *parts)}
    reports = []
    for year, spec in ((2023, single), (2024, divided)):
        cells = {ref: 2 if ref.row in rows else 1 for ref in spec.cells if ref.column != "total"}
        entered: dict[CellRef, CellValue] = {**cells}
        own = Applications(TableValues(spec, entered))
        reports.append(SeenReport(agency="甲局", year=year, applications=own))
    comparison = compare(reports)
    figures = row(comparison, "applications.other.total").figures
    assert [figure.number for figure in figures] == [12, 36]
    assert "栏目各年不同" in comparison.remarks[-1]


def test_what_is_no_number_is_not_compared() -> None:
    """A blank has no change, and nothing is taken for 0."""
    blank = report(2023)
    assert blank.remedies is not None
    ref = CellRef("remedies", "reconsideration", "upheld")
    broken = blank.with_tables({"remedies": Remedies(blank.remedies.values.changed({ref: BLANK}))})
    first, second = row(compare([broken, report(2024)]), str(ref)).figures
    assert first.number is None
    assert (second.number, second.change, second.growth) == (3, None, None)


def test_a_blank_is_told_from_what_was_not_read(tmp_path: Path) -> None:
    """空白 for a cell printed empty, the words of one that holds words, — for one nobody saw."""
    given = report(2023)
    assert given.remedies is not None
    total = CellRef("remedies", "reconsideration", "total")
    upheld, corrected = (
        CellRef("remedies", "reconsideration", column) for column in ("upheld", "corrected")
    )
    values = given.remedies.values.changed({total: BLANK, upheld: Text("/")})
    unread = TableValues(
        values.spec, {ref: value for ref, value in values.entered.items() if ref != corrected}
    )
    comparison = compare([given.with_tables({"remedies": Remedies(unread)}), report(2024)])
    shown = {total: "空白", upheld: "/", corrected: "—"}
    lines = list(lines_of(comparison))
    (tmp_path / "对比.xlsx").write_bytes(workbook(comparison))
    sheet = openpyxl.load_workbook(tmp_path / "对比.xlsx")["对比"]
    cells = {cells[0].value: cells[1].value for cells in sheet.iter_rows()}
    tree = as_json(comparison)["figures"]
    instead = {each["address"]: each["years"]["2023"]["instead"] for each in tree}
    for ref, words in shown.items():
        found = row(comparison, str(ref))
        (line,) = [line for line in lines if line.startswith(found.label)]
        assert line.removeprefix(found.label).split()[0] == words
        assert cells[found.label] == words
        assert instead[str(ref)] == {"空白": "", "/": "/", "—": None}[words]


REMARKS = {
    "agency": ([report(2023), SeenReport(agency="乙局", year=2024)], "机关名称不同：甲局、乙局"),
    "gap": ([report(2021), report(2024)], "2021 年度与 2024 年度之间缺报告"),
    "table": ([report(2023), report(2024)], "2023 年度的报告里没有“二、主动公开政府信息情况”"),
}


@pytest.mark.parametrize("name", REMARKS)
def test_what_a_reader_has_to_know_is_said(name: str) -> None:
    """Other agencies, years between, tables that were not seen."""
    reports, message = REMARKS[name]
    assert message in "\n".join(compare(reports).remarks)


def test_one_report_a_year() -> None:
    """One report, or two of one year, are refused."""
    with pytest.raises(UsageError, match="至少要两份报告"):
        compare([report(2024)])
    with pytest.raises(UsageError, match="2024 年度的报告不止一份"):
        compare([report(2024), report(2024)])


def test_json_keeps_every_digit() -> None:
    """Whole numbers are numbers, decimals are texts as printed."""
    tree = as_json(compare([gkdoc.load(path) for path in EXAMPLES]))
    figures = {each["address"]: each for each in tree["figures"]}
    assert figures["proactive.fees.amount"]["years"]["2024"]["number"] == "57352.18"
    assert figures[RECEIVED]["years"]["2024"]["number"] == 2365
    assert tree["years"] == [2019, 2023, 2024]
    assert len(tree["agencies"]) == len(EXAMPLES)


def test_the_workbook_shows_the_same_figures(tmp_path: Path) -> None:
    """Numbers as numbers, shares as percentages; read back by another library."""
    comparison = compare([report(2023, 2), report(2024, 3)])
    (tmp_path / "对比.xlsx").write_bytes(workbook(comparison))
    sheet = openpyxl.load_workbook(tmp_path / "对比.xlsx")["对比"]
    cells = next(row for row in sheet.iter_rows() if row[0].value == "行政复议 · 结果维持")
    assert [cell.value for cell in cells[:7]] == [
        "行政复议 · 结果维持", 2, 0.6667, 3, 0.75, 1, 0.5,
    ]  # fmt: skip
    assert cells[2].number_format == "0.00%"


def test_the_command_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text and JSON on the console, remarks on the error stream, the workbook on request."""
    files = [str(path) for path in EXAMPLES]
    assert cli.main(["compare", *files, "-o", str(tmp_path / "对比.xlsx")]) == 0
    said = capsys.readouterr()
    assert "2024 年" in said.out.splitlines()[0]
    assert "机关名称不同" in said.err
    assert (tmp_path / "对比.xlsx").exists()
    assert cli.main(["compare", *files, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["gkdoc"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [str(EXAMPLES[0])],
        [str(EXAMPLES[0]), str(EXAMPLES[0])],
        [str(EXAMPLES[0]), "没有.yaml"],
        [*map(str, EXAMPLES), "-o", "对比.csv"],
        [],
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["compare", *arguments]) == 2
    assert not list(tmp_path.iterdir())


def test_not_entered_is_no_number() -> None:
    """A table of which nothing was seen gives rows without numbers."""
    empty = Applications(TableValues(table("applications", EDITIONS[0]), {}))
    reports = [SeenReport(agency="甲局", year=year, applications=empty) for year in (2023, 2024)]
    assert empty.values["received", "total"] is NOT_ENTERED
    assert {figure.number for each in compare(reports).rows for figure in each.figures} == {None}
