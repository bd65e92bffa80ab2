"""The way of a person who knows only docs/form.md or docs/new.md: last year's file to the report.

The commands are those of the pages, in their order, each in a process of its own; between them a
person works: in LibreOffice, cell by cell, with the mistakes that people make, or in an editor.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import docx
import pytest
from attrs import evolve
from openpyxl import load_workbook

import gkdoc
from gkdoc.formats.workbook import TableSheet
from gkdoc.formats.workbook_words import AGENCY_SHEET, PROSE_SHEET, field_places, prose_columns
from gkdoc.model import Report, completed, printed
from gkdoc.spec import CellRef
from gkdoc.text.marks import MARK
from tests.conftest import PdfText
from tests.tools import Office, Typist, without_spaces
from tests.tools.firing import example
from tests.tools.places import ROOT

pytestmark = pytest.mark.slow

DAY = "2026-01-20"
PROSE: Mapping[str, Sequence[str]] = {
    "overview": (
        "制发政府规章〖规章·本年制发件数〗件，全部在市政府网站公布。",
        "全年新收政府信息公开申请〖申请·本年新收·总计〗件，〖申请·本年新收·总计，比上年增减，件〗。",
        "公文起草时确定公开属性，公开以前逐件审查。",
        "市政府网站四个栏目按月更新。",
        "工作考核的结果已经通报；社会评议的意见已经答复；没有责任追究的情形。",
    ),
    "problems": ("有的解读材料不够通俗。", "请群众代表先读一遍，读不懂的退回重写。"),
    "other_matters": ("没有发出收费通知。", "年度要点已经落实。", "建议和提案按期办结并公开。"),
}
IN_PRINT = "全年新收政府信息公开申请2347件，比上年减少18件。"
"""What the references in the prose above come to, counted by hand."""

SLIPS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("表三", "E7"): ("134件", "GK304"),
    ("表三", "F9"): ("3-5", "GK304"),
    ("表三", "G9"): ("６", "GK304"),
    ("表三", "H10"): ("1,5", "GK304"),
    ("表三", "J13"): ("5", "GK303"),
    ("表二", "B10"): ("三十八万", "GK201"),
    ("表四", "A7"): ("约96", "GK402"),
    (PROSE_SHEET, "C6"): (MARK, "GK118"),
}
"""What is typed wrong into which cell, and under which rule it is told. J13 is a total."""

TOTAL = "=SUM(D13:I13)"


def commands(page: str) -> list[str]:
    """The commands of a page that are to be run, in their order."""
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```sh\n(.*?)\n```", words, re.DOTALL | re.MULTILINE)).split("\n")


def shown(page: str) -> list[str]:
    """The lines of what a page says that a command prints."""
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```text\n(.*?)\n```", words, re.DOTALL | re.MULTILINE)).split(
        "\n"
    )


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as it is typed, in this folder."""
    program, *arguments = shlex.split(command)
    assert program == "gkdoc"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "gkdoc", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def places(said: str, *severities: str) -> dict[str, set[str]]:
    """The rules that are told of each cell."""
    found: dict[str, set[str]] = {}
    for severity, rule, place in re.findall(r"^  (..) (GK\d+)  (\S+!\w+)  ", said, re.MULTILINE):
        if severity in severities:
            found.setdefault(place, set()).add(rule)
    return found


@pytest.fixture(scope="module")
def this_year() -> Report:
    """What the person knows: the figures of the year behind the example, which hang together."""
    last = example("city-government-2024")
    tables = dict(last.tables)
    own = completed(tables["applications"].values)
    changes = {}
    for column in own.spec.rows["received"]:
        out, ended = (own["carried_out", column], own["total", column])
        assert isinstance(out, int)
        assert isinstance(ended, int)
        changes[CellRef("applications", "carried_in", column)] = out
        changes[CellRef("applications", "received", column)] = ended
    tables["applications"] = evolve(tables["applications"], values=own.changed(changes))
    acts = tables["proactive"].values
    for row in ("rules", "normative_documents"):
        issued, repealed, in_force = (acts[row, column] for column in acts.spec.rows[row])
        assert isinstance(issued, int)
        assert isinstance(repealed, int)
        assert isinstance(in_force, int)
        there = CellRef("proactive", row, acts.spec.rows[row][-1])
        acts = acts.changed({there: in_force + issued - repealed})
    tables["proactive"] = evolve(tables["proactive"], values=acts)
    tables["remedies"] = evolve(tables["remedies"], values=completed(tables["remedies"].values))
    return evolve(last, year=2025).with_tables(tables)


