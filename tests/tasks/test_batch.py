"""Many reports: in order, none stops another, whatever does the work; shared templates are safe."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from typing import Any

import docx
import pytest
from attrs import evolve

import gkdoc
from gkdoc import Report, many
from gkdoc.errors import Failure, GkdocError, Problem
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.many import deliver_many
from gkdoc.messages import _
from gkdoc.model import fitted, in_print
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from gkdoc.tasks.executors import in_order
from gkdoc.write.docx import compile as compiling
from gkdoc.write.docx.compile import OpenedTemplate, compile_template, open_template
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools.lacking import without
from tests.tools.load import differences, different_reports
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
REPORTS = [gkdoc.load(path) for path in EXAMPLES]

BROKEN: tuple[Any, ...] = (
    Path("没有这个文件.yaml"),
    {"agency": 1},
    b"{",
    without(REPORTS[0], "overview"),
    object(),
)


def mixed() -> list[Any]:
    """Good reports of every kind with broken ones among them."""
    return [each for broken in BROKEN for each in (*EXAMPLES, broken, *REPORTS)] * 2


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Every kind of executor that Python brings."""
    made: Executor = (
        ThreadPoolExecutor(4)
        if request.param == "threads"
        else ProcessPoolExecutor(2, get_context("spawn"))
    )
    with made:
        yield made


def test_any_executor_gives_what_one_process_gives(executor: Executor) -> None:
    """Results come in order and are the same, whoever does the work; broken ones among them."""
    alone = [*gkdoc.build_many(mixed())]
    assert [outcome.number for outcome in alone] == [*range(len(mixed()))]
    together = [*gkdoc.build_many(mixed(), executor=executor)]
    assert [evolve(outcome, failure=None) for outcome in together] == [
        evolve(outcome, failure=None) for outcome in alone
    ]
    # An object that is no report is our caller's fault: the place in our code is not compared.
    assert [kind(outcome) for outcome in together] == [kind(outcome) for outcome in alone]


def kind(outcome: gkdoc.many.Outcome) -> tuple[object, ...]:
    """What a failure is about."""
    failure = outcome.failure
    return (failure.kind, failure.exit_code, failure.problems) if failure is not None else ()


def _weighed(name: str, outcome: gkdoc.many.Outcome) -> tuple[str, int, int, str]:
    document = outcome.built.document if outcome.built is not None else None
    failure = outcome.failure
    return name, os.getpid(), len(document or b""), failure.kind if failure else ""


def test_what_is_delivered_is_made_where_the_report_was_built(executor: Executor) -> None:
    """Only what becomes of an outcome comes back, in order, broken ones among them."""
    pairs = [(each, str(number)) for number, each in enumerate(mixed())]
    alone = [*deliver_many(pairs, _weighed)]
    together = [*deliver_many(pairs, _weighed, executor=executor)]
    assert {process for _, process, _, _ in alone} == {os.getpid()}
    elsewhere = isinstance(executor, ProcessPoolExecutor)
    assert (os.getpid() in {process for _, process, _, _ in together}) is not elsewhere
    assert [(each[0], *each[2:]) for each in together] == [(each[0], *each[2:]) for each in alone]
    assert [name for name, *_ in together] == [name for _, name in pairs]


