"""Many reports: the main path for each of them, by whatever executor there is."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final, TypeVar, Unpack

from attrs import evolve, frozen

from gkdoc.api import BuildOptions, Built, Options, Source, build, read_report, template_content
from gkdoc.errors import Failure
from gkdoc.model import Report, SeenReport, Waiver
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from gkdoc.tasks.executors import in_order
from gkdoc.write.docx.compiled import CompiledTemplate
from gkdoc.write.docx.templates import Identity, Templates

__all__ = ["Outcome"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_GROUP: Final = 16
"""So many reports go to another process at once: enough to outweigh the way there and back."""


@frozen
class Outcome:
    """The outcome of one report of many.

    `number` counts from 0 in the order in which they were given, `source` is the path that was read
    or None. Either `built` is there, or `failure` says why not.
    """

    number: int
    source: Path | str | None
    built: Built | None = None
    failure: Failure | None = None


def build_many(
    reports: Iterable[SeenReport | Source],
    template: Path | str | bytes | None = None,
    *,
    executor: Executor | None = None,
    templates: Templates | None = None,
    ahead: int = 32,
    **options: Unpack[BuildOptions],
) -> Iterator[Outcome]:
    """Steps 1 to 7 for many reports: what became of each, in their order, as soon as it is known.

    A report is one that was read, or what `read_report` takes; waivers beside a file count. What is
    wrong with one report stops no other: its failure is a value. `executor` does the work in
    threads, processes or on a cluster; None does it here. `reports` is not read further than
    `ahead` groups of a few reports, and results are not kept, so that memory does not grow with
    their number. The other options are those of `build`.

    InputError for a template that cannot be read, UsageError for a layout that acts on templates
    only.
    """
    return deliver_many(
        ((report, None) for report in reports),
        _as_it_is,
        template_content(template),
        executor=executor,
        templates=templates,
        ahead=ahead,
        **options,
    )


def deliver_many(
    reports: Iterable[tuple[SeenReport | Source, Item]],
    deliver: Callable[[Item, Outcome], Result],
    template: bytes | None = None,
    *,
    executor: Executor | None = None,
    templates: Templates | None = None,
    ahead: int = 32,
    **options: Unpack[BuildOptions],
) -> Iterator[Result]:
    """As `build_many`, but what `deliver` makes of each outcome comes back in its place.

    Each report comes with what `deliver` is to know of it. It is called where the report was built,
    so that a document that another process writes need not be sent here first.
    """
    Options(**options).layout.assert_acts_while_building()
    shared = _Shared(template, options, Templates() if templates is None else templates)
    numbered = ((number, *each) for number, each in enumerate(reports))
    if executor is None:
        return (
            deliver(item, _outcome(number, report, shared)) for number, report, item in numbered
        )
    return _delivered(numbered, deliver, shared, executor, ahead)


def _as_it_is(_: None, outcome: Outcome) -> Outcome:
    return outcome


@frozen(eq=False, slots=False)
class _Shared:
    """Options and templates for all reports of many; a process keeps its copy for the next reports.

    `template` is the content of one, None for the standard. Sent and unpacked with each group of
    reports, the templates would cost a tenth of the time.
    """

    template: bytes | None
    options: BuildOptions
    templates: Templates

    def build(self, report: Report, waivers: Sequence[Waiver] = ()) -> Built:
        """The report as it is to be built."""
        return build(
            report, self.template, waivers=waivers, templates=self.templates, **self.options
        )

    @cached_property
    def _pickled(self) -> bytes:
        """The same all the time: by it the copy is known."""
        return pickle.dumps((self.template, self.options, self.templates))

    def __reduce__(self) -> tuple[Callable[[bytes], _Shared], tuple[bytes]]:
        return _arrived, (self._pickled,)


@lru_cache(maxsize=2)
def _arrived(pickled: bytes) -> _Shared:
    """The copy of this process, which compiles what it lacks itself."""
    return _Shared(*pickle.loads(pickled))  # noqa: S301 - of our own making, as all that executors send


def _delivered(
    numbered: Iterable[tuple[int, SeenReport | Source, Item]],
    deliver: Callable[[Item, Outcome], Result],
    shared: _Shared,
    executor: Executor,
    ahead: int,
) -> Iterator[Result]:
    work = partial(_deliver_some, shared, deliver)
    for group, result in in_order(work, numbered, executor, size=_GROUP, ahead=ahead):
        if isinstance(result, Exception):
            failure = Failure.of(result)
            for number, report, item in group:
                yield deliver(item, Outcome(number, _source(report), failure=failure))
        else:
            results, compiled = result
            shared.templates.take(compiled)
            yield from results


def _deliver_some(
    shared: _Shared,
    deliver: Callable[[Item, Outcome], Result],
    group: Sequence[tuple[int, SeenReport | Source, Item]],
) -> tuple[list[Result], Mapping[Identity, CompiledTemplate]]:
    """The results of a few reports, and the templates that had to be compiled for them."""
    known = shared.templates.known()
    results = [deliver(item, _outcome(number, report, shared)) for number, report, item in group]
    return results, shared.templates.beyond(known)


def _outcome(number: int, report: SeenReport | Source, shared: _Shared) -> Outcome:
    source = _source(report)
    try:
        return Outcome(number, source, _built(report, shared))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports go on
        return Outcome(number, source, failure=Failure.of(error))


def _built(report: SeenReport | Source, shared: _Shared) -> Built:
    if isinstance(report, SeenReport):
        return shared.build(report.whole())
    reading = read_report(report)
    beside = waivers_beside(Path(report)) if isinstance(report, Path | str) else None
    waivers = read_waivers(beside) if beside is not None else ()
    built = shared.build(reading.report.whole(), waivers)
    return evolve(built, findings=reading.findings_with(built.findings))


def _source(report: SeenReport | Source) -> Path | str | None:
    return report if isinstance(report, Path | str) else None
