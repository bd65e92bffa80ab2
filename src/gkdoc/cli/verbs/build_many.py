"""`gkdoc build` for many data files: a Word file for each, a log, and what became of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final, Unpack

import click
from attrs import asdict, evolve

from gkdoc.api import BuildOptions, Options, template_content
from gkdoc.cli.console import FINDINGS, tell, warn
from gkdoc.cli.language import Language
from gkdoc.errors import Failure, GkdocError, NotCompletedError, OutputError, UsageError
from gkdoc.findings import Finding, Severity
from gkdoc.many import Outcome, deliver_many
from gkdoc.messages import _
from gkdoc.read.data.beside import may_name_pictures
from gkdoc.read.data.waivers import waivers_beside
from gkdoc.tasks.batch.files import Pair, pairs, unread_folders
from gkdoc.tasks.batch.log import NAME, BatchLog, Entry, hash_of, opened
from gkdoc.tasks.processes import processes
from gkdoc.write.files import left_over, write_whole

_ERASED: Final = "\r\x1b[K"


_WORDS: Final = {
    "written": _("已写出"),
    "kept": _("以前已写出，没有变化"),
    "refused": _("检查有错误，没有写出"),
    "failed": _("没有做成"),
}


def build_all(
    given: Path,
    folder: Path,
    template: Path | None,
    jobs: int,
    say: Language,
    *,
    allow_missing: bool,
    **options: Unpack[BuildOptions],
) -> int:
    """Build every data file of `given` into `folder`: the exit code, the gravest of all.

    What an earlier run has finished, and has not changed since, is left alone. A folder that cannot
    be read is said, and work that was not completed, unless `allow_missing`.
    """
    unread = unread_folders(given)
    found = pairs(given)
    content = template_content(template)
    _assert_folder(folder, given)
    log = opened(folder)
    _clear(folder, found)
    waiting, kept = _divided(found, log, _hash_of_options(content, Options(**options)))
    counts = dict.fromkeys(_WORDS, 0) | {"kept": len(kept)}
    codes = {0}
    try:
        with processes(jobs, len(waiting)) as executor, _bar(len(found), say) as advance:
            advance(len(kept))
            # A process writes what it has built: bringing files to the disk is half of the time.
            finished = deliver_many(
                ((pair.source, entry) for pair, entry in waiting),
                partial(_finish, folder),
                content,
                executor=executor,
                **options,
            )
            for done, code in finished:
                log.add(done)
                counts[done.status] += 1
                codes.add(code)
                if code:
                    _print_trouble(done, say)
                advance(1)
    except KeyboardInterrupt:
        warn(_("已中断；已经写出的文件都是完整的，再运行一次会接着做"), say)
        codes.add(NotCompletedError.exit_code)
    _print_summary(counts, folder, say)
    for error in unread:
        warn(error.message, say)
        codes.add(FINDINGS if allow_missing else NotCompletedError.exit_code)
    return max(codes)


def _assert_folder(folder: Path, given: Path) -> None:
    if given.is_dir() and folder.exists() and folder.samefile(given):
        raise UsageError(
            _("报告要写到另一个文件夹，{folder} 是数据文件所在的文件夹", folder=folder)
        )
    _make_folder(folder, parents=False)


def _clear(folder: Path, found: Sequence[Pair]) -> None:
    """Take away what an earlier run left half-done when it was killed."""
    names = {Path(pair.output).name for pair in found} | {NAME}
    for place in {folder / Path(pair.output).parent for pair in found}:
        for path in left_over(place, names):
            path.unlink(missing_ok=True)


def _divided(
    found: Sequence[Pair], log: BatchLog, choices: str
) -> tuple[list[tuple[Pair, Entry]], list[Pair]]:
    """The reports still to be done, and those finished."""
    waiting, kept = [], []
    for pair in found:
        entry = Entry(str(pair.source), pair.output, "failed", _given_hash(pair.source, choices))
        if entry.given and log.is_finished(entry):
            kept.append(pair)
        else:
            waiting.append((pair, entry))
    return waiting, kept


def _given_hash(source: Path, choices: str) -> str:
    """The hash of all that makes the report; empty where the file cannot be read."""
    beside = waivers_beside(source)
    try:
        contents = [path.read_bytes() for path in (source, beside) if path is not None]
    except OSError:
        return ""
    # Pictures lie in files of their own, which may have changed: such a report is made each time.
    if may_name_pictures(contents[0]):
        return ""
    return hash_of(choices.encode(), *contents)


def _hash_of_options(template: bytes | None, options: Options) -> str:
    layout = repr(sorted(asdict(options.layout).items(), key=lambda item: item[0]))
    written = f"{version('gkdoc')} {layout} {options.plain} {options.force}"
    return hash_of(written.encode(), template or b"")


def _finish(folder: Path, entry: Entry, outcome: Outcome) -> tuple[Entry, int]:
    """Write the report, if there is one: the line of the log, and the exit code."""
    if outcome.failure is not None:
        return evolve(entry, failure=outcome.failure), outcome.failure.exit_code
    built = outcome.built
    if built is None or built.document is None:
        findings = built.findings if built is not None else ()
        return evolve(entry, status="refused", findings=findings), FINDINGS
    target = folder / entry.output
    try:
        _make_folder(target.parent, parents=True)
        write_whole(target, built.document)
    except GkdocError as error:
        failure = Failure.of(error)
        return evolve(entry, findings=built.findings, failure=failure), failure.exit_code
    made = hash_of(built.document)
    return evolve(entry, status="written", findings=built.findings, made=made), 0


def _make_folder(folder: Path, *, parents: bool) -> None:
    try:
        folder.mkdir(parents=parents, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, _("不能建立这个文件夹")) from error


def _print_trouble(entry: Entry, say: Language) -> None:
    if sys.stderr.isatty():
        # In place of the bar, which goes on in the next line.
        click.echo(_ERASED, err=True, nl=False)
    if entry.failure is not None:
        warn(entry.failure.message, say)
        return
    errors = [finding for finding in entry.findings if finding.severity is Severity.ERROR]
    message = _(
        "{source}：检查发现错误 {count} 项，没有写出；{errors}",
        source=entry.source,
        count=len(errors),
        errors=_first(errors),
    )
    warn(message, say)


def _first(errors: Sequence[Finding]) -> str:
    if not errors:
        return ""
    first = errors[0]
    said = _("{rule} {label} {message}", rule=first.rule, label=first.label, message=first.message)
    return _("{said}等", said=said) if len(errors) > 1 else said


def _print_summary(counts: dict[str, int], folder: Path, say: Language) -> None:
    for status, word in _WORDS.items():
        click.echo(f"{counts[status]:>7}  {say(word)}")
    total = say(_("合计"))
    click.echo(f"{sum(counts.values()):>7}  {total}")
    tell(_("每个文件的结果见 {value}", value=folder / NAME), say)


@contextmanager
def _bar(length: int, say: Language) -> Iterator[Callable[[int], None]]:
    """A progress bar where somebody looks: what it gives is called with the steps made."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label=say(_("生成报告")), file=sys.stderr) as bar:
        yield bar.update
