"""What makes reading quick changes nothing of what is read, and leaves nothing behind."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import pytest
from attrs import evolve
from hypothesis import given, settings
from lxml import etree

import gkdoc
from benchmarks.reading import KINDS
from benchmarks.speed.materials import of_pages
from gkdoc.model import Overview, Report
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read import docx as reader
from gkdoc.read.document.body import TableGrid
from gkdoc.read.document.labels import Labels
from gkdoc.read.docx import read_docx
from gkdoc.read.docx.body.opening import read_body
from gkdoc.text.blocks import Block
from tests.tools.places import ROOT
from tests.tools.strategies import whole_reports

REPORT = gkdoc.load(ROOT / "examples" / "trading-center-2023.yaml")
DOCUMENT = "word/document.xml"


def built(report: Report) -> bytes:
    """The document, whatever the checks find."""
    document = gkdoc.build(report, force=True).document
    assert document is not None
    return document


@pytest.fixture
def without_collector() -> Iterator[None]:
    """Python's search for cycles switched off."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def nested(document: bytes) -> bytes:
    """The document with a copy of its first table in the first cell of it."""
    package = read_package(document)
    root = etree.fromstring(package.parts[DOCUMENT])
    table = next(root.iter("{*}tbl"))
    copy = etree.fromstring(etree.tostring(table))
    next(table.iter("{*}tc")).insert(1, copy)
    return write_package(package.replacing({DOCUMENT: etree.tostring(root)}))


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize("change", [bytes, nested])
def test_a_body_that_is_let_go_is_gone(change: Callable[[bytes], bytes]) -> None:
    """No table holds itself by what it holds: the parsed document goes with the last use of it."""
    body = read_body(read_package(change(built(REPORT))))
    grids = [weakref.ref(item) for item in body if isinstance(item, TableGrid)]
    assert len(grids) >= len(REPORT.tables)
    del body
    assert [grid() for grid in grids] == [None] * len(grids)


@pytest.mark.parametrize("kind", KINDS)
def test_reading_takes_linear_time(kind: str) -> None:
    """Each further page costs as much as the last: counted in calls, whatever the machine does."""
    short, longer, longest = (
        _calls(KINDS[kind](built(of_pages(pages)))) for pages in (30, 60, 120)
    )
    assert longest - longer < 2.2 * (longer - short)


def _calls(content: bytes) -> int:
    """How many functions are called to read the file."""
    count = 0

    def note(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    read_docx(content)
    sys.setprofile(note)
    try:
        read_docx(content)
    finally:
        sys.setprofile(None)
    return count


@settings(max_examples=25, deadline=None)
@given(whole_reports())
def test_what_is_foreseen_reads_as_parsed(report: Report) -> None:
    """What is carried as it is shown is taken as known: the reading is the same as without that."""
    document = built(report)
    quick = read_docx(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "foreseen", lambda _: {})
        assert read_docx(document) == quick


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Block(text="甲&乙<丙>"), Block(text="甲&乙<丁>")),
        (Block(2, "标题。", "正文"), Block(2, "标题。正", "文")),
        (Block(2, "标题", "正文"), Block(3, "标题", "正文")),
        (Block(text="末尾"), Block(text="末尾。")),
    ],
)
def test_each_change_of_carried_prose_is_told(before: Block, after: Block) -> None:
    """A sign, the end of a heading, a level: GK113, once."""
    opening = Block(text="开头")
    meant, shown = (
        evolve(REPORT, overview=Overview((opening, block))) for block in (before, after)
    )
    carrying = read_package(built(meant)).parts
    package = read_package(built(shown))
    name = next(name for name in package.parts if name.startswith("customXml/item1"))
    changed = write_package(package.replacing({name: carrying[name]}))
    findings = [found for found in read_docx(changed).findings if found.rule == "GK113"]
    assert [found.address for found in findings] == ["overview.2"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_measured_is_read_whole(kind: str) -> None:
    """The files of the benchmark are read to the last figure and paragraph, whoever saved them."""
    reading = read_docx(KINDS[kind](built(REPORT)))
    assert reading.complete
    shown = {key: table.values.printed for key, table in reading.report.tables.items()}
    whole = gkdoc.build(REPORT).report
    assert whole is not None
    assert shown == {key: table.values.printed for key, table in whole.tables.items()}
    assert [*map(len, reading.report.prose.values())] == [*map(len, REPORT.prose.values())]


def test_labels_found_by_many_threads() -> None:
    """Labels keep what they found until it is much; threads that share them get their answers."""
    labels = Labels([("自然人", 1), ("商业企业", 2)])
    # Spellings enough to throw away again and again what is kept.
    texts = [f"自{' ' * (number % 50)}然{' ' * (number // 50)}人" for number in range(2_000)]
    misprints = [f"商业企{sign}" for sign in "也页业叶夜" * 400]
    with ThreadPoolExecutor(8) as threads:
        exact = [*threads.map(labels.find, texts)]
        near = [*threads.map(labels.find, misprints)]
    assert [found.meaning for found in exact if found is not None] == [1] * len(texts)
    assert [found.meaning for found in near if found is not None] == [2] * len(near)
