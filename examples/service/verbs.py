"""What the service does with an order, each in one call of gkdoc; nothing here knows HTTP."""

from __future__ import annotations

from typing import Any

from attrs import frozen

import gkdoc
from gkdoc.write import display, missing_faces, pdf
from service.uploads import Order

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@frozen
class Product:
    """A file that was made, and what there is to say about it; None where findings stopped it."""

    answer: gkdoc.Answer
    media_type: str = WORD
    suffix: str = ".docx"


def check(order: Order, *, show: bool) -> dict[str, Any]:
    """The findings about a report, and with `show` the report itself."""
    reading, last = order.report.read(partial=True), order.last()
    findings = gkdoc.check_reading(reading, previous=last)
    return {
        "gkdoc": 1,
        "agency": reading.report.agency,
        "year": reading.report.year,
        "findings": [gkdoc.as_json(finding) for finding in findings],
        "report": display(reading.report, last) if show else None,
    }


def build(order: Order, templates: gkdoc.Templates, *, force: bool, plain: bool) -> Product:
    """The report as a Word file."""
    answer = gkdoc.answer(
        order.report.read(),
        order.template,
        previous=order.last(),
        force=force,
        plain=plain,
        verify=True,
        templates=templates,
    )
    return Product(answer)


def review(order: Order) -> Product:
    """A Word file with a comment for each finding: a copy of what was sent, or a new one."""
    reading, last = order.report.read(partial=True), order.last()
    findings = gkdoc.check_reading(reading, previous=last)
    copy = gkdoc.review(order.report.content, reading, findings, previous=last)
    return Product(gkdoc.Answer(copy, findings))


def printed(product: Product, seconds: float) -> Product:
    """A Word file as PDF; faces that are not on this machine are findings."""
    document = product.answer.document
    if document is None:
        return product
    findings = (*product.answer.findings, *missing_faces(document))
    answer = gkdoc.Answer(pdf(document, seconds=seconds), findings)
    return Product(answer, "application/pdf", ".pdf")


def html(order: Order, *, plain: bool) -> Product:
    """The report as a web page."""
    built = gkdoc.build(order.report.read().report.whole(), previous=order.last())
    page = gkdoc.html_page(built.report, plain=plain).encode() if built.report else None
    return Product(gkdoc.Answer(page, built.findings), "text/html; charset=utf-8", ".html")


def inspect(template: bytes) -> dict[str, Any]:
    """What there is to say about a template, and its slots."""
    inspection = gkdoc.inspect(template)
    usable = all(finding.severity is not gkdoc.Severity.ERROR for finding in inspection.findings)
    return {**gkdoc.as_json(inspection), "usable": usable}