def keystrokes(report: Report, form: Path) -> Iterator[tuple[str, str, str]]:
    """Every figure but totals and what is there already, every mark, the day."""
    book = load_workbook(form)
    for table in report.tables.values():
        own = TableSheet(table.values.spec)
        for ref, value in table.values:
            cell = own.reference(ref)
            if ref not in own.sums and book[own.name][cell].value is None:
                yield own.name, cell, printed(value)
    for section, (_, column) in prose_columns().items():
        written = iter(PROSE.get(section, ()))
        for (paragraph,) in book[PROSE_SHEET].iter_rows(min_col=column + 1, max_col=column + 1):
            words = str(paragraph.value or "")
            if MARK in words:
                yield PROSE_SHEET, paragraph.coordinate, words.replace(MARK, next(written))
            elif "【" in words:
                yield PROSE_SHEET, paragraph.coordinate, re.sub("【[^】]*】", "", words)
    (day,) = (place for place in field_places() if place.address == "signature.date")
    yield AGENCY_SHEET, day.reference, DAY


def assert_is_the_report(document: Path, report: Report) -> None:
    """What python-docx finds: each row of the tables with its figures, the prose, no mark."""
    opened = docx.Document(str(document))
    acts, applications, remedies = opened.tables
    for table, key in ((acts, "proactive"), (applications, "applications"), (remedies, "remedies")):
        values = report.tables[key].values
        expected = [
            [printed(values[row, column]) for column in columns]
            for row, columns in values.spec.rows.items()
        ]
        if key == "remedies":
            expected = [[figure for row in expected for figure in row]]
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        found = [_figures(row, key) for row in rows]
        assert [figures for figures in found if figures] == expected
    prose = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert IN_PRINT in prose
    assert "【" not in prose
    assert "2026年1月20日" in prose


def _figures(row: Sequence[str], key: str) -> list[str]:
    """The figures at the end of a row; a cell over several columns is there once."""
    cells = [text for place, text in enumerate(row) if place == 0 or text != row[place - 1]]
    cells = list(row) if key != "proactive" else cells
    figures: list[str] = []
    for text in reversed(cells):
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            break
        figures.insert(0, text)
    return figures


