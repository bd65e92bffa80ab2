"""Steps 5 and 6: the segments joined with this report's words, and packed into a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from itertools import count

from gkdoc.errors import Problem, TemplateError
from gkdoc.formats.carried import NO_FIELDS, carried_xml
from gkdoc.layout.pictures import printed_picture, stated_width
from gkdoc.layout.title import title_lines
from gkdoc.messages import _
from gkdoc.model import Report, SeenReport
from gkdoc.model.own_values import date_words
from gkdoc.ooxml.properties import core_properties_xml
from gkdoc.ooxml.template.rules import MISSING
from gkdoc.text.blocks import Picture
from gkdoc.write.docx.beside import Attached, attached_parts
from gkdoc.write.docx.compiled import CompiledTemplate
from gkdoc.write.docx.filters import FILTERS, DateText
from gkdoc.write.docx.own_fields import conditions, own_pictures, own_texts
from gkdoc.write.docx.prose import ProseFormat, outline_markup, signature_markup


def fill(
    template: CompiledTemplate, report: Report, fields: Mapping[str, tuple[str, ...]] = NO_FIELDS
) -> dict[str, bytes]:
    """The parts that are this report's own, by their names.

    `fields` are those of its own that the template prints, and the words in which it does.
    TemplateError where the report has something that the template has no place for.
    """
    problems = tuple(_without_place(template, report))
    if problems:
        raise TemplateError(None, problems)
    numbers = count(template.beside.first_drawing)
    pictures = own_pictures(report, fields)
    attached = {key: Attached(template.beside, numbers) for key in (*report.prose, *pictures)}
    parts = template.source.filled(
        text=_texts(template, report),
        blocks=_blocks(template, report, pictures, attached),
        conditions=conditions(template.own_names, report),
        filters=FILTERS,
    )
    parts |= attached_parts(template.beside, attached)
    if template.properties is not None:
        parts[template.properties] = core_properties_xml(
            title=report.full_title, creator=report.agency, moment=moment_of(report)
        )
    if template.carrier is not None:
        parts[template.carrier] = carried_xml(report, fields, partial(_printed_width, template))
    return parts


def package(template: CompiledTemplate, parts: Mapping[str, bytes]) -> bytes:
    """The Word file: the parts of the template with `parts` among them."""
    return template.archive.pack(parts)


def _without_place(template: CompiledTemplate, report: Report) -> Iterator[Problem]:
    parts = (
        ("introduction", report.introduction, _("引言")),
        ("signature", report.signature, _("落款")),
    )
    for name, part, word in parts:
        # An office may set the lines of the signature itself.
        if part is not None and not {name, f"{name}.date"} & template.slots:
            message = _(
                "报告有{word}，模板没有它的位置，应有单独一段 {{{{p {name} }}}}",
                word=word,
                name=name,
            )
            yield Problem(message, rule=MISSING.id)


def _texts(template: CompiledTemplate, report: Report) -> Mapping[str, object]:
    lines = title_lines(report.full_title, report.agency)
    signature = report.signature
    texts: dict[str, object] = {
        "title": "\n".join(lines),
        "agency": report.agency,
        "year": str(report.year),
        "signature.agency": signature.agency if signature else "",
        "signature.date": DateText(date_words(signature.date), signature.date) if signature else "",
    }
    for table in report.tables.values():
        texts.update(zip(table.values.spec.addresses, table.values.printed, strict=True))
    if template.own_names:
        texts.update(own_texts(report))
    return texts


def _blocks(
    template: CompiledTemplate,
    report: Report,
    pictures: Mapping[str, Picture],
    attached: Mapping[str, Attached],
) -> Mapping[str, str]:
    form = ProseFormat(template.styles, template.counted, template.layout.native_numbering)
    signature = report.signature
    # No page holds the signature alone: the last paragraph goes with it.
    last = "other_matters" if signature else ""
    blocks = dict.fromkeys(("introduction", "overview", "problems", "other_matters"), "")
    blocks |= {
        key: outline_markup(outline, form, attached[key], keep_next=key == last)
        for key, outline in report.prose.items()
    }
    blocks |= {
        key: outline_markup((picture,), form, attached[key]) for key, picture in pictures.items()
    }
    blocks["signature"] = signature_markup(signature, template.styles) if signature else ""
    return blocks


def _printed_width(template: CompiledTemplate, picture: Picture) -> str:
    page = template.beside.page
    return stated_width(printed_picture(picture.content, picture.width, page).width)


def moment_of(report: SeenReport) -> datetime:
    """When the document says that it was made: no clock is asked, so that it never changes."""
    signed = report.signature.date if report.signature else date(report.year + 1, 1, 1)
    return datetime(signed.year, signed.month, signed.day)  # noqa: DTZ001 - a day, in no time zone
