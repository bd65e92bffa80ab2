"""The main path: from a data file to the finished Word file. One function a verb.

The steps have the numbers of docs/tour.md: 1 read, 2 check, 3 lay out, 4 compile, 5 fill,
6 package, 7 verify.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, Unpack, overload

from attrs import frozen

from gkdoc.check import check
from gkdoc.check.waivers import waived
from gkdoc.errors import OutputError, TemplateError, UsageError
from gkdoc.findings import Finding, Severity, has_errors
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.messages import Listed, Message, _
from gkdoc.model import Report, SeenReport, Waiver, fitted, in_print
from gkdoc.read import read_bytes, read_file, read_named, read_object
from gkdoc.read.files import assert_path, data_format_of
from gkdoc.read.reading import Reading
from gkdoc.spec import edition_for
from gkdoc.steps import tell
from gkdoc.tasks.arguments import assert_given, own_template
from gkdoc.tasks.examine import examined, problems_of
from gkdoc.write.docx.compiled import TemplateKey
from gkdoc.write.docx.fill import fill, package
from gkdoc.write.docx.own_fields import fields_printed
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.docx.templates import Templates
from gkdoc.write.files import write_whole

# What building a report from a template that is kept does not need is imported where it is used.
if TYPE_CHECKING:
    from docx.document import Document

    from gkdoc.tasks.templates.mark_up import MarkedUp
    from gkdoc.write.docx.compiled import CompiledTemplate
    from gkdoc.write.docx.inspection import Inspection

Source: TypeAlias = Path | str | bytes | Mapping[str, Any]
"""What a report is read from: a path, the bytes of a data file, or its content as values.

