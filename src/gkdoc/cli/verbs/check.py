"""`gkdoc check`: what is wrong in a report, and where to put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import evolve, frozen

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, log_option
from gkdoc.cli.console import FINDINGS, counted, print_findings, tell, warn
from gkdoc.cli.folders import allow_missing_option, given_files
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    assert_writable,
    format_option,
    loaded,
    previous_option,
    review_option,
    waivers_of,
    waivers_option,
    write,
)
from gkdoc.errors import InputError, NotCompletedError, UsageError
from gkdoc.findings import Finding, has_errors
from gkdoc.messages import Message, _
from gkdoc.model import SeenReport
from gkdoc.read.reading import Reading
from gkdoc.write.findings_json import CheckedFile, findings_json


@frozen
class _Checked:
    """A file, what was found in it, and how it was read; None and the reason if it was not."""

    path: Path
    found: CheckedFile
    reading: Reading | None = None
    error: InputError | None = None


@click.command("check", cls=TranslatedCommand)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar=_("文件…"))
@previous_option
@waivers_option
@review_option
@format_option
@allow_missing_option
@click.option("--references", is_flag=True, help=_("另列出文字里可以改成引用〖…〗的数字，附上写法"))
@log_option
@click.pass_obj
def command(
    say: Language,
    *,
    files: tuple[Path, ...],
    previous: Path | None,
    waivers: Path | None,
    review: Path | None,
    output_format: str,
    allow_missing: bool,
    references: bool,
) -> int:
    """检查报告的数字和文字，指出要改的格或字句。

    文件可以是数据文件，也可以是已经做好的报告，可以一次检查几个；文件夹就是其中所有的文件。
    """
    if review is not None and (len(files) > 1 or files[0].is_dir()):
        raise UsageError(_("带批注的副本一次只能做一个文件的，请分开检查"))
    assert_writable((review,), (*files, previous, waivers))
    last = loaded(previous)
    given = given_files(files)
    for remark in given.remarks:
        warn(remark, say)
    checked = [_check(path, last, waivers, references=references) for path in given.files]
    checked += [_unread(error) for error in given.unread]
    if output_format == "json":
        click.echo(findings_json([each.found for each in checked]), nl=False)
    else:
        _print(checked, say)
    for each in checked:
        if each.error is not None:
            warn(each.error.message, say)
        elif each.reading is not None and review is not None:
            content = each.path.read_bytes()
            copy = api.review(content, each.reading, each.found.findings, previous=last)
            write({review: copy}, say, apart=True)
    unread = {each.path for each in checked if each.error is not None}
    if unread & set(files):
        return InputError.exit_code
    if unread and not allow_missing:
        return NotCompletedError.exit_code
    return FINDINGS if unread or has_errors(_all_findings(checked)) else 0


def _unread(error: InputError) -> _Checked:
    source = str(error.source)
    return _Checked(Path(source), CheckedFile(source, None, problems=error.problems), error=error)


def _check(
    path: Path, last: SeenReport | None, waivers: Path | None, *, references: bool
) -> _Checked:
    try:
        reading = api.read_report(path, partial=True)
    except InputError as error:
        return evolve(_unread(error), path=path)
    findings = api.check_reading(
        reading, previous=last, waivers=waivers_of(path, waivers), suggest=references
    )
    return _Checked(path, CheckedFile(str(path), reading.report, findings), reading)


def _print(checked: Sequence[_Checked], say: Language) -> None:
    """The findings by file and section; what could not be read is said elsewhere."""
    for each in checked:
        if each.reading is None:
            continue
        report = each.reading.report
        agency, year = report.agency, report.year
        title = _("{path}：{agency}，{year} 年度", path=each.path, agency=agency, year=year)
        if each.found.findings:
            print_findings(each.found.findings, say(title), say, report, to_error_stream=False)
        else:
            tell(title, say)
            tell(_("没有发现问题"), say)
    if len(checked) > 1:
        tell(_summary(checked), say)


def _summary(checked: Sequence[_Checked]) -> Message:
    errors, warnings, _rest = counted(_all_findings(checked))
    return _(
        "共 {total} 个文件：{unread} 个没有读出来，错误 {errors} 项，警告 {warnings} 项",
        total=len(checked),
        unread=sum(each.error is not None for each in checked),
        errors=errors,
        warnings=warnings,
    )


def _all_findings(checked: Sequence[_Checked]) -> Iterator[Finding]:
    return (finding for each in checked for finding in each.found.findings)
