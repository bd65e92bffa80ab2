"""gkdoc's own measurements, one a call: `python -m benchmarks.speed.ours WHAT …` prints JSON."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import docx

import gkdoc
from benchmarks.speed.materials import FOLDER, REPORT, of_pages, printed_report
from gkdoc.layout.options import STANDARD
from gkdoc.many import Outcome
from gkdoc.model import Report, fitted, in_print
from gkdoc.ooxml.template.segments import Segment
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.fill import fill, package
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.json_text import to_json
from tests.tools.load import differences, different_reports

_LEVEL = 4
"""The level at which gkdoc deflates what is each report's own."""


def one(times: int) -> dict[str, Any]:
    """One report, warm: to bytes, the floor under that, the checks, and all of it."""
    report = printed_report()
    kept = gkdoc.Templates()
    compiled = kept.opened(standard_template_bytes()).compiled(_key(report))
    texts = _strings(compiled, report)
    document = package(compiled, fill(compiled, report))
    (FOLDER / "made-by-gkdoc.docx").write_bytes(document)
    works: dict[str, Callable[[], object]] = {
        "fill": lambda: package(compiled, fill(compiled, report)),
        "floor": partial(_floor, texts),
        "checks": partial(gkdoc.check_report, report),
        "build": lambda: gkdoc.build(report, templates=kept),
    }
    return {**_medians(works, times), "bytes": len(document), "packed": _packed_at_six(document)}


def _key(report: Report) -> TemplateKey:
    return TemplateKey.of(fitted(in_print(report).report).report, STANDARD)


def _medians(works: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The median milliseconds of each, taken in turns, so that a slow moment is everybody's."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            work()
            start = time.process_time()
            work()
            spent[name].append(time.process_time() - start)
    return {name: statistics.median(each) * 1000 for name, each in spent.items()}


def _strings(compiled: CompiledTemplate, report: Report) -> list[list[str]]:
    """What the changed parts are made of: as many strings as there are segments."""
    parts = fill(compiled, report)
    found = []
    for name, content in parts.items():
        segments: Sequence[Segment] = compiled.source.parts.get(name, ())
        count = max(1, len(segments))
        text = content.decode()
        step = -(-len(text) // count)
        found.append([text[start : start + step] for start in range(0, len(text), step)])
    return found


def _floor(parts: list[list[str]]) -> int:
    """Join the strings of each changed part, and deflate it once."""
    size = 0
    for strings in parts:
        compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        size += len(compressor.compress("".join(strings).encode()) + compressor.flush())
    return size


def _packed_at_six(document: bytes) -> int:
    """The size of the same file as Python's own library packs it at level 6."""
    from zipfile import ZIP_DEFLATED, ZipFile

    stream = BytesIO()
    with (
        ZipFile(BytesIO(document)) as made,
        ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as other,
    ):
        for name in made.namelist():
            other.writestr(name, made.read(name))
    return len(stream.getvalue())


def threads(count: int) -> dict[str, Any]:
    """16 threads share one template; python-docx reads each document back."""
    kept = gkdoc.Templates()
    start = time.perf_counter()
    wrong = 0
    with (
        ThreadPoolExecutor(16) as builders,
        ProcessPoolExecutor(2, get_context("spawn")) as readers,
    ):
        numbers = iter(range(1, count + 1))
        while group := [*islice(numbers, 200)]:
            documents = builders.map(partial(_built, kept), group)
            wrong += sum(readers.map(_is_wrong, group, documents, chunksize=10))
    return {"wrong": wrong, "seconds": time.perf_counter() - start}


def _numbered(number: int) -> Report:
    return next(different_reports(_EXAMPLE, 1, first=number))


_EXAMPLE = gkdoc.load(REPORT)


def _built(kept: gkdoc.Templates, number: int) -> bytes:
    return gkdoc.build(_numbered(number), templates=kept, force=True).document or b""


def _is_wrong(number: int, document: bytes) -> bool:
    return bool(differences(_numbered(number), docx.Document(BytesIO(document))))


def many(count: int, jobs: int) -> dict[str, Any]:
    """So many different data files in so many processes.

    The seconds; the processor's seconds of all processes, their start included; the most memory
    of one.
    """
    sources = _data_files(count)
    pool = ProcessPoolExecutor(jobs, get_context("spawn")) if jobs > 1 else None
    # Processes that have started and read the form: the batch is long, its start is not.
    warm = partial(gkdoc.build_many, sources[: 32 * jobs], executor=pool, force=True)
    _count(warm())
    start = time.perf_counter()
    done = _count(gkdoc.build_many(sources, executor=pool, force=True))
    seconds = time.perf_counter() - start
    if pool is not None:
        pool.shutdown()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "made": done,
        "spent": sum(each.ru_utime + each.ru_stime for each in used),
        "peak": max(each.ru_maxrss for each in used) / 1024,
    }


def _data_files(count: int) -> list[Path]:
    """So many JSON files, each with figures and paragraphs of its own."""
    folder = FOLDER / "many"
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number:05}.json" for number in range(count)]
    for number, path in enumerate(files):
        if not path.exists():
            path.write_text(to_json(_numbered(number + 1)), encoding="utf-8")
    return files


def _count(outcomes: Iterator[Outcome]) -> int:
    return sum(outcome.built is not None for outcome in outcomes)


def control(_: int) -> dict[str, Any]:
    """How much quicker this machine is at this moment with two processes that only count."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        [*pool.map(_counted, [1, 1])]
        alone = pool.submit(_counted, 2 * 10**7).result()
        start = time.perf_counter()
        [*pool.map(_counted, [2 * 10**7] * 4)]
        return {"times": 4 * alone / (time.perf_counter() - start)}


def _counted(steps: int) -> float:
    start = time.perf_counter()
    total = 0
    for number in range(steps):
        total += number
    return time.perf_counter() - start


def long(pages: int, times: int) -> dict[str, Any]:
    """A report of so many pages: milliseconds to build with all checks, and memory for it."""
    report = of_pages(pages)
    kept = gkdoc.Templates()
    gkdoc.build(report, templates=kept, force=True)
    spent = _medians({"ms": lambda: gkdoc.build(report, templates=kept, force=True)}, times)
    tracemalloc.start()
    gkdoc.build(report, templates=kept, force=True)
    peak = tracemalloc.get_traced_memory()[1]
    return {**spent, "mib": peak / 2**20}


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    works: dict[str, Callable[..., dict[str, Any]]] = {
        "control": control,
        "one": one,
        "threads": threads,
        "many": many,
        "long": long,
    }
    work = works[name]
    print(json.dumps(work(*map(int, numbers))))  # noqa: T201 - its answer
