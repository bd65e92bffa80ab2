"""Registers account for every row: nothing in them is passed over, and the reckoning adds up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.cli import main as cli
from gkdoc.tasks.ledger import Ledger, as_json, ledger, workbook
from gkdoc.tasks.ledger.vocabulary import TABLE
from tests.tools.registers import APPLICANTS, DATES, HEADERS, OUTCOMES, YEAR

MORE = (*HEADERS, "件数", "备注")
USUAL = ("自然人", f"{YEAR}-03-01", f"{YEAR}-03-20", "予以公开")
RECEIVED = f"{TABLE}.received.total"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for registers."""
    return tmp_path_factory.mktemp("registers")


def of_rows(folder: Path, *rows: tuple[str, ...], headers: tuple[str, ...] = MORE) -> Ledger:
    """The ledger of a CSV file with these rows."""
    target = io.StringIO()
    csv.writer(target).writerows([headers, *rows])
    path = folder / "台账.csv"
    path.write_text(target.getvalue(), encoding="utf-8")
    return ledger(path, YEAR)


def row(number: str, count: str = "", remark: str = "", outcome: str = USUAL[3]) -> tuple[str, ...]:
    """A row of a register."""
    return (number, *USUAL[:3], outcome, count, remark)


def total(made: Ledger, address: str = RECEIVED) -> object:
    """A figure of table three."""
    return {str(ref): value for ref, value in made.table.values}[address]


def assert_adds_up(made: Ledger) -> None:
    """Every row and every case is in one part of the account, wherever it is told."""
    found = made.reckoning
    assert found.rows == made.rows == found.counted + found.not_counted
    assert found.cases == sum(each.cases for each in made.counted)
    assert found.cases == found.received + found.carried_in
    told = as_json(made)
    assert {key: told["reckoning"][key] for key in asdict(found)} == asdict(found)
    assert sum(told["reckoning"]["cases_of_rows"].values()) == found.cases
    lists = [told[name] for name in ("unplaced", "repeated", "outside")]
    assert found.not_counted == sum(map(len, lists))
    assert found.rows == told["counted"] + found.not_counted
    results = found.cases - int(str(total(made, f"{TABLE}.carried_out.total")))
    assert total(made, f"{TABLE}.total.total") == results


NUMBERS = (
    "",
    "2024-001",
    "2024-002、2024-003",
    "2024-004～006",
    "2024-001（补正）",
    "作废2024-007",
)
REMARKS = ("", "作废", "误录", "申请人撤销申请", "重复登记", "转市住建局办理", "邮寄")
SOME_ROWS = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.sampled_from((*APPLICANTS, "不详")),
        st.sampled_from((*DATES, "")),
        st.sampled_from((*DATES, "", "去年")),
        st.sampled_from((*OUTCOMES, "办理中", "已阅", "")),
        st.sampled_from(("", "1", "2", "3件", "0", "两件")),
        st.sampled_from(REMARKS),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(SOME_ROWS)
def test_the_reckoning_adds_up(folder: Path, rows: list[tuple[str, ...]]) -> None:
    """Rows = counted + not counted, cases = 新收 + 上年结转, in values, JSON and table three."""
    assert_adds_up(of_rows(folder, *rows))


