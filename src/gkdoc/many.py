"""Many reports: the main path for each of them, by whatever executor there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from gkdoc.api import Built, Source, build, read_report, template_content
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.model import Report, Waiver
from gkdoc.read.waivers import read_waivers, waivers_beside
from gkdoc.tasks.batch import Failure, in_order
from gkdoc.tasks.examine import joined
from gkdoc.write.docx import CompiledTemplate, Identity, Templates

_GROUP: Final = 16
"""So many reports go to another process at once: enough to outweigh the way there and back."""


@frozen
class Outcome:
    """What became of one report of many.

    `number` counts from 0 in the order in which they were given, `source` is the path that was read
    or None. Either `built` is there, or `failure` says why not.
    """

    number: int
    source: Path | str | None
    built: Built | None = None
    failure: Failure | None = None


def build_many(  # noqa: PLR0913 - the options of `build`
    reports: Iterable[Report | Source],
    template: Path | str | bytes | None = None,
    *,
    executor: Executor | None = None,
    layout: Layout = STANDARD,
    verify: bool = False,
    force: bool = False,
    plain: bool = False,
    templates: Templates | None = None,
    ahead: int = 32,
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
    layout.assert_acts_while_building()
    kept = Templates() if templates is None else templates
    options = _Options(template_content(template), layout, verify=verify, force=force, plain=plain)
    return _outcomes(reports, options, kept, executor, ahead)


@frozen
class _Options:
    template: bytes | None
    layout: Layout
    verify: bool
    force: bool
    plain: bool


def _outcomes(
    reports: Iterable[Report | Source],
    options: _Options,
    templates: Templates,
    executor: Executor | None,
    ahead: int,
) -> Iterator[Outcome]:
    numbered = enumerate(reports)
    if executor is None:
        for number, report in numbered:
            yield _outcome(number, report, options, templates)
        return
    # What one process has compiled is sent to the others with the next reports.
    work = partial(_build_some, options, templates)
    for group, result in in_order(work, numbered, executor, size=_GROUP, ahead=ahead):
        if isinstance(result, Exception):
            for number, report in group:
                yield Outcome(number, _source(report), failure=Failure.of(result))
        else:
            outcomes, compiled = result
            templates.take(compiled)
            yield from outcomes


def _build_some(
    options: _Options, templates: Templates, group: Sequence[tuple[int, Report | Source]]
) -> tuple[list[Outcome], Mapping[Identity, CompiledTemplate]]:
    """What becomes of a few reports, and the templates that had to be compiled for them."""
    known = templates.known()
    outcomes = [_outcome(number, report, options, templates) for number, report in group]
    return outcomes, templates.beyond(known)


def _outcome(
    number: int, report: Report | Source, options: _Options, templates: Templates
) -> Outcome:
    source = _source(report)
    try:
        return Outcome(number, source, _built(report, options, templates))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other reports go on
        return Outcome(number, source, failure=Failure.of(error))


def _built(report: Report | Source, options: _Options, templates: Templates) -> Built:
    if isinstance(report, Report):
        return _build(report, options, templates)
    reading = read_report(report)
    beside = waivers_beside(Path(report)) if isinstance(report, Path | str) else None
    waivers = read_waivers(beside) if beside is not None else ()
    built = _build(reading.report, options, templates, waivers)
    return evolve(built, findings=joined(built.findings, reading))


def _build(
    report: Report, options: _Options, templates: Templates, waivers: Sequence[Waiver] = ()
) -> Built:
    return build(
        report,
        options.template,
        layout=options.layout,
        verify=options.verify,
        force=options.force,
        plain=options.plain,
        waivers=waivers,
        templates=templates,
    )


def _source(report: Report | Source) -> Path | str | None:
    return report if isinstance(report, Path | str) else None
