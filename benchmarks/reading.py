"""What reading a Word file costs, beside what lxml needs to parse its document.xml.

    python -m benchmarks.reading [--rounds 60]

Each report is read as gkdoc built it, as python-docx saved it without the carried figures, and with
neither those nor our styles, as other programs write it. The prose of the long ones is paragraphs;
in one more of 200 pages every third has a number and a heading of its own, and every eighth stands
under a heading. Printed: medians of the processor's time, their ratio, and how the time grows from
50 pages to 200. The exit code is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final

import docx
from attrs import evolve, field, frozen
from docx.document import Document
from lxml import etree

import gkdoc
from benchmarks.speed.materials import DOCUMENT, REPORT, of_pages
from gkdoc.model import Overview, Report
from gkdoc.ooxml.carrier import detach
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read.docx import read_docx
from gkdoc.text.blocks import Block

SEED: Final = 0
"""Stands for a report as long as the one that this project started from."""

PAGES: Final = (SEED, 50, 100, 200)
MOST: Final = 8.0
"""How many times the time of lxml reading that one may cost."""

MOST_GROWTH: Final = 1.2
"""How much more than four times the time of 50 pages 200 pages may cost."""


@frozen
class Sample:
    """A Word file, and what each round spent on it in seconds."""

    kind: str
    pages: int
    content: bytes
    document: bytes
    headed: bool = False
    reading: list[float] = field(factory=list)
    parsing: list[float] = field(factory=list)

    def measure(self) -> None:
        """Spend one round: each once, one after the other, so that a slow moment is of both."""
        self.reading.append(_spent(lambda: read_docx(self.content)))
        self.parsing.append(_spent(lambda: etree.fromstring(self.document)))

    @property
    def cost(self) -> float:
        """Seconds to read it."""
        return statistics.median(self.reading)

    @property
    def ratio(self) -> float:
        """How many times the time of lxml reading costs."""
        return self.cost / statistics.median(self.parsing)


def samples() -> Iterator[Sample]:
    """A report of each length as each kind of file."""
    for pages in PAGES:
        yield from _samples(_report(pages), pages)
    yield from _samples(_with_headings(of_pages(PAGES[-1])), PAGES[-1], headed=True)


def _samples(report: Report, pages: int, *, headed: bool = False) -> Iterator[Sample]:
    built = gkdoc.build(report, force=True).document or b""
    for kind, made in KINDS.items():
        content = made(built)
        yield Sample(kind, pages, content, read_package(content).parts[DOCUMENT], headed)


def _report(pages: int) -> Report:
    return of_pages(pages) if pages else gkdoc.load(REPORT)


def _with_headings(report: Report) -> Report:
    """The report with a number and a heading in every third paragraph, and more above them."""
    blocks: list[Block] = []
    for place, block in enumerate(report.prose["overview"]):
        if place % 8 == 0:
            blocks.append(Block(2, "各项工作进展情况"))
        if isinstance(block, Block):
            blocks.append(Block(3, "主动公开情况。", block.text) if place % 3 == 0 else block)
    return evolve(report, overview=Overview(tuple(blocks)))


def _saved(built: bytes) -> bytes:
    """The file as python-docx saves it, without what it carried."""
    return _bytes(_opened(built))


def _foreign(built: bytes) -> bytes:
    """The same with the styles of python-docx and nothing of ours."""
    document = _opened(built)
    for paragraph in document.paragraphs:
        paragraph.style = document.styles["Normal"]
        for run in paragraph.runs:
            run.style = None
    return _bytes(document)


def _opened(built: bytes) -> Document:
    return docx.Document(BytesIO(write_package(detach(read_package(built)))))


def _bytes(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


KINDS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "built": lambda built: built,
    "saved": _saved,
    "foreign": _foreign,
}


def _spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """0 if every target is met, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    measured = [*samples()]
    for sample in measured:
        read_docx(sample.content)
    for _ in range(rounds):
        for sample in measured:
            sample.measure()
    missed = [_print(sample) for sample in measured]
    missed += [_print_growth(kind, measured) for kind in KINDS]
    return int(any(missed))


def _print(sample: Sample) -> bool:
    """True if the file takes more time than it may."""
    most = MOST if sample.pages == SEED else None
    length = f"{sample.pages:3} pages" if sample.pages else "     seed"
    print(  # noqa: T201
        f"{sample.kind:8}{length}  read {sample.cost * 1000:6.2f} ms  "
        f"lxml {statistics.median(sample.parsing) * 1000:5.2f} ms  {sample.ratio:5.1f}×"
        + (f"  (at most {most:g}×)" if most is not None else "")
        + ("  with headings" if sample.headed else "")
    )
    return most is not None and sample.ratio > most


def _print_growth(kind: str, measured: list[Sample]) -> bool:
    """True if the time grows faster than the report."""
    cost = {
        sample.pages: sample.cost
        for sample in measured
        if sample.kind == kind and not sample.headed
    }
    growth = cost[200] / (4 * cost[50])
    print(f"{kind:8}200 pages / (4 × 50 pages)  {growth:.2f}  (at most {MOST_GROWTH:g})")  # noqa: T201
    return growth > MOST_GROWTH


if __name__ == "__main__":
    sys.exit(main())