class Fatal:
    """Whoever unpacks it dies."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (7,)


def test_a_process_that_dies_is_delivered_too() -> None:
    """Where the executor breaks, each report is delivered here as a failure."""
    pairs: list[tuple[Any, str]] = [(Fatal(), "甲"), (REPORTS[0], "乙")]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        delivered = [*deliver_many(pairs, _weighed, executor=pool)]
    assert [(name, kind) for name, _, _, kind in delivered] == [
        ("甲", "BrokenProcessPool"),
        ("乙", "BrokenProcessPool"),
    ]


def test_a_process_unpacks_templates_once() -> None:
    """What is sent with each group is the same, and becomes the same object over there."""
    kept = gkdoc.Templates()
    gkdoc.build(REPORTS[0], templates=kept)
    shared = many._Shared(None, {}, kept)
    first = pickle.loads(pickle.dumps(shared))  # noqa: S301 - our own bytes
    assert first.templates is not kept
    assert first.templates.known() == kept.known()
    gkdoc.build(REPORTS[1], templates=kept)
    gkdoc.build(REPORTS[2], templates=first.templates)
    second = pickle.loads(pickle.dumps(shared))  # noqa: S301 - our own bytes
    assert second.templates is first.templates


def test_one_bad_report_stops_no_other() -> None:
    """A broken report is a value that says why; those around it are built as they are alone."""
    outcomes = [*gkdoc.build_many([REPORTS[0], *BROKEN, REPORTS[1]])]
    first, *broken, last = outcomes
    assert first.built == gkdoc.build(REPORTS[0])
    assert last.built == gkdoc.build(REPORTS[1])
    assert all(outcome.failure is not None and outcome.built is None for outcome in broken)
    assert [kind(outcome)[:2] for outcome in broken[:4]] == [("InputError", 2)] * 4


def test_a_broken_template_fails_each_report() -> None:
    """What is wrong with the template is said for each report, not raised."""
    outcomes = [*gkdoc.build_many(REPORTS, b"no Word file")]
    assert [kind(outcome)[0] for outcome in outcomes] == ["TemplateError"] * len(REPORTS)


def test_a_file_among_many_is_as_it_is_alone(tmp_path: Path) -> None:
    """Its findings have their places in the file, and waivers beside it count."""
    source = tmp_path / "center.yaml"
    source.write_bytes(EXAMPLES[2].read_bytes())
    warned = next(each for each in gkdoc.build(REPORTS[2]).findings if each.rule == "GK308")
    row = warned.address.partition(".")[2]
    table = REPORTS[2].applications
    assert table is not None
    waiver = {
        "rule": warned.rule,
        "address": warned.address,
        "value": "、".join(str(value) for ref, value in table.values if ref.row == row),
        "by": "甲",
        "date": "2024-01-05",
        "reason": "当年没有此类申请",
    }
    (tmp_path / "center.yaml.waivers.yaml").write_text(json.dumps([waiver]), encoding="utf-8")
    (outcome,) = gkdoc.build_many([source])
    assert outcome.source == source
    assert outcome.built is not None
    reading = gkdoc.read_report(source)
    waivers = read_waivers(waivers_beside(source) or source)
    alone = gkdoc.build(reading.report.whole(), waivers=waivers)
    assert outcome.built.findings == reading.findings_with(alone.findings)
    (finding,) = (each for each in outcome.built.findings if each.rule == "GK308")
    assert finding.location is not None
    assert "甲" in finding.waiver


class Later(Future[Any]):
    """Does its work when its result is wanted."""

    def __init__(self, executor: Lazy, work: Callable[[], object]) -> None:
        super().__init__()
        self._executor, self._work = executor, work

    def result(self, _: float | None = None) -> object:
        """What the work gives."""
        self._executor.waiting -= 1
        return self._work()


class Lazy(Executor):
    """Knows how much is under way."""

    def __init__(self) -> None:
        self.waiting = 0
        self.most = 0

    def submit(  # type: ignore[override]
        self, work: Callable[..., object], *arguments: object
    ) -> Future[Any]:
        """A future that has not begun."""
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return Later(self, partial(work, *arguments))


class Idle(Executor):
    """Does the first piece of work and begins no other."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, *_: object) -> Future[Any]:  # type: ignore[override]
        """A future that waits for ever."""
        future: Future[Any] = Future()
        if not self.futures:
            future.set_result(0)
        self.futures.append(future)
        return future


def test_no_more_is_under_way_than_allowed() -> None:
    """The source is not read ahead without limit, and results come while it is still read."""
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    executor = Lazy()
    results = in_order(sum, numbers(), executor, size=10, ahead=4)
    assert next(results) == (tuple(range(10)), 45)
    assert len(taken) == 40
    assert [result for _, result in results] == [sum(range(n, n + 10)) for n in range(10, 1000, 10)]
    assert executor.most == 4


