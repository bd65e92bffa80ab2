"""PDFs drawn line by line: what is odd in print is read right or said, and trouble ends quickly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile import scored
from benchmarks.hostile_pdf import judged
from gkdoc.findings import Severity
from gkdoc.model import BLANK, SeenReport, Text
from gkdoc.read import Reading
from gkdoc.read.pdf import read_pdf
from tests.hostile.layouts import LAYOUTS as WORD_LAYOUTS
from tests.hostile.pdf import LAYOUTS
from tests.hostile.prints import prints
from tests.hostile.reports import examples, published
from tests.tools.drawn_pdf import Stream, document, page, ruling, words
from tests.tools.office import Office
from tests.tools.scoring import Score

SEED = 20
FILES = len(LAYOUTS) + 16
"""Each layout alone, and some on top of each other."""

MOST_UNREAD = 0.12
"""Which part of the cells of a report may be reported instead of read, over all layouts."""

MOST_UNREAD_IN_PRINT = 0.2
"""The same of prints: some of these files LibreOffice prints with its figures under other heads."""

TITLE = words("甲局2023年政府信息公开工作年度报告", 120, 60, 22)
XS, YS = (70, 190, 300, 410, 520), (100, 120, 140, 160, 180)


def _every() -> list[Any]:
    """Reports by their names; of the published ones the first stands for all but in acceptance."""
    known = [*published()]
    others = [pytest.param(each, id=name, marks=pytest.mark.acceptance) for name, each in known[1:]]
    return [*(pytest.param(each, id=name) for name, each in (*examples(), *known[:1])), *others]


@pytest.mark.slow
@pytest.mark.parametrize("report", _every())
def test_no_cell_is_wrong_in_silence(report: SeenReport) -> None:
    """At least forty layouts of each report; most cells are read all the same."""
    assert FILES >= 40
    total = sum((found for _, found in judged(report, FILES, SEED)), Score())
    assert total.silent == ()
    assert total.reported < MOST_UNREAD * (total.reported + total.right)


@pytest.mark.slow
def test_no_cell_of_a_print_is_wrong_in_silence(office: Office, tmp_path: Path) -> None:
    """Word files of other programs in some sixty layouts, as LibreOffice prints them."""
    _, report = next(examples())
    layouts = len(WORD_LAYOUTS)
    made = prints(report, layouts, SEED, office, tmp_path)
    scores = [found for _, found in scored(made, read_pdf)]
    assert len(scores) >= 40
    total = sum(scores, Score())
    assert total.silent == ()
    assert total.reported < MOST_UNREAD_IN_PRINT * (total.reported + total.right)


# Tables


def table(
    cells: Sequence[str] = ("2", "1", "18"), more: Sequence[str] = (), without: Sequence[str] = ()
) -> Reading:
    """What is read of a page with the first block of table two, `cells` in the row of 规章.

    A cell is words, or commands that draw it. `without` are commands that are left out.
    """
    rows = [
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", *cells),
        ("行政规范性文件", "34", "19", "312"),
    ]
    commands = [TITLE, words("二、主动公开政府信息情况", 98, 90, 14), *more]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            plain = words(text, XS[column] + 5, YS[row] + 14)
            commands.append(text if text.startswith("BT") else plain)
    commands += lines()
    return read_pdf(document([page(each for each in commands if each not in without)]))


def lines() -> list[str]:
    """The rulings of the table, each cell's own."""
    across = [ruling(x0, y, x1, y) for y in YS for x0, x1 in pairwise(XS)]
    down = [ruling(x, y0, x, y1) for x in XS for y0, y1 in pairwise(YS[1:])]
    return [*across, *down, ruling(XS[0], YS[0], XS[0], YS[1]), ruling(XS[4], YS[0], XS[4], YS[1])]


def rules(reading: Reading) -> list[object]:
    """The figures in the row of 规章, None for one that was not read."""
    assert reading.report.proactive is not None
    entered = reading.report.proactive.values.entered
    return [
        next((value for ref, value in entered.items() if str(ref).endswith(name)), None)
        for name in ("rules.issued", "rules.repealed", "rules.in_force")
    ]


