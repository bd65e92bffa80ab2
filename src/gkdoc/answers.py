"""One request, one answer: for servers. Whatever comes in, a value comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, Unpack

from attrs import asdict, frozen

from gkdoc.api import BuildOptions, build, read_report
from gkdoc.errors import Failure, GkdocError, InputError, Problem
from gkdoc.findings import Finding
from gkdoc.messages import _
from gkdoc.model import SeenReport, Waiver
from gkdoc.read.reading import Reading
from gkdoc.steps import LOGGER
from gkdoc.write.docx.inspection import Inspection
from gkdoc.write.docx.templates import Templates
from gkdoc.write.findings_json import VERSION, finding_values, problem_values


@frozen
class Answer:
    """The outcome of a request for a report; it can be stored and sent to another process.

    `document` is the Word file, None where findings at level error stopped it, or where `failure`
    says what is wrong with the data or the template.
    """

    document: bytes | None
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None


Given: TypeAlias = SeenReport | Reading | bytes | Mapping[str, Any]
"""What a request may give: a report, what was read, the bytes of a data file, or its content."""

Jsonable: TypeAlias = Finding | Problem | Failure | GkdocError | Answer | Inspection
"""What `as_json` words."""


def answer(
    source: Given,
    template: Path | str | bytes | None = None,
    *,
    previous: Given | None = None,
    waivers: Sequence[Waiver] = (),
    templates: Templates | None = None,
    **options: Unpack[BuildOptions],
) -> Answer:
    """Steps 1 to 7: a Word file and the findings, or what is wrong; nothing is raised.

    `source` and `previous` are what the client sent: a path among them is refused, no file is
    opened for it. `template` is what the server chooses, a path or bytes; the other options are
    those of `build`. A fault of our own is logged, and told with an id.
    """
    try:
        last = None if previous is None else _reading(previous, partial=True).report
        reading = _reading(source)
        built = build(
            reading.report.whole(),
            template,
            previous=last,
            waivers=waivers,
            templates=templates,
            **options,
        )
        return Answer(built.document, reading.findings_with(built.findings))
    except GkdocError as error:
        return Answer(None, failure=Failure.of(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
        LOGGER.exception("gkdoc failed")
        return Answer(None, failure=Failure.of(error))


def as_json(value: Jsonable) -> dict[str, Any]:
    """The value as JSON holds it; the names are those of docs/embedding.md.

    The document of an answer is left out: `built` says whether there is one.
    """
    match value:
        case Finding():
            return finding_values(value)
        case Problem():
            return problem_values(value)
        case Failure(kind, message, exit_code, problems):
            return {
                "kind": kind,
                "message": message,
                "exit_code": exit_code,
                "problems": [problem_values(problem) for problem in problems],
            }
        case Answer(document, findings, failure):
            return {
                "gkdoc": VERSION,
                "built": document is not None,
                "findings": [finding_values(finding) for finding in findings],
                "error": as_json(failure) if failure is not None else None,
            }
        case Inspection(findings, slots):
            return {
                "gkdoc": VERSION,
                "findings": [finding_values(finding) for finding in findings],
                "slots": [{**asdict(slot), "places": [*slot.places]} for slot in slots],
            }
    return as_json(Failure.of(value))


def _reading(source: Given | Path | str, *, partial: bool = False) -> Reading:
    match source:
        case Path() | str():
            message = _("这里不打开文件：数据请以 bytes 给出，或者给出字典、读好的报告")
            raise InputError(None, [Problem(message)])
        case Reading():
            return source
        case SeenReport():
            return Reading(source)
    return read_report(source, partial=partial)
