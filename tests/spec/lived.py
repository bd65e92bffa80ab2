"""What one does with reports by a form that is new: each step asserts what comes of it.

Run in a process of its own, where the data are read from another folder:
`python -m tests.spec.lived DATA` prints what failed in each step, as JSON.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import docx
import jsonschema
import openpyxl
from attrs import evolve

import gkdoc
from gkdoc.findings import Severity
from gkdoc.layout.options import STANDARD
from gkdoc.model import (
    Draft,
    Overview,
    Problems,
    Report,
    StatutoryTable,
    TableValues,
    completed,
)
from gkdoc.model.totals import leaves
from gkdoc.read import Reading
from gkdoc.read.pdf import read_pdf
from gkdoc.read.sheets.dates import day_of
from gkdoc.spec import CellRef, edition_for, newest, printed_forms, source
from gkdoc.tasks.compare import compare
from gkdoc.tasks.ledger.counting import make_ledger
from gkdoc.tasks.ledger.entries import Entry
from gkdoc.tasks.ledger.mapping import read_mapping
from gkdoc.tasks.ledger.vocabulary import TABLE
from gkdoc.tasks.new import new
from gkdoc.tasks.rollup import rollup
from gkdoc.tasks.workbook import report_workbook
from gkdoc.text.outlines import parse
from gkdoc.write.docx.export import exported
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.filing_json import filing_json, losses
from gkdoc.write.json_schema import schema
from gkdoc.write.json_text import to_json
from gkdoc.write.screen import display
from gkdoc.write.xlsx.form import workbook
from gkdoc.write.yaml_draft import draft_yaml
from gkdoc.write.yaml_text import to_yaml
from tests.hostile import pdf
from tests.hostile.reports import whole_tables
from tests.spec.made_up import COLUMN, EDITION, RESULT, ROW, TITLE, TOPIC, WORD, YEAR
from tests.tools.reports import small

GRANTED: Final = "granted"
NEW_ROW: Final = ROW[1]["key"]
NEW_RESULT: Final = ".".join((RESULT[0], RESULT[1]["key"]))
NEW_COLUMN: Final = COLUMN["key"]


@cache
def report(year: int = YEAR) -> Report:
    """A sound report: two applications granted, three by the new kind refused for the new reason.

    All of them are of the year, but for one from the year before where the form has a row for what
    is left at its end.
    """
    made = small(year=year)
    topics = "\n".join(
        f"（{number}）{topic.title}\n照常进行。"
        for number, topic in zip("一二三四五六", edition_for(year).topics, strict=False)
    )
    made = evolve(
        made,
        overview=Overview(parse(f"本机关依法公开政府信息。\n{topics}")),
        problems=Problems(parse("解读形式不多，公开不够及时。下一步将丰富形式，加强督促检查。")),
    )
    applications = {("received", "natural_person"): 2, (GRANTED, "natural_person"): 2}
    proactive = {}
    if year >= YEAR:
        applications |= {("received", NEW_COLUMN): 3, (NEW_RESULT, NEW_COLUMN): 3}
        proactive[NEW_ROW, "decisions"] = 5
    return made.with_tables(
        {
            "proactive": filled(made.tables["proactive"], proactive),
            "applications": filled(made.tables["applications"], applications),
        }
    )


def filled(table: StatutoryTable, figures: dict[tuple[str, str], int]) -> StatutoryTable:
    """The table with these figures, 0 everywhere else, and the totals."""
    spec = table.values.spec
    single = {ref: 0 for ref, parts in leaves(spec).items() if parts == {ref}}
    given = {CellRef(spec.key, *address): figure for address, figure in figures.items()}
    return evolve(table, values=completed(TableValues(spec, {**single, **given})))


def is_the_report(reading: Reading, *, but: frozenset[str] = frozenset()) -> None:
    """Every figure and word was read, by the new form, with nothing to say but `but`."""
    assert {finding.rule for finding in reading.findings} <= but, reading.findings
    seen, meant = reading.report, report()
    # A workbook computes its totals, and reads none.
    tables = {key: completed(table.values) for key, table in seen.tables.items()}
    assert tables == {key: table.values for key, table in meant.tables.items()}
    assert seen.prose == meant.prose
    assert set(seen.editions.values()) == {EDITION}
    assert (seen.agency, seen.year) == (meant.agency, meant.year)


def read(content: bytes, ending: str) -> Reading:
    """What is read in a file with this ending."""
    return gkdoc.read_report(content, name=f"报告{ending}")


def built(meant: Report, *, plain: bool = False) -> bytes:
    """The Word file of a report, verified, with nothing to say about it."""
    made = gkdoc.build(meant, plain=plain, verify=True)
    assert made.findings == (), made.findings
    assert made.document is not None
    return made.document


def build_and_read() -> None:
    """What is carried and what is shown are the report."""
    is_the_report(read(built(report()), ".docx"))


def build_plain_and_read() -> None:
    """What is shown alone is the report too."""
    is_the_report(read(built(report(), plain=True), ".docx"), but=frozenset({"GK114"}))


def titles_in_word() -> None:
    """A report has the titles of its own edition, whether Word counts them or not."""
    for year in (2019, 2022, YEAR):
        titles = [section.title for section in edition_for(year).sections]
        assert [line for line in lines_of(built(report(year))) if line in titles] == titles, year
        counted = gkdoc.build(report(year), layout=gkdoc.Layout(native_numbering=True)).document
        assert counted is not None
        assert (TITLE.partition("、")[2] in lines_of(counted)) is (year == YEAR)


def lines_of(document: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    return [line.text for line in docx.Document(io.BytesIO(document)).paragraphs]


def titles_elsewhere() -> None:
    """A page, a display and a file with labels speak of a report by its own titles."""
    for year in (2022, YEAR):
        own = edition_for(year).sections[-2].title
        assert own in gkdoc.html_page(report(year))
        assert own in {part["title"] for part in display(report(year))["parts"]}
        assert own in to_yaml(report(year), labels=True)
        assert (own == TITLE) is (year == YEAR)


def page_and_back() -> None:
    """The page as it is, and as a program that knows nothing of gkdoc would leave it."""
    page = gkdoc.html_page(report())
    is_the_report(read(page.encode(), ".html"))
    is_the_report(read(gkdoc.html_page(report(), plain=True).encode(), ".html"))


def print_and_back() -> None:
    """A PDF whose lines and words are drawn."""
    drawn = next(pdf.files("云川市财政局", YEAR, whole_tables(report()), 1, 1))
    reading = read_pdf(drawn.content)
    assert dict(reading.report.cells()) == dict(report().cells())
    assert set(reading.report.editions.values()) == {EDITION}
    assert not [each for each in reading.findings if each.severity is not Severity.INFORMATION]


def data_and_back() -> None:
    """YAML by names and by labels, and JSON."""
    for text in (to_yaml(report()), to_yaml(report(), labels=True)):
        is_the_report(read(text.encode(), ".yaml"))
    is_the_report(read(to_json(report()).encode(), ".json"))


def workbook_and_back() -> None:
    """The report as a workbook."""
    is_the_report(read(report_workbook(report()).content, ".xlsx"))


def check_alone_and_with_last_year() -> None:
    """Nothing is wrong with it, beside its predecessor by another form too."""
    assert gkdoc.check_report(report()) == ()
    for year in (YEAR, YEAR - 1):
        found = gkdoc.check_report(report(year), previous=report(year - 1))
        # Their words are the same, but for headings.
        assert {finding.rule for finding in found} == {"GK504"}, found


def check_finds_what_is_new() -> None:
    """The sixth topic is asked for, sums hold for the new column, old notices are superseded."""
    wrong = evolve(report(), overview=small().overview)
    said = {finding.rule: finding.message for finding in gkdoc.check_report(wrong)}
    assert said["GK104"].startswith("六个方面中没有看到：")
    assert said["GK104"].endswith(TOPIC)
    cell = CellRef(TABLE, GRANTED, NEW_COLUMN)
    table = report().tables[TABLE]
    off = report().with_tables({TABLE: evolve(table, values=table.values.changed({cell: 7}))})
    assert str(cell) in {finding.address for finding in gkdoc.check_report(off)}
    words = "依据《格式》（国办公开办函〔2021〕30号）编制。"
    old = evolve(report(), overview=Overview((*parse(words), *report().prose["overview"])))
    assert "GK108" in {finding.rule for finding in gkdoc.check_report(old)}


def carried_over_is_compared() -> None:
    """What last year left is held against this year's, where the forms have rows for both."""
    last = report(YEAR - 1)
    left = {("received", "business"): 4, ("carried_out", "business"): 4}
    last = last.with_tables({TABLE: filled(last.tables[TABLE], left)})
    assert "GK501" in {each.rule for each in gkdoc.check_report(report(), previous=last)}