def said(reading: Reading, address: str) -> list[tuple[str, Severity]]:
    """The findings about an address."""
    return [
        (finding.rule, finding.severity)
        for finding in reading.findings
        if finding.address == address
    ]


def test_a_ruling_that_is_missing_between_figures_is_seen() -> None:
    """Two figures in what the rulings draw as one cell are two."""
    assert rules(table()) == [2, 1, 18]
    assert rules(table(without=[ruling(300, 140, 300, 160)])) == [2, 1, 18]


def test_figures_far_apart_are_not_one() -> None:
    """Where two figures stand in one cell of the grid, neither is read as a number."""
    inside = f"{words('2', 195, 154)} {words('7', 280, 154)}"
    value, *rest = rules(table((inside, "1", "18")))
    assert value == Text("2\t7")
    assert rest == [1, 18]


def test_a_figure_on_two_lines_is_one() -> None:
    """A line that fills its cell goes on in the next, and that is said."""
    first, rest = "1" * 20, "11"
    full = f"{words(first, 193, 149, 10)} {words(rest, 193, 158, 10)}"
    reading = table((full, "1", "18"))
    assert rules(reading) == [Text(first + rest), 1, 18]
    assert ("GK111", Severity.INFORMATION) in said(reading, "proactive.rules.issued")


def test_two_figures_on_two_lines_are_not_one() -> None:
    """A line that had room for what follows was not broken by its cell."""
    both = f"{words('12', 193, 149)} {words('34', 193, 158)}"
    assert rules(table((both, "1", "18"))) == [Text("12\n34"), 1, 18]


def test_a_figure_over_a_ruling_is_not_read() -> None:
    """What reaches over a ruling may belong to either side: neither is read."""
    reading = table((words("12345", 284, 154), "1", "18"))
    assert rules(reading) == [None, None, 18]
    assert said(reading, "proactive.rules.issued") == [("GK112", Severity.ERROR)]


def test_a_struck_figure_is_not_read() -> None:
    """A line through it: it is not certain that it counts."""
    reading = table(more=[ruling(193, 151, 203, 151)])
    assert rules(reading) == [None, 1, 18]
    assert said(reading, "proactive.rules.issued") == [("GK112", Severity.ERROR)]


def test_an_underlined_figure_is_read() -> None:
    """A line below it changes nothing."""
    assert rules(table(more=[ruling(193, 156, 203, 156)])) == [2, 1, 18]


def test_raised_digits_are_not_the_figures() -> None:
    """5¹ is not 51."""
    noted = f"{words('5', 195, 154)} {words('1', 200, 150, 5)}"
    assert rules(table((noted, "1", "18"))) == [Text("5¹"), 1, 18]


def test_digits_printed_twice_are_printed_bold() -> None:
    """22 is 22, and 2 over 2 is 2."""
    bold = f"{words('2', 195, 154)} {words('2', 195.4, 154)}"
    assert rules(table((bold, "22", "18"))) == [2, 22, 18]


def test_a_glyph_without_a_sign_is_not_read() -> None:
    """The file does not say what it is: the cell is not read, whatever else is in it."""
    strange = "BT /F 10 Tf 1 0 0 1 195 688 Tm <e123> Tj ET"
    reading = table((strange, "1", "18"))
    assert rules(reading) == [None, 1, 18]
    assert said(reading, "proactive.rules.issued") == [("GK112", Severity.ERROR)]


