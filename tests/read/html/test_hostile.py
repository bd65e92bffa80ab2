"""Hostile web pages: every cell right or reported; malformed ones end quickly and in little."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.hostile_html import judged
from gkdoc.errors import InputError
from gkdoc.model import SeenReport
from gkdoc.read.html import read_html
from gkdoc.spec import newest
from tests.hostile.html import LAYOUTS
from tests.hostile.reports import examples, published
from tests.tools.scoring import Score

SEED = 20
PAGES = len(LAYOUTS) + 9
"""Each layout alone, and some on top of each other."""

MOST_UNREAD = 0.12
"""Which part of the cells may be reported instead of read, over all layouts together."""

SECONDS, MEGABYTES = 2, 300
TITLE = "<h1>甲局2023年政府信息公开工作年度报告</h1>"
LONG = max(newest().tables["applications"].row_labels.values(), key=len)[:-1]
HEADS = "<tr><td>规章</td><td>行政规范性文件</td><td>行政许可</td></tr>"


@pytest.mark.parametrize(
    ("name", "report"), [*examples(), *published()], ids=lambda one: str(one)[:40]
)
def test_no_cell_is_wrong_in_silence(name: str, report: SeenReport) -> None:
    """At least forty layouts of each report; most cells are read all the same."""
    assert name
    assert PAGES >= 40
    total = sum((found for _, found in judged(report, PAGES, SEED)), Score())
    assert total.silent == ()
    assert total.reported < MOST_UNREAD * (total.reported + total.right)


def test_the_score_sees_what_is_wrong() -> None:
    """A figure under a wrong head is wrong in silence, a row that is said to be missing is not."""
    name, report = next(examples())
    page, found = next(judged(report, 1, SEED))
    assert (name, page) == ("city-government-2024", "blank_rows_and_columns")
    assert found.right > 100
    assert report.remedies is not None


# Malformed and hostile files, each in a process of its own with limits

PAGES_OF_TROUBLE: dict[str, Callable[[], str]] = {
    "wide spans": lambda: f"{TITLE}<table>{HEADS}<tr><td colspan=10000 rowspan=10000>1</table>",
    "many spans": lambda: (
        f"{TITLE}<table>" + ("<tr>" + "<td rowspan=900>1" * 900) * 60 + "</table>"
    ),
    "endless span": lambda: f"{TITLE}<table>{HEADS}<tr><td colspan={'9' * 5000}>1</table>",
    "nested tables": lambda: TITLE + "<table><tr><td>" * 5000,
    "nested blocks": lambda: TITLE + "<div>" * 200_000,
    "many tags": lambda: TITLE + "<b>" * 2_000_000,
    "large": lambda: TITLE + "字" * 3_000_000,
    "one huge line of titles": lambda: TITLE + "<p>一、总体情况</p>" * 9_000,
    "misprinted titles": lambda: TITLE + "<p>二、主动公开政府信息情兄</p>" * 9_000,
    "many small tables": lambda: TITLE + "<table><tr><td>规章<td>1</table>" * 12_000,
    "long rows of labels": lambda: f"{TITLE}<table>{HEADS}" + "<tr><td>行政许客<td>1" * 9_000,
    "rows of misprints": lambda: (
        f"{TITLE}<table>{HEADS}" + "".join(f"<tr><td>行政许客{n}<td>1" for n in range(9_000))
    ),
    "words beside labels": lambda: (
        f"{TITLE}<table>{HEADS}<tr>" + "".join(f"<td>行政许客{n}" for n in range(9_000))
    ),
    "long misprints": lambda: (
        TITLE
        + "".join(
            f"<table>{HEADS}" + "".join(f"<tr><td>{LONG}{table}{n}<td>1" for n in range(30))
            for table in range(60)
        )
    ),
    "long style rules": lambda: f"<style>{'a{' * 90_000}</style>{TITLE}",
    "styles without end": lambda: f"<style>{'@a{b{c}' * 90_000}</style>{TITLE}",
    "embedded picture": lambda: f"{TITLE}<img src='data:image/png;base64,{'A' * 12_000_000}'>",
    "no report": lambda: "<p>网站首页</p>",
    "empty": str,
    "only a comment": lambda: "<!-- <h1> -->",
    "null signs": lambda: TITLE + "\x00" * 100,
    "entities": lambda: (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + "&b;" * 9
    ),
}
"""What may be refused or read, but neither crash nor take long."""

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from gkdoc.errors import GkdocError
from gkdoc.read import read_file
try:
    read_file(sys.argv[1])
except GkdocError as error:
    print(error.exit_code, error)
else:
    print(0)
"""


@pytest.mark.parametrize("make", PAGES_OF_TROUBLE.values(), ids=PAGES_OF_TROUBLE.keys())
def test_trouble_ends_quickly_and_in_little(make: Callable[[], str], tmp_path: Path) -> None:
    """Two seconds and 300 MB, interpreter and libraries included."""
    path = tmp_path / "page.html"
    path.write_text(make(), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(limit=MEGABYTES * 2**20), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stderr == ""
    assert done.stdout[:1] in {"0", "2"}
    # The machine may be busy with other tests: what counts is what this one costs.
    assert spent.ru_utime - before.ru_utime < SECONDS
    # The limit of 300 MB is set on the process: beyond it there would be a MemoryError.


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04...", "ZIP"),
        (b"\xd0\xcf\x11\xe0...", "旧版"),
        (b"%PDF-1.7", "PDF"),
        (b"", "空的"),
        (b"\x80\x81\xff" * 100, "编码"),
        (b"<p>\x00</p>", "二进制"),
        (b"<p>x</p>", "没有找到标题"),
        (TITLE.encode() + b"<table><tr><td colspan=2000>x</table>", "跨 2000 列"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, words: str) -> None:
    """One exception that names the file and says in Chinese what is wrong."""
    with pytest.raises(InputError, match=words) as caught:
        read_html(content, "年报.html")
    assert str(caught.value).startswith("年报.html：")