def test_whoever_stops_listening_cancels_the_rest() -> None:
    """What has not begun when nobody wants the results any more is not done."""
    executor = Idle()
    results = in_order(sum, range(100), executor, size=10, ahead=4)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert [future.cancelled() for future in executor.futures] == [False, True, True, True]


def _stubborn(group: Sequence[int]) -> int:
    if 13 in group:
        raise ValueError("13")
    return sum(group)


def test_a_group_that_fails_is_done_again_one_by_one() -> None:
    """What cannot be sent or done takes none of its neighbours with it."""
    results = [*in_order(_stubborn, range(20), Lazy(), size=10, ahead=2)]
    assert results[0] == (tuple(range(10)), 45)
    assert [group for group, _ in results[1:]] == [(number,) for number in range(10, 20)]
    wrong = [group for group, result in results if isinstance(result, Exception)]
    assert wrong == [(13,)]


def _die(_: Sequence[int]) -> int:
    os._exit(7)


def test_a_process_that_dies_is_a_failure_of_its_reports() -> None:
    """Where the executor itself breaks, every report still has a result that says so."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        results = [*in_order(_die, range(6), pool, size=2, ahead=2)]
    assert [number for group, _ in results for number in group] == [*range(6)]
    assert {type(result).__name__ for _, result in results} == {"BrokenProcessPool"}


ERRORS: tuple[GkdocError, ...] = (
    gkdoc.InputError("甲.yaml", [Problem(_("缺少"), path="year", line=3, column=1)]),
    gkdoc.TemplateError(None, [Problem(_("标签"), place="正文第 3 段", rule="GK902")]),
    gkdoc.errors.UsageError(_("矛盾")),
    gkdoc.errors.OutputError(Path("乙.docx"), "磁盘已满"),
    gkdoc.errors.MissingProgramError("LibreOffice", _("打印")),
    gkdoc.errors.VerifyError([Problem(_("不同"), path="overview.1")]),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_go_to_another_process(error: GkdocError) -> None:
    """A pickled exception says and holds what it did, and becomes the same value."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)
    assert Failure.of(copy) == Failure.of(error)


@pytest.mark.parametrize("report", REPORTS, ids=[path.stem for path in EXAMPLES])
def test_reports_go_to_another_process(report: Report) -> None:
    """A pickled report is the same report, and small: it does not take its form along."""
    pickled = pickle.dumps(report)
    copy = pickle.loads(pickled)  # noqa: S301 - our own bytes
    assert copy == report
    assert copy.applications.values.spec is report.applications.values.spec
    assert len(pickled) < 20_000


def key_of(report: Report, layout: Layout = STANDARD, *, plain: bool = False) -> TemplateKey:
    """What the standard template is compiled for when `report` is built."""
    return TemplateKey.of(fitted(in_print(report).report).report, layout, plain=plain)


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many threads ask for the same template at once, one of them compiles it."""
    opened: list[bytes] = []
    compiled: list[TemplateKey] = []

    def opening(content: bytes, source: None) -> OpenedTemplate:
        opened.append(content)
        return open_template(content, source)

    def counting(template: OpenedTemplate, key: TemplateKey, source: None) -> CompiledTemplate:
        compiled.append(key)
        return compile_template(template, key, source)

    monkeypatch.setattr(compiling, "open_template", opening)
    monkeypatch.setattr(compiling, "compile_template", counting)
    kept = gkdoc.Templates()
    content, key = standard_template_bytes(), key_of(REPORTS[0])
    together = Barrier(8)

    def ask() -> object:
        together.wait()
        return kept.opened(content).compiled(key)

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
    assert len({id(future.result()) for future in asked}) == 1
    assert (opened, compiled) == ([content], [key])


def test_a_file_is_opened_once_for_all_that_it_is_compiled_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other forms and sizes of the tables ask for no second opening of the same file."""
    opened: list[bytes] = []

    def opening(content: bytes, source: None) -> OpenedTemplate:
        opened.append(content)
        return open_template(content, source)

    monkeypatch.setattr(compiling, "open_template", opening)
    kept = gkdoc.Templates()
    documents = [gkdoc.build(report, templates=kept).document for report in REPORTS]
    assert opened == [standard_template_bytes()]
    assert len(kept) == len(REPORTS)
    assert documents == [gkdoc.build(report).document for report in REPORTS]


