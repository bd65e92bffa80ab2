"""A report as the workbook to fill in, and what of it the workbook does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from gkdoc.errors import UsageError
from gkdoc.findings import Finding, Severity
from gkdoc.formats.workbook import MOST_SIGNS
from gkdoc.formats.workbook_words import MOST_TEXT_ROWS, field_places
from gkdoc.messages import Message, _
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    OwnValue,
    SeenReport,
    StatutoryTable,
    TableValues,
    Text,
    completed,
    draft_of,
    printed,
)
from gkdoc.model.own_fields import in_words
from gkdoc.model.own_values import field_label
from gkdoc.read import read_bytes
from gkdoc.spec import field_labels, form
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.outlines import render
from gkdoc.write.filing_json import LOSSES_RULE
from gkdoc.write.xlsx.form import workbook

__all__ = ["ReportWorkbook", "report_workbook"]


@frozen
class ReportWorkbook:
    """The bytes of the workbook, and a finding for each thing of the report that is not in it."""

    content: bytes
    findings: tuple[Finding, ...] = ()


def report_workbook(report: SeenReport) -> ReportWorkbook:
    """The workbook that `gkdoc form` writes, with the report in its cells.

    A total that is the sum of its parts is a formula, so that it follows when somebody changes one.
    The workbook is read back: whatever does not come back as it was is told (GK121). UsageError for
    prose that is too long for a cell or a sheet, MissingProgramError without XlsxWriter and
    openpyxl.
    """
    words = report.with_prose({key: _words(outline) for key, outline in report.prose.items()})
    titles = _titles(report)
    for key, outline in words.prose.items():
        _assert_room(titles[key], outline)
    tables = {key: evolve(own, values=_summed(own.values)) for key, own in words.tables.items()}
    content = workbook(draft_of(words.with_tables(tables)))
    seen = read_bytes(content, "xlsx", partial=True).report
    return ReportWorkbook(content, tuple(_losses(report, words, seen)))


def _words(outline: Outline) -> Outline:
    return tuple(block for block in outline if isinstance(block, Block))


def _summed(values: TableValues) -> TableValues:
    """The values less the totals that come out the same when they are computed."""
    totals = {total.total for total in values.spec.sums}
    kept = {ref: value for ref, value in values.entered.items() if ref not in totals}
    while True:
        computed = completed(TableValues(values.spec, kept))
        # A total that is wrong stays as it is, and so does what comes out otherwise for it.
        others = {
            ref: value
            for ref, value in values.entered.items()
            if ref not in kept and not _same(computed.at(ref), value)
        }
        if not others:
            return TableValues(values.spec, kept)
        kept |= others


def _titles(report: SeenReport) -> dict[str, str]:
    """The titles of the parts by name, in their order."""
    sections = form(next(iter(report.editions.values()))).sections
    labels = field_labels("report")
    introduction = {key: labels[key] for key in report.prose if key in labels}
    return introduction | {section.key: section.title for section in sections}


def _assert_room(title: str, outline: Outline) -> None:
    instead = _("请写成 .yaml 或 .json")
    paragraphs = render(outline).split("\n")
    if len(paragraphs) > MOST_TEXT_ROWS:
        message = _(
            "“{title}”有 {count} 段，工作簿最多写 {most_text_rows} 段；{instead}",
            title=title,
            count=len(paragraphs),
            most_text_rows=MOST_TEXT_ROWS,
            instead=instead,
        )
        raise UsageError(message)
    for number, words in enumerate(paragraphs, start=1):
        if len(words) > MOST_SIGNS:
            message = _(
                "“{title}”第 {number} 段有 {count} 个字，工作簿的一格最多写 {most_signs} 个；"
                "{instead}",
                title=title,
                number=number,
                count=len(words),
                most_signs=MOST_SIGNS,
                instead=instead,
            )
            raise UsageError(message)


def _losses(report: SeenReport, words: SeenReport, seen: SeenReport) -> Iterator[Finding]:
    """`words` is the report less what is no text, `seen` what is read in the workbook."""
    yield from _lost_fields(report, seen)
    for key, title in _titles(report).items():
        if key in report.tables:
            yield from _lost_figures(title, report.tables[key], seen.tables.get(key))
        elif key in report.prose:
            for number, block in enumerate(report.prose[key], start=1):
                if not isinstance(block, Block):
                    label = _("{section} · 第 {number} 段", section=title, number=number)
                    what = _("是{description}，没有写入", description=block.description)
                    yield _lost(f"{key}.{number}", label, what)
            yield from _lost_words(key, title, words.prose[key], seen.prose.get(key))
    yield from _lost_own_fields(report.fields.flat, seen.fields.flat)
    for name in ("waivers", "rollup"):
        if getattr(report, name):
            yield _lost(name, field_labels("report")[name], _("没有写入"))


def _lost_fields(report: SeenReport, seen: SeenReport) -> Iterator[Finding]:
    for place in field_places():
        before, after = (_field(each, place.address) for each in (report, seen))
        if before != after:
            yield _became(place.address, place.label, _quoted(before), _quoted(after))


def _lost_own_fields(
    meant: Mapping[str, OwnValue], seen: Mapping[str, OwnValue]
) -> Iterator[Finding]:
    for name, value in meant.items():
        address, label, found = f"fields.{name}", field_label(name), seen.get(name)
        if found is None:
            yield _lost(address, label, _("没有写入"))
        elif in_words(found) != in_words(value):
            yield _became(address, label, _quoted(in_words(value)), _quoted(in_words(found)))
        elif type(found) is not type(value):
            yield _lost(address, label, _("是一个数，工作簿的格存不下它的各位数字，读回时是文字"))


def _field(report: SeenReport, address: str) -> str | None:
    """The words in a field of the agency's sheet; None for one without a value."""
    value: object = report
    for name in address.split("."):
        value = getattr(value, name, None)
    return None if value is None else str(value)


