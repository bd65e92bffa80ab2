"""Files that hold registers: workbooks and CSV as they come from offices, sound and broken."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

import gkdoc
from gkdoc.cli import main as cli
from gkdoc.errors import InputError
from gkdoc.read.sheets import sheet_marks
from gkdoc.tasks.ledger import Ledger, as_json, ledger, workbook
from gkdoc.tasks.ledger.counting import make_ledger
from gkdoc.tasks.ledger.entries import read_register
from gkdoc.tasks.ledger.mapping import read_mapping
from tests.tools.places import ROOT
from tests.tools.registers import HEADERS, YEAR, as_csv

ROWS = [
    ("2024-001", "自然人", "2024-03-01", "2024-03-20", "予以公开"),
    ("2024-002", "公司", "2024-12-30", "", ""),
]
EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"


def ledger_of(path: Path, sheets: Sequence[str] = ()) -> Ledger:
    """The ledger of a file."""
    with read_register(path, sheets=sheets) as register:
        return make_ledger(register.entries, YEAR)


def saved(path: Path, rows: Sequence[Sequence[Any]], title: str = "台账") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def figures(ledger: Ledger) -> list[str]:
    """The rows and columns with a figure, totals left out."""
    return sorted(
        f"{ref.row}.{ref.column}"
        for ref, value in ledger.table.values.entered.items()
        if value != 0 and "total" not in (ref.row, ref.column)
    )


EXPECTED = [
    "carried_out.business",
    "granted.natural_person",
    "received.business",
    "received.natural_person",
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_in_every_encoding(encoding: str, sign: str, tmp_path: Path) -> None:
    """With and without a mark, with commas, tabs or semicolons."""
    path = tmp_path / "台账.csv"
    path.write_bytes(as_csv(ROWS).replace(",", sign).encode(encoding))
    assert figures(ledger_of(path)) == EXPECTED


def test_a_workbook_keeps_dates_in_many_ways(tmp_path: Path) -> None:
    """Real dates, dates with a time, serial numbers and texts, side by side."""
    days: list[object] = [
        datetime.date(2024, 3, 1),
        datetime.datetime(2024, 3, 1, 9, 30),  # noqa: DTZ001 - a spreadsheet has no zones
        45352,
        45352.4,
        "2024/3/1",
    ]
    rows = [(number, "自然人", day, "2024-03-20", "予以公开") for number, day in enumerate(days)]
    ledger = ledger_of(saved(tmp_path / "台账.xlsx", [HEADERS, *rows]))
    assert {each.entry.received for each in ledger.counted} == {datetime.date(2024, 3, 1)}
    assert len(ledger.counted) == len(days)


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    """Workbooks from older Macintoshes: the same numbers are other days."""
    path = tmp_path / "台账.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, ("2024-001", "自然人", 45352 - 1462, 45371 - 1462, "予以公开"))
    book.close()
    (counted,) = ledger_of(path).counted
    assert counted.entry.received == datetime.date(2024, 3, 1)
    assert counted.entry.answered == datetime.date(2024, 3, 20)


def test_titles_blank_rows_and_strange_columns_do_not_matter(tmp_path: Path) -> None:
    """The headers are looked for; rows are named as the spreadsheet numbers them."""
    rows: list[Sequence[object]] = [
        ["依申请公开台账"],
        [],
        ["备注", *(f" {name[:2]}\n{name[2:]}" for name in HEADERS)],
        ["a", *ROWS[0]],
        [None, "  ", None],
        ["b", *ROWS[1]],
    ]
    ledger = ledger_of(saved(tmp_path / "台账.xlsx", rows))
    assert figures(ledger) == EXPECTED
    assert [each.entry.row for each in ledger.counted] == [4, 6]


def test_two_columns_for_one_thing(tmp_path: Path) -> None:
    """Kind and case of the applicant, group and case of the outcome, each in a column."""
    rows = [
        ("申请编号", "申请人类型", "申请人细类", "收到日期", "答复日期", "办理结果", "具体情形"),
        ("1", "自然人", "", "2024-03-01", "2024-03-20", "予以公开", ""),
        ("2", "法人或其他组织", "商业企业", "2024-03-01", "2024-03-20", "不予公开", "国家秘密"),
    ]
    ledger = ledger_of(saved(tmp_path / "台账.xlsx", rows))
    assert "denied.state_secret.business" in figures(ledger)
    assert not ledger.unplaced


def test_a_formula_without_its_result_is_listed(tmp_path: Path) -> None:
    """Its cell looks empty, but an application that was answered is not carried out for that."""
    rows = [HEADERS, (*ROWS[0][:3], "=C2+19", "予以公开"), ROWS[1]]
    ledger = ledger_of(saved(tmp_path / "台账.xlsx", rows))
    (unplaced,) = ledger.unplaced
    assert "公式没有算出的结果" in unplaced.reason
    assert len(ledger.counted) == 1


def test_a_formula_of_several_cells_is_listed_too(tmp_path: Path) -> None:
    """openpyxl gives it as an object; and some programs write all names with a prefix."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, ROWS[0]])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["D2"] = ArrayFormula("D2", "=C2+19")
    book.active["E2"] = None
    book.save(path)
    for rewritten in (path, with_sheet(path, lambda xml: re.sub("<(/?)([a-z])", r"<\1x:\2", xml))):
        (unplaced,) = ledger_of(rewritten).unplaced
        assert "公式没有算出的结果" in unplaced.reason


