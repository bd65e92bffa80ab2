"""`gkdoc build`: a data file becomes the finished Word file."""

from __future__ import annotations

from pathlib import Path

import click

from gkdoc import api
from gkdoc.cli.commands import TranslatedCommand, log_option
from gkdoc.cli.console import FINDINGS, print_findings, warn
from gkdoc.cli.folders import allow_missing_option
from gkdoc.cli.language import Language
from gkdoc.cli.options import (
    FILE,
    assert_document,
    assert_writable,
    loaded,
    output_option,
    previous_option,
    review_option,
    waivers_of,
    waivers_option,
    write,
)
from gkdoc.errors import UsageError
from gkdoc.findings import Finding, has_errors
from gkdoc.layout.options import FIGURE_SIZES, Layout
from gkdoc.messages import Listed, _
from gkdoc.model import Report
from gkdoc.tasks.batch.files import is_many


@click.command("build", cls=TranslatedCommand)
@click.argument("data", type=FILE, metavar=_("数据文件"))
@output_option
@click.option("-t", "--template", type=FILE, metavar=_("模板"), help=_("用本单位的 Word 模板"))
@previous_option
@waivers_option
@review_option
@click.option("--pdf", type=FILE, metavar=_("文件"), help=_("另写一份 PDF（需要 LibreOffice）"))
@click.option("--html", type=FILE, metavar=_("文件"), help=_("另写一份网页，可以直接放上网站"))
@click.option("--plain", is_flag=True, help=_("不附带供程序读取的数字和文字"))
@click.option("--force", is_flag=True, help=_("检查有错误也写出文件"))
@click.option("--native-numbering", is_flag=True, help=_("标题序号由 Word 自动编号，不写成文字"))
@click.option(
    "--figure-size",
    type=click.Choice([f"{size:g}" for size in FIGURE_SIZES]),
    help=_("表内数字的字号（磅），默认由最宽的数字决定"),
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar=_("个数"),
    help=_("一次生成多份时用几个进程，默认 1"),
)
@allow_missing_option
@log_option
@click.pass_obj
def command(
    say: Language,
    *,
    data: Path,
    output: Path,
    template: Path | None,
    previous: Path | None,
    waivers: Path | None,
    review: Path | None,
    pdf: Path | None,
    html: Path | None,
    plain: bool,
    force: bool,
    native_numbering: bool,
    figure_size: str | None,
    jobs: int,
    allow_missing: bool,
) -> int:
    """把数据文件做成年度报告的 Word 文件。

    先检查数字和文字，有错误就不写出文件；写出之前再读回核对一遍。

    数据文件也可以是文件夹，或者每行一个路径的清单（.txt）：每份报告写到 -o 所指的文件夹，
    已经做好、没有变化的不重做。
    """
    layout = Layout(
        native_numbering=native_numbering,
        figure_size=float(figure_size) if figure_size is not None else None,
    )
    options = api.BuildOptions(layout=layout, verify=True, force=force, plain=plain)
    if is_many(data):
        from gkdoc.cli.verbs.build_many import build_all

        _assert_unused(previous=previous, waivers=waivers, review=review, pdf=pdf, html=html)
        return build_all(data, output, template, jobs, say, allow_missing=allow_missing, **options)
    assert_document(output)
    assert_writable((output, pdf, html, review), (data, template, previous, waivers))
    reading = api.read_report(data)
    last = loaded(previous)
    approved = waivers_of(data, waivers)
    built = api.build(reading.report.whole(), template, previous=last, waivers=approved, **options)
    # Everything is made before anything is written: no file stands there without the others.
    page = _page(built.report, plain=plain) if html is not None and built.report else b""
    printed, faces = _printed(built.document) if pdf is not None and built.document else (b"", ())
    findings = (*reading.findings_with(built.findings), *faces)
    print_findings(findings, str(data), say, reading.report)
    copy = b""
    if review is not None:
        copy = api.review(built.document or b"", reading, findings, template, previous=last)
    contents = {output: built.document, pdf: printed, html: page, review: copy}
    write({path: content for path, content in contents.items() if path and content}, say)
    if built.document is None:
        hint = _("这些错误不改正就做不成文件") if force else _("改正后再试，或者加 --force")
        warn(_("检查发现错误，没有写出 {output}；{hint}", output=output, hint=hint), say)
        return FINDINGS
    if has_errors(findings):
        warn(_("检查发现错误，仍按 --force 写出 {output}", output=output), say)
    return 0


def _assert_unused(**options: Path | None) -> None:
    given = [f"--{name}" for name, path in options.items() if path is not None]
    if given:
        raise UsageError(_("一次生成多份报告时不能用 {given}", given=Listed("、", given)))


def _page(report: Report, *, plain: bool) -> bytes:
    """The web page."""
    from gkdoc.write.html import html_page

    return html_page(report, plain=plain).encode()


def _printed(document: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """The PDF, and what is to be said about its faces."""
    from gkdoc.write.printing import missing_faces
    from gkdoc.write.printing import pdf as print_pdf

    return print_pdf(document), missing_faces(document)