def _quoted(words: str | None) -> Message:
    return _("没有填") if words is None else _("“{words}”", words=words)


def _lost_words(key: str, title: str, meant: Outline, seen: Outline | None) -> Iterator[Finding]:
    if seen is None:
        yield _lost(key, title, _("没有文字，读回时算没有这一部分"))
    elif seen != meant:
        yield _lost(key, title, _("的层次、标题、段内换行或者首尾空格，读回时按文字重新划分"))


def _lost_figures(
    title: str, meant: StatutoryTable, seen: StatutoryTable | None
) -> Iterator[Finding]:
    if seen is None or seen.values.spec != meant.values.spec:
        yield _lost(meant.key, title, _("没有数字，读回时算没有这张表"))
        return
    computed = completed(seen.values)
    for ref, value in meant.values:
        found = seen.values.at(ref)
        if found is NOT_ENTERED and value is not NOT_ENTERED:
            found = computed.at(ref)
        if not _same(found, value):
            label = meant.values.spec.cells[ref].label
            yield _became(str(ref), label, _shown(value), _shown(found))


def _same(one: CellValue, other: CellValue) -> bool:
    """True for what is the same value and is printed alike: 2.0 is not 2."""
    return repr(one) == repr(other)


def _shown(value: CellValue) -> Message:
    if value is NOT_ENTERED:
        return _("没有填")
    if isinstance(value, Text):
        return _("文字“{text}”", text=value.text)
    return _("“{value}”", value=printed(value)) if value is not BLANK else _("空白")


def _became(address: str, label: str, before: str, after: str) -> Finding:
    message = _("“{label}”是{before}，读回时成为{after}", label=label, before=before, after=after)
    return Finding(LOSSES_RULE, Severity.WARNING, message, address, label)


def _lost(address: str, label: str, what: str) -> Finding:
    message = _("“{label}”{what}", label=label, what=what)
    return Finding(LOSSES_RULE, Severity.WARNING, message, address, label)