def with_sheet(path: Path, change: Callable[[str], str]) -> Path:
    """The workbook with the XML of its sheet changed."""
    other = path.with_name(f"另 {path.name}")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(other, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                changed = change(content.decode().replace(' xmlns="', ' xmlns:x="', 1))
                content = changed.encode()
            target.writestr(name, content)
    return other


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    """As =IF(F2="","",F2) before there is an answer; Excel writes an empty text for it."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, (*ROWS[0][:3], '=IF(F2="","",F2)', "")])
    emptied = path.with_name("空文字.xlsx")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(emptied, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                assert b'<c r="D2"><f>' in content
                content = content.replace(b'<c r="D2"><f>', b'<c r="D2" t="str"><f>')
            target.writestr(name, content)
    (counted,) = ledger_of(emptied).counted
    assert counted.ended == "carried_out"


def test_a_cell_that_is_merged_with_the_one_above_is_not_empty(tmp_path: Path) -> None:
    """Two rows with one answer for both: the second is not taken for one without an answer."""
    rows = [HEADERS, ROWS[0], ("2024-009", *ROWS[0][1:3], None, None), ROWS[1]]
    path = saved(tmp_path / "台账.xlsx", rows)
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.merge_cells("D2:D3")
    book.active.merge_cells("E2:E3")
    book.save(path)
    ledger = ledger_of(path)
    (unplaced,) = ledger.unplaced
    assert (unplaced.entry.row, len(ledger.counted)) == (3, 2)
    assert unplaced.reason == "答复日期：单元格与上面一行的合并了，请取消合并，逐行填写"


def test_headers_and_rows_may_be_merged(tmp_path: Path) -> None:
    """What is merged over two rows is one row; the second is none of its own."""
    rows: list[Sequence[object]] = [HEADERS, [], ROWS[0], [], ROWS[1]]
    path = saved(tmp_path / "台账.xlsx", rows)
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for column in "ABCDE":
        book.active.merge_cells(f"{column}1:{column}2")
        book.active.merge_cells(f"{column}3:{column}4")
    book.save(path)
    ledger = ledger_of(path)
    assert figures(ledger) == EXPECTED
    assert ledger.rows == 2


def test_headers_may_stand_in_two_rows(tmp_path: Path) -> None:
    """答复情况 over 答复日期, 办理结果, the others merged over both rows or above empty cells."""
    rows: list[Sequence[object]] = [
        ("青禾县台账",),
        ("申请编号", "申请人类型", "收到日期", "答复情况", None),
        (None, None, None, "答复日期", "办理结果"),
        *ROWS,
    ]
    path = saved(tmp_path / "台账.xlsx", rows)
    assert figures(ledger_of(path)) == EXPECTED
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "A1:E1"):
        book.active.merge_cells(merged)
    book.save(path)
    assert figures(ledger_of(path)) == EXPECTED


def test_a_row_of_applications_is_no_second_row_of_headers(tmp_path: Path) -> None:
    """Its words do not decide which of two columns is meant."""
    rows = [(*HEADERS, "答复时间"), (*(None for _ in HEADERS), "2024-03-20"), *ROWS]
    with pytest.raises(InputError, match="有几列都像是“答复日期”"):
        ledger_of(saved(tmp_path / "台账.xlsx", rows))


def test_hidden_rows_count_and_are_said(tmp_path: Path) -> None:
    """A filter may hide them; they are applications all the same."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, *ROWS])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.row_dimensions[2].hidden = True
    book.save(path)
    assert figures(ledger_of(path)) == EXPECTED
    with read_register(path) as register:
        assert "有 1 行是隐藏的，也照样读取" in register.said
        assert ledger(path, YEAR).said == register.said


@pytest.mark.parametrize("piece", [7, 64, 1 << 20])
def test_marks_are_found_wherever_the_pieces_end(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet is looked through in pieces, and a piece may end inside a tag."""
    monkeypatch.setattr(sheet_marks, "_PIECE", piece)
    path = saved(tmp_path / "台账.xlsx", [HEADERS, (*ROWS[0][:3], "=C2+19", "")])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.merge_cells("B2:C4")
    for row in (2, 5, 6):
        book.active.row_dimensions[row].hidden = True
    book.save(path)
    with zipfile.ZipFile(path) as package:
        marks = sheet_marks.marks_of(package, "xl/worksheets/sheet1.xml")
    assert marks == sheet_marks.Marks(
        formulas=True, hidden_rows=3, joined=(sheet_marks.Joined(3, 4, 1, 2),)
    )


def test_numbers_that_lost_digits_are_listed(tmp_path: Path) -> None:
    """A spreadsheet keeps fifteen digits: two numbers of eighteen may look like one."""
    rows = [(2024 * 10**14 + number, *ROWS[0][1:]) for number in (1, 2)]
    kept = [(2024 * 10**10 + number, *ROWS[0][1:]) for number in (1, 2)]
    ledger = ledger_of(saved(tmp_path / "台账.xlsx", [HEADERS, *rows, *kept]))
    assert [each.entry.row for each in ledger.unplaced] == [2, 3]
    assert [each.entry.number for each in ledger.counted] == ["20240000000001", "20240000000002"]


def test_numbers_of_rows_begin_anew_in_each_sheet(tmp_path: Path) -> None:
    """序号 1 of the first half and 序号 1 of the second are two applications."""
    path = tmp_path / "台账.xlsx"
    saved(path, [("序号", *HEADERS[1:]), (1, *ROWS[0][1:])], "上半年")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("下半年")
    for row in [("序号", *HEADERS[1:]), (1, *ROWS[0][1:]), (1, *ROWS[0][1:])]:
        sheet.append(list(row))
    book.save(path)
    ledger = ledger_of(path, ["上半年", "下半年"])
    assert (len(ledger.counted), len(ledger.repeated)) == (2, 1)
    for sheet in book.worksheets:
        sheet["A1"] = "申请编号"
    book.save(path)
    ledger = ledger_of(path, ["上半年", "下半年"])
    assert (len(ledger.counted), len(ledger.repeated)) == (1, 2)


def test_sheets_that_are_not_read_are_said(tmp_path: Path) -> None:
    """One that may be a register with a misprint in its headers is asked for, not passed over."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, *ROWS])
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明").append(["填表说明"])
    book.create_sheet("空白")
    book.save(path)
    with read_register(path) as register:
        assert [words for words in register.said if "没有读" in words] == [
            "没有读工作表“说明”，它不像台账"
        ]
    half = book.create_sheet("下半年")
    half.append(["申请编号", "申请人内型", *HEADERS[2:]])
    half.append(list(ROWS[0]))
    book.save(path)
    with pytest.raises(InputError, match="有几张工作表都像台账：“台账”、“下半年”"):
        ledger_of(path)
    assert figures(ledger_of(path, ["台账"])) == EXPECTED


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_title_does_not_hide_the_delimiter(sign: str, tmp_path: Path) -> None:
    """The row above the headers has none, or a comma of its own."""
    path = tmp_path / "台账.csv"
    text = as_csv(ROWS).replace(",", sign)
    path.write_text(f"青禾县,2024 年度台账\n{text}", encoding="utf-8")
    assert figures(ledger_of(path)) == EXPECTED


def test_cells_of_several_lines_are_cells(tmp_path: Path) -> None:
    """Words with line ends and commas in quotation marks are no rows."""
    rows = [(*row, "申请公开：\n一,甲,乙\n二,丙,丁") for row in ROWS]
    path = tmp_path / "台账.csv"
    path.write_text(as_csv(rows, (*HEADERS, "内容")), encoding="utf-8")
    assert figures(ledger_of(path)) == EXPECTED


def test_several_sheets_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which of them is not guessed; rows are then named with their sheet."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, ROWS[0]], "上半年")
    book = openpyxl.load_workbook(path)
    for title in ("下半年", "说明"):
        sheet = book.create_sheet(title)
        for row in [HEADERS, ROWS[1]] if title == "下半年" else [["填表说明"]]:
            sheet.append(row)
    book.save(path)
    with pytest.raises(InputError, match="有几张工作表都像台账：“上半年”、“下半年”"):
        ledger_of(path)
    assert figures(ledger_of(path, ["上半年", "下半年"])) == EXPECTED
    with pytest.raises(InputError, match="没有工作表“三季度”；有：上半年、下半年、说明"):
        ledger_of(path, ["三季度"])
    with pytest.raises(InputError, match="工作表“说明”：没有找到“申请人类型”一列"):
        ledger_of(path, ["说明"])
    details = tmp_path / "去向.json"
    asked = ["--sheet", "上半年", "--sheet", "下半年", "--details", str(details)]
    out = tmp_path / "表三.yaml"
    assert cli.main(["ledger", str(path), "--year", "2024", "-o", str(out), *asked]) == 0
    rows = json.loads(details.read_text(encoding="utf-8"))["cells"]["applications.received.total"]
    assert rows == ["上半年!2", "下半年!2"]
    capsys.readouterr()


def _zip(names: Sequence[str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return target.getvalue()


BROKEN: dict[str, tuple[bytes, str]] = {
    "空.csv": (b"", "文件是空的"),
    "旧.xls": (b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Excel（.xls）或加了密码的文件"),
    "文档.docx": (_zip(["word/document.xml"]), "不是 Excel 工作簿（.xlsx），也不是 CSV"),
    "坏.xlsx": (b"PK\x03\x04" + bytes(100), "这个工作簿已损坏"),
    "空壳.xlsx": (_zip(["xl/workbook.xml", "[Content_Types].xml"]), "这个工作簿已损坏"),
    "乱码.csv": (
        as_csv(ROWS * 3).encode() + b"\xff\xff\xff",
        "第 8 行第 1 列：从这一行起有读不出的内容",
    ),
    "没有列.csv": (
        as_csv(ROWS, ("编号", "姓名", "收到日期", "答复日期", "结果")).encode(),
        "没有找到“申请人类型”一列",
    ),
    "两列.csv": (
        as_csv(ROWS, ("答复时间", *HEADERS[1:])).encode(),
        "有几列都像是“答复日期”：第 1 列“答复时间”、第 4 列“答复日期”",
    ),
    "没有关上.csv": (
        (as_csv(ROWS).strip() + ',"同上\n' + as_csv(ROWS[:1], ROWS[1])).encode(),
        "第 3 行第 1 列：从这里起不是 CSV 表格",
    ),
    "同上.csv": (
        "\n".join(
            ",".join(row)
            for row in [(*HEADERS, "备注"), (*ROWS[0], '"'), (*ROWS[0], ""), (*ROWS[0], '"')]
        ).encode(),
        "第 2 行第 1 列：这一行有个单元格里含有别的行的内容",
    ),
    "引号.csv": (as_csv(ROWS * 3).encode() + b'"' + b"a" * (1024 * 1024 + 1), "不是 CSV 表格"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_registers_are_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, the reason in words, no file, no traceback."""
    content, message = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "表三.yaml"
    assert cli.main(["ledger", str(tmp_path / name), "--year", "2024", "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said
    assert not out.exists()


MAPPINGS = {
    "列:\n  收到日期: 来件\n": "没有标题是“来件”的一列（对照文件里的“收到日期”）",
    "行:\n  a: b\n": "不认识的名称“行”",
    "列:\n  收到日旗: 来件\n": "是不是“收到日期（received）”",
    "结果:\n  办结: 公开了\n": "“公开了”不是表三的名称",
    "申请人:\n  业主: 业主们\n": "“业主们”不是表三的名称",
    "办理中: 等等\n": "这里应是词语的列表",
    "- a\n": "对照文件应逐项写",
    "结果: [a]\n": "这里应逐项写",
    "结果:\n  办结: 予以公开\n  办 结: 部分公开\n": "写了两次",
}


@pytest.mark.parametrize("text", MAPPINGS)
def test_broken_mappings_are_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 and what was expected."""
    (tmp_path / "台账.csv").write_text(as_csv(ROWS), encoding="utf-8")
    (tmp_path / "对照.yaml").write_text(text, encoding="utf-8")
    arguments = ["ledger", str(tmp_path / "台账.csv"), "--year", "2024"]
    given = ["-o", str(tmp_path / "表三.yaml"), "--map", str(tmp_path / "对照.yaml")]
    assert cli.main([*arguments, *given]) == 2
    assert MAPPINGS[text] in capsys.readouterr().err


def test_a_mapping_names_columns_words_and_rows(tmp_path: Path) -> None:
    """Headers and words of the office's own, with labels or names of the form."""
    path = tmp_path / "对照.yaml"
    path.write_text(
        "列:\n  收到日期: 来件日\n申请人:\n  业主: 其他\n"
        "结果:\n  办结: （一）予以公开\n  退件: other.other\n办理中: [等候]\n",
        encoding="utf-8",
    )
    mapping = read_mapping(path)
    assert mapping.columns == {"received": "来件日"}
    assert mapping.applicants == {"业主": "other"}
    assert mapping.outcomes == {"办结": "granted", "退件": "other.other"}
    assert mapping.open == {"等候"}


USAGE = [
    ["-o", "表三.txt"],
    ["-o", "表三.yaml", "--workbook", "去向.csv"],
    ["-o", "表三.yaml", "--details", "去向.yaml"],
    ["-o", "表三.json", "--details", "表三.json"],
    ["-o", "表三.yaml", "--into", str(EXAMPLE), "--agency", "甲局"],
    ["-o", "表三.yaml", "--into", str(EXAMPLE.with_name("county-bureau-2019.yaml"))],
    ["-o", "台账.csv"],
    [],
]


@pytest.mark.parametrize("arguments", USAGE, ids=str)
def test_nothing_is_written_for_what_contradicts_itself(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2: wrong endings, one file for two things, two agencies, another year."""
    monkeypatch.chdir(tmp_path)
    Path("台账.csv").write_text(as_csv(ROWS), encoding="utf-8")
    assert cli.main(["ledger", "台账.csv", "--year", "2024", *arguments]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["台账.csv"]


def test_the_table_goes_into_a_data_file(tmp_path: Path) -> None:
    """With --into everything else stays; without, the file holds the table alone."""
    path = tmp_path / "台账.csv"
    path.write_text(as_csv(ROWS), encoding="utf-8")
    whole, alone = tmp_path / "全.yaml", tmp_path / "表.json"
    arguments = ["ledger", str(path), "--year", "2024", "-o"]
    assert cli.main([*arguments, str(whole), "--into", str(EXAMPLE)]) == 0
    assert cli.main([*arguments, str(alone), "--agency", "甲局"]) == 0
    before, after = gkdoc.load(EXAMPLE), gkdoc.load(whole)
    assert after.prose == before.prose
    assert after.applications == ledger_of(path).table != before.applications
    report = gkdoc.load(alone, partial=True)
    assert (report.agency, list(report.tables)) == ("甲局", ["applications"])


def test_unplaced_rows_are_said_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1: the table is there, what is not in it is listed on the console and in the files."""
    path = tmp_path / "台账.csv"
    path.write_text(as_csv([*ROWS, ("=1+1", "法人", *ROWS[0][2:])]), encoding="utf-8")
    outputs = [tmp_path / name for name in ("表三.yaml", "去向.xlsx", "去向.json")]
    arguments = ["-o", str(outputs[0]), "--workbook", str(outputs[1]), "--details", str(outputs[2])]
    assert cli.main(["ledger", str(path), "--year", "2024", *arguments]) == 1
    said = capsys.readouterr()
    assert "共 3 行：计入 2 件，没有归类 1 行，重复 0 行，不属 2024 年度 0 行" in said.out
    assert "第 4 行：申请人类型“法人”没有写是哪一种法人或组织" in said.err
    (unplaced,) = json.loads(outputs[2].read_text(encoding="utf-8"))["unplaced"]
    assert (unplaced["row"], unplaced["number"]) == (4, "=1+1")
    sheet = openpyxl.load_workbook(outputs[1])["没有归类"]
    cell = sheet["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_every_row_stands_in_the_workbook_and_in_the_details(tmp_path: Path) -> None:
    """Once, in the place that the ledger gives it; and table three as it is."""
    rows = [
        *ROWS,
        ("2024-003", "公司", *ROWS[0][2:4], "部分公开"),
        ("2024-003", "公司", *ROWS[0][2:4], "部分公开"),
        ("2024-004", "自然人", "2024-01-02", "2024-12-30", "撤回"),
        ("2024-005", "法人", *ROWS[0][2:]),
        ("2023-001", "自然人", "2023-03-01", "2023-03-20", "予以公开"),
        ("2025-001", "自然人", "2025-03-01", "", ""),
    ]
    path = tmp_path / "台账.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    ledger = ledger_of(path)
    book = openpyxl.load_workbook(io.BytesIO(workbook(ledger)))
    listed = {name: list(book[name].values)[1:] for name in book.sheetnames[1:]}
    assert {name: [row[0] for row in found] for name, found in listed.items()} == {
        "逐行": [2, 3, 4, 6],
        "没有归类": [7],
        "重复": [5],
        "不属本年度": [8, 9],
        "请核对": [6],
    }
    labels = ledger.spec.row_labels
    assert [row[-3:] for row in listed["逐行"]] == [
        ("自然人", labels["received"], labels["granted"]),
        ("商业企业", labels["received"], labels["carried_out"]),
        ("商业企业", labels["received"], labels["partly_granted"]),
        ("自然人", labels["received"], labels["other.other"]),
    ]
    assert listed["重复"][0][-2] == 4
    head = next(row for row in book["表三"].values if row[1] is not None)
    printed = {
        (row[0], column): figure
        for row in book["表三"].values
        for column, figure in zip(head[1:], row[1:], strict=True)
        if row[0] in labels.values()
    }
    columns = {each.path: each.label for each in ledger.spec.blocks[0].column_leaves()}
    cells = ledger.table.values.entered.items()
    assert printed == {(labels[ref.row], columns[ref.column]): value for ref, value in cells}
    details = as_json(ledger)
    assert details["figures"] == {str(ref): value for ref, value in cells if value != 0}
    assert {ref: len(found) for ref, found in details["cells"].items()} == details["figures"]
    assert {key: [each["row"] for each in details[key]] for key in FATES} == {
        "unplaced": [7],
        "repeated": [5],
        "outside": [8, 9],
        "doubtful": [6],
    }


FATES = ("unplaced", "repeated", "outside", "doubtful")
SIGNS = (
    "=1+1",
    "+8",
    "-3",
    "@SUM(A1)",
    '=HYPERLINK("http://a1")',
    "http://a2.b",
    "\x07铃",
    "\ud800",
)


def test_no_text_of_a_register_becomes_a_formula(tmp_path: Path) -> None:
    """Neither in Excel's eyes: no <f> in any sheet, no link, and the words are there."""
    path = tmp_path / "台账.xlsx"
    rows = [(sign, "自然人", *ROWS[0][2:]) for sign in SIGNS[:-2]]
    saved(path, [HEADERS])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for place, row in enumerate(rows, start=2):
        for column, words in enumerate(row, start=1):
            cell = book.active.cell(place, column)
            cell.value = words
            cell.data_type = "s"
    book.save(path)
    out = tmp_path / "去向.xlsx"
    arguments = ["-o", str(tmp_path / "表三.yaml"), "--workbook", str(out)]
    assert cli.main(["ledger", str(path), "--year", "2024", *arguments]) == 0
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            content = package.read(name)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
    numbers = [row[1] for row in openpyxl.load_workbook(out)["逐行"].values][1:]
    assert numbers == list(SIGNS[:-2])


def test_the_same_register_gives_the_same_workbook(tmp_path: Path) -> None:
    """No clock in it."""
    path = tmp_path / "台账.csv"
    path.write_text(as_csv(ROWS), encoding="utf-8")
    contents = []
    for name in ("甲.xlsx", "乙.xlsx"):
        out = tmp_path / name
        arguments = ["-o", str(tmp_path / "表三.yaml"), "--workbook", str(out)]
        assert cli.main(["ledger", str(path), "--year", "2024", *arguments]) == 0
        with zipfile.ZipFile(out) as package:
            contents.append({part: package.read(part) for part in package.namelist()})
    assert contents[0] == contents[1]


def test_a_line_of_totals_is_told_as_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beneath the applications: listed like all that is not counted, and what to do with it."""
    path = saved(tmp_path / "台账.xlsx", [HEADERS, *ROWS, ["合计"]])
    (unplaced,) = ledger_of(path).unplaced
    assert (unplaced.entry.row, "合计" in unplaced.reason) == (4, True)
    out = tmp_path / "表三.yaml"
    assert cli.main(["ledger", str(path), "--year", "2024", "-o", str(out)]) == 1
    # The only sheet need not be named with every row.
    assert f"  第 4 行：{unplaced.reason}" in capsys.readouterr().err