def test_from_last_years_document_by_workbook(
    typist: Typist, office: Office, pdf_text: PdfText, this_year: Report, tmp_path: Path
) -> None:
    """docs/form.md: the form, filled in with mistakes, checked, put right, built, printed."""
    form, check, build = commands("form.md")
    gkdoc.build(example("city-government-2024"), force=True).save(tmp_path / "上年报告.docx")
    (saved,) = office.docx(tmp_path / "上年报告.docx", into=tmp_path / "LibreOffice")
    saved.replace(tmp_path / "上年报告.docx")
    begun = run(form, tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    workbook = tmp_path / "填报表.xlsx"
    right = {(sheet, cell): text for sheet, cell, text in keystrokes(this_year, workbook)}
    wrong = right | {place: typed for place, (typed, _) in SLIPS.items()}

    inserted = tmp_path / "插了一行.xlsx"
    typist.edit(workbook, inserted, inserted=[("表三", 12)])
    refused = run(check.replace(workbook.name, inserted.name), tmp_path)
    assert refused.returncode == 2
    assert "表三!C12" in refused.stderr
    assert "却在 C13" in refused.stderr

    typist.edit(
        workbook,
        workbook,
        unprotected=["表三"],
        texts=[(*place, text) for place, text in wrong.items()],
        renamed=[("表四", "复议诉讼")],
    )
    checked = run(check, tmp_path)
    assert checked.returncode == 1
    told = places(checked.stdout, "错误")
    due = {
        f"{'复议诉讼' if sheet == '表四' else sheet}!{cell}": rule
        for (sheet, cell), (_, rule) in SLIPS.items()
    }
    assert told.keys() == due.keys()
    assert {place: rules & {due[place]} for place, rules in told.items()} == {
        place: {rule} for place, rule in due.items()
    }
    assert "工作表“复议诉讼”应叫“表四”" in checked.stdout
    assert set(shown("form.md")) <= set(checked.stdout.splitlines())
    review = docx.Document(str(tmp_path / "批注.docx"))
    assert review.tables[1].cell(3, 4).text == "134件"
    stopped = run(build, tmp_path)
    assert stopped.returncode == 2
    assert all(place in stopped.stderr for place in due if "J13" not in place)
    assert not (tmp_path / "报告.docx").exists()

    texts = [(sheet, cell, right[sheet, cell]) for sheet, cell in SLIPS if (sheet, cell) in right]
    typist.edit(workbook, workbook, renamed=[("复议诉讼", "表四")])
    typed = typist.edit(workbook, workbook, texts=[*texts, ("表三", "J13", TOTAL)])
    assert typed.refused == ()
    checked = run(check, tmp_path)
    assert (checked.returncode, places(checked.stdout, "错误", "警告")) == (0, {})
    built = run(build, tmp_path)
    assert (built.returncode, built.stderr) == (0, "")

    report = tmp_path / "报告.docx"
    assert_is_the_report(report, this_year)
    assert run("gkdoc check 报告.docx --previous 上年报告.docx", tmp_path).returncode == 0
    (pdf,) = office.pdf(report, into=tmp_path / "pdf")
    words = pdf_text(pdf)
    figures = {printed(value) for _, value in this_year.cells()}
    assert figures <= set(re.findall(r"[0-9]+(?:\.[0-9]+)?", words))
    assert IN_PRINT in without_spaces(words)
    assert "【" not in words
    assert "〖" not in words


def test_from_last_years_document_by_data_file(this_year: Report, tmp_path: Path) -> None:
    """docs/new.md: the draft, written out in an editor, checked, built."""
    new, check, build = commands("new.md")
    gkdoc.build(example("city-government-2024"), force=True).save(tmp_path / "上年报告.docx")
    begun = run(new, tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    draft = tmp_path / "今年.yaml"
    unwritten = draft.read_text(encoding="utf-8")
    checked = run(check, tmp_path)
    assert checked.returncode == 1
    assert checked.stdout.count("这里还没有写") == len(marked_lines(unwritten))
    assert run(build, tmp_path).returncode == 2
    again = run(new, tmp_path)
    assert (again.returncode, draft.read_text(encoding="utf-8")) == (2, unwritten)

    typed = [*rows(this_year), DAY]
    sentences = [sentence for section in PROSE.values() for sentence in section]
    lines = unwritten.splitlines()
    for place in marked_lines(unwritten):
        line = lines[place]
        if "【待写：" in line:
            lines[place] = re.sub("【[^】]*】", "", line)
        else:
            is_value = re.search(rf": {MARK}", line) is not None
            lines[place] = line.replace(MARK, (typed if is_value else sentences).pop(0), 1)
    assert (typed, sentences) == ([], [])
    draft.write_text("\n".join(lines), encoding="utf-8")
    checked = run(check, tmp_path)
    assert (checked.returncode, "没有发现问题" in checked.stdout) == (0, True)
    built = run(build, tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert_is_the_report(tmp_path / "今年.docx", this_year)


def marked_lines(draft: str) -> list[int]:
    """The lines in which something is to be written, remarks left out."""
    lines = draft.splitlines()
    return [
        place for place, line in enumerate(lines) if "【待写" in line and not line.startswith("#")
    ]


def rows(report: Report) -> Iterator[str]:
    """What is typed behind the name of each row that the draft leaves to be written."""
    for key, table in report.tables.items():
        for row, columns in table.values.spec.rows.items():
            if key != "applications" or row not in ("carried_in", "total"):
                figures = [printed(table.values[row, column]) for column in columns]
                yield figures[0] if len(figures) == 1 else f"[{', '.join(figures)}]"