def blank_workbook() -> None:
    """The workbook to fill in shows the new row and column, and comes back."""
    draft = new("甲局", YEAR).draft
    opened = openpyxl.load_workbook(io.BytesIO(workbook(draft)))
    words = {cell.value for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert {ROW[1]["label"], RESULT[1]["label"], COLUMN["label"], TITLE} <= words
    assert gkdoc_tables(new("甲局").draft) == gkdoc_tables(draft)
    assert gkdoc_tables(new("甲局", 2022).draft) == {"2021"}


def gkdoc_tables(draft: Draft) -> set[str]:
    """The editions of the tables of a draft."""
    return {values.spec.edition for values in draft.tables.values()}


def draft_after_last_year() -> None:
    """The draft of the first report by the new form, from the last one by the old."""
    begun = new(last=evolve(report(YEAR - 1), overview=Overview(parse("照常进行。"))))
    assert gkdoc_tables(begun.draft) == {EDITION}
    assert f"{TOPIC}情况。" in begun.draft.prose["overview"]
    assert RESULT[1]["label"] in draft_yaml(begun.draft)
    said = [finding for finding in begun.findings if COLUMN["label"] in finding.message]
    assert [finding.severity for finding in said] == [Severity.INFORMATION]
    assert new(last=report(YEAR)).draft.year == YEAR + 1


def register_of_the_year() -> None:
    """Its own rows and columns are known by their labels and by words of the edition."""
    entries = [
        entry(1, WORD, YEAR, RESULT[1]["label"]),
        entry(2, COLUMN["label"], YEAR, "予以公开"),
        entry(3, "自然人", YEAR, "逾期不补正"),
    ]
    found = make_ledger(entries, YEAR)
    assert not found.unplaced
    values = found.table.values
    assert values[NEW_RESULT, NEW_COLUMN] == values[GRANTED, NEW_COLUMN] == 1
    gone = make_ledger([entry(1, "自然人", YEAR, "逾期未缴费")], YEAR)
    assert len(gone.unplaced) == 1


def registers_of_earlier_years() -> None:
    """They are counted by the form of their year, rows that are gone now among them."""
    for year, row in ((2022, "other.fee_unpaid"), (2020, "other_processing")):
        found = make_ledger([entry(1, "自然人", year, "逾期未缴费")], year)
        assert found.table.values[row, "natural_person"] == 1
        new = make_ledger([entry(1, WORD, year, "予以公开")], year)
        assert len(new.unplaced) == 1


def words_of_an_office() -> None:
    """A mapping may name the rows of any form; what the form of the year lacks has no place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "对照.yaml"
        path.write_text(f"结果: {{试验: {NEW_RESULT}, 欠费: other.fee_unpaid}}", encoding="utf-8")
        mapping = read_mapping(path)
    for word, year, placed in (("试验", YEAR, 1), ("试验", 2022, 0), ("欠费", 2022, 1)):
        assert len(make_ledger([entry(1, "自然人", year, word)], year, mapping).counted) == placed


def entry(number: int, applicant: str, year: int, outcome: str) -> Entry:
    """An application that was settled in the year in which it was received."""
    received, answered = (day_of(datetime.date(year, 3, day)) for day in (1, 20))
    return Entry("", number, str(number), applicant, "", received, answered, outcome, "")


def units_rolled_up() -> None:
    """Two units add up, in the new row and column too."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.yaml" for name in ("甲局", "乙局")]
        for path in paths:
            unit = evolve(report(), agency=path.stem)
            path.write_text(to_yaml(unit), encoding="utf-8")
        rolled = rollup(paths, agency="云川市人民政府")
    values = rolled.report.tables[TABLE].values
    assert values[NEW_RESULT, NEW_COLUMN] == 6
    assert rolled.report.tables["proactive"].values[NEW_ROW, "decisions"] == 10