def test_few_files_lie_open() -> None:
    """What was opened is let go sooner than what was compiled: a stranger's file may be large."""
    kept = gkdoc.Templates()
    package = read_package(standard_template_bytes())
    for number in range(6):
        named = package.replacing({"docProps/extra.xml": f"<n>{number}</n>".encode()})
        gkdoc.build(REPORTS[0], write_package(named), templates=kept)
    assert len(kept) == 6
    assert len(kept._opened) < 6


def test_templates_are_told_apart() -> None:
    """Another file, form, size or choice is another template; the same one is found again."""
    kept = gkdoc.Templates()
    content = standard_template_bytes()
    keys = {
        *(key_of(report, plain=plain) for report in REPORTS for plain in (True, False)),
        key_of(REPORTS[0], Layout(figure_size=7.5)),
    }
    made = {id(kept.opened(content).compiled(key)) for key in keys}
    assert len(made) == len(kept) == len(keys)
    assert {id(kept.opened(content).compiled(key)) for key in keys} == made


def test_the_one_not_used_for_longest_goes() -> None:
    """No more than `limit` templates are kept; what was used last stays."""
    kept = gkdoc.Templates(limit=2)
    content = standard_template_bytes()
    first, second, third = (key_of(report) for report in REPORTS)
    one = kept.opened(content).compiled(first)
    two = kept.opened(content).compiled(second)
    assert kept.opened(content).compiled(first) is one
    kept.opened(content).compiled(third)
    assert len(kept) == 2
    assert kept.opened(content).compiled(first) is one
    assert kept.opened(content).compiled(second) is not two


def test_a_broken_template_is_not_kept() -> None:
    """A template that cannot be used is refused each time, and takes no room."""
    kept = gkdoc.Templates()
    for _time in range(2):
        with pytest.raises(gkdoc.TemplateError):
            kept.opened(b"no Word file")
    assert len(kept) == 0


def test_templates_go_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the object has what was compiled, and gives the same documents unopened."""
    kept = gkdoc.Templates(limit=5)
    documents = [gkdoc.build(report, templates=kept).document for report in REPORTS]
    copy = pickle.loads(pickle.dumps(kept))  # noqa: S301 - our own bytes
    assert copy.limit == 5
    assert copy.known() == kept.known()
    known = copy.known()
    assert documents == [gkdoc.build(report).document for report in REPORTS]

    def opening(*_: object) -> OpenedTemplate:
        raise AssertionError("it is compiled, and needs no opening")

    monkeypatch.setattr(compiling, "open_template", opening)
    assert [gkdoc.build(report, templates=copy).document for report in REPORTS] == documents
    assert copy.known() == known


def test_threads_that_share_a_template_mix_nothing_up() -> None:
    """16 threads, 320 reports that differ in every figure and paragraph: each shows its own."""
    reports = [*different_reports(REPORTS[2], 320)]
    kept = gkdoc.Templates()
    with ThreadPoolExecutor(16) as pool:
        documents = [*pool.map(lambda report: _document(report, kept), reports)]
    wrong = [
        number
        for number, (report, document) in enumerate(zip(reports, documents, strict=True))
        if differences(report, docx.Document(BytesIO(document)))
    ]
    assert wrong == []


def _document(report: Report, kept: gkdoc.Templates) -> bytes:
    document = gkdoc.build(report, templates=kept, force=True).document
    assert document is not None
    return document