DOUBTFUL = {
    "several": (row("2024-005、2024-006"), "像是有 2 个编号"),
    "several in lines": (row("2024-005\n2024-006"), "像是有 2 个编号"),
    "from to": (row("2024-003～005"), "像是有 2 个编号"),
    "no count": (row("2024-005", "若干"), "件数“若干”不是件数"),
    "none": (row("2024-005", "0"), "件数“0”不是件数"),
    "void": (row("2024-005", remark="作废"), "备注写着“作废”"),
    "withdrawn entry": (row("2024-005", remark="已撤销"), "备注写着“已撤销”"),
    "slip": (row("2024-005", remark="误录，见下一行"), "备注写着“误录，见下一行”"),
    "twice": (row("2024-005", remark="重复登记"), "备注写着“重复登记”"),
    "joined": (row("2024-005", remark="与2024-003号并案"), "备注写着"),
    "passed on": (row("2024-005", remark="转县住建局办理"), "备注写着"),
    "in the number": (row("2024-005（作废）"), "申请编号写着“2024-005(作废)”"),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_a_row_puts_in_doubt_is_not_counted(name: str, folder: Path) -> None:
    """It is listed with its row and the reason; the others count."""
    doubtful, reason = DOUBTFUL[name]
    made = of_rows(folder, row("2024-001"), doubtful, row("2024-002"))
    (unplaced,) = made.unplaced
    assert unplaced.entry.row >= 3
    assert reason in unplaced.reason
    assert total(made) == 2
    assert_adds_up(made)


SOUND = {
    "taken back": row("2024-005", remark="申请人撤销申请", outcome="撤回"),
    "asked again": row("2024-005", remark="重复", outcome="重复申请"),
    "told where": row("2024-005", remark="已转告向县住建局申请", outcome="信息不存在"),
    "a number of several pieces": row("〔2024〕 第 5 号"),
    "blank": row("2024-005", " ", "/"),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_in_no_doubt_counts(name: str, folder: Path) -> None:
    """A remark that says what the result says, or nothing of the matter."""
    made = of_rows(folder, SOUND[name])
    assert total(made) == 1
    assert not made.unplaced


def test_a_row_of_several_cases_counts_as_many(folder: Path) -> None:
    """By its column 件数, in what came in and in the result; somebody is asked to look at it."""
    made = of_rows(folder, row("2024-001", "3"), row("2024-002", "1件"), row("2024-003"))
    assert total(made) == total(made, f"{TABLE}.granted.total") == 5
    (doubtful,) = made.doubtful
    assert "件数是 3，按 3 件计入" in doubtful.reason
    assert as_json(made)["reckoning"]["cases_of_rows"] == {"2": 3, "3": 1, "4": 1}
    assert_adds_up(made)


def test_a_doubtful_row_gives_way_to_a_sound_one(folder: Path) -> None:
    """Of two rows with one number the one without 重复登记 counts, whichever stands first."""
    for rows in (
        (row("2024-001", remark="重复登记"), row("2024-001")),
        (row("2024-001"), row("2024-001", remark="重复登记")),
        (row("2024-001"), row("2024-001（补正）")),
    ):
        made = of_rows(folder, *rows)
        assert (total(made), len(made.repeated), len(made.unplaced)) == (1, 1, 0)


HEADS: dict[str, tuple[list[tuple[str, ...]], str, tuple[str, ...]]] = {
    "the lower row has what is needed": (
        [
            ("申请编号", "收到日期", "申请情况", "", "办理情况", ""),
            ("", "", "申请人类型", "申请日期", "答复日期", "办理结果"),
        ],
        "A1:A2 B1:B2 C1:D1 E1:F1",
        ("{number}", "{received}", "自然人", "2023-12-30", "2024-03-20", "公开"),
    ),
    "three rows": (
        [
            ("序号", "申请情况", "", "", "", "办理情况", ""),
            ("", "申请", "", "申请人", "", "答复", ""),
            ("", "编号", "收到日期", "类型", "姓名", "日期", "结果"),
        ],
        "A1:A3 B1:E1 F1:G1 B2:C2 D2:E2 F2:G2",
        ("1", "{number}", "{received}", "自然人", "甲", "2024-03-20", "公开"),
    ),
    "the upper row has what is needed": (
        [
            ("申请编号", "申请人类型", "收到日期", "答复日期", "办理结果", "", "备注"),
            ("", "", "", "", "结果", "具体情形", ""),
        ],
        "A1:A2 B1:B2 C1:C2 D1:D2 E1:F1 G1:G2",
        ("{number}", "自然人", "{received}", "2024-03-20", "无法提供", "信息不存在", ""),
    ),
}


@pytest.mark.parametrize("cells", ["merged", "apart"])
@pytest.mark.parametrize("name", HEADS)
def test_headers_in_several_rows_are_all_read(name: str, cells: str, folder: Path) -> None:
    """The number that is in the upper row finds doubles, its 收到日期 the year."""
    heads, merged, application = HEADS[name]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["某局依申请公开台账"])
    for head in heads:
        sheet.append([words or None for words in head])
    for number, received in (("001", "2024-03-01"), ("001", "2024-03-01"), ("002", "2024-01-02")):
        said = {"number": f"2024-{number}", "received": received}
        sheet.append([words.format(**said) for words in application])
    for each in merged.split() if cells == "merged" else ():
        sheet.merge_cells(shifted(each))
    path = folder / "台账.xlsx"
    book.save(path)
    made = ledger(path, YEAR)
    assert [each.reason for each in made.unplaced] == []
    assert len(made.repeated) == 1
    assert total(made) == 2
    assert made.reckoning.carried_in == 0
    detail = "unavailable.not_held" if "具体情形" in str(heads) else "granted"
    assert total(made, f"{TABLE}.{detail}.total") == 2
    assert_adds_up(made)


def shifted(cells: str) -> str:
    """The range one row further down."""
    return ":".join(f"{cell[0]}{int(cell[1:]) + 1}" for cell in cells.split(":"))


def test_the_reckoning_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the text, and at the head of table three in the workbook; each row with its cases."""
    monkeypatch.chdir(folder)
    made = of_rows(folder, row("2024-001", "3"), row("2024-002", remark="作废"))
    lines = [
        "核对：台账 2 行 ＝ 计入 1 行 ＋ 没有计入 1 行",
        "核对：计入 3 件 ＝ 本年新收 3 件 ＋ 上年结转 0 件",
    ]
    assert cli.main(["ledger", "台账.csv", "--year", str(YEAR), "-o", "表三.yaml"]) == 1
    said = capsys.readouterr()
    assert all(line in said.out.splitlines() for line in lines)
    assert "第 3 行：备注写着“作废”" in said.err
    book = openpyxl.load_workbook(io.BytesIO(workbook(made)))
    heads = [cells[0] for cells in book["表三"].values]
    assert "；".join(lines) in heads
    assert [cells[6] for cells in book["逐行"].values] == ["件数", 3]
