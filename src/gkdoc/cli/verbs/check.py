"""`gkdoc check`: what is wrong in a report, and where to put it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, language_of, language_option, log_option
from gkdoc.cli.console import print_findings
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    assert_not_an_input,
    previous_option,
    review_option,
    waivers_of,
    waivers_option,
)
from gkdoc.errors import InputError, UsageError
from gkdoc.findings import Finding, Severity, has_errors
from gkdoc.messages import _
from gkdoc.model import SeenReport
from gkdoc.read.reading import Reading
from gkdoc.write.files import write_whole
from gkdoc.write.findings_json import CheckedFile, findings_json

FINDINGS = 1
BROKEN = 2


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
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("结果打印成文字（默认）或者供程序读取的 JSON"),
)
@click.option("--references", is_flag=True, help=_("另列出文字里可以改成引用〖…〗的数字，附上写法"))
@log_option
@language_option
@click.pass_context
def command(
    context: click.Context,
    *,
    files: tuple[Path, ...],
    previous: Path | None,
    waivers: Path | None,
    review: Path | None,
    output_format: str,
    references: bool,
) -> int:
    """检查报告的数字和文字，指出要改的格或字句。

    文件可以是数据文件，也可以是已经做好的报告，可以一次检查几个。
    """
    say = language_of(context)
    if review is not None:
        if len(files) > 1:
            raise UsageError(_("带批注的副本一次只能做一个文件的，请分开检查"))
        assert_not_an_input(review, (*files, previous, waivers))
    last = api.load(previous, partial=True) if previous is not None else None
    checked = [_check(path, last, waivers, references=references) for path in files]
    if output_format == "json":
        click.echo(findings_json([each.found for each in checked]), nl=False)
    else:
        _print(checked, say)
    for each in checked:
        if each.error is not None:
            click.echo(say(each.error.message), err=True)
        elif each.reading is not None and review is not None:
            content = each.path.read_bytes()
            findings = each.found.findings
            write_whole(review, api.review(content, each.reading, findings, previous=last))
            click.echo(say(_("已写出 {review}", review=review)), err=True)
    if any(each.error is not None for each in checked):
        return BROKEN
    return FINDINGS if has_errors(_all_findings(checked)) else 0


def _check(
    path: Path, last: SeenReport | None, waivers: Path | None, *, references: bool
) -> _Checked:
    try:
        reading = api.read_report(path, partial=True)
    except InputError as error:
        return _Checked(path, CheckedFile(str(path), None, problems=error.problems), error=error)
    findings = api.check_reading(reading, previous=last, waivers=waivers_of(path, waivers))
    if references:
        findings += api.suggest_references(reading, previous=last)
    return _Checked(path, CheckedFile(str(path), reading.report, findings), reading)


def _print(checked: Sequence[_Checked], say: Language) -> None:
    """The findings by file and section; what could not be read is said elsewhere."""
    for each in checked:
        if each.reading is None:
            continue
        report = each.reading.report
        title = say(
            _(
                "{path}：{agency}，{year} 年度",
                path=each.path,
                agency=report.agency,
                year=report.year,
            )
        )
        if each.found.findings:
            print_findings(each.found.findings, title, say, report, to_error_stream=False)
        else:
            click.echo(title)
            click.echo(say(_("没有发现问题")))
    if len(checked) > 1:
        click.echo(_summary(checked, say))


def _summary(checked: Sequence[_Checked], say: Language) -> str:
    counts = dict.fromkeys(Severity, 0)
    for finding in _all_findings(checked):
        counts[finding.severity] += 1
    errors, warnings, _rest = counts.values()
    unread = sum(each.error is not None for each in checked)
    total = len(checked)
    return say(
        _(
            "共 {total} 个文件：{unread} 个没有读出来，错误 {errors} 项，警告 {warnings} 项",
            total=total,
            unread=unread,
            errors=errors,
            warnings=warnings,
        )
    )


def _all_findings(checked: Sequence[_Checked]) -> Iterator[Finding]:
    return (finding for each in checked for finding in each.found.findings)