def test_an_empty_cell_is_blank_and_a_picture_is_not() -> None:
    """A picture in a cell may be a figure."""
    assert rules(table(("", "1", "18"))) == [BLANK, 1, 18]
    image = Stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray",
        b"x",
    )
    commands = [TITLE, *lines(), "q 40 0 0 15 200 684 cm /A Do Q"]
    for row, texts in enumerate(
        [("第二十条第（一）项",), ("信息内容", "本年制发件数"), ("规章",), ("行政规范性文件", "3")]
    ):
        commands += [words(text, XS[at] + 5, YS[row] + 14) for at, text in enumerate(texts)]
    resources = "/Font << /F 4 0 R >> /XObject << /A 10 0 R >>"
    reading = read_pdf(document([page(commands)], resources, {10: image}))
    assert rules(reading)[0] is None
    assert said(reading, "proactive.rules.issued") == [("GK112", Severity.ERROR)]


# Prose and what stands around it


def prose(pages: Sequence[Sequence[str]]) -> Reading:
    """What is read of pages under a title, in section six."""
    first = [TITLE, words("六、其他需要报告的事项", 98, 90, 14)]
    return read_pdf(
        document(
            [
                page([*(first if number == 0 else []), *commands])
                for number, commands in enumerate(pages)
            ]
        )
    )


def texts(reading: Reading) -> list[str]:
    """The paragraphs of section six."""
    return [str(getattr(block, "text", "")) for block in reading.report.prose["other_matters"]]


FULL = "本年度没有收取信息处理费，也没有其他需要报告的事项，特此说明"
"""A line of 30 signs, as wide as the text."""


def paragraph(y: float, count: int, end: str) -> list[str]:
    """A paragraph of full lines and one more."""
    rows = [words(FULL[:28], 98, y, 14)]
    rows += [words(FULL, 70, y + 24 * (at + 1), 14) for at in range(count)]
    return [*rows, words(end, 70, y + 24 * (count + 1), 14)]


def test_lines_are_joined_over_pages_and_page_numbers_taken_out() -> None:
    """A paragraph goes on behind the page break; a bare number that counts pages is none of it."""
    one = [*paragraph(120, 24, "")[:-1], words("1", 295, 800)]
    two = [words(FULL, 70, 80, 14), words("完毕。", 70, 104, 14), words("2", 295, 800)]
    three = [words("另有一段。", 98, 80, 14), words("3", 295, 800)]
    assert texts(prose([one, two, three])) == [f"{FULL[:28]}{FULL * 25}完毕。", "另有一段。"]


def test_a_number_that_counts_no_pages_is_text() -> None:
    """12 at the foot of one page stays where it is."""
    assert texts(prose([[*paragraph(120, 3, "共收"), words("12", 98, 780, 14)]]))[-1] == "12"


def test_headers_are_said() -> None:
    """A line that stands off on every page is none of the report."""
    pages = [[words("政务公开年报", 250, 40, 9), *paragraph(120, 4, "完。")] for _ in range(3)]
    reading = prose(pages)
    assert all("政务公开年报" not in text for text in texts(reading))
    assert any("政务公开年报" in finding.message for finding in reading.findings)


def test_watermarks_are_said() -> None:
    """Words across the page are none of its words."""
    mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 150 250 Tm <516c5f00> Tj ET"
    reading = prose([[mark, *paragraph(120, 2, "完。")]])
    assert texts(reading) == [f"{FULL[:28]}{FULL * 2}完。"]
    assert any("水印" in finding.message for finding in reading.findings)


def test_struck_words_are_said() -> None:
    """Words with a line through them are an error to look at."""
    reading = prose([[*paragraph(120, 2, "完。"), ruling(72, 139, 200, 139)]])
    assert any("划去" in finding.message for finding in reading.findings)


def test_a_picture_of_words_is_said() -> None:
    """A page that is a picture beside pages with text is an error, not nothing."""
    image = Stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray",
        b"x",
    )
    resources = "/Font << /F 4 0 R >> /XObject << /A 10 0 R >>"
    pages = [page([TITLE]), page(["595 0 0 842 0 0 cm /A Do"])]
    reading = read_pdf(document(pages, resources, {10: image}))
    (finding,) = [each for each in reading.findings if "只有图像" in each.message]
    assert finding.severity is Severity.ERROR
    assert finding.location is not None
    assert finding.location.page == 2