A `str` is a path and only that.
"""


@frozen
class Built:
    """The result of `build`: the Word file, and all there is to say about report and template.

    `document` is None where findings stopped it. `report` is the report as it was printed, with all
    totals, in the rows of its form and without references; None where nothing was.
    """

    document: bytes | None
    findings: tuple[Finding, ...]
    report: Report | None = None

    def save(self, path: Path | str) -> None:
        """The document at `path`, whole or not at all; OutputError where there is none to write."""
        if self.document is None:
            raise OutputError(path, _("检查发现错误，没有可写的文件"))
        write_whole(path, self.document)

    def to_document(self) -> Document:
        """The document for python-docx to go on with; UsageError where there is none.

        Each call gives one of its own: what is changed in it does not change `document`.
        """
        import docx

        if self.document is None:
            raise UsageError(_("检查发现错误，没有生成文件"))
        return docx.Document(BytesIO(self.document))


def read_report(
    source: Source,
    *,
    partial: bool = False,
    name: str | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Reading:
    """Step 1: a report, what the reader has to say, and where each figure stood.

    `source` is a path, the bytes of a data file (JSON or YAML), or its content as Python values.
    Bytes of another format need the `name` of the file that they are from; a data file given as
    bytes finds the pictures that it names among `pictures`, nowhere else. `partial` takes what is
    absent as not seen; otherwise absent figures and sections are problems. InputError with every
    problem at once, and for a `str` that is no path but the data itself.
    """
    match source:
        case bytes() if name is not None:
            reading = read_named(source, name, partial=partial, folder=pictures)
        case bytes():
            found = data_format_of(source)
            reading = read_bytes(source, found, partial=partial, folder=pictures)
        case Path() | str():
            assert_path(source)
            reading = read_file(source, partial=partial)
        case _:
            reading = read_object(source, partial=partial)
    tell(_read(reading))
    return reading


@overload
def load(source: Source, *, partial: Literal[False] = False) -> Report: ...
@overload
def load(source: Source, *, partial: bool) -> SeenReport: ...
def load(source: Source, *, partial: bool = False) -> SeenReport:
    """Step 1: the report in `source`, as `read_report` gives it, without the rest.

    InputError for one that lacks figures or sections, unless `partial` takes them as not seen.
    """
    report = read_report(source, partial=partial).report
    return report if partial else report.whole()


def check_report(
    report: SeenReport, *, previous: SeenReport | None = None, waivers: Sequence[Waiver] = ()
) -> tuple[Finding, ...]:
    """Step 2: all that the rules find in `report`; `previous` is the report of the year before.

    `waivers` are those that stand elsewhere than in the report.
    """
    assert_given(SeenReport, report, previous)
    printed = in_print(report, previous)
    found = (*fitted(report).findings, *waived(check(printed), printed.words, waivers))
    tell(_checked(found))
    return found


def check_reading(
    reading: Reading,
    *,
    previous: SeenReport | None = None,
    waivers: Sequence[Waiver] = (),
    suggest: bool = False,
) -> tuple[Finding, ...]:
    """Step 2 for a file: what its reader and the rules find, each defect once, with its place.

    With `suggest` they are followed by the figures in the prose that could be references to tables
    (GK611).
    """
    assert_given(Reading, reading, previous)
    found = examined(reading, previous=previous, waivers=waivers)
    tell(_checked(found))
    if not suggest:
        return found
    from gkdoc.check.prose.suggestions import suggestions

    return (*found, *reading.located(suggestions(reading.report, previous)))


def review(
    content: bytes,
    reading: Reading,
    findings: Iterable[Finding],
    template: Path | None = None,
    *,
    previous: SeenReport | None = None,
) -> bytes:
    """A Word file with a comment for each finding, on the words or the cell that it is about.

    It is a copy of the file that was read, if `content` is a Word file; otherwise the report is
    built for it, errors or not, with `previous` as in `build`. UsageError where that is not
    possible.
    """
    from gkdoc.tasks.review import is_word_file, review_copy, without_place

    if is_word_file(content):
        return review_copy(content, findings, in_print(reading.report).words)
    built = build(reading.report.whole(), template, previous=previous, force=True)
    if built.document is None or built.report is None:
        raise UsageError(
            _(
                "文字里有不能带进报告的内容（GK112），或者没有数字的引用（GK606 至 GK610），"
                "改写以前做不成带批注的副本"
            )
        )
    return review_copy(built.document, without_place(findings), in_print(built.report).words)


class BuildOptions(TypedDict, total=False):
    """How reports are built, by keyword; what is left out is as `Options` has it."""

    layout: Layout
    verify: bool
    force: bool
    plain: bool


@frozen
class Options:
    """How a report is built.

    `force` builds in spite of errors, and says so (GK005). `verify` reads the document back.
    `plain` leaves out the figures and prose that are carried for programs.
    """

    layout: Layout = STANDARD
    verify: bool = False
    force: bool = False
    plain: bool = False

    def stopped_by(self, findings: Iterable[Finding]) -> bool:
        """True if the findings forbid to build."""
        return has_errors(findings) and not self.force


def build(
    report: Report,
    template: Path | str | bytes | None = None,
    *,
    previous: SeenReport | None = None,
    waivers: Sequence[Waiver] = (),
    templates: Templates | None = None,
    **options: Unpack[BuildOptions],
) -> Built:
    """Steps 2 to 7: the report as a Word file, unless findings at level error stop it.

    `template` is a Word file with slots, None for the standard one. `previous` is last year's
    report. References in the prose become the figures they mean; while one has none, nothing is
    built, nor while the template wants a field of the office's own that the report lacks.
    `waivers` are those that stand elsewhere than in the report. `templates` keeps what was compiled
    for the next report; threads may share it. For the others see `Options`.

    InputError for what is no report and for one that lacks figures or sections, TemplateError for a
    template that cannot hold this report, VerifyError if the document does not read back as the
    report, UsageError for a layout that acts on templates only or that the figures do not fit.
    """
    assert_given(SeenReport, report, previous)
    chosen = Options(**options)
    chosen.layout.assert_acts_while_building()

    printed = in_print(report.whole(), previous)
    judged = waived(check(printed), printed.words, waivers)
    tell(_checked(judged))
    fit = fitted(printed.report)
    found = (*fit.findings, *judged)
    # Whether a table fits is decided by the form that a template of one's own has drawn.
    if chosen.stopped_by(found if template is None else judged) or not printed.printable:
        return Built(None, found)

    content, source = _template(template, chosen.layout, report.year)
    opened = (Templates(limit=1) if templates is None else templates).opened(content, source)
    # By the rows of its edition: the figures have the same bookmarks, whatever a template draws.
    compiled = opened.compiled(TemplateKey.of(fit.report, chosen.layout, plain=chosen.plain))
    fit = fitted(printed.report, opened.drawn)
    findings = (*fit.findings, *judged, *opened.findings)
    if chosen.stopped_by(fit.findings):
        return Built(None, findings)
    if not fit.fits:
        raise TemplateError(source, problems_of(fit.unfilled))

    tell(_compiled(fit.report, compiled, source))

    fields = fields_printed(compiled.source, compiled.own_names, fit.report)
    if fields.findings:
        # Forced or not: nothing is printed for what nobody said.
        return Built(None, (*findings, *fields.findings))
    parts = fill(compiled, fit.report, fields.words)
    document = package(compiled, parts)
    tell(_packed(parts, document))

    if chosen.verify:
        from gkdoc.tasks.verify import assert_shows

        tell(_verifying())
        assert_shows(document, fit.report, fields.words)
        tell(_verified())
    return Built(document, (*findings, *_forced(findings)), fit.report)


def template_content(template: Path | str | bytes | None) -> bytes | None:
    """The bytes of a template, for another place that has no such file; None for the standard one.

    InputError where the file cannot be read.
    """
    return None if template is None else own_template(template)[0]


def inspect(template: Path | str | bytes) -> Inspection:
    """The findings about a template, and where each of its slots stands.

    InputError where the file cannot be read; everything else about it is a finding.
    """
    from gkdoc.write.docx.inspection import inspect_template

    return inspect_template(*own_template(template))


def mark_up_form(blank_form: Path | str | bytes) -> MarkedUp:
    """A copy of an office's blank form, a Word file, with the slots of the report put in."""
    from gkdoc.tasks.templates.mark_up import mark_up

    return mark_up(*own_template(blank_form))