def years_compared() -> None:
    """Rows of either form are there, and it is said that the forms differ."""
    compared = compare([report(YEAR - 1), report()])
    addresses = {row.address for row in compared.rows}
    assert f"proactive.{NEW_ROW}.decisions" in addresses
    last = edition_for(YEAR - 1).edition
    assert any(EDITION in remark and last in remark for remark in compared.remarks)


def schema_of_all_forms() -> None:
    """The schema admits reports by each form."""
    validator = jsonschema.Draft202012Validator(schema())
    for year in (2019, 2022, YEAR):
        validator.validate(json.loads(to_json(report(year))))


def templates_checked() -> None:
    """The standard template is sound for the new form, and for old ones."""
    assert gkdoc.inspect(exported(STANDARD)).findings == ()
    assert exported(STANDARD) != standard_template_bytes()


def filing_leaves_out() -> None:
    """The exchange format has no such column: the table is left out, which is said."""
    assert [each.address for each in losses(report()) if each.address == TABLE] == [TABLE]
    assert COLUMN["key"] not in filing_json(report())
    assert not [each for each in losses(report(2022)) if each.address == TABLE]


def figures_of_old_reports_keep_their_size() -> None:
    """The narrow column of the new table three says nothing about the old one."""
    old, new = (edition_for(year).tables[TABLE] for year in (2022, YEAR))
    step = gkdoc.Layout().figure_step
    assert step(old, 4) is None
    assert step(new, 4) is not None
    assert newest().edition == EDITION
    assert printed_forms(TABLE)[0] == new


STEPS: Final[tuple[Callable[[], None], ...]] = (
    build_and_read,
    build_plain_and_read,
    titles_in_word,
    titles_elsewhere,
    page_and_back,
    print_and_back,
    data_and_back,
    workbook_and_back,
    check_alone_and_with_last_year,
    check_finds_what_is_new,
    carried_over_is_compared,
    blank_workbook,
    draft_after_last_year,
    register_of_the_year,
    registers_of_earlier_years,
    words_of_an_office,
    units_rolled_up,
    years_compared,
    schema_of_all_forms,
    templates_checked,
    filing_leaves_out,
    figures_of_old_reports_keep_their_size,
)

NEED_CARRIED_OUT: Final = frozenset({draft_after_last_year.__name__})
"""Steps that say something else where nothing is left at the end of a year."""


def outcome(step: Callable[[], None]) -> str:
    """Why the step failed; empty if it did not."""
    try:
        step()
    except Exception:  # noqa: BLE001 - whatever it is, the test shows it
        return traceback.format_exc()
    return ""


if __name__ == "__main__":
    source.root = lambda: Path(sys.argv[1])
    json.dump({step.__name__: outcome(step) for step in STEPS}, sys.stdout)