def _read(reading: Reading) -> Iterator[Message]:
    report = reading.report
    findings = _by_rule(reading.findings)
    yield _(
        "1.8 读成：{agency}，{year} 年度，说明：{findings}",
        agency=report.agency,
        year=report.year,
        findings=findings,
    )


def _checked(findings: Iterable[Finding]) -> Iterator[Message]:
    yield _("2 查：{findings}", findings=_by_rule(findings))


def _compiled(
    report: Report, compiled: CompiledTemplate, source: Path | str | None
) -> Iterator[Message]:
    for table in report.tables.values():
        spec = table.values.spec
        yield _("3 排：“{title}”的表，按 {edition} 年格式", title=spec.title, edition=spec.edition)
    segments = sum(map(len, compiled.source.parts.values()))
    name = source if source is not None else _("标准模板")
    yield _("4 编译：{name}，{segments} 个片段", name=name, segments=segments)


def _packed(parts: Mapping[str, bytes], document: bytes) -> Iterator[Message]:
    yield _("5 填：{parts}", parts=Listed("、", parts))
    yield _("6 打包：{size} 字节", size=len(document))


def _verifying() -> Iterator[Message]:
    yield _("7 核对：把文件读回来")


def _verified() -> Iterator[Message]:
    yield _("7 核对：读回来的与报告相同")


def _by_rule(findings: Iterable[Finding]) -> Message:
    counts = Counter(finding.rule for finding in findings)
    if not counts:
        return _("没有要说的")
    rules = (
        _("{rule} {count} 处", rule=rule, count=count) for rule, count in sorted(counts.items())
    )
    return Listed("、", rules)


def _forced(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The finding about a document that was built in spite of errors."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        message = _(
            "有 {errors} 项错误没有改正，按要求仍然生成了文件，不能就这样发布", errors=errors
        )
        yield Finding("GK005", Severity.WARNING, message)


def _template(
    template: Path | str | bytes | None, layout: Layout, year: int
) -> tuple[bytes, Path | str | None]:
    """The bytes of the template for a report of that year, and its name for messages."""
    if template is not None:
        return own_template(template)
    edition = edition_for(year).edition
    return standard_template_bytes(edition, native_numbering=layout.native_numbering), None
